package segment_test

import (
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/qingting-nlp/qingting/segment"
)

func newWords(t testing.TB, entries ...segment.Entry) *segment.Words {
	t.Helper()
	w, rep := segment.NewWords(segment.DefaultModel(), entries)
	if rep.Accepted != len(entries) || len(rep.Rejected) != 0 {
		t.Fatalf("report %+v; want all of %d words accepted", rep, len(entries))
	}
	return w
}

func TestWords(t *testing.T) {
	tests := []struct {
		why     string
		entries []segment.Entry
		want    []string
	}{
		{"a word that the dictionary cuts", []segment.Entry{{Word: "畅享安心包"}}, []string{"我|要|退|畅享安心包", "畅享安心包|怎么|关"}},
		{"a word of unknown characters", []segment.Entry{{Word: "𠮷野家"}}, []string{"点|了|𠮷野家"}},
		{"a word of one rare character", []segment.Entry{{Word: "𠮷"}}, []string{"𠮷|的"}},
		{"given in traditional script", []segment.Entry{{Word: "暢享安心包"}}, []string{"退|畅享安心包", "退|暢享安心包"}},
		{"given in full-width letters", []segment.Entry{{Word: "ＡＢ套餐"}}, []string{"ab套餐|好", "AB套餐|好", "ＡＢ套餐|好"}},
		{"character that only phrases keep", []segment.Entry{{Word: "显著包"}}, []string{"退|显著包", "退|顯著包"}},
		{"zero-width and white space around are left out", []segment.Entry{{Word: " 畅享\u200b安心包\t"}}, []string{"退|畅享安心包", "退|畅享安心\u200b包"}},
		{"text with zero-width characters", []segment.Entry{{Word: "畅享安心包"}}, []string{"退|畅\u200b享安\ufeff心包"}},
		{"Latin word does not cut a longer one", []segment.Entry{{Word: "ces"}}, []string{"ces|好", "license|好", "licences", "好|ces|好"}},
		{"nor its middle", []segment.Entry{{Word: "arni"}}, []string{"learning|好", "arni|好"}},
		{"forced Latin word does not either", []segment.Entry{{Word: "ces", Forced: true}, {Word: "arni", Forced: true}}, []string{"license|好", "learning", "ces|好", "有|arni|吗", "li\u200bces"}},
		{"nor beside letters outside ASCII", []segment.Entry{{Word: "caf", Forced: true}}, []string{"café|好", "caf|好"}},
		{"nor numbers", []segment.Entry{{Word: "100", Forced: true}, {Word: "86"}}, []string{"1000|元", "100|元", "2100|元", "186|元", "86|元"}},
		{"Latin word after Han", []segment.Entry{{Word: "小v卡"}}, []string{"办|小v卡", "办|小V卡|了"}},
		{"digits and Han", []segment.Entry{{Word: "88卡"}, {Word: "5g畅享"}}, []string{"88卡|多少|钱", "188|卡", "5G畅享|多少|钱"}},
		{"a space inside", []segment.Entry{{Word: "iphone 15"}}, []string{"iPhone 15|多少|钱", "iphone 15"}},
		{"marks inside", []segment.Entry{{Word: "乐享+卡"}, {Word: "a.b.c"}, {Word: "《卡》"}}, []string{"办|乐享+卡", "办|乐享＋卡", "a.b.c|好", "《卡》|好"}},
		{"a word yields where its neighbours fit better", []segment.Entry{{Word: "和服"}}, []string{"产品|和|服务", "和服|很|贵"}},
		{"宽带 stays within other words", []segment.Entry{{Word: "宽带"}}, []string{"宽带|断|了"}},
		{"forced word cuts where it stands", []segment.Entry{{Word: "和服", Forced: true}}, []string{"产品|和服|务"}},
		{"the longest forced word wins", []segment.Entry{{Word: "甲乙", Forced: true}, {Word: "甲乙丙丁", Forced: true}}, []string{"甲乙丙丁|好", "甲乙|，|丙"}},
		{"forced words are found from the left", []segment.Entry{{Word: "甲乙", Forced: true}, {Word: "乙丙", Forced: true}}, []string{"甲乙|丙"}},
		{"forced word with bad bytes around", []segment.Entry{{Word: "甲乙", Forced: true}}, []string{"\xff|甲乙|\xff"}},
		{"the last of two rows counts", []segment.Entry{{Word: "和服", Forced: true}, {Word: "和服"}}, []string{"产品|和|服务"}},
	}
	for _, tt := range tests {
		s := segment.Default().With(newWords(t, tt.entries...))
		for _, want := range tt.want {
			text := strings.ReplaceAll(want, "|", "")
			checkTokens(t, text, s.Append(nil, text))
			if got := bars(s, text); got != want {
				t.Errorf("%s: %s; want %s", tt.why, got, want)
			}
		}
	}
}

// TestWordsKeep: words that do not occur in a text change nothing in it.
func TestWordsKeep(t *testing.T) {
	w := newWords(t, segment.Entry{Word: "魑魅魍魉包"}, segment.Entry{Word: "zzqq"}, segment.Entry{Word: "魑 魅", Forced: true})
	s := segment.Default().With(w)
	for _, text := range sampleTexts(t) {
		if diff := cmp.Diff(segment.Default().Append(nil, text), s.Append(nil, text)); diff != "" {
			t.Errorf("%s (-without +with words):\n%s", text, diff)
		}
	}
}

func TestWordTags(t *testing.T) {
	tests := []struct {
		why, text, word string
		entry           segment.Entry
		want            string
	}{
		{"tag of a new word", "退畅享安心包", "畅享安心包", segment.Entry{Word: "畅享安心包", Tag: segment.TagNZ}, "word/nz"},
		{"no tag", "退畅享安心包", "畅享安心包", segment.Entry{Word: "畅享安心包"}, "word/"},
		{"the user's tag wins over the dictionary's", "宽带断了", "宽带", segment.Entry{Word: "宽带", Tag: segment.TagNZ}, "word/nz"},
		{"also with a low frequency", "宽带断了", "宽带", segment.Entry{Word: "宽带", Tag: segment.TagNZ, Freq: 1}, "word/nz"},
		{"also for one character", "卡断了", "卡", segment.Entry{Word: "卡", Tag: segment.TagNZ}, "word/nz"},
		{"Latin keeps its kind", "有zzqq吗", "zzqq", segment.Entry{Word: "zzqq", Tag: segment.TagNZ}, "latin/nz"},
		{"number keeps its kind", "打10086了", "10086", segment.Entry{Word: "10086", Tag: segment.TagNT}, "number/nt"},
		{"forced word", "退甲乙丙", "甲乙", segment.Entry{Word: "甲乙", Tag: segment.TagNZ, Forced: true}, "word/nz"},
	}
	for _, tt := range tests {
		got := "not found"
		for _, tok := range segment.Default().With(newWords(t, tt.entry)).Append(nil, tt.text) {
			if tok.Span.Of(tt.text) == tt.word {
				got = fmt.Sprintf("%v/%v", tok.Kind, tok.Tag)
			}
		}
		if got != tt.want {
			t.Errorf("%s: %s; want %s", tt.why, got, tt.want)
		}
	}
}

func TestWordFreq(t *testing.T) {
	const text = "产品和服务"
	for _, tt := range []struct {
		why  string
		freq float64
		want string
	}{
		{"chosen", 0, "产品|和|服务"},
		{"rare", 1, "产品|和|服务"},
		{"overwhelming", 1e9, "产品|和服|务"},
	} {
		if got := bars(segment.Default().With(newWords(t, segment.Entry{Word: "和服", Freq: tt.freq})), text); got != tt.want {
			t.Errorf("%s: %s; want %s", tt.why, got, tt.want)
		}
	}
}

func TestOverlays(t *testing.T) {
	nz := newWords(t, segment.Entry{Word: "畅享安心包", Tag: segment.TagNZ})
	nt := newWords(t, segment.Entry{Word: "畅享安心包", Tag: segment.TagNT, Freq: 1})
	other := newWords(t, segment.Entry{Word: "甲乙丙丁", Tag: segment.TagNS})
	forced := newWords(t, segment.Entry{Word: "畅享安心包", Tag: segment.TagNR, Forced: true})
	again := newWords(t, segment.Entry{Word: "畅享安心包", Tag: segment.TagNRT, Forced: true})
	const text = "退畅享安心包甲乙丙丁"
	cut := func(words ...*segment.Words) string {
		var opts []segment.Option
		s := segment.Default()
		for _, w := range words {
			opts = append(opts, segment.WithWords(w))
			s = s.With(w)
		}
		made, err := segment.New(segment.DefaultModel(), opts...)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(s.Append(nil, text), made.Append(nil, text)); diff != "" {
			t.Errorf("With and WithWords differ (-With +WithWords):\n%s", diff)
		}
		var b strings.Builder
		for _, tok := range made.Append(nil, text) {
			if tok.Span.Len() > 9 {
				fmt.Fprintf(&b, "%s/%v ", tok.Norm, tok.Tag)
			}
		}
		return strings.TrimSpace(b.String())
	}
	tests := []struct {
		why   string
		words []*segment.Words
		want  string
	}{
		{"one", []*segment.Words{nz}, "畅享安心包/nz"},
		{"two that have nothing in common", []*segment.Words{nz, other}, "畅享安心包/nz 甲乙丙丁/ns"},
		{"the later wins, though it is rarer", []*segment.Words{nz, nt, other}, "畅享安心包/nt 甲乙丙丁/ns"},
		{"the later wins", []*segment.Words{nt, other, nz}, "畅享安心包/nz 甲乙丙丁/ns"},
		{"the later forced one wins", []*segment.Words{nz, forced}, "畅享安心包/nr"},
		{"of two forced ones the later wins", []*segment.Words{forced, again}, "畅享安心包/nrt"},
	}
	for _, tt := range tests {
		if got := cut(tt.words...); got != tt.want {
			t.Errorf("%s: %s; want %s", tt.why, got, tt.want)
		}
	}
	// With leaves its receiver alone, also where both grew from one.
	base := segment.Default().With(other)
	a, b := base.With(nz), base.With(nt)
	if x, y, z := a.Append(nil, text), b.Append(nil, text), base.Append(nil, text); x[1].Tag != segment.TagNZ || y[1].Tag != segment.TagNT || z[1].Norm == x[1].Norm {
		t.Errorf("With changed its receiver: %v, %v, %v", x[1], y[1], z[1])
	}
}

func TestNewErrors(t *testing.T) {
	if _, err := segment.New(nil); !errors.Is(err, segment.ErrModel) {
		t.Errorf("New(nil) = %v; want ErrModel", err)
	}
	other, err := segment.OpenModel(readDict(t))
	if err != nil {
		t.Fatal(err)
	}
	w := newWords(t, segment.Entry{Word: "甲乙"})
	if _, err := segment.New(other, segment.WithWords(w)); err == nil {
		t.Error("New takes words of another model")
	}
	if _, err := segment.New(segment.DefaultModel(), segment.WithWords(w)); err != nil {
		t.Error(err)
	}
}

func TestReport(t *testing.T) {
	entries := []segment.Entry{
		{Word: "甲乙"},
		{Word: ""},
		{Word: " \u200b"},
		{Word: strings.Repeat("甲", 65)},
		{Word: strings.Repeat("乙", 64)},
		{Word: "甲\xff"},
		{Word: "甲\n乙"},
		{Word: "！？"},
		{Word: "甲丙", Tag: segment.TagZG + 1},
		{Word: "甲丁", Freq: -1},
		{Word: "甲戊", Freq: math.NaN()},
		{Word: "甲己", Freq: math.Inf(1)},
		{Word: "甲庚", Freq: 0.5},
	}
	_, got := segment.NewWords(segment.DefaultModel(), entries)
	want := segment.Report{Accepted: 3, Rejected: []segment.Rejected{
		{2, "word is empty"},
		{3, "word is empty"},
		{4, "word is longer than 64 characters"},
		{6, "word is not UTF-8"},
		{7, "word holds a control character"},
		{8, "word has neither letter nor digit"},
		{9, "tag is unknown"},
		{10, "frequency is not a positive number"},
		{11, "frequency is not a positive number"},
		{12, "frequency is not a positive number"},
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Report (-want +got):\n%s", diff)
	}
}

const wordList = "\ufeff# 词表\n" + // 1
	"\n" +
	"畅享安心包\tnz\t-\n" + // 3
	"甲乙\r\n" +
	"甲丙\tnope\n" + // 5
	"甲丁\tn\tmany\n" +
	"甲戊\tn\t-2\n" + // 7
	"甲己\tn\t-\talways\n" +
	"甲庚\tn\t-\tforced\tmore\n" + // 9
	"辛壬\tn\t-\tforced\n" +
	"   \n" + // 11
	"\tn\n" +
	"！？\n" + // 13
	"甲\xff\n" +
	"癸\tn\t1000" // 15

var wordListReport = segment.Report{Accepted: 4, Rejected: []segment.Rejected{
	{5, "tag is unknown"},
	{6, "frequency is not a number"},
	{7, "frequency is not a positive number"},
	{8, `fourth column is not "forced"`},
	{9, "more than four columns"},
	{11, "word is empty"},
	{12, "word is empty"},
	{13, "word has neither letter nor digit"},
	{14, "word is not UTF-8"},
}}

func TestReadWords(t *testing.T) {
	for _, end := range []string{"", "\n", "\r\n"} {
		w, rep, err := segment.ReadWords(strings.NewReader(wordList+end), segment.DefaultModel())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(wordListReport, rep); diff != "" {
			t.Errorf("report (-want +got):\n%s", diff)
		}
		const want = "退|畅享安心包|辛壬|了"
		if got := bars(segment.Default().With(w), "退畅享安心包辛壬了"); got != want {
			t.Errorf("words of the list: %s; want %s", got, want)
		}
	}
	long := "甲乙\n" + strings.Repeat("甲", 5000) + "\n" + strings.Repeat("x", 4096) + "\n辛壬\n"
	_, rep, err := segment.ReadWords(strings.NewReader(long), segment.DefaultModel())
	want := segment.Report{Accepted: 2, Rejected: []segment.Rejected{{2, "line is longer than 4096 bytes"}, {3, "word is longer than 64 characters"}}}
	if diff := cmp.Diff(want, rep); diff != "" || err != nil {
		t.Errorf("long lines: %v (-want +got):\n%s", err, diff)
	}
	if w, rep, err := segment.ReadWords(strings.NewReader(""), segment.DefaultModel()); err != nil || w == nil || rep.Accepted+len(rep.Rejected) != 0 {
		t.Errorf("empty list: %v, %+v, %v", w, rep, err)
	}
}

// broken gives its text and then fails.
type broken struct{ io.Reader }

var errBroken = errors.New("device gone")

func (b broken) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	if err == io.EOF {
		err = errBroken
	}
	return n, err
}

func TestReadWordsFails(t *testing.T) {
	_, rep, err := segment.ReadWords(broken{strings.NewReader("甲乙\n密语")}, segment.DefaultModel())
	if !errors.Is(err, errBroken) || !strings.Contains(err.Error(), "line 2") || strings.Contains(err.Error(), "密语") {
		t.Errorf("error %q; want line 2, the cause and not the word", err)
	}
	if rep.Accepted != 1 {
		t.Errorf("%d words accepted before the error; want 1", rep.Accepted)
	}
}

func FuzzReadWords(f *testing.F) {
	f.Add(wordList, "甲乙")
	f.Add("a b\tn\t-\tforced\n卡\t\t3", "a b 卡卡")
	f.Add("1\t\t\tforced", "1 11")
	f.Fuzz(func(t *testing.T, list, text string) {
		if len(list) > 1<<14 || len(text) > 1<<12 {
			return
		}
		w, rep, err := segment.ReadWords(strings.NewReader(list), segment.DefaultModel())
		if err != nil {
			t.Fatal(err)
		}
		lines, last := strings.Count(list, "\n")+1, 0
		for _, r := range rep.Rejected {
			if r.Row <= last || r.Row > lines {
				t.Fatalf("row %d after row %d of %d", r.Row, last, lines)
			}
			last = r.Row
			for _, c := range r.Reason { // reasons are ours, in English
				if c >= utf8.RuneSelf {
					t.Fatalf("reason %q holds a part of the list", r.Reason)
				}
			}
		}
		if rep.Accepted+len(rep.Rejected) > lines {
			t.Fatalf("%d rows for %d lines", rep.Accepted+len(rep.Rejected), lines)
		}
		s := segment.Default().With(w)
		for _, in := range []string{text, list} {
			checkTokens(t, in, s.Append(nil, in))
		}
	})
}

func ExampleSegmenter_With() {
	words, _ := segment.NewWords(segment.DefaultModel(), []segment.Entry{{Word: "畅享安心包", Tag: segment.TagNZ}})
	tenant := segment.Default().With(words)
	text := "我要退畅享安心包"
	for _, tok := range tenant.Append(nil, text) {
		fmt.Println(tok.Span.Of(text), tok.Tag)
	}
	// Output:
	// 我 r
	// 要 v
	// 退 v
	// 畅享安心包 nz
}

func ExampleNewWords() {
	_, report := segment.NewWords(segment.DefaultModel(), []segment.Entry{
		{Word: "乐享+卡", Tag: segment.TagNZ},
		{Word: "！！"},
	})
	fmt.Println("accepted:", report.Accepted)
	for _, r := range report.Rejected {
		fmt.Printf("row %d: %s\n", r.Row, r.Reason)
	}
	// Output:
	// accepted: 1
	// row 2: word has neither letter nor digit
}

func ExampleReadWords() {
	list := strings.NewReader("# 我们的产品\n畅享安心包\tnz\n小v卡\tnz\t-\tforced\n")
	words, report, err := segment.ReadWords(list, segment.DefaultModel())
	if err != nil {
		fmt.Println(err)
		return
	}
	text := "小V卡能用畅享安心包吗"
	fmt.Print(report.Accepted, ":")
	for _, tok := range segment.Default().With(words).Append(nil, text) {
		fmt.Print(" ", tok.Span.Of(text))
	}
	fmt.Println()
	// Output:
	// 2: 小V卡 能 用 畅享安心包 吗
}
