package rephrase

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/segment"
)

// acknowledge returns one sentence, without its full stop, about what the customer said: what happened and that anyone would feel so.
// It promises nothing and admits nothing. It is "" when the customer's words name nothing that a row of data/rephrase/event.tsv knows.
func (r *Rewriter) acknowledge(s *scratch, d *Draft) string {
	best, at := -1, -1
	for i, h := range s.chits {
		if h.Pattern >= len(r.rules.events) {
			continue
		}
		e := &r.rules.events[h.Pattern]
		if e.slot == "object" || (e.id == "event.confused") != (d.Customer.Emotion == "confused") {
			continue
		}
		if best < 0 || h.Pattern < best {
			best, at = h.Pattern, i
		}
	}
	if best < 0 {
		return ""
	}
	e := &r.rules.events[best]
	clause := e.clause
	hit := joined(s.ctoks[s.chits[at].First:s.chits[at].Last])
	switch e.slot {
	case "wait":
		dur := duration(hit)
		if dur == "" || strings.Contains(joined(s.ctoks), "终于") {
			return ""
		}
		clause = "等了" + dur + r.pending(s)
	case "count":
		if clause = counted(hit); clause == "" {
			return ""
		}
	}
	return clause + "，" + r.rules.feel[e.feel]
}

// pending returns what the customer is still waiting for, such as "，退款还没到账", or "" when they do not say so or it has come.
func (r *Rewriter) pending(s *scratch) string {
	if !strings.ContainsAny(joined(s.ctoks), "没未") {
		return ""
	}
	for _, done := range []string{"到账了", "已到账", "已经到账", "已送达", "已签收", "已经退", "已退", "已完成", "已开通", "已恢复", "修好了", "办好了", "已经到", "已发货", "已经发"} {
		if strings.Contains(s.text, done) {
			return ""
		}
	}
	best := -1
	for _, h := range s.chits {
		if h.Pattern < len(r.rules.events) && r.rules.events[h.Pattern].slot == "object" && (best < 0 || h.Pattern < best) &&
			strings.ContainsAny(joined(clauseOf(s.ctoks, h.First)), "没未") {
			best = h.Pattern
		}
	}
	if best < 0 {
		return ""
	}
	return "，" + r.rules.events[best].clause + r.rules.events[best].feel
}

// maxClause is how many tokens on either side belong to a clause.
const maxClause = 32

// clauseOf returns the tokens between the marks around token at.
func clauseOf(toks []segment.Token, at int) []segment.Token {
	first, last := at, at
	for first > 0 && at-first < maxClause && toks[first-1].Kind != segment.Punct {
		first--
	}
	for last < len(toks) && last-at < maxClause && toks[last].Kind != segment.Punct {
		last++
	}
	return toks[first:last]
}

func joined(toks []segment.Token) string {
	var b strings.Builder
	for _, t := range toks {
		b.WriteString(t.Norm)
	}
	return b.String()
}

var (
	waitUnits = []string{"工作日", "星期", "礼拜", "小时", "钟头", "分钟", "个月", "上午", "下午", "晚上", "早上", "时间", "年", "月", "周", "天", "久", "夜"}
	waitHeads = []string{"快", "整整", "将近", "差不多", "足足", "大半", "小半", "老半", "半", "好几", "好些", "好长", "好", "很", "许", "太", "这么", "那么"}
)

// duration returns the length of time in the words of a wait: 三天 of 等了都三天了; "" when there is none.
func duration(s string) string {
	start := len(s)
	for i, r := range s {
		if unicode.IsDigit(r) || isNumeral(r) || r == '几' {
			start = i
			break
		}
	}
	for _, h := range waitHeads {
		if i := strings.Index(s, h); i >= 0 && i < start {
			start = i
		}
	}
	end := 0
	for _, u := range waitUnits {
		if i := strings.Index(s[start:], u); i >= 0 && (end == 0 || i+len(u) > end) {
			end = max(end, i+len(u))
			break
		}
	}
	if d := s[start : start+end]; utf8.RuneCountInString(d) <= 8 {
		return d
	}
	return ""
}

// toldOften is said of a number that nobody counted: 八百遍.
const toldOften = "同一件事说了一遍又一遍"

// counted returns the clause for how often the customer had to try, "" when the words do not make a good one.
func counted(s string) string {
	for i, r := range s {
		if !unicode.IsDigit(r) && !isNumeral(r) && !isBig(r) {
			continue
		}
		n, big := i, false
		for n < len(s) {
			r, w := utf8.DecodeRuneInString(s[n:])
			if !unicode.IsDigit(r) && !isNumeral(r) && !isBig(r) {
				break
			}
			big = big || isBig(r)
			n += w
		}
		num := s[i:n]
		u, w := utf8.DecodeRuneInString(s[n:])
		told := strings.HasPrefix(s, "说") || strings.HasPrefix(s, "讲") || strings.HasPrefix(s, "解释") || strings.HasPrefix(s, "反映") || strings.HasPrefix(s, "反馈")
		switch {
		case num == "一" || num == "1" || w == 0 || !strings.ContainsRune("次遍趟回个", u):
			return ""
		case (big || len(num) > 2 && unicode.IsDigit(rune(num[0]))) && told:
			return toldOften
		case big || len(num) > 2 && unicode.IsDigit(rune(num[0])):
			return ""
		case strings.HasPrefix(s, "第"):
			return "这已经是第" + num + string(u) + "了"
		case strings.Contains(s, "电话") || strings.Contains(s, "客服"):
			return "前前后后打了" + num + string(u) + "电话"
		case u == '个':
			return ""
		}
		verb := strings.TrimSuffix(s[:i], "都")
		if j := strings.Index(verb, "了"); j > 0 {
			verb = verb[:j+len("了")]
		}
		return "同一件事" + verb + num + string(u)
	}
	return "同一件事来回折腾了好几趟"
}

func isBig(r rune) bool { return r == '百' || r == '千' || r == '万' || r == '亿' }

// missingEmpathy reports that a draft for an upset customer goes straight to business.
func (r *Rewriter) missingEmpathy(s *scratch, d *Draft, ack string) {
	at, comma := greetingEnd(s.toks)
	if hanCount(s.text[at:]) < 4 || (ack == "" && (d.Customer.Intensity < 2 || d.Customer.Emotion == "confused")) {
		return
	}
	span := dialogue.Span{Start: at, End: at}
	var repl []string
	if ack != "" {
		text := ack + "。"
		if comma {
			text = "，" + text
		}
		repl = []string{text}
	}
	r.report(s, "no_empathy", "no_empathy", span, "", repl, true)
}

const greetings = " 您好 你好 您好呀 你好呀 亲 亲亲 先生 女士 阿姨 大爷 叔叔 大妈 嗨 早上好 上午好 中午好 下午好 晚上好 在的 同学 哈喽 呀 呢 哦 嗯 好的 好 的 亲爱的 明白 明白了 了解 收到 "

// greetingEnd returns where the greeting of a draft ends, 0 when it has none, and whether a comma is missing there.
func greetingEnd(toks []segment.Token) (at int, comma bool) {
	greeted := false
	for i, t := range toks {
		switch {
		case t.Kind == segment.Space:
		case t.Kind == segment.Punct || t.Kind == segment.Emoji:
			if greeted {
				at, comma = t.Span.End, false
			}
		case isOneOf(t.Norm, greetings):
			greeted, at, comma = true, t.Span.End, true
		case !greeted && (isTitled(t.Norm) || isOneOf(t.Norm, " 客户 顾客 会员 尊敬 亲爱 的 ") || i+1 < len(toks) && isOneOf(toks[i+1].Norm, " 先生 女士 阿姨 同学 ") || t.Kind == segment.ChatCode):
		default:
			return at, comma
		}
	}
	return 0, false
}

// isTitled reports whether w is a name with its title, such as 王先生.
func isTitled(w string) bool {
	for _, t := range [4]string{"先生", "女士", "阿姨", "老师"} {
		if strings.HasSuffix(w, t) {
			return true
		}
	}
	return false
}

// sympathy appends the spans of the sympathy in text that [Rewriter.Rewrite] could have written.
func (r *rules) sympathy(dst []dialogue.Span, text string) []dialogue.Span {
	for _, feel := range r.feelings {
		for from := 0; ; {
			i := strings.Index(text[from:], feel)
			if i < 0 {
				break
			}
			i += from
			end := i + len(feel)
			from = end
			start := wordsFrom(text, i)
			if r.sayable(text[start:i]) {
				dst = append(dst, dialogue.Span{Start: start, End: end})
			} else if two := wordsFrom(text, max(start-len("，"), 0)); start > 0 && r.sayable(text[two:i]) {
				dst = append(dst, dialogue.Span{Start: two, End: end})
			}
		}
	}
	return dst
}

// wordsFrom returns where the run of letters and digits before text[end:] begins.
func wordsFrom(text string, end int) int {
	for end > 0 {
		r, w := utf8.DecodeLastRuneInString(text[:end])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			break
		}
		end -= w
	}
	return end
}

// sayable reports whether clause is one that acknowledge makes.
func (r *rules) sayable(clause string) bool {
	if r.clauses[clause] {
		return true
	}
	first, second, two := strings.Cut(clause, "，")
	if two {
		ok := false
		for _, o := range r.objects {
			ok = ok || second == o.clause+o.feel
		}
		if !ok {
			return false
		}
	}
	if rest, ok := strings.CutPrefix(first, "等了"); ok {
		return rest != "" && duration(rest) == rest
	}
	if rest, ok := strings.CutPrefix(first, "这已经是第"); ok {
		return !two && counted("第"+strings.TrimSuffix(rest, "了")) == first
	}
	if strings.HasPrefix(first, "前前后后打了") {
		return !two && counted(strings.TrimPrefix(first, "前前后后")) == first
	}
	return !two && strings.HasPrefix(first, "同一件事") && utf8.RuneCountInString(first) <= 12 && counted(strings.TrimPrefix(first, "同一件事")) == first
}
