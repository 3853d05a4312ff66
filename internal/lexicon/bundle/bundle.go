// Package bundle joins the tables of one folder of data/ into the file that a package embeds. Only generators and tests import it.
package bundle

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/qingting-nlp/qingting/internal/lexicon"
	"github.com/qingting-nlp/qingting/internal/match"
)

// Make returns the joined tables *.tsv of dir in the order of their names, definitions first, without comments and notes. It fails
// on a row that [match.ReadTable] rejects or an id that two files share.
func Make(dir string) ([]byte, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.tsv"))
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("bundle: no tables in %s", dir)
	}
	slices.Sort(files)
	var defs, rows bytes.Buffer
	from := map[string]string{}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		table, bad := match.ReadTable(filepath.Base(name), bytes.NewReader(data), lexicon.Columns)
		var errs []error
		for _, e := range bad {
			errs = append(errs, e)
		}
		for _, row := range table {
			if other, ok := from[row.ID()]; ok {
				errs = append(errs, row.Reject("id used before in "+other))
			}
			from[row.ID()] = row.File
			w, keep := &rows, row.Fields[:4]
			if strings.HasPrefix(row.ID(), "@") {
				w, keep = &defs, row.Fields[:2]
			}
			fmt.Fprintln(w, strings.Join(keep, "\t"))
		}
		if err := errors.Join(errs...); err != nil {
			return nil, err
		}
	}
	return append([]byte("# Made by go generate from "+filepath.ToSlash(strings.TrimLeft(dir, "./\\"))+". DO NOT EDIT.\n"), append(defs.Bytes(), rows.Bytes()...)...), nil
}
