package segfeat

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"math/bits"
	"slices"
	"unsafe"
)

// Weights is a trained model ready for use. It is read-only.
type Weights struct {
	// Transition is what two neighbouring places add: Transition[from][to], in the units of scores.
	Transition [4][4]int32

	cells []uint64 // all tables, one after the other
	chars []uint64 // eight cells for each code: the templates of one character
	pairs []uint64 // rows of four cells, hashed: the templates of a pair
	skips []uint64 // cells, hashed
	dict  [7][]uint64
	// Keys of the hashed tables: most pairs of a text are not in the table, and the keys alone, which fit a cache, say so.
	pairKeys, skipKeys []uint16

	pairMask, skipMask uint32
}

// A cell holds four lanes of 12 bits: the weight of a feature for each place in a word, in 8 bits, plus laneBias. So the weights of all
// features of a unit are summed by adding cells. In a hashed table 16 bits of the hash, never zero, tell keys apart; an
// empty place has the key zero.
const (
	laneBits = 12
	laneMask = 1<<laneBits - 1
	laneBias = 128
	rowChar  = 8
	rowPair  = 4
)

// none is the cell of a feature without weights.
const none = uint64(laneBias)<<(3*laneBits) | laneBias<<(2*laneBits) | laneBias<<laneBits | laneBias

var nonePair = [rowPair]uint64{none, none, none, none}
var noneChar = [rowChar]uint64{none, none, none, none, none, none, none, none}

var dictSizes = [7]int{pathSize, wordSize, fromSize, fromSize, termSize, kindSize, 1}

// Score adds up, for each of the n units of b, the weights of its features for each place in a word.
func (w *Weights) Score(b *Block, n int, out [][4]int32) {
	code := b.Code
	farLeft, left := w.pair(code[0], code[1]), w.pair(code[1], code[2])
	right := w.pair(code[2], code[3])
	charLeftRow, here := w.char(code[1]), w.char(code[2])
	start := w.dict[bias-dictPath][0]
	for i := Pad; i < n+Pad; i++ {
		farRight := w.pair(code[i+1], code[i+2])
		charRightRow := w.char(code[i+1])
		sum := start + here[charHere] + charLeftRow[charLeft] + charRightRow[charRight] + here[charPath+Template(b.Path[i]&3)]
		sum += left[0] + right[pairRight-pairLeft] + farLeft[pairFarLeft-pairLeft] + farRight[pairFarRight-pairLeft]
		sum += w.skip(code[i-1], code[i+1])
		sum += w.dict[0][b.path(i)] + w.dict[1][b.word(i)] + w.dict[2][b.from(i)] + w.dict[3][b.to(i)] + w.dict[4][b.term(i)] + w.dict[5][b.kinds(i)]
		o := &out[i-Pad]
		o[0] = int32(sum&laneMask) - Count*laneBias
		o[1] = int32(sum>>laneBits&laneMask) - Count*laneBias
		o[2] = int32(sum>>(2*laneBits)&laneMask) - Count*laneBias
		o[3] = int32(sum>>(3*laneBits)&laneMask) - Count*laneBias
		farLeft, left, right = left, right, farRight
		charLeftRow, here = here, charRightRow
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
	h := hash(uint32(a), uint32(b)|1<<20)
	if i, ok := find(w.pairKeys, w.pairMask, h); ok {
		return (*[rowPair]uint64)(w.pairs[i*rowPair:])
	}
	return &nonePair
}

func (w *Weights) skip(a, b uint16) uint64 {
	if i, ok := find(w.skipKeys, w.skipMask, hash(uint32(a), uint32(b))); ok {
		return w.skips[i]
	}
	return none
}

// find returns the place of the key with the hash h, or the empty place where it would be.
func find(keys []uint16, mask, h uint32) (at uint32, ok bool) {
	key := uint16(h>>16 | 1)
	for i := h & mask; ; i = (i + 1) & mask {
		switch keys[i] {
		case key:
			return i, true
		case 0:
			return i, false
		}
	}
}

// Errors of [Open].
var (
	ErrFormat  = errors.New("segfeat: not a segmentation model")
	ErrCorrupt = errors.New("segfeat: segmentation model is damaged")
)

const (
	magic      = "QTSEGW\x03\x00" // with version
	headerSize = 128
)

// Feature is one feature with its weights, from -127 to 127.
type Feature struct {
	Key
	Weight [4]int8
}

// Encode returns the file form of a model. Of features that the hashed tables cannot tell apart the first wins.
func Encode(features []Feature, transition [4][4]int32) []byte {
	codes, pairs, skips := uint32(0), map[[2]uint32]bool{}, 0
	for _, f := range features {
		switch {
		case f.Template < pairLeft:
			codes = max(codes, f.A+1)
		case f.Template < skip:
			pairs[[2]uint32{f.A, f.B}] = true
		case f.Template < dictPath:
			skips++
		}
	}
	size := func(n int) uint32 { return 1 << bits.Len(uint(n*5/4+15)) } // at most four fifths full
	w := newWeights(codes, size(len(pairs)), size(skips))
	for i := range w.chars {
		w.chars[i] = none
	}
	for _, d := range w.dict {
		for i := range d {
			d[i] = none
		}
	}
	for _, f := range features {
		cell := uint64(0)
		for t, v := range f.Weight {
			cell |= uint64(int(v)+laneBias) << (t * laneBits)
		}
		switch {
		case f.Template < pairLeft:
			w.chars[f.A*rowChar+uint32(f.Template)] = cell
		case f.Template < skip:
			w.setPair(f.A, f.B, int(f.Template-pairLeft), cell)
		case f.Template < dictPath:
			w.setSkip(hash(f.A, f.B), cell)
		default:
			w.dict[f.Template-dictPath][f.A] = cell
		}
	}
	b := make([]byte, headerSize, headerSize+8*len(w.cells))
	copy(b, magic)
	binary.LittleEndian.PutUint32(b[12:], codes)
	binary.LittleEndian.PutUint32(b[16:], w.pairMask+1)
	binary.LittleEndian.PutUint32(b[20:], w.skipMask+1)
	for i := range 16 {
		binary.LittleEndian.PutUint32(b[24+4*i:], uint32(transition[i/4][i%4]))
	}
	for _, c := range w.cells {
		b = binary.LittleEndian.AppendUint64(b, c)
	}
	for _, k := range slices.Concat(w.pairKeys, w.skipKeys) {
		b = binary.LittleEndian.AppendUint16(b, k)
	}
	binary.LittleEndian.PutUint32(b[8:], crc32.Checksum(b[12:], castagnoli))
	return b
}

func (w *Weights) setPair(a, b uint32, template int, cell uint64) {
	h := hash(a, b|1<<20)
	i, ok := find(w.pairKeys, w.pairMask, h)
	row := w.pairs[i*rowPair : i*rowPair+rowPair]
	if !ok {
		w.pairKeys[i] = uint16(h>>16 | 1)
		copy(row, nonePair[:])
	}
	if row[template] == none {
		row[template] = cell
	}
}

func (w *Weights) setSkip(h uint32, cell uint64) {
	if i, ok := find(w.skipKeys, w.skipMask, h); !ok {
		w.skipKeys[i], w.skips[i] = uint16(h>>16|1), cell
	}
}

// newWeights returns empty tables of the given sizes.
func newWeights(codes, pairs, skips uint32) *Weights {
	w := &Weights{pairMask: pairs - 1, skipMask: skips - 1}
	w.layout(make([]uint64, cellCount(uint64(codes), uint64(pairs), uint64(skips))), make([]uint16, pairs+skips), int(codes))
	return w
}

func cellCount(codes, pairs, skips uint64) uint64 {
	n := codes*rowChar + pairs*rowPair + skips
	for _, s := range dictSizes {
		n += uint64(s)
	}
	return n
}

// layout cuts cells and keys into the tables. Rows come first, so that they keep the alignment of the whole.
func (w *Weights) layout(cells []uint64, keys []uint16, codes int) {
	w.cells = cells
	cut := func(n int) []uint64 {
		part := cells[:n:n]
		cells = cells[n:]
		return part
	}
	w.chars = cut(codes * rowChar)
	w.pairs = cut(int(w.pairMask+1) * rowPair)
	w.skips = cut(int(w.skipMask + 1))
	for i, s := range dictSizes {
		w.dict[i] = cut(s)
	}
	w.pairKeys, w.skipKeys = keys[:w.pairMask+1], keys[w.pairMask+1:]
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

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
	// A search for a missing key ends at an empty place.
	if !slices.Contains(w.pairKeys, 0) || !slices.Contains(w.skipKeys, 0) {
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
	codes, pairs, skips := binary.LittleEndian.Uint32(b[12:]), binary.LittleEndian.Uint32(b[16:]), binary.LittleEndian.Uint32(b[20:])
	if codes > 1<<16 || pairs == 0 || pairs&(pairs-1) != 0 || skips == 0 || skips&(skips-1) != 0 || pairs > 1<<24 || skips > 1<<24 {
		return nil, ErrCorrupt
	}
	count, keyCount := cellCount(uint64(codes), uint64(pairs), uint64(skips)), uint64(pairs)+uint64(skips)
	if uint64(len(data)) != headerSize+8*count+2*keyCount {
		return nil, ErrCorrupt
	}
	w := &Weights{pairMask: pairs - 1, skipMask: skips - 1}
	for i := range 16 {
		w.Transition[i/4][i%4] = int32(binary.LittleEndian.Uint32(b[24+4*i:]))
	}
	cellBytes, keyBytes := b[headerSize:headerSize+8*count], b[headerSize+8*count:]
	p := unsafe.Pointer(unsafe.SliceData(cellBytes))
	if one := uint16(1); *(*byte)(unsafe.Pointer(&one)) == 1 && uintptr(p)%8 == 0 {
		w.layout(unsafe.Slice((*uint64)(p), count), unsafe.Slice((*uint16)(unsafe.Pointer(unsafe.SliceData(keyBytes))), keyCount), int(codes))
		return w, nil
	}
	cells, keys := make([]uint64, count), make([]uint16, keyCount)
	for i := range cells {
		cells[i] = binary.LittleEndian.Uint64(cellBytes[8*i:])
	}
	for i := range keys {
		keys[i] = binary.LittleEndian.Uint16(keyBytes[2*i:])
	}
	w.layout(cells, keys, int(codes))
	return w, nil
}
