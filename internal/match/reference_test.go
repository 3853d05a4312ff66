package match

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/internal/align"
	"github.com/qingting-nlp/qingting/segment"
)

// reference finds the hits of one pattern by trying everything, straight from what doc.go says. It shares only the parser of patterns
// with the Matcher. The text must be as long as its normalised form.
type reference struct {
	toks  []segment.Token
	runes []rune
	tok   []int // of each rune
	off   []int // bytes from the start of its token
}

func newReference(toks []segment.Token) *reference {
	r := &reference{toks: toks}
	for i, t := range toks {
		if t.Kind == segment.Space {
			continue
		}
		for off, c := range t.Norm {
			r.runes, r.tok, r.off = append(r.runes, c), append(r.tok, i), append(r.off, off)
		}
	}
	return r
}

func (r *reference) border(i int) bool { return i == len(r.runes) || r.off[i] == 0 }

// ways lists the choices in the groups that hold gaps; what is left has gaps on its top level only.
func ways(seq []node) [][]node {
	out := [][]node{nil}
	for _, n := range seq {
		choices := [][]node{{n}}
		if n.gap.limit == 0 && n.hasGap() {
			choices = nil
			for _, alt := range n.alts {
				choices = append(choices, ways(alt)...)
			}
		}
		var next [][]node
		for _, head := range out {
			for _, c := range choices {
				next = append(next, slices.Concat(head, c))
			}
		}
		out = next
	}
	return out
}

// spellings lists what a part without gaps stands for.
func spellings(part []node) []string {
	out := []string{""}
	for _, n := range part {
		tails := []string{string(n.r)}
		if n.alts != nil {
			tails = nil
			for _, alt := range n.alts {
				tails = append(tails, spellings(alt)...)
			}
		}
		var next []string
		for _, head := range out {
			for _, tail := range tails {
				next = append(next, head+tail)
			}
		}
		out = next
	}
	return out
}

// at returns the end of the literal at rune i, or -1.
func (r *reference) at(lit string, i int) int {
	lit = align.NewView(lit).Norm // ， is ,
	body := strings.Trim(lit, string([]rune{markLoose, markBegin, markEnd}))
	head, tail, _ := strings.Cut(lit, body)
	if !strings.ContainsRune(head, markLoose) && !r.border(i) {
		return -1
	}
	if strings.ContainsRune(head, markBegin) {
		for k := range i {
			if !ignoredHead(&r.toks[r.tok[k]]) {
				return -1
			}
		}
	}
	for _, c := range body {
		switch {
		case i == len(r.runes):
			return -1
		case c == markNum:
			if !numeral(r.runes[i]) {
				return -1
			}
			for i < len(r.runes) && numeral(r.runes[i]) {
				i++
			}
		case c != r.runes[i]:
			return -1
		default:
			i++
		}
	}
	if !strings.ContainsRune(tail, markLoose) && !r.border(i) {
		return -1
	}
	if strings.ContainsRune(tail, markEnd) {
		for k := i; k < len(r.runes); k++ {
			if r.tok[k] == r.tok[0] || !ignoredTail(&r.toks[r.tok[k]]) {
				return -1
			}
		}
	}
	return i
}

// crosses reports whether a gap may lie between runes end and start.
func (r *reference) crosses(g gap, end, start int) bool {
	if start < end || start-end > int(g.limit) {
		return false
	}
	marks := ",;:，；：~.。!?…！？"
	if g.sentence {
		marks = ".。!?…！？"
	}
	for k := end; k < start; k++ {
		if r.toks[r.tok[k]].Kind == segment.Punct && strings.ContainsRune(marks, r.runes[k]) {
			return false
		}
	}
	for t := r.tok[end-1] + 1; t < r.tok[start]; t++ {
		if r.toks[t].Kind == segment.Space && (!g.sentence || strings.Contains(r.toks[t].Norm, "\n")) {
			return false
		}
	}
	return true
}

func (r *reference) find(alts [][]node) []Hit {
	var all []Hit
	for _, alt := range alts {
		for _, way := range ways(alt) {
			all = append(all, r.way(way)...)
		}
	}
	var out []Hit
	for _, h := range all {
		inner := slices.ContainsFunc(all, func(o Hit) bool {
			return o.Span.Start <= h.Span.Start && h.Span.End <= o.Span.End && (o.Span != h.Span || h.Gap && !o.Gap)
		})
		if !inner && !slices.Contains(out, h) {
			out = append(out, h)
		}
	}
	slices.SortFunc(out, func(a, b Hit) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	return out
}

// way returns the hits of one way: for each place of the last part the one that begins nearest to it.
func (r *reference) way(seq []node) []Hit {
	var parts [][]string
	var gaps []gap
	from := 0
	for i, n := range seq {
		if n.gap.limit > 0 {
			parts, gaps, from = append(parts, spellings(seq[from:i])), append(gaps, n.gap), i+1
		}
	}
	parts = append(parts, spellings(seq[from:]))
	nearest := map[[2]int]int{}
	var try func(k, first, start int)
	try = func(k, first, start int) {
		for _, lit := range parts[k] {
			end := r.at(lit, start)
			if end < 0 {
				continue
			}
			if k == len(parts)-1 {
				last := [2]int{start, end}
				if old, ok := nearest[last]; !ok || old < first {
					nearest[last] = first
				}
				continue
			}
			for next := end; next < len(r.runes); next++ {
				if r.crosses(gaps[k], end, next) {
					try(k+1, first, next)
				}
			}
		}
	}
	for i := range r.runes {
		try(0, i, i)
	}
	var out []Hit
	for last, first := range nearest {
		a, b := r.tok[first], r.tok[last[1]-1]
		end := r.toks[b].Span.End
		if last[1] < len(r.runes) && r.tok[last[1]] == b {
			end = r.toks[b].Span.Start + r.off[last[1]]
		}
		out = append(out, Hit{
			Span: dialogue.Span{Start: r.toks[a].Span.Start + r.off[first], End: end}, First: a, Last: b + 1, Gap: len(gaps) > 0,
		})
	}
	return out
}

// randomPattern writes a small pattern over few characters, so that parts meet often. Some are not valid.
func randomPattern(r *rand.Rand, depth int) string {
	var b strings.Builder
	for range 1 + r.IntN(4) {
		switch k := r.IntN(20); {
		case k < 8:
			b.WriteString(string([]rune("慢你一")[r.IntN(3)]))
		case k < 10 && depth > 0:
			b.WriteString("[" + randomPattern(r, depth-1) + "]")
		case k < 12 && depth > 0:
			b.WriteString("(" + randomPattern(r, depth-1) + "|" + randomPattern(r, depth-1) + ")")
		case k < 15:
			fmt.Fprintf(&b, "..{%d}", 1+r.IntN(4))
		case k < 17:
			fmt.Fprintf(&b, "...{%d}", 1+r.IntN(6))
		case k == 17:
			b.WriteString("#")
		case k == 18:
			b.WriteString("*")
		default:
			b.WriteString([]string{"^", "$", "，", "啊"}[r.IntN(4)])
		}
	}
	return b.String()
}

func randomText(r *rand.Rand) string {
	var b strings.Builder
	for range r.IntN(16) {
		if r.IntN(2) == 0 {
			b.WriteByte('|')
		}
		switch k := r.IntN(16); {
		case k < 12:
			b.WriteString(string([]rune("慢慢你你一二嗯啊")[r.IntN(8)]))
		case k < 15:
			b.WriteString("|" + string([]rune("，。、")[r.IntN(3)]) + "|")
		default:
			b.WriteString([]string{"| |", "|\n|"}[r.IntN(2)])
		}
	}
	return b.String()
}

// compare builds a matcher of some patterns and compares it with the reference on one text. It returns the number of hits.
func compare(t *testing.T, patterns []string, barred string) (n int) {
	t.Helper()
	for strings.Contains(barred, "||") {
		barred = strings.ReplaceAll(barred, "||", "|")
	}
	if barred = strings.Trim(barred, "|"); barred == "" {
		return 0
	}
	b := NewBuilder()
	var parsed [][][]node
	var used []string
	for _, p := range patterns {
		if b.Add(len(parsed), p) == nil {
			alts, err := parse(p, nil)
			if err != nil {
				t.Fatal(err)
			}
			parsed, used = append(parsed, alts), append(used, p)
		}
	}
	text, toks := cut(barred)
	var want []Hit
	for i, alts := range parsed {
		for _, h := range newReference(toks).find(alts) {
			h.Pattern = i
			want = append(want, h)
		}
	}
	slices.SortStableFunc(want, compareHits)
	if diff := gocmp.Diff(want, b.Build().Find(nil, toks)); diff != "" {
		t.Errorf("%q in %q (%q), -reference +Find:\n%s", used, barred, text, diff)
	}
	return len(want)
}

func TestFindAgainstReference(t *testing.T) {
	rounds := 40_000
	if testing.Short() {
		rounds = 4_000
	}
	hits := 0
	for seed := range rounds {
		r := rand.New(rand.NewPCG(uint64(seed), 0))
		hits += compare(t, []string{randomPattern(r, 2), randomPattern(r, 2), randomPattern(r, 1)}, randomText(r))
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
	if hits < rounds/4 {
		t.Errorf("only %d hits in %d rounds: the random patterns test little", hits, rounds)
	}
}

func FuzzFind(f *testing.F) {
	f.Add("请[您]..{2}谅解", "请|您|多多|谅解")
	f.Add("你..慢...退|*慢*$", "你|说|你|慢|，|退")
	f.Fuzz(func(t *testing.T, pattern, barred string) {
		// The reference is slow, and neither it nor cut knows about text that is not normal.
		for _, c := range pattern + barred {
			if !strings.ContainsRune("请您多谅解你慢退一二嗯啊，。 |[]()*#^$.{}123\n", c) {
				return
			}
		}
		if len(pattern) > 40 || len(barred) > 60 || strings.Count(pattern, "[")+strings.Count(pattern, "(") > 5 {
			return
		}
		compare(t, []string{pattern}, barred)
	})
}
