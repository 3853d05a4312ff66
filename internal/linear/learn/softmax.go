package learn

import (
	"cmp"
	"math"
	"math/rand"
)

// TrainSoftmax learns a logistic model of labels that exclude each other: the first label of an example is its class, and the scores are
// log-odds up to a common term. Options are those of Train; Positive weighs the examples of rare classes. The same examples in the same
// order give the same weights.
func TrainSoftmax(labels int, examples []Example, opt Options) (*Trained, error) {
	opt.fill()
	if len(examples) == 0 || labels == 0 {
		return nil, ErrNoData
	}
	m := newMatrix(examples, opt.MinCount)
	t := &Trained{labels: labels, index: m.index, features: m.features, bias: make([]float64, labels)}
	t.weight = make([]float32, len(t.features)*labels)
	grad, biasGrad := make([]float32, len(t.weight)), make([]float64, labels)
	share := make([]float64, labels)
	var order []int
	for i := range examples {
		if len(examples[i].Labels) > 0 {
			share[examples[i].Labels[0]]++
			order = append(order, i)
		}
	}
	class := make([]float64, labels)
	for l := range share {
		p := (share[l] + 1) / float64(len(order)+labels)
		class[l] = math.Pow(1/(p*float64(labels)), opt.Positive)
		t.bias[l] = math.Log(p * class[l])
	}
	score := make([]float64, labels)
	rng := rand.New(rand.NewSource(opt.Seed))
	rate, l2 := float32(opt.Rate), float32(opt.L2)
	for epoch := range opt.Epochs {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		loss := 0.0
		for _, i := range order {
			columns, values := m.column[m.start[i]:m.start[i+1]], m.value[m.start[i]:m.start[i+1]]
			copy(score, t.bias)
			for j, k := range columns {
				for l, v := range t.weight[int(k)*labels:][:labels] {
					score[l] += float64(v * values[j])
				}
			}
			softmax(score)
			gold := examples[i].Labels[0]
			weight := class[gold] * cmp.Or(examples[i].Weight, 1)
			loss -= weight * math.Log(max(score[gold], 1e-9))
			for l := range score {
				score[l] = -score[l] * weight
			}
			score[gold] += weight
			for l, e := range score {
				biasGrad[l] += e * e
				t.bias[l] += 0.1 * opt.Rate * e / (1 + math.Sqrt(biasGrad[l]))
			}
			for j, k := range columns {
				at := int(k) * labels
				w, g := t.weight[at:][:labels], grad[at:][:labels]
				for l, e := range score {
					d := float32(e)*values[j] - l2*w[l]
					g[l] += d * d
					w[l] += rate * d / (0.05 + sqrt32(g[l]))
				}
			}
		}
		if opt.Log != nil {
			opt.Log(epoch+1, loss/float64(max(len(order), 1)))
		}
	}
	t.prune(opt.Rows)
	return t, nil
}

func softmax(score []float64) {
	top := math.Inf(-1)
	for _, v := range score {
		top = max(top, v)
	}
	sum := 0.0
	for l, v := range score {
		score[l] = math.Exp(v - top)
		sum += score[l]
	}
	for l := range score {
		score[l] /= sum
	}
}
