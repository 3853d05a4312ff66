package rephrase

import (
	_ "embed"
	"errors"
	"sync"

	"github.com/qingting-nlp/qingting/segment"
)

//go:embed rules.txt
var bundled string

// Rewriter checks and rewrites drafts. It is immutable and safe for concurrent use.
type Rewriter struct {
	tok   segment.Tokenizer
	rules *rules
	guard *Guard
	opts  options
	pool  sync.Pool
}

type options struct {
	maxSentence, maxNumbers int
}

// Option changes how a [Rewriter] works.
type Option interface{ apply(*options) }

type optionFunc func(*options)

func (f optionFunc) apply(o *options) { f(o) }

// WithMaxSentence sets how many characters a sentence may have before it is called long, 50 when not given; 0 turns the rule off.
func WithMaxSentence(n int) Option { return optionFunc(func(o *options) { o.maxSentence = n }) }

// WithMaxNumbers sets how many numbers a sentence may have, 3 when not given; 0 turns the rule off.
func WithMaxNumbers(n int) Option { return optionFunc(func(o *options) { o.maxNumbers = n }) }

var errNoTokenizer = errors.New("rephrase: no tokenizer")

// New returns a rewriter that cuts text with tok and uses the embedded rules. The error tells that tok is nil or an option is negative.
func New(tok segment.Tokenizer, opts ...Option) (*Rewriter, error) {
	g, err := NewGuard(tok)
	if err != nil {
		return nil, err
	}
	r := &Rewriter{tok: tok, rules: g.rules, guard: g, opts: options{maxSentence: 50, maxNumbers: 3}}
	for _, o := range opts {
		o.apply(&r.opts)
	}
	if r.opts.maxSentence < 0 || r.opts.maxNumbers < 0 {
		return nil, errors.New("rephrase: negative limit")
	}
	r.pool.New = func() any { return new(scratch) }
	return r, nil
}

var compiled struct {
	sync.Once
	r   *rules
	err error
}

func embedded() (*rules, error) {
	compiled.Do(func() { compiled.r, compiled.err = compile(bundled) })
	return compiled.r, compiled.err
}

var defaultOnce struct {
	sync.Once
	r *Rewriter
}

// Default returns the rewriter with [segment.Default] and the default options. The first call builds it.
func Default() *Rewriter {
	// A package-level sync.OnceValue would link the dictionary into every program that imports the package.
	defaultOnce.Do(func() {
		r, err := New(segment.Default())
		if err != nil {
			panic(err) // the embedded rules are broken: a test finds that
		}
		defaultOnce.r = r
	})
	return defaultOnce.r
}
