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
	for _, unit := range []string{"工单", "什么意思，等额本息，", "1", "非常抱歉给您带来不便", "我等了三天了退款还没到账", "我昨天在你们店里买的东西今天还没有发货麻烦帮我看一下", "\xff", "该笔款项个(gè)人", "<b>T+3</b>工单&nbsp;",
		"è¯¥ç¬”æ¬¾é¡¹"} {
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

// replay appends the turns, C: for the customer, A: for the agent, B: for the bot.
func replay(t *testing.T, a *Analyzer, turns []string) *Session {
	t.Helper()
	s := a.NewSession("")
	roles := map[byte]dialogue.Role{'C': dialogue.Customer, 'A': dialogue.Agent, 'B': dialogue.Bot}
	for _, turn := range turns {
		if _, err := s.Append(dialogue.Utterance{Role: roles[turn[0]], Text: turn[2:]}); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// TestNeeds checks what counts as a need, and what only looks like one.
func TestNeeds(t *testing.T) {
	a := newAnalyzer(t)
	for _, tt := range []struct {
		why, text, need string
		want            bool
	}{
		{"laughter", "哈哈，服了", Companionship, false},
		{"a bitter laugh", "呵呵", Companionship, false},
		{"speaks of a child", "我儿子的学费怎么交", Companionship, false},
		{"awake at night", "睡不着，没人说话", Companionship, true},
		{"wants to talk", "想找个人说说话", Companionship, true},
		{"agrees", "那挺好。月费是69对吧", WellWisher, false},
		{"quoted", "她天天问我复习得咋样，我就说挺好的", WellWisher, false},
		{"glad about an answer", "那太好了，我这就去找护士", WellWisher, false},
		{"thanks at the end of a talk", "没了，谢谢", WellWisher, false},
		{"bitter", "不必祝了，谢谢你今天的耐心陪伴", WellWisher, false},
		{"a blessing", "给你们全体小姑娘小伙子拜个早年，身体健康", WellWisher, true},
		{"came to thank", "就是要过年了，头一个就想跟你们说声谢谢", WellWisher, true},
		{"praise of the agent", "你们客服服务态度真好，表扬一下", WellWisher, true},
		{"haste that is over", "谢谢你啊 刚才真是急得一头汗", TimePressed, false},
		{"words of another person", "他说我那份能全额退保，晚一天就没有了", TimePressed, false},
		{"only pushes", "快点吧", TimePressed, false},
		{"asks how soon", "尽快是多快呀", TimePressed, false},
		{"a time to keep", "啊那是不是还得跑银行，来不及的", TimePressed, true},
	} {
		got := false
		for _, n := range replay(t, a, []string{"C:" + tt.text}).Report().Needs {
			got = got || n.Label == tt.need
		}
		if got != tt.want {
			t.Errorf("%s: need %s of %q is %v, want %v", tt.why, tt.need, tt.text, got, tt.want)
		}
	}
}

// TestPromised checks that a threat counts as holding the agent to a promise only when there is one.
func TestPromised(t *testing.T) {
	a := newAnalyzer(t)
	const threat = "C:再不退我就打12315"
	for _, tt := range []struct {
		why   string
		turns []string
		want  Resolution
	}{
		{"haste", []string{"C:退款到哪了", "A:这边帮您加急，请您耐心等待", threat}, Unsolved},
		{"looks into it", []string{"C:退款到哪了", "A:马上为您核实，会尽快处理", threat}, Unsolved},
		{"says when and who", []string{"C:退款到哪了", "A:明天下午六点前我给您回电话", threat}, Promised},
		{"has handed it in", []string{"C:退款到哪了", "A:退款申请已经提交了", threat}, Promised},
	} {
		if got := replay(t, a, tt.turns).Report().Resolution; got != tt.want {
			t.Errorf("%s: %s, want %s", tt.why, got, tt.want)
		}
	}
}

// TestRefused checks that refusals count only when they come again and the customer is not content.
func TestRefused(t *testing.T) {
	a := newAnalyzer(t)
	const (
		rule = "A:一切以协议为准，公司规定就是这样。"
		no   = "A:您都超期了，办不了。"
		ask  = "C:那有没有别的办法，比如先停一阵子"
	)
	for _, tt := range []struct {
		why   string
		turns []string
		want  int
	}{
		{"once", []string{"C:剩下的课能退吗", rule, ask}, 0},
		{"twice", []string{"C:剩下的课能退吗", rule, ask, no, ask}, 1},
		{"content", []string{"C:剩下的课能退吗", rule, ask, no, "C:好的，明白了，谢谢你，很满意"}, 0},
		{"then a way", []string{"C:剩下的课能退吗", rule, ask, no, "C:可是家里困难", "A:我帮您申请停课，明天上午十点前给您回电话。", "C:那要带什么"}, 1},
		{"no refusal", []string{"C:剩下的课能退吗", "A:能退，我帮您算。", ask, "A:也可以停课。", ask}, 0},
	} {
		n := 0
		for _, r := range replay(t, a, tt.turns).Report().HandOff.Reasons {
			if r.Reason == ReasonRefused {
				n++
			}
		}
		if n != tt.want {
			t.Errorf("%s: %d times %s, want %d", tt.why, n, ReasonRefused, tt.want)
		}
	}
}

// TestUsed checks that the words of the trade that the customer uses are not explained, and that those asked about are.
func TestUsed(t *testing.T) {
	a := newAnalyzer(t)
	for _, tt := range []struct {
		why   string
		turns []string
		draft string
		want  int
	}{
		{"nothing known", []string{"C:你好"}, "仓租由我们承担。", 1},
		{"used long ago", []string{"C:仓租从哪一天起算", "A:到仓后第六天。", "C:好", "A:嗯。", "C:请给我书面的"}, "仓租由我们承担。", 0},
		{"asked about", []string{"C:什么仓租，没听懂"}, "仓租由我们承担。", 1},
		{"an expert", []string{"C:完税价格怎么报，税则号列呢，仓租从哪天算"}, "这是重定价日。", 0},
		{"no expert any more", []string{"C:完税价格怎么报，税则号列呢", "A:按到岸价。", "C:什么意思"}, "这是重定价日。", 1},
	} {
		s := replay(t, a, tt.turns)
		n := 0
		for _, g := range s.Check(tt.draft).Suggestions {
			if g.Kind == rephrase.Jargon {
				n++
			}
		}
		if n != tt.want {
			t.Errorf("%s: %d words explained in %q, want %d; used %v", tt.why, n, tt.draft, tt.want, s.customer.Used)
		}
	}
}
