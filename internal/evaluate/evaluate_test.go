package evaluate

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

var near = cmpopts.EquateApprox(0, 1e-9)

func TestTally(t *testing.T) {
	var ta Tally
	ta.Add([]string{"a", "b"}, []string{"a"})
	ta.Add([]string{"a"}, []string{"a", "c"})
	ta.Add([]string{"b"}, nil)
	ta.Add(nil, []string{"a"})
	want := Labels{Examples: 4, Precision: 0.5, Recall: 0.5, MicroF1: 0.5, MacroF1: 0.4, Labels: []Label{
		{"a", 2.0 / 3, 1, 0.8, 2, 3},
		{"b", 0, 0, 0, 2, 0},
		{"c", 0, 0, 0, 0, 1}, // not in the macro mean
	}}
	if d := cmp.Diff(want, ta.Labels(), near); d != "" {
		t.Error(d)
	}
	if got := new(Tally).Labels(); got.MicroF1 != 0 || got.Labels == nil {
		t.Errorf("an empty tally gives %+v", got)
	}
}

func TestAddBest(t *testing.T) {
	var ta Tally
	ta.AddBest([]string{"a", "b"}, "b") // any of several is right
	ta.AddBest([]string{"a", "b"}, "c") // else the first was missed
	ta.AddBest([]string{"a"}, "")
	want := []Label{{"a", 0, 0, 0, 2, 0}, {"b", 1, 1, 1, 1, 1}, {"c", 0, 0, 0, 0, 1}}
	if d := cmp.Diff(want, ta.Labels().Labels, near); d != "" {
		t.Error(d)
	}
}

func TestConfusions(t *testing.T) {
	var c Confusions
	for _, p := range [][2]string{{"b", "a"}, {"a", "b"}, {"b", "a"}, {"a", ""}} {
		c.Add(p[0], p[1])
	}
	want := []Confusion{{"b", "a", 2}, {"a", "", 1}, {"a", "b", 1}}
	if d := cmp.Diff(want, c.List()); d != "" {
		t.Error(d)
	}
}

func TestCalibrator(t *testing.T) {
	var c Calibrator
	for _, row := range []struct {
		p  float64
		ok bool
	}{{0.9, true}, {0.95, false}, {0.05, false}, {1, true}, {0, false}} {
		c.Add(row.p, row.ok)
	}
	got := c.Calibration()
	// 0.9, 0.95 and 1 say 2.85 together where 2 came true; 0.05 and 0 say 0.05 where none did.
	if got.Count != 5 || math.Abs(got.ECE-(0.85+0.05)/5) > 1e-9 {
		t.Errorf("ECE %v of %d", got.ECE, got.Count)
	}
	if b := got.Bins[9]; b.Count != 3 || b.From != 0.9 || math.Abs(b.Said-0.95) > 1e-9 || math.Abs(b.Observed-2.0/3) > 1e-9 {
		t.Errorf("last bin %+v", b)
	}
	var odd Calibrator
	odd.Add(-3, false)
	odd.Add(7, true)
	if b := odd.Calibration().Bins; b[0].Count != 1 || b[9].Count != 1 {
		t.Errorf("values outside: bins %+v", b)
	}
	if e := new(Calibrator).Calibration(); e.ECE != 0 || e.Count != 0 {
		t.Errorf("empty: %+v", e)
	}
}

func TestRecallAt(t *testing.T) {
	others := make([]float64, 20) // 0, 0.05, …, 0.95
	for i := range others {
		others[i] = float64(i) / 20
	}
	for _, row := range []struct {
		wanted, others []float64
		rate           float64
		recall         float64
		ok             bool
		why            string
	}{
		{[]float64{0.93, 0.91, 0.89, 0.99}, others, 0.05, 0.75, true, "one of twenty may lie over: the threshold is 0.9"},
		{[]float64{0.93, 0.96}, others, 0, 0.5, true, "none may"},
		{[]float64{0.5, 0.5}, []float64{0.5, 0.5}, 0.05, 0, true, "equal scores separate nothing"},
		{[]float64{0.1}, []float64{0.5}, 1, 1, true, "all may"},
		{nil, others, 0.05, 0, false, "nothing wanted"},
		{[]float64{1}, nil, 0.05, 0, false, "nothing to tell from"},
	} {
		recall, _, ok := RecallAt(row.wanted, row.others, row.rate)
		if ok != row.ok || math.Abs(recall-row.recall) > 1e-9 {
			t.Errorf("%v, %v; want %v: %s", recall, ok, row.recall, row.why)
		}
	}
}
