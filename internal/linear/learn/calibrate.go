package learn

import (
	"math"
	"slices"
)

// Calibrate fits slope and offset of a logistic function to scores with their truth: the regularised targets of Platt (1999), Newton steps
// with backtracking as in Lin, Lin and Weng (2007). Of too few positives or negatives it keeps the score as it is.
func Calibrate(scores []float64, truth []bool) (slope, offset float64) {
	pos := 0
	for _, t := range truth {
		if t {
			pos++
		}
	}
	neg := len(truth) - pos
	if pos < 5 || neg < 5 {
		return 1, 0
	}
	hi, lo := (float64(pos)+1)/(float64(pos)+2), 1/(float64(neg)+2)
	target := func(i int) float64 {
		if truth[i] {
			return hi
		}
		return lo
	}
	// The loss is the cross entropy, written so that it does not overflow.
	loss := func(slope, offset float64) float64 {
		sum := 0.0
		for i, s := range scores {
			v := slope*s + offset
			sum += math.Max(v, 0) - v*target(i) + math.Log1p(math.Exp(-math.Abs(v)))
		}
		return sum
	}
	slope, offset = 0, math.Log((float64(pos)+1)/(float64(neg)+1))
	at := loss(slope, offset)
	for range 100 {
		const ridge = 1e-10
		var g0, g1, h01 float64
		h00, h11 := ridge, ridge
		for i, s := range scores {
			p := Logistic(slope*s + offset)
			d, w := p-target(i), p*(1-p)
			g0 += d * s
			g1 += d
			h00 += w * s * s
			h01 += w * s
			h11 += w
		}
		if math.Abs(g0) < 1e-5 && math.Abs(g1) < 1e-5 {
			break
		}
		det := h00*h11 - h01*h01
		ds, do := -(h11*g0-h01*g1)/det, -(h00*g1-h01*g0)/det
		down := g0*ds + g1*do
		step := 1.0
		for ; step >= 1e-10; step /= 2 {
			if next := loss(slope+step*ds, offset+step*do); next < at+1e-4*step*down {
				slope, offset, at = slope+step*ds, offset+step*do, next
				break
			}
		}
		if step < 1e-10 {
			break
		}
	}
	if slope <= 0 || math.IsNaN(slope) || math.IsNaN(offset) {
		return 1, 0
	}
	return slope, offset
}

// BestThreshold returns the probability from which a label is best said to hold, by F-beta: beta above 1 favours recall.
func BestThreshold(probs []float64, truth []bool, beta float64) float64 {
	best, at := -1.0, 0.5
	for t := 0.10; t < 0.9; t += 0.02 {
		tp, fp, fn := 0.0, 0.0, 0.0
		for i, p := range probs {
			switch {
			case p >= t && truth[i]:
				tp++
			case p >= t:
				fp++
			case truth[i]:
				fn++
			}
		}
		b := beta * beta
		if f := (1 + b) * tp / max((1+b)*tp+b*fn+fp, 1e-9); f > best+1e-9 {
			best, at = f, t
		}
	}
	return at
}

// ThresholdAt returns the lowest probability from which at most the given share of the negatives is said to hold.
func ThresholdAt(probs []float64, truth []bool, share float64) float64 {
	var negatives []float64
	for i, p := range probs {
		if !truth[i] {
			negatives = append(negatives, p)
		}
	}
	if len(negatives) == 0 {
		return 0.5
	}
	slices.Sort(negatives)
	at := int(math.Ceil(float64(len(negatives)) * (1 - share)))
	return math.Nextafter(negatives[min(at, len(negatives)-1)], 1)
}

// Logistic is 1 / (1 + exp(-v)).
func Logistic(v float64) float64 { return 1 / (1 + math.Exp(-v)) }
