package wire

import (
	"fmt"
	"unicode/utf8"

	"github.com/qingting-nlp/qingting/dialogue"
)

// Offsets is the unit of starts and ends.
type Offsets uint8

// The units. Both count in the text as printed.
const (
	Bytes Offsets = iota // bytes of UTF-8
	Runes                // code points
)

// String returns "bytes" or "runes".
func (o Offsets) String() string {
	if o == Runes {
		return "runes"
	}
	return "bytes"
}

// Set reads what String gives; with String it makes *Offsets a flag.Value.
func (o *Offsets) Set(s string) error {
	switch s {
	case "bytes":
		*o = Bytes
	case "runes":
		*o = Runes
	default:
		return fmt.Errorf("want bytes or runes")
	}
	return nil
}

// every is the distance of the marks of a ruler in bytes.
const every = 64

// ruler converts places in a raw text. Making one is linear in the text, each place takes constant time.
type ruler struct {
	text  string
	unit  Offsets
	marks []mark // mark k is the first rune start at or after byte k*every; nil when nothing is to be converted
}

type mark struct{ raw, out int }

func newRuler(text string, o Offsets) ruler {
	r := ruler{text: text, unit: o}
	if o == Bytes && utf8.ValidString(text) {
		return r
	}
	r.marks = make([]mark, 0, len(text)/every+1)
	out := 0
	for raw := 0; raw < len(text); {
		if len(r.marks)*every <= raw {
			r.marks = append(r.marks, mark{raw, out})
		}
		n, w := r.step(raw)
		raw, out = raw+n, out+w
	}
	return r
}

// step returns the length of the rune at raw and its length as printed.
func (r *ruler) step(raw int) (n, out int) {
	c, n := utf8.DecodeRuneInString(r.text[raw:])
	if r.unit == Runes {
		return n, 1
	}
	return n, utf8.RuneLen(c) // 3 for U+FFFD in the place of a bad byte
}

// at returns the place of byte raw of the text. One inside a rune counts as the end of that rune.
func (r *ruler) at(raw int) int {
	raw = max(0, min(raw, len(r.text)))
	if len(r.marks) == 0 {
		return raw
	}
	k := min(raw/every, len(r.marks)-1)
	for r.marks[k].raw > raw { // at most one step: a rune is shorter than the distance
		k--
	}
	m := r.marks[k]
	for m.raw < raw {
		n, w := r.step(m.raw)
		m.raw, m.out = m.raw+n, m.out+w
	}
	return m.out
}

// span converts s and returns the text there.
func (r *ruler) span(s dialogue.Span) (dialogue.Span, string) {
	return dialogue.Span{Start: r.at(s.Start), End: r.at(s.End)}, valid(s.Of(r.text))
}

// valid returns s with U+FFFD for each byte that is not UTF-8.
func valid(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	return string([]rune(s))
}

// validAll returns valid copies, never nil.
func validAll(list []string) []string {
	out := make([]string, 0, len(list))
	for _, s := range list {
		out = append(out, valid(s))
	}
	return out
}
