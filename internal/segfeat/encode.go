package segfeat

import (
	"cmp"
	"encoding/binary"
	"hash/crc32"
	"slices"
)

// Feature is one feature with its weights, from -127 to 127.
type Feature struct {
	Key
	Weight [4]int8
}

// Encode returns the file form of a model. Of features that the index of pairs cannot tell apart the first wins.
func Encode(features []Feature, transition [4][4]int32) []byte {
	codes := uint32(0)
	pairSet, skipSet := map[[2]uint32]bool{}, map[[2]uint32]bool{}
	for _, f := range features {
		switch {
		case f.Template < pairLeft:
			codes = max(codes, f.A+1)
		case f.Template < dictPath:
			pairSet[[2]uint32{f.A, f.B}] = true
		case f.Template == Skip:
			skipSet[[2]uint32{f.A, f.B}] = true
		}
	}
	w := &Weights{}
	var pairs, skips [][2]uint32
	pairs, w.pairIndex = rowsOf(pairSet)
	skips, w.skipIndex = rowsOf(skipSet)
	cells := make([]uint64, cellCount(codes, uint32(len(pairs)+1), uint32(len(skips)+1)))
	for i := range cells {
		cells[i] = none
	}
	w.layout(cells, int(codes), len(pairs)+1, len(skips)+1)
	for _, f := range features {
		cell := uint64(0)
		for t, v := range f.Weight {
			cell |= uint64(int(v)+laneBias) << (t * laneBits)
		}
		switch {
		case f.Template < pairLeft:
			w.chars[f.A*rowChar+uint32(f.Template)] = cell
		case f.Template < dictPath:
			if row := w.pairIndex.find(f.A, f.B); row > 0 && pairs[row-1] == [2]uint32{f.A, f.B} {
				w.pairs[row*rowPair+uint32(f.Template-pairLeft)] = cell
			}
		case f.Template == Skip:
			if row := w.skipIndex.find(f.A, f.B); row > 0 && skips[row-1] == [2]uint32{f.A, f.B} {
				w.skips[row] = cell
			}
		default:
			w.dict[f.Template-dictPath][f.A] = cell
		}
	}
	b := make([]byte, headerSize, headerSize+8*len(cells))
	copy(b, magic)
	for i, v := range []int{int(codes), len(pairs) + 1, len(w.pairIndex.slots), len(skips) + 1, len(w.skipIndex.slots)} {
		binary.LittleEndian.PutUint32(b[12+4*i:], uint32(v))
	}
	for i := range 16 {
		binary.LittleEndian.PutUint32(b[32+4*i:], uint32(transition[i/4][i%4]))
	}
	for _, c := range cells {
		b = binary.LittleEndian.AppendUint64(b, c)
	}
	for _, s := range slices.Concat(w.pairIndex.slots, w.skipIndex.slots) {
		b = binary.LittleEndian.AppendUint32(b, s)
	}
	binary.LittleEndian.PutUint32(b[8:], crc32.Checksum(b[12:], castagnoli))
	return b
}

// rowsOf orders pairs and gives each a row.
func rowsOf(set map[[2]uint32]bool) ([][2]uint32, index) {
	pairs := make([][2]uint32, 0, len(set))
	for p := range set {
		pairs = append(pairs, p)
	}
	slices.SortFunc(pairs, func(a, b [2]uint32) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	return pairs, buildIndex(pairs)
}
