// Package wire holds the JSON shapes in which the command and the server give out what the library finds. The field names are a contract.
//
// Lists are never null: an empty list means none; only "repairs" and "damage" ([Input]) are left out when they are empty. Numbers are
// rounded to four decimals. A text is printed as it came, as valid UTF-8: each byte that was not becomes one U+FFFD; starts and ends
// count in the text as printed, in the unit of [Offsets], so that a client can always slice the text that stands beside them.
package wire

import (
	"math"

	"github.com/qingting-nlp/qingting"
	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/intent"
	"github.com/qingting-nlp/qingting/rephrase"
)

// Parse is one utterance of a customer.
type Parse struct {
	Text string `json:"text"` // as it came; starts and ends count in it
	Understanding
	Input
}

// Understanding is what one utterance of a customer says.
type Understanding struct {
	Valence    string     `json:"valence"`   // negative, neutral or positive
	Score      float64    `json:"score"`     // -1 to 1
	Emotions   []Emotion  `json:"emotions"`  // best first; a neutral utterance has neutral
	Intensity  int        `json:"intensity"` // 0 to 3
	Flags      []string   `json:"flags"`
	Acts       []Label    `json:"acts"`   // best first
	Topics     []Label    `json:"topics"` // best first
	OutOfScope bool       `json:"out_of_scope"`
	Abstained  string     `json:"abstained,omitempty"` // why acts[0] should not be acted on without asking back
	Calibrated bool       `json:"calibrated"`          // whether the confidences are probabilities
	Entities   []Entity   `json:"entities"`
	Evidence   []Evidence `json:"evidence"` // the words behind valence, flags, acts and topics, in this order
}

// Emotion is a feeling with its strength.
type Emotion struct {
	Label string  `json:"label"`
	Score float64 `json:"score"`
}

// Label is an act or topic.
type Label struct {
	Label      string  `json:"label"`
	Confidence float64 `json:"confidence"`
}

// Entity is an amount, date, number and the like.
type Entity struct {
	Type  string `json:"type"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
	Value string `json:"value"`
}

// Evidence is a place of the text that speaks for a label.
type Evidence struct {
	For    string  `json:"for"` // valence, flag, act or topic
	Label  string  `json:"label"`
	Start  int     `json:"start"`
	End    int     `json:"end"`
	Text   string  `json:"text"`
	Source string  `json:"source"` // row of the rules
	Weight float64 `json:"weight"`
}

// Check is one utterance of an agent.
type Check struct {
	Text string `json:"text"` // as it came; starts and ends count in it
	Advice
	Input
}

// Advice is what an agent could say better.
type Advice struct {
	Suggestions []Suggestion `json:"suggestions"` // in the order of the text
	Rewrite     string       `json:"rewrite"`     // the text with the safe suggestions applied
	Refused     []Refusal    `json:"refused"`     // edits left out of the rewrite because a fact would have changed
}

// Suggestion is one place that could be said better. Start equals End where something is to be inserted.
type Suggestion struct {
	Rule         string   `json:"rule"`
	Kind         string   `json:"kind"`
	Severity     string   `json:"severity"`
	Start        int      `json:"start"`
	End          int      `json:"end"`
	Text         string   `json:"text"`
	Message      string   `json:"message"`
	Replacements []string `json:"replacements"`
	Safe         bool     `json:"safe"`   // replacements[0] may be applied unread
	Source       string   `json:"source"` // row of the rules
}

// Refusal is an edit that was not made.
type Refusal struct {
	Rule  string `json:"rule"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
	New   string `json:"new"`
	Facts []Fact `json:"facts"`
}

// Fact is what an edit would have changed.
type Fact struct {
	Class  string `json:"class"`
	Change string `json:"change"` // lost or added
	Text   string `json:"text"`
}

// Report is a whole conversation.
type Report struct {
	ID         string      `json:"id"`
	Title      string      `json:"title"`
	Sector     string      `json:"sector"`
	Channel    string      `json:"channel"`
	Course     Course      `json:"course"`
	HandOff    HandOff     `json:"hand_off"`
	Confusions []Confusion `json:"confusions"`
	Resolution string      `json:"resolution"`
	Needs      []Need      `json:"needs"`
	Calibrated bool        `json:"calibrated"` // whether the confidences are probabilities
	Utterances []Utterance `json:"utterances"`
}

// Course is how the customer's feeling went.
type Course struct {
	Class  string  `json:"class"`
	Begin  float64 `json:"begin"`
	End    float64 `json:"end"`
	Mean   float64 `json:"mean"`
	Low    int     `json:"low"` // utterance, -1 for none
	Scores []Score `json:"scores"`
}

// Score is the feeling of one utterance.
type Score struct {
	Utterance int     `json:"utterance"`
	Score     float64 `json:"score"`
	Intensity int     `json:"intensity"`
}

// HandOff is the advice to pass the conversation on.
type HandOff struct {
	Advised bool     `json:"advised"`
	At      *int     `json:"at,omitempty"` // utterance; left out when not advised
	Score   float64  `json:"score"`
	Reasons []Reason `json:"reasons"`
}

// Reason is one reason for a hand-off; a negative weight speaks against it.
type Reason struct {
	Reason    string  `json:"reason"`
	Utterance int     `json:"utterance"`
	Weight    float64 `json:"weight"`
}

// Confusion links an utterance of the customer to words of the agent.
type Confusion struct {
	Customer int      `json:"customer"`
	Agent    int      `json:"agent"`
	Terms    []string `json:"terms"`
}

// Need is a need of this conversation.
type Need struct {
	Label      string  `json:"label"`
	Confidence float64 `json:"confidence"`
	Utterances []int   `json:"utterances"`
}

// Utterance is one utterance of a [Report]: one of the customer holds an Understanding, one of an agent or bot an Advice, others neither.
type Utterance struct {
	Index int    `json:"index"`
	Role  string `json:"role"` // customer, agent, bot, system or "" when not known
	Text  string `json:"text"`
	*Understanding
	*Advice
	Input
}

// FromUnderstanding returns the shape of what text says.
func FromUnderstanding(text string, u qingting.Understanding, o Offsets) Parse {
	at := newRuler(text, o)
	return Parse{valid(text), *understanding(&at, u), input(&at, u.Repairs, u.Damage)}
}

func understanding(at *ruler, u qingting.Understanding) *Understanding {
	out := &Understanding{
		Valence:    u.Sentiment.Valence.String(),
		Score:      round(u.Sentiment.Score),
		Emotions:   make([]Emotion, 0, len(u.Sentiment.Emotions)),
		Intensity:  u.Sentiment.Intensity,
		Flags:      make([]string, 0, len(u.Sentiment.Flags)),
		OutOfScope: u.Intent.OutOfScope,
		Abstained:  string(u.Intent.Abstained),
		Calibrated: u.Intent.Calibrated,
		Entities:   make([]Entity, 0, len(u.Entities)),
		Evidence:   []Evidence{},
	}
	add := func(what, label string, es ...dialogue.Evidence) {
		for _, e := range es {
			s, t := at.span(e.Span)
			out.Evidence = append(out.Evidence, Evidence{what, label, s.Start, s.End, t, e.Source, round(e.Weight)})
		}
	}
	for _, e := range u.Sentiment.Emotions {
		out.Emotions = append(out.Emotions, Emotion{string(e.Label), round(e.Score)})
	}
	add("valence", out.Valence, u.Sentiment.Evidence...)
	for _, f := range u.Sentiment.Flags {
		out.Flags = append(out.Flags, string(f.Flag))
		add("flag", string(f.Flag), f.Evidence)
	}
	labels := func(what string, cs []intent.Candidate) []Label {
		ls := make([]Label, 0, len(cs))
		for _, c := range cs {
			ls = append(ls, Label{c.Label, round(c.Confidence)})
			add(what, c.Label, c.Evidence...)
		}
		return ls
	}
	out.Acts = labels("act", u.Intent.Acts)
	out.Topics = labels("topic", u.Intent.Topics)
	for _, e := range u.Entities {
		s, t := at.span(e.Span)
		out.Entities = append(out.Entities, Entity{string(e.Type), s.Start, s.End, t, valid(e.Value.Text)})
	}
	return out
}

// FromAdvice returns the shape of what could be said better in text.
func FromAdvice(text string, a qingting.Advice, o Offsets) Check {
	at := newRuler(text, o)
	return Check{valid(text), *advice(&at, a), input(&at, a.Repairs, a.Damage)}
}

func advice(at *ruler, a qingting.Advice) *Advice {
	out := &Advice{
		Suggestions: make([]Suggestion, 0, len(a.Suggestions)),
		Rewrite:     valid(a.Rewrite.Text),
		Refused:     make([]Refusal, 0, len(a.Rewrite.Refused)),
	}
	for _, g := range a.Suggestions {
		s, t := at.span(g.Span)
		out.Suggestions = append(out.Suggestions, Suggestion{
			g.Rule, string(g.Kind), g.Severity.String(), s.Start, s.End, t, valid(g.Message), validAll(g.Replacements), g.Safe, g.Source,
		})
	}
	for _, r := range a.Rewrite.Refused {
		s, t := at.span(r.Span)
		out.Refused = append(out.Refused, Refusal{r.Rule, s.Start, s.End, t, valid(r.New), facts(r.Violations)})
	}
	return out
}

func facts(vs []rephrase.Violation) []Fact {
	out := make([]Fact, 0, len(vs))
	for _, v := range vs {
		out = append(out, Fact{string(v.Class), v.Change.String(), valid(v.Text)})
	}
	return out
}

// FromReport returns the shape of the report r of d.
func FromReport(d *dialogue.Dialogue, r *qingting.Report, o Offsets) Report {
	c := r.Course
	out := Report{
		ID: valid(r.ID), Title: valid(d.Meta.Get("title")), Sector: valid(r.Sector), Channel: valid(d.Channel),
		Course: Course{string(c.Class), round(c.Begin), round(c.End), round(c.Mean), c.Low, make([]Score, 0, len(c.Scores))},
		HandOff: HandOff{
			Advised: r.HandOff.Advised, Score: round(r.HandOff.Score), Reasons: make([]Reason, 0, len(r.HandOff.Reasons)),
		},
		Confusions: make([]Confusion, 0, len(r.Confusions)),
		Resolution: string(r.Resolution),
		Needs:      make([]Need, 0, len(r.Needs)),
		Utterances: make([]Utterance, 0, len(r.Utterances)),
	}
	for _, s := range c.Scores {
		out.Course.Scores = append(out.Course.Scores, Score{s.Utterance, round(s.Score), s.Intensity})
	}
	if r.HandOff.Advised {
		at := r.HandOff.At
		out.HandOff.At = &at
	}
	for _, n := range r.HandOff.Reasons {
		out.HandOff.Reasons = append(out.HandOff.Reasons, Reason{n.Reason, n.Utterance, round(n.Weight)})
	}
	for _, x := range r.Confusions {
		terms := make([]string, 0, len(x.Terms))
		for _, t := range x.Terms {
			terms = append(terms, valid(t.Text))
		}
		out.Confusions = append(out.Confusions, Confusion{x.Customer, x.Agent, terms})
	}
	for _, n := range r.Needs {
		out.Needs = append(out.Needs, Need{n.Label, round(n.Confidence), append(make([]int, 0, len(n.Utterances)), n.Utterances...)})
	}
	for i, f := range r.Utterances {
		text := ""
		if i < len(d.Utterances) {
			text = d.Utterances[i].Text
		}
		u := Utterance{Index: f.Index, Role: f.Role.String(), Text: valid(text)}
		if f.Customer != nil || f.Agent != nil {
			at := newRuler(text, o)
			if c := f.Customer; c != nil {
				u.Understanding, u.Input = understanding(&at, *c), input(&at, c.Repairs, c.Damage)
			}
			if a := f.Agent; a != nil {
				u.Advice, u.Input = advice(&at, *a), input(&at, a.Repairs, a.Damage)
			}
		}
		out.Utterances = append(out.Utterances, u)
	}
	return out
}

// round keeps four decimals and never gives -0.
func round(x float64) float64 {
	return math.Round(x*1e4)/1e4 + 0
}
