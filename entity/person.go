package entity

import (
	"strings"
	"unicode/utf8"
)

const surnames = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文洪季温樊庄安柯纪葛殷鲁柳施庞翁岳俞耿祁倪牛关蓝苗涂宁符甘梅盛游童阮柴兰左齐凌蒲翟管费欧尚辛古颜米单卓窦裴房解应焦冉鲍娄饶车霍景骆臧包司申聂佟祝阎毕"

var compound = []string{"欧阳", "司马", "诸葛", "上官", "皇甫", "东方", "令狐", "慕容", "司徒", "夏侯", "端木", "公孙", "尉迟", "长孙"}

var titles = []string{"先生", "女士", "小姐", "老师", "师傅", "经理", "主任", "阿姨", "叔叔", "大姐", "大哥", "大爷", "大妈", "医生", "总监", "主管", "同学", "奶奶", "律师", "店长", "客户经理", "工", "太太", "同志", "警官"}

// notName are characters that no given name in our texts has.
const notName = "的了吗呢吧啊是在我你他她它您们这那哪有没不就都也还要会能可来去说给跟和与被把让叫问请谢谁什么怎哈嗯过到等从对吗,。!?:;、0123456789"

func isSurname(r rune) bool { return r > 0x3000 && strings.ContainsRune(surnames, r) }

// surname returns the length of the surname at i, or 0.
func (s *scan) surname(i int) int {
	for _, c := range compound {
		if s.is(i, c) {
			return 2
		}
	}
	if isSurname(s.at(i)) {
		return 1
	}
	return 0
}

// given returns the length of the given name at i, up to most characters.
func (s *scan) given(i, most int) int {
	k := 0
	for k < most && s.inner(i+k) && !strings.ContainsRune(notName, s.at(i+k)) {
		k++
	}
	return k
}

// title reads the name before the title at i.
func (s *scan) title(i int) {
	t, n := "", 0
	for _, w := range titles {
		if l := utf8.RuneCountInString(w); l > n && s.is(i, w) {
			t, n = w, l
		}
	}
	if n < 2 {
		return
	}
	if t == "老师" && s.at(i+2) == '傅' || t == "主管" && s.at(i+2) == '部' || t == "小姐" && s.at(i+2) == '姐' || t == "经理" && s.at(i+2) == '人' || t == "主任" && s.at(i+2) == '务' {
		return
	}
	for _, l := range []int{3, 4, 2, 1} { // with a given name, compound, surname alone
		b := i - l
		if b < 0 {
			continue
		}
		sn := s.surname(b)
		if sn == 0 || l > sn && (!s.border(b) || s.given(b+sn, l-sn) < l-sn || l-sn > 2 || !s.nameLike(b, l)) || l < sn {
			continue
		}
		if s.is(b, "任何") || s.is(b, "高兴") || s.is(b, "方便") || s.is(b, "马上") {
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
	// One word, or single characters.
	for k := b + 1; k < b+l; k++ {
		if !s.start[k] {
			return s.border(b)
		}
	}
	return l >= 2
}

var nameIntros = []struct {
	intro  string
	most   int // characters of the given name; 0 for the surname alone
	strict bool
}{
	{"免贵姓", 0, false}, {"我姓", 0, false}, {"客户姓", 0, false}, {"本人姓", 0, false}, {"她姓", 0, false}, {"他姓", 0, false}, {"名字叫", 2, false}, {"名字是", 2, false}, {"我叫", 2, false}, {"他叫", 2, false}, {"她叫", 2, false},
	{"姓名是", 2, false}, {"姓名:", 2, false}, {"姓名", 2, false}, {"收件人是", 2, false}, {"收件人:", 2, false}, {"收件人", 2, false}, {"收货人是", 2, false}, {"收货人:", 2, false}, {"收货人", 2, false}, {"联系人是", 2, false}, {"联系人:", 2, false},
	{"联系人", 2, false}, {"户名是", 2, false}, {"户名:", 2, false}, {"户名", 2, false}, {"持卡人是", 2, false}, {"持卡人:", 2, false}, {"持卡人", 2, false}, {"投保人是", 2, false}, {"投保人", 2, false}, {"被保人", 2, false}, {"机主是", 2, false}, {"机主叫", 2, false}, {"寄件人", 2, false},
	{"户主是", 2, false}, {"本人叫", 2, false}, {"老公叫", 2, false}, {"老婆叫", 2, false}, {"儿子叫", 2, false}, {"女儿叫", 2, false}, {"妈妈叫", 2, false}, {"爸爸叫", 2, false}, {"名叫", 2, false}, {"全名", 2, false},
}

var introHeads = func() map[rune][]int {
	m := map[rune][]int{}
	for k, n := range nameIntros {
		r, _ := utf8.DecodeRuneInString(n.intro)
		m[r] = append(m[r], k)
	}
	return m
}()

// persons reads names behind 我姓, 我叫, 收件人: at i.
func (s *scan) persons(i int) {
	best, end := -1, 0
	for _, k := range introHeads[s.r[i]] {
		if w := nameIntros[k].intro; s.is(i, w) && i+utf8.RuneCountInString(w) > end {
			best, end = k, i+utf8.RuneCountInString(w)
		}
	}
	if best < 0 {
		return
	}
	in := nameIntros[best]
	b := s.filler(end, " :是叫", 2)
	sn := s.surname(b)
	if sn == 0 {
		return
	}
	if in.most == 0 {
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
	for _, t := range titles {
		if s.is(b+sn, t) {
			return // 我叫张师傅来
		}
	}
	if s.at(b) == '车' {
		return
	}
	s.propose(Person, b, j, rankPerson, 0.85, "person.named", Value{Text: s.raw(b, j)})
}
