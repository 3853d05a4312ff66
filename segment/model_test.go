package segment_test

import (
	"errors"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/qingting-nlp/qingting/segment"
)

func readDict(t testing.TB) string {
	t.Helper()
	b, err := os.ReadFile("dict.bin")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestEmbedded: what is embedded is whole; DefaultModel does not look.
func TestEmbedded(t *testing.T) {
	data := readDict(t)
	m, err := segment.OpenModel(data)
	if err != nil {
		t.Fatal(err)
	}
	s, err := segment.New(m)
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile("learned.bin")
	if err != nil {
		t.Fatal(err)
	}
	w, err := segment.OpenWeights(string(b))
	if err != nil {
		t.Fatal(err)
	}
	learned, err := segment.New(segment.DefaultModel(), segment.WithWeights(w))
	if err != nil {
		t.Fatal(err)
	}
	unknown, err := segment.New(segment.DefaultModel(), segment.WithMode(segment.Unknown))
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range sampleTexts(t) {
		if !equal(s.Append(nil, text), unknown.Append(nil, text)) {
			t.Errorf("the file and the embedded dictionary cut differently: %s", text)
		}
		if !equal(learned.Append(nil, text), segment.Default().Append(nil, text)) {
			t.Errorf("the file and the embedded weights cut differently: %s", text)
		}
	}
	if max := 4 << 20; len(b) > max {
		t.Errorf("learned.bin has %d bytes; want at most %d", len(b), max)
	}
	if max := 5 << 20; len(data) > max {
		t.Errorf("dict.bin has %d bytes; want at most %d", len(data), max)
	}
}

func TestOpenModelErrors(t *testing.T) {
	data := readDict(t)
	open := func(why string, data string) {
		t.Helper()
		if m, err := segment.OpenModel(data); !errors.Is(err, segment.ErrModel) || m != nil {
			t.Errorf("%s: OpenModel = %v, %v; want ErrModel", why, m, err)
		}
	}
	open("empty", "")
	open("text", strings.Repeat("手机银行", 100))
	open("only the magic", data[:5])
	open("only the header", data[:64])
	open("one byte too many", data+"\x00")
	open("two dictionaries", data+data)
	flip := func(at int, bits byte) string {
		b := []byte(data)
		b[at] ^= bits
		return string(b)
	}
	for at := range 64 {
		for _, bits := range []byte{1, 0x80, 0xFF} {
			open("a damaged header", flip(at, bits))
		}
	}
	rnd := rand.New(rand.NewPCG(3, 4))
	for range 100 {
		open("a damaged byte", flip(rnd.IntN(len(data)), byte(1+rnd.IntN(255))))
		open("cut", data[:rnd.IntN(len(data))])
	}
}

// TestHeap: the dictionary is used in place.
func TestHeap(t *testing.T) {
	data := readDict(t)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	m, err := segment.OpenModel(data)
	if err != nil {
		t.Fatal(err)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 4<<20 {
		t.Errorf("opening the dictionary takes %d bytes of heap; want at most 4 MiB", grown)
	}
	runtime.KeepAlive(m)
}

const smallProgram = `package main

import (
	"fmt"
	"os"
	"runtime"

	"github.com/qingting-nlp/qingting/segment"
)

func main() {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	n := len(segment.Default().Append(nil, "手机银行登录不上去"))
	runtime.ReadMemStats(&after)
	if n != 4 || after.TotalAlloc-before.TotalAlloc > 4<<20 {
		fmt.Println(n, "tokens,", after.TotalAlloc-before.TotalAlloc, "bytes")
		os.Exit(1)
	}
}
`

// TestLinkSize: a program that only cuts words is small, starts without work, and links nothing of the builders.
func TestLinkSize(t *testing.T) {
	if testing.Short() || raceEnabled {
		t.Skip("builds a program")
	}
	list, err := exec.Command("go", "list", "-deps", ".").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	for dep := range strings.FieldsSeq(string(list)) {
		if strings.Contains(dep, "go-ego") || strings.Contains(dep, "segbuild") || strings.Contains(dep, "aligngen") || strings.HasPrefix(dep, "net/") {
			t.Errorf("package segment depends on %s", dep)
		}
	}
	// The program must lie in the module; an overlay puts it there without writing.
	dir := t.TempDir()
	src, overlay, exe := filepath.Join(dir, "main.go"), filepath.Join(dir, "overlay.json"), filepath.Join(dir, "small.exe")
	wd, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	virtual := filepath.Join(wd, "small_program_of_test", "main.go")
	for name, text := range map[string]string{src: smallProgram, overlay: `{"Replace":{"` + filepath.ToSlash(virtual) + `":"` + filepath.ToSlash(src) + `"}}`} {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if out, err := exec.Command("go", "build", "-overlay", overlay, "-o", exe, "./small_program_of_test").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	info, err := os.Stat(exe)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("the program has %.1f MB", float64(info.Size())/1e6)
	if info.Size() > 12e6 {
		t.Errorf("the program has %d bytes; want at most 12 MB", info.Size())
	}
	if out, err := exec.Command(exe).CombinedOutput(); err != nil {
		t.Errorf("the program fails: %v: %s", err, out)
	}
}
