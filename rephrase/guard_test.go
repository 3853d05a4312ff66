package rephrase

import (
	"os"
	"strings"
	"testing"

	"github.com/qingting-nlp/qingting/segment"
)

func TestGuard(t *testing.T) {
	data, err := os.ReadFile("testdata/guard.txt")
	if err != nil {
		t.Fatal(err)
	}
	g, err := NewGuard(segment.Default())
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, line := range strings.Split(string(data), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		n++
		want, pair, _ := strings.Cut(line, " ")
		a, b, ok := strings.Cut(pair, " =>")
		if !ok || want != "ok" && want != "no" {
			t.Fatalf("bad line %q", line)
		}
		b = strings.TrimPrefix(b, " ")
		got := g.Verify(a, b)
		if (want == "ok") != (len(got) == 0) {
			t.Errorf("Verify(%q, %q) = %v, want %s", a, b, got, want)
		}
		for _, v := range got {
			text := a
			if v.Change == Added {
				text = b
			}
			if !v.Span.Valid(text) || v.Span.Of(text) != v.Text || v.Class == "" {
				t.Errorf("Verify(%q, %q): bad violation %+v", a, b, v)
			}
		}
		if v := g.Verify(a, a); v != nil {
			t.Errorf("Verify(%q) with itself = %v", a, v)
		}
		// The other way round, lost and added change places.
		if back := g.Verify(b, a); len(back) != len(got) {
			t.Errorf("Verify(%q, %q): %d violations, the other way %d", a, b, len(got), len(back))
		}
	}
	if n < 80 {
		t.Errorf("%d pairs, want at least 80", n)
	}
}

func TestGuardTokenizer(t *testing.T) {
	if _, err := NewGuard(nil); err == nil {
		t.Error("NewGuard(nil): no error")
	}
	if _, err := New(nil); err == nil {
		t.Error("New(nil): no error")
	}
	if _, err := New(segment.Default(), WithMaxNumbers(-1)); err == nil {
		t.Error("New with a negative limit: no error")
	}
}
