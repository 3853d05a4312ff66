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
	"path/filepath"
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
	a := &adapter{seg: seg, terms: map[string]bool{}}
	files, err := filepath.Glob("../data/lexicon/*.tsv")
	if err != nil || len(files) == 0 {
		log.Fatal("adaptseg runs in the folder tools: it reads ../data/lexicon")
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			log.Fatal(err)
		}
		for line := range strings.Lines(string(b)) {
			word, _, _ := strings.Cut(line, "\t")
			a.terms[word] = true
		}
	}
	out := bufio.NewWriter(os.Stdout)
	for _, g := range gold {
		fmt.Fprintln(out, strings.Join(a.joinNames(a.adapt(g)), "|"))
	}
	if err := out.Flush(); err != nil {
		log.Fatal(err)
	}
	fmt.Fprintf(os.Stderr, "%d sentences; of the differing stretches %d stay as in the file, %d become ours; %d names joined\n", len(gold), a.theirs, a.ours, a.names)
}

type adapter struct {
	seg          *segment.Segmenter
	theirs, ours int
	names        int
	terms        map[string]bool // of the service lexicon
}

func (a *adapter) adapt(g testkit.GoldSentence) []string {
	var theirs, ours []int // word ends
	for _, w := range g.Words {
		theirs = append(theirs, w.End)
	}
	first := map[int]segment.Token{}
	for _, t := range a.seg.Append(nil, g.Text) {
		ours = append(ours, t.Span.End)
		first[t.Span.Start] = t
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
		case a.keepOurs(t, o, first[from]):
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

// compound reports whether a word of our dictionary is a compound that the norm cuts: of words of two characters and more, no idiom, no name
// and no service term.
func (a *adapter) compound(parts []string, tag segment.Tag) bool {
	switch tag.String() {
	case "i", "l", "nr", "ns", "nt", "nz", "nrt", "nrfg", "j":
		return false
	}
	for _, p := range parts {
		if utf8.RuneCountInString(p) < 2 {
			return false
		}
	}
	return !a.terms[strings.Join(parts, "")]
}

// joinNames joins a surname and the given name behind it, which FILE keeps apart, to the one word of our norm.
func (a *adapter) joinNames(words []string) []string {
	var out []string
	for i := 0; i < len(words); i++ {
		w := words[i]
		if i+1 < len(words) && strings.Contains(surnames, w) && utf8.RuneCountInString(w) == 1 && a.given(words[i+1]) && (i == 0 || !a.counts(words[i-1])) {
			w += words[i+1]
			a.names++
			i++
		}
		out = append(out, w)
	}
	return out
}

// given reports whether w may be a given name: one or two characters that names are made of, or two that are no word.
func (a *adapter) given(w string) bool {
	n, common := 0, true
	for _, r := range w {
		n++
		common = common && strings.ContainsRune(givenCharacters, r)
	}
	switch {
	case n > 2 || strings.Contains(titles, w):
		return false
	case common:
		return true
	}
	toks := a.seg.Append(nil, w)
	return n == 2 && len(toks) == 2 && toks[0].Kind == segment.Word && toks[1].Kind == segment.Word
}

// counts reports whether w, before what may be a surname, says that it is a measure word (三|张, 这|段).
func (a *adapter) counts(w string) bool {
	toks := a.seg.Append(nil, w)
	return toks[len(toks)-1].Kind == segment.Number || strings.Contains("这那哪每各某几两半多首上下", w)
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

func (a *adapter) keepOurs(theirs, ours []string, first segment.Token) bool {
	if first.Kind != segment.Word {
		return true
	}
	if len(ours) == 1 {
		return !a.compound(theirs, first.Tag) // a word of our dictionary
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
