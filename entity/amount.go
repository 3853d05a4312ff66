package entity

import (
	"strings"
	"unicode/utf8"

	"github.com/qingting-nlp/qingting/internal/numeral"
)

// A unitWord is what may stand behind a number.
type unitWord struct {
	word string
	unit string
}

var moneyUnits = []unitWord{
	{"元钱", "CNY"}, {"元", "CNY"}, {"块钱", "CNY"}, {"块", "CNY"}, {"圆", "CNY"}, {"美元", "USD"}, {"美金", "USD"}, {"刀", "USD"}, {"港币", "HKD"}, {"港元", "HKD"}, {"欧元", "EUR"},
	{"日元", "JPY"}, {"英镑", "GBP"}, {"人民币", "CNY"}, {"rmb", "CNY"}, {"大洋", "CNY"},
}

var timeUnits = []unitWord{
	{"个工作日", "workday"}, {"工作日", "workday"}, {"个小时", "hour"}, {"小时", "hour"}, {"个钟头", "hour"}, {"钟头", "hour"}, {"个钟", "hour"}, {"个星期", "week"}, {"星期", "week"},
	{"个礼拜", "week"}, {"礼拜", "week"}, {"周", "week"}, {"个月", "month"}, {"个季度", "quarter"}, {"季度", "quarter"}, {"分钟", "minute"}, {"秒钟", "second"}, {"秒", "second"},
	{"天", "day"}, {"日", "day"}, {"年", "year"}, {"个年头", "year"}, {"个自然日", "day"}, {"自然日", "day"}, {"个交易日", "workday"}, {"h", "hour"}, {"min", "minute"},
}

var countUnits = []string{
	"公斤", "千克", "毫升", "厘米", "公里", "平方", "平米", "兆", "张", "件", "台", "部", "条", "次", "回", "遍", "趟", "笔", "份", "盒", "箱", "袋", "瓶", "包", "本", "双", "套", "只", "支", "把", "颗",
	"单", "户", "位", "名", "人", "个", "斤", "克", "吨", "米", "度", "级", "期", "页", "辆", "间", "层", "栋", "家", "种", "样", "项", "块", "片", "枚", "根", "桶", "罐", "组", "届", "门", "节", "班", "声", "顿", "口", "分", "倍",
	"字", "封", "通", "排", "gb", "mb", "g", "m", "kg", "ml", "cm", "mm", "km", "t", "k", "兆",
}

func (s *scan) unit(j int, units []unitWord) (unit string, n int) {
	if j >= len(s.r) || !unitHeads[s.r[j]] {
		return "", 0
	}
	var room [utf8.UTFMax]byte
	head := room[:utf8.EncodeRune(room[:], s.r[j])]
	for _, u := range units {
		if strings.HasPrefix(u.word, string(head)) && s.is(j, u.word) && utf8.RuneCountInString(u.word) > n {
			unit, n = u.unit, utf8.RuneCountInString(u.word)
		}
	}
	return unit, n
}

// unitHeads holds the first characters of all units.
var unitHeads = func() map[rune]bool {
	m := map[rune]bool{}
	for _, us := range [][]unitWord{moneyUnits, timeUnits} {
		for _, u := range us {
			r, _ := utf8.DecodeRuneInString(u.word)
			m[r] = true
		}
	}
	for _, u := range countUnits {
		r, _ := utf8.DecodeRuneInString(u)
		m[r] = true
	}
	for _, r := range "毛角%‰厘半多点来几万月" {
		m[r] = true
	}
	return m
}()

// amount reads the amount, rate, duration or count that begins at i.
func (s *scan) amount(i int) {
	c := s.r[i]
	if c == '半' {
		s.half(i)
		return
	}
	b := i
	currency := ""
	switch c {
	case '¥', '$', '€', '£':
		currency = map[rune]string{'¥': "CNY", '$': "USD", '€': "EUR", '£': "GBP"}[c]
		if c == '$' && s.before(i, "hk") {
			currency, b = "HKD", i-2
		}
		if i = s.skip(i + 1); s.bitsAt(i)&isDigit == 0 {
			return
		}
	case '百', '千', '万', '十':
		if s.is(i+1, "分之") {
			s.perMille(i, c)
			return
		}
		if c == '万' || c == '千' {
			s.perWan(i)
			return
		}
		if c != '十' {
			return
		}
	case '日', '月', '年':
		return
	}
	prev := s.at(i - 1)
	if prev == '第' || alnum(prev) && s.bitsAt(i)&isDigit != 0 || prev == '.' && alnum(s.at(i-2)) || prev == '*' || prev == ':' && s.bitsAt(i-2)&isDigit != 0 {
		return
	}
	n, k := numeral.Read(s.r[i:min(i+64, len(s.r))])
	if k == 0 {
		return
	}
	j := i + k
	single := k == 1 && c == '一'
	if n.Digits > 1 && c > 0x3000 && n.Digits != k {
		return
	}
	lo, hi, approx := n.Min, n.Max, n.Approx
	percent := false
	if s.at(j) == '%' && (s.at(j+1) == '-' || s.at(j+1) == '~' || s.at(j+1) == '到' || s.at(j+1) == '至') {
		percent = true
		j++
	}
	ranged := false
	if c := s.at(j); c == '-' || c == '~' || c == '到' || c == '至' || c == '—' || c == '–' || c == '～' {
		e := j + 1
		if s.at(e) == c && c != '到' {
			e++
		}
		if e < len(s.r) {
			if m, l := numeral.Read(s.r[e:min(e+64, len(s.r))]); l > 0 && m.Max > lo {
				at := e + l
				if u := s.at(s.skip(at)); u != 0 && unitHeads[u] || percent {
					ranged = true
					hi, approx = m.Max, approx || m.Approx
					if m.Step >= 1e4*numeral.One && hi/lo1(lo) >= 1e3 && n.Step < 100*numeral.One { // 1-2万
						lo *= m.Step / numeral.One
					}
					j, n, single = at, m, false
				}
			}
		}
	}
	if percent && !ranged {
		j--
	}
	if s.at(i-1) == '-' && s.bitsAt(i-2)&isDigit != 0 || (s.at(i-1) == '到' || s.at(i-1) == '至' || s.at(i-1) == '~') && s.bitsAt(i-2)&(isDigit|isNumeral) != 0 && s.at(i-2) != '月' && s.at(i-2) != '日' && s.at(i-2) != '年' {
		return // the end of a range
	}
	u := s.skip(j)
	approx = approx || s.about(b)
	if approx {
		single = single && s.about(b)
	}
	switch s.at(u) {
	case '%':
		if s.at(u+1) == '%' {
			return
		}
		s.propose(Percent, b, u+1, rankRate, 0.95, "rate.percent", number(lo/100, hi/100, approx, ""))
		return
	case '‰':
		s.propose(Percent, b, u+1, rankRate, 0.95, "rate.permille", number(lo/1000, hi/1000, approx, ""))
		return
	case '厘':
		if s.at(u+1) != '米' && lo < 100*numeral.One {
			s.propose(Percent, b, u+1, rankRate, 0.8, "rate.li", number(lo/1000, hi/1000, approx, ""))
		}
		return
	case '分':
		if s.at(u+1) == '利' {
			s.propose(Percent, b, u+2, rankRate, 0.8, "rate.fen", number(lo/100, hi/100, approx, ""))
			return
		}
	}
	if s.money(b, i, j, u, n, lo, hi, approx, currency, single, ranged) {
		return
	}
	if s.at(u) == '分' && s.at(u+1) == '之' {
		return
	}
	if s.duration(i, j, u, lo, hi, approx, n, single) {
		return
	}
	s.count(i, j, u, lo, hi, approx, n, single)
}

func lo1(v int64) int64 { return max(v, 1) }

// about reports whether a word for "about" stands before i.
func (s *scan) about(i int) bool {
	if c := s.at(i - 1); (c == '要' || c == '有' || c == '是' || c == '花' || c == '扣') && s.at(i-2) != '约' {
		i--
	}
	switch s.at(i - 1) {
	case '约':
		return s.at(i-2) == '大' || !s.inner(i-2)
	case '概':
		return s.at(i-2) == '大'
	case '多':
		return s.at(i-2) == '不' && s.at(i-3) == '差'
	case '近':
		return s.at(i-2) == '将' || s.at(i-2) == '接' || s.at(i-2) != '最' && s.at(i-2) != '附'
	case '莫':
		return s.at(i-2) == '约'
	}
	return false
}

// around reports whether a word for "about" stands behind an amount.
func (s *scan) around(j int) bool {
	return s.is(j, "左右") || s.is(j, "上下") && s.at(j+2) != '班'
}

// inner reports whether a Han character stands at i.
func (s *scan) inner(i int) bool { return s.at(i) >= 0x4E00 && s.at(i) <= 0x9FFF }

var goods = []string{"电池", "屏", "表", "手表", "布", "蛋糕", "硬盘", "肉", "巧克力", "香皂", "肥皂", "毛巾", "地", "板", "石头", "玻璃", "砖", "糖", "瓷砖", "面膜", "显卡", "主板", "地垫", "月饼", "区域"}

// money reads an amount of money. u is the place behind number and space.
func (s *scan) money(b, i, j, u int, n numeral.Number, lo, hi int64, approx bool, currency string, single, ranged bool) bool {
	if currency == "" {
		for _, w := range []string{"rmb ", "rmb", "人民币"} {
			if s.before(b, w) {
				b, currency = b-utf8.RuneCountInString(w), "CNY"
				break
			}
		}
	}
	unit, l := "", 0
	if u < len(s.r) && unitHeads[s.r[u]] {
		unit, l = s.unit(u, moneyUnits)
	}
	e := u + l
	source, strength := "money.unit", float32(0.95)
	switch {
	case l > 0 && (s.is(u, "元旦") || s.is(u, "元宵") || s.is(u, "元素") || s.is(u, "圆满") || s.is(u, "元年")):
		return false
	case l > 0 && s.at(u) == '块':
		if w, _ := s.any(e, goods); l == 1 && w != "" {
			s.countAs(i, e, lo, hi, approx, "块")
			return true
		}
		if l == 1 && single && s.is(e, "去") || single && l == 1 && (s.inner(e) && !s.amountFollows(e)) && s.at(e) != '钱' && s.at(e) != '都' && s.at(e) != '的' && s.at(e) != '多' {
			return false // 一块去, 一块买的
		}
		if unit == "CNY" && l == 1 { // 块8, 块五毛
			if f, k := s.fraction(e, 10); k > 0 {
				lo, hi, e = lo+f, hi+f, e+k
			}
		}
	case l > 0 && unit == "CNY" && s.at(u) == '元' && l == 1:
		if f, k := s.fraction(e, 10); k > 0 && s.at(e+k-1) != '元' && numeral.Digit(s.at(e+k-1)) < 0 {
			lo, hi, e = lo+f, hi+f, e+k
		}
	case s.at(u) == '毛' || s.at(u) == '角':
		if s.before(i, "九牛") || s.is(u, "毛病") || s.is(u, "毛巾") || s.is(u, "毛衣") || s.is(u, "角落") || s.is(u, "角度") || s.is(u, "角色") || s.is(u, "角债") {
			return false
		}
		lo, hi, e, unit = lo/10, hi/10, u+1, "CNY"
		if s.at(e) == '钱' {
			e++
		} else if d := numeral.Digit(s.at(e)); d > 0 && numeral.Unit(s.at(e+1)) == 0 && numeral.Digit(s.at(e+1)) < 0 && !unitHeads[s.at(e+1)] {
			lo, hi, e = lo+int64(d)*numeral.One/100, hi+int64(d)*numeral.One/100, e+1
			if s.at(e) == '分' {
				e++
			}
		}
	case s.is(u, "分钱"):
		lo, hi, e, unit = lo/100, hi/100, u+2, "CNY"
	case l > 0:
	case currency != "":
		e, source = j, "money.sign"
	case ranged:
		return false
	default:
		if !s.spends(i, j, n, single) {
			return false
		}
		e, unit, source, strength = j, "CNY", "money.context", 0.6
	}
	if currency == "" {
		currency = unit
	}
	if s.is(e, "多钱") {
		e += 2
		approx = true
	} else if s.at(e) == '多' && l > 0 && n.Step <= 10*numeral.One && !approx && s.at(e+1) != '少' && s.at(e+1) != '扣' && s.at(e+1) != '收' { // 十块多
		approx, hi, e = true, hi+numeral.One, e+1
	}
	if s.at(e) == '钱' && s.at(e-1) == '多' {
		e++
	}
	approx = approx || s.around(e) || s.is(e, "钱左右")
	suffix := ""
	if currency != "CNY" && currency != "" {
		suffix = " " + currency
	}
	v := number(lo, hi, approx, suffix)
	v.Unit = currency
	s.propose(Money, b, e, rankMoney, strength, source, v)
	return true
}

func (s *scan) amountFollows(e int) bool {
	return numeral.Digit(s.at(e)) >= 0 || s.at(e) == '半'
}

// fraction reads what follows 块 or 元: 8, 五毛, 5角3分, 半. It returns millionths of a yuan.
func (s *scan) fraction(e int, tens int64) (v int64, k int) {
	if s.at(e) == '半' && !s.inner(e+1) {
		return numeral.One / 2, 1
	}
	d := numeral.Digit(s.at(e))
	if d < 0 {
		return 0, 0
	}
	v, k = int64(d)*numeral.One/10, 1
	switch next := s.at(e + 1); {
	case next == '毛' || next == '角':
		k = 2
		if s.at(e+2) == '钱' {
			return v, 3
		}
		if d := numeral.Digit(s.at(e + 2)); d >= 0 && (s.at(e+3) == '分' || !unitHeads[s.at(e+3)] && numeral.Unit(s.at(e+3)) == 0 && numeral.Digit(s.at(e+3)) < 0) {
			v, k = v+int64(d)*numeral.One/100, 3
			if s.at(e+3) == '分' {
				k = 4
			}
		}
		return v, k
	case numeral.Digit(next) >= 0 && numeral.Digit(s.at(e+2)) < 0 && numeral.Unit(s.at(e+2)) == 0 && (!unitHeads[s.at(e+2)] || s.at(e+2) == '多'):
		return v + int64(numeral.Digit(next))*numeral.One/100, 2
	case next == '钱':
		return v, 2
	case unitHeads[next] || numeral.Unit(next) > 0 || numeral.Digit(next) >= 0 || next == '-' || next == '.' || next == ':' || alnum(next) || next == '号' || next == '月':
		return 0, 0
	}
	return v, 1
}

var spendWords = []string{
	"扣了", "扣我", "扣", "充了", "充值", "充", "花了", "花", "退了", "退我", "退", "付了", "付", "交了", "缴了", "缴", "交", "收了", "收我", "收费", "赔我", "赔了", "赔", "欠", "欠了", "转了", "转账", "少了", "多收", "才",
	"卖", "卖我", "要我", "补了", "补", "才退", "返", "返了", "贷了", "借了", "还了", "存了", "取了", "刷了", "亏了", "省了", "打了", "提现", "余额", "余额是", "消费", "金额", "金额是", "一共", "总共", "价格", "价格是", "变成", "涨到", "降到", "月租",
	"优惠", "便宜", "到账", "到账才", "只退", "只退了", "金额为", "送了", "转出", "转入", "给我退了", "扣了我", "退给我", "充进去", "打过去", "要", "给了", "付款",
}

// spends reports whether the bare number at i is said of money: 扣了98, 花了三百五.
func (s *scan) spends(i, j int, n numeral.Number, single bool) bool {
	next := s.at(s.skip(j))
	if single || n.Digits > 6 || next != 0 && (unitHeads[next] || alnum(next) || s.inner(j) && n.Step < 1000*numeral.One && notAfterMoney(s.r[j:])) || next == '-' || next == '/' || next == ':' || next == '*' || next == '号' || s.at(j) == '.' || next == '"' || next == '#' {
		return false
	}
	round := n.Max >= 10*numeral.One
	if !round {
		return false
	}
	if d := s.r[i:j]; len(d) == 5 && d[0] == '1' && (d[1] == '0' || d[1] == '2') || len(d) == 5 && d[0] == '9' && d[1] == '5' {
		return false
	}
	p := i
	for k := 0; k < 3 && (s.at(p-1) == '我' || s.at(p-1) == '了' || s.at(p-1) == '他' || s.at(p-1) == ' ' || s.at(p-1) == ':' || s.at(p-1) == '是' || s.at(p-1) == '您'); k++ {
		p--
	}
	weak := map[string]bool{"要": true, "才": true, "打了": true, "交": true, "卖": true, "省了": true, "给了": true, "少了": true}
	for _, w := range spendWords {
		if s.before(p, w) || s.before(i, w) {
			if !weak[w] || n.Digits == 0 && n.Step >= 10*numeral.One && s.hanNumber(i, j) {
				return true
			}
		}
	}
	return false
}

// hanNumber reports whether the number is in numerals with a unit of ten or more (三百五).
func (s *scan) hanNumber(i, j int) bool {
	return s.r[i] > 0x3000 && j-i >= 2
}

// notAfterMoney reports whether what follows a number tells that it is no amount of money.
func notAfterMoney(r []rune) bool {
	if len(r) == 0 {
		return false
	}
	for _, c := range "了都我也但结吧啊呢的，,。就怎却还不没多左现到可，么" {
		if r[0] == c {
			return false
		}
	}
	return true
}

// perMille reads 百分之三十, 千分之五, 万分之五.
func (s *scan) perMille(i int, c rune) {
	n, k := numeral.Read(s.r[i+3 : min(i+40, len(s.r))])
	j := i + 3 + k
	if k == 0 && s.is(i+3, "百") {
		n, j = numeral.Number{Min: 100 * numeral.One, Max: 100 * numeral.One}, i+4
	} else if k == 0 {
		return
	}
	d := numeral.Unit(c)
	if n.Approx && n.Min == 2*numeral.One && n.Max == 9*numeral.One && k == 1 {
		return // 百分之几
	}
	s.propose(Percent, i, j, rankRate, 0.95, "rate.words", number(n.Min/d, n.Max/d, n.Approx, ""))
}

// perWan reads 万五, 万分之五 without 分之, behind the name of an interest.
func (s *scan) perWan(i int) {
	if s.before(i, "息") || s.before(i, "费率") || s.before(i, "利率") || s.before(i, "佣金") || s.before(i, "率是") {
		if n, k := numeral.Read(s.r[i+1 : min(i+20, len(s.r))]); k > 0 && n.Max < 100*numeral.One && n.Min == n.Max {
			d := numeral.Unit(s.r[i])
			s.propose(Percent, i, i+1+k, rankRate, 0.8, "rate.wan", number(n.Min/d, n.Max/d, false, ""))
		}
	}
}

// half reads 半年, 半个小时, 半天.
func (s *scan) half(i int) {
	if numeralChar(s.at(i-1)) || s.at(i-1) == '大' && s.at(i+1) == '夜' || s.at(i-1) == '多' || s.at(i-1) == '点' || s.at(i-1) == '过' {
		if !(s.at(i-1) == '大' || s.at(i-1) == '多' || s.at(i-1) == '过') {
			return
		}
	}
	if s.at(i-1) == '个' || s.at(i-1) == '点' || s.at(i-1) == '两' || s.at(i-1) == '年' || s.at(i-1) == '月' || s.at(i-1) == '天' || s.at(i-1) == '下' || s.at(i-1) == '上' || s.at(i-1) == '前' || s.at(i-1) == '后' {
		return
	}
	unit, l := s.unit(i+1, timeUnits)
	if l == 0 || s.is(i+1, "日") || s.is(i+1, "年卡") || s.is(i+1, "年费") || s.is(i+1, "天猫") || unit == "second" && l == 1 || s.is(i+1, "周岁") {
		return
	}
	approx := s.at(i-1) == '大' || s.about(i) || s.at(i-1) == '小'
	s.timespan(i, i+1+l, numeral.One/2, numeral.One/2, approx, unit, "duration.half")
}

func (s *scan) timespan(i, j int, lo, hi int64, approx bool, unit, source string) {
	approx = approx || s.around(j)
	v := number(lo, hi, approx, " "+unit)
	v.Unit = unit
	s.propose(Duration, i, j, rankDuration, 0.9, source, v)
}

// duration reads a number with a unit of time.
func (s *scan) duration(i, j, u int, lo, hi int64, approx bool, n numeral.Number, single bool) bool {
	if u >= len(s.r) {
		return false
	}
	more := false
	half := int64(0)
	at := u
	switch {
	case s.is(u, "个多"): // 一个多星期
		more, at = true, u+2
	case s.is(u, "个半"): // 两个半小时
		half, at = numeral.One/2, u+2
	case s.at(u) == '多' && !approx:
		more, at = true, u+1
	}
	if !unitHeads[s.at(at)] {
		return false
	}
	unit, l := s.unit(at, timeUnits)
	if s.at(at) == '月' && (half > 0 || more) {
		unit, l = "month", 1
	}
	if l == 0 {
		return false
	}
	e := at + l
	last := s.at(e - 1)
	switch {
	case last == '年' && n.Digits == 4 && lo >= 1900*numeral.One && lo < 2200*numeral.One, last == '年' && n.Digits == 2 && lo >= 10*numeral.One && lo < 30*numeral.One && (s.at(e) == '的' || numeralChar(s.at(e))):
		return false
	case last == '年' && (s.at(e) == '级' || s.at(e) == '代' || s.at(e) == '份'):
		return false
	case last == '日' && l == 1 && !(s.at(e) == '内' || s.is(e, "之内") || s.is(e, "以内") || s.at(e) == '后' || s.at(e) == '前'):
		return false
	case (last == 'h' || last == 'n') && alnum(s.at(e)), s.is(at, "周") && (s.at(e) == '岁' || s.at(e) == '年'), s.is(at, "天") && (s.at(e) == '猫' || s.at(e) == '王'):
		return false
	case single && unit == "day" && (s.at(i-1) == '有' || s.at(i-1) == '那' || s.at(i-1) == '这' || s.at(i-1) == '哪' || s.at(i-1) == '每' || s.at(i-1) == '某'):
		return s.at(i-1) != '有'
	case s.at(i-1) == '每' || s.at(i-1) == '第' || s.at(i-1) == '哪':
		return true
	case (s.at(i-1) == '这' || s.at(i-1) == '那' || s.at(i-1) == '前' || s.at(i-1) == '头') && (n.Approx || lo == 2*numeral.One && s.r[i] == '两'):
		return true // 这几天, 前两天
	case s.at(e) == '两' && s.is(e, "两头"):
		return true
	}
	if more {
		hi += numeral.One
		approx = true
		if s.at(u) == '多' && n.Step > numeral.One {
			hi += n.Step - numeral.One
		}
	}
	if half == 0 && !more && s.at(e) == '半' && !s.is(e, "半夜") && !s.is(e, "半天") && !s.is(e, "半价") { // 一年半
		half = numeral.One / 2
		e++
	} else if half == 0 && s.at(e) == '多' && !approx && s.at(e+1) != '少' { // 三年多
		approx, hi = true, hi+numeral.One
		e++
	}
	s.timespan(i, e, lo+half, hi+half, approx, unit, "duration.number")
	return true
}

func (s *scan) countAs(i, j int, lo, hi int64, approx bool, unit string) {
	v := number(lo, hi, approx || s.around(j), unit)
	v.Unit = unit
	s.propose(Count, i, j, rankCount, 0.8, "count.measure", v)
}

// count reads a number with a measure word.
func (s *scan) count(i, j, u int, lo, hi int64, approx bool, n numeral.Number, single bool) {
	if u >= len(s.r) || !unitHeads[s.r[u]] {
		return
	}
	best := ""
	for _, w := range countUnits {
		if len(w) > len(best) && s.is(u, w) {
			best = w
		}
	}
	if best == "" {
		return
	}
	e := u + utf8.RuneCountInString(best)
	prev := s.at(i - 1)
	if prev == '第' || prev == '每' || prev == '周' || prev == '期' || prev == '拜' || prev == '年' && best == "级" || prev == '哪' && n.Approx {
		return
	}
	if best[0] < utf8.RuneSelf {
		if alnum(s.at(e)) {
			return
		}
		if s.bitsAt(i)&isDigit == 0 && best != "g" && best != "gb" && best != "m" {
			return
		}
		if best == "g" && n.Digits == 1 && lo >= 2*numeral.One && lo <= 6*numeral.One && !s.is(e, "流量") && !s.is(e, "通用") && !s.is(e, "的流量") && !s.is(e, "内存") && !s.is(e, "定向") {
			return // 5G
		}
		if s.at(e) == '频' || s.is(e, "网") || s.is(e, "wifi") || best == "t" && n.Digits == 0 || best == "k" || best == "m" && n.Digits == 0 {
			return
		}
		v := number(lo, hi, approx, strings.ToUpper(best))
		if best == "kg" || best == "ml" || best == "cm" || best == "mm" || best == "km" {
			v = number(lo, hi, approx, best)
		}
		v.Unit = strings.ToUpper(best)
		s.propose(Count, i, e, rankCount, 0.7, "count.unit", v)
		return
	}
	if u > j && best != "个" && s.bitsAt(i)&isDigit == 0 {
		return
	}
	next := s.at(e)
	switch {
	case single && strings.Contains("个位家种样级期度把口分项节层间家声班门通排组名回人倍字米块单套只", best):
		return
	case single && (prev == '同' || prev == '这' || prev == '那' || prev == '哪' || prev == '某' || prev == '下' || prev == '上' || prev == '另' || prev == '前' || prev == '每' || prev == '唯' || prev == '统' || prev == '单' || prev == '万' || prev == '之'):
		return
	case single && (s.is(u, "次性") || s.is(u, "本正") || s.is(u, "条龙") || s.is(u, "条心") || s.is(u, "度") || s.is(u, "部分") || s.is(u, "件代发") || s.is(u, "包在") || s.is(u, "把手") || s.is(u, "条条") || s.is(u, "遍遍") || s.is(u, "次次")):
		return
	case best == "个" && (next == '月' || next == '体' || next == '性' || next == '人' && single):
		return
	case best == "分" && (next == '期' || next == '钟' || next == '感' || next == '不' || next == '满' || next == '抱' || next == '理' || next == '歉' || next == '之' || next == '开' || next == '辛' || next == '清' || next == '析' || next == '类' || next == '配' || s.bitsAt(i)&isDigit == 0):
		return
	case best == "度" && s.bitsAt(i)&isDigit == 0 && n.Digits == 1, best == "级" && n.Digits == 1 && s.bitsAt(i)&isDigit == 0:
		return
	case best == "人" && (next == '工' || next == '民' || next == '家' || single):
		return
	case best == "单" && (next == '号' || next == '元' || next == '独' || next == '位'), best == "部" && (next == '门' || next == '分'), best == "期" && (next == '间' || next == '限'):
		return
	case best == "本" && (next == '来' || next == '身' || next == '人' || next == '月' || next == '地'), best == "米" && next == '粉', best == "条" && (next == '件' || next == '款' && single), best == "通" && (next == '过' || next == '知' || next == '话' && single):
		return
	case best == "位" && next == '数', best == "口" && (next == '气' || next == '径'), best == "次" && (next == '数' || next == '要' || next == '元'), best == "面" || best == "种" && next == '种', best == "层" && next == '次', best == "家" && (next == '里' || next == '庭' || next == '人'):
		return
	case best == "包" && (next == '邮' || next == '月' || next == '年' || next == '退' || next == '括'), best == "套" && (next == '餐' || next == '路'), best == "回" && (next == '复' || next == '来' || next == '去' || next == '电'), best == "门" && (next == '店' || next == '口'), best == "名" && next == '字':
		return
	case best == "班" || best == "门" && s.bitsAt(i)&isDigit != 0 || best == "节" && next == '日' || best == "排" && next == '队' || best == "通" && n.Digits == 0, best == "字" && next == '符', best == "把" && !s.inner(e), best == "口" && next != '人':
		return
	case best == "号" || best == "栋" || best == "层" || best == "间" && s.at(i-1) == '房':
		return
	case s.at(i-1) == '加' && single:
		return
	}
	if !s.bitsHead(i) {
		return
	}
	s.countAs(i, e, lo, hi, approx, best)
}

// bitsHead reports whether a numeral at i is no part of another word: 四 in 张四 is, with tokens known.
func (s *scan) bitsHead(i int) bool {
	return s.bitsAt(i)&isDigit != 0 || s.border(i) || numeralChar(s.at(i)) && (s.at(i-1) == '好' || s.at(i-1) == '有' || s.at(i-1) == '了' || s.at(i-1) == '的')
}
