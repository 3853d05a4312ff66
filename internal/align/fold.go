package align

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// phrase is a word whose characters fold otherwise than one by one. In from stand the folded characters, except where the fold of the
// character alone is not the one in to.
type phrase struct{ from, to string }

const drop = 0xFFFF

// Fold returns the normalised form of r: half-width, simplified, lower case. ok is false when the view leaves r out (zero-width).
// Characters whose simplified form depends on the word around them (乾, 著) get their usual form; [AppendFold] knows the words.
func Fold(r rune) (folded rune, ok bool) {
	if uint32(r) > 0xFFFF {
		return unicode.ToLower(r), true
	}
	switch to := foldPages[foldIndex[uint32(r)>>8]][r&0xFF]; to {
	case 0:
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A', true
		}
		return r, true
	case drop:
		return 0, false
	default:
		return rune(to), true
	}
}

// AppendFold appends the normalised form of s to dst, runs of punctuation kept. Bytes that are not UTF-8 are copied as they are.
func AppendFold(dst []byte, s string) []byte {
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			dst = append(dst, lower(c))
			i++
			continue
		}
		if to, n := foldPhrase(s[i:]); n > 0 {
			dst = append(dst, to...)
			i += n
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 {
			dst = append(dst, s[i])
		} else if f, ok := Fold(r); ok {
			dst = utf8.AppendRune(dst, f)
		}
		i += n
	}
	return dst
}

// String returns the normalised form of s, runs of punctuation kept; s itself when nothing changes.
func String(s string) string {
	if Clean(s) {
		return s
	}
	return string(AppendFold(make([]byte, 0, len(s)), s))
}

// Clean reports whether folding leaves s as it is.
func Clean(s string) bool {
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if 'A' <= c && c <= 'Z' {
				return false
			}
			i++
			continue
		}
		if to, n := foldPhrase(s[i:]); n > 0 {
			if to != s[i:i+n] {
				return false
			}
			i += n
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if f, ok := Fold(r); !ok || f != r {
			return false
		}
		i += n
	}
	return true
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}

// phraseHeads holds a bit for each first character of a phrase.
var phraseHeads = func() (t [1 << 10]uint64) {
	for i := range foldPhrases {
		r, _ := utf8.DecodeRuneInString(foldPhrases[i].from)
		t[r>>6] |= 1 << (r & 63)
	}
	return t
}()

func headsPhrase(r rune) bool { return uint32(r) <= 0xFFFF && phraseHeads[r>>6]&(1<<(r&63)) != 0 }

// foldPhrase returns the folded form and the length of the longest phrase at the head of s, or 0. Characters of a phrase match as
// they are or folded, zero-width characters between them do not count.
func foldPhrase(s string) (to string, n int) {
	r, _ := utf8.DecodeRuneInString(s)
	f, ok := Fold(r)
	if !ok {
		return "", 0
	}
	if headsPhrase(r) {
		to, n = longestPhrase(s, r)
	}
	if f != r && headsPhrase(f) {
		if t, m := longestPhrase(s, f); m > n {
			to, n = t, m
		}
	}
	return to, n
}

// longestPhrase returns the longest of the phrases that begin with head and match at the head of s.
func longestPhrase(s string, head rune) (to string, n int) {
	var b [utf8.UTFMax]byte
	first := string(utf8.AppendRune(b[:0], head))
	i := sort.Search(len(foldPhrases), func(i int) bool { return foldPhrases[i].from >= first })
	for ; i < len(foldPhrases) && strings.HasPrefix(foldPhrases[i].from, first); i++ {
		if m := matchPhrase(s, foldPhrases[i].from); m > n {
			to, n = foldPhrases[i].to, m
		}
	}
	return to, n
}

// matchPhrase returns how many bytes at the head of s match the phrase, or 0.
func matchPhrase(s, phrase string) int {
	i := 0
	for _, want := range phrase {
		for {
			if i == len(s) {
				return 0
			}
			r, size := utf8.DecodeRuneInString(s[i:])
			i += size
			f, ok := Fold(r)
			if !ok {
				continue
			}
			if r != want && f != want {
				return 0
			}
			break
		}
	}
	return i
}

// Phrased reports whether some phrase gives r, or a character that folds to r, another form than [Fold] does.
func Phrased(r rune) bool {
	for i := range foldPhrases {
		to := foldPhrases[i].to
		for _, from := range foldPhrases[i].from {
			t, size := utf8.DecodeRuneInString(to)
			to = to[size:]
			if f, _ := Fold(from); from == r && f != t {
				return true
			}
		}
	}
	return false
}
