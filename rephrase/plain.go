package rephrase

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/segment"
)

// checkPlain reports office style, double negation, long sentences and too many numbers.
func (r *Rewriter) checkPlain(s *scratch, d *Draft) {
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
	marked := s.marked()
	for i := range s.sents {
		x := &s.sents[i]
		n := s.stretch(x)
		long := r.opts.maxSentence > 0 && n > r.opts.maxSentence
		if long && !marked {
			// A transcript without any mark: what a listener hears in one breath ends at the words that people pause at.
			long = s.breath(x) > unmarkedTimes*r.opts.maxSentence/5
		}
		if long {
			r.report(s, "long_sentence", "long_sentence", x.span, "这句有"+strconv.Itoa(n)+"个字，拆成两三句，一句说一件事。", nil, false)
		}
		if d.Customer.Level == LevelExpert {
			continue
		}
		if n := r.numbers(s, x); r.opts.maxNumbers > 0 && n > r.opts.maxNumbers {
			r.report(s, "many_numbers", "many_numbers", x.span, "这一句里有"+strconv.Itoa(n)+"个要比较的数，分开说，先说客户最关心的那个。", nil, false)
		}
	}
}

// unmarkedTimes is by how many fifths of the limit a sentence may be longer in a text without marks: 80 characters instead of 50.
const unmarkedTimes = 8

// stretch counts the Han characters of the longest part of a sentence without white space between Chinese words: in chats that is a stop.
func (s *scratch) stretch(x *sentence) (longest int) {
	n := 0
	for i := x.first; i < x.last; i++ {
		t := &s.toks[i]
		if t.Kind == segment.Space && i > x.first && i+1 < x.last && s.toks[i-1].Kind != segment.Latin && s.toks[i+1].Kind != segment.Latin {
			n = 0
			continue
		}
		n += hanCount(t.Span.Of(s.text))
		longest = max(longest, n)
	}
	return longest
}

// marked reports whether the draft has punctuation.
func (s *scratch) marked() bool {
	for i := range s.toks {
		if s.toks[i].Kind == segment.Punct {
			return true
		}
	}
	return false
}

const pauses = " 呢 啊 吧 嘛 哈 哎 嗯 呃 那 然后 另外 还有 比如 就是 所以 但是 不过 因为 如果 要是 的话 第一 第二 第三 首先 其次 最后 "

// breath counts the Han characters of the longest part of a sentence without a word that people pause at.
func (s *scratch) breath(x *sentence) (longest int) {
	n := 0
	for i := x.first; i < x.last; i++ {
		if t := &s.toks[i]; isOneOf(t.Norm, pauses) {
			n = 0
		} else {
			n += hanCount(t.Norm)
			longest = max(longest, n)
		}
	}
	return longest
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

// numbers counts the amounts, rates and quantities of a sentence, those that a listener has to compare; a range is one. Dates, times,
// house numbers, codes and the numbers of a menu are not compared.
func (r *Rewriter) numbers(s *scratch, x *sentence) (n int) {
	digits := false
	for _, t := range s.toks[x.first:x.last] {
		switch t.Kind {
		case segment.Number, segment.Percent, segment.Money:
			digits = true
		}
	}
	if !digits {
		return 0
	}
	s.facts = s.scan.append(s.facts[:0], s.toks[x.first:x.last])
	last := dialogue.Span{Start: -1, End: -1}
	for _, f := range s.facts {
		if f.class != Amount && f.class != Rate && (f.class != Count || !quantity(f.span.Of(s.text))) {
			continue
		}
		if f.span.Start > last.End+1 {
			n++
		}
		last = f.span
	}
	return n
}

// quantity reports whether a count has a measure word of its own: a bare number may be a name, an item of a list or a part of an address.
func quantity(text string) bool {
	last, _ := utf8.DecodeLastRuneInString(text)
	return !isDigit(last) && !isNumeral(last) && !strings.ContainsRune("点、.栋号楼室层单元期第", last)
}

func hanCount(s string) (n int) {
	for _, r := range s {
		if unicode.Is(unicode.Han, r) {
			n++
		}
	}
	return n
}
