package sentiment

import (
	"cmp"
	"slices"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/internal/linear"
	"github.com/qingting-nlp/qingting/segment"
)

// Limits of what the model shows.
const (
	calmer    = 1.5  // by how much Calm must be likelier than every feeling of a direction to take it back
	weakest   = 0.2  // what is left of the score of a feeling of no strength
	maxParts  = 4    // stretches of evidence that come from the model
	ruleShare = 0.5  // of a flag's threshold where a rule stands behind it
	flagFloor = 0.35 // of a flag, whatever its threshold
)

// SourceModel is the Source of evidence that no rule stands behind.
const SourceModel = "model"

// judge reads the utterance with the model: r holds what the rules found, and leaves with what both say.
func (d *Detector) judge(s *scratch, toks []segment.Token, r *Result, agent bool) {
	m := d.model
	features(&s.builder, toks, r, agent)
	m.m.Score(&s.linear, s.builder.Hashes)
	p := s.linear.Probs
	// Valence: three probabilities of their own, made to add up to one.
	var v [3]float64
	sum := 0.0
	best := 0
	for i, at := range m.valence {
		v[i] = p[at]
		sum += p[at]
		if p[at] > v[best] {
			best = i
		}
	}
	// A direction that no feeling stands behind is none.
	if r.Valence = Valence(best - 1); r.Valence != Neutral && p[m.emotion[emotions]] > calmer*d.likeliest(p, r.Valence) {
		r.Valence = Neutral
	}
	// The direction by how strong the feeling is likely to be.
	strong := 0.0
	for _, at := range m.intensity {
		strong += p[at] / float64(len(m.intensity))
	}
	r.Score = (v[2] - v[0]) / max(sum, 1e-9) * min(weakest+(1-weakest)*strong, 1)
	d.emotions(s, r)
	r.Intensity = 0
	if r.Valence != Neutral || len(r.Emotions) > 0 && r.Emotions[0].Label != Calm {
		r.Intensity = 1
		for i := 1; i < len(m.intensity) && p[m.intensity[i]] >= 0.5; i++ {
			r.Intensity = i + 1
		}
	}
	d.flags(s, toks, r)
	d.evidence(s, toks, r)
}

// likeliest returns the probability of the likeliest emotion of a direction.
func (d *Detector) likeliest(p []float64, v Valence) float64 {
	best := 0.0
	for i, at := range d.model.emotion[:emotions] {
		if emotionOf[i].Valence() == v {
			best = max(best, p[at])
		}
	}
	return best
}

// emotions lists the emotions that hold, the one that agrees with the valence and is likeliest first.
func (d *Detector) emotions(s *scratch, r *Result) {
	m, p := d.model, s.linear.Probs
	labels := m.m.Labels()
	n, best := 1, -1
	for i, at := range m.emotion {
		e := Calm
		if i < emotions {
			e = emotionOf[i]
		}
		if e.Valence() == r.Valence && (best < 0 || p[at] > p[m.emotion[best]]) {
			best = i
		}
		if i < emotions && p[at] >= labels[at].Threshold {
			n++
		}
	}
	list := make([]Scored, 0, n)
	for i, at := range m.emotion {
		e := Calm
		if i < emotions {
			e = emotionOf[i]
		}
		if i == best || i < emotions && p[at] >= labels[at].Threshold {
			list = append(list, Scored{e, p[at]})
		}
	}
	first := Calm
	if best < emotions {
		first = emotionOf[best]
	}
	slices.SortStableFunc(list, func(a, b Scored) int {
		if a.Label == first || b.Label == first {
			if a.Label == first {
				return -1
			}
			return 1
		}
		return cmp.Compare(b.Score, a.Score)
	})
	r.Emotions = list
}

// flags takes the flags that the model confirms; marks are seen, not judged.
func (d *Detector) flags(s *scratch, toks []segment.Token, r *Result) {
	m, p := d.model, s.linear.Probs
	labels := m.m.Labels()
	found := r.Flags
	r.Flags = nil
	for i, f := range flagOf {
		at := m.flag[i]
		k := slices.IndexFunc(found, func(h FlagHit) bool { return h.Flag == f })
		if f == EmphaticPunct {
			if k >= 0 {
				r.Flags = append(r.Flags, found[k])
			}
			continue
		}
		if f == Sarcasm && r.Valence == Positive {
			continue // praise that means the opposite is not felt as praise
		}
		needed := max(labels[at].Threshold, flagFloor)
		if k >= 0 && f != Withdrawal { // 嗯 is cold only after something
			needed *= ruleShare
		}
		if p[at] < needed {
			continue
		}
		hit := FlagHit{Flag: f, Score: p[at]}
		if k >= 0 {
			hit.Evidence = found[k].Evidence
		} else if parts := m.m.Explain(s.parts[:0], &s.linear, &s.builder, toks, at, 1); len(parts) > 0 {
			s.parts = parts
			hit.Evidence = dialogue.Evidence{Span: parts[0].Span, Source: SourceModel, Weight: parts[0].Weight}
		} else {
			hit.Evidence = dialogue.Evidence{Span: whole(toks), Source: SourceModel, Weight: p[at]}
		}
		r.Flags = append(r.Flags, hit)
	}
}

func whole(toks []segment.Token) dialogue.Span {
	if len(toks) == 0 {
		return dialogue.Span{}
	}
	return dialogue.Span{Start: toks[0].Span.Start, End: toks[len(toks)-1].Span.End}
}

// evidence shows the words that decided the valence: stretches by their share of its score, named by the row of a rule that lies in
// them.
func (d *Detector) evidence(s *scratch, toks []segment.Token, r *Result) {
	rules := r.Evidence
	r.Evidence = nil
	if r.Valence == Neutral {
		return
	}
	label, sign := d.model.valence[0], -1.0
	if r.Valence == Positive {
		label, sign = d.model.valence[2], 1
	}
	s.parts = d.model.m.Explain(s.parts[:0], &s.linear, &s.builder, toks, label, maxParts)
	out := make([]dialogue.Evidence, 0, len(s.parts)+len(rules))
	for _, e := range rules {
		if e.Weight*sign > 0 {
			out = append(out, e)
		}
	}
	named := len(out)
	for _, part := range s.parts {
		if slices.ContainsFunc(out[:named], func(e dialogue.Evidence) bool { return e.Span.Start < part.Span.End && part.Span.Start < e.Span.End }) {
			continue
		}
		out = append(out, dialogue.Evidence{Span: part.Span, Source: SourceModel, Weight: sign * part.Weight})
	}
	slices.SortStableFunc(out, func(a, b dialogue.Evidence) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	r.Evidence = out
}

// scratchModel is the working memory of judge.
type scratchModel struct {
	builder linear.Builder
	linear  linear.Scratch
	parts   []linear.Part
}
