package segment_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/segment"
)

var sentenceTests = []struct {
	why, text string
	want      []string
}{
	{"full stop", "卡丢了。我要挂失。", []string{"卡丢了。", "我要挂失。"}},
	{"question and exclamation", "真的？太好了！谢谢", []string{"真的？", "太好了！", "谢谢"}},
	{"semicolon", "身份证要带；卡不用", []string{"身份证要带；", "卡不用"}},
	{"a run of marks is one end", "什么？！！凭什么", []string{"什么？！！", "凭什么"}},
	{"ellipsis", "那个……算了", []string{"那个……", "算了"}},
	{"full stops as ellipsis", "那个。。。算了", []string{"那个。。。", "算了"}},
	{"half-width marks between Han", "卡丢了.我要挂失!快点?好;嗯", []string{"卡丢了.", "我要挂失!", "快点?", "好;", "嗯"}},
	{"half-width ellipsis", "那个...算了", []string{"那个...", "算了"}},
	{"half-width katakana stop", "好｡是", []string{"好｡", "是"}},
	{"decimal point", "利率3.14好", []string{"利率3.14好"}},
	{"colon of a time", "12:30到", []string{"12:30到"}},
	{"domain", "见a.com好", []string{"见a.com好"}},
	{"query of an address", "打开http://a.com/x?y=1看看", []string{"打开http://a.com/x?y=1看看"}},
	{"question before Latin", "能退吗?ok", []string{"能退吗?", "ok"}},
	{"comma and colon end nothing", "您好，请问：卡丢了", []string{"您好，请问：卡丢了"}},
	{"closing quotation mark", "他说“不行。”我不信", []string{"他说“不行。”", "我不信"}},
	{"closing bracket", "（稍等！）好的", []string{"（稍等！）", "好的"}},
	{"closing ASCII quotation mark", "他说\"不行.\"我不信", []string{"他说\"不行.\"", "我不信"}},
	{"line feed", "卡丢了\n怎么办", []string{"卡丢了", "怎么办"}},
	{"carriage return and line feed", "卡丢了\r\n怎么办\r\n", []string{"卡丢了", "怎么办"}},
	{"the quotation mark after a line feed opens", "卡丢了\n\"怎么办\"", []string{"卡丢了", "\"怎么办\""}},
	{"a mark after a line feed is a sentence of its own", "卡丢了\n。。\n好", []string{"卡丢了", "。。", "好"}},
	{"empty lines", "\n\n好\n\n", []string{"好"}},
	{"white space around is left out", " 　好。 \t行 ", []string{"好。", "行"}},
	{"no end", "卡丢了怎么办", []string{"卡丢了怎么办"}},
	{"only marks", "。。。", []string{"。。。"}},
	{"white space", " \n\t　", nil},
	{"empty", "", nil},
	{"a bad byte that stands in the white space before it", "\u3000\xe3", []string{"\xe3"}},
	{"bytes that are not UTF-8", "好\xff。\xfe行", []string{"好\xff。", "\xfe行"}},
}

func TestAppendSentences(t *testing.T) {
	for _, tt := range sentenceTests {
		spans := segment.AppendSentences(nil, tt.text)
		checkSentences(t, tt.text, spans)
		var got []string
		for _, s := range spans {
			got = append(got, s.Of(tt.text))
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s: sentences of %q (-want +got):\n%s", tt.why, tt.text, diff)
		}
	}
	head := []dialogue.Span{{Start: 7, End: 9}}
	if got, want := segment.AppendSentences(head, "好。"), []dialogue.Span{{Start: 7, End: 9}, {Start: 0, End: 6}}; !cmp.Equal(got, want) {
		t.Errorf("appended to a slice that is not empty: %v; want %v", got, want)
	}
}

func TestSentencesOfSamples(t *testing.T) {
	texts := sampleTexts(t)
	for _, text := range append(texts, strings.Join(texts, "\n")) {
		checkSentences(t, text, segment.AppendSentences(nil, text))
	}
	for _, h := range hostile(t, 1<<16) {
		checkSentences(t, h.text, segment.AppendSentences(nil, h.text))
	}
	dst := make([]dialogue.Span, 0, 100)
	if n := testing.AllocsPerRun(100, func() { dst = segment.AppendSentences(dst[:0], "卡丢了。我要挂失！\n“行。”") }); n != 0 && !raceEnabled {
		t.Errorf("%v allocations; want 0", n)
	}
}

// checkSentences: in order, on rune borders, no white space at their ends, nothing but white space between them.
func checkSentences(t testing.TB, text string, spans []dialogue.Span) {
	t.Helper()
	at := 0
	for i, s := range spans {
		part := s.Of(text)
		switch {
		case s.Start < at || s.Len() <= 0 || !s.Valid(text):
			t.Fatalf("sentence %d has the span %v after %d", i, s, at)
		case strings.TrimSpace(text[at:s.Start]) != "":
			t.Fatalf("%q between sentences is lost", text[at:s.Start])
		case strings.TrimFunc(part, unicode.IsSpace) != part:
			t.Fatalf("sentence %q has white space around it", part)
		}
		at = s.End
	}
	if strings.TrimSpace(text[at:]) != "" {
		t.Fatalf("%q after the last sentence is lost", text[at:])
	}
}

func FuzzAppendSentences(f *testing.F) {
	for _, tt := range sentenceTests {
		f.Add(tt.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 1<<14 {
			return
		}
		spans := segment.AppendSentences(nil, text)
		checkSentences(t, text, spans)
		// A line feed always ends a sentence.
		more := segment.AppendSentences(nil, text+"\n好")
		if len(more) != len(spans)+1 || !cmp.Equal(append([]dialogue.Span(nil), more[:len(spans)]...), append([]dialogue.Span(nil), spans...)) {
			t.Fatalf("with a further line %v; without %v", more, spans)
		}
	})
}

func ExampleAppendSentences() {
	text := "您好！利率是3.85%，年化。还有问题吗？\n没有了"
	for _, s := range segment.AppendSentences(nil, text) {
		fmt.Println(s.Of(text))
	}
	// Output:
	// 您好！
	// 利率是3.85%，年化。
	// 还有问题吗？
	// 没有了
}
