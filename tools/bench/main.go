// Command bench times this library beside go-ego/gse in one process, on the distinct texts of a file.
//
//	go run ./bench [-rounds 7] [-gse-lines 4000] FILE
//
// FILE holds one text a line; of lines with tabs the last column is taken. Every figure is the median over the rounds, in each of which
// all systems run in turn; MB are 10^6 bytes of UTF-8.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"log"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-ego/gse"

	"github.com/qingting-nlp/qingting/segment"
)

type system struct {
	name  string
	lines []string
	cut   func(string)
	times []float64 // MB/s of each round
}

func main() {
	log.SetFlags(0)
	rounds := flag.Int("rounds", 7, "rounds")
	gseLines := flag.Int("gse-lines", 4000, "lines for the slower systems")
	flag.Parse()
	if flag.NArg() != 1 {
		log.Fatal("usage: bench [flags] FILE")
	}
	lines, err := readTexts(flag.Arg(0))
	if err != nil {
		log.Fatal(err)
	}
	few := lines[:min(len(lines), *gseLines)]

	before := heap()
	start := time.Now()
	seg := segment.Default()
	toks := seg.Append(nil, "手机银行登录不上去")
	fmt.Printf("load: qingting %v (first call included), heap %+d KB\n", time.Since(start).Round(time.Microsecond), (heap()-before)/1024)

	before = heap()
	start = time.Now()
	var g gse.Segmenter
	g.SkipLog = true
	if err := g.LoadDictEmbed("zh_s"); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("load: gse zh_s %v, heap %+d KB\n", time.Since(start).Round(time.Millisecond), (heap()-before)/1024)

	dict, err := segment.New(segment.DefaultModel(), segment.WithMode(segment.Dictionary))
	if err != nil {
		log.Fatal(err)
	}
	unknown, err := segment.New(segment.DefaultModel(), segment.WithMode(segment.Unknown))
	if err != nil {
		log.Fatal(err)
	}
	systems := []*system{
		{name: "qingting (learned, tags, offsets)", lines: lines, cut: func(s string) { toks = seg.Append(toks[:0], s) }},
		{name: "qingting, unknown-word mode", lines: lines, cut: func(s string) { toks = unknown.Append(toks[:0], s) }},
		{name: "qingting, dictionary mode", lines: lines, cut: func(s string) { toks = dict.Append(toks[:0], s) }},
		{name: "qingting, first lines only", lines: few, cut: func(s string) { toks = seg.Append(toks[:0], s) }},
		{name: "gse Cut(text, true)", lines: few, cut: func(s string) { g.Cut(s, true) }},
		{name: "gse Cut(text, false)", lines: few, cut: func(s string) { g.Cut(s, false) }},
		{name: "gse Cut(text)", lines: few, cut: func(s string) { g.Cut(s) }},
		{name: "gse Segment", lines: few, cut: func(s string) { g.Segment([]byte(s)) }},
	}
	for range *rounds {
		for _, sys := range systems {
			sys.run()
		}
	}
	base := systems[3].median()
	for _, sys := range systems {
		fmt.Printf("%-42s %7.2f MB/s [%.2f..%.2f]   ours/this %.1f\n", sys.name, sys.median(), slices.Min(sys.times), slices.Max(sys.times), base/sys.median())
	}
	fmt.Printf("texts: %d distinct, %.2f MB; first lines: %d, %.2f MB\n", len(lines), mb(lines), len(few), mb(few))
	allocs := testing.Benchmark(func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			toks = seg.Append(toks[:0], lines[i%len(lines)])
		}
	})
	fmt.Printf("qingting allocations: %d allocs/op, %d B/op\n", allocs.AllocsPerOp(), allocs.AllocedBytesPerOp())
	fmt.Printf("%s %s/%s, one goroutine\n", runtime.Version(), runtime.GOOS, runtime.GOARCH)
}

func (s *system) run() {
	start := time.Now()
	for _, l := range s.lines {
		s.cut(l)
	}
	s.times = append(s.times, mb(s.lines)/time.Since(start).Seconds())
}

func (s *system) median() float64 {
	t := slices.Sorted(slices.Values(s.times))
	return t[len(t)/2]
}

func mb(lines []string) float64 {
	n := 0
	for _, l := range lines {
		n += len(l)
	}
	return float64(n) / 1e6
}

func heap() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

func readTexts(name string) ([]string, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	seen := map[string]bool{}
	var out []string
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		text := sc.Text()
		if i := strings.LastIndexByte(text, '\t'); i >= 0 {
			text = text[i+1:]
		}
		if text != "" && !seen[text] {
			seen[text] = true
			out = append(out, text)
		}
	}
	return out, sc.Err()
}
