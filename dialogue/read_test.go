package dialogue

import (
	"bufio"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

func TestDetect(t *testing.T) {
	for _, test := range []struct {
		prefix, name string
		want         Format
		why          string
	}{
		{"", "a.dlg", DLG, "name"},
		{"", "A.JSONL", JSONL, "case of the name"},
		{"", "a.ndjson", JSONL, "other name"},
		{"{", "a.txt", Text, "the name decides"},
		{"-- meta --\nid: 1\n", "", DLG, "marker"},
		{"\ufeff# a\n\n-- dialogue --\r\n", "a.log", DLG, "comments and a byte order mark before it"},
		{"-- note --\n", "", Text, "no section that comes first"},
		{"\n {\"id\":1}\n", "a.json", JSONL, "object"},
		{"客户：a\n-- meta --\n", "", Text, "only the first line counts"},
		{"# a", "", Text, "comment alone"},
		{"", "", Text, "nothing"},
		{"-- me", "", Text, "cut"},
		{"\xff\xfe", "", Text, "not UTF-8"},
	} {
		if got := Detect([]byte(test.prefix), test.name); got != test.want {
			t.Errorf("Detect(%q, %q) = %v; want %v (%s)", test.prefix, test.name, got, test.want, test.why)
		}
	}
	for f := Auto; f <= Text; f++ {
		if got, ok := ParseFormat(f.String()); !ok || got != f {
			t.Errorf("ParseFormat(%v) = %v, %v", f, got, ok)
		}
	}
	if _, ok := ParseFormat("invalid"); ok || Format(99).String() != "invalid" {
		t.Error("invalid formats")
	}
}

func TestReadAuto(t *testing.T) {
	for f, in := range map[Format]string{DLG: canonical, JSONL: `{"utterances":[{"text":"a"}]}`, Text: "客户：a"} {
		for name, r := range map[string]io.Reader{
			"whole":   strings.NewReader(in),
			"bytes":   iotest.OneByteReader(strings.NewReader(in)),
			"dataErr": iotest.DataErrReader(strings.NewReader(in)),
		} {
			ds, errs := collect(Read(r, Auto))
			if len(errs) > 0 || len(ds) != 1 {
				t.Fatalf("%v %s: %d dialogues, %v", f, name, len(ds), errs)
			}
			if diff := cmp.Diff(one(t, f, in), ds[0]); diff != "" {
				t.Errorf("%v %s (-named +detected):\n%s", f, name, diff)
			}
		}
	}
}

func TestReadSourceError(t *testing.T) {
	broken := errors.New("pipe broken")
	for f, test := range map[Format]struct {
		in   string
		want int
	}{
		DLG:   {canonical, 0},
		JSONL: {`{"utterances":[]}` + "\n" + `{"utter`, 1},
		Text:  {"客户：a\n---\n客户：b\n", 1},
		Auto:  {"客户：a\n---\n客户：b\n", 1},
	} {
		ds, errs := collect(Read(&failing{strings.NewReader(test.in), broken}, f))
		if len(ds) != test.want || len(errs) != 1 || !errors.Is(errs[0], broken) {
			t.Errorf("%v: %d dialogues, %v; want %d whole ones and the error of the source", f, len(ds), errs, test.want)
		}
	}
	if _, errs := collect(Read(strings.NewReader(""), Format(99))); len(errs) != 1 {
		t.Errorf("unknown format: %v", errs)
	}
}

func TestReadFile(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.log")
	if err := os.WriteFile(name, []byte(canonical+"-- meta --\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	seq := ReadFile(name)
	for range 2 { // the sequence can be used again
		ds, errs := collect(seq)
		if len(ds) != 0 || len(errs) != 1 {
			t.Fatalf("%d dialogues, %v", len(ds), errs)
		}
		if fe := formatError(t, errs[0]); fe.File != name || fe.Format != DLG || fe.Line != strings.Count(canonical, "\n")+1 {
			t.Errorf("error %+v; want the second meta section of %s", fe, name)
		}
	}
	if _, errs := collect(ReadFile(name, WithMaxRecord(10), WithName("b"))); len(errs) != 1 || !errors.Is(errs[0], ErrTooLong) {
		t.Errorf("WithMaxRecord: %v; want ErrTooLong", errs)
	} else if fe := formatError(t, errs[0]); fe.File != "b" {
		t.Errorf("WithName: %q", fe.File)
	}
	if _, errs := collect(ReadFile(name + ".no")); len(errs) != 1 || !errors.Is(errs[0], fs.ErrNotExist) {
		t.Errorf("missing file: %v; want fs.ErrNotExist", errs)
	}
}

func TestReadStops(t *testing.T) {
	for f, in := range map[Format]string{
		JSONL: strings.Repeat(`{"utterances":[]}`+"\n", 3) + "x\n",
		Text:  strings.Repeat("客户：a\n---\n", 3),
		DLG:   canonical,
	} {
		n := 0
		for range Read(strings.NewReader(in), f) {
			n++
			break
		}
		if n != 1 {
			t.Errorf("%v: %d steps", f, n)
		}
	}
}

func TestLineReader(t *testing.T) {
	big := strings.Repeat("x", 100)
	for _, test := range []struct {
		in   string
		want []string
		why  string
	}{
		{"a\nb\r\n\nc", []string{"a", "b", "", "c"}, "line ends"},
		{"\ufeffa\n\ufeffb\n", []string{"a", "\ufeffb"}, "only the first byte order mark"},
		{big + "\n" + big + "y\n" + big + "\r\n", []string{big, "LONG", big}, "the limit counts no line end"},
		{big + big + big + "\na", []string{"LONG", "a"}, "skipped to its end"},
		{big + "y", []string{"LONG"}, "without a line end"},
		{big, []string{big}, "without a line end"},
		{"", nil, "empty"},
		{"\ufeff", []string{""}, "byte order mark alone"},
		{"a\r\r\nb\r", []string{"a\r", "b\r"}, "one CR belongs to the line end"},
	} {
		l := lineReader{br: bufio.NewReaderSize(strings.NewReader(test.in), 16), max: 100}
		var got []string
		for {
			line, long, err := l.next()
			if err != nil {
				break
			}
			if long {
				line = []byte("LONG")
			}
			got = append(got, string(line))
			if l.n != len(got) {
				t.Errorf("line %d has number %d", len(got), l.n)
			}
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.why, diff)
		}
	}
}
