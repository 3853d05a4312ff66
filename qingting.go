// Package qingting (倾听) listens to a Chinese customer-service conversation: what the customer says, what they feel, what they need but
// did not say, and which words of the agent they could not understand. It proposes plainer and warmer wording that keeps every fact.
//
//	a, err := qingting.New()
//	report, err := a.Analyze(ctx, dialogue)
//
// Everything runs in the process, offline, on data that is part of the program. An [Analyzer] is immutable and safe for concurrent use;
// a [Session] follows one live conversation. Every finding carries the utterance and the bytes it was read from.
//
// Limits: Mandarin in simplified or traditional script. Scores are strengths, not probabilities; hints at hidden feelings are hints.
package qingting

import (
	"sync"

	"github.com/qingting-nlp/qingting/entity"
	"github.com/qingting-nlp/qingting/intent"
	"github.com/qingting-nlp/qingting/rephrase"
	"github.com/qingting-nlp/qingting/segment"
	"github.com/qingting-nlp/qingting/sentiment"
)

// Analyzer joins the packages segment, entity, sentiment, intent and rephrase. It is immutable and safe for concurrent use.
type Analyzer struct {
	tok       segment.Tokenizer
	sentiment *sentiment.Detector
	intent    *intent.Classifier
	rewriter  *rephrase.Rewriter
	policy    HandOffPolicy
	toks      sync.Pool // of *[]segment.Token, for Understand
}

// Option configures [New].
type Option interface{ apply(*Analyzer) }

type option func(*Analyzer)

func (o option) apply(a *Analyzer) { o(a) }

// WithTokenizer cuts texts with tok instead of [segment.Default].
func WithTokenizer(tok segment.Tokenizer) Option { return option(func(a *Analyzer) { a.tok = tok }) }

// WithDetector reads feelings with d.
func WithDetector(d *sentiment.Detector) Option { return option(func(a *Analyzer) { a.sentiment = d }) }

// WithClassifier reads intents with c.
func WithClassifier(c *intent.Classifier) Option { return option(func(a *Analyzer) { a.intent = c }) }

// WithRewriter checks agents with r.
func WithRewriter(r *rephrase.Rewriter) Option { return option(func(a *Analyzer) { a.rewriter = r }) }

// WithHandOffPolicy decides on hand-off by p.
func WithHandOffPolicy(p HandOffPolicy) Option { return option(func(a *Analyzer) { a.policy = p }) }

// New returns an Analyzer. What no option gives is the default of its package.
func New(opts ...Option) (*Analyzer, error) {
	a := &Analyzer{policy: DefaultHandOffPolicy()}
	for _, o := range opts {
		o.apply(a)
	}
	var err error
	if a.tok == nil {
		a.tok = segment.Default()
	}
	if a.sentiment == nil {
		if a.sentiment, err = sentiment.New(a.tok); err != nil {
			return nil, err
		}
	}
	if a.intent == nil {
		if a.intent, err = intent.New(a.tok); err != nil {
			return nil, err
		}
	}
	if a.rewriter == nil {
		if a.rewriter, err = rephrase.New(a.tok); err != nil {
			return nil, err
		}
	}
	return a, nil
}

// Understanding is what one utterance of a customer says.
type Understanding struct {
	Sentiment sentiment.Result
	Intent    intent.Result
	Entities  []entity.Entity
}

// Understand returns what one utterance of a customer says, taken by itself.
func (a *Analyzer) Understand(text string) Understanding {
	buf, ok := a.toks.Get().(*[]segment.Token)
	if !ok {
		buf = new([]segment.Token)
	}
	toks := a.tok.Append((*buf)[:0], text)
	u := a.understand(text, toks)
	if cap(toks) <= keepTokens {
		clear(toks) // do not hold on to the text
		*buf = toks
		a.toks.Put(buf)
	}
	return u
}

func (a *Analyzer) understand(text string, toks []segment.Token) Understanding {
	return Understanding{
		Sentiment: a.sentiment.DetectTokens(text, toks),
		Intent:    a.intent.ClassifyTokens(text, toks),
		Entities:  entity.Default().Append(nil, text, toks),
	}
}

// Advice is what the draft of an agent could say better.
type Advice struct {
	Suggestions []rephrase.Suggestion
	Rewrite     rephrase.Rewrite
}

// Advise checks and rewrites the draft of an agent.
func (a *Analyzer) Advise(d rephrase.Draft) Advice {
	r := a.rewriter.Review(d)
	return Advice{r.Suggestions, r.Rewrite}
}
