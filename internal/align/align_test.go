package align

import (
	"strings"
	"testing"
	"unicode/utf8"
)

var foldTests = []struct{ why, raw, fold, view string }{
	{"empty", "", "", ""},
	{"clean", "退款，没到", "退款,没到", "退款,没到"},
	{"clean without marks", "退款没到abc1", "退款没到abc1", "退款没到abc1"},
	{"full-width", "ＡＰＰ１３８！", "app138!", "app138!"},
	{"upper case", "WiFi", "wifi", "wifi"},
	{"upper case that is not ASCII", "ÉА", "éа", "éа"},
	{"ideographic and no-break space", "a　b\u00a0c", "a b c", "a b c"},
	{"full-width yuan sign", "￥98", "¥98", "¥98"},
	{"Kelvin sign", "\u212a", "k", "k"},
	{"dotted capital I", "İ", "i", "i"},
	{"traditional", "手機銀行登錄不上去", "手机银行登录不上去", "手机银行登录不上去"},
	{"two steps: 禰, 祢, 你", "禰", "你", "你"},
	{"female you", "妳", "你", "你"},
	{"著 as a particle", "看著", "看着", "看着"},
	{"著 in 著名", "顯著的著名", "显著的著名", "显著的著名"},
	{"half-converted phrase", "顯著显著", "显著显著", "显著显著"},
	{"乾", "乾淨乾隆乾坤", "干净乾隆乾坤", "干净乾隆乾坤"},
	{"甚麼, half converted", "甚麼甚么", "什么什么", "什么什么"},
	{"phrase of characters that are clean alone", "答覆反覆", "答复反复", "答复反复"},
	{"坏 is the simplified 壞", "打坏打壞拉坏砖坏磚壞", "打坏打坏拉坏砖坏砖坏", "打坏打坏拉坏砖坏砖坏"},
	{"zero-width", "\ufeff退\u200b款\u00ad\u200d", "退款", "退款"},
	{"zero-width in a phrase", "甚\u200b麼", "什么", "什么"},
	{"variation selector", "❤️", "❤", "❤"},
	{"run of marks", "急！！!!", "急!!!!", "急!"},
	{"run with zero-width inside", "急！\u200b！", "急!!", "急!"},
	{"stops", "那。。。", "那。。。", "那…"},
	{"ASCII stops", "那...", "那...", "那…"},
	{"ellipsis", "那……", "那……", "那…"},
	{"ellipsis and stops", "那….", "那….", "那…"},
	{"ellipsis and stops in dirty text", "A….", "a….", "a…"},
	{"marks that are not the same", "？！？", "?!?", "?!?"},
	{"letters do not collapse", "aa哈哈11", "aa哈哈11", "aa哈哈11"},
	{"brackets do not collapse", "（（）", "(()", "(()"},
	{"bytes that are not UTF-8", "A\xff\xfe！！", "a\xff\xfe!!", "a\xff\xfe!"},
	{"a cut rune", "A\xe4\xb8", "a\xe4\xb8", "a\xe4\xb8"},
	{"outside the basic plane", "𠮷𐐀", "𠮷𐐨", "𠮷𐐨"},
}

func TestFold(t *testing.T) {
	for _, tt := range foldTests {
		if got := string(AppendFold(nil, tt.raw)); got != tt.fold {
			t.Errorf("%s: AppendFold(%q) = %q; want %q", tt.why, tt.raw, got, tt.fold)
		}
		if got := string(AppendFold([]byte("x"), tt.raw)); got != "x"+tt.fold {
			t.Errorf("%s: AppendFold to x = %q; want %q", tt.why, got, "x"+tt.fold)
		}
		if got := String(tt.raw); got != tt.fold {
			t.Errorf("%s: String(%q) = %q; want %q", tt.why, tt.raw, got, tt.fold)
		}
		if got := Clean(tt.raw); got != (tt.fold == tt.raw) {
			t.Errorf("%s: Clean(%q) = %v", tt.why, tt.raw, got)
		}
		v := NewView(tt.raw)
		if v.Norm != tt.view {
			t.Errorf("%s: NewView(%q).Norm = %q; want %q", tt.why, tt.raw, v.Norm, tt.view)
		}
		checkView(t, v)
	}
}

// TestFoldOnce: folding again changes nothing, for every character and every phrase.
func TestFoldOnce(t *testing.T) {
	for r := rune(0); r <= utf8.MaxRune; r++ {
		f, ok := Fold(r)
		if !ok {
			continue
		}
		if again, ok := Fold(f); !ok || again != f {
			t.Errorf("Fold(%U %c) = %U %c, which folds to %U %c", r, r, f, f, again, again)
		}
	}
	for i, p := range foldPhrases {
		if got := string(AppendFold(nil, p.from)); got != p.to && !strings.Contains(p.to, "坯") {
			// A longer or earlier phrase may stand inside; then at least the length is the same.
			if utf8.RuneCountInString(got) != utf8.RuneCountInString(p.from) {
				t.Errorf("phrase %s folds to %s; want %s", p.from, got, p.to)
			}
		}
		if got := String(p.to); got != p.to {
			t.Errorf("%s, the fold of the phrase %s, folds to %s", p.to, p.from, got)
		}
		if i > 0 && foldPhrases[i-1].from >= p.from {
			t.Errorf("phrases %s and %s are not in order", foldPhrases[i-1].from, p.from)
		}
	}
}

func TestPhrased(t *testing.T) {
	for r, want := range map[rune]bool{'著': true, '乾': true, '覆': true, '甚': true, '款': false, 'a': false} {
		if got := Phrased(r); got != want {
			t.Errorf("Phrased(%c) = %v; want %v", r, got, want)
		}
	}
}

func TestRawSpan(t *testing.T) {
	tests := []struct{ why, raw, norm, want string }{
		{"clean", "我要退款", "退款", "退款"},
		{"full-width", "我ＡＰＰ退", "app", "ＡＰＰ"},
		{"collapsed run", "急！！！退", "!", "！！！"},
		{"stops", "急。。。退", "…", "。。。"},
		{"zero-width inside", "要退\u200b款\u200b了", "退款", "退\u200b款\u200b"},
		{"zero-width before belongs to what is before", "要\u200b退款", "退款", "退款"},
		{"phrase", "很顯著的", "显著", "顯著"},
		{"a part of a phrase", "很顯著的", "著", "著"},
		{"phrase with zero-width inside", "问甚\u200b麼\u200b呢", "什么", "甚\u200b麼\u200b"},
		{"second character of such a phrase", "问甚\u200b麼呢", "么", "麼"},
		{"bad bytes", "Ａ\xff\xfe退", "\xff\xfe", "\xff\xfe"},
		{"whole text", "Ａ！！", "a!", "Ａ！！"},
	}
	for _, tt := range tests {
		v := NewView(tt.raw)
		at := strings.Index(v.Norm, tt.norm)
		if at < 0 {
			t.Fatalf("%s: %q is not in %q", tt.why, tt.norm, v.Norm)
		}
		start, end := v.RawSpan(at, at+len(tt.norm))
		if got := tt.raw[start:end]; got != tt.want {
			t.Errorf("%s: %q was read from %q; want %q", tt.why, tt.norm, got, tt.want)
		}
	}
	for _, raw := range []string{"退款", "退款Ａ"} { // offsets inside a rune snap outward
		v := NewView(raw)
		if start, end := v.RawSpan(1, 4); start != 0 || end != 6 {
			t.Errorf("RawSpan(1, 4) of %q = %d, %d; want 0, 6", raw, start, end)
		}
		if start, end := v.RawSpan(4, 4); start != 3 || end != 3 {
			t.Errorf("RawSpan(4, 4) of %q = %d, %d; want 3, 3", raw, start, end)
		}
	}
}

func TestReset(t *testing.T) {
	v := new(View)
	for _, tt := range foldTests {
		v.Reset(tt.raw)
		if v.Raw != tt.raw || v.Norm != tt.view {
			t.Errorf("%s: after Reset(%q) Norm is %q; want %q", tt.why, tt.raw, v.Norm, tt.view)
		}
		checkView(t, v)
	}
	const clean = "我的信用卡为什么没开通"
	if n := testing.AllocsPerRun(100, func() { v.Reset(clean) }); n != 0 {
		t.Errorf("Reset of clean text: %v allocations; want 0", n)
	}
}

// checkView: the spans of the runes of Norm lie one after the other on borders of the raw text, and Norm is its own normalised form.
func checkView(t testing.TB, v *View) {
	t.Helper()
	last := 0
	for i := 0; i < len(v.Norm); {
		_, n := utf8.DecodeRuneInString(v.Norm[i:])
		start, end := v.RawSpan(i, i+n)
		if start < last || end <= start || end > len(v.Raw) {
			t.Fatalf("Norm[%d:%d] of %q is from [%d:%d], after %d", i, i+n, v.Raw, start, end, last)
		}
		if runeStart(v.Raw, start) != start || runeStart(v.Raw, end) != end {
			t.Fatalf("Norm[%d:%d] of %q is from [%d:%d], which cuts a rune", i, i+n, v.Raw, start, end)
		}
		if s, e := v.RawSpan(0, i+n); s > start || e != end {
			t.Fatalf("Norm[0:%d] of %q is from [%d:%d]; its end alone is at %d", i+n, v.Raw, s, e, end)
		}
		last = end
		i += n
	}
	if start, end := v.RawSpan(0, len(v.Norm)); start < 0 || end > len(v.Raw) || start > end {
		t.Fatalf("all of Norm of %q is from [%d:%d]", v.Raw, start, end)
	}
	if utf8.ValidString(v.Raw) {
		if again := NewView(v.Norm).Norm; again != v.Norm {
			t.Fatalf("Norm of %q is %q; Norm of that is %q", v.Raw, v.Norm, again)
		}
	}
}

func FuzzView(f *testing.F) {
	for _, tt := range foldTests {
		f.Add(tt.raw)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		if len(raw) > 1<<12 {
			return
		}
		v := NewView(raw)
		checkView(t, v)
		if s := String(raw); Clean(raw) != (s == raw) || s != string(AppendFold(nil, raw)) {
			t.Fatalf("Clean(%q) = %v; String gives %q, AppendFold %q", raw, Clean(raw), s, AppendFold(nil, raw))
		}
		if len(v.Norm) <= 64 {
			for i := 0; i <= len(v.Norm); i++ {
				for j := i; j <= len(v.Norm); j++ {
					if start, end := v.RawSpan(i, j); start < 0 || start > end || end > len(raw) || runeStart(raw, start) != start || runeStart(raw, end) != end {
						t.Fatalf("RawSpan(%d, %d) of %q = %d, %d", i, j, raw, start, end)
					}
				}
			}
		}
	})
}

func BenchmarkView(b *testing.B) {
	for name, text := range map[string]string{"clean": strings.Repeat("我的信用卡为什么没开通", 20), "dirty": strings.Repeat("我的信用卡為什麼沒開通，ＡＰＰ！！", 20)} {
		b.Run(name, func(b *testing.B) {
			v := new(View)
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				v.Reset(text)
			}
		})
	}
}
