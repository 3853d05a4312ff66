package repair

import (
	"strings"
	"unicode/utf8"

	"github.com/qingting-nlp/qingting/segment"
)

// said are characters that people say or type several times on purpose: cries, answers, orders, pronouns a speaker stumbles over,
// adverbs and adjectives that grow stronger so.
const said = "哈呵嘿嘻嘎呜啊哦噢喔嗯恩呃额唉哎喂哇呀嘛吧呢吗啦哼呸切滴嘟咚啪噗汪喵咯我你您他她它这那哪俺咱就不没是对好行可能会要想来去走等停快慢急催滚很太真最更特超大小多少高低早晚远近新老坏烦气哭笑谢求请看说问听查试算了的得地着过也都还又再才只在有给和跟与或一二两三四五六七八九十零百千万亿几亲乖棒赞牛强美丑香臭甜苦酸辣冷〇○零壹贰叁买卖热爱恨怕死差傻下上左右前后幺花擦靠操草槽办叨落睡塞亏吃喝心"

// doubled are characters whose double is a word, so that a third may begin the next one.
const doubled = "天年月日人家常刚妈爸爷奶哥姐弟妹叔姑舅婆公宝星处事个户层步时刻悄渐偷默茫件条次回样种句字笔家张台爱姥娃囡仔"

// repeated looks at the run of the Han character r that begins at start and returns where to go on: behind the run.
func (p *pass) repeated(start int, r rune) int {
	n := utf8.RuneLen(r)
	one := p.text[start : start+n]
	end := start + n
	for strings.HasPrefix(p.text[end:], one) {
		end += n
	}
	if !p.r.on[Repeat] || end-start < 3*n || !isHan(r) || strings.ContainsRune(said, r) || start < p.last {
		return end
	}
	if strings.ContainsRune(doubled, r) {
		return end
	}
	if _, twice := p.word(one + one); twice && end-start == 3*n {
		return end // 天天|天气
	}
	if tok, ok := p.word(one); ok {
		switch tok.Tag {
		case segment.TagD, segment.TagE, segment.TagO, segment.TagY, segment.TagR, segment.TagM:
			return end
		}
	}
	before, b := utf8.DecodeLastRuneInString(p.text[p.last:start])
	after, a := utf8.DecodeRuneInString(p.text[end:])
	if isHan(after) {
		if tok, ok := p.word(one + p.text[end:end+a]); ok && tok.Tag != segment.TagNR {
			return p.edit(Repeat, start, end, one)
		}
		// A longer word: the first one of the rest.
		_, stop := p.window(end, end, 3)
		if toks := p.tokens(one + p.text[end:stop]); len(toks) > 0 && toks[0].Span.Len() > n && toks[0].Tag != segment.NoTag && toks[0].Tag != segment.TagNR {
			return p.edit(Repeat, start, end, one)
		}
	}
	if isHan(before) {
		if tok, ok := p.word(p.text[start-b:start] + one); ok && tok.Tag != segment.TagNR {
			return p.edit(Repeat, start, end, one)
		}
		from, _ := p.window(start, start, 3)
		toks := p.tokens(p.text[from : start+n])
		if last := toks[len(toks)-1]; last.Span.Len() > n && last.Tag != segment.NoTag && last.Tag != segment.TagNR {
			return p.edit(Repeat, start, end, one)
		}
	}
	return end
}
