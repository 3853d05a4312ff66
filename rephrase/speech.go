package rephrase

import (
	"slices"
	"strings"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/segment"
)

// checkSpeech reports service-speech problems and the answer to the customer's feeling.
func (r *Rewriter) checkSpeech(s *scratch, d *Draft) {
	ack, shown := "", r.has(s, isShown) || d.Customer.Emotion == "confused" && r.has(s, isAfter)
	if d.Customer.upset() && !shown {
		ack = r.acknowledge(s, d)
	}
	apology, template := false, false
	otherEnd, otherStart := r.otherWay(s)
	for i := range s.hits {
		h := &s.hits[i]
		if h.kind != isSpeech || r.shielded(s, i) {
			continue
		}
		row := &r.rules.speech[h.row]
		rule := r.rules.problems[row.problem].rule
		switch rule {
		case "bare_refusal":
			if otherEnd <= h.span.Start || otherStart >= h.span.End {
				continue
			}
		case "vague_promise":
			if r.hasTime(s, h.sent) {
				continue
			}
		case "template_apology":
			if shown || (apology && row.mode == "ack") {
				continue
			}
		}
		span, repl, safe := h.span, row.repl, row.mode == "fix"
		switch row.mode {
		case "clause":
			span = r.clause(s, h)
		case "fix":
			repl = []string{strings.ReplaceAll(repl[0], "{hit}", h.span.Of(s.text))}
		case "ack":
			template = true
			var next int
			span, next = r.withTail(s, h)
			if ack != "" {
				end, stop := r.stopAfter(s, span, next)
				span.End = end
				repl, safe, apology = []string{ack + stop}, true, true
			}
		}
		r.report(s, rule, row.id, span, "", repl, safe)
	}
	if d.Customer.upset() && !shown && !template && !r.steps(s) {
		r.missingEmpathy(s, d, ack)
	}
}

func (r *Rewriter) has(s *scratch, kind refKind) bool {
	for i := range s.hits {
		if s.hits[i].kind == kind {
			return true
		}
	}
	return false
}

// shielded reports whether a shield row of the rule overlaps hit i, or a longer or earlier hit of the same rule does: a rule speaks
// once about one place.
func (r *Rewriter) shielded(s *scratch, i int) bool {
	h := &s.hits[i]
	p := r.rules.speech[h.row].problem
	lo, hi := s.near(i)
	for j := lo; j < hi; j++ {
		o := &s.hits[j]
		if j == i || !overlaps(o.span, h.span) {
			continue
		}
		if o.kind == isShield && int(o.row) == p {
			return true
		}
		if o.kind == isSpeech && r.rules.speech[o.row].problem == p && (o.span.Len() > h.span.Len() || o.span.Len() == h.span.Len() && j < i) {
			return true
		}
	}
	return false
}

// otherWay finds the earliest end and the latest start of what the draft offers besides a refusal: a refusal overlaps all of it only
// where both lie in it.
func (r *Rewriter) otherWay(s *scratch) (end, start int) {
	end, start = len(s.text)+1, -1
	for i := range s.hits {
		if o := &s.hits[i]; o.kind == isOtherWay {
			end, start = min(end, o.span.End), max(start, o.span.Start)
		}
	}
	return end, start
}

// hasTime reports whether the sentence tells when.
func (r *Rewriter) hasTime(s *scratch, sent int) bool {
	if s.timed == sent {
		return s.timing
	}
	x := &s.sents[sent]
	s.timed, s.timing = sent, false
	s.facts = s.scan.append(s.facts[:0], s.toks[x.first:x.last])
	for i := range s.facts {
		if c := s.facts[i].class; c == Duration || c == Date || c == Clock {
			s.timing = true
		}
	}
	return s.timing
}

// answers reports whether the draft answers a feeling. See [Review].
func (r *Rewriter) answers(s *scratch, d *Draft) bool {
	return r.has(s, isShown) || d.Customer.Emotion == "confused" && r.has(s, isAfter) || r.steps(s)
}

// steps reports whether a sentence of the draft tells a step that someone takes, and when.
func (r *Rewriter) steps(s *scratch) bool {
	for i := range s.hits {
		if h := &s.hits[i]; h.kind == isStep && r.hasTime(s, h.sent) {
			return true
		}
	}
	return false
}

// clause widens a hit to the clause it stands in.
func (r *Rewriter) clause(s *scratch, h *found) dialogue.Span {
	if len(s.stops) == 0 { // where clauses begin, and behind that where they end
		n := len(s.toks)
		s.stops = slices.Grow(s.stops, 2*n)[:2*n]
		breaks := func(i int) bool { return s.toks[i].Kind == segment.Punct || s.toks[i].Kind == segment.Space }
		at := 0
		for i := range n {
			if s.stops[i] = int32(at); breaks(i) {
				at = i + 1
			}
		}
		at = n
		for i := n - 1; i >= 0; i-- {
			if breaks(i) {
				at = i
			}
			s.stops[n+i] = int32(at)
		}
	}
	x := &s.sents[h.sent]
	first, last := max(int(s.stops[h.first]), x.first), h.last
	if last < x.last {
		last = min(max(int(s.stops[len(s.toks)+last]), last), x.last)
	}
	return dialogue.Span{Start: s.toks[first].Span.Start, End: s.toks[last-1].Span.End}
}

const (
	tails = " 了 呢 哦 哟 啊 呀 哈 的 吧 啦 嘛 噢 喔 呐 亲 亲亲 ~ "
	heads = " 很 非常 十分 实在 真 真的 万分 特别 真是 这边 我们 我 这里 客服 也 为此 对此 亲 亲亲 完全 深 能 "
)

// withTail takes in the particles before and behind an apology, so that none is left over. It also returns the token behind it.
func (r *Rewriter) withTail(s *scratch, h *found) (dialogue.Span, int) {
	first, last, x := h.first, h.last, &s.sents[h.sent]
	for first > x.first && isOneOf(s.toks[first-1].Norm, heads) {
		first--
	}
	for last < x.last && isOneOf(s.toks[last].Norm, tails) {
		last++
	}
	return dialogue.Span{Start: s.toks[first].Span.Start, End: s.toks[last-1].Span.End}, last
}

// stopAfter returns where an acknowledgement in the place of span, which ends before token next, ends and the full stop that it needs:
// it takes the place of a comma, since the sentence about the customer is over; other marks stay.
func (r *Rewriter) stopAfter(s *scratch, span dialogue.Span, next int) (end int, stop string) {
	for i := next; i < len(s.toks); i++ {
		t := &s.toks[i]
		if t.Kind == segment.Space {
			continue
		}
		if t.Norm == "," {
			return t.Span.End, "。"
		}
		if t.Kind == segment.Punct {
			return span.End, ""
		}
		break
	}
	return span.End, "。"
}
