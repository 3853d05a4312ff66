package segbuild

import (
	"fmt"
	"math"
	"os/exec"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"unicode"

	"github.com/qingting-nlp/qingting/internal/align"
	"github.com/qingting-nlp/qingting/internal/dat"
	"github.com/qingting-nlp/qingting/internal/segmodel"
	"github.com/qingting-nlp/qingting/segment"
)

// Build compiles the dictionary from the folder dataDir and the source folder of the gse module.
func Build(dataDir, gseDir string) ([]byte, error) {
	general, err := readGeneral(filepath.Join(gseDir, "data/dict/zh/s_1.txt"))
	if err != nil {
		return nil, err
	}
	traditional, err := readGeneral(filepath.Join(gseDir, "data/dict/zh/t_1.txt"))
	if err != nil {
		return nil, err
	}
	lexicon, err := readLexicon(filepath.Join(dataDir, "lexicon"))
	if err != nil {
		return nil, err
	}
	norm, err := readNorm(filepath.Join(dataDir, "segment/norm.tsv"))
	if err != nil {
		return nil, err
	}
	singles, err := readSingles(filepath.Join(dataDir, "segment/single.tsv"))
	if err != nil {
		return nil, err
	}
	emit, err := readEmissions(filepath.Join(gseDir, "hmm/prob_emit.go"))
	if err != nil {
		return nil, err
	}
	words := merge(general, traditional, singles, lexicon, norm)
	return compile(words, emit)
}

// GSEDir returns the source folder of the gse module that go.mod asks for.
func GSEDir() (string, error) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/go-ego/gse").Output()
	if err != nil {
		return "", fmt.Errorf("segbuild: finding the gse module: %w", err)
	}
	dir := strings.TrimSpace(string(out))
	if dir == "" {
		return "", fmt.Errorf("segbuild: the gse module is not downloaded")
	}
	return dir, nil
}

// merge joins the sources. The traditional list adds only words that the simplified one lacks after folding; the norm takes words out
// of both; the lexicon has the last word.
func merge(general, traditional, singles, lexicon []Word, n *norm) map[string]Word {
	words := make(map[string]Word, len(general))
	add := func(w Word) {
		if old, dup := words[w.Text]; !dup || w.Freq > old.Freq {
			words[w.Text] = w
		}
	}
	for _, w := range general {
		add(w)
	}
	has := func(s string) bool { _, ok := words[s]; return ok }
	var extra []Word
	for _, w := range traditional {
		if !has(w.Text) {
			extra = append(extra, w)
		}
	}
	for _, w := range extra {
		add(w)
	}
	var cut []string // all of them, before has would answer otherwise for some
	for text, w := range words {
		if n.cuts(text, w.Tag, has) {
			cut = append(cut, text)
		}
	}
	for _, text := range cut {
		delete(words, text)
	}
	for _, w := range singles {
		add(w)
	}
	for _, w := range lexicon {
		if old, dup := words[w.Text]; dup && w.Freq == 0 {
			// The general dictionary knows the word: its count stands unless the parts would win.
			if w.Tag == "" {
				w.Tag = old.Tag
			}
			old.Tag = w.Tag
			words[w.Text] = Word{w.Text, -old.Freq, w.Tag, w.Term}
			continue
		}
		words[w.Text] = w
	}
	return words
}

// compile chooses costs, packs the trie and writes the blob.
func compile(words map[string]Word, emit emissions) ([]byte, error) {
	texts := make([]string, 0, len(words))
	total := 0.0
	for t, w := range words {
		texts = append(texts, t)
		total += math.Abs(w.Freq)
	}
	slices.Sort(texts)

	costs := make(map[string]float64, len(words))
	for _, t := range texts {
		if f := math.Abs(words[t].Freq); f > 0 {
			costs[t] = math.Log(total / f)
		}
	}
	// Longer words see the cost already given to shorter ones.
	service := slices.DeleteFunc(slices.Clone(texts), func(t string) bool { return words[t].Freq > 0 })
	sort.SliceStable(service, func(i, j int) bool { return len(service[i]) < len(service[j]) })
	for _, t := range service {
		chosen := min(serviceCost(runeLen(t)), pathCost(t, costs, total)-wholeMargin)
		if known, ok := costs[t]; ok {
			chosen = min(chosen, known)
		}
		costs[t] = max(chosen, minServiceCost)
	}

	coder, err := newCoder(texts, emit)
	if err != nil {
		return nil, err
	}
	keys := make([]dat.Key, len(texts))
	for i, t := range texts {
		cost := max(segmodel.QuantizeCost(costs[t]), 2*segmodel.TermCost) &^ segmodel.TermCost
		if words[t].Term {
			cost |= segmodel.TermCost
		}
		keys[i] = dat.Key{Codes: coder.encode(t), Payload: cost}
	}
	trie, slots, err := dat.Build(keys, coder.size())
	if err != nil {
		return nil, err
	}
	tags := make([]uint8, len(trie.Labels))
	for i, t := range texts {
		tag, ok := segment.ParseTag(words[t].Tag)
		if !ok {
			return nil, fmt.Errorf("segbuild: word %q has the unknown tag %q", t, words[t].Tag)
		}
		tags[slots[i]] = uint8(tag)
	}
	return segmodel.Encode(&segmodel.Tables{
		RuneCodes: coder.runeCodes(),
		Trie:      *trie,
		Tags:      tags,
		Emit:      coder.emissions(emit),
		Codes:     coder.size(),
	})
}

const (
	// wholeMargin is how much cheaper a service term is than its parts, in nats.
	wholeMargin = 1.0
	// minServiceCost keeps a service term rarer than the commonest words.
	minServiceCost = 7.0
)

// serviceCost is the cost of a term without a count. In service talk such words are common; in the general dictionary, counted on
// news and novels, they are rare or missing.
func serviceCost(runes int) float64 {
	switch {
	case runes <= 2:
		return 11.5
	case runes == 3:
		return 12.5
	default:
		return 13
	}
}

// pathCost returns the cost of the cheapest way to write text as shorter words.
func pathCost(text string, costs map[string]float64, total float64) float64 {
	r := []rune(text)
	best := make([]float64, len(r)+1)
	for i := 1; i <= len(r); i++ {
		best[i] = math.Inf(1)
	}
	for i := range r {
		for j := i + 1; j <= len(r) && j-i <= 16; j++ {
			if i == 0 && j == len(r) {
				continue
			}
			c, ok := costs[string(r[i:j])]
			if !ok {
				if j > i+1 {
					continue
				}
				c = math.Log(total)
			}
			best[j] = min(best[j], best[i]+c)
		}
	}
	return best[len(r)]
}

// coder gives characters their codes: ASCII its own, numerals a block, the rest by how many words use them, so that the rows of the
// trie are narrow.
type coder struct {
	codes map[rune]uint16
	next  uint16
}

func newCoder(texts []string, emit emissions) (*coder, error) {
	use := map[rune]int{}
	for _, t := range texts {
		for _, r := range t {
			use[r]++
		}
	}
	for _, table := range emit {
		for r := range table {
			if _, ok := use[r]; !ok && unicode.Is(unicode.Han, r) {
				use[r] = 0
			}
		}
	}
	c := &coder{codes: map[rune]uint16{}, next: segmodel.FirstHan}
	runes := make([]rune, 0, len(use))
	for r := range use {
		if code, fixed := segmodel.FixedCode(r); fixed {
			c.codes[r] = code
			continue
		}
		if r > 0xFFFF {
			return nil, fmt.Errorf("segbuild: %q is outside the basic plane", r)
		}
		runes = append(runes, r)
	}
	sort.Slice(runes, func(i, j int) bool {
		if a, b := use[runes[i]], use[runes[j]]; a != b {
			return a > b
		}
		return runes[i] < runes[j]
	})
	for _, r := range runes {
		c.codes[r] = c.next
		c.next++
	}
	return c, nil
}

func (c *coder) size() int { return int(c.next) }

func (c *coder) encode(s string) []uint16 {
	out := make([]uint16, 0, len(s)/3)
	for _, r := range s {
		out = append(out, c.codes[r])
	}
	return out
}

// runeCodes is the table from a raw character to the code of its folded form.
func (c *coder) runeCodes() []uint16 {
	out := make([]uint16, 1<<16)
	for i := range out {
		r := rune(i)
		f, ok := align.Fold(r)
		if !ok {
			out[i] = segmodel.Ignorable | segmodel.FoldedBit
			continue
		}
		code, known := c.codes[f]
		if !known {
			code = segmodel.ClassCode(f)
		}
		if f != r || align.Phrased(r) {
			code |= segmodel.FoldedBit
		}
		out[i] = code
	}
	return out
}

func (c *coder) emissions(e emissions) []uint16 {
	out := make([]uint16, c.size()*3)
	for i := range out {
		out[i] = segmodel.MaxCost
	}
	for state, table := range e {
		for r, p := range table {
			if !unicode.Is(unicode.Han, r) {
				continue
			}
			out[int(c.codes[r])*3+state] = uint16(segmodel.QuantizeCost(-p))
		}
	}
	return out
}
