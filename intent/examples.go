package intent

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/qingting-nlp/qingting/internal/labelled"
)

// ExampleFormat is the form of a file of examples. The zero value is [AnyFormat].
type ExampleFormat = labelled.Format

// The formats that [ReadExamples] takes.
const (
	// AnyFormat is found out by the end of the file's name (.tsv, .csv, .jsonl), or by the content.
	AnyFormat = labelled.Auto

	// TSV and CSV begin with a line that names the columns, in any case and order; it may begin with #, and then lines that begin with # are
	// no rows. Columns are text (or utterance), acts (act, intent, label) and topics (topic), of which acts or topics may be missing; emotions,
	// intensity, valence, flags, sector, phenomenon, group, why and note are allowed and not read, but that "agent" for phenomenon says that an
	// agent speaks. Any other name is an error. Several labels in a cell are separated by , or |. An empty cell of topics says that there are none,
	// one of acts says nothing. A cell in quotes may hold the separator, and doubled quotes for one; in CSV it may hold line breaks.
	TSV = labelled.TSV
	CSV = labelled.CSV

	// JSONL has an object a line: {"text": "…", "acts": ["…"], "topics": ["…"]}, or a label alone as in {"text": "…", "intent": "…"}. The other
	// names of the columns are taken too, further keys are not read.
	JSONL = labelled.JSONL

	// NLPJS is a corpus of nlp.js: {"name": "…", "locale": "zh", "data": [{"intent": "…", "utterances": ["…"]}]}. Its intent None is [OOS].
	NLPJS = labelled.NLPJS
)

// ExampleError tells why a file of examples or one line of it (File, Line, from 1) cannot be used (Reason). It never quotes a text.
type ExampleError = labelled.Error

// ErrNoExamples is returned for a file in which nothing can be used.
var ErrNoExamples = errors.New("no example that can be used")

// ReadExamples returns the examples of r, in their order, and what it left out: rows without a text or without labels, rows that cannot be
// read, and rows whose text came before with other labels (the first stays). name stands in errors and tells the format where that is
// [AnyFormat]. Files may be UTF-8, GB18030, Big5 or UTF-16, of at most 256 MiB. The error is one of r, an [*ExampleError] for a file that is not of the
// format or whose header cannot be used, or wraps [ErrNoExamples].
func ReadExamples(r io.Reader, name string, f ExampleFormat) ([]Example, []*ExampleError, error) {
	var s ExampleSet
	err := s.Read(r, name, f)
	return s.Examples, s.Skipped, err
}

// ExampleSet collects examples from several files, so that contradictions between them show. The zero value is empty and ready for use.
type ExampleSet struct {
	Examples []Example
	Skipped  []*ExampleError // what was left out, in the order it came

	seen map[seenText]seenAt
}

type seenText struct {
	text  string
	agent bool
}

type seenAt struct {
	file    string
	line    int
	example int
}

// ReadFile adds the examples of a file; see [ReadExamples].
func (s *ExampleSet) ReadFile(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	return s.Read(f, name, AnyFormat)
}

// Read adds the examples of r; see [ReadExamples]. After an error nothing of r is added but to Skipped.
func (s *ExampleSet) Read(r io.Reader, name string, f ExampleFormat) error {
	file, err := labelled.Read(r, name, f)
	if err != nil {
		return err
	}
	if len(file.Rows) > 0 && file.Has&(labelled.Acts|labelled.Topics) == 0 {
		return &ExampleError{File: name, Line: 1, Reason: "no labels: want a column acts or topics"}
	}
	had := len(s.Examples)
	skipped := file.Skipped
	for _, row := range file.Rows {
		ex := Example{Text: row.Text, Acts: row.Acts, Topics: row.Topics, Agent: row.Agent}
		if file.Format == NLPJS && len(ex.Acts) == 1 && ex.Acts[0] == labelled.None {
			ex.Acts = []string{OOS}
		}
		if e := s.add(name, row.Line, ex); e != nil {
			skipped = append(skipped, e)
		}
	}
	slices.SortStableFunc(skipped, func(a, b *ExampleError) int { return a.Line - b.Line })
	s.Skipped = append(s.Skipped, skipped...)
	if len(s.Examples) > had {
		return nil
	}
	if len(skipped) > 0 {
		return fmt.Errorf("%w, the first for this reason: %w", ErrNoExamples, skipped[0])
	}
	return fmt.Errorf("%s: %w", name, ErrNoExamples)
}

// Add adds one example, of a line of a file in a format of the caller's own. What cannot be used goes to Skipped.
func (s *ExampleSet) Add(file string, line int, ex Example) {
	ex.Text = strings.TrimSpace(ex.Text)
	if e := s.add(file, line, ex); e != nil {
		s.Skipped = append(s.Skipped, e)
	}
}

func (s *ExampleSet) add(file string, line int, ex Example) *ExampleError {
	switch {
	case ex.Text == "":
		return &ExampleError{File: file, Line: line, Reason: "no text"}
	case len(ex.Acts) == 0 && len(ex.Topics) == 0:
		return &ExampleError{File: file, Line: line, Reason: "no label"}
	}
	key := seenText{ex.Text, ex.Agent}
	if before, ok := s.seen[key]; ok {
		first := &s.Examples[before.example]
		if contradict(first.Acts, ex.Acts) || contradict(first.Topics, ex.Topics) {
			return &ExampleError{File: file, Line: line, Reason: fmt.Sprintf("the same text as in %s:%d, which stays, with other labels", before.file, before.line)}
		}
	} else {
		if s.seen == nil {
			s.seen = map[seenText]seenAt{}
		}
		s.seen[key] = seenAt{file, line, len(s.Examples)}
	}
	s.Examples = append(s.Examples, ex)
	return nil
}

// contradict reports whether both lists say something and not the same.
func contradict(a, b []string) bool {
	if a == nil || b == nil {
		return false
	}
	for _, l := range a {
		if !slices.Contains(b, l) {
			return true
		}
	}
	return slices.ContainsFunc(b, func(l string) bool { return !slices.Contains(a, l) })
}
