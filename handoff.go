package qingting

import (
	"cmp"
	"slices"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/intent"
	"github.com/qingting-nlp/qingting/internal/flow"
	"github.com/qingting-nlp/qingting/rephrase"
	"github.com/qingting-nlp/qingting/segment"
	"github.com/qingting-nlp/qingting/sentiment"
)

// HandOff is our advice to pass the conversation on: from a bot to a person, or from an agent to someone who may decide more. The
// customer's own demand for it is the act escalate.
type HandOff struct {
	Advised bool
	At      int           // the utterance after which it is advised; -1 when it is not
	Score   float64       // 0 no reason, 1 and above by the default policy enough
	Reasons []HandOffNote // what the score is made of, in the order of the conversation
}

// HandOffNote is one reason for a hand-off.
type HandOffNote struct {
	Reason    string // one of the Reason constants
	Utterance int
	Weight    float64
}

// The reasons for a hand-off.
const (
	ReasonAsksPerson = "asks_person" // a bot is speaking and the customer wants a person
	ReasonEscalates  = "escalates"   // wants someone higher
	ReasonThreatens  = "threatens"   // regulator, press, court
	ReasonAngry      = "angry"
	ReasonGivesUp    = "gives_up"  // 算了, 随便吧
	ReasonSarcasm    = "sarcasm"   // bitter praise
	ReasonRepeats    = "repeats"   // told it before, or asks the same again
	ReasonContacts   = "contacts"  // unhappy, and has been in touch about it before
	ReasonPressed    = "pressed"   // no time, and a bot is speaking
	ReasonBotStuck   = "bot_stuck" // the bot's answer was turned down, or it says the same again
	ReasonDistress   = "distress"  // hardship, and a bot is speaking
	ReasonUnsolved   = "unsolved"  // still not settled
	ReasonRefused    = "refused"   // the agent has refused again and again
	ReasonNegative   = "negative"  // one more unhappy utterance
	ReasonRecovered  = "recovered" // the customer is content again: weighs against
)

// HandOffPolicy says when a hand-off is advised. Score and decision are apart: the score is the sum of the weights of the reasons.
type HandOffPolicy struct {
	// Threshold is the score from which a hand-off is advised. 0 means 1.
	Threshold float64
	// Weights of the reasons. A reason that is missing weighs nothing.
	Weights map[string]float64
}

// DefaultHandOffPolicy returns the policy used when none is given.
func DefaultHandOffPolicy() HandOffPolicy {
	return HandOffPolicy{Threshold: 1, Weights: map[string]float64{
		ReasonAsksPerson: 1, ReasonEscalates: 1, ReasonThreatens: 1,
		ReasonAngry: 0.5, ReasonGivesUp: 0.5, ReasonSarcasm: 0.6, ReasonRepeats: 0.5, ReasonContacts: 0.4, ReasonPressed: 0.5, ReasonBotStuck: 0.4,
		ReasonDistress: 0.4, ReasonUnsolved: 0.3, ReasonRefused: 0.5, ReasonNegative: 0.2, ReasonRecovered: -0.5,
	}}
}

// handOffState holds the reasons that the last utterance brought and what the next ones are compared with.
type handOffState struct {
	bot     bool // a bot spoke last
	pending []string
	asked   [][]string // words of the customer's last questions
	lastBot []string
	refused [maxRefusals]bool // which of the agent's last utterances refused, the latest first
}

// refusing holds the rules of suggestions for words that send the customer away with nothing.
var refusing = map[string]bool{"hide_behind_rule": true, "bare_refusal": true, "pass_buck": true, "blame": true}

// maxRefusals is how many of the agent's utterances are looked at, and enoughRefusals how many of them must refuse, the last one among
// them.
const (
	maxRefusals    = 4
	enoughRefusals = 2
)

// wall reports whether the agent refuses again and again.
func (h *handOffState) wall() bool {
	n := 0
	for _, r := range h.refused {
		if r {
			n++
		}
	}
	return h.refused[0] && n >= enoughRefusals
}

// unhappy holds the feelings that are about the service. Worry and confusion ask for an answer, not for another person.
var unhappy = map[sentiment.Emotion]bool{sentiment.Angry: true, sentiment.Dissatisfied: true, sentiment.Disappointed: true}

// maxAsked is how many of the customer's utterances a new one is compared with.
const maxAsked = 4

func (h *handOffState) customer(toks []segment.Token, u *Understanding, cues []flow.Hit) {
	add := func(reason string) { h.pending = append(h.pending, reason) }
	if h.bot && acts(u, intent.Agent) {
		add(ReasonAsksPerson)
	}
	if acts(u, intent.Escalate) {
		add(ReasonEscalates)
	}
	if acts(u, intent.Threaten) {
		add(ReasonThreatens)
	}
	negative := u.Sentiment.Valence == sentiment.Negative
	if negative && u.Sentiment.Intensity >= 2 && (feels(u, sentiment.Angry) || feels(u, sentiment.Dissatisfied) && u.Sentiment.Intensity == 3) {
		add(ReasonAngry)
	}
	if flagged(u, sentiment.Suppressed) {
		add(ReasonGivesUp)
	}
	if flagged(u, sentiment.Sarcasm) {
		add(ReasonSarcasm)
	}
	words := contentWords(toks)
	told := flow.Has(cues, flow.Repeat) || flagged(u, sentiment.Repetition)
	if again := h.asks(words); told || again {
		add(ReasonRepeats)
	}
	if told && negative {
		add(ReasonContacts)
	}
	if h.bot && (feels(u, sentiment.Urgent) || flagged(u, sentiment.UnsaidNeed)) {
		add(ReasonPressed)
	}
	if h.bot && feels(u, sentiment.Distressed) {
		add(ReasonDistress)
	}
	if flow.Has(cues, flow.Unsolved) {
		add(ReasonUnsolved)
	}
	if h.bot && (flow.Has(cues, flow.Deny) || flow.Has(cues, flow.Unsolved)) {
		add(ReasonBotStuck)
	}
	content := u.Sentiment.Valence == sentiment.Positive && !flagged(u, sentiment.Sarcasm) || flow.Has(cues, flow.Solved)
	if !content && h.wall() {
		add(ReasonRefused)
	}
	switch {
	case negative && u.Sentiment.Score <= -2*felt && unhappy[u.Sentiment.Emotions[0].Label] && feels(u, u.Sentiment.Emotions[0].Label):
		add(ReasonNegative)
	case content:
		add(ReasonRecovered)
	}
}

func (h *handOffState) agent(role dialogue.Role, toks []segment.Token, said []rephrase.Suggestion) {
	h.bot = role == dialogue.Bot
	copy(h.refused[1:], h.refused[:])
	h.refused[0] = slices.ContainsFunc(said, func(g rephrase.Suggestion) bool { return refusing[g.Rule] })
	if !h.bot {
		h.lastBot = nil
		return
	}
	words := contentWords(toks)
	if similar(words, h.lastBot) {
		h.pending = append(h.pending, ReasonBotStuck)
	}
	h.lastBot = words
}

// asks keeps the words of an utterance and reports whether the customer has said nearly the same before.
func (h *handOffState) asks(words []string) (again bool) {
	for _, old := range h.asked {
		again = again || similar(words, old)
	}
	if len(h.asked) == maxAsked {
		h.asked = slices.Delete(h.asked, 0, 1)
	}
	h.asked = append(h.asked, words)
	return again
}

// decide adds the pending reasons and returns the new state. Advice once given stays: who took it has acted on it.
func (h *handOffState) decide(now HandOff, i int, p HandOffPolicy) HandOff {
	for _, r := range h.pending {
		w := p.Weights[r]
		if w == 0 {
			continue
		}
		if w < 0 {
			w = max(w, -now.Score)
			if w == 0 {
				continue
			}
		}
		now.Score += w
		if !now.Advised {
			now.Reasons = append(now.Reasons, HandOffNote{r, i, w})
		}
	}
	h.pending = h.pending[:0]
	if !now.Advised && now.Score >= cmp.Or(p.Threshold, 1) {
		now.Advised, now.At = true, i
	}
	return now
}

// contentWords returns the normalised words of an utterance without marks, at most 64.
func contentWords(toks []segment.Token) []string {
	const most = 64
	out := make([]string, 0, min(len(toks), most))
	for i := range toks {
		t := &toks[i]
		if t.Kind != segment.Space && t.Kind != segment.Punct && t.Kind != segment.Other {
			if out = append(out, t.Norm); len(out) == most {
				break
			}
		}
	}
	return out
}

// similar reports whether two utterances of some length say nearly the same words.
func similar(a, b []string) bool {
	if len(a) < 3 || len(b) < 3 {
		return false
	}
	both := 0
	for _, w := range a {
		if slices.Contains(b, w) {
			both++
		}
	}
	return 10*both >= 7*max(len(a), len(b))
}
