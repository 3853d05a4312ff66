package main

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/qingting-nlp/qingting/internal/linear/learn"
)

// base is one linear model of a recipe.
type base struct {
	feats int // which of the recipe's readers
	train trainer
}

// recipe says how a set is learned.
type recipe struct {
	name    string
	readers []*reader
	bases   []base
	stack   *learn.StackOptions // nil: the mean of the bases' scores
	dense   []dense             // with stack
	offsets bool                // thresholds by macro-F1 on the training part
	extra   []extra             // more rows to train on
	lag     bool                // of a dialogue: what the bases say of the rows before
	inner   int                 // folds within the training part; 5
}

// extra rows are trained on beside those of a set.
type extra struct {
	rows   []row
	weight float64
}

// dense gives values of a text that do not depend on the set that is learned.
type dense struct {
	free  float64 // how much freer its weights are than others
	value func(r *row) []float64
}

// outcome holds answers for the test rows.
type outcome struct {
	gold, answer []int
}

func (o *outcome) accuracy() float64 {
	n := 0
	for i, g := range o.gold {
		if o.answer[i] == g {
			n++
		}
	}
	return float64(n) / float64(max(len(o.gold), 1))
}

// evaluate trains and answers: over the dev part, or each fold in turn.
func evaluate(s *set, rc *recipe) (*outcome, error) {
	feats := make([][][]uint32, len(rc.readers))
	all := slices.Concat(s.train, s.dev)
	own := len(all)
	var weights []float64
	for _, e := range rc.extra {
		all = append(all, e.rows...)
		weights = append(weights, slices.Repeat([]float64{e.weight}, len(e.rows))...)
	}
	for k, rd := range rc.readers {
		feats[k] = make([][]uint32, len(all))
		for i := range all {
			feats[k][i] = rd.features(&all[i])
		}
	}
	values := make([][]float64, own)
	for _, d := range rc.dense {
		for i := range own {
			values[i] = append(values[i], d.value(&all[i])...)
		}
	}
	run := &run{set: s, recipe: rc, rows: all, feats: feats, values: values, own: own, weights: weights}
	out := &outcome{}
	var parts [][2][]int
	if s.dev != nil {
		parts = append(parts, [2][]int{span(0, len(s.train)), span(len(s.train), own)})
	} else {
		for f := range folds {
			var p [2][]int
			for i := range s.train {
				k := 0
				if fold(s.train[i].group, folds) == f {
					k = 1
				}
				p[k] = append(p[k], i)
			}
			parts = append(parts, p)
		}
	}
	for _, p := range parts {
		answer, err := run.answer(p[0], p[1])
		if err != nil {
			return nil, err
		}
		out.answer = append(out.answer, answer...)
		for _, i := range p[1] {
			out.gold = append(out.gold, all[i].label)
		}
	}
	return out, nil
}

func span(from, to int) []int {
	out := make([]int, 0, to-from)
	for i := from; i < to; i++ {
		out = append(out, i)
	}
	return out
}

// run is one evaluation.
type run struct {
	set     *set
	recipe  *recipe
	rows    []row
	feats   [][][]uint32 // of a reader, of a row
	values  [][]float64  // dense, of own rows
	own     int          // rows of the set; the rest is extra
	weights []float64    // of the extra rows
}

// scores trains every base on the rows and returns the scores of others, the bases' side by side.
func (r *run) scores(train, test []int) ([][]float64, error) {
	out := make([][]float64, len(test))
	labels := len(r.set.labels)
	for _, b := range r.recipe.bases {
		examples := make([]learn.Example, 0, len(train)+len(r.weights))
		add := func(i int, weight float64) {
			ex := learn.Example{Features: r.feats[b.feats][i], Weight: weight}
			l := r.rows[i].label
			switch {
			case labels > 2:
				ex.Labels = []int{l}
			case l == 1:
				ex.Labels = []int{0}
			}
			if same := r.set.same; same != nil {
				for l := range labels {
					if !same(&r.rows[i], l) {
						ex.Unknown = append(ex.Unknown, l)
					}
				}
			}
			examples = append(examples, ex)
		}
		for _, i := range train {
			add(i, 1)
		}
		for k, w := range r.weights {
			add(r.own+k, w)
		}
		n := labels
		if n == 2 {
			n = 1
		}
		t, err := b.train(n, examples)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", r.set.name, err)
		}
		for k, i := range test {
			s := t.Scores(r.feats[b.feats][i])
			if labels == 2 {
				s = []float64{-s[0] / 2, s[0] / 2}
			}
			out[k] = append(out[k], s...)
		}
	}
	if r.recipe.lag {
		r.lag(test, out)
	}
	return out, nil
}

// lag adds the scores of the row before in the dialogue and a mean over all before that forgets. Rows before come earlier.
func (r *run) lag(rows []int, scores [][]float64) {
	at, means := map[int]int{}, make([][]float64, len(rows))
	n := len(scores[0])
	for k, i := range rows {
		at[i+1] = k
		last, mean := make([]float64, n), make([]float64, n)
		if p, ok := at[r.rows[i].before]; ok {
			last, mean = scores[p][:n], means[p]
		}
		means[k] = make([]float64, n)
		for d := range n {
			means[k][d] = 0.8*mean[d] + 0.2*scores[k][d]
		}
		first := 0.0
		if r.rows[i].before == 0 {
			first = 1
		}
		scores[k] = append(slices.Concat(scores[k][:n:n], last, mean), first)
	}
}

func (r *run) answer(train, test []int) ([]int, error) {
	labels := len(r.set.labels)
	rc := r.recipe
	tested, err := r.scores(train, test)
	if err != nil {
		return nil, err
	}
	final := func(row int, s []float64) []float64 { // the mean of the bases
		out := make([]float64, labels)
		for k, v := range s {
			out[k%labels] += v
		}
		return out
	}
	inner := cmp.Or(rc.inner, folds)
	var offsets []float64
	if rc.stack != nil || rc.offsets {
		// What the bases say of training rows they did not see.
		parts := make([][]int, inner)
		for _, i := range train {
			f := fold("inner "+r.rows[i].group, inner)
			parts[f] = append(parts[f], i)
		}
		var heldRows []int
		var held [][]float64
		var ends []int
		for f := range inner {
			var rest []int
			for g := range inner {
				if g != f {
					rest = append(rest, parts[g]...)
				}
			}
			s, err := r.scores(rest, parts[f])
			if err != nil {
				return nil, err
			}
			heldRows = append(heldRows, parts[f]...)
			held = append(held, s...)
			ends = append(ends, len(held))
		}
		gold := make([]int, len(held))
		for k, i := range heldRows {
			gold[k] = r.rows[i].label
		}
		judged := make([][]float64, len(held))
		if rc.stack != nil {
			opt := *rc.stack
			opt.Scaled = slices.Repeat([]float64{1}, len(held[0]))
			for _, d := range rc.dense {
				opt.Scaled = append(opt.Scaled, slices.Repeat([]float64{d.free}, len(d.value(&r.rows[0])))...)
			}
			for k, i := range heldRows {
				held[k] = append(held[k], r.values[i]...)
			}
			if rc.offsets {
				from := 0
				for _, to := range ends {
					st, err := learn.TrainStack(labels, slices.Concat(held[:from], held[to:]), slices.Concat(gold[:from], gold[to:]), opt)
					if err != nil {
						return nil, err
					}
					for k := from; k < to; k++ {
						judged[k] = st.Scores(held[k])
					}
					from = to
				}
			}
			st, err := learn.TrainStack(labels, held, gold, opt)
			if err != nil {
				return nil, err
			}
			final = func(row int, s []float64) []float64 { return st.Scores(append(s, r.values[row]...)) }
		} else {
			for k := range held {
				judged[k] = final(0, held[k])
			}
		}
		if rc.offsets {
			for k, i := range heldRows {
				r.mask(&r.rows[i], judged[k])
			}
			offsets = learn.Offsets(judged, gold, 0.1)
		}
	}
	out := make([]int, len(test))
	for k, i := range test {
		s := final(i, tested[k])
		r.mask(&r.rows[i], s)
		out[k] = learn.Best(s, offsets)
	}
	return out, nil
}

// mask takes out labels that a row cannot have.
func (r *run) mask(row *row, scores []float64) {
	if r.set.same == nil {
		return
	}
	for l := range scores {
		if !r.set.same(row, l) {
			scores[l] = -1e6
		}
	}
}
