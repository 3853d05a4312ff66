package repair_test

import (
	"fmt"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/repair"
	"github.com/qingting-nlp/qingting/segment"
)

func ExampleRepairer_Repair() {
	res := repair.Default().Repair("&#25105;個(gè)人認(rèn)為&nbsp;弓虽烈要求退\ufffd")
	fmt.Println(res.Text)
	for _, e := range res.Repairs {
		fmt.Printf("%v %q %q\n", e.Kind, e.Span.Of(res.Raw), e.Text)
	}
	for _, f := range res.Flags {
		fmt.Printf("%v at %d\n", f.Kind, f.Span.Start)
	}
	// Output:
	// 我個人認為 强烈要求退�
	// entity "&#25105;" "我"
	// pinyin "(gè)" ""
	// pinyin "(rèn)" ""
	// entity "&nbsp;" " "
	// split "弓虽" "强"
	// lost at 55
}

func ExampleResult_RawSpan() {
	res := repair.Default().Repair("退&#27454;")
	fmt.Println(res.Text, res.RawSpan(dialogue.Span{Start: 3, End: 6}).Of(res.Raw))
	// Output: 退款 &#27454;
}

func ExampleWith() {
	r := repair.New(repair.With(repair.Script, repair.Width, repair.ChatCode), repair.Without(repair.Repeat))
	fmt.Println(r.Repair("手機ＡＰＰ退退退退款[發怒]").Text)
	// Output: 手机APP退退退退款
}

func ExampleAppendBorders() {
	text := "我昨天就打过电话了你们说今天处理结果还是没动静"
	toks := segment.Default().Append(nil, text)
	last := 0
	for _, b := range repair.AppendBorders(nil, toks) {
		if b.Score >= repair.BorderAt {
			fmt.Println(text[last:b.At])
			last = b.At
		}
	}
	fmt.Println(text[last:])
	// Output:
	// 我昨天就打过电话了
	// 你们说今天处理
	// 结果还是没动静
}

func ExampleAppendDisfluencies() {
	text := "嗯我我我想退款"
	for _, d := range repair.AppendDisfluencies(nil, segment.Default().Append(nil, text)) {
		fmt.Println(d.Hesitation, d.Span.Of(text))
	}
	// Output:
	// filler 嗯
	// stutter 我我
}
