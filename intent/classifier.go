package intent

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

// Result is what one utterance is about.
type Result struct {
	// Acts and Topics hold the candidates, best first: by Confidence, ties by the more pressing act (threaten before ask) and by the
	// order of the topic constants. Empty lists mean that nothing was found; text without any word has empty lists.
	Acts   []Candidate `json:"acts"`
	Topics []Candidate `json:"topics"`

	// OutOfScope is true when the utterance has nothing to do with a service: talk about the weather, a poem to be written, keys hit at random.
	// Small talk with the agent is the act [Chat] and in scope. Empty text is not out of scope.
	OutOfScope bool `json:"out_of_scope"`

	// Abstained tells why Acts[0] should not be acted on without asking back; "" when it may.
	Abstained Reason `json:"abstained"`

	// Calibrated tells whether the confidences are probabilities: with a model they are, with rules alone not.
	Calibrated bool `json:"calibrated"`
}

// Candidate is a label with the words that speak for it.
type Candidate struct {
	Label      string              `json:"label"`
	Confidence float64             `json:"confidence"` // in (0, 1): a probability if Result.Calibrated
	Evidence   []dialogue.Evidence `json:"evidence"`   // in the order of the text, never empty; Source is the id of a row of data/intent, or SourceModel
}

// Reason tells why a classifier abstains.
type Reason string

// The reasons.
const (
	LowScore    Reason = "low_score"    // the text has words, but none of them tells enough about the act
	SmallMargin Reason = "small_margin" // two acts claim the same words about equally
)

// Classifier reads acts and topics with one set of rules. It is immutable and safe for concurrent use.
type Classifier struct {
	tok   segment.Tokenizer
	lex   *lexicon.Lexicon
	model *Model // nil: rules alone
	pool  sync.Pool
}

//go:embed rules.tsv
var rules string

// RowError tells why a row of rules cannot be used: File, Line, ID and Reason.
type RowError = match.RowError

// Option changes the rules of a [Classifier].
type Option interface{ apply(*config) }

type config struct {
	sources []lexicon.Source
	model   *Model
}

type optionFunc func(*config)

func (f optionFunc) apply(c *config) { f(c) }

// WithRules adds rows (id, label, weight, pattern, separated by tabs; the README in data/intent tells more). A row replaces the
// row of the same id; without a pattern it takes it out. name stands in errors.
func WithRules(name string, r io.Reader) Option {
	return optionFunc(func(c *config) { c.sources = append(c.sources, lexicon.Source{Name: name, Reader: r}) })
}

// WithModel weighs what the rules find by m, whose labels are the result, instead of the model of this package; nil leaves it to the rules
// alone, whose confidences are not calibrated.
func WithModel(m *Model) Option { return optionFunc(func(c *config) { c.model = m }) }

// New returns a classifier that cuts text with tok and knows the rules of this package and those of the options. When rows cannot be
// used the error joins a [*RowError] for each and the classifier works without them; it is nil only when tok is.
func New(tok segment.Tokenizer, opts ...Option) (*Classifier, error) {
	if tok == nil {
		return nil, errors.New("intent: no tokenizer")
	}
	c := config{sources: []lexicon.Source{{Name: "intent/rules.tsv", Reader: strings.NewReader(rules)}}}
	c.model = DefaultModel()
	for _, o := range opts {
		o.apply(&c)
	}
	lex, bad := lexicon.Compile(c.sources, labelNumber)
	cl := &Classifier{tok: tok, lex: lex, model: c.model}
	cl.pool.New = func() any { return new(scratch) }
	errs := make([]error, len(bad))
	for i, e := range bad {
		errs[i] = e
	}
	return cl, errors.Join(errs...)
}

// Classify returns what text is about. Invalid UTF-8 is no error.
func (c *Classifier) Classify(text string) Result {
	s := c.pool.Get().(*scratch)
	s.toks = c.tok.Append(s.toks[:0], text)
	r := c.classify(s, s.toks, Context{})
	c.put(s)
	return r
}

// ClassifyTokens is like [Classifier.Classify] for text that was cut already. toks must be the tokens of text.
func (c *Classifier) ClassifyTokens(text string, toks []segment.Token) Result {
	s := c.pool.Get().(*scratch)
	r := c.classify(s, toks, Context{})
	c.put(s)
	return r
}

// Context is what is known about an utterance besides its words. The zero Context knows nothing.
type Context struct {
	// Sector is the first part of the topics that come into question, such as "bank"; topics that begin with "general." always do. Unknown sectors
	// count as none. It needs a model: rules alone do not read it.
	Sector string
	// Agent tells that an agent or a bot speaks.
	Agent bool
}

// ClassifyIn is like [Classifier.ClassifyTokens] with what is known besides the words.
func (c *Classifier) ClassifyIn(text string, toks []segment.Token, in Context) Result {
	s := c.pool.Get().(*scratch)
	r := c.classify(s, toks, in)
	c.put(s)
	return r
}

// put gives the buffers back, unless a very long text has made them large.
func (c *Classifier) put(s *scratch) {
	const keep = 1 << 14
	clear(s.toks) // do not hold on to the text
	if cap(s.toks) <= keep && cap(s.hits) <= keep {
		c.pool.Put(s)
	}
}
