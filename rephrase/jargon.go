package rephrase

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/qingting-nlp/qingting/internal/align"
	"github.com/qingting-nlp/qingting/segment"
)

func normal(s string) string { return align.String(strings.TrimSpace(s)) }

// checkTerms reports the first mention of each term that the customer may not know and that nobody explained, and keeps in s.first
// those that many people do not know.
func (r *Rewriter) checkTerms(s *scratch, d *Draft) {
	least := 2
	if d.Customer.Level == LevelPlain {
		least = 1
	}
	anyExplained := false
	at, open := 0, 0 // brackets open before token at
	for i := range s.hits {
		h := &s.hits[i]
		if h.kind != isTerm || s.terms[h.row]&explained != 0 {
			continue
		}
		t := &r.rules.terms[h.row]
		state := s.terms[h.row]
		suggest := state&known == 0 && t.level >= least && (d.Customer.Level != LevelExpert || t.internal)
		list := state&mentioned == 0 && t.level >= 2
		again := state&reported != 0
		if !suggest && !list && t.mode == "replace" || t.level < 2 && !suggest || r.hidden(s, i) {
			continue
		}
		if t.mode != "replace" && r.explained(s, i, state&(reported|mentioned) != 0) {
			s.note(h.row, explained)
			anyExplained = true
			continue
		}
		if again && t.mode != "replace" {
			suggest = false
		}
		if !suggest && !list {
			continue
		}
		span := h.span
		if list {
			s.note(h.row, mentioned)
			s.first = append(s.first, firstTerm{h.row, span})
		}
		if !suggest {
			continue
		}
		s.note(h.row, reported)
		repl, safe, message := t.repl, true, ""
		if t.mode != "replace" {
			message = "客户可能听不懂“" + h.span.Of(s.text) + "”，第一次说到时解释一句：" + t.meaning + "。"
			repl = []string{span.Of(s.text) + "（" + t.meaning + "）"}
			for ; at < h.first; at++ {
				switch s.toks[at].Norm {
				case "(", "【", "《":
					open++
				case ")", "】", "》":
					open--
				}
			}
			safe = t.mode == "gloss" && open <= 0 && !r.joins(s, i)
		} else if !again {
			message = "客户可能听不懂“" + h.span.Of(s.text) + "”，可以说成“" + t.repl[0] + "”。"
		}
		r.report(s, "jargon", t.id, span, message, repl, safe)
		f := &s.out[len(s.out)-1]
		f.quiet, f.term = again, h.row
	}
	if !anyExplained {
		return
	}
	// A term that is explained at a later mention needs no gloss at the first.
	s.out = slices.DeleteFunc(s.out, func(f finding) bool { return f.term >= 0 && s.terms[f.term]&explained != 0 })
	s.first = slices.DeleteFunc(s.first, func(t firstTerm) bool { return s.terms[t.row]&explained != 0 })
}

// joins reports whether another hard term begins where the term hit i ends: an explanation between the two would tear them apart.
func (r *Rewriter) joins(s *scratch, i int) bool {
	h := &s.hits[i]
	for j := i + 1; j < len(s.hits) && j-i < window && s.hits[j].first <= h.last; j++ {
		if o := &s.hits[j]; o.kind == isTerm && o.first == h.last && r.rules.terms[o.row].level >= 2 {
			return true
		}
	}
	return false
}

// hidden reports whether the term hit i lies inside a longer term or in a context that its row excludes.
func (r *Rewriter) hidden(s *scratch, i int) bool {
	h := &s.hits[i]
	lo, hi := s.near(i)
	for j := lo; j < hi; j++ {
		o := &s.hits[j]
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

// explained reports whether the words around the term hit i say what it means: brackets behind it, or 就是, 指的是 and so on; or, unless
// that was looked up at an earlier mention, whether the draft says it anywhere in similar words.
func (r *Rewriter) explained(s *scratch, i int, again bool) bool {
	h := &s.hits[i]
	end := s.sents[h.sent].last
	if s.bracketed(h.last, end) || !again && says(s.text, r.rules.terms[h.row].meaning) {
		return true
	}
	for j := i + 1; j < len(s.hits) && j-i < window; j++ {
		o := &s.hits[j]
		if o.sent != h.sent || o.first > h.last && s.between(h.last, o.first) > 2 {
			break
		}
		if o.kind == isAfter && o.first >= h.last {
			return true
		}
	}
	if next := h.sent + 1; next < len(s.sents) && s.between(h.last, end) <= 2 {
		// 光猫。就是那个小盒子。
		x := &s.sents[next]
		for j := x.hits; j < len(s.hits) && s.hits[j].first == x.first; j++ {
			if s.hits[j].kind == isAfter && s.hits[j].sent == next {
				return true
			}
		}
	}
	for j := i - 1; j >= 0 && i-j < window; j-- {
		o := &s.hits[j]
		if o.sent != h.sent || o.reachTok <= h.first && s.between(o.reachTok, h.first) > 1 {
			break
		}
		if o.kind == isBefore && o.last <= h.first && s.between(o.last, h.first) <= 1 {
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

// bracketed reports whether the tokens from first to last begin with brackets that hold words.
func (s *scratch) bracketed(first, last int) bool {
	for i := first; i < last; i++ {
		t := &s.toks[i]
		if t.Kind == segment.Space || t.Norm == "”" || t.Norm == `"` {
			continue
		}
		return (t.Norm == "(" || t.Norm == "【") && s.between(i+1, last) > 0
	}
	return false
}
