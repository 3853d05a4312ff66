package segment

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/qingting-nlp/qingting/internal/align"
	"github.com/qingting-nlp/qingting/internal/segmodel"
)

// Entry is one word of a user.
type Entry struct {
	// Word may hold Han characters, Latin letters, digits, marks and single spaces. Its normalised form is matched, so width, script and
	// case do not matter.
	Word string
	// Tag is the part of speech to report; NoTag is allowed.
	Tag Tag
	// Freq is the number of occurrences on the scale of the dictionary (57 million words in all). At 0 it is chosen so that the word
	// stays whole against its parts, and still yields where the words around it fit better another way.
	Freq float64
	// Forced makes the word a token wherever its text stands, whatever the words around it; only the inside of a Latin word or number
	// is safe from it.
	Forced bool
}

// Rejected tells why a row of a user's words is not in force.
type Rejected struct {
	Row    int // counted from 1: the line of the file, or the place in the slice
	Reason string
}

// Report says what became of a user's words.
type Report struct {
	Accepted int
	Rejected []Rejected
}

// Words is a set of a user's words ready for use with [Segmenter.With] or [WithWords]. It is immutable and safe for concurrent use.
type Words struct {
	m      *Model
	root   *wordNode
	forced bool // some words are forced, or hold characters that only a forced match can cross
	graph  bool // some words take part in the word graph
}

type wordNode struct {
	next map[rune]*wordNode
	word *userWord
}

type userWord struct {
	cost   uint32
	tag    Tag
	forced bool
}

// maxWord is the longest word of a user, in characters.
const maxWord = 64

// NewWords compiles entries for segmenters over m. Of entries with the same normalised form the last one counts. Rows that cannot be
// used are left out and reported; they never spoil the others.
func NewWords(m *Model, entries []Entry) (*Words, Report) {
	w := &Words{m: m, root: new(wordNode)}
	var rep Report
	for i, e := range entries {
		if reason := w.add(m, e); reason != "" {
			rep.Rejected = append(rep.Rejected, Rejected{i + 1, reason})
			continue
		}
		rep.Accepted++
	}
	return w, rep
}

func (w *Words) add(m *Model, e Entry) (reason string) {
	if !utf8.ValidString(e.Word) {
		return "word is not UTF-8"
	}
	runes := foldKey(e.Word)
	switch {
	case len(runes) == 0:
		return "word is empty"
	case len(runes) > maxWord:
		return fmt.Sprintf("word is longer than %d characters", maxWord)
	case e.Tag >= tags:
		return "tag is unknown"
	case e.Freq < 0 || math.IsNaN(e.Freq) || math.IsInf(e.Freq, 0):
		return "frequency is not a positive number"
	}
	wordLike := false
	for _, r := range runes {
		if unicode.IsControl(r) {
			return "word holds a control character"
		}
		wordLike = wordLike || unicode.IsLetter(r) || unicode.IsNumber(r)
	}
	if !wordLike {
		return "word has neither letter nor digit"
	}
	n := w.root
	for _, r := range runes {
		if n.next == nil {
			n.next = map[rune]*wordNode{}
		}
		child := n.next[r]
		if child == nil {
			child = new(wordNode)
			n.next[r] = child
		}
		n = child
	}
	u := &userWord{tag: e.Tag, forced: e.Forced || !inGraph(runes), cost: m.wordCost(runes, e.Freq)}
	w.forced = w.forced || u.forced
	w.graph = w.graph || !u.forced
	n.word = u
	return ""
}

// foldKey returns the folded characters of word, without white space around them. Like the text they will be compared with they are
// folded one by one: the phrases of [align.String] do not count (著名 is 着名 here as there).
func foldKey(word string) []rune {
	return []rune(strings.TrimSpace(strings.Map(func(r rune) rune {
		if f, ok := align.Fold(r); ok {
			return f
		}
		return -1
	}, word)))
}

// inGraph reports whether a word can be an edge of the word graph: it is made of characters that stand in one block.
func inGraph(runes []rune) bool {
	for _, r := range runes {
		if !unicode.Is(unicode.Han, r) && (r >= utf8.RuneSelf || !isAlnum(byte(r))) {
			return false
		}
	}
	return true
}

// totalFreq is the number of words counted for the general dictionary.
const totalFreq = 57e6

// wordCost returns the cost of a user's word: that of its frequency, or less than the cheapest way to write it in shorter words, and
// never more than that of a common service term. A word of the dictionary gets less than its cost there, so that the user's tag wins.
func (m *Model) wordCost(runes []rune, freq float64) uint32 {
	cost := m.chosenCost(runes)
	if freq > 0 {
		cost = segmodel.QuantizeCost(math.Log(totalFreq / min(freq, totalFreq)))
	}
	codes := make([]uint16, len(runes))
	atom := true
	for i, r := range runes {
		codes[i] = m.class(r)
		atom = atom && r < utf8.RuneSelf && isAlnum(byte(r))
	}
	if atom {
		cost = min(cost, atomCost-1) // the same for a Latin word or number
	}
	if slot, ok := m.find(codes); ok {
		cost = max(min(cost, m.t.Values[slot]&costMask-1), 1)
	}
	return cost
}

func (m *Model) chosenCost(runes []rune) uint32 {
	t := m.t
	best := make([]uint32, len(runes)+1)
	for i := range best {
		best[i] = unreached
	}
	best[0] = 0
	for i := range runes {
		if best[i] == unreached {
			best[i] = best[max(i-1, 0)] + unknownCost
		}
		slot, ok := uint32(0), false
		for j := i; j < len(runes); j++ {
			if runes[j] > 0xFFFF {
				break
			}
			c := m.code(runes[j])
			if j == i {
				slot, ok = uint32(c), true
			} else if base := t.Values[slot] >> costBits; base == 0 || t.Labels[base+uint32(c)] != c {
				break
			} else {
				slot = base + uint32(c)
			}
			if v := t.Values[slot] & costMask; ok && v != 0 && !(i == 0 && j == len(runes)-1) {
				best[j+1] = min(best[j+1], best[i]+v)
			}
		}
		best[i+1] = min(best[i+1], best[i]+unknownCost)
	}
	const common, margin = 10 * segmodel.CostScale, segmodel.CostScale
	parts := best[len(runes)]
	if parts <= margin {
		return 1
	}
	return min(common, parts-margin)
}

// ReadWords reads a word list for m: one word a line, then optionally, separated by tabs, its tag, its frequency (- for none) and the
// word "forced". Empty lines and lines that start with # are skipped. It returns the rows that could be used, a report of the others
// by line, and an error only when r fails.
func ReadWords(r io.Reader, m *Model) (*Words, Report, error) {
	w := &Words{m: m, root: new(wordNode)}
	var rep Report
	br := bufio.NewReaderSize(r, 4096)
	for line := 1; ; line++ {
		row, err := readRow(br)
		if err != nil && err != io.EOF {
			return w, rep, fmt.Errorf("segment: reading words, line %d: %w", line, err)
		}
		reason := ""
		switch text := strings.TrimSuffix(strings.TrimPrefix(row, "\ufeff"), "\r"); {
		case len(row) > maxRow:
			reason = fmt.Sprintf("line is longer than %d bytes", maxRow)
		case text == "" || text[0] == '#':
			if err == io.EOF {
				return w, rep, nil
			}
			continue
		default:
			var e Entry
			if e, reason = parseEntry(text); reason == "" {
				reason = w.add(m, e)
			}
		}
		if reason != "" {
			rep.Rejected = append(rep.Rejected, Rejected{line, reason})
		} else {
			rep.Accepted++
		}
		if err == io.EOF {
			return w, rep, nil
		}
	}
}

const maxRow = 4096

// readRow returns the next line without its end; of a line that is too long, its head.
func readRow(br *bufio.Reader) (string, error) {
	var b strings.Builder
	for {
		part, err := br.ReadSlice('\n')
		if b.Len() <= maxRow {
			b.Write(part)
		}
		if err != bufio.ErrBufferFull {
			return strings.TrimSuffix(b.String(), "\n"), err
		}
	}
}

func parseEntry(row string) (e Entry, reason string) {
	cols := strings.Split(row, "\t")
	e.Word = cols[0]
	if len(cols) > 4 {
		return e, "more than four columns"
	}
	if len(cols) > 1 {
		tag, ok := ParseTag(cols[1])
		if !ok {
			return e, "tag is unknown"
		}
		e.Tag = tag
	}
	if len(cols) > 2 && cols[2] != "-" && cols[2] != "" {
		freq, err := strconv.ParseFloat(cols[2], 64)
		if err != nil {
			return e, "frequency is not a number"
		}
		e.Freq = freq
	}
	if len(cols) > 3 && cols[3] != "" {
		if cols[3] != "forced" {
			return e, `fourth column is not "forced"`
		}
		e.Forced = true
	}
	return e, ""
}

func (s *Segmenter) forced() bool {
	for _, w := range s.words {
		if w.forced {
			return true
		}
	}
	return false
}

// appendForced appends the tokens of text, with forced words cut out first: at each place the longest one, from left to right.
func (s *Segmenter) appendForced(b *buffer, dst []Token, text string) []Token {
	from := 0
	for p := 0; p < len(text); {
		if q, u := s.forcedAt(text, p); u != nil {
			dst = s.appendRange(b, dst, text, from, p)
			dst = b.token(dst, text, p, q, Word, u.tag, true)
			p, from = q, q
			continue
		}
		_, size := utf8.DecodeRuneInString(text[p:])
		p += size
	}
	return s.appendRange(b, dst, text, from, len(text))
}

// forcedAt returns the end of the longest forced word at text[p:]. Of words in several sets the last set's wins.
func (s *Segmenter) forcedAt(text string, p int) (end int, word *userWord) {
	first, size := utf8.DecodeRuneInString(text[p:])
	if first == utf8.RuneError && size == 1 {
		return 0, nil
	}
	f, ok := align.Fold(first)
	if !ok {
		return 0, nil
	}
	if !slices.ContainsFunc(s.words, func(w *Words) bool { return w.forced && w.root.next[f] != nil }) {
		return 0, nil
	}
	if isLatin(f) && isLatin(lastRune(text[:p])) {
		return 0, nil // inside a Latin word or number
	}
	for _, w := range s.words {
		if !w.forced {
			continue
		}
		n, q := w.root, p
		for q < len(text) {
			r, size := utf8.DecodeRuneInString(text[q:])
			if r == utf8.RuneError && size == 1 {
				break
			}
			f, ok := align.Fold(r)
			if ok {
				if n = n.next[f]; n == nil {
					break
				}
			}
			q += size
			if n.word == nil || !n.word.forced || !ok || q < end {
				continue
			}
			if next, _ := utf8.DecodeRuneInString(text[skipIgnorable(text, q, len(text)):]); isLatin(f) && isLatin(foldRune(next)) {
				continue
			}
			end, word = q, n.word
		}
	}
	if word != nil {
		end = skipIgnorable(text, end, len(text))
	}
	return end, word
}

// isLatin reports whether the folded character r can stand inside a Latin word or number: a letter or digit that is not Han.
func isLatin(r rune) bool {
	if r < utf8.RuneSelf {
		return isAlnum(byte(r))
	}
	if r >= 0x3400 && r <= 0x9FFF {
		return false
	}
	return segmodel.ClassCode(r) == segmodel.Letter
}

// lastRune returns the last character of s that has a width, folded; 0 when there is none.
func lastRune(s string) rune {
	for s != "" {
		r, size := utf8.DecodeLastRuneInString(s)
		if f, ok := align.Fold(r); ok {
			return f
		}
		s = s[:len(s)-size]
	}
	return 0
}

// userEdges adds the edges of the user's words in the first n characters of b.
func (s *Segmenter) userEdges(b *buffer, text string, n int) {
	b.fold = b.fold[:0]
	for i := range n {
		r, _ := utf8.DecodeRuneInString(text[b.offs[i]:])
		b.fold = append(b.fold, foldRune(r))
	}
	for i := range n {
		if b.inner[i] {
			continue
		}
		first := len(b.edges)
		for _, w := range s.words {
			if !w.graph {
				continue
			}
			node := w.root
			for j := i; j < n; j++ {
				if node = node.next[b.fold[j]]; node == nil {
					break
				}
				if u := node.word; u != nil && !u.forced && !b.inner[j+1] {
					e := edge{uint16(i), uint16(j + 1), u.cost, slotUser + uint32(u.tag)}
					if k := slices.IndexFunc(b.edges[first:], func(o edge) bool { return o.end == e.end }); k >= 0 {
						b.edges[first+k] = e // the same word in a later set
					} else {
						b.edges = append(b.edges, e)
					}
				}
			}
		}
	}
}
