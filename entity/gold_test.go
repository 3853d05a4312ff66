package entity_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/qingting-nlp/qingting/entity"
	"github.com/qingting-nlp/qingting/segment"
)

// Floors of TestGold for each type with at least floorN entities, and for the values of those found.
const (
	floorPrecision = 0.97
	floorRecall    = 0.95
	floorValues    = 0.97
	floorN         = 20
)

var reference = time.Date(2024, 3, 20, 14, 30, 0, 0, time.FixedZone("", 8*3600))

var goldNames = []string{"畅享套餐", "冰激凌套餐", "金葵花卡", "19元流量包", "宝贝成长险", "全球通"}

func goldExtractor(t testing.TB) *entity.Extractor {
	x, err := entity.New(entity.WithReference(reference), entity.WithNames(goldNames))
	if err != nil {
		t.Fatal(err)
	}
	return x
}

type goldLine struct {
	line int
	text string
	want [][3]string // type, surface, value
	trap bool
}

func readGold(t testing.TB) []goldLine {
	data, err := os.ReadFile("../testdata/entity/gold.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var out []goldLine
	trap := false
	n := 0
	for line := range strings.Lines(string(data)) {
		n++
		line = strings.TrimRight(line, "\n")
		if strings.HasPrefix(line, "#") || line == "" {
			if strings.Contains(line, "== ") {
				trap = strings.Contains(line, "== traps")
			}
			continue
		}
		cols := strings.Split(line, "\t")
		g := goldLine{line: n, text: cols[0], trap: trap}
		for _, c := range cols[1:] {
			typ, rest, ok := strings.Cut(c, "[")
			k := strings.LastIndex(rest, "]")
			if !ok || k < 0 || !strings.Contains(g.text, rest[:k]) {
				t.Fatalf("gold.tsv:%d: %q", n, c)
			}
			value, found := strings.CutPrefix(rest[k+1:], "=")
			if !found {
				value = rest[:k]
			}
			if !found && typ == "phone" {
				value = strings.Map(func(r rune) rune {
					if r >= '０' && r <= '９' {
						return r - '０' + '0'
					}
					return r
				}, value)
			}
			g.want = append(g.want, [3]string{typ, rest[:k], value})
		}
		out = append(out, g)
	}
	return out
}

// TestGold compares types and spans with testdata/entity/gold.tsv, and the values of what was found.
func TestGold(t *testing.T) {
	x := goldExtractor(t)
	type score struct{ gold, found, both, value int }
	scores := map[string]*score{}
	of := func(typ string) *score {
		if scores[typ] == nil {
			scores[typ] = &score{}
		}
		return scores[typ]
	}
	traps, wrongTraps := 0, 0
	gold := readGold(t)
	for _, g := range gold {
		toks := segment.Default().Append(nil, g.text)
		var got [][3]string
		for _, e := range x.Append(nil, g.text, toks) {
			got = append(got, [3]string{string(e.Type), e.Span.Of(g.text), e.Value.Text})
		}
		left := slices.Clone(g.want)
		bad := false
		for _, e := range got {
			of(e[0]).found++
			k := slices.IndexFunc(left, func(w [3]string) bool { return w[0] == e[0] && w[1] == e[1] })
			if k < 0 {
				bad = true
				continue
			}
			of(e[0]).both++
			if left[k][2] == e[2] {
				of(e[0]).value++
			} else {
				bad = true
			}
			left = slices.Delete(left, k, k+1)
		}
		for _, w := range g.want {
			of(w[0]).gold++
		}
		if g.trap {
			traps++
		}
		if bad || len(left) > 0 {
			if g.trap {
				wrongTraps++
			}
			t.Logf("line %d: %s\n got %q\nwant %q", g.line, g.text, got, g.want)
		}
	}
	all := score{}
	types := []string{}
	for typ := range scores {
		types = append(types, typ)
	}
	slices.Sort(types)
	for _, typ := range types {
		s := scores[typ]
		all = score{all.gold + s.gold, all.found + s.found, all.both + s.both, all.value + s.value}
		p, r, v := share(s.both, s.found), share(s.both, s.gold), share(s.value, s.both)
		t.Logf("%-14s n %3d  precision %.3f  recall %.3f  values %.3f", typ, s.gold, p, r, v)
		if s.gold >= floorN && (p < floorPrecision || r < floorRecall || v < floorValues) {
			t.Errorf("%s is below a floor: precision %.3f, recall %.3f, values %.3f", typ, p, r, v)
		}
	}
	t.Logf("%d lines, %d traps (%d wrong), n %d: precision %.4f, recall %.4f, values %.4f", len(gold), traps, wrongTraps, all.gold,
		share(all.both, all.found), share(all.both, all.gold), share(all.value, all.both))
	if len(gold) < 800 || traps < 300 {
		t.Errorf("%d lines with %d traps; want 800 with 300", len(gold), traps)
	}
}

func share(a, b int) float64 {
	if b == 0 {
		return 1
	}
	return float64(a) / float64(b)
}
