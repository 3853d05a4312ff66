package qingting

import (
	"context"
	"errors"
	"fmt"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/internal/flow"
	"github.com/qingting-nlp/qingting/rephrase"
	"github.com/qingting-nlp/qingting/segment"
	"github.com/qingting-nlp/qingting/sentiment"
)

// ErrTooLong is returned for more utterances or a longer utterance than a conversation can have.
var ErrTooLong = errors.New("qingting: conversation is too long")

// Limits of one conversation. They keep a hostile client from filling the memory of a server.
const (
	MaxUtterances   = 100_000
	MaxUtteranceLen = 1 << 20 // bytes
)

// Session follows one live conversation. It sees only what has been said, and the work for an utterance does not depend on how many
// came before. A Session is not safe for concurrent use.
type Session struct {
	a      *Analyzer
	report Report
	toks   []segment.Token
	cues   []flow.Hit

	customer  rephrase.Customer // what the next draft is checked against
	handOff   handOffState
	confusion confusionState
	ending    endingState
	needs     needState
}

// NewSession returns a Session for the conversation with the given id, which may be empty.
func (a *Analyzer) NewSession(id string) *Session {
	return &Session{a: a, report: Report{ID: id, HandOff: HandOff{At: -1}}}
}

// Update is what one utterance brought.
type Update struct {
	Utterance  Finding
	HandOff    HandOff     // the state of the advice after the utterance
	Confusions []Confusion // found with this utterance
}

// Append takes the next utterance and returns what it brought. It fails with [ErrTooLong] beyond the limits; the Session stays usable.
func (s *Session) Append(u dialogue.Utterance) (Update, error) {
	i := len(s.report.Utterances)
	if i >= MaxUtterances {
		return Update{}, fmt.Errorf("%w: more than %d utterances", ErrTooLong, MaxUtterances)
	}
	if len(u.Text) > MaxUtteranceLen {
		return Update{}, fmt.Errorf("%w: utterance %d has more than %d bytes", ErrTooLong, i, MaxUtteranceLen)
	}
	f := Finding{Index: i, Role: u.Role}
	s.toks = s.a.tok.Append(s.toks[:0], u.Text)
	s.cues = flow.Read(s.cues[:0], s.toks)
	found := len(s.report.Confusions)
	switch u.Role {
	case dialogue.Customer:
		got := s.a.understand(u.Text, s.toks)
		f.Customer = &got
		s.heard(u.Text, &got)
		s.handOff.customer(i, u.Text, s.toks, &got, s.cues)
		s.report.Confusions = s.confusion.customer(s.report.Confusions, i, s.toks, &got, s.cues)
		s.ending.customer(&got, s.cues)
		s.needs.customer(i, &got, s.cues)
	case dialogue.Agent, dialogue.Bot:
		d := rephrase.Draft{Text: u.Text, Customer: s.customer}
		got := s.a.Advise(d)
		f.Agent = &got
		s.said(u.Text, &got)
		s.handOff.agent(u.Role, s.toks)
		s.confusion.agent(i, s.a, u.Text)
		s.ending.agent(s.cues)
	}
	setUtterance(&f, i)
	s.report.Utterances = append(s.report.Utterances, f)
	s.report.HandOff = s.handOff.decide(s.report.HandOff, i, s.a.policy)
	return Update{f, s.report.HandOff, s.report.Confusions[found:]}, nil
}

// heard keeps what the next draft of the agent is checked against.
func (s *Session) heard(text string, u *Understanding) {
	s.customer.Text = text
	s.customer.Emotion, s.customer.Intensity = "", u.Sentiment.Intensity
	if len(u.Sentiment.Emotions) > 0 {
		s.customer.Emotion = string(u.Sentiment.Emotions[0].Label)
	}
	if u.Sentiment.Valence == sentiment.Neutral {
		s.customer.Intensity = 0
	}
}

// said keeps the terms that the agent used, so that each is flagged on first mention only.
func (s *Session) said(text string, got *Advice) {
	for _, g := range got.Suggestions {
		if g.Kind == rephrase.Jargon {
			s.customer.Explained = append(s.customer.Explained, g.Span.Of(text))
		}
	}
}

// Check checks the draft of the agent's next utterance in the light of the conversation so far.
func (s *Session) Check(draft string) Advice {
	return s.a.Advise(rephrase.Draft{Text: draft, Customer: s.customer})
}

// Report returns the report of the conversation so far. Its slices are those of the Session: they grow with the next Append and must
// not be changed.
func (s *Session) Report() *Report {
	r := s.report
	r.Course = course(r.Utterances)
	r.Resolution = s.ending.resolution()
	r.Needs = s.needs.list()
	return &r
}

// Analyze returns the report of a whole conversation: that of a [Session] which heard all of it. It stops when ctx is done, and fails
// with [ErrTooLong] beyond the limits of a Session.
func (a *Analyzer) Analyze(ctx context.Context, d *dialogue.Dialogue) (*Report, error) {
	s := a.NewSession(d.ID)
	s.report.Sector = d.Sector
	for _, u := range d.Utterances {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if _, err := s.Append(u); err != nil {
			return nil, err
		}
	}
	return s.Report(), nil
}

// setUtterance puts the index of the utterance into the evidence of its findings, which know only one text.
func setUtterance(f *Finding, i int) {
	if i == 0 || f.Customer == nil {
		return
	}
	c := f.Customer
	for j := range c.Sentiment.Evidence {
		c.Sentiment.Evidence[j].Utterance = i
	}
	for j := range c.Sentiment.Flags {
		c.Sentiment.Flags[j].Evidence.Utterance = i
	}
	for j := range c.Intent.Acts {
		for k := range c.Intent.Acts[j].Evidence {
			c.Intent.Acts[j].Evidence[k].Utterance = i
		}
	}
	for j := range c.Intent.Topics {
		for k := range c.Intent.Topics[j].Evidence {
			c.Intent.Topics[j].Evidence[k].Utterance = i
		}
	}
}
