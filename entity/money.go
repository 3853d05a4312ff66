package entity

import (
	"strings"
	"unicode/utf8"

	"github.com/qingting-nlp/qingting/internal/numeral"
)

// money reads an amount of money. u is the place behind number and space.
func (s *scan) money(b, i, j, u int, n numeral.Number, lo, hi int64, approx bool, currency string, single, ranged bool) bool {
	if currency == "" {
		p := b
		if s.at(p-1) == ' ' {
			p--
		}
		if c := s.at(p - 1); (c == 'b' || c == '币') && (s.before(p, "rmb") || s.before(p, "人民币")) {
			b, currency = p-3, "CNY"
		}
	}
	unit, l := s.unit(u, &s.w.money)
	e := u + l
	source, strength := "money.unit", float32(0.95)
	switch {
	case s.unitHead(u) && s.find(&s.w.notMoney, u) != nil:
		return false
	case l > 0 && s.at(u) == '块':
		if l == 1 && s.find(&s.w.goods, e) != nil {
			s.countAs(i, e, lo, hi, approx, "块")
			return true
		}
		if l == 1 && single && s.is(e, "去") || single && l == 1 && (s.inner(e) && !s.amountFollows(e)) && s.at(e) != '钱' && s.at(e) != '都' && s.at(e) != '的' && s.at(e) != '多' {
			return false // 一块去, 一块买的
		}
		if unit == "CNY" && l == 1 { // 块8, 块五毛
			if f, k := s.fraction(e); k > 0 {
				lo, hi, e = lo+f, hi+f, e+k
			}
		}
	case l > 0 && unit == "CNY" && s.at(u) == '元' && l == 1:
		if f, k := s.fraction(e); k > 0 && s.at(e+k-1) != '元' && numeral.Digit(s.at(e+k-1)) < 0 {
			lo, hi, e = lo+f, hi+f, e+k
		}
	case s.at(u) == '毛' || s.at(u) == '角':
		if s.before(i, "九牛") {
			return false
		}
		lo, hi, e, unit = lo/10, hi/10, u+1, "CNY"
		if s.at(e) == '钱' {
			e++
		} else if d := numeral.Digit(s.at(e)); d > 0 && numeral.Unit(s.at(e+1)) == 0 && numeral.Digit(s.at(e+1)) < 0 && !s.unitHead(e+1) {
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
		if priced := !single && s.priced(i, j, n); !priced && !s.spends(i, j, n, single) {
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
	if !single && s.at(e) == '一' {
		s.per(e)
	}
	s.propose(Money, b, e, rankMoney, strength, source, s.amountOf(lo, hi, approx, currency))
	return true
}

func (s *scan) amountOf(lo, hi int64, approx bool, currency string) Value {
	suffix := ""
	if currency != "CNY" && currency != "" {
		suffix = " " + currency
	}
	v := s.number(lo, hi, approx, suffix)
	v.Unit = currency
	return v
}

func (s *scan) amountFollows(e int) bool {
	return numeral.Digit(s.at(e)) >= 0 || s.at(e) == '半'
}

// fraction reads what follows 块 or 元: 8, 五毛, 5角3分, 半. It returns millionths of a yuan.
func (s *scan) fraction(e int) (v int64, k int) {
	if s.at(e) == '半' && !s.inner(e+1) {
		return numeral.One / 2, 1
	}
	d := numeral.Digit(s.at(e))
	if d < 0 {
		return 0, 0
	}
	if d == 0 { // 十块零五毛
		if d = numeral.Digit(s.at(e + 1)); d > 0 {
			switch s.at(e + 2) {
			case '毛', '角':
				return int64(d) * numeral.One / 10, 3
			case '分':
				return int64(d) * numeral.One / 100, 3
			}
		}
		d = 0
	}
	v, k = int64(d)*numeral.One/10, 1
	switch next := s.at(e + 1); {
	case next == '毛' || next == '角':
		k = 2
		if s.at(e+2) == '钱' {
			return v, 3
		}
		if d := numeral.Digit(s.at(e + 2)); d >= 0 && (s.at(e+3) == '分' || !s.unitHead(e+3) && numeral.Unit(s.at(e+3)) == 0 && numeral.Digit(s.at(e+3)) < 0) {
			v, k = v+int64(d)*numeral.One/100, 3
			if s.at(e+3) == '分' {
				k = 4
			}
		}
		return v, k
	case numeral.Digit(next) >= 0 && numeral.Digit(s.at(e+2)) < 0 && numeral.Unit(s.at(e+2)) == 0 && (!s.unitHead(e+2) || s.at(e+2) == '多'):
		return v + int64(numeral.Digit(next))*numeral.One/100, 2
	case next == '钱':
		return v, 2
	case next == '一' && s.unitHead(e+2): // 三块五一斤
		return v, 1
	case s.unitHead(e+1) && s.find(&s.w.notCount, e+1) == nil || numeral.Unit(next) > 0 || numeral.Digit(next) >= 0 || next == '-' || next == '.' || next == ':' || alnum(next) || next == '号' || next == '月':
		return 0, 0
	}
	return v, 1
}

// priced reports whether the bare number at i is a price with its measure behind it: 一百九十八一年, 15一份.
func (s *scan) priced(i, j int, n numeral.Number) bool {
	if s.at(j) != '一' || n.Max < 10*numeral.One || n.Digits > 4 || s.yearLike(n) || s.at(i-1) == '月' || s.at(i-1) == '号' || s.at(i-1) == '双' {
		return false
	}
	if len(s.hits) > 0 && s.named(i, j).class != noClass {
		return false
	}
	return s.at(j+1) == '晚' && s.at(j+2) != '上' || s.measure(j+1) != nil
}

// measure returns the unit of time or measure word at i that 一 may count, nil for none.
func (s *scan) measure(i int) *entry {
	if w := s.find(&s.w.notOne, i); !s.unitHead(i) || w != nil && w.value == "" || s.find(&s.w.notCount, i) != nil && !s.is(i, "个月") {
		return nil
	}
	e := s.find(&s.w.time, i)
	if e == nil {
		e = s.find(&s.w.count, i)
	}
	if e == nil || len(e.word) == 1 && strings.ContainsRune("样声口级通段道排回期日把分项门", e.word[0]) || e.word[0] < utf8.RuneSelf {
		return nil
	}
	if next := s.at(i + len(e.word)); len(e.word) == 1 && strings.ContainsRune("个位家种人单", e.word[0]) && s.inner(i+1) && !strings.ContainsRune("的啊呢吧吗都还太才也就不", next) {
		return nil // 一个客服
	}
	return e
}

// per reads the measure of a price at i: 一瓶, 一年.
func (s *scan) per(i int) {
	e := s.measure(i + 1)
	switch {
	case e == nil:
	case s.find(&s.w.time, i+1) == e:
		s.timespan(i, i+1+len(e.word), numeral.One, numeral.One, false, e.value, "duration.price")
	default:
		s.countAs(i, i+1+len(e.word), numeral.One, numeral.One, false, e.value)
	}
}

// spends reports whether the bare number at i is said of money: 扣了98, 花了三百五.
func (s *scan) spends(i, j int, n numeral.Number, single bool) bool {
	at := s.skip(j)
	next := s.at(at)
	if single || n.Digits > 6 || n.Max < 10*numeral.One {
		return false
	}
	if s.paid(j) {
		return !s.yearLike(n)
	}
	switch next {
	case '-', '/', ':', '*', '号', '"', '#':
		return false
	}
	if next == '分' && (numeralChar(s.at(at+1)) || s.at(at+1) == '期') { // 12.8万分24期
		_, k := numeral.Read(s.r[at+1 : min(at+6, len(s.r))])
		if k > 0 && s.at(at+1+k) == '期' {
			return true
		}
		next = 0
	} else if s.unitHead(at) || alnum(next) || s.inner(j) && n.Step < 1000*numeral.One && notAfterMoney(s.r[j:]) && !s.around(j) && !s.short(n, j) || s.at(j) == '.' {
		return false
	}
	if d := s.r[i:j]; n.Digits == 5 && (d[0] == '1' && (d[1] == '0' || d[1] == '2') || d[0] == '9' && d[1] == '5') { // 12315, 95588
		return false
	}
	for p, k := i, 0; k < 5; k++ {
		if e := s.ends(&s.w.spend, p); e != nil {
			switch e.value {
			case "":
				return true
			case "weak":
				if n.Digits == 0 && (n.Step >= 10*numeral.One && s.hanNumber(i, j) || n.Step >= 1000*numeral.One) || s.moneyEnds(p-len(e.word)) {
					return true
				}
			case "said":
				if s.short(n, j) {
					return true
				}
			case "name":
				if !s.yearLike(n) {
					return true
				}
			}
		}
		if s.at(p-1) == ' ' {
			p--
		} else if e := s.ends(&s.w.between, p); e != nil {
			p -= len(e.word)
		} else {
			break
		}
	}
	// 差不多一千五六, and nothing behind it.
	return n.Max >= 100*numeral.One && n.Digits == 0 && s.hanNumber(i, j) && s.about(i) && !s.inner(j) && !alnum(next)
}

// short reports whether the number that ends at j leaves out its last unit: 六千八, 三百五. Measure words do not follow such a number.
func (s *scan) short(n numeral.Number, j int) bool {
	return n.Digits == 0 && n.Step >= 10*numeral.One && s.at(j-1) > 0x3000 && numeral.Digit(s.at(j-1)) > 0
}

// moneyEnds reports whether an amount of money ends at i: 从39调到59.
func (s *scan) moneyEnds(i int) bool {
	n := len(s.props)
	return n > 0 && s.props[n-1].typ == Money && int(s.props[n-1].end) == i
}

// paid reports whether what is paid stands behind a number: 1万2的贷款, 50的运费.
func (s *scan) paid(j int) bool { return s.at(j) == '的' && s.find(&s.w.paid, j+1) != nil }

// yearLike: 2024 is more likely a year.
func (s *scan) yearLike(n numeral.Number) bool {
	return n.Digits == 4 && n.Min >= 1990*numeral.One && n.Min < 2040*numeral.One
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
	return !strings.ContainsRune("了都我也但结吧啊呢的,。就怎却还不没多左现到可么呀嘛变涨降升调改", r[0])
}
