package segment_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/qingting-nlp/qingting/internal/align"
	"github.com/qingting-nlp/qingting/internal/testkit"
	"github.com/qingting-nlp/qingting/segment"
)

func TestSamples(t *testing.T) {
	var dst []segment.Token
	for _, text := range sampleTexts(t) {
		dst = segment.Default().Append(dst[:0], text)
		checkTokens(t, text, dst)
		for _, tok := range dst {
			// What the doc comment of Norm promises.
			raw := tok.Span.Of(text)
			switch tok.Kind {
			case segment.Punct, segment.Space:
			case segment.Emoji:
				if want := align.String(raw); tok.Norm != want && tok.Norm != raw {
					t.Errorf("Norm of %q is %q; want %q", raw, tok.Norm, want)
				}
			case segment.Other:
			default:
				if want := align.String(raw); tok.Norm != want {
					t.Errorf("Norm of %q is %q; want %q", raw, tok.Norm, want)
				}
			}
		}
	}
}

// TestEveryRune: each character alone, between Han characters, and between digits. A character that the tables and the scanners judge
// differently would hang or be cut.
func TestEveryRune(t *testing.T) {
	var dst []segment.Token
	step := rune(1)
	if testing.Short() || raceEnabled {
		step = 7
	}
	for r := rune(0); r <= unicode.MaxRune; r += step {
		if r > 0x1FFFF && r&0xFFFF > 0x3FF { // hardly anything but Han up there
			continue
		}
		if !utf8.ValidRune(r) {
			continue
		}
		for _, text := range []string{string(r), "卡" + string(r) + "1" + string(r)} {
			dst = segment.Default().Append(dst[:0], text)
			checkTokens(t, text, dst)
		}
		if f, ok := align.Fold(r); ok && f < utf8.RuneSelf && f != r {
			if got, want := segment.Default().Append(nil, string(r))[0], segment.Default().Append(nil, string(f))[0]; got.Norm != want.Norm || got.Kind != want.Kind {
				t.Errorf("%U is %v %q; %q, which it folds to, is %v %q", r, got.Kind, got.Norm, f, want.Kind, want.Norm)
			}
		}
	}
}

// hostile returns long texts that are meant to break something.
func hostile(t testing.TB, size int) []struct{ why, text string } {
	var han strings.Builder
	for _, s := range sampleTexts(t) {
		for _, r := range s {
			if unicode.Is(unicode.Han, r) {
				han.WriteRune(r)
			}
		}
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	mixed := make([]byte, size/8)
	alphabet := []string{"卡", "退款", "一", "三点", "号", "万", "1", "12", "a", "Zz", ".", ",", ":", "-", "*", "%", "￥", "$", "@", "#", "[", "]", "{", "/", "http://",
		"www.", ".com", "😊", "\u200d", "\u200b", "\ufe0f", "\u20e3", "🇨", "\xff", "\xe4", "\xe4\xb8", "\xf0\x9f", "\x00", " ", "\n", "　", "é", "カ", "ａ", "１", "\u212a", "İ", "𠮷"}
	mix := mixed[:0]
	for len(mix) < cap(mixed)-16 {
		mix = append(mix, alphabet[rnd.IntN(len(alphabet))]...)
	}
	noise := make([]byte, size/8)
	for i := range noise {
		noise[i] = byte(rnd.Uint32())
	}
	short := size / 4 // these give a token for each byte or two
	return []struct{ why, text string }{
		{"Han without a break", repeat(han.String(), size)},
		{"one Han character", repeat("卡", size)},
		{"overlapping words", repeat("中国中国国人人民民主", size/2)},
		{"numerals", repeat("一二三四五六七八九十百千万亿", size)},
		{"digits", repeat("0123456789", size)},
		{"letters", repeat("abcdefg", size)},
		{"letters outside ASCII", repeat("éа", short)},
		{"emoji", repeat("😊", size)},
		{"joined emoji", repeat("👩\u200d", short)},
		{"one mark", repeat("!", size)},
		{"marks", repeat("?!", short)},
		{"dotted", repeat("a.", short)},
		{"dotted with digits", repeat("a1.", short)},
		{"dotted digits", repeat("1.", short)},
		{"commas", repeat("1,", short)},
		{"grouped digits", repeat("123,", short)},
		{"colons", repeat("1:", short)},
		{"hyphens", repeat("a-", short)},
		{"stars", repeat("1*", short)},
		{"a long run of stars", "a" + repeat("*", short)},
		{"at signs", repeat("a@", short)},
		{"open brackets", repeat("[a", short)},
		{"hashes", repeat("#a-", short)},
		{"currency signs", repeat("$ ", short)},
		{"web addresses", repeat("www.", short)},
		{"schemes", repeat("http:", short)},
		{"white space", repeat(" \n", short)},
		{"zero-width", repeat("\u200b", size)},
		{"Han with zero-width", repeat("卡\u200b", short)},
		{"one Han with much zero-width", "卡" + repeat("\u200b", short) + "卡"},
		{"digits with zero-width", repeat("1\u200b", short)},
		{"full-width digits", repeat("１", short)},
		{"one-digit items", repeat("1个", short)},
		{"bytes that are not UTF-8", repeat("\xff", size)},
		{"cut runes", repeat("\xe4\xb8", short)},
		{"NUL", repeat("\x00", short)},
		{"mixture", string(mix)},
		{"noise", string(noise)},
	}
}

func TestHostile(t *testing.T) {
	size := 10 << 20
	if testing.Short() || raceEnabled {
		size = 1 << 18
	}
	w, rep := segment.NewWords(segment.DefaultModel(), []segment.Entry{{Word: "卡卡卡"}, {Word: "1"}, {Word: "卡 卡", Forced: true}, {Word: "a.a", Forced: true}})
	if rep.Accepted != 4 {
		t.Fatalf("words rejected: %v", rep.Rejected)
	}
	user := segment.Default().With(w)
	dst := make([]segment.Token, 0, size/2)
	for _, h := range hostile(t, size) {
		dst = segment.Default().Append(dst[:0], h.text)
		checkTokens(t, h.text, dst)
	}
	for _, h := range hostile(t, size/32) {
		dst = user.Append(dst[:0], h.text)
		checkTokens(t, h.text, dst)
	}
}

// TestLinear compares the cost of a byte in texts of 1 and 4 MB: with quadratic time anywhere the second is four times the first.
func TestLinear(t *testing.T) {
	if testing.Short() || raceEnabled {
		t.Skip("measures time")
	}
	const small = 1 << 18
	dst := make([]segment.Token, 0, 4*small)
	cost := func(text string) float64 {
		best := time.Hour
		for range 3 {
			start := time.Now()
			dst = segment.Default().Append(dst[:0], text)
			best = min(best, time.Since(start))
		}
		return float64(best) / float64(len(text))
	}
	large := hostile(t, 4*small)
	for i, h := range hostile(t, small) {
		if a, b := cost(h.text), cost(large[i].text); b > 3*a && b > 200 { // on a busy machine noise is larger than anything below; quadratic work is far above
			t.Errorf("%s: %.1f ns a byte in %d bytes, %.1f in %d", h.why, a, len(h.text), b, len(large[i].text))
		}
	}
}

// TestBlocks: a stretch longer than a block is decoded in parts, and the cuts do not show. A sentence that ends or begins with a border
// that no word crosses is cut alike in every copy, whatever the place of the copy in its block: the best path between two such borders
// depends on what is between them only.
func TestBlocks(t *testing.T) {
	tested := 0
	for _, g := range readGold(t, goldFile) {
		sentence := strings.Map(func(r rune) rune {
			if unicode.Is(unicode.Han, r) || r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
				return r
			}
			return -1
		}, g.Text)
		if len(sentence) < 30 {
			continue
		}
		tested++
		n := len(sentence)
		copies := 12000/n + 4
		text := strings.Repeat(sentence, copies)
		toks := segment.Default().Append(nil, text)
		checkTokens(t, text, toks)
		borders := map[int]bool{}
		for _, tok := range toks {
			borders[tok.Span.Start] = true
		}
		for at := n; at < (copies-2)*n; at++ {
			if borders[at] != borders[at+n] {
				t.Errorf("line %d: copies %d and %d of %s are cut differently at byte %d:\n%s\n%s", g.Line, at/n, at/n+1, sentence, at%n,
					bars(segment.Default(), sentence+sentence), around(text, toks, at))
				break
			}
		}
	}
	if tested < 50 {
		t.Errorf("only %d sentences tested", tested)
	}
}

// around shows the words near a place.
func around(text string, toks []segment.Token, at int) string {
	lo, hi := 0, 0
	for i, tok := range toks {
		if tok.Span.Start < at-60 {
			lo = i
		}
		if tok.Span.Start < at+60 {
			hi = i
		}
	}
	part := text[:toks[hi].Span.End]
	return testkit.Bars(part, testkit.WordSpans(toks[lo:hi+1]))[toks[lo].Span.Start:]
}

// TestBlockNumbers: numbers, dates and addresses that fall on the end of a block stay whole.
func TestBlockNumbers(t *testing.T) {
	for _, word := range []string{"138****1234", "order-2024-001", "https://a.example.com/x", "a@163.com", "手机银行", "刘思琪", "三百五十万", "百分之三十"} {
		for pad := 950; pad < 1030; pad++ {
			text := strings.Repeat("好", pad) + "，" + strings.Repeat("我们", 500) + strings.Repeat("的", pad%7) + "退款" + word + "退款" + strings.Repeat("我们", 600)
			toks := segment.Default().Append(nil, text)
			checkTokens(t, text, toks)
			found := 0
			for _, tok := range toks {
				if tok.Span.Of(text) == word {
					found++
				}
			}
			if found != 1 && word != "刘思琪" {
				t.Fatalf("%s after %d characters is a word %d times; want once", word, pad, found)
			}
		}
	}
}

func TestConcurrent(t *testing.T) {
	texts := sampleTexts(t)
	w, _ := segment.NewWords(segment.DefaultModel(), []segment.Entry{{Word: "开通"}, {Word: "的 话", Forced: true}})
	user := segment.Default().With(w)
	type result struct{ plain, user []segment.Token }
	want := make([]result, len(texts))
	for i, text := range texts {
		want[i] = result{segment.Default().Append(nil, text), user.Append(nil, text)}
	}
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Go(func() {
			for i := range texts {
				i = (i*7 + g*31) % len(texts)
				got := result{segment.Default().Append(nil, texts[i]), user.Append(nil, texts[i])}
				if !equal(got.plain, want[i].plain) || !equal(got.user, want[i].user) {
					t.Errorf("text %d is cut differently at the same time", i)
					return
				}
			}
		})
	}
	wg.Wait()
}

func TestRepeatable(t *testing.T) {
	text := strings.Join(sampleTexts(t), "")
	if len(text) > 40000 {
		text = text[:40000]
	}
	want := segment.Default().Append(nil, text)
	n := 100
	if raceEnabled {
		n = 10
	}
	var dst []segment.Token
	for range n {
		if dst = segment.Default().Append(dst[:0], text); !equal(dst, want) {
			t.Fatal("the same text is cut differently")
		}
	}
}

// TestNormOwnership: the normalised forms of a result do not change when the segmenter goes on.
func TestNormOwnership(t *testing.T) {
	text := strings.Repeat("手機銀行ＡＰＰ登錄不上去，", 40)
	first := segment.Default().Append(nil, text)
	var norms []string
	for _, tok := range first {
		norms = append(norms, strings.Clone(tok.Norm))
	}
	for range 50 {
		segment.Default().Append(nil, strings.Repeat("驗證碼ＯＴＰ收不到！！", 40))
	}
	for i, tok := range first {
		if tok.Norm != norms[i] {
			t.Fatalf("Norm of token %d changed from %q to %q", i, norms[i], tok.Norm)
		}
	}
}

// TestAppendKeeps: what is in dst stays there.
func TestAppendKeeps(t *testing.T) {
	head := segment.Default().Append(nil, "您好，")
	got := segment.Default().Append(append([]segment.Token(nil), head...), "退款")
	want := append(append([]segment.Token(nil), head...), segment.Default().Append(nil, "退款")...)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Append to a slice that is not empty (-want +got):\n%s", diff)
	}
}

func TestAllocs(t *testing.T) {
	if raceEnabled {
		t.Skip("the race detector drops what is in a pool")
	}
	w, _ := segment.NewWords(segment.DefaultModel(), []segment.Entry{{Word: "开通"}, {Word: "信用卡年费", Forced: true}})
	tests := []struct {
		why, text string
		s         *segment.Segmenter
	}{
		{"short", "我的信用卡为什么没开通", segment.Default()},
		{"numbers, dates, addresses", "3月15日8:30扣了￥98，见https://a.cn/b，尾号138****1234，30%，5g", segment.Default()},
		{"marks, emoji, chat codes", "急！！！😊[微笑]#a-s01……", segment.Default()},
		{"unknown words", "我叫刘思琪，他叫欧阳建国", segment.Default()},
		{"bytes that are not UTF-8", "退款\xff\xfe到账", segment.Default()},
		{"long", strings.Repeat("我的信用卡为什么没开通，", 200), segment.Default()},
		{"user's words", "我的信用卡年费为什么没开通", segment.Default().With(w)},
	}
	dst := make([]segment.Token, 0, 10000)
	for _, tt := range tests {
		if n := testing.AllocsPerRun(100, func() { dst = tt.s.Append(dst[:0], tt.text) }); n != 0 {
			t.Errorf("%s: %v allocations; want 0", tt.why, n)
		}
	}
	dirty := "手機銀行ＡＰＰ登錄不上去，驗證碼收不到"
	const calls = 100
	if n := testing.AllocsPerRun(20, func() {
		for range calls {
			dst = segment.Default().Append(dst[:0], dirty)
		}
	}); n > calls/20 {
		t.Errorf("dirty text: %v allocations in %d calls; want at most one in 20", n, calls)
	}
}

func equal(a, b []segment.Token) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func FuzzAppend(f *testing.F) {
	for _, tt := range cutTests {
		f.Add(strings.ReplaceAll(tt.want, "|", ""))
	}
	f.Add("\xff\xe4\xb8退\u200b\u200d款\ufe0f1\u20e3\u212aİ ̈")
	f.Add(strings.Repeat("卡", 1030) + "12:30-www.a.com[x]")
	w, rep := segment.NewWords(segment.DefaultModel(), []segment.Entry{{Word: "退款"}, {Word: "a1"}, {Word: "卡 1", Forced: true}, {Word: "号:1", Forced: true}})
	if rep.Accepted != 4 {
		f.Fatal(rep.Rejected)
	}
	user := segment.Default().With(w)
	dict, err := segment.New(segment.DefaultModel(), segment.WithMode(segment.Dictionary))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 1<<14 {
			return
		}
		for i, s := range []*segment.Segmenter{segment.Default(), user, dict} {
			toks := s.Append(nil, text)
			checkTokens(t, text, toks)
			head := make([]segment.Token, 3, 8)
			if more := s.Append(head, text); !equal(more[:3], make([]segment.Token, 3)) || !equal(more[3:], toks) {
				t.Fatalf("segmenter %d: other tokens when appended to a slice that is not empty", i)
			}
			if i == 0 {
				// A line feed is a border: the parts are cut as if they stood alone.
				both := s.Append(nil, text+"\n手机银行")
				tail := both[len(both)-1]
				if tail.Span.Of(text+"\n手机银行") != "手机银行" {
					t.Fatalf("the word after a line feed is %v", tail)
				}
			}
		}
	})
}

func ExampleSegmenter_Append() {
	text := "手機銀行登錄不上去，扣了￥98！！"
	for _, tok := range segment.Default().Append(nil, text) {
		fmt.Println(tok.Span.Of(text), tok.Norm, tok.Kind)
	}
	// Output:
	// 手機銀行 手机银行 word
	// 登錄 登录 word
	// 不 不 word
	// 上去 上去 word
	// ， , punct
	// 扣 扣 word
	// 了 了 word
	// ￥98 ¥98 money
	// ！！ ! punct
}
