package dat

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// find walks the trie as package segment does.
func find(t *Trie, codes []uint16) (slot, payload uint32) {
	slot = uint32(codes[0])
	for _, c := range codes[1:] {
		base := t.Values[slot] >> CostBits
		if base == 0 || t.Labels[base+uint32(c)] != c {
			return 0, 0
		}
		slot = base + uint32(c)
	}
	return slot, t.Values[slot] & CostMask
}

func build(t *testing.T, keys []Key, codes int) (*Trie, []uint32) {
	t.Helper()
	trie, slots, err := Build(keys, codes)
	if err != nil {
		t.Fatalf("Build of %v: %v", keys, err)
	}
	if len(trie.Labels) != len(trie.Values) || len(slots) != len(keys) {
		t.Fatalf("%d labels, %d values, %d slots for %d keys", len(trie.Labels), len(trie.Values), len(slots), len(keys))
	}
	bases := map[uint32]bool{}
	for _, v := range trie.Values {
		base := v >> CostBits
		if int(base)+codes > len(trie.Labels) {
			t.Fatalf("a step from base %d leaves the %d slots", base, len(trie.Labels))
		}
		if base > 0 && bases[base] {
			t.Fatalf("base %d is in use twice", base)
		}
		bases[base] = true
	}
	for i, k := range keys {
		if slot, payload := find(trie, k.Codes); payload != k.Payload || slot != slots[i] {
			t.Fatalf("key %v: slot %d, payload %d; want %d, %d", k.Codes, slot, payload, slots[i], k.Payload)
		}
	}
	return trie, slots
}

// TestSmall builds every set of strings of up to three codes out of two, and looks up every such string.
func TestSmall(t *testing.T) {
	var all [][]uint16
	for _, a := range []uint16{1, 2} {
		all = append(all, []uint16{a})
		for _, b := range []uint16{1, 2} {
			all = append(all, []uint16{a, b})
			for _, c := range []uint16{1, 2} {
				all = append(all, []uint16{a, b, c})
			}
		}
	}
	for set := range 1 << len(all) {
		var keys []Key
		for i, codes := range all {
			if set>>i&1 == 1 {
				keys = append(keys, Key{codes, uint32(i + 1)})
			}
		}
		trie, _ := build(t, keys, 3)
		for i, codes := range all {
			if _, payload := find(trie, codes); (payload != 0) != (set>>i&1 == 1) {
				t.Fatalf("set %b: %v has the payload %d", set, codes, payload)
			}
		}
	}
}

func TestRandom(t *testing.T) {
	rnd := rand.New(rand.NewPCG(5, 6))
	for _, codes := range []int{5, 300, 8000} {
		random := func() []uint16 {
			out := make([]uint16, 1+rnd.IntN(6))
			for i := range out {
				out[i] = uint16(1 + rnd.IntN(codes-1))
			}
			return out
		}
		in := map[string]bool{}
		name := func(codes []uint16) string {
			var b strings.Builder
			for _, c := range codes {
				b.WriteRune(rune(c) + 0x10000)
			}
			return b.String()
		}
		var keys []Key
		for range 4000 {
			if k := random(); !in[name(k)] {
				in[name(k)] = true
				keys = append(keys, Key{k, uint32(1 + rnd.IntN(CostMask))})
			}
		}
		trie, slots := build(t, keys, codes)
		for range 40000 {
			k := random()
			if _, payload := find(trie, k); (payload != 0) != in[name(k)] {
				t.Fatalf("%v has the payload %d; key: %v", k, payload, in[name(k)])
			}
		}
		again, slots2 := build(t, keys, codes)
		if !slices.Equal(trie.Labels, again.Labels) || !slices.Equal(trie.Values, again.Values) || !slices.Equal(slots, slots2) {
			t.Error("a second build gives another trie")
		}
	}
}

func TestBuildErrors(t *testing.T) {
	tests := []struct {
		why  string
		keys []Key
		want string
	}{
		{"empty key", []Key{{[]uint16{1}, 1}, {nil, 1}}, "empty key"},
		{"payload zero", []Key{{[]uint16{1}, 0}}, "payload 0"},
		{"payload too large", []Key{{[]uint16{1}, CostMask + 1}}, "payload 4096"},
		{"the same key twice", []Key{{[]uint16{1, 2}, 1}, {[]uint16{1}, 1}, {[]uint16{1, 2}, 2}}, "are the same"},
		{"code zero", []Key{{[]uint16{1, 0}, 1}}, "code of key 0"},
		{"code too large", []Key{{[]uint16{1}, 1}, {[]uint16{1, 4}, 1}}, "code of key 1"},
	}
	for _, tt := range tests {
		if _, _, err := Build(tt.keys, 4); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v; want one with %q", tt.why, err, tt.want)
		}
	}
	b := &builder{codes: maxBase, baseUsed: map[uint32]bool{}}
	if _, err := b.fit([]uint16{1}); !errors.Is(err, ErrSize) {
		t.Errorf("a row that no base can reach: %v; want ErrSize", err)
	}
}
