package repair_test

import (
	"testing"

	"github.com/qingting-nlp/qingting/repair"
)

// TestPairs holds the floors of the hand-written pairs.
func TestPairs(t *testing.T) {
	restored, restorable, clean, changed, flagged, unrestorable := 0, 0, 0, 0, 0, 0
	seen := make(map[string]bool)
	for _, p := range readPairs(t) {
		if seen[p.raw] {
			t.Errorf("line %d: twice", p.line)
		}
		seen[p.raw] = true
		r := repairerOf(p)
		res := r.Repair(p.raw)
		checkResult(t, r, res)
		if r != repair.Default() { // readable text
			if res := repair.Default().Repair(p.raw); res.Text != p.raw || len(res.Flags) > 0 {
				t.Errorf("line %d: %s is off, but %q became %q with flags %v", p.line, p.kind, p.raw, res.Text, res.Flags)
			}
		}
		right := res.Text == p.want
		switch p.kind {
		case "clean":
			clean++
			if !right {
				changed++
				t.Errorf("line %d: clean text %q became %q", p.line, p.raw, res.Text)
			}
			if len(res.Flags) > 0 {
				t.Errorf("line %d: clean text %q has flags %v", p.line, p.raw, res.Flags)
			}
		case "unrestorable":
			unrestorable++
			for _, f := range res.Flags {
				if f.Kind.String() == p.flags {
					flagged++
					break
				}
			}
			if !right {
				t.Errorf("line %d: %q became %q; want %q", p.line, p.raw, res.Text, p.want)
			}
			if len(res.Flags) == 0 {
				t.Errorf("line %d: %q has no flag", p.line, p.raw)
			}
		default:
			restorable++
			if right {
				restored++
			} else {
				t.Logf("line %d: %s: %q became %q; want %q", p.line, p.kind, p.raw, res.Text, p.want)
			}
			if _, ok := repair.ParseKind(p.kind); p.kind != "mixed" && !ok {
				t.Errorf("line %d: kind %q", p.line, p.kind)
			}
		}
	}
	t.Logf("restored %d of %d, %d of %d clean texts changed, flagged %d of %d", restored, restorable, changed, clean, flagged, unrestorable)
	if restored*100 < restorable*97 || changed > 0 || flagged < unrestorable {
		t.Error("below the floors: 0.97 restored, no clean text changed, all unrestorable flagged")
	}
	if restorable+unrestorable < 350 || clean < 350 {
		t.Errorf("%d pairs and %d clean texts; want 350 each", restorable+unrestorable, clean)
	}
}
