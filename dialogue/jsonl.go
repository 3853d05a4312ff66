package dialogue

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"
)

// readJSONL reads one JSON object a line; the package comment describes it.
func (r *reader) readJSONL(lines *lineReader, yield func(*Dialogue, error) bool) {
	for {
		line, long, err := lines.next()
		switch {
		case err == io.EOF:
			return
		case err != nil:
			yield(nil, readError(JSONL, lines.n, err))
			return
		case long:
			if !yield(nil, tooLong(JSONL, lines.n, "line too long")) {
				return
			}
			continue
		}
		raw := trimJSON(line)
		indent := len(line) - len(raw)
		if len(raw) == 0 {
			continue
		}
		d, err := parseJSON(raw)
		if err != nil {
			var fe *FormatError
			if errors.As(err, &fe) {
				fe.Line = lines.n
				if fe.Column > 0 {
					fe.Column = r.source.rawColumn(line, fe.Column+indent)
				}
			}
			d = nil
		}
		if !yield(d, err) {
			return
		}
	}
}

func jsonError(reason string) error { return &FormatError{Format: JSONL, Reason: reason} }

// jsonUtteranceError is jsonError for the utterance of index i.
func jsonUtteranceError(i int, reason string) error {
	return jsonError("utterance " + strconv.Itoa(i) + ": " + reason)
}

func parseJSON(raw []byte) (*Dialogue, error) {
	if !json.Valid(raw) {
		fe := &FormatError{Format: JSONL, Reason: "not valid JSON"}
		var syntax *json.SyntaxError
		var v json.RawMessage
		if errors.As(json.Unmarshal(raw, &v), &syntax) {
			fe.Column = int(min(max(syntax.Offset, 1), math.MaxInt32))
		}
		return nil, fe
	}
	if raw[0] != '{' {
		return nil, jsonError("not a JSON object")
	}
	d := new(Dialogue)
	meta := metaBuilder{m: &d.Meta, at: map[string]int{}}
	found := false
	for key, value := range members(raw) {
		var err error
		switch string(key) {
		case "id":
			d.ID, err = jsonScalar(value, "id is not a string")
		case "sector":
			d.Sector, err = jsonText(value, "sector is not a string")
		case "channel":
			d.Channel, err = jsonText(value, "channel is not a string")
		case "comment":
			d.Comment, err = jsonText(value, "comment is not a string")
		case "began":
			d.Began, err = jsonBegan(value)
		case "meta":
			if value[0] != '{' && value[0] != 'n' {
				return nil, jsonError("meta is not an object")
			}
			if value[0] == '{' {
				for k, v := range members(value) {
					if err = meta.set(string(k), v); err != nil {
						break
					}
				}
			}
		case "utterances":
			d.Utterances, err = jsonUtterances(value)
			found = true
		case "blocks":
			d.Blocks, err = jsonBlocks(value)
		default:
			err = meta.set(string(key), value)
		}
		if err != nil {
			return nil, err
		}
	}
	if !found {
		return nil, jsonError("no utterances")
	}
	return d, nil
}

// metaBuilder fills a Meta from JSON values.
type metaBuilder struct {
	m  *Meta
	at map[string]int
}

// set takes a string, number or boolean; it leaves out all other values.
func (b *metaBuilder) set(key string, raw []byte) error {
	switch raw[0] {
	case '{', '[', 'n':
		return nil
	}
	value, _ := jsonScalar(raw, "")
	if i, ok := b.at[key]; ok {
		(*b.m)[i].Value = value
		return nil
	}
	if len(*b.m) == MaxFields {
		return &FormatError{Format: JSONL, Reason: "too many meta fields", Err: ErrTooLong}
	}
	b.at[key] = len(*b.m)
	*b.m = append(*b.m, Field{key, value})
	return nil
}

func jsonUtterances(raw []byte) ([]Utterance, error) {
	if raw[0] == 'n' {
		return nil, nil
	}
	if raw[0] != '[' {
		return nil, jsonError("utterances is not an array")
	}
	var us []Utterance
	for value := range elements(raw) {
		if len(us) == MaxUtterances {
			return nil, &FormatError{Format: JSONL, Reason: "too many utterances", Err: ErrTooLong}
		}
		u, reason := jsonUtterance(value)
		if reason != "" {
			return nil, jsonUtteranceError(len(us), reason)
		}
		us = append(us, u)
	}
	return us, nil
}

// jsonUtterance returns a reason when raw is not an utterance.
func jsonUtterance(raw []byte) (u Utterance, reason string) {
	if raw[0] != '{' {
		return u, "not an object"
	}
	var word string
	var clocks [2]Time
	found := false
	for key, value := range members(raw) {
		var err error
		switch string(key) {
		case "role":
			word, err = jsonText(value, "role is not a string")
		case "speaker":
			u.Speaker, err = jsonScalar(value, "speaker is not a string")
		case "text":
			u.Text, err = jsonText(value, "text is not a string")
			found = value[0] == '"'
		case "start_ms":
			u.Start, err = jsonMillis(value)
		case "end_ms":
			u.End, err = jsonMillis(value)
		case "start_clock":
			clocks[0], err = jsonClock(value)
		case "end_clock":
			clocks[1], err = jsonClock(value)
		}
		var fe *FormatError
		if errors.As(err, &fe) {
			return u, fe.Reason
		}
	}
	if !found {
		return u, "no text"
	}
	if u.Start.IsZero() {
		u.Start = clocks[0]
	}
	if u.End.IsZero() {
		u.End = clocks[1]
	}
	var ok bool
	if u.Role, ok = ParseRole(word); !ok && u.Speaker == "" {
		u.Speaker = word // an unknown role still tells the speakers apart
	}
	return u, ""
}

func jsonBlocks(raw []byte) ([]Block, error) {
	if raw[0] == 'n' {
		return nil, nil
	}
	if raw[0] != '[' {
		return nil, jsonError("blocks is not an array")
	}
	var blocks []Block
	for value := range elements(raw) {
		if len(blocks) == MaxFields {
			return nil, &FormatError{Format: JSONL, Reason: "too many blocks", Err: ErrTooLong}
		}
		if value[0] != '{' {
			return nil, jsonError("block is not an object")
		}
		var b Block
		for k, v := range members(value) {
			var err error
			switch string(k) {
			case "name":
				b.Name, err = jsonText(v, "block name is not a string")
			case "text":
				b.Text, err = jsonText(v, "block text is not a string")
			}
			if err != nil {
				return nil, err
			}
		}
		b.Text = wholeLines(b.Text)
		blocks = append(blocks, b)
	}
	return blocks, nil
}

// wholeLines adds the line end of the last line when it is missing.
func wholeLines(s string) string {
	if s != "" && !strings.HasSuffix(s, "\n") {
		s += "\n"
	}
	return s
}

// jsonText returns a string; null is "".
func jsonText(raw []byte, reason string) (string, error) {
	switch raw[0] {
	case '"':
		return unquoteJSON(raw), nil
	case 'n':
		return "", nil
	}
	return "", jsonError(reason)
}

// jsonScalar returns a string, or the digits of a number, or true or false.
func jsonScalar(raw []byte, reason string) (string, error) {
	switch raw[0] {
	case '{', '[':
		return "", jsonError(reason)
	case '"', 'n':
		return jsonText(raw, reason)
	}
	return string(raw), nil
}

func jsonBegan(raw []byte) (time.Time, error) {
	s, err := jsonText(raw, "began is not a string")
	if err != nil || raw[0] == 'n' {
		return time.Time{}, err
	}
	t, ok := parseBegan(s)
	if !ok {
		return time.Time{}, jsonError("began is not a date and time of RFC 3339")
	}
	return t, nil
}

func jsonClock(raw []byte) (Time, error) {
	s, err := jsonText(raw, "time of day is not a string")
	if err != nil || raw[0] == 'n' {
		return Time{}, err
	}
	t, ok := parseTime(s, true)
	if !ok || t.kind != clockTime {
		return Time{}, jsonError("not a time of day")
	}
	return t, nil
}

// jsonMillis reads a number of milliseconds, exact to the nanosecond unless it has
// an exponent.
func jsonMillis(raw []byte) (Time, error) {
	if raw[0] == 'n' {
		return Time{}, nil
	}
	if raw[0] != '-' && (raw[0] < '0' || raw[0] > '9') {
		return Time{}, jsonError("time is not a number")
	}
	const outOfRange = "time out of range"
	s := string(raw)
	if strings.ContainsAny(s, "eE") {
		f, err := strconv.ParseFloat(s, 64)
		if err != nil || math.Abs(f) > float64(maxOffset/time.Millisecond) {
			return Time{}, jsonError(outOfRange)
		}
		return Offset(time.Duration(math.Round(f * 1e6))), nil
	}
	digits, neg := strings.CutPrefix(s, "-")
	whole, fraction, _ := strings.Cut(digits, ".")
	n, ok := parseField(whole, 12)
	if !ok {
		return Time{}, jsonError(outOfRange)
	}
	f, _ := parseField((fraction + "000000")[:6], 6)
	d := time.Duration(n)*time.Millisecond + time.Duration(f)
	if d > maxOffset {
		return Time{}, jsonError(outOfRange)
	}
	if neg {
		d = -d
	}
	return Offset(d), nil
}

// formatJSONL returns d as one line of JSON Lines. It can hold every dialogue.
// Invalid UTF-8 in texts is written as it is, byte by byte.
func formatJSONL(d *Dialogue) ([]byte, error) {
	if err := check(JSONL, d); err != nil {
		return nil, err
	}
	if err := checkHead(JSONL, d); err != nil {
		return nil, err
	}
	b := []byte{'{'}
	b = appendMember(b, "id", d.ID)
	b = appendMember(b, "sector", d.Sector)
	b = appendMember(b, "channel", d.Channel)
	if !d.Began.IsZero() {
		s, _ := formatBegan(d.Began) // checkHead has seen that it can be done
		b = appendMember(b, "began", s)
	}
	if len(d.Meta) > 0 {
		b = append(appendKey(b, "meta"), '{')
		for _, f := range d.Meta {
			b = appendQuoted(appendKey(b, f.Key), f.Value)
		}
		b = append(b, '}')
	}
	b = appendMember(b, "comment", d.Comment)
	b = append(appendKey(b, "utterances"), '[')
	for i := range d.Utterances {
		if i > 0 {
			b = append(b, ',')
		}
		u := &d.Utterances[i]
		b = append(b, '{')
		b = appendMember(b, "role", u.Role.String())
		b = appendMember(b, "speaker", u.Speaker)
		b = appendTime(b, "start_ms", "start_clock", u.Start)
		b = appendTime(b, "end_ms", "end_clock", u.End)
		b = append(appendQuoted(appendKey(b, "text"), u.Text), '}')
	}
	b = append(b, ']')
	if len(d.Blocks) > 0 {
		b = append(appendKey(b, "blocks"), '[')
		for i, block := range d.Blocks {
			if i > 0 {
				b = append(b, ',')
			}
			b = append(b, '{')
			b = appendMember(b, "name", block.Name)
			b = appendMember(b, "text", wholeLines(block.Text))
			b = append(b, '}')
		}
		b = append(b, ']')
	}
	return append(b, "}\n"...), nil
}

// appendKey appends a key with its colon, and a comma before all but the first.
func appendKey(b []byte, key string) []byte {
	if b[len(b)-1] != '{' {
		b = append(b, ',')
	}
	return append(appendQuoted(b, key), ':')
}

// appendMember appends a key and a string, unless the string is empty.
func appendMember(b []byte, key, value string) []byte {
	if value == "" {
		return b
	}
	return appendQuoted(appendKey(b, key), value)
}

func appendTime(b []byte, msKey, clockKey string, t Time) []byte {
	switch t.kind {
	case clockTime:
		return appendMember(b, clockKey, t.String())
	case offsetTime:
		b = appendKey(b, msKey)
		d := t.d
		if d < 0 {
			b = append(b, '-')
			d = -d
		}
		b = strconv.AppendInt(b, int64(d/time.Millisecond), 10)
		if ns := d % time.Millisecond; ns > 0 {
			digits := strconv.Itoa(int(ns) + 1e6)[1:]
			b = append(append(b, '.'), strings.TrimRight(digits, "0")...)
		}
	}
	return b
}

// appendQuoted appends a JSON string. It escapes what JSON demands, and keeps
// every other byte.
func appendQuoted(b []byte, s string) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	for i := range len(s) {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		case c == '\n':
			b = append(b, `\n`...)
		case c == '\r':
			b = append(b, `\r`...)
		case c == '\t':
			b = append(b, `\t`...)
		case c < ' ':
			b = append(b, `\u00`...)
			b = append(b, hex[c>>4], hex[c&15])
		default:
			b = append(b, c)
		}
	}
	return append(b, '"')
}

// unquoteJSON returns the text of a valid JSON string. Unlike encoding/json it
// keeps invalid UTF-8; the escape of half a surrogate pair becomes U+FFFD.
func unquoteJSON(raw []byte) string {
	raw = raw[1 : len(raw)-1]
	i := bytes.IndexByte(raw, '\\')
	if i < 0 {
		return string(raw)
	}
	b := append(make([]byte, 0, len(raw)), raw[:i]...)
	for i < len(raw) {
		c := raw[i]
		if c != '\\' {
			b = append(b, c)
			i++
			continue
		}
		c = raw[i+1]
		i += 2
		switch c {
		case 'b':
			b = append(b, '\b')
		case 'f':
			b = append(b, '\f')
		case 'n':
			b = append(b, '\n')
		case 'r':
			b = append(b, '\r')
		case 't':
			b = append(b, '\t')
		case 'u':
			r := hex4(raw[i:])
			i += 4
			if utf16.IsSurrogate(r) {
				low := rune(utf8.RuneError)
				if len(raw)-i >= 6 && raw[i] == '\\' && raw[i+1] == 'u' {
					low = hex4(raw[i+2:])
				}
				if r = utf16.DecodeRune(r, low); r != utf8.RuneError {
					i += 6
				}
			}
			b = utf8.AppendRune(b, r)
		default: // " \ /
			b = append(b, c)
		}
	}
	return string(b)
}

// hex4 returns the value of four hexadecimal digits.
func hex4(b []byte) rune {
	n, _ := strconv.ParseUint(string(b[:4]), 16, 32)
	return rune(n)
}
