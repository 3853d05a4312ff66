// Package segtrain learns the weights of package segfeat from hand-segmented text. Package segment's generator trains those that are
// part of the program, tools/train anybody's.
package segtrain

import (
	"math"
	"math/rand"
	"slices"

	"github.com/qingting-nlp/qingting/internal/segfeat"
)

// legal tells which places may follow each other.
var legal = [4][4]bool{
	segfeat.Begin:  {segfeat.Middle: true, segfeat.End: true},
	segfeat.Middle: {segfeat.Middle: true, segfeat.End: true},
	segfeat.End:    {segfeat.Begin: true, segfeat.Single: true},
	segfeat.Single: {segfeat.Begin: true, segfeat.Single: true},
}

// learner is an averaged structured perceptron (Collins 2002) with a margin.
type learner struct {
	features int // of a unit
	margin   float64
	weight   [][4]float64
	total    [][4]float64 // weight times the steps it stood
	since    [][4]int32
	trans    [4][4]float64
	tTotal   [4][4]float64
	step     int32

	// Working memory of decode.
	scores [][4]float64
	back   [][4]uint8
	path   []uint8
}

// example is one block with its gold places; features holds the places of its features, a unit after the other.
type example struct {
	features []int32
	gold     []uint8
}

// epoch passes over the data once, in the order of rng, and returns how many units were wrong.
func (l *learner) epoch(data []example, order []int, rng *rand.Rand) (wrong, units int) {
	rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
	for _, k := range order {
		ex := &data[k]
		l.step++
		path := l.decode(ex)
		prevGold, prevPath := uint8(segfeat.Single), uint8(segfeat.Single)
		for i, g := range ex.gold {
			p := path[i]
			units++
			if g != p {
				wrong++
				for _, f := range ex.features[i*l.features : (i+1)*l.features] {
					l.update(f, g, 1)
					l.update(f, p, -1)
				}
			}
			if g != p || prevGold != prevPath {
				l.trans[prevGold][g]++
				l.trans[prevPath][p]--
			}
			prevGold, prevPath = g, p
		}
		for a := range 4 {
			for b := range 4 {
				l.tTotal[a][b] += l.trans[a][b]
			}
		}
	}
	return wrong, units
}

// finish brings the totals up to date.
func (l *learner) finish() {
	for f := range l.weight {
		for p := range 4 {
			l.total[f][p] += l.weight[f][p] * float64(l.step-l.since[f][p])
		}
	}
}

func (l *learner) update(f int32, place uint8, by float64) {
	w := &l.weight[f]
	l.total[f][place] += w[place] * float64(l.step-l.since[f][place])
	l.since[f][place] = l.step
	w[place] += by
}

// decode returns the best places under the present weights, each wrong one with the margin: the right one learns to win clearly.
func (l *learner) decode(ex *example) []uint8 {
	n := len(ex.gold)
	l.scores, l.back, l.path = slices.Grow(l.scores[:0], n)[:n], slices.Grow(l.back[:0], n)[:n], slices.Grow(l.path[:0], n)[:n]
	prev := [4]float64{math.Inf(-1), math.Inf(-1), math.Inf(-1), 0} // before the first unit a word has ended
	for i := range n {
		var s [4]float64
		for _, f := range ex.features[i*l.features : (i+1)*l.features] {
			w := &l.weight[f]
			s[0] += w[0]
			s[1] += w[1]
			s[2] += w[2]
			s[3] += w[3]
		}
		for b := range 4 {
			if uint8(b) != ex.gold[i] {
				s[b] += l.margin
			}
		}
		for b := range 4 {
			best, from := math.Inf(-1), 0
			for a := range 4 {
				if v := prev[a] + l.trans[a][b]; legal[a][b] && v > best {
					best, from = v, a
				}
			}
			l.scores[i][b], l.back[i][b] = best+s[b], uint8(from)
		}
		prev = l.scores[i]
	}
	last := uint8(segfeat.End)
	if n > 0 && l.scores[n-1][segfeat.Single] > l.scores[n-1][segfeat.End] {
		last = segfeat.Single
	}
	for i := n - 1; i >= 0; i-- {
		l.path[i] = last
		last = l.back[i][last]
	}
	return l.path
}
