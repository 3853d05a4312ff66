package rephrase_test

import (
	"fmt"

	"github.com/qingting-nlp/qingting/rephrase"
	"github.com/qingting-nlp/qingting/segment"
)

func ExampleRewriter_Check() {
	for _, s := range rephrase.Default().Check(rephrase.Draft{Text: "您自己没看短信吗？退款T+3到账。"}) {
		fmt.Println(s.Rule, s.Kind, s.Span.Of("您自己没看短信吗？退款T+3到账。"), s.Message)
	}
	// Output:
	// blame tone 您自己没看 这句在责怪客户，先说现在怎么办，原因可以放在后面说。
	// jargon jargon T+3 客户可能听不懂“T+3”，第一次说到时解释一句：当天不算，往后数第3个工作日。
}

func ExampleRewriter_Rewrite() {
	d := rephrase.Draft{
		Text:     "非常抱歉给您带来不便，工单已提交，请于今天18点前保持手机畅通。",
		Customer: rephrase.Customer{Text: "我等了三天了，退款还没到账", Emotion: "urgent", Intensity: 2},
	}
	fmt.Println(rephrase.Default().Rewrite(d).Text)
	// Output:
	// 等了三天，退款还没到账，换成我也会着急。登记单已提交，请在今天18点前保持手机畅通。
}

func ExampleGuard_Verify() {
	g, err := rephrase.NewGuard(segment.Default())
	if err != nil {
		panic(err)
	}
	fmt.Println(len(g.Verify("请在3个工作日内交2万元", "请在三个工作日内交20000元")))
	for _, v := range g.Verify("请在3个工作日内交2万元", "请在3天内交2万元") {
		fmt.Println(v.Class, v.Change, v.Text)
	}
	// Output:
	// 0
	// duration lost 3个工作日
	// duration added 3天
}
