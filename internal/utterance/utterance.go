// Package utterance reads labelled utterances: the files of data/utterances.
package utterance

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Row is one labelled utterance. The lists are in the order of the file, the strongest first.
type Row struct {
	File string
	Line int

	Text       string
	Emotions   []string // "neutral" alone for none
	Intensity  int      // 0 to 3
	Valence    string
	Acts       []string
	Topics     []string
	Flags      []string
	Sector     string
	Phenomenon string // what the utterance was written for
	Group      string // twins and variants of each other share one
	Why        string
}

// Agent reports whether an agent or a bot says the utterance.
func (r *Row) Agent() bool { return r.Phenomenon == "agent" }

// Error tells why a line of a file cannot be used. It does not quote the line.
type Error struct {
	File   string
	Line   int
	Reason string
}

func (e *Error) Error() string { return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Reason) }

// Columns of a file, separated by tabs; those behind sector may be left out at the end of a line.
const (
	colText = iota
	colEmotions
	colIntensity
	colValence
	colActs
	colTopics
	colFlags
	colSector
	colPhenomenon
	colGroup
	colWhy
	columns
)

// Read returns the rows of r; name stands in errors. Lines that are empty or begin with # are skipped. Lines that cannot be used are left out, and
// the error joins an [*Error] for each.
func Read(r io.Reader, name string) ([]Row, error) {
	var rows []Row
	var errs []error
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 1<<20)
	line := 0
	for sc.Scan() {
		line++
		text := strings.TrimSuffix(sc.Text(), "\r")
		if strings.TrimSpace(text) == "" || strings.HasPrefix(text, "#") {
			continue
		}
		row, reason := parse(text)
		if reason != "" {
			errs = append(errs, &Error{name, line, reason})
			continue
		}
		row.File, row.Line = name, line
		rows = append(rows, row)
	}
	if err := sc.Err(); err != nil {
		errs = append(errs, &Error{name, line + 1, err.Error()})
	}
	return rows, errors.Join(errs...)
}

func parse(line string) (Row, string) {
	cols := strings.Split(line, "\t")
	switch {
	case !utf8.ValidString(line):
		return Row{}, "not UTF-8"
	case len(cols) < colSector+1:
		return Row{}, fmt.Sprintf("%d columns, want at least %d", len(cols), colSector+1)
	case len(cols) > columns:
		return Row{}, fmt.Sprintf("%d columns, want at most %d", len(cols), columns)
	}
	for len(cols) < columns {
		cols = append(cols, "")
	}
	n, err := strconv.Atoi(cols[colIntensity])
	switch {
	case strings.TrimSpace(cols[colText]) == "":
		return Row{}, "no text"
	case err != nil || n < 0 || n > 3:
		return Row{}, "intensity is none of 0, 1, 2, 3"
	case !slices.Contains([]string{"negative", "neutral", "positive"}, cols[colValence]):
		return Row{}, "valence is none of negative, neutral, positive"
	}
	r := Row{
		Text: cols[colText], Emotions: list(cols[colEmotions]), Intensity: n, Valence: cols[colValence], Acts: list(cols[colActs]), Topics: list(cols[colTopics]),
		Flags: list(cols[colFlags]), Sector: cols[colSector], Phenomenon: cols[colPhenomenon], Group: cols[colGroup], Why: cols[colWhy],
	}
	switch {
	case len(r.Emotions) == 0:
		return Row{}, "no emotion; neutral is one"
	case len(r.Acts) == 0:
		return Row{}, "no act"
	}
	return r, ""
}

func list(s string) []string {
	var out []string
	for part := range strings.SplitSeq(s, ",") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

// ReadDir returns the rows of all .tsv files of a folder, in the order of their names.
func ReadDir(dir string) ([]Row, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.tsv"))
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("utterance: no .tsv files in %s", dir)
	}
	slices.Sort(names)
	var rows []Row
	var errs []error
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		got, err := Read(f, filepath.Base(name))
		f.Close()
		rows = append(rows, got...)
		errs = append(errs, err)
	}
	return rows, errors.Join(errs...)
}
