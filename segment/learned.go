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

// learnBuffer holds what the learned layer knows of a block, for each character at first; units makes it for each unit.
type learnBuffer struct {
	head, tail, body [maxBlock + 1]uint8
	term             [maxBlock + 1]uint8
	termLen          [maxBlock + 1]uint8 // length of the longest service term over a character
	place            [maxBlock + 1]uint8
	edges            []edge

	code   [maxBlock + 1]uint16
	unit   [maxBlock + 1]uint16 // first character of each unit, and the end
	unitOf [maxBlock + 1]uint16 // unit of each character
	score  [maxBlock + 1]uint64
	middle [maxBlock + 1]int32  // sum of the scores of continuing, before each unit
	from   [maxBlock + 1]uint16 // first unit of the last word of the best path to each border
	block  segfeat.Block
	left   segfeat.Left // of the block to come, when it continues this one

	arrival [maxBlock + 1]arrival
}

// arrival is the best path to a border whose last word is an edge.
type arrival struct {
	score int32
	start uint16
}

// noPath is worse than any path, and so far from the ends of the type that a block of scores can be added to it.
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
func (l *learnBuffer) word(i, j int, slot, cost uint32) {
	// The length weighs more than how common the word is: of two words the longer one counts.
	n := uint8(min(j-i, 5))<<2 | common[cost>>commonBits]
	l.head[i] = max(l.head[i], n)
	l.tail[j-1] = max(l.tail[j-1], n)
	for k := i + 1; k < j-1; k++ {
		l.body[k] = max(l.body[k], n)
	}
	if cost&segmodel.TermCost != 0 {
		l.serviceTerm(i, j, slot)
	}
}

func (l *learnBuffer) serviceTerm(i, j int, slot uint32) {
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

// common classes costs, commonBits to the right: 3 for very common words to 0 for rare ones.
var common = func() (class [segmodel.MaxCost>>commonBits + 1]uint8) {
	for c := range class {
		switch nats := (c << commonBits) / segmodel.CostScale; {
		case nats < 9:
			class[c] = 3
		case nats < 11:
			class[c] = 2
		case nats < 13:
			class[c] = 1
		}
	}
	return
}()

const commonBits = 5

// edge notes an edge of the grammar or the user.
func (l *learnBuffer) edge(e edge) {
	e.cost = grammarBonus
	if e.slot >= slotUser {
		e.cost = userBonus
	}
	l.edges = append(l.edges, e)
}

// learned returns what the learned layer sees of the first n characters of b. Where every character is a unit of its own, it is what the
// decoding of the word graph noted.
func (b *buffer) learned(n int, units bool) segfeat.Block {
	l := &b.learn
	for at := n; at > 0; {
		length := int(b.back[at] >> slotBits)
		if length == 1 {
			l.place[at-1] = segfeat.Single
			at--
			continue
		}
		l.place[at-1] = segfeat.End
		for k := at - 2; k > at-length; k-- {
			l.place[k] = segfeat.Middle
		}
		at -= length
		l.place[at] = segfeat.Begin
	}
	code := b.codes[:n]
	if units {
		n = b.units(n)
		code = l.code[:n]
	}
	return segfeat.Block{Code: code, Path: l.place[:n], Head: l.head[:n], Tail: l.tail[:n], Body: l.body[:n], Term: l.term[:n]}
}

// units joins the characters of Latin words and numbers and returns the number of units.
func (b *buffer) units(n int) int {
	l := &b.learn
	m := 0
	for i := 0; i < n; {
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
		first, last := l.place[i], l.place[j-1]
		begins, ends := first == segfeat.Begin || first == segfeat.Single, last == segfeat.End || last == segfeat.Single
		place := uint8(segfeat.Middle)
		switch {
		case begins && ends:
			place = segfeat.Single
		case begins:
			place = segfeat.Begin
		case ends:
			place = segfeat.End
		}
		// Units are never more than characters: what is written has been read.
		l.code[m], l.head[m], l.tail[m], l.body[m], l.term[m], l.place[m] = c, l.head[i], l.tail[j-1], l.body[i], l.term[i], place
		l.unit[m] = uint16(i)
		for k := i; k < j; k++ {
			l.unitOf[k] = uint16(m)
		}
		m++
		i = j
	}
	l.unit[m] = uint16(n)
	l.unitOf[n] = uint16(m)
	return m
}

// decodeLearned replaces the best path through the n characters of b by the best one under the learned weights, and returns the border
// to which it is good: n, or if the block is to be continued one before it. If units is false every character is a unit.
func (s *Segmenter) decodeLearned(b *buffer, n int, units, continued bool) int {
	l, w := &b.learn, s.weights
	l.block = b.learned(n, units)
	l.block.Left = l.left
	l.left = segfeat.Left{}
	if s.observe != nil {
		s.observe(&l.block, n, units)
		return n
	}
	m := len(l.block.Code)
	w.Score(&l.block, l.score[:m])
	const B, M, E, S = segfeat.Begin, segfeat.Middle, segfeat.End, segfeat.Single
	t := &w.Transition
	tEB, tSB, tES, tSS, tBM, tMM, tBE, tME := t[E][B], t[S][B], t[E][S], t[S][S], t[B][M], t[M][M], t[B][E], t[M][E]
	edges := l.edges
	score, from, arrival := l.score[:m], l.from[:m+1], l.arrival[:m+1]
	if len(edges) > 0 {
		sum := int32(0)
		l.middle[0] = 0
		for i, sc := range score {
			sum += segfeat.Lane(sc, M) + tMM
			l.middle[i+1] = sum
			arrival[i+1].score = noPath
		}
	}
	// The best scores of a path to the border before a unit: whose last word has several units, or one; or that is inside a word that the unit
	// before began, or an earlier one, insideFrom.
	end, single, begin, inside := int32(noPath), int32(0), int32(noPath), int32(noPath)
	insideFrom := 0
	for i, sc := range score {
		scB := segfeat.Lane(sc, B)
		toBegin := max(end+tEB, single+tSB)
		if len(edges) > 0 {
			edges = s.learnedEdges(l, edges, i, n, units, toBegin+scB)
		}
		single = max(end+tES, single+tSS) + segfeat.Lane(sc, S)
		scE := segfeat.Lane(sc, E)
		end = begin + tBE + scE
		start := i - 1
		if v := inside + tME + scE; v > end {
			end, start = v, insideFrom
		}
		if len(l.edges) > 0 {
			if a := arrival[i+1]; a.score >= end {
				end, start = a.score, int(a.start)
			}
		}
		scM := segfeat.Lane(sc, M)
		if v := begin + tBM; v >= inside+tMM {
			inside, insideFrom = v+scM, i-1
		} else {
			inside += tMM + scM
		}
		begin = toBegin + scB
		if end <= single {
			start = i
		}
		from[i+1] = uint16(start)
	}
	if continued {
		// The last word that ends well before the end of what is known: where no dictionary word crosses, if there is such a place.
		best := 0
		for at := m; at > 0; at = int(from[at]) {
			first := at
			if units {
				first = int(l.unit[at])
			}
			if first > n-horizon && from[at] > 0 { // but one word may reach as far
				continue
			}
			if best == 0 {
				best = at
			}
			if l.head[at-1]|l.body[at-1] == 0 {
				best = at
				break
			}
		}
		m = best
		l.left = segfeat.Left{Code: [2]uint16{0, l.block.Code[m-1]}, Path: l.place[m-1], Tail: l.tail[m-1], Term: l.term[m-1]}
		if m > 1 {
			l.left.Code[0] = l.block.Code[m-2]
		}
		n = m
		if units {
			n = int(l.unit[m])
		}
	}
	for at := m; at > 0; {
		start := int(from[at])
		if units {
			s.setWord(b, int(l.unit[start]), int(l.unit[at]))
		} else {
			s.setWord(b, start, at)
		}
		at = start
	}
	return n
}

// learnedEdges takes the edges that begin at the unit i, which a path begins a word at with the score begin, and returns the rest.
func (s *Segmenter) learnedEdges(l *learnBuffer, edges []edge, i, n int, units bool, begin int32) []edge {
	const B, M, E = segfeat.Begin, segfeat.Middle, segfeat.End
	t := &s.weights.Transition
	first := i
	if units {
		first = int(l.unit[i])
	}
	for len(edges) > 0 && int(edges[0].start) <= first {
		e := edges[0]
		edges = edges[1:]
		to := int(e.end)
		if to > n || int(e.start) != first {
			continue
		}
		if units {
			if to = int(l.unitOf[e.end]); l.unit[to] != e.end {
				continue
			}
		}
		if to-i < 2 {
			continue
		}
		inner := t[B][E]
		if to-i > 2 {
			inner = l.middle[to-1] - l.middle[i+1] + t[B][M] - t[M][M] + t[M][E]
		}
		if v := begin + inner + segfeat.Lane(l.score[to-1], E) + int32(e.cost); v > l.arrival[to].score {
			l.arrival[to] = arrival{v, uint16(i)}
		}
	}
	return edges
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
