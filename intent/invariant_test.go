package intent

import (
	"math"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/qingting-nlp/qingting/segment"
)

// check tells of every broken promise of a Result.
func check(t *testing.T, text string, r Result) {
	t.Helper()
	for _, list := range [][]Candidate{r.Acts, r.Topics} {
		for i, c := range list {
			if !(c.Confidence > 0 && c.Confidence < 1) || math.IsNaN(c.Confidence) {
				t.Errorf("%q: confidence of %s is %v", text, c.Label, c.Confidence)
			}
			if i > 0 && list[i-1].Confidence < c.Confidence {
				t.Errorf("%q: not in order: %s", text, shown(text, list))
			}
			if len(c.Evidence) == 0 {
				t.Errorf("%q: %s without evidence", text, c.Label)
			}
			for _, e := range c.Evidence {
				if !e.Span.Valid(text) || e.Span.Len() == 0 || e.Source == "" {
					t.Errorf("%q: bad evidence %+v", text, e)
				}
			}
		}
	}
}

var garbage = []string{"", " ", "\x00", "\xff", "退\xff款", "😡", "。。。", "asdfghjkl", strings.Repeat("退", 3000), strings.Repeat("我要退款", 2000), strings.Repeat("不", 5000), "[微", "\u200b"}

func TestGarbage(t *testing.T) {
	for _, text := range garbage {
		check(t, text, Default().Classify(text))
	}
	for _, text := range []string{"", " ", "\n", "。。。"} {
		if diff := cmp.Diff(Result{}, Default().Classify(text)); diff != "" {
			t.Errorf("Classify(%q): %s", text, diff)
		}
	}
	if !Default().Classify("asdfghjkl").OutOfScope {
		t.Error("keys hit at random are in scope")
	}
}

func FuzzClassify(f *testing.F) {
	for _, r := range rows {
		f.Add(r.text)
	}
	for _, g := range garbage {
		f.Add(g)
	}
	c := Default()
	f.Fuzz(func(t *testing.T, text string) { check(t, text, c.Classify(text)) })
}

func TestDeterministic(t *testing.T) {
	c := Default()
	text := "你好，退款怎么还没到账，再不处理我要投诉"
	want := c.Classify(text)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 100 {
				if got := c.Classify(text); !reflect.DeepEqual(want, got) {
					t.Error(cmp.Diff(want, got))
					return
				}
			}
		})
	}
	wg.Wait()
}

func TestWithRules(t *testing.T) {
	c, err := New(segment.Default(), WithRules("own.tsv", strings.NewReader("own.1\trefund\t2\t吐钱\nbad.1\tfly\t1\tx\n")))
	if err == nil || !strings.Contains(err.Error(), "own.tsv:2: bad.1: unknown label") {
		t.Errorf("error %v; want one about own.tsv:2", err)
	}
	text := "快吐钱"
	if r := c.ClassifyTokens(text, segment.Default().Append(nil, text)); !has(r.Acts, Refund) {
		t.Errorf("own row does not count: %+v", r)
	}
	if _, err := New(nil); err == nil {
		t.Error("New(nil) gives no error")
	}
}

func BenchmarkClassify(b *testing.B) {
	text := "我上周申请的退款怎么还没到账，帮我催一下" // 20 characters
	c := Default()
	toks := segment.Default().Append(nil, text)
	b.Run("text", func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			c.Classify(text)
		}
	})
	b.Run("tokens", func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			c.ClassifyTokens(text, toks)
		}
	})
}
