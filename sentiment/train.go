package sentiment

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/qingting-nlp/qingting/internal/linear"
	"github.com/qingting-nlp/qingting/internal/linear/learn"
)

// Example is a labelled utterance, or a phrase, to learn from.
type Example struct {
	Text      string
	Valence   Valence
	Emotions  []Emotion // those that hold; none or Calm for none
	Intensity int       // 0 to 3
	Flags     []Flag    // nil says nothing of flags, an empty list that there are none
	Agent     bool      // an agent says it: 很抱歉 is no sadness then
}

// Training is how [Train] learns. The zero value of a field means its default.
type Training struct {
	Epochs int                           // passes over the examples
	Rows   int                           // features kept
	Log    func(epoch int, loss float64) // told of each pass
}

// Train returns a model learned from train, with probabilities and thresholds fitted to tune, which should hold other utterances. It reads
// them with the tokenizer and the rules of d. The same examples in the same order give the same model.
func (d *Detector) Train(train, tune []Example, opt Training) ([]byte, error) {
	names := modelLabels()
	place := map[string]int{}
	for i, n := range names {
		place[n] = i
	}
	read := func(examples []Example) ([]learn.Example, error) {
		out := make([]learn.Example, len(examples))
		for i, ex := range examples {
			labels, err := ex.labels(place)
			if err != nil {
				return nil, fmt.Errorf("sentiment: example %d: %w", i, err)
			}
			out[i] = learn.Example{Features: d.exampleFeatures(ex), Labels: labels}
			for l, name := range names {
				if ex.Flags == nil && strings.HasPrefix(name, "flag:") {
					out[i].Unknown = append(out[i].Unknown, l)
				}
			}
		}
		return out, nil
	}
	learned, err := read(train)
	if err != nil {
		return nil, err
	}
	held, err := read(tune)
	if err != nil {
		return nil, err
	}
	t, err := learn.Train(len(names), learned, learn.Options{Epochs: opt.Epochs, Rows: opt.Rows, Log: opt.Log})
	if err != nil {
		return nil, fmt.Errorf("sentiment: %w", err)
	}
	labels := make([]linear.Label, len(names))
	scores := make([][]float64, len(held))
	for i := range held {
		scores[i] = t.Scores(held[i].Features)
	}
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
	}
	return t.Encode(labels)
}

func (d *Detector) exampleFeatures(ex Example) []uint32 {
	var b linear.Builder
	toks := d.tok.Append(nil, ex.Text)
	s := d.pool.Get().(*scratch)
	r := d.rules(s, ex.Text, toks)
	d.put(s)
	features(&b, toks, &r, ex.Agent)
	return b.Hashes
}

var errLabel = errors.New("a label that this package does not have")

func (ex *Example) labels(place map[string]int) ([]int, error) {
	out := []int{place["valence:"+ex.Valence.String()]}
	calm := true
	for _, e := range ex.Emotions {
		p, ok := place["emotion:"+string(e)]
		if !ok {
			return nil, errLabel
		}
		calm = calm && e == Calm
		if e != Calm {
			out = append(out, p)
		}
	}
	if calm {
		out = append(out, place["emotion:"+string(Calm)])
	}
	for _, f := range ex.Flags {
		p, ok := place["flag:"+string(f)]
		if !ok {
			return nil, errLabel
		}
		out = append(out, p)
	}
	for i := 1; i <= min(ex.Intensity, 3); i++ {
		out = append(out, place[fmt.Sprintf("intensity:%d", i)])
	}
	return out, nil
}
