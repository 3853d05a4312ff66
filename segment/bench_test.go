package segment_test

import (
	"strings"
	"testing"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/segment"
)

// benchTexts: an utterance of 10 characters, one of 500, and a dialogue of 60 turns; clean, and dirty (traditional, full-width,
// zero-width characters). MB/s counts bytes of the raw text.
func benchTexts(b *testing.B) []struct {
	name  string
	texts []string
} {
	long := ""
	var turns []string
	for _, g := range readGold(b, goldFile) {
		if len(turns) < 60 {
			turns = append(turns, g.Text)
		}
		if r := []rune(long + g.Text); len(r) < 500 {
			long += g.Text
		}
	}
	traditional := unfold()
	dirty := func(texts []string) []string {
		var out []string
		for _, text := range texts {
			s, _ := rewrite(text, func(r rune) string {
				if to, ok := traditional[r]; ok && r%3 > 0 {
					return string(to)
				}
				if r > ' ' && r < 0x7F && r%2 == 0 {
					return string(r + 0xFEE0)
				}
				if r%29 == 0 {
					return string(r) + "\u200b"
				}
				return string(r)
			})
			out = append(out, s)
		}
		return out
	}
	short := []string{"手机银行登录不上去了"}
	return []struct {
		name  string
		texts []string
	}{
		{"short/clean", short},
		{"short/dirty", dirty(short)},
		{"long/clean", []string{long}},
		{"long/dirty", dirty([]string{long})},
		{"dialogue/clean", turns},
		{"dialogue/dirty", dirty(turns)},
	}
}

func BenchmarkAppend(b *testing.B) {
	for _, bt := range benchTexts(b) {
		b.Run(bt.name, func(b *testing.B) { benchmark(b, segment.Default(), bt.texts) })
	}
}

func BenchmarkAppendWithWords(b *testing.B) {
	w := newWords(b, segment.Entry{Word: "信用卡账单日"}, segment.Entry{Word: "畅享安心包"}, segment.Entry{Word: "iphone 15", Forced: true})
	for _, bt := range benchTexts(b) {
		b.Run(bt.name, func(b *testing.B) { benchmark(b, segment.Default().With(w), bt.texts) })
	}
}

func benchmark(b *testing.B, s *segment.Segmenter, texts []string) {
	dst := make([]segment.Token, 0, 1024)
	n := 0
	for _, text := range texts {
		n += len(text)
	}
	b.SetBytes(int64(n))
	b.ReportAllocs()
	for b.Loop() {
		for _, text := range texts {
			dst = s.Append(dst[:0], text)
		}
	}
}

func BenchmarkAppendSentences(b *testing.B) {
	text := strings.Repeat("您好！利率是3.85%，年化。还有问题吗？\n没有了", 20)
	dst := make([]dialogue.Span, 0, 1024)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		dst = segment.AppendSentences(dst[:0], text)
	}
}
