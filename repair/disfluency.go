package repair

import (
	"unicode/utf8"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/segment"
)

// Hesitation is the sort of a [Disfluency]. The zero Hesitation is none.
type Hesitation uint8

// The sorts of hesitation.
const (
	// Filler is a sound or phrase that holds the floor: 嗯, 呃, 那个 before a pause, 就是说.
	Filler Hesitation = iota + 1
	// Stutter is what a speaker says again at once: the first two of 我我我, the first of 这个这个.
	Stutter
	// Restart is the phrase that a speaker drops to begin again: 不对, 我是说.
	Restart
)

// String returns "filler", "stutter" or "restart", "" for the zero value and "invalid" for others.
func (h Hesitation) String() string {
	switch h {
	case 0:
		return ""
	case Filler:
		return "filler"
	case Stutter:
		return "stutter"
	case Restart:
		return "restart"
	}
	return "invalid"
}

// Disfluency is a place that a listener does not hear as part of what is meant.
type Disfluency struct {
	Hesitation Hesitation
	// Span holds bytes of the raw text of the tokens.
	Span dialogue.Span
}

// sounds are fillers wherever they stand.
var sounds = words("嗯 呃 额 唔 嗯嗯 呃呃 嗯呢 嗯哼 诶 欸 呣 唉呀 嗯嗯嗯")

// phrases are fillers where they stand between other words without being part of them.
var phrases = words("就是说 怎么说呢 怎么说 这个就是 就是那个 然后那个 那什么 这什么 我跟你说 就是这个 就是就是")

// stuttered are words that a speaker repeats only when stumbling. 谢谢, 看看, 好好, 人人 and orders (快快快) are none.
var stuttered = words("我 你 您 他 她 它 我们 你们 他们 这 那 这个 那个 就 就是 然后 因为 所以 但是 如果 要是 可是 在 把 被 给 跟 和 还 也 都 已经 昨天 今天 怎么 为什么 什么 能 想 要 不 没 没有 有 一个 我的 你的 那 该")

// restarts are words with which a speaker takes back what was just said, between other words.
var restarts = words("不对 我是说 说错了 应该说 哦不")

// held reports whether 不对 belongs to the word before it: 金额不对.
func held(w string) bool { return !timeWords[w] }

var timeWords = words("昨天 今天 前天 明天 上午 下午 早上 晚上 上周 上个月 一个 两个 三个 周一 周二 周三 周四 周五 周六 周日 一号 二号 三号 那个 这个 他 她 我 你")

// AppendDisfluencies appends the hesitations in the tokens of one text to dst, in their order, and returns the extended slice. They are
// marked and nothing is removed. 那个 and 这个 count as fillers beside another filler, a pause, or the end, not before a noun.
func AppendDisfluencies(dst []Disfluency, toks []segment.Token) []Disfluency {
	for i := 0; i < len(toks); {
		if !spoken(toks[i]) {
			i++
			continue
		}
		w := toks[i].Norm
		if n := stutter(toks, i); n > 0 {
			dst = append(dst, Disfluency{Stutter, dialogue.Span{Start: toks[i].Span.Start, End: toks[i+n-1].Span.End}})
			i += n
			continue
		}
		if n := phraseLen(toks, i, phrases); n > 0 {
			dst = append(dst, Disfluency{Filler, dialogue.Span{Start: toks[i].Span.Start, End: toks[i+n-1].Span.End}})
			i += n
			continue
		}
		if n := phraseLen(toks, i, restarts); n > 0 && word(toks, i-1) != "" && word(toks, i+n) != "" && !held(toks[i-1].Norm) {
			dst = append(dst, Disfluency{Restart, dialogue.Span{Start: toks[i].Span.Start, End: toks[i+n-1].Span.End}})
			i += n
			continue
		}
		switch {
		case sounds[w], onlyRunes(w, "嗯呃额唔") && len(w) > 0:
			dst = append(dst, Disfluency{Filler, toks[i].Span})
		case (w == "那个" || w == "这个") && hesitates(toks, i):
			dst = append(dst, Disfluency{Filler, toks[i].Span})
		}
		i++
	}
	return dst
}

func spoken(t segment.Token) bool {
	return t.Kind == segment.Word || t.Kind == segment.Other || t.Kind == segment.Number
}

func onlyRunes(s, set string) bool {
	for _, r := range s {
		found := false
		for _, c := range set {
			found = found || c == r
		}
		if !found {
			return false
		}
	}
	return true
}

// word returns the normalised form of token i, or "" where there is none or no word.
func word(toks []segment.Token, i int) string {
	if i < 0 || i >= len(toks) || !spoken(toks[i]) {
		return ""
	}
	return toks[i].Norm
}

// stutter returns how many tokens from i on are said again behind them.
func stutter(toks []segment.Token, i int) int {
	w := toks[i].Norm
	if !stuttered[w] {
		// Three of one pronoun may be one token.
		if r, n := utf8.DecodeRuneInString(w); stuttered[w[:n]] && len(w) >= 3*n && onlyRunes(w, string(r)) {
			return 1
		}
		return 0
	}
	n := 0
	for word(toks, i+n+1) == w {
		n++
	}
	if n == 0 {
		for word(toks, i+n+1) == "的" && word(toks, i+n+2) == w && word(toks, i+n+3) == "的" {
			n += 2 // 我的我的
		}
		return n
	}
	switch w {
	case "不", "没", "是", "有", "要", "能", "想", "都", "在", "还", "没有", "该", "也", "已经":
		if n == 1 || word(toks, i+n+1) == "" {
			return 0 // 有有, 不不不: an answer
		}
	}
	return n
}

// phraseLen returns how many tokens from i on make one of the phrases, or 0.
func phraseLen(toks []segment.Token, i int, set map[string]bool) int {
	var b [48]byte
	s := b[:0]
	best := 0
	for n := 0; n < 4 && word(toks, i+n) != ""; n++ {
		if len(s)+len(toks[i+n].Norm) > len(b) {
			break
		}
		s = append(s, toks[i+n].Norm...)
		if set[string(s)] {
			best = n + 1
		}
	}
	return best
}

// hesitates reports whether 那个 at i is a filler: a pause, a pronoun, another filler or the end stands behind it.
func hesitates(toks []segment.Token, i int) bool {
	next := word(toks, i+1)
	if next == "" {
		if i+1 >= len(toks) {
			return i > 0 && sounds[word(toks, i-1)]
		}
		return i == 0 || sounds[word(toks, i-1)] || word(toks, i-1) == "" || word(toks, i-1) == "我"
	}
	if sounds[next] || i > 0 && sounds[word(toks, i-1)] {
		return true
	}
	switch next {
	case "我", "你", "您", "我们", "你们", "就是", "请问", "我想", "我要", "什么", "然后", "您好", "你好":
		return true
	}
	return false
}
