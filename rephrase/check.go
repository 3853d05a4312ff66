package rephrase

import (
	"slices"
	"strings"
	"unicode"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/internal/align"
	"github.com/qingting-nlp/qingting/internal/match"
	"github.com/qingting-nlp/qingting/segment"
)

// scratch is the working memory of one call.
type scratch struct {
	text  string
	toks  []segment.Token // may be the caller's
	words []int32         // tokens before each that are neither space nor punctuation; one more for the end
	sents []sentence
	spans []dialogue.Span
	raw   []match.Hit
	hits  []found
	out   []finding
	facts []fact
	scan  factScanner
	stops []int32 // where the clause of each token begins; filled by clause

	ctoks  []segment.Token // of the customer; may be the caller's
	chits  []match.Hit
	terms  []termState // by row
	seen   []int32     // rows whose state is not 0
	first  []firstTerm
	trad   bool // the draft is in traditional script
	timed  int  // the sentence that hasTime looked at last
	timing bool // what it found

	own, cown []segment.Token // where texts are cut
}

// termState tells what is known of a term in one call.
type termState uint8

const (
	known     termState = 1 << iota // to the customer
	explained                       // in the draft
	reported                        // as a suggestion
	mentioned                       // and listed in first
)

// firstTerm is the first mention of a term that nobody explained.
type firstTerm struct {
	row  int32
	span dialogue.Span
}

type sentence struct {
	span        dialogue.Span
	first, last int // tokens
	hits        int // its first hit
}

// found is a hit in the draft. First and last count tokens of the whole draft. Hits are in the order of their starts.
type found struct {
	ref
	span        dialogue.Span
	first, last int
	sent        int
	gap         bool
	reach       int // the highest end of this hit and all before it
	reachTok    int // the same for last, in the sentence
}

// window is how many hits on either side of a hit may change it. Rows are short, so that no sensible text comes near; it bounds the
// work in the others.
const window = 256

// near returns the range of the hits that can overlap hit i.
func (s *scratch) near(i int) (lo, hi int) {
	h := &s.hits[i]
	for lo = i; lo > 0 && i-lo < window && s.hits[lo-1].reach > h.span.Start; {
		lo--
	}
	for hi = i + 1; hi < len(s.hits) && hi-i < window && s.hits[hi].span.Start < h.span.End; {
		hi++
	}
	return lo, hi
}

// between counts the words among the tokens from first up to, not including, last.
func (s *scratch) between(first, last int) int { return int(s.words[last] - s.words[first]) }

// finding is a suggestion, or (quiet) an edit that follows from an earlier one.
type finding struct {
	Suggestion
	quiet bool
	term  int32 // its row, for the rule jargon
}

// Check returns what could be said better in the draft, ordered by the start of the span, then the longer first, then the rule. It
// returns nil when nothing is found.
func (r *Rewriter) Check(d Draft) []Suggestion {
	s := r.pool.Get().(*scratch)
	defer r.release(s)
	r.find(s, &d, nil, nil)
	return s.suggestions()
}

func (s *scratch) suggestions() []Suggestion {
	n := 0
	for i := range s.out {
		if !s.out[i].quiet {
			n++
		}
	}
	if n == 0 {
		return nil
	}
	out := make([]Suggestion, 0, n)
	for i := range s.out {
		if !s.out[i].quiet {
			out = append(out, s.out[i].Suggestion)
		}
	}
	return out
}

// Review is all that is known of a draft.
type Review struct {
	// Suggestions is what [Rewriter.Check] returns.
	Suggestions []Suggestion
	// Rewrite is what [Rewriter.Rewrite] returns.
	Rewrite Rewrite
	// Terms holds the first mention of each word of the trade that many people do not know and that the draft does not explain,
	// whatever is known of this customer, in the order of the text: where to look when the customer does not understand.
	Terms []dialogue.Span
	// Answers is true when the draft answers a feeling: it names what the customer went through, explains to one who is confused, or
	// tells a step that someone takes and the time for it.
	Answers bool
}

// Review checks and rewrites the draft in one pass, for callers that need both.
func (r *Rewriter) Review(d Draft) Review { return r.ReviewTokens(d, nil, nil) }

// ReviewTokens is like [Rewriter.Review] for texts that were cut already: toks are the tokens of d.Text and customer those of
// d.Customer.Text. A text whose tokens are nil is cut. The tokens are not kept.
func (r *Rewriter) ReviewTokens(d Draft, toks, customer []segment.Token) Review {
	s := r.pool.Get().(*scratch)
	defer r.release(s)
	r.find(s, &d, toks, customer)
	out := Review{Suggestions: s.suggestions(), Rewrite: r.rewrite(s, &d)}
	if len(s.first) > 0 {
		out.Terms = make([]dialogue.Span, len(s.first))
		for i, t := range s.first {
			out.Terms[i] = t.span
		}
	}
	out.Answers = r.answers(s, &d)
	return out
}

// keepTokens bounds the memory that stays with a Rewriter or Guard after a very long text.
const keepTokens = 1 << 12

// release returns s to the pool without holding on to the texts of the customer.
func (r *Rewriter) release(s *scratch) {
	for _, row := range s.seen {
		s.terms[row] = 0
	}
	s.seen = s.seen[:0]
	clear(s.own)
	clear(s.cown)
	clear(s.out)
	s.scan.release()
	s.text, s.toks, s.ctoks = "", nil, nil
	if cap(s.own) <= keepTokens && cap(s.cown) <= keepTokens && cap(s.hits) <= keepTokens && cap(s.words) <= keepTokens && cap(s.chits) <= keepTokens {
		r.pool.Put(s)
	}
}

// find fills s.out, sorted.
func (r *Rewriter) find(s *scratch, d *Draft, toks, customer []segment.Token) {
	s.text, s.out, s.first, s.timed = d.Text, s.out[:0], s.first[:0], -1
	if s.toks = toks; toks == nil {
		s.own = r.tok.Append(s.own[:0], d.Text)
		s.toks = s.own
	}
	s.trad = traditional(d.Text)
	r.hits(s)
	if len(s.sents) == 0 {
		return
	}
	r.scanCustomer(s, d, customer)
	r.checkTerms(s, d)
	r.checkSpeech(s, d)
	r.checkPlain(s, d)
	slices.SortStableFunc(s.out, func(a, b finding) int { return bySpan(&a.Suggestion, &b.Suggestion) })
}

// hits finds all rows in the draft, sentence by sentence, so that ^ and $ in a row mean a sentence.
func (r *Rewriter) hits(s *scratch) {
	s.spans = segment.AppendSentences(s.spans[:0], s.text)
	s.sents, s.hits, s.stops, s.words = s.sents[:0], s.hits[:0], s.stops[:0], s.words[:0]
	n := int32(0)
	for i := range s.toks {
		s.words = append(s.words, n)
		if k := s.toks[i].Kind; k != segment.Space && k != segment.Punct {
			n++
		}
	}
	s.words = append(s.words, n)
	t, reach := 0, 0
	for _, sp := range s.spans {
		for t < len(s.toks) && s.toks[t].Span.Start < sp.Start {
			t++
		}
		first := t
		for t < len(s.toks) && s.toks[t].Span.Start < sp.End {
			t++
		}
		s.sents = append(s.sents, sentence{sp, first, t, len(s.hits)})
		s.raw = r.rules.draft.Find(s.raw[:0], s.toks[first:t])
		reachTok := 0
		for i := range s.raw {
			h := &s.raw[i]
			reach, reachTok = max(reach, h.Span.End), max(reachTok, first+h.Last)
			s.hits = append(s.hits, found{r.rules.refs[h.Pattern], h.Span, first + h.First, first + h.Last, len(s.sents) - 1, h.Gap, reach, reachTok})
		}
	}
}

func (r *Rewriter) scanCustomer(s *scratch, d *Draft, toks []segment.Token) {
	if s.terms == nil {
		s.terms = make([]termState, len(r.rules.terms))
	}
	s.ctoks, s.chits = toks, s.chits[:0]
	if d.Customer.Text != "" {
		if toks == nil {
			s.cown = r.tok.Append(s.cown[:0], d.Customer.Text)
			s.ctoks = s.cown
		}
		s.chits = r.rules.customer.Find(s.chits, s.ctoks)
		for _, h := range s.chits {
			// Asking what a word means is not using it.
			if h.Pattern >= len(r.rules.events) && d.Customer.Emotion != "confused" {
				s.note(int32(h.Pattern-len(r.rules.events)), known)
			}
		}
	}
	for _, words := range [2][]string{d.Customer.Used, d.Customer.Explained} {
		for _, w := range words {
			t, ok := r.rules.names[w]
			if !ok {
				t, ok = r.rules.names[normal(w)]
			}
			if ok {
				s.note(int32(t), known)
			}
		}
	}
}

// traditional reports whether text is written in traditional script: at least a tenth of its Han characters are not simplified. A single
// one may be a name.
func traditional(text string) bool {
	if align.Clean(text) {
		return false
	}
	han, other := 0, 0
	for _, r := range text {
		if unicode.Is(unicode.Han, r) {
			han++
			if to, ok := align.Fold(r); ok && to != r {
				other++
			}
		}
	}
	return other > 1 && 10*other >= han || other == 1 && han <= 4
}

// AppendUsed appends to dst the ids of the terms that the tokens of a customer's utterance use, those that many people do not know, and
// returns the extended slice; expert counts the ones that few people know. A term that the customer asks about is not used: 什么套外.
func (r *Rewriter) AppendUsed(dst []string, toks []segment.Token) (used []string, expert int) {
	for _, h := range r.rules.customer.Find(nil, toks) {
		row := h.Pattern - len(r.rules.events)
		if row < 0 || r.rules.terms[row].level < 2 {
			continue
		}
		if h.First > 0 && isOneOf(toks[h.First-1].Norm, asks) || h.Last < len(toks) && isOneOf(toks[h.Last].Norm, asks) ||
			h.Last+1 < len(toks) && toks[h.Last].Norm == "是" && isOneOf(toks[h.Last+1].Norm, asks) {
			continue
		}
		t := &r.rules.terms[row]
		if slices.Contains(dst, t.id) {
			continue
		}
		dst = append(dst, t.id)
		if t.level == 3 {
			expert++
		}
	}
	return dst, expert
}

const asks = " 什么 啥 什么样 哪个 什么叫 什么是 叫 是什么 是啥 什么意思 啥意思 "

// note adds to the state of a term.
func (s *scratch) note(row int32, st termState) {
	if s.terms[row] == 0 {
		s.seen = append(s.seen, row)
	}
	s.terms[row] |= st
}

// report adds a suggestion. What is safe in simplified script is not in a traditional draft: the tables are simplified, and no table leads
// back.
func (r *Rewriter) report(s *scratch, rule, source string, span dialogue.Span, message string, repl []string, safe bool) {
	p := &r.rules.problems[r.rules.byRule[rule]]
	if message == "" {
		message = p.message
	}
	s.out = append(s.out, finding{Suggestion: Suggestion{p.rule, source, p.kind, p.severity, span, message, repl, safe && len(repl) > 0 && !s.trad}, term: -1})
}

func overlaps(a, b dialogue.Span) bool { return a.Start < b.End && b.Start < a.End }

func inside(a, b dialogue.Span) bool { return b.Start <= a.Start && a.End <= b.End }

func isOneOf(w, words string) bool { return w != "" && strings.Contains(words, " "+w+" ") }
