package sentiment

import (
	"math"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/segment"
)

// check tells of every broken promise of a Result.
func check(t *testing.T, text string, r Result) {
	t.Helper()
	if math.IsNaN(r.Score) || r.Score < -1 || r.Score > 1 || r.Intensity < 0 || r.Intensity > 3 {
		t.Errorf("%q: score %v, intensity %d out of range", text, r.Score, r.Intensity)
	}
	if r.Valence != Neutral && (len(r.Emotions) == 0 || r.Emotions[0].Label.Valence() != r.Valence || r.Intensity == 0) {
		t.Errorf("%q: %v with emotions %v, intensity %d", text, r.Valence, r.Emotions, r.Intensity)
	}
	if r.Valence == Neutral && (len(r.Emotions) > 0 && r.Emotions[0].Label != Calm || r.Intensity != 0) {
		t.Errorf("%q: neutral with emotions %v, intensity %d", text, r.Emotions, r.Intensity)
	}
	for i, e := range r.Emotions {
		if !(e.Score > 0 && e.Score < 1) {
			t.Errorf("%q: score of %v out of range", text, e)
		}
		if i > 1 && r.Emotions[i-1].Label.Valence() == e.Label.Valence() && r.Emotions[i-1].Score < e.Score {
			t.Errorf("%q: emotions not in order: %v", text, r.Emotions)
		}
	}
	evidence := append([]dialogue.Evidence(nil), r.Evidence...)
	for i, f := range r.Flags {
		evidence = append(evidence, f.Evidence)
		if !(f.Score > 0 && f.Score < 1) || i > 0 && flagRank(r.Flags[i-1].Flag) >= flagRank(f.Flag) {
			t.Errorf("%q: flags %v out of range or order", text, r.Flags)
		}
	}
	for _, e := range evidence {
		if !e.Span.Valid(text) || e.Span.Len() == 0 || e.Source == "" || math.IsNaN(e.Weight) {
			t.Errorf("%q: bad evidence %+v", text, e)
		}
	}
}

var garbage = []string{"", " ", "\n", "\x00", "\xff\xfe", "慢\xff死", "😡", "🙏🏻", "。。。", "？？？", "!?", strings.Repeat("啊", 3000), strings.Repeat("太慢了", 2000),
	strings.Repeat("不", 5000), strings.Repeat("1", 5000), "[", "[]", "[微", "\u200b", "ａｂｃ", strings.Repeat("但是很好", 1000), strings.Repeat("你们真好", 3000)}

func TestGarbage(t *testing.T) {
	for _, text := range garbage {
		check(t, text, Default().Detect(text))
	}
	for _, text := range []string{"", " ", "\n \t"} {
		if diff := cmp.Diff(Result{}, Default().Detect(text)); diff != "" {
			t.Errorf("Detect(%q): %s", text, diff)
		}
	}
}

func FuzzDetect(f *testing.F) {
	for _, r := range rows {
		f.Add(r.text)
	}
	for _, g := range garbage {
		f.Add(g)
	}
	d := Default()
	f.Fuzz(func(t *testing.T, text string) { check(t, text, d.Detect(text)) })
}

func TestDeterministic(t *testing.T) {
	d := Default()
	text := "你们服务可真好啊，等了三天，谁受得了！！不过谢谢"
	want := d.Detect(text)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 100 {
				if got := d.Detect(text); !reflect.DeepEqual(want, got) {
					t.Error(cmp.Diff(want, got))
					return
				}
			}
		})
	}
	wg.Wait()
}

func TestDetectTokens(t *testing.T) {
	text := "质量不错，就是快递太慢了"
	got := Default().DetectTokens(text, segment.Default().Append(nil, text))
	if diff := cmp.Diff(Default().Detect(text), got); diff != "" {
		t.Error(diff)
	}
}

func TestWithRules(t *testing.T) {
	own := "my.word\tsatisfied\t2\t绝绝绝\nbad\tnosuch\t1\tx\ngrateful.thanks.1\n"
	d, err := New(segment.Default(), WithRules("own.tsv", strings.NewReader(own)))
	if err == nil || !strings.Contains(err.Error(), "own.tsv:2: bad: unknown label") {
		t.Errorf("error %v; want one about own.tsv:2", err)
	}
	if r := d.Detect("绝绝绝"); r.Valence != Positive {
		t.Errorf("own row does not count: %+v", r)
	}
	if r := d.Detect("谢谢你"); r.Valence != Neutral && r.Evidence[0].Source == "grateful.thanks.1" {
		t.Errorf("row that was taken out still counts: %+v", r)
	}
	if _, err := New(nil); err == nil {
		t.Error("New(nil) gives no error")
	}
}

func BenchmarkDetect(b *testing.B) {
	text := "质量不错，就是快递实在太慢了，等了五天" // 20 characters
	d := Default()
	toks := segment.Default().Append(nil, text)
	b.Run("text", func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			d.Detect(text)
		}
	})
	b.Run("tokens", func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			d.DetectTokens(text, toks)
		}
	})
}
