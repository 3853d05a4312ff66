package segment_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/internal/testkit"
	"github.com/qingting-nlp/qingting/segment"
)

const goldFile = "../testdata/segment/service.txt"

// bars cuts text and returns it in the notation of the gold files.
func bars(s segment.Tokenizer, text string) string {
	return testkit.Bars(text, testkit.WordSpans(s.Append(nil, text)))
}

// checkTokens proves the invariants of [segment.Token].
func checkTokens(t testing.TB, text string, toks []segment.Token) {
	t.Helper()
	at := 0
	for i, tok := range toks {
		switch {
		case tok.Span.Start != at:
			t.Fatalf("token %d begins at %d; the one before ends at %d", i, tok.Span.Start, at)
		case tok.Span.End <= at || tok.Span.End > len(text):
			t.Fatalf("token %d has the span %v in a text of %d bytes", i, tok.Span, len(text))
		case !tok.Span.Valid(text):
			t.Fatalf("token %d cuts a rune: span %v, bytes %q", i, tok.Span, tok.Span.Of(text))
		case !utf8.ValidString(tok.Norm):
			t.Fatalf("token %d has the Norm %q, which is not UTF-8", i, tok.Norm)
		case tok.Kind.String() == "invalid":
			t.Fatalf("token %d has Kind %d", i, tok.Kind)
		case tok.Tag.String() == "invalid":
			t.Fatalf("token %d has Tag %d", i, tok.Tag)
		case tok.Norm == "" && tok.Kind != segment.Other:
			t.Fatalf("token %d, a %v, has no Norm: %q", i, tok.Kind, tok.Span.Of(text))
		}
		at = tok.Span.End
	}
	if at != len(text) {
		t.Fatalf("the tokens end at %d of %d bytes", at, len(text))
	}
}

func readGold(t testing.TB, name string) []testkit.GoldSentence {
	t.Helper()
	gold, err := testkit.ReadGold(name, "|")
	if err != nil || len(gold) == 0 {
		t.Fatalf("reading gold: %d sentences, %v", len(gold), err)
	}
	return gold
}

// sampleTexts returns every utterance of the sample dialogues and every gold sentence.
func sampleTexts(t testing.TB) []string {
	t.Helper()
	names, err := filepath.Glob("../testdata/dialogues/*.dlg")
	if err != nil || len(names) == 0 {
		t.Fatalf("no sample dialogues: %v", err)
	}
	var out []string
	for _, name := range names {
		for d, err := range dialogue.ReadFile(name) {
			if err != nil {
				t.Fatal(err)
			}
			for _, u := range d.Utterances {
				out = append(out, u.Text)
			}
		}
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, strings.Split(string(raw), "\n")...)
	}
	for _, g := range readGold(t, goldFile) {
		out = append(out, g.Text)
	}
	return out
}

// repeat returns copies of s, at least n bytes in all.
func repeat(s string, n int) string { return strings.Repeat(s, n/len(s)+1) }
