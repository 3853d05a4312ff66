package segmodel

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"unsafe"

	"github.com/qingting-nlp/qingting/internal/dat"
)

// Tables is a dictionary ready for use. The slices may lie in a read-only file image and must not be written.
type Tables struct {
	RuneCodes []uint16 // for each character of the basic plane its code, with FoldedBit
	dat.Trie           // words, as strings of codes; payloads are costs
	Tags      []uint8  // beside the slots of the trie: part of speech
	Emit      []uint16 // three for each code: cost of the character beginning, continuing and ending an unknown word
	Codes     int      // number of codes
}

const (
	magic      = "QTSEG"
	version    = 2 // 2: TermCost
	headerSize = 64
	runeTable  = 1 << 16
)

// Errors of [Open].
var (
	ErrFormat  = errors.New("segmodel: not a segmentation dictionary")
	ErrVersion = errors.New("segmodel: dictionary of another version")
	ErrCorrupt = errors.New("segmodel: dictionary is damaged")
)

// The header: magic, version (1 byte), 2 zero bytes; then as little-endian 32-bit numbers the CRC-32C of all that follows the header,
// the number of codes, the number of slots, zeros. The sections follow in the order of the fields of Tables, wide ones first.

// Encode returns the file form of t.
func Encode(t *Tables) ([]byte, error) {
	slots := len(t.Labels)
	if len(t.RuneCodes) != runeTable || len(t.Values) != slots || len(t.Tags) != slots || len(t.Emit) != 3*t.Codes {
		return nil, fmt.Errorf("segmodel: tables of unequal length")
	}
	b := make([]byte, headerSize)
	copy(b, magic)
	b[5] = version
	for _, v := range t.Values {
		b = binary.LittleEndian.AppendUint32(b, v)
	}
	for _, table := range [][]uint16{t.RuneCodes, t.Emit, t.Labels} {
		for _, v := range table {
			b = binary.LittleEndian.AppendUint16(b, v)
		}
	}
	b = append(b, t.Tags...)
	binary.LittleEndian.PutUint32(b[12:], uint32(t.Codes))
	binary.LittleEndian.PutUint32(b[16:], uint32(slots))
	binary.LittleEndian.PutUint32(b[8:], checksum(b))
	return b, nil
}

// Open returns the tables of a dictionary in file form. They use data in place where the machine allows it, so data must not change.
func Open(data string) (*Tables, error) {
	t, err := view(data)
	if err != nil {
		return nil, err
	}
	b := unsafe.Slice(unsafe.StringData(data), len(data))
	if binary.LittleEndian.Uint32(b[8:]) != checksum(b) {
		return nil, ErrCorrupt
	}
	if err := check(t); err != nil {
		return nil, err
	}
	return t, nil
}

// check proves that no walk over the tables leaves them.
func check(t *Tables) error {
	for _, v := range t.Values {
		if uint64(v>>dat.CostBits)+uint64(t.Codes) > uint64(len(t.Labels)) {
			return ErrCorrupt
		}
	}
	for _, entry := range t.RuneCodes {
		if int(entry&CodeMask) >= t.Codes {
			return ErrCorrupt
		}
	}
	return nil
}

// OpenEmbedded is Open without the checksum: reading every page of the dictionary would take longer than all the rest of the start.
// A test opens what is embedded with Open.
func OpenEmbedded(data string) (*Tables, error) { return view(data) }

func view(data string) (*Tables, error) {
	if len(data) < headerSize || data[:5] != magic {
		return nil, ErrFormat
	}
	if data[5] != version || data[6] != 0 || data[7] != 0 {
		return nil, ErrVersion
	}
	b := unsafe.Slice(unsafe.StringData(data), len(data))
	codes, slots := uint64(binary.LittleEndian.Uint32(b[12:])), uint64(binary.LittleEndian.Uint32(b[16:]))
	if codes < FirstHan || codes > CodeMask || slots < codes ||
		uint64(len(data)) != headerSize+4*slots+2*runeTable+6*codes+2*slots+slots {
		return nil, ErrCorrupt
	}
	t := &Tables{Codes: int(codes)}
	rest := b[headerSize:]
	t.Values, rest = uint32s(rest, int(slots))
	t.RuneCodes, rest = uint16s(rest, runeTable)
	t.Emit, rest = uint16s(rest, 3*int(codes))
	t.Labels, rest = uint16s(rest, int(slots))
	t.Tags = rest
	return t, nil
}

func checksum(b []byte) uint32 {
	c := crc32.Checksum(b[12:headerSize], castagnoli)
	return crc32.Update(c, castagnoli, b[headerSize:])
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

var littleEndian = func() bool {
	x := uint16(1)
	return *(*byte)(unsafe.Pointer(&x)) == 1
}()

// uint32s returns the first n numbers of b, in place if alignment and byte order allow, and the rest of b.
func uint32s(b []byte, n int) ([]uint32, []byte) {
	if p := unsafe.Pointer(unsafe.SliceData(b)); littleEndian && uintptr(p)%4 == 0 {
		return unsafe.Slice((*uint32)(p), n), b[4*n:]
	}
	out := make([]uint32, n)
	for i := range out {
		out[i] = binary.LittleEndian.Uint32(b[4*i:])
	}
	return out, b[4*n:]
}

func uint16s(b []byte, n int) ([]uint16, []byte) {
	if p := unsafe.Pointer(unsafe.SliceData(b)); littleEndian && uintptr(p)%2 == 0 {
		return unsafe.Slice((*uint16)(p), n), b[2*n:]
	}
	out := make([]uint16, n)
	for i := range out {
		out[i] = binary.LittleEndian.Uint16(b[2*i:])
	}
	return out, b[2*n:]
}
