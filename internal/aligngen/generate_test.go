package aligngen

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestCurrent: generating again changes nothing.
func TestCurrent(t *testing.T) {
	got, err := Generate("../../data")
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("../align/tables.gen.go")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("internal/align/tables.gen.go is not what the data give: run go generate ./internal/align")
	}
	again, err := Generate("../../data")
	if err != nil || !bytes.Equal(got, again) {
		t.Errorf("a second run gives other source, error %v", err)
	}
}

func TestGenerateErrors(t *testing.T) {
	tests := []struct{ why, file, text, want string }{
		{"row of one column", "normalize/chars.tsv", "妳\n", "chars.tsv:1"},
		{"empty target", "normalize/phrases.tsv", "# x\n甚麼\t\n", "phrases.tsv:2: empty target"},
		{"character table with a word", "normalize/chars.tsv", "甚麼\t什么\n", "is not one character to one character"},
		{"missing file", "opencc/TSPhrases.txt", "", "TSPhrases"},
	}
	for _, tt := range tests {
		dir := t.TempDir()
		for _, name := range []string{"opencc/TSCharacters.txt", "opencc/TSPhrases.txt", "normalize/chars.tsv", "normalize/phrases.tsv"} {
			text := "退\t退\n"
			if name == tt.file {
				if text = tt.text; text == "" {
					continue
				}
			}
			if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := Generate(dir); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v; want one with %q", tt.why, err, tt.want)
		}
	}
}
