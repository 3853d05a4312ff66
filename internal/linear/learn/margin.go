package learn

import (
	"cmp"
	"math"
	"math/rand"
	"slices"
	"sync"
)

// MarginOptions of TrainMargin. The zero value of a field means its default.
type MarginOptions struct {
	Cost     float64 // of an example inside the margin; 1
	Passes   int     // over the examples, at most; 30
	MinCount int     // features seen less often are left out; 1
	Rows     int     // features kept, the heaviest; all
	Seed     int64   // of the order; 1
	Positive float64 // as in Options; no default: 0 is none
	// Ratio scales every feature of a label by the absolute log-count ratio of the label and the rest to this power, after Wang and
	// Manning (2012); 0 leaves the features alone, 1 is theirs.
	Ratio  float64
	Smooth float64 // added to the counts of the ratio; 1
}

func (o *MarginOptions) fill() {
	o.Cost, o.Passes, o.MinCount = cmp.Or(o.Cost, 1), cmp.Or(o.Passes, 30), cmp.Or(o.MinCount, 1)
	o.Rows, o.Seed, o.Smooth = cmp.Or(o.Rows, math.MaxInt), cmp.Or(o.Seed, 1), cmp.Or(o.Smooth, 1)
}

// matrix holds the examples by rows, each feature of a row once.
type matrix struct {
	features []uint32
	index    map[uint32]int32
	start    []int // where a row begins
	column   []int32
	value    []float32 // times seen, divided by the square root of the row's size
}

func newMatrix(examples []Example, minCount int) *matrix {
	m := &matrix{index: map[uint32]int32{}, start: make([]int, 1, len(examples)+1)}
	var count []int
	total := 0
	for i := range examples {
		total += len(examples[i].Features)
	}
	flat := make([]int32, 0, total)
	for i := range examples {
		for _, f := range examples[i].Features {
			k, ok := m.index[f]
			if !ok {
				k = int32(len(m.features))
				m.index[f] = k
				m.features = append(m.features, f)
				count = append(count, 0)
			}
			count[k]++
			flat = append(flat, k)
		}
	}
	to, kept := make([]int32, len(m.features)), int32(0)
	for k, f := range m.features {
		to[k] = -1
		if count[k] >= minCount {
			to[k] = kept
			m.features[kept] = f
			m.index[f] = kept
			kept++
		} else {
			delete(m.index, f)
		}
	}
	m.features = m.features[:kept]
	for i := range examples {
		n := len(examples[i].Features)
		row := flat[:0:n]
		for _, k := range flat[:n] {
			if to[k] >= 0 {
				row = append(row, to[k])
			}
		}
		flat = flat[n:]
		slices.Sort(row)
		x := float32(1 / math.Sqrt(float64(max(n, 1))))
		for j := 0; j < len(row); {
			k := j
			for k < len(row) && row[k] == row[j] {
				k++
			}
			m.column = append(m.column, row[j])
			m.value = append(m.value, x*float32(k-j))
			j = k
		}
		m.start = append(m.start, len(m.column))
	}
	return m
}

// TrainMargin learns a linear support vector machine with squared hinge loss for each label against the rest, by coordinate descent in
// the dual (Hsieh et al. 2008). Scores are margins around ±1, no log-odds: calibrate them before they are read as probabilities.
// The same examples in the same order give the same weights, whatever the number of processors.
func TrainMargin(labels int, examples []Example, opt MarginOptions) (*Trained, error) {
	opt.fill()
	if len(examples) == 0 || labels == 0 {
		return nil, ErrNoData
	}
	m := newMatrix(examples, opt.MinCount)
	t := &Trained{labels: labels, index: m.index, features: m.features, bias: make([]float64, labels)}
	t.weight = make([]float32, len(t.features)*labels)
	var group sync.WaitGroup
	gate := make(chan struct{}, 4) // each label holds a copy of its weights
	for l := range labels {
		gate <- struct{}{}
		group.Go(func() {
			sign := make([]int8, len(examples))
			for i := range examples {
				sign[i] = -1
				if slices.Contains(examples[i].Labels, l) {
					sign[i] = 1
				} else if slices.Contains(examples[i].Unknown, l) {
					sign[i] = 0
				}
			}
			w, bias := m.margin(sign, examples, opt)
			for f, v := range w {
				t.weight[f*labels+l] = v
			}
			t.bias[l] = bias
			<-gate
		})
	}
	group.Wait()
	t.prune(opt.Rows)
	return t, nil
}

// ratios returns the scale of each feature for a label, one in the mean square over what is seen.
func (m *matrix) ratios(sign []int8, opt MarginOptions) []float32 {
	pos, neg := make([]float64, len(m.features)), make([]float64, len(m.features))
	for i, y := range sign {
		for _, k := range m.column[m.start[i]:m.start[i+1]] {
			switch y {
			case 1:
				pos[k]++
			case -1:
				neg[k]++
			}
		}
	}
	sumPos, sumNeg, seen := 0.0, 0.0, 0.0
	for k := range pos {
		seen += pos[k] + neg[k]
		pos[k] += opt.Smooth
		neg[k] += opt.Smooth
		sumPos += pos[k]
		sumNeg += neg[k]
	}
	out := make([]float32, len(pos))
	square := 0.0
	for k := range out {
		r := math.Pow(math.Abs(math.Log(pos[k]/sumPos)-math.Log(neg[k]/sumNeg)), opt.Ratio)
		square += r * r * (pos[k] + neg[k] - 2*opt.Smooth)
		out[k] = float32(r)
	}
	mean := float32(math.Sqrt(square / max(seen, 1)))
	for k := range out {
		out[k] /= max(mean, 1e-6)
	}
	return out
}

func (m *matrix) margin(sign []int8, examples []Example, opt MarginOptions) ([]float32, float64) {
	value := m.value
	var scale []float32
	if opt.Ratio > 0 {
		scale = m.ratios(sign, opt)
		value = make([]float32, len(m.value))
		for j, k := range m.column {
			value[j] = m.value[j] * scale[k]
		}
	}
	pos, all := 0.0, 0.0
	for _, y := range sign {
		switch y {
		case 1:
			pos++
			all++
		case -1:
			all++
		}
	}
	p := (pos + 1) / (all + 2)
	up := math.Pow((1-p)/p, opt.Positive)
	w, bias := make([]float32, len(m.features)), 0.0
	alpha := make([]float64, len(sign))
	soft, square := make([]float64, len(sign)), make([]float64, len(sign)) // the diagonal
	var order []int
	for i, y := range sign {
		if y == 0 {
			continue
		}
		c := opt.Cost * cmp.Or(examples[i].Weight, 1)
		if y > 0 {
			c *= up
		}
		soft[i], square[i] = 1/(2*c), 1/(2*c)+1
		for _, v := range value[m.start[i]:m.start[i+1]] {
			square[i] += float64(v) * float64(v)
		}
		order = append(order, i)
	}
	rng := rand.New(rand.NewSource(opt.Seed))
	for range opt.Passes {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		worst := 0.0
		for _, i := range order {
			columns, values := m.column[m.start[i]:m.start[i+1]], value[m.start[i]:m.start[i+1]]
			y, sum := float64(sign[i]), float32(0)
			for j, k := range columns {
				sum += w[k] * values[j]
			}
			g := y*(float64(sum)+bias) - 1 + soft[i]*alpha[i]
			if alpha[i] == 0 && g >= 0 {
				continue
			}
			worst = max(worst, math.Abs(g))
			next := max(alpha[i]-g/square[i], 0)
			d := (next - alpha[i]) * y
			alpha[i] = next
			bias += d
			step := float32(d)
			for j, k := range columns {
				w[k] += step * values[j]
			}
		}
		if worst < 0.05 {
			break
		}
	}
	for k := range scale {
		w[k] *= scale[k]
	}
	return w, bias
}
