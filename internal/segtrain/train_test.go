package segtrain

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/qingting-nlp/qingting/internal/testkit"
	"github.com/qingting-nlp/qingting/segment"
)

// TestCurrent: training again changes nothing.
func TestCurrent(t *testing.T) {
	want, err := os.ReadFile("../../segment/learned.bin")
	if err != nil {
		t.Fatal(err)
	}
	got, err := Default("../../data/segmented")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("segment/learned.bin is not what data/segmented gives: run go generate ./segment")
	}
}

func gold(t *testing.T, lines ...string) []testkit.GoldSentence {
	t.Helper()
	name := filepath.Join(t.TempDir(), "words.txt")
	if err := os.WriteFile(name, []byte(strings.Join(lines, "\n")+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := testkit.ReadGold(name, "|")
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestOwnNorm: a norm that differs from ours is learned from few sentences.
func TestOwnNorm(t *testing.T) {
	lines := []string{
		"手机|银行|登录|不上去", "我|要|还|信用|卡|的|账单", "手机|银行|转账|失败", "信用|卡|怎么|激活", "手机|银行|打不开", "我|的|信用|卡|丢|了",
	}
	for _, skip := range []bool{false, true} {
		tr := New(Options{Skip: skip})
		if blocks, crossed := tr.Add(gold(t, lines...), 10); blocks != len(lines) || crossed != 0 {
			t.Fatalf("%d blocks, %d left out", blocks, crossed)
		}
		blob, err := tr.Train()
		if err != nil {
			t.Fatal(err)
		}
		w, err := segment.OpenWeights(string(blob))
		if err != nil {
			t.Fatal(err)
		}
		// Service terms stay whole by a bonus, so the model is one without a lexicon's say: its words decide.
		s, err := segment.New(segment.DefaultModel(), segment.WithWeights(w))
		if err != nil {
			t.Fatal(err)
		}
		const text = "登录不上去"
		if got := testkit.Bars(text, testkit.WordSpans(s.Append(nil, text))); got != "登录|不上去" {
			t.Errorf("skip %v: %s", skip, got)
		}
	}
}

func TestNoData(t *testing.T) {
	if _, err := New(Options{}).Train(); !errors.Is(err, ErrNoData) {
		t.Errorf("error %v", err)
	}
	if _, err := Default(t.TempDir()); err == nil {
		t.Error("an empty folder gives no error")
	}
}

// TestCrossed: blocks in which a border falls inside a number are left out and counted.
func TestCrossed(t *testing.T) {
	if blocks, crossed := New(Options{}).Add(gold(t, "余额|12|34|元", "余额|1234|元"), 1); blocks != 1 || crossed != 1 {
		t.Errorf("%d blocks, %d left out", blocks, crossed)
	}
}
