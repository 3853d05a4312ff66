package qingting_test

import (
	"os"
	"strings"
	"testing"
)

// TestReadme checks that the program and the output shown in the README are those of examples/quickstart, which a test of its own runs.
func TestReadme(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	for block, name := range map[string]string{"```go\n": "examples/quickstart/main.go", "```text\n": "examples/quickstart/output.txt"} {
		_, rest, ok := strings.Cut(string(readme), block)
		code, _, ok2 := strings.Cut(rest, "```")
		if !ok || !ok2 {
			t.Fatalf("README.md has no block %q", block)
		}
		want, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if strings.TrimSpace(code) != strings.TrimSpace(string(want)) {
			t.Errorf("README.md shows another %s", name)
		}
	}
}
