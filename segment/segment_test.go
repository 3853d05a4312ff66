package segment_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/qingting-nlp/qingting/segment"
)

// cutTests hold the words of a text with bars between them, as in testdata/segment and docs/segmentation.md.
var cutTests = []struct{ why, want string }{
	{"service terms stay whole", "手机银行|登录|不|上去"},
	{"a term within a phrase", "申请|退款|还|没|到账"},
	{"a long term", "七天无理由退货|谁|出|运费"},
	{"a term is not made of free combination", "我|的|信用卡"},
	{"numeral and measure word", "三|个|人"},
	{"numeral, measure word and noun", "两|张|信用卡"},
	{"ordinal", "这|是|第三|次|了"},
	{"approximate number", "十几|天"},
	{"approximate number with 多", "五十多|块"},
	{"two digits in a row are one number", "两三|天"},
	{"range of digits", "3-5|天"},
	{"long Chinese number", "三百五十|块"},
	{"number with a scale sign", "1.5万|元"},
	{"number with grouped digits", "一共|1,299.00|元"},
	{"a comma that groups nothing is a mark", "1|,|22|,|33"},
	{"phone number", "我|的|手机号|是|13800001111"},
	{"masked phone number", "138****1234|是|我|的"},
	{"number whose head is masked", "尾号|****1234|的|卡"},
	{"lone asterisk is a mark", "卡|*|号"},
	{"amount with the sign of yuan", "￥98|的|扣费"},
	{"amount in dollars", "$12.5|一|个"},
	{"amount with a space", "￥ 98"},
	{"currency sign alone", "￥|是|什么"},
	{"amount at the end of a sentence", "￥98|."},
	{"percent", "涨|了|30%"},
	{"percent in words", "百分之三十|的|人"},
	{"percent with a point", "4.35%|的|利率"},
	{"year, month, day are cut from each other", "2024年|3月|15日"},
	{"day with 号", "15号|还款"},
	{"号 of a building is no day", "15|号|楼"},
	{"date with hyphens", "2024-03-15|下单"},
	{"date with slashes", "2024/3/5|下单"},
	{"not a date", "2024-13-45|下单"},
	{"quantity of days is no date", "三|天|到"},
	{"time with a colon", "8:30|关门"},
	{"range of times", "8:30-9:00"},
	{"seconds", "08:30:15|扣|的"},
	{"clock in words", "下午|三点"},
	{"half past", "三点半|来"},
	{"minutes after an hour", "三点|20分"},
	{"a quantity of minutes is no time", "20|分钟"},
	{"一点 is no time", "快|一点"},
	{"order number", "订单号|order-2024-001|没|发货"},
	{"tracking number", "SF1390027745561|到|哪|了"},
	{"web address ends before Han", "打开|https://a.example.com/x?y=1&z=2|看看"},
	{"web address ends before a full stop", "见|www.example.com/help|。"},
	{"domain without scheme", "example.com|打|不|开"},
	{"web address in brackets", "（|http://a.cn/b|）"},
	{"web address ends before an ASCII stop", "http://a.cn/b|."},
	{"no domain", "a|.|b"},
	{"e-mail", "邮箱|lihua_88@163.com|收|不|到"},
	{"at sign alone", "@|客服"},
	{"Latin with digits", "iPhone15|多少|钱"},
	{"Latin word before Han", "5G|套餐"},
	{"T+3", "T+3|到账"},
	{"Latin with an ampersand", "AT&T|的|卡"},
	{"apostrophe", "我|don't|知道"},
	{"letters that are not ASCII", "Café|很|好"},
	{"version", "v1.2.3|闪退"},
	{"emoji", "好|的|😊|谢谢"},
	{"emoji with skin tone", "👍🏽|👍"},
	{"joined emoji", "👨‍👩‍👧|来|了"},
	{"flags", "🇨🇳|🇨🇳"},
	{"emoji with variation selector", "❤️|❤️"},
	{"keycaps", "1️⃣|2️⃣|点|这里"},
	{"emoticon", "好|的|:)"},
	{"emoticon with a letter", "好|的|:D"},
	{"a colon before a code is no emoticon", "订单号|:|D12345"},
	{"chat code", "到账|哦|[微笑]|[微笑]"},
	{"chat code with a hash", "不|能|用|#E-s23"},
	{"placeholder", "您|的|[订单号]|已|发货"},
	{"placeholder in braces", "{姓名}|您好"},
	{"brackets around a sentence", "[|我|要|退款|，|谢谢|]"},
	{"brackets around nothing", "[|]"},
	{"run of one mark", "急|！！！"},
	{"run of full-width and half-width mark", "急|！!！"},
	{"different marks", "什么|？|！"},
	{"ellipsis", "那个|……|没|到"},
	{"full stops as ellipsis", "那个|。。。|没|到"},
	{"tilde", "亲|~~~"},
	{"full-width letters and digits", "ＡＰＰ|闪退|３|次"},
	{"full-width percent", "３０％|的|人"},
	{"traditional", "手機銀行|登錄|不|上去"},
	{"half traditional", "手機银行|登录|不|上去"},
	{"zero-width space in a word", "手\u200b机\u200b银行|登录|不|上去"},
	{"zero-width space in a number", "138\u200b0000\u200b1111"},
	{"byte order mark", "\ufeff|退款"},
	{"line feed is a border", "手机\n银行"},
	{"ideographic space is a border", "手机　银行"},
	{"no-break space is a border", "手机\u00a0银行"},
	{"Kelvin sign folds to ASCII", "100\u212a|的|宽带"},
	{"dotted capital I folds to ASCII", "\u0130b|好"},
	{"有没有 is a question", "有|没|有|优惠"},
	{"没有 at the end", "带|了|没有"},
	{"有 inside a word before 没有", "所有|没有"},
	{"potential form", "看|不|到"},
	{"potential form that is a word", "实在|受不了"},
	{"A-not-A", "能|不|能|退"},
	{"negation", "不|满意"},
	{"negation that is a word", "不好意思"},
	{"surname and title", "张|先生|您好"},
	{"stutter", "我|我|我|想|问"},
	{"unknown words are joined", "我|叫|刘思琪"},
	{"rare Han characters", "𠮷"},
	{"Japanese is one stretch", "カード|退款"},
	{"Cyrillic", "Привет|您好"},
	{"bytes that are not UTF-8", "退款\xff|\xfe\xfd|到账"},
}

func TestAppend(t *testing.T) {
	for _, tt := range cutTests {
		text := strings.ReplaceAll(tt.want, "|", "")
		want := tt.want
		if strings.Contains(want, "\xff") { // the run of bad bytes is one token
			want = "退款|\xff\xfe\xfd|到账"
		}
		toks := segment.Default().Append(nil, text)
		checkTokens(t, text, toks)
		if diff := cmp.Diff(want, bars(segment.Default(), text)); diff != "" {
			t.Errorf("%s: words differ (-want +got):\n%s", tt.why, diff)
		}
	}
	if got := segment.Default().Append(nil, ""); got != nil {
		t.Errorf("Append(nil, \"\") = %v; want nil", got)
	}
}

func TestKindsTagsNorms(t *testing.T) {
	tests := []struct{ why, text, want string }{
		{"words have tags", "我的信用卡", "我/word/r 的/word/uj 信用卡/word/n"},
		{"one Chinese numeral is a number", "三个", "三/number/m 个/word/q"},
		{"几 is a word by itself", "几个", "几/word/zg 个/word/q"},
		{"digits", "13800001111", "13800001111/number/m"},
		{"masked", "138****1234", "138****1234/number/m"},
		{"percent", "３０％", "30%/percent/m"},
		{"percent in words", "百分之三十", "百分之三十/percent/m"},
		{"fraction", "三分之一", "三分之一/number/m"},
		{"money", "￥98", "¥98/money/m"},
		{"date", "2024年3月15日", "2024年/date/t 3月/date/t 15日/date/t"},
		{"date with stops", "2024.3.5", "2024.3.5/date/t"},
		{"time", "８：３０", "8:30/time/t"},
		{"address keeps its form but for case", "HTTP://A.CN/X", "http://a.cn/x/url/x"},
		{"e-mail", "Li@163.com", "li@163.com/email/x"},
		{"emoji without variation selector", "❤️", "❤/emoji/"},
		{"keycap", "1️⃣", "1\u20e3/emoji/"},
		{"emoticon keeps its case", ":D", ":D/emoji/"},
		{"chat code", "[微笑]", "[微笑]/chatcode/"},
		{"chat code in traditional", "[訂單號]", "[订单号]/chatcode/"},
		{"run of marks", "！！", "!/punct/x"},
		{"run of stops", "。。。", "…/punct/x"},
		{"ellipsis", "……", "…/punct/x"},
		{"one stop", "。", "。/punct/x"},
		{"symbol", "＋", "+/other/x"},
		{"space", "\t \u3000", " /space/"},
		{"line feed wins over space", " \r\n ", "\n/space/"},
		{"Latin of the dictionary has its tag", "ＷｉＦｉ", "wifi/latin/n"},
		{"other Latin has none", "Foobarish", "foobarish/latin/"},
		{"Han with zero-width inside", "您\u200b好", "您好/word/l"},
		{"traditional phrase: 著 is kept in 著名", "顯著", "显著/word/a"},
		{"traditional phrase: 甚麼", "甚麼", "什么/word/r"},
		{"phrase of characters that are simplified one by one", "答覆", "答复/word/v"},
		{"zero-width alone has no Norm", "\u200b", "/other/"},
		{"bad bytes", "\xff\xfe", "\ufffd/other/"},
		{"NUL", "\x00\x00", "\x00/other/"},
		{"unknown word has no tag", "刘思琪", "刘思琪/word/"},
	}
	for _, tt := range tests {
		var got []string
		toks := segment.Default().Append(nil, tt.text)
		checkTokens(t, tt.text, toks)
		for _, tok := range toks {
			got = append(got, fmt.Sprintf("%s/%v/%v", tok.Norm, tok.Kind, tok.Tag))
		}
		if diff := cmp.Diff(tt.want, strings.Join(got, " ")); diff != "" {
			t.Errorf("%s: Append(%q) (-want +got):\n%s", tt.why, tt.text, diff)
		}
	}
}

func TestNames(t *testing.T) {
	for k := segment.Other; k <= segment.Space; k++ {
		if s := k.String(); s == "" || s == "invalid" {
			t.Errorf("Kind(%d) has the name %q", k, s)
		}
	}
	if got := (segment.Space + 1).String(); got != "invalid" {
		t.Errorf("the kind after the last has the name %q", got)
	}
	for tag := segment.NoTag; tag <= segment.TagZG; tag++ {
		if back, ok := segment.ParseTag(tag.String()); !ok || back != tag {
			t.Errorf("ParseTag(%q) = %v, %v; want %d", tag, back, ok, tag)
		}
	}
	for _, name := range []string{"invalid", "N", "nn", " "} {
		if tag, ok := segment.ParseTag(name); ok {
			t.Errorf("ParseTag(%q) = %v; want none", name, tag)
		}
	}
	if got := (segment.TagZG + 1).String(); got != "invalid" {
		t.Errorf("the tag after the last has the name %q", got)
	}
}

// TestMode: without the model of unknown words single characters stay single; nothing else changes.
func TestMode(t *testing.T) {
	s, err := segment.New(segment.DefaultModel(), segment.WithMode(segment.Dictionary))
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ why, want string }{
		{"unknown name", "我|叫|刘|思|琪"},
		{"words of the dictionary", "手机银行|登录|不|上去"},
	}
	for _, tt := range tests {
		if got := bars(s, strings.ReplaceAll(tt.want, "|", "")); got != tt.want {
			t.Errorf("%s: %s; want %s", tt.why, got, tt.want)
		}
	}
}
