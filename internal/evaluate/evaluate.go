// Package evaluate counts how well labels were found and how true probabilities are.
package evaluate

import (
	"cmp"
	"maps"
	"math"
	"slices"
)

// Label is how well one label was found. What would divide by zero is 0.
type Label struct {
	Label     string  `json:"label"`
	Precision float64 `json:"precision"` // in [0, 1]
	Recall    float64 `json:"recall"`    // in [0, 1]
	F1        float64 `json:"f1"`        // in [0, 1]
	Support   int     `json:"support"`   // examples that have it
	Found     int     `json:"found"`     // examples it was found in
}

// Labels is how well a set of labels was found.
type Labels struct {
	Examples  int     `json:"examples"`
	Precision float64 `json:"precision"` // over all pairs of example and label, in [0, 1]
	Recall    float64 `json:"recall"`    // likewise
	MicroF1   float64 `json:"micro_f1"`  // of these two
	MacroF1   float64 `json:"macro_f1"`  // mean F1 of the labels that at least one example has
	Labels    []Label `json:"labels"`    // by name; those that were only found have Support 0
}

// Tally counts labels. The zero Tally is empty and ready for use.
type Tally struct {
	examples int
	counts   map[string]*count
}

type count struct{ both, gold, found int }

// Add counts one example: the labels it has and those that were found, each once.
func (t *Tally) Add(gold, found []string) {
	t.examples++
	for _, l := range gold {
		t.at(l).gold++
		if slices.Contains(found, l) {
			t.at(l).both++
		}
	}
	for _, l := range found {
		t.at(l).found++
	}
}

// AddBest counts the one best label of an example that may have several: right when it has that one, else one instead of its first.
func (t *Tally) AddBest(gold []string, best string) {
	want := best
	if !slices.Contains(gold, best) {
		if want = ""; len(gold) > 0 {
			want = gold[0]
		}
	}
	t.Add(some(want), some(best))
}

func some(l string) []string {
	if l == "" {
		return nil
	}
	return []string{l}
}

func (t *Tally) at(l string) *count {
	if t.counts == nil {
		t.counts = map[string]*count{}
	}
	c := t.counts[l]
	if c == nil {
		c = new(count)
		t.counts[l] = c
	}
	return c
}

// Labels returns what was counted.
func (t *Tally) Labels() Labels {
	out := Labels{Examples: t.examples, Labels: []Label{}}
	var all count
	macro, n := 0.0, 0
	for _, name := range slices.Sorted(maps.Keys(t.counts)) {
		c := t.counts[name]
		all.both, all.gold, all.found = all.both+c.both, all.gold+c.gold, all.found+c.found
		l := Label{Label: name, Precision: ratio(c.both, c.found), Recall: ratio(c.both, c.gold), F1: ratio(2*c.both, c.gold+c.found), Support: c.gold, Found: c.found}
		out.Labels = append(out.Labels, l)
		if c.gold > 0 {
			macro, n = macro+l.F1, n+1
		}
	}
	out.Precision, out.Recall, out.MicroF1 = ratio(all.both, all.found), ratio(all.both, all.gold), ratio(2*all.both, all.gold+all.found)
	if n > 0 {
		out.MacroF1 = macro / float64(n)
	}
	return out
}

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// Share is how many of some examples were right.
type Share struct {
	Right int     `json:"right"`
	Of    int     `json:"of"`
	Share float64 `json:"share"` // in [0, 1]; 0 of none
}

// Add counts one more.
func (s *Share) Add(right bool) {
	s.Of++
	if right {
		s.Right++
	}
	s.Share = ratio(s.Right, s.Of)
}

// Confusion is how often one label was found best where the examples have another one first.
type Confusion struct {
	Gold  string `json:"gold"`  // "" for an example without a label
	Found string `json:"found"` // "" when none was found
	Count int    `json:"count"`
}

// Confusions counts pairs. The zero Confusions is empty and ready for use.
type Confusions map[[2]string]int

// Add counts one pair.
func (c *Confusions) Add(gold, found string) {
	if *c == nil {
		*c = Confusions{}
	}
	(*c)[[2]string{gold, found}]++
}

// List returns the pairs, the most frequent first, ties by name; never nil.
func (c Confusions) List() []Confusion {
	out := make([]Confusion, 0, len(c))
	for p, n := range c {
		out = append(out, Confusion{p[0], p[1], n})
	}
	slices.SortFunc(out, func(a, b Confusion) int {
		return cmp.Or(b.Count-a.Count, cmp.Compare(a.Gold, b.Gold), cmp.Compare(a.Found, b.Found))
	})
	return out
}

// Bin is a part of the range of probabilities.
type Bin struct {
	From     float64 `json:"from"`
	To       float64 `json:"to"`
	Count    int     `json:"count"`
	Said     float64 `json:"said"`     // mean of the probabilities; 0 of none
	Observed float64 `json:"observed"` // share of what came true; 0 of none
}

// Calibration is how far probabilities are from what comes true.
type Calibration struct {
	Count int     `json:"count"`
	ECE   float64 `json:"ece"`  // mean distance of Said and Observed over the examples (Naeini et al. 2015)
	Bins  []Bin   `json:"bins"` // ten of equal width, from low to high
}

// Calibrator collects probabilities with what came true. The zero Calibrator is empty and ready for use.
type Calibrator struct {
	count [bins]int
	said  [bins]float64
	came  [bins]int // true of these
}

const bins = 10

// Add takes one probability, and whether what it was given for came true. Values outside [0, 1] count in the first or last bin.
func (c *Calibrator) Add(p float64, cameTrue bool) {
	k := max(0, min(int(p*bins), bins-1))
	c.count[k]++
	c.said[k] += p
	if cameTrue {
		c.came[k]++
	}
}

// Calibration returns what was collected.
func (c *Calibrator) Calibration() Calibration {
	out := Calibration{Bins: make([]Bin, bins)}
	for k := range out.Bins {
		b := Bin{From: float64(k) / bins, To: float64(k+1) / bins, Count: c.count[k]}
		if b.Count > 0 {
			b.Said, b.Observed = c.said[k]/float64(b.Count), ratio(c.came[k], b.Count)
		}
		out.Bins[k] = b
		out.Count += b.Count
		out.ECE += math.Abs(c.said[k] - float64(c.came[k]))
	}
	if out.Count > 0 {
		out.ECE /= float64(out.Count)
	}
	return out
}

// RecallAt returns the share of the scores of the wanted that lie over the lowest threshold that at most rate of the others lie over, and
// that threshold. It returns false when there are none of either kind.
func RecallAt(wanted, others []float64, rate float64) (recall, threshold float64, ok bool) {
	if len(wanted) == 0 || len(others) == 0 {
		return 0, 0, false
	}
	sorted := slices.Sorted(slices.Values(others))
	slices.Reverse(sorted)
	// So many of the others may lie over the threshold; the next one is the threshold.
	may := int(rate*float64(len(others)) + 1e-9)
	if may < len(sorted) {
		threshold = sorted[may]
	} else {
		threshold = math.Inf(-1)
	}
	over := 0
	for _, s := range wanted {
		if s > threshold {
			over++
		}
	}
	return ratio(over, len(wanted)), threshold, true
}
