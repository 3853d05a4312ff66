package main

import (
	"cmp"
	"flag"
	"fmt"
	"math"
	"math/rand"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/qingting-nlp/qingting/internal/segfeat"
	"github.com/qingting-nlp/qingting/internal/testkit"
	"github.com/qingting-nlp/qingting/segment"
)

// example is one block with its gold places. features holds Count indices a unit.
type example struct {
	features []int32
	gold     []uint8
}

func trainSegment(args []string) error {
	fs := flag.NewFlagSet("train segment", flag.ExitOnError)
	in := fs.String("in", "", "training files, separated by commas; FILE*3 counts one three times")
	sign := fs.String("sign", "|", "what stands between words")
	dev := fs.String("dev", "", "file to report F1 on after training")
	epochs := fs.Int("epochs", 10, "passes over the data")
	size := fs.Int("size", 30_000, "features kept")
	out := fs.String("out", "model", "file to write")
	fs.Float64Var(&margin, "margin", margin, "margin")
	seed := fs.Int64("seed", 1, "seed of the order of sentences")
	if err := fs.Parse(args); err != nil {
		return err
	}
	if *in == "" {
		return fmt.Errorf("train segment: -in is missing")
	}
	segment.DefaultModel() // sets segfeat.Blocks
	t := &trainer{index: map[segfeat.Key]int32{}}
	var data []example
	for part := range strings.SplitSeq(*in, ",") {
		name, times, repeated := strings.Cut(part, "*")
		n := 1
		if repeated {
			var err error
			if n, err = strconv.Atoi(times); err != nil || n < 1 {
				return fmt.Errorf("train segment: %q is no number of times", times)
			}
		}
		s := *sign
		if strings.HasSuffix(name, ":space") {
			name, s = strings.TrimSuffix(name, ":space"), " "
		}
		gold, err := testkit.ReadGold(name, s)
		if err != nil {
			return err
		}
		var got []example
		crossed := 0
		for _, g := range gold {
			ex, bad := t.read(g)
			got, crossed = append(got, ex...), crossed+bad
		}
		fmt.Printf("%s: %d sentences, %d blocks, %d blocks left out (a word border inside a number or Latin word)\n", name, len(gold), len(got), crossed)
		for range n {
			data = append(data, got...)
		}
	}
	if len(data) == 0 {
		return fmt.Errorf("train segment: no sentences in %s", *in)
	}
	t.train(data, *epochs, *seed)
	blob := t.encode(*size)
	if err := os.WriteFile(*out, blob, 0o644); err != nil {
		return err
	}
	fmt.Printf("%s: %d bytes\n", *out, len(blob))
	if *dev == "" {
		return nil
	}
	w, err := segment.OpenWeights(string(blob))
	if err != nil {
		return err
	}
	seg, err := segment.New(segment.DefaultModel(), segment.WithWeights(w))
	if err != nil {
		return err
	}
	gold, err := testkit.ReadGold(*dev, *sign)
	if err != nil {
		return err
	}
	var score testkit.SpanScore
	for _, g := range gold {
		score.Add(g.Words, testkit.WordSpans(seg.Append(nil, g.Text)))
	}
	fmt.Printf("%s: %d sentences, P %.4f R %.4f F1 %.4f\n", *dev, len(gold), score.Precision(), score.Recall(), score.F1())
	return nil
}

type trainer struct {
	index  map[segfeat.Key]int32 // a feature → its place
	keys   []segfeat.Key
	weight [][4]float64
	total  [][4]float64 // weight times the steps it stood
	since  [][4]int32
	trans  [4][4]float64
	tTotal [4][4]float64
	step   int32
}

// read returns the blocks of a sentence. A block in which a word border falls inside a unit is left out.
func (t *trainer) read(g testkit.GoldSentence) (out []example, crossed int) {
	starts := map[int]bool{}
	for _, w := range g.Words {
		starts[w.Start], starts[w.End] = true, true
	}
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
		ex := example{gold: make([]uint8, n), features: make([]int32, 0, n*segfeat.Count)}
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
			b.Features(i+segfeat.Pad, &f)
			for _, h := range f {
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

// margin is added to the score of every wrong place while training, so that the right one learns to win clearly.
var margin = 10.0

// legal tells which places may follow each other.
var legal = [4][4]bool{
	segfeat.Begin:  {segfeat.Middle: true, segfeat.End: true},
	segfeat.Middle: {segfeat.Middle: true, segfeat.End: true},
	segfeat.End:    {segfeat.Begin: true, segfeat.Single: true},
	segfeat.Single: {segfeat.Begin: true, segfeat.Single: true},
}

// train runs the averaged perceptron (Collins 2002).
func (t *trainer) train(data []example, epochs int, seed int64) {
	t.weight = make([][4]float64, len(t.keys))
	t.total = make([][4]float64, len(t.keys))
	t.since = make([][4]int32, len(t.keys))
	rng := rand.New(rand.NewSource(seed))
	order := rng.Perm(len(data))
	var scores [][4]float64
	var back [][4]uint8
	var path []uint8
	for epoch := range epochs {
		wrong, units := 0, 0
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, k := range order {
			ex := &data[k]
			t.step++
			path, scores, back = t.decode(ex, path, scores, back)
			prevGold, prevPath := uint8(segfeat.Single), uint8(segfeat.Single)
			for i, g := range ex.gold {
				p := path[i]
				units++
				if g != p {
					wrong++
					for _, f := range ex.features[i*segfeat.Count : (i+1)*segfeat.Count] {
						t.update(f, g, 1)
						t.update(f, p, -1)
					}
				}
				if g != p || prevGold != prevPath {
					t.trans[prevGold][g]++
					t.trans[prevPath][p]--
				}
				prevGold, prevPath = g, p
			}
			for a := range 4 {
				for b := range 4 {
					t.tTotal[a][b] += t.trans[a][b]
				}
			}
		}
		fmt.Printf("epoch %d: %.2f %% of %d units wrong\n", epoch+1, 100*float64(wrong)/float64(units), units)
	}
	for f := range t.weight {
		for p := range 4 {
			t.total[f][p] += t.weight[f][p] * float64(t.step-t.since[f][p])
		}
	}
}

func (t *trainer) update(f int32, place uint8, by float64) {
	w := &t.weight[f]
	t.total[f][place] += w[place] * float64(t.step-t.since[f][place])
	t.since[f][place] = t.step
	w[place] += by
}

// decode returns the best places under the present weights.
func (t *trainer) decode(ex *example, path []uint8, scores [][4]float64, back [][4]uint8) ([]uint8, [][4]float64, [][4]uint8) {
	n := len(ex.gold)
	scores, back, path = slices.Grow(scores[:0], n)[:n], slices.Grow(back[:0], n)[:n], slices.Grow(path[:0], n)[:n]
	prev := [4]float64{math.Inf(-1), math.Inf(-1), math.Inf(-1), 0} // before the first unit a word has ended
	for i := range n {
		var s [4]float64
		for _, f := range ex.features[i*segfeat.Count : (i+1)*segfeat.Count] {
			w := &t.weight[f]
			s[0] += w[0]
			s[1] += w[1]
			s[2] += w[2]
			s[3] += w[3]
		}
		for b := range 4 {
			if uint8(b) != ex.gold[i] {
				s[b] += margin
			}
		}
		for b := range 4 {
			best, from := math.Inf(-1), 0
			for a := range 4 {
				if v := prev[a] + t.trans[a][b]; legal[a][b] && v > best {
					best, from = v, a
				}
			}
			scores[i][b], back[i][b] = best+s[b], uint8(from)
		}
		prev = scores[i]
	}
	last := uint8(segfeat.End)
	if n > 0 && scores[n-1][segfeat.Single] > scores[n-1][segfeat.End] {
		last = segfeat.Single
	}
	for i := n - 1; i >= 0; i-- {
		path[i] = last
		last = back[i][last]
	}
	return path, scores, back
}

func compareKeys(a, b segfeat.Key) int {
	return cmp.Or(cmp.Compare(a.Template, b.Template), cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B))
}

// encode keeps the size features with the largest weights and writes them with 8 bits each.
func (t *trainer) encode(size int) []byte {
	type kept struct {
		f   int
		max float64
	}
	var all []kept
	for f := range t.total {
		m := 0.0
		for _, w := range t.total[f] {
			m = max(m, math.Abs(w))
		}
		if m > 0 {
			all = append(all, kept{f, m / float64(t.step)})
		}
	}
	slices.SortFunc(all, func(a, b kept) int {
		return cmp.Or(cmp.Compare(b.max, a.max), compareKeys(t.keys[a.f], t.keys[b.f]))
	})
	used := len(all)
	if len(all) > size {
		all = all[:size]
	}
	// A few features are far heavier than the rest: the scale lets them saturate so that the others keep their precision.
	scale := 127 / all[min(len(all)/2000, len(all)-1)].max
	quantize := func(v float64) float64 { return math.Round(v / float64(t.step) * scale) }
	features := make([]segfeat.Feature, 0, len(all))
	for _, k := range all {
		var w [4]int8
		zero := true
		for p := range 4 {
			w[p] = int8(min(max(quantize(t.total[k.f][p]), -127), 127))
			zero = zero && w[p] == 0
		}
		if !zero {
			features = append(features, segfeat.Feature{Key: t.keys[k.f], Weight: w})
		}
	}
	var trans [4][4]int32
	for a := range 4 {
		for b := range 4 {
			trans[a][b] = int32(quantize(t.tTotal[a][b]))
		}
	}
	fmt.Printf("%d features with weights, %d kept, one unit of weight is %.1f\n", used, len(features), scale)
	return segfeat.Encode(features, trans)
}
