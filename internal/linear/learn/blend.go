package learn

import "errors"

// ErrBlend is returned when models of different labels are to be blended.
var ErrBlend = errors.New("learn: models of different labels")

// Blend returns the one linear model whose scores are the sum of the parts' scores, each multiplied by its share. The parts must have been
// learned from the same features: a score is divided by the size of the whole bag.
func Blend(parts []*Trained, shares []float64) (*Trained, error) {
	if len(parts) == 0 || len(parts) != len(shares) {
		return nil, ErrNoData
	}
	labels := parts[0].labels
	out := &Trained{labels: labels, index: map[uint32]int32{}, bias: make([]float64, labels)}
	for p, part := range parts {
		if part.labels != labels {
			return nil, ErrBlend
		}
		for l, b := range part.bias {
			out.bias[l] += shares[p] * b
		}
		for f, feature := range part.features {
			k, ok := out.index[feature]
			if !ok {
				k = int32(len(out.features))
				out.index[feature] = k
				out.features = append(out.features, feature)
				out.weight = append(out.weight, make([]float32, labels)...)
			}
			to := out.weight[int(k)*labels:][:labels]
			for l, w := range part.weight[f*labels:][:labels] {
				to[l] += float32(shares[p]) * w
			}
		}
	}
	return out, nil
}
