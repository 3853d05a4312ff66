package main

import (
	"bufio"
	"fmt"
	"strings"

	"github.com/qingting-nlp/qingting/intent"
	"github.com/qingting-nlp/qingting/internal/evaluate"
	"github.com/qingting-nlp/qingting/internal/termtext"
)

// shownConfusions bounds the pairs in the text form; the JSON form has all.
const shownConfusions = 15

// printEvaluation writes the tables for people.
func printEvaluation(out *bufio.Writer, e *evaluation) {
	for _, f := range e.Files {
		fmt.Fprintf(out, "%s：读入 %d 条，跳过 %d 条\n", f.File, f.Read, f.Skipped)
	}
	if e.Intent != nil {
		printIntent(out, e.Intent)
	}
	if e.Sentiment != nil {
		printFeelings(out, e.Sentiment)
	}
}

func printIntent(out *bufio.Writer, e *intent.Evaluation) {
	fmt.Fprintf(out, "\n== 意图：%d 句%s\n", e.Examples, leftOut(e.Agents))
	facts := [][2]string{
		{"最佳意图在标注里", share(e.BestAct)},
		{"意图 micro-F1", ratio(e.Acts.MicroF1)}, {"意图 macro-F1", ratio(e.Acts.MacroF1)},
	}
	if e.BestAct.Of > 0 {
		facts = append(facts, [2]string{"拿不准（不答）", fmt.Sprintf("%d 句；其余最佳意图对 %s", e.Abstained, share(e.BestActSure))})
	}
	if e.BestTopic.Of > 0 {
		facts = append(facts, [2]string{"最佳话题是标注的第一个", share(e.FirstTopic)}, [2]string{"最佳话题在标注里", share(e.BestTopic)},
			[2]string{"话题 micro-F1", ratio(e.Topics.MicroF1)}, [2]string{"话题 macro-F1", ratio(e.Topics.MacroF1)})
	}
	if o := e.OutOfScope; o.Recall.Of > 0 {
		facts = append(facts, [2]string{"范围外认出", share(o.Recall)}, [2]string{"范围内误判", share(o.FalseAlarms)})
		if o.RecallAt5 != nil {
			facts = append(facts, [2]string{"误判 5 % 时认出", ratio(*o.RecallAt5)})
		}
	}
	facts = append(facts, [2]string{"最佳意图的 ECE", ece(e.Calibration, e.Calibrated)})
	printFacts(out, facts)
	if len(e.Unknown) > 0 {
		names := make([]string, len(e.Unknown))
		for i, l := range e.Unknown {
			names[i] = termtext.Clean(l)
		}
		fmt.Fprintf(out, "模型没有这些标签，不可能答对：%s\n", strings.Join(names, "、"))
	}
	printLabels(out, "意图", e.Acts)
	printLabels(out, "话题", e.Topics)
	printConfusions(out, "意图答错", e.ActConfusions)
	printConfusions(out, "话题答错", e.TopicConfusions)
	printBins(out, "最佳意图的把握", e.Calibration)
}

func printFeelings(out *bufio.Writer, f *feelings) {
	fmt.Fprintf(out, "\n== 情绪：%d 句%s\n", f.Examples, leftOut(f.Agents))
	var facts [][2]string
	if f.Valence.Of > 0 {
		facts = append(facts, [2]string{"褒贬", share(f.Valence)}, [2]string{"褒贬 macro-F1", ratio(f.ValenceLabels.MacroF1)})
	}
	if f.BestEmotion.Of > 0 {
		facts = append(facts, [2]string{"最强情绪在标注里", share(f.BestEmotion)}, [2]string{"最强情绪 macro-F1", ratio(f.BestEmotionLabels.MacroF1)},
			[2]string{"最强情绪的 ECE", ece(f.EmotionCalibration, f.Calibrated)}, [2]string{"全部情绪 micro-F1", ratio(f.Emotions.MicroF1)})
	}
	if f.Flags.Examples > 0 {
		facts = append(facts, [2]string{"隐含情绪", fmt.Sprintf("P %s  R %s", ratio(f.Flags.Precision), ratio(f.Flags.Recall))})
	}
	printFacts(out, facts)
	printLabels(out, "褒贬", f.ValenceLabels)
	printLabels(out, "最强情绪", f.BestEmotionLabels)
	printLabels(out, "全部情绪", f.Emotions)
	printLabels(out, "隐含情绪", f.Flags)
	printConfusions(out, "褒贬答错", f.ValenceConfusions)
	printConfusions(out, "最强情绪答错", f.EmotionConfusions)
	printBins(out, "最强情绪的把握", f.EmotionCalibration)
}

func leftOut(agents int) string {
	if agents == 0 {
		return ""
	}
	return fmt.Sprintf("（另有客服的话 %d 句不算）", agents)
}

func ratio(v float64) string { return fmt.Sprintf("%.3f", v) }

func share(s evaluate.Share) string { return fmt.Sprintf("%.3f（%d/%d）", s.Share, s.Right, s.Of) }

func ece(c evaluate.Calibration, calibrated bool) string {
	if !calibrated {
		return ratio(c.ECE) + "（只有规则，把握未经校准）"
	}
	return ratio(c.ECE)
}

func printFacts(out *bufio.Writer, facts [][2]string) {
	width := 0
	for _, f := range facts {
		width = max(width, termtext.Width(f[0]))
	}
	for _, f := range facts {
		fmt.Fprintf(out, "%s  %s\n", termtext.Pad(f[0], width), f[1])
	}
}

func printLabels(out *bufio.Writer, title string, l evaluate.Labels) {
	if len(l.Labels) == 0 {
		return
	}
	width := termtext.Width(title)
	for _, x := range l.Labels {
		width = max(width, termtext.Width(termtext.Clean(x.Label)))
	}
	fmt.Fprintf(out, "\n%s      P      R     F1   标注   答出\n", termtext.Pad(title, width))
	for _, x := range l.Labels {
		fmt.Fprintf(out, "%s  %.3f  %.3f  %.3f  %5d  %5d\n", termtext.Pad(termtext.Clean(x.Label), width), x.Precision, x.Recall, x.F1, x.Support, x.Found)
	}
}

func printConfusions(out *bufio.Writer, title string, list []evaluate.Confusion) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(out, "\n%s（标注 → 答出，共 %d 种）\n", title, len(list))
	name := func(l string) string {
		if l == "" {
			return "（无）"
		}
		return termtext.Clean(l)
	}
	for _, c := range list[:min(len(list), shownConfusions)] {
		fmt.Fprintf(out, "%5d  %s → %s\n", c.Count, name(c.Gold), name(c.Found))
	}
}

func printBins(out *bufio.Writer, title string, c evaluate.Calibration) {
	if c.Count == 0 {
		return
	}
	fmt.Fprintf(out, "\n%s\n       范围       句数   所说   实际\n", title)
	for _, b := range c.Bins {
		if b.Count > 0 {
			fmt.Fprintf(out, "%5.2f … %5.2f  %7d  %5.2f  %5.2f\n", b.From, b.To, b.Count, b.Said, b.Observed)
		}
	}
}
