package main

import "testing"

func TestCore(t *testing.T) {
	for _, c := range []struct{ why, text, want string }{
		{"what is passed on is not the author's", "真为他们高兴//@某人:大家注意", "真为他们高兴"},
		{"only passed on: the first part with words", "//@某人:[笑]//@别人:注意安全", "[笑]"},
		{"a headline and a tag are not the author's", "【今日消息】#出行#我好怕", "  我好怕"},
		{"a link ends the words", "看看 http://example.com/a", "看看 "},
		{"nothing left: the text as it is", "#出行#", "#出行#"},
		{"a left bracket without a right one stays", "【未完", "【未完"},
	} {
		if got := core(c.text); got != c.want {
			t.Errorf("%s: %q, want %q", c.why, got, c.want)
		}
	}
}

func TestWithout(t *testing.T) {
	rows := []row{{text: "今天的快递真慢!"}, {text: "好的"}, {text: "客服态度不错"}}
	got := without(rows, []row{{text: "今天的快递真慢。"}, {text: "好的"}})
	if len(got) != 2 || got[0].text != "好的" || got[1].text != "客服态度不错" {
		t.Errorf("a text but for its marks is the same, short ones stay: %v", got)
	}
}

func TestFollows(t *testing.T) {
	row := func(texts ...string) *jdRow {
		r := &jdRow{}
		for _, s := range texts {
			r.Turns = append(r.Turns, struct{ Customer, Agent string }{s, ""})
		}
		return r
	}
	for _, c := range []struct {
		why  string
		a, b *jdRow
		want bool
	}{
		{"one turn more", row("甲", "乙"), row("甲", "乙", "丙"), true},
		{"a window that moved on", row("甲", "乙", "丙"), row("乙", "丙", "丁"), true},
		{"another conversation", row("甲", "乙"), row("戊", "己", "庚"), false},
		{"only the last turn is the same", row("甲", "好"), row("乙", "好", "丙"), false},
		{"a first turn follows nothing", row("甲"), row("甲"), false},
	} {
		if got := follows(c.a, c.b); got != c.want {
			t.Errorf("%s: %v", c.why, got)
		}
	}
}

func TestFolds(t *testing.T) {
	var count [folds]int
	for i := range 1000 {
		count[fold(string(rune('一'+i)), folds)]++
	}
	for f, n := range count {
		if n < 120 || n > 280 {
			t.Errorf("fold %d has %d of 1000 groups", f, n)
		}
	}
}

// Scores of the rows before come in the order of the dialogue and never from the row itself.
func TestLag(t *testing.T) {
	r := &run{rows: []row{{}, {before: 1}, {before: 2}, {}}}
	scores := [][]float64{{1}, {2}, {3}, {4}}
	r.lag([]int{0, 1, 2, 3}, scores)
	want := [][]float64{{1, 0, 0, 1}, {2, 1, 0.2, 0}, {3, 2, 0.56, 0}, {4, 0, 0, 1}}
	for i := range want {
		for d := range want[i] {
			if v := scores[i][d] - want[i][d]; v > 1e-9 || v < -1e-9 {
				t.Errorf("row %d: %v, want %v", i, scores[i], want[i])
				break
			}
		}
	}
}
