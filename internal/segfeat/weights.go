package segfeat

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"unsafe"
)

// Weights is a trained model ready for use. It is read-only.
type Weights struct {
	// Transition is what two neighbouring places add: Transition[from][to], in the units of scores.
	Transition [4][4]int32

	cells []uint64 // all tables, one after the other
	chars []uint64 // eight cells for each code: the templates of one character
	pairs []uint64 // rows of four cells: the templates of a pair; the first row is that of all other pairs
	dict  [dictTables][]uint64
	skips []uint64 // one cell a row; the first is that of all other pairs
	// Where the rows of pairs are.
	pairIndex, skipIndex index
}

// A cell holds four lanes of 12 bits: the weight of a feature for each place in a word, in 8 bits, plus laneBias. So the weights of all
// features of a unit are summed by adding cells.
const (
	laneBits = 12
	laneMask = 1<<laneBits - 1
	laneBias = 128
	rowChar  = 8
	rowPair  = 4
	// none is the cell of a feature without weights.
	none = uint64(laneBias)<<(3*laneBits) | laneBias<<(2*laneBits) | laneBias<<laneBits | laneBias

	dictTables = 7
)

// noneChar is the row of codes that the model does not know.
var noneChar = [rowChar]uint64{none, none, none, none, none, none, none, none}

var dictSizes = [dictTables]int{pathSize, wordSize, fromSize, fromSize, termSize, kindSize, 1}

// Score adds up, for each unit of b, the weights of its features for each place in a word: four lanes of a word, which [Lane] reads.
func (w *Weights) Score(b *Block, out []uint64) {
	n := len(b.Code)
	code, path, head, tail, body, term, out := b.Code[:n], b.Path[:n], b.Head[:n], b.Tail[:n], b.Body[:n], b.Term[:n], out[:n]
	if n == 0 {
		return
	}
	paths, words, from, to, terms, kinds := w.dict[0], w.dict[1], w.dict[2], w.dict[3], w.dict[4], w.dict[5]
	c2, c3 := code[0], uint16(0)
	if n > 1 {
		c3 = code[1]
	}
	c0, c1 := b.Left.Code[0], b.Left.Code[1]
	farLeft, left, right := w.pair(c0, c1), w.pair(c1, c2), w.pair(c2, c3)
	before, here := w.char(c1), w.char(c2)
	kind1, kind2 := kind(c1), kind(c2)
	place1, tail1, term1 := uint32(b.Left.Path), uint32(b.Left.Tail), uint32(b.Left.Term)
	start := w.dict[bias-dictPath][0]
	if len(w.skips) > 1 {
		w.scoreSkips(c1, code, out)
	} else {
		for i := range out {
			out[i] = none
		}
	}
	for i, place2 := range path {
		var c4 uint16
		var place3, head3, term3 uint32
		if i+1 < n {
			place3, head3, term3 = uint32(path[i+1]), uint32(head[i+1]), uint32(term[i+1])
			if i+2 < n {
				c4 = code[i+2]
			}
		}
		farRight, behind := w.pair(c3, c4), w.char(c3)
		kind3 := kind(c3)
		place, tail2, term2 := uint32(place2&3), uint32(tail[i]), uint32(term[i])
		head2, body2 := uint32(head[i]), uint32(body[i])
		sum := out[i] + start + here[charHere] + before[charLeft] + behind[charRight] + here[uint32(charPath)+place]
		sum += left[0] + right[pairRight-pairLeft] + farLeft[pairFarLeft-pairLeft] + farRight[pairFarRight-pairLeft]
		sum += paths[pathKey(place1, place, place3, body2)] + words[wordKey(head2, tail2, body2)] + from[lengthsKey(tail1, head2, place)] +
			to[lengthsKey(tail2, head3, place)] + terms[threeKey(term1, term2, term3, place)] + kinds[threeKey(kind1, kind2, kind3, place)]
		out[i] = sum
		farLeft, left, right = left, right, farRight
		before, here, c3 = here, behind, c4
		kind1, kind2 = kind2, kind3
		place1, tail1, term1 = place, tail2, term2
	}
}

// Lane reads the score of a place from what [Weights.Score] gives.
func Lane(sum uint64, place int) int32 {
	return int32(sum>>(place*laneBits)&laneMask) - Count*laneBias
}

func (w *Weights) scoreSkips(before uint16, code []uint16, out []uint64) {
	for i, c := range code {
		out[i] = w.skips[w.skipIndex.find(uint32(before), uint32(at(code, i+1)))]
		before = c
	}
}

func (w *Weights) char(c uint16) *[rowChar]uint64 {
	if at := int(c) * rowChar; at+rowChar <= len(w.chars) {
		return (*[rowChar]uint64)(w.chars[at:])
	}
	return &noneChar
}

// pair returns the row of a pair of codes.
func (w *Weights) pair(a, b uint16) *[rowPair]uint64 {
	return (*[rowPair]uint64)(w.pairs[w.pairIndex.find(uint32(a), uint32(b))*rowPair:])
}

// Errors of [Open].
var (
	ErrFormat  = errors.New("segfeat: not a segmentation model")
	ErrCorrupt = errors.New("segfeat: segmentation model is damaged")
)

const (
	magic      = "QTSEGW\x05\x00" // with version
	headerSize = 128
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// The header: magic with version, CRC-32C of all that follows it, the number of codes, then for pairs and skips the number of rows and
// of places of the index, and the transitions; all little-endian 32-bit numbers. The cells follow, then the indices.

// Open returns the model in file form, checked. It uses data in place where the machine allows it, so data must not change.
func Open(data string) (*Weights, error) {
	w, err := OpenEmbedded(data)
	if err != nil {
		return nil, err
	}
	b := unsafe.Slice(unsafe.StringData(data), len(data))
	if binary.LittleEndian.Uint32(b[8:]) != crc32.Checksum(b[12:], castagnoli) {
		return nil, ErrCorrupt
	}
	if !w.pairIndex.valid(len(w.pairs)/rowPair) || !w.skipIndex.valid(len(w.skips)) {
		return nil, ErrCorrupt
	}
	return w, nil
}

// OpenEmbedded is Open without the checks that read every page.
func OpenEmbedded(data string) (*Weights, error) {
	if len(data) < headerSize || data[:len(magic)] != magic {
		return nil, ErrFormat
	}
	b := unsafe.Slice(unsafe.StringData(data), len(data))
	var field [5]uint32
	for i := range field {
		field[i] = binary.LittleEndian.Uint32(b[12+4*i:])
	}
	codes, pairs, pairSlots, skips, skipSlots := field[0], field[1], field[2], field[3], field[4]
	if codes > 1<<16 || !validIndex(pairs, pairSlots) || !validIndex(skips, skipSlots) {
		return nil, ErrCorrupt
	}
	count, slots := cellCount(codes, pairs, skips), int(pairSlots+skipSlots)
	if len(data) != headerSize+8*count+4*slots {
		return nil, ErrCorrupt
	}
	w := &Weights{}
	for i := range 16 {
		w.Transition[i/4][i%4] = int32(binary.LittleEndian.Uint32(b[32+4*i:]))
	}
	cellBytes, slotBytes := b[headerSize:headerSize+8*count], b[headerSize+8*count:]
	p := unsafe.Pointer(unsafe.SliceData(cellBytes))
	var cells []uint64
	var places []uint32
	if one := uint16(1); *(*byte)(unsafe.Pointer(&one)) == 1 && uintptr(p)%8 == 0 {
		cells = unsafe.Slice((*uint64)(p), count)
		places = unsafe.Slice((*uint32)(unsafe.Pointer(unsafe.SliceData(slotBytes))), slots)
	} else {
		cells, places = make([]uint64, count), make([]uint32, slots)
		for i := range cells {
			cells[i] = binary.LittleEndian.Uint64(cellBytes[8*i:])
		}
		for i := range places {
			places[i] = binary.LittleEndian.Uint32(slotBytes[4*i:])
		}
	}
	w.layout(cells, int(codes), int(pairs), int(skips))
	w.pairIndex, w.skipIndex = newIndex(places[:pairSlots], pairs), newIndex(places[pairSlots:], skips)
	return w, nil
}

func cellCount(codes, pairs, skips uint32) int {
	n := int(codes)*rowChar + int(pairs)*rowPair + int(skips)
	for _, s := range dictSizes {
		n += s
	}
	return n
}

// layout cuts cells into the tables. Rows come first, so that they keep the alignment of the whole.
func (w *Weights) layout(cells []uint64, codes, pairs, skips int) {
	w.cells = cells
	cut := func(n int) []uint64 {
		part := cells[:n:n]
		cells = cells[n:]
		return part
	}
	w.chars = cut(codes * rowChar)
	w.pairs = cut(pairs * rowPair)
	for i, s := range dictSizes {
		w.dict[i] = cut(s)
	}
	w.skips = cut(skips)
}
