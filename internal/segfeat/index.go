package segfeat

import "math/bits"

// index finds the row of a pair of codes. Each pair has two places in slots (cuckoo hashing), so a lookup reads two places and has no
// branches: most pairs of a text are not in the table, and a mispredicted branch costs more than the second read. A place holds
// a part of the hash in its high bits and the row in the low ones; row 0 stands for all pairs that are not in the table. Another
// pair with the same part of the hash gets a wrong row, which happens once in 2^(keyBits-1) lookups.
type index struct {
	slots   []uint32
	rowBits uint8
}

func newIndex(slots []uint32, rows uint32) index {
	return index{slots, uint8(bits.Len32(rows))}
}

// validIndex reports whether an index can have so many rows and places.
func validIndex(rows, slots uint32) bool {
	return rows > 0 && rows <= 1<<20 && slots > 0 && slots&(slots-1) == 0 && slots <= 1<<24 && slots >= rows
}

// pairHash gives the two places of a pair, to be masked, and its key.
func pairHash(a, b uint32) (first, second, key uint32) {
	h := uint64(a+1)<<32 | uint64(b+1)
	h *= 0x9E3779B97F4A7C15
	h ^= h >> 29
	h *= 0xBF58476D1CE4E5B9
	return uint32(h), uint32(h >> 24), uint32(h >> 32)
}

// find returns the row of a pair, or 0.
func (x *index) find(a, b uint32) uint32 {
	i, j, key := pairHash(a, b)
	mask := uint32(len(x.slots) - 1)
	first, second := x.slots[i&mask], x.slots[j&mask]
	rows := uint32(1)<<x.rowBits - 1
	key &^= rows
	row := uint32(0)
	if first&^rows == key {
		row = first & rows
	}
	if second&^rows == key {
		row = second & rows
	}
	return row
}

// valid reports whether every place names one of so many rows.
func (x *index) valid(rows int) bool {
	for _, s := range x.slots {
		if int(s&(1<<x.rowBits-1)) >= rows {
			return false
		}
	}
	return true
}

// buildIndex gives the rows from 1 on to the pairs. Pairs that the index cannot tell apart from an earlier one, or has no place for,
// are left out.
func buildIndex(pairs [][2]uint32) index {
	size := 1 << bits.Len(uint(len(pairs)*5/2+7)) // at most two fifths full
	x := newIndex(make([]uint32, size), uint32(len(pairs)+1))
	mask, rows := uint32(size-1), uint32(1)<<x.rowBits-1
	for k, p := range pairs {
		if x.find(p[0], p[1]) != 0 {
			continue
		}
		row := uint32(k + 1)
		at := uint32(0)
		for round := range 500 {
			q := pairs[row-1]
			i, j, key := pairHash(q[0], q[1])
			entry := key&^rows | row
			i, j = i&mask, j&mask
			if x.slots[i] == 0 || x.slots[j] == 0 {
				if x.slots[i] != 0 {
					i = j
				}
				x.slots[i] = entry
				break
			}
			// The one that stands in the other place than the last moves.
			if round > 0 && i == at {
				i = j
			}
			at = i
			row, x.slots[i] = x.slots[i]&rows, entry
		}
	}
	return x
}
