// Package examples_test runs the examples and compares what they print with output.txt beside them.
package examples_test

import (
	"bytes"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the expected outputs")

func TestOutputs(t *testing.T) {
	bin := t.TempDir()
	build := exec.Command("go", "build", "-o", bin+string(filepath.Separator), "./...")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, row := range []struct {
		name string
		args []string
	}{
		{"quickstart", nil},
		{"agentassist", nil},
		{"chatbot", []string{"-demo"}},
	} {
		t.Run(row.name, func(t *testing.T) {
			cmd := exec.Command(filepath.Join(bin, row.name), row.args...)
			cmd.Dir = ".." // the root, where the sample dialogues are
			var errs bytes.Buffer
			cmd.Stderr = &errs
			got, err := cmd.Output()
			if err != nil {
				t.Fatalf("%v\n%s", err, errs.Bytes())
			}
			name := filepath.Join(row.name, "output.txt")
			if *update {
				if err := os.WriteFile(name, got, 0o666); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(string(want), string(got)); d != "" {
				t.Errorf("the output has changed; if it is better, run the test with -update (-want +got):\n%s", d)
			}
		})
	}
}

// TestEveryExampleHasAnOutput finds a program that the table above forgot.
func TestEveryExampleHasAnOutput(t *testing.T) {
	mains, err := filepath.Glob("*/main.go")
	if err != nil || len(mains) == 0 {
		t.Fatal("no examples", err)
	}
	for _, m := range mains {
		if _, err := os.Stat(filepath.Join(filepath.Dir(m), "output.txt")); err != nil {
			t.Error(err)
		}
	}
}
