package dialogue_test

import (
	"fmt"
	"os"
	"strings"

	"github.com/qingting-nlp/qingting/dialogue"
)

func ExampleParseDLG() {
	d, err := dialogue.ParseDLG([]byte(`-- meta --
id: 0042
channel: call
-- dialogue --
A: [00:00.0] 您好，请问有什么可以帮您？
C: [00:03.2] 退款十二天了，
  还没到账。
-- resolution --
unsolved
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	for i, u := range d.Utterances {
		fmt.Printf("%d %s %s %q\n", i, u.Start, u.Role, u.Text)
	}
	want, _ := d.Block("resolution")
	fmt.Print(want)
	// Output:
	// 0 00:00.0 agent "您好，请问有什么可以帮您？"
	// 1 00:03.2 customer "退款十二天了，\n还没到账。"
	// unsolved
}

func ExampleRead() {
	transcript := "客户：我的卡为什么没开通\n客服001：您好，帮您看一下\n---\n14:03 客户：快递到哪了\n"
	for d, err := range dialogue.Read(strings.NewReader(transcript), dialogue.Text) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		if err := dialogue.Write(os.Stdout, dialogue.JSONL, d); err != nil {
			fmt.Println(err)
		}
	}
	// Output:
	// {"utterances":[{"role":"customer","text":"我的卡为什么没开通"},{"role":"agent","speaker":"001","text":"您好，帮您看一下"}]}
	// {"utterances":[{"role":"customer","start_clock":"14:03:00","text":"快递到哪了"}]}
}

func ExampleSpan() {
	u := dialogue.Utterance{Role: dialogue.Customer, Text: "我要退款"}
	s := dialogue.Span{Start: 6, End: 12}
	fmt.Println(s.Of(u.Text), s.Len(), s.Valid(u.Text))
	// Output: 退款 6 true
}
