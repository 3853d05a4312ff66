package intent

import (
	"cmp"
	"slices"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/internal/match"
	"github.com/qingting-nlp/qingting/segment"
)

type scratch struct {
	scratchModel

	toks    []segment.Token
	hits    []match.Hit
	clause  []int32
	total   [labels]float64
	best    [labels]float64
	last    [labels]int // the row that counted last
	counts  [labels]int
	end     [labels]int // where the evidence of the label ends so far
	counted []bool      // beside hits
	words   int
}

// Limits, set by hand on the tables of classify_test.go and the sample dialogues.
const (
	half      = 1.0  // the weight that gives half of ceiling
	ceiling   = 0.95 // no rule is sure
	enough    = 1.0  // the weight that an act needs to be acted on
	margin    = 0.02
	again     = 0.3 // further rows of the same label add this part of their weight
	courtesy  = 0.4 // 你好, 谢谢 beside something else
	negReach  = 2   // tokens between a negator and what it takes back
	window    = 16  // hits before a hit that may take it back: keeps the work linear
	maxShown  = 64  // pieces of evidence of one label
	gibberish = 5   // letters without meaning that make a text out of scope
)

// classify returns what the rules and the model tell of toks.
func (c *Classifier) classify(s *scratch, toks []segment.Token, in Context) Result {
	r := c.rules(s, toks)
	if c.model != nil && s.words > 0 {
		c.judge(s, toks, &r, in)
	}
	return r
}

// rules returns what the rows and the rules behind them tell.
func (c *Classifier) rules(s *scratch, toks []segment.Token) Result {
	var r Result
	words, letters, han := s.read(toks)
	s.words = words
	if words == 0 {
		return r
	}
	s.hits = c.shielded(c.lex.Matcher.Find(s.hits[:0], toks))
	c.count(s)
	s.weigh()
	c.companions(s)
	r.Acts = c.candidates(s, 0, acts)
	r.Topics = c.candidates(s, acts, acts+topics)
	r.OutOfScope = s.outOfScope() || len(r.Acts) == 0 && len(r.Topics) == 0 && han == 0 && letters >= gibberish
	if r.OutOfScope {
		r.Topics = nil
	}
	r.Abstained = abstain(&r, s)
	return r
}

// read numbers the clauses and counts the tokens that are words, the letters outside Han words, and the Han words.
func (s *scratch) read(toks []segment.Token) (words, letters, han int) {
	s.clause = s.clause[:0]
	var clause int32
	for i := range toks {
		t := &toks[i]
		s.clause = append(s.clause, clause)
		switch t.Kind {
		case segment.Punct:
			switch t.Norm {
			case "、", "“", "”", "\"", "'", "(", ")", "-", "/", "《", "》", "·":
			default:
				clause++
			}
		case segment.Space:
			clause++
		case segment.Latin:
			letters += len(t.Norm)
			words++
		case segment.Word:
			han++
			words++
		case segment.Other:
		default:
			words++
		}
	}
	return words, letters, han
}

// shielded removes the hits inside a longer one that stands for nothing (申请 around 请), and the negators inside any longer one (不想
// in 不想续费, which is a row of its own). All others stay: a topic may lie inside the words of an act.
func (c *Classifier) shielded(hits []match.Hit) []match.Hit {
	kept := hits[:0]
	none, any := dialogue.Span{Start: -1, End: -1}, dialogue.Span{Start: -1, End: -1}
	for _, h := range hits {
		l := c.lex.Entries[h.Pattern].Label
		if h.Span.End <= none.End && h.Span != none || l == lNeg && h.Span.End <= any.End && h.Span != any {
			continue
		}
		if !h.Gap && h.Span.End > any.End {
			any = h.Span
		}
		if !h.Gap && l == lNone && h.Span.End > none.End {
			none = h.Span
		}
		kept = append(kept, h)
	}
	return kept
}

// count adds up the rows for each label. A row counts once; of the rows of one label the heaviest counts in full.
func (c *Classifier) count(s *scratch) {
	s.total, s.best, s.counts, s.end = [labels]float64{}, [labels]float64{}, [labels]int{}, [labels]int{}
	s.counted = s.counted[:0]
	for i := range s.hits {
		s.counted = append(s.counted, false)
		h := &s.hits[i]
		e := &c.lex.Entries[h.Pattern]
		l := e.Label
		if l >= lNeg || l < acts && takenBack(l) && c.negated(s, i) {
			continue
		}
		if s.counts[l] > 0 && (s.last[l] == h.Pattern || h.Span.Start < s.end[l]) {
			// The same row again, or a row over the same words: the heavier of the two is enough.
			if e.Weight > s.best[l] {
				s.total[l] += e.Weight - s.best[l]
				s.best[l] = e.Weight
			}
			continue
		}
		switch {
		case s.counts[l] == 0:
			s.total[l], s.best[l] = e.Weight, e.Weight
		case e.Weight > s.best[l]:
			s.total[l] += e.Weight - (1-again)*s.best[l]
			s.best[l] = e.Weight
		default:
			s.total[l] += again * e.Weight
		}
		s.last[l], s.end[l] = h.Pattern, h.Span.End
		if s.counts[l] < maxShown {
			s.counts[l]++
			s.counted[i] = true
		}
	}
}

// takenBack reports whether a negator before it takes the act back: 我不是要投诉, 不用转人工.
func takenBack(act int) bool {
	switch act {
	case nThreaten, nEscalate, nBlock, nComplain, nAgent, nCancel, nRefund, nChange, nTransact, nSuggest:
		return true
	}
	return false
}

// negated reports whether a negator stands before hit i in its clause, with not more than negReach tokens between.
func (c *Classifier) negated(s *scratch, i int) bool {
	h := &s.hits[i]
	for j := i - 1; j >= max(0, i-window); j-- {
		n := &s.hits[j]
		if c.lex.Entries[n.Pattern].Label == lNeg && s.clause[n.First] == s.clause[h.First] &&
			n.Span.Start < h.Span.Start && n.Span.End < h.Span.End && h.First-n.Last <= negReach {
			return true
		}
	}
	return false
}

// weigh lets the acts speak to each other.
func (s *scratch) weigh() {
	t := &s.total
	// Courtesy and yes-or-no words matter only where nothing else is said.
	other := 0.0
	for l := range acts {
		if l != nSocial && l != nInform && l != nChat && l != nAsk {
			other = max(other, t[l])
		}
	}
	if other >= enough || t[nAsk] > 0 {
		t[nSocial] *= courtesy
		t[nInform] *= courtesy
	}
	if other >= 2 && t[nAsk] < 1.5 {
		t[nAsk] *= 0.6 // 能帮我退了吗 asks for the deed, not about it
	}
	if other >= enough {
		t[nChat] *= courtesy
	}
	// How to do it is a question; the deed itself comes second.
	if t[nAsk] >= 1.6 {
		for _, l := range [...]int{nRefund, nTransact, nChange, nCancel, nComplain} {
			t[l] *= 0.6
		}
	}
	// 能全额退保是真的吗 is about the deed: of two as strong the question comes first.
	for _, l := range [...]int{nRefund, nTransact, nChange, nCancel} {
		if t[nVerify] >= enough && t[l] <= t[nVerify] {
			t[l] *= 0.9
		}
	}
	if t[nThreaten] > 0 && t[nComplain] > 0 {
		t[nThreaten] += 0.1
	}
}

// companions leaves out courtesy and answers that only stand beside what the utterance does. Thanks stay beside praise and small talk,
// an answer where it has a clause of its own.
func (c *Classifier) companions(s *scratch) {
	t := &s.total
	does, praise := 0.0, 0.0
	for l := range acts {
		switch l {
		case nSocial, nInform:
		case nPraise, nChat:
			praise = max(praise, t[l])
		default:
			does = max(does, t[l])
		}
	}
	if does >= enough {
		t[nSocial] = 0
	}
	if t[nInform] == 0 || max(does, praise) < enough {
		return
	}
	// Hits are in the order of the text, and so are their clauses.
	clause, own, other := int32(-1), false, false
	for i := range s.hits {
		h := &s.hits[i]
		l := c.lex.Entries[h.Pattern].Label
		if l >= acts || l == nSocial || !s.counted[i] {
			continue
		}
		if at := s.clause[h.First]; at != clause {
			if own && !other {
				return
			}
			clause, own, other = at, false, false
		}
		own, other = own || l == nInform, other || l != nInform
	}
	if !own || other {
		t[nInform] = 0
	}
}

// outOfScope reports whether rows say so and nothing speaks for a service.
func (s *scratch) outOfScope() bool {
	if s.total[nOOS] == 0 {
		return false
	}
	for l := acts; l < acts+topics; l++ {
		if s.total[l] > 0 {
			return false
		}
	}
	for _, l := range [...]int{nRefund, nCancel, nBlock, nAgent, nEscalate, nThreaten, nComplain, nChase, nDispute, nReport} {
		if s.total[l] >= enough {
			return false
		}
	}
	return true
}

// candidates returns the labels from lo up to, not including, hi that have weight.
func (c *Classifier) candidates(s *scratch, lo, hi int) []Candidate {
	n, shown := 0, 0
	for l := lo; l < hi; l++ {
		if s.total[l] > 0 {
			n, shown = n+1, shown+s.counts[l]
		}
	}
	if n == 0 {
		return nil
	}
	out := make([]Candidate, 0, n)
	pool := make([]dialogue.Evidence, 0, shown) // one piece of memory for all candidates
	for l := lo; l < hi; l++ {
		w := s.total[l]
		if w <= 0 {
			continue
		}
		start := len(pool)
		for i := range s.hits {
			h := &s.hits[i]
			if e := &c.lex.Entries[h.Pattern]; e.Label == l && s.counted[i] {
				pool = append(pool, dialogue.Evidence{Span: h.Span, Source: e.ID, Weight: e.Weight})
			}
		}
		out = append(out, Candidate{labelNames[l], ceiling * w / (w + half), pool[start:len(pool):len(pool)]})
	}
	slices.SortStableFunc(out, func(a, b Candidate) int { return cmp.Compare(b.Confidence, a.Confidence) })
	return out
}

// abstain tells whether the best act is too weak or has a rival over the same words.
func abstain(r *Result, s *scratch) Reason {
	switch {
	case r.OutOfScope:
		return ""
	case len(r.Acts) == 0 || r.Acts[0].Confidence < ceiling*enough/(enough+half):
		return LowScore
	case len(r.Acts) > 1 && r.Acts[0].Confidence-r.Acts[1].Confidence < margin &&
		overlap(r.Acts[0].Evidence[0].Span, r.Acts[1].Evidence[0].Span):
		return SmallMargin
	}
	return ""
}

func overlap(a, b dialogue.Span) bool { return a.Start < b.End && b.Start < a.End }
