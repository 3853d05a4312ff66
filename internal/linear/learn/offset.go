package learn

// MacroF1 returns the mean over labels of F1, of answers and gold labels of texts that have one each; labels that occur in neither count as 0.
func MacroF1(labels int, answer, gold []int) float64 {
	tp, said, is := make([]float64, labels), make([]float64, labels), make([]float64, labels)
	for i, a := range answer {
		said[a]++
		is[gold[i]]++
		if a == gold[i] {
			tp[a]++
		}
	}
	sum := 0.0
	for l := range labels {
		sum += 2 * tp[l] / max(said[l]+is[l], 1)
	}
	return sum / float64(labels)
}

// Best returns the label with the highest score plus offset; of equal ones the first. offsets may be nil.
func Best(scores, offsets []float64) int {
	best := 0
	at := func(l int) float64 {
		if offsets == nil {
			return scores[l]
		}
		return scores[l] + offsets[l]
	}
	for l := range scores {
		if at(l) > at(best) {
			best = l
		}
	}
	return best
}

// Offsets returns what to add to each label's score so that the best label has the highest macro-F1 on the given scores, by coordinate
// ascent in small steps. The scores must come from models that did not see the texts, as those of cross-validation do.
func Offsets(scores [][]float64, gold []int, step float64) []float64 {
	if len(scores) == 0 {
		return nil
	}
	labels := len(scores[0])
	offsets, answer := make([]float64, labels), make([]int, len(scores))
	value := func() float64 {
		for i, s := range scores {
			answer[i] = Best(s, offsets)
		}
		return MacroF1(labels, answer, gold)
	}
	best := value()
	for range 4 {
		moved := false
		for l := range labels {
			from, at := offsets[l], offsets[l]
			for k := -6; k <= 6; k++ {
				offsets[l] = from + float64(k)*step
				// The gain must be worth the move: small ones are chance.
				if v := value(); v > best+1e-3 {
					best, at = v, offsets[l]
				}
			}
			offsets[l] = at
			moved = moved || at != from
		}
		if !moved {
			break
		}
	}
	return offsets
}
