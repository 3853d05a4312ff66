package qingting

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/qingting-nlp/qingting/dialogue"
)

func samples(t testing.TB) []*dialogue.Dialogue {
	t.Helper()
	files, err := filepath.Glob("testdata/dialogues/*.dlg")
	if err != nil || len(files) < 12 {
		t.Fatalf("%d sample dialogues (%v), want 12 or more", len(files), err)
	}
	var out []*dialogue.Dialogue
	for _, f := range files {
		for d, err := range dialogue.ReadFile(f) {
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, d)
		}
	}
	return out
}

func newAnalyzer(t testing.TB) *Analyzer {
	t.Helper()
	a, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// TestGold compares the reports of the samples with what their authors wrote beside them. The floors are what this version reaches;
// the samples were written before the rules but read while the rules were made.
func TestGold(t *testing.T) {
	a := newAnalyzer(t)
	n, course, handOff, resolution := 0, 0, 0, 0
	for _, d := range samples(t) {
		r, err := a.Analyze(context.Background(), d)
		if err != nil {
			t.Fatal(err)
		}
		n++
		if want := gold(t, d, "course", "class: "); string(r.Course.Class) == want {
			course++
		} else {
			t.Logf("%s: course %s, gold %s", d.ID, r.Course.Class, want)
		}
		if want := strings.TrimSpace(gold(t, d, "resolution", "")); string(r.Resolution) == want {
			resolution++
		} else {
			t.Logf("%s: resolution %s, gold %s", d.ID, r.Resolution, want)
		}
		advised := gold(t, d, "handoff", "advised: ") == "true"
		at := -1
		if advised {
			fmt.Sscan(gold(t, d, "handoff", "at: "), &at)
		}
		switch {
		case !advised && r.HandOff.Advised:
			t.Errorf("%s: hand-off at %d, and the gold says none is needed: %v", d.ID, r.HandOff.At, r.HandOff.Reasons)
		case r.HandOff.Advised == advised && r.HandOff.At-at <= 2 && at-r.HandOff.At <= 2: // one turn
			handOff++
		default:
			t.Logf("%s: hand-off at %d, gold %d", d.ID, r.HandOff.At, at)
		}
	}
	t.Logf("course %d/%d, hand-off %d/%d, resolution %d/%d", course, n, handOff, n, resolution, n)
	if course < n-2 || handOff < n-1 || resolution < n-2 {
		t.Errorf("course %d, hand-off %d, resolution %d of %d: below the floor", course, handOff, resolution, n)
	}
}

// gold returns what follows prefix on its line of the expected block.
func gold(t *testing.T, d *dialogue.Dialogue, block, prefix string) string {
	t.Helper()
	for _, b := range d.Blocks {
		if b.Name != block {
			continue
		}
		for line := range strings.SplitSeq(b.Text, "\n") {
			if v, ok := strings.CutPrefix(line, prefix); ok {
				return strings.TrimSpace(v)
			}
		}
	}
	t.Fatalf("%s: no %q in block %s", d.ID, prefix, block)
	return ""
}

func TestLiveEqualsReplay(t *testing.T) {
	a := newAnalyzer(t)
	for _, d := range samples(t) {
		s := a.NewSession(d.ID)
		s.SetSector(d.Sector)
		for i, u := range d.Utterances {
			up, err := s.Append(u)
			if err != nil {
				t.Fatal(err)
			}
			head := *d
			head.Utterances = d.Utterances[:i+1]
			want, err := a.Analyze(context.Background(), &head)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, s.Report()); diff != "" {
				t.Fatalf("%s: live differs from replay after utterance %d (-replay +live)\n%s", d.ID, i, diff)
			}
			if diff := cmp.Diff(want.Utterances[i], up.Utterance); diff != "" {
				t.Fatalf("%s: update %d differs (-replay +live)\n%s", d.ID, i, diff)
			}
		}
	}
}

// TestEvidence checks that every finding points at whole characters of the utterance it names.
func TestEvidence(t *testing.T) {
	a := newAnalyzer(t)
	for _, d := range samples(t) {
		r, err := a.Analyze(context.Background(), d)
		if err != nil {
			t.Fatal(err)
		}
		for i, f := range r.Utterances {
			text := d.Utterances[i].Text
			check := func(e dialogue.Evidence) {
				if e.Utterance != i || !e.Span.Valid(text) || e.Span.Len() == 0 || e.Source == "" {
					t.Errorf("%s: evidence %+v of utterance %d", d.ID, e, i)
				}
			}
			if c := f.Customer; c != nil {
				for _, e := range c.Sentiment.Evidence {
					check(e)
				}
				for _, h := range c.Sentiment.Flags {
					check(h.Evidence)
				}
				for _, x := range append(c.Intent.Acts, c.Intent.Topics...) {
					for _, e := range x.Evidence {
						check(e)
					}
				}
				for _, e := range c.Entities {
					if !e.Span.Valid(text) || e.Span.Len() == 0 {
						t.Errorf("%s: entity %+v of utterance %d", d.ID, e, i)
					}
				}
			}
			if f.Agent != nil {
				for _, s := range f.Agent.Suggestions {
					if !s.Span.Valid(text) {
						t.Errorf("%s: suggestion %s of utterance %d has span %v", d.ID, s.Rule, i, s.Span)
					}
				}
			}
		}
		for _, c := range r.Confusions {
			for _, term := range c.Terms {
				if term.Span.Of(d.Utterances[c.Agent].Text) != term.Text || c.Agent >= c.Customer {
					t.Errorf("%s: confusion %+v", d.ID, c)
				}
			}
		}
	}
}

func TestConcurrentAnalyze(t *testing.T) {
	a := newAnalyzer(t)
	ds := samples(t)
	want := make([]*Report, len(ds))
	for i, d := range ds {
		want[i], _ = a.Analyze(context.Background(), d)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for i, d := range ds {
				if got, err := a.Analyze(context.Background(), d); err != nil || !cmp.Equal(want[i], got) {
					t.Errorf("%s: another result in another goroutine (%v)", d.ID, err)
				}
			}
		})
	}
	wg.Wait()
}

func TestHostileConversations(t *testing.T) {
	a := newAnalyzer(t)
	texts := []string{"", " ", "\x00", "\xff\xfe", "😀😀😀", "???", strings.Repeat("退", 3000), strings.Repeat("1", 3000), "[[[[{{{{"}
	s := a.NewSession("")
	for _, role := range []dialogue.Role{dialogue.Customer, dialogue.Agent, dialogue.Bot, dialogue.System, dialogue.Unknown, dialogue.Role(200)} {
		for _, text := range texts {
			if _, err := s.Append(dialogue.Utterance{Role: role, Text: text}); err != nil {
				t.Fatal(err)
			}
		}
	}
	if got := len(s.Report().Utterances); got != 6*len(texts) {
		t.Errorf("%d findings, want %d", got, 6*len(texts))
	}
	if _, err := s.Append(dialogue.Utterance{Text: strings.Repeat("a", MaxUtteranceLen+1)}); !errors.Is(err, ErrTooLong) {
		t.Errorf("a too long utterance gives %v, want ErrTooLong", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := a.Analyze(ctx, samples(t)[0]); !errors.Is(err, context.Canceled) {
		t.Errorf("Analyze with a cancelled context gives %v", err)
	}
	if r, err := a.Analyze(context.Background(), &dialogue.Dialogue{}); err != nil || r.Course.Class != Steady || r.HandOff.At != -1 || r.Resolution != Unclear {
		t.Errorf("empty dialogue: %+v, %v", r, err)
	}
}

func FuzzSession(f *testing.F) {
	a := newAnalyzer(f)
	f.Add("我的卡怎么还没开通", "您好，T+3到账")
	f.Fuzz(func(t *testing.T, c, g string) {
		if len(c)+len(g) > 1<<16 {
			return
		}
		s := a.NewSession("x")
		for _, u := range []dialogue.Utterance{{Role: dialogue.Customer, Text: c}, {Role: dialogue.Bot, Text: g}, {Role: dialogue.Customer, Text: g}, {Role: dialogue.Agent, Text: c}} {
			if _, err := s.Append(u); err != nil {
				t.Fatal(err)
			}
		}
		r := s.Report()
		if r.Course.Mean < -1 || r.Course.Mean > 1 || r.HandOff.Score < 0 {
			t.Errorf("out of range: %+v %+v", r.Course, r.HandOff)
		}
	})
}

func BenchmarkUnderstand(b *testing.B) {
	a := newAnalyzer(b)
	b.ReportAllocs()
	for b.Loop() {
		a.Understand("我的退款都等了三天了怎么还没到账啊")
	}
}

func BenchmarkAnalyze20Turns(b *testing.B) {
	a := newAnalyzer(b)
	d := *samples(b)[0]
	d.Utterances = d.Utterances[:20]
	b.ReportAllocs()
	for b.Loop() {
		if _, err := a.Analyze(context.Background(), &d); err != nil {
			b.Fatal(err)
		}
	}
}
