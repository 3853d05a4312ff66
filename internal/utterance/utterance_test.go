package utterance

import (
	"errors"
	"strings"
	"testing"
)

func TestRead(t *testing.T) {
	const head = "# text\temotions\n\n"
	for _, tt := range []struct {
		why, line, reason string
	}{
		{"the least", "退款\tneutral\t0\tneutral\tcheck\t\t\tshop", ""},
		{"all columns", "退款\turgent,angry\t2\tnegative\tchase,refund\tshop.refund\trhetorical\tshop\thasty\tx1\twhy", ""},
		{"too few columns", "退款\tneutral", "2 columns, want at least 8"},
		{"too many", strings.Repeat("x\t", 12) + "x", "13 columns, want at most 11"},
		{"no text", " \tneutral\t0\tneutral\task\t\t\tshop", "no text"},
		{"intensity", "退款\tneutral\t4\tneutral\task\t\t\tshop", "intensity is none of 0, 1, 2, 3"},
		{"valence", "退款\tneutral\t0\tgood\task\t\t\tshop", "valence is none of negative, neutral, positive"},
		{"no emotion", "退款\t\t0\tneutral\task\t\t\tshop", "no emotion; neutral is one"},
		{"no act", "退款\tneutral\t0\tneutral\t\t\t\tshop", "no act"},
		{"not UTF-8", "\xff\tneutral\t0\tneutral\task\t\t\tshop", "not UTF-8"},
	} {
		rows, err := Read(strings.NewReader(head+tt.line+"\r\n"), "f.tsv")
		if tt.reason == "" {
			if err != nil || len(rows) != 1 || rows[0].Line != 3 || rows[0].Text != "退款" {
				t.Errorf("%s: %v, %v", tt.why, rows, err)
			}
			continue
		}
		var e *Error
		if !errors.As(err, &e) || e.File != "f.tsv" || e.Line != 3 || e.Reason != tt.reason || len(rows) != 0 {
			t.Errorf("%s: error %v, want f.tsv:3: %s", tt.why, err, tt.reason)
		}
	}
}

// TestReadGoesOn: a bad line does not cost the good ones.
func TestReadGoesOn(t *testing.T) {
	rows, err := Read(strings.NewReader("bad\n退款\tneutral\t0\tneutral\tcheck\t\t\tshop\nbad\n"), "f.tsv")
	if len(rows) != 1 || err == nil || strings.Count(err.Error(), "f.tsv:") != 2 {
		t.Errorf("%v, %v", rows, err)
	}
}
