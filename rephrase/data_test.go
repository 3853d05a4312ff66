package rephrase

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/qingting-nlp/qingting/internal/match"
	"github.com/qingting-nlp/qingting/rephrase/internal/bundle"
)

func TestGenerated(t *testing.T) {
	want, err := bundle.Make("../data")
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("rules.txt")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("rules.txt is not what data/ says: run go generate ./rephrase")
	}
}

func rows(t *testing.T, file string) []match.Row {
	t.Helper()
	rows, err := bundle.Read(filepath.Join("../data", file))
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) == 0 {
		t.Fatalf("%s is empty", file)
	}
	return rows
}

// Every row that carries an example must fire on it.
func TestSpeechExamples(t *testing.T) {
	count := map[string]int{}
	for _, row := range rows(t, "rephrase/speech.tsv") {
		rule, _, _ := strings.Cut(row.ID(), ".")
		count[rule]++
		got := Default().Check(Draft{Text: row.Fields[4]})
		ok := false
		for _, s := range got {
			ok = ok || s.Rule == rule
		}
		if !ok {
			t.Errorf("%s: Check(%q) does not report %s: %v", row.ID(), row.Fields[4], rule, rulesOf(got))
		}
	}
	for rule, n := range count {
		if n < 12 {
			t.Errorf("%s has %d rows, want at least 12", rule, n)
		}
	}
	if len(count) != 14 {
		t.Errorf("%d rules, want 14", len(count))
	}
}

func TestShieldExamples(t *testing.T) {
	for _, row := range rows(t, "rephrase/shield.tsv") {
		for _, s := range Default().Check(Draft{Text: row.Fields[3]}) {
			for _, rule := range strings.Fields(row.Fields[1]) {
				if s.Rule == rule {
					t.Errorf("%s: Check(%q) reports %s (%s)", row.ID(), row.Fields[3], rule, s.Source)
				}
			}
		}
	}
}

func TestOfficeExamples(t *testing.T) {
	for _, row := range rows(t, "rephrase/office.tsv") {
		if !fires(Default().Check(Draft{Text: row.Fields[3]}), "office") {
			t.Errorf("%s: Check(%q) does not report office", row.ID(), row.Fields[3])
		}
	}
	for _, row := range rows(t, "rephrase/negation.tsv") {
		if !fires(Default().Check(Draft{Text: row.Fields[3]}), "double_negation") {
			t.Errorf("%s: Check(%q) does not report double_negation", row.ID(), row.Fields[3])
		}
	}
}

func TestEventExamples(t *testing.T) {
	r := Default()
	for _, row := range rows(t, "rephrase/event.tsv") {
		toks := r.tok.Append(nil, row.Fields[5])
		ok := false
		for _, h := range r.rules.customer.Find(nil, toks) {
			ok = ok || h.Pattern < len(r.rules.events) && r.rules.events[h.Pattern].id == row.ID()
		}
		if !ok {
			t.Errorf("%s does not match its example %q", row.ID(), row.Fields[5])
		}
	}
}

func TestGlossary(t *testing.T) {
	files, err := filepath.Glob("../data/glossary/*.tsv")
	if err != nil || len(files) != 9 {
		t.Fatalf("%d glossary files, want 9 (%v)", len(files), err)
	}
	n := 0
	for _, f := range files {
		for _, row := range rows(t, filepath.Join("glossary", filepath.Base(f))) {
			n++
			term, level, mode, repl, meaning := row.Fields[1], row.Fields[3], row.Fields[4], row.Fields[5], row.Fields[6]
			if l := utf8.RuneCountInString(meaning); l < 2 || l > 28 {
				t.Errorf("%s: the meaning has %d characters", row.ID(), l)
			}
			if strings.ContainsAny(meaning, "。（）()\"") || strings.Contains(meaning, term) {
				t.Errorf("%s: %s: a meaning is a phrase that stands in brackets and does not repeat the term", row.ID(), meaning)
			}
			for _, s := range Default().Check(Draft{Text: meaning}) {
				if s.Rule == "jargon" {
					t.Errorf("%s: %s is explained with the hard word %s", row.ID(), term, s.Span.Of(meaning))
				}
			}
			// The plain reader gets every term explained, in a sentence of its own.
			text := "这次属于" + term + "。"
			got := Default().Check(Draft{Text: text, Customer: Customer{Level: LevelPlain}})
			found := false
			for _, s := range got {
				found = found || s.Source == row.ID()
			}
			if !found {
				t.Errorf("%s (level %s, %s): not found in %q: %v", row.ID(), level, mode, text, rulesOf(got))
			}
			if mode == "replace" && strings.Contains(repl, term) {
				t.Errorf("%s: the replacement repeats the term", row.ID())
			}
		}
	}
	if n < 260 {
		t.Errorf("%d terms, want at least 260", n)
	}
	t.Logf("%d terms", n)
}

func fires(got []Suggestion, rule string) bool {
	for _, s := range got {
		if s.Rule == rule {
			return true
		}
	}
	return false
}

func rulesOf(got []Suggestion) (out []string) {
	for _, s := range got {
		out = append(out, s.Source)
	}
	return out
}
