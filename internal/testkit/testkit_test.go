package testkit

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/segment"
)

func TestReadGold(t *testing.T) {
	name := filepath.Join(t.TempDir(), "gold.txt")
	tests := []struct {
		why, sign, file string
		want            []GoldSentence
		lines           []string // as Bars gives them back
	}{
		{"bars", "|", "# comment\n\n我|要|退款\n", []GoldSentence{{3, "我要退款", []dialogue.Span{{Start: 0, End: 3}, {Start: 3, End: 6}, {Start: 6, End: 12}}}}, []string{"我|要|退款"}},
		{"white space stays in the text", "|", "在|吗 在|吗\n", []GoldSentence{{1, "在吗 在吗", []dialogue.Span{{Start: 0, End: 3}, {Start: 3, End: 6}, {Start: 7, End: 10}, {Start: 10, End: 13}}}}, []string{"在|吗 在|吗"}},
		{"spaces as the sign", "  ", "我  要  #1\n", []GoldSentence{{1, "我要#1", []dialogue.Span{{Start: 0, End: 3}, {Start: 3, End: 6}, {Start: 6, End: 8}}}}, []string{"我|要|#1"}},
		{"empty words", "|", "我||要|\n", []GoldSentence{{1, "我要", []dialogue.Span{{Start: 0, End: 3}, {Start: 3, End: 6}}}}, []string{"我|要"}},
		{"empty file", "|", "", nil, nil},
	}
	for _, tt := range tests {
		if err := os.WriteFile(name, []byte(tt.file), 0o644); err != nil {
			t.Fatal(err)
		}
		got, err := ReadGold(name, tt.sign)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.why, diff)
		}
		for i, g := range got {
			if b := Bars(g.Text, g.Words); b != tt.lines[i] {
				t.Errorf("%s: Bars gives %q; want %q", tt.why, b, tt.lines[i])
			}
		}
	}
	if _, err := ReadGold(name+".none", "|"); err == nil {
		t.Error("no error for a missing file")
	}
}

func TestSpanScore(t *testing.T) {
	span := func(a, b int) dialogue.Span { return dialogue.Span{Start: a, End: b} }
	var s SpanScore
	if s.F1() != 0 || s.Precision() != 0 || s.Recall() != 0 {
		t.Errorf("a score of nothing: %v, %v, %v; want zeros", s.Precision(), s.Recall(), s.F1())
	}
	s.Add([]dialogue.Span{span(0, 3), span(3, 9)}, []dialogue.Span{span(0, 3), span(3, 6), span(6, 9)})
	s.Add([]dialogue.Span{span(0, 3)}, []dialogue.Span{span(0, 3)})
	if s != (SpanScore{Gold: 3, Found: 4, Both: 2}) {
		t.Errorf("counts %+v", s)
	}
	if p, r, f := s.Precision(), s.Recall(), s.F1(); p != 0.5 || r != 2.0/3 || f != 4.0/7 {
		t.Errorf("precision %v, recall %v, F1 %v; want 1/2, 2/3, 4/7", p, r, f)
	}
}

func TestWordSpans(t *testing.T) {
	toks := []segment.Token{
		{Span: dialogue.Span{Start: 0, End: 3}, Kind: segment.Word},
		{Span: dialogue.Span{Start: 3, End: 4}, Kind: segment.Space},
		{Span: dialogue.Span{Start: 4, End: 5}, Kind: segment.Punct},
	}
	if diff := cmp.Diff([]dialogue.Span{{Start: 0, End: 3}, {Start: 4, End: 5}}, WordSpans(toks)); diff != "" {
		t.Errorf("WordSpans (-want +got):\n%s", diff)
	}
}
