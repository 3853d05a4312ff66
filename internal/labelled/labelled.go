// Package labelled reads utterances with labels from the files that people keep them in: tables (TSV, CSV), JSON Lines and the corpus files
// of nlp.js. It tells what it left out and why, by file and line, and never quotes a text.
package labelled

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

// Format is the form of a file. The zero value is [Auto].
type Format uint8

// The formats.
const (
	Auto  Format = iota // by the end of the name, or by the content
	TSV                 // a header, then a row a line, cells separated by tabs
	CSV                 // the same with commas
	JSONL               // an object a line
	NLPJS               // a corpus of nlp.js: one object
)

var formatNames = [...]string{Auto: "auto", TSV: "tsv", CSV: "csv", JSONL: "jsonl", NLPJS: "nlpjs"}

// String returns the lower-case name of the format, and "invalid" for a value that is none.
func (f Format) String() string {
	if int(f) < len(formatNames) {
		return formatNames[f]
	}
	return "invalid"
}

// ParseFormat returns the format of that name, as [Format.String] gives it, and false when there is none.
func ParseFormat(name string) (Format, bool) {
	for f, n := range formatNames {
		if n == strings.ToLower(name) {
			return Format(f), true
		}
	}
	return Auto, false
}

// Columns is a set of what a file tells of its texts.
type Columns uint8

// The columns that mean something.
const (
	Acts Columns = 1 << iota
	Topics
	Emotions
	Intensity
	Valence
	Flags
)

// Row is one labelled utterance. A list is nil where the file, or the row, does not say.
type Row struct {
	Line     int // where it begins, from 1
	Text     string
	Acts     []string
	Topics   []string // empty, and not nil, where the row has an empty cell
	Emotions []string
	Flags    []string // as Topics
	Valence  string   // "negative", "neutral", "positive", or "" where the row does not say
	Agent    bool     // the column phenomenon says so
}

// Error tells why a file, or a line of it, cannot be used. It does not quote texts.
type Error struct {
	File   string
	Line   int // from 1
	Reason string
}

// Error returns the place and the reason, such as "calls.tsv:12: no text".
func (e *Error) Error() string { return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Reason) }

// File is what was read.
type File struct {
	Format  Format
	Has     Columns // what at least one row, or the header, gives
	Rows    []Row
	Skipped []*Error // in the order of the file
}

// Limits of a file.
const (
	MaxFile  = 256 << 20 // bytes
	maxText  = 64 << 10  // bytes of a text
	maxLabel = 100       // bytes of a label
)

// Read reads r to its end; name stands in errors and, with [Auto], tells the format. The error is one of r, or an [*Error] for a file that
// is not of the format or has a header that cannot be used.
func Read(r io.Reader, name string, f Format) (File, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxFile+1))
	switch {
	case err != nil:
		return File{}, err
	case len(data) > MaxFile:
		return File{}, &Error{name, 1, "the file is over 256 MiB"}
	}
	text, err := decode(data)
	if err != nil {
		return File{}, &Error{name, 1, err.Error()}
	}
	if f == Auto {
		f = detect(name, text)
	}
	p := parser{name: name, file: File{Format: f}}
	switch f {
	case TSV:
		err = p.table(text, '\t')
	case CSV:
		err = p.table(text, ',')
	case JSONL:
		err = p.lines(text)
	case NLPJS:
		err = p.corpus(text)
	default:
		err = &Error{name, 1, "unknown format"}
	}
	return p.file, err
}

// detect tells the format by the end of the name; files of JSON, and others, by the content.
func detect(name, text string) Format {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".tsv", ".tab":
		return TSV
	case ".csv":
		return CSV
	case ".jsonl", ".ndjson":
		return JSONL
	}
	text = strings.TrimSpace(text)
	switch {
	case strings.HasPrefix(text, "{"):
		if isCorpus(text) {
			return NLPJS
		}
		return JSONL
	default:
		line, _, _ := strings.Cut(text, "\n")
		if strings.Contains(line, "\t") || !strings.Contains(line, ",") {
			return TSV
		}
		return CSV
	}
}

type parser struct {
	name string
	file File
}

func (p *parser) skip(line int, reason string) {
	p.file.Skipped = append(p.file.Skipped, &Error{p.name, line, reason})
}

// add takes a row if its text and labels can be used.
func (p *parser) add(r Row) {
	r.Text = strings.TrimSpace(r.Text)
	switch {
	case r.Text == "":
		p.skip(r.Line, "no text")
		return
	case len(r.Text) > maxText:
		p.skip(r.Line, "the text is over 64 KiB")
		return
	case !utf8.ValidString(r.Text):
		p.skip(r.Line, "the text is not UTF-8")
		return
	}
	switch strings.ToLower(r.Valence) {
	case "negative", "neutral", "positive", "":
		r.Valence = strings.ToLower(r.Valence)
	default:
		p.skip(r.Line, "valence is none of negative, neutral, positive")
		return
	}
	for _, list := range [][]string{r.Acts, r.Topics, r.Emotions, r.Flags} {
		for _, l := range list {
			if len(l) > maxLabel || !utf8.ValidString(l) || strings.ContainsFunc(l, func(c rune) bool { return c < ' ' }) {
				p.skip(r.Line, "a label is over 100 bytes or no plain text")
				return
			}
		}
	}
	p.file.Rows = append(p.file.Rows, r)
}

// split returns the labels of a cell, each once, in their order; never nil.
func split(cell string) []string {
	out := []string{}
	for l := range strings.FieldsFuncSeq(cell, func(c rune) bool { return c == ',' || c == '|' || c == '，' }) {
		out = appendLabel(out, l)
	}
	return out
}

func appendLabel(out []string, l string) []string {
	l = strings.TrimSpace(l)
	if l == "" {
		return out
	}
	for _, have := range out {
		if have == l {
			return out
		}
	}
	return append(out, l)
}

// orNil returns nil for an empty list: every utterance has an act and a feeling, so that none given means that the row does not say.
func orNil(list []string) []string {
	if len(list) == 0 {
		return nil
	}
	return list
}
