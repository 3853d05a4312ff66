package qingting_test

import (
	"context"
	"fmt"
	"log"

	"github.com/qingting-nlp/qingting"
	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/repair"
	"github.com/qingting-nlp/qingting/rephrase"
)

// Damaged text is repaired before it is read, and every span is one of the text as it came.
func ExampleAnalyzer_Understand() {
	a, err := qingting.New()
	if err != nil {
		log.Fatal(err)
	}
	text := "我個(gè)人認(rèn)為98&nbsp;元的扣款不合理，弓虽烈要求退款\ufffd"
	u := a.Understand(text)
	fmt.Println(u.Sentiment.Emotions[0].Label, u.Intent.Acts[0].Label)
	for _, e := range u.Entities {
		fmt.Println(e.Type, e.Value, "from", e.Span.Of(text))
	}
	for _, r := range u.Repairs {
		fmt.Printf("%v: %q read as %q\n", r.Kind, r.Span.Of(text), r.Text)
	}
	for _, f := range u.Damage {
		fmt.Printf("%v: %+q\n", f.Kind, f.Span.Of(text))
	}
	// Output:
	// dissatisfied dispute
	// money 98 from 98&nbsp;元
	// pinyin: "(gè)" read as ""
	// pinyin: "(rèn)" read as ""
	// entity: "&nbsp;" read as " "
	// split: "弓虽" read as "强"
	// lost: "\ufffd"
}

// A better wording of a damaged draft changes the draft as it came, and no more of it than the wording needs.
func ExampleAnalyzer_Advise() {
	a, err := qingting.New()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(a.Advise(rephrase.Draft{Text: `该笔款(kuǎn)项(xiàng)<a href="/r/7">明天</a>退回`}).Rewrite.Text)
	// Output: 这笔款项<a href="/r/7">明天</a>退回
}

func ExampleWithRepair() {
	// Leave repeated characters alone, and do not flag characters of private use.
	a, err := qingting.New(qingting.WithRepair(repair.New(repair.Without(repair.Repeat, repair.Private))))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(a.Understand("我要退退退退款\ue001").Repairs)
	// Output: []
}

func ExampleSession() {
	a, err := qingting.New()
	if err != nil {
		log.Fatal(err)
	}
	s := a.NewSession("7")
	for _, u := range []dialogue.Utterance{
		{Role: dialogue.Bot, Text: "您好，请问有什么可以帮您？"},
		{Role: dialogue.Customer, Text: "退款三天了还没到，转人工"},
	} {
		got, err := s.Append(u)
		if err != nil {
			log.Fatal(err)
		}
		if got.HandOff.Advised {
			fmt.Println("hand over after", got.HandOff.At, got.HandOff.Reasons[0].Reason)
		}
	}
	// Output: hand over after 1 asks_person
}

func ExampleAnalyzer_Analyze() {
	a, err := qingting.New()
	if err != nil {
		log.Fatal(err)
	}
	r, err := a.Analyze(context.Background(), &dialogue.Dialogue{Utterances: []dialogue.Utterance{
		{Role: dialogue.Agent, Text: "您可以选择等额本息"},
		{Role: dialogue.Customer, Text: "等额本息是什么意思，听不懂"},
	}})
	if err != nil {
		log.Fatal(err)
	}
	for _, c := range r.Confusions {
		fmt.Println("utterance", c.Customer, "asks about", c.Terms[0].Text, "in", c.Agent)
	}
	fmt.Println(r.Resolution, r.Needs[0].Label)
	// Output:
	// utterance 1 asks about 等额本息 in 0
	// unclear needs_plain
}
