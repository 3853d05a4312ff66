package rephrase

import (
	"strings"
	"unicode/utf8"

	"github.com/qingting-nlp/qingting/internal/align"
	"github.com/qingting-nlp/qingting/segment"
)

func normal(s string) string { return align.String(strings.TrimSpace(s)) }

// checkTerms reports the first mention of each term that the customer may not know and that nobody explained.
func (r *Rewriter) checkTerms(s *scratch, d *Draft) {
	least := 2
	if d.Customer.Level == LevelPlain {
		least = 1
	}
	open := map[int]bool(nil) // terms reported
	for i := range s.hits {
		h := &s.hits[i]
		if h.kind != isTerm || s.known[int(h.row)] {
			continue
		}
		t := &r.rules.terms[h.row]
		if t.level < least || (d.Customer.Level == LevelExpert && !t.internal) || r.hidden(s, i) {
			continue
		}
		if t.mode != "replace" && r.explained(s, h) {
			s.known[int(h.row)] = true
			continue
		}
		if open == nil {
			open = map[int]bool{}
		}
		again := open[int(h.row)]
		if again && t.mode != "replace" {
			continue
		}
		open[int(h.row)] = true
		span, repl, safe := h.span, t.repl, true
		var b strings.Builder
		b.WriteString("客户可能听不懂“")
		b.WriteString(h.span.Of(s.text))
		if t.mode == "replace" {
			b.WriteString("”，可以说成“")
			b.WriteString(t.repl[0])
			b.WriteString("”。")
		} else {
			b.WriteString("”，第一次说到时解释一句：")
			b.WriteString(t.meaning)
			b.WriteString("。")
			// 套外流量57.6G（…）, not 套外流量（…）57.6G.
			span.End = r.pastNumber(s, h)
			repl = []string{span.Of(s.text) + "（" + t.meaning + "）"}
			safe = t.mode == "gloss" && !inBrackets(s.toks, h.first)
		}
		r.report(s, "jargon", t.id, span, b.String(), repl, safe)
		s.out[len(s.out)-1].quiet = again
	}
	// A term that is explained at a later mention needs no gloss at the first.
	if open != nil {
		kept := s.out[:0]
		for _, f := range s.out {
			if f.Rule != "jargon" || !r.explainedLater(s, f.Source) {
				kept = append(kept, f)
			}
		}
		s.out = kept
	}
}

// pastNumber returns the end of the number that stands right behind the term, else of the term.
func (r *Rewriter) pastNumber(s *scratch, h *found) int {
	x := &s.sents[h.sent]
	if h.last >= x.last {
		return h.span.End
	}
	if r, _ := utf8.DecodeRuneInString(s.toks[h.last].Norm); isDigit(r) || isNumeral(r) {
		s.facts = appendFacts(s.facts[:0], s.toks[h.last:x.last])
		if len(s.facts) > 0 && s.facts[0].span.Start == h.span.End {
			return s.facts[0].span.End
		}
	}
	return h.span.End
}

// explainedLater reports whether a mention of the term was found explained.
func (r *Rewriter) explainedLater(s *scratch, id string) bool {
	for row := range s.known {
		if r.rules.terms[row].id == id {
			return true
		}
	}
	return false
}

// hidden reports whether the term hit i lies inside a longer term or in a context that its row excludes.
func (r *Rewriter) hidden(s *scratch, i int) bool {
	h := &s.hits[i]
	for j := range s.hits {
		o := &s.hits[j]
		if o.span.Start >= h.span.End {
			break // hits are in order
		}
		switch {
		case j == i || !overlaps(o.span, h.span):
		case o.kind == isAvoid && o.row == h.row:
			return true
		case o.kind == isTerm && o.span != h.span && o.span.Len() >= h.span.Len() && (inside(h.span, o.span) || o.span.Start < h.span.Start):
			return true
		}
	}
	return false
}

// explained reports whether the words around the term say what it means: brackets behind it, or 就是, 指的是 and so on.
func (r *Rewriter) explained(s *scratch, h *found) bool {
	if meansBracket(s.toks[h.last:s.sents[h.sent].last]) || says(s.text, r.rules.terms[h.row].meaning) {
		return true
	}
	for i := range s.hits {
		o := &s.hits[i]
		if o.sent != h.sent {
			// 光猫。就是那个小盒子。
			if o.kind != isAfter || o.sent != h.sent+1 || o.first != s.sents[o.sent].first {
				continue
			}
			if words(s.toks[h.last:s.sents[h.sent].last]) <= 2 {
				return true
			}
			continue
		}
		if o.kind == isAfter && o.first >= h.last && words(s.toks[h.last:o.first]) <= 2 ||
			o.kind == isBefore && o.last <= h.first && words(s.toks[o.last:h.first]) <= 1 {
			return true
		}
	}
	return false
}

// says reports whether text holds at least half of the pairs of neighbouring characters of meaning: somebody explained it in similar
// words.
func says(text, meaning string) bool {
	all, seen, prev := 0, 0, 0
	for i := range meaning {
		if i > 0 {
			_, w := utf8.DecodeRuneInString(meaning[i:])
			all++
			if strings.Contains(text, meaning[prev:i+w]) {
				seen++
			}
		}
		prev = i
	}
	return all >= 4 && 2*seen >= all
}

// meansBracket reports whether toks begin with brackets that hold words.
func meansBracket(toks []segment.Token) bool {
	for i, t := range toks {
		if t.Kind == segment.Space || t.Norm == "”" || t.Norm == `"` {
			continue
		}
		return (t.Norm == "(" || t.Norm == "【") && i+1 < len(toks) && words(toks[i+1:]) > 0
	}
	return false
}

// inBrackets reports whether token at stands in brackets opened before it.
func inBrackets(toks []segment.Token, at int) bool {
	open := 0
	for _, t := range toks[:at] {
		switch t.Norm {
		case "(", "【", "《":
			open++
		case ")", "】", "》":
			open--
		}
	}
	return open > 0
}

// words counts the tokens that are neither space nor punctuation.
func words(toks []segment.Token) (n int) {
	for _, t := range toks {
		if t.Kind != segment.Space && t.Kind != segment.Punct {
			n++
		}
	}
	return n
}
