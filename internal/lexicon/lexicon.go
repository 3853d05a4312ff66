// Package lexicon turns the rows of labelled patterns that people edit under data/ into one matcher. Packages sentiment and intent
// share it.
//
// A row has the columns id, label, weight, pattern and note, separated by tabs; the note is for readers. A row @name<TAB>pattern
// defines a piece for the patterns behind it. The patterns are those of package match.
package lexicon

import (
	"io"
	"math"
	"strconv"

	"github.com/qingting-nlp/qingting/internal/match"
)

// Columns is the number of columns of a table.
const Columns = 5

// Source is a table to read.
type Source struct {
	Name   string // for errors
	Reader io.Reader
}

// Entry is a row that is in use.
type Entry struct {
	ID     string
	Label  int // as the caller numbers its labels
	Weight float64
}

// Lexicon holds the rows of its sources and the matcher whose [match.Hit] counts Entries.
type Lexicon struct {
	Entries []Entry
	Matcher *match.Matcher
}

// Compile reads the sources in their order. A row with an id of an earlier source replaces that row; an empty pattern takes it out.
// label numbers the labels and returns false for an unknown one. Rows that cannot be used are left out and returned.
func Compile(sources []Source, label func(name string) (int, bool)) (*Lexicon, []*match.RowError) {
	var rows []match.Row
	var errs []*match.RowError
	at := map[string]int{}
	for _, src := range sources {
		got, bad := match.ReadTable(src.Name, src.Reader, Columns)
		errs = append(errs, bad...)
		for _, row := range got {
			if i, ok := at[row.ID()]; ok {
				rows[i] = row
				continue
			}
			at[row.ID()] = len(rows)
			rows = append(rows, row)
		}
	}
	b := match.NewBuilder()
	l := new(Lexicon)
	for _, row := range rows {
		if name, ok := cutAt(row.ID()); ok {
			if err := b.Define(name, row.Fields[1]); err != nil {
				errs = append(errs, row.Reject(err.Error()))
			}
			continue
		}
		if row.Fields[3] == "" {
			if row.Fields[1] != "" {
				errs = append(errs, row.Reject("no pattern"))
			}
			continue
		}
		n, ok := label(row.Fields[1])
		if !ok {
			errs = append(errs, row.Reject("unknown label"))
			continue
		}
		w, err := strconv.ParseFloat(row.Fields[2], 64)
		if err != nil || math.IsNaN(w) || w < 0 || w > 4 {
			errs = append(errs, row.Reject("the weight is a number from 0 to 4"))
			continue
		}
		if err := b.Add(len(l.Entries), row.Fields[3]); err != nil {
			errs = append(errs, row.Reject(err.Error()))
			continue
		}
		l.Entries = append(l.Entries, Entry{row.ID(), n, w})
	}
	l.Matcher = b.Build()
	return l, errs
}

func cutAt(id string) (string, bool) {
	if id[0] != '@' {
		return "", false
	}
	return id[1:], true
}
