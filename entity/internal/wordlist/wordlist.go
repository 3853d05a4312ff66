// Package wordlist reads the tables of data/entity: words in groups, each with a value.
package wordlist

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"
)

// Row is a word of a group.
type Row struct {
	Line               int // from 1
	Group, Word, Value string
}

// Read returns the rows of a table with the columns group, word, value and note. Empty lines and lines that begin with # are left out. The
// error names file and line of every row that cannot be used.
func Read(file, text string) ([]Row, error) {
	var errs []error
	bad := func(line int, why string) { errs = append(errs, fmt.Errorf("%s:%d: %s", file, line, why)) }
	rows := make([]Row, 0, strings.Count(text, "\n")+1)
	line := 0
	for s := range strings.Lines(text) {
		line++
		s = strings.TrimRight(s, " \r\n")
		if s == "" || s[0] == '#' {
			continue
		}
		group, s, _ := strings.Cut(s, "\t")
		word, s, _ := strings.Cut(s, "\t")
		value, note, _ := strings.Cut(s, "\t")
		switch {
		case !utf8.ValidString(word):
			bad(line, "not UTF-8")
		case group == "" || word == "":
			bad(line, "a row needs a group and a word")
		case strings.Contains(note, "\t"):
			bad(line, "more than four columns")
		default:
			rows = append(rows, Row{line, group, word, value})
		}
	}
	return rows, errors.Join(errs...)
}

// Make returns the joined tables *.tsv of dir in the order of their names, without comments and notes. It fails on rows that [Read] rejects
// and on a word that stands in a group twice.
func Make(dir string) ([]byte, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.tsv"))
	if err != nil || len(files) == 0 {
		return nil, errors.Join(err, fmt.Errorf("wordlist: no tables in %s", dir))
	}
	slices.Sort(files)
	var out bytes.Buffer
	out.WriteString("# Made by go generate from data/entity. DO NOT EDIT.\n")
	seen := map[[2]string]bool{}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		rows, err := Read(filepath.Base(name), string(data))
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			if key := [2]string{r.Group, r.Word}; seen[key] {
				return nil, fmt.Errorf("%s:%d: stands in %s twice", filepath.Base(name), r.Line, r.Group)
			} else {
				seen[key] = true
			}
			fmt.Fprintln(&out, strings.TrimRight(r.Group+"\t"+r.Word+"\t"+r.Value, "\t"))
		}
	}
	return out.Bytes(), nil
}
