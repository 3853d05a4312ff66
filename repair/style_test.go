package repair_test

import (
	"testing"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/repair"
)

func TestStyle(t *testing.T) {
	for _, tt := range []struct {
		why       string
		kind      repair.Kind
		raw, want string
	}{
		{"letters and digits", repair.Width, "ＡＰＰ更新到５．２版", "APP更新到5.2版"},
		{"ideographic space", repair.Width, "余额\u3000３８元", "余额 38元"},
		{"signs of computing", repair.Width, "ａ＠ｂ．ｃｏｍ涨了８５％", "a@b.com涨了85%"},
		{"clock and thousands, by their neighbours", repair.Width, "12：30扣了1，299元", "12:30扣了1,299元"},
		{"a list of numbers is no thousand", repair.Width, "订单98，99两单", "订单98，99两单"},
		{"Chinese marks stay", repair.Width, "好的～（含税）：￥98，行吗？！", "好的～（含税）：￥98，行吗？！"},
		{"ASCII marks between Han", repair.Width, "你好,在吗?", "你好，在吗？"},
		{"ASCII marks beside Latin stay", repair.Width, "A,B都行:3.5G", "A,B都行:3.5G"},
		{"a full stop ends the line", repair.Width, "好的.\n约翰.史密斯", "好的。\n约翰.史密斯"},
		{"lost characters are no marks", repair.Width, "客户说??没收到货", "客户说??没收到货"},
		{"half-width katakana with sound marks", repair.Width, "ﾊﾟｿｺﾝ", "パソコン"},
		{"a face stays", repair.Width, "(ﾟДﾟ)", "(ﾟДﾟ)"},
		{"traditional", repair.Script, "手機銀行登錄不上去", "手机银行登录不上去"},
		{"mixed", repair.Script, "我的手机号碼换了", "我的手机号码换了"},
		{"the word decides", repair.Script, "乾淨 乾隆 甚麼 顯著 名著 看著", "干净 乾隆 什么 显著 名著 看着"},
		{"a phrase of characters that are simplified too", repair.Script, "答覆說沒問題", "答复说没问题"},
		{"simplified text stays, with its names and mistakes", repair.Script, "沈静女士的帐号，著名品牌", "沈静女士的帐号，著名品牌"},
		{"words of a region stay", repair.Script, "軟體更新", "软体更新"},
		{"names in brackets, in both scripts", repair.ChatCode, "太慢了[發怒][大哭]", "太慢了"},
		{"WeChat", repair.ChatCode, "好的/:rose谢谢/::)", "好的谢谢"},
		{"QQ", repair.ChatCode, "收到[em]e100[/em]谢谢/呲牙", "收到谢谢"},
		{"shop chat", repair.ChatCode, "亲#E-s17在的", "亲在的"},
		{"forum", repair.ChatCode, "顶{:4_86:}", "顶"},
		{"placeholders stay", repair.ChatCode, "[图片][订单号]{姓名}[1]", "[图片][订单号]{姓名}[1]"},
		{"one or the other", repair.ChatCode, "玫瑰/蛋糕都行，好评/微笑的那款", "玫瑰/蛋糕都行，好评/微笑的那款"},
		{"a key", repair.ChatCode, "点击[OK]键", "点击[OK]键"},
		{"a web address", repair.ChatCode, "https://a.com/:rose", "https://a.com/:rose"},
		{"an address of a house", repair.ChatCode, "楼#A-501，门#E-501", "楼#A-501，门#E-501"},
	} {
		on := repair.New(repair.With(tt.kind))
		res := on.Repair(tt.raw)
		checkResult(t, on, res)
		if res.Text != tt.want {
			t.Errorf("%s: %v: %q became %q; want %q", tt.why, tt.kind, tt.raw, res.Text, tt.want)
		}
		for _, e := range res.Repairs {
			if e.Kind != tt.kind {
				t.Errorf("%s: %q has a repair of kind %v", tt.why, tt.raw, e.Kind)
			}
		}
		if res := repair.Default().Repair(tt.raw); res.Text != tt.raw {
			t.Errorf("%s: %q became %q by default", tt.why, tt.raw, res.Text)
		}
	}
}

// TestStyleSpans: what is read in another form leads back to its own bytes.
func TestStyleSpans(t *testing.T) {
	r := repair.New(repair.With(repair.Kinds()...))
	for _, tt := range []struct{ raw, word, want string }{
		{"我的ＡＰＰ[發怒]登錄不上", "APP", "ＡＰＰ"},
		{"我的ＡＰＰ[發怒]登錄不上", "登录", "登錄"},
		{"ﾊﾟｿｺﾝ壞了", "パ", "ﾊﾟ"},
		{"甚麼時(shí)候退&#27454;", "时候退款", "時(shí)候退&#27454;"},
	} {
		res := r.Repair(tt.raw)
		for i := range res.Text {
			if s := (dialogue.Span{Start: i, End: min(len(res.Text), i+len(tt.word))}); s.Of(res.Text) == tt.word {
				if got := res.RawSpan(s).Of(tt.raw); got != tt.want {
					t.Errorf("%q in %q is %q; want %q", tt.word, res.Text, got, tt.want)
				}
				tt.word = ""
				break
			}
		}
		if tt.word != "" {
			t.Errorf("%q lacks %q", res.Text, tt.word)
		}
	}
}

func TestKinds(t *testing.T) {
	for _, k := range repair.Kinds() {
		if got, ok := repair.ParseKind(k.String()); !ok || got != k {
			t.Errorf("ParseKind(%q) = %v, %v", k, got, ok)
		}
	}
	none := repair.New(repair.Without(repair.Kinds()...))
	for _, p := range readPairs(t) {
		if res := none.Repair(p.raw); res.Text != p.raw || len(res.Flags) > 0 {
			t.Errorf("line %d: all kinds are off, but %q became %q with flags %v", p.line, p.raw, res.Text, res.Flags)
		}
	}
}
