package rephrase

// Rewrite returns the draft with the safe replacements of [Rewriter.Check] applied: words of the trade said plainly or explained once,
// office style as speech, and, when the customer is upset, one sentence about what happened to them. Each edit passes the [Guard];
// those that do not are in Refused. A draft with nothing to improve comes back as it is, byte for byte; the result is the same for the
// same draft.
func (r *Rewriter) Rewrite(d Draft) Rewrite {
	s := r.pool.Get().(*scratch)
	defer r.release(s)
	r.find(s, &d)
	var edits []Suggestion
	for i := range s.out {
		if s.out[i].Safe {
			edits = append(edits, s.out[i].Suggestion)
		}
	}
	if len(edits) == 0 {
		return Rewrite{Text: d.Text}
	}
	text, applied, _ := Apply(d.Text, edits)
	var refused []Refusal
	if len(r.guard.Verify(d.Text, text)) > 0 {
		// Find the ones to blame: keep an edit when all before it and it together change no fact.
		kept := applied[:0:0]
		for _, e := range applied {
			out, _, _ := Apply(d.Text, append(kept[:len(kept):len(kept)], e))
			if v := r.guard.Verify(d.Text, out); len(v) > 0 {
				refused = append(refused, Refusal{edit(e), v})
				continue
			}
			kept = append(kept, e)
		}
		text, applied, _ = Apply(d.Text, kept)
	}
	out := Rewrite{Text: text, Refused: refused}
	for _, e := range applied {
		out.Applied = append(out.Applied, edit(e))
	}
	return out
}

func edit(s Suggestion) Edit { return Edit{s.Rule, s.Source, s.Span, s.Replacements[0]} }
