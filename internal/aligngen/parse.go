// Package aligngen compiles the conversion tables of data/opencc and data/normalize into Go source for package align.
// The generator and the test that proves its output current share it.
package aligngen

import (
	"bufio"
	"fmt"
	"os"
	"strings"
)

type pair struct{ from, to string }

// parseTable reads rows "from<TAB>to[ alternative…]" and keeps the first target. Empty lines and lines that start with '#' are skipped.
func parseTable(name string) ([]pair, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []pair
	sc := bufio.NewScanner(f)
	for line := 1; sc.Scan(); line++ {
		row := strings.TrimPrefix(sc.Text(), "\ufeff")
		if row == "" || row[0] == '#' {
			continue
		}
		cols := strings.Split(row, "\t")
		if len(cols) < 2 || cols[0] == "" {
			return nil, fmt.Errorf("aligngen: %s:%d: want two columns separated by a tab", name, line)
		}
		to, _, _ := strings.Cut(cols[1], " ")
		if to == "" {
			return nil, fmt.Errorf("aligngen: %s:%d: empty target", name, line)
		}
		out = append(out, pair{cols[0], to})
	}
	return out, sc.Err()
}
