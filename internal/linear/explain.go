package linear

import (
	"sort"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/segment"
)

// Part is a stretch of a text with what its features added to a label's score.
type Part struct {
	Span   dialogue.Span
	Weight float64
}

// Explain appends the stretches of words that spoke most for a label in the last Score of s, in the order of the text. What a feature added is
// shared out among the words it covers; neighbouring words that got at least a quarter of the best one's share are one stretch. At most limit
// stretches are given, the heaviest; none when no word spoke for the label.
func (m *Model) Explain(dst []Part, s *Scratch, b *Builder, toks []segment.Token, label, limit int) []Part {
	s.shares = resize(s.shares, len(toks))
	clear(s.shares)
	for i, span := range b.Spans {
		if span.End <= span.Start {
			continue
		}
		w := m.Weight(s, i, label)
		if w == 0 {
			continue
		}
		first := sort.Search(len(toks), func(k int) bool { return toks[k].Span.End > span.Start })
		last := first
		for last < len(toks) && toks[last].Span.Start < span.End {
			last++
		}
		for k := first; k < last; k++ {
			s.shares[k] += w / float64(last-first)
		}
	}
	best := 0.0
	for k, v := range s.shares {
		if toks[k].Kind == segment.Space || toks[k].Kind == segment.Punct {
			continue
		}
		best = max(best, v)
	}
	if best <= 0 {
		return dst
	}
	from := len(dst)
	open := false
	for k, v := range s.shares {
		if kind := toks[k].Kind; v < best/4 || kind == segment.Space {
			open = false
			continue
		}
		if open {
			p := &dst[len(dst)-1]
			p.Span.End = toks[k].Span.End
			p.Weight += v
			continue
		}
		dst = append(dst, Part{toks[k].Span, v})
		open = true
	}
	for len(dst)-from > limit {
		low := from
		for k := from; k < len(dst); k++ {
			if dst[k].Weight < dst[low].Weight {
				low = k
			}
		}
		dst = append(dst[:low], dst[low+1:]...)
	}
	return dst
}
