package repair

import (
	"math"
	"strings"
	"unicode/utf8"

	"github.com/qingting-nlp/qingting/segment"
)

// Border is a place between two words where a clause may end.
type Border struct {
	// At is a byte offset into the raw text; a token begins there.
	At int
	// Score tells how likely it is, in (0,1); [BorderAt] and more is advice to cut. Comparable between texts; no probability.
	Score float64
}

// BorderAt is the score from which a border is worth a cut.
const BorderAt = 0.5

// What a clause seldom ends without and what it begins with, with their weights in favour of a border.
var (
	clauseEnds   = weights(map[float64]string{2.7: "吗 呢 吧 嘛 啦 呀 哈 哦 喔 噢 啊", 2.3: "了 的话 呗 喽", 2.6: "谢谢 你好 您好 喂 嗯 好的 好的好的 不好意思 对不起 对对对", 1.0: "谢谢 好 好的 对 是的 行 嗯 可以 您好 你好 喂 不好意思 麻烦 对不起 是吧 对吧 好吧 没错 知道 明白"})
	clauseStarts = weights(map[float64]string{
		3.0: "但是 可是 不过 所以 因为 而且 然后 如果 要是 结果 那么 另外 还有 就是说 虽然 只要 否则 不然 于是 反正 比如 首先 其次 最后 后来 并且 请问 谢谢 麻烦 除非 万一 哪怕 既然 为什么 凭什么 总之 其实",
		1.2: "都 还 也 到现在 一直 已经 这个 那个 怎么 应该 可以 提示 现在 没", 2.2: "能不能 可不可以 是不是 有没有 能否 什么时候", 2.0: "我 你 您 他 她 我们 你们 他们 咱们 这 那 能不能 可不可以 是不是 有没有 能否 现在 今天 昨天 明天 刚才 上次 之前 那 就是 什么时候 到底 你好 您好 嗯 呃 喂 哎 请 快 别 昨晚 上周 上个月",
		2.6: "你好 您好 喂 好的 叫",
	})
	heldBy = words("的 把 被 给 跟 和 对 在 让 叫 从 向 比 为 是 说 因为 所以 但是 可是 不过 然后 如果 要是 而且 就是 我 你 您 他 她 我们 你们 他们 这个 那个 这 那 还有 请问 一个 不 没 没有 很 太 都 也 还 就 要 想 能 会 可以 请 等 帮 替 问 到 由 用 去 来 找 问一下 以为 觉得 知道 发现 看 那么 什么 怎么 为什么 或者 以及 与 一直 已经 到底 该 应该 需要 希望 告诉 另外 除了 关于 现在 只要 其实 结果 虽然 于是 后来 首先 麻烦 再")
)

// pronouns can be objects as well as subjects.
var pronouns = words("我 你 您 他 她 它 我们 你们 他们 咱们")

func weights(groups map[float64]string) map[string]float64 {
	m := make(map[string]float64)
	for w, list := range groups {
		for word := range words(list) {
			m[word] = max(m[word], w)
		}
	}
	return m
}

// AppendBorders appends the places in the tokens of one text where a clause may end without a mark, in their order, and returns the
// extended slice. Places beside punctuation and at both ends of the text are left out: they are borders already. White space between
// words of a transcript counts in favour. Candidates with a score below 0.1 are left out.
//
// It is a sum of hand-set weights: final particles and connectives, words that begin a clause, words that a clause does not end with,
// and the length of the clause.
func AppendBorders(dst []Border, toks []segment.Token) []Border {
	since := 0 // characters since the last border
	for i, t := range toks {
		if !spoken(t) && t.Kind != segment.Space && t.Kind != segment.Latin && t.Kind != segment.Money && t.Kind != segment.Date && t.Kind != segment.Time && t.Kind != segment.Percent {
			since = 0
			continue
		}
		if i > 0 && t.Kind != segment.Space {
			spaced := toks[i-1].Kind == segment.Space
			before := i - 1
			if spaced {
				before--
			}
			if before >= 0 && toks[before].Kind != segment.Punct && toks[before].Kind != segment.Space {
				x := borderScore(toks, before, i, since, spaced)
				if s := 1 / (1 + math.Exp(-x)); s >= 0.1 {
					dst = append(dst, Border{t.Span.Start, s})
					if s >= BorderAt {
						since = 0
					}
				}
			}
		}
		if t.Kind != segment.Space {
			since += utf8.RuneCountInString(t.Norm)
		}
	}
	return dst
}

// borderScore weighs the place between the tokens a and b.
func borderScore(toks []segment.Token, a, b, since int, spaced bool) float64 {
	x := -2.0
	end, start := toks[a].Norm, toks[b].Norm
	x += clauseEnds[end]
	if w, ok := clauseStarts[start]; ok {
		x += w
	}
	if _, ends := clauseEnds[start]; ends && clauseStarts[start] == 0 {
		x -= 3 // a particle belongs to what is before it
	}
	switch {
	case end == "的" && a == 1 && toks[0].Norm == "好":
		x += 2.6 // 好的
	case end == "的" && clauseStarts[start] >= 2:
	case heldBy[end]:
		x -= 2.2
	}
	if b+2 < len(toks) && toks[b+1].Norm == "不" && toks[b+2].Norm == start || start == "有" && b+2 < len(toks) && toks[b+1].Norm == "没" {
		x += 2.2 // 能不能
	}
	if pronouns[start] && (b+1 == len(toks) || clauseEnds[toks[b+1].Norm] > 0 || toks[b+1].Norm == "的") {
		x -= 2 // an object: 发给我, 扣我的钱
	}
	if start == "你" && (end == "谢谢" || end == "麻烦") || start == "您" && (end == "谢谢" || end == "麻烦") {
		x -= 3
	}
	if start == "的" || start == "了" || start == "过" || start == "着" || start == "得" {
		x -= 3
	}
	if end == "了" && (toks[b].Kind == segment.Number || strings.HasPrefix(start, "一") || strings.HasPrefix(start, "几") || strings.HasPrefix(start, "好几") || strings.HasPrefix(start, "两") || strings.HasPrefix(start, "三") || start == "个" || start == "我" && since <= 3 || since <= 2) {
		x -= 2 // 打了三次
	}
	if spaced {
		x += 3.5
	}
	switch {
	case since <= 2 && clauseEnds[end] == 0:
		x -= 1.5
	case since >= 6:
		x += 0.6
	}
	if since >= 12 {
		x += 0.4
	}
	return x
}
