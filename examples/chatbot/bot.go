package main

import (
	"encoding/json"
	"errors"
	"net/http"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/qingting-nlp/qingting"
	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/intent"
	"github.com/qingting-nlp/qingting/sentiment"
)

// Limits, so that no client fills the memory.
const (
	maxBody     = 64 << 10 // bytes of a request
	maxText     = 4000     // characters of a message
	maxName     = 128      // bytes of the name of a session
	maxSessions = 10_000
	maxMessages = 500 // of one session
	expiry      = 30 * time.Minute
)

// message is a request. The name of the session tells customers apart; a real service takes it from its login, not from the client.
type message struct {
	Session string `json:"session"`
	Text    string `json:"text"`
}

// answer is what the bot learns.
type answer struct {
	ReplyHint string   `json:"reply_hint"`
	Intent    string   `json:"intent"` // "" when nothing was understood
	Topic     string   `json:"topic"`
	Unsure    bool     `json:"unsure"` // ask back before acting on the intent
	Emotion   string   `json:"emotion"`
	Intensity int      `json:"intensity"`
	Flags     []string `json:"flags"`
	Entities  []found  `json:"entities"`
	HandOver  handOver `json:"hand_over"`
}

type found struct {
	Type  string `json:"type"`
	Text  string `json:"text"`
	Value string `json:"value"`
}

type handOver struct {
	Advised bool     `json:"advised"`
	Reasons []string `json:"reasons"`
}

// bot keeps the conversations that are under way, in memory only.
type bot struct {
	analyzer *qingting.Analyzer
	now      func() time.Time
	mux      http.ServeMux

	mu       sync.Mutex
	sessions map[string]*conversation
	swept    time.Time
}

type conversation struct {
	used time.Time // guarded by bot.mu

	mu       sync.Mutex // a Session is not safe for concurrent use
	session  *qingting.Session
	messages int
}

func newBot(a *qingting.Analyzer, now func() time.Time) *bot {
	b := &bot{analyzer: a, now: now, sessions: map[string]*conversation{}}
	b.mux.HandleFunc("POST /message", b.message)
	return b
}

func (b *bot) ServeHTTP(w http.ResponseWriter, r *http.Request) { b.mux.ServeHTTP(w, r) }

var errFull = errors.New("too many sessions")

// conversation returns the conversation of that name, a new one if there is none or it has expired.
func (b *bot) conversation(name string) (*conversation, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.now()
	c := b.sessions[name]
	if c == nil || now.Sub(c.used) > expiry {
		delete(b.sessions, name)
		if len(b.sessions) >= maxSessions || now.Sub(b.swept) > time.Minute {
			b.swept = now
			for n, old := range b.sessions {
				if now.Sub(old.used) > expiry {
					delete(b.sessions, n)
				}
			}
		}
		if len(b.sessions) >= maxSessions {
			return nil, errFull
		}
		c = &conversation{session: b.analyzer.NewSession(name)}
		b.sessions[name] = c
	}
	c.used = now
	return c, nil
}

func (b *bot) message(w http.ResponseWriter, r *http.Request) {
	var m message
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody)).Decode(&m); err != nil {
		var tooLarge *http.MaxBytesError
		if errors.As(err, &tooLarge) {
			fail(w, http.StatusRequestEntityTooLarge, "the body is too large")
			return
		}
		fail(w, http.StatusBadRequest, "the body is not the JSON of a message")
		return
	}
	switch {
	case m.Session == "" || len(m.Session) > maxName:
		fail(w, http.StatusBadRequest, "session is missing or too long")
		return
	case utf8.RuneCountInString(m.Text) > maxText:
		fail(w, http.StatusRequestEntityTooLarge, "text is too long")
		return
	}
	c, err := b.conversation(m.Session)
	if err != nil {
		w.Header().Set("Retry-After", "60")
		fail(w, http.StatusServiceUnavailable, err.Error())
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.messages++; c.messages > maxMessages {
		fail(w, http.StatusTooManyRequests, "the session has too many messages")
		return
	}
	got, err := c.session.Append(dialogue.Utterance{Role: dialogue.Customer, Text: m.Text})
	if err != nil {
		fail(w, http.StatusRequestEntityTooLarge, "the session is too long")
		return
	}
	a := answerTo(m.Text, got)
	// The session also needs what the bot says, to see when it is stuck.
	if _, err := c.session.Append(dialogue.Utterance{Role: dialogue.Bot, Text: a.ReplyHint}); err != nil {
		fail(w, http.StatusRequestEntityTooLarge, "the session is too long")
		return
	}
	send(w, http.StatusOK, a)
}

func answerTo(text string, got qingting.Update) answer {
	u := got.Utterance.Customer
	a := answer{
		Flags: []string{}, Entities: []found{}, Unsure: u.Intent.Abstained != "", Intensity: u.Sentiment.Intensity,
		HandOver: handOver{Advised: got.HandOff.Advised, Reasons: []string{}},
	}
	if len(u.Intent.Acts) > 0 {
		a.Intent = u.Intent.Acts[0].Label
	}
	if len(u.Intent.Topics) > 0 {
		a.Topic = u.Intent.Topics[0].Label
	}
	if len(u.Sentiment.Emotions) > 0 {
		a.Emotion = string(u.Sentiment.Emotions[0].Label)
	}
	for _, f := range u.Sentiment.Flags {
		a.Flags = append(a.Flags, string(f.Flag))
	}
	for _, e := range u.Entities {
		a.Entities = append(a.Entities, found{string(e.Type), e.Span.Of(text), e.Value.Text})
	}
	for _, r := range got.HandOff.Reasons {
		a.HandOver.Reasons = append(a.HandOver.Reasons, r.Reason)
	}
	a.ReplyHint = hint(&a)
	return a
}

// hint is where the answers of a real bot would come from.
func hint(a *answer) string {
	switch {
	case a.HandOver.Advised:
		return "我马上请人工同事来接，您前面说的不用再说一遍。"
	case a.Unsure || a.Intent == "":
		return "您是想办什么事？说一句就行，我看看怎么最快。"
	case a.Emotion == string(sentiment.Urgent):
		return "知道您着急，先说最快的办法。"
	case a.Intent == intent.Ask || a.Intent == intent.Check || a.Intent == intent.Dispute:
		return "我先帮您查一下原因，请稍等。"
	}
	return "好的，我来帮您办。"
}

func send(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	_ = e.Encode(v) // the client is gone
}

func fail(w http.ResponseWriter, status int, why string) {
	send(w, status, map[string]string{"error": why})
}
