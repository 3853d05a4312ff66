package repair_test

import (
	"bufio"
	"os"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/repair"
)

// row is a line of pairs.tsv.
type row struct {
	line            int
	kind, raw, want string
	flags           string
}

func readPairs(t testing.TB) []row {
	t.Helper()
	f, err := os.Open("../testdata/repair/pairs.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []row
	sc := bufio.NewScanner(f)
	for n := 1; sc.Scan(); n++ {
		if sc.Text() == "" || sc.Text()[0] == '#' {
			continue
		}
		cells := strings.Split(sc.Text(), "\t")
		if len(cells) < 3 {
			t.Fatalf("line %d has %d cells", n, len(cells))
		}
		for i, c := range cells {
			if strings.HasPrefix(c, `"`) {
				if cells[i], err = strconv.Unquote(c); err != nil {
					t.Fatalf("line %d: %v", n, err)
				}
			}
		}
		r := row{line: n, kind: cells[0], raw: cells[1], want: cells[2]}
		if len(cells) > 3 {
			r.flags = cells[3]
		}
		out = append(out, r)
	}
	if err := sc.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// repairerOf returns the Repairer that a row is read with: the default one, with the kind of the row switched on where that is off.
func repairerOf(p row) *repair.Repairer {
	switch k, _ := repair.ParseKind(p.kind); k {
	case repair.Width, repair.Script, repair.ChatCode:
		return repair.New(repair.With(k))
	}
	return repair.Default()
}

// checkResult proves the invariants of [repair.Result].
func checkResult(t testing.TB, r *repair.Repairer, res repair.Result) {
	t.Helper()
	var b strings.Builder
	last := 0
	for _, e := range res.Repairs {
		if !e.Span.Valid(res.Raw) || e.Span.Start < last || e.Kind.String() == "" || e.Kind.String() == "invalid" {
			t.Fatalf("repair %+v of %q after %d", e, res.Raw, last)
		}
		b.WriteString(res.Raw[last:e.Span.Start])
		b.WriteString(e.Text)
		last = e.Span.End
	}
	b.WriteString(res.Raw[last:])
	if b.String() != res.Text {
		t.Fatalf("repairs of %q make %q; Text is %q", res.Raw, b.String(), res.Text)
	}
	for i, f := range res.Flags {
		if !f.Span.Valid(res.Raw) || f.Span.Len() == 0 || i > 0 && res.Flags[i-1].Span.Start > f.Span.Start {
			t.Fatalf("flag %d %+v of %q", i, f, res.Raw)
		}
	}
	at := 0
	for i, n := 0, 0; i < len(res.Text); i += n {
		_, n = utf8.DecodeRuneInString(res.Text[i:])
		s := res.RawSpan(dialogue.Span{Start: i, End: i + n})
		if s.Start > s.End || !s.Valid(res.Raw) {
			t.Fatalf("RawSpan(%d) of %q (%q) = %v", i, res.Text, res.Raw, s)
		}
		if s.Start < at {
			t.Fatalf("RawSpan(%d) of %q = %v goes back behind %d", i, res.Raw, s, at)
		}
		at = s.Start
	}
	if all := res.RawSpan(dialogue.Span{End: len(res.Text)}); !all.Valid(res.Raw) {
		t.Fatalf("RawSpan of all of %q = %v", res.Raw, all)
	}
	if again := r.Repair(res.Text); again.Text != res.Text {
		t.Fatalf("Repair(%q) = %q; repaired again %q", res.Raw, res.Text, again.Text)
	}
}
