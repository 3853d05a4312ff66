package entity

import "unicode/utf8"

// A class is what the number beside a word is.
type class uint8

const (
	noClass class = iota
	ofOrder
	ofPhone
	ofCall
	ofID
	ofCard
	ofTail
	ofCode
	ofWeChat
	ofPassport
	ofPermit
	ofOther // a number of another kind: model, staff number, error code
)

// A hit is a word that names the number beside it.
type hit struct {
	start, end int32
	class      class
	kind       string
}

// contextWords fills hits with the words of contexts, the longest at each place, in their order.
func (s *scan) contextWords() {
	last := 0
	for i, b := range s.bits {
		if b&isContext == 0 {
			continue
		}
		e := s.find(&s.w.context, i)
		if e == nil || e.word[0] < utf8.RuneSelf && alnum(s.at(i-1)) {
			continue
		}
		if i+len(e.word) <= last { // 编号 in 会员编号
			continue
		}
		if len(e.word) > 2 {
			last = i + len(e.word)
		}
		s.hits = append(s.hits, hit{int32(i), int32(i + len(e.word)), e.class, e.value})
	}
}

// A run is a long number and what the words beside it called it.
type run struct {
	start, end int
	hit        hit
}

// reach is how far, in characters, a word names the number behind it.
const reach = 12

// named returns the word that names the number at i: the nearest one before it in the sentence with no other long number between, or
// one right behind it (…是我的快递单号).
func (s *scan) named(i, end int) (h hit) {
	if len(s.hits) == 0 {
		return hit{}
	}
	lo, hi := 0, len(s.hits)
	for lo < hi {
		if mid := (lo + hi) / 2; int(s.hits[mid].end) <= i {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	for k := lo - 1; k >= 0 && k >= lo-6; k-- {
		g := s.hits[k]
		if i-int(g.end) > reach {
			break
		}
		if h.class == noClass || g.end == h.start && s.r[h.start] == '号' || g.end >= h.start && outranks(g.class, h.class) {
			// 订单号码, 手机尾号, 快递电话: the word right before goes on with the other.
			if h.class == noClass && !s.joins(int(g.end), i) {
				break
			}
			if h.class == noClass || outranks(g.class, h.class) || g.end == h.start && s.r[h.start] == '号' { // 回乡证号码
				h = g
			}
		}
	}
	if h.class != noClass {
		return h
	}
	// A list goes on: 订单2024001、2024002.
	if l := s.lastRun; l.hit.class != noClass && l.end < i && i-l.end <= 2 && listMark(s.at(l.end)) && (i-l.end < 2 || listMark(s.at(l.end+1))) {
		return l.hit
	}
	j := s.skip(end)
	if s.at(j) == '是' || s.at(j) == '(' || s.at(j) == '就' && s.at(j+1) == '是' {
		for lo < len(s.hits) && int(s.hits[lo].start) < j+1 {
			lo++
		}
		if lo < len(s.hits) && int(s.hits[lo].start) <= j+6 && s.clause(j, int(s.hits[lo].start)) {
			return s.hits[lo]
		}
	}
	return hit{}
}

// outranks: a number of an order or another thing is none of a phone, whatever stands nearer.
func outranks(a, b class) bool {
	return b == ofPhone && (a == ofOrder || a == ofOther) || b == ofOther && (a == ofOrder) || b == ofCall && a != ofCall
}

func listMark(r rune) bool {
	return r == '、' || r == '和' || r == '跟' || r == '及' || r == '与' || r == '/'
}

// joins reports whether no sentence end and no long number stands between.
func (s *scan) joins(i, j int) bool {
	if s.lastRun.start >= i && s.lastRun.end <= j && s.lastRun.end > 0 {
		return false
	}
	for _, r := range s.r[i:j] {
		if r == '。' || r == '!' || r == '?' || r == ';' || r == '\n' {
			return false
		}
	}
	return true
}

func (s *scan) clause(i, j int) bool {
	for _, r := range s.r[i:j] {
		if r == ',' || r == '。' || r == '!' || r == '?' || r == ';' || r == '\n' {
			return false
		}
	}
	return true
}

// contexts reads what is behind words of contexts and has no fixed form: 尾号1234, 验证码123456, 微信lina_08.
func (s *scan) contexts() {
	for _, h := range s.hits {
		switch h.class {
		case ofTail:
			s.propose("", int(h.start), int(h.end), rankCount, 1, "tail.word", Value{})
			s.tail(h)
		case ofCode:
			s.code(h)
		case ofWeChat:
			s.weChat(h)
		case ofPhone:
			s.localPhone(h)
		}
	}
}

// named values follow these.
func (s *scan) filler(i int, chars string, most int) int {
	for k := 0; k < most; k++ {
		ok := false
		for _, r := range chars {
			if s.at(i) == r {
				ok = true
				break
			}
		}
		if !ok {
			break
		}
		i++
	}
	return i
}

// plainRun reads spoken or written digits without marks at i.
func (s *scan) plainRun(i, most int) (digits string, j int) {
	var b [24]byte
	n := 0
	for j = i; j < len(s.r); j++ {
		d := spoken(s.r[j])
		if d < 0 {
			break
		}
		if n == most || n == len(b) {
			return "", i
		}
		b[n] = byte('0' + d)
		n++
	}
	if n > 0 && int(s.end[j-1]-s.off[i]) == n {
		return s.raw(i, j), j
	}
	return s.keep(b[:n]), j
}

func (s *scan) tail(h hit) {
	i := s.filler(int(h.end), " 是为:的就号码数", 4)
	d, j := s.plainRun(i, 6)
	if len(d) < 3 || alnum(s.at(j)) || s.measured(j) && len(d) != 4 {
		return
	}
	k := j // 尾号0452的机主
	for n := 0; n < 3 && (s.at(k) == '的' || s.at(k) == '这' || s.at(k) == '那' || s.at(k) == '个'); n++ {
		k++
	}
	if s.is(k, "手机") && !s.is(k, "手机银行") || s.is(k, "电话") || s.is(k, "机主") {
		s.propose(Phone, i, j, rankNamed, 0.9, "phone.tail", Value{Text: "*" + d})
		return
	}
	for k := int(h.start) - 1; k >= int(h.start)-6 && k >= 0; k-- {
		if s.is(k, "手机") || s.is(k, "电话") || s.is(k, "号码") && !s.is(k-1, "卡") {
			s.propose(Phone, i, j, rankNamed, 0.9, "phone.tail", Value{Text: "*" + d})
			return
		}
		if s.is(k, "订单") || s.is(k, "单号") || s.is(k, "快递") || s.is(k, "身份证") || s.is(k, "车牌") {
			return
		}
	}
	s.propose(CardTail, i, j, rankNamed, 0.9, "card.tail", Value{Text: d})
	for n := len(d); listMark(s.at(j)); { // 尾号2950和2951
		if d, i = "", j+1; s.bitsAt(i)&(isDigit|isNumeral) != 0 {
			d, j = s.plainRun(i, 6)
		}
		if len(d) != n || alnum(s.at(j)) || s.measured(j) && n != 4 {
			break
		}
		s.propose(CardTail, i, j, rankNamed, 0.8, "card.tail", Value{Text: d})
	}
}

// code reads the verification code behind its word, with what people say between: 验证码发来了,是5047.
func (s *scan) code(h hit) {
	i, far := int(h.end), false // far: a clause ended between
	for i < len(s.r) && i-int(h.end) < 20 {
		if s.r[i] == ' ' {
			i++
			continue
		}
		e := s.find(&s.w.codeBridge, i)
		if e == nil {
			break
		}
		far = far || e.value == "far"
		i += len(e.word)
	}
	if i < len(s.r) && s.bits[i]&(isDigit|isNumeral) == 0 || alnum(s.at(i-1)) {
		return
	}
	d, j := s.plainRun(i, 8)
	if len(d) <= 4 { // 4 4 1 2 0 9, 70 31 18, 四四八 零二一
		var g groups
		s.collect(&g, i, true)
		if n := g.n; n == 11 && g.digit[0] == '1' && g.digit[1] >= '3' || n > 11 {
			return
		}
		for c := g.count - 1; c >= 0; c-- {
			n := g.ends[c]
			end := int(g.pos[n-1]) + 1
			if c > 0 && len(d) == 4 || n > 8 || c > 0 && (g.first() > 4 || n != 6 && n != 4 && (n < 4 || n != (c+1)*g.first())) || c > 0 && s.unitAt(end) {
				continue
			}
			d, j = s.keep(g.digit[:n]), end
			break
		}
	}
	if len(d) < 4 || alnum(s.at(j)) || s.measured(j) || s.at(j) == '位' {
		return
	}
	if far && (s.unitAt(j) || len(d) != 4 && len(d) != 6 || s.find(&s.w.notCode, j) != nil || s.at(j) == '.' && alnum(s.at(j+1)) || d[:2] == "20" && len(d) == 4 && s.inner(j)) {
		return
	}
	s.propose(Code, i, j, rankNamed, conf(far, 0.75, 0.95), "code.named", Value{Text: d})
}

// unitAt reports whether a unit of money, time or a measure word stands at j.
func (s *scan) unitAt(j int) bool {
	return s.unitHead(j) && (s.find(&s.w.money, j) != nil || s.find(&s.w.time, j) != nil || s.find(&s.w.count, j) != nil && s.find(&s.w.notCount, j) == nil)
}

// twinReach is how far, in characters, a number takes the type of another one of its shape.
const twinReach = 20

// twins finds the second number beside a named one: 护照EK6650183而系统里是EK6650138, 单号88123456不是88123465.
func (s *scan) twins() {
	for k, n := 0, len(s.props); k < n; k++ {
		p := &s.props[k]
		if p.rank != rankNamed {
			continue
		}
		switch p.typ {
		case Order, Passport, Permit, Code, CardTail:
			s.twin(k, int(p.end), min(int(p.end)+twinReach, len(s.r)))
			s.twin(k, max(int(s.props[k].start)-twinReach, 0), int(s.props[k].start))
		}
	}
}

// twin looks for a number of the shape of proposal k between from and to.
func (s *scan) twin(k, from, to int) {
	p := s.props[k]
	n := int(p.end - p.start)
	for i := from; i < to; i++ {
		if !alnum(s.r[i]) || alnum(s.at(i-1)) || s.at(i-1) == '-' || s.at(i-1) == '.' || s.at(i-1) == '*' || !s.like(int(p.start), i, n) {
			continue
		}
		j := i + n
		lo, hi := int(p.end), i
		if i < int(p.start) {
			if lo, hi = j, int(p.start); lo > hi {
				return
			}
		}
		linked := s.ends(&s.w.twin, s.back(i)) != nil
		if i < int(p.start) {
			linked = s.ends(&s.w.twin, s.back(int(p.start))) != nil || s.find(&s.w.twin, j) != nil
		}
		if short := n < 9 && s.bits[p.start]&isDigit != 0; short && !linked || s.measured(j) || s.unitAt(j) {
			continue
		}
		if s.bits[i]&isDigit != 0 && n == 8 && dayValid(int(atoi(s.ascii(i, i+4, false))), int(atoi(s.ascii(i+4, i+6, false))), int(atoi(s.ascii(i+6, i+8, false)))) && !linked {
			continue
		}
		if !s.clauses(lo, hi) || s.otherNamed(p.typ, lo, hi) || i < int(p.start) && s.named(i, i).class != noClass {
			continue
		}
		v := Value{Text: s.ascii(i, j, p.typ == Order || p.typ == Passport || p.typ == Permit), Unit: p.value.Unit}
		s.propose(p.typ, i, j, rankPerson, 0.7, "twin", v)
		return
	}
}

// back returns the place before a space that ends at i.
func (s *scan) back(i int) int {
	if s.at(i-1) == ' ' {
		return i - 1
	}
	return i
}

// like reports whether the n characters at j are digits, letters and marks where those at i are, and end there.
func (s *scan) like(i, j, n int) bool {
	if j+n > len(s.r) || alnum(s.at(j+n)) || s.at(j+n) == '-' && alnum(s.at(j+n+1)) || s.at(j+n) == '*' {
		return false
	}
	for k := range n {
		a, b := s.r[i+k], s.r[j+k]
		if digit := a >= '0' && a <= '9'; digit != (b >= '0' && b <= '9') || !alnum(a) && a != '-' || !digit && a != b {
			return false
		}
	}
	return true
}

// clauses reports whether no sentence ends between i and j.
func (s *scan) clauses(i, j int) bool {
	for _, r := range s.r[i:j] {
		if r == '。' || r == '!' || r == '?' || r == ';' || r == '\n' {
			return false
		}
	}
	return true
}

// otherNamed reports whether a word between i and j names a number of another type than typ.
func (s *scan) otherNamed(typ Type, i, j int) bool {
	for k := i; k < j; k++ {
		if s.bits[k]&isContext == 0 {
			continue
		}
		e := s.find(&s.w.context, k)
		if e == nil {
			continue
		}
		same := typ == Order && e.class == ofOrder || typ == Code && e.class == ofCode || typ == CardTail && e.class == ofTail ||
			typ == Passport && (e.class == ofPassport || e.class == ofID) || typ == Permit && e.class == ofPermit
		if !same {
			return true
		}
	}
	return false
}

func (s *scan) weChat(h hit) {
	i := int(h.end)
	j := s.filler(i, "号id是为:就叫的 账搜索加我", 6)
	marked := j > i && s.at(i) != ' '
	k, digit := j, false
	for k < len(s.r) && (alnum(s.r[k]) || s.r[k] == '_' || s.r[k] == '-') && k-j <= 20 {
		digit = digit || s.r[k] >= '0' && s.r[k] <= '9' || s.r[k] == '_'
		k++
	}
	if k-j < 6 || k-j > 20 || s.at(j) < 'a' || s.at(j) > 'z' || !digit && !marked || s.at(k) == '.' && alnum(s.at(k+1)) || s.at(k) == '@' {
		return
	}
	s.propose(WeChat, j, k, rankNamed, 0.9, "wechat.named", Value{Text: s.raw(j, k)})
}

// localPhone reads a landline without area code after its name: 座机88345621.
func (s *scan) localPhone(h hit) {
	if s.before(int(h.end), "手机") {
		return
	}
	i := s.filler(int(h.end), " 号码是为:就", 5)
	if s.bitsAt(i)&isDigit == 0 {
		return
	}
	j := i
	for j < len(s.r) && j-i < 10 && (s.r[j] >= '0' && s.r[j] <= '9') {
		j++
	}
	if first := s.at(i); (j-i == 7 || j-i == 8) && first >= '2' && first <= '8' && !alnum(s.at(j)) && !s.measured(j) && s.at(j) != '.' {
		s.propose(Phone, i, j, rankPhone, 0.6, "phone.local", Value{Text: s.raw(i, j)})
	}
}

func (s *scan) bitsAt(i int) uint32 {
	if i < 0 || i >= len(s.bits) {
		return 0
	}
	return s.bits[i]
}
