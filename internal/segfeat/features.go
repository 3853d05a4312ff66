// Package segfeat is the learned layer of the segmenter: the features of a character in its block, and the tables of their weights.
// The trainer (internal/segtrain) reads features one by one; the segmenter adds up the weights of all of them at once. A test holds the
// two ways together.
package segfeat

// Block is a stretch of word characters as the learned layer sees it: one unit for each Han character, one for each number or Latin
// word. The slices are of equal length. What lies before and behind them counts as zero, but for Left.
type Block struct {
	Left Left     // what lies before the block when it continues another
	Code []uint16 // of the folded character; '0' for a number, 'a' for a Latin word
	Path []uint8  // place in its word on the dictionary's best path: Begin, Middle, End, Single
	Head []uint8  // of the longest dictionary word of two or more that begins here: length, up to 5, times 4, plus how common it is, 0 to 3
	Tail []uint8  // of the longest that ends here
	Body []uint8  // of the longest that passes through
	Term []uint8  // place in the longest service term over it: 0 for none, or 1 + Begin, Middle, End
}

// Left is what the learned layer sees of the units before a block.
type Left struct {
	Code             [2]uint16 // of the last but one, and of the last
	Path, Tail, Term uint8     // of the last
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
// templates for a character, or a pair. Then come those of the dictionary, which are small tables, and one for large corpora.
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

	dictPath // places on the path of three units, and the word through the unit
	dictWord // the words that begin and end at the unit, and the one through it
	dictFrom // the lengths of the word that ends before and the one that begins here
	dictTo   // the lengths of the word that ends here and the one that begins behind
	dictTerm // service terms over three units
	dictKind // kinds of three units
	bias     // nothing: what speaks for each place before anything is seen

	Skip // the units before and behind: it pays with tens of thousands of sentences and harms with a few thousand
)

// Key is one feature: for templates of characters A, or A and B, are codes; for those of the dictionary A is a
// place in the table.
type Key struct {
	Template Template
	A, B     uint32
}

// Features tells the features of the unit at i.
func (b *Block) Features(i int, out *[Count]Key) {
	left := b.Left
	if i > 0 {
		left = Left{[2]uint16{b.Left.Code[1], b.Code[i-1]}, b.Path[i-1], b.Tail[i-1], b.Term[i-1]}
		if i > 1 {
			left.Code[0] = b.Code[i-2]
		}
	}
	c0, c1, c2, c3, c4 := uint32(left.Code[0]), uint32(left.Code[1]), uint32(b.Code[i]), uint32(at(b.Code, i+1)), uint32(at(b.Code, i+2))
	place, body := uint32(b.Path[i]), uint32(b.Body[i])
	*out = [Count]Key{
		{charHere, c2, 0}, {charLeft, c1, 0}, {charRight, c3, 0}, {charPath + Template(b.Path[i]), c2, 0},
		{pairLeft, c1, c2}, {pairRight, c2, c3}, {pairFarLeft, c0, c1}, {pairFarRight, c3, c4},
		{dictPath, pathKey(uint32(left.Path), place, uint32(at(b.Path, i+1)), body), 0},
		{dictWord, wordKey(uint32(b.Head[i]), uint32(b.Tail[i]), body), 0},
		{dictFrom, lengthsKey(uint32(left.Tail), uint32(b.Head[i]), place), 0},
		{dictTo, lengthsKey(uint32(b.Tail[i]), uint32(at(b.Head, i+1)), place), 0},
		{dictTerm, threeKey(uint32(left.Term), uint32(b.Term[i]), uint32(at(b.Term, i+1)), place), 0},
		{dictKind, threeKey(kind(left.Code[1]), kind(b.Code[i]), kind(at(b.Code, i+1)), place), 0},
		{bias, 0, 0},
		{Skip, c1, c3},
	}
}

func at[T uint8 | uint16](s []T, i int) T {
	if i >= len(s) {
		return 0
	}
	return s[i]
}

// Sizes of the tables of the dictionary templates.
const (
	pathSize = 64 * 6
	wordSize = 24 * 24 * 6
	fromSize = 6 * 6 * 4
	termSize = 64 * 4
	kindSize = 64 * 4
)

func pathKey(before, here, behind, body uint32) uint32 {
	return (before<<4|here<<2|behind)*6 + body>>2
}

func wordKey(head, tail, body uint32) uint32 { return (head*24+tail)*6 + body>>2 }

func lengthsKey(tail, head, place uint32) uint32 { return (tail>>2*6+head>>2)*4 + place }

func threeKey(before, here, behind, place uint32) uint32 {
	return (before<<4|here<<2|behind)*4 + place
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
