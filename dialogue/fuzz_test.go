package dialogue

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// canary stands in fuzzed input where the fuzzer writes x; no error may show it.
const canary = "金丝雀13800138000"

func withCanary(s string) string { return strings.ReplaceAll(s, "x", canary) }

func checkErrors(t *testing.T, errs []error) {
	t.Helper()
	for _, err := range errs {
		formatError(t, err)
		if text := err.Error(); strings.Contains(text, "金丝") || strings.Contains(text, "138001") {
			t.Errorf("error repeats the input: %v", err)
		}
	}
}

// fuzzRead checks that what is read can be written and read again.
func fuzzRead(f *testing.F, format Format) {
	for _, s := range hardTexts {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, in string) {
		in = withCanary(in)
		ds, errs := collect(Read(strings.NewReader(in), format, WithEncoding(UTF8)))
		checkErrors(t, errs)
		for _, d := range ds {
			roundTrip(t, format, d)
		}
		// A small limit may only take dialogues away.
		few, errs := collect(Read(strings.NewReader(in), format, WithMaxRecord(32), WithEncoding(UTF8)))
		checkErrors(t, errs)
		if len(few) > len(ds) {
			t.Errorf("%d dialogues with a limit, %d without", len(few), len(ds))
		}
	})
}

func FuzzDLG(f *testing.F) {
	f.Add(canonical)
	f.Add("# c\n-- meta --\nbegan: 2026-01-05T14:03:22+08:00\na: \"\\n\"\n-- dialogue --\nA（x）：[~00：12.5]x\n\tx\r\n-- x --\nx\r\r\n")
	f.Add("-- dialogue --\nC: [25:61] x\n")
	fuzzRead(f, DLG)
}

func FuzzText(f *testing.F) {
	f.Add("14:03:22 客户：x\n[00:12.5] 客服001：x\n\tx\n---\n坐席（x）:x\r\n===\n")
	fuzzRead(f, Text)
}

func FuzzJSONL(f *testing.F) {
	f.Add(`{"id":"x","meta":{"a":1},"utterances":[{"role":"x","speaker":1,"start_ms":1.5,"end_clock":"14:03","text":"x\ud83d\ude00"}],"blocks":[{"name":"x","text":"x"}]}`)
	f.Add(`{"began":"2026-01-05T14:03:22+08:00","utterances":null,"x":-1e3}` + "\n[x]\n")
	fuzzRead(f, JSONL)
}

// FuzzJSONString compares the reading of strings with encoding/json.
func FuzzJSONString(f *testing.F) {
	f.Add(`a\u4f60\ud83d\ude00\ud83d\ud83d\ude00\ude00\n\"\\\/`)
	f.Fuzz(func(t *testing.T, in string) {
		raw := []byte(`"` + in + `"`)
		if !json.Valid(raw) || !utf8.ValidString(in) {
			return
		}
		var want string
		if err := json.Unmarshal(raw, &want); err != nil {
			t.Skip()
		}
		if got := unquoteJSON(raw); got != want {
			t.Errorf("unquoteJSON(%s) = %q; want %q", raw, got, want)
		}
	})
}

// FuzzWrite checks that any dialogue is refused or comes back as it was.
func FuzzWrite(f *testing.F) {
	for i, s := range hardTexts {
		f.Add(s, s, s, s, "k"+s, s, uint8(i), int64(i)*123456789, true)
	}
	f.Fuzz(func(t *testing.T, id, channel, speaker, text, key, value string, role uint8, at int64, clock bool) {
		start := Offset(time.Duration(at))
		if clock {
			start = Clock(time.Duration(at))
		}
		if role == 0 {
			start = Time{}
		}
		id, speaker, text, key, value = withCanary(id), withCanary(speaker), withCanary(text), withCanary(key), withCanary(value)
		d := &Dialogue{
			ID: id, Channel: channel, Comment: value, Meta: Meta{{key, value}, {"n", text}},
			Utterances: []Utterance{{Role: Role(role), Speaker: speaker, Text: text, Start: start}, {Text: value, End: start}},
			Blocks:     []Block{{key, wholeLines(text)}, {"n", wholeLines(value)}},
		}
		if len(speaker) > 1 { // also without what only few formats hold
			d.Blocks = nil
		}
		for _, format := range []Format{DLG, JSONL, Text} {
			var b strings.Builder
			if err := Write(&b, format, d); err != nil {
				checkErrors(t, []error{err})
				if !errors.Is(err, ErrUnwritable) || b.Len() > 0 {
					t.Errorf("Write(%v) = %v and %d bytes", format, err, b.Len())
				}
				continue
			}
			want := d
			if format == Text {
				want = &Dialogue{Utterances: d.Utterances}
			}
			if diff := cmp.Diff(want, one(t, format, b.String())); diff != "" {
				t.Errorf("%v changes the dialogue (-want +got):\n%s", format, diff)
			}
		}
	})
}
