package match

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/internal/align"
	"github.com/qingting-nlp/qingting/segment"
)

// cut makes tokens of a text with visible bars: 申请|退款. A bar is no part of the text.
func cut(barred string) (text string, toks []segment.Token) {
	for word := range strings.SplitSeq(barred, "|") {
		t := segment.Token{Span: dialogue.Span{Start: len(text), End: len(text) + len(word)}, Norm: align.NewView(word).Norm, Kind: segment.Word}
		switch {
		case strings.TrimSpace(word) == "":
			t.Kind = segment.Space
		case strings.ContainsAny(word, "，。！？；,.!?…"):
			t.Kind = segment.Punct
		}
		text += word
		toks = append(toks, t)
	}
	return text, toks
}

func TestFind(t *testing.T) {
	tests := []struct {
		why, pattern, barred string
		want                 []string
	}{
		{"a literal on borders", "退款", "我|要|退款", []string{"退款"}},
		{"borders inside do not matter", "没解决", "还|没|解决", []string{"没解决"}},
		{"not inside a token", "请", "申请|退款", nil},
		{"left end inside", "*请", "申请|退款", []string{"请"}},
		{"a star frees one end only", "申*", "申请|退款", []string{"申"}},
		{"left end is not free", "请*", "申请|退款", nil},
		{"substring", "*号*", "订单号码|是", []string{"号"}},
		{"alternatives", "退款|退货", "退货|吧", []string{"退货"}},
		{"group", "(太|很)慢", "很|慢", []string{"很慢"}},
		{"optional part: the longer hit holds the shorter", "[太]慢", "太|慢", []string{"太慢"}},
		{"optional part left out", "[太]慢", "慢", []string{"慢"}},
		{"numerals", "等了#天", "等|了|两|百|三十|天", []string{"等了两百三十天"}},
		{"one numeral at least", "等了#天", "等|了|天", nil},
		{"gap", "你们..慢", "你们|真的|是|慢", []string{"你们真的是慢"}},
		{"gap of nothing", "你们..慢", "你们|慢", []string{"你们慢"}},
		{"gap stops at a clause end", "你们..慢", "你们|好|，|慢", nil},
		{"wide gap crosses it", "你们...慢", "你们|好|，|慢", []string{"你们好，慢"}},
		{"wide gap stops at a sentence end", "你们...慢", "你们|好|。|慢", nil},
		{"gap limit", "你们..{2}慢", "你们|真的|是|慢", nil},
		{"nearest opening counts", "你..慢", "你|说|你|慢", []string{"你慢"}},
		{"two gaps", "你..慢..退", "你|太|慢|就|退", []string{"你太慢就退"}},
		{"the shorter of two beginnings leaves more room", "(慢|慢死)..了", "慢|死|了", []string{"慢死了"}},
		{"an optional part before a gap", "请[您]..{2}谅解", "请|您|多多|谅解", []string{"请您多多谅解"}},
		{"it may be left out where it would be too far", "请[您]..{3}谅解", "请|多多|谅解", []string{"请多多谅解"}},
		{"of nested beginnings the longer may be the only one near enough", "(慢|慢死人)..{1}了", "慢|死|人|都|了", []string{"慢死人都了"}},
		{"a longer part behind a gap before a gap", "你..慢[死]..{1}了", "你|太|慢|死|都|了", []string{"你太慢死都了"}},
		{"a new beginning between part and gap", "你..[太]慢..{1}了", "你|太|慢|你|慢|死|了", []string{"你慢死了"}},
		{"a clause end that belongs to the part", "好，..{2}退", "好|，|就|退", []string{"好，就退"}},
		{"a clause end behind it still counts", "好，..{2}退", "好|，|，|退", nil},
		{"white space is a clause end for gaps", "你们..慢", "你们| |慢", nil},
		{"white space is nothing for literals", "不行", "不| |行", []string{"不 行"}},
		{"begin", "^算了", "算了|吧", []string{"算了"}},
		{"begin after a filler", "^算了", "嗯|，|算了", []string{"算了"}},
		{"not at the begin", "^算了", "就|算了", nil},
		{"end before punctuation", "好吧$", "好吧|。", []string{"好吧"}},
		{"not at the end", "好吧$", "好吧|行", nil},
		{"whole utterance", "^嗯$", "嗯|。", []string{"嗯"}},
		{"escaped mark", `\[微笑\]`, "好|[微笑]", []string{"[微笑]"}},
		{"pattern is normalised", "ＡＰＰ|帳單", "app|帐单", []string{"app", "帐单"}},
		{"text is normalised", "wifi", "ＷｉＦｉ", []string{"ＷｉＦｉ"}},
		{"optional gap", "你[..很]慢", "你|今天|很|慢", []string{"你今天很慢"}},
		{"definition", "@neg满意", "不|满意", []string{"不满意"}},
		{"no tokens", "慢", "", nil},
	}
	for _, tt := range tests {
		t.Run(tt.why, func(t *testing.T) {
			b := NewBuilder()
			if err := b.Define("neg", "不|没[有]"); err != nil {
				t.Fatal(err)
			}
			if err := b.Add(0, tt.pattern); err != nil {
				t.Fatal(err)
			}
			text, toks := cut(tt.barred)
			var got []string
			for _, h := range b.Build().Find(nil, toks) {
				got = append(got, h.Span.Of(text))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%q in %q (-want +got):\n%s", tt.pattern, tt.barred, diff)
			}
		})
	}
}

func TestOutermost(t *testing.T) {
	b := NewBuilder()
	for i, p := range []string{"容易", "好不容易", "好..打", "打通"} {
		if err := b.Add(i, p); err != nil {
			t.Fatal(err)
		}
	}
	text, toks := cut("好|不|容易|打通|了")
	var got []string
	for _, h := range Outermost(b.Build().Find(nil, toks)) {
		got = append(got, fmt.Sprintf("%d%s", h.Pattern, h.Span.Of(text)))
	}
	// 好..打 does not match (打通 is one token); a hit with a gap would shield nothing.
	if diff := cmp.Diff([]string{"1好不容易", "3打通"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestPatternErrors(t *testing.T) {
	for _, p := range []string{"", "a||b", "(a", "a)", "[a]", "..a", "a..", "a.b", "a..{0}b", "a..{99}b", "@no", "a^b", "a*b", `\`, "\xff",
		strings.Repeat("(", 40) + "a" + strings.Repeat(")", 40), strings.Repeat("(a|b|c|d|e|f|g|h|i|j)", 9), strings.Repeat("[a..]", 12) + "b"} {
		err := NewBuilder().Add(0, p)
		if pe := (*PatternError)(nil); !errors.As(err, &pe) {
			t.Errorf("Add(%.40q) = %v; want a *PatternError", p, err)
		}
	}
}

func TestReadTable(t *testing.T) {
	rows, errs := ReadTable("x.tsv", strings.NewReader("# comment\n\na.b\tx\t1\nA.b\tx\na.b\ty\na.c\t1\t2\t3\t4\n@def\tp\n\xff\tz\n"), 3)
	var got []string
	for _, r := range rows {
		got = append(got, fmt.Sprintf("%d%v", r.Line, r.Fields))
	}
	for _, e := range errs {
		got = append(got, e.Error())
	}
	want := []string{"3[a.b x 1]", "7[@def p ]", "x.tsv:4: bad id", "x.tsv:5: a.b: id used before", "x.tsv:6: a.c: 5 fields, at most 3 expected", "x.tsv:8: not UTF-8"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func many(n int) *Matcher {
	b := NewBuilder()
	for i := range n {
		r := func(k int) string { return string(rune(0x4E00 + (i*k)%5000)) }
		if err := b.Add(i, r(1)+r(7)+"|"+r(3)+".."+r(11)); err != nil {
			panic(err)
		}
	}
	return b.Build()
}

// Hostile input costs time in proportion to its length.
func TestFindLongRuns(t *testing.T) {
	b := NewBuilder()
	for i, p := range []string{"慢慢慢慢", "慢..慢", "#天", "1111", "*慢*"} {
		if err := b.Add(i, p); err != nil {
			t.Fatal(err)
		}
	}
	m := b.Build()
	for _, r := range []string{"慢", "1", "，"} {
		const n = 300_000
		toks := make([]segment.Token, n)
		for i := range toks {
			toks[i] = segment.Token{Span: dialogue.Span{Start: i * len(r), End: (i + 1) * len(r)}, Norm: r, Kind: segment.Word}
		}
		if hits := m.Find(nil, toks); len(hits) > 4*n {
			t.Errorf("%d hits in %d × %s", len(hits), n, r)
		}
	}
}

func TestFindAllocs(t *testing.T) {
	if raceEnabled {
		t.Skip("sync.Pool forgets under the race detector")
	}
	m := many(2000)
	_, toks := cut("质量|不错|，|就是|快递|太|慢|了")
	hits := m.Find(nil, toks)
	if n := testing.AllocsPerRun(100, func() { hits = m.Find(hits[:0], toks) }); n > 0 {
		t.Errorf("Find allocates %v times; want 0", n)
	}
}

func BenchmarkFind(b *testing.B) {
	_, toks := cut("质量|不错|，|就是|快递|实在|是|太|慢|了|，|麻烦|催|一下|吧|谢谢")
	for _, n := range []int{100, 10_000} {
		m := many(n)
		hits := m.Find(nil, toks)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				hits = m.Find(hits[:0], toks)
			}
		})
	}
}
