package segfeat

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"math/bits"
	"unsafe"
)

// Weights is a trained model ready for use. It is read-only.
type Weights struct {
	table []uint64
	mask  uint32
	// Transition costs nothing or something by the places of two neighbours: Transition[from][to], in the units of Score.
	Transition [4][4]int32
}

// A cell of the table holds the upper 16 bits of the hash of a feature above four lanes of 12 bits: the weight of the feature for each
// place in a word, plus laneBias, in 8 bits. So the weights of all features of a unit are summed by adding cells.
const (
	laneBits = 12
	laneMask = 1<<laneBits - 1
	laneBias = 128
	lanes    = 1<<(4*laneBits) - 1
)

// bias is what a feature without weights adds.
const bias = uint64(laneBias)<<(3*laneBits) | laneBias<<(2*laneBits) | laneBias<<laneBits | laneBias

// Score adds up the weights of the features for each place in a word.
func (w *Weights) Score(features *[Count]uint32, out *[4]int32) {
	sum := uint64(0)
	for _, f := range features {
		sum += w.cell(f) & lanes
	}
	out[0] = int32(sum&laneMask) - Count*laneBias
	out[1] = int32(sum>>laneBits&laneMask) - Count*laneBias
	out[2] = int32(sum>>(2*laneBits)&laneMask) - Count*laneBias
	out[3] = int32(sum>>(3*laneBits)&laneMask) - Count*laneBias
}

func (w *Weights) cell(f uint32) uint64 {
	key := uint64(f>>16 | 1)
	for i := f & w.mask; ; i = (i + 1) & w.mask {
		c := w.table[i]
		if c>>48 == key {
			return c
		}
		if c == 0 {
			return bias
		}
	}
}

// Errors of [Open].
var (
	ErrFormat  = errors.New("segfeat: not a segmentation model")
	ErrCorrupt = errors.New("segfeat: segmentation model is damaged")
)

const (
	magic      = "QTSEGW\x01\x00" // with version
	headerSize = 96
)

// Feature is one feature with its weights, from -127 to 127.
type Feature struct {
	Hash   uint32
	Weight [4]int8
}

// Encode returns the file form of a model. Of features whose hashes cannot be told apart the first wins.
func Encode(features []Feature, transition [4][4]int32) []byte {
	size := 1 << bits.Len(uint(len(features)*3/2+15))
	w := &Weights{table: make([]uint64, size), mask: uint32(size - 1)}
next:
	for _, f := range features {
		key := uint64(f.Hash>>16 | 1)
		i := f.Hash & w.mask
		for w.table[i] != 0 {
			if w.table[i]>>48 == key {
				continue next
			}
			i = (i + 1) & w.mask
		}
		cell := key << 48
		for t, v := range f.Weight {
			cell |= uint64(int(v)+laneBias) << (t * laneBits)
		}
		w.table[i] = cell
	}
	b := make([]byte, headerSize, headerSize+8*size)
	copy(b, magic)
	binary.LittleEndian.PutUint32(b[12:], uint32(size))
	for i := range 16 {
		binary.LittleEndian.PutUint32(b[16+4*i:], uint32(transition[i/4][i%4]))
	}
	for _, c := range w.table {
		b = binary.LittleEndian.AppendUint64(b, c)
	}
	binary.LittleEndian.PutUint32(b[8:], crc32.Checksum(b[12:], castagnoli))
	return b
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
	free := false
	for _, c := range w.table {
		free = free || c == 0
	}
	if !free {
		return nil, ErrCorrupt // a search for a missing feature would not end
	}
	return w, nil
}

// OpenEmbedded is Open without the checks that read every page.
func OpenEmbedded(data string) (*Weights, error) {
	if len(data) < headerSize || data[:len(magic)] != magic {
		return nil, ErrFormat
	}
	b := unsafe.Slice(unsafe.StringData(data), len(data))
	size := uint64(binary.LittleEndian.Uint32(b[12:]))
	if size == 0 || size&(size-1) != 0 || uint64(len(data)) != headerSize+8*size {
		return nil, ErrCorrupt
	}
	w := &Weights{mask: uint32(size - 1)}
	for i := range 16 {
		w.Transition[i/4][i%4] = int32(binary.LittleEndian.Uint32(b[16+4*i:]))
	}
	p := unsafe.Pointer(unsafe.SliceData(b[headerSize:]))
	if one := uint16(1); *(*byte)(unsafe.Pointer(&one)) == 1 && uintptr(p)%8 == 0 {
		w.table = unsafe.Slice((*uint64)(p), size)
		return w, nil
	}
	w.table = make([]uint64, size)
	for i := range w.table {
		w.table[i] = binary.LittleEndian.Uint64(b[headerSize+8*i:])
	}
	return w, nil
}
