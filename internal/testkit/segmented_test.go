package testkit

import (
	"crypto/md5"
	"math/big"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestSegmented holds data/segmented to what its README says: each sentence is in the part that its hash names, none stands twice, and no
// two are near-duplicates.
func TestSegmented(t *testing.T) {
	type sentence struct {
		at      string
		bigrams []uint64
	}
	var all []sentence
	seen := map[string]string{}
	for _, part := range []string{"train", "test", "rare/train", "rare/test"} {
		files, err := filepath.Glob("../../data/segmented/" + part + "/*.txt")
		if err != nil || len(files) < 2 {
			t.Fatalf("%d files in %s (%v)", len(files), part, err)
		}
		for _, name := range files {
			gold, err := ReadGold(name, "|")
			if err != nil {
				t.Fatal(err)
			}
			for _, g := range gold {
				at := part + "/" + filepath.Base(name)
				text := strings.ReplaceAll(g.Text, " ", "")
				if other, dup := seen[text]; dup {
					t.Errorf("%s:%d: stands in %s too", at, g.Line, other)
				}
				seen[text] = at
				if len(g.Words) == 0 {
					t.Errorf("%s:%d: no words", at, g.Line)
				}
				all = append(all, sentence{at, bigrams(text)})
			}
		}
	}
	if len(all) < 4000 {
		t.Errorf("%d sentences, want 4000", len(all))
	}
	for i := range all {
		for j := range i {
			if a, b := all[i].bigrams, all[j].bigrams; len(a) > 3 && 10*min(len(a), len(b)) > 8*max(len(a), len(b)) && jaccard(a, b) > 0.8 {
				t.Errorf("%s and %s hold near-duplicates", all[i].at, all[j].at)
			}
		}
	}
}

// inTest reports whether the hash of text puts it into the test part. Labels may be mended, the text stays.
func inTest(text string) bool {
	sum := md5.Sum([]byte(text))
	n := new(big.Int).SetBytes(sum[:])
	return n.Mod(n, big.NewInt(100)).Int64() < 16
}

func TestSegmentedSplit(t *testing.T) {
	for _, part := range []string{"train", "test", "rare/train", "rare/test"} {
		files, _ := filepath.Glob("../../data/segmented/" + part + "/*.txt")
		for _, name := range files {
			gold, err := ReadGold(name, "|")
			if err != nil {
				t.Fatal(err)
			}
			for _, g := range gold {
				if text := strings.ReplaceAll(g.Text, " ", ""); inTest(text) != strings.HasSuffix(part, "test") {
					t.Errorf("%s:%d belongs to the other part", name, g.Line)
				}
			}
		}
	}
}

func bigrams(s string) []uint64 {
	r := []rune(s)
	var out []uint64
	for i := 1; i < len(r); i++ {
		out = append(out, uint64(r[i-1])<<32|uint64(r[i]))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func jaccard(a, b []uint64) float64 {
	both, i, j := 0, 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] == b[j]:
			both, i, j = both+1, i+1, j+1
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return share(both, len(a)+len(b)-both)
}
