// Package learn trains models of package linear.
package learn

import (
	"cmp"
	"errors"
	"math"
	"math/rand"
	"slices"

	"github.com/qingting-nlp/qingting/internal/linear"
)

// Example is one text with its labels.
type Example struct {
	Features []uint32 // as a linear.Builder gives them
	Labels   []int    // places in the list of labels
	Unknown  []int    // labels of which the example says nothing
	Weight   float64  // 0 counts as 1
}

// Options of training. The zero value of a field means its default.
type Options struct {
	Epochs   int     // passes over the data; 12
	Rate     float64 // step of AdaGrad; 0.3
	L2       float64 // 1e-4
	MinCount int     // features seen less often are left out; 2
	Rows     int     // features kept, the heaviest; 60,000
	Seed     int64   // of the order; 1
	Positive float64 // how much more an example with a rare label counts for it, as a power of the share: 0 none, 0.5 square root; 0.3
	Log      func(epoch int, loss float64)
}

func (o *Options) fill() {
	o.Epochs, o.Rate, o.L2 = cmp.Or(o.Epochs, 12), cmp.Or(o.Rate, 0.3), cmp.Or(o.L2, 1e-4)
	o.MinCount, o.Rows, o.Seed, o.Positive = cmp.Or(o.MinCount, 2), cmp.Or(o.Rows, 60_000), cmp.Or(o.Seed, 1), cmp.Or(o.Positive, 0.3)
}

// Trained is a model as training leaves it. Its scores are those of the file form but for rounding.
type Trained struct {
	labels   int
	index    map[uint32]int32
	features []uint32
	weight   []float32 // labels a feature
	bias     []float64
}

// ErrNoData is returned when there is nothing to learn from.
var ErrNoData = errors.New("learn: no examples")

// Train learns logistic models for so many labels. The same examples in the same order give the same weights.
func Train(labels int, examples []Example, opt Options) (*Trained, error) {
	opt.fill()
	if len(examples) == 0 || labels == 0 {
		return nil, ErrNoData
	}
	t := &Trained{labels: labels, index: map[uint32]int32{}, bias: make([]float64, labels)}
	count := map[uint32]int{}
	for i := range examples {
		for _, f := range examples[i].Features {
			count[f]++ // a feature that one text has twice is worth keeping as well
		}
	}
	for i := range examples {
		for _, f := range examples[i].Features {
			if count[f] >= opt.MinCount {
				if _, ok := t.index[f]; !ok {
					t.index[f] = int32(len(t.features))
					t.features = append(t.features, f)
				}
			}
		}
	}
	known := make([][]int32, len(examples))
	norm := make([]float32, len(examples))
	share := make([]float64, labels)
	for i := range examples {
		ex := &examples[i]
		for _, f := range ex.Features {
			if k, ok := t.index[f]; ok {
				known[i] = append(known[i], k)
			}
		}
		norm[i] = float32(1 / math.Sqrt(float64(max(len(ex.Features), 1))))
		for _, l := range ex.Labels {
			share[l]++
		}
	}
	positive := make([]float32, labels)
	for l := range share {
		p := (share[l] + 1) / float64(len(examples)+2)
		positive[l] = float32(math.Pow((1-p)/p, opt.Positive))
		t.bias[l] = math.Log(p / (1 - p))
	}
	t.weight = make([]float32, len(t.features)*labels)
	grad := make([]float32, len(t.weight))
	biasGrad := make([]float64, labels)
	score, errs := make([]float32, labels), make([]float32, labels)
	active := make([]int, 0, labels)
	rng := rand.New(rand.NewSource(opt.Seed))
	order := rng.Perm(len(examples))
	rate, l2 := float32(opt.Rate), float32(opt.L2)
	for epoch := range opt.Epochs {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		loss := 0.0
		for _, e := range order {
			ex, feats, x := &examples[e], known[e], norm[e]
			for l := range score {
				score[l] = 0
			}
			for _, f := range feats {
				w := t.weight[int(f)*labels:][:labels]
				for l, v := range w {
					score[l] += v
				}
			}
			weight := float32(cmp.Or(ex.Weight, 1))
			active = active[:0]
			for l := range score {
				p := float32(1 / (1 + math.Exp(-(float64(score[l]*x) + t.bias[l]))))
				errs[l] = -p * weight
			}
			for _, l := range ex.Labels {
				errs[l] = (errs[l] + weight) * positive[l]
			}
			for _, l := range ex.Unknown {
				errs[l] = 0
			}
			for l, v := range errs {
				loss += float64(v * v)
				if v > 0.002 || v < -0.002 {
					active = append(active, l)
					biasGrad[l] += float64(v * v)
					t.bias[l] += 0.1 * opt.Rate * float64(v) / (1 + math.Sqrt(biasGrad[l]))
				}
			}
			for _, f := range feats {
				at := int(f) * labels
				w, g := t.weight[at:][:labels], grad[at:][:labels]
				for _, l := range active {
					d := errs[l]*x - l2*w[l]
					g[l] += d * d
					w[l] += rate * d / (0.05 + sqrt32(g[l]))
				}
			}
		}
		if opt.Log != nil {
			opt.Log(epoch+1, loss/float64(len(examples)))
		}
	}
	t.prune(opt.Rows)
	return t, nil
}

func sqrt32(v float32) float32 { return float32(math.Sqrt(float64(v))) }

// prune keeps the rows with the heaviest weights.
func (t *Trained) prune(rows int) {
	if len(t.features) <= rows {
		return
	}
	heavy := make([]float32, len(t.features))
	order := make([]int, len(t.features))
	for f := range t.features {
		order[f] = f
		for _, w := range t.weight[f*t.labels:][:t.labels] {
			heavy[f] = max(heavy[f], max(w, -w))
		}
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(heavy[b], heavy[a]), cmp.Compare(t.features[a], t.features[b]))
	})
	order = order[:rows]
	features, weight := make([]uint32, rows), make([]float32, 0, rows*t.labels)
	clear(t.index)
	for i, f := range order {
		features[i] = t.features[f]
		t.index[features[i]] = int32(i)
		weight = append(weight, t.weight[f*t.labels:][:t.labels]...)
	}
	t.features, t.weight = features, weight
}

// Scores returns the scores of a text for all labels, before calibration.
func (t *Trained) Scores(features []uint32) []float64 {
	out := make([]float64, t.labels)
	for _, f := range features {
		if k, ok := t.index[f]; ok {
			for l, w := range t.weight[int(k)*t.labels:][:t.labels] {
				out[l] += float64(w)
			}
		}
	}
	x := 1 / math.Sqrt(float64(max(len(features), 1)))
	for l := range out {
		out[l] = out[l]*x + t.bias[l]
	}
	return out
}

// Encode returns the file form with 8 bits a weight. labels brings names, calibration and thresholds; scale and bias are set here.
func (t *Trained) Encode(labels []linear.Label) ([]byte, error) {
	labels = slices.Clone(labels)
	top := make([]float32, t.labels)
	for f := range t.features {
		for l, w := range t.weight[f*t.labels:][:t.labels] {
			top[l] = max(top[l], max(w, -w))
		}
	}
	for l := range labels {
		labels[l].Scale, labels[l].Bias = 1, t.bias[l]
		if top[l] > 0 {
			labels[l].Scale = float64(top[l]) / 127
		}
	}
	rows := make([][]int8, len(t.features))
	for f := range rows {
		row := make([]int8, t.labels)
		for l, w := range t.weight[f*t.labels:][:t.labels] {
			row[l] = int8(math.Round(float64(w) / labels[l].Scale))
		}
		rows[f] = row
	}
	return linear.Encode(labels, t.features, rows)
}
