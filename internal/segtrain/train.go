package segtrain

import (
	"cmp"
	"errors"
	"math"
	"math/rand"
	"slices"

	"github.com/qingting-nlp/qingting/internal/segfeat"
	"github.com/qingting-nlp/qingting/internal/testkit"
	"github.com/qingting-nlp/qingting/segment"
)

// Options of training. The zero value of each field but Log means its default.
type Options struct {
	Epochs int     // passes over the data; 10
	Size   int     // features kept, the heaviest; 30,000
	Margin float64 // by how much the right place must win while training, in updates; 10
	Seed   int64   // of the order of sentences; 1
	// Skip adds the template of the characters before and behind: it pays with tens of thousands of sentences.
	Skip bool
	// Log, if it is not nil, is told of each pass.
	Log func(epoch, wrong, units int)
}

// Trainer collects sentences. The same sentences in the same order give the same weights.
type Trainer struct {
	index map[segfeat.Key]int32 // a feature → its place
	keys  []segfeat.Key
	data  []example
	opt   Options
}

// New returns a Trainer without sentences.
func New(opt Options) *Trainer {
	opt.Epochs, opt.Size, opt.Margin, opt.Seed = cmp.Or(opt.Epochs, 10), cmp.Or(opt.Size, 30_000), cmp.Or(opt.Margin, 10), cmp.Or(opt.Seed, 1)
	segment.DefaultModel() // sets segfeat.Blocks
	return &Trainer{index: map[segfeat.Key]int32{}, opt: opt}
}

// features is how many features of a unit are learned: Skip is the last.
func (t *Trainer) features() int {
	if t.opt.Skip {
		return segfeat.Count
	}
	return segfeat.Count - 1
}

// Add adds each sentence so many times. It returns the number of blocks, and of blocks left out because a word border falls inside a
// number or a Latin word.
func (t *Trainer) Add(gold []testkit.GoldSentence, times int) (blocks, crossed int) {
	var got []example
	for _, g := range gold {
		ex, bad := t.read(g)
		got, crossed = append(got, ex...), crossed+bad
	}
	for range times {
		t.data = append(t.data, got...)
	}
	return len(got), crossed
}

func (t *Trainer) read(g testkit.GoldSentence) (out []example, crossed int) {
	starts := map[int]bool{}
	for _, w := range g.Words {
		starts[w.Start], starts[w.End] = true, true
	}
	count := t.features()
	segfeat.Blocks(g.Text, func(b *segfeat.Block, offsets []int) {
		n := len(offsets) - 1
		inside := 0
		for p := offsets[0] + 1; p < offsets[n]; p++ {
			if starts[p] {
				inside++
			}
		}
		for _, o := range offsets[1:n] {
			if starts[o] {
				inside--
			}
		}
		if inside != 0 || !starts[offsets[0]] || !starts[offsets[n]] {
			crossed++
			return
		}
		ex := example{gold: make([]uint8, n), features: make([]int32, 0, n*count)}
		var f [segfeat.Count]segfeat.Key
		for i := range n {
			first, last := starts[offsets[i]], starts[offsets[i+1]]
			switch {
			case first && last:
				ex.gold[i] = segfeat.Single
			case first:
				ex.gold[i] = segfeat.Begin
			case last:
				ex.gold[i] = segfeat.End
			default:
				ex.gold[i] = segfeat.Middle
			}
			b.Features(i, &f)
			for _, h := range f[:count] {
				k, ok := t.index[h]
				if !ok {
					k = int32(len(t.keys))
					t.index[h] = k
					t.keys = append(t.keys, h)
				}
				ex.features = append(ex.features, k)
			}
		}
		out = append(out, ex)
	})
	return out, crossed
}

// ErrNoData is returned by [Trainer.Train] when there is no sentence to learn from.
var ErrNoData = errors.New("segtrain: no sentences")

// Train learns from the sentences and returns the weights in the form that segment.OpenWeights reads.
func (t *Trainer) Train() ([]byte, error) {
	if len(t.data) == 0 {
		return nil, ErrNoData
	}
	n := len(t.keys)
	l := &learner{features: t.features(), margin: t.opt.Margin, weight: make([][4]float64, n), total: make([][4]float64, n), since: make([][4]int32, n)}
	rng := rand.New(rand.NewSource(t.opt.Seed))
	order := rng.Perm(len(t.data))
	for epoch := range t.opt.Epochs {
		wrong, units := l.epoch(t.data, order, rng)
		if t.opt.Log != nil {
			t.opt.Log(epoch+1, wrong, units)
		}
	}
	l.finish()
	return t.encode(l), nil
}

// encode keeps the features with the largest weights and writes them with 8 bits each.
func (t *Trainer) encode(l *learner) []byte {
	type kept struct {
		f   int
		max float64
	}
	var all []kept
	for f := range l.total {
		m := 0.0
		for _, w := range l.total[f] {
			m = max(m, math.Abs(w))
		}
		if m > 0 {
			all = append(all, kept{f, m / float64(l.step)})
		}
	}
	slices.SortFunc(all, func(a, b kept) int {
		return cmp.Or(cmp.Compare(b.max, a.max), compareKeys(t.keys[a.f], t.keys[b.f]))
	})
	all = all[:min(len(all), t.opt.Size)]
	scale := 1.0
	if len(all) > 0 {
		// A few features are far heavier than the rest: the scale lets them saturate so that the others keep their precision.
		scale = 127 / all[min(len(all)/2000, len(all)-1)].max
	}
	quantize := func(v float64) float64 { return math.Round(v / float64(l.step) * scale) }
	features := make([]segfeat.Feature, 0, len(all))
	for _, k := range all {
		var w [4]int8
		zero := true
		for p := range 4 {
			w[p] = int8(min(max(quantize(l.total[k.f][p]), -127), 127))
			zero = zero && w[p] == 0
		}
		if !zero {
			features = append(features, segfeat.Feature{Key: t.keys[k.f], Weight: w})
		}
	}
	var trans [4][4]int32
	for a := range 4 {
		for b := range 4 {
			trans[a][b] = int32(quantize(l.tTotal[a][b]))
		}
	}
	return segfeat.Encode(features, trans)
}

func compareKeys(a, b segfeat.Key) int {
	return cmp.Or(cmp.Compare(a.Template, b.Template), cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B))
}
