package dialogue

import (
	"io"
	"strings"
)

// textWords are the role words that the writer uses.
var textWords = [...]string{Unknown: "未知", Customer: "客户", Agent: "客服", Bot: "机器人", System: "系统"}

// maxTextHead bounds the bytes from role to colon of a line that begins an
// utterance. It leaves room for every role word around the longest speaker.
const (
	maxTextHead    = 256
	maxTextSpeaker = 200
)

// readText reads plain transcripts; the package comment describes them.
func (r *reader) readText(lines *lineReader, yield func(*Dialogue, error) bool) {
	p := textParser{d: new(Dialogue)}
	for {
		b, long, err := lines.next()
		if err != nil {
			if d := p.take(); d != nil && err == io.EOF {
				if !yield(d, nil) {
					return
				}
			}
			if err != io.EOF {
				yield(nil, readError(Text, lines.n, err))
			}
			return
		}
		line := string(b)
		if !long && isSeparator(line) {
			if d := p.take(); d != nil && !yield(d, nil) {
				return
			}
			continue
		}
		if p.skip {
			continue
		}
		reason := ""
		p.size += len(line) + 1
		switch {
		case long, p.size > r.max:
			reason = "dialogue too long"
		case !p.add(line):
			reason = "too many utterances"
		default:
			continue
		}
		p.take()
		p.skip = true
		if !yield(nil, tooLong(Text, lines.n, reason)) {
			return
		}
	}
}

// textParser puts lines together to one dialogue.
type textParser struct {
	d    *Dialogue
	text joiner
	size int  // bytes of the lines of the dialogue
	skip bool // the rest of the dialogue is left out
}

// take returns the dialogue, nil when it is empty, and begins a new one.
func (p *textParser) take() *Dialogue {
	d := p.d
	p.text.flush(d.Utterances)
	*p = textParser{d: new(Dialogue)}
	if len(d.Utterances) == 0 {
		return nil
	}
	return d
}

// add takes one line. It returns false when there are too many utterances.
func (p *textParser) add(line string) bool {
	more, tab := strings.CutPrefix(line, "\t")
	if !tab {
		if strings.TrimSpace(line) == "" {
			return true
		}
		if u, ok := cutTextHead(line); ok {
			return p.begin(u)
		}
	}
	if len(p.d.Utterances) == 0 {
		return p.begin(Utterance{Text: more})
	}
	p.text.add(p.d.Utterances, more)
	return true
}

func (p *textParser) begin(u Utterance) bool {
	if len(p.d.Utterances) == MaxUtterances {
		return false
	}
	p.text.flush(p.d.Utterances)
	p.d.Utterances = append(p.d.Utterances, u)
	return true
}

// isSeparator reports whether a line ends a dialogue.
func isSeparator(line string) bool {
	trimmed := strings.TrimSpace(line)
	return len(trimmed) >= 3 && line[0] != '\t' && (strings.Trim(trimmed, "-") == "" || strings.Trim(trimmed, "=") == "")
}

// cutTextHead reads the first line of an utterance.
func cutTextHead(line string) (u Utterance, ok bool) {
	s := strings.TrimLeft(line, " \u3000")
	u.Start, u.End, s = cutTextTime(s)
	window := s[:min(len(s), maxTextHead)]
	head, after, ok := cutColon(window)
	if !ok {
		return Utterance{}, false
	}
	if u.Role, u.Speaker, ok = parseTextRole(head); !ok {
		return Utterance{}, false
	}
	u.Text = strings.TrimPrefix(s[len(window)-len(after):], " ")
	return u, true
}

// cutTextTime takes the time from the beginning of a line.
func cutTextTime(s string) (start, end Time, rest string) {
	start, end, rest, found := cutStamp(s, false)
	switch {
	case found == goodStamp:
		return start, end, strings.TrimLeft(rest, " \u3000")
	case s == "" || s[0] < '0' || s[0] > '9':
		return Time{}, Time{}, s
	}
	word := s[:min(len(s), maxStamp)]
	if i := strings.IndexAny(word, " \t\u3000"); i > 0 {
		if t, ok := parseTime(word[:i], true); ok && t.kind == clockTime {
			return t, Time{}, strings.TrimLeft(s[i:], " \t\u3000")
		}
	}
	return Time{}, Time{}, s
}

// parseTextRole splits what stands before the colon into role and speaker.
func parseTextRole(head string) (role Role, speaker string, ok bool) {
	head = strings.TrimSpace(head)
	if head == "" {
		return Unknown, "", false
	}
	if role, ok = ParseRole(head); ok {
		return role, "", true
	}
	for _, pair := range [][2]string{{"(", ")"}, {"（", "）"}} {
		word, inner, found := strings.Cut(head, pair[0])
		if !found || !strings.HasSuffix(inner, pair[1]) || strings.TrimSpace(word) == "" {
			continue
		}
		if role, ok = ParseRole(word); ok {
			speaker = strings.TrimSuffix(inner, pair[1])
			return role, speaker, len(speaker) <= maxTextSpeaker
		}
	}
	// 客服001; a single letter with a number, as A1, numbers a list.
	word := strings.TrimRight(head, "0123456789")
	if number := head[len(word):]; number != "" && len(word) > 1 {
		if role, ok = ParseRole(word); ok {
			return role, number, len(number) <= maxTextSpeaker
		}
	}
	return Unknown, "", false
}

// formatText returns the utterances of d as a plain transcript with a closing
// separator. It can hold all but a dialogue without utterances, and a speaker
// whose name would not be read back.
func formatText(d *Dialogue) ([]byte, error) {
	if err := check(Text, d); err != nil {
		return nil, err
	}
	if len(d.Utterances) == 0 {
		return nil, unwritable(Text, "no utterances")
	}
	var b []byte
	for i := range d.Utterances {
		u := &d.Utterances[i]
		begin := len(b)
		b = appendStamp(b, u.Start, u.End)
		b = append(b, textWords[u.Role]...)
		if u.Speaker != "" {
			b = append(append(append(b, '('), u.Speaker...), ')')
		}
		b = append(b, "："...)
		if got, ok := cutTextHead(string(b[begin:])); !ok || got != (Utterance{Role: u.Role, Speaker: u.Speaker, Start: u.Start, End: u.End}) ||
			strings.Contains(u.Speaker, "\n") {
			return nil, unwritableAt(Text, i, "speaker too long, with a colon or a line break")
		}
		if strings.HasPrefix(u.Text, " ") {
			b = append(b, ' ')
		}
		b = appendIndented(b, u.Text, "\t")
	}
	return append(b, "---\n"...), nil
}
