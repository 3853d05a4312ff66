// Package qingting (倾听) listens to a Chinese customer-service conversation: what the customer says, what they feel, what they need but
// did not say, and which words of the agent they could not understand. It proposes plainer and warmer wording that keeps every fact.
//
//	a, err := qingting.New()
//	report, err := a.Analyze(ctx, dialogue)
//
// Everything runs in the process, offline, on data that is part of the program. An [Analyzer] is immutable and safe for concurrent use;
// a [Session] follows one live conversation. Every finding carries the utterance and the bytes it was read from.
//
// Text that a machine damaged on its way is repaired before it is read (package repair), and what cannot be repaired is reported. All
// spans are those of the text as it came. [WithRepair] and [WithoutRepair] change that.
//
// Limits: Mandarin in simplified or traditional script. Scores are strengths, not probabilities; hints at hidden feelings are hints.
package qingting

import (
	"sync"

	"github.com/qingting-nlp/qingting/entity"
	"github.com/qingting-nlp/qingting/intent"
	"github.com/qingting-nlp/qingting/repair"
	"github.com/qingting-nlp/qingting/rephrase"
	"github.com/qingting-nlp/qingting/segment"
	"github.com/qingting-nlp/qingting/sentiment"
)

// Analyzer joins the packages repair, segment, entity, sentiment, intent and rephrase. It is immutable and safe for concurrent use.
type Analyzer struct {
	tok       segment.Tokenizer
	sentiment *sentiment.Detector
	intent    *intent.Classifier
	rewriter  *rephrase.Rewriter
	repairer  *repair.Repairer // nil: texts are read as they come
	asIs      bool             // repairer stays nil
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

// WithRepair repairs texts with r before they are read, instead of a [repair.Repairer] of the usual kinds that knows words by the
// tokenizer of the Analyzer. A nil r gives that one.
func WithRepair(r *repair.Repairer) Option {
	return option(func(a *Analyzer) { a.repairer, a.asIs = r, false })
}

// WithoutRepair reads texts as they come, damage and all.
func WithoutRepair() Option { return option(func(a *Analyzer) { a.repairer, a.asIs = nil, true }) }

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
	if a.repairer == nil && !a.asIs {
		a.repairer = repair.New(repair.WithTokenizer(a.tok))
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

// Understanding is what one utterance of a customer says. Spans are those of the text as it came; values of entities are read from the
// repaired text.
type Understanding struct {
	Sentiment sentiment.Result
	Intent    intent.Result
	Entities  []entity.Entity
	// Repairs is what was mended before the text was read, Damage what could not be restored. Both are nil for a sound text.
	Repairs []repair.Repair
	Damage  []repair.Flag
}

// Understand returns what one utterance of a customer says, taken by itself.
func (a *Analyzer) Understand(text string) Understanding {
	buf, ok := a.toks.Get().(*[]segment.Token)
	if !ok {
		buf = new([]segment.Token)
	}
	res := a.mend(text)
	toks := a.tok.Append((*buf)[:0], res.Text)
	u := a.understand(&res, toks, "")
	if cap(toks) <= keepTokens {
		clear(toks) // do not hold on to the text
		*buf = toks
		a.toks.Put(buf)
	}
	return u
}

// understand reads res.Text, of which toks are the tokens. sector may be empty.
func (a *Analyzer) understand(res *repair.Result, toks []segment.Token, sector string) Understanding {
	u := Understanding{
		Sentiment: a.sentiment.DetectTokens(res.Text, toks),
		Intent:    a.intent.ClassifyIn(res.Text, toks, intent.Context{Sector: sector}),
		Entities:  entity.Default().Append(nil, res.Text, toks),
		Repairs:   res.Repairs,
		Damage:    res.Flags,
	}
	if len(res.Repairs) > 0 {
		u.toRaw(res)
	}
	return u
}

// Advice is what the draft of an agent could say better. Spans are those of the draft as it came, so that [rephrase.Apply] can be used on
// it. Where a suggestion meets a damaged place, its span and replacements cover that place as a whole; one that would take a tag of HTML
// away is not safe, and one inside more than a kilobyte of garbled text has no replacements.
type Advice struct {
	Suggestions []rephrase.Suggestion
	// Rewrite is the draft as it came with the safe suggestions applied: what is damaged elsewhere in it stays. Edits inside one damaged
	// place are one, with the rule of the first; edits that would take a tag away are refused.
	Rewrite rephrase.Rewrite
	// Repairs is what was mended before the draft was checked, Damage what could not be restored. Both are nil for a sound draft.
	Repairs []repair.Repair
	Damage  []repair.Flag
}

// Advise checks and rewrites the draft of an agent.
func (a *Analyzer) Advise(d rephrase.Draft) Advice {
	res := a.mend(d.Text)
	customer := a.mend(d.Customer.Text)
	d.Text, d.Customer.Text = res.Text, customer.Text
	r := a.rewriter.Review(d)
	return newAdvice(&res, &r)
}
