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

type keyword struct {
	word  []rune
	class class
	kind  string
}

var keywordsByHead = func() map[rune][]keyword {
	m := map[rune][]keyword{}
	add := func(c class, kind string, words ...string) {
		for _, w := range words {
			r := []rune(w)
			m[r[0]] = append(m[r[0]], keyword{r, c, kind})
		}
	}
	add(ofOrder, "order", "订单", "单号", "下单号", "采购单")
	add(ofOrder, "tracking", "快递单", "快递号", "运单", "物流单", "物流号", "物流编号", "快递编号", "包裹号")
	add(ofOrder, "ticket", "工单", "投诉单", "受理号", "受理编号", "报修单", "案件号", "工单号", "服务单", "售后单", "报案号", "反馈编号", "投诉编号")
	add(ofOrder, "policy", "保单", "保险单", "投保单")
	add(ofOrder, "transaction", "流水", "交易号", "交易单", "交易编号", "退款单", "支付单", "商户单")
	add(ofOrder, "other", "合同号", "合同编号", "发票号", "票号", "申请号", "申请编号", "编号")
	add(ofOther, "", "序列号", "设备号", "机身码", "型号", "工号", "密码", "错误码", "错误代码", "代码", "邮编", "邮政编码", "房间号", "条形码", "货号", "版本", "imei",
		"sku", "商品编码", "商品编号", "编码", "qq", "会员号", "设备编号", "批次", "报错", "取件码", "提货码", "机型", "门票", "座位", "车厢", "航班", "车次", "店铺号", "直播间", "房号")
	add(ofPhone, "", "手机", "电话", "联系", "号码", "座机", "固话", "来电", "本机", "回电", "机主", "预留", "固定电话")
	add(ofCall, "", "打", "拨", "转", "热线", "客服电话", "服务电话", "致电")
	add(ofID, "", "身份证", "证件", "身份号", "身份信息")
	add(ofCard, "", "卡号", "银行卡", "信用卡", "储蓄卡", "借记卡", "账号", "账户", "帐号", "一卡通")
	add(ofTail, "", "尾号", "末四位", "后四位", "末尾四位", "最后四位", "卡尾", "尾数", "末4位", "后4位")
	add(ofCode, "", "验证码", "校验码", "动态码", "动态密码", "激活码", "确认码", "短信码", "随机码", "授权码")
	add(ofWeChat, "", "微信", "wx", "vx", "v信", "威信", "薇信", "加我v", "wechat")
	add(ofPassport, "", "护照")
	add(ofPermit, "", "通行证", "回乡证", "台胞证", "台湾通行证", "港澳通行证", "往来证")
	return m
}()

// keywords fills hits with the words of contexts, the longest at each place, in their order.
func (s *scan) keywords() {
	for i := 0; i < len(s.r); i++ {
		if s.bits[i]&isKeyword == 0 {
			continue
		}
		best := keyword{}
		for _, k := range keywordsByHead[s.r[i]] {
			if len(k.word) > len(best.word) && i+len(k.word) <= len(s.r) && equal(s.r[i:i+len(k.word)], k.word) {
				best = k
			}
		}
		n := len(best.word)
		if n == 0 || best.word[0] < utf8.RuneSelf && alnum(s.at(i-1)) {
			continue
		}
		s.hits = append(s.hits, hit{int32(i), int32(i + n), best.class, best.kind})
	}
}

func equal(a, b []rune) bool {
	for i := range b {
		if a[i] != b[i] {
			return false
		}
	}
	return true
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
	return string(b[:n]), j
}

func (s *scan) tail(h hit) {
	i := s.filler(int(h.end), " 是为:的就号码", 4)
	d, j := s.plainRun(i, 6)
	if len(d) < 3 || alnum(s.at(j)) || s.measured(j) && len(d) != 4 {
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
}

func (s *scan) code(h hit) {
	i := s.filler(int(h.end), " 是为:的就收到了号给你\"“", 6)
	d, j := s.plainRun(i, 8)
	if len(d) < 4 || alnum(s.at(j)) || alnum(s.at(i-1)) {
		// 123456是验证码
		return
	}
	if s.measured(j) || s.at(j) == '年' || s.at(j) == '位' {
		return
	}
	s.propose(Code, i, j, rankNamed, 0.95, "code.named", Value{Text: d})
}

func (s *scan) weChat(h hit) {
	i := int(h.end)
	j := s.filler(i, "号id是为:就叫的 账", 6)
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

func (s *scan) bitsAt(i int) uint8 {
	if i < 0 || i >= len(s.bits) {
		return 0
	}
	return s.bits[i]
}
