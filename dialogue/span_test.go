package dialogue

import "testing"

func TestSpan(t *testing.T) {
	const text = "退款\xe9\x80x" // 退 0-3, 款 3-6, two bytes cut from a rune, x
	for _, test := range []struct {
		span  Span
		valid bool
		of    string
		why   string
	}{
		{Span{0, 3}, true, "退", "one rune"},
		{Span{0, 6}, true, "退款", "whole runes"},
		{Span{}, true, "", "an empty span marks a place"},
		{Span{9, 9}, true, "", "the end is a place"},
		{Span{1, 3}, false, "\x80\x80", "begins inside a rune"},
		{Span{0, 4}, false, "退\xe6", "ends inside a rune"},
		{Span{6, 7}, true, "\xe9", "an invalid byte is a rune of its own"},
		{Span{7, 8}, true, "\x80", "so is the next one"},
		{Span{3, 0}, false, "", "backwards"},
		{Span{-1, 3}, false, "", "before the text"},
		{Span{0, 10}, false, "", "behind the text"},
	} {
		if got := test.span.Valid(text); got != test.valid && test.why != "" {
			t.Errorf("%v.Valid = %v; want %v (%s)", test.span, got, test.valid, test.why)
		}
		if got := test.span.Of(text); test.valid && got != test.of {
			t.Errorf("%v.Of = %q; want %q (%s)", test.span, got, test.of, test.why)
		}
	}
	if got := (Span{3, 9}).Len(); got != 6 {
		t.Errorf("Len = %d; want 6", got)
	}
	if got := (Span{5, 99}).Of(text); got != "" {
		t.Errorf("Of out of range = %q; want nothing", got)
	}
}
