package match

import (
	"slices"
	"strings"
)

// Builder collects patterns for a [Matcher]. It is not safe for concurrent use.
type Builder struct {
	defs map[string][][]node

	sets   map[string]int32 // by the literals joined with tabs
	lits   map[string][]int32
	edges  [][]edge          // by set
	next   map[edgeKey]int32 // chains that begin alike share their states
	states []state
	values int
}

type edgeKey struct {
	prev int32
	gap  gap
	set  int32
}

// edge says: when a literal of the set is found and state prev was reached before, state next is reached. prev < 0 needs nothing before.
type edge struct {
	prev, next int32
	gap        gap
}

type state struct {
	values []int32
	more   bool // an edge begins here
	gap    bool // a gap was crossed on the way
}

// maxValue bounds the table that Find keeps of the values seen.
const maxValue = 1 << 20

// NewBuilder returns an empty builder.
func NewBuilder() *Builder {
	return &Builder{
		defs: map[string][][]node{},
		sets: map[string]int32{},
		lits: map[string][]int32{},
		next: map[edgeKey]int32{},
	}
}

// Define makes pattern usable as @name in the patterns added later. Names are lower-case ASCII letters, digits and _. A name that is
// defined again changes its meaning from there on. The error is a [*PatternError].
func (b *Builder) Define(name, pattern string) error {
	for i := range len(name) {
		if !isName(name[i]) {
			return &PatternError{pattern, 0, "bad name of a definition"}
		}
	}
	if name == "" {
		return &PatternError{pattern, 0, "bad name of a definition"}
	}
	alts, err := parse(pattern, b.defs)
	if err != nil {
		return err
	}
	b.defs[name] = alts
	return nil
}

// Add adds a pattern whose hits carry value, 0 to 1<<20 (the Matcher keeps a table of that size: use an index). Several patterns may
// share a value. The error is a [*PatternError]; the builder is as before then.
func (b *Builder) Add(value int, pattern string) error {
	if value < 0 || value > maxValue {
		return &PatternError{pattern, 0, "value out of range"}
	}
	alts, err := parse(pattern, b.defs)
	if err != nil {
		return err
	}
	seqs, err := expand(pattern, alts)
	if err != nil {
		return err
	}
	b.values = max(b.values, value+1)
	for _, s := range seqs {
		prev := int32(-1)
		for i, part := range s.parts {
			k := edgeKey{prev: prev, set: b.set(part)}
			if i > 0 {
				k.gap = s.gaps[i-1]
				b.states[prev].more = true
			}
			id, ok := b.next[k]
			if !ok {
				id = int32(len(b.states))
				b.next[k] = id
				b.states = append(b.states, state{gap: i > 0})
				b.edges[k.set] = append(b.edges[k.set], edge{prev: prev, next: id, gap: k.gap})
			}
			prev = id
		}
		if st := &b.states[prev]; !slices.Contains(st.values, int32(value)) {
			st.values = append(st.values, int32(value))
		}
	}
	return nil
}

func (b *Builder) set(lits []string) int32 {
	key := strings.Join(lits, "\t")
	if id, ok := b.sets[key]; ok {
		return id
	}
	id := int32(len(b.edges))
	b.sets[key] = id
	b.edges = append(b.edges, nil)
	for _, l := range lits {
		b.lits[l] = append(b.lits[l], id)
	}
	return id
}

// Build returns the matcher of the patterns added so far. The builder may be used on.
func (b *Builder) Build() *Matcher {
	m := &Matcher{codes: map[rune]uint16{}, values: b.values}
	for _, s := range b.states {
		s.values = slices.Clone(s.values)
		m.states = append(m.states, s)
	}
	for _, e := range b.edges {
		m.edges = append(m.edges, slices.Clone(e))
	}
	keys := make([]string, 0, len(b.lits))
	for l := range b.lits {
		keys = append(keys, l)
	}
	slices.Sort(keys) // so that codes, and with them the order of work, do not depend on the map
	var all, inside []literal
	for _, k := range keys {
		l := m.literal(k)
		for _, set := range b.lits[k] {
			l.end.set = set
			all = append(all, l)
			if l.loose {
				inside = append(inside, l)
			}
		}
	}
	m.all, m.inside = newTrie(all, len(m.codes)+firstCode), newTrie(inside, len(m.codes)+firstCode)
	m.flat()
	m.pool.New = func() any {
		return &scratch{slots: make([]slot, len(m.states)), seen: make([]seen, m.values)}
	}
	return m
}

// literal encodes one literal and its marks.
func (m *Matcher) literal(s string) literal {
	var l literal
	rs := []rune(s)
	for i, r := range rs {
		switch r {
		case markLoose:
			if i < len(rs)-1 && len(l.codes) == 0 {
				l.loose = true
			} else {
				l.end.flags |= endLoose
			}
		case markBegin:
			l.end.flags |= atBegin
		case markEnd:
			l.end.flags |= atEnd
		case markNum:
			l.codes = append(l.codes, numCode)
		default:
			c, ok := m.codes[r]
			if !ok {
				c = uint16(len(m.codes) + firstCode)
				m.codes[r] = c
			}
			l.codes = append(l.codes, c)
		}
	}
	return l
}

// flat copies the codes of the basic plane to a table, which is looked up once for each character of a text.
func (m *Matcher) flat() {
	m.pages = make([]uint16, 256) // page 0 is empty
	for r, c := range m.codes {
		if r > 0xFFFF {
			continue
		}
		if m.page[r>>8] == 0 {
			m.page[r>>8] = uint16(len(m.pages) >> 8)
			m.pages = append(m.pages, make([]uint16, 256)...)
		}
		m.pages[int(m.page[r>>8])<<8|int(r&0xFF)] = c
	}
}
