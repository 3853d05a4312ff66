package segment

import (
	"github.com/qingting-nlp/qingting/internal/dat"
	"github.com/qingting-nlp/qingting/internal/segmodel"
)

// The word graph of a block has a node at each border between characters and an edge for each dictionary word, each single character,
// and each stretch the grammar or the user names. Edges cost the negative logarithm of a probability; the cheapest path is the answer
// (maximum probability under a unigram model). It is found in one forward pass. Of paths that cost the same, the one whose last word
// is longer wins.

const (
	costBits = dat.CostBits
	costMask = dat.CostMask

	slotBits = 20
	slotMask = 1<<slotBits - 1
	// Slots from here on are not in the trie: slotKind+kind for the grammar, slotUser+tag for the user's words.
	slotKind = 1<<slotBits - 512
	slotUser = slotKind + 256

	unreached = 1<<32 - 1
	// unknownCost is the cost of a character that is no word of the dictionary.
	unknownCost = costMask
	// horizon is how far before the end of a full block a cut must lie, in characters: no dictionary word is longer.
	horizon = 64
)

// decodeHan finds the best path through the first n characters of b, all of them Han. It returns a border near n that no word crosses.
// For the learned layer it notes the words it meets.
func (s *Segmenter) decodeHan(b *buffer, n int) (cut int) {
	values, labels := s.m.t.Values, s.m.t.Labels
	codes, best, back := b.codes[:n+1], b.best[:n+1], b.back[:n+1]
	for i := range best {
		best[i] = unreached
	}
	best[0] = 0
	reach, closed := 0, 0
	learn := s.weights != nil
	if learn {
		b.learn.reset(n)
	}
	for i := 0; i < n; i++ {
		if i >= reach && i <= n-horizon {
			cut = i
			if b.closed(i) {
				closed = i
			}
		}
		from := best[i]
		slot := uint32(codes[i])
		v := values[slot]
		c := v & costMask
		if c == 0 {
			c = unknownCost
		}
		if c += from; c < best[i+1] {
			best[i+1], back[i+1] = c, 1<<slotBits|slot
		}
		for j := i + 1; j < n; {
			base := v >> costBits
			if base == 0 {
				break
			}
			code := codes[j]
			slot = base + uint32(code)
			if labels[slot] != code {
				break
			}
			v = values[slot]
			j++
			if c := v & costMask; c != 0 {
				if learn {
					b.learn.word(i, j, slot, c)
				}
				if c += from; c <= best[j] {
					best[j], back[j] = c, uint32(j-i)<<slotBits|slot
				}
				reach = max(reach, j)
			}
		}
	}
	return s.safeCut(b, n, cut, closed)
}

// decodeMixed is decodeHan for a block with atoms and further edges.
func (s *Segmenter) decodeMixed(b *buffer, n int) (cut int) {
	values, labels := s.m.t.Values, s.m.t.Labels
	codes, best, back, inner := b.codes[:n+1], b.best[:n+1], b.back[:n+1], b.inner[:n+1]
	for i := range best {
		best[i] = unreached
	}
	best[0] = 0
	reach, closed := 0, 0
	learn := s.weights != nil
	if learn {
		b.learn.reset(n)
	}
	edges := b.edges
	for i := 0; i < n; i++ {
		from := best[i]
		if from == unreached {
			continue
		}
		if i >= reach && i <= n-horizon {
			cut = i
			if b.closed(i) {
				closed = i
			}
		}
		for len(edges) > 0 && int(edges[0].start) <= i {
			e := edges[0]
			edges = edges[1:]
			if int(e.start) < i || inner[e.end] {
				continue
			}
			if c := from + e.cost; c <= best[e.end] {
				best[e.end], back[e.end] = c, uint32(e.end-e.start)<<slotBits|e.slot
			}
			reach = max(reach, int(e.end))
			if learn {
				b.learn.edge(e)
			}
		}
		slot := uint32(codes[i])
		v := values[slot]
		if !inner[i+1] {
			c := v & costMask
			if c == 0 {
				c = unknownCost
			}
			if c += from; c < best[i+1] {
				best[i+1], back[i+1] = c, 1<<slotBits|slot
			}
		}
		for j := i + 1; j < n; {
			base := v >> costBits
			if base == 0 {
				break
			}
			code := codes[j]
			slot = base + uint32(code)
			if labels[slot] != code {
				break
			}
			v = values[slot]
			j++
			if c := v & costMask; c != 0 && !inner[j] {
				if learn {
					b.learn.word(i, j, slot, c)
				}
				if c += from; c <= best[j] {
					best[j], back[j] = c, uint32(j-i)<<slotBits|slot
				}
				reach = max(reach, j)
			}
		}
	}
	return s.safeCut(b, n, cut, closed)
}

// closed reports whether the last word of the best path to the border i, which no word crosses, keeps what follows apart from what
// goes before: it is a Han word of the dictionary and no single character, so that neither an unknown word nor a number, date or measure
// word depends on both sides.
func (b *buffer) closed(i int) bool {
	return i > 0 && b.back[i]>>slotBits > 1 && b.back[i]&slotMask < slotKind && b.codes[i-1] >= segmodel.FirstHan
}

// safeCut returns the best place for a cut: closed; or cut, where an unknown word may be cut in two; or where no border is free of
// crossing words, a border of the best path.
func (s *Segmenter) safeCut(b *buffer, n, cut, closed int) int {
	if closed > 0 {
		return closed
	}
	if cut > 0 || n < maxBlock-maxAtom {
		return cut
	}
	at := n
	for at > n-horizon {
		length := int(b.back[at] >> slotBits)
		if at == length {
			break
		}
		at -= length
	}
	return at
}

// emit appends the words of the best path to the border n.
func (s *Segmenter) emit(b *buffer, dst []Token, text string, n int, dirty bool) []Token {
	k := 0
	for at := n; at > 0; at -= int(b.back[at] >> slotBits) {
		b.path[k] = uint16(at)
		k++
	}
	start := 0
	for k--; k >= 0; k-- {
		at := int(b.path[k])
		slot := b.back[at] & slotMask
		if at-start == 2 && start > 0 && b.codes[start-1] == b.codes[start+1] && b.back[start]>>slotBits == 1 &&
			(b.codes[start] == s.m.char.not || b.codes[start] == s.m.char.haveNot) {
			// The question 有|没|有, 行|不|行: a graph of single words cannot see it.
			dst = s.emitWord(b, dst, text, start, start+1, uint32(b.codes[start]), dirty)
			start, slot = start+1, uint32(b.codes[start+1])
		}
		dst = s.emitWord(b, dst, text, start, at, slot, dirty)
		start = at
	}
	return dst
}

func (s *Segmenter) emitWord(b *buffer, dst []Token, text string, start, end int, slot uint32, dirty bool) []Token {
	kind, tag := Word, NoTag
	switch {
	case slot >= slotUser:
		tag = Tag(slot - slotUser)
		kind = b.atomKind(start, end, Word)
	case slot >= slotKind:
		kind = Kind(slot - slotKind)
		if tag = atomTag(kind); kind == Latin {
			tag = s.m.tagOf(b.codes[start:end])
		}
	default:
		tag = Tag(s.m.t.Tags[slot])
		code := b.codes[start]
		switch {
		case code >= segmodel.FirstHan:
		case code >= segmodel.NumeralCode:
			if end-start == 1 && code != s.m.char.several {
				kind, tag = Number, TagM
			}
		case code < segmodel.NumeralCode:
			kind = b.atomKind(start, end, Word)
		}
	}
	return b.token(dst, text, b.offs[start], b.offs[end], kind, tag, dirty)
}

// atomKind returns the kind of the atom with exactly these characters, or kind.
func (b *buffer) atomKind(start, end int, kind Kind) Kind {
	for _, a := range b.atoms {
		if int(a.start) == start && int(a.end) == end {
			return a.kind
		}
	}
	return kind
}
