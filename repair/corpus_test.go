package repair_test

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/internal/testkit"
	"github.com/qingting-nlp/qingting/repair"
)

// cleanTexts returns every utterance of the sample dialogues and every gold sentence.
func cleanTexts(t testing.TB) []string {
	t.Helper()
	names, err := filepath.Glob("../testdata/dialogues/*.dlg")
	if err != nil || len(names) == 0 {
		t.Fatalf("no sample dialogues: %v", err)
	}
	var out []string
	for _, name := range names {
		for d, err := range dialogue.ReadFile(name) {
			if err != nil {
				t.Fatal(err)
			}
			for _, u := range d.Utterances {
				out = append(out, u.Text)
			}
		}
	}
	gold, err := testkit.ReadGold("../testdata/segment/service.txt", "|")
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range gold {
		out = append(out, g.Text)
	}
	return out
}

func TestCleanTexts(t *testing.T) {
	r := repair.Default()
	texts := cleanTexts(t)
	for _, text := range append(texts, strings.Join(texts, "\n")) {
		if res := r.Repair(text); res.Text != text {
			t.Errorf("%.90q: %v", text, res.Repairs)
		} else if len(res.Flags) > 0 {
			t.Errorf("%.90q: flags %v", text, res.Flags)
		}
	}
}

// TestShared counts repairs in the public sets, for a person to read: QINGTING_SHARED=DIR go test -run Shared -v.
func TestShared(t *testing.T) {
	dir := os.Getenv("QINGTING_SHARED")
	if dir == "" {
		t.Skip("QINGTING_SHARED is not set")
	}
	r := repair.Default()
	names, _ := filepath.Glob(filepath.Join(dir, "*", "*.*"))
	count := map[string]int{}
	lines, changed := 0, 0
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		sc := bufio.NewScanner(f)
		sc.Buffer(nil, 1<<24)
		for sc.Scan() {
			lines++
			res := r.Repair(sc.Text())
			if res.Text != res.Raw {
				changed++
			}
			for _, e := range res.Repairs {
				k := "repair " + e.Kind.String()
				if count[k]++; count[k] <= 40 {
					t.Logf("%s: %q → %q", k, around(res.Raw, e.Span), e.Text)
				}
			}
			for _, e := range res.Flags {
				k := "flag " + e.Kind.String()
				if count[k]++; count[k] <= 40 {
					t.Logf("%s: %q", k, around(res.Raw, e.Span))
				}
			}
		}
		f.Close()
	}
	t.Logf("%d lines, %d changed: %v", lines, changed, count)
}

func around(text string, s dialogue.Span) string {
	return strings.ToValidUTF8(text[max(0, s.Start-18):s.Start], "") + "⟦" + s.Of(text) + "⟧" + strings.ToValidUTF8(text[s.End:min(len(text), s.End+18)], "")
}

// TestLinear: twice the text takes about twice the time, whatever it is.
func TestLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	r := repair.New(repair.With(repair.Kinds()...))
	for _, unit := range []string{
		"退", "(", "（", "个(gè)", "個(", "<", "<b>", "<br>", "<br ", "<!--", "</b><b>", "&", "&amp;", "&#", "amp;&", "?", "??我", "\xff", "\xd6\xd0", "中\xff", "鎵", "鎵嬫満",
		"鎵嬫満鍙", "浣", "ä", "ä¸", "Ã¤", "ÖÐ", "é", "\u200b", "\x1b[", "\ue000", "\ufffd", "锟", "锟斤拷", "退退退款", "款款款a", "弓虽", "讠", "火丁", "車", "Ａ", "1", "a ", "。", "我不我??你", "&lt;b", "<<br>br>", "((((個(gè)", "天天天",
		"[", "［", "[em]e", "[em]e1", "[微笑", "/:", "/", ":", "#E-s", "{:", "烫", "烫屯", "锟接", "https://a.com?a=1&amp;b=2", "a.b/&amp;c=", "個 (gè) ", "(ㄍㄜ", " ", "女子白勺", "亻", "口马", "<rt>", "<rt", "著", "答覆", "１，", "你,", "ｶﾞ",
	} {
		for _, text := range []string{strings.Repeat(unit, (1<<20)/len(unit)), "我" + strings.Repeat(unit, 10_000) + "款"} {
			start := time.Now()
			res := r.Repair(text)
			if d := time.Since(start); d > 20*time.Second { // quadratic work would take minutes
				t.Fatalf("%q × %d: %v", unit, len(text)/len(unit), d)
			}
			if res.Text == "" && len(res.Repairs) == 0 {
				t.Errorf("%q: the text is gone", unit)
			}
		}
	}
}

func BenchmarkRepair(b *testing.B) {
	texts := cleanTexts(b)
	clean := strings.Join(texts, "\n")
	dirty := ""
	for _, p := range readPairs(b) {
		if p.kind != "clean" {
			dirty += p.raw + "\n"
		}
	}
	r := repair.Default()
	run := func(name string, texts ...string) {
		b.Run(name, func(b *testing.B) {
			n := 0
			for _, t := range texts {
				n += len(t)
			}
			b.SetBytes(int64(n))
			b.ReportAllocs()
			for b.Loop() {
				for _, t := range texts {
					r.Repair(t)
				}
			}
		})
	}
	run("clean/lines", texts...)
	run("clean/whole", clean)
	run("dirty", strings.Split(dirty, "\n")...)
}

func TestNoAllocation(t *testing.T) {
	r := repair.Default()
	for _, text := range []string{"我的信用卡为什么没开通", "AT&T (home) 3<5 ??? 哈哈哈哈", "手機銀行登錄不上去，ＡＰＰ！！😀", "Café。20°C", ""} {
		if n := testing.AllocsPerRun(100, func() { r.Repair(text) }); n != 0 {
			t.Errorf("Repair(%q): %v allocations; want 0", text, n)
		}
	}
}

func FuzzRepair(f *testing.F) {
	for _, p := range readPairs(f) {
		f.Add(p.raw)
	}
	all := repair.New(repair.With(repair.Kinds()...))
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 1<<11 {
			return
		}
		checkResult(t, repair.Default(), repair.Default().Repair(text))
		checkResult(t, all, all.Repair(text))
	})
}
