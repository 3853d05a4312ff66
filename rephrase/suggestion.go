package rephrase

import (
	"cmp"
	"slices"
	"strings"

	"github.com/qingting-nlp/qingting/dialogue"
)

// Kind is the family of a suggestion.
type Kind string

// The kinds.
const (
	Jargon     Kind = "jargon"     // a word that the customer may not know
	Plain      Kind = "plain"      // hard to follow: office style, long sentences, vague promises
	Tone       Kind = "tone"       // a service-speech problem
	Empathy    Kind = "empathy"    // the feeling of the customer is not answered, or with a template
	Compliance Kind = "compliance" // must not be said
)

// Severity orders suggestions by how much they matter. The zero Severity is Hint.
type Severity uint8

// The severities.
const (
	Hint     Severity = iota // reads better otherwise
	Warning                  // hurts the customer
	Critical                 // must not be sent
)

// String returns "hint", "warning" or "critical".
func (s Severity) String() string {
	switch s {
	case Hint:
		return "hint"
	case Warning:
		return "warning"
	case Critical:
		return "critical"
	}
	return "invalid"
}

// Suggestion is one place of a draft that could be said better.
type Suggestion struct {
	// Rule is the id of the rule, such as "blame" or "jargon".
	Rule string
	// Source is the row of data/ that fired, such as "blame.02" or "bank.lpr".
	Source   string
	Kind     Kind
	Severity Severity
	// Span is the place in Draft.Text. It is empty where something is to be inserted.
	Span dialogue.Span
	// Message is one Chinese sentence for the agent: what is wrong and why.
	Message string
	// Replacements holds wordings for Span, best first; none when only a person can write it.
	Replacements []string
	// Safe is true when Replacements[0] may be applied without a person reading it.
	Safe bool
}

// Apply returns text with the first replacement of each suggestion put in its place, and which suggestions were applied and which were
// not: those without a replacement, those whose span is not valid in text, and those that overlap one before them (by start, then the
// longer first). Both lists are in the order of the spans; suggestions is not changed. Applying none returns text itself.
func Apply(text string, suggestions []Suggestion) (out string, applied, skipped []Suggestion) {
	order := slices.Clone(suggestions)
	slices.SortStableFunc(order, func(a, b Suggestion) int { return bySpan(&a, &b) })
	end := 0
	for i := range order {
		s := &order[i]
		if !s.fits(text, end, applied) {
			skipped = append(skipped, *s)
			continue
		}
		applied = append(applied, *s)
		end = s.Span.End
	}
	return write(text, applied), applied, skipped
}

// fits reports whether s can be applied behind those applied, which end at end.
func (s *Suggestion) fits(text string, end int, applied []Suggestion) bool {
	return len(s.Replacements) > 0 && s.Span.Start >= end && s.Span.Valid(text) &&
		(s.Span.Len() > 0 || len(applied) == 0 || s.Span != applied[len(applied)-1].Span)
}

// applySorted is Apply for suggestions in the order of bySpan, which become the applied ones in place.
func applySorted(text string, suggestions []Suggestion) (string, []Suggestion) {
	applied, end := suggestions[:0], 0
	for i := range suggestions {
		if s := suggestions[i]; s.fits(text, end, applied) {
			applied = append(applied, s)
			end = s.Span.End
		}
	}
	return write(text, applied), applied
}

// write returns text with the first replacements, whose spans are in order and apart, in place.
func write(text string, applied []Suggestion) string {
	if len(applied) == 0 {
		return text
	}
	size := len(text)
	for i := range applied {
		size += len(applied[i].Replacements[0]) - applied[i].Span.Len()
	}
	var b strings.Builder
	b.Grow(size)
	from := 0
	for i := range applied {
		s := &applied[i]
		b.WriteString(text[from:s.Span.Start])
		b.WriteString(s.Replacements[0])
		from = s.Span.End
	}
	b.WriteString(text[from:])
	return b.String()
}

func bySpan(a, b *Suggestion) int {
	switch {
	case a.Span.Start != b.Span.Start:
		return cmp.Compare(a.Span.Start, b.Span.Start)
	case a.Span.End != b.Span.End:
		return cmp.Compare(b.Span.End, a.Span.End)
	case a.Rule != b.Rule:
		return cmp.Compare(a.Rule, b.Rule)
	}
	return cmp.Compare(a.Source, b.Source)
}

// Rewrite is a draft in better words.
type Rewrite struct {
	Text string
	// Applied holds the edits in Text, in the order of their spans; they do not overlap.
	Applied []Edit
	// Refused holds the edits that were left out because a fact would have changed.
	Refused []Refusal
}

// Edit is one change of a draft.
type Edit struct {
	Rule, Source string
	Span         dialogue.Span // in the text of the draft
	New          string
}

// Refusal is an edit that was not made and what it would have broken.
type Refusal struct {
	Edit
	Violations []Violation
}
