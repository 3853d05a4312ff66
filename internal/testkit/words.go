package testkit

import (
	"strings"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/segment"
)

// WordSpans returns the spans of the tokens that are not white space.
func WordSpans(toks []segment.Token) []dialogue.Span {
	var out []dialogue.Span
	for _, t := range toks {
		if t.Kind != segment.Space {
			out = append(out, t.Span)
		}
	}
	return out
}

// Bars returns the words of text with bars between them, spaces kept, as in the gold files.
func Bars(text string, words []dialogue.Span) string {
	var b strings.Builder
	last := 0
	for i, w := range words {
		gap := text[last:w.Start]
		if i > 0 && gap == "" {
			b.WriteByte('|')
		}
		b.WriteString(gap)
		b.WriteString(w.Of(text))
		last = w.End
	}
	b.WriteString(text[last:])
	return b.String()
}
