package repair_test

import (
	"os"
	"strings"
	"testing"

	"github.com/qingting-nlp/qingting/repair"
	"github.com/qingting-nlp/qingting/segment"
)

func TestBorders(t *testing.T) {
	raw, err := os.ReadFile("../testdata/repair/borders.txt")
	if err != nil {
		t.Fatal(err)
	}
	gold, found, both, n := 0, 0, 0, 0
	for line := range strings.Lines(string(raw)) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		n++
		text := ""
		want := map[int]bool{}
		for part := range strings.SplitSeq(line, "/") {
			if text != "" {
				want[len(text)] = true
			}
			text += part
		}
		toks := segment.Default().Append(nil, text)
		got := text
		var cuts []int
		last := 0
		for _, b := range repair.AppendBorders(nil, toks) {
			if b.At <= last || b.At >= len(text) || b.Score <= 0 || b.Score >= 1 {
				t.Fatalf("%q: border %+v after %d", text, b, last)
			}
			last = b.At
			if b.Score >= repair.BorderAt {
				cuts = append(cuts, b.At)
			}
		}
		gold += len(want)
		found += len(cuts)
		right := 0
		for i := len(cuts) - 1; i >= 0; i-- {
			got = got[:cuts[i]] + "/" + got[cuts[i]:]
			if want[cuts[i]] {
				right++
			}
		}
		both += right
		if right < len(want) || right < len(cuts) {
			t.Logf("%s\n      got %s", line, got)
		}
	}
	f1 := 2 * float64(both) / float64(gold+found)
	t.Logf("%d transcripts: precision %.3f, recall %.3f, F1 %.3f", n, float64(both)/float64(found), float64(both)/float64(gold), f1)
	if n < 80 || f1 < 0.8 {
		t.Errorf("%d transcripts with F1 %.3f; want 80 and 0.8", n, f1)
	}
}

func TestDisfluencies(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"嗯我想问一下", "filler:嗯"},
		{"呃那个我想退款", "filler:呃 filler:那个"},
		{"我我我要退款", "stutter:我我"},
		{"这个这个套餐多少钱", "stutter:这个"},
		{"然后然后就没了", "stutter:然后"},
		{"谢谢谢谢", ""}, {"看看", ""}, {"好好说话", ""}, {"人人都有", ""}, {"那个手机坏了", ""}, {"这个不行", ""}, {"快快快", ""}, {"是是是", ""},
		{"天天加班", ""}, {"我想想", ""}, {"试试看", ""},
		{"我我我我我我要退款", "stutter:我我我我我"},
		{"我的我的宽带坏了", "stutter:我的"},
		{"你们你们怎么回事", "stutter:你们"},
		{"没没没没到", "stutter:没没没"},
		{"昨天昨天下午", "stutter:昨天"},
		{"有有有", ""}, {"不不不", ""}, {"对对对", ""}, {"好好好", ""}, {"哈哈哈哈", ""}, {"慢慢来", ""}, {"退款退款退款", ""}, {"个个都坏", ""}, {"一个一个来", ""},
		{"怎么说呢我不太满意", "filler:怎么说呢"},
		{"我昨天不对前天买的", "restart:不对"},
		{"", ""},
	} {
		var got []string
		for _, d := range repair.AppendDisfluencies(nil, segment.Default().Append(nil, tt.text)) {
			if !d.Span.Valid(tt.text) {
				t.Fatalf("%q: span %v", tt.text, d.Span)
			}
			got = append(got, d.Hesitation.String()+":"+d.Span.Of(tt.text))
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%q: %q; want %q (%s)", tt.text, s, tt.want, bars(tt.text))
		}
	}
}

func bars(text string) string {
	var w []string
	for _, tok := range segment.Default().Append(nil, text) {
		w = append(w, tok.Span.Of(text))
	}
	return strings.Join(w, "|")
}

func FuzzSpeech(f *testing.F) {
	f.Add("嗯我我我要那个退款 然后呢")
	f.Fuzz(func(t *testing.T, text string) {
		toks := segment.Default().Append(nil, text)
		last := 0
		for _, b := range repair.AppendBorders(nil, toks) {
			if b.At <= last || b.At >= len(text) || !(b.Score > 0 && b.Score < 1) {
				t.Fatalf("border %+v after %d in %q", b, last, text)
			}
			last = b.At
		}
		last = 0
		for _, d := range repair.AppendDisfluencies(nil, toks) {
			if d.Span.Start < last || d.Span.Len() == 0 || !d.Span.Valid(text) {
				t.Fatalf("%+v after %d in %q", d, last, text)
			}
			last = d.Span.End
		}
	})
}
