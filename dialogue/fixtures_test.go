package dialogue

import (
	"path/filepath"
	"testing"
)

// TestFixtures reads every sample dialogue of the project and writes it in every
// format.
func TestFixtures(t *testing.T) {
	names, err := filepath.Glob("../testdata/dialogues/*.dlg")
	if err != nil || len(names) == 0 {
		t.Fatalf("no sample dialogues: %v", err)
	}
	ids := map[string]string{}
	for _, name := range names {
		ds, errs := collect(ReadFile(name))
		if len(errs) > 0 || len(ds) != 1 {
			t.Errorf("%s: %d dialogues, %v", name, len(ds), errs)
			continue
		}
		d := ds[0]
		if d.ID == "" || len(d.Utterances) == 0 || d.Channel == "" {
			t.Errorf("%s: id %q, channel %q, %d utterances; want all three", name, d.ID, d.Channel, len(d.Utterances))
			continue
		}
		if other, ok := ids[d.ID]; ok {
			t.Errorf("%s and %s have the same id", name, other)
		}
		ids[d.ID] = name
		for _, f := range []Format{DLG, JSONL, Text} {
			roundTrip(t, f, d)
		}
	}
}
