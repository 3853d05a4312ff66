package learn

import (
	"math"
	"math/rand"
	"runtime"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// toy returns texts of three labels: a text has its label's features more often than others, beside noise, and every text has feature 1.
func toy(seed int64, n int) []Example {
	rng := rand.New(rand.NewSource(seed))
	out := make([]Example, n)
	for i := range out {
		l := min(rng.Intn(4), 2) // label 2 is the commonest
		features := []uint32{1}
		for range 8 {
			if rng.Intn(3) > 0 {
				features = append(features, uint32(100+100*l+rng.Intn(20)))
			} else {
				features = append(features, uint32(100+rng.Intn(300)))
			}
		}
		out[i] = Example{Features: features, Labels: []int{l}}
	}
	return out
}

func right(t *Trained, examples []Example) float64 {
	n := 0
	for _, ex := range examples {
		if Best(t.Scores(ex.Features), nil) == ex.Labels[0] {
			n++
		}
	}
	return float64(n) / float64(len(examples))
}

var trainers = map[string]func([]Example) (*Trained, error){
	"margin": func(ex []Example) (*Trained, error) { return TrainMargin(3, ex, MarginOptions{}) },
	"ratio": func(ex []Example) (*Trained, error) {
		return TrainMargin(3, ex, MarginOptions{Ratio: 1, Positive: 0.3})
	},
	"softmax": func(ex []Example) (*Trained, error) { return TrainSoftmax(3, ex, Options{}) },
}

func TestTrainers(t *testing.T) {
	train, test := toy(1, 600), toy(2, 300)
	for name, train1 := range trainers {
		m, err := train1(train)
		if err != nil {
			t.Fatal(name, err)
		}
		if v := right(m, test); v < 0.9 {
			t.Errorf("%s: %.3f of unseen texts right", name, v)
		}
		for procs := range 2 {
			before := runtime.GOMAXPROCS(procs + 1)
			again, err := train1(train)
			runtime.GOMAXPROCS(before)
			if err != nil {
				t.Fatal(name, err)
			}
			if !slices.Equal(m.weight, again.weight) || !slices.Equal(m.bias, again.bias) || !slices.Equal(m.features, again.features) {
				t.Errorf("%s: other weights with %d processors", name, procs+1)
			}
		}
		if _, err := train1(nil); err != ErrNoData {
			t.Errorf("%s without examples: %v", name, err)
		}
	}
}

// A label of which an example says nothing is learned as if the example were not there.
func TestMarginUnknown(t *testing.T) {
	train := toy(3, 300)
	hidden := slices.Clone(train)
	for _, ex := range train {
		hidden = append(hidden, Example{Features: ex.Features, Unknown: []int{0, 1, 2}})
	}
	a, err := TrainMargin(3, train, MarginOptions{})
	if err != nil {
		t.Fatal(err)
	}
	b, err := TrainMargin(3, hidden, MarginOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(a.Scores(train[0].Features), b.Scores(train[0].Features)); d != "" {
		t.Error(d)
	}
}

func TestPrunedMargin(t *testing.T) {
	m, err := TrainMargin(3, toy(1, 300), MarginOptions{Rows: 40})
	if err != nil {
		t.Fatal(err)
	}
	if len(m.features) != 40 || len(m.weight) != 120 {
		t.Errorf("%d rows, %d weights", len(m.features), len(m.weight))
	}
	if v := right(m, toy(2, 300)); v < 0.75 {
		t.Errorf("%.3f right with the 40 heaviest rows", v)
	}
}

func TestBlend(t *testing.T) {
	train := toy(1, 300)
	a, err := TrainMargin(3, train, MarginOptions{MinCount: 3})
	if err != nil {
		t.Fatal(err)
	}
	b, err := TrainSoftmax(3, train, Options{})
	if err != nil {
		t.Fatal(err)
	}
	both, err := Blend([]*Trained{a, b}, []float64{2, 0.5})
	if err != nil {
		t.Fatal(err)
	}
	for _, ex := range toy(2, 50) {
		x, y, got := a.Scores(ex.Features), b.Scores(ex.Features), both.Scores(ex.Features)
		for l := range got {
			if want := 2*x[l] + 0.5*y[l]; math.Abs(want-got[l]) > 1e-4 {
				t.Fatalf("label %d: %v, want %v", l, got[l], want)
			}
		}
	}
	one, err := TrainMargin(1, train, MarginOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Blend([]*Trained{a, one}, []float64{1, 1}); err != ErrBlend {
		t.Errorf("models of three labels and one: %v", err)
	}
	if _, err := Blend(nil, nil); err != ErrNoData {
		t.Errorf("no models: %v", err)
	}
}

func TestOffsets(t *testing.T) {
	// Label 1 is rare and its scores are too low by 0.3 throughout.
	var scores [][]float64
	var gold []int
	for i := range 200 {
		v, l := 0.1, 0
		if i%10 == 0 {
			v, l = 0.4, 1
		}
		scores = append(scores, []float64{0.5, v})
		gold = append(gold, l)
	}
	offsets := Offsets(scores, gold, 0.1)
	for i, s := range scores {
		if Best(s, offsets) != gold[i] {
			t.Fatalf("offsets %v: text %d", offsets, i)
		}
	}
	if d := cmp.Diff(2.0/3, MacroF1(3, []int{0, 1, 1}, []int{0, 1, 1})); d != "" {
		t.Error("a label that does not occur counts as 0:", d)
	}
	if Offsets(nil, nil, 0.1) != nil {
		t.Error("offsets of nothing")
	}
}

func TestStack(t *testing.T) {
	rng := rand.New(rand.NewSource(1))
	draw := func(n int) (values [][]float64, gold []int) {
		for range n {
			l := rng.Intn(3)
			v := make([]float64, 6)
			for d := range v {
				v[d] = 10 * rng.NormFloat64() // noise on another scale
			}
			for d := range 3 {
				v[d] = 0.01 * rng.NormFloat64()
			}
			v[l] += 0.03
			v[5] = 7 // says nothing
			values, gold = append(values, v), append(gold, l)
		}
		return values, gold
	}
	values, gold := draw(600)
	s, err := TrainStack(3, values, gold, StackOptions{})
	if err != nil {
		t.Fatal(err)
	}
	values, gold = draw(300)
	n := 0
	for i, v := range values {
		scores := s.Scores(v)
		sum := 0.0
		for _, x := range scores {
			sum += math.Exp(x)
		}
		if math.Abs(sum-1) > 1e-9 {
			t.Fatalf("probabilities sum to %v", sum)
		}
		if Best(scores, nil) == gold[i] {
			n++
		}
	}
	if n < 270 {
		t.Errorf("%d of 300 right", n)
	}
	if _, err := TrainStack(3, nil, nil, StackOptions{}); err != ErrNoData {
		t.Errorf("nothing to learn: %v", err)
	}
}
