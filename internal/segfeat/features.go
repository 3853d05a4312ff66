// Package segfeat is the learned layer of the segmenter: the features of a character in its block, and the tables of their weights.
// The trainer (tools/train) reads features one by one; the segmenter adds up the weights of all of them at once. A test holds the two
// ways together.
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

// Template says what a feature looks at.
type Template uint8

// The templates. The first eight look at one character, the next four at a pair of neighbours: a row of weights holds those of all
// templates for a character, or a pair. Then comes one that is hashed, and those of the dictionary, which are small tables.
const (
	charHere  Template = iota // the unit itself
	charLeft                  // the unit before
	charRight                 // the unit behind
	charPath                  // the unit itself and its place on the path: four
	_
	_
	_
	_

	pairLeft     // the unit before and the unit
	pairRight    // the unit and the unit behind
	pairFarLeft  // the two units before
	pairFarRight // the two units behind

	skip // the units before and behind

	dictPath // places on the path of three units, and the word through the unit
	dictWord // the words that begin and end at the unit, and the one through it
	dictFrom // the lengths of the word that ends before and the one that begins here
	dictTo   // the lengths of the word that ends here and the one that begins behind
	dictTerm // service terms over three units
	dictKind // kinds of three units
	bias     // nothing: what speaks for each place before anything is seen
	templates
)

// Key is one feature: for templates of characters A, or A and B, are codes; for those of the dictionary A is a
// place in the table.
type Key struct {
	Template Template
	A, B     uint32
}

// Features tells the features of the unit at i, counted from Pad.
func (b *Block) Features(i int, out *[Count]Key) {
	c := b.Code[i-2 : i+3]
	c0, c1, c2, c3, c4 := uint32(c[0]), uint32(c[1]), uint32(c[2]), uint32(c[3]), uint32(c[4])
	*out = [Count]Key{
		{charHere, c2, 0}, {charLeft, c1, 0}, {charRight, c3, 0}, {charPath + Template(b.Path[i]), c2, 0},
		{pairLeft, c1, c2}, {pairRight, c2, c3}, {pairFarLeft, c0, c1}, {pairFarRight, c3, c4},
		{skip, c1, c3},
		{dictPath, b.path(i), 0}, {dictWord, b.word(i), 0}, {dictFrom, b.from(i), 0}, {dictTo, b.to(i), 0}, {dictTerm, b.term(i), 0}, {dictKind, b.kinds(i), 0}, {bias, 0, 0},
	}
}

// Sizes of the tables of the dictionary templates.
const (
	pathSize = 64 * 6
	wordSize = 24 * 24 * 6
	fromSize = 6 * 6 * 4
	termSize = 64 * 4
	kindSize = 64 * 4
)

func (b *Block) path(i int) uint32 {
	return (uint32(b.Path[i-1])<<4|uint32(b.Path[i])<<2|uint32(b.Path[i+1]))*6 + uint32(b.Body[i]>>2)
}

func (b *Block) word(i int) uint32 {
	return (uint32(b.Head[i])*24+uint32(b.Tail[i]))*6 + uint32(b.Body[i]>>2)
}

func (b *Block) from(i int) uint32 {
	return (uint32(b.Tail[i-1]>>2)*6+uint32(b.Head[i]>>2))*4 + uint32(b.Path[i])
}

func (b *Block) to(i int) uint32 {
	return (uint32(b.Tail[i]>>2)*6+uint32(b.Head[i+1]>>2))*4 + uint32(b.Path[i])
}

func (b *Block) term(i int) uint32 {
	return (uint32(b.Term[i-1])<<4|uint32(b.Term[i])<<2|uint32(b.Term[i+1]))*4 + uint32(b.Path[i])
}

func (b *Block) kinds(i int) uint32 {
	return (kind(b.Code[i-1])<<4|kind(b.Code[i])<<2|kind(b.Code[i+1]))*4 + uint32(b.Path[i])
}

// kind classes a code: 0 outside, 1 number, 2 letter, 3 Han.
func kind(c uint16) uint32 {
	switch {
	case c == 0:
		return 0
	case c >= 128 || c == 2: // 2: a Han character that no word has
		return 3
	case c < 'a':
		return 1
	}
	return 2
}

func hash(a, b uint32) uint32 {
	h := (a ^ 0x9E3779B1) * 0x85EBCA6B
	h = (h ^ h>>15 ^ b) * 0xC2B2AE35
	return h ^ h>>13
}
