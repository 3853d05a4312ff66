package entity

import (
	"strings"

	"github.com/qingting-nlp/qingting/internal/numeral"
)

// spoken returns the value of a digit as people write or say it in a telephone number, or -1.
func spoken(r rune) int {
	if r >= '0' && r <= '9' {
		return int(r - '0')
	}
	if r < 0x3000 {
		return -1
	}
	switch r {
	case '洞':
		return 0
	case '拐':
		return 7
	}
	return numeral.Digit(r)
}

// maxDigits is the longest number of an account or identity that is looked for.
const maxDigits = 19

// groups is a run of digits in groups: 138 1234 5678.
type groups struct {
	digit [maxDigits]byte // '0' to '9', '*'
	pos   [maxDigits]int32
	n     int
	ends  [maxDigits]int // digits up to the end of each group
	count int
	long  bool // the first group is longer than any number
}

// collect reads the groups at i. In speech, commas may stand between groups too.
func (s *scan) collect(g *groups, i int, speech bool) {
	g.n, g.count, g.long = 0, 0, false
	j := i
	for j < len(s.r) {
		begin := g.n
		for j < len(s.r) {
			c := byte(0)
			r := s.r[j]
			switch {
			case r >= '0' && r <= '9':
				c = byte(r)
			case r == '*' && (begin > 0 || g.n > 0):
				c = '*'
			case r == 'x' && g.n > begin && g.n < 17 && (s.at(j+1) == 'x' || g.digit[g.n-1] == '*' && s.at(j-1) == 'x'):
				c = '*'
			case speech:
				if d := spoken(r); d >= 0 {
					c = byte('0' + d)
				}
			}
			if c == 0 {
				break
			}
			if g.n == maxDigits {
				if begin == 0 {
					g.long = true
				}
				g.n = begin
				return
			}
			g.digit[g.n], g.pos[g.n] = c, int32(j)
			g.n++
			j++
		}
		if g.n == begin {
			return
		}
		g.ends[g.count] = g.n
		g.count++
		if g.count == maxDigits {
			return
		}
		k := j
		switch s.at(k) {
		case ' ', '-', '–', '—', '_', '·', '.':
			k++
			if s.at(k) == ' ' || s.at(k) == '-' {
				k++
			}
		case ',', '、', '…':
			if !speech {
				return
			}
			k++
		default:
			if speech && (s.at(k) == '嗯' || s.at(k) == '呃') {
				k++
				break
			}
			return
		}
		if s.at(j) == '.' && !speech && g.count == 1 && g.n != 3 {
			return // decimals
		}
		j = k
	}
}

func (g *groups) all(k int) string { return string(g.digit[:k]) }

// first returns the length of the first group.
func (g *groups) first() int {
	if g.count == 0 {
		return 0
	}
	return g.ends[0]
}

func (g *groups) masked(k int) int { return strings.Count(g.all(k), "*") }

// measured reports whether a unit stands at j, so that the number before it is an amount.
func (s *scan) measured(j int) bool {
	j = s.skip(j)
	switch s.at(j) {
	case '元', '块', '%', '‰', '个', '次', '天', '年', '月', '日', '人', '分', '秒', '万', '亿', '千', '百', '条', '张', '件', '米', '斤', '度', '倍', '位', '点', '多', '几', '折':
		return s.at(j) != '分' || s.at(j+1) != '机'
	case '小':
		return s.at(j+1) == '时'
	case '公':
		return s.at(j+1) == '里' || s.at(j+1) == '斤'
	}
	return false
}

// digits reads the number of digits that begins at i: phone, card, identity card, hotline, or what a word beside it says.
func (s *scan) digits(i int) {
	if alnum(s.at(i-1)) || s.at(i-1) == '.' && alnum(s.at(i-2)) || s.at(i-1) == '*' {
		return
	}
	var g groups
	s.collect(&g, i, false)
	if s.at(i-1) == '第' || g.long && s.orderAt(i) || g.long {
		return
	}
	if k := i + g.first(); spoken(s.at(k)) >= 0 {
		s.spokenDigits(i)
	}
	if g.n < 3 || g.count == 0 {
		return
	}
	if s.code10(i) {
		return
	}
	first := g.ends[0]
	if s.at(i-1) == '(' && g.count == 1 && (first == 3 || first == 4) && s.at(i+first) == ')' && s.at(i) == '0' { // (021)54321098
		if k := s.skip(i + first + 1); s.bitsAt(k)&isDigit != 0 {
			area := g.all(g.n)
			s.collect(&g, k, false)
			if g.n >= 7 && g.count > 0 && landline(area+g.all(g.n)) {
				s.extension(i-1, int(g.pos[g.n-1])+1, area+g.all(g.n), s.named(i, k), "")
			}
		}
		return
	}
	if s.orderAt(i) {
		return
	}
	if first == 8 {
		if h := s.named(i, i+8); h.class == ofPermit && int(h.end) <= i && !alnum(s.at(i+8)) {
			s.propose(Permit, i, i+8, rankNamed, 0.85, "permit.taiwan", Value{Text: string(s.r[i : i+8])})
			return
		}
	}
	s.numbers(&g, i, "")
	if first >= 3 && first <= 8 {
		s.hotline(&g, i)
	}
}

// spokenDigits reads a number said digit by digit at i.
func (s *scan) spokenDigits(i int) {
	if k := s.at(i - 1); k == ' ' || k == '-' || k == ',' || k == '、' {
		if spoken(s.at(i-2)) >= 0 && s.lastRun.end > i {
			return
		}
	}
	var g groups
	s.collect(&g, i, true)
	if g.n < 7 || g.long {
		return
	}
	if h := s.named(i, int(g.pos[g.n-1])+1); h.class == ofOrder && g.n >= 8 {
		j := int(g.pos[g.n-1]) + 1
		s.propose(Order, i, j, rankNamed, 0.85, "order.spoken", Value{Text: g.all(g.n), Unit: h.kind})
		s.lastRun = run{i, j, h}
		return
	}
	s.numbers(&g, i, ".spoken")
}

// numbers proposes what the digits of g are by form and checksum, with the longest first. It stops at the first that fits.
func (s *scan) numbers(g *groups, i int, how string) {
	spokenForm := how != ""
	for c := g.count - 1; c >= 0; c-- {
		n := g.ends[c]
		j := int(g.pos[n-1]) + 1
		h := s.named(i, j)
		if h.class == ofOther && n < 15 && h.end > 0 && !spokenForm && int(h.end) <= i {
			if i-int(h.end) <= 3 {
				s.lastRun = run{i, j, h}
				return
			}
			h = hit{}
		}
		d := g.all(n)
		stars := g.masked(n)
		next := s.at(j)
		if spokenForm && (next == '叉' || next == 'x') && n == 17 && stars == 0 {
			next = 'x'
		}
		found := false
		switch {
		case n == 17 && next == 'x' && !alnum(s.at(j+1)) && stars == 0:
			if idValid(d + "X") {
				s.propose(IDCard, i, j+1, rankChecked, 0.95, "id.checksum"+how, Value{Text: d + "X"})
				j++
				found = true
			}
		case alnum(next) && !(spokenForm && next < 0x80) || s.measured(j) && !s.is(j, "万") && n < 12 && (n != 11 || s.at(j) == '元' || s.at(j) == '块'):
		case n == 18 && stars == 0 && idValid(d):
			s.propose(IDCard, i, j, rankChecked, conf(h.class == ofID, 0.97, 0.9), "id.checksum"+how, Value{Text: d})
			found = true
		case n == 18 && stars >= 4 && d[:4] != "****" && d[0] != '0':
			s.propose(IDCard, i, j, rankChecked, conf(h.class == ofID, 0.9, 0.7), "id.masked"+how, Value{Text: d})
			found = true
		case n == 15 && stars == 0 && oldIDValid(d) && h.class == ofID:
			s.propose(IDCard, i, j, rankChecked, 0.85, "id.old"+how, Value{Text: d})
			found = true
		case n >= 16 && n <= 19 && stars == 0 && d[0] >= '3' && (d[0] <= '6' || d[0] == '9') && luhn(d) && cardShape(g, c):
			s.propose(BankCard, i, j, rankChecked, conf(h.class == ofCard, 0.97, 0.8), "card.luhn"+how, Value{Text: d})
			found = true
		case n >= 16 && n <= 19 && stars >= 4 && (h.class == ofCard || d[0] == '6'):
			s.propose(BankCard, i, j, rankChecked, conf(h.class == ofCard, 0.9, 0.7), "card.masked"+how, Value{Text: d})
			found = true
		case mobile(d, stars) && (c == 0 || phoneShape(g, c)):
			s.phone(i, j, d, h, how)
			found = true
		case n == 13 && d[:2] == "86" && mobile(d[2:], stars):
			s.phone(i, j, d[2:], h, how)
			found = true
		case n == 15 && d[:4] == "0086" && mobile(d[4:], stars):
			s.phone(i, j, d[4:], h, how)
			found = true
		case stars == 0 && landline(d) && landShape(g, c):
			j = s.extension(i, j, d, h, how)
			found = true
		case n == 10 && stars == 0 && (d[:3] == "400" || d[:3] == "800") && h.class != ofOrder:
			s.propose(Hotline, i, j, rankPhone, 0.9, "hotline.400"+how, Value{Text: d})
			found = true
		}
		if found {
			s.lastRun = run{i, j, h}
			return
		}
	}
	if n := g.ends[0]; n >= 4 {
		s.lastRun = run{start: i, end: int(g.pos[n-1]) + 1, hit: s.named(i, int(g.pos[n-1])+1)}
	}
}

func conf(strong bool, yes, no float32) float32 {
	if strong {
		return yes
	}
	return no
}

// phone proposes a mobile number with the +86 before it.
func (s *scan) phone(i, j int, d string, h hit, how string) {
	if h.class == ofOrder || h.class == ofOther {
		return
	}
	b := i
	switch {
	case s.before(i, "+86 ") || s.before(i, "+86-"):
		b = i - 4
	case s.before(i, "+86"):
		b = i - 3
	case s.before(i, "+"):
		b = i - 1
	case s.before(i, "(+86)"):
		b = i - 5
	}
	rule := "phone.mobile"
	if strings.IndexByte(d, '*') >= 0 {
		rule = "phone.masked"
	}
	s.propose(Phone, b, j, rankPhone, conf(h.class == ofPhone || h.class == ofCall, 0.95, 0.85), rule+how, Value{Text: d})
}

// extension proposes a landline with its extension and the parentheses around its area code, and returns its end.
func (s *scan) extension(i, j int, d string, h hit, how string) int {
	if h.class == ofOrder || h.class == ofOther {
		return j
	}
	k := j
	for _, w := range []string{"转", "-", "分机", "转分机", " 转"} {
		if s.is(j, w) {
			e := j + len([]rune(w))
			if x, end := s.plainRun(e, 5); len(x) >= 1 && !s.measured(end) && (w != "-" || len(x) >= 3) {
				d, k = d+"-"+x, end
			}
		}
	}
	s.propose(Phone, i, k, rankPhone, 0.9, "phone.landline"+how, Value{Text: d})
	return k
}

// mobile reports whether d is a mobile number of the mainland, with up to eight digits masked.
func mobile(d string, stars int) bool {
	if len(d) < 9 || d[0] != '1' || d[1] < '3' || d[1] > '9' {
		return false
	}
	if stars == 0 {
		return len(d) == 11
	}
	return len(d) >= 10 && len(d) <= 12 && stars >= 3 && stars <= 8 && d[2] != '*' && (d[len(d)-1] != '*' || len(d) == 11)
}

func landline(d string) bool {
	switch {
	case len(d) < 10 || d[0] != '0':
		return false
	case d[1] == '1' && d[2] == '0' || d[1] == '2':
		return len(d) == 11 && d[3] >= '2' && d[3] <= '8'
	case d[1] >= '3' && d[1] <= '9':
		return (len(d) == 11 || len(d) == 12) && d[4] >= '2' && d[4] <= '8'
	}
	return false
}

// landShape: 0755-26881234, 0755 2688 1234, 075526881234.
func landShape(g *groups, c int) bool {
	return c == 0 || c <= 3 && (g.ends[0] == 3 || g.ends[0] == 4) || g.size(0) == 1
}

func (g *groups) size(c int) int {
	if c == 0 {
		return g.ends[0]
	}
	return g.ends[c] - g.ends[c-1]
}

// cardShape: groups of four, or 6+10 to 6+13, or digit by digit.
func cardShape(g *groups, c int) bool {
	if c == 0 || c == 1 && g.ends[0] == 6 {
		return true
	}
	if g.ends[0] != 4 && g.ends[0] > 1 {
		return false
	}
	for k := 1; k < c; k++ {
		if g.size(k) != g.size(0) {
			return false
		}
	}
	return g.size(c) <= max(4, g.size(0))
}

// phoneShape: 138 1234 5678, 138-12345678, 1381234 5678, 138 12 34 56 78, 1 3 8 ….
func phoneShape(g *groups, c int) bool {
	small := true
	for k := 0; k <= c; k++ {
		small = small && g.size(k) <= 5
	}
	return small || c == 1 && (g.ends[0] == 3 || g.ends[0] == 7) || c == 2 && g.ends[0] == 2
}

var idWeights = [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}

// idValid reports whether d, 18 characters, is an identity number: GB 11643, region, date and ISO 7064 MOD 11-2.
func idValid(d string) bool {
	if len(d) != 18 || d[0] < '1' || d[0] > '8' || !dayValid(int(atoi(d[6:10])), int(atoi(d[10:12])), int(atoi(d[12:14]))) {
		return false
	}
	sum := 0
	for i, w := range idWeights {
		sum += w * int(d[i]-'0')
	}
	return "10X98765432"[sum%11] == d[17]
}

func oldIDValid(d string) bool {
	return d[0] >= '1' && d[0] <= '8' && dayValid(1900+int(atoi(d[6:8])), int(atoi(d[8:10])), int(atoi(d[10:12])))
}

func dayValid(y, m, d int) bool {
	return y >= 1900 && y < 2100 && m >= 1 && m <= 12 && d >= 1 && d <= 31
}

func atoi(s string) (v int64) {
	for i := range len(s) {
		v = v*10 + int64(s[i]-'0')
	}
	return v
}

// luhn reports whether the digits d pass ISO/IEC 7812-1 annex B.
func luhn(d string) bool {
	sum := 0
	for i := range len(d) {
		v := int(d[len(d)-1-i] - '0')
		if i%2 == 1 {
			if v *= 2; v > 9 {
				v -= 9
			}
		}
		sum += v
	}
	return sum%10 == 0 && strings.Trim(d, d[:1]) != ""
}

// hotline reads service numbers of 5 to 8 digits.
func (s *scan) hotline(g *groups, i int) {
	n := g.ends[0]
	j := int(g.pos[n-1]) + 1
	if g.masked(n) > 0 || alnum(s.at(j)) || s.measured(j) || s.at(j) == '.' && alnum(s.at(j+1)) {
		return
	}
	if r := s.at(i - 1); r == '-' || r == '¥' || r == '$' || r == '*' || r == ':' && spoken(s.at(i-2)) >= 0 || s.at(i-1) == '第' {
		return
	}
	if s.at(j) == '-' && alnum(s.at(j+1)) || s.at(j) == '*' {
		return
	}
	h := s.named(i, j)
	if h.class == ofOrder || h.class == ofOther || h.class == ofCode || h.class == ofTail {
		return
	}
	d := g.all(n)
	call := h.class == ofPhone || h.class == ofCall
	sure := false
	switch {
	case n == 5 && (d[:2] == "95") || n >= 6 && n <= 8 && d[:2] == "95" && call:
		sure = true
	case d == "10086" || d == "10010" || d == "12315" || d == "10099" || d == "12318" || d == "12333" || d == "12366" || d == "12378" || d == "12329" ||
		d == "12393" || d == "12300" || d == "12381" || d == "12377" || d == "12328" || d == "11183" || d == "11185" || d == "12363" || d == "12388" || d == "96110":
		sure = true
	case call && (n == 5 && (d[:2] == "96" || d[:3] == "123" || d[:3] == "100" || d[:3] == "101" || d[:3] == "111" || d[:3] == "118") || n == 6 && d[:2] == "96" ||
		n == 8 && (d[:2] == "10" || d[:2] == "12")):
		sure = true
	case n == 3 && call && (d == "110" || d == "119" || d == "120" || d == "122" || d == "114") && h.class == ofCall && i-int(h.end) <= 2 && s.at(int(h.start)) != '转':
		sure = true
	}
	if sure {
		s.propose(Hotline, i, j, rankPhone, conf(call, 0.9, 0.75), "hotline.short", Value{Text: d})
	}
}

// orderAt reads the number or code of an order that a word beside it names. It reports whether it did.
func (s *scan) orderAt(i int) bool {
	j, digits := i, 0
	for j < len(s.r) && j-i <= 40 && (alnum(s.r[j]) || (s.r[j] == '-' || s.r[j] == '_') && j > i && alnum(s.at(j+1))) {
		if s.r[j] >= '0' && s.r[j] <= '9' {
			digits++
		}
		j++
	}
	if j-i > 40 || digits < 5 || j-i < 6 {
		return false
	}
	h := s.named(i, j)
	value := func(unit string) Value { return Value{Text: strings.ToUpper(string(s.r[i:j])), Unit: unit} }
	switch {
	case h.class == ofOrder && !s.measured(j) && s.at(j) != '*':
		if d := string(s.r[i:j]); len(d) == 8 && dayValid(int(atoi(d[:4])), 1, 1) && s.at(j) == '的' {
			return false
		}
		v := value(h.kind)
		// Groups by spaces belong together: 6222 0252 …, not 2024001 13800001111.
		s.propose(Order, i, j, rankNamed, 0.9, "order.named", v)
		s.lastRun = run{i, j, h}
		return true
	case h.class == ofOther && int(h.end) <= i && i-int(h.end) <= 4:
		s.propose("", i, j, rankNamed, 0.9, "other.named", Value{})
		s.lastRun = run{i, j, h}
		return true
	}
	return false
}

// code10 reads a verification code that is named behind it: 123456是验证码, 123456这个验证码.
func (s *scan) code10(i int) bool {
	d, j := s.plainRun(i, 8)
	if len(d) < 4 || alnum(s.at(i-1)) {
		return false
	}
	for _, w := range []string{"是验证码", "这个验证码", "(验证码", "为您的验证码", "是您的验证码", "是我的验证码"} {
		if s.is(j, w) {
			s.propose(Code, i, j, rankNamed, 0.9, "code.behind", Value{Text: d})
			s.lastRun = run{start: i, end: j}
			return true
		}
	}
	return false
}
