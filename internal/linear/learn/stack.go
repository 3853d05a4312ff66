package learn

import (
	"cmp"
	"math"
)

// Stack joins what several models say of a text: a softmax over their scores and other dense values (Wolpert 1992). With linear models
// below it is linear too.
type Stack struct {
	mean, scale []float64
	weight      [][]float64 // of a label: of each value, then the bias
}

// StackOptions of TrainStack. The zero value of a field means its default.
type StackOptions struct {
	L2       float64   // over the mean loss; 1e-3
	Steps    int       // 300
	Positive float64   // how much more texts of rare labels count, as a power of one over the share; no default: 0 is none
	Scaled   []float64 // for each value: how much freer than others it is; nil is 1 for all
}

// TrainStack learns from values of texts and their labels. The values must come from models that did not see the texts, as those of
// cross-validation do. It takes full gradient steps with momentum (Nesterov) and is deterministic.
func TrainStack(labels int, values [][]float64, gold []int, opt StackOptions) (*Stack, error) {
	if len(values) == 0 || labels == 0 {
		return nil, ErrNoData
	}
	l2, steps := cmp.Or(opt.L2, 1e-3), cmp.Or(opt.Steps, 300)
	n, dims := len(values), len(values[0])
	s := &Stack{mean: make([]float64, dims), scale: make([]float64, dims), weight: make([][]float64, labels)}
	for _, v := range values {
		for d, x := range v {
			s.mean[d] += x / float64(n)
		}
	}
	for _, v := range values {
		for d, x := range v {
			s.scale[d] += (x - s.mean[d]) * (x - s.mean[d]) / float64(n)
		}
	}
	for d, v := range s.scale {
		s.scale[d] = 0
		if v > 1e-12 {
			s.scale[d] = 1 / math.Sqrt(v)
			if opt.Scaled != nil {
				s.scale[d] *= opt.Scaled[d]
			}
		}
	}
	rows := make([][]float64, n)
	most := 0.0
	for i, v := range values {
		rows[i] = s.row(v)
		sum := 0.0
		for _, x := range rows[i] {
			sum += x * x
		}
		most += sum / float64(n)
	}
	share, total := make([]float64, labels), 0.0
	for _, l := range gold {
		share[l]++
	}
	class := make([]float64, labels)
	for l, c := range share {
		class[l] = math.Pow(float64(n)/(max(c, 1)*float64(labels)), opt.Positive)
		total += class[l] * c
	}
	last, grad, ahead := make([][]float64, labels), make([][]float64, labels), make([][]float64, labels)
	for l := range labels {
		s.weight[l], last[l] = make([]float64, dims+1), make([]float64, dims+1)
		grad[l], ahead[l] = make([]float64, dims+1), make([]float64, dims+1)
	}
	// The curvature of the softmax is at most half the square of a row; the mean of the squares is a step that holds in practice.
	step := 1 / (0.5*most + l2)
	p := make([]float64, labels)
	for t := range steps {
		momentum := float64(t) / float64(t+3)
		for l := range labels {
			for d := range ahead[l] {
				ahead[l][d] = s.weight[l][d] + momentum*(s.weight[l][d]-last[l][d])
				grad[l][d] = l2 * ahead[l][d]
			}
			grad[l][dims] = 0
		}
		for i, r := range rows {
			for l := range p {
				sum := 0.0
				for d, w := range ahead[l] {
					sum += w * r[d]
				}
				p[l] = sum
			}
			softmax(p)
			p[gold[i]]--
			w := class[gold[i]] / total
			for l, e := range p {
				e *= w
				g := grad[l]
				for d, x := range r {
					g[d] += e * x
				}
			}
		}
		for l := range labels {
			copy(last[l], s.weight[l])
			for d, g := range grad[l] {
				s.weight[l][d] = ahead[l][d] - step*g
			}
		}
	}
	return s, nil
}

func (s *Stack) row(v []float64) []float64 {
	out := make([]float64, len(v)+1)
	for d, x := range v {
		out[d] = (x - s.mean[d]) * s.scale[d]
	}
	out[len(v)] = 1
	return out
}

// Scores returns the logarithm of each label's probability.
func (s *Stack) Scores(values []float64) []float64 {
	r := s.row(values)
	out := make([]float64, len(s.weight))
	for l, w := range s.weight {
		for d, x := range r {
			out[l] += w[d] * x
		}
	}
	softmax(out)
	for l, p := range out {
		out[l] = math.Log(max(p, 1e-12))
	}
	return out
}
