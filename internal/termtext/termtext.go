// Package termtext lays out text for terminals, where a Han character takes two columns.
package termtext

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// wide holds the runes that take two columns: the East Asian wide and full-width ones and the emoji (UAX 11, coarse).
var wide = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x1100, 0x115f, 1}, {0x231a, 0x231b, 1}, {0x23e9, 0x23ec, 1}, {0x23f0, 0x23f3, 3}, {0x25fd, 0x25fe, 1}, {0x2614, 0x2615, 1},
		{0x2648, 0x2653, 1}, {0x267f, 0x2693, 20}, {0x26a1, 0x26a1, 1}, {0x26aa, 0x26ab, 1}, {0x26bd, 0x26be, 1}, {0x26c4, 0x26c5, 1},
		{0x26ce, 0x26d4, 6}, {0x26ea, 0x26ea, 1}, {0x26f2, 0x26f3, 1}, {0x26f5, 0x26fa, 5}, {0x26fd, 0x2705, 8}, {0x270a, 0x270b, 1},
		{0x2728, 0x274c, 36}, {0x274e, 0x2753, 5}, {0x2754, 0x2755, 1}, {0x2757, 0x2757, 1}, {0x2795, 0x2797, 1}, {0x27b0, 0x27bf, 15},
		{0x2b1b, 0x2b1c, 1}, {0x2b50, 0x2b55, 5}, {0x2e80, 0x303e, 1}, {0x3041, 0x4dbf, 1}, {0x4e00, 0xa4cf, 1}, {0xa960, 0xa97c, 1},
		{0xac00, 0xd7a3, 1}, {0xf900, 0xfaff, 1}, {0xfe10, 0xfe19, 1}, {0xfe30, 0xfe6f, 1}, {0xff01, 0xff60, 1}, {0xffe0, 0xffe6, 1},
	},
	R32: []unicode.Range32{
		{0x16fe0, 0x18aff, 1}, {0x1aff0, 0x1b2ff, 1}, {0x1f004, 0x1f0cf, 203}, {0x1f18e, 0x1f18e, 1}, {0x1f191, 0x1f19a, 1},
		{0x1f1e6, 0x1f1ff, 1}, {0x1f200, 0x1f265, 1}, {0x1f300, 0x1f64f, 1}, {0x1f680, 0x1f6ff, 1}, {0x1f7e0, 0x1f7eb, 1},
		{0x1f90c, 0x1f9ff, 1}, {0x1fa70, 0x1faff, 1}, {0x20000, 0x3fffd, 1},
	},
}

// RuneWidth returns the columns that r takes: 0, 1 or 2. Signs of ambiguous width, such as “ and …, count as 1.
func RuneWidth(r rune) int {
	switch {
	case r < 0x20 || r >= 0x7f && r < 0xa0:
		return 0
	case r < 0x300:
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) || r >= 0x1f3fb && r <= 0x1f3ff:
		return 0
	case unicode.Is(wide, r):
		return 2
	}
	return 1
}

// Width returns the columns that s takes.
func Width(s string) int {
	n := 0
	for _, r := range s {
		n += RuneWidth(r)
	}
	return n
}

// Clean returns s as one line that is safe to print: a line break becomes ↵, a tab a space, and other control characters, marks that
// change the direction of the text and bytes that are not UTF-8 become U+FFFD.
func Clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return '↵'
		case r == '\t':
			return ' '
		case r == '\r':
			return -1
		case unicode.IsControl(r), r == '\u2028', r == '\u2029', unicode.Is(unicode.Bidi_Control, r):
			return utf8.RuneError
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
}

// Signs that do not begin a line, and that do not end one.
const (
	noBegin = "，。！？；：、）】》」』”’…,.!?;:)]}%~～·→"
	noEnd   = "（【《「『“‘([{#"
)

// Wrap breaks s into lines of at most width columns: between Han characters or at spaces, not inside Latin words and numbers unless one
// is longer than a line. Closing signs do not begin a line, opening ones do not end one. The first line has first columns less. Spaces at
// a break are left out. There is at least one line.
func Wrap(s string, width, first int) []string {
	width = max(width, 8)
	var (
		lines      []string
		line       strings.Builder
		used       = max(0, min(first, width-4))
		afterBreak = false
	)
	flush := func() {
		lines = append(lines, strings.TrimRight(line.String(), " "))
		line.Reset()
		used, afterBreak = 0, true
	}
	for s != "" {
		n := chunk(s)
		c := s[:n]
		s = s[n:]
		if c == " " {
			if afterBreak && used == 0 {
				continue
			}
			if used+1 > width {
				flush()
				continue
			}
		}
		w := Width(c)
		if used > 0 && used+w > width && (line.Len() > 0 || !afterBreak) {
			flush()
		}
		for w > width { // longer than a line: cut
			k := 0
			for i, r := range c {
				if k+RuneWidth(r) > width {
					line.WriteString(c[:i])
					c = c[i:]
					break
				}
				k += RuneWidth(r)
			}
			flush()
			w -= k
		}
		line.WriteString(c)
		used += w
	}
	if line.Len() > 0 || len(lines) == 0 {
		flush()
	}
	return lines
}

// chunk returns the length of the part of s that stays on one line.
func chunk(s string) int {
	r, n := utf8.DecodeRuneInString(s)
	if r == ' ' {
		return n
	}
	last, open := r, strings.ContainsRune(noEnd, r)
	for n < len(s) {
		r, k := utf8.DecodeRuneInString(s[n:])
		switch {
		case r == ' ':
			return n
		case RuneWidth(r) == 0, open, strings.ContainsRune(noBegin, r), RuneWidth(last) == 1 && RuneWidth(r) == 1 && !strings.ContainsRune(noBegin, last):
		default:
			return n
		}
		last, open = r, strings.ContainsRune(noEnd, r)
		n += k
	}
	return n
}

// Pad returns s with spaces behind it up to width columns.
func Pad(s string, width int) string {
	return s + strings.Repeat(" ", max(0, width-Width(s)))
}
