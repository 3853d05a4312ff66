package intent

import (
	"cmp"
	"slices"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/internal/linear"
	"github.com/qingting-nlp/qingting/segment"
)

// SourceModel is the Source of evidence that no rule stands behind.
const SourceModel = "model"

// Limits of what the model shows.
const (
	maxParts   = 2    // stretches of evidence of one candidate that come from the model
	lowScore   = 0.3  // a best act below it is not acted on
	gap        = 0.05 // nor is one that a second act comes as near, unless both hold
	ruledOut   = 0.02 // a topic that a rule named is not shown below it
	topicFloor = 0.07 // the best topic is shown from here on
	// sectorShare is what is left of topicFloor when the sector is known.
	sectorShare = 0.3
)

// scratchModel is the working memory of judge.
type scratchModel struct {
	builder linear.Builder
	linear  linear.Scratch
	parts   []linear.Part
}

// judge reads the utterance with the model: r holds what the rules found, and leaves with what both say.
func (c *Classifier) judge(s *scratch, toks []segment.Token, r *Result, in Context) {
	m := c.model
	features(&s.builder, toks, r, in.Agent)
	m.m.Score(&s.linear, s.builder.Hashes)
	rules := *r
	*r = Result{Calibrated: true}
	r.Acts = c.ranked(s, toks, 0, m.acts, rules.Acts, 0, "")
	if at := slices.IndexFunc(r.Acts, func(x Candidate) bool { return x.Label == OOS }); at == 0 || at > 0 && r.Acts[at].Confidence >= c.model.threshold(OOS) {
		r.OutOfScope = true
		r.Acts = r.Acts[at : at+1]
	} else {
		r.Acts = slices.DeleteFunc(r.Acts, func(x Candidate) bool { return x.Label == OOS })
		r.Topics = c.ranked(s, toks, m.acts, len(m.names), rules.Topics, topicFloor, m.sector(in.Sector))
	}
	switch {
	case r.OutOfScope || len(r.Acts) == 0:
	case r.Acts[0].Confidence < lowScore:
		r.Abstained = LowScore
	default:
		// A second act that does not hold but comes as near makes the first doubtful.
		p := s.linear.Probs
		for i := range m.acts {
			if m.names[i] != r.Acts[0].Label && p[i] < m.m.Labels()[i].Threshold && r.Acts[0].Confidence-p[i] < gap {
				r.Abstained = SmallMargin
			}
		}
	}
}

// ranked returns the labels from lo up to, not including, hi that hold, and the likeliest if it reaches floor. With a sector only its labels
// and those of every sector count, and the floor is lower: there are fewer to choose from.
func (c *Classifier) ranked(s *scratch, toks []segment.Token, lo, hi int, rules []Candidate, floor float64, sector string) []Candidate {
	m, p := c.model, s.linear.Probs
	labels := m.m.Labels()
	best, n := -1, 0
	if sector != "" {
		floor *= sectorShare
	}
	for i := lo; i < hi; i++ {
		if !m.within(i, sector) {
			continue
		}
		if best < 0 || p[i] > p[best] {
			best = i
		}
		if p[i] >= labels[i].Threshold {
			n++
		}
	}
	if best < 0 {
		return nil
	}
	if n == 0 && p[best] < floor {
		// Little speaks for any of them. What a rule named counts then, if the model does not rule it out.
		best = -1
		if len(rules) > 0 && slices.Contains(m.names[lo:hi], rules[0].Label) {
			best = lo + slices.Index(m.names[lo:hi], rules[0].Label)
		}
		if best < lo || p[best] < ruledOut || !m.within(best, sector) {
			return nil
		}
	}
	out := make([]Candidate, 0, max(n, 1)+1)
	for i := lo; i < hi; i++ {
		if m.within(i, sector) && (i == best || p[i] >= labels[i].Threshold) {
			out = append(out, Candidate{Label: m.names[i], Confidence: p[i]})
		}
	}
	slices.SortStableFunc(out, func(a, b Candidate) int { return cmp.Compare(b.Confidence, a.Confidence) })
	for k := range out {
		out[k].Evidence = c.evidence(s, toks, out[k].Label, lo, hi, rules)
	}
	return out
}

// evidence returns the words that decided for a label: those of the rules that found it, and the stretches with the largest share of the score.
func (c *Classifier) evidence(s *scratch, toks []segment.Token, label string, lo, hi int, rules []Candidate) []dialogue.Evidence {
	m := c.model
	at := lo + slices.Index(m.names[lo:hi], label)
	var out []dialogue.Evidence
	if k := slices.IndexFunc(rules, func(x Candidate) bool { return x.Label == label }); k >= 0 {
		return rules[k].Evidence
	}
	s.parts = m.m.Explain(s.parts[:0], &s.linear, &s.builder, toks, at, maxParts)
	if len(s.parts) == 0 {
		return []dialogue.Evidence{{Span: dialogue.Span{Start: toks[0].Span.Start, End: toks[len(toks)-1].Span.End}, Source: SourceModel, Weight: s.linear.Probs[at]}}
	}
	out = make([]dialogue.Evidence, len(s.parts))
	for i, part := range s.parts {
		out[i] = dialogue.Evidence{Span: part.Span, Source: SourceModel, Weight: part.Weight}
	}
	return out
}
