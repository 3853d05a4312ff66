package match

import (
	"cmp"
	"slices"
	"sync"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/segment"
)

// Matcher finds all patterns of a [Builder]. It is immutable and safe for concurrent use.
type Matcher struct {
	codes  map[rune]uint16
	page   [256]uint16 // of the high byte; the rest is in pages
	pages  []uint16
	all    *trie // entered at token borders
	inside *trie // entered everywhere else: the literals whose left end may lie inside a token
	edges  [][]edge
	states []state
	values int
	pool   sync.Pool
}

// Hit is one place where a pattern matches.
type Hit struct {
	// Pattern is the value that was given to [Builder.Add].
	Pattern int
	// Span holds the bytes of the raw text from the first to the last part, gaps included. An end inside a token whose normalised
	// form has another length than the raw one moves outward to the token border.
	Span dialogue.Span
	// First and Last are the tokens touched: First up to, not including, Last.
	First, Last int
	// Gap is true when the pattern has gaps, so that Span also holds words which the pattern does not name.
	Gap bool
}

// cell is one character of the normalised text.
type cell struct {
	code   uint16
	flags  uint8
	tok    int32
	clause int32 // number of clause ends before; equal numbers: nothing between
	sent   int32 // the same for sentence ends
	run    int32 // end of the run of numerals that covers the cell, 0: not a numeral
	off    int32 // bytes from the start of the Norm of the token
}

const (
	isBorder = 1 << iota // a token begins here
	isNumeral
	endsClause // the cell itself is the mark
	endsSentence
)

// slot holds how a state was reached in this text: the head of a list in scratch.reached.
type slot struct {
	gen  uint32
	head int32
}

// reach is one way to a state: the chain so far lies between two cells. The reaches of a state are a list by falling end. For what
// follows only the end matters, so of those with one end the latest start is kept: the nearest beginning counts.
type reach struct {
	start, end int32
	next       int32 // index into scratch.reached; 0: none
}

// seen remembers the end of the last hit of a value in this text.
type seen struct {
	gen uint32
	end int32
}

type scratch struct {
	gen   uint32
	cells []cell
	slots []slot
	seen  []seen

	reached []reach // element 0 is not used

	head int32 // ^ matches at cells 0 to head
	tail int32 // $ matches at cells tail and up
}

// keepCells bounds the memory that stays with a Matcher after a very long text.
const keepCells = 1 << 16

// Find appends the hits in toks, the tokens of one utterance, to dst and returns the extended slice: ordered by Start, then longer
// first, then Pattern; without hits that lie inside another one of the same Pattern. It allocates nothing when dst has room. No tokens
// give no hits.
func (m *Matcher) Find(dst []Hit, toks []segment.Token) []Hit {
	s := m.pool.Get().(*scratch)
	if s.gen++; s.gen == 0 { // wrapped: the marks of old texts would look new
		clear(s.slots)
		clear(s.seen)
		s.gen = 1
	}
	m.read(s, toks)
	s.reached = append(s.reached[:0], reach{})
	f := finder{m: m, s: s, toks: toks, hits: dst}
	for i := range s.cells {
		c := &s.cells[i]
		t := m.inside
		if c.flags&isBorder != 0 {
			t = m.all
		}
		f.walk(t, 0, int32(i), int32(i))
	}
	hits := f.hits[len(dst):]
	slices.SortFunc(hits, compareHits)
	kept := hits[:0]
	for _, h := range hits {
		if last := &s.seen[h.Pattern]; last.gen != s.gen || int(last.end) < h.Span.End {
			*last = seen{s.gen, int32(h.Span.End)}
			kept = append(kept, h)
		}
	}
	if cap(s.cells) > keepCells {
		s.cells = nil
	}
	if cap(s.reached) > keepCells {
		s.reached = nil
	}
	m.pool.Put(s)
	return f.hits[:len(dst)+len(kept)]
}

func compareHits(a, b Hit) int {
	if a.Span.Start != b.Span.Start {
		return cmp.Compare(a.Span.Start, b.Span.Start)
	}
	if a.Span.End != b.Span.End {
		return cmp.Compare(b.Span.End, a.Span.End)
	}
	if a.Pattern != b.Pattern {
		return cmp.Compare(a.Pattern, b.Pattern)
	}
	switch { // two ways through one pattern: the one without gaps says more
	case a.Gap == b.Gap:
		return 0
	case a.Gap:
		return 1
	}
	return -1
}

// Outermost removes from hits, which are in the order of [Matcher.Find], those that lie inside a longer hit without gaps. It works in
// place and returns the shortened slice.
func Outermost(hits []Hit) []Hit {
	kept := hits[:0]
	best := dialogue.Span{Start: -1, End: -1}
	for _, h := range hits {
		if h.Span.End <= best.End && h.Span != best {
			continue
		}
		if !h.Gap && h.Span.End > best.End {
			best = h.Span
		}
		kept = append(kept, h)
	}
	return kept
}

// read turns the tokens into cells.
func (m *Matcher) read(s *scratch, toks []segment.Token) {
	s.cells = s.cells[:0]
	var clause, sent int32
	s.head, s.tail = 0, 0
	head := true
	for ti := range toks {
		t := &toks[ti]
		if t.Kind == segment.Space {
			clause++
			for i := range len(t.Norm) {
				if t.Norm[i] == '\n' {
					sent++
					break
				}
			}
			continue
		}
		start := len(s.cells)
		for off, r := range t.Norm {
			c := cell{code: m.code(r), tok: int32(ti), clause: clause, sent: sent, off: int32(off)}
			if off == 0 {
				c.flags = isBorder
			}
			if numeral(r) {
				c.flags |= isNumeral
			}
			s.cells = append(s.cells, c)
			if t.Kind == segment.Punct {
				switch r {
				case '。', '!', '?', '…', '！', '？', '.':
					clause, sent = clause+1, sent+1
					s.cells[len(s.cells)-1].flags |= endsClause | endsSentence
				case ',', ';', ':', '，', '；', '：', '~':
					clause++
					s.cells[len(s.cells)-1].flags |= endsClause
				}
			}
		}
		if head && ignoredHead(t) {
			s.head = int32(len(s.cells))
		} else {
			head = false
		}
		if !ignoredTail(t) || start == 0 {
			s.tail = int32(len(s.cells))
		}
	}
	var end int32
	for i := len(s.cells) - 1; i >= 0; i-- {
		c := &s.cells[i]
		switch {
		case c.flags&isNumeral == 0:
			end = 0
		case end == 0:
			end = int32(i) + 1
		}
		c.run = end
	}
}

func (m *Matcher) code(r rune) uint16 {
	if uint32(r) <= 0xFFFF {
		return m.pages[int(m.page[r>>8])<<8|int(r&0xFF)]
	}
	return m.codes[r]
}

func numeral(r rune) bool {
	if '0' <= r && r <= '9' {
		return true
	}
	switch r {
	case '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千', '万', '亿', '零', '〇', '两', '俩', '几', '多', '半':
		return true
	}
	return false
}

func ignoredHead(t *segment.Token) bool {
	switch t.Norm {
	case "嗯", "呃", "额", "喂", "诶", "欸", "哎", "啊", "哦", "噢", "那个", "这个", "那", "em", "emm", "emmm":
		return true
	}
	return t.Kind == segment.Punct
}

func ignoredTail(t *segment.Token) bool {
	switch t.Norm {
	case "啊", "呀", "哦", "噢", "哈", "嗯", "呗", "哎", "嘛", "哇", "哟", "喔":
		return true
	}
	return t.Kind == segment.Punct || t.Kind == segment.Emoji || t.Kind == segment.ChatCode
}

type finder struct {
	m    *Matcher
	s    *scratch
	toks []segment.Token
	hits []Hit
}

// walk follows the trie from node id over the cells from p on; start is where the literal began.
func (f *finder) walk(t *trie, id, start, p int32) {
	cells := f.s.cells
	for {
		n := &t.nodes[id]
		if n.ends < n.endsEnd {
			for i := n.ends; i < n.endsEnd; i++ {
				f.literal(t.ends[i], start, p)
			}
		}
		if int(p) == len(cells) || n.kids == n.kidsEnd {
			return
		}
		c := &cells[p]
		if c.run > 0 && t.codes[n.kids] == numCode {
			f.walk(t, t.to[n.kids], start, c.run)
		}
		if c.code == 0 {
			return
		}
		if id = t.step(id, c.code); id == 0 {
			return
		}
		p++
	}
}

// literal takes note of a literal at the cells from start to end.
func (f *finder) literal(e ending, start, end int32) {
	s := f.s
	if e.flags&endLoose == 0 && int(end) < len(s.cells) && s.cells[end].flags&isBorder == 0 ||
		e.flags&atBegin != 0 && start > s.head ||
		e.flags&atEnd != 0 && end < s.tail {
		return
	}
	edges := f.m.edges[e.set]
	for i := range edges {
		d := &edges[i]
		from := start
		if d.prev >= 0 {
			if from = f.before(d, start); from < 0 {
				continue
			}
		}
		st := &f.m.states[d.next]
		for _, v := range st.values {
			f.hits = append(f.hits, f.hit(int(v), from, end, st.gap))
		}
		if st.more {
			f.reach(d.next, from, end, start)
		}
	}
}

// before returns the latest start of a chain from which edge d leads to a literal at cell start, or -1.
func (f *finder) before(d *edge, start int32) int32 {
	s := f.s
	b := &s.slots[d.prev]
	if b.gen != s.gen {
		return -1
	}
	best := int32(-1)
	here := &s.cells[start]
	for id := b.head; id != 0; id = s.reached[id].next {
		r := &s.reached[id]
		if r.end > start {
			continue // a literal that began before this one and goes on
		}
		// What ends further ahead has no better prospects: the gap would be longer and hold the same marks and more.
		if start-r.end > d.gap.limit {
			break
		}
		last := &s.cells[r.end-1]
		if last.sent+int32(last.flags/endsSentence&1) != here.sent || !d.gap.sentence && last.clause+int32(last.flags/endsClause&1) != here.clause {
			break
		}
		best = max(best, r.start)
	}
	return best
}

// reach takes note that the state was reached by a chain from cell start to cell end, whose last literal begins at cell now. It drops
// what no later literal can use: so a list has at most as many elements as a gap and a literal have characters, most often one.
func (f *finder) reach(state, start, end, now int32) {
	s := f.s
	b := &s.slots[state]
	if b.gen != s.gen {
		s.reached = append(s.reached, reach{start, end, 0})
		*b = slot{s.gen, int32(len(s.reached) - 1)}
		return
	}
	prev, id := int32(0), b.head
	for id != 0 && s.reached[id].end > end {
		prev, id = id, s.reached[id].next
	}
	if id != 0 && s.reached[id].end == end {
		s.reached[id].start = max(s.reached[id].start, start)
		prev, id = id, s.reached[id].next
	} else {
		s.reached = append(s.reached, reach{start, end, id})
		n := int32(len(s.reached) - 1)
		if prev == 0 {
			b.head = n
		} else {
			s.reached[prev].next = n
		}
		prev = n
	}
	best := int32(-1) // of the ends up to now
	for id != 0 {
		r := &s.reached[id]
		if now-r.end > maxGap {
			s.reached[prev].next = 0
			return
		}
		if r.end <= now {
			if r.start <= best {
				s.reached[prev].next = r.next
				id = r.next
				continue
			}
			best = r.start
		}
		prev, id = id, r.next
	}
}

func (f *finder) hit(value int, start, end int32, gap bool) Hit {
	a, b := &f.s.cells[start], &f.s.cells[end-1]
	first, last := &f.toks[a.tok], &f.toks[b.tok]
	h := Hit{Pattern: value, First: int(a.tok), Last: int(b.tok) + 1, Gap: gap}
	h.Span = dialogue.Span{Start: first.Span.Start, End: last.Span.End}
	if a.off > 0 && len(first.Norm) == first.Span.Len() {
		h.Span.Start += int(a.off)
	}
	if int(end) < len(f.s.cells) && f.s.cells[end].tok == b.tok && len(last.Norm) == last.Span.Len() {
		h.Span.End = last.Span.Start + int(f.s.cells[end].off)
	}
	return h
}
