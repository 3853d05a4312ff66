package qingting

import (
	"strings"
	"testing"
	"time"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/rephrase"
)

// TestAnswered checks when the agent is told that a feeling was not answered: until one utterance answers it, and again when a feeling
// is stronger, of another sort, or back after the customer was content.
func TestAnswered(t *testing.T) {
	const (
		ask    = "请您提供一下订单号码。"
		answer = "让您等了这么久，我现在就查。"
		step   = "我明天下午三点前给您回电话。"
	)
	angry, mild, worried, pleased := "我等了三天了还没发货，你们太不负责任了，气死我了！", "等了三天还没发货，有点不满意", "这会不会影响我的征信啊，我很担心", "太好了，谢谢你，真的很满意"
	tests := []struct {
		why   string
		turns []string // C: or A:
		draft string
		fires bool
	}{
		{"nothing felt", []string{"C:我的订单到哪了"}, ask, false},
		{"straight to business", []string{"C:" + angry}, ask, true},
		{"still not answered", []string{"C:" + angry, "A:" + ask, "C:" + angry}, ask, true},
		{"answered just now", []string{"C:" + angry, "A:" + answer}, ask, false},
		{"answered before", []string{"C:" + angry, "A:" + answer, "C:" + angry}, ask, false},
		{"a step with a time is an answer", []string{"C:" + angry, "A:" + step, "C:" + angry}, ask, false},
		{"also in the draft itself", []string{"C:" + angry}, step, false},
		{"a step without a time is none", []string{"C:" + angry}, "我给您回电话问一下这个事。", true},
		{"answered after a calm utterance", []string{"C:" + angry, "A:" + ask, "C:订单号是2509263318846", "A:" + answer, "C:" + angry}, ask, false},
		{"the same, milder", []string{"C:" + angry, "A:" + answer, "C:" + mild}, ask, false},
		{"the same, stronger", []string{"C:" + mild, "A:" + answer, "C:" + angry}, ask, true},
		{"another feeling", []string{"C:" + angry, "A:" + answer, "C:" + worried}, ask, true},
		{"content in between", []string{"C:" + angry, "A:" + answer, "C:" + pleased, "C:" + angry}, ask, true},
	}
	a := newAnalyzer(t)
	for _, tt := range tests {
		t.Run(tt.why, func(t *testing.T) {
			s := a.NewSession("")
			for _, turn := range tt.turns {
				u := dialogue.Utterance{Role: dialogue.Customer, Text: turn[2:]}
				if turn[0] == 'A' {
					u.Role = dialogue.Agent
				}
				if _, err := s.Append(u); err != nil {
					t.Fatal(err)
				}
			}
			fires := false
			for _, g := range s.Check(tt.draft).Suggestions {
				fires = fires || g.Rule == "no_empathy"
			}
			if fires != tt.fires {
				t.Errorf("no_empathy %v, want %v; customer %+v", fires, tt.fires, s.customer)
			}
		})
	}
}

// TestTermsOnce checks that a term is flagged on first mention only, also one with its number.
func TestTermsOnce(t *testing.T) {
	s := newAnalyzer(t).NewSession("")
	const text = "您有套外流量57.6G，按LPR算。"
	for i, want := range []int{2, 0} {
		up, err := s.Append(dialogue.Utterance{Role: dialogue.Agent, Text: text})
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, g := range up.Utterance.Agent.Suggestions {
			if g.Kind == rephrase.Jargon {
				n++
			}
		}
		if n != want {
			t.Errorf("mention %d: %d terms flagged, want %d: %v", i, n, want, up.Utterance.Agent.Suggestions)
		}
	}
}

// TestLongUtterances checks that utterances of the greatest length cost seconds at most, and conversations of them no more for each.
func TestLongUtterances(t *testing.T) {
	if testing.Short() || raceEnabled {
		t.Skip("measures time")
	}
	a := newAnalyzer(t)
	for _, unit := range []string{"工单", "什么意思，等额本息，", "1", "非常抱歉给您带来不便", "我等了三天了退款还没到账", "我昨天在你们店里买的东西今天还没有发货麻烦帮我看一下", "\xff"} {
		text := strings.Repeat(unit, MaxUtteranceLen/len(unit))
		s := a.NewSession("")
		for _, role := range []dialogue.Role{dialogue.Customer, dialogue.Agent, dialogue.Bot, dialogue.Customer} {
			start := time.Now()
			if _, err := s.Append(dialogue.Utterance{Role: role, Text: text}); err != nil {
				t.Fatal(err)
			}
			took := time.Since(start)
			t.Logf("%-6v %.20q… %v", role, unit, took.Round(time.Millisecond))
			if took > 15*time.Second {
				t.Errorf("%v: 1 MiB of %q takes %v", role, unit, took)
			}
		}
	}
}

// TestManyUtterances checks that a long conversation costs as much for each utterance as a short one, and so does its report.
func TestManyUtterances(t *testing.T) {
	if testing.Short() || raceEnabled {
		t.Skip("measures time")
	}
	s := newAnalyzer(t).NewSession("")
	run := func(n int) time.Duration {
		start := time.Now()
		for i := range n {
			u := dialogue.Utterance{Role: dialogue.Customer, Text: "等了三天还没发货，LPR是什么意思"}
			if i%2 == 1 {
				u = dialogue.Utterance{Role: dialogue.Agent, Text: "您有套外流量57.6G，工单已提交。"}
			}
			if _, err := s.Append(u); err != nil {
				t.Fatal(err)
			}
		}
		s.Report()
		return time.Since(start)
	}
	first := run(2000)
	run(16_000)
	last := run(2000)
	t.Logf("first 2000 utterances %v, after 18000 %v", first, last)
	if last > 20*first+time.Second {
		t.Errorf("2000 utterances take %v at first and %v after 18000", first, last)
	}
}
