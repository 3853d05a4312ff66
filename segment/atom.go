package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/qingting-nlp/qingting/internal/align"
	"github.com/qingting-nlp/qingting/internal/segmodel"
)

// An atom is a stretch of Latin letters and digits with the marks that belong to it: a number, a code, a date, a web address. Word
// borders never fall inside it.
type atom struct {
	start, end uint16 // characters of the block
	kind       Kind
}

// maxAtom is the longest atom, in bytes, that takes part in the word graph. Longer ones are tokens at once.
const maxAtom = 64

// asciiAt returns the folded ASCII character at text[p:end] and the place after it, zero-width characters skipped. It returns 0 when
// there is none.
func asciiAt(text string, p, end int) (c byte, next int) {
	if p >= end {
		return 0, p
	}
	c = text[p]
	switch {
	case c < utf8.RuneSelf:
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		next = p + 1
	case c == 0xEF && p+2 < end: // full-width forms U+FF01 to U+FF5E
		r, size := utf8.DecodeRuneInString(text[p:end])
		if r < 0xFF01 || r > 0xFF5E {
			return 0, p
		}
		f, _ := align.Fold(r)
		c, next = byte(f), p+size
	case c == 0xC4 || c == 0xE2: // İ and the Kelvin sign fold to ASCII too
		r, size := utf8.DecodeRuneInString(text[p:end])
		if r != 'İ' && r != '\u212A' {
			return 0, p
		}
		f, _ := align.Fold(r)
		c, next = byte(f), p+size
	default:
		return 0, p
	}
	return c, skipIgnorable(text, next, end)
}

// skipIgnorable returns the place of the first character of text[p:end] that has a width.
func skipIgnorable(text string, p, end int) int {
	for p < end && text[p] >= utf8.RuneSelf {
		switch text[p] {
		case 0xC2, 0xCD, 0xE1, 0xE2, 0xEF: // lead bytes of the zero-width characters
		default:
			return p
		}
		r, size := utf8.DecodeRuneInString(text[p:end])
		if _, ok := align.Fold(r); ok {
			return p
		}
		p += size
	}
	return p
}

// scanAtom returns the end and kind of the atom that begins with the letter or digit at text[p].
func scanAtom(text string, p, end int) (int, Kind) {
	start := p
	letters, digits, group := 0, 0, 0 // group: letters and digits since the last mark
	marks := uint32(0)
	kind := Number
scan:
	for p < end {
		c, next := asciiAt(text, p, end)
		switch {
		case c == 0:
			if n := letterAt(text, p, end); n > 0 {
				letters, group = letters+1, group+1
				p += n
				continue
			}
			break scan
		case isDigit(c) && isKeycap(text, next, end): // 1️⃣
			if p > start {
				break scan
			}
			return next + len("\u20E3"), Emoji
		case isDigit(c):
			digits, group, p = digits+1, group+1, next
			continue
		case isAlnum(c):
			letters, group, p = letters+1, group+1, next
			continue
		}
		d, after := asciiAt(text, next, end)
		pure := letters == 0 && digits > 0
		switch c {
		case '.':
			switch {
			case pure && isDigit(d) && marks&(markColon|markComma<<1) == 0:
				marks |= markDot
			case isAlnum(d):
				if q := scanDomain(text, start, p, end); q > 0 {
					return q, URL
				}
				if letters == 0 || digits == 0 || group > 6 {
					break scan
				}
				marks |= markDot // v1.2.3
			default:
				break scan
			}
		case ',':
			if !pure || group > 3 || text[p] != ',' && p > start && text[p-1] < utf8.RuneSelf || !threeDigits(text, next, end) {
				break scan
			}
			marks |= markComma
		case ':':
			if letters > 0 && digits == 0 && d == '/' {
				if s, _ := asciiAt(text, after, end); s == '/' && isScheme(text[start:p]) {
					return scanAddress(text, after, end), URL
				}
			}
			e, tail := asciiAt(text, after, end)
			f, _ := asciiAt(text, tail, end)
			if !pure || group > 2 || marks&^(markColon|markDash) != 0 || !isDigit(d) || !isDigit(e) || isDigit(f) {
				break scan
			}
			marks |= markColon
		case '-', '_':
			if !isAlnum(d) {
				break scan
			}
			marks |= markDash
		case '/':
			if !pure || !isDigit(d) {
				break scan
			}
			marks |= markSlash
		case '*':
			q := next
			for {
				s, n := asciiAt(text, q, end)
				if s != '*' {
					break
				}
				q = n
			}
			if s, _ := asciiAt(text, q, end); !pure || q == next && !isDigit(s) {
				break scan
			}
			marks |= markStar
			p, group = q, 0
			continue
		case '+':
			switch {
			case letters == 1 && digits == 0 && isDigit(d): // t+3
			case letters > 0 && letters < 3 && digits == 0 && d == '+': // c++
				return after, Latin
			default:
				break scan
			}
		case '&', '\'':
			if digits > 0 || !isLetter(d) {
				break scan
			}
		case '%':
			if !pure || marks&^(markDot|markComma|markDash) != 0 {
				break scan
			}
			if e, _ := asciiAt(text, after, end); d == '-' && isDigit(e) { // 2%-5%
				if q, k := scanAtom(text, after, end); k == Percent {
					return q, Percent
				}
			}
			return next, Percent
		case '@':
			if q := scanMailHost(text, next, end); q > 0 {
				return q, Email
			}
			break scan
		default:
			break scan
		}
		p, group = next, 0
	}
	switch {
	case letters > 0:
		kind = Latin
		if hasPrefixFold(text[start:p], "www.") {
			kind = URL
		}
	case marks&markColon != 0:
		kind = Time
	case marks&(markDash|markSlash|markDot) != 0 && isDate(text[start:p]):
		kind = Date
	}
	return p, kind
}

const (
	markDot = 1 << iota
	markComma
	markColon
	markDash
	markSlash
	markStar
)

// isKeycap reports whether text[p:end] begins with the combining keycap.
func isKeycap(text string, p, end int) bool {
	return p < end && text[p] == 0xE2 && strings.HasPrefix(text[p:end], "\u20E3")
}

// letterAt returns the length of the letter outside ASCII at text[p], or 0.
func letterAt(text string, p, end int) int {
	if p >= end || text[p] < utf8.RuneSelf {
		return 0
	}
	r, size := utf8.DecodeRuneInString(text[p:end])
	if size == 1 || r >= 0x3400 && r <= 0x9FFF || !unicode.IsLetter(r) && !unicode.IsMark(r) || segmodel.ClassCode(foldRune(r)) != segmodel.Letter {
		return 0
	}
	return size
}

func foldRune(r rune) rune {
	f, ok := align.Fold(r)
	if !ok {
		return 0
	}
	return f
}

// threeDigits reports whether a group of exactly three digits follows.
func threeDigits(text string, p, end int) bool {
	for range 3 {
		c, next := asciiAt(text, p, end)
		if !isDigit(c) {
			return false
		}
		p = next
	}
	c, _ := asciiAt(text, p, end)
	return !isDigit(c)
}

func isScheme(s string) bool {
	return strings.EqualFold(s, "http") || strings.EqualFold(s, "https") || strings.EqualFold(s, "ftp")
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) > len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// isDate reports whether s reads as year, month and day: 2024-03-15, 2024/3/5, 2024.3.5.
func isDate(s string) bool {
	var n [3]int
	i, width := 0, 0
	for p := 0; p < len(s); {
		c, next := asciiAt(s, p, len(s))
		switch {
		case isDigit(c):
			if width++; width > 4 {
				return false
			}
			n[i] = n[i]*10 + int(c-'0')
		case i == 2 || width == 0:
			return false
		default:
			i, width = i+1, 0
		}
		p = next
	}
	return i == 2 && n[0] >= 1900 && n[0] < 2200 && n[1] >= 1 && n[1] <= 12 && n[2] >= 1 && n[2] <= 31
}

// maxHost bounds how far the look-ahead for a domain goes, so that long dotted text stays linear.
const (
	maxHost   = 128
	maxLabels = 8
)

// scanDomain returns the end of the web address whose first label is text[start:dot], or 0 when text is none: an address begins with
// www. or has a known last label.
func scanDomain(text string, start, dot, end int) int {
	limit := min(end, start+maxHost)
	p, label, labels := dot, dot, 1
	for p < limit {
		c, next := asciiAt(text, p, limit)
		if c == '.' {
			if d, _ := asciiAt(text, next, limit); !isAlnum(d) {
				break
			}
			if label, labels = next, labels+1; labels > maxLabels {
				return 0
			}
		} else if !isAlnum(c) && c != '-' {
			break
		}
		p = next
	}
	if !isTopDomain(text[label:p]) && !hasPrefixFold(text[start:p], "www.") {
		return 0
	}
	switch c, next := asciiAt(text, p, end); c {
	case '/', '?', '#':
		return scanAddress(text, next, end)
	case ':':
		if d, _ := asciiAt(text, next, end); isDigit(d) {
			return scanAddress(text, next, end)
		}
	}
	return p
}

func isTopDomain(s string) bool {
	if len(s) > 8 {
		return false
	}
	var low [8]byte
	for i := range len(s) {
		low[i] = s[i] | 0x20
	}
	switch string(low[:len(s)]) {
	case "com", "cn", "net", "org", "gov", "edu", "io", "cc", "tv", "me", "co", "hk", "tw", "app", "top", "vip", "shop", "info", "html", "htm", "apk", "pdf", "jpg", "png", "xls", "xlsx", "doc", "docx":
		return true
	}
	return false
}

// scanAddress returns the end of the rest of a web address: up to white space, Han or quotation marks, a final mark left out.
func scanAddress(text string, p, end int) int {
	q := p
	for p < end {
		c := text[p]
		if c <= ' ' || c >= 0x7F || strings.IndexByte(`"'<>\^{|}`+"`", c) >= 0 {
			break
		}
		p++
		if strings.IndexByte(".,;:!?)]", c) < 0 {
			q = p
		}
	}
	return q
}

// scanMailHost returns the end of the domain of an e-mail address, or 0.
func scanMailHost(text string, p, end int) int {
	limit := min(end, p+maxHost)
	dots, width, q := 0, 0, p
	for q < limit {
		c, next := asciiAt(text, q, limit)
		if c == '.' {
			d, _ := asciiAt(text, next, limit)
			if width == 0 || !isAlnum(d) {
				break
			}
			dots, width = dots+1, 0
		} else if isAlnum(c) || c == '-' {
			width++
		} else {
			break
		}
		q = next
	}
	if dots == 0 || width < 2 {
		return 0
	}
	return q
}
