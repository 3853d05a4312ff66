package segfeat

import (
	"errors"
	"math/rand"
	"testing"
)

// randomBlock returns a block of n units with codes below codes.
func randomBlock(rng *rand.Rand, n, codes int) *Block {
	b := &Block{Code: make([]uint16, n), Path: make([]uint8, n), Head: make([]uint8, n), Tail: make([]uint8, n), Body: make([]uint8, n), Term: make([]uint8, n)}
	if rng.Intn(2) == 0 {
		b.Left = Left{[2]uint16{uint16(rng.Intn(codes)), uint16(rng.Intn(codes))}, uint8(rng.Intn(4)), uint8(rng.Intn(24)), uint8(rng.Intn(4))}
	}
	for i := range n {
		b.Code[i] = uint16(1 + rng.Intn(codes-1))
		b.Path[i], b.Term[i] = uint8(rng.Intn(4)), uint8(rng.Intn(4))
		b.Head[i], b.Tail[i], b.Body[i] = uint8(rng.Intn(24)), uint8(rng.Intn(24)), uint8(rng.Intn(24))
	}
	return b
}

// randomModel gives weights to some of the features of some blocks.
func randomModel(rng *rand.Rand, codes int) (map[Key][4]int8, string) {
	known := map[Key][4]int8{}
	var features []Feature
	for range 200 {
		b := randomBlock(rng, 10, codes)
		var keys [Count]Key
		for i := range 10 {
			b.Features(i, &keys)
			for _, k := range keys {
				if _, dup := known[k]; !dup && rng.Intn(3) > 0 {
					w := [4]int8{int8(rng.Intn(255) - 127), int8(rng.Intn(255) - 127), int8(rng.Intn(255) - 127), int8(rng.Intn(255) - 127)}
					known[k] = w
					features = append(features, Feature{k, w})
				}
			}
		}
	}
	return known, string(Encode(features, [4][4]int32{{1, -2}, {3}, {}, {0, 0, 0, -70000}}))
}

// TestScore: the sums that the segmenter uses are those of the single features that the trainer sees.
func TestScore(t *testing.T) {
	rng := rand.New(rand.NewSource(1))
	const codes = 300
	known, data := randomModel(rng, codes)
	w, err := Open(data)
	if err != nil {
		t.Fatal(err)
	}
	if w.Transition[3][3] != -70000 || w.Transition[0][1] != -2 {
		t.Errorf("transitions %v", w.Transition)
	}
	wrong, units := 0, 0
	for range 300 {
		n := 1 + rng.Intn(20)
		b := randomBlock(rng, n, codes+20) // some codes the model has never seen
		sums := make([]uint64, n)
		w.Score(b, sums)
		for i := range n {
			var keys [Count]Key
			b.Features(i, &keys)
			var want [4]int32
			for _, k := range keys {
				for p, v := range known[k] {
					want[p] += int32(v)
				}
			}
			units++
			var got [4]int32
			for place := range got {
				got[place] = Lane(sums[i], place)
			}
			if got != want {
				wrong++
			}
		}
	}
	// Hashed keys may coincide: a pair that is not in the model then gets another one's weights, which happens once in some ten thousand.
	if wrong*200 > units {
		t.Errorf("%d of %d units have another score than the sum of their features", wrong, units)
	}
}

func TestOpenErrors(t *testing.T) {
	_, data := randomModel(rand.New(rand.NewSource(2)), 100)
	for _, cut := range []int{0, 1, 7, 8, headerSize - 1, headerSize, len(data) - 1} {
		if _, err := Open(data[:cut]); !errors.Is(err, ErrFormat) && !errors.Is(err, ErrCorrupt) {
			t.Errorf("the first %d bytes give %v", cut, err)
		}
	}
	rng := rand.New(rand.NewSource(3))
	for range 500 {
		b := []byte(data)
		b[rng.Intn(len(b))] ^= 1 << rng.Intn(8)
		if w, err := Open(string(b)); err == nil {
			t.Error("a flipped bit is not noticed")
		} else if w != nil {
			t.Error("an error and weights")
		}
	}
	shifted := ("x" + data)[1:] // on most machines another alignment: the tables are copied
	if _, err := Open(shifted); err != nil {
		t.Errorf("unaligned: %v", err)
	}
}
