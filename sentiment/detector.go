package sentiment

import (
	_ "embed"
	"errors"
	"io"
	"strings"
	"sync"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/internal/lexicon"
	"github.com/qingting-nlp/qingting/internal/match"
	"github.com/qingting-nlp/qingting/segment"
)

// Result is what one utterance shows.
type Result struct {
	// Valence is the direction of the whole utterance.
	Valence Valence `json:"valence"`

	// Score is the strength of the direction, from -1 to 1; 0 means no feeling, or as much of the one as of the other. Comparable
	// between utterances read with the same rules.
	Score float64 `json:"score"`

	// Emotions holds the emotions found, best first: those that agree with Valence, then the others, each by Score; ties in the order
	// angry, distressed, urgent, worried, disappointed, dissatisfied, confused, grateful, satisfied. A neutral utterance has [Calm] first. Text without
	// any word has none.
	Emotions []Scored `json:"emotions"`

	// Intensity is how strong the strongest feeling is: 0 none, 1 mild, 2 clear, 3 extreme.
	Intensity int `json:"intensity"`

	// Flags holds hints at hidden feelings, each flag once, in the order of the constants.
	Flags []FlagHit `json:"flags"`

	// Evidence holds the words that counted, in the order of the text: Weight is positive when they speak for a good feeling,
	// negative for a bad one. Source is the id of a row of data/sentiment, or [SourceModel].
	Evidence []dialogue.Evidence `json:"evidence"`
}

// Scored is an emotion with its strength.
type Scored struct {
	Label Emotion `json:"label"`
	Score float64 `json:"score"` // in (0, 1): the probability that it holds, with a model; they need not add up to 1
}

// FlagHit is a flag with what it was read from.
type FlagHit struct {
	Flag     Flag              `json:"flag"`
	Score    float64           `json:"score"` // strength of the hint in (0, 1), not a probability
	Evidence dialogue.Evidence `json:"evidence"`
}

// Detector reads feelings with one set of rules. It is immutable and safe for concurrent use.
type Detector struct {
	tok   segment.Tokenizer
	lex   *lexicon.Lexicon
	model *Model // nil: rules alone
	pool  sync.Pool
}

//go:embed rules.tsv
var rules string

// RowError tells why a row of rules cannot be used: File, Line, ID and Reason.
type RowError = match.RowError

// Option changes the rules of a [Detector].
type Option interface{ apply(*config) }

type config struct {
	sources []lexicon.Source
	model   *Model
}

type optionFunc func(*config)

func (f optionFunc) apply(c *config) { f(c) }

// WithRules adds rows (id, label, weight, pattern, separated by tabs; the README in data/sentiment tells more). A row replaces
// the row of the same id; without a pattern it takes it out. name stands in errors.
func WithRules(name string, r io.Reader) Option {
	return optionFunc(func(c *config) { c.sources = append(c.sources, lexicon.Source{Name: name, Reader: r}) })
}

// WithModel weighs what the rules find by m instead of the model of this package; nil leaves it to the rules alone, whose scores are strengths
// and no probabilities.
func WithModel(m *Model) Option { return optionFunc(func(c *config) { c.model = m }) }

// New returns a detector that cuts text with tok and knows the rules of this package and those of the options. When rows cannot be used
// the error joins a [*RowError] for each and the detector works without them; it is nil only when tok is.
func New(tok segment.Tokenizer, opts ...Option) (*Detector, error) {
	if tok == nil {
		return nil, errors.New("sentiment: no tokenizer")
	}
	c := config{sources: []lexicon.Source{{Name: "sentiment/rules.tsv", Reader: strings.NewReader(rules)}}}
	c.model = DefaultModel()
	for _, o := range opts {
		o.apply(&c)
	}
	lex, bad := lexicon.Compile(c.sources, labelNumber)
	d := &Detector{tok: tok, lex: lex, model: c.model}
	d.pool.New = func() any { return new(scratch) }
	errs := make([]error, len(bad))
	for i, e := range bad {
		errs[i] = e
	}
	return d, errors.Join(errs...)
}

// Detect returns what text shows. Text without any word gives a Result that is neutral and has no emotions. Invalid UTF-8 is no error.
func (d *Detector) Detect(text string) Result {
	s := d.pool.Get().(*scratch)
	s.toks = d.tok.Append(s.toks[:0], text)
	r := d.detect(s, text, s.toks, false)
	d.put(s)
	return r
}

// DetectTokens is like [Detector.Detect] for text that was cut already. toks must be the tokens of text.
func (d *Detector) DetectTokens(text string, toks []segment.Token) Result {
	s := d.pool.Get().(*scratch)
	r := d.detect(s, text, toks, false)
	d.put(s)
	return r
}

// put gives the buffers back, unless a very long text has made them large.
func (d *Detector) put(s *scratch) {
	const keep = 1 << 14
	clear(s.toks) // do not hold on to the text
	if cap(s.toks) <= keep && cap(s.hits) <= keep {
		d.pool.Put(s)
	}
}
