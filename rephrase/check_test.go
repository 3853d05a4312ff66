package rephrase

import (
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func lines(t testing.TB, file string) (out []string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range strings.Split(string(data), "\n") {
		if l != "" && !strings.HasPrefix(l, "#") {
			out = append(out, l)
		}
	}
	return out
}

var levels = map[string]Level{"plain": LevelPlain, "usual": LevelUsual, "expert": LevelExpert, "": LevelUnknown}

func parseDraft(t testing.TB, s string) (d Draft) {
	d.Text = s
	if rest, ok := strings.CutPrefix(s, "{"); ok {
		head, text, _ := strings.Cut(rest, "}")
		known, words, ok := strings.Cut(head, ":")
		f := strings.SplitN(strings.TrimSpace(known), " ", 3)
		if !ok || len(f) < 2 {
			t.Fatalf("bad customer in %q", s)
		}
		d.Text, d.Customer.Text, d.Customer.Emotion = text, strings.TrimSpace(words), f[0]
		d.Customer.Intensity, _ = strconv.Atoi(f[1])
		if len(f) == 3 {
			d.Customer.Level = levels[f[2]]
		}
	}
	return d
}

func TestCheck(t *testing.T) {
	all := lines(t, "testdata/check.txt")
	for _, l := range all {
		f := strings.Split(l, " | ")
		if len(f) != 3 {
			t.Fatalf("bad line %q", l)
		}
		d := parseDraft(t, f[1])
		got := Default().Check(d)
		rule := f[0][2:]
		found := fires(got, rule) || rule == "*" && len(got) > 0
		if found != (f[0][0] == '+') {
			t.Errorf("Check(%q) = %v, want %s (%s)", f[1], rulesOf(got), f[0], f[2])
		}
		checkInvariants(t, d)
	}
	if len(all) < 120 {
		t.Errorf("%d rows, want at least 120", len(all))
	}
}

func checkInvariants(t *testing.T, d Draft) {
	t.Helper()
	got := Default().Check(d)
	for i, s := range got {
		if !s.Span.Valid(d.Text) {
			t.Errorf("Check(%q): %s: bad span %v", d.Text, s.Source, s.Span)
		}
		if s.Rule == "" || s.Source == "" || s.Kind == "" || s.Message == "" || s.Safe && len(s.Replacements) == 0 {
			t.Errorf("Check(%q): incomplete %+v", d.Text, s)
		}
		if i > 0 && got[i-1].Span.Start > s.Span.Start {
			t.Errorf("Check(%q): not sorted", d.Text)
		}
	}
	w := Default().Rewrite(d)
	if v := Default().guard.Verify(d.Text, w.Text); len(v) > 0 {
		t.Errorf("Rewrite(%q) = %q: %v", d.Text, w.Text, v)
	}
	if len(w.Applied) == 0 && w.Text != d.Text {
		t.Errorf("Rewrite(%q) = %q without an edit", d.Text, w.Text)
	}
	if diff := cmp.Diff(w, Default().Rewrite(d)); diff != "" {
		t.Errorf("Rewrite(%q) differs the second time: %s", d.Text, diff)
	}
}

func TestRewrite(t *testing.T) {
	all := lines(t, "testdata/rewrite.tsv")
	for _, l := range all {
		f := strings.Split(l, "\t")
		if len(f) != 6 {
			t.Fatalf("bad line %q", l)
		}
		n, _ := strconv.Atoi(f[1+1])
		d := Draft{f[4], Customer{Text: f[3], Emotion: f[1], Intensity: n}}
		if got := Default().Rewrite(d); got.Text != f[5] {
			t.Errorf("%s: Rewrite(%q)\n got %q\nwant %q\nrefused %v", f[0], d.Text, got.Text, f[5], got.Refused)
		}
		checkInvariants(t, d)
	}
	if len(all) < 40 {
		t.Errorf("%d rows, want at least 40", len(all))
	}
}

func TestTermsKnown(t *testing.T) {
	d := Draft{Text: "LPR是3.5%，APR是4%，等额本息。", Customer: Customer{Used: []string{"ＬＰＲ"}, Explained: []string{"等额本息还款"}}}
	var got []string
	for _, s := range Default().Check(d) {
		got = append(got, s.Source)
	}
	if diff := cmp.Diff([]string{"bank.apr"}, got); diff != "" {
		t.Error(diff)
	}
	d = Draft{Text: "请您提供一下订单号码。", Customer: Customer{Text: "我等了三天了", Emotion: "angry", Intensity: 3, Answered: true}}
	if got := Default().Rewrite(d).Text; got != d.Text {
		t.Errorf("an answered feeling is answered again: %q", got)
	}
}

func TestApply(t *testing.T) {
	sug := func(start, end int, repl ...string) (s Suggestion) {
		s.Span.Start, s.Span.End, s.Replacements = start, end, repl
		return s
	}
	for _, tt := range []struct {
		why, text     string
		in            []Suggestion
		want          string
		done, skipped int
	}{
		{"nothing is identity", "a\xffb", nil, "a\xffb", 0, 0},
		{"order does not matter", "abcd", []Suggestion{sug(2, 3, "Z"), sug(0, 1, "XY")}, "XYbZd", 2, 0},
		{"overlap: the first by start wins", "abcd", []Suggestion{sug(1, 3, "Z"), sug(0, 2, "X")}, "Xcd", 1, 1},
		{"same start: the longer wins", "abcd", []Suggestion{sug(0, 1, "Z"), sug(0, 2, "X")}, "Xcd", 1, 1},
		{"no replacement", "abcd", []Suggestion{sug(0, 1)}, "abcd", 0, 1},
		{"deletion", "abcd", []Suggestion{sug(1, 3, "")}, "ad", 1, 0},
		{"insertion at both ends", "ab", []Suggestion{sug(2, 2, "!"), sug(0, 0, "?")}, "?ab!", 2, 0},
		{"two insertions at one place", "ab", []Suggestion{sug(1, 1, "!"), sug(1, 1, "?")}, "a!b", 1, 1},
		{"insertion before an edit", "ab", []Suggestion{sug(0, 0, "!"), sug(0, 1, "x")}, "x" + "b", 1, 1},
		{"out of range", "ab", []Suggestion{sug(1, 9, "x")}, "ab", 0, 1},
		{"inside a rune", "好", []Suggestion{sug(1, 3, "x")}, "好", 0, 1},
	} {
		out, done, skipped := Apply(tt.text, tt.in)
		if out != tt.want || len(done) != tt.done || len(skipped) != tt.skipped {
			t.Errorf("%s: Apply(%q) = %q, %d applied, %d skipped", tt.why, tt.text, out, len(done), len(skipped))
		}
	}
}

func TestConcurrent(t *testing.T) {
	d := Draft{"非常抱歉给您带来不便，退款T+3到账，工单已提交。", Customer{Text: "我等了三天了退款还没到", Emotion: "urgent", Intensity: 2}}
	want, check := Default().Rewrite(d), Default().Check(d)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 100 {
				if diff := cmp.Diff(want, Default().Rewrite(d)); diff != "" {
					t.Error(diff)
				}
				if diff := cmp.Diff(check, Default().Check(d)); diff != "" {
					t.Error(diff)
				}
			}
		})
	}
	wg.Wait()
}

func FuzzRewrite(f *testing.F) {
	for _, l := range lines(f, "testdata/rewrite.tsv") {
		c := strings.Split(l, "\t")
		f.Add(c[4], c[3])
	}
	f.Add("等额本息\xff（工单", "等了\xff三天")
	f.Fuzz(func(t *testing.T, text, customer string) {
		for _, e := range []string{"", "urgent", "confused"} {
			checkInvariants(t, Draft{text, Customer{Text: customer, Emotion: e, Intensity: 2}})
		}
		s := Default().Check(Draft{Text: text})
		out, applied, skipped := Apply(text, s)
		if len(applied)+len(skipped) != len(s) || len(applied) == 0 && out != text {
			t.Errorf("Apply(%q): %d + %d of %d", text, len(applied), len(skipped), len(s))
		}
	})
}

var benchDraft = Draft{
	"非常抱歉给您带来不便，您的退款已提交工单，预计T+3原路退回，请您耐心等待，届时会致电您确认。",
	Customer{Text: "我等了三天了退款还没到账，急用钱", Emotion: "urgent", Intensity: 2},
}

func BenchmarkCheck(b *testing.B) {
	r := Default()
	b.ReportAllocs()
	for b.Loop() {
		r.Check(benchDraft)
	}
}

func BenchmarkCheckClean(b *testing.B) {
	r := Default()
	d := Draft{Text: "好的，我已经帮您改好收货地址了，包裹明天上午送到新家，到之前快递员会先给您打一个电话的。"}
	b.ReportAllocs()
	for b.Loop() {
		r.Check(d)
	}
}

func BenchmarkRewrite(b *testing.B) {
	r := Default()
	b.ReportAllocs()
	for b.Loop() {
		r.Rewrite(benchDraft)
	}
}

func BenchmarkVerify(b *testing.B) {
	g := Default().guard
	b.ReportAllocs()
	for b.Loop() {
		g.Verify("请于11月2日18点前缴纳2万元，不得逾期。", "请在11月2号下午6点前交20000元，不能过期。")
	}
}
