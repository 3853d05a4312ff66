package qingting

import (
	"slices"
	"strings"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/intent"
	"github.com/qingting-nlp/qingting/internal/align"
	"github.com/qingting-nlp/qingting/internal/flow"
	"github.com/qingting-nlp/qingting/repair"
	"github.com/qingting-nlp/qingting/segment"
	"github.com/qingting-nlp/qingting/sentiment"
)

// Confusion links an utterance of the customer to the words of the agent that it shows were not understood.
type Confusion struct {
	Customer int    // utterance of the customer
	Agent    int    // utterance of the agent or bot
	Terms    []Term // in the order of the agent's text
}

// Term is a word that the customer may not know.
type Term struct {
	Text string        // as it was read: repaired, if there was something to repair
	Span dialogue.Span // in the agent's utterance as it came
}

// confusionState holds the last utterances of the agent that have terms in them.
type confusionState struct {
	said []spoken
}

type spoken struct {
	index int
	terms []Term
}

// reach is how many utterances back the cause of a confusion is looked for.
const reach = 4

// agent takes note of the terms in an utterance of the agent, whatever was said before: a term said again counts again.
func (c *confusionState) agent(i int, res *repair.Result, spans []dialogue.Span) {
	var terms []Term
	if len(spans) > 0 {
		terms = make([]Term, len(spans))
		for j, sp := range spans {
			terms[j] = Term{sp.Of(res.Text), res.RawSpan(sp)}
		}
	}
	if len(c.said) == reach {
		c.said = slices.Delete(c.said, 0, 1)
	}
	c.said = append(c.said, spoken{i, terms})
}

// customer adds the links of an utterance that shows confusion: to each recent utterance of the agent with a term the customer names,
// or else to the last one that has terms, if it is near.
func (c *confusionState) customer(dst []Confusion, i int, toks []segment.Token, u *Understanding, cues []flow.Hit) []Confusion {
	if !flow.Has(cues, flow.Meaning) && !(feels(u, sentiment.Confused) && u.Sentiment.Valence == sentiment.Negative) {
		return dst
	}
	if len(c.said) == 0 {
		return dst
	}
	chars := map[rune]bool{}
	for _, t := range toks {
		for _, r := range t.Norm {
			chars[r] = true
		}
	}
	named := false
	for _, said := range c.said {
		if terms := namedTerms(said.terms, chars, 1); len(terms) > 0 {
			dst, named = append(dst, Confusion{i, said.index, terms}), true
		}
	}
	last := c.said[len(c.said)-1]
	if named || len(last.terms) == 0 {
		return dst
	}
	// People repeat what they caught of a word: 什么息 for 等额本息.
	terms := namedTerms(last.terms, chars, 0.5)
	if len(terms) == 0 {
		terms = last.terms
	}
	return append(dst, Confusion{i, last.index, terms})
}

// namedTerms returns the terms of which the share of characters, at least, is among those of the customer's words.
func namedTerms(terms []Term, chars map[rune]bool, share float64) []Term {
	var out []Term
	for _, t := range terms {
		all, both := 0, 0
		for _, r := range align.String(t.Text) {
			all++
			if chars[r] {
				both++
			}
		}
		if all > 0 && float64(both) >= share*float64(all) {
			out = append(out, t)
		}
	}
	return out
}

// endingState holds what the end of a conversation is judged by: the latest cue of each side.
type endingState struct {
	last Resolution
	open bool // the agent has promised something since the customer last called it settled
	done bool // the agent says that it is done
	gone bool // the customer has given up: what they say after it is no consent
}

func (e *endingState) customer(u *Understanding, cues []flow.Hit) {
	bitter := flagged(u, sentiment.Sarcasm) || flagged(u, sentiment.Suppressed)
	content := u.Sentiment.Valence == sentiment.Positive && !bitter
	e.gone = (e.gone || flagged(u, sentiment.Suppressed)) && !content
	switch {
	case acts(u, intent.Threaten) && e.open:
		e.last = Promised // the customer will hold them to it
	case bitter || flow.Has(cues, flow.Unsolved) || acts(u, intent.Threaten):
		e.last = Unsolved
	case flow.Has(cues, flow.Solved) && !flagged(u, sentiment.Withdrawal) && !e.gone:
		e.last, e.open = Solved, false
	case (content || flow.Has(cues, flow.Accept)) && e.open:
		e.last = Promised
	case content && (e.done || e.last == Solved || u.Sentiment.Intensity >= 2):
		e.last = Solved
	}
}

func (e *endingState) agent(cues []flow.Hit) {
	e.done = e.done || flow.Has(cues, flow.Done)
	e.open = e.open || flow.Has(cues, flow.Promise)
}

func (e *endingState) resolution() Resolution {
	if e.last == "" {
		return Unclear
	}
	return e.last
}

// Need is a need of this conversation: a hint how to serve, never a label on a person.
type Need struct {
	Label      string
	Confidence float64 // strength in (0, 1), uncalibrated
	Utterances []int   // where it shows
}

// The needs.
const (
	NeedsPlain     = "needs_plain"     // say it in plain words
	TimePressed    = "time_pressed"    // the fastest way first
	ComplaintBound = "complaint_bound" // own it, give a time, bring in someone who may decide
	Vulnerable     = "vulnerable"      // go slowly, check understanding
	RepeatContact  = "repeat_contact"  // do not ask again what was told
	WellWisher     = "well_wisher"     // calls to thank or to bless
	Companionship  = "companionship"   // wants to talk
)

type needState struct {
	shown []Need
}

func (n *needState) customer(i int, u *Understanding, cues []flow.Hit) {
	add := func(label string) {
		for j := range n.shown {
			if n.shown[j].Label == label {
				n.shown[j].Utterances = append(n.shown[j].Utterances, i)
				return
			}
		}
		n.shown = append(n.shown, Need{Label: label, Utterances: []int{i}})
	}
	if flow.Has(cues, flow.Meaning) || feels(u, sentiment.Confused) {
		add(NeedsPlain)
	}
	if pressed(u) {
		add(TimePressed)
	}
	if acts(u, intent.Threaten, intent.Escalate) {
		add(ComplaintBound)
	}
	if feels(u, sentiment.Distressed) {
		add(Vulnerable)
	}
	if flow.Has(cues, flow.Repeat) || flagged(u, sentiment.Repetition) {
		add(RepeatContact)
	}
	bitter := flagged(u, sentiment.Sarcasm) || u.Sentiment.Valence == sentiment.Negative
	praises := u.Sentiment.Valence == sentiment.Positive && acts(u, intent.Praise)
	if !bitter && (flow.Has(cues, flow.Wish) || praises) {
		add(WellWisher)
	}
	if flow.Has(cues, flow.Talk) {
		add(Companionship)
	}
}

// pressed reports whether the customer has a date to keep. Who only pushes (快点) or tells of a haste that is over has none.
func pressed(u *Understanding) bool {
	if flagged(u, sentiment.UnsaidNeed) {
		return true
	}
	return u.Sentiment.Valence == sentiment.Negative && slices.ContainsFunc(u.Sentiment.Evidence, func(e dialogue.Evidence) bool {
		return e.Weight < 0 && strings.HasPrefix(e.Source, "urgent.now.")
	})
}

// list returns the needs, those shown most often first, ties in the order they showed.
func (n *needState) list() []Need {
	out := slices.Clone(n.shown)
	for i := range out {
		k := float64(len(out[i].Utterances))
		out[i].Confidence = k / (k + 1)
	}
	slices.SortStableFunc(out, func(a, b Need) int { return len(b.Utterances) - len(a.Utterances) })
	return out
}
