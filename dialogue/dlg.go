package dialogue

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
)

// Names of the two sections of a .dlg file that have a meaning, and of the meta
// keys that have a field of Dialogue.
const (
	metaSection     = "meta"
	dialogueSection = "dialogue"

	idKey      = "id"
	sectorKey  = "sector"
	channelKey = "channel"
	beganKey   = "began"
	titleKey   = "title"
)

// continuation begins the second and further lines of an utterance.
const continuation = "  "

// dlgRoles maps the letters of a .dlg file to roles.
var dlgRoles = map[byte]Role{'C': Customer, 'A': Agent, 'B': Bot, 'S': System, '?': Unknown}

var dlgLetters = [...]byte{Unknown: '?', Customer: 'C', Agent: 'A', Bot: 'B', System: 'S'}

func (r *reader) readDLG(br io.Reader, yield func(*Dialogue, error) bool) {
	data, err := io.ReadAll(io.LimitReader(br, int64(r.max)+1))
	switch {
	case err != nil:
		yield(nil, readError(DLG, bytes.Count(data, []byte("\n")), err))
		return
	case len(data) > r.max:
		yield(nil, tooLong(DLG, 0, "file too long"))
		return
	}
	yield(ParseDLG(data))
}

// ParseDLG returns the dialogue of a .dlg file. The error is a [*FormatError] with
// the line, for the first line that does not follow the format:
//
//	# comments, before the first section only
//	-- meta --
//	id: 0042
//	channel: chat
//	-- dialogue --
//	C: [14:03:22] 一行话
//	  第二行
//	A(小王): [14:03:40~14:03:45] 您好
//	-- name --
//	any text
//
// The meta section may be missing. Its lines are "key: value", each key once; id,
// sector, channel and began (RFC 3339) become fields of [Dialogue], all others go
// into [Dialogue.Meta]. White space around the value is left out; a value in
// double quotes is read as a Go string.
//
// In the dialogue section, C is the customer, A the agent, B a bot, S the system
// and ? nobody known; a speaker may follow in parentheses. One space after the
// colon, and one after the time, are left out; the rest is the text. A line that
// begins with two spaces or a tab continues the utterance on a new line. Blank
// lines are skipped.
//
// A time is [start], [start~end] or [~end]. Two fields with a fraction, [75:03.0],
// are minutes and seconds from the beginning; three fields, [14:03:22], are a time
// of day; two plain fields, [14:03], are hours and minutes of the day where the
// channel is chat, and minutes and seconds from the beginning elsewhere. One
// dialogue keeps to one of the two kinds. Empty brackets, [], tell that there is
// no time; the writer puts them before a text that itself begins like a time.
//
// Every further section is a [Block], kept as it is.
//
// ASCII and full-width forms of colons and parentheses mean the same, except in
// the texts themselves. [MaxUtterances] and [MaxFields] hold; the length of data
// is not limited here.
func ParseDLG(data []byte) (*Dialogue, error) {
	p := dlgParser{d: new(Dialogue), section: beforeSections, metaSeen: map[string]bool{}}
	rest := strings.TrimPrefix(string(data), bom)
	for rest != "" {
		line, after, ended := strings.Cut(rest, "\n")
		if ended {
			line = strings.TrimSuffix(line, "\r")
		}
		rest = after
		p.line++
		if err := p.add(line); err != nil {
			return nil, err
		}
	}
	return p.finish()
}

// dlgParser takes the lines of a .dlg file one by one.
type dlgParser struct {
	d        *Dialogue
	line     int
	section  dlgSection
	metaSeen map[string]bool
	comments []string
	text     joiner // of the last utterance
	block    strings.Builder
	hhmm     bool     // two plain fields are hours and minutes
	kind     timeKind // of the times seen up to now
}

type dlgSection uint8

const (
	beforeSections dlgSection = iota
	inMeta
	inDialogue
	inBlock
)

func (p *dlgParser) fail(reason string) error {
	return &FormatError{Format: DLG, Line: p.line, Reason: reason}
}

func (p *dlgParser) add(line string) error {
	if name, ok := sectionName(line); ok {
		return p.open(name)
	}
	switch p.section {
	case inMeta:
		return p.addMeta(line)
	case inDialogue:
		return p.addUtterance(line)
	case inBlock:
		p.block.WriteString(line)
		p.block.WriteByte('\n')
		return nil
	}
	switch {
	case strings.HasPrefix(line, "#"):
		p.comments = append(p.comments, strings.TrimPrefix(line[1:], " "))
	case strings.TrimSpace(line) != "":
		return p.fail("text before the first section")
	}
	return nil
}

// open begins a section.
func (p *dlgParser) open(name string) error {
	p.close()
	switch {
	case name == metaSection && p.section == beforeSections:
		p.section = inMeta
	case name == dialogueSection && p.section < inDialogue:
		p.section = inDialogue
		p.hhmm = strings.EqualFold(p.d.Channel, "chat")
	case name == metaSection || name == dialogueSection:
		return p.fail("meta or dialogue section twice or out of order")
	case p.section < inDialogue:
		return p.fail("section before the dialogue section")
	case len(p.d.Blocks) == MaxFields:
		return tooLong(DLG, p.line, "too many sections")
	default:
		p.section = inBlock
		p.d.Blocks = append(p.d.Blocks, Block{Name: name})
	}
	return nil
}

// close ends the utterance or block that is under way.
func (p *dlgParser) close() {
	switch p.section {
	case inDialogue:
		p.text.flush(p.d.Utterances)
	case inBlock:
		p.d.Blocks[len(p.d.Blocks)-1].Text = p.block.String()
		p.block = strings.Builder{}
	}
}

func (p *dlgParser) addMeta(line string) error {
	if strings.TrimSpace(line) == "" {
		return nil
	}
	key, value, ok := cutMeta(line)
	if !ok {
		return p.fail("meta line is not key: value")
	}
	if p.metaSeen[key] {
		return p.fail("meta key given twice")
	}
	p.metaSeen[key] = true
	switch key {
	case idKey:
		p.d.ID = value
	case sectorKey:
		p.d.Sector = value
	case channelKey:
		p.d.Channel = value
	case beganKey:
		if p.d.Began, ok = parseBegan(value); !ok {
			return p.fail("began is not a date and time of RFC 3339")
		}
	default:
		if len(p.d.Meta) == MaxFields {
			return tooLong(DLG, p.line, "too many meta fields")
		}
		p.d.Meta = append(p.d.Meta, Field{key, value})
	}
	return nil
}

func (p *dlgParser) addUtterance(line string) error {
	for _, indent := range []string{continuation, "\t"} {
		if more, ok := strings.CutPrefix(line, indent); ok {
			if len(p.d.Utterances) == 0 {
				return p.fail("continuation before the first utterance")
			}
			p.text.add(p.d.Utterances, more)
			return nil
		}
	}
	if strings.TrimSpace(line) == "" {
		return nil
	}
	role, speaker, rest, ok := cutDLGHead(line)
	if !ok {
		return p.fail("line does not begin with C:, A:, B:, S: or ?:")
	}
	start, end, text, found := cutStamp(rest, p.hhmm)
	if found == badStamp {
		return p.fail("not a time; write [] before a text that begins like one")
	}
	for _, t := range []Time{start, end} {
		if t.IsZero() {
			continue
		}
		if p.kind != noTime && p.kind != t.kind {
			return p.fail("offsets and times of day in one dialogue")
		}
		p.kind = t.kind
	}
	if len(p.d.Utterances) == MaxUtterances {
		return tooLong(DLG, p.line, "too many utterances")
	}
	p.text.flush(p.d.Utterances)
	p.d.Utterances = append(p.d.Utterances, Utterance{Role: role, Speaker: speaker, Text: text, Start: start, End: end})
	return nil
}

func (p *dlgParser) finish() (*Dialogue, error) {
	if p.section < inDialogue {
		p.line = 0
		return nil, p.fail("no dialogue section")
	}
	p.close()
	p.d.Comment = strings.Join(p.comments, "\n")
	return p.d, nil
}

// sectionName returns the name in a line "-- name --".
func sectionName(line string) (name string, ok bool) {
	if !strings.HasPrefix(line, "-- ") {
		return "", false
	}
	line = strings.TrimRight(line, " \t\r")
	if len(line) < len("-- n --") || !strings.HasSuffix(line, " --") {
		return "", false
	}
	name = strings.TrimSpace(line[len("-- ") : len(line)-len(" --")])
	return name, name != ""
}

// cutMeta splits a meta line.
func cutMeta(line string) (key, value string, ok bool) {
	key, value, ok = cutColon(line)
	key, value = strings.TrimSpace(key), strings.TrimSpace(value)
	if !ok || key == "" || key[0] == '#' {
		return "", "", false
	}
	if strings.HasPrefix(value, `"`) {
		if s, err := strconv.Unquote(value); err == nil {
			value = s
		}
	}
	return key, value, true
}

// cutColon splits s at the first ASCII or full-width colon.
func cutColon(s string) (before, after string, ok bool) {
	i := strings.IndexByte(s, ':')
	if j := strings.Index(s, "："); j >= 0 && (i < 0 || j < i) {
		return s[:j], s[j+len("："):], true
	}
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+1:], true
}

// cutDLGHead splits the first line of an utterance behind the colon and the space
// that may follow it.
func cutDLGHead(line string) (role Role, speaker, rest string, ok bool) {
	role, ok = dlgRoles[line[0]]
	if !ok {
		return Unknown, "", "", false
	}
	rest = line[1:]
	for _, pair := range [][2]string{{"(", ")"}, {"（", "）"}} {
		inner, found := strings.CutPrefix(rest, pair[0])
		if !found {
			continue
		}
		i := closing(inner, pair[1])
		if i < 0 {
			return Unknown, "", "", false
		}
		speaker, rest = inner[:i], inner[i+len(pair[1]):]
	}
	for _, colon := range []string{":", "："} {
		if after, found := strings.CutPrefix(rest, colon); found {
			return role, speaker, strings.TrimPrefix(after, " "), true
		}
	}
	return Unknown, "", "", false
}

// closing returns the index of the first closing parenthesis of s that a colon
// follows, or -1.
func closing(s, paren string) int {
	for i := 0; ; {
		j := strings.Index(s[i:], paren)
		if j < 0 {
			return -1
		}
		after := s[i+j+len(paren):]
		if strings.HasPrefix(after, ":") || strings.HasPrefix(after, "：") {
			return i + j
		}
		i += j + len(paren)
	}
}

// FormatDLG returns d as a .dlg file, in the form that [ParseDLG] describes and
// with the meta keys in the order id, title, sector, channel, began, others. What
// the format cannot hold gives a [*FormatError] that wraps [ErrUnwritable]: a
// block with a line that looks like a section, a meta key with a colon or line
// break, a speaker with a line break, times of both kinds.
func FormatDLG(d *Dialogue) ([]byte, error) {
	if err := check(DLG, d); err != nil {
		return nil, err
	}
	if err := checkHead(DLG, d); err != nil {
		return nil, err
	}
	var b []byte
	if d.Comment != "" {
		for line := range strings.SplitSeq(d.Comment, "\n") {
			b = append(b, '#')
			if line != "" {
				b = append(b, ' ')
			}
			b = appendLine(b, line)
		}
	}
	b, err := appendMeta(b, d)
	if err != nil {
		return nil, err
	}
	b = append(b, "-- dialogue --\n"...)
	hhmm := strings.EqualFold(d.Channel, "chat")
	kind := noTime
	for i := range d.Utterances {
		u := &d.Utterances[i]
		for _, t := range []Time{u.Start, u.End} {
			if !t.IsZero() && kind != noTime && kind != t.kind {
				return nil, unwritableAt(DLG, i, "offsets and times of day in one dialogue")
			}
			kind = max(kind, t.kind)
		}
		if b, err = appendDLGUtterance(b, u, hhmm); err != nil {
			return nil, unwritableAt(DLG, i, err.Error())
		}
	}
	for _, block := range d.Blocks {
		if b, err = appendBlock(b, block); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// appendMeta appends the meta section, if there is something in it.
func appendMeta(b []byte, d *Dialogue) ([]byte, error) {
	fields := make(Meta, 0, len(d.Meta)+4)
	add := func(key, value string) {
		if value != "" {
			fields = append(fields, Field{key, value})
		}
	}
	rest := d.Meta
	add(idKey, d.ID)
	if len(rest) > 0 && rest[0].Key == titleKey {
		fields = append(fields, rest[0])
		rest = rest[1:]
	}
	add(sectorKey, d.Sector)
	add(channelKey, d.Channel)
	if !d.Began.IsZero() {
		s, _ := formatBegan(d.Began) // checkHead has seen that it can be done
		add(beganKey, s)
	}
	own := len(fields)
	fields = append(fields, rest...)
	if len(fields) == 0 {
		return b, nil
	}
	b = append(b, "-- meta --\n"...)
	for i, f := range fields {
		switch f.Key {
		case idKey, sectorKey, channelKey, beganKey:
			if i >= own {
				return nil, unwritable(DLG, "meta key that is a field of its own")
			}
		}
		line := f.Key + ":"
		switch value := f.Value; {
		case value == "":
		case plainValue(value) && !isSection(line+" "+value):
			line += " " + value
		default:
			line += " " + strconv.Quote(value)
		}
		if key, value, ok := cutMeta(line); !ok || key != f.Key || value != f.Value || strings.Contains(key, "\n") {
			return nil, unwritable(DLG, "meta key with a colon, a line break, # or outer white space")
		}
		b = appendLine(b, line)
	}
	return b, nil
}

// plainValue reports whether a meta value needs no quotes.
func plainValue(s string) bool {
	return s[0] != '"' && s == strings.TrimSpace(s) && !strings.Contains(s, "\n")
}

func isSection(line string) bool {
	_, ok := sectionName(line)
	return ok
}

func appendDLGUtterance(b []byte, u *Utterance, hhmm bool) ([]byte, error) {
	begin := len(b)
	b = append(b, dlgLetters[u.Role])
	if u.Speaker != "" {
		head, ok := dlgHead(dlgLetters[u.Role], u.Speaker)
		if !ok {
			return nil, errors.New("speaker with a line break, or a parenthesis and a colon")
		}
		b = append(b[:begin], head...)
	}
	b = append(b, ':')
	if u.Text == "" && u.Start.IsZero() && u.End.IsZero() {
		return append(b, '\n'), nil
	}
	b = append(b, ' ')
	b = appendStamp(b, u.Start, u.End)
	if u.Start.IsZero() && u.End.IsZero() {
		if _, _, _, found := cutStamp(u.Text, hhmm); found != noStamp {
			b = append(b, "[] "...)
		}
	} else if u.Text == "" {
		b = b[:len(b)-1]
	}
	return appendIndented(b, u.Text, continuation), nil
}

// dlgHead returns letter and speaker in the parentheses that can hold it.
func dlgHead(letter byte, speaker string) (string, bool) {
	if strings.Contains(speaker, "\n") {
		return "", false
	}
	for _, pair := range [][2]string{{"(", ")"}, {"（", "）"}} {
		head := string(letter) + pair[0] + speaker + pair[1]
		if _, got, rest, ok := cutDLGHead(head + ":"); ok && got == speaker && rest == "" {
			return head, true
		}
	}
	return "", false
}

func appendBlock(b []byte, block Block) ([]byte, error) {
	marker := "-- " + block.Name + " --"
	name, ok := sectionName(marker)
	if !ok || name != block.Name || strings.Contains(name, "\n") || name == metaSection || name == dialogueSection {
		return nil, unwritable(DLG, "block name that is empty, reserved, or has outer white space or a line break")
	}
	b = appendLine(b, marker)
	for line := range strings.Lines(block.Text) {
		line = strings.TrimSuffix(line, "\n")
		if isSection(line) {
			return nil, unwritable(DLG, "block with a line that looks like a section")
		}
		b = appendLine(b, line)
	}
	return b, nil
}

// joiner puts the lines of the last of some utterances together, in time linear
// in their length.
type joiner struct {
	b     strings.Builder
	begun bool
}

// add appends a line break and a line to the last utterance; flush makes it so.
func (j *joiner) add(us []Utterance, line string) {
	if !j.begun {
		j.begun = true
		j.b.WriteString(us[len(us)-1].Text)
	}
	j.b.WriteByte('\n')
	j.b.WriteString(line)
}

func (j *joiner) flush(us []Utterance) {
	if j.begun {
		us[len(us)-1].Text = j.b.String()
		*j = joiner{}
	}
}
