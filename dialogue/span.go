package dialogue

import "unicode/utf8"

// Span is a part of one text: the bytes Start up to but not including End of
// the raw [Utterance.Text]. A span of Start == End is empty and marks a place.
//
// For every span that this library reports, text[s.Start:s.End] is in range and
// cuts no rune; an invalid byte counts as a rune of its own.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Len returns the length of the span in bytes.
func (s Span) Len() int { return s.End - s.Start }

// Valid reports whether the span lies inside text, with Start not after End and
// neither end inside a rune.
func (s Span) Valid(text string) bool {
	return 0 <= s.Start && s.Start <= s.End && s.End <= len(text) &&
		runeBorder(text, s.Start) && runeBorder(text, s.End)
}

// Of returns the part of text that the span covers, text[s.Start:s.End].
// It returns "" when the span is out of range.
func (s Span) Of(text string) string {
	if s.Start < 0 || s.End < s.Start || s.End > len(text) {
		return ""
	}
	return text[s.Start:s.End]
}

// runeBorder reports whether no valid rune of text covers both byte i-1 and
// byte i. It needs 0 <= i <= len(text).
func runeBorder(text string, i int) bool {
	for j := i - 1; j >= 0 && j > i-utf8.UTFMax; j-- {
		if utf8.RuneStart(text[j]) {
			_, size := utf8.DecodeRuneInString(text[j:])
			return j+size <= i
		}
	}
	return true
}

// Evidence points at the words from which a result was read.
type Evidence struct {
	// Utterance is the index into [Dialogue.Utterances], from 0. Functions that
	// see only one utterance leave it 0.
	Utterance int `json:"utterance"`

	// Span is the place in the raw text of that utterance.
	Span Span `json:"span"`

	// Source names what fired: a lexicon row, a rule id, or "model". It never
	// holds words of the customer.
	Source string `json:"source"`

	// Weight tells how much this place counted: finite, negative when it spoke
	// against the result, 0 when the source has no weights. Comparable only
	// between the pieces of evidence of one result.
	Weight float64 `json:"weight"`
}
