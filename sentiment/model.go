package sentiment

import (
	_ "embed"
	"errors"
	"fmt"
	"sync"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/internal/linear"
	"github.com/qingting-nlp/qingting/segment"
)

//go:embed model.bin
var embeddedModel string

// Model is what a detector learned from labelled utterances. It is read-only and safe for concurrent use.
type Model struct {
	m *linear.Model
	// Places of the labels.
	valence   [3]int // negative, neutral, positive
	emotion   [emotions + 1]int
	flag      [flags]int
	intensity [3]int
}

// ErrModel is returned by [OpenModel] for data that is no model of this package and version or is damaged.
var ErrModel = errors.New("sentiment: not a usable model")

// OpenModel returns the model in data, as [Train] gives it. It is used in place. Errors wrap [ErrModel].
func OpenModel(data string) (*Model, error) {
	m, err := linear.Open(data)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrModel, err)
	}
	return newModel(m)
}

// modelLabels lists the labels of a model: three valences, the emotions with Calm last, the flags, and whether the intensity is at least 1, 2, 3.
func modelLabels() []string {
	out := []string{"valence:negative", "valence:neutral", "valence:positive"}
	for _, e := range emotionOf {
		out = append(out, "emotion:"+string(e))
	}
	out = append(out, "emotion:"+string(Calm))
	for _, f := range flagOf {
		out = append(out, "flag:"+string(f))
	}
	return append(out, "intensity:1", "intensity:2", "intensity:3")
}

func newModel(m *linear.Model) (*Model, error) {
	names := modelLabels()
	if m.Len() != len(names) {
		return nil, fmt.Errorf("%w: %d labels, want %d", ErrModel, m.Len(), len(names))
	}
	for i, l := range m.Labels() {
		if l.Name != names[i] {
			return nil, fmt.Errorf("%w: label %d is not %s", ErrModel, i, names[i])
		}
	}
	out := &Model{m: m}
	n := 0
	for _, part := range [][]int{out.valence[:], out.emotion[:], out.flag[:], out.intensity[:]} {
		for i := range part {
			part[i] = n
			n++
		}
	}
	return out, nil
}

var defaultModel struct {
	sync.Once
	m *Model
}

// DefaultModel returns the model that is part of the program.
func DefaultModel() *Model {
	defaultModel.Do(func() {
		if embeddedModel == "" {
			return
		}
		m, err := linear.OpenEmbedded(embeddedModel)
		if err == nil {
			defaultModel.m, err = newModel(m)
		}
		if err != nil {
			panic(err) // a damaged build; a test opens it with all checks
		}
	})
	return defaultModel.m
}

// Kinds of features beside those of the text.
const (
	featValence = iota
	featEmotion
	featFlag
	featIntensity
	featMix
	featAgent
)

// features collects what the model reads: the text, and what the rules found in it.
func features(b *linear.Builder, toks []segment.Token, r *Result, agent bool) {
	b.Reset()
	b.Text(toks)
	b.Given(featValence, uint32(r.Valence+1)<<4|uint32((r.Score+1)*4), dialogue.Span{})
	b.Given(featIntensity, uint32(r.Intensity), dialogue.Span{})
	n := 0
	for _, e := range r.Emotions {
		if e.Label == Calm {
			continue
		}
		n++
		span := dialogue.Span{}
		b.Named(featEmotion, string(e.Label), span)
		b.Named(featEmotion+uint32(strength(e.Score))<<8, string(e.Label), span)
	}
	b.Given(featMix, uint32(min(n, 4)), dialogue.Span{})
	for _, f := range r.Flags {
		b.Named(featFlag, string(f.Flag), f.Evidence.Span)
		b.Named(featFlag+uint32(strength(f.Score))<<8, string(f.Flag), f.Evidence.Span)
	}
	if agent {
		b.Given(featAgent, 1, dialogue.Span{})
	}
}

// strength classes a score of the rules.
func strength(score float64) int {
	switch {
	case score < 0.3:
		return 1
	case score < 0.45:
		return 2
	case score < 0.6:
		return 3
	}
	return 4
}
