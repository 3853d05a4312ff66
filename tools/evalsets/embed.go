package main

import (
	"cmp"
	"math"
	"math/rand"
	"slices"
	"strconv"
	"sync"

	"github.com/qingting-nlp/qingting/internal/linear"
	"github.com/qingting-nlp/qingting/segment"
)

// embedding holds vectors of words learned from texts without labels: a truncated singular value decomposition of positive pointwise
// mutual information (Levy and Goldberg 2014), by a randomised range finder (Halko et al. 2011).
type embedding struct {
	Index   map[string]int32
	Vector  [][]float32
	Cluster [][2]int32 // coarse and fine group of a word
	Dims    int
	IDF     []float32
}

func wordsOf(toks []segment.Token) []string {
	var out []string
	for i := range toks {
		switch toks[i].Kind {
		case segment.Space:
		case segment.Number:
			out = append(out, "0")
		default:
			out = append(out, toks[i].Norm)
		}
	}
	return out
}

func newEmbedding(texts []string, dims int) *embedding {
	e := &embedding{Index: map[string]int32{}, Dims: dims}
	count, docs := map[string]int{}, map[string]int{}
	lines := make([][]string, len(texts))
	var toks []segment.Token
	for i, t := range texts {
		toks = segment.Default().Append(toks[:0], t)
		lines[i] = wordsOf(toks)
		here := map[string]bool{}
		for _, w := range lines[i] {
			count[w]++
			if !here[w] {
				here[w] = true
				docs[w]++
			}
		}
	}
	var vocab []string
	for w, n := range count {
		if n >= 5 {
			vocab = append(vocab, w)
		}
	}
	slices.SortFunc(vocab, func(a, b string) int { return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b)) })
	vocab = vocab[:min(len(vocab), 30000)]
	for i, w := range vocab {
		e.Index[w] = int32(i)
		e.IDF = append(e.IDF, float32(math.Log(float64(len(texts)+1)/float64(docs[w]))))
	}
	n := len(vocab)
	const window = 4
	pairs := map[uint64]float32{}
	sums, total := make([]float64, n), 0.0
	for _, line := range lines {
		for i, w := range line {
			a, ok := e.Index[w]
			if !ok {
				continue
			}
			for k := i + 1; k < len(line) && k <= i+window; k++ {
				b, ok := e.Index[line[k]]
				if !ok {
					continue
				}
				v := 1 / float32(k-i)
				pairs[uint64(min(a, b))<<32|uint64(max(a, b))] += v
				sums[a] += float64(v)
				sums[b] += float64(v)
				total += 2 * float64(v)
			}
		}
	}
	keys := make([]uint64, 0, len(pairs))
	for k := range pairs {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	// Contexts are smoothed by the power 3/4, which keeps rare ones from looking telling.
	smooth, all := make([]float64, n), 0.0
	for i, s := range sums {
		smooth[i] = math.Pow(s, 0.75)
		all += smooth[i]
	}
	type cell struct {
		a, b int32
		v    float32
	}
	var cells []cell
	for _, k := range keys {
		a, b := int32(k>>32), int32(k&0xFFFFFFFF)
		p := float64(pairs[k]) / total
		v1 := math.Log(p * total * all / (sums[a] * smooth[b]))
		v2 := math.Log(p * total * all / (sums[b] * smooth[a]))
		if v := (v1 + v2) / 2; v > 0 {
			cells = append(cells, cell{a, b, float32(v)})
			if a != b {
				cells = append(cells, cell{b, a, float32(v)})
			}
		}
	}
	slices.SortFunc(cells, func(x, y cell) int { return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b)) })
	start := make([]int, n+1)
	for _, c := range cells {
		start[c.a+1]++
	}
	for i := range n {
		start[i+1] += start[i]
	}
	wide := dims + 10
	times := func(q [][]float32) [][]float32 {
		out := make([][]float32, n)
		parallel(n, func(i int) {
			o := make([]float32, wide)
			for _, c := range cells[start[i]:start[i+1]] {
				v := q[c.b]
				for d := range o {
					o[d] += c.v * v[d]
				}
			}
			out[i] = o
		})
		return out
	}
	rng := rand.New(rand.NewSource(1))
	q := make([][]float32, n)
	for i := range q {
		q[i] = make([]float32, wide)
		for d := range q[i] {
			q[i][d] = float32(rng.NormFloat64())
		}
	}
	q = times(q)
	for range 4 {
		orthonormal(q)
		q = times(q)
	}
	// The last product is A·Q: its columns, orthogonal to each other in good measure, are the vectors scaled by singular values; the root
	// of these is the usual weight.
	norms := orthonormal(q)
	e.Vector = make([][]float32, n)
	for i := range q {
		v := make([]float32, dims)
		for d := range v {
			v[d] = q[i][d] * float32(math.Sqrt(norms[d]))
		}
		e.Vector[i] = v
	}
	// Unit length: the direction is what a word means, the length mostly how often it is said.
	for _, v := range e.Vector {
		sum := 0.0
		for _, x := range v {
			sum += float64(x) * float64(x)
		}
		f := float32(1 / math.Sqrt(max(sum, 1e-9)))
		for d := range v {
			v[d] *= f
		}
	}
	return e
}

// orthonormal makes the columns of q orthonormal (Gram and Schmidt, modified) and returns their lengths before.
func orthonormal(q [][]float32) []float64 {
	n, wide := len(q), len(q[0])
	col := make([][]float64, wide)
	for d := range col {
		col[d] = make([]float64, n)
		for i := range q {
			col[d][i] = float64(q[i][d])
		}
	}
	norms := make([]float64, wide)
	for d := range col {
		sum := 0.0
		for _, v := range col[d] {
			sum += v * v
		}
		norms[d] = math.Sqrt(sum)
		for i := range col[d] {
			col[d][i] /= max(norms[d], 1e-12)
		}
		parallel(wide-d-1, func(k int) {
			other := col[d+1+k]
			dot := 0.0
			for i, v := range col[d] {
				dot += v * other[i]
			}
			for i, v := range col[d] {
				other[i] -= dot * v
			}
		})
	}
	for d := range col {
		for i := range q {
			q[i][d] = float32(col[d][i])
		}
	}
	return norms
}

func parallel(n int, do func(int)) {
	const workers = 2
	var group sync.WaitGroup
	for w := range workers {
		group.Go(func() {
			for i := w; i < n; i += workers {
				do(i)
			}
		})
	}
	group.Wait()
}

// group finds k groups of words by k-means over unit vectors.
func (e *embedding) group() {
	e.Cluster = make([][2]int32, len(e.Vector))
	for level, k := range []int{150, 1000} {
		k = min(k, len(e.Vector))
		centre := make([][]float32, k)
		for c := range centre {
			centre[c] = slices.Clone(e.Vector[c]) // the commonest words begin
		}
		for range 8 {
			parallel(len(e.Vector), func(i int) {
				best, at := float32(math.Inf(-1)), 0
				for c := range centre {
					if d := dot(centre[c], e.Vector[i]); d > best {
						best, at = d, c
					}
				}
				e.Cluster[i][level] = int32(at)
			})
			for c := range centre {
				clear(centre[c])
			}
			for i, v := range e.Vector {
				c := centre[e.Cluster[i][level]]
				for d, x := range v {
					c[d] += x
				}
			}
			for c := range centre {
				f := 1 / float32(math.Sqrt(max(float64(dot(centre[c], centre[c])), 1e-9)))
				for d := range centre[c] {
					centre[c][d] *= f
				}
			}
		}
	}
}

func dot(a, b []float32) float32 {
	sum := float32(0)
	for i, v := range a {
		sum += v * b[i]
	}
	return sum
}

// add adds the groups of the words.
func (e *embedding) add(b *linear.Builder, toks []segment.Token) {
	for _, w := range wordsOf(toks) {
		if i, ok := e.Index[w]; ok {
			for level, c := range e.Cluster[i] {
				b.Given(kindCluster, hash(strconv.Itoa(level), strconv.Itoa(int(c))), none)
			}
		}
	}
}

// mean returns the mean of the words' vectors, the rare ones weighing more, at unit length.
func (e *embedding) mean(text string) []float64 {
	out := make([]float64, e.Dims)
	for _, w := range wordsOf(segment.Default().Append(nil, text)) {
		if i, ok := e.Index[w]; ok {
			for d, v := range e.Vector[i] {
				out[d] += float64(v * e.IDF[i])
			}
		}
	}
	sum := 0.0
	for _, v := range out {
		sum += v * v
	}
	f := 1 / math.Sqrt(max(sum, 1e-9))
	for d := range out {
		out[d] *= f
	}
	return out
}
