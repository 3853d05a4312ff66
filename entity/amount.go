package entity

import (
	"unicode/utf8"

	"github.com/qingting-nlp/qingting/internal/numeral"
)

// unit returns the value and the length of the longest word of g at j.
func (s *scan) unit(j int, g *set) (unit string, n int) {
	if e := s.find(g, j); e != nil {
		return e.value, len(e.word)
	}
	return "", 0
}

// unitHead reports whether what may stand behind a number begins at j.
func (s *scan) unitHead(j int) bool { return s.bitsAt(j)&isUnit != 0 }

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
		currency = currencyOf(c)
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
		if s.vague(i, c) {
			return
		}
		if c == '万' || c == '千' {
			s.perWan(i)
			return
		}
		if c != '十' {
			return
		}
	}
	prev := s.at(i - 1)
	if c == '0' && s.bitsAt(i+1)&isDigit != 0 { // 029652 is no amount
		return
	}
	if prev == '第' || alnum(prev) && s.bitsAt(i)&isDigit != 0 || prev == '.' && alnum(s.at(i-2)) || prev == '*' || prev == ':' && s.bitsAt(i-2)&isDigit != 0 {
		return
	}
	n, k := numeral.Read(s.r[i:min(i+64, len(s.r))])
	if c > utf8.RuneSelf {
		n, k = s.unjoin(i, n, k)
	}
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
				if s.unitHead(s.skip(at)) || percent {
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
	if s.at(i-1) == '小' && n.Step >= 100*numeral.One && c > 0x3000 && s.at(i-2) != '大' && s.at(i-2) != '从' && s.at(i-2) != '最' { // 小一千
		approx = true
	}
	approx = approx || s.about(b)
	if approx {
		single = single && s.about(b)
	}
	if s.rate(b, i, u, lo, hi, approx, n) {
		return
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

// unjoin gives back the 一 of a measure behind a price that n, of k characters at i, has taken or stumbled over: 两百一个月, 一百九十八一年.
func (s *scan) unjoin(i int, n numeral.Number, k int) (numeral.Number, int) {
	e := i + max(k, 1)
	for e-i < 10 && numeralChar(s.at(e)) {
		e++
	}
	if e-i < 3 || s.r[e-1] != '一' || k == e-i && n.Step < 10*numeral.One || s.at(e) != '晚' && s.measure(e) == nil {
		return n, k
	}
	if m, l := numeral.Read(s.r[i : e-1]); l == e-1-i && m.Max >= 10*numeral.One && m.Digits == 0 {
		return m, l
	}
	return n, k
}

// rate reads what makes a number at i a share: 3%, 5‰, 三厘五, 一分利, 3个点, 三成. u is the place behind the number.
func (s *scan) rate(b, i, u int, lo, hi int64, approx bool, n numeral.Number) bool {
	e, div, source, strength := u+1, int64(100), "rate.percent", float32(0.95)
	tenth := int64(0)
	switch s.at(u) {
	case '%':
		if s.at(u+1) == '%' {
			return true
		}
	case '‰':
		div, source = 1000, "rate.permille"
	case '厘', '分':
		if source = "rate.li"; s.at(u) == '厘' {
			div = 1000
			if s.at(u+1) == '米' || lo >= 100*numeral.One {
				return true
			}
		} else if source = "rate.fen"; s.at(u+1) != '利' && s.at(i-1) != '息' || s.at(u+2) == '率' || s.at(u+2) == '息' || s.at(u+2) == '润' {
			return false
		}
		if d := numeral.Digit(s.at(e)); d > 0 && !s.unitHead(e+1) && !numeralChar(s.at(e+1)) { // 三厘五
			tenth, e = int64(d)*numeral.One/10, e+1
		}
		if s.at(e) == '利' {
			e++
		}
		strength = 0.8
	case '个':
		switch {
		case s.is(u, "个百分点"):
			e, source = u+4, "rate.points"
		case s.is(u, "个点") && (n.Step < numeral.One || s.rated(i)) && !s.is(u, "个点击") && !s.is(u, "个点数"):
			e, source, strength = u+2, "rate.points", 0.7
		default:
			return false
		}
	case '成':
		if s.at(u+1) == '新' || s.at(u+1) == '是' || hi >= 10*numeral.One || !s.rated(i) {
			return false
		}
		div, source, strength = 10, "rate.tenths", 0.7
	default:
		return false
	}
	s.propose(Percent, b, e, rankRate, strength, source, s.number((lo+tenth)/div, (hi+tenth)/div, approx || s.around(e), ""))
	return true
}

// rated reports whether a word for a share stands before i, perhaps with a verb or two characters between: 首付三成, 利率是三个点.
func (s *scan) rated(i int) bool {
	for k := i; k >= i-3; k-- {
		if s.ends(&s.w.share, k) != nil {
			return true
		}
		if !s.inner(k - 1) {
			break
		}
	}
	return false
}

// vague reads 百八十块, 千八百, 万把块, 块八毛, 块把钱: about one of the unit.
func (s *scan) vague(i int, c rune) bool {
	if numeralChar(s.at(i-1)) || s.bitsAt(i-1)&isDigit != 0 {
		return false
	}
	lo := numeral.Unit(c) * numeral.One
	hi, e := lo, i+1
	switch {
	case c == '块' && (s.is(e, "八毛") || s.is(e, "儿八毛")):
		lo, hi = numeral.One, numeral.One
		if e += 2; s.at(i+1) == '儿' {
			e++
		}
	case c == '块' && s.is(e, "把钱"):
		lo, hi, e = numeral.One, numeral.One, e+2
	case c == '块':
		return false
	case s.at(e) == '八' && numeral.Unit(s.at(e+1))*10 == numeral.Unit(c) && numeral.Unit(c) > 0: // 百八十: 80 to 100
		lo, e = lo*8/10, e+2
	case s.at(e) == '把':
		e++
	default:
		return false
	}
	unit, l := s.unit(e, &s.w.money)
	switch {
	case c == '块':
		unit = "CNY"
	case l > 0:
		e += l
		if s.at(e) == '钱' {
			e++
		}
	case s.spends(i, e, numeral.Number{Min: lo, Max: hi, Approx: true, Step: 10 * numeral.One}, false):
		unit = "CNY"
	default:
		if w := s.find(&s.w.count, e); w != nil && c != '块' {
			s.countAs(i, e+len(w.word), lo, hi, true, w.value)
			return true
		}
		return false
	}
	s.propose(Money, i, e, rankMoney, 0.8, "money.vague", s.amountOf(lo, hi, true, unit))
	return true
}

func currencyOf(sign rune) string {
	switch sign {
	case '$':
		return "USD"
	case '€':
		return "EUR"
	case '£':
		return "GBP"
	}
	return "CNY"
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
	switch s.at(j) {
	case '左', '开', '出':
		return s.is(j, "左右") || s.is(j, "开外") || s.is(j, "出头")
	case '上':
		return s.at(j+1) == '下' && s.at(j+2) != '班'
	}
	return false
}

// inner reports whether a Han character stands at i.
func (s *scan) inner(i int) bool { return s.at(i) >= 0x4E00 && s.at(i) <= 0x9FFF }

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
	s.propose(Percent, i, j, rankRate, 0.95, "rate.words", s.number(n.Min/d, n.Max/d, n.Approx || s.about(i) || s.around(j), ""))
}

// perWan reads 万五, 万分之五 without 分之, behind the name of an interest.
func (s *scan) perWan(i int) {
	if s.before(i, "息") || s.before(i, "费率") || s.before(i, "利率") || s.before(i, "佣金") || s.before(i, "率是") {
		if n, k := numeral.Read(s.r[i+1 : min(i+20, len(s.r))]); k > 0 && n.Max < 100*numeral.One && n.Min == n.Max {
			d := numeral.Unit(s.r[i])
			s.propose(Percent, i, i+1+k, rankRate, 0.8, "rate.wan", s.number(n.Min/d, n.Max/d, false, ""))
		}
	}
}
