package dialogue

import (
	"errors"
	"strconv"
	"strings"
	"time"
)

// Time tells when an utterance was said, in the way its source told it: as an
// offset from the beginning of the dialogue (calls), as a time of day (chats), or
// not at all. The zero Time means that no time is given; it differs from an
// offset of 0 and from midnight.
//
// Values can be compared with ==.
type Time struct {
	kind timeKind
	d    time.Duration
}

type timeKind uint8

const (
	noTime timeKind = iota
	offsetTime
	clockTime
)

const day = 24 * time.Hour

// Offset returns the time d after the beginning of the dialogue. A negative d
// lies before it, as the ringing before a call is answered.
func Offset(d time.Duration) Time { return Time{offsetTime, d} }

// Clock returns the time of day d after midnight. Only the part within one day
// counts: Clock(25*time.Hour) is one in the morning.
func Clock(d time.Duration) Time { return Time{clockTime, ((d % day) + day) % day} }

// IsZero reports whether no time is given.
func (t Time) IsZero() bool { return t.kind == noTime }

// Offset returns the time since the beginning of the dialogue, and false when t
// is not an offset.
func (t Time) Offset() (time.Duration, bool) {
	if t.kind != offsetTime {
		return 0, false
	}
	return t.d, true
}

// Clock returns the time since midnight, in [0, 24 h), and false when t is not a
// time of day. See also [Dialogue.TimeOfDay].
func (t Time) Clock() (time.Duration, bool) {
	if t.kind != clockTime {
		return 0, false
	}
	return t.d, true
}

// Sub returns the time from u to t, negative when u is the later one. It returns
// false when one of them is not given or they are of different kinds. Two times
// of day are taken to lie less than half a day apart, so that a chat may run past
// midnight; the result is then in [-12 h, 12 h).
func (t Time) Sub(u Time) (time.Duration, bool) {
	if t.kind != u.kind || t.kind == noTime {
		return 0, false
	}
	d := t.d - u.d
	if t.kind == clockTime {
		d = (d+day+day/2)%day - day/2
	}
	return d, true
}

// Equal reports whether t and u are the same. It is t == u.
func (t Time) Equal(u Time) bool { return t == u }

// maxOffset bounds the offsets that can be read and written: eleven years, more
// than any dialogue lasts.
const maxOffset = 100_000 * time.Hour

// String returns an offset as minutes and seconds with a fraction, such as
// "00:12.5" or "75:03.0", a time of day with three fields, such as "14:03:22",
// and "" when no time is given.
func (t Time) String() string { return string(t.append(nil)) }

// MarshalText returns the text of [Time.String].
func (t Time) MarshalText() ([]byte, error) { return t.append(nil), nil }

// UnmarshalText reads what [Time.MarshalText] writes. Two fields without a
// fraction are minutes and seconds. Other texts give [ErrTime].
func (t *Time) UnmarshalText(text []byte) error {
	v, ok := parseTime(string(text), false)
	if !ok && len(text) > 0 {
		return ErrTime
	}
	*t = v
	return nil
}

// ErrTime is returned, wrapped or plain, where a text is not a time in the form
// of [Time.String].
var ErrTime = errors.New("dialogue: not a time")

func (t Time) append(dst []byte) []byte {
	if t.kind == noTime {
		return dst
	}
	n := uint64(t.d)
	if t.d < 0 {
		dst = append(dst, '-')
		n = -n
	}
	sec, frac := n/1e9, n%1e9
	if t.kind == clockTime {
		dst = append2(dst, sec/3600)
		dst = append(dst, ':')
		sec %= 3600
	}
	dst = append2(dst, sec/60)
	dst = append(dst, ':')
	dst = append2(dst, sec%60)
	if frac == 0 {
		if t.kind == offsetTime {
			dst = append(dst, ".0"...)
		}
		return dst
	}
	dst = append(dst, '.')
	for p := uint64(1e8); frac > 0; p /= 10 {
		dst = append(dst, byte('0'+frac/p))
		frac %= p
	}
	return dst
}

// append2 appends n with at least two digits.
func append2(dst []byte, n uint64) []byte {
	if n < 10 {
		dst = append(dst, '0')
	}
	return strconv.AppendUint(dst, n, 10)
}

// parseTime reads one time. Three fields are a time of day; two fields with a
// fraction are an offset; two plain fields are hours and minutes of the day when
// hhmm is set, and else an offset of minutes and seconds. A minus sign is
// allowed before an offset.
func parseTime(s string, hhmm bool) (Time, bool) {
	neg := strings.HasPrefix(s, "-")
	s = strings.TrimPrefix(s, "-")
	first, rest, ok := strings.Cut(s, ":")
	if !ok {
		return Time{}, false
	}
	second, third, three := strings.Cut(rest, ":")
	a, ok := parseField(first, 7)
	if !ok {
		return Time{}, false
	}
	if !three {
		whole, fraction, hasFraction := strings.Cut(second, ".")
		b, ok := parseField(whole, 2)
		if !ok || b > 59 {
			return Time{}, false
		}
		if hhmm && !hasFraction {
			if a > 23 || neg {
				return Time{}, false
			}
			return Clock(time.Duration(a)*time.Hour + time.Duration(b)*time.Minute), true
		}
		f, ok := parseFraction(fraction, hasFraction)
		if !ok {
			return Time{}, false
		}
		d := time.Duration(a)*time.Minute + time.Duration(b)*time.Second + f
		if d > maxOffset {
			return Time{}, false
		}
		if neg {
			d = -d
		}
		return Offset(d), true
	}
	b, ok := parseField(second, 2)
	if !ok || neg || a > 23 || b > 59 {
		return Time{}, false
	}
	whole, fraction, hasFraction := strings.Cut(third, ".")
	c, ok := parseField(whole, 2)
	if !ok || c > 59 {
		return Time{}, false
	}
	f, ok := parseFraction(fraction, hasFraction)
	if !ok {
		return Time{}, false
	}
	return Clock(time.Duration(a)*time.Hour + time.Duration(b)*time.Minute + time.Duration(c)*time.Second + f), true
}

// parseField reads 1 to max decimal digits.
func parseField(s string, max int) (int, bool) {
	if len(s) == 0 || len(s) > max {
		return 0, false
	}
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}

// parseFraction reads the 1 to 9 digits after the point of a number of seconds.
func parseFraction(s string, present bool) (time.Duration, bool) {
	if !present {
		return 0, true
	}
	n, ok := parseField(s, 9)
	if !ok {
		return 0, false
	}
	for range 9 - len(s) {
		n *= 10
	}
	return time.Duration(n), true
}

// cutStamp takes a time stamp, [start] or [start~end] or the empty [], from the
// beginning of s, with one space after it. Brackets that hold anything else than
// digits and signs of a time, such as the chat code [微笑], are not a stamp.
func cutStamp(s string, hhmm bool) (start, end Time, rest string, found stamp) {
	if !strings.HasPrefix(s, "[") {
		return Time{}, Time{}, s, noStamp
	}
	in, _, ok := strings.Cut(s[1:min(len(s), maxStamp)], "]")
	if !ok || !stampLike(in) {
		return Time{}, Time{}, s, noStamp
	}
	rest = strings.TrimPrefix(s[len(in)+2:], " ")
	if in == "" {
		return Time{}, Time{}, rest, goodStamp
	}
	in = strings.ReplaceAll(in, "：", ":")
	from, to, both := strings.Cut(in, "~")
	if from != "" || !both {
		if start, ok = parseTime(from, hhmm); !ok {
			return Time{}, Time{}, s, badStamp
		}
	}
	if both {
		if end, ok = parseTime(to, hhmm); !ok {
			return Time{}, Time{}, s, badStamp
		}
	}
	return start, end, rest, goodStamp
}

type stamp uint8

const (
	noStamp   stamp = iota
	badStamp        // has the signs of a time but is none, such as [25:61]
	goodStamp       // a time, or the empty []
)

// maxStamp bounds the bytes of a stamp with its brackets.
const maxStamp = 80

// stampLike reports whether s is empty, or holds a digit, a colon and nothing but
// the signs of a time.
func stampLike(s string) bool {
	if s == "" {
		return true
	}
	s = strings.ReplaceAll(s, "：", ":")
	return strings.Trim(s, "0123456789:.~-") == "" && strings.ContainsAny(s, "0123456789") && strings.Contains(s, ":")
}

// appendStamp appends what cutStamp reads back as start and end: nothing when
// both are missing, and else brackets with a space after them.
func appendStamp(dst []byte, start, end Time) []byte {
	if start.IsZero() && end.IsZero() {
		return dst
	}
	dst = append(dst, '[')
	dst = start.append(dst)
	if !end.IsZero() {
		dst = append(dst, '~')
		dst = end.append(dst)
	}
	return append(dst, "] "...)
}

// writable reports whether t is in the range that readers accept.
func (t Time) writable() bool { return t.d >= -maxOffset && t.d <= maxOffset }
