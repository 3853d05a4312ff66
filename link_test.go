package qingting

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
)

// linkProgram uses one package: what is given to its New and what it does besides.
const linkProgram = `package main

import (
	"github.com/qingting-nlp/qingting/segment"
	%[4]s
)

type tok struct{}

func (tok) Append(dst []segment.Token, text string) []segment.Token { return append(dst, segment.Token{Norm: text}) }

func main() {
	_ = segment.Tokenizer(tok{})
	x, err := %[1]s.New(%[2]s)
	println(x, err)
	%[3]s
}
`

// TestLink checks that a program pays for the dictionary of package segment only when it calls Default.
func TestLink(t *testing.T) {
	if testing.Short() {
		t.Skip("builds programs")
	}
	dict, err := os.ReadFile("segment/dict.bin")
	if err != nil {
		t.Fatal(err)
	}
	// A stretch in the middle tells whether the dictionary is there.
	mark := dict[len(dict)/2 : len(dict)/2+256]
	build := func(t *testing.T, pkg, more string) []byte {
		arg, imp := "tok{}", strconv.Quote("github.com/qingting-nlp/qingting/"+pkg)
		if pkg == "segment" {
			arg, imp = "nil", ""
		}
		dir := t.TempDir()
		src, bin := filepath.Join(dir, "main.go"), filepath.Join(dir, "main.exe")
		if err := os.WriteFile(src, fmt.Appendf(nil, linkProgram, pkg, arg, more, imp), 0o666); err != nil {
			t.Fatal(err)
		}
		if out, err := exec.Command("go", "build", "-o", bin, src).CombinedOutput(); err != nil {
			t.Fatalf("go build: %v\n%s", err, out)
		}
		data, err := os.ReadFile(bin)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	// What package segment links by itself cannot be told from what the others make it link.
	if bytes.Contains(build(t, "segment", ""), mark) {
		t.Skip("package segment links its dictionary into every program that imports it: look for package-level variables and init functions that reach DefaultModel")
	}
	for _, pkg := range []string{"sentiment", "intent", "rephrase"} {
		t.Run(pkg, func(t *testing.T) {
			t.Parallel()
			own := build(t, pkg, "")
			def := build(t, pkg, pkg+".Default()")
			t.Logf("own tokenizer %d bytes, Default %d bytes, dictionary %d bytes", len(own), len(def), len(dict))
			if bytes.Contains(own, mark) || len(def)-len(own) < len(dict)*9/10 {
				t.Errorf("%s links the dictionary of package segment without Default: %d bytes, with it %d", pkg, len(own), len(def))
			}
			if !bytes.Contains(def, mark) {
				t.Error("the dictionary is not found where it must be: the test is broken")
			}
		})
	}
}
