package gseseg

import (
	"bufio"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/go-ego/gse"

	"github.com/qingting-nlp/qingting/internal/align"
	"github.com/qingting-nlp/qingting/internal/segbuild"
	"github.com/qingting-nlp/qingting/internal/segmodel"
	"github.com/qingting-nlp/qingting/segment"
)

// The differential test compares package segment in dictionary mode with gse.Cut(text, false) and the dictionary zh_s. Each stretch
// where the borders differ must be put into a class by a rule that tests its cause. The rules are tried in the order of classes; a
// stretch that none explains fails the test.

type classID int

const (
	cSpace classID = iota
	cRun
	cCode
	cNumber
	cMeasure
	cScript
	cHave
	cLexicon
	cLexiconCost
	cNorm
	cRare
	cForeign
	cTraditional
	cNoCount
	cSingles
	cPath
	cBoth
	classCount
)

var classes = [classCount]struct{ name, reason string }{
	cSpace:       {"white space", "gse cuts every white space; a run is one token here"},
	cRun:         {"run of one mark", "gse cuts every mark; a run of one mark is one token here"},
	cCode:        {"Latin, URL, chat code", "gse has no grammar of codes and cuts at their marks"},
	cNumber:      {"number, date, time", "gse has no grammar of numbers; its dictionary has some of them"},
	cMeasure:     {"measure word after a number", "a measure word costs less right after a number"},
	cScript:      {"script", "zh_s is simplified, gse does not fold; it cuts the folded text as we do"},
	cHave:        {"有|没|有", "the question is cut by a rule behind the word graph"},
	cLexicon:     {"service word", "a word of data/lexicon that zh_s lacks"},
	cLexiconCost: {"service word, by count", "zh_s has the word of data/lexicon, rarer than its parts; with our count gse keeps it whole"},
	cNorm:        {"norm", "the norm takes the word of gse out (data/segment/norm.tsv); a dictionary built without the norm has it"},
	cRare:        {"rare word", "gse has the word with a count below 4, which our dictionary leaves out"},
	cForeign:     {"not Han or ASCII", "the word of gse holds other characters, which our dictionary leaves out"},
	cTraditional: {"word of the traditional list", "a folded word of gse's zh_t, which zh_s lacks"},
	cNoCount:     {"character without a count", "most letters and digits begin words of zh_s but are none: gse takes the logarithm of zero for them, all paths to the left of one cost the same, and the longest word wins"},
	cSingles:     {"counts of single characters", "gse sets them to 2; with ours it cuts as we do"},
	cPath:        {"another path", "both have all words of both cuts; ours costs less here, theirs there"},
	cBoth:        {"word and counts", "gse has a word that we lack, but with our counts of the others it would lose here"},
}

// lexical is what the rules know of the dictionaries.
type lexical struct {
	g               *gse.Segmenter
	logTotal        float64
	ours, noNorm    *segmodel.Tables
	service         map[string]bool // data/lexicon
	traditionalList map[string]bool // zh_t, folded
}

func newLexical(t *testing.T) *lexical {
	t.Helper()
	must := func(err error) {
		if err != nil {
			t.Helper()
			t.Fatal(err)
		}
	}
	l := &lexical{g: embedded(), service: map[string]bool{}, traditionalList: map[string]bool{}}
	l.logTotal = math.Log(l.g.Dict.TotalFreq())
	blob, err := os.ReadFile("../dict.bin")
	must(err)
	l.ours, err = segmodel.Open(string(blob))
	must(err)

	dir, err := segbuild.GSEDir()
	must(err)
	data := t.TempDir()
	must(os.CopyFS(filepath.Join(data, "lexicon"), os.DirFS("../../data/lexicon")))
	must(os.CopyFS(filepath.Join(data, "segment"), os.DirFS("../../data/segment")))
	// A norm that keeps every word of the general dictionary: an empty one would still cut by form (不 and a verb, 是不是).
	var keep strings.Builder
	eachLine(t, filepath.Join(dir, "data/dict/zh/s_1.txt"), func(line string) {
		word, _, _ := strings.Cut(line, " ")
		keep.WriteString("keep\t" + foldWord(word) + "\n")
	})
	must(os.WriteFile(filepath.Join(data, "segment/norm.tsv"), []byte(keep.String()), 0o666))
	blob, err = segbuild.Build(data, dir)
	must(err)
	l.noNorm, err = segmodel.Open(string(blob))
	must(err)

	names, err := filepath.Glob("../../data/lexicon/*.tsv")
	must(err)
	for _, name := range names {
		eachLine(t, name, func(line string) {
			if word, _, ok := strings.Cut(line, "\t"); ok && line[0] != '#' {
				l.service[foldWord(word)] = true
			}
		})
	}
	eachLine(t, filepath.Join(dir, "data/dict/zh/t_1.txt"), func(line string) {
		if cols := strings.Split(line, " "); len(cols) == 3 {
			l.traditionalList[foldWord(cols[0])] = true
		}
	})
	return l
}

func eachLine(t *testing.T, name string, line func(string)) {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sc := bufio.NewScanner(f)
	for sc.Scan() {
		if sc.Text() != "" {
			line(sc.Text())
		}
	}
	if err := sc.Err(); err != nil {
		t.Fatal(err)
	}
}

func foldWord(s string) string {
	return strings.Map(func(r rune) rune {
		if f, ok := align.Fold(r); ok {
			return f
		}
		return -1
	}, s)
}

// lookup returns the cost of a word in a compiled dictionary, in nats.
func lookup(t *segmodel.Tables, word string) (cost float64, ok bool) {
	slot, at := uint32(0), 0
	for _, r := range word {
		if r > 0xFFFF {
			return 0, false
		}
		code := t.RuneCodes[r] & segmodel.CodeMask
		if at == 0 {
			slot = uint32(code)
		} else {
			base := t.Values[slot] >> 12
			if base == 0 || t.Labels[base+uint32(code)] != code {
				return 0, false
			}
			slot = base + uint32(code)
		}
		at++
	}
	c := t.Values[slot] & 0xFFF
	return float64(c) / segmodel.CostScale, c != 0
}

func single(word string) bool { return utf8.RuneCountInString(word) == 1 }

// oursCost returns our cost of a word; ok is false for a longer word that we lack.
func (l *lexical) oursCost(word string) (cost float64, ok bool) {
	if cost, ok = lookup(l.ours, word); !ok && single(word) {
		return float64(segmodel.MaxCost) / segmodel.CostScale, true
	}
	return cost, ok
}

// theirCost returns the cost gse gives a word: plus infinity where it takes the logarithm of zero.
func (l *lexical) theirCost(word string) (cost float64, ok bool) {
	freq, _, found := l.g.Find(word)
	switch {
	case freq > 0:
		return l.logTotal - math.Log(freq), true
	case !single(word):
		return 0, false
	case found:
		return math.Inf(1), true
	}
	return l.logTotal, true
}

func (l *lexical) count(word string) float64 {
	freq, _, _ := l.g.Find(word)
	return freq
}

// slack is the rounding of costs in the file, twice, in nats per word.
const slack = 1.0 / segmodel.CostScale

// cheaper reports whether words cost no more than others by cost; false when it lacks a word.
func cheaper(words, others []string, cost func(string) (float64, bool)) bool {
	var sum [2]float64
	for i, list := range [][]string{words, others} {
		for _, w := range list {
			c, ok := cost(w)
			if !ok {
				return false
			}
			sum[i] += c
		}
	}
	return sum[0] <= sum[1]+slack*float64(len(words)+len(others))
}

// word is a stretch of characters of a text, with our kind where it is ours.
type word struct {
	start, end int
	kind       segment.Kind
}

// stretch is a part of a text between borders that both have, with none between them.
type stretch struct {
	runes      []rune // of the folded text
	start, end int
	ours       []word
	theirs     []word
	lost       bool // gse has lost the best path here
}

func (s *stretch) words(list []word) []string {
	out := make([]string, len(list))
	for i, w := range list {
		out[i] = string(s.runes[w.start:w.end])
	}
	return out
}

func (s *stretch) String() string {
	return strings.Join(s.words(s.ours), "|") + " ≠ " + strings.Join(s.words(s.theirs), "|")
}

// measured reports whether one of our words is a single character right after a numeral.
func (s *stretch) measured() bool {
	return slices.ContainsFunc(s.ours, func(w word) bool {
		if w.end-w.start > 1 || w.start == 0 {
			return false
		}
		r := s.runes[w.start-1]
		return segmodel.IsNumeral(r) || unicode.IsDigit(r)
	})
}

// differing returns the stretches where the borders of two cuts of the same characters differ.
func differing(runes []rune, ours, theirs []word) (out []stretch) {
	for i, j := 0, 0; i < len(ours) && j < len(theirs); {
		if ours[i].end == theirs[j].end {
			i, j = i+1, j+1
			continue
		}
		i0, j0 := i, j
		for ours[i].end != theirs[j].end {
			if ours[i].end < theirs[j].end {
				i++
			} else {
				j++
			}
		}
		i, j = i+1, j+1
		s := stretch{runes: runes, start: ours[i0].start, end: ours[i-1].end, ours: ours[i0:i], theirs: theirs[j0:j]}
		out = append(out, s)
	}
	return out
}

// explain returns the class of a difference.
func (l *lexical) explain(s *stretch) (classID, bool) {
	ours, theirs := s.words(s.ours), s.words(s.theirs)
	if c, ok := explainTokens(s); ok {
		return c, true
	}
	// What follows is about dictionary words.
	if s.measured() && !cheaper(ours, theirs, l.oursCost) && cheaper(theirs, ours, l.oursCost) {
		return cMeasure, true // the costs of the dictionary alone would have us cut as gse does
	}
	if strings.Contains(strings.Join(ours, "|"), "有|没|有") && strings.Contains(strings.Join(theirs, "|"), "有|没有") {
		return cHave, true
	}
	lacks := func(words []string, cost func(string) (float64, bool)) (out []string) {
		for _, w := range words {
			if _, ok := cost(w); !ok {
				out = append(out, w)
			}
		}
		return out
	}
	if missing := lacks(ours, l.theirCost); len(missing) > 0 {
		// gse cannot cut as we do.
		for _, w := range missing {
			if l.service[w] {
				return cLexicon, true
			}
		}
		for _, w := range missing {
			if !l.traditionalList[w] {
				return 0, false
			}
		}
		return cTraditional, true
	}
	if slices.ContainsFunc(ours, func(w string) bool { return !single(w) && l.service[w] }) &&
		!cheaper(ours, theirs, l.theirCost) && cheaper(ours, theirs, l.with(func(w string) bool { return !single(w) && l.service[w] })) {
		return cLexiconCost, true
	}
	withTheirs := func(w string) (float64, bool) { // our costs, with the words that we lack
		if c, ok := l.oursCost(w); ok {
			return c, true
		}
		return l.theirCost(w)
	}
	missing := lacks(theirs, l.oursCost)
	if len(missing) > 0 && cheaper(theirs, ours, withTheirs) {
		// With these words we would cut as gse does.
		for _, w := range missing {
			if _, ok := lookup(l.noNorm, w); ok {
				return cNorm, true
			}
		}
		for _, w := range missing {
			switch {
			case l.count(w) < 4:
				return cRare, true
			case strings.ContainsFunc(w, func(r rune) bool { return !unicode.Is(unicode.Han, r) && (r <= ' ' || r >= 0x7F) }):
				return cForeign, true
			}
		}
		return 0, false
	}
	if s.lost && !cheaper(theirs, ours, l.theirCost) {
		return cNoCount, true
	}
	if cheaper(ours, theirs, l.with(single)) && !cheaper(ours, theirs, l.theirCost) {
		return cSingles, true
	}
	if !cheaper(ours, theirs, withTheirs) || !cheaper(theirs, ours, l.theirCost) {
		return 0, false
	}
	if len(missing) > 0 {
		return cBoth, true
	}
	return cPath, true
}

// with returns the costs of gse with ours in place of those of the chosen words.
func (l *lexical) with(chosen func(string) bool) func(string) (float64, bool) {
	return func(w string) (float64, bool) {
		if c, ok := l.oursCost(w); ok && chosen(w) {
			return c, true
		}
		return l.theirCost(w)
	}
}

// explainTokens returns the class of a difference that comes from the sorts of token.
func explainTokens(s *stretch) (classID, bool) {
	if len(s.ours) == 1 {
		first := s.runes[s.start]
		uniform := !slices.ContainsFunc(s.runes[s.start:s.end], func(r rune) bool { return r != first })
		switch s.ours[0].kind {
		case segment.Space:
			return cSpace, true
		case segment.Punct, segment.Other:
			return cRun, uniform
		case segment.Latin, segment.URL, segment.Email, segment.ChatCode, segment.Emoji:
			return cCode, true
		}
	}
	for _, w := range s.ours {
		switch w.kind {
		case segment.Number, segment.Percent, segment.Money, segment.Date, segment.Time:
			if w.end-w.start > 1 {
				return cNumber, true
			}
		}
	}
	return 0, false
}

// lostAt returns the place up to which the best path of gse is lost: it has a probability of zero at all places before it.
func (l *lexical) lostAt(runes []rune) int {
	best := make([]float64, len(runes)+1)
	for i := len(runes) - 1; i >= 0; i-- {
		best[i] = math.Inf(1)
		for j := i + 1; j <= len(runes); j++ {
			w := string(runes[i:j])
			if _, _, ok := l.g.Find(w); !ok && j > i+1 {
				break
			}
			if c, ok := l.theirCost(w); ok {
				best[i] = min(best[i], c+best[j])
			}
		}
		if math.IsInf(best[i], 1) {
			return i + 1
		}
	}
	return 0
}

func cutWords(runes []rune, words []string) (out []word) {
	start := 0
	for _, e := range alignWords(nil, runes, words) {
		out = append(out, word{start: start, end: e.at})
		start = e.at
	}
	return out
}

func TestDifferences(t *testing.T) {
	if testing.Short() {
		t.Skip("loads the dictionary of gse")
	}
	l := newLexical(t)
	seg, err := segment.New(segment.DefaultModel(), segment.WithMode(segment.Dictionary))
	if err != nil {
		t.Fatal(err)
	}
	var counts [classCount]int
	var examples [classCount]string
	var unexplained []string
	tokens, theirTokens, equal, stretches, changed := 0, 0, 0, 0, 0
	changedExample := ""
	for _, text := range texts(t) {
		// Borders are counted in visible characters; folding keeps their number.
		var raw, folded []rune
		var at []int // for each byte, the number of visible characters before it
		for i, r := range text {
			for len(at) < i {
				at = append(at, len(raw))
			}
			at = append(at, len(raw))
			if f, ok := align.Fold(r); ok {
				raw, folded = append(raw, r), append(folded, f)
			}
		}
		for len(at) <= len(text) {
			at = append(at, len(raw))
		}
		var ours []word
		for _, tok := range seg.Append(nil, text) {
			ours = append(ours, word{at[tok.Span.Start], at[tok.Span.End], tok.Kind})
		}
		gseWords := l.g.Cut(string(raw), false)
		theirs := cutWords(raw, gseWords)
		theirsFolded := cutWords(folded, l.g.Cut(string(folded), false))
		tokens, theirTokens = tokens+len(ours), theirTokens+len(theirs)
		for i, w := range theirs {
			if i < len(gseWords) && gseWords[i] != string(raw[w.start:w.end]) {
				if changed++; changedExample == "" {
					changedExample = string(raw[w.start:w.end]) + " → " + gseWords[i]
				}
			}
		}
		own := map[word]bool{}
		for _, w := range ours {
			own[word{start: w.start, end: w.end}] = true
		}
		for _, w := range theirs {
			if own[w] {
				equal++
			}
		}

		add := func(c classID, s *stretch) {
			if counts[c]++; examples[c] == "" {
				examples[c] = s.String()
			}
		}
		left := differing(folded, ours, theirsFolded)
		inside := func(s *stretch) bool {
			return slices.ContainsFunc(left, func(o stretch) bool { return o.start < s.end && s.start < o.end })
		}
		for _, s := range differing(raw, ours, theirs) {
			stretches++
			if !inside(&s) {
				add(cScript, &s) // the same borders once gse reads the folded text
			}
		}
		lost := l.lostAt(folded)
		for _, s := range left {
			s.lost = s.start < lost
			if c, ok := l.explain(&s); ok {
				add(c, &s)
			} else {
				unexplained = append(unexplained, fmt.Sprintf("%v  in %q", &s, text))
			}
		}
	}
	t.Logf("%d texts, %d tokens of ours, %d of gse, %d the same; %d stretches differ", len(texts(t)), tokens, theirTokens, equal, stretches)
	t.Logf("%d words of gse are written otherwise than in the text, such as %s", changed, changedExample)
	total := 0
	for c, n := range counts {
		if total += n; n > 0 {
			t.Logf("| %s | %d | %s | %s |", classes[c].name, n, examples[c], classes[c].reason)
		}
	}
	t.Logf("in all %d (a stretch that folding changes may fall in two), %d unexplained", total, len(unexplained))
	for _, u := range unexplained {
		t.Errorf("unexplained: %s", u)
	}

	// The rules are no catch-alls: cuts that neither side would make stay unexplained.
	for _, tt := range []struct{ why, ours, theirs string }{
		{"a common word of both, cut by us", "投|诉", "投诉"},
		{"a common word of both, cut by gse", "投诉", "投|诉"},
		{"a word that is in no dictionary", "我的电|话号", "我|的|电话|号"},
		{"a word of gse that does not exist", "我|的|电话", "我的电|话"},
		{"single characters on both sides", "客|户说", "客户|说"},
		{"a mark inside another run", "！？", "！|？"},
	} {
		runes := []rune(strings.ReplaceAll(tt.ours, "|", ""))
		ours := cutWords(runes, strings.Split(tt.ours, "|"))
		for i := range ours {
			if ours[i].kind = segment.Word; classOf(runes[0]) == other {
				ours[i].kind = segment.Punct
			}
		}
		for _, s := range differing(runes, ours, cutWords(runes, strings.Split(tt.theirs, "|"))) {
			if c, ok := l.explain(&s); ok {
				t.Errorf("%s: %v is explained as %s", tt.why, &s, classes[c].name)
			}
		}
	}
}
