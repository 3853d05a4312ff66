package labelled

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// column is what a cell of a table holds.
type column uint8

const (
	ignored column = iota
	colText
	colActs
	colTopics
	colEmotions
	colIntensity
	colValence
	colFlags
	colPhenomenon
	columns
)

var columnNames = map[string]column{
	"text": colText, "utterance": colText, "acts": colActs, "act": colActs, "intent": colActs, "label": colActs, "topics": colTopics, "topic": colTopics,
	"emotions": colEmotions, "intensity": colIntensity, "valence": colValence, "flags": colFlags, "phenomenon": colPhenomenon,
	"sector": ignored, "group": ignored, "why": ignored, "note": ignored,
}

var columnHas = [columns]Columns{colActs: Acts, colTopics: Topics, colEmotions: Emotions, colIntensity: Intensity, colValence: Valence, colFlags: Flags}

// table reads rows below a header.
func (p *parser) table(text string, sep byte) error {
	t := cutter{text: text, sep: sep, line: 1}
	var header []column
	comments := false // lines that begin with # are no rows
	for {
		cells, line, reason := t.next()
		if cells == nil {
			break
		}
		switch {
		case len(cells) == 1 && strings.TrimSpace(cells[0]) == "" && reason == "":
			continue
		case header == nil:
			if reason != "" {
				return &Error{p.name, line, reason}
			}
			cells[0], comments = strings.CutPrefix(cells[0], "#")
			var err error
			if header, err = p.header(cells, line); err != nil {
				return err
			}
			continue
		case comments && strings.HasPrefix(cells[0], "#"):
			continue
		case reason != "":
			p.skip(line, reason)
			continue
		}
		for len(cells) > len(header) && cells[len(cells)-1] == "" {
			cells = cells[:len(cells)-1]
		}
		if len(cells) > len(header) {
			p.skip(line, fmt.Sprintf("%d columns, the header has %d", len(cells), len(header)))
			continue
		}
		p.add(row(header, cells, line))
	}
	if header == nil {
		return &Error{p.name, 1, "no header line"}
	}
	return nil
}

// row reads the cells; those that are missing at the end are empty.
func row(header []column, cells []string, line int) Row {
	r := Row{Line: line}
	for i, col := range header {
		cell := ""
		if i < len(cells) {
			cell = cells[i]
		}
		switch col {
		case colText:
			r.Text = cell
		case colActs:
			r.Acts = orNil(split(cell))
		case colTopics:
			r.Topics = split(cell)
		case colEmotions:
			r.Emotions = orNil(split(cell))
		case colFlags:
			r.Flags = split(cell)
		case colValence:
			r.Valence = strings.TrimSpace(cell)
		case colPhenomenon:
			r.Agent = strings.TrimSpace(cell) == "agent"
		}
	}
	return r
}

// header reads the names of the columns.
func (p *parser) header(cells []string, line int) ([]column, error) {
	out := make([]column, len(cells))
	var known [columns]bool
	unknown, found := -1, 0
	for i, cell := range cells {
		col, ok := columnNames[strings.ToLower(strings.TrimSpace(cell))]
		switch {
		case !ok && strings.TrimSpace(cell) == "" && i == len(cells)-1:
			continue // a separator at the end of the line
		case !ok:
			if unknown < 0 {
				unknown = i
			}
			continue
		case col != ignored && known[col]:
			return nil, &Error{p.name, line, fmt.Sprintf("column %d, %s, has the same meaning as one before", i+1, strings.TrimSpace(cell))}
		}
		found++
		known[col], out[i] = true, col
		p.file.Has |= columnHas[col]
	}
	switch {
	case found == 0:
		return nil, &Error{p.name, line, "no header line: want the names of columns, such as text and acts"}
	case unknown >= 0:
		return nil, &Error{p.name, line, fmt.Sprintf("unknown column %d%s", unknown+1, columnName(cells[unknown], known[colText]))}
	case !known[colText]:
		return nil, &Error{p.name, line, "no column text"}
	}
	return out, nil
}

// columnName returns the name to show of a column: in a file that may lack its header it may be what a customer said, so only what looks like a
// name is shown there.
func columnName(cell string, sure bool) string {
	const longest = 40
	cell = strings.TrimSpace(cell)
	if cell == "" || !utf8.ValidString(cell) || len(cell) > longest {
		return ""
	}
	plain := !strings.ContainsFunc(cell, func(c rune) bool {
		return !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == '-')
	})
	if !sure && !plain {
		return ""
	}
	return fmt.Sprintf(" (%q)", cell)
}

// cutter cuts a table into cells. Of a quoted cell the quotes are left out and doubled ones are one.
type cutter struct {
	text string
	sep  byte
	line int // the next
}

// maxBreaks bounds the line breaks in a quoted cell, so that a quote that is never closed costs one row and not the file.
const maxBreaks = 100

// next returns the cells of the next row, nil at the end, the line it begins at, and why it cannot be used.
func (t *cutter) next() (cells []string, line int, reason string) {
	line = t.line
	if t.text == "" {
		return nil, line, ""
	}
	for {
		if strings.HasPrefix(t.text, `"`) {
			cell, rest, breaks, ok := t.quoted()
			if ok {
				t.line += breaks
				cells, t.text = append(cells, cell), rest
				if rest == "" {
					return cells, line, ""
				}
				if rest[0] == t.sep {
					t.text = rest[1:]
					continue
				}
				t.endLine()
				return cells, line, ""
			}
			if t.sep == ',' {
				reason = "a quote is not closed"
			}
		}
		end := strings.IndexAny(t.text, string(t.sep)+"\n")
		if end < 0 {
			cells, t.text = append(cells, strings.TrimSuffix(t.text, "\r")), ""
			return cells, line, reason
		}
		cell := t.text[:end]
		if t.text[end] == t.sep {
			cells, t.text = append(cells, cell), t.text[end+1:]
			continue
		}
		cells, t.text = append(cells, strings.TrimSuffix(cell, "\r")), t.text[end:]
		t.endLine()
		return cells, line, reason
	}
}

// endLine steps over the line end that comes next.
func (t *cutter) endLine() {
	t.text = strings.TrimPrefix(t.text, "\r")
	t.text = strings.TrimPrefix(t.text, "\n")
	t.line++
}

// quoted reads a quoted cell. It is none when no quote closes it right before a separator or line end; people also begin a text with a
// quote. In a table with tabs it ends on its line.
func (t *cutter) quoted() (cell, rest string, breaks int, ok bool) {
	s := t.text
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\n':
			if breaks++; t.sep == '\t' || breaks > maxBreaks {
				return "", "", 0, false
			}
		case '"':
			rest := s[i+1:]
			switch {
			case strings.HasPrefix(rest, `"`):
				i++
			case rest == "", rest[0] == t.sep, rest[0] == '\n', strings.HasPrefix(rest, "\r\n"), rest == "\r":
				return strings.ReplaceAll(s[1:i], `""`, `"`), rest, breaks, true
			default:
				return "", "", 0, false
			}
		}
	}
	return "", "", 0, false
}
