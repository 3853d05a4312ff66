package match

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// Row is one usable row of a table.
type Row struct {
	File   string
	Line   int      // from 1
	Fields []string // as many as there are columns; missing ones are ""
}

// ID returns the first field.
func (r Row) ID() string { return r.Fields[0] }

// Reject returns the error for a row that turned out to be unusable.
func (r Row) Reject(reason string) *RowError { return &RowError{r.File, r.Line, r.ID(), reason} }

// RowError tells why a row cannot be used.
type RowError struct {
	File   string
	Line   int    // from 1
	ID     string // "" when the row has none
	Reason string
}

// Error returns the place and the reason, such as "sentiment.tsv:12: angry.rage.1: unknown label".
func (e *RowError) Error() string {
	if e.ID == "" {
		return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Reason)
	}
	return fmt.Sprintf("%s:%d: %s: %s", e.File, e.Line, e.ID, e.Reason)
}

// maxLine bounds a line of a table.
const maxLine = 64 << 10

// ReadTable reads rows of fields separated by tabs, in their order. Empty lines and lines that begin with "# " or "#" alone are left
// out; white space around fields is removed. Rows with more fields than columns, with an id that is not dotted lower-case ASCII (one
// leading @ is allowed) or that was used before, or that are not UTF-8 come back as errors, and so does an error of r.
func ReadTable(file string, r io.Reader, columns int) ([]Row, []*RowError) {
	var rows []Row
	var errs []*RowError
	ids := map[string]bool{}
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, maxLine)
	line := 0
	for sc.Scan() {
		line++
		text := strings.TrimRight(strings.TrimPrefix(sc.Text(), "\ufeff"), " \r")
		if strings.TrimSpace(text) == "" || text == "#" || strings.HasPrefix(text, "# ") {
			continue
		}
		fields := strings.Split(text, "\t")
		for i, f := range fields {
			fields[i] = strings.TrimSpace(f)
		}
		row := Row{file, line, fields}
		switch {
		case !utf8.ValidString(text):
			errs = append(errs, &RowError{file, line, "", "not UTF-8"})
		case !validID(fields[0]):
			errs = append(errs, &RowError{file, line, "", "bad id"})
		case ids[fields[0]]:
			errs = append(errs, row.Reject("id used before"))
		case len(fields) > columns:
			errs = append(errs, row.Reject(fmt.Sprintf("%d fields, at most %d expected", len(fields), columns)))
		default:
			ids[fields[0]] = true
			for len(row.Fields) < columns {
				row.Fields = append(row.Fields, "")
			}
			rows = append(rows, row)
		}
	}
	if err := sc.Err(); err != nil {
		errs = append(errs, &RowError{file, line + 1, "", err.Error()})
	}
	return rows, errs
}

func validID(id string) bool {
	id = strings.TrimPrefix(id, "@")
	if id == "" || id[0] == '.' || id[len(id)-1] == '.' {
		return false
	}
	for i := range len(id) {
		if c := id[i]; !isName(c) && c != '.' && c != '-' {
			return false
		}
	}
	return true
}
