package intent

import (
	"math"
	"os"
	"slices"
	"testing"

	"github.com/qingting-nlp/qingting/segment"
)

func readExamples(t *testing.T, name string) []Example {
	t.Helper()
	var s ExampleSet
	if err := s.ReadFile(name); err != nil {
		t.Fatal(err)
	}
	for _, e := range s.Skipped {
		t.Error(e)
	}
	return s.Examples
}

// trained returns a classifier that learned from examples alone.
func trained(t *testing.T, examples []Example) *Classifier {
	t.Helper()
	data, err := Default().Train(examples, nil, Training{})
	if err != nil {
		t.Fatal(err)
	}
	m, err := OpenModel(string(data))
	if err != nil {
		t.Fatal(err)
	}
	c, err := New(segment.Default(), WithModel(m))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestTwentyExamples trains labels that the package has never heard of.
func TestTwentyExamples(t *testing.T) {
	train, held := readExamples(t, "testdata/airline/train.tsv"), readExamples(t, "testdata/airline/held.tsv")
	count := map[string]int{}
	for _, ex := range train {
		count[ex.Acts[0]]++
	}
	if len(count) != 4 || count["rebook"] != 20 || len(train) != 80 || len(held) != 40 {
		t.Fatalf("%v, %d to train, %d held out", count, len(train), len(held))
	}
	e := trained(t, train).Evaluate(held)
	t.Logf("best act %.3f, micro-F1 %.3f, macro-F1 %.3f, ECE %.3f", e.BestAct.Share, e.Acts.MicroF1, e.Acts.MacroF1, e.Calibration.ECE)
	if e.BestAct.Of != 40 || e.BestAct.Share < 0.8 {
		t.Errorf("best act right in %d of %d", e.BestAct.Right, e.BestAct.Of)
	}
	if !e.Calibrated || e.Calibration.Count != 40 || e.OutOfScope.RecallAt5 != nil || e.Unknown != nil {
		t.Errorf("%+v", e)
	}
}

// TestEvaluateAgrees counts the own test part again by what Classify answers.
func TestEvaluateAgrees(t *testing.T) {
	var s ExampleSet
	for _, name := range []string{"oos", "acts", "agent"} {
		name = "../data/utterances/test/" + name + ".tsv"
		if _, err := os.Stat(name); err != nil {
			t.Skip(err)
		}
		if err := s.ReadFile(name); err != nil {
			t.Fatal(err)
		}
	}
	c := Default()
	got := c.Evaluate(s.Examples)
	var right, topic, oos, alarms, agents, both, gold, found int
	for _, ex := range s.Examples {
		if ex.Agent {
			agents++
			continue
		}
		r := c.Classify(ex.Text)
		if len(r.Acts) > 0 && slices.Contains(ex.Acts, r.Acts[0].Label) {
			right++
		}
		if len(ex.Topics) > 0 && len(r.Topics) > 0 && r.Topics[0].Label == ex.Topics[0] {
			topic++
		}
		if r.OutOfScope && slices.Contains(ex.Acts, OOS) {
			oos++
		} else if r.OutOfScope {
			alarms++
		}
		gold, found = gold+len(ex.Acts), found+len(r.Acts)
		for _, a := range r.Acts {
			if slices.Contains(ex.Acts, a.Label) {
				both++
			}
		}
	}
	micro := 2 * float64(both) / float64(gold+found)
	if got.BestAct.Right != right || got.FirstTopic.Right != topic || got.OutOfScope.Recall.Right != oos || got.OutOfScope.FalseAlarms.Right != alarms ||
		got.Agents != agents || agents == 0 || got.Examples != len(s.Examples)-agents || math.Abs(got.Acts.MicroF1-micro) > 1e-9 {
		t.Errorf("best act %v, topic %v, out of scope %v and %v, %d agents, micro-F1 %v; counted %d, %d, %d, %d, %d, %v",
			got.BestAct, got.FirstTopic, got.OutOfScope.Recall, got.OutOfScope.FalseAlarms, got.Agents, got.Acts.MicroF1, right, topic, oos, alarms, agents, micro)
	}
	if wrong := got.BestAct.Of - got.BestAct.Right; total(got.ActConfusions) != wrong {
		t.Errorf("%d confusions, %d wrong", total(got.ActConfusions), wrong)
	}
	if (got.OutOfScope.RecallAt5 != nil) != (c.model != nil) {
		t.Errorf("recall at 5 %%: %v", got.OutOfScope.RecallAt5)
	}
}

func total(list []Confusion) int {
	n := 0
	for _, c := range list {
		n += c.Count
	}
	return n
}

func TestEvaluateFew(t *testing.T) {
	c := Default()
	for _, row := range []struct {
		ex   Example
		ok   func(e Evaluation) bool
		why  string
		name string
	}{
		{Example{}, func(e Evaluation) bool { return e.Examples == 1 && e.BestAct.Of == 0 && e.Acts.Examples == 0 }, "says nothing, so there is nothing to compare", "empty"},
		{Example{Text: " ", Acts: []string{Ask}}, func(e Evaluation) bool { return e.BestAct.Of == 1 && e.BestAct.Right == 0 && e.Abstained == 1 }, "without words nothing is found", "blank"},
		{Example{Text: "退款", Acts: []string{"my_own"}}, func(e Evaluation) bool { return slices.Equal(e.Unknown, []string{"my_own"}) }, "a label that cannot be found is named", "unknown"},
		{Example{Text: "退款", Acts: []string{Refund}, Agent: true}, func(e Evaluation) bool { return e.Agents == 1 && e.Examples == 0 }, "agents are left out", "agent"},
	} {
		t.Run(row.name, func(t *testing.T) {
			if e := c.Evaluate([]Example{row.ex}); !row.ok(e) {
				t.Errorf("%+v: %s", e, row.why)
			}
		})
	}
	if e := c.Evaluate(nil); e.Examples != 0 || e.Acts.Labels == nil || e.ActConfusions == nil {
		t.Errorf("of nothing: %+v", e)
	}
}
