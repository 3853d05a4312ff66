package dialogue

import "time"

// Utterance is one piece of text of one speaker, as the source gave it.
type Utterance struct {
	// Role is the part that the speaker plays.
	Role Role

	// Speaker is the name or number of the person, "" when it is not given.
	Speaker string

	// Text is the raw text. No reader changes it: it may be empty, hold line
	// breaks and hold invalid UTF-8. Every [Span] counts bytes in it.
	Text string

	// Start and End tell when the utterance began and ended. The zero value
	// means that the time is not given; chats have no End.
	Start, End Time
}

// Dialogue is one contact between a customer and a service, from the first
// utterance to the last. Utterances are counted from 0.
//
// The zero value is an empty dialogue. A Dialogue is plain data: reading it from
// several goroutines is safe while nobody changes it.
type Dialogue struct {
	ID      string // of the source; "" when it gave none
	Sector  string // such as "bank" or "telecom"; "" when not known
	Channel string // "call", "chat", or what the source says; "" when not known

	// Began is when the dialogue began: the date and the wall clock of the place
	// where an offset of 0 lies. The zero value means not known.
	Began time.Time

	// Meta holds what else the source says, in its order, each key once.
	Meta Meta

	// Comment is the comment above the first section of a .dlg file, without
	// the # signs.
	Comment string

	Utterances []Utterance

	// Blocks are the expected results and notes that follow the utterances in a
	// .dlg file, in their order.
	Blocks []Block
}

// TimeOfDay returns the time since midnight at t, in [0, 24 h): t itself if it
// is a time of day, or else counted from [Dialogue.Began]. It returns false when
// that is not known.
func (d *Dialogue) TimeOfDay(t Time) (time.Duration, bool) {
	if c, ok := t.Clock(); ok {
		return c, true
	}
	off, ok := t.Offset()
	if !ok || d.Began.IsZero() {
		return 0, false
	}
	at := d.Began.Add(off)
	h, m, s := at.Clock()
	return time.Duration(h)*time.Hour + time.Duration(m)*time.Minute + time.Duration(s)*time.Second +
		time.Duration(at.Nanosecond()), true
}

// Block returns the text of the first block of that name, and false when there
// is none.
func (d *Dialogue) Block(name string) (text string, ok bool) {
	for i := range d.Blocks {
		if d.Blocks[i].Name == name {
			return d.Blocks[i].Text, true
		}
	}
	return "", false
}

// SetBlock replaces the text of the first block of that name, or adds a block at
// the end when there is none.
func (d *Dialogue) SetBlock(name, text string) {
	for i := range d.Blocks {
		if d.Blocks[i].Name == name {
			d.Blocks[i].Text = text
			return
		}
	}
	d.Blocks = append(d.Blocks, Block{Name: name, Text: text})
}

// Block is a named piece of text after the utterances of a .dlg file: an
// expected result, or a note.
type Block struct {
	Name string

	// Text is a sequence of lines. Readers end each of them with "\n", also the
	// last; writers add a missing last one.
	Text string
}

// Meta is an ordered list of properties, each key once. The zero value is empty.
type Meta []Field

// Field is one property of a [Dialogue].
type Field struct{ Key, Value string }

// Get returns the value of key, "" when it is missing.
func (m Meta) Get(key string) string {
	v, _ := m.Lookup(key)
	return v
}

// Lookup returns the value of key, and false when it is missing.
func (m Meta) Lookup(key string) (value string, ok bool) {
	for _, f := range m {
		if f.Key == key {
			return f.Value, true
		}
	}
	return "", false
}

// Set changes the value of key, or adds it at the end when it is missing.
func (m *Meta) Set(key, value string) {
	for i := range *m {
		if (*m)[i].Key == key {
			(*m)[i].Value = value
			return
		}
	}
	*m = append(*m, Field{key, value})
}
