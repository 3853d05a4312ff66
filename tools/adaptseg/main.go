// Command adaptseg rewrites hand-segmented text of another norm into ours, as far as rules can tell.
//
//	go run ./adaptseg FILE > out.txt
//
// FILE has words separated by spaces; the output has bars. Where the cuts of FILE and of our dictionary mode differ, ours stands if the
// difference looks like one of norm (FILE cuts a word of our dictionary, or joins function words, numerals or suffixes that our norm keeps
// apart), and that of FILE stands otherwise: names and words that our dictionary lacks, and ambiguities it resolves wrongly.
package main

import (
	"bufio"
	"fmt"
	"log"
	"os"
	"strings"
	"unicode/utf8"

	"github.com/qingting-nlp/qingting/internal/testkit"
	"github.com/qingting-nlp/qingting/segment"
)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 {
		log.Fatal("usage: adaptseg FILE")
	}
	gold, err := testkit.ReadGold(os.Args[1], " ")
	if err != nil {
		log.Fatal(err)
	}
	seg, err := segment.New(segment.DefaultModel(), segment.WithMode(segment.Dictionary))
	if err != nil {
		log.Fatal(err)
	}
	a := &adapter{seg: seg}
	out := bufio.NewWriter(os.Stdout)
	for _, g := range gold {
		fmt.Fprintln(out, strings.Join(a.adapt(g), "|"))
	}
	if err := out.Flush(); err != nil {
		log.Fatal(err)
	}
	fmt.Fprintf(os.Stderr, "%d sentences; of the differing stretches %d stay as in the file, %d become ours\n", len(gold), a.theirs, a.ours)
}

type adapter struct {
	seg          *segment.Segmenter
	theirs, ours int
}

func (a *adapter) adapt(g testkit.GoldSentence) []string {
	var theirs, ours []int // word ends
	for _, w := range g.Words {
		theirs = append(theirs, w.End)
	}
	kinds := map[int]segment.Kind{}
	for _, t := range a.seg.Append(nil, g.Text) {
		ours = append(ours, t.Span.End)
		kinds[t.Span.Start] = t.Kind
	}
	var words []string
	from := 0
	for i, j := 0, 0; i < len(theirs) && j < len(ours); {
		// The next border that both have ends a stretch.
		p, q := i, j
		for theirs[p] != ours[q] {
			if theirs[p] < ours[q] {
				p++
			} else {
				q++
			}
		}
		t, o := cut(g.Text, from, theirs[i:p+1]), cut(g.Text, from, ours[j:q+1])
		switch {
		case len(t) == 1 && len(o) == 1:
			words = append(words, t...)
		case a.keepOurs(t, o, kinds[from]):
			a.ours++
			words = append(words, o...)
		default:
			a.theirs++
			words = append(words, t...)
		}
		from, i, j = theirs[p], p+1, q+1
	}
	return words
}

func cut(text string, from int, ends []int) (words []string) {
	for _, e := range ends {
		words = append(words, text[from:e])
		from = e
	}
	return words
}

// apart holds characters that our norm keeps apart from what FILE may join them to.
const apart = "不没这那哪每各某个是有的了着过地得一二三四五六七八九十百千万亿两几多半第年月日号点时分秒把被给让也都就还很最更太再又吗呢吧啊只才别请我你他她您它"

func (a *adapter) keepOurs(theirs, ours []string, kind segment.Kind) bool {
	if kind != segment.Word {
		return true
	}
	if len(ours) == 1 {
		return true // a word of our dictionary
	}
	if len(theirs) > 1 {
		return false // another reading of an ambiguous stretch
	}
	if utf8.RuneCountInString(theirs[0]) > 5 {
		return true
	}
	known := 0
	for _, w := range ours {
		if utf8.RuneCountInString(w) == 1 && strings.Contains(apart, w) {
			return true
		}
		if utf8.RuneCountInString(w) > 1 {
			known++
		}
	}
	return known > 1
}
