package intent

import (
	"errors"
	"fmt"
	"slices"

	"github.com/qingting-nlp/qingting/internal/linear"
	"github.com/qingting-nlp/qingting/internal/linear/learn"
)

// Example is a labelled utterance, or a phrase, to learn from. The labels are any names. A list that is nil says nothing of acts, or topics; an
// empty one says that there are none.
type Example struct {
	Text   string
	Acts   []string
	Topics []string
	Agent  bool // an agent says it
}

// Training is how [Classifier.Train] learns. The zero value of a field means its default.
type Training struct {
	Epochs int                           // passes over the examples
	Rows   int                           // features kept
	Log    func(epoch int, loss float64) // told of each pass
}

// falseAlarms is the share of utterances within scope that may be called out of scope: asking back once too often costs less than an answer
// to what nobody asked.
const falseAlarms = 0.03

// ErrLabels is returned by [Classifier.Train] when the examples have fewer than two acts.
var ErrLabels = errors.New("intent: training needs at least two acts")

// Train returns a model of the acts and topics of train, with probabilities and thresholds fitted to tune, which should hold other utterances; with
// an empty tune they are fitted to train itself by five parts, each judged by a model of the other four. It reads them with the tokenizer and the
// rules of c. The same examples in the same order give the same model. Labels of tune that train lacks are errors.
func (c *Classifier) Train(train, tune []Example, opt Training) ([]byte, error) {
	names := exampleLabels(train)
	place := map[string]int{}
	for i, n := range names {
		place[n] = i
	}
	if len(names) < 2 || !hasPrefix(names[1], actPrefix) {
		return nil, ErrLabels
	}
	learned, err := c.examples(train, place)
	if err != nil {
		return nil, err
	}
	o := learn.Options{Epochs: opt.Epochs, Rows: opt.Rows, Log: opt.Log}
	t, err := learn.Train(len(names), learned, o)
	if err != nil {
		return nil, fmt.Errorf("intent: %w", err)
	}
	var held []learn.Example
	var scores [][]float64
	if len(tune) > 0 {
		if held, err = c.examples(tune, place); err != nil {
			return nil, err
		}
		for _, ex := range held {
			scores = append(scores, t.Scores(ex.Features))
		}
	} else {
		held = learned
		if scores, err = crossScores(len(names), learned, o); err != nil {
			return nil, err
		}
	}
	labels := make([]linear.Label, len(names))
	for l := range labels {
		column, truth := make([]float64, len(held)), make([]bool, len(held))
		for i := range held {
			column[i], truth[i] = scores[i][l], slices.Contains(held[i].Labels, l)
		}
		slope, offset := learn.Calibrate(column, truth)
		for i := range column {
			column[i] = learn.Logistic(slope*column[i] + offset)
		}
		labels[l] = linear.Label{Name: names[l], Slope: slope, Offset: offset, Threshold: learn.BestThreshold(column, truth, 1)}
		if names[l] == actPrefix+OOS {
			labels[l].Threshold = learn.ThresholdAt(column, truth, falseAlarms)
		}
	}
	return t.Encode(labels)
}

// crossScores judges each fifth of the examples by a model of the rest.
func crossScores(labels int, examples []learn.Example, o learn.Options) ([][]float64, error) {
	const folds = 5
	o.Log = nil
	out := make([][]float64, len(examples))
	// Each label's examples are dealt out in turn, so that no part lacks a label.
	fold, dealt := make([]int, len(examples)), map[int]int{}
	for i, ex := range examples {
		first := -1
		if len(ex.Labels) > 0 {
			first = ex.Labels[0]
		}
		fold[i] = dealt[first] % folds
		dealt[first]++
	}
	for f := range folds {
		var rest []learn.Example
		for i := range examples {
			if fold[i] != f {
				rest = append(rest, examples[i])
			}
		}
		t, err := learn.Train(labels, rest, o)
		if err != nil {
			return nil, fmt.Errorf("intent: too few examples: %w", err)
		}
		for i := range examples {
			if fold[i] == f {
				out[i] = t.Scores(examples[i].Features)
			}
		}
	}
	return out, nil
}

func (c *Classifier) examples(examples []Example, place map[string]int) ([]learn.Example, error) {
	out := make([]learn.Example, len(examples))
	for i, ex := range examples {
		var l []int
		for k, list := range [2][]string{ex.Acts, ex.Topics} {
			for _, name := range list {
				n, ok := place[[2]string{actPrefix, topicPrefix}[k]+name]
				if !ok {
					return nil, fmt.Errorf("intent: example %d has a label that no training example has", i)
				}
				l = append(l, n)
			}
		}
		var unknown []int
		for name, n := range place {
			if ex.Acts == nil && hasPrefix(name, actPrefix) || ex.Topics == nil && hasPrefix(name, topicPrefix) {
				unknown = append(unknown, n)
			}
		}
		slices.Sort(unknown)
		out[i] = learn.Example{Features: c.exampleFeatures(ex), Labels: l, Unknown: unknown}
	}
	return out, nil
}

func (c *Classifier) exampleFeatures(ex Example) []uint32 {
	var b linear.Builder
	toks := c.tok.Append(nil, ex.Text)
	s := c.pool.Get().(*scratch)
	r := c.rules(s, toks)
	c.put(s)
	features(&b, toks, &r, ex.Agent)
	return b.Hashes
}

// exampleLabels lists the labels: those of this package in its order, then others by name; acts before topics.
func exampleLabels(examples []Example) []string {
	seen := [2]map[string]bool{{}, {}}
	for _, ex := range examples {
		for _, a := range ex.Acts {
			seen[0][a] = true
		}
		for _, t := range ex.Topics {
			seen[1][t] = true
		}
	}
	var out []string
	for k, prefix := range [2]string{actPrefix, topicPrefix} {
		var names []string
		for n := range seen[k] {
			names = append(names, n)
		}
		slices.SortFunc(names, func(a, b string) int {
			na, oka := labelNumber(a)
			nb, okb := labelNumber(b)
			switch {
			case oka && okb:
				return na - nb
			case oka:
				return -1
			case okb:
				return 1
			}
			return slices.Compare([]byte(a), []byte(b))
		})
		for _, n := range names {
			out = append(out, prefix+n)
		}
	}
	return out
}

func hasPrefix(s, prefix string) bool { return len(s) >= len(prefix) && s[:len(prefix)] == prefix }
