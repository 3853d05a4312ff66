package segment

import (
	_ "embed"
	"errors"
	"fmt"
	"sync"

	"github.com/qingting-nlp/qingting/internal/segfeat"
	"github.com/qingting-nlp/qingting/internal/segmodel"
)

//go:embed dict.bin
var embedded string

//go:embed learned.bin
var embeddedWeights string

// ErrModel is returned by [OpenModel] for data that is not a dictionary of this version or is damaged.
var ErrModel = errors.New("segment: not a usable dictionary")

// Model is a compiled dictionary. It is read-only and safe for concurrent use.
type Model struct {
	t *segmodel.Tables
	// Codes of the characters that the number and date grammar looks at.
	char grammarCodes
	// Learned weights that came with the dictionary, or nil.
	weights *segfeat.Weights
}

// OpenModel returns the dictionary compiled into data, which is used in place. Errors wrap [ErrModel].
func OpenModel(data string) (*Model, error) {
	t, err := segmodel.Open(data)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrModel, err)
	}
	return newModel(t), nil
}

func newModel(t *segmodel.Tables) *Model {
	m := &Model{t: t}
	m.char = newGrammarCodes(m)
	return m
}

// code returns the code of a folded character of the basic plane.
func (m *Model) code(r rune) uint16 { return m.t.RuneCodes[r] & segmodel.CodeMask }

// class returns the code of any character, folded or not.
func (m *Model) class(r rune) uint16 {
	if uint32(r) > 0xFFFF {
		return segmodel.ClassCode(r)
	}
	return m.t.RuneCodes[r] & segmodel.CodeMask
}

// A package-level sync.OnceValue around the work would link the dictionary into every program that imports the package.
var defaults struct {
	model, segmenter sync.Once
	m                *Model
	s                *Segmenter
}

// DefaultModel returns the dictionary that is part of the program.
func DefaultModel() *Model {
	defaults.model.Do(func() {
		t, err := segmodel.OpenEmbedded(embedded)
		if err != nil {
			panic(err) // a damaged build; TestEmbedded checks every byte
		}
		m := newModel(t)
		if embeddedWeights != "" {
			if m.weights, err = segfeat.OpenEmbedded(embeddedWeights); err != nil {
				panic(err)
			}
		}
		segfeat.Blocks = trainingBlocks // not in init, which would link the dictionary as well
		defaults.m = m
	})
	return defaults.m
}

// Default returns a Segmenter over [DefaultModel] with its learned weights, if it has any.
func Default() *Segmenter {
	defaults.segmenter.Do(func() {
		m := DefaultModel()
		defaults.s = &Segmenter{m: m, weights: m.weights}
	})
	return defaults.s
}

// Weights is what was learned from hand-segmented text (tools/train). It is read-only and safe for concurrent use.
type Weights struct{ w *segfeat.Weights }

// OpenWeights returns the weights in data, which is used in place. Weights fit the dictionary they were trained with. Errors wrap
// [ErrModel].
func OpenWeights(data string) (*Weights, error) {
	w, err := segfeat.Open(data)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrModel, err)
	}
	return &Weights{w}, nil
}
