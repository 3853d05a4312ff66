package dialogue

import (
	"errors"
	"math"
	"testing"
	"time"
)

func TestParseTime(t *testing.T) {
	for _, test := range []struct {
		in   string
		hhmm bool
		want Time
		ok   bool
		why  string
	}{
		{"00:12.5", false, Offset(12500 * time.Millisecond), true, "offset"},
		{"75:03.0", true, Offset(75*time.Minute + 3*time.Second), true, "a fraction makes it an offset, also in a chat"},
		{"00:00.000000001", false, Offset(1), true, "nanosecond"},
		{"-00:02.0", false, Offset(-2 * time.Second), true, "before the beginning"},
		{"14:03", false, Offset(14*time.Minute + 3*time.Second), true, "two fields of a call"},
		{"14:03", true, Clock(14*time.Hour + 3*time.Minute), true, "two fields of a chat"},
		{"9:05", true, Clock(9*time.Hour + 5*time.Minute), true, "one digit"},
		{"24:00", true, Time{}, false, "no such hour"},
		{"-14:03", true, Time{}, false, "no negative time of day"},
		{"14:03:22", false, Clock(14*time.Hour + 3*time.Minute + 22*time.Second), true, "three fields"},
		{"14:03:22.25", true, Clock(14*time.Hour + 3*time.Minute + 22250*time.Millisecond), true, "fraction"},
		{"14:63:22", false, Time{}, false, "no such minute"},
		{"14:03:60", false, Time{}, false, "leap seconds are not told"},
		{"00:60.0", false, Time{}, false, "no such second"},
		{"00:12.", false, Time{}, false, "empty fraction"},
		{"00:12.1234567890", false, Time{}, false, "too fine"},
		{"9999999:00", false, Time{}, false, "out of range"},
		{"99999999999:00", false, Time{}, false, "would overflow"},
		{"1:2:3:4", false, Time{}, false, "four fields"},
		{"", false, Time{}, false, "empty"},
		{":", false, Time{}, false, "no digits"},
		{"12", false, Time{}, false, "one field"},
	} {
		got, ok := parseTime(test.in, test.hhmm)
		if got != test.want || ok != test.ok {
			t.Errorf("parseTime(%q, %v) = %v, %v; want %v, %v (%s)", test.in, test.hhmm, got, ok, test.want, test.ok, test.why)
		}
		if !ok {
			continue
		}
		for _, hhmm := range []bool{false, true} {
			if again, ok := parseTime(got.String(), hhmm); !ok || again != got {
				t.Errorf("%q does not come back from %q: %v", test.in, got.String(), again)
			}
		}
	}
}

func TestTimeSub(t *testing.T) {
	for _, test := range []struct {
		t, u Time
		want time.Duration
		ok   bool
		why  string
	}{
		{Offset(5 * time.Second), Offset(2 * time.Second), 3 * time.Second, true, "offsets"},
		{Offset(2 * time.Second), Offset(5 * time.Second), -3 * time.Second, true, "order"},
		{Clock(time.Minute), Clock(23*time.Hour + 59*time.Minute), 2 * time.Minute, true, "past midnight"},
		{Clock(23*time.Hour + 59*time.Minute), Clock(time.Minute), -2 * time.Minute, true, "and back"},
		{Clock(12 * time.Hour), Clock(0), -12 * time.Hour, true, "half a day counts as before"},
		{Clock(0), Clock(0), 0, true, "same"},
		{Offset(0), Clock(0), 0, false, "two kinds"},
		{Time{}, Time{}, 0, false, "not given"},
	} {
		if got, ok := test.t.Sub(test.u); got != test.want || ok != test.ok {
			t.Errorf("%q.Sub(%q) = %v, %v; want %v, %v (%s)", test.t, test.u, got, ok, test.want, test.ok, test.why)
		}
	}
}

func TestTime(t *testing.T) {
	if !(Time{}).IsZero() || Offset(0).IsZero() || Clock(0).IsZero() {
		t.Error("only the zero Time is not given")
	}
	if Clock(25*time.Hour) != Clock(time.Hour) || Clock(-time.Hour) != Clock(23*time.Hour) {
		t.Error("Clock does not wrap")
	}
	if got := (Time{}).String(); got != "" {
		t.Errorf("String of no time = %q", got)
	}
	_ = Offset(math.MinInt64).String() // must not panic
	for _, want := range []Time{{}, Offset(0), Clock(0), Offset(-time.Nanosecond)} {
		b, err := want.MarshalText()
		var got Time
		if err2 := got.UnmarshalText(b); err != nil || err2 != nil || !got.Equal(want) {
			t.Errorf("%q gives %v (%v, %v)", b, got, err, err2)
		}
	}
	got := Offset(1)
	if err := got.UnmarshalText([]byte("noon")); !errors.Is(err, ErrTime) || got != Offset(1) {
		t.Errorf("UnmarshalText: %v, %v; want ErrTime and no change", got, err)
	}
	if _, ok := Clock(0).Offset(); ok {
		t.Error("a time of day is no offset")
	}

	d := Dialogue{Began: time.Date(2026, 1, 5, 23, 59, 0, 0, time.FixedZone("", 8*3600))}
	if got, ok := d.TimeOfDay(Offset(90 * time.Second)); !ok || got != 30*time.Second {
		t.Errorf("TimeOfDay = %v, %v; want half a minute past midnight", got, ok)
	}
	if got, ok := d.TimeOfDay(Clock(time.Hour)); !ok || got != time.Hour {
		t.Errorf("TimeOfDay of a time of day = %v, %v", got, ok)
	}
	if _, ok := d.TimeOfDay(Time{}); ok {
		t.Error("TimeOfDay of no time")
	}
	if _, ok := new(Dialogue).TimeOfDay(Offset(0)); ok {
		t.Error("TimeOfDay of an offset without Began")
	}
}
