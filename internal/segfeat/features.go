// Package segfeat is the learned layer of the segmenter: the features of a character in its block, and the table of their weights.
// The trainer (tools/train) and the segmenter read features with the same code.
package segfeat

// Pad is how many places lie before and behind the units of a [Block].
const Pad = 2

// Block is a stretch of word characters as the learned layer sees it: one unit for each Han character, one for each number or Latin
// word. Every slice holds Pad zero places, the units, and Pad zero places.
type Block struct {
	Code []uint16 // of the folded character; '0' for a number, 'a' for a Latin word
	Path []uint8  // place in its word on the dictionary's best path: Begin, Middle, End, Single
	Head []uint8  // of the longest dictionary word of two or more that begins here: length, up to 5, times 4, plus how common it is, 0 to 3
	Tail []uint8  // of the longest that ends here
	Body []uint8  // of the longest that passes through
	Term []uint8  // place in the longest service term over it: 0 for none, or 1 + Begin, Middle, End
}

// Places of a unit in a word.
const (
	Begin  = 0
	Middle = 1
	End    = 2
	Single = 3
)

// Count is the number of features of a unit.
const Count = 16

// Features computes the hashes of the features of the unit at i, counted from Pad.
func (b *Block) Features(i int, out *[Count]uint32) {
	c := b.Code[i-2 : i+3 : i+3]
	c0, c1, c2, c3, c4 := uint32(c[0]), uint32(c[1]), uint32(c[2]), uint32(c[3]), uint32(c[4])
	p := b.Path[i-1 : i+2 : i+2]
	h := b.Head[i-1 : i+2 : i+2]
	t := b.Tail[i-1 : i+2 : i+2]
	m := b.Term[i-1 : i+2 : i+2]
	out[0] = hash(1, c2, 0)
	out[1] = hash(2, c1, 0)
	out[2] = hash(3, c3, 0)
	out[3] = hash(4, c1, c2)
	out[4] = hash(5, c2, c3)
	out[5] = hash(6, c1, c3)
	out[6] = hash(7, c0, c1)
	out[7] = hash(8, c3, c4)
	out[8] = hash(9, c1<<16|c2, c3)
	out[9] = hash(10, uint32(p[0])<<4|uint32(p[1])<<2|uint32(p[2]), uint32(b.Body[i]>>2))
	out[10] = hash(11, uint32(p[1]), c2)
	out[11] = hash(12, uint32(h[1])<<8|uint32(t[1]), uint32(b.Body[i]>>2))
	out[12] = hash(13, uint32(t[0]>>2)<<8|uint32(h[1]>>2), uint32(p[1]))
	out[13] = hash(14, uint32(t[1]>>2)<<8|uint32(h[2]>>2), uint32(p[1]))
	out[14] = hash(15, uint32(m[0])<<4|uint32(m[1])<<2|uint32(m[2]), uint32(p[1]))
	out[15] = hash(16, uint32(kind(c1))<<4|uint32(kind(c2))<<2|uint32(kind(c3)), uint32(p[1]))
}

// kind classes a code: 0 outside, 1 number, 2 letter, 3 Han.
func kind(c uint32) uint8 {
	switch {
	case c == 0:
		return 0
	case c < 'a':
		return 1
	case c < 128:
		return 2
	}
	return 3
}

func hash(template, a, b uint32) uint32 {
	h := (template*0x9E3779B1 ^ a) * 0x85EBCA6B
	h = (h ^ h>>15 ^ b) * 0xC2B2AE35
	return h ^ h>>13
}
