package entity

import (
	"slices"
	"strings"
)

// address looks for addresses around the place suffix at i.
func (s *scan) address(i int) {
	if c := s.r[i]; s.at(i-1) == c && s.at(i-2) == c { // 路路路
		return
	}
	// The clause: back to a mark or a character that no place name has.
	b := i
	for b > s.placeAt && i-b < 12 && (s.inner(b-1) || alnum(s.r[b-1])) && s.bits[b-1]&noPlace == 0 {
		b--
	}
	for b > s.placeAt && i-b < 12 { // 石家庄, 金色家园: a character that no name has, inside of one
		if k := s.across(b); k < b {
			for b = k; b > s.placeAt && i-b < 12 && s.inner(b-1) && s.bits[b-1]&noPlace == 0; {
				b--
			}
			continue
		}
		break
	}
	from := max(b, s.triedAt) // a start is tried once
	s.triedAt = i + 1
	for start := from; start <= i; start++ {
		if start > b && !s.border(start) && !s.region(start) {
			continue
		}
		if alnum(s.at(start)) && alnum(s.at(start-1)) {
			continue
		}
		if j, conf := s.place(start); j > 0 {
			start = s.later(start, i, j)
			text := s.raw(start, j)
			if strings.ContainsAny(text, " \u3000") {
				text = strings.Join(strings.Fields(text), "")
			}
			s.propose(Address, start, j, rankAddress, conf, "address.parts", Value{Text: text})
			s.placeAt, s.triedAt = j, j
			return
		}
	}
}

// across returns the begin of a region or of a suffix of houses that holds the characters before and at b, or b.
func (s *scan) across(b int) int {
	for k := b - 1; k >= b-2 && k >= 0; k-- {
		if s.length(&s.w.region, k) > b-k {
			return k
		}
	}
	if e := s.find(&s.w.place, b-1); e != nil && len(e.word) > 1 && e.value == "house" {
		return b - 1
	}
	return b
}

// later returns the first region behind start from which the same address is read, when nothing of an address stands before it: 改派 in
// 改派哈尔滨市.
func (s *scan) later(start, i, end int) int {
	for k := start; k < i && s.bits[k]&isPlace == 0; k++ {
		if s.region(k) {
			if j, _ := s.place(k); j == end {
				return k
			}
			break
		}
	}
	return start
}

func (s *scan) region(i int) bool { return s.find(&s.w.region, i) != nil }

// maxRoads is the largest number of roads in one address.
const maxRoads = 3

// place reads the parts of an address at i and returns its end, or 0.
func (s *scan) place(i int) (end int, conf float32) {
	j := i
	regions, admins, roads, houses, numbers := 0, 0, 0, 0, 0
	marked := false // a region has its 省 or 市
	for parts := 0; parts < 14; parts++ {
		k := j
		if parts > 0 {
			k = s.skip(j)
		}
		if n := s.numberPart(k, numbers > 0, roads+houses+admins+regions > 0); n > k {
			numbers++
			j = n
			continue
		}
		if n := s.length(&s.w.region, k); n > 0 && parts < 4 {
			e := k + n
			if c := s.at(e); c == '省' || c == '市' {
				e++
			}
			if w := s.find(&s.w.place, e); w != nil && w.value == "road" && s.at(e) != '段' || s.is(e, "大厦") { // 南京路
				roads++
				j = e + len(w.word)
				continue
			}
			if admins+roads+houses == 0 {
				if regions++; e > k+n {
					marked = true
				}
				j = e
				continue
			}
		}
		e, kind := s.namedPart(k)
		if e == 0 {
			break
		}
		switch kind {
		case 'a':
			if roads > 0 && s.at(e-1) != '道' && s.at(e-1) != '村' {
				kind = 0
			}
			admins++
		case 'r':
			if roads++; roads > maxRoads {
				return 0, 0
			}
		case 'h':
			houses++
		}
		if kind == 0 {
			break
		}
		j = e
	}
	if j == i {
		return 0, 0
	}
	switch {
	case regions+admins >= 1 && (roads >= 1 || admins >= 1 && regions >= 1 || admins >= 2 || regions >= 2 && marked || houses >= 1 && numbers >= 1):
		return j, 0.9
	case roads >= 1 && numbers >= 1:
		return j, 0.8
	case houses >= 1 && numbers >= 1, admins >= 1 && numbers >= 2:
		return j, 0.8
	case regions+admins+roads+houses == 0 && numbers >= 1:
		// 3栋2单元501, 5号楼
		if numbers >= 2 || s.at(j-1) == '楼' && s.at(j-2) == '号' {
			return j, 0.6
		}
	}
	return 0, 0
}

// numberPart reads 88号, 3栋, 2单元, 1201室, 十五楼, or a bare number behind one of them.
func (s *scan) numberPart(i int, more, named bool) int {
	j := i
	for j < len(s.r) && j-i < 6 && (alnum(s.r[j]) || numeralChar(s.r[j]) && s.r[j] != '几' && s.r[j] != '两' || s.r[j] == '-' && j > i && alnum(s.at(j+1)) || s.is(j, "之") && j > i) {
		j++
	}
	if j == i {
		switch s.at(i) {
		case '甲', '乙', '丙', '东', '西', '南', '北':
			if c := s.at(i + 1); c == '座' || c == '栋' || c == '区' && named && more {
				return i + 2
			}
		}
		return i
	}
	if alnum(s.at(i)) && alnum(s.at(i-1)) {
		return i
	}
	if w := s.find(&s.w.number, j); w != nil {
		e := j + len(w.word)
		next := s.at(e)
		if len(w.word) > 1 {
			return e
		}
		switch s.r[j] {
		case '号':
			if !named || next == '线' || next == '店' || next == '码' || next == '技' {
				return i
			}
		case '座':
			if next == '位' {
				return i
			}
		case '组':
			if s.at(i-1) != '村' && s.at(i-1) != '社' {
				return i
			}
		case '户':
			if !more {
				return i
			}
		case '房':
			if !more || next == '间' {
				return i
			}
		case '层':
			if next == '次' || !named && !more {
				return i
			}
		case '楼':
			if !named && !more {
				return i
			}
		}
		return e
	}
	if more && s.bitsAt(i)&isDigit != 0 && j-i >= 3 && j-i <= 6 && !s.measured(j) && !alnum(s.at(j)) {
		return j
	}
	if named && slices.Contains(s.r[i:j], '-') && j-i >= 3 && !alnum(s.at(j)) && !s.measured(j) {
		return j
	}
	return i
}

// maxHouse is how many words of houses follow each other in one name.
const maxHouse = 4

// namedPart reads a name with its suffix at i: 南山区, 科技路, 幸福小区. kind is 'a' (admin), 'r' (road) or 'h' (house).
func (s *scan) namedPart(i int) (end int, kind byte) {
	for k := i + 1; k < len(s.r) && k-i <= 8; k++ {
		if c := s.r[k-1]; !s.inner(k-1) && !alnum(c) || s.bits[k-1]&noPlace != 0 {
			if !(c == '里' || c == '家' || c == '同' || c == '位') || k-1 == i {
				return 0, 0
			}
		}
		w := s.find(&s.w.place, k)
		if w == nil || s.fakePlace(i, k, w) {
			continue
		}
		n, e := k-i, k+len(w.word)
		switch w.value {
		case "admin":
			if n >= 2 || w.word[0] == '县' || w.word[0] == '区' {
				return e, 'a'
			}
		case "road":
			if n < 2 || s.at(e) == '道' || s.r[e-1] == '路' && len(w.word) == 1 && (s.at(e) == '由' || s.at(e) == '上') || s.r[e-1] == '段' && s.at(e) == '时' {
				continue
			}
			switch s.at(e) {
			case '东', '西', '南', '北', '中':
				if c := s.at(e + 1); c == '段' || c == '路' {
					e += 2
				}
			}
			return e, 'r'
		default:
			if n >= 2 && (len(w.word) > 1 || s.bitsAt(e)&isDigit != 0 || numeralChar(s.at(e)) || 'a' <= s.at(e) && s.at(e) <= 'z') {
				for range maxHouse { // 国际城, 花园小区
					more := s.find(&s.w.place, e)
					if more == nil || more.value != "house" || len(more.word) == 1 && s.bitsAt(e+1)&(isDigit|isNumeral) == 0 {
						return e, 'h'
					}
					e += len(more.word)
				}
				return e, 'h'
			}
		}
	}
	return 0, 0
}

// fakePlace reports whether w at k ends a word that is no name: 超市, 地区, 线路. The name begins at i.
func (s *scan) fakePlace(i, k int, w *entry) bool {
	if f := s.ends(&s.w.notPlace, k+len(w.word)); f != nil && len(f.word) > len(w.word) {
		switch f.value {
		case "region": // but 高新园区 behind a city
			return !s.region(i) || k-i <= 3
		case "short":
			return k-i < 3
		}
		return true
	}
	switch w.word[0] {
	case '里':
		return s.inner(k+1) && !numeralChar(s.at(k+1))
	case '弄', '巷':
		return k-i < 2
	case '段':
		switch s.at(k - 1) {
		case '路', '道', '东', '西', '中', '南', '北':
			return false
		}
		return true
	}
	return false
}
