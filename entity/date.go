package entity

import (
	"slices"
	"strconv"
	"time"

	"github.com/qingting-nlp/qingting/internal/numeral"
)

// moment is a date as it is read. Fields are absolute, or distances from the reference where the bit of rel says so; none are -1<<15.
type moment struct {
	year, month, week, day, weekday int // weekday 1 to 7
	hours                           int // distance in minutes
	relYear, relMonth, relDay       bool
	clock                           int // minutes since midnight
	second                          int
	part                            string
	approx                          bool
}

const none = -1 << 15

var newMoment = moment{year: none, month: none, week: none, day: none, weekday: none, hours: none, clock: none}

func (s *scan) int(i, most int) (v, j int) {
	r := s.r[i:min(i+most+5, len(s.r))]
	if k := slices.Index(r, '点'); k > 0 && k+1 < len(s.r)-i && s.at(i+k+1) == '零' && r[0] != '零' && r[0] != '0' {
		r = r[:k]
	}
	n, k := numeral.Read(r)
	if k == 0 || k > most || n.Approx || n.Min%numeral.One != 0 {
		return -1, i
	}
	return int(n.Min / numeral.One), i + k
}

// date reads the date or time that begins at i.
func (s *scan) date(i int) {
	if s.bitsAt(i)&isDigit != 0 && (alnum(s.at(i-1)) || s.at(i-1) == '.' && alnum(s.at(i-2)) || s.at(i-1) == '*' || s.at(i-1) == '¥') || s.at(i-1) == '第' || s.at(i-1) == ' ' && s.at(i-2) == '第' {
		return
	}
	if c := s.r[i]; c > 0x3000 && !numeralChar(c) && !s.border(i) && s.split(i) {
		return
	}
	m := newMoment
	j := s.day(i, &m)
	dated := j > i
	k := j
	if dated {
		k = s.skip(j)
		if s.at(k) == '的' || s.at(k) == '(' {
			// 昨天的下午 is two
			k = j
		}
		if s.at(k) == 't' && s.bitsAt(k+1)&isDigit != 0 {
			k++
		}
	}
	e := s.clockAt(k, &m, dated)
	if e > k {
		j = e
	}
	if j == i || m == newMoment {
		return
	}
	if !dated && s.at(i-1) == '-' && spoken(s.at(i-2)) >= 0 && s.at(i+1) != ':' && s.at(i+2) != ':' {
		return
	}
	s.when(i, j, &m, dated)
}

// split reports whether a token that crosses i is a word in which the characters before i matter.
func (s *scan) split(i int) bool {
	switch s.at(i - 1) {
	case '到', '在', '从', '的', '了', '是', '我', '你', '他', '给', '等', '约', '就', '要', '说', '像', '这', '大', '至', '和', '跟', '或', '都':
		return false
	}
	return s.inner(i - 1)
}

// day reads a date without clock time and returns its end, i for none.
func (s *scan) day(i int, m *moment) int {
	if numeralChar(s.r[i]) || s.r[i] == '半' {
		if j := s.absolute(i, m); j > i {
			return j
		}
		return s.distance(i, m)
	}
	if w := s.find(&s.w.day, i); w != nil {
		if w.value != "" {
			m.part = w.value
		}
		if !(s.at(i-1) == '大' && (s.r[i] == '前' || s.r[i] == '后') || s.is(i, "后天性") || s.is(i, "前天台") || s.is(i, "后天") && s.at(i-1) == '今') {
			m.day, m.relDay = w.num, true
			j := i + len(w.word)
			if w.value != "" && w.value != "night" && s.at(j) == '上' {
				j++
			}
			return j
		}
		*m = newMoment
	}
	if w := s.find(&s.w.year, i); w != nil {
		if s.r[i] == '后' && s.inner(i-1) && s.at(i-1) != '到' || s.r[i] == '前' && numeralChar(s.at(i-1)) {
			return i
		}
		m.year, m.relYear = w.num, true
		j := i + len(w.word)
		if e := s.monthDay(j, m); e > j {
			return e
		}
		if s.at(j) == '年' && (s.at(j+1) == '底' || s.at(j+1) == '末' || s.at(j+1) == '初') {
			j++
		}
		switch s.at(j) {
		case '底', '末':
			m.month, m.approx = 12, true
			return j + 1
		case '初':
			m.month, m.approx = 1, true
			return j + 1
		}
		return j
	}
	if w := s.find(&s.w.month, i); w != nil {
		if s.at(i-1) == '上' || s.at(i-1) == '下' {
			return i
		}
		m.month, m.relMonth = w.num, true
		j := i + len(w.word)
		if d, e := s.int(j, 3); e > j && d >= 1 && d <= 31 && (s.at(e) == '号' || s.at(e) == '日') && !s.is(e, "号线") {
			m.day = d
			return e + 1
		}
		if s.at(j) == '底' || s.at(j) == '初' && (!numeralChar(s.at(j+1)) || s.at(j+2) == '月') || s.at(j) == '末' { // 初八 is a day of the old calendar
			m.approx = true
			return j + 1
		}
		if s.at(j) == '份' {
			j++
		}
		return j
	}
	if e := s.weekday(i, m); e > i {
		return e
	}
	if c, end := s.r[i], s.at(i+1); (c == '月' || c == '年') && (end == '底' || end == '初' || end == '末') && !numeralChar(s.at(i-1)) && s.at(i-1) != '个' && s.at(i-1) != '每' {
		m.approx = true
		if s.r[i] == '月' {
			m.month, m.relMonth = 0, true
		} else {
			m.year, m.relYear, m.month = 0, true, 12
			if s.at(i+1) == '初' {
				m.month = 1
			}
		}
		return i + 2
	}
	return i
}

func (s *scan) weekday(i int, m *moment) int {
	week, j := none, i
	if w := s.find(&s.w.week, i); w != nil {
		if week, j = w.num, i+len(w.word); s.at(j) == '个' {
			j++
		}
	}
	if s.at(i-1) == '上' && s.at(i) == '上' || s.at(i-1) == '下' && s.at(i) == '下' {
		return i
	}
	k := j
	switch {
	case s.is(j, "星期") || s.is(j, "礼拜"):
		k = j + 2
	case s.at(j) == '周':
		k = j + 1
	default:
		return i
	}
	wd := 0
	switch c := s.at(k); c {
	case '一', '二', '三', '四', '五', '六':
		wd = numeral.Digit(c)
	case '日', '天':
		wd = 7
	case '末':
		wd = 6
		m.approx = false
	}
	if s.is(j, "周日") && s.at(j+2) == '期' {
		wd = 0
	}
	if wd > 0 && numeralChar(s.at(k)) && (s.at(k+1) == '个' || s.at(k+1) == '次' || numeral.Unit(s.at(k+1)) > 0) {
		wd = 0
	}
	switch {
	case wd > 0 && week == none:
		if j > 0 && s.at(i) == '周' && (numeralChar(s.at(i-1)) || s.at(i-1) == '每' || s.at(i-1) == '个') || s.at(i-1) == '每' || s.at(i-1) == '个' && !s.border(i) {
			return i
		}
		m.week, m.weekday = 0, wd
		return k + 1
	case wd > 0:
		m.week, m.weekday = week, wd
		return k + 1
	case week != none && s.at(k) != '期' && s.at(k) != '边' && s.at(k) != '到' && s.at(k) != '几':
		m.week = week
		return k
	}
	return i
}

// absolute reads 2024年3月15日, 2024-03-15, 3月15号, 15号.
func (s *scan) absolute(i int, m *moment) int {
	if s.bitsAt(i)&isDigit != 0 {
		if j := s.written(i, m); j > i {
			return j
		}
	}
	v, j := s.int(i, 5)
	if j == i {
		if w, e := s.int(i, 4); e > i {
			v, j = w, e
		} else {
			return i
		}
	}
	width := j - i
	j = s.spaced(j)
	switch s.at(j) {
	case '年':
		four := v >= 1900 && v < 2200 && width == 4
		two := width == 2 && v < 100 && v >= 0 && s.r[i] != '十' && s.at(i+1) != '十'
		e := s.monthDay(s.skip(j+1), m)
		if e == s.skip(j+1) {
			e = j + 1
		}
		said := two && s.r[i] != '两' && (s.r[i] == '0' || s.r[i] > 0x3000) // 零八年, 一五年; a length is 八年 or 十五年
		if !four && !said && !(two && e > j+1) {
			*m = newMoment
			return i
		}
		if two && !four {
			if v += 2000; v >= 2050 {
				v -= 100
			}
		}
		m.year = v
		if e > j+1 {
			return e
		}
		switch s.at(j + 1) {
		case '底', '末':
			m.month, m.approx = 12, true
			return j + 2
		case '初':
			m.month, m.approx = 1, true
			return j + 2
		}
		return j + 1
	case '月':
		return s.monthDay(i, m)
	case '号', '日':
		if v < 1 || v > 31 || s.notDay(i, j+1) || s.at(i-1) == '月' && numeralChar(s.at(i-2)) {
			return i
		}
		if s.at(j) == '日' && (s.at(j+1) == '内' || s.is(j+1, "之内") || s.is(j+1, "以内") || s.at(j+1) == '元' || s.at(j+1) == '游') {
			return i
		}
		if s.at(j) == '日' && j == i+1 && s.r[i] > 0x3000 && s.at(i-1) != '至' && s.at(i-1) != '到' { // 有朝一日; the first is 一号 or 1日
			return i
		}
		m.day = v
		return j + 1
	}
	return i
}

// notDay reports whether 号 or 日 behind the number at i belongs to another word: 5号楼, 3号线, 建国路88号.
func (s *scan) notDay(i, e int) bool {
	return s.find(&s.w.notDay, e) != nil && !s.is(e, "电话") || s.at(e-1) == '号' && s.ends(&s.w.notDayBefore, i) != nil
}

// monthDay reads 3月, 3月15号, 三月底 at i.
func (s *scan) monthDay(i int, m *moment) int {
	if i >= len(s.r) || !numeralChar(s.r[i]) {
		return i
	}
	v, j := s.int(i, 2)
	if j = s.spaced(j); j == i || v < 1 || v > 12 || s.at(j) != '月' {
		return i
	}
	m.month = v
	j++
	if s.at(j) == '份' {
		j++
	}
	if k := s.skip(j); k > j && s.bitsAt(k)&isDigit != 0 { // 12 月 29 日
		if d, e := s.int(k, 3); e > k && d >= 1 && d <= 31 {
			if e = s.spaced(e); s.at(e) == '号' || s.at(e) == '日' {
				m.day = d
				return e + 1
			}
		}
	}
	if j < len(s.r) && numeralChar(s.r[j]) {
		if d, e := s.int(j, 3); e > j && d >= 1 && d <= 31 {
			if e = s.spaced(e); s.at(e) == '号' || s.at(e) == '日' {
				if !s.is(e, "号楼") {
					m.day = d
					return e + 1
				}
			} else if c := s.at(e); c == 0 || !s.inner(e) && !alnum(c) && c != '%' && c != '.' && c != ':' || c == '买' || c == '的' || c == '下' || c == '扣' || c == '号' || c == '充' || c == '办' {
				m.day = d
				return e
			}
		}
	}
	switch {
	case s.at(j) == '底' || s.at(j) == '初' && (!numeralChar(s.at(j+1)) || s.at(j+2) == '月') || s.at(j) == '末':
		m.approx = true
		j++
	case s.is(j, "中旬") || s.is(j, "上旬") || s.is(j, "下旬"):
		m.approx = true
		j += 2
	}
	return j
}

// written reads 2024-03-15, 2024/3/15, 2024.3.15.
func (s *scan) written(i int, m *moment) int {
	var v [3]int
	k, width, j := 0, 0, i
	mark := rune(0)
	for ; j < len(s.r) && j-i <= 10; j++ {
		c := s.r[j]
		if c >= '0' && c <= '9' {
			v[k] = v[k]*10 + int(c-'0')
			if width++; width > 4 {
				return i
			}
			continue
		}
		if (c == '-' || c == '/' || c == '.') && (mark == 0 || c == mark) && k < 2 && width > 0 && s.bitsAt(j+1)&isDigit != 0 {
			if k == 0 && width != 4 {
				return i
			}
			mark = c
			k, width = k+1, 0
			continue
		}
		break
	}
	if k != 2 || !dayValid(v[0], v[1], v[2]) || width > 2 || alnum(s.at(j)) && s.at(j) != 't' || s.at(j) == '-' && alnum(s.at(j+1)) {
		return i
	}
	m.year, m.month, m.day = v[0], v[1], v[2]
	return j
}

// distance reads 三天前, 两小时后.
func (s *scan) distance(i int, m *moment) int {
	n, k := numeral.Read(s.r[i:min(i+8, len(s.r))])
	half := false
	if k == 0 {
		if s.r[i] != '半' {
			return i
		}
		half, k = true, 1
		n = numeral.Number{}
	}
	if n.Approx || n.Min != n.Max || n.Min%numeral.One != 0 || numeralChar(s.at(i-1)) {
		return i
	}
	j := i + k
	if s.at(j) == '多' {
		return i
	}
	unit, l := s.unit(j, &s.w.time)
	if s.at(j) == '个' && s.at(j+1) == '半' {
		unit, l = s.unit(j+2, &s.w.time)
		half = true
		l += 2
	}
	if l == 0 || unit == "workday" || unit == "quarter" {
		return i
	}
	e := j + l
	sign := 0
	if w := s.find(&s.w.side, e); w != nil {
		sign, e = w.num, e+len(w.word)
	}
	if sign == 0 {
		return i
	}
	v := sign * int(n.Min/numeral.One)
	switch unit {
	case "day":
		if half {
			return i
		}
		m.day, m.relDay = v, true
	case "week":
		if half {
			return i
		}
		m.day, m.relDay = 7*v, true
	case "month":
		if half {
			m.day, m.relDay, m.approx = sign*15+30*v, true, true
			break
		}
		m.month, m.relMonth = v, true
	case "year":
		if half {
			m.month, m.relMonth, m.approx = sign*6+12*v, true, true
			break
		}
		if s.bitsAt(i)&isDigit != 0 && n.Digits == 4 {
			return i
		}
		m.year, m.relYear = v, true
	case "hour":
		m.hours = 60 * v
		if half {
			m.hours += sign * 30
		}
	case "minute":
		m.hours = v
	default:
		return i
	}
	return e
}

// clockAt reads a time of day at i, perhaps with a part of the day, and returns its end.
func (s *scan) clockAt(i int, m *moment, dated bool) int {
	if i >= len(s.r) || m.hours != none || dated && m.day == none && m.weekday == none {
		return i
	}
	j, pm, part := i, 0, m.part
	if part == "evening" || part == "night" {
		pm = 12
	}
	if w := s.find(&s.w.part, i); w != nil && (len(w.word) > 1 || dated && m.part == "") {
		part, pm, j = w.value, w.num, i+len(w.word)
	}
	k := s.skip(j)
	h, e := -1, k
	if k < len(s.r) && numeralChar(s.r[k]) {
		h, e = s.int(k, 3)
	}
	sure, short, about := j > i || part != "" || dated, 0, false
	if e == k {
		if short, e = s.shortOf(k); short > 0 { // 差五分八点
			k = e
			h, e = s.int(k, 3)
		} else if n, l := s.twoHours(k, sure); l > 0 { // 下午两三点
			h, e, about = n, k+l, true
		}
	}
	if e > k && h >= 0 && h <= 24 {
		minute, end, ok := s.minutes(k, s.spaced(e), h, sure)
		if ok && (short == 0 || minute == 0 && h > 0) {
			minute -= short * 60
			switch {
			case part == "noon" && h < 10 && h > 0:
				h += 12
			case part == "noon":
			case pm == 12 && h > 0 && h < 12 && !(part == "night" && h < 6):
				h += 12
			case h == 0 && dated && pm == 12, h == 12 && (part == "night" || part == "evening"):
				h = 24
			}
			m.clock, m.second = h*60+minute/60, minute%60
			m.part, m.approx = part, m.approx || about
			return end
		}
	}
	if j > i && dated {
		m.part = part
		return j
	}
	return i
}

// spaced returns the place behind a space at e when a sign of a date stands there: 15 号, 3 点.
func (s *scan) spaced(e int) int {
	if s.at(e) == ' ' {
		switch s.at(e + 1) {
		case '点', '号', '日', '月', '年':
			return e + 1
		}
	}
	return e
}

// shortOf reads 差五分 or 差一刻 before an hour. It returns the minutes and the place of the hour.
func (s *scan) shortOf(i int) (minutes, end int) {
	if s.at(i) != '差' {
		return 0, i
	}
	v, e := s.int(i+1, 3)
	switch {
	case e == i+1 || v < 1 || v > 29:
		return 0, i
	case s.at(e) == '刻' && v == 1:
		v, e = 15, e+1
	case s.at(e) == '分':
		if e++; s.at(e) == '钟' {
			e++
		}
	default:
		return 0, i
	}
	if e >= len(s.r) || !numeralChar(s.r[e]) {
		return 0, i
	}
	return v, e
}

// twoHours reads 两三 before 点 and returns the earlier hour.
func (s *scan) twoHours(i int, sure bool) (h, n int) {
	if i >= len(s.r) || !numeralChar(s.r[i]) {
		return 0, 0
	}
	v, k := numeral.Read(s.r[i:min(i+4, len(s.r))])
	if !v.Approx || v.Max-v.Min != numeral.One || v.Max > 24*numeral.One || s.at(i+k) != '点' || !sure && s.at(i+k+1) != '钟' {
		return 0, 0
	}
	return int(v.Min / numeral.One), k
}

// minutes reads what follows the hour at e: 点半, 点十五分, :30. It returns seconds.
func (s *scan) minutes(i, e, h int, sure bool) (sec, end int, ok bool) {
	switch c := s.at(e); c {
	case ':':
		if s.bitsAt(i)&isDigit == 0 || s.bitsAt(e+1)&isDigit == 0 || s.bitsAt(e+2)&isDigit == 0 || s.bitsAt(e+3)&isDigit != 0 || e-i > 2 {
			return 0, 0, false
		}
		mm := int(atoi(string(s.r[e+1 : e+3])))
		if mm > 59 || s.at(i-1) == ':' {
			return 0, 0, false
		}
		end = e + 3
		sec = mm * 60
		if s.at(end) == ':' && s.bitsAt(end+1)&isDigit != 0 && s.bitsAt(end+2)&isDigit != 0 && s.bitsAt(end+3)&isDigit == 0 {
			sec += int(atoi(string(s.r[end+1 : end+3])))
			end += 3
		} else if h == 16 && mm == 9 && !sure || s.is(end, "的屏") || s.is(end, "比例") {
			return 0, 0, false
		}
		return sec, end, true
	case '点', '时':
		end = e + 1
		if c == '时' && (s.at(end) == '候' || s.at(end) == '间' || s.at(end) == '常' || s.at(end) == '效' || s.at(end) == '段') || s.at(i-1) == '小' {
			return 0, 0, false
		}
		if c == '点' && !sure {
			if s.at(i) == '一' && e-i == 1 && s.at(end) != '半' && s.at(end) != '钟' && s.at(end) != '整' && !(numeralChar(s.at(end)) && s.hasMinutes(end)) {
				return 0, 0, false
			}
			if s.find(&s.w.notClock, end) != nil {
				return 0, 0, false
			}
			if p := s.at(i - 1); p == '这' || p == '有' || p == '第' || p == '那' || p == '以' && s.at(end) == 0 {
				return 0, 0, false
			}
		}
		if s.at(end) == '钟' || s.at(end) == '整' {
			end++
			return 0, end, true
		}
		switch {
		case s.at(end) == '半':
			return 30 * 60, end + 1, true
		case s.is(end, "一刻"):
			return 15 * 60, end + 2, true
		case s.is(end, "三刻"):
			return 45 * 60, end + 2, true
		}
		k := end
		if s.at(k) == '零' || s.at(k) == '过' {
			k++
		}
		if k < len(s.r) && numeralChar(s.r[k]) {
			if mm, f := s.int(k, 3); f > k && mm < 60 {
				switch {
				case s.at(f) == '分' && s.at(f+1) != '钟':
					return mm * 60, f + 1, true
				case f-k >= 2 && !s.unitHead(f) && s.at(f) != '号' && s.at(f) != '个' || k > end && mm > 0 && !s.unitHead(f):
					return mm * 60, f, true
				}
			}
		}
		return 0, end, true
	}
	return 0, 0, false
}

func (s *scan) hasMinutes(k int) bool {
	mm, f := s.int(k, 3)
	return f > k && mm < 60 && (s.at(f) == '分' || f-k >= 2)
}

// when proposes the date or time of m.
func (s *scan) when(i, j int, m *moment, dated bool) {
	var room [40]byte
	v := Value{}
	if m.clock != none {
		v.Time.Clock = time.Duration(m.clock)*time.Minute + time.Duration(m.second)*time.Second
	}
	if !dated {
		if m.clock == none {
			return
		}
		b := room[:0]
		if v.Approx = m.approx; v.Approx {
			b = append(b, '~')
		}
		v.Text = s.keep(m.appendClock(b))
		v.Time.Precision = Minute
		if m.second > 0 {
			v.Time.Precision = Second
		}
		s.propose(Time, i, j, rankDate, 0.85, "time.clock", v)
		return
	}
	if m.month > 0 && !m.relMonth && m.day != none && !m.relDay && m.day > time.Date(2024, time.Month(m.month)+1, 0, 0, 0, 0, 0, time.UTC).Day() {
		return
	}
	v.Approx = m.approx
	ref := s.x.ref
	source := "date.relative"
	if m.year != none && !m.relYear {
		source = "date.full"
	} else if m.month != none && !m.relMonth && m.day != none || m.day != none && !m.relDay && m.month == none {
		source = "date.day"
	}
	relative := !(m.year != none && !m.relYear)
	b := room[:0]
	if m.approx {
		b = append(b, '~')
	}
	n := len(b)
	if relative && ref.IsZero() {
		b, v.Time.Precision = m.symbolic(b)
	} else {
		v.Time.At, v.Time.Precision, b = m.resolve(b, ref)
	}
	if len(b) == n {
		return
	}
	v.Text = s.keep(b)
	s.propose(Date, i, j, rankDate, 0.85, source, v)
}

// two appends v with two digits, XX for none.
func two(b []byte, v int) []byte {
	if v == none {
		return append(b, "XX"...)
	}
	return append(b, byte('0'+v/10%10), byte('0'+v%10))
}

// signed appends word and v with its sign.
func signed(b []byte, word string, v int) []byte {
	b = append(b, word...)
	if v >= 0 {
		b = append(b, '+')
	}
	return strconv.AppendInt(b, int64(v), 10)
}

func (m *moment) appendClock(b []byte) []byte {
	b = two(append(two(b, m.clock/60), ':'), m.clock%60)
	if m.second > 0 {
		b = two(append(b, ':'), m.second)
	}
	return b
}

// resolve returns the begin of m, seen from ref where it is relative, and appends its form. It appends nothing for days that do not exist
// (2月30日).
func (m *moment) resolve(b []byte, ref time.Time) (at time.Time, p Precision, text []byte) {
	loc := time.UTC
	if !ref.IsZero() {
		loc = ref.Location()
	}
	if m.hours != none {
		at = ref.Add(time.Duration(m.hours) * time.Minute)
		return at, Minute, at.AppendFormat(b, "2006-01-02T15:04")
	}
	y, mo, d := ref.Date()
	switch {
	case m.relDay:
		at, p = time.Date(y, mo, d+m.day, 0, 0, 0, 0, loc), Day
	case m.week != none:
		monday := time.Date(y, mo, d-(int(ref.Weekday())+6)%7+7*m.week, 0, 0, 0, 0, loc)
		at, p = monday, Week
		if m.weekday != none {
			at, p = monday.AddDate(0, 0, m.weekday-1), Day
		}
	default:
		year, month, day := y, mo, 1
		p = Year
		if m.year != none {
			year = m.year
			if m.relYear {
				year += y
			}
			month = 1
		}
		if m.month != none {
			p = Month
			month = time.Month(m.month)
			if m.relMonth {
				month += mo
			}
		}
		if m.day != none {
			p, day = Day, m.day
		}
		at = time.Date(year, month, day, 0, 0, 0, 0, loc)
		if at.Day() != day {
			return time.Time{}, NoTime, b
		}
	}
	if m.clock != none {
		at = at.Add(time.Duration(m.clock)*time.Minute + time.Duration(m.second)*time.Second)
		if m.second > 0 {
			return at, Second, at.AppendFormat(b, "2006-01-02T15:04:05")
		}
		return at, Minute, at.AppendFormat(b, "2006-01-02T15:04")
	}
	switch {
	case p == Day && m.part != "":
		return at, PartOfDay, append(at.AppendFormat(b, "2006-01-02T"), m.part...)
	case p == Day:
		return at, p, at.AppendFormat(b, "2006-01-02")
	case p == Week:
		wy, w := at.ISOWeek()
		return at, p, two(append(strconv.AppendInt(b, int64(wy), 10), "-W"...), w)
	case p == Month:
		return at, p, at.AppendFormat(b, "2006-01")
	}
	return at, Year, at.AppendFormat(b, "2006")
}

// symbolic appends the form of m without a reference time.
func (m *moment) symbolic(b []byte) ([]byte, Precision) {
	var p Precision
	switch {
	case m.hours != none && m.hours%60 == 0:
		return signed(b, "hour", m.hours/60), Minute
	case m.hours != none:
		return signed(b, "minute", m.hours), Minute
	case m.relDay:
		b, p = signed(b, "day", m.day), Day
	case m.week != none && m.weekday != none:
		b, p = append(signed(b, "week", m.week), ':', byte('0'+m.weekday)), Day
	case m.week != none:
		b, p = signed(b, "week", m.week), Week
	case m.relMonth:
		b, p = signed(b, "month", m.month), Month
		if m.day != none {
			b, p = two(append(b, ':'), m.day), Day
		}
	case m.relYear:
		b, p = signed(b, "year", m.year), Year
		if m.month != none {
			b, p = two(append(b, ':'), m.month), Month
		}
		if m.day != none {
			b, p = two(append(b, '-'), m.day), Day
		}
	default:
		b, p = two(append(b, "XXXX-"...), m.month), Month
		if m.day != none {
			b, p = two(append(b, '-'), m.day), Day
		}
	}
	switch {
	case m.clock != none:
		return m.appendClock(append(b, 'T')), Minute
	case m.part != "" && p == Day:
		return append(append(b, 'T'), m.part...), PartOfDay
	}
	return b, p
}
