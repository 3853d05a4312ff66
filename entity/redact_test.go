package entity_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/entity"
	"github.com/qingting-nlp/qingting/segment"
)

// secret is a number as a person has it, in digits.
type secret struct {
	typ    entity.Type
	digits string
}

func checkDigit(d string) string {
	w := []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i, w := range w {
		sum += w * int(d[i]-'0')
	}
	return d + string("10X98765432"[sum%11])
}

func luhnDigit(d string) string {
	sum := 0
	for i := range len(d) {
		v := int(d[len(d)-1-i] - '0')
		if i%2 == 0 {
			if v *= 2; v > 9 {
				v -= 9
			}
		}
		sum += v
	}
	return d + string(rune('0'+(10-sum%10)%10))
}

func digits(r *rand.Rand, n int) string {
	var b strings.Builder
	for range n {
		b.WriteByte(byte('0' + r.IntN(10)))
	}
	return b.String()
}

func newSecret(r *rand.Rand) secret {
	switch r.IntN(4) {
	case 0:
		return secret{entity.IDCard, checkDigit([]string{"110105", "310115", "440305", "510107"}[r.IntN(4)] + fmt.Sprintf("%d%02d%02d", 1950+r.IntN(60), 1+r.IntN(12), 1+r.IntN(28)) + digits(r, 3))}
	case 1:
		n := []int{16, 19}[r.IntN(2)]
		return secret{entity.BankCard, luhnDigit([]string{"622202", "621700", "436742"}[r.IntN(3)] + digits(r, n-7))}
	case 2:
		return secret{entity.Phone, []string{"010", "021", "0755", "0571"}[r.IntN(4)] + string(rune('2'+r.IntN(7))) + digits(r, 7)}
	}
	return secret{entity.Phone, "1" + string(rune('3'+r.IntN(7))) + digits(r, 9)}
}

// write gives the number in one of the ways people write and say it.
func (s secret) write(r *rand.Rand) string {
	group := func(d, sep string) string {
		sizes := []int{3, 4, 4}
		if len(d) > 12 {
			sizes = []int{4, 4, 4, 4, 4}
		}
		if s.typ == entity.IDCard {
			sizes = []int{6, 8, 4}
		}
		var parts []string
		for _, n := range sizes {
			n = min(n, len(d))
			if n > 0 {
				parts = append(parts, d[:n])
			}
			d = d[n:]
		}
		return strings.Join(parts, sep) + d
	}
	say := func(d string) string {
		one := []string{"一", "幺"}[r.IntN(2)]
		return strings.NewReplacer("0", "零", "1", one, "2", "二", "3", "三", "4", "四", "5", "五", "6", "六", "7", "七", "8", "八", "9", "九").Replace(d)
	}
	wide := func(d string) string {
		return strings.Map(func(c rune) rune { return c + 0xFEE0 }, d)
	}
	d := s.digits
	switch r.IntN(18) {
	case 0:
		return group(d, " ")
	case 1:
		return group(d, "-")
	case 2:
		return say(d)
	case 3:
		return say(group(d, " "))
	case 4:
		return say(group(d, "，"))
	case 5:
		return wide(d)
	case 6:
		return strings.Join(strings.Split(d, ""), " ")
	case 7:
		if s.typ == entity.Phone && d[0] == '1' {
			return "+86 " + d
		}
	case 8:
		return say(group(d, []string{"嗯", "，嗯，", " 呃 ", "，那个，", "，然后", "额"}[r.IntN(6)]))
	case 9: // two lines
		return group(d, []string{"\n", "\r\n", " \n"}[r.IntN(3)])
	case 10:
		k := 3 + r.IntN(len(d)-6)
		return d[:k] + []string{"\n", "，", " "}[r.IntN(3)] + d[k:]
	case 11: // some written, some said
		k := 3 + r.IntN(len(d)-6)
		return d[:k] + say(d[k:])
	case 12:
		k := 3 + r.IntN(len(d)-6)
		return say(d[:k]) + "嗯" + say(d[k:])
	case 13: // masked: what is left is still taken out
		return d[:3] + strings.Repeat("*", len(d)-7) + d[len(d)-4:]
	case 14:
		return wide(d[:3]) + " " + d[3:7] + "　" + d[7:]
	case 15:
		return d[:len(d)/2] + "\u200b" + d[len(d)/2:]
	case 16:
		return strings.NewReplacer("0", "０", "1", "壹", "2", "貳", "3", "叁", "4", "肆", "5", "伍", "6", "陸", "7", "柒", "8", "捌", "9", "玖").Replace(d)
	}
	return d
}

var frames = []string{
	"我的是%s，帮我看看", "%s", "你记一下%s", "刚才那个%s为什么不行", "嗯 那个 %s 你查", "改成%s吧", "打%s没人接", "订单号%s", "是%s对吧，扣了我", "电话%s转人工", "%s这个号", "，%s，", "卡是%s的", "身份证%s我姓王",
	"验证码%s", "密码不对，账号%s", "序列号%s", "共%s元", "版本%s", "第%s个", "abc%s", "%sabc", "尾号%s", "快递%s到了吗", "http://example.com/%s", "%s@qq.com",
	"是%s我的", "号码是%s号", "尾%s头", "（%s）", "【%s】", "我%s他", "加%s分机", "嗯%s嗯对", "%s。%s", "不是%s是%s", "%s、%s", "一共打了%s这个号好多次", "扣了%s块", "截止%s日", "從%s轉的", "電話%s請回電", "ID:%s;", "\"%s\"",
	"%s元%s", "回%s，急！！", "%s是我老公的%s是我的", "好的好的%s谢谢谢谢", "#%s#", "tel:%s/%s", "[00:12.5] %s", "—%s—", "3月5日%s打的", "从98块涨到%s",
}

// remains tells which bytes of text are not taken out.
func remains(text string, out entity.Redaction) []bool {
	kept := make([]bool, len(text))
	at, from := 0, 0
	for _, e := range out.Edits {
		for ; from < e.Span.Start; from++ {
			kept[at] = true
			at++
		}
		at, from = at+len(e.Old), e.Span.End
	}
	for ; at < len(text); at++ {
		kept[at] = true
	}
	return kept
}

// TestRedactLeavesNoDigit redacts seeded dialogues in which phones, identity and bank cards stand in every form and context, also the
// misleading ones, and looks for what is left.
func TestRedactLeavesNoDigit(t *testing.T) {
	x := entity.Default()
	var toks []segment.Token
	var found []entity.Entity
	for n := range 2000 {
		r := rand.New(rand.NewPCG(uint64(n), 7))
		key := []byte{byte(n), byte(n >> 8)}
		red := map[entity.Style]*entity.Redactor{}
		for _, style := range []entity.Style{entity.Mask, entity.Label, entity.Surrogate} {
			red[style] = entity.NewRedactor(style, key)
		}
		for range 3 + r.IntN(6) {
			s := newSecret(r)
			text := ""
			var secrets []dialogue.Span
			for k, part := range strings.Split(frames[r.IntN(len(frames))], "%s") {
				if k > 0 {
					w := s.write(r)
					secrets = append(secrets, dialogue.Span{Start: len(text), End: len(text) + len(w)})
					text += w
				}
				text += part
			}
			toks = segment.Default().Append(toks[:0], text)
			found = x.Append(found[:0], text, toks)
			for style, re := range red {
				out := re.Redact(text, found)
				if got := out.Restore(); got != text {
					t.Fatalf("Restore of %q: %q", text, got)
				}
				kept := remains(text, out)
				for _, span := range secrets {
					for k, c := range span.Of(text) {
						if kept[span.Start+k] && strings.ContainsRune("0123456789０１２３４５６７８９零幺一二三四五六七八九壹貳叁肆伍陸柒捌玖", c) {
							t.Errorf("style %d: %q of %q is left (%s)", style, text[span.Start+k:span.End], text, s.digits)
						}
					}
				}
				if style == entity.Surrogate && strings.Contains(out.Text, s.digits) {
					t.Fatalf("%q still holds %s", out.Text, s.digits)
				}
			}
		}
	}
}

func TestRedactor(t *testing.T) {
	re := entity.NewRedactor(entity.Label, []byte("k"))
	redact := func(text string) string {
		return re.Redact(text, entity.Default().Append(nil, text, segment.Default().Append(nil, text))).Text
	}
	for _, tt := range []struct{ text, want, why string }{
		{"我手机13812345678", "我手机【电话1】", "first"},
		{"不是13912345678，是138 1234 5678", "不是【电话2】，是【电话1】", "the same number gets the same label in every form"},
		{"扣了我98元，打95588", "扣了我98元，打95588", "amounts and hotlines stay"},
		{"3月15日扣了1299元", "3月15日扣了1299元", "dates stay"},
		{"我姓王，王先生", "我姓【姓名1】，【姓名2】", "names"},
		{"", "", "empty"},
	} {
		if got := redact(tt.text); got != tt.want {
			t.Errorf("Redact(%q) = %q; want %q: %s", tt.text, got, tt.want, tt.why)
		}
	}
	if got, want := re.Restore("好的，我打【电话1】或【电话2】"), "好的，我打13812345678或13912345678"; got != want {
		t.Errorf("Restore = %q; want %q", got, want)
	}
}

// TestSurrogate: the same value gives the same surrogate under one key, in its form, and it is no number that could be in use.
func TestSurrogate(t *testing.T) {
	x := entity.Default()
	find := func(text string) []entity.Entity {
		return x.Append(nil, text, segment.Default().Append(nil, text))
	}
	for n := range 500 {
		r := rand.New(rand.NewPCG(uint64(n), 1))
		s := newSecret(r)
		text := "我的号是" + s.digits + "，没错吧"
		a := entity.NewRedactor(entity.Surrogate, []byte("key")).Redact(text, find(text)).Text
		b := entity.NewRedactor(entity.Surrogate, []byte("key")).Redact("x"+text, find("x"+text)).Text
		if "x"+a != b {
			t.Errorf("%q and %q: not the same surrogate", a, b)
		}
		if c := entity.NewRedactor(entity.Surrogate, []byte("other")).Redact(text, find(text)).Text; c == a {
			t.Errorf("%q under another key", c)
		}
		if len(a) != len(text) {
			t.Errorf("%q has another form than %q", a, text)
		}
		for _, e := range find(a) {
			if e.Type == entity.IDCard || e.Type == entity.BankCard || e.Type == entity.Phone {
				t.Errorf("%q looks real: %s", a, e.Type)
			}
		}
		re := entity.NewRedactor(entity.Surrogate, []byte("key"))
		if got := re.Restore(re.Redact(text, find(text)).Text); got != text {
			t.Errorf("Restore = %q; want %q", got, text)
		}
	}
}
