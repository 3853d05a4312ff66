package learn

import (
	"math"
	"math/rand"
	"testing"

	"github.com/qingting-nlp/qingting/internal/linear"
)

// sample makes examples whose labels follow from some of their features.
func sample(n int, seed int64) []Example {
	rng := rand.New(rand.NewSource(seed))
	out := make([]Example, n)
	for i := range out {
		var labels []int
		for l := range 3 {
			if rng.Intn(3) == 0 {
				labels = append(labels, l)
				out[i].Features = append(out[i].Features, uint32(100+10*l+rng.Intn(3)))
			}
		}
		for range 5 {
			out[i].Features = append(out[i].Features, uint32(1000+rng.Intn(50)))
		}
		out[i].Labels = labels
	}
	return out
}

// TestTrain: what can be learned is learned, the same each time, and the file form says the same.
func TestTrain(t *testing.T) {
	train, test := sample(600, 1), sample(300, 2)
	a, err := Train(3, train, Options{})
	if err != nil {
		t.Fatal(err)
	}
	b, _ := Train(3, train, Options{})
	labels := []linear.Label{{Name: "a", Slope: 1}, {Name: "b", Slope: 1}, {Name: "c", Slope: 1}}
	blob, err := a.Encode(labels)
	if err != nil {
		t.Fatal(err)
	}
	m, err := linear.Open(string(blob))
	if err != nil {
		t.Fatal(err)
	}
	var s linear.Scratch
	wrong := 0
	for _, ex := range test {
		x, y := a.Scores(ex.Features), b.Scores(ex.Features)
		m.Score(&s, ex.Features)
		for l := range x {
			if x[l] != y[l] {
				t.Fatal("two trainings differ")
			}
			if math.Abs(s.Scores[l]-x[l]) > 0.1 {
				t.Errorf("score %v in the file, %v before", s.Scores[l], x[l])
			}
			holds := false
			for _, k := range ex.Labels {
				holds = holds || k == l
			}
			if holds != (x[l] > 0) {
				wrong++
			}
		}
	}
	if wrong > 20 {
		t.Errorf("%d of %d wrong", wrong, 3*len(test))
	}
}

// TestUnknown: an example that says nothing of a label does not teach it.
func TestUnknown(t *testing.T) {
	ex := sample(600, 1)
	for i := range ex {
		ex[i].Unknown = []int{2}
	}
	m, err := Train(3, ex, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if w := m.Scores([]uint32{120}); math.Abs(w[2]-m.Scores(nil)[2]) > 1e-9 {
		t.Errorf("a label nobody told of has the weight %v", w[2])
	}
}

func TestPruneKeepsTheHeaviest(t *testing.T) {
	m, err := Train(3, sample(600, 1), Options{Rows: 9})
	if err != nil {
		t.Fatal(err)
	}
	if len(m.features) != 9 {
		t.Fatalf("%d features", len(m.features))
	}
	for _, f := range m.features {
		if f >= 1000 {
			t.Errorf("a feature without meaning is kept: %d", f)
		}
	}
}

func TestNoData(t *testing.T) {
	if _, err := Train(3, nil, Options{}); err != ErrNoData {
		t.Errorf("error %v", err)
	}
}

func TestCalibrate(t *testing.T) {
	rng := rand.New(rand.NewSource(1))
	var scores []float64
	var truth []bool
	for range 4000 {
		s := rng.NormFloat64() * 3
		scores, truth = append(scores, s), append(truth, rng.Float64() < Logistic(0.5*s-1))
	}
	slope, offset := Calibrate(scores, truth)
	if math.Abs(slope-0.5) > 0.08 || math.Abs(offset+1) > 0.15 {
		t.Errorf("slope %v, offset %v; want 0.5, -1", slope, offset)
	}
	if slope, offset := Calibrate([]float64{1, 2}, []bool{true, false}); slope != 1 || offset != 0 {
		t.Errorf("too few: %v %v", slope, offset)
	}
}
