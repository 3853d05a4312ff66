package align

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

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

// foldPhrase returns the folded form and the length of the longest phrase at the head of s, or 0.
func foldPhrase(s string) (to string, n int) {
	lo, hi := 0, len(foldPhrases)
	for lo < hi {
		mid := (lo + hi) / 2
		if foldPhrases[mid].from <= s {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	// Every phrase that is a prefix of s sorts before s and shares its first rune.
	for i := lo - 1; i >= 0; i-- {
		p := &foldPhrases[i]
		if strings.HasPrefix(s, p.from) {
			return p.to, len(p.from)
		}
		if p.from[0] != s[0] || len(s) < 3 || p.from[:3] != s[:3] {
			break
		}
	}
	return "", 0
}
