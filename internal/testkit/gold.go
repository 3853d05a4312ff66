// Package testkit reads the test data of this project and compares results with it.
package testkit

import (
	"bufio"
	"os"
	"strings"

	"github.com/qingting-nlp/qingting/dialogue"
)

// GoldSentence is a text with its words as a person cut them.
type GoldSentence struct {
	Line  int
	Text  string
	Words []dialogue.Span
}

// ReadGold reads sentences with the given sign between words. White space stays in the text and is a border too, unless it is the
// sign itself: then it is left out of the text. Lines that start with # are skipped.
func ReadGold(name, sign string) ([]GoldSentence, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []GoldSentence
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<20)
	for line := 1; sc.Scan(); line++ {
		row := strings.TrimSpace(sc.Text())
		if row == "" || strings.HasPrefix(row, "#") && sign == "|" {
			continue
		}
		g := GoldSentence{Line: line}
		var b strings.Builder
		for part := range strings.SplitSeq(row, sign) {
			for rest := part; rest != ""; {
				word, tail, spaced := strings.Cut(rest, " ")
				if word != "" {
					g.Words = append(g.Words, dialogue.Span{Start: b.Len(), End: b.Len() + len(word)})
					b.WriteString(word)
				}
				if spaced {
					b.WriteString(" ")
				}
				rest = tail
			}
		}
		g.Text = b.String()
		out = append(out, g)
	}
	return out, sc.Err()
}

// SpanScore counts words of a comparison with gold.
type SpanScore struct{ Gold, Found, Both int }

// Add counts one sentence.
func (s *SpanScore) Add(gold, found []dialogue.Span) {
	s.Gold += len(gold)
	s.Found += len(found)
	in := make(map[dialogue.Span]bool, len(gold))
	for _, g := range gold {
		in[g] = true
	}
	for _, f := range found {
		if in[f] {
			s.Both++
		}
	}
}

// Precision, Recall and F1 are shares in [0,1]; 0 when nothing was counted.
func (s SpanScore) Precision() float64 { return share(s.Both, s.Found) }

// Recall is the share of the gold words that were found.
func (s SpanScore) Recall() float64 { return share(s.Both, s.Gold) }

// F1 is the harmonic mean of precision and recall.
func (s SpanScore) F1() float64 { return share(2*s.Both, s.Gold+s.Found) }

func share(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}
