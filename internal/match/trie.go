package match

import (
	"slices"
)

// Codes of characters. Code 0 is every character that no pattern holds.
const (
	numCode   = 1 // a run of numerals
	firstCode = 2
)

const (
	endLoose = 1 << iota // the right end may lie inside a token
	atBegin
	atEnd
)

// literal is a key of the trie before it is built.
type literal struct {
	codes []uint16
	end   ending
	loose bool // the left end may lie inside a token
}

// ending is what a literal that ends at a node stands for.
type ending struct {
	set   int32
	flags uint8
}

// trie is a static trie with sorted children; node 0 is the root, whose children have a table of their own.
type trie struct {
	root  []int32 // by code; 0: none
	nodes []trieNode
	codes []uint16 // of the children, each row sorted
	to    []int32  // beside codes
	ends  []ending
}

type trieNode struct{ kids, kidsEnd, ends, endsEnd int32 }

func newTrie(lits []literal, codes int) *trie {
	slices.SortStableFunc(lits, func(a, b literal) int { return slices.Compare(a.codes, b.codes) })
	t := &trie{root: make([]int32, codes), nodes: make([]trieNode, 1)}
	t.fill(0, 0, lits)
	n := t.nodes[0]
	for i := n.kids; i < n.kidsEnd; i++ {
		t.root[t.codes[i]] = t.to[i]
	}
	return t
}

// fill adds the children of node id, whose literals share their first depth codes.
func (t *trie) fill(id int32, depth int, lits []literal) {
	n := trieNode{ends: int32(len(t.ends))}
	for len(lits) > 0 && len(lits[0].codes) == depth {
		t.ends = append(t.ends, lits[0].end)
		lits = lits[1:]
	}
	n.endsEnd, n.kids = int32(len(t.ends)), int32(len(t.codes))
	for i, l := range lits {
		if i == 0 || l.codes[depth] != lits[i-1].codes[depth] {
			t.codes = append(t.codes, l.codes[depth])
			t.to = append(t.to, int32(len(t.nodes)))
			t.nodes = append(t.nodes, trieNode{})
		}
	}
	n.kidsEnd = int32(len(t.codes))
	t.nodes[id] = n
	kid := n.kids
	for start := 0; start < len(lits); kid++ {
		end := start + 1
		for end < len(lits) && lits[end].codes[depth] == lits[start].codes[depth] {
			end++
		}
		t.fill(t.to[kid], depth+1, lits[start:end])
		start = end
	}
}

// step returns the child of node id for code c, or 0.
func (t *trie) step(id int32, c uint16) int32 {
	if id == 0 {
		return t.root[c]
	}
	n := &t.nodes[id]
	row := t.codes[n.kids:n.kidsEnd]
	if len(row) <= 8 {
		for i, k := range row {
			if k >= c {
				if k == c {
					return t.to[int(n.kids)+i]
				}
				return 0
			}
		}
		return 0
	}
	if i, ok := slices.BinarySearch(row, c); ok {
		return t.to[int(n.kids)+i]
	}
	return 0
}
