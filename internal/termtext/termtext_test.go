package termtext

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWidth(t *testing.T) {
	for _, row := range []struct {
		in   string
		want int
		why  string
	}{
		{"", 0, "nothing"},
		{"abc 12", 6, "ASCII"},
		{"倾听，好", 8, "Han characters and full-width marks"},
		{"ＡＢ１", 6, "full-width letters"},
		{"é", 1, "a combining mark takes no column"},
		{"👍🏽", 2, "a skin tone joins its emoji"},
		{"▁█", 2, "bars"},
		{"\u200b", 0, "zero-width space"},
		{"「」", 4, "corner brackets"},
	} {
		if got := Width(row.in); got != row.want {
			t.Errorf("Width(%q) = %d; want %d: %s", row.in, got, row.want, row.why)
		}
	}
}

func TestWrap(t *testing.T) {
	for _, row := range []struct {
		in           string
		width, first int
		want         []string
		why          string
	}{
		{"", 10, 0, []string{""}, "always a line"},
		{"一二三四五六", 8, 0, []string{"一二三四", "五六"}, "between Han characters"},
		{"一二三四，五六", 8, 0, []string{"一二三", "四，五六"}, "a comma does not begin a line"},
		{"一二三「四五六」", 8, 0, []string{"一二三", "「四五", "六」"}, "a bracket does not end a line"},
		{"我要退iPhone15手机", 10, 0, []string{"我要退", "iPhone15手", "机"}, "Latin words stay whole"},
		{"一二三四五", 8, 4, []string{"一二", "三四五"}, "the first line begins later"},
		{"abcdefghijklmn", 8, 0, []string{"abcdefgh", "ijklmn"}, "a word longer than a line is cut"},
		{"一二三四 五", 8, 0, []string{"一二三四", "五"}, "the space at the break goes"},
		{"哈哈！！！！！！！！！！", 8, 0, []string{"哈", "哈！！！", "！！！！", "！！！"}, "a long run of marks is cut"},
	} {
		got := Wrap(row.in, row.width, row.first)
		if d := cmp.Diff(row.want, got); d != "" {
			t.Errorf("Wrap(%q, %d, %d): %s\n%s", row.in, row.width, row.first, row.why, d)
		}
	}
}

func FuzzWrap(f *testing.F) {
	f.Add("退款，「T+3」到账 abc", 12, 3)
	f.Fuzz(func(t *testing.T, s string, width, first int) {
		s = Clean(s)
		width %= 200
		lines := Wrap(s, width, first)
		strip := func(s string) string { return strings.ReplaceAll(s, " ", "") }
		if strip(strings.Join(lines, "")) != strip(s) {
			t.Fatalf("Wrap(%q) lost text: %q", s, lines)
		}
		for i, l := range lines {
			if w := Width(l); w > max(width, 8) {
				t.Fatalf("line %d has %d columns, more than %d", i, w, width)
			}
		}
	})
}

func TestClean(t *testing.T) {
	if got, want := Clean("a\x1b[31mb\nc\td\r\xff\u202ee"), "a\ufffd[31mb↵c d\ufffd\ufffde"; got != want {
		t.Errorf("Clean = %q; want %q", got, want)
	}
}
