// Command evalseg compares the segmenter with hand-segmented text.
//
//	go run ./evalseg [-sign "|"] [-terms FILE] [-mode learned|unknown|dictionary] [-weights FILE] [-wrong N] FILE…
//
// It prints, for each file, sentences, words, precision, recall and F1 over word spans, and with -terms the share of service terms that
// are one word each. The sign " " reads files with words separated by spaces; their text is then the words without spaces.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"log"
	"os"
	"strings"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/internal/testkit"
	"github.com/qingting-nlp/qingting/segment"
)

func main() {
	log.SetFlags(0)
	sign := flag.String("sign", "|", "what stands between words")
	terms := flag.String("terms", "", "file of service terms, one a line")
	mode := flag.String("mode", "learned", "learned, unknown or dictionary")
	weights := flag.String("weights", "", "file of weights to use instead of the embedded ones")
	wrong := flag.Int("wrong", 0, "print the first `N` sentences that differ")
	flag.Parse()
	seg, err := open(*mode, *weights)
	if err != nil {
		log.Fatal(err)
	}
	known, err := readTerms(*terms)
	if err != nil {
		log.Fatal(err)
	}
	for _, name := range flag.Args() {
		gold, err := testkit.ReadGold(name, *sign)
		if err != nil {
			log.Fatal(err)
		}
		var score testkit.SpanScore
		var toks []segment.Token
		whole, all := 0, 0
		for _, g := range gold {
			toks = seg.Append(toks[:0], g.Text)
			found := testkit.WordSpans(toks)
			score.Add(g.Words, found)
			if s := testkit.Bars(g.Text, found); *wrong > 0 && s != testkit.Bars(g.Text, g.Words) {
				*wrong--
				fmt.Printf("%d\n  gold %s\n  ours %s\n", g.Line, testkit.Bars(g.Text, g.Words), s)
			}
			in := map[dialogue.Span]bool{}
			for _, f := range found {
				in[f] = true
			}
			for _, w := range g.Words {
				if known[w.Of(g.Text)] {
					all++
					if in[w] {
						whole++
					}
				}
			}
		}
		fmt.Printf("%s: %d sentences, %d words, P %.4f R %.4f F1 %.4f", name, len(gold), score.Gold, score.Precision(), score.Recall(), score.F1())
		if all > 0 {
			fmt.Printf(", terms whole %d/%d = %.4f", whole, all, float64(whole)/float64(all))
		}
		fmt.Println()
	}
}

func open(mode, weights string) (*segment.Segmenter, error) {
	modes := map[string]segment.Mode{"learned": segment.Learned, "unknown": segment.Unknown, "dictionary": segment.Dictionary}
	m, ok := modes[mode]
	if !ok {
		return nil, fmt.Errorf("evalseg: there is no mode %q", mode)
	}
	opts := []segment.Option{segment.WithMode(m)}
	if weights != "" {
		data, err := os.ReadFile(weights)
		if err != nil {
			return nil, err
		}
		w, err := segment.OpenWeights(string(data))
		if err != nil {
			return nil, fmt.Errorf("evalseg: %s: %w", weights, err)
		}
		opts = append(opts, segment.WithWeights(w))
	}
	return segment.New(segment.DefaultModel(), opts...)
}

func readTerms(name string) (map[string]bool, error) {
	terms := map[string]bool{}
	if name == "" {
		return terms, nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	sc := bufio.NewScanner(f)
	for sc.Scan() {
		if t := strings.TrimSpace(sc.Text()); t != "" && t[0] != '#' {
			terms[t] = true
		}
	}
	return terms, sc.Err()
}
