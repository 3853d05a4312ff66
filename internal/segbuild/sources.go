// Package segbuild compiles the dictionary of package segment from its sources: the dictionary and unknown-word tables of the
// go-ego/gse module, the service lexicon in data/lexicon, and the norm in data/segment. The generator and the test that proves its
// output current share it.
package segbuild

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/qingting-nlp/qingting/internal/align"
)

// Word is one dictionary row with its word in folded form.
type Word struct {
	Text string
	Freq float64 // occurrences on the scale of the general dictionary; 0: chosen by the compiler
	Tag  string
	Term bool // a word of the service lexicon
}

// minFreq leaves out the rare words of the general dictionary: most are names and fragments that break common words apart.
// Measured effect: half the size and better agreement with hand-segmented text (docs/segmentation.md, BENCHMARKS.md).
const minFreq = 4

// readGeneral reads a gse dictionary file: "word freq tag" rows.
func readGeneral(name string) ([]Word, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []Word
	sc := bufio.NewScanner(f)
	for line := 1; sc.Scan(); line++ {
		cols := strings.Split(sc.Text(), " ")
		if len(cols) != 3 {
			continue // two rows of the file hold a space inside the word
		}
		freq, err := strconv.ParseFloat(cols[1], 64)
		if err != nil {
			return nil, fmt.Errorf("segbuild: %s:%d: frequency is not a number", name, line)
		}
		if freq < minFreq {
			continue
		}
		if text := foldKey(cols[0]); wordLike(text) {
			out = append(out, Word{Text: text, Freq: freq, Tag: cols[2]})
		}
	}
	return out, sc.Err()
}

// readLexicon reads data/lexicon/*.tsv: word, tag, frequency or "-", note.
func readLexicon(dir string) ([]Word, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.tsv"))
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	var out []Word
	seen := map[string]string{}
	for _, name := range names {
		err := eachRow(name, func(line int, cols []string) error {
			if len(cols) < 3 {
				return fmt.Errorf("want word, tag and frequency")
			}
			w := Word{Text: foldKey(cols[0]), Tag: cols[1], Term: runeLen(cols[0]) > 1 && filepath.Base(name) != talk}
			if !wordLike(w.Text) {
				return fmt.Errorf("word holds a character that is neither Han nor visible ASCII")
			}
			if cols[2] != "-" {
				freq, err := strconv.ParseFloat(cols[2], 64)
				if err != nil || freq < 1 {
					return fmt.Errorf("frequency is neither - nor a positive number")
				}
				w.Freq = freq
			}
			if at, dup := seen[w.Text]; dup {
				return fmt.Errorf("word stands in %s too", at)
			}
			seen[w.Text] = fmt.Sprintf("%s:%d", filepath.Base(name), line)
			out = append(out, w)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// talk is the file of the lexicon with everyday words of conversations, which are no service terms: what stands beside them counts as
// much as they do.
const talk = "talk.tsv"

// readSingles reads data/segment/single.tsv: count, tag, characters. A character that stands twice keeps its larger count.
func readSingles(name string) ([]Word, error) {
	var out []Word
	err := eachRow(name, func(_ int, cols []string) error {
		if len(cols) != 3 {
			return fmt.Errorf("want count, tag and characters")
		}
		freq, err := strconv.ParseFloat(cols[0], 64)
		if err != nil || freq < 1 {
			return fmt.Errorf("count is not a positive number")
		}
		for c := range strings.FieldsSeq(cols[2]) {
			if runeLen(c) != 1 {
				return fmt.Errorf("%q is not one character", c)
			}
			out = append(out, Word{Text: c, Freq: freq, Tag: cols[1]})
		}
		return nil
	})
	return out, err
}

func eachRow(name string, row func(line int, cols []string) error) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	sc := bufio.NewScanner(f)
	for line := 1; sc.Scan(); line++ {
		if text := sc.Text(); text != "" && text[0] != '#' {
			if err := row(line, strings.Split(text, "\t")); err != nil {
				return fmt.Errorf("segbuild: %s:%d: %w", name, line, err)
			}
		}
	}
	return sc.Err()
}

// emissions holds the natural logarithms of the probability of a character at the beginning, middle and end of a word.
type emissions [3]map[rune]float64

var (
	emitState = regexp.MustCompile(`probEmit\['([BMES])'\] = map`)
	emitRow   = regexp.MustCompile(`'\\u([0-9a-f]{4})':\s*(-?[0-9.e+-]+),`)
)

// readEmissions reads the tables out of the source of package hmm: they are not exported, and linking them would cost every user
// four maps at start.
func readEmissions(name string) (emissions, error) {
	var out emissions
	for i := range out {
		out[i] = map[rune]float64{}
	}
	f, err := os.Open(name)
	if err != nil {
		return out, err
	}
	defer f.Close()
	state := -1
	sc := bufio.NewScanner(f)
	for sc.Scan() {
		if m := emitState.FindStringSubmatch(sc.Text()); m != nil {
			state = strings.Index("BME", m[1])
			continue
		}
		if m := emitRow.FindStringSubmatch(sc.Text()); m != nil && state >= 0 {
			r, err := strconv.ParseUint(m[1], 16, 32)
			if err != nil {
				return out, err
			}
			p, err := strconv.ParseFloat(m[2], 64)
			if err != nil {
				return out, err
			}
			folded, ok := align.Fold(rune(r))
			if !ok {
				continue
			}
			// Two characters that fold to one share its probability: keep the larger.
			if old, dup := out[state][folded]; !dup || p > old {
				out[state][folded] = p
			}
		}
	}
	if len(out[0]) == 0 || len(out[1]) == 0 || len(out[2]) == 0 {
		return out, fmt.Errorf("segbuild: %s: no emission tables found", name)
	}
	return out, sc.Err()
}

// foldKey folds word character by character, as the segmenter reads text: it does not know the phrases of align.
func foldKey(word string) string {
	return strings.Map(func(r rune) rune {
		if f, ok := align.Fold(r); ok {
			return f
		}
		return -1
	}, word)
}

// wordLike reports whether text is made of Han characters and visible ASCII only; the rest of the general dictionary is foreign names
// with a dot between their parts.
func wordLike(text string) bool {
	for _, r := range text {
		if !unicode.Is(unicode.Han, r) && (r <= ' ' || r >= 0x7F) || r > 0xFFFF {
			return false
		}
	}
	return text != ""
}

func runeLen(s string) int { return utf8.RuneCountInString(s) }
