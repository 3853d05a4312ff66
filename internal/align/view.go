package align

import (
	"sort"
	"unicode/utf8"
)

// View is the normalised form of a text with the way back. The zero View is the view of the empty text; Reset reuses its memory.
type View struct {
	Raw  string // the text as it came
	Norm string // its normalised form; shares memory with Raw when nothing changed

	// One entry for each rune of Norm, and one for the end; empty when Norm and Raw are the same.
	norm, raw []int32
	buf       []byte
}

// NewView returns the view of text.
func NewView(text string) *View {
	v := new(View)
	v.Reset(text)
	return v
}

// Reset makes v the view of text.
func (v *View) Reset(text string) {
	v.Raw, v.Norm = text, text
	v.norm, v.raw, v.buf = v.norm[:0], v.raw[:0], v.buf[:0]
	if Clean(text) && !hasRun(text) {
		return
	}
	var last rune
	for i := 0; i < len(text); {
		if to, n := phraseAt(text, i); n > 0 {
			// One rune for one rune, zero-width ones left out: walk both.
			for j, k := 0, 0; k < len(to); {
				r, rn := utf8.DecodeRuneInString(text[i+j:])
				if _, ok := Fold(r); !ok {
					j += rn
					continue
				}
				_, tn := utf8.DecodeRuneInString(to[k:])
				v.mark(i + j)
				v.buf = append(v.buf, to[k:k+tn]...)
				j, k = j+rn, k+tn
			}
			i, last = i+n, 0
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		if r == utf8.RuneError && n == 1 {
			v.mark(i)
			v.buf = append(v.buf, text[i])
			i, last = i+1, 0
			continue
		}
		f, ok := Fold(r)
		switch {
		case !ok: // zero-width: its bytes belong to the rune before
		case f == last && IsRun(f):
			if f == '.' || f == '。' {
				v.buf = append(v.buf[:v.norm[len(v.norm)-1]], "…"...)
				last = '…'
			}
		case last == '…' && (f == '.' || f == '。'):
		default:
			v.mark(i)
			v.buf = utf8.AppendRune(v.buf, f)
			last = f
		}
		i += n
	}
	v.mark(len(text))
	v.Norm = string(v.buf)
}

func (v *View) mark(raw int) {
	v.norm = append(v.norm, int32(len(v.buf)))
	v.raw = append(v.raw, int32(raw))
}

// RawSpan returns the bytes of Raw that Norm[start:end] was read from. Offsets that fall inside a rune snap outward to its borders.
func (v *View) RawSpan(start, end int) (rawStart, rawEnd int) {
	if len(v.norm) == 0 {
		if start == end {
			start = runeStart(v.Raw, start)
			return start, start
		}
		return runeStart(v.Raw, start), runeEnd(v.Raw, end)
	}
	i := sort.Search(len(v.norm), func(i int) bool { return int(v.norm[i]) > start }) - 1
	j := sort.Search(len(v.norm), func(i int) bool { return int(v.norm[i]) >= end })
	i, j = max(i, 0), min(j, len(v.norm)-1)
	if start == end {
		return int(v.raw[i]), int(v.raw[i])
	}
	return int(v.raw[i]), int(v.raw[j])
}

// runeStart returns the border of a rune at or before i; bytes that are not UTF-8 are runes of their own.
func runeStart(s string, i int) int {
	for j := i - 1; j >= 0 && j > i-utf8.UTFMax; j-- {
		if utf8.RuneStart(s[j]) {
			if _, size := utf8.DecodeRuneInString(s[j:]); j+size > i {
				return j
			}
			break
		}
	}
	return i
}

// runeEnd returns the border of a rune at or after i.
func runeEnd(s string, i int) int {
	if j := runeStart(s, i); j < i {
		_, size := utf8.DecodeRuneInString(s[j:])
		return j + size
	}
	return i
}

// IsRun reports whether a run of the (folded) mark r reads as one mark.
func IsRun(r rune) bool {
	switch r {
	case '!', '?', ',', ';', ':', '~', '.', '…', '—', '-', '、', '。', '～', '·', '"', '“', '”', '=', '_':
		return true
	}
	return false
}

func hasRun(s string) bool {
	var last rune
	for _, r := range s {
		if r == last && IsRun(r) || last == '…' && (r == '.' || r == '。') {
			return true
		}
		last = r
	}
	return false
}

func phraseAt(text string, i int) (string, int) {
	if text[i] < utf8.RuneSelf {
		return "", 0
	}
	return foldPhrase(text[i:])
}
