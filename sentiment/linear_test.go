package sentiment

import (
	"strings"
	"testing"
	"time"
)

// TestLinear checks that ten times the text costs about ten times the time, with much room for a busy machine.
func TestLinear(t *testing.T) {
	if testing.Short() || raceEnabled {
		t.Skip("measures time")
	}
	d := Default()
	for _, unit := range []string{"太慢了", "不", "但是很好", "你们真好，", "谢谢", "1", "一二千万", "等了三天", "!", "我昨天在你们店里买的东西今天还没有发货麻烦帮我看一下", "a", "\xff"} {
		measure := func(size int) time.Duration {
			text, best := strings.Repeat(unit, size/len(unit)+1), time.Hour
			for range 2 {
				start := time.Now()
				d.Detect(text)
				best = min(best, time.Since(start))
			}
			return best
		}
		small, large := measure(20<<10), measure(200<<10)
		t.Logf("%q: 20 KiB %v, 200 KiB %v", unit, small, large)
		if large > 40*small+2*time.Second { // quadratic work is far above, a busy machine is not
			t.Errorf("Detect of 200 KiB of %q takes %v, of 20 KiB %v", unit, large, small)
		}
	}
}
