package segment

import (
	"github.com/qingting-nlp/qingting/internal/segfeat"
	"github.com/qingting-nlp/qingting/internal/segmodel"
)

// The learned layer. The best path of the word graph is read again by a structured perceptron: every unit (a character, a number, a Latin
// word) begins, continues or ends a word or is one, with a score from the characters around it, the dictionary words over it and the
// path of the graph; neighbouring places add a transition score (first-order, as in Collins 2002). Words that must stay whole, those of
// the service lexicon, of the user and of the grammar, take part as edges with a bonus, so the decoding stays exact over both.

// Bonuses of edges, in the units of segfeat scores.
const (
	termBonus    = 120 // a term of the service lexicon
	grammarBonus = 20  // a number, date or measure word
	userBonus    = 400 // a user's word
)

// learnBuffer holds what the learned layer knows of a block. The arrays of characters become arrays of units in units.
type learnBuffer struct {
	head, tail, body [maxBlock + 1]uint8
	termLen          [maxBlock + 1]uint8 // length of the longest service term over a character
	term             [maxBlock + 1]uint8
	edges            []edge

	unit   [maxBlock + 1]uint16 // first character of each unit, and the end
	unitOf [maxBlock + 1]uint16 // unit of each character
	block  segfeat.Block
	code   [maxBlock + 2*segfeat.Pad]uint16
	bytes  [5][maxBlock + 2*segfeat.Pad]uint8
	score  [maxBlock + 1][4]int32
	middle [maxBlock + 1]int32 // sum of the scores of continuing, before each unit
	cell   [maxBlock + 1]learnCell
}

// learnCell is the state of decoding at the border before a unit.
type learnCell struct {
	end, single         int32 // best score of a path to here whose last word has several units, or one
	endStart            uint16
	begin, inside       int32 // best score of being inside a word after the unit before, which began it or not
	beginAt, insideFrom uint16
}

const noPath = -1 << 29

func (l *learnBuffer) reset(n int) {
	clear(l.head[:n+1])
	clear(l.tail[:n+1])
	clear(l.body[:n+1])
	clear(l.term[:n+1])
	clear(l.termLen[:n+1])
	l.edges = l.edges[:0]
}

// word notes the dictionary word of the characters i to j.
func (l *learnBuffer) word(i, j int, slot, cost uint32, term bool) {
	// The length weighs more than how common the word is: of two words the longer one counts.
	n := uint8(min(j-i, 5))<<2 | common(cost)
	l.head[i] = max(l.head[i], n)
	l.tail[j-1] = max(l.tail[j-1], n)
	for k := i + 1; k < j-1; k++ {
		l.body[k] = max(l.body[k], n)
	}
	if !term {
		return
	}
	l.edges = append(l.edges, edge{uint16(i), uint16(j), termBonus, slot})
	whole := uint8(min(j-i, 255))
	for k := i; k < j; k++ {
		if whole <= l.termLen[k] {
			continue
		}
		l.termLen[k] = whole
		switch k {
		case i:
			l.term[k] = 1 + segfeat.Begin
		case j - 1:
			l.term[k] = 1 + segfeat.End
		default:
			l.term[k] = 1 + segfeat.Middle
		}
	}
}

// common classes a cost: 3 for very common words to 0 for rare ones.
func common(cost uint32) uint8 {
	switch {
	case cost < 9*segmodel.CostScale:
		return 3
	case cost < 11*segmodel.CostScale:
		return 2
	case cost < 13*segmodel.CostScale:
		return 1
	}
	return 0
}

// edge notes an edge of the grammar or the user.
func (l *learnBuffer) edge(e edge) {
	e.cost = grammarBonus
	if e.slot >= slotUser {
		e.cost = userBonus
	}
	l.edges = append(l.edges, e)
}

// units fills the features of the first n characters of b and returns the number of units.
func (b *buffer) units(n int) int {
	l := &b.learn
	m, inWord, wordEnd := 0, 0, 0
	// The words of the best path, last first, stand behind back.
	path := b.path[:0]
	for at := n; at > 0; at -= int(b.back[at] >> slotBits) {
		path = append(path, uint16(at))
	}
	const pad = segfeat.Pad
	code, head, tail, body, term, place := l.code[pad:], l.bytes[0][pad:], l.bytes[1][pad:], l.bytes[2][pad:], l.bytes[3][pad:], l.bytes[4][pad:]
	for i := 0; i < n; {
		if i == wordEnd {
			wordEnd, inWord = int(path[len(path)-1]), i
			path = path[:len(path)-1]
		}
		j := i + 1
		c := b.codes[i]
		if c < segmodel.NumeralCode && c != segmodel.UnknownHan {
			for j < n && b.inner[j] {
				j++
			}
			if isDigit(byte(c)) {
				c = '0'
			} else {
				c = 'a'
			}
		}
		code[m], head[m], tail[m], body[m], term[m] = c, l.head[i], l.tail[j-1], l.body[i], l.term[i]
		switch {
		case i == inWord && j == wordEnd:
			place[m] = segfeat.Single
		case i == inWord:
			place[m] = segfeat.Begin
		case j == wordEnd:
			place[m] = segfeat.End
		default:
			place[m] = segfeat.Middle
		}
		l.unit[m] = uint16(i)
		for k := i; k < j; k++ {
			l.unitOf[k] = uint16(m)
		}
		m++
		i = j
	}
	l.unit[m] = uint16(n)
	l.unitOf[n] = uint16(m)
	for k := range pad {
		code[m+k], head[m+k], tail[m+k], body[m+k], term[m+k], place[m+k] = 0, 0, 0, 0, 0, 0
	}
	l.block = segfeat.Block{Code: l.code[:m+2*pad], Head: l.bytes[0][:m+2*pad], Tail: l.bytes[1][:m+2*pad], Body: l.bytes[2][:m+2*pad],
		Term: l.bytes[3][:m+2*pad], Path: l.bytes[4][:m+2*pad]}
	return m
}

// decodeLearned replaces the best path to the border n of b by the best one under the learned weights.
func (s *Segmenter) decodeLearned(b *buffer, n int) {
	l, w := &b.learn, s.weights
	m := b.units(n)
	if s.observe != nil {
		s.observe(n, m)
		return
	}
	w.Score(&l.block, m, l.score[:m])
	t := &w.Transition
	const B, M, E, S = segfeat.Begin, segfeat.Middle, segfeat.End, segfeat.Single
	l.middle[0] = 0
	for i := range m {
		l.middle[i+1] = l.middle[i] + l.score[i][M] + t[M][M]
		l.cell[i+1] = learnCell{end: noPath}
	}
	l.cell[0] = learnCell{end: noPath, begin: noPath, inside: noPath}
	edges := l.edges
	for i := range m {
		at, next, sc := &l.cell[i], &l.cell[i+1], &l.score[i]
		toBegin := max(at.end+t[E][B], at.single+t[S][B])
		for len(edges) > 0 && edges[0].start <= l.unit[i] {
			e := edges[0]
			edges = edges[1:]
			if int(e.end) > n || e.start != l.unit[i] {
				continue
			}
			j := int(l.unitOf[e.end])
			if l.unit[j] != e.end || j-i < 2 {
				continue
			}
			inner := l.middle[j-1] - l.middle[i+1]
			if j-i == 2 {
				inner = t[B][E]
			} else {
				inner += t[B][M] - t[M][M] + t[M][E]
			}
			if v := toBegin + sc[B] + inner + l.score[j-1][E] + int32(e.cost); v > l.cell[j].end {
				l.cell[j].end, l.cell[j].endStart = v, uint16(i)
			}
		}
		next.single = max(at.end+t[E][S], at.single+t[S][S]) + sc[S]
		next.begin, next.beginAt = toBegin+sc[B], uint16(i)
		next.inside = noPath
		if i == 0 {
			continue
		}
		fromBegin, fromInside := at.begin+t[B][M], at.inside+t[M][M]
		if fromBegin >= fromInside {
			next.inside, next.insideFrom = fromBegin+sc[M], at.beginAt
		} else {
			next.inside, next.insideFrom = fromInside+sc[M], at.insideFrom
		}
		if v := at.begin + t[B][E] + sc[E]; v > next.end {
			next.end, next.endStart = v, at.beginAt
		}
		if v := at.inside + t[M][E] + sc[E]; v > next.end {
			next.end, next.endStart = v, at.insideFrom
		}
	}
	for at := m; at > 0; {
		start := at - 1
		if c := &l.cell[at]; c.end > c.single {
			start = int(c.endStart)
		}
		s.setWord(b, int(l.unit[start]), int(l.unit[at]))
		at = start
	}
}

// setWord makes the characters i to j the last word of the path to j.
func (s *Segmenter) setWord(b *buffer, i, j int) {
	if int(b.back[j]>>slotBits) == j-i {
		return // the word graph has the same, with its slot
	}
	slot, ok := s.m.find(b.codes[i:j])
	if !ok {
		slot = slotKind + uint32(b.atomKind(i, j, Word))
		if j-i == 1 {
			slot = uint32(b.codes[i])
		}
		for _, e := range b.learn.edges {
			if int(e.start) == i && int(e.end) == j {
				slot = e.slot
				break
			}
		}
	}
	b.back[j] = uint32(j-i)<<slotBits | slot
}
