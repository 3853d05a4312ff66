package labelled

import (
	"encoding/json"
	"errors"
	"io"
	"strings"
	"unicode/utf8"
)

// object is a line of JSON Lines. Other keys are left out.
type object struct {
	Text       *string `json:"text"`
	Utterance  *string `json:"utterance"`
	Acts       list    `json:"acts"`
	Act        list    `json:"act"`
	Intent     list    `json:"intent"`
	Label      list    `json:"label"`
	Topics     list    `json:"topics"`
	Topic      list    `json:"topic"`
	Emotions   list    `json:"emotions"`
	Flags      list    `json:"flags"`
	Valence    string  `json:"valence"`
	Phenomenon string  `json:"phenomenon"`
}

// list takes one label or an array of them; nil for null and for a key that is missing.
type list []string

func (l *list) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		return nil
	}
	var many []string
	if len(b) > 0 && b[0] == '"' {
		many = make([]string, 1)
		if err := json.Unmarshal(b, &many[0]); err != nil {
			return err
		}
	} else if err := json.Unmarshal(b, &many); err != nil {
		return err
	}
	*l = list{}
	for _, s := range many {
		*l = appendLabel(*l, s)
	}
	return nil
}

// lines reads an object a line.
func (p *parser) lines(text string) error {
	n := 0
	for line := range strings.Lines(text) {
		n++
		if strings.TrimSpace(line) == "" {
			continue
		}
		if !utf8.ValidString(line) {
			p.skip(n, "not UTF-8")
			continue
		}
		var o object
		if err := json.Unmarshal([]byte(line), &o); err != nil {
			p.skip(n, jsonReason(err))
			continue
		}
		r := Row{Line: n, Topics: first(o.Topics, o.Topic), Flags: o.Flags, Valence: o.Valence, Agent: o.Phenomenon == "agent"}
		r.Acts, r.Emotions = orNil(first(o.Acts, o.Act, o.Intent, o.Label)), orNil(o.Emotions)
		if o.Text != nil {
			r.Text = *o.Text
		} else if o.Utterance != nil {
			r.Text = *o.Utterance
		}
		for _, has := range []struct {
			given bool
			c     Columns
		}{{r.Acts != nil, Acts}, {r.Topics != nil, Topics}, {r.Emotions != nil, Emotions}, {r.Flags != nil, Flags}, {r.Valence != "", Valence}} {
			if has.given {
				p.file.Has |= has.c
			}
		}
		p.add(r)
	}
	return nil
}

func first(lists ...list) []string {
	for _, l := range lists {
		if l != nil {
			return l
		}
	}
	return nil
}

// jsonReason words an error without what it quotes.
func jsonReason(err error) string {
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) {
		return "a value is not of the type that its key wants"
	}
	return "not JSON"
}

// None is the intent by which nlp.js calls what is none of the others.
const None = "None"

// isCorpus reports whether an object has the key data before any that an object of JSON Lines has.
func isCorpus(text string) bool {
	d := json.NewDecoder(strings.NewReader(text))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return false
	}
	for {
		key, err := d.Token()
		if err != nil {
			return false
		}
		switch key {
		case "data":
			return true
		case "text", "utterance", json.Delim('}'):
			return false
		}
		var skipped json.RawMessage
		if d.Decode(&skipped) != nil {
			return false
		}
	}
}

// corpus reads {"name": …, "locale": …, "data": [{"intent": "a", "utterances": ["…"]}]}. Other keys, such as answers and entities, are left out.
func (p *parser) corpus(text string) error {
	c := corpus{parser: p, text: text, line: 1, d: json.NewDecoder(strings.NewReader(text))}
	p.file.Has = Acts
	found := false
	err := c.object(func(key string) error {
		if key != "data" {
			return c.pass()
		}
		found = true
		return c.array(func() error { return c.intent() })
	})
	if err == nil {
		if _, after := c.d.Token(); after != io.EOF {
			err = errCorpus
		}
	}
	switch {
	case err != nil:
		return &Error{p.name, c.at(), "not a corpus of nlp.js, or damaged here"}
	case !found:
		return &Error{p.name, 1, `no key "data"`}
	}
	return nil
}

var errCorpus = errors.New("not as expected")

type corpus struct {
	*parser
	text string
	d    *json.Decoder
	done int // bytes whose lines are counted
	line int
}

// at returns the line that the decoder is at.
func (c *corpus) at() int {
	to := min(int(c.d.InputOffset()), len(c.text))
	c.line += strings.Count(c.text[c.done:to], "\n")
	c.done = to
	return c.line
}

func (c *corpus) open(want json.Delim) error {
	t, err := c.d.Token()
	if err == nil && t != want {
		err = errCorpus
	}
	return err
}

func (c *corpus) object(f func(key string) error) error {
	if err := c.open('{'); err != nil {
		return err
	}
	for c.d.More() {
		t, err := c.d.Token()
		if err != nil {
			return err
		}
		key, _ := t.(string)
		if err := f(key); err != nil {
			return err
		}
	}
	_, err := c.d.Token()
	return err
}

func (c *corpus) array(f func() error) error {
	if err := c.open('['); err != nil {
		return err
	}
	for c.d.More() {
		if err := f(); err != nil {
			return err
		}
	}
	_, err := c.d.Token()
	return err
}

func (c *corpus) pass() error {
	var v json.RawMessage
	return c.d.Decode(&v)
}

// intent reads one intent with its utterances, in whatever order the keys come.
func (c *corpus) intent() error {
	var name string
	var rows []Row
	line := 0
	err := c.object(func(key string) error {
		switch key {
		case "intent":
			err := c.d.Decode(&name)
			line = c.at()
			return err
		case "utterances":
			return c.array(func() error {
				var text string
				err := c.d.Decode(&text)
				rows = append(rows, Row{Line: c.at(), Text: text})
				return err
			})
		}
		return c.pass()
	})
	if err != nil {
		return err
	}
	name = strings.TrimSpace(name)
	if len(rows) == 0 {
		c.skip(max(line, c.at()), "an intent without utterances")
	}
	for _, r := range rows {
		if name != "" {
			r.Acts = []string{name}
		}
		c.add(r)
	}
	return nil
}
