package repair

import (
	"strings"
	"unicode/utf8"

	"github.com/qingting-nlp/qingting/segment"
)

// pair is the character of two halves. loose pairs also stand side by side in ordinary text; they are joined only when that makes a
// dictionary word, or beside other split characters.
type pair struct {
	whole rune
	loose bool
}

// radicals never stand alone in running text.
const radicals = "亻氵讠扌忄纟钅饣犭衤礻艹辶阝刂彳宀疒灬冫"

// leads are first halves that are rarer than the second ones they stand with.
const leads = radicals + "贝弓土木禾耳立足女石王车火"

func (t *tables) addPairs() {
	for group, list := range splitPairs {
		for row := range strings.FieldsSeq(list) {
			rs := []rune(row)
			t.pairs[[2]rune{rs[1], rs[2]}] = pair{rs[0], group == 2}
			if strings.ContainsRune(leads, rs[1]) {
				t.class[rs[1]] |= lead
			} else {
				t.class[rs[2]] |= half
			}
		}
	}
}

// aboutShape are words of texts that describe how characters are written.
var aboutShape = []string{"偏旁", "字旁", "部首", "拆开", "左边", "右边", "上面一个", "下面一个", "加一个", "加个", "三点水", "单人旁", "走之", "草字头", "双耳", "竖心", "言字", "提手", "合起来", "合在一起", "组成", "拼起来", "念"}

// halves are two halves of one character at text[start:end].
type halves struct {
	pair
	start, end int
}

// sure reports whether the halves are a split character wherever they stand.
func (p *pass) sure(h halves) bool {
	return !h.loose && strings.ContainsAny(p.text[h.start:h.end], radicals)
}

// pairAt returns the halves that begin at i.
func (p *pass) pairAt(i int) (h halves, ok bool) {
	a, n := utf8.DecodeRuneInString(p.text[i:])
	at := i + n
	if at < len(p.text) && p.text[at] == ' ' && strings.ContainsRune(radicals, a) {
		at++ // a radical that a picture was read with
	}
	b, m := utf8.DecodeRuneInString(p.text[at:])
	q, ok := p.t.pairs[[2]rune{a, b}]
	return halves{q, i, at + m}, ok
}

// joined joins the halves at i: the character r of n bytes and its neighbour. It returns where to go on, or 0.
func (p *pass) joined(i, n int, r rune, class uint8) int {
	if class&lead != 0 {
		if h, ok := p.pairAt(i); ok {
			if end := p.join(h); end > 0 {
				return end
			}
		}
	}
	if class&half != 0 {
		_, m := utf8.DecodeLastRuneInString(p.text[p.last:i])
		if h, ok := p.pairAt(i - m); ok && m > 0 && h.end == i+n {
			return p.join(h)
		}
	}
	return 0
}

// join joins the halves unless they mean themselves. It returns where to go on, or 0.
func (p *pass) join(h halves) int {
	near := p.text[max(0, h.start-60):min(len(p.text), h.end+60)]
	for _, w := range aboutShape {
		if strings.Contains(near, w) {
			return 0
		}
	}
	whole := string(h.whole)
	if strings.HasPrefix(p.text[h.end:], whole) || strings.HasSuffix(p.text[:h.start], whole) {
		return 0 // 古月胡
	}
	if !p.sure(h) && !p.belongs(h) {
		return 0
	}
	p.halved = true
	return p.edit(Split, h.start, h.end, whole)
}

// belongs reports whether the text reads better with the halves as one character.
func (p *pass) belongs(h halves) bool {
	from, to := p.window(h.start, h.end, 6)
	before, after := p.text[from:h.start], p.text[h.end:to]
	beside := false // another split character stands beside
	if n := len(p.edits); n > 0 && p.last == h.start && p.edits[n-1].Kind == Split {
		before, beside = p.edits[n-1].Text, true
	}
	// The pairs that follow at once, as one character each.
	chain, second := "", ""
	for at, n := h.end, 0; n < 2; n++ {
		next, ok := p.pairAt(at)
		if !ok {
			break
		}
		if chain == "" {
			second = p.text[next.start:next.end]
			beside = beside || p.sure(next)
		}
		chain += string(next.whole)
		at = next.end
	}
	if before == "" && after == "" && !beside {
		return false // nothing to tell by
	}
	covered := p.covered(before, p.text[h.start:h.end], after)
	if !covered && (!h.loose || beside || p.halved) {
		return true
	}
	whole := string(h.whole)
	if (!covered || !h.loose || beside) && p.inWord(before, whole, after) {
		return true
	}
	// Two characters that make a word together, 女子白勺 for 好的, not both of halves that are words.
	return chain != "" && p.inWord(before, whole, chain) && (!covered || !p.covered(before+p.text[h.start:h.end], second, ""))
}

// covered reports whether a known word holds part of the halves between before and after, so that they mean themselves.
func (p *pass) covered(before, both, after string) bool {
	for _, tok := range p.tokens(before + both + after) {
		if tok.Span.Start < len(before)+len(both) && tok.Span.End > len(before) && covers(tok) {
			return true
		}
	}
	return false
}

// inWord reports whether a dictionary word holds whole and one of its neighbours.
func (p *pass) inWord(before, whole, after string) bool {
	at := len(before)
	for _, tok := range p.tokens(before + whole + after) {
		if tok.Span.Start <= at && at < tok.Span.End {
			return tok.Span.Len() > len(whole) && tok.Kind == segment.Word && tok.Tag != segment.NoTag
		}
	}
	return false
}

// covers reports whether the token is a known word of more than one character.
func covers(tok segment.Token) bool {
	return tok.Kind == segment.Word && tok.Tag != segment.NoTag && utf8.RuneCountInString(tok.Norm) > 1 || tok.Kind != segment.Word
}
