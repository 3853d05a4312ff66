package utterance

import (
	"slices"
	"testing"
)

// least is how many rows each label must have, and each emotion.
const (
	leastLabel   = 120
	leastEmotion = 300
)

// TestData holds data/utterances to what its README says: each row is in the part that its hash names, no text stands twice, no two are
// near-duplicates, within the parts and across them, and no label is thin.
func TestData(t *testing.T) {
	type text struct {
		at      string
		bigrams []uint64
	}
	var all []text
	holders := map[uint64][]int32{}
	counts := map[string]int{}
	customers, agents := 0, 0
	for _, part := range []string{"train", "tune", "test"} {
		rows, err := ReadDir("../../data/utterances/" + part)
		if err != nil {
			t.Fatal(err)
		}
		for i := range rows {
			r := &rows[i]
			at := part + "/" + r.File
			if got := Part(r); got != part {
				t.Errorf("%s:%d belongs to the part %s", at, r.Line, got)
			}
			all = append(all, text{at, bigrams(r.Text)})
			if r.Agent() {
				agents++
				continue
			}
			customers++
			for _, list := range [][]string{r.Acts, r.Topics, r.Flags} {
				for _, l := range list {
					counts[l]++
				}
			}
			for _, e := range r.Emotions {
				counts["emotion:"+e]++
			}
		}
	}
	t.Logf("%d customer utterances, %d agent utterances", customers, agents)
	if customers < 9000 || agents < 1500 || counts["oos"] < 1000 {
		t.Errorf("%d customers, %d agents, %d out of scope", customers, agents, counts["oos"])
	}
	for l, n := range counts {
		if want := leastLabel; n < want || len(l) > 8 && l[:8] == "emotion:" && n < leastEmotion {
			t.Errorf("%s has %d rows", l, n)
		}
	}
	both := map[int32]int{}
	for i, x := range all {
		if len(x.bigrams) > 3 {
			clear(both)
			for _, g := range x.bigrams {
				for _, j := range holders[g] {
					both[j]++
				}
			}
			for j, n := range both {
				if y := all[j]; 10*n > 8*(len(x.bigrams)+len(y.bigrams)-n) {
					t.Errorf("%s and %s hold near-duplicates", x.at, y.at)
				}
			}
			for _, g := range x.bigrams {
				holders[g] = append(holders[g], int32(i))
			}
		}
	}
}

func bigrams(s string) []uint64 {
	var r []rune
	for _, c := range s {
		if c != ' ' {
			r = append(r, c)
		}
	}
	var out []uint64
	for i := 1; i < len(r); i++ {
		out = append(out, uint64(r[i-1])<<32|uint64(r[i]))
	}
	slices.Sort(out)
	return slices.Compact(out)
}
