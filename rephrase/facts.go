package rephrase

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/segment"
)

// fact is one thing in a text that other words must not change. Two facts are the same when they differ only in span.
type fact struct {
	class    Class
	unit     string // canonical, "" for bare numbers
	from, to int64  // value in ten-thousandths; of a range both ends, else equal
	lit      string // of codes, words for days, and protected text
	span     dialogue.Span
}

func (f *fact) same(g *fact) bool {
	return f.class == g.class && f.unit == g.unit && f.from == g.from && f.to == g.to && f.lit == g.lit
}

// cell is one character of the normalised text with the token it came from.
type cell struct {
	r   rune
	tok int32
}

const (
	scale     = 10000
	maxDigits = 12 // of a number before its point; more are a code
)

// unit is a word that follows a number.
type unit struct {
	word, name string
	class      Class
	han        bool // also after a lone 一 in Chinese figures, which is otherwise too often no number (一个, 一点, 一块)
}

// units are tried in this order: longer words before those they begin with.
var units = []unit{
	{"个工作日", "工作日", Duration, true}, {"工作日", "工作日", Duration, true}, {"个自然日", "自然日", Duration, true}, {"自然日", "自然日", Duration, true},
	{"个小时", "小时", Duration, true}, {"小时", "小时", Duration, true}, {"个钟头", "小时", Duration, true}, {"钟头", "小时", Duration, true},
	{"分钟", "分钟", Duration, true}, {"秒钟", "秒", Duration, true}, {"秒", "秒", Duration, true}, {"天", "天", Duration, true},
	{"个星期", "周", Duration, true}, {"星期", "周", Duration, true}, {"个礼拜", "周", Duration, true}, {"礼拜", "周", Duration, true}, {"周", "周", Duration, true},
	{"个月", "个月", Duration, true}, {"年", "年", Duration, true},
	{"万元", "万元", Amount, true}, {"元钱", "元", Amount, true}, {"元", "元", Amount, true}, {"块钱", "元", Amount, true}, {"块", "元", Amount, false},
	{"角", "角", Amount, false}, {"毛", "角", Amount, false},
	{"折", "折", Rate, true}, {"倍", "倍", Rate, true}, {"成", "成", Rate, false}, {"%", "%", Rate, true}, {"个百分点", "百分点", Rate, true}, {"个基点", "基点", Rate, true}, {"基点", "基点", Rate, true},
	{"mbps", "兆", Count, true}, {"mb", "m", Count, true}, {"gb", "g", Count, true}, {"g", "g", Count, true}, {"m", "m", Count, true}, {"兆", "兆", Count, true},
	{"公里", "公里", Count, true}, {"公斤", "公斤", Count, true}, {"kg", "公斤", Count, true}, {"千克", "公斤", Count, true}, {"斤", "斤", Count, false}, {"米", "米", Count, false}, {"课时", "课时", Count, true}, {"节课", "课时", Count, true},
	{"次", "次", Count, true}, {"遍", "次", Count, true}, {"期", "期", Count, true}, {"位数", "位", Count, false}, {"位", "位", Count, false}, {"笔", "笔", Count, false}, {"张", "张", Count, false},
	{"份", "份", Count, false}, {"件", "件", Count, false}, {"单", "单", Count, false}, {"个", "个", Count, false}, {"条", "条", Count, false}, {"台", "台", Count, false},
	{"户", "户", Count, false}, {"部", "部", Count, false}, {"人", "人", Count, false}, {"岁", "岁", Count, false}, {"级", "级", Count, false}, {"层", "层", Count, false},
}

// days are words for a day or a part of the year, with one spelling for all that mean the same.
var days = []struct{ word, same string }{
	{"大后天", "大后天"}, {"后天", "后天"}, {"明天", "明天"}, {"明日", "明天"}, {"今天", "今天"}, {"今日", "今天"}, {"当天", "当天"}, {"当日", "当天"}, {"次日", "第二天"}, {"第二天", "第二天"},
	{"昨天", "昨天"}, {"昨日", "昨天"}, {"大前天", "大前天"}, {"前天", "前天"}, {"本周", "本周"}, {"这周", "本周"}, {"下周", "下周"}, {"上周", "上周"}, {"本月", "本月"}, {"这个月", "本月"},
	{"下个月", "下月"}, {"次月", "下月"}, {"下月", "下月"}, {"上个月", "上月"}, {"上月", "上月"}, {"今晚", "今晚"}, {"明早", "明早"}, {"月底", "月底"}, {"月末", "月底"}, {"月初", "月初"},
	{"年底", "年底"}, {"年初", "年初"}, {"今年", "今年"}, {"明年", "明年"}, {"去年", "去年"}, {"周末", "周末"}, {"节假日", "节假日"}, {"双休日", "周末"}, {"春节", "春节"}, {"国庆", "国庆"},
	{"每天", "每天"}, {"每日", "每天"}, {"每周", "每周"}, {"每星期", "每周"}, {"每月", "每月"}, {"每个月", "每月"}, {"每年", "每年"}, {"每小时", "每小时"},
}

// noNumbers are words in which a numeral counts nothing.
var noNumbers = []string{
	"一定", "一样", "一下", "一点", "一起", "一直", "一些", "一般", "一旦", "一律", "一切", "一共", "一会", "一边", "万一", "千万", "十分", "统一", "唯一", "第一时间", "三包", "一经", "一并", "另一",
	"一步", "四五", "两下", "一部分", "一对一", "一次性", "一站式", "三方", "百分百", "一路", "半天", "一块儿", "一年到头",
}

// half of the day before a clock time: hours to add to those under 12.
var halves = []struct {
	word string
	add  int64
}{{"上午", 0}, {"早上", 0}, {"凌晨", 0}, {"今早", 0}, {"下午", 12}, {"晚上", 12}, {"傍晚", 12}, {"今晚", 12}, {"晚", 12}, {"中午", -1}}

// factScanner reads facts. It is working memory: scan, then release.
type factScanner struct {
	toks  []segment.Token
	cells []cell
	dst   []fact
}

// append appends the facts in toks to dst, in their order.
func (s *factScanner) append(dst []fact, toks []segment.Token) []fact {
	s.toks, s.cells, s.dst = toks, s.cells[:0], dst
	for i := range toks {
		t := &toks[i]
		switch t.Kind {
		case segment.ChatCode, segment.URL, segment.Email:
			s.dst = append(s.dst, fact{class: Protected, lit: t.Norm, span: t.Span})
			s.cells = append(s.cells, cell{0, int32(i)})
		default:
			for _, r := range t.Norm {
				s.cells = append(s.cells, cell{r, int32(i)})
			}
		}
	}
	for i := 0; i < len(s.cells); {
		i = s.next(i)
	}
	dst, s.toks, s.dst = s.dst, nil, nil
	return dst
}

// release drops memory that a very long text has made large.
func (s *factScanner) release() {
	if cap(s.cells) > 4*keepTokens {
		s.cells = nil
	}
}

func (s *factScanner) at(i int) rune {
	if i < 0 || i >= len(s.cells) {
		return 0
	}
	return s.cells[i].r
}

// has returns the number of characters of w when it stands at i, else 0.
func (s *factScanner) has(i int, w string) int {
	n := 0
	for _, r := range w {
		if s.at(i+n) != r {
			return 0
		}
		n++
	}
	return n
}

func (s *factScanner) emit(f fact, i, end int) int {
	f.span = dialogue.Span{Start: s.toks[s.cells[i].tok].Span.Start, End: s.toks[s.cells[end-1].tok].Span.End}
	s.dst = append(s.dst, f)
	return end
}

func (s *factScanner) text(i, end int) string {
	var b strings.Builder
	for ; i < end; i++ {
		if r := s.at(i); !unicode.IsSpace(r) && r != '-' {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// next reads what begins at i and returns where to go on.
func (s *factScanner) next(i int) int {
	r := s.at(i)
	if r < utf8.RuneSelf {
		if isDigit(r) || isLetter(r) {
			return s.ascii(i)
		}
		if r == '%' || r == 0 {
			return i + 1
		}
		return i + 1
	}
	switch r {
	case '周', '星', '礼':
		if n := max(s.has(i, "周"), s.has(i, "星期"), s.has(i, "礼拜")); n > 0 && !isNumeral(s.at(i-1)) && s.at(i-1) != '个' {
			if d := strings.IndexRune("一二三四五六日天", s.at(i+n)); d >= 0 && s.at(i+n) != 0 && s.at(i+n+1) != '次' {
				day := int64(min(d/3, 6)+1) * scale
				return s.emit(fact{class: Date, unit: "星期", from: day, to: day}, i, i+n+1)
			}
		}
	case '百', '千', '万':
		if n := s.has(i, "百分之"); n > 0 {
			if v, end, ok := s.number(i + n); ok {
				return s.emit(fact{class: Rate, unit: "%", from: v, to: v}, i, end)
			}
		}
		for _, w := range [2]string{"千分之", "万分之"} {
			if n := s.has(i, w); n > 0 {
				if v, end, ok := s.number(i + n); ok {
					return s.emit(fact{class: Rate, unit: w, from: v, to: v}, i, end)
				}
			}
		}
	case '第':
		if v, end, ok := s.number(i + 1); ok && s.has(i, "第一时间") == 0 && s.has(i, "第二天") == 0 {
			return s.emit(fact{class: Count, unit: "第", from: v, to: v}, i, end)
		}
	case '今', '明', '昨', '后', '前', '大', '当', '次', '本', '这', '下', '上', '月', '年', '去', '节', '双', '春', '国', '每':
		for _, d := range days {
			if n := s.has(i, d.word); n > 0 {
				return s.emit(fact{class: Date, lit: d.same}, i, i+n)
			}
		}
	}
	switch r {
	case '上', '下', '早', '晚', '凌', '傍', '中':
		for _, h := range halves {
			if n := s.has(i, h.word); n > 0 {
				if v, end, ok := s.number(i + n); ok {
					if end2, clock, ok := s.clock(end, v, h.add, true); ok {
						return s.emit(clock, i, end2)
					}
				}
				if n > 1 {
					return s.emit(fact{class: Clock, lit: h.word}, i, i+n)
				}
			}
		}
	case '¥', '￥':
		if v, end, ok := s.number(i + 1); ok {
			return s.emit(fact{class: Amount, unit: "元", from: v, to: v}, i, end)
		}
	}
	if isNumeral(r) {
		for _, w := range noNumbers {
			if n := s.has(i, w); n > 0 {
				return i + n
			}
		}
		return s.quantity(i)
	}
	return i + 1
}

// ascii reads a code (T+3, 400-000-0000, TS251106-0519), a calendar date, a clock time, or a quantity.
func (s *factScanner) ascii(i int) int {
	end, digits, letters, other := i, 0, 0, 0
	for ; end < len(s.cells); end++ {
		r := s.at(end)
		switch {
		case isDigit(r):
			digits++
		case isLetter(r):
			letters++
		case (r == '-' || r == '+' || r == '*' || r == '_' || r == '/' || r == '#' || r == ':') && (end > i) && (isDigit(s.at(end+1)) || isLetter(s.at(end+1)) || s.at(end+1) == '*'):
			other++
		default:
			goto done
		}
	}
done:
	if digits == 0 {
		return end
	}
	if letters > 0 && isLetter(s.at(i)) || letters > 0 && !s.unitLetters(i, end) {
		return s.emit(fact{class: Code, lit: s.text(i, end)}, i, end)
	}
	if y, m, d, ok := s.ymd(i, end); ok {
		return s.emit(fact{class: Date, unit: "年月日", from: y*10000 + m*100 + d}, i, end)
	}
	if digits >= 7 && (s.at(end) != '.' || digits > maxDigits) || other > 0 && digits >= 7 || s.hasStar(i, end) {
		return s.emit(fact{class: Code, lit: s.text(i, end)}, i, end)
	}
	return s.quantity(i)
}

func (s *factScanner) hasStar(i, end int) bool {
	for ; i < end; i++ {
		if r := s.at(i); r == '*' || r == '+' || r == '_' || r == '#' {
			return true
		}
	}
	return false
}

// unitLetters reports whether the letters of the run are one unit behind its digits.
func (s *factScanner) unitLetters(i, end int) bool {
	j := i
	for j < end && !isLetter(s.at(j)) {
		j++
	}
	for _, u := range [...]string{"g", "m", "gb", "mb", "mbps", "kg", "k", "w"} {
		if len(u) == end-j && s.has(j, u) > 0 {
			return true
		}
	}
	return false
}

func (s *factScanner) ymd(i, end int) (y, m, d int64, ok bool) {
	var part [3]int64
	n, width := 0, 0
	for j := i; j <= end; j++ {
		r := s.at(j)
		if j < end && isDigit(r) {
			if width++; width > 4 {
				return
			}
			part[n] = part[n]*10 + int64(r-'0')
			continue
		}
		if width == 0 || n == 0 && width != 4 || j < end && r != '-' && r != '/' {
			return
		}
		if n, width = n+1, 0; n == 3 {
			ok = j == end && part[1] >= 1 && part[1] <= 12 && part[2] >= 1 && part[2] <= 31
			return part[0], part[1], part[2], ok
		}
	}
	return
}

// quantity reads a number or a range with its unit.
func (s *factScanner) quantity(i int) int {
	v, end, ok := s.number(i)
	if !ok {
		return i + 1
	}
	arabic := isDigit(s.at(i))
	to := v
	if j := end; s.at(j) == '-' || s.at(j) == '~' || s.at(j) == '到' || s.at(j) == '至' || s.at(j) == '—' {
		if w, e, ok := s.number(j + 1); ok && w > v {
			to, end = w, e
		}
	}
	if s.at(end) == ':' && arabic {
		if e, c, ok := s.clock(end, v, 0, false); ok {
			return s.emit(c, i, e)
		}
	}
	u := end
	for s.at(u) == ' ' || s.at(u) == '多' || s.at(u) == '来' {
		u++
	}
	if s.at(u) == '年' && v >= 1900*scale && v < 2200*scale {
		return s.emit(fact{class: Date, unit: "年", from: v, to: v}, i, u+1)
	}
	if s.at(u) == '月' && v >= scale && v <= 12*scale {
		return s.emit(fact{class: Date, unit: "月", from: v, to: v}, i, u+1)
	}
	if (s.at(u) == '日' || s.at(u) == '号') && v >= scale && v <= 31*scale {
		return s.emit(fact{class: Date, unit: "日", from: v, to: to}, i, u+1)
	}
	if e, c, ok := s.clock(u, v, 0, false); ok && (arabic || v != scale) {
		return s.emit(c, i, e)
	}
	for _, x := range units {
		n := s.has(u, x.word)
		if n == 0 || (!arabic && !x.han && v == scale) {
			continue
		}
		if x.name == "万元" {
			v, to, x.name = v*10000, to*10000, "元"
		}
		u += n
		if x.class == Amount && x.name == "元" {
			// 八块五, 三块两毛
			if d, e, ok := s.number(u); ok && d < 10*scale && e == u+1 {
				after := s.at(e)
				if x.word == "块" && (after == '角' || after == '毛') {
					e++
				}
				if x.word == "块" {
					v += d / 10
					to, u = v, e
				}
			}
		}
		if x.name == "角" {
			v, to, x.name = v/10, to/10, "元"
		}
		return s.emit(fact{class: x.class, unit: x.name, from: v, to: to}, i, u)
	}
	if !arabic && (end-i < 2 || v < 10*scale) {
		return end // 三 without a unit is too often part of a name
	}
	return s.emit(fact{class: Count, from: v, to: to}, i, end)
}

// clock reads what follows an hour: 点, 点半, 点20分, :30, 时.
func (s *factScanner) clock(i int, hour, add int64, sure bool) (end int, f fact, ok bool) {
	if hour%scale != 0 || hour > 24*scale {
		return
	}
	h, m := hour/scale, int64(0)
	switch {
	case s.at(i) == ':' && isDigit(s.at(i+1)) && isDigit(s.at(i+2)):
		m = int64(s.at(i+1)-'0')*10 + int64(s.at(i+2)-'0')
		end = i + 3
		if s.at(end) == ':' && isDigit(s.at(end+1)) && isDigit(s.at(end+2)) {
			end += 3
		}
	case s.at(i) == '点' && s.at(i+1) == '半':
		m, end = 30, i+2
	case s.at(i) == '点':
		end = i + 1
		if s.at(end) == '钟' || s.at(end) == '整' {
			end++
		}
		if v, e, ok := s.number(i + 1); ok && v < 60*scale && v%scale == 0 && (s.at(e) == '分' || e-i-1 == 2) {
			if m, end = v/scale, e; s.at(e) == '分' && s.at(e+1) != '钟' {
				end++
			}
		}
	case s.at(i) == '时' && s.at(i+1) != '间' && s.at(i+1) != '候' && s.at(i+1) != '效' && s.at(i+1) != '长':
		end = i + 1
	default:
		return
	}
	switch {
	case add == 12 && h < 12:
		h += 12
	case add == -1 && h < 4:
		h += 12
	}
	v := h*100 + m
	return end, fact{class: Clock, unit: "点", from: v, to: v}, true
}

// number reads a number at i: 2万, 1,200.50, 百分之 is not part of it, 三点三, 一千二百, 半.
func (s *factScanner) number(i int) (v int64, end int, ok bool) {
	if isDigit(s.at(i)) {
		return s.arabic(i)
	}
	return s.chinese(i)
}

func (s *factScanner) arabic(i int) (v int64, end int, ok bool) {
	n := 0
	for end = i; ; end++ {
		r := s.at(end)
		if isDigit(r) {
			if n++; n > maxDigits {
				return v, end, true
			}
			v = v*10 + int64(r-'0')
			continue
		}
		if r == ',' && isDigit(s.at(end+1)) && isDigit(s.at(end+2)) && isDigit(s.at(end+3)) && !isDigit(s.at(end+4)) {
			continue
		}
		break
	}
	v *= scale
	if s.at(end) == '.' && isDigit(s.at(end+1)) {
		for unit := int64(scale / 10); isDigit(s.at(end + 1)); unit /= 10 {
			v += int64(s.at(end+1)-'0') * unit
			end++
		}
		end++
	}
	for {
		m := magnitude(s.at(end))
		if m == 0 || v > 1<<40 {
			return v, end, true
		}
		if s.at(end) == 'k' || s.at(end) == 'w' {
			if isLetter(s.at(end + 1)) {
				return v, end, true
			}
		}
		v *= m
		end++
	}
}

func magnitude(r rune) int64 {
	switch r {
	case '百':
		return 100
	case '千', 'k':
		return 1000
	case '万', 'w':
		return 10000
	case '亿':
		return 100000000
	}
	return 0
}

func (s *factScanner) chinese(i int) (v int64, end int, ok bool) {
	var total, section, digit, unit int64
	had := false
	for end = i; ; end++ {
		r := s.at(end)
		if d := digitOf(r); d >= 0 {
			if had && digit >= 0 && unit == 0 && r != '零' {
				section = section*10 + digit // 二零二四, 八五
				digit = d
			} else {
				digit = d
			}
			had, ok = true, true
			if r == '零' {
				unit = 0
			}
			continue
		}
		m := int64(0)
		switch r {
		case '十':
			m = 10
		case '百':
			m = 100
		case '千':
			m = 1000
		case '万', '亿':
			if !had && section == 0 && total == 0 {
				return 0, i, false
			}
			big := magnitude(r)
			total = (total + section + max(digit, 0)) * big
			section, digit, had, unit = 0, -1, false, big
			continue
		default:
			goto done
		}
		if !had {
			if m != 10 {
				return 0, i, false
			}
			digit = 1
		}
		section += digit * m
		digit, had, unit, ok = -1, false, m, true
	}
done:
	if s.at(end) == '半' && end == i {
		return scale / 2, i + 1, true
	}
	if !ok {
		return 0, i, false
	}
	if had {
		if unit >= 100 && s.at(end-2) != '零' {
			section += digit * unit / 10 // 两万五, 一百二
		} else if unit == 0 && section > 0 {
			section = section*10 + digit
		} else {
			section += digit
		}
	}
	v = (total + section) * scale
	if s.at(end) == '点' && digitOf(s.at(end+1)) >= 0 && (digitOf(s.at(end+2)) >= 0 || !isClockTail(s.at(end+2))) {
		e := end + 1
		for u := int64(scale / 10); digitOf(s.at(e)) >= 0; u /= 10 {
			v += digitOf(s.at(e)) * u
			e++
		}
		end = e
		if m := magnitude(s.at(end)); m > 100 {
			v *= m
			end++
		}
	}
	return v, end, true
}

func isClockTail(r rune) bool { return r == '分' || r == '十' || r == '刻' }

func digitOf(r rune) int64 {
	switch r {
	case '零', '〇':
		return 0
	case '一':
		return 1
	case '二', '两':
		return 2
	case '三':
		return 3
	case '四':
		return 4
	case '五':
		return 5
	case '六':
		return 6
	case '七':
		return 7
	case '八':
		return 8
	case '九':
		return 9
	}
	return -1
}

func isDigit(r rune) bool   { return '0' <= r && r <= '9' }
func isLetter(r rune) bool  { return 'a' <= r && r <= 'z' }
func isNumeral(r rune) bool { return digitOf(r) >= 0 || r == '十' || r == '半' }
