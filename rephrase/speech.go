package rephrase

import (
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
	for i := range s.hits {
		h := &s.hits[i]
		if h.kind != isSpeech || r.shielded(s, i) {
			continue
		}
		row := &r.rules.speech[h.row]
		rule := r.rules.problems[row.problem].rule
		switch rule {
		case "bare_refusal":
			if r.otherWay(s, h) {
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
			span = r.withTail(s, h)
			if ack != "" {
				end, stop := r.stopAfter(s, span)
				span.End = end
				repl, safe, apology = []string{ack + stop}, true, true
			}
		}
		r.report(s, rule, row.id, span, "", repl, safe)
	}
	if d.Customer.upset() && !shown && !template {
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
	for j := range s.hits {
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

// otherWay reports whether the draft offers something besides the refusal h.
func (r *Rewriter) otherWay(s *scratch, h *found) bool {
	for i := range s.hits {
		if o := &s.hits[i]; o.kind == isOtherWay && !overlaps(o.span, h.span) {
			return true
		}
	}
	return false
}

// hasTime reports whether the sentence tells when.
func (r *Rewriter) hasTime(s *scratch, sent int) bool {
	x := &s.sents[sent]
	s.facts = appendFacts(s.facts[:0], s.toks[x.first:x.last])
	for _, f := range s.facts {
		if f.class == Duration || f.class == Date || f.class == Clock {
			return true
		}
	}
	return false
}

// clause widens a hit to the clause it stands in.
func (r *Rewriter) clause(s *scratch, h *found) dialogue.Span {
	first, last, x := h.first, h.last, &s.sents[h.sent]
	for first > x.first && s.toks[first-1].Kind != segment.Punct && s.toks[first-1].Kind != segment.Space {
		first--
	}
	for last < x.last && s.toks[last].Kind != segment.Punct && s.toks[last].Kind != segment.Space {
		last++
	}
	return dialogue.Span{Start: s.toks[first].Span.Start, End: s.toks[last-1].Span.End}
}

const (
	tails = " 了 呢 哦 哟 啊 呀 哈 的 吧 啦 嘛 噢 喔 呐 亲 亲亲 ~ "
	heads = " 很 非常 十分 实在 真 真的 万分 特别 真是 这边 我们 我 这里 客服 也 为此 对此 亲 亲亲 完全 深 能 "
)

// withTail takes in the particles before and behind an apology, so that none is left over.
func (r *Rewriter) withTail(s *scratch, h *found) dialogue.Span {
	first, last, x := h.first, h.last, &s.sents[h.sent]
	for first > x.first && isOneOf(s.toks[first-1].Norm, heads) {
		first--
	}
	for last < x.last && isOneOf(s.toks[last].Norm, tails) {
		last++
	}
	return dialogue.Span{Start: s.toks[first].Span.Start, End: s.toks[last-1].Span.End}
}

// stopAfter returns where an acknowledgement in the place of span ends and the full stop that it needs: it takes the place of a comma,
// since the sentence about the customer is over; other marks stay.
func (r *Rewriter) stopAfter(s *scratch, span dialogue.Span) (end int, stop string) {
	for _, t := range s.toks {
		if t.Span.Start < span.End || t.Kind == segment.Space {
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
