// Package dat builds static double-array tries over short strings of small integer codes.
//
// The form is split: one 16-bit label and one 32-bit value a slot, so that a failing step of a walk touches two bytes only. No two
// nodes have the same base, which makes the label alone prove that a slot is the child of the node it was reached from.
package dat

import (
	"errors"
	"fmt"
	"math/bits"
	"slices"
	"sort"
)

// Trie is a double array. Slot Root+c is the first step for code c; from a slot s with value v the step for code c leads to slot
// v>>CostBits + c, valid if Labels there equals c. A base of zero means that s has no children. The low CostBits of a value hold the
// payload of the key that ends at the slot; zero means that none ends there.
type Trie struct {
	Labels []uint16
	Values []uint32
}

const (
	// CostBits is the width of the payload.
	CostBits = 12
	// CostMask selects the payload of a value.
	CostMask = 1<<CostBits - 1
	maxBase  = 1<<(32-CostBits) - 1
)

// Key is a string of codes with its payload (1 to CostMask). Codes are positive.
type Key struct {
	Codes   []uint16
	Payload uint32
}

// ErrSize is returned when the keys need more slots than a base can address.
var ErrSize = errors.New("dat: too many keys for one trie")

// Build returns the trie of keys, which must not repeat. The slot of the root is zero: the first step for code c is slot c. slots
// tells, for each key in the order given, at which slot it ends. codes is the number of codes in use; every array has at least one
// slot for each code after the highest base, so a step needs no range check.
func Build(keys []Key, codes int) (t *Trie, slots []uint32, err error) {
	order := make([]int, len(keys))
	for i := range order {
		order[i] = i
	}
	sort.Slice(order, func(a, b int) bool { return slices.Compare(keys[order[a]].Codes, keys[order[b]].Codes) < 0 })
	for i, k := range order {
		switch {
		case len(keys[k].Codes) == 0:
			return nil, nil, errors.New("dat: empty key")
		case slices.Min(keys[k].Codes) == 0 || int(slices.Max(keys[k].Codes)) >= codes:
			return nil, nil, fmt.Errorf("dat: a code of key %d is out of range", k)
		case keys[k].Payload == 0 || keys[k].Payload > CostMask:
			return nil, nil, fmt.Errorf("dat: payload %d of key %d is out of range", keys[k].Payload, k)
		case i > 0 && slices.Equal(keys[k].Codes, keys[order[i-1]].Codes):
			return nil, nil, fmt.Errorf("dat: keys %d and %d are the same", order[i-1], k)
		}
	}
	b := &builder{keys: keys, order: order, codes: codes, baseUsed: map[uint32]bool{0: true}, slots: make([]uint32, len(keys))}
	b.collect(0, 0, len(order), -1)
	return b.pack()
}

// node is a row of children to be placed.
type node struct {
	parent   int // index of the parent row, -1 for the root
	label    uint16
	children []uint16
	payload  []uint32 // beside children
	key      []int    // beside children: the key that ends there, or -1
	base     uint32
}

type builder struct {
	keys     []Key
	order    []int
	codes    int
	nodes    []node
	free     []uint64 // bit set: slot is free
	baseUsed map[uint32]bool
	slots    []uint32
	labels   []uint16
	values   []uint32
	lowest   int // first word of free that is not all taken
}

// collect adds the row below the prefix of length depth shared by order[lo:hi] and returns its index, or -1 when no key goes on.
func (b *builder) collect(depth, lo, hi, parent int) int {
	if lo < hi && len(b.keys[b.order[lo]].Codes) == depth {
		lo++
	}
	if lo == hi {
		return -1
	}
	id := len(b.nodes)
	b.nodes = append(b.nodes, node{parent: parent})
	var n node
	n.parent = parent
	for i := lo; i < hi; {
		c := b.keys[b.order[i]].Codes[depth]
		j := i
		for j < hi && b.keys[b.order[j]].Codes[depth] == c {
			j++
		}
		n.children = append(n.children, c)
		if k := b.order[i]; len(b.keys[k].Codes) == depth+1 {
			n.payload = append(n.payload, b.keys[k].Payload)
			n.key = append(n.key, k)
		} else {
			n.payload = append(n.payload, 0)
			n.key = append(n.key, -1)
		}
		if sub := b.collect(depth+1, i, j, id); sub >= 0 {
			b.nodes[sub].label = c
		}
		i = j
	}
	n.label = b.nodes[id].label
	b.nodes[id] = n
	return id
}

// pack places the rows, large ones first: they are hard to fit, and the single children fill what is left between them.
func (b *builder) pack() (*Trie, []uint32, error) {
	rows := make([]int, len(b.nodes))
	for i := range rows {
		rows[i] = i
	}
	sort.SliceStable(rows, func(x, y int) bool { return len(b.nodes[rows[x]].children) > len(b.nodes[rows[y]].children) })
	b.grow(b.codes)
	for c := range b.codes { // the row of the root covers every code: an unused one has a slot without label
		b.take(uint32(c))
	}
	for _, id := range rows {
		n := &b.nodes[id]
		if n.parent < 0 {
			continue
		}
		base, err := b.fit(n.children)
		if err != nil {
			return nil, nil, err
		}
		n.base = base
		b.baseUsed[base] = true
		for _, c := range n.children {
			b.take(base + uint32(c))
		}
	}
	high := uint32(0)
	for i := range b.nodes {
		high = max(high, b.nodes[i].base)
	}
	size := int(high) + b.codes
	b.labels, b.values = make([]uint16, size), make([]uint32, size)
	for i := range b.nodes {
		n := &b.nodes[i]
		for j, c := range n.children {
			s := n.base + uint32(c)
			b.labels[s] = c
			b.values[s] |= n.payload[j]
			if k := n.key[j]; k >= 0 {
				b.slots[k] = s
			}
		}
	}
	for i := range b.nodes {
		if n := &b.nodes[i]; n.parent >= 0 {
			s := b.nodes[n.parent].base + uint32(n.label)
			b.values[s] |= n.base << CostBits
		}
	}
	return &Trie{b.labels, b.values}, b.slots, nil
}

// fit returns the lowest unused base at which all children fall on free slots.
func (b *builder) fit(children []uint16) (uint32, error) {
	first := int(children[0])
	start := b.lowest*64 - first
	if start < 1 {
		start = 1
	}
	for base := start; ; base += 64 {
		if base+64+b.codes > maxBase {
			return 0, ErrSize
		}
		b.grow(base + 64 + b.codes)
		m := ^uint64(0)
		for _, c := range children {
			if m &= b.freeAt(base + int(c)); m == 0 {
				break
			}
		}
		for ; m != 0; m &= m - 1 {
			if at := uint32(base + bits.TrailingZeros64(m)); !b.baseUsed[at] {
				return at, nil
			}
		}
	}
}

// freeAt returns 64 bits of the free set, beginning at slot s.
func (b *builder) freeAt(s int) uint64 {
	w, o := s/64, uint(s%64)
	v := b.free[w] >> o
	if o > 0 {
		v |= b.free[w+1] << (64 - o)
	}
	return v
}

func (b *builder) grow(slots int) {
	for len(b.free)*64 < slots+128 {
		b.free = append(b.free, ^uint64(0))
	}
}

func (b *builder) take(s uint32) {
	b.free[s/64] &^= 1 << (s % 64)
	for b.lowest < len(b.free) && b.free[b.lowest] == 0 {
		b.lowest++
	}
}
