package entity

import (
	"fmt"
	"slices"
	"strings"
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

var dayWords = []struct {
	word string
	day  int
}{
	{"大前天", -3}, {"大后天", 3}, {"前天", -2}, {"昨天", -1}, {"昨日", -1}, {"今天", 0}, {"今日", 0}, {"明天", 1}, {"明日", 1}, {"后天", 2}, {"今儿个", 0}, {"今儿", 0}, {"明儿", 1}, {"昨个", -1}, {"今个", 0},
}

var yearWords = []struct {
	word string
	year int
}{{"去年", -1}, {"今年", 0}, {"明年", 1}, {"后年", 2}, {"前年", -2}, {"本年", 0}}

var monthWords = []struct {
	word  string
	month int
}{
	{"上上个月", -2}, {"上个月", -1}, {"上月", -1}, {"这个月", 0}, {"本月", 0}, {"当月", 0}, {"下下个月", 2}, {"下个月", 1}, {"下月", 1}, {"这月", 0},
}

var partWords = []struct {
	word, part string
	pm         int // hours to add to those before noon
}{
	{"早上", "morning", 0}, {"早晨", "morning", 0}, {"上午", "morning", 0}, {"清晨", "morning", 0}, {"凌晨", "night", 0}, {"中午", "noon", 12}, {"下午", "afternoon", 12}, {"傍晚", "evening", 12}, {"晚上", "evening", 12},
	{"夜里", "night", 12}, {"半夜", "night", 0}, {"深夜", "night", 12}, {"夜晚", "evening", 12}, {"晚间", "evening", 12}, {"大早上", "morning", 0}, {"大晚上", "evening", 12}, {"早", "morning", 0}, {"晚", "evening", 12},
}

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
	if s.bitsAt(i)&isDigit != 0 && (alnum(s.at(i-1)) || s.at(i-1) == '.' && alnum(s.at(i-2)) || s.at(i-1) == '*' || s.at(i-1) == '¥') || s.at(i-1) == '第' {
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
	for _, w := range dayWords {
		if s.is(i, w.word) {
			if s.is(i, "后天性") || s.is(i, "前天台") {
				return i
			}
			if s.is(i, "后天") && s.at(i-1) == '今' || s.at(i-1) == '大' && (w.word == "前天" || w.word == "后天") {
				continue
			}
			m.day, m.relDay = w.day, true
			return i + runes(w.word)
		}
	}
	for _, w := range []struct {
		word string
		day  int
		part string
	}{{"昨晚", -1, "evening"}, {"今晚", 0, "evening"}, {"明晚", 1, "evening"}, {"今早", 0, "morning"}, {"明早", 1, "morning"}, {"昨夜", -1, "night"}, {"前晚", -2, "evening"}, {"当晚", none, ""}} {
		if s.is(i, w.word) && w.day != none {
			m.day, m.relDay = w.day, true
			m.part = w.part
			j := i + 2
			if s.at(j) == '上' && w.part != "night" {
				j++
			}
			return j
		}
	}
	for _, w := range yearWords {
		if s.is(i, w.word) {
			if w.word == "后年" && s.inner(i-1) && s.at(i-1) != '到' || w.word == "前年" && numeralChar(s.at(i-1)) {
				return i
			}
			m.year, m.relYear = w.year, true
			j := i + 2
			if e := s.monthDay(j, m); e > j {
				return e
			}
			if s.is(j, "年底") || s.is(j, "年末") || s.is(j, "年初") {
				j++
			}
			switch {
			case s.at(j) == '底' || s.at(j) == '末':
				m.month, m.approx = 12, true
				return j + 1
			case s.at(j) == '初':
				m.month, m.approx = 1, true
				return j + 1
			}
			return j
		}
	}
	for _, w := range monthWords {
		if !s.is(i, w.word) {
			continue
		}
		if w.word == "当月" || s.at(i-1) == '上' || s.at(i-1) == '下' {
			return i
		}
		m.month, m.relMonth = w.month, true
		j := i + runes(w.word)
		if d, e := s.int(j, 3); e > j && d >= 1 && d <= 31 && (s.at(e) == '号' || s.at(e) == '日') && !s.is(e, "号线") {
			m.day = d
			return e + 1
		}
		if s.at(j) == '底' || s.at(j) == '初' || s.at(j) == '末' {
			m.approx = true
			return j + 1
		}
		if s.at(j) == '租' || s.at(j) == '份' || s.at(j) == '费' {
			if s.at(j) == '份' {
				return j + 1
			}
			return j
		}
		return j
	}
	if e := s.weekday(i, m); e > i {
		return e
	}
	if (s.is(i, "月底") || s.is(i, "月初") || s.is(i, "月末") || s.is(i, "年底") || s.is(i, "年初")) && !numeralChar(s.at(i-1)) && s.at(i-1) != '个' && s.at(i-1) != '每' {
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

func runes(w string) int { return len(w) / 3 }

func (s *scan) weekday(i int, m *moment) int {
	week, j := none, i
	for _, w := range []struct {
		word string
		week int
	}{{"上上", -2}, {"下下", 2}, {"上", -1}, {"下", 1}, {"这", 0}, {"本", 0}, {"大上", -2}} {
		if s.is(i, w.word) {
			week, j = w.week, i+runes(w.word)
			if s.at(j) == '个' {
				j++
			}
			break
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
	switch s.at(j) {
	case '年':
		four := v >= 1900 && v < 2200 && j-i == 4
		two := j-i == 2 && v < 100 && v >= 0 && s.r[i] != '十' && s.at(i+1) != '十'
		e := s.monthDay(j+1, m)
		if !four && !(two && e > j+1) {
			*m = newMoment
			return i
		}
		if two && !four {
			v += 2000
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
		m.day = v
		return j + 1
	}
	return i
}

// notDay reports whether 号 or 日 behind the number at i belongs to another word: 5号楼, 3号线, 建国路88号.
func (s *scan) notDay(i, e int) bool {
	if strings.ContainsRune("楼线店门院机馆桌仓柜库房厅车键码文体球电池汽油公工客技窗坐床", s.at(e)) && s.at(e) != 0 && !(s.at(e) == '到' || s.is(e, "电话")) {
		return true
	}
	if s.at(e-1) == '号' && strings.ContainsRune("路街巷弄道院区村苑园路段型第", s.at(i-1)) && s.at(i-1) != 0 {
		return true
	}
	return false
}

// monthDay reads 3月, 3月15号, 三月底 at i.
func (s *scan) monthDay(i int, m *moment) int {
	if i >= len(s.r) || !numeralChar(s.r[i]) {
		return i
	}
	v, j := s.int(i, 2)
	if j == i || v < 1 || v > 12 || s.at(j) != '月' {
		return i
	}
	m.month = v
	j++
	if s.at(j) == '份' {
		j++
	}
	if j < len(s.r) && numeralChar(s.r[j]) {
		if d, e := s.int(j, 3); e > j && d >= 1 && d <= 31 {
			if s.at(e) == '号' || s.at(e) == '日' {
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
	case s.at(j) == '底' || s.at(j) == '初' || s.at(j) == '末':
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
	unit, l := s.unit(j, timeUnits)
	if s.at(j) == '个' && s.at(j+1) == '半' {
		unit, l = s.unit(j+2, timeUnits)
		half = true
		l += 2
	}
	if l == 0 || unit == "workday" || unit == "quarter" {
		return i
	}
	e := j + l
	sign := 0
	for _, w := range []struct {
		word string
		sign int
	}{{"之前", -1}, {"以前", -1}, {"前", -1}, {"之后", 1}, {"以后", 1}, {"后", 1}} {
		if s.is(e, w.word) && !s.is(e, "后面") && !s.is(e, "前面") && !s.is(e, "后台") && !s.is(e, "前台") && !s.is(e, "后悔") {
			sign, e = w.sign, e+runes(w.word)
			break
		}
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
	for _, w := range partWords {
		if s.is(i, w.word) && (runes(w.word) > 1 || dated && m.part == "") {
			part, pm, j = w.part, w.pm, i+runes(w.word)
			break
		}
	}
	k := s.skip(j)
	h, e := -1, k
	if k < len(s.r) && numeralChar(s.r[k]) {
		h, e = s.int(k, 3)
	}
	if e > k && h >= 0 && h <= 24 {
		minute, end, ok := s.minutes(k, e, h, j > i || part != "" || dated)
		if ok {
			switch {
			case part == "noon" && h < 10 && h > 0:
				h += 12
			case part == "noon":
			case pm == 12 && h < 12 && !(part == "night" && h < 6):
				h += 12
			case h == 12 && (part == "night" || part == "evening"):
				h = 24
			}
			m.clock, m.second = h*60+minute/60, minute%60
			m.part = part
			return end
		}
	}
	if j > i && dated {
		m.part = part
		return j
	}
	return i
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
			for _, w := range []string{"要求", "建议", "问题", "疑问", "原因", "意见", "想法", "不明", "不懂", "需求", "说明", "希望", "诉求", "不满", "好处", "声明", "水", "是", "体会", "说"} {
				if s.is(end, w) {
					return 0, 0, false
				}
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
				case f-k >= 2 && !unitHeads[s.at(f)] && s.at(f) != '号' && s.at(f) != '个' || k > end && mm > 0 && !unitHeads[s.at(f)]:
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
	v := Value{}
	if m.clock != none {
		v.Time.Clock = time.Duration(m.clock)*time.Minute + time.Duration(m.second)*time.Second
	}
	if !dated {
		if m.clock == none {
			return
		}
		v.Text = clockText(m)
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
	if relative && ref.IsZero() {
		v.Text, v.Time.Precision = symbolic(m)
	} else {
		v.Time.At, v.Time.Precision, v.Text = m.resolve(ref)
	}
	if v.Text == "" {
		return
	}
	if m.approx {
		v.Text = "~" + v.Text
	}
	s.propose(Date, i, j, rankDate, 0.85, source, v)
}

func clockText(m *moment) string {
	h, mm := m.clock/60, m.clock%60
	if m.second > 0 {
		return fmt.Sprintf("%02d:%02d:%02d", h, mm, m.second)
	}
	return string([]byte{byte('0' + h/10), byte('0' + h%10), ':', byte('0' + mm/10), byte('0' + mm%10)})
}

// resolve returns the begin of m, seen from ref where it is relative. It returns no text for days that do not exist (2月30日).
func (m *moment) resolve(ref time.Time) (at time.Time, p Precision, text string) {
	loc := time.UTC
	if !ref.IsZero() {
		loc = ref.Location()
	}
	if m.hours != none {
		at = ref.Add(time.Duration(m.hours) * time.Minute)
		return at, Minute, at.Format("2006-01-02T15:04")
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
			return time.Time{}, NoTime, ""
		}
	}
	if m.clock != none {
		at = at.Add(time.Duration(m.clock)*time.Minute + time.Duration(m.second)*time.Second)
		if m.second > 0 {
			return at, Second, at.Format("2006-01-02T15:04:05")
		}
		return at, Minute, at.Format("2006-01-02T15:04")
	}
	switch {
	case p == Day && m.part != "":
		return at, PartOfDay, at.Format("2006-01-02T") + m.part
	case p == Day:
		return at, p, at.Format("2006-01-02")
	case p == Week:
		wy, w := at.ISOWeek()
		return at, p, fmt.Sprintf("%d-W%02d", wy, w)
	case p == Month:
		return at, p, at.Format("2006-01")
	}
	return at, Year, at.Format("2006")
}

// symbolic returns the form of m without a reference time.
func symbolic(m *moment) (text string, p Precision) {
	two := func(v int) string {
		if v == none {
			return "XX"
		}
		return fmt.Sprintf("%02d", v)
	}
	switch {
	case m.hours != none && m.hours%60 == 0:
		return fmt.Sprintf("hour%+d", m.hours/60), Minute
	case m.hours != none:
		return fmt.Sprintf("minute%+d", m.hours), Minute
	case m.relDay:
		text, p = fmt.Sprintf("day%+d", m.day), Day
	case m.week != none && m.weekday != none:
		text, p = fmt.Sprintf("week%+d:%d", m.week, m.weekday), Day
	case m.week != none:
		text, p = fmt.Sprintf("week%+d", m.week), Week
	case m.relMonth:
		text, p = fmt.Sprintf("month%+d", m.month), Month
		if m.day != none {
			text, p = text+":"+two(m.day), Day
		}
	case m.relYear:
		text, p = fmt.Sprintf("year%+d", m.year), Year
		if m.month != none {
			text, p = text+":"+two(m.month), Month
		}
		if m.day != none {
			text, p = text+"-"+two(m.day), Day
		}
	default:
		text, p = "XXXX-"+two(m.month), Month
		if m.day != none {
			text, p = text+"-"+two(m.day), Day
		}
	}
	if m.clock != none {
		return text + "T" + clockText(m), Minute
	}
	if m.part != "" && p == Day {
		return text + "T" + m.part, PartOfDay
	}
	return text, p
}
