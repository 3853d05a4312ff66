// Command quickstart reads one utterance of a customer and checks one answer of an agent.
package main

import (
	"fmt"
	"log"

	"github.com/qingting-nlp/qingting"
	"github.com/qingting-nlp/qingting/rephrase"
)

func main() {
	a, err := qingting.New()
	if err != nil {
		log.Fatal(err)
	}
	said := "我要投诉！退款98元怎么三天了还没到账，急死我了"
	u := a.Understand(said)
	fmt.Println("客户：", u.Sentiment.Valence, u.Sentiment.Emotions[0].Label, u.Intent.Acts[0].Label, u.Intent.Topics[0].Label)
	for _, e := range u.Entities {
		fmt.Println("  ", e.Type, e.Value, "来自", e.Span.Of(said))
	}

	feeling := rephrase.Customer{Text: said, Emotion: string(u.Sentiment.Emotions[0].Label), Intensity: u.Sentiment.Intensity}
	advice := a.Advise(rephrase.Draft{Text: "您的退款T+3到账，请您耐心等待。", Customer: feeling})
	for _, s := range advice.Suggestions {
		fmt.Println("建议：", s.Message)
	}
	fmt.Println("改写：", advice.Rewrite.Text)
}
