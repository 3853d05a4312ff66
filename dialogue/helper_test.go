package dialogue

import (
	"errors"
	"io"
	"iter"
	"strings"
	"testing"
)

// collect returns all dialogues and all errors of a sequence.
func collect(seq iter.Seq2[*Dialogue, error]) (ds []*Dialogue, errs []error) {
	for d, err := range seq {
		if err != nil {
			errs = append(errs, err)
		} else {
			ds = append(ds, d)
		}
	}
	return ds, errs
}

// one returns the single dialogue that input holds.
func one(t *testing.T, f Format, input string) *Dialogue {
	t.Helper()
	ds, errs := collect(Read(strings.NewReader(input), f, WithEncoding(UTF8)))
	if len(errs) > 0 || len(ds) != 1 {
		t.Fatalf("Read(%v): %d dialogues, errors %v; want 1 and none", f, len(ds), errs)
	}
	return ds[0]
}

func write(t *testing.T, f Format, d *Dialogue) string {
	t.Helper()
	var b strings.Builder
	if err := Write(&b, f, d); err != nil {
		t.Fatalf("Write(%v): %v", f, err)
	}
	return b.String()
}

func formatError(t *testing.T, err error) *FormatError {
	t.Helper()
	var fe *FormatError
	if !errors.As(err, &fe) {
		t.Fatalf("error %v is no FormatError", err)
	}
	return fe
}

// failing gives its text and then an error.
type failing struct {
	io.Reader
	err error
}

func (f *failing) Read(p []byte) (int, error) {
	n, err := f.Reader.Read(p)
	if err == io.EOF {
		err = f.err
	}
	return n, err
}
