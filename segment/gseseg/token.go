package gseseg

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/internal/align"
	"github.com/qingting-nlp/qingting/internal/segmodel"
	"github.com/qingting-nlp/qingting/segment"
)

// class says what a character can be part of.
type class uint8

const (
	other  class = iota // marks and symbols, each for itself
	letter              // letters and digits of any script
	space
	emoji
)

// classOf returns the class of the folded character f.
func classOf(f rune) class {
	if f < utf8.RuneSelf {
		switch {
		case isAlnum(f):
			return letter
		case f == ' ' || '\t' <= f && f <= '\r':
			return space
		}
		return other
	}
	switch code := segmodel.ClassCode(f); {
	case code == segmodel.Blank:
		return space
	case code == segmodel.Emoji:
		return emoji
	case code == segmodel.Letter, code == segmodel.UnknownHan, code >= segmodel.NumeralCode, unicode.IsNumber(f):
		return letter
	}
	return other
}

func isAlnum(r rune) bool {
	return '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
}

// isControl reports whether r is a control character that is no white space.
func isControl(r rune) bool { return unicode.IsControl(r) && classOf(r) != space }

// emit appends the tokens of the characters from start to end of the stretch, which gse has as one word; key is that word as gse wrote
// it, empty when it is unsure.
func (w *writer) emit(start, end int, key string) {
	if key == "" {
		key = w.key(start, end)
	}
	tag, known := w.s.find(key)
	if known && end-start > 1 && !w.uniform(start, end) {
		w.word(w.offs[start], w.offs[end], kindOf(w.runes[start:end]), tag)
		return
	}
	for at := start; at < end; {
		next := at + 1
		for next < end && w.class[next] == w.class[at] && w.class[at] == letter {
			next++
		}
		t := tag
		if next-at < end-start && !(known && w.uniform(start, end)) {
			t, _ = w.s.find(w.key(at, next))
		}
		w.piece(at, next, t)
		at = next
	}
}

// key returns characters of the stretch as gse has them in its dictionary.
func (w *writer) key(start, end int) string { return strings.ToLower(string(w.runes[start:end])) }

// uniform reports whether the characters are a run of one mark or of white space.
func (w *writer) uniform(start, end int) bool {
	for i := start; i < end; i++ {
		if w.class[i] != w.class[start] || w.class[i] == letter || w.class[i] == emoji || w.class[i] == other && !same(w.runes[i], w.runes[start]) {
			return false
		}
	}
	return true
}

// piece appends characters of one class: letters, or a single other one.
func (w *writer) piece(start, end int, tag segment.Tag) {
	from, to := w.offs[start], w.offs[end]
	switch w.class[start] {
	case letter:
		w.word(from, to, kindOf(w.runes[start:end]), tag)
	case space:
		w.space(from, to, w.runes[start])
	case emoji:
		w.emoji(from, to, w.runes[start])
	default:
		if !w.joins(from, to, w.runes[start]) {
			w.addMark(from, to, w.runes[start], tag)
		}
	}
}

func (w *writer) word(from, to int, kind segment.Kind, tag segment.Tag) {
	w.mark = noMark
	w.dst = append(w.dst, segment.Token{Span: dialogue.Span{Start: from, End: to}, Norm: align.String(w.text[from:to]), Kind: kind, Tag: tag})
}

func (w *writer) last() *segment.Token {
	if len(w.dst) == w.base {
		return nil
	}
	return &w.dst[len(w.dst)-1]
}

// space appends white space, or lengthens the white space before it.
func (w *writer) space(from, to int, r rune) {
	w.mark = noMark
	norm := " "
	if r == '\n' {
		norm = "\n"
	}
	if t := w.last(); t != nil && t.Kind == segment.Space {
		if t.Span.End = to; norm == "\n" {
			t.Norm = norm
		}
		return
	}
	w.dst = append(w.dst, segment.Token{Span: dialogue.Span{Start: from, End: to}, Norm: norm, Kind: segment.Space})
}

// addMark appends a mark, or lengthens the run of that mark before it.
func (w *writer) addMark(from, to int, r rune, tag segment.Tag) {
	f, _ := align.Fold(r)
	if t := w.last(); t != nil && w.mark == f {
		if t.Span.End = to; f == '.' || f == '。' {
			t.Norm = "…"
		}
		return
	}
	w.mark = f
	w.dst = append(w.dst, segment.Token{Span: dialogue.Span{Start: from, End: to}, Norm: string(f), Kind: markKind(f), Tag: tag})
}

func markKind(f rune) segment.Kind {
	switch {
	case f < ' ' || f == 0x7F:
		return segment.Other
	case f < utf8.RuneSelf && strings.ContainsRune("+<=>|^`$*#@&\\%_", f):
		return segment.Other
	case f < utf8.RuneSelf || segmodel.ClassCode(f) == segmodel.Punct:
		return segment.Punct
	}
	return segment.Other
}

const joiner = "\u200d"

// emoji appends an emoji, or lengthens the emoji before it when the two are one: joined, coloured, or the letters of a flag.
func (w *writer) emoji(from, to int, r rune) {
	w.mark = noMark
	if t := w.last(); t != nil && t.Kind == segment.Emoji {
		before := t.Span.Of(w.text)
		if strings.HasSuffix(before, joiner) || r >= 0x1F3FB && r <= 0x1F3FF || isFlag(r) && utf8.RuneCountInString(before) == 1 && isFlag(first(before)) {
			w.lengthen(t, to)
			return
		}
	}
	w.dst = append(w.dst, segment.Token{Span: dialogue.Span{Start: from, End: to}, Norm: align.String(w.text[from:to]), Kind: segment.Emoji})
}

// joins lengthens the emoji before the mark r when r is a part of it.
func (w *writer) joins(_, to int, r rune) bool {
	t := w.last()
	if t == nil || t.Kind != segment.Emoji || r != 0x20E3 && (r < 0xE0020 || r > 0xE007F) {
		return false
	}
	w.lengthen(t, to)
	return true
}

// maxEmoji is how long an emoji may become, in bytes.
const maxEmoji = 128

func (w *writer) lengthen(t *segment.Token, to int) {
	if to-t.Span.Start > maxEmoji {
		w.dst = append(w.dst, segment.Token{
			Span: dialogue.Span{Start: t.Span.End, End: to}, Norm: align.String(w.text[t.Span.End:to]), Kind: segment.Emoji,
		})
		return
	}
	t.Span.End = to
	t.Norm = align.String(t.Span.Of(w.text))
}

func isFlag(r rune) bool { return r >= 0x1F1E6 && r <= 0x1F1FF }

func first(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// kindOf returns the kind of a word of these characters.
func kindOf(runes []rune) segment.Kind {
	var han, numeral, alpha, digit, faces, marks int
	var head, tail rune
	for _, r := range runes {
		f, visible := align.Fold(r)
		if !visible {
			continue
		}
		if head == 0 {
			head = f
		}
		tail = f
		switch {
		case unicode.IsDigit(f) || unicode.IsNumber(f) && !unicode.Is(unicode.Han, f):
			digit++
		case segmodel.IsNumeral(f):
			numeral++
		case unicode.Is(unicode.Han, f):
			han++
		case classOf(f) == letter:
			alpha++
		case classOf(f) == emoji:
			faces++
		default:
			marks++
		}
	}
	words := han + numeral + alpha + digit
	switch {
	case words > 0 && (head == '[' && tail == ']' || head == '{' && tail == '}'):
		return segment.ChatCode
	case han > 0, numeral > 0 && alpha > 0:
		return segment.Word
	case alpha > 0:
		return segment.Latin
	case numeral == 1 && words == 1 && head == '几':
		return segment.Word
	case words > 0 && tail == '%':
		return segment.Percent
	case words > 0:
		return segment.Number
	case faces > 0 && marks == 0:
		return segment.Emoji
	}
	return segment.Other
}
