package entity

import (
	"strings"
	"unicode/utf8"

	"github.com/qingting-nlp/qingting/internal/numeral"
)

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
	unit, l := s.unit(i+1, &s.w.time)
	if l == 0 || s.is(i+1, "日") || s.is(i+1, "年卡") || s.is(i+1, "年费") || s.is(i+1, "天猫") || unit == "second" && l == 1 || s.is(i+1, "周岁") {
		return
	}
	approx := s.at(i-1) == '大' || s.at(i-1) == '小' || s.about(i) && !s.lately(i)
	s.timespan(i, i+1+l, numeral.One/2, numeral.One/2, approx, unit, "duration.half")
}

// pair reads 俩小时, 仨月.
func (s *scan) pair(i int) {
	if strings.ContainsRune("们咱你他她它我", s.at(i-1)) && i > 0 {
		return
	}
	unit, l := s.unit(i+1, &s.w.time)
	if s.at(i+1) == '月' {
		unit, l = "month", 1
	}
	if l == 0 || unit == "day" {
		return
	}
	v := int64(2 * numeral.One)
	if s.r[i] == '仨' {
		v = 3 * numeral.One
	}
	s.timespan(i, i+1+l, v, v, false, unit, "duration.pair")
}

func (s *scan) timespan(i, j int, lo, hi int64, approx bool, unit, source string) {
	approx = approx || s.around(j)
	v := s.number(lo, hi, approx, " "+unit)
	v.Unit = unit
	s.propose(Duration, i, j, rankDuration, 0.9, source, v)
}

// lately reports whether 近 before i means the last: 近三个月的账单, but 等了近三个月.
func (s *scan) lately(i int) bool {
	return s.at(i-1) == '近' && !strings.ContainsRune("将接了要有达用等花长已都快", s.at(i-2))
}

// duration reads a number with a unit of time.
func (s *scan) duration(i, j, u int, lo, hi int64, approx bool, n numeral.Number, single bool) bool {
	if u >= len(s.r) {
		return false
	}
	if s.lately(i) {
		approx = n.Approx
	}
	more := false
	half := int64(0)
	at := u
	switch {
	case s.is(u, "个多"), s.is(u, "个来"): // 一个多星期, 两个来月
		more, at = true, u+2
	case s.is(u, "个半"): // 两个半小时
		half, at = numeral.One/2, u+2
	case s.at(u) == '多' && !approx:
		more, at = true, u+1
	}
	if !s.unitHead(at) {
		return false
	}
	unit, l := s.unit(at, &s.w.time)
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
	case last == '年' && n.Digits == 2 && (s.r[i] > 0x3000 || s.r[i] == '0'): // 零八年
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
	v := s.number(lo, hi, approx || s.around(j), unit)
	v.Unit = unit
	s.propose(Count, i, j, rankCount, 0.8, "count.measure", v)
}

// count reads a number with a measure word.
func (s *scan) count(i, j, u int, lo, hi int64, approx bool, n numeral.Number, single bool) {
	w := s.find(&s.w.count, u)
	if w == nil {
		return
	}
	e, head := u+len(w.word), w.word[0]
	han := s.bitsAt(i)&isDigit == 0
	prev, next := s.at(i-1), s.at(e)
	switch prev {
	case '第', '每', '周', '期', '拜':
		return
	case '年':
		if head == '级' {
			return
		}
	case '哪':
		if n.Approx {
			return
		}
	}
	switch {
	case head < utf8.RuneSelf:
		s.size(i, e, lo, hi, approx, n, w)
		return
	case u > j && head != '个' && han:
		return
	case s.find(&s.w.notCount, u) != nil:
		return
	case single && (s.find(&s.w.notOne, u) != nil || strings.ContainsRune("同这那哪某下上另前每唯统单万之加", prev) && prev != 0):
		return
	case len(w.word) > 1:
	case head == '分' && (han || numeralChar(next)), (head == '度' || head == '级') && han && n.Digits == 1, head == '通' && n.Digits == 0, head == '口' && next != '人', head == '把' && !s.inner(e):
		return
	case head == '班', head == '门' && !han, head == '栋', head == '层', head == '间' && prev == '房':
		return
	}
	if !s.bitsHead(i) {
		return
	}
	s.countAs(i, e, lo, hi, approx, w.value)
}

// size reads a number with a Latin unit: 10G, 3kg. The value of w is the unit as it is written.
func (s *scan) size(i, e int, lo, hi int64, approx bool, n numeral.Number, w *entry) {
	unit := w.value
	switch {
	case alnum(s.at(e)), s.bitsAt(i)&isDigit == 0 && unit != "G" && unit != "GB" && unit != "M":
		return
	case unit == "G" && n.Digits == 1 && lo >= 2*numeral.One && lo <= 6*numeral.One && s.find(&s.w.volume, e) == nil: // 5G
		return
	case s.at(e) == '频' || s.at(e) == '网' || (unit == "T" || unit == "M") && n.Digits == 0 || unit == "K":
		return
	}
	v := s.number(lo, hi, approx, unit)
	v.Unit = strings.ToUpper(unit)
	s.propose(Count, i, e, rankCount, 0.7, "count.unit", v)
}

// bitsHead reports whether a numeral at i is no part of another word: 四 in 张四 is, with tokens known.
func (s *scan) bitsHead(i int) bool {
	return s.bitsAt(i)&isDigit != 0 || s.border(i) || numeralChar(s.at(i)) && (s.at(i-1) == '好' || s.at(i-1) == '有' || s.at(i-1) == '了' || s.at(i-1) == '的')
}
