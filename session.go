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
	experts   int               // terms that few people know, used by the customer
	heardToks []segment.Token   // the tokens of customer.Text
	feeling   feelingState
	handOff   handOffState
	confusion confusionState
	ending    endingState
	needs     needState
}

// NewSession returns a Session for the conversation with the given id, which may be empty.
func (a *Analyzer) NewSession(id string) *Session {
	return &Session{a: a, report: Report{ID: id, HandOff: HandOff{At: -1}}}
}

// SetSector tells the Session what the conversation is about, such as "bank": topics of other sectors do not come into question from here on.
// Analyze takes it from the dialogue.
func (s *Session) SetSector(sector string) { s.report.Sector = sector }

// keepTokens bounds the memory that stays with a Session or Analyzer after a very long utterance.
const keepTokens = 1 << 12

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
	clear(s.toks) // do not hold on to old texts
	if cap(s.toks) > keepTokens {
		s.toks = nil
	}
	res := s.a.mend(u.Text)
	s.toks = s.a.tok.Append(s.toks[:0], res.Text)
	s.cues = flow.Read(s.cues[:0], s.toks)
	found := len(s.report.Confusions)
	switch u.Role {
	case dialogue.Customer:
		got := s.a.understand(&res, s.toks, s.report.Sector)
		f.Customer = &got
		s.handOff.customer(s.toks, &got, s.cues)
		s.report.Confusions = s.confusion.customer(s.report.Confusions, i, s.toks, &got, s.cues)
		s.ending.customer(&got, s.cues)
		s.needs.customer(i, &got, s.cues)
		s.uses(&got)
		s.heard(res.Text, &got)
	case dialogue.Agent, dialogue.Bot:
		answered := s.customer.Answered
		// A bot's text is a template: that it does not answer a feeling is no news.
		s.customer.Answered = answered || u.Role == dialogue.Bot
		r := s.review(res.Text, s.toks)
		s.customer.Answered = answered
		s.said(&r)
		s.handOff.agent(u.Role, s.toks, r.Suggestions)
		s.confusion.agent(i, &res, r.Terms)
		got := newAdvice(&res, &r)
		f.Agent = &got
		s.ending.agent(s.cues)
	}
	setUtterance(&f, i)
	s.report.Utterances = append(s.report.Utterances, f)
	s.report.HandOff = s.handOff.decide(s.report.HandOff, i, s.a.policy)
	return Update{f, s.report.HandOff, s.report.Confusions[found:]}, nil
}

// uses takes note of the words of the trade that the customer uses. Who uses two that few people know, and asks for no word, is an expert;
// who asks for a word is none.
func (s *Session) uses(u *Understanding) {
	if flow.Has(s.cues, flow.Meaning) || feels(u, sentiment.Confused) {
		s.experts, s.customer.Level = 0, rephrase.LevelUnknown
		return
	}
	const enough, most = 2, 64
	if len(s.customer.Used) >= most {
		return
	}
	used, expert := s.a.rewriter.AppendUsed(s.customer.Used, s.toks)
	s.customer.Used = used
	if s.experts += expert; s.experts >= enough {
		s.customer.Level = rephrase.LevelExpert
	}
}

// heard keeps what the next draft of the agent is checked against: the text as it was read. It takes the tokens.
func (s *Session) heard(text string, u *Understanding) {
	s.toks, s.heardToks = s.heardToks, s.toks
	s.customer.Text = text
	s.customer.Emotion, s.customer.Intensity = "", u.Sentiment.Intensity
	if len(u.Sentiment.Emotions) > 0 {
		s.customer.Emotion = string(u.Sentiment.Emotions[0].Label)
	}
	if u.Sentiment.Valence == sentiment.Neutral {
		s.customer.Intensity = 0
	}
	s.customer.Answered = s.feeling.customer(&u.Sentiment)
}

// review checks what the agent says or means to say, repaired, in the light of the conversation so far. toks may be nil.
func (s *Session) review(text string, toks []segment.Token) rephrase.Review {
	return s.a.rewriter.ReviewTokens(rephrase.Draft{Text: text, Customer: s.customer}, toks, s.heardToks)
}

// said keeps the terms that the agent used, so that each is flagged on first mention only, and whether the feeling was answered.
func (s *Session) said(r *rephrase.Review) {
	for i := range r.Suggestions {
		if g := &r.Suggestions[i]; g.Kind == rephrase.Jargon {
			s.customer.Explained = append(s.customer.Explained, g.Source)
		}
	}
	if r.Answers {
		s.feeling.answer()
		s.customer.Answered = true
	}
}

// feelingState holds which feelings of the customer the agent has answered, and how strong they were then.
type feelingState struct {
	family   int // of the last feeling that was not yet answered
	strength int // 0: none
	answered [families]int
}

// Feelings of one family have one answer: who said that the loss is ours need not say it again when the customer is not only
// dissatisfied but disappointed.
const (
	aboutService = iota // angry, dissatisfied, disappointed
	aboutTime           // urgent, worried
	aboutWords          // confused
	aboutLife           // distressed
	families
)

func family(e sentiment.Emotion) (int, bool) {
	switch e {
	case sentiment.Angry, sentiment.Dissatisfied, sentiment.Disappointed:
		return aboutService, true
	case sentiment.Urgent, sentiment.Worried:
		return aboutTime, true
	case sentiment.Confused:
		return aboutWords, true
	case sentiment.Distressed:
		return aboutLife, true
	}
	return 0, false
}

// customer takes note of the feeling of an utterance and reports whether the agent has answered it before: one of its family, as strong
// or stronger. When the customer is content in between, a feeling is new.
func (f *feelingState) customer(r *sentiment.Result) (answered bool) {
	switch r.Valence {
	case sentiment.Positive:
		*f = feelingState{}
	case sentiment.Negative:
		fam, ok := family(r.Emotions[0].Label)
		if !ok {
			return false
		}
		if f.answered[fam] >= r.Intensity {
			return true
		}
		f.family, f.strength = fam, r.Intensity
	}
	return false
}

// answer takes note that the agent answered the last feeling.
func (f *feelingState) answer() {
	f.answered[f.family] = max(f.answered[f.family], f.strength)
	f.strength = 0
}

// Check checks the draft of the agent's next utterance in the light of the conversation so far.
func (s *Session) Check(draft string) Advice {
	res := s.a.mend(draft)
	r := s.review(res.Text, nil)
	return newAdvice(&res, &r)
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
	s.SetSector(d.Sector)
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
