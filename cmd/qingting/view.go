package main

import (
	"fmt"
	"math"
	"strings"
	"unicode"

	"github.com/qingting-nlp/qingting/internal/wire"
)

// What text and page say in the same words.

// bars are the heights of a feeling from -1 to 1.
var bars = []rune("▁▂▃▄▅▆▇█")

// sparkline draws the scores, one bar each, at most max bars.
func sparkline(scores []wire.Score, max int) string {
	var b strings.Builder
	n := min(len(scores), max)
	for i := range n {
		part := scores[i*len(scores)/n : (i+1)*len(scores)/n]
		sum := 0.0
		for _, s := range part {
			sum += s.Score
		}
		x := (sum/float64(len(part)) + 1) / 2 * float64(len(bars)-1)
		b.WriteRune(bars[int(math.Round(math.Max(0, math.Min(x, float64(len(bars)-1)))))])
	}
	return b.String()
}

// signed writes a score so that nothing is plain 0.
func signed(x float64) string {
	if s := fmt.Sprintf("%+.2f", x); s != "+0.00" && s != "-0.00" {
		return s
	}
	return "0"
}

// place writes the index of an utterance.
func place(i int) string { return fmt.Sprint("#", i) }

// subtitle says what conversation it is.
func subtitle(r *wire.Report) string {
	var parts []string
	if r.Title != "" {
		parts = append(parts, r.ID)
	}
	if r.Sector != "" {
		parts = append(parts, wire.Sectors.Of(r.Sector))
	}
	if r.Channel != "" {
		parts = append(parts, wire.Channels.Of(r.Channel))
	}
	n := len(r.Utterances)
	switch n {
	case 0:
		parts = append(parts, "没有内容")
	case 1:
		parts = append(parts, "1 句（#0）")
	default:
		parts = append(parts, fmt.Sprintf("%d 句（#0 到 #%d）", n, n-1))
	}
	return strings.Join(parts, " · ")
}

func title(r *wire.Report) string {
	if r.Title != "" {
		return r.Title
	}
	return r.ID
}

// courseWords says how the feeling went, without the class.
func courseWords(c *wire.Course) string {
	if len(c.Scores) == 0 {
		return "客户没有说话"
	}
	s := fmt.Sprintf("开头 %s，结尾 %s", signed(c.Begin), signed(c.End))
	if c.Low >= 0 {
		s += "，最低在 " + place(c.Low)
	}
	return s
}

// handOffWords says whether the conversation should have been passed on.
func handOffWords(h *wire.HandOff) string {
	if h.Advised && h.At != nil {
		return fmt.Sprintf("建议在 %s 之后转交", place(*h.At))
	}
	return "不需要"
}

// reasonLines says why. Reasons against are marked.
func reasonLines(h *wire.HandOff) []string {
	var out []string
	for _, r := range h.Reasons {
		out = append(out, fmt.Sprintf("%s %s（%+.2f）", place(r.Utterance), wire.Reasons.Of(r.Reason), r.Weight))
	}
	return out
}

func confusionLine(c *wire.Confusion) string {
	return fmt.Sprintf("%s 客户没听懂 %s 里的“%s”", place(c.Customer), place(c.Agent), strings.Join(c.Terms, "”“"))
}

func needLine(n *wire.Need) string {
	var at []string
	for _, i := range n.Utterances {
		at = append(at, place(i))
	}
	const shown = 6
	if len(at) > shown {
		at = append(at[:shown], fmt.Sprintf("等 %d 处", len(n.Utterances)))
	}
	return wire.Needs.Of(n.Label) + "（" + strings.Join(at, " ") + "）"
}

// tag is a label of an utterance with the feeling it carries: -1, 0, 1.
type tag struct {
	text string
	sign int
}

// tags are the labels worth showing: the strongest feeling, hints, acts and topic.
func tags(u *wire.Understanding) []tag {
	var out []tag
	sign := 0
	switch u.Valence {
	case "negative":
		sign = -1
	case "positive":
		sign = 1
	}
	if len(u.Emotions) > 0 && u.Emotions[0].Label != "neutral" {
		s := wire.Emotions.Of(u.Emotions[0].Label)
		if u.Intensity > 0 {
			s += fmt.Sprint(u.Intensity)
		}
		out = append(out, tag{s, sign})
	}
	for _, f := range u.Flags {
		out = append(out, tag{wire.Flags.Of(f) + "？", 0})
	}
	for _, a := range u.Acts[:min(2, len(u.Acts))] {
		out = append(out, tag{wire.Acts.Of(a.Label), 0})
	}
	if len(u.Topics) > 0 {
		out = append(out, tag{wire.Topics.Of(u.Topics[0].Label), 0})
	}
	if u.OutOfScope {
		out = append(out, tag{"与服务无关", 0})
	}
	return out
}

// againWords names the hints that were not shown again, how many there are, and where.
func againWords(again []repeated) string {
	parts := make([]string, len(again))
	for i, a := range again {
		var at []string
		for _, n := range a.at {
			if s := place(n); len(at) == 0 || at[len(at)-1] != s {
				at = append(at, s)
			}
		}
		parts[i] = fmt.Sprintf("%s还有%d处（%s）", wire.Rules.Of(a.rule), len(a.at), strings.Join(at, " "))
	}
	return strings.Join(parts, "，")
}

// repairWords says what was mended in an utterance and what could not be, and how it was read where the text as it came does not show
// that. It is empty for a sound text. Offsets are bytes.
func repairWords(u *wire.Utterance) string {
	var parts []string
	if len(u.Repairs) > 0 {
		var kinds []string
		unreadable := false
		for _, r := range u.Repairs {
			kinds = append(kinds, r.Kind)
			unreadable = unreadable || strings.ContainsFunc(r.Text, unicode.IsLetter)
		}
		words := "已修复" + countKinds(kinds)
		if unreadable {
			words += "，读作“" + mended(u) + "”"
		}
		parts = append(parts, words)
	}
	if len(u.Damage) > 0 {
		var kinds []string
		for _, d := range u.Damage {
			kinds = append(kinds, d.Kind)
		}
		parts = append(parts, "无法还原"+countKinds(kinds))
	}
	return strings.Join(parts, "；")
}

// countKinds names each kind of damage, in the order they come, and how many places have it.
func countKinds(kinds []string) string {
	n := map[string]int{}
	var order []string
	for _, k := range kinds {
		if n[k]++; n[k] == 1 {
			order = append(order, k)
		}
	}
	for i, k := range order {
		order[i] = fmt.Sprintf("%s%d处", wire.Damages.Of(k), n[k])
	}
	return strings.Join(order, "、")
}

// mended returns the text as it was read. Offsets are bytes.
func mended(u *wire.Utterance) string {
	var b strings.Builder
	at := 0
	for _, r := range u.Repairs {
		b.WriteString(u.Text[at:r.Start])
		b.WriteString(r.Text)
		at = r.End
	}
	b.WriteString(u.Text[at:])
	return b.String()
}

// suggestionHead names the rule, and the kind where that says more.
func suggestionHead(g *wire.Suggestion) string {
	kind, rule := wire.Kinds.Of(g.Kind), wire.Rules.Of(g.Rule)
	return kind + "：" + rule
}

// quote shortens the words that a suggestion is about.
func quote(s string) string {
	const keep = 24
	r := []rune(s)
	if len(r) > keep {
		return string(r[:keep-6]) + "……" + string(r[len(r)-4:])
	}
	return s
}

// totalWords sums up a run of several conversations.
func totalWords(t *totals) string {
	var parts []string
	for _, r := range resolutionOrder {
		if n := t.resolutions[r]; n > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", wire.Resolutions.Of(r), n))
		}
	}
	return fmt.Sprintf("共 %d 段对话，建议转交 %d 段；%s。", t.dialogues, t.advised, strings.Join(parts, "，"))
}

const legend = "#n 是第几句，从 0 数起。情绪图一格是客户的一句话：▁ 很不高兴，▅ 平静，█ 很高兴。情绪后的 1、2、3 是强度，带“？”的只是提示。"
