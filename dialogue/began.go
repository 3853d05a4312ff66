package dialogue

import "time"

// formatBegan returns the text of a date and time from which parseBegan makes the
// same instant, and false when there is none.
func formatBegan(t time.Time) (string, bool) {
	for _, t := range []time.Time{t, t.UTC()} {
		s := t.Format(time.RFC3339Nano)
		if u, ok := parseBegan(s); ok && u.Equal(t) && !u.IsZero() {
			return s, true
		}
	}
	return "", false
}

// parseBegan reads a date and time of RFC 3339.
func parseBegan(s string) (time.Time, bool) {
	if len(s) > 64 { // no valid one is as long
		return time.Time{}, false
	}
	t, err := time.Parse(time.RFC3339, s)
	return t, err == nil && !t.IsZero()
}
