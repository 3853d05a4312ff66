package entity

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

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
		k := s.gap(j, speech)
		if k == j || s.at(j) == ',' && !speech && !s.fours(k, g) {
			return
		}
		if s.at(j) == '.' && !speech && g.count == 1 && g.n != 3 {
			return // decimals
		}
		j = k
	}
}

// gap returns the place behind what may stand between two groups at j: a mark, a space, in speech also fillers and pauses.
func (s *scan) gap(j int, speech bool) int {
	k := j
	switch s.at(k) {
	case ' ', '-', '–', '—', '_', '·', '.', ',':
		k++
		if s.at(k) == ' ' || s.at(k) == '-' {
			k++
		}
	case '、', '…':
		if speech {
			k++
		}
	}
	if !speech {
		return k
	}
	for range 2 { // 幺五九，那个，三三四四
		e := s.find(&s.w.filler, k)
		if e == nil {
			break
		}
		if k += len(e.word); s.at(k) == ',' || s.at(k) == ' ' || s.at(k) == '…' {
			k++
		}
	}
	return k
}

// fours reports whether a group of four digits stands at k behind one of three or four: 139,0088,7766 is no 1,299.
func (s *scan) fours(k int, g *groups) bool {
	n := g.size(g.count - 1)
	for i := range 4 {
		if s.bitsAt(k+i)&isDigit == 0 {
			return false
		}
	}
	return (n == 3 || n == 4) && s.bitsAt(k+4)&isDigit == 0
}

// digitText returns the digits of g, which stands at i.
func (s *scan) digitText(g *groups, i int) string {
	if g.count == 1 && int(s.end[i+g.n-1]-s.off[i]) == g.n && !slices.Contains(s.r[i:i+g.n], 'x') {
		return s.raw(i, i+g.n)
	}
	return s.keep(g.digit[:g.n])
}

// first returns the length of the first group.
func (g *groups) first() int {
	if g.count == 0 {
		return 0
	}
	return g.ends[0]
}

func (g *groups) masked(k int) int { return bytes.Count(g.digit[:k], []byte{'*'}) }

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
			area := s.digitText(&g, i)
			s.collect(&g, k, false)
			if g.n >= 7 && g.count > 0 && landline(area+s.digitText(&g, k)) {
				s.extension(i-1, int(g.pos[g.n-1])+1, area+s.digitText(&g, k), s.named(i, k), "")
			}
		}
		return
	}
	if s.orderAt(i) {
		return
	}
	if first == 8 {
		if h := s.named(i, i+8); h.class == ofPermit && int(h.end) <= i && !alnum(s.at(i+8)) {
			s.propose(Permit, i, i+8, rankNamed, 0.85, "permit.taiwan", Value{Text: s.ascii(i, i+8, false)})
			return
		}
	}
	if g.count == 1 && s.laterCode(i, first) || first >= 12 && s.courier(i, first) {
		return
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
	if g.n == 5 && g.count == 1 && s.spokenHotline(&g, i) || g.n < 7 || g.long {
		return
	}
	if h := s.named(i, int(g.pos[g.n-1])+1); h.class == ofOrder && g.n >= 8 {
		j := int(g.pos[g.n-1]) + 1
		s.propose(Order, i, j, rankNamed, 0.85, "order.spoken", Value{Text: s.digitText(&g, i), Unit: h.kind})
		s.lastRun = run{i, j, h}
		return
	}
	s.numbers(&g, i, ".spoken")
}

// numbers proposes what the digits of g are by form and checksum, with the longest first. It stops at the first that fits.
func (s *scan) numbers(g *groups, i int, how string) {
	spokenForm := how != ""
	full := s.digitText(g, i)
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
		d := full[:n]
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
		case n >= 8 && n <= 19 && stars >= 4 && h.class == ofCard && d[0] != '*' && d[n-1] != '*':
			s.propose(BankCard, i, j, rankChecked, 0.9, "card.masked"+how, Value{Text: d})
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
	if e := s.find(&s.w.extension, s.skip(j)); e != nil {
		at := s.skip(s.skip(j) + len(e.word))
		if x, end := s.plainRun(at, 5); len(x) >= 1 && !s.measured(end) && (e.word[0] != '-' || len(x) >= 3) {
			d, k = d+"-"+x, end
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
	d := s.raw(i, j)
	if len(d) != n {
		d = s.ascii(i, j, false)
	}
	call := h.class == ofPhone || h.class == ofCall
	w := s.find(&s.w.hotline, i)
	if w != nil && len(w.word) != n {
		w = nil
	}
	sure := false
	switch {
	case w != nil && w.value == "", d[:2] == "95" && (n == 5 || n >= 6 && n <= 8 && call):
		sure = true
	case w != nil:
		sure = h.class == ofCall && i-int(h.end) <= 2 && s.r[h.start] != '转'
	case call && n == 5:
		sure = d[:2] == "96" || d[:3] == "123" || d[:3] == "100" || d[:3] == "101" || d[:3] == "111" || d[:3] == "118"
	case call:
		sure = n == 6 && d[:2] == "96" || n == 8 && (d[:2] == "10" || d[:2] == "12")
	}
	if sure {
		s.propose(Hotline, i, j, rankPhone, conf(call, 0.9, 0.75), "hotline.short", Value{Text: d})
	}
}

// spokenHotline reads 九五五八八, 幺零零八六: five numerals of a number that is in data/entity, or that begins with 95.
func (s *scan) spokenHotline(g *groups, i int) bool {
	j := int(g.pos[g.n-1]) + 1
	if s.measured(j) || numeralChar(s.at(j)) || s.at(i-1) == '第' || s.r[i] < utf8.RuneSelf {
		return false
	}
	d := g.digit[:g.n]
	known := d[0] == '9' && d[1] == '5'
	for k := range s.w.hotline.entries {
		known = known || s.w.hotline.entries[k].value == "" && string(s.w.hotline.entries[k].word) == string(d)
	}
	if h := s.named(i, j); !known || h.class == ofOrder || h.class == ofOther || h.class == ofCode || h.class == ofTail {
		return false
	}
	s.propose(Hotline, i, j, rankPhone, 0.8, "hotline.spoken", Value{Text: s.keep(d)})
	return true
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
	end := s.moreFours(j)
	if j-i > 40 || digits+end-j < 5 || end-i < 6 {
		return false
	}
	h := s.named(i, end)
	if h.class == ofOrder || j-i < 6 {
		j = end
	}
	switch {
	case h.class == ofOrder && !s.measured(j) && s.at(j) != '*':
		d := s.ascii(i, j, true)
		if len(d) == 8 && digits == 8 && dayValid(int(atoi(d[:4])), 1, 1) && s.at(j) == '的' {
			return false
		}
		if slices.Contains(s.r[i:j], ' ') {
			d = strings.ReplaceAll(d, " ", "")
		}
		s.propose(Order, i, j, rankNamed, 0.9, "order.named", Value{Text: d, Unit: h.kind})
		s.lastRun = run{i, j, h}
		return true
	case h.class == ofOther && int(h.end) <= i && i-int(h.end) <= 4:
		s.propose("", i, j, rankNamed, 0.9, "other.named", Value{})
		s.lastRun = run{i, j, h}
		return true
	}
	return false
}

// moreFours returns the end of groups of four digits, each behind a space, at j: 20240316 1122 3344.
func (s *scan) moreFours(j int) int {
	for s.at(j) == ' ' {
		k := j + 1
		for s.bitsAt(k)&isDigit != 0 {
			k++
		}
		if k-j != 5 || alnum(s.at(k)) || s.measured(k) {
			break
		}
		j = k
	}
	return j
}

// laterCode reads a code that is named earlier in the sentence: 收不到验证码，我等的是772014吗.
func (s *scan) laterCode(i, n int) bool {
	if n != 6 || s.at(i-1) != '是' && s.at(i-1) != ':' || alnum(s.at(i+n)) || s.measured(i+n) || s.named(i, i+n).class != ofCode {
		return false
	}
	s.propose(Code, i, i+n, rankNamed, 0.7, "code.later", Value{Text: s.ascii(i, i+n, false)})
	return true
}

// courier reads the number behind the name of a courier: 中通78820193847561.
func (s *scan) courier(i, n int) bool {
	b := i
	for s.at(b-1) == ' ' || s.at(b-1) == ':' || s.at(b-1) == '的' || s.at(b-1) == '是' {
		b--
	}
	if i-b > 3 || s.ends(&s.w.courier, b) == nil || alnum(s.at(i+n)) || s.measured(i+n) {
		return false
	}
	s.propose(Order, i, i+n, rankPhone, 0.7, "order.courier", Value{Text: s.ascii(i, i+n, false), Unit: "tracking"})
	return true
}

// code10 reads a verification code that is named behind it: 123456是验证码, 123456这个验证码, 682207(登录验证码).
func (s *scan) code10(i int) bool {
	if len(s.hits) == 0 || alnum(s.at(i-1)) {
		return false
	}
	d, j := s.plainRun(i, 8)
	if len(d) < 4 {
		return false
	}
	k := s.skip(j)
	if s.at(k) == ',' && (s.at(k+1) == '是' || s.at(k+1) == '这' && s.at(k+2) == '是') {
		k++
	}
	e := s.find(&s.w.codeLink, k)
	if e == nil {
		return false
	}
	for k += len(e.word); s.at(k) != 0; k += len(e.word) { // 登录, 您的, 短信
		if w := s.find(&s.w.context, k); w != nil && w.class == ofCode {
			if next := s.at(k + len(w.word)); next == '的' || next == '发' || s.measured(j) || s.named(i, i).class == ofOrder {
				return false
			}
			s.propose(Code, i, j, rankNamed, 0.9, "code.behind", Value{Text: d})
			s.lastRun = run{start: i, end: j}
			return true
		}
		if e = s.find(&s.w.codeKind, k); e == nil || k-j > 12 {
			return false
		}
	}
	return false
}
