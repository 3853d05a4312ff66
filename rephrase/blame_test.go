package rephrase

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestBlame checks that edits which change a fact are refused and the others kept, in short drafts and in long ones.
func TestBlame(t *testing.T) {
	r := Default()
	edits := func(text string) (out []Suggestion) {
		for _, pair := range [][2]string{{"工单", "登记单"}, {"三天", "几天"}, {"届时", "到时候"}, {"不得", "可以"}} {
			for from := 0; ; {
				i := strings.Index(text[from:], pair[0])
				if i < 0 {
					break
				}
				from += i
				s := Suggestion{Rule: pair[0], Replacements: pair[1:]}
				s.Span.Start, s.Span.End = from, from+len(pair[0])
				from = s.Span.End
				out = append(out, s)
			}
		}
		return out
	}
	run := func(text string) (string, []Suggestion, []Refusal) {
		gs := new(guardScratch)
		gs.a = r.guard.facts(gs, nil, text, nil)
		_, all, _ := Apply(text, edits(text))
		out, _ := applySorted(text, all)
		b := blame{r: r, gs: gs, text: text, budget: verifyFree + verifyTimes*len(text)}
		b.split(all, r.guard.against(gs, text, out))
		out, _ = applySorted(text, b.kept)
		return out, b.kept, b.refused
	}
	out, kept, refused := run("工单三天内处理，届时致电，不得逾期，工单会关闭。")
	if diff := cmp.Diff("登记单三天内处理，到时候致电，不得逾期，登记单会关闭。", out); diff != "" {
		t.Error(diff)
	}
	if len(kept) != 3 || len(refused) != 2 || len(refused[0].Violations) == 0 || refused[0].Rule != "三天" || refused[1].Rule != "不得" {
		t.Errorf("kept %v, refused %v", kept, refused)
	}
	start := time.Now()
	long := strings.Repeat("工单三天内处理，届时致电，不得逾期。", 5000)
	out, kept, refused = run(long)
	if v := r.guard.Verify(long, out); len(v) > 0 || len(kept)+len(refused) != 20_000 {
		t.Errorf("%d kept, %d refused, %d violations", len(kept), len(refused), len(v))
	}
	if took := time.Since(start); took > 20*time.Second {
		t.Errorf("%v for a long draft with many bad edits", took)
	}
}
