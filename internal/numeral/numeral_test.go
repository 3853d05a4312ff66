package numeral

import (
	"math"
	"testing"
)

func TestParse(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want float64
		ok   bool
		why  string
	}{
		{"98", 98, true, "digits"},
		{"1,299.00", 1299, true, "thousands mark and decimals"},
		{"1.5万", 15000, true, "digits with a unit"},
		{"3千万", 3e7, true, "two units"},
		{"三", 3, true, "one numeral"},
		{"十五", 15, true, "ten without a digit before it"},
		{"二十", 20, true, "tens"},
		{"三百五十", 350, true, "hundreds and tens"},
		{"三百五", 350, true, "the last digit counts in the next lower unit"},
		{"三百零五", 305, true, "but not after zero"},
		{"一万二", 12000, true, "the same for ten thousands"},
		{"两千零五", 2005, true, "两 is two"},
		{"十二万三千", 123000, true, "section of ten thousands"},
		{"三亿五千万", 3.5e8, true, "sections"},
		{"二〇二四", 2024, true, "digits in sequence"},
		{"三点五", 3.5, true, "decimals"},
		{"零点二", 0.2, true, "below one"},
		{"百分之三十", 0.3, true, "per cent in words"},
		{"30%", 0.3, true, "per cent"},
		{"几百", 0, false, "not exact"},
		{"3-5", 0, false, "a range"},
		{"138****1234", 0, false, "masked"},
		{"", 0, false, "empty"},
		{"百", 0, false, "a unit alone"},
		{"1.2.3", 0, false, "not a number"},
	} {
		got, ok := Parse(tt.in)
		if ok != tt.ok || ok && math.Abs(got-tt.want) > 1e-9*math.Max(1, tt.want) {
			t.Errorf("Parse(%q) = %v, %v; want %v, %v: %s", tt.in, got, ok, tt.want, tt.ok, tt.why)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("三百五")
	f.Add("1.5万")
	f.Fuzz(func(t *testing.T, s string) {
		if v, ok := Parse(s); ok && math.IsNaN(v) {
			t.Errorf("NaN")
		}
	})
}
