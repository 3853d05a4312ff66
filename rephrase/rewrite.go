package rephrase

import "slices"

// Rewrite returns the draft with the safe replacements of [Rewriter.Check] applied: words of the trade said plainly or explained once,
// office style as speech, and, when the customer is upset, one sentence about what happened to them. Each edit passes the [Guard];
// those that do not are in Refused (in a draft of many kilobytes with many bad edits the search for them ends early, and what was not yet
// tried is refused with them). A draft with nothing to improve comes back as it is, byte for byte; the result is the same for the
// same draft.
func (r *Rewriter) Rewrite(d Draft) Rewrite {
	s := r.pool.Get().(*scratch)
	defer r.release(s)
	r.find(s, &d, nil, nil)
	return r.rewrite(s, &d)
}

// rewrite applies the safe findings in s.out.
func (r *Rewriter) rewrite(s *scratch, d *Draft) Rewrite {
	n := 0
	for i := range s.out {
		if s.out[i].Safe {
			n++
		}
	}
	if n == 0 {
		return Rewrite{Text: d.Text}
	}
	edits := make([]Suggestion, 0, n)
	for i := range s.out {
		if s.out[i].Safe {
			edits = append(edits, s.out[i].Suggestion)
		}
	}
	text, edits := applySorted(d.Text, edits)
	gs := r.guard.pool.Get().(*guardScratch)
	defer r.guard.release(gs)
	gs.a = r.guard.facts(gs, gs.a[:0], d.Text, s.toks)
	out := Rewrite{Text: text}
	if v := r.guard.against(gs, d.Text, text); len(v) > 0 {
		b := blame{r: r, gs: gs, text: d.Text, budget: verifyFree + verifyTimes*len(d.Text)}
		b.split(edits, v)
		out.Text, edits = applySorted(d.Text, b.kept)
		out.Refused = b.refused
	}
	if len(edits) > 0 {
		out.Applied = make([]Edit, len(edits))
		for i := range edits {
			out.Applied[i] = edit(&edits[i])
		}
	}
	return out
}

// Bounds of the search for the edits to blame, in bytes of text verified: what any draft may cost, and how often a long one is read.
const (
	verifyFree  = 64 << 10
	verifyTimes = 8
)

// blame finds the edits that change facts: an edit is kept when all before it and it together change none.
type blame struct {
	r       *Rewriter
	gs      *guardScratch
	text    string
	budget  int
	kept    []Suggestion
	refused []Refusal
}

// split sorts out edits, of which is known that together with those kept they violate v. Halves are tried whole first, so that few bad
// edits among many cost little. When the budget is spent the rest is refused.
func (b *blame) split(edits []Suggestion, v []Violation) {
	if len(edits) == 1 || b.budget <= 0 {
		for i := range edits {
			b.refused = append(b.refused, Refusal{edit(&edits[i]), v})
		}
		return
	}
	half := len(edits) / 2
	for _, part := range [2][]Suggestion{edits[:half], edits[half:]} {
		all := slices.Concat(b.kept, part)
		text, _ := applySorted(b.text, all)
		b.budget -= len(text)
		if v := b.r.guard.against(b.gs, b.text, text); len(v) > 0 {
			b.split(part, v)
		} else {
			b.kept = all
		}
	}
}

func edit(s *Suggestion) Edit { return Edit{s.Rule, s.Source, s.Span, s.Replacements[0]} }
