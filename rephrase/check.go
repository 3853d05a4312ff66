package rephrase

import (
	"slices"
	"strings"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/internal/match"
	"github.com/qingting-nlp/qingting/segment"
)

// scratch is the working memory of one call.
type scratch struct {
	text  string
	toks  []segment.Token
	sents []sentence
	spans []dialogue.Span
	raw   []match.Hit
	hits  []found
	out   []finding
	facts []fact

	ctoks []segment.Token
	chits []match.Hit
	known map[int]bool // terms that need no explanation
}

type sentence struct {
	span        dialogue.Span
	first, last int // tokens
}

// found is a hit in the draft. First and last count tokens of the whole draft.
type found struct {
	ref
	span        dialogue.Span
	first, last int
	sent        int
	gap         bool
}

// finding is a suggestion, or (quiet) an edit that follows from an earlier one.
type finding struct {
	Suggestion
	quiet bool
}

// Check returns what could be said better in the draft, ordered by the start of the span, then the longer first, then the rule. It
// returns nil when nothing is found.
func (r *Rewriter) Check(d Draft) []Suggestion {
	s := r.pool.Get().(*scratch)
	defer r.release(s)
	r.find(s, &d)
	var out []Suggestion
	for i := range s.out {
		if !s.out[i].quiet {
			out = append(out, s.out[i].Suggestion)
		}
	}
	return out
}

// release returns s to the pool without holding on to the texts of the customer.
func (r *Rewriter) release(s *scratch) {
	clear(s.toks)
	clear(s.ctoks)
	clear(s.out)
	clear(s.known)
	s.text = ""
	if cap(s.toks) < 1<<12 {
		r.pool.Put(s)
	}
}

// find fills s.out, sorted.
func (r *Rewriter) find(s *scratch, d *Draft) {
	s.text, s.out = d.Text, s.out[:0]
	r.scan(s)
	if len(s.sents) == 0 {
		return
	}
	r.scanCustomer(s, d)
	r.checkTerms(s, d)
	r.checkSpeech(s, d)
	r.checkPlain(s)
	slices.SortStableFunc(s.out, func(a, b finding) int { return bySpan(a.Suggestion, b.Suggestion) })
}

// scan cuts the draft and finds all rows in it, sentence by sentence, so that ^ and $ in a row mean a sentence.
func (r *Rewriter) scan(s *scratch) {
	s.toks = r.tok.Append(s.toks[:0], s.text)
	s.spans = segment.AppendSentences(s.spans[:0], s.text)
	s.sents, s.hits = s.sents[:0], s.hits[:0]
	t := 0
	for _, sp := range s.spans {
		for t < len(s.toks) && s.toks[t].Span.Start < sp.Start {
			t++
		}
		first := t
		for t < len(s.toks) && s.toks[t].Span.Start < sp.End {
			t++
		}
		s.sents = append(s.sents, sentence{sp, first, t})
		s.raw = r.rules.draft.Find(s.raw[:0], s.toks[first:t])
		for _, h := range s.raw {
			s.hits = append(s.hits, found{r.rules.refs[h.Pattern], h.Span, first + h.First, first + h.Last, len(s.sents) - 1, h.Gap})
		}
	}
}

func (r *Rewriter) scanCustomer(s *scratch, d *Draft) {
	if s.known == nil {
		s.known = map[int]bool{}
	}
	s.ctoks, s.chits = s.ctoks[:0], s.chits[:0]
	if d.Customer.Text != "" {
		s.ctoks = r.tok.Append(s.ctoks, d.Customer.Text)
		s.chits = r.rules.customer.Find(s.chits, s.ctoks)
		for _, h := range s.chits {
			// Asking what a word means is not using it.
			if h.Pattern >= len(r.rules.events) && d.Customer.Emotion != "confused" {
				s.known[h.Pattern-len(r.rules.events)] = true
			}
		}
	}
	for _, words := range [2][]string{d.Customer.Used, d.Customer.Explained} {
		for _, w := range words {
			if t, ok := r.rules.names[normal(w)]; ok {
				s.known[t] = true
			}
		}
	}
}

func (r *Rewriter) report(s *scratch, rule, source string, span dialogue.Span, message string, repl []string, safe bool) {
	p := &r.rules.problems[r.rules.byRule[rule]]
	if message == "" {
		message = p.message
	}
	s.out = append(s.out, finding{Suggestion: Suggestion{p.rule, source, p.kind, p.severity, span, message, repl, safe && len(repl) > 0}})
}

func overlaps(a, b dialogue.Span) bool { return a.Start < b.End && b.Start < a.End }

func inside(a, b dialogue.Span) bool { return b.Start <= a.Start && a.End <= b.End }

func isOneOf(w, words string) bool { return w != "" && strings.Contains(words, " "+w+" ") }
