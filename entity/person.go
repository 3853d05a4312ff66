package entity

import "strings"

// surname returns the length of the surname at i, or 0.
func (s *scan) surname(i int) int {
	return s.length(&s.w.surname, i)
}

// given returns the length of the given name at i, up to most characters.
func (s *scan) given(i, most int) int {
	k := 0
	for k < most && s.inner(i+k) && s.bits[i+k]&noName == 0 {
		k++
	}
	return k
}

// title reads the name before the title at i.
func (s *scan) title(i int) {
	t := s.find(&s.w.title, i)
	if t == nil || t.value == "no" {
		return
	}
	n := len(t.word)
	if n == 1 {
		s.shortTitle(i)
		return
	}
	for _, l := range [4]int{3, 4, 2, 1} { // with a given name, compound, surname alone
		b := i - l
		if b < 0 {
			continue
		}
		sn := s.surname(b)
		if t.value == "role" && (l != 1 || !s.border(b) || s.find(&s.w.surname, b) == nil || s.find(&s.w.surname, b).value != "informal") {
			continue
		}
		if sn == 0 || l > sn && (!s.border(b) || s.given(b+sn, l-sn) < l-sn || l-sn > 2 || !s.nameLike(b, l)) || l < sn {
			continue
		}
		if s.find(&s.w.notName, b) != nil {
			continue
		}
		if l == 1 && strings.ContainsRune("祝向应", s.at(b)) && s.at(i) != '先' && s.at(i) != '女' { // 祝阿姨, 向经理投诉
			continue
		}
		if l == sn && (!s.border(b) && s.joined(b)) {
			continue
		}
		if l == sn && strings.ContainsRune("任何高单车向应关解安文方万", s.at(b)) && l == 1 && s.inner(b-1) && !s.border(b) {
			continue
		}
		s.propose(Person, b, i+n, rankPerson, 0.9, "person.title", Value{Text: s.raw(b, i+n)})
		return
	}
}

// shortTitle reads 王总, 李姐: a frequent surname before a title of one character.
func (s *scan) shortTitle(i int) {
	b := i - 1
	if e := s.find(&s.w.surname, b); b < 0 || e == nil || e.value != "informal" || len(e.word) > 1 || !s.border(b) || !s.border(i+1) || s.find(&s.w.notName, b) != nil {
		return
	}
	if c := s.at(b - 1); c == '老' || c == '小' || s.joined(b) {
		return
	}
	s.propose(Person, b, i+1, rankPerson, 0.7, "person.short", Value{Text: s.raw(b, i+1)})
}

// informal reads 老李, 小王, 小张经理 at i.
func (s *scan) informal(i int) {
	e := s.find(&s.w.surname, i+1)
	if e == nil || e.value != "informal" || s.find(&s.w.notName, i) != nil || !s.border(i) && s.joined(i) {
		return
	}
	j := i + 2
	if t := s.find(&s.w.title, j); t != nil && t.value != "no" && s.border(j+len(t.word)) {
		j += len(t.word)
	} else if !s.border(j) {
		return
	}
	s.propose(Person, i, j, rankPerson, 0.7, "person.informal", Value{Text: s.raw(i, j)})
}

// joined reports whether the character before b belongs to the word of the one at b: 任何先生.
func (s *scan) joined(b int) bool {
	if !s.inner(b - 1) {
		return false
	}
	return !strings.ContainsRune("是叫找的位给让和跟与向问请好你您我为了个那这姓,由帮", s.at(b-1)) || s.is(b-1, "任何")
}

// nameLike refuses names made of words: 周经理 has none, 高兴先生.
func (s *scan) nameLike(b, l int) bool {
	if len(s.start) == 0 {
		return l <= 3
	}
	if l == 3 && !s.start[b+1] && s.start[b+2] && s.bits[b+2]&isSurname != 0 { // 安排李师傅
		return false
	}
	// One word, or single characters.
	for k := b + 1; k < b+l; k++ {
		if !s.start[k] {
			return s.border(b)
		}
	}
	return l >= 2
}

// persons reads names behind 我姓, 我叫, 收件人: at i.
func (s *scan) persons(i int) {
	in := s.find(&s.w.intro, i)
	if in == nil {
		return
	}
	at := i + len(in.word)
	b := s.filler(at, " :是叫", 2)
	if b == at { // 收件人写的是周杰
		if b = s.filler(at, "写填的就应该是叫:", 5); !strings.ContainsRune("是叫写填:", s.at(b-1)) {
			b = at
		}
	}
	if in.value == "mark" && strings.Trim(string(s.r[at:min(b, len(s.r))]), " ") == "" { // 客户:王芳
		return
	}
	sn := s.surname(b)
	if sn == 0 {
		return
	}
	if s.find(&s.w.notName, b) != nil {
		return
	}
	if in.value == "surname" {
		if len(in.word) == 1 && (s.at(i-1) == '百' || s.at(i-1) == '同') { // 百姓, 同姓
			return
		}
		if c := s.at(b + sn); sn == 1 && s.inner(b+sn) && (c == '氏' || c == '什') {
			return
		}
		s.propose(Person, b, b+sn, rankPerson, 0.9, "person.surname", Value{Text: s.raw(b, b+sn)})
		return
	}
	g := s.given(b+sn, 2)
	if g == 0 {
		return
	}
	// 张伟退款: the word behind is none of the name.
	if g == 2 && len(s.start) > 0 && s.inner(b+sn+2) && !s.border(b+sn+2) && s.border(b+sn+1) {
		g = 1
	}
	j := b + sn + g
	if s.find(&s.w.title, b+sn) != nil {
		return // 我叫张师傅来
	}
	if s.at(b) == '车' {
		return
	}
	s.propose(Person, b, j, rankPerson, 0.85, "person.named", Value{Text: s.raw(b, j)})
}
