package rephrase

import (
	"strconv"
	"unicode"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/segment"
)

// checkPlain reports office style, double negation, long sentences and too many numbers.
func (r *Rewriter) checkPlain(s *scratch) {
	for i := range s.hits {
		h := &s.hits[i]
		switch h.kind {
		case isOffice:
			if !r.inLonger(s, i) {
				row := &r.rules.office[h.row]
				r.report(s, "office", row.id, h.span, "", []string{row.repl}, true)
			}
		case isNegation:
			row := &r.rules.negation[h.row]
			r.report(s, "double_negation", row.id, h.span, "", nil, false)
		}
	}
	for i := range s.sents {
		x := &s.sents[i]
		if n := hanCount(x.span.Of(s.text)); r.opts.maxSentence > 0 && n > r.opts.maxSentence {
			r.report(s, "long_sentence", "long_sentence", x.span, "这句有"+strconv.Itoa(n)+"个字，拆成两三句，一句说一件事。", nil, false)
		}
		if n := r.numbers(s, x); r.opts.maxNumbers > 0 && n > r.opts.maxNumbers {
			r.report(s, "many_numbers", "many_numbers", x.span, "这一句里有"+strconv.Itoa(n)+"个数字，分开说，先说客户最关心的那个。", nil, false)
		}
	}
}

// inLonger reports whether an office hit overlaps a longer or an earlier one.
func (r *Rewriter) inLonger(s *scratch, i int) bool {
	h := &s.hits[i]
	lo, hi := s.near(i)
	for j := lo; j < hi; j++ {
		o := &s.hits[j]
		if j != i && o.kind == isOffice && overlaps(o.span, h.span) && (o.span.Len() > h.span.Len() || o.span.Len() == h.span.Len() && j < i) {
			return true
		}
	}
	return false
}

// numbers counts the numbers of a sentence that a listener has to keep; a date with its time, or a range, is one.
func (r *Rewriter) numbers(s *scratch, x *sentence) (n int) {
	digits := false
	for _, t := range s.toks[x.first:x.last] {
		switch t.Kind {
		case segment.Number, segment.Percent, segment.Money, segment.Date, segment.Time:
			digits = true
		}
	}
	if !digits {
		return 0
	}
	s.facts = s.scan.append(s.facts[:0], s.toks[x.first:x.last])
	last := dialogue.Span{Start: -1, End: -1}
	for _, f := range s.facts {
		if f.class == Code || f.class == Protected {
			continue
		}
		if f.span.Start > last.End+1 {
			n++
		}
		last = f.span
	}
	return n
}

func hanCount(s string) (n int) {
	for _, r := range s {
		if unicode.Is(unicode.Han, r) {
			n++
		}
	}
	return n
}
