// Command agentassist replays a conversation turn by turn, the way a desktop for agents would follow it live: what the customer feels,
// what the draft of the agent could say better, and when to pass the conversation on. Run it in the root of the repository.
package main

import (
	"flag"
	"fmt"
	"log"
	"strings"

	"github.com/qingting-nlp/qingting"
	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/sentiment"
)

func main() {
	log.SetFlags(0)
	file := flag.String("file", "testdata/dialogues/01-bank-card-not-active.dlg", "conversation to replay")
	flag.Parse()
	a, err := qingting.New()
	if err != nil {
		log.Fatal(err)
	}
	for d, err := range dialogue.ReadFile(*file) {
		if err != nil {
			log.Fatal(err)
		}
		if err := replay(a, d); err != nil {
			log.Fatal(err)
		}
	}
}

func replay(a *qingting.Analyzer, d *dialogue.Dialogue) error {
	s := a.NewSession(d.ID)
	advised := false
	for i, u := range d.Utterances {
		fmt.Printf("#%d %s：%s\n", i, roles[u.Role], u.Text)
		if u.Role == dialogue.Agent {
			// Before the agent sends it: the session knows what the customer said last and which words were explained already.
			advice := s.Check(u.Text)
			for _, g := range advice.Suggestions {
				fmt.Printf("     ✎ %s\n", g.Message)
			}
			if advice.Rewrite.Text != u.Text {
				fmt.Printf("     → %s\n", advice.Rewrite.Text)
			}
		}
		got, err := s.Append(u)
		if err != nil {
			return err
		}
		if c := got.Utterance.Customer; c != nil {
			fmt.Println("     ♥", feeling(c))
		}
		for _, c := range got.Confusions {
			fmt.Printf("     ? 没听懂 #%d 里的 %s\n", c.Agent, terms(c))
		}
		if got.HandOff.Advised && !advised {
			advised = true
			var why []string
			for _, r := range got.HandOff.Reasons {
				why = append(why, fmt.Sprintf("%s(#%d)", r.Reason, r.Utterance))
			}
			fmt.Println("     ⇒ 建议转交：", strings.Join(why, " "))
		}
	}
	r := s.Report()
	fmt.Printf("情绪走势 %s，结果 %s\n", r.Course.Class, r.Resolution)
	return nil
}

var roles = map[dialogue.Role]string{
	dialogue.Customer: "客户", dialogue.Agent: "客服", dialogue.Bot: "机器人", dialogue.System: "系统", dialogue.Unknown: "未知",
}

var emotions = map[sentiment.Emotion]string{
	sentiment.Calm: "平静", sentiment.Grateful: "感谢", sentiment.Satisfied: "满意", sentiment.Confused: "困惑", sentiment.Urgent: "着急",
	sentiment.Worried: "担忧", sentiment.Disappointed: "失望", sentiment.Dissatisfied: "不满", sentiment.Angry: "愤怒", sentiment.Distressed: "难过",
}

// feeling says in a few words what the customer feels and wants: emotions, hints at hidden feelings, the act.
func feeling(u *qingting.Understanding) string {
	var words []string
	for _, e := range u.Sentiment.Emotions {
		words = append(words, emotions[e.Label])
	}
	for _, f := range u.Sentiment.Flags {
		words = append(words, string(f.Flag)+"?")
	}
	if acts := u.Intent.Acts; len(acts) > 0 {
		words = append(words, "→", acts[0].Label)
	}
	return strings.Join(words, " ")
}

func terms(c qingting.Confusion) string {
	var words []string
	for _, t := range c.Terms {
		words = append(words, t.Text)
	}
	return strings.Join(words, "、")
}
