package intent

import (
	_ "embed"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/internal/linear"
	"github.com/qingting-nlp/qingting/segment"
)

//go:embed model.bin
var embeddedModel string

// Model is what a classifier learned from labelled utterances: acts and topics of any names. It is read-only and safe for concurrent use.
type Model struct {
	m      *linear.Model
	acts   int // the first labels are acts, the others topics
	names  []string
	number []int // of the rules' labels, -1 for others
}

// ErrModel is returned by [OpenModel] for data that is no model of this package and version or is damaged.
var ErrModel = errors.New("intent: not a usable model")

// OpenModel returns the model in data, as [Classifier.Train] gives it. It is used in place. Errors wrap [ErrModel].
func OpenModel(data string) (*Model, error) {
	m, err := linear.Open(data)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrModel, err)
	}
	return newModel(m)
}

const (
	actPrefix   = "act:"
	topicPrefix = "topic:"
)

func newModel(m *linear.Model) (*Model, error) {
	out := &Model{m: m}
	for i, l := range m.Labels() {
		name, act := strings.CutPrefix(l.Name, actPrefix)
		if !act {
			var topic bool
			if name, topic = strings.CutPrefix(l.Name, topicPrefix); !topic {
				return nil, fmt.Errorf("%w: label %d is neither act nor topic", ErrModel, i)
			}
		} else if out.acts != i {
			return nil, fmt.Errorf("%w: label %d is an act behind a topic", ErrModel, i)
		} else {
			out.acts++
		}
		out.names = append(out.names, name)
		n, ok := labelNumber(name)
		if !ok || n >= acts+topics {
			n = -1
		}
		out.number = append(out.number, n)
	}
	return out, nil
}

// general begins the topics that every sector has.
const general = "general."

// sector returns the beginning of the topics of a sector, or "" if the model has none.
func (m *Model) sector(name string) string {
	if name == "" {
		return ""
	}
	name += "."
	for _, t := range m.names[m.acts:] {
		if strings.HasPrefix(t, name) && name != general {
			return name
		}
	}
	return ""
}

// within reports whether a label counts in a sector.
func (m *Model) within(i int, sector string) bool {
	return sector == "" || strings.HasPrefix(m.names[i], sector) || strings.HasPrefix(m.names[i], general)
}

// threshold returns the probability from which an act holds.
func (m *Model) threshold(act string) float64 {
	return m.m.Labels()[slices.Index(m.names[:m.acts], act)].Threshold
}

// Acts returns the acts of the model.
func (m *Model) Acts() []string { return m.names[:m.acts:m.acts] }

// Topics returns the topics of the model.
func (m *Model) Topics() []string { return m.names[m.acts:len(m.names):len(m.names)] }

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
	featAct = iota + 64
	featTopic
	featNone
	featBest
	featAgent
)

// features collects what the model reads: the text, and what the rules found in it.
func features(b *linear.Builder, toks []segment.Token, r *Result, agent bool) {
	b.Reset()
	b.Text(toks)
	for i, c := range r.Acts {
		b.Named(featAct, c.Label, span(c))
		b.Named(featAct+uint32(strength(c.Confidence))<<8, c.Label, span(c))
		if i == 0 {
			b.Named(featBest, c.Label, dialogue.Span{})
		}
	}
	for i, c := range r.Topics {
		b.Named(featTopic, c.Label, span(c))
		b.Named(featTopic+uint32(strength(c.Confidence))<<8, c.Label, span(c))
		if i == 0 {
			b.Named(featBest, c.Label, dialogue.Span{})
			sector, _, _ := strings.Cut(c.Label, ".")
			b.Named(featBest, sector, dialogue.Span{})
		}
	}
	none := uint32(0)
	if len(r.Acts) == 0 {
		none |= 1
	}
	if len(r.Topics) == 0 {
		none |= 2
	}
	if r.OutOfScope {
		none |= 4
	}
	b.Given(featNone, none, dialogue.Span{})
	if agent {
		b.Given(featAgent, 1, dialogue.Span{})
	}
}

func span(c Candidate) dialogue.Span {
	if len(c.Evidence) == 0 {
		return dialogue.Span{}
	}
	return c.Evidence[0].Span
}

// strength classes a confidence of the rules.
func strength(c float64) int {
	switch {
	case c < 0.4:
		return 1
	case c < 0.55:
		return 2
	case c < 0.65:
		return 3
	}
	return 4
}
