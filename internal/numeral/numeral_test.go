package numeral

import "testing"

func TestParse(t *testing.T) {
	const no = -1
	for _, tt := range []struct {
		in       string
		min, max float64
		why      string
	}{
		{"98", 98, 98, "digits"},
		{"1,299.00", 1299, 1299, "thousands mark and decimals"},
		{"1.5万", 15000, 15000, "digits with a unit"},
		{"1万5", 15000, 15000, "the digit after the unit counts in the next lower one"},
		{"3千万", 3e7, 3e7, "two units"},
		{"2w", 20000, 20000, "w for 万"},
		{"三", 3, 3, "one numeral"},
		{"十五", 15, 15, "ten without a digit before it"},
		{"二十", 20, 20, "tens"},
		{"三百五十", 350, 350, "hundreds and tens"},
		{"三百五", 350, 350, "the last digit counts in the next lower unit"},
		{"三百零五", 305, 305, "but not after zero"},
		{"一万二", 12000, 12000, "the same for ten thousands"},
		{"两千零五", 2005, 2005, "两 is two"},
		{"十二万三千", 123000, 123000, "section of ten thousands"},
		{"三亿五千万", 3.5e8, 3.5e8, "sections"},
		{"二〇二四", 2024, 2024, "digits in sequence"},
		{"三点五", 3.5, 3.5, "decimals"},
		{"零点二", 0.2, 0.2, "below one"},
		{"三点五万", 35000, 35000, "decimals with a unit"},
		{"几百", 200, 900, "几 is two to nine"},
		{"十几", 11, 19, "几 after ten is one to nine"},
		{"两三百", 200, 300, "neighbours are a range"},
		{"七八", 7, 8, "neighbours without a unit"},
		{"三十多", 30, 40, "多 goes up to the next unit"},
		{"100多", 100, 200, "the same with digits"},
		{"20几", 21, 29, "digits with 几"},
		{"3-5", no, no, "ranges with a mark are the caller's"},
		{"138****1234", no, no, "masked"},
		{"", no, no, "empty"},
		{"百", no, no, "a unit alone"},
		{"1.2.3", no, no, "not a number"},
		{"99999999999999999999", no, no, "too large"},
	} {
		n, ok := Parse(tt.in)
		if ok != (tt.min != no) || ok && (n.Min != int64(tt.min*One) || n.Max != int64(tt.max*One)) {
			t.Errorf("Parse(%q) = %v, %v; want %v to %v: %s", tt.in, n, ok, tt.min, tt.max, tt.why)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"三百五", "1.5万", "两三百", "九千九百九十九万亿", "999999999999999999亿", "1万5"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if n, k := Read([]rune(s)); k < 0 || k > len([]rune(s)) || n.Min > n.Max || n.Min < 0 {
			t.Errorf("Read(%q) = %v, %d", s, n, k)
		}
	})
}
