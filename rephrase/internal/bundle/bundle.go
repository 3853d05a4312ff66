// Package bundle joins the tables of data/glossary and data/rephrase into the one file that package rephrase embeds. Only its generator
// and its tests import it.
package bundle

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/qingting-nlp/qingting/internal/match"
)

// MaxColumns is the number of columns of the widest table.
const MaxColumns = 8

// tables tells how many columns of each table the library reads; what follows (an example) is for editors and tests.
var tables = []struct {
	name string
	keep int
}{
	{"define", 2}, {"problems", 5}, {"speech", 4}, {"shield", 3}, {"office", 3}, {"negation", 3}, {"explained", 3}, {"shown", 2},
	{"other_way", 2}, {"step", 2}, {"event", 5}, {"feel", 2}, {"guard", 3},
}

// Make returns the joined tables of the folder data: a line "-- name --" and the rows of each table of data/rephrase, then those of all
// of data/glossary, in the order of the file names, as the table glossary. It fails when a row cannot be read or an id comes twice in
// the glossary.
func Make(data string) ([]byte, error) {
	var out bytes.Buffer
	out.WriteString("# Made by go generate ./rephrase from data/glossary and data/rephrase. DO NOT EDIT.\n")
	for _, t := range tables {
		rows, err := Read(filepath.Join(data, "rephrase", t.name+".tsv"))
		if err != nil {
			return nil, err
		}
		section(&out, t.name, t.keep, rows)
	}
	files, err := filepath.Glob(filepath.Join(data, "glossary", "*.tsv"))
	if err != nil {
		return nil, err
	}
	slices.Sort(files)
	var all []match.Row
	from := map[string]string{}
	for _, f := range files {
		rows, err := Read(f)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			if other, ok := from[r.ID()]; ok {
				return nil, r.Reject("id used before in " + other)
			}
			from[r.ID()] = r.File
		}
		all = append(all, rows...)
	}
	section(&out, "glossary", MaxColumns, all)
	return out.Bytes(), nil
}

// Read returns the rows of one table.
func Read(file string) ([]match.Row, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	rows, bad := match.ReadTable(filepath.Base(file), bytes.NewReader(data), MaxColumns)
	var errs []error
	for _, e := range bad {
		errs = append(errs, e)
	}
	return rows, errors.Join(errs...)
}

func section(out *bytes.Buffer, name string, keep int, rows []match.Row) {
	fmt.Fprintf(out, "-- %s --\n", name)
	for _, r := range rows {
		fmt.Fprintln(out, strings.TrimRight(strings.Join(r.Fields[:keep], "\t"), "\t"))
	}
}
