package rephrase

import (
	"strings"
	"testing"
	"time"

	"github.com/qingting-nlp/qingting/segment"
)

// longTexts repeats what once was slow: words that many rules look around for, without an end of the sentence.
var longTexts = []struct{ why, unit string }{
	{"one term", "工单"},
	{"terms with a comma", "工单，"},
	{"terms with numbers", "套外流量57.6G和T+3"},
	{"terms in brackets", "等额本息（"},
	{"terms in quotation marks", "“LPR”"},
	{"terms and what may explain them", "光猫就是"},
	{"digits", "1"},
	{"digits and points", "1234567890."},
	{"numbers with units", "3天2万元"},
	{"numerals", "一二千万"},
	{"numerals as numbers", "千万"},
	{"dates", "11月2日18点"},
	{"function words", "必须不能如果只有"},
	{"office style", "进行核实届时致电"},
	{"refusals", "这个退不了的"},
	{"blame in one clause", "您自己没看短信"},
	{"promises", "我们会尽快处理"},
	{"apologies", "非常抱歉给您带来不便"},
	{"sympathy", "等了三天，换成我也会着急"},
	{"normal talk, one sentence", "我这边帮您看了一下您这笔订单昨天下午已经从仓库发出来了现在在路上预计明天上午送到"},
	{"normal talk", "好的，您的退款已经帮您提交了，预计三个工作日到账。"},
	{"no words", "！。"},
	{"letters", "a"},
	{"not UTF-8", "\xff"},
}

func repeated(unit string, size int) string { return strings.Repeat(unit, size/len(unit)+1) }

// TestLinear checks that ten times the text costs about ten times the time, with much room for a busy machine.
func TestLinear(t *testing.T) {
	if testing.Short() || raceEnabled {
		t.Skip("measures time")
	}
	r := Default()
	customer := Customer{Text: "我等了三天了退款还没到账", Emotion: "urgent", Intensity: 2}
	for _, tt := range longTexts {
		t.Run(tt.why, func(t *testing.T) {
			for _, f := range []struct {
				name string
				do   func(text string)
			}{
				{"Check", func(text string) { r.Check(Draft{Text: text, Customer: customer}) }},
				{"Rewrite", func(text string) { r.Rewrite(Draft{Text: text, Customer: customer}) }},
				{"Customer", func(text string) {
					r.Check(Draft{"请您提供一下订单号码。", Customer{Text: text, Emotion: "angry", Intensity: 2}})
				}},
				{"Verify", func(text string) { r.guard.Verify(text, text+"三天") }},
				{"Verify other", func(text string) { r.guard.Verify(text, strings.Repeat("2元不", len(text)/10)) }},
			} {
				measure := func(size int) time.Duration {
					text, best := repeated(tt.unit, size), time.Hour
					for range 2 {
						start := time.Now()
						f.do(text)
						best = min(best, time.Since(start))
					}
					return best
				}
				small, large := measure(8<<10), measure(80<<10)
				t.Logf("%-12s 8 KiB %8v, 80 KiB %8v", f.name, small.Round(time.Microsecond), large.Round(time.Microsecond))
				if large > 50*small+2*time.Second { // quadratic work is far above, a busy machine is not
					t.Errorf("%s of 80 KiB takes %v, of 8 KiB %v", f.name, large, small)
				}
			}
		})
	}
}

// The cases of the other sizes keep their findings: nothing is lost because a text is long.
func TestLongText(t *testing.T) {
	r := Default()
	text := repeated("好的，您的退款已经帮您提交了，预计三个工作日到账。", 64<<10) + "工单已提交。" + "您自己没看短信吗？"
	got := rulesOf(r.Check(Draft{Text: text}))
	if len(got) == 0 || !strings.Contains(strings.Join(got, " "), "blame") {
		t.Errorf("Check of a long text: %v", got)
	}
	if out := r.Rewrite(Draft{Text: text}).Text; !strings.Contains(out, "登记单已提交") {
		t.Errorf("the last sentences of a long text are not rewritten: %q", out[len(out)-60:])
	}
	toks := segment.Default().Append(nil, text)
	if len(toks) < 10_000 {
		t.Errorf("%d tokens", len(toks))
	}
}
