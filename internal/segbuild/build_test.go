package segbuild

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/qingting-nlp/qingting/internal/align"
	"github.com/qingting-nlp/qingting/internal/segmodel"
	"github.com/qingting-nlp/qingting/segment"
)

const dataDir = "../../data"

// TestCurrent: compiling again changes nothing. It needs the gse module in the module cache and no network.
func TestCurrent(t *testing.T) {
	t.Setenv("GOPROXY", "off")
	dir, err := GSEDir()
	if err != nil {
		t.Skipf("the source of the general dictionary is not here: %v", err)
	}
	got, err := Build(dataDir, dir)
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("../../segment/dict.bin")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("segment/dict.bin is not what the data give: run go generate ./segment")
	}
	if _, err := segment.OpenModel(string(got)); err != nil {
		t.Error(err)
	}
	tables, err := segmodel.Open(string(got))
	if err != nil {
		t.Fatal(err)
	}
	// Package segment gives its own edges the highest slot numbers of 20 bits.
	if n := len(tables.Labels); n > 1<<20-512 {
		t.Errorf("%d slots; want fewer than 2^20-512", n)
	}
}

// TestMergeOrder: what the norm cuts does not depend on the order in which words are looked at.
func TestMergeOrder(t *testing.T) {
	n, err := readNorm(filepath.Join(dataDir, "segment/norm.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	general := []Word{
		{Text: "一个", Freq: 100, Tag: "m"}, {Text: "不一个", Freq: 10, Tag: "d"}, {Text: "看", Freq: 100, Tag: "v"},
		{Text: "看不到", Freq: 10, Tag: "v"}, {Text: "不看到", Freq: 10, Tag: "v"}, {Text: "看到", Freq: 100, Tag: "v"},
	}
	for range 50 {
		words := merge(general, nil, nil, nil, n)
		var left []string
		for w := range words {
			left = append(left, w)
		}
		slices.Sort(left)
		if got := strings.Join(left, " "); got != "看 看到" {
			t.Fatalf("words left: %s; want 看 看到", got)
		}
	}
}

func TestLexicon(t *testing.T) {
	names, err := filepath.Glob(filepath.Join(dataDir, "lexicon/*.tsv"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no lexicon: %v", err)
	}
	words := 0
	seen := map[string]string{}
	for _, name := range names {
		base, last := filepath.Base(name), ""
		err := eachRow(name, func(line int, cols []string) error {
			words++
			word := cols[0]
			switch {
			case len(cols) < 3 || len(cols) > 4:
				t.Errorf("%s:%d: %d columns; want word, tag, frequency and perhaps a note", base, line, len(cols))
				return nil
			case word != strings.TrimSpace(word) || word == "":
				t.Errorf("%s:%d: white space around the word %q", base, line, word)
			case word <= last:
				t.Errorf("%s:%d: %s stands after %s", base, line, word, last)
			case align.String(word) != word:
				t.Errorf("%s:%d: %s is not in normal form; that is %s", base, line, word, align.String(word))
			}
			if _, ok := segment.ParseTag(cols[1]); !ok || cols[1] == "" {
				t.Errorf("%s:%d: %s has the unknown tag %q", base, line, word, cols[1])
			}
			if at, dup := seen[foldKey(word)]; dup {
				t.Errorf("%s:%d: %s stands in %s too", base, line, word, at)
			}
			seen[foldKey(word)] = base
			last = word
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
	if words < 1500 {
		t.Errorf("%d words; want at least 1500", words)
	}
	got, err := readLexicon(filepath.Join(dataDir, "lexicon"))
	if err != nil || len(got) != words {
		t.Errorf("readLexicon gives %d of %d words, error %v", len(got), words, err)
	}
	t.Logf("%d words in %d files", words, len(names))
}

func TestNorm(t *testing.T) {
	n, err := readNorm(filepath.Join(dataDir, "segment/norm.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	general := map[string]bool{}
	for _, w := range strings.Fields("知道 收到 可以 登录 清楚 是 好 看 愿意 手机") {
		general[w] = true
	}
	has := func(s string) bool { return general[s] }
	tests := []struct {
		why, word string
		cut       bool
	}{
		{"numeral and measure word", "三个", true},
		{"number", "三百", true},
		{"ordinal and measure word", "第三次", true},
		{"measure word with 多", "一个多", true},
		{"kept though it looks like a quantity", "一下", false},
		{"demonstrative and measure word", "这次", true},
		{"kept demonstrative", "这个", false},
		{"negation", "不能", true},
		{"negation of a word", "不知道", true},
		{"negation with 没", "没收到", true},
		{"negation of no word", "不倒翁", false},
		{"kept negation", "不好意思", false},
		{"potential form", "看不到", true},
		{"potential form of a long verb", "登录不上去", true},
		{"kept potential form", "对不起", false},
		{"A-not-A", "是不是", true},
		{"A-not-A word", "动不动", false},
		{"split by hand", "下个月", true},
		{"ordinary word", "手机", false},
		{"single character", "三", false},
	}
	for _, tt := range tests {
		if got := n.cuts(tt.word, "", has); got != tt.cut {
			t.Errorf("%s: cuts(%s) = %v; want %v", tt.why, tt.word, got, tt.cut)
		}
	}
}

func TestSingles(t *testing.T) {
	words, err := readSingles(filepath.Join(dataDir, "segment/single.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	if len(words) < 100 {
		t.Errorf("%d characters; want at least 100", len(words))
	}
	for _, w := range words {
		if _, ok := segment.ParseTag(w.Tag); !ok {
			t.Errorf("%s has the unknown tag %q", w.Text, w.Tag)
		}
		if foldKey(w.Text) != w.Text {
			t.Errorf("%s is not in normal form", w.Text)
		}
	}
}

func TestSourceErrors(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	lexicon := func(text string) error {
		write("lexicon/a.tsv", text)
		_, err := readLexicon(filepath.Join(dir, "lexicon"))
		return err
	}
	single := func(text string) error {
		_, err := readSingles(write("single.tsv", text))
		return err
	}
	norm := func(text string) error {
		_, err := readNorm(write("norm.tsv", text))
		return err
	}
	general := func(text string) error {
		_, err := readGeneral(write("dict.txt", text))
		return err
	}
	emit := func(text string) error {
		_, err := readEmissions(write("emit.go", text))
		return err
	}
	tests := []struct {
		why  string
		err  error
		want string
	}{
		{"lexicon row of two columns", lexicon("# x\n退款\tn\n"), "a.tsv:2: want word, tag and frequency"},
		{"lexicon frequency", lexicon("退款\tn\tmany\n"), "a.tsv:1: frequency"},
		{"lexicon word with a mark", lexicon("退·款\tn\t-\n"), "a.tsv:1: word holds"},
		{"lexicon word twice", lexicon("退款\tn\t-\n退款\tv\t-\n"), "a.tsv:2: word stands in a.tsv:1 too"},
		{"single of two columns", single("1\tn\n"), "single.tsv:1"},
		{"single without count", single("x\tn\t卡\n"), "count is not"},
		{"single of two characters", single("9\tn\t卡片\n"), "is not one character"},
		{"norm of one column", norm("keep\n"), "norm.tsv:1: want two columns"},
		{"norm of an unknown family", norm("keep\t一下\nkeeep\t一下\n"), "norm.tsv:2: first column"},
		{"general dictionary", general("退款 many n\n"), "dict.txt:1"},
		{"no emissions", emit("package hmm\n"), "no emission tables"},
	}
	for _, tt := range tests {
		if tt.err == nil || !strings.Contains(tt.err.Error(), tt.want) {
			t.Errorf("%s: error %v; want one with %q", tt.why, tt.err, tt.want)
		}
	}
	if _, err := Build(dir, filepath.Join(dir, "none")); err == nil {
		t.Error("Build without sources gives no error")
	}
}
