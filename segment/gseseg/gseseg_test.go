package gseseg

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/go-ego/gse"
	"github.com/google/go-cmp/cmp"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/internal/align"
	"github.com/qingting-nlp/qingting/internal/testkit"
	"github.com/qingting-nlp/qingting/segment"
)

const ownWords = `手机 300 n
银行 300 n
手机银行 900 n
登录 200 v
不上去 50 v
信用卡 400 n
为什么 300 r
c++ 30 eng
4s店 30 n
wifi 60 n
[微笑] 20 x
…… 20 x
怎么 100 xyz
`

func ownDict(t testing.TB) *gse.Segmenter {
	t.Helper()
	var g gse.Segmenter
	if err := g.LoadDictStr(ownWords); err != nil {
		t.Fatal(err)
	}
	if err := g.AddTokenForce("人脸 识别", 40, "n"); err != nil {
		t.Fatal(err)
	}
	return &g
}

var embedded = sync.OnceValue(func() *gse.Segmenter {
	var g gse.Segmenter
	if err := g.LoadDictEmbed("zh_s"); err != nil {
		panic(err)
	}
	return &g
})

func modes() map[string]Mode {
	return map[string]Mode{"unknown": Unknown, "dictionary": Dictionary, "shortest": ShortestPath}
}

// row writes tokens as kind and tag behind each word.
func row(text string, toks []segment.Token) string {
	var b strings.Builder
	for i, t := range toks {
		if i > 0 {
			b.WriteByte('|')
		}
		b.WriteString(t.Span.Of(text) + "/" + t.Kind.String())
		if t.Tag != segment.NoTag {
			b.WriteString("." + t.Tag.String())
		}
	}
	return b.String()
}

func TestAppend(t *testing.T) {
	g := ownDict(t)
	tests := []struct {
		why, text string
		opts      []Option
		want      string
	}{
		{"empty text has no tokens", "", nil, ""},
		{"words and tags of the user's dictionary", "手机银行登录不上去", nil, "手机银行/word.n|登录/word.v|不上去/word.v"},
		{"a tag that package segment does not know", "怎么", nil, "怎么/word"},
		{"dictionary mode leaves other characters single", "我的信用卡", []Option{WithMode(Dictionary)}, "我/word|的/word|信用卡/word.n"},
		{"gse lowers the case, the span does not", "WiFi和4S店", nil, "WiFi/latin.n|和/word|4S店/word.n"},
		{"marks inside a word of the dictionary", "学C++吗", []Option{WithMode(Dictionary)}, "学/word|C++/latin|吗/word"},
		{"a chat code of the dictionary", "好[微笑]", []Option{WithMode(Dictionary)}, "好/word|[微笑]/chatcode.x"},
		{"a word with white space inside", "做人脸 识别", []Option{WithMode(Dictionary)}, "做/word|人脸 识别/word.n"},
		{"runs of one mark and of white space are one token", "好！！？  \t\n。。。", nil, "好/word|！！/punct|？/punct|  \t\n/space|。。。/punct"},
		{"a run that the dictionary has", "……", nil, "……/punct.x"},
		{"numbers", "三百8000元", []Option{WithMode(Dictionary)}, "三/number|百/number|8000/number|元/word"},
		{"zero-width characters stay with the character before", "手机\u200b银行\u200b", nil, "手机\u200b银行\u200b/word.n"},
		{"leading zero-width character", "\ufeff卡", nil, "\ufeff/other|卡/word"},
		{"bytes that are not UTF-8", "卡\xff\xfe卡", nil, "卡/word|\xff\xfe/other|卡/word"},
		{"a character that grows shorter in lower case", "İ卡", nil, "İ/latin|卡/word"},
		{"control characters end nothing else", "卡\x00\x00卡", nil, "卡/word|\x00\x00/other|卡/word"},
		{"one emoji of several characters", "👩\u200d👧👍🏽🇨🇳", nil, "👩\u200d👧/emoji|👍🏽/emoji|🇨🇳/emoji"},
		{"as written, traditional is not in the dictionary", "手機銀行", []Option{WithMode(Dictionary)}, "手/word|機/word|銀/word|行/word"},
		{"folded, it is", "手機銀行ＷＩＦＩ", []Option{WithInput(Folded)}, "手機銀行/word.n|ＷＩＦＩ/latin.n"},
		{"the older search", "手机银行登录WiFi6", []Option{WithMode(ShortestPath)}, "手机银行/word.n|登录/word.v|WiFi6/latin"},
		{"marks that gse glues together", "卡！？，（", nil, "卡/word|！/punct|？/punct|，/punct|（/punct"},
	}
	for _, tt := range tests {
		t.Run(tt.why, func(t *testing.T) {
			toks := New(g, tt.opts...).Append(nil, tt.text)
			if diff := cmp.Diff(tt.want, row(tt.text, toks)); diff != "" {
				t.Errorf("Append(%q) (-want +got):\n%s", tt.text, diff)
			}
			checkTokens(t, tt.text, toks)
		})
	}
}

func TestNorm(t *testing.T) {
	s := New(ownDict(t), WithInput(Folded))
	text := "ＷｉＦｉ　\n！！。。。\u200b銀行"
	var got []string
	for _, tok := range s.Append(nil, text) {
		got = append(got, tok.Norm)
	}
	if diff := cmp.Diff([]string{"wifi", "\n", "!", "…", "银行"}, got); diff != "" {
		t.Errorf("norms (-want +got):\n%s", diff)
	}
}

func TestAppendKeepsWhatIsThere(t *testing.T) {
	s := New(ownDict(t))
	head := s.Append(nil, "好！")
	toks := s.Append(head, "！\u200b 卡")
	if diff := cmp.Diff("！\u200b/punct| /space|卡/word", row("！\u200b 卡", toks[2:])); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestWithoutDictionary(t *testing.T) {
	for why, g := range map[string]*gse.Segmenter{"nil": nil, "nothing loaded": new(gse.Segmenter)} {
		for name, mode := range modes() {
			text := "卡怎么 ab！！"
			toks := New(g, WithMode(mode)).Append(nil, text)
			checkTokens(t, text, toks)
			if len(toks) != 7 {
				t.Errorf("%s, %s: %s", why, name, row(text, toks))
			}
		}
	}
}

func TestAlignWords(t *testing.T) {
	tests := []struct {
		why, text string
		words     string // separated by |
		want      string // a star behind words of gse
	}{
		{"the words join to the text", "我的WiFi", "我|的|wifi", "我*|的*|WiFi*"},
		{"a character is left out between words", "我 的卡", "我|的卡", "我*| |的卡*"},
		{"a character is left out inside a word", "手 机银行卡", "手机|银行卡", "手| |机|银行卡*"},
		{"characters are added", "我的卡", "我x|yy|的卡", "我|的卡*"},
		{"a character is replaced by the sign of a lost one", "我?的卡", "我|\ufffd|的卡", "我*|?|的卡*"},
		{"everything differs", "我的卡", "甲|乙丙", "我|的|卡"},
		{"words end early", "我的卡", "我", "我*|的|卡"},
		{"words go on", "我", "我|的卡|号", "我*"},
		{"no words", "我的", "", "我|的"},
		{"folded forms agree", "手機ＡＢ", "手机|ab", "手機*|ＡＢ*"},
		{"the rest after a replaced character", "我要查余额吗", "我|X|查|余额|吗", "我*|要|查*|余额*|吗*"},
	}
	for _, tt := range tests {
		t.Run(tt.why, func(t *testing.T) {
			runes := []rune(tt.text)
			var got []string
			from := 0
			for _, e := range alignWords(nil, runes, strings.Split(tt.words, "|")) {
				s := string(runes[from:e.at])
				if e.word >= 0 {
					s += "*"
				}
				got, from = append(got, s), e.at
			}
			if diff := cmp.Diff(tt.want, strings.Join(got, "|")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// checkTokens tests the invariants of segment.Token.
func checkTokens(t testing.TB, text string, toks []segment.Token) {
	t.Helper()
	at := 0
	for i, tok := range toks {
		if tok.Span.Start != at || tok.Span.End <= at || tok.Span.End > len(text) {
			t.Fatalf("%q: token %d has span %v, want it to begin at %d", text, i, tok.Span, at)
		}
		at = tok.Span.End
		if !onBorder(text, tok.Span.Start) {
			t.Fatalf("%q: token %d begins inside a character", text, i)
		}
		if tok.Kind.String() == "invalid" || tok.Tag.String() == "invalid" {
			t.Fatalf("%q: token %d has kind %d, tag %d", text, i, tok.Kind, tok.Tag)
		}
		raw := tok.Span.Of(text)
		switch folded := align.String(raw); {
		case tok.Kind == segment.Space:
			if tok.Norm != " " && tok.Norm != "\n" || strings.TrimSpace(folded) != "" {
				t.Fatalf("%q: token %d %q is white space with norm %q", text, i, raw, tok.Norm)
			}
		case !utf8.ValidString(raw):
			if tok.Norm != "\uFFFD" || strings.ToValidUTF8(raw, "") != "" {
				t.Fatalf("%q: token %d %q has norm %q", text, i, raw, tok.Norm)
			}
		case tok.Norm == folded:
		case tok.Norm == "…" && (strings.Trim(folded, ".") == "" || strings.Trim(folded, "。") == ""):
		case tok.Kind != segment.Punct && tok.Kind != segment.Other || tok.Norm == "" || strings.ReplaceAll(folded, tok.Norm, "") != "":
			t.Fatalf("%q: token %d %q has norm %q, folded %q", text, i, raw, tok.Norm, folded)
		}
	}
	if at != len(text) {
		t.Fatalf("%q: tokens end at %d of %d", text, at, len(text))
	}
}

// onBorder reports whether no character of text crosses the place p.
func onBorder(text string, p int) bool {
	for q := max(0, p-utf8.UTFMax+1); q < p; q++ {
		if r, size := utf8.DecodeRuneInString(text[q:]); (r != utf8.RuneError || size > 1) && q+size > p {
			return false
		}
	}
	return true
}

// texts returns the utterances of the sample dialogues and the sentences of the hand-segmented text.
func texts(t testing.TB) []string {
	t.Helper()
	var out []string
	names, err := filepath.Glob("../../testdata/dialogues/*.dlg")
	if err != nil || len(names) == 0 {
		t.Fatalf("no dialogues: %v", err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		d, err := dialogue.ParseDLG(data)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, u := range d.Utterances {
			out = append(out, u.Text)
		}
	}
	gold, err := testkit.ReadGold("../../testdata/segment/service.txt", "|")
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range gold {
		out = append(out, g.Text)
	}
	return out
}

var hostile = []string{
	"\x00", "\xff", "\xe4\xbd", "a\x00b", "手\xe4机", "İİİ", "ǅ", "ﬃ", "\u200b\u200b", "\u200d👩", "🇨🇳🇨", "1️⃣", "e\u0301e\u0301",
	"，，！？ ~ ~", "\r\n\t \u3000\u00a0", "\u0085", "\u2028", "𠮷野家", "\U0010FFFF", "\ufffd\ufffd", "한국어日本語かな", "ẞSS", "Kelvin K",
	"%%%", "a+b=c", "[[]]", "{姓名}", "#E-s01", "https://a.cn/?q=1&b", "\u202e反", "..…。。", "～~～", "－-", "１２３", "Ⅷ㈠①", "🏴\U000E0067\U000E007F",
	"\x80\xbf卡", "手\u0301机", "\ud7ff\ue000", "人脸\u200b 识别",
}

func TestHostile(t *testing.T) {
	g := ownDict(t)
	long := []string{
		strings.Repeat("a", 5000), strings.Repeat("ab1 ", 1000), strings.Repeat("，！", 2000), strings.Repeat("手机银行登录", 800), strings.Repeat("\xff", 3000),
		strings.Repeat("\u200b", 3000), strings.Repeat("👩\u200d", 2000), strings.Repeat("é", 3000), strings.Repeat("卡a，", 1500), strings.Repeat(" ", 3000),
		strings.Repeat("手", 500) + strings.Repeat("9", 200) + "机", strings.Repeat("İ", 700), strings.Repeat("\x00", 1000), strings.Repeat("a\u200b", 500),
	}
	for name, mode := range modes() {
		for _, in := range []Input{AsWritten, Folded} {
			s := New(g, WithMode(mode), WithInput(in))
			for _, text := range append(hostile, long...) {
				toks := s.Append(nil, text)
				checkTokens(t, text, toks)
				if t.Failed() {
					t.Fatal(name)
				}
			}
		}
	}
}

// Long texts are cut in stretches; the words at the seams are as everywhere.
func TestSeams(t *testing.T) {
	s := New(ownDict(t), WithMode(Dictionary))
	text := strings.Repeat("手机银行登录信用卡", 1000)
	for i, tok := range s.Append(nil, text) {
		if want := []string{"手机银行", "登录", "信用卡"}[i%3]; tok.Norm != want {
			t.Fatalf("word %d is %q, want %q", i, tok.Norm, want)
		}
	}
	number := strings.Repeat("12345678", 1000)
	if toks := s.Append(nil, "卡"+number+"卡"); len(toks) != 3 {
		t.Errorf("a long number is %d tokens, want 1", len(toks)-2)
	}
}

func TestTexts(t *testing.T) {
	g := ownDict(t)
	for _, mode := range modes() {
		s := New(g, WithMode(mode))
		for _, text := range texts(t) {
			checkTokens(t, text, s.Append(nil, text))
		}
	}
}

// With the dictionary of gse the words are those of gse itself, marks and white space apart.
func TestEmbeddedDictionary(t *testing.T) {
	if testing.Short() {
		t.Skip("loads the dictionary of gse")
	}
	g := embedded()
	for name, mode := range modes() {
		s := New(g, WithMode(mode))
		for _, text := range texts(t) {
			toks := s.Append(nil, text)
			checkTokens(t, text, toks)
			want := map[int]bool{}
			runes := []rune(text)
			for _, e := range alignWords(nil, runes, s.cut(text)) {
				want[len(string(runes[:e.at]))] = true
			}
			for i, tok := range toks {
				next := segment.Other
				if i+1 < len(toks) {
					next = toks[i+1].Kind
				}
				if !want[tok.Span.End] && tok.Kind != segment.Punct && tok.Kind != segment.Space && tok.Kind != segment.Other &&
					next != segment.Punct && next != segment.Space && next != segment.Other {
					t.Errorf("%s: %q: no border of gse after token %d %q", name, text, i, tok.Span.Of(text))
				}
			}
		}
		if toks := s.Append(nil, "投诉"); len(toks) != 1 || toks[0].Tag != segment.TagV {
			t.Errorf("%s: 投诉 is %v", name, toks)
		}
	}
}

// Any number of goroutines may cut while nobody changes the dictionary (run with -race).
func TestConcurrent(t *testing.T) {
	s := New(ownDict(t))
	all := texts(t)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			var toks []segment.Token
			for _, text := range all {
				toks = s.Append(toks[:0], text)
			}
		})
	}
	wg.Wait()
}

func FuzzAppend(f *testing.F) {
	for _, s := range hostile {
		f.Add(s, uint8(0))
	}
	f.Add("我的手机银行登录不上去！！！WiFi 4S店", uint8(5))
	g := ownDict(f)
	f.Fuzz(func(t *testing.T, text string, mode uint8) {
		s := New(g, WithMode(Mode(mode%3)), WithInput(Input(mode/3%2)))
		checkTokens(t, text, s.Append(nil, text))
	})
}

func FuzzAlignWords(f *testing.F) {
	f.Add("我的WiFi", "我|的|wifi")
	f.Add("手 机银行卡", "手机|x|银行卡")
	f.Fuzz(func(t *testing.T, text, words string) {
		runes := []rune(text)
		list := strings.Split(words, "|")
		at := 0
		for _, e := range alignWords(nil, runes, list) {
			if e.at <= at || e.at > len(runes) || e.word >= len(list) {
				t.Fatalf("%q, %q: border %d after %d", text, words, e.at, at)
			}
			if e.word >= 0 && utf8.RuneCountInString(list[e.word]) != e.at-at {
				t.Fatalf("%q, %q: word %q has %d characters", text, words, list[e.word], e.at-at)
			}
			at = e.at
		}
		if at != len(runes) {
			t.Fatalf("%q, %q: borders end at %d of %d", text, words, at, len(runes))
		}
	})
}

func BenchmarkAppend(b *testing.B) {
	s := New(ownDict(b))
	text := strings.Repeat("我的手机银行登录不上去，为什么！！", 4)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	var toks []segment.Token
	for b.Loop() {
		toks = s.Append(toks[:0], text)
	}
}
