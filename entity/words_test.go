package entity

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/qingting-nlp/qingting/entity/internal/wordlist"
)

// TestGenerated: words.tsv is what data/entity says.
func TestGenerated(t *testing.T) {
	want, err := wordlist.Make("../data/entity")
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("words.tsv")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("words.tsv is not what data/entity says: run go generate ./entity")
	}
}

// TestGroups: every group has words, and every group of the data is one that is used.
func TestGroups(t *testing.T) {
	w, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	for name, g := range w.groups() {
		if len(g.set.entries) == 0 {
			t.Errorf("no words in %s", name)
		}
	}
	if len(w.frequent) != 60 {
		t.Errorf("%d frequent surnames", len(w.frequent))
	}
}

func TestLoadErrors(t *testing.T) {
	for _, tt := range []struct{ text, want, why string }{
		{"money\t元\tCNY\n\nnothing\t元\n", "x.tsv:3: unknown group", "lines are counted, also empty ones"},
		{"# note\nday\t今天\tsoon\n", "x.tsv:2: the value begins with a number", "a day needs its distance"},
		{"side\t前\tsoon\n", "x.tsv:1: the value begins with a number", "the side of a distance"},
		{"title\t經理\n", "x.tsv:1: the word is not in its plain form", "traditional"},
		{"context\n", "x.tsv:1: a row needs a group and a word", "no word"},
		{"order\t\n", "x.tsv:1: a row needs a group and a word", "empty word"},
		{"money\t元\tCNY\tnote\tmore\n", "x.tsv:1: more than four columns", "columns"},
		{"money\t\xff\n", "x.tsv:1: not UTF-8", "bytes"},
		{"money\tＡ\nday\t今天\t0\nweird\ta\n", "x.tsv:1: the word is not in its plain form\nx.tsv:3: unknown group", "all rows are reported"},
	} {
		_, err := load("x.tsv", tt.text)
		if err == nil || err.Error() != tt.want {
			t.Errorf("%s: %v; want %s", tt.why, err, tt.want)
		}
	}
	if _, err := load("x.tsv", "money\t元\tCNY\r\n# end\n"); err != nil {
		t.Errorf("a good table: %v", err)
	}
}

func TestMakeErrors(t *testing.T) {
	dir := t.TempDir()
	if _, err := wordlist.Make(dir); err == nil {
		t.Error("an empty folder is no error")
	}
	for name, text := range map[string]string{"a.tsv": "money\t元\tCNY\n", "b.tsv": "# again\nmoney\t元\tCNY\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := wordlist.Make(dir); err == nil || !strings.HasPrefix(err.Error(), "b.tsv:2: ") {
		t.Errorf("a word that stands twice: %v", err)
	}
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := load("words.tsv", embedded); err != nil {
			b.Fatal(err)
		}
	}
}
