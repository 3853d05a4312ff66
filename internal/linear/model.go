package linear

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"math/bits"
	"strings"
	"unsafe"
)

// Model is a trained model ready for use. It is read-only and safe for concurrent use.
type Model struct {
	labels []Label
	words  int      // 64-bit words of a row: eight labels each
	rows   []uint64 // the weights of a feature for all labels, a byte each plus 128; row 0 is all zero weights
	slots  []slot   // a feature → its row, hashed
}

// Label is what a model says of one label besides the weights.
type Label struct {
	Name  string
	Scale float64 // what one unit of a weight is worth
	Bias  float64
	// Slope and Offset turn the score into a probability: 1 / (1 + exp(-(Slope*score + Offset))).
	Slope, Offset float64
	Threshold     float64 // the probability from which the label holds, at the costs that training was told
}

type slot struct{ hash, row uint32 }

const lanes = 8

// surest is how near a probability comes to 0 and 1.
const surest = 1e-4

// Labels returns the labels in the order of the scores. The caller must not change them.
func (m *Model) Labels() []Label { return m.labels }

// Len is the number of labels.
func (m *Model) Len() int { return len(m.labels) }

// Scratch is the working memory of a Model. The zero Scratch is ready for use.
type Scratch struct {
	rows   []uint32 // of each feature; 0 for features the model does not know
	sums   []int32
	packed []uint64
	shares []float64 // of each token, for Explain
	Scores []float64 // of each label, before calibration
	Probs  []float64 // of each label
}

// Score reads the features and fills Scores and Probs of s. known is the share of the features that the model knows, in [0, 1].
func (m *Model) Score(s *Scratch, hashes []uint32) (known float64) {
	n := len(m.labels)
	s.rows = s.rows[:0]
	seen := 0
	for _, h := range hashes {
		r := m.row(h)
		if r > 0 {
			seen++
		}
		s.rows = append(s.rows, r)
	}
	s.sums = resize(s.sums, m.words*lanes)
	s.packed = resize(s.packed, 2*m.words)
	clear(s.sums)
	m.sum(s)
	s.Scores, s.Probs = resize(s.Scores, n), resize(s.Probs, n)
	norm := 1 / math.Sqrt(float64(max(len(hashes), 1)))
	for i := range m.labels {
		l := &m.labels[i]
		v := float64(s.sums[i])*l.Scale*norm + l.Bias
		s.Scores[i] = v
		s.Probs[i] = min(max(logistic(l.Slope*v+l.Offset), surest), 1-surest)
	}
	if len(hashes) == 0 {
		return 0
	}
	return float64(seen) / float64(len(hashes))
}

// sum adds the rows: eight bytes at a time, the even and the odd ones each into four lanes of 16 bits, which hold 256 rows.
func (m *Model) sum(s *Scratch) {
	const mask = 0x00FF00FF00FF00FF
	words := m.words
	packed := s.packed[:2*words]
	count := 0
	flush := func() {
		for w := range words {
			even, odd := packed[2*w], packed[2*w+1]
			for k := range 4 {
				s.sums[w*lanes+2*k] += int32(even>>(16*k)&0xFFFF) - int32(count)*128
				s.sums[w*lanes+2*k+1] += int32(odd>>(16*k)&0xFFFF) - int32(count)*128
			}
		}
		clear(packed)
		count = 0
	}
	clear(packed)
	for _, r := range s.rows {
		if r == 0 {
			continue
		}
		row := m.rows[int(r)*words : int(r)*words+words]
		for w, v := range row {
			packed[2*w] += v & mask
			packed[2*w+1] += v >> 8 & mask
		}
		if count++; count == 256 {
			flush()
		}
	}
	if count > 0 {
		flush()
	}
}

// Weight returns what feature i of the last Score added to a label's score.
func (m *Model) Weight(s *Scratch, i, label int) float64 {
	r := s.rows[i]
	if r == 0 {
		return 0
	}
	b := byte(m.rows[int(r)*m.words+label/lanes] >> (label % lanes * 8))
	return float64(int(b)-128) * m.labels[label].Scale / math.Sqrt(float64(len(s.rows)))
}

func (m *Model) row(h uint32) uint32 {
	mask := uint32(len(m.slots) - 1)
	for i := h & mask; ; i = (i + 1) & mask {
		switch s := m.slots[i]; s.hash {
		case h:
			return s.row
		case 0:
			return 0
		}
	}
}

func resize[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}

func logistic(v float64) float64 { return 1 / (1 + math.Exp(-v)) }

// Errors of [Open].
var (
	ErrFormat  = errors.New("linear: not a model")
	ErrVersion = errors.New("linear: model of another version")
	ErrCorrupt = errors.New("linear: model is damaged")
)

const (
	magic      = "QTLINM"
	version    = 1
	headerSize = 32
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// The file form: magic, version (1 byte), a zero byte; as little-endian 32-bit numbers the CRC-32C of all behind it, the numbers of
// labels, rows and slots and the length of the names; rows, slots, five 64-bit floats a label, the names with line feeds between.

// Encode returns the file form of a model: features[i] has the weights rows[i], one a label.
func Encode(labels []Label, features []uint32, rows [][]int8) ([]byte, error) {
	words := (len(labels) + lanes - 1) / lanes
	if len(labels) == 0 || len(features) != len(rows) {
		return nil, fmt.Errorf("linear: %d labels, %d features and %d rows", len(labels), len(features), len(rows))
	}
	cells := make([]uint64, words*(len(rows)+1))
	for i := range cells {
		cells[i] = 0x8080808080808080
	}
	slots := make([]slot, 1<<bits.Len(uint(len(rows)*3/2+3)))
	mask := uint32(len(slots) - 1)
	for i, row := range rows {
		if len(row) != len(labels) || features[i] == 0 {
			return nil, fmt.Errorf("linear: row %d has %d weights for %d labels", i, len(row), len(labels))
		}
		at := features[i] & mask
		for slots[at].hash != 0 {
			if slots[at].hash == features[i] {
				return nil, fmt.Errorf("linear: feature of row %d stands twice", i)
			}
			at = (at + 1) & mask
		}
		slots[at] = slot{features[i], uint32(i + 1)}
		for k, w := range row {
			c := &cells[(i+1)*words+k/lanes]
			*c = *c&^(0xFF<<(k%lanes*8)) | uint64(byte(int(w)+128))<<(k%lanes*8)
		}
	}
	names := make([]string, len(labels))
	b := make([]byte, headerSize, headerSize+8*len(cells)+8*len(slots)+40*len(labels))
	copy(b, magic)
	b[6] = version
	for _, c := range cells {
		b = binary.LittleEndian.AppendUint64(b, c)
	}
	for _, s := range slots {
		b = binary.LittleEndian.AppendUint32(b, s.hash)
		b = binary.LittleEndian.AppendUint32(b, s.row)
	}
	for i, l := range labels {
		if strings.Contains(l.Name, "\n") {
			return nil, fmt.Errorf("linear: the name of label %d has a line feed", i)
		}
		names[i] = l.Name
		for _, v := range []float64{l.Scale, l.Bias, l.Slope, l.Offset, l.Threshold} {
			b = binary.LittleEndian.AppendUint64(b, math.Float64bits(v))
		}
	}
	text := strings.Join(names, "\n")
	b = append(b, text...)
	for i, v := range []int{len(labels), len(rows), len(slots), len(text)} {
		binary.LittleEndian.PutUint32(b[12+4*i:], uint32(v))
	}
	binary.LittleEndian.PutUint32(b[8:], crc32.Checksum(b[12:], castagnoli))
	return b, nil
}

// Open returns the model in file form, checked. It uses data in place where the machine allows it, so data must not change.
func Open(data string) (*Model, error) {
	m, err := OpenEmbedded(data)
	if err != nil {
		return nil, err
	}
	b := unsafe.Slice(unsafe.StringData(data), len(data))
	if binary.LittleEndian.Uint32(b[8:]) != crc32.Checksum(b[12:], castagnoli) {
		return nil, ErrCorrupt
	}
	free := false
	for _, s := range m.slots {
		free = free || s.hash == 0
		if int(s.row) >= len(m.rows)/m.words {
			return nil, ErrCorrupt
		}
	}
	for _, l := range m.labels {
		for _, v := range []float64{l.Scale, l.Bias, l.Slope, l.Offset, l.Threshold} {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return nil, ErrCorrupt
			}
		}
	}
	if !free {
		return nil, ErrCorrupt // a search for a missing feature would not end
	}
	return m, nil
}

// OpenEmbedded is Open without the checks that read every page; a test opens what is embedded with Open.
func OpenEmbedded(data string) (*Model, error) {
	if len(data) < headerSize || data[:len(magic)] != magic {
		return nil, ErrFormat
	}
	if data[6] != version {
		return nil, ErrVersion
	}
	b := unsafe.Slice(unsafe.StringData(data), len(data))
	var field [4]uint64
	for i := range field {
		field[i] = uint64(binary.LittleEndian.Uint32(b[12+4*i:]))
	}
	labels, rows, slots, text := field[0], field[1]+1, field[2], field[3]
	words := (labels + lanes - 1) / lanes
	if labels == 0 || labels > 1<<12 || slots == 0 || slots&(slots-1) != 0 || uint64(len(data)) != headerSize+8*words*rows+8*slots+40*labels+text {
		return nil, ErrCorrupt
	}
	m := &Model{words: int(words)}
	rest := b[headerSize:]
	cells, rest := rest[:8*words*rows], rest[8*words*rows:]
	places, rest := rest[:8*slots], rest[8*slots:]
	if one := uint16(1); *(*byte)(unsafe.Pointer(&one)) == 1 && uintptr(unsafe.Pointer(unsafe.SliceData(cells)))%8 == 0 {
		m.rows = unsafe.Slice((*uint64)(unsafe.Pointer(unsafe.SliceData(cells))), words*rows)
		m.slots = unsafe.Slice((*slot)(unsafe.Pointer(unsafe.SliceData(places))), slots)
	} else {
		m.rows, m.slots = make([]uint64, words*rows), make([]slot, slots)
		for i := range m.rows {
			m.rows[i] = binary.LittleEndian.Uint64(cells[8*i:])
		}
		for i := range m.slots {
			m.slots[i] = slot{binary.LittleEndian.Uint32(places[8*i:]), binary.LittleEndian.Uint32(places[8*i+4:])}
		}
	}
	names := strings.Split(data[len(data)-int(text):], "\n")
	if len(names) != int(labels) {
		return nil, ErrCorrupt
	}
	m.labels = make([]Label, labels)
	for i := range m.labels {
		var v [5]float64
		for k := range v {
			v[k] = math.Float64frombits(binary.LittleEndian.Uint64(rest[40*i+8*k:]))
		}
		m.labels[i] = Label{names[i], v[0], v[1], v[2], v[3], v[4]}
	}
	return m, nil
}
