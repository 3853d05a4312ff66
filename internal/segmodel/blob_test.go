package segmodel

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"slices"
	"testing"
	"unicode"
	"unsafe"

	"github.com/qingting-nlp/qingting/internal/dat"
)

func sample() *Tables {
	rnd := rand.New(rand.NewPCG(7, 8))
	const codes, slots = FirstHan + 40, 900
	t := &Tables{Codes: codes, RuneCodes: make([]uint16, runeTable), Tags: make([]uint8, slots), Emit: make([]uint16, 3*codes)}
	t.Trie = dat.Trie{Labels: make([]uint16, slots), Values: make([]uint32, slots)}
	for i := range t.RuneCodes {
		t.RuneCodes[i] = uint16(rnd.IntN(codes)) | uint16(rnd.IntN(2))<<15
	}
	for i := range t.Labels {
		t.Labels[i], t.Tags[i] = uint16(rnd.IntN(codes)), uint8(rnd.IntN(50))
		t.Values[i] = uint32(rnd.IntN(slots-codes))<<dat.CostBits | uint32(rnd.IntN(dat.CostMask))
	}
	for i := range t.Emit {
		t.Emit[i] = uint16(rnd.IntN(MaxCost))
	}
	return t
}

func encode(t *testing.T, tables *Tables) string {
	t.Helper()
	b, err := Encode(tables)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func same(a, b *Tables) bool {
	return a.Codes == b.Codes && slices.Equal(a.RuneCodes, b.RuneCodes) && slices.Equal(a.Labels, b.Labels) && slices.Equal(a.Values, b.Values) &&
		bytes.Equal(a.Tags, b.Tags) && slices.Equal(a.Emit, b.Emit)
}

func TestRoundTrip(t *testing.T) {
	want := sample()
	data := encode(t, want)
	for shift := range 9 { // at every alignment
		moved := string(append(make([]byte, shift, shift+len(data)), data...))[shift:]
		for name, open := range map[string]func(string) (*Tables, error){"Open": Open, "OpenEmbedded": OpenEmbedded} {
			got, err := open(moved)
			if err != nil {
				t.Fatalf("%s at shift %d: %v", name, shift, err)
			}
			if !same(got, want) {
				t.Errorf("%s at shift %d gives other tables", name, shift)
			}
			if again := encode(t, got); again != data {
				t.Errorf("%s at shift %d: encoding again gives other data", name, shift)
			}
		}
	}
}

// TestInPlace: an aligned dictionary is not copied, also where the machine's byte order asks for a copy the numbers are the same.
func TestInPlace(t *testing.T) {
	want := sample()
	data := encode(t, want)
	got, err := Open(data)
	if err != nil {
		t.Fatal(err)
	}
	start := uintptr(unsafe.Pointer(unsafe.StringData(data)))
	inside := uintptr(unsafe.Pointer(unsafe.SliceData(got.Values))) - start
	if littleEndian && start%4 == 0 && inside != headerSize {
		t.Error("an aligned dictionary was copied")
	}
	defer func(old bool) { littleEndian = old }(littleEndian)
	littleEndian = false // take the path of other machines
	copied, err := Open(data)
	if err != nil {
		t.Fatal(err)
	}
	if !same(copied, want) {
		t.Error("the copied tables differ")
	}
}

func TestErrors(t *testing.T) {
	data := encode(t, sample())
	change := func(f func(b []byte)) string {
		b := []byte(data)
		f(b)
		return string(b)
	}
	signed := func(f func(b []byte)) string { // damage that the checksum does not see
		return change(func(b []byte) {
			f(b)
			binary.LittleEndian.PutUint32(b[8:], checksum(b))
		})
	}
	tests := []struct {
		why, data string
		want      error
	}{
		{"empty", "", ErrFormat},
		{"short", data[:headerSize-1], ErrFormat},
		{"other magic", change(func(b []byte) { b[0] = 'X' }), ErrFormat},
		{"other version", change(func(b []byte) { b[5]++ }), ErrVersion},
		{"flags of a later version", change(func(b []byte) { b[6] = 1 }), ErrVersion},
		{"cut", data[:len(data)-1], ErrCorrupt},
		{"longer", data + "x", ErrCorrupt},
		{"checksum", change(func(b []byte) { b[8] ^= 1 }), ErrCorrupt},
		{"reserved part of the header", change(func(b []byte) { b[40] ^= 1 }), ErrCorrupt},
		{"payload", change(func(b []byte) { b[len(b)-1] ^= 1 }), ErrCorrupt},
		{"too few codes", change(func(b []byte) { binary.LittleEndian.PutUint32(b[12:], 3) }), ErrCorrupt},
		{"too many codes", change(func(b []byte) { binary.LittleEndian.PutUint32(b[12:], 1<<31) }), ErrCorrupt},
		{"too many slots", change(func(b []byte) { binary.LittleEndian.PutUint32(b[16:], 1<<32-1) }), ErrCorrupt},
		{"a base outside, signed", signed(func(b []byte) { binary.LittleEndian.PutUint32(b[headerSize:], 800<<dat.CostBits) }), ErrCorrupt},
		{"a character code outside, signed", signed(func(b []byte) { b[headerSize+4*900+1] = 0x7F }), ErrCorrupt},
	}
	for _, tt := range tests {
		if got, err := Open(tt.data); !errors.Is(err, tt.want) || got != nil {
			t.Errorf("%s: Open = %v, %v; want %v", tt.why, got != nil, err, tt.want)
		}
	}
	uneven := sample()
	uneven.Tags = uneven.Tags[1:]
	if _, err := Encode(uneven); err == nil {
		t.Error("Encode takes tables of unequal length")
	}
}

func TestCodes(t *testing.T) {
	tests := []struct {
		r    rune
		want uint16
	}{
		{'a', 'a'}, {' ', ' '}, {'零', NumeralCode}, {'卡', UnknownHan}, {'𠮷', UnknownHan}, {'々', Letter}, {'é', Letter}, {'カ', Letter},
		{'，', Punct}, {'…', Punct}, {'¥', Currency}, {'€', Currency}, {'😊', Emoji}, {'❤', Emoji}, {'\u20e3', Emoji}, {'\u2003', Blank}, {'\ufffd', Other}, {'\ue000', Other},
	}
	for _, tt := range tests {
		if got := ClassCode(tt.r); got != tt.want {
			t.Errorf("ClassCode(%c) = %d; want %d", tt.r, got, tt.want)
		}
	}
	seen := map[uint16]rune{}
	for _, r := range numerals {
		code, ok := FixedCode(r)
		if !ok || !IsNumeral(r) || code < NumeralCode || code >= FirstHan || seen[code] != 0 {
			t.Errorf("FixedCode(%c) = %d, %v", r, code, ok)
		}
		seen[code] = r
	}
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if code := ClassCode(r); code >= FirstHan {
			t.Fatalf("ClassCode(%U) = %d", r, code)
		}
	}
}

func TestQuantizeCost(t *testing.T) {
	for nats, want := range map[float64]uint32{-1: 1, 0: 1, 1: CostScale, 10: 10 * CostScale, 1e9: MaxCost} {
		if got := QuantizeCost(nats); got != want {
			t.Errorf("QuantizeCost(%v) = %d; want %d", nats, got, want)
		}
	}
}
