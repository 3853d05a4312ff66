package segment_test

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/internal/align"
	"github.com/qingting-nlp/qingting/internal/testkit"
	"github.com/qingting-nlp/qingting/segment"
)

// Floors of the figures of TestGold and TestHeldOut. Raise them when the figures rise; never tune on the files.
const (
	floorF1    = 0.985
	floorTerms = 0.985
	floorHeld  = 0.97
	floorRare  = 0.91
	maxLoss    = 0.005 // F1 lost to full-width forms, zero-width characters or fillers
)

// heldOut returns the sentences of data/segmented that no weights are trained on, by file.
func heldOut(t *testing.T, part string) (files []string, gold map[string][]testkit.GoldSentence) {
	t.Helper()
	names, err := filepath.Glob("../data/segmented/" + part + "/*.txt")
	if err != nil || len(names) < 2 {
		t.Fatalf("%d files in %s, %v", len(names), part, err)
	}
	gold = map[string][]testkit.GoldSentence{}
	for _, name := range names {
		gold[name] = readGold(t, name)
	}
	return names, gold
}

// TestHeldOut reports F1 by kind of text. The rare part is made of uncommon words and names.
func TestHeldOut(t *testing.T) {
	for _, row := range []struct {
		part  string
		floor float64
	}{{"test", floorHeld}, {"rare/test", floorRare}} {
		files, gold := heldOut(t, row.part)
		var all testkit.SpanScore
		for _, name := range files {
			var score testkit.SpanScore
			for _, g := range gold[name] {
				found := testkit.WordSpans(segment.Default().Append(nil, g.Text))
				score.Add(g.Words, found)
				all.Add(g.Words, found)
			}
			t.Logf("%s: %d sentences, %d words, F1 %.4f", filepath.Base(name), len(gold[name]), score.Gold, score.F1())
		}
		t.Logf("%s: %d words, precision %.4f, recall %.4f, F1 %.4f (floor %.2f)", row.part, all.Gold, all.Precision(), all.Recall(), all.F1(), row.floor)
		if all.F1() < row.floor {
			t.Errorf("%s: F1 = %.4f; want at least %.2f", row.part, all.F1(), row.floor)
		}
	}
}

func TestGold(t *testing.T) {
	gold := readGold(t, goldFile)
	terms := map[string]bool{}
	f, err := os.Open("../testdata/segment/service_terms.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for sc := bufio.NewScanner(f); sc.Scan(); {
		terms[sc.Text()] = true
	}
	var score testkit.SpanScore
	asked, whole := 0, 0
	for _, g := range gold {
		found := testkit.WordSpans(segment.Default().Append(nil, g.Text))
		score.Add(g.Words, found)
		in := map[dialogue.Span]bool{}
		for _, s := range found {
			in[s] = true
		}
		for _, w := range g.Words {
			if terms[w.Of(g.Text)] {
				asked++
				if in[w] {
					whole++
				}
			}
		}
		if got, want := testkit.Bars(g.Text, found), testkit.Bars(g.Text, g.Words); got != want {
			t.Logf("line %d:\n got %s\nwant %s", g.Line, got, want)
		}
	}
	share := float64(whole) / float64(asked)
	t.Logf("%d sentences, %d words: precision %.4f, recall %.4f, F1 %.4f (floor %.2f); %d of %d terms whole, %.4f (floor %.2f)",
		len(gold), score.Gold, score.Precision(), score.Recall(), score.F1(), floorF1, whole, asked, share, floorTerms)
	if score.F1() < floorF1 {
		t.Errorf("F1 = %.4f; want at least %.2f", score.F1(), floorF1)
	}
	if share < floorTerms {
		t.Errorf("%.4f of the terms are whole; want at least %.2f", share, floorTerms)
	}
}

// TestGoldVariants: width, script, invisible characters and fillers hardly move a border.
func TestGoldVariants(t *testing.T) {
	gold := readGold(t, goldFile)
	files, held := heldOut(t, "test")
	for _, name := range files {
		gold = append(gold, held[name]...)
	}
	traditional := unfold()
	tests := []struct {
		why  string
		to   func(r rune) string
		loss float64
	}{
		{"every ASCII mark, letter and digit full-width", func(r rune) string {
			if r > ' ' && r < 0x7F {
				r += 0xFEE0
			}
			return string(r)
		}, maxLoss},
		{"every character in a form that folds to it", func(r rune) string {
			if to, ok := traditional[r]; ok {
				r = to
			}
			return string(r)
		}, maxLoss},
		{"upper case", func(r rune) string { return string(unicode.ToUpper(r)) }, 0},
		{"zero-width space after every Han character and digit", func(r rune) string {
			if unicode.Is(unicode.Han, r) || unicode.IsDigit(r) {
				return string(r) + "\u200b"
			}
			return string(r)
		}, maxLoss},
		{"different zero-width characters after every character", func(r rune) string {
			return string(r) + []string{"\u200b", "\u200d", "\ufeff", "\u00ad", "\ufe0f"}[r%5]
		}, maxLoss},
	}
	var plain testkit.SpanScore
	for _, g := range gold {
		plain.Add(g.Words, testkit.WordSpans(segment.Default().Append(nil, g.Text)))
	}
	for _, tt := range tests {
		var score testkit.SpanScore
		for _, g := range gold {
			text, at := rewrite(g.Text, tt.to)
			toks := segment.Default().Append(nil, text)
			checkTokens(t, text, toks)
			words := make([]dialogue.Span, len(g.Words))
			for i, w := range g.Words {
				words[i] = dialogue.Span{Start: at[w.Start], End: at[w.End]}
			}
			score.Add(words, testkit.WordSpans(toks))
		}
		t.Logf("%s: F1 %.4f (plain %.4f)", tt.why, score.F1(), plain.F1())
		if score.F1() < plain.F1()-tt.loss {
			t.Errorf("%s: F1 falls from %.4f to %.4f", tt.why, plain.F1(), score.F1())
		}
	}
}

// TestFillers: a filler at the head of each clause is a word of its own and hardly moves another.
func TestFillers(t *testing.T) {
	files, held := heldOut(t, "test")
	fillers := []string{"嗯", "呃", "那个", "嗯嗯", "这个", "哎呀", "啊"}
	var plain, filled testkit.SpanScore
	n := 0
	for _, name := range files {
		for _, g := range held[name] {
			plain.Add(g.Words, testkit.WordSpans(segment.Default().Append(nil, g.Text)))
			var b strings.Builder
			var words []dialogue.Span
			head := true
			for _, w := range g.Words {
				word := w.Of(g.Text)
				mark := strings.ContainsAny(word, "，。？！；,?!")
				if head && !mark {
					f := fillers[n%len(fillers)]
					n++
					words = append(words, dialogue.Span{Start: b.Len(), End: b.Len() + len(f)})
					b.WriteString(f)
				}
				head = mark
				words = append(words, dialogue.Span{Start: b.Len(), End: b.Len() + len(word)})
				b.WriteString(word)
			}
			filled.Add(words, testkit.WordSpans(segment.Default().Append(nil, b.String())))
		}
	}
	t.Logf("%d fillers: F1 %.4f (plain %.4f)", n, filled.F1(), plain.F1())
	if filled.F1() < plain.F1()-maxLoss {
		t.Errorf("fillers: F1 falls from %.4f to %.4f", plain.F1(), filled.F1())
	}
}

// TestTraditional holds lines written by hand beside their simplified form.
func TestTraditional(t *testing.T) {
	tests := []struct{ traditional, simplified string }{
		{"網銀|登錄密碼|輸|錯|三|次", "网银|登录密码|输|错|三|次"},
		{"退貨|地址|發|我|一下", "退货|地址|发|我|一下"},
		{"信用卡|還款|失敗", "信用卡|还款|失败"},
		{"寬帶|斷|了", "宽带|断|了"},
		{"驗證碼|收|不|到", "验证码|收|不|到"},
		{"電子發票|怎麼|開", "电子发票|怎么|开"},
	}
	for _, tt := range tests {
		for _, want := range []string{tt.traditional, tt.simplified} {
			if got := bars(segment.Default(), strings.ReplaceAll(want, "|", "")); got != want {
				t.Errorf("got %s; want %s", got, want)
			}
		}
		text := strings.ReplaceAll(tt.traditional, "|", "")
		var norms []string
		for _, tok := range segment.Default().Append(nil, text) {
			norms = append(norms, tok.Norm)
		}
		if diff := cmp.Diff(tt.simplified, strings.Join(norms, "|")); diff != "" {
			t.Errorf("Norm of %s (-want +got):\n%s", text, diff)
		}
	}
}

// rewrite replaces each character and tells where each byte offset of a border went.
func rewrite(text string, to func(rune) string) (string, map[int]int) {
	var b strings.Builder
	at := map[int]int{}
	for i, r := range text {
		at[i] = b.Len()
		b.WriteString(to(r))
		at[i+utf8.RuneLen(r)] = b.Len()
	}
	return b.String(), at
}

// unfold returns for folded Han characters another character that folds to them.
func unfold() map[rune]rune {
	out := map[rune]rune{}
	for r := rune(0x4E00); r < 0xA000; r++ {
		if f, ok := align.Fold(r); ok && f != r {
			out[f] = r
		}
	}
	return out
}
