package dialogue

import (
	"bytes"
	"errors"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// roundTrip checks that d comes back from a format as it was.
func roundTrip(t *testing.T, f Format, d *Dialogue) {
	t.Helper()
	text := write(t, f, d)
	got := one(t, f, text)
	if f == Text {
		d = &Dialogue{Utterances: d.Utterances}
	}
	if diff := cmp.Diff(d, got); diff != "" {
		t.Errorf("%v changes the dialogue (-want +got):\n%s\nwritten:\n%s", f, diff, text)
	}
	if again := write(t, f, got); again != text {
		t.Errorf("%v gives another text the second time:\n%q\n%q", f, text, again)
	}
}

// hardTexts are texts that look like a part of a format.
var hardTexts = []string{
	"", " ", "\t", "\n", "\n\n", "a\n", "\na", "a\n\nb", "a\n \nb", "\r", "a\r", "a\r\nb", "a\r\r\n", "\ufeff", "\x00",
	"-- meta --", "a\n-- dialogue --\nC: b", "---", "a\n---\nb", "===", "a\n===", "C: a", "a\nC: b\n客服：c", "  a", "\ta\n\tb",
	"[00:12.5] a", "[]", "[] a", "[25:61]", "[00:12", "14:03 a", "a\n14:03 客户：b", "# a", "#", "：", ":", `"`, `\`, `\u0041`, `{"a":1}`,
	"\xff", "退\xe6\xac", "\xed\xa0\x80", "😀", "\u2028", "\x1b[31m", "我的订单\n\n2510", "[微笑]", "\u3000a\u3000",
}

func TestRoundTrip(t *testing.T) {
	day := func(s string) Time { v, _ := parseTime(s, false); return v }
	for _, f := range []Format{DLG, JSONL, Text} {
		for _, channel := range []string{"", "chat"} {
			d := &Dialogue{ID: "1", Channel: channel, Meta: Meta{{"k", "v"}}}
			for i, text := range hardTexts {
				d.Utterances = append(d.Utterances,
					Utterance{Role: Role(i % 5), Text: text},
					Utterance{Role: Role(i % 5), Text: text, Start: Offset(time.Duration(i) * 1234567)},
					Utterance{Role: Role(i % 5), Text: text, End: Offset(-1), Speaker: "王(组长) "})
			}
			roundTrip(t, f, d)
		}
		roundTrip(t, f, &Dialogue{Utterances: []Utterance{
			{Start: day("00:00:00"), End: day("23:59:59.999999999")}, {Role: Bot, Start: day("14:03:00")}}})
	}
	for _, f := range []Format{DLG, JSONL} {
		roundTrip(t, f, &Dialogue{})
		d := &Dialogue{Began: time.Date(2026, 1, 5, 14, 3, 22, 5, time.FixedZone("LMT", 8*3600+343))}
		for i, text := range hardTexts {
			d.Meta = append(d.Meta, Field{"k" + strconv.Itoa(i), text})
			if s := wholeLines(text); !strings.Contains(text, "-- meta --") && !strings.Contains(text, "-- dialogue --") {
				d.Blocks = append(d.Blocks, Block{"n", s})
			}
		}
		roundTrip(t, f, d)
		for _, text := range hardTexts {
			roundTrip(t, f, &Dialogue{ID: text, Sector: text, Channel: text, Comment: text, Meta: Meta{{"title", text}}})
		}
	}
}

func TestWriteUnwritable(t *testing.T) {
	us := []Utterance{{Role: Customer, Text: "a"}}
	for _, test := range []struct {
		name string
		d    *Dialogue
		in   []Format
		why  string
	}{
		{"nil", nil, []Format{DLG, JSONL, Text}, "no dialogue"},
		{"role", &Dialogue{Utterances: []Utterance{{Role: 9}}}, []Format{DLG, JSONL, Text}, "no role"},
		{"time", &Dialogue{Utterances: []Utterance{{Start: Offset(1 << 62)}}}, []Format{DLG, JSONL, Text}, "longer than readers accept"},
		{"utterances", &Dialogue{Utterances: make([]Utterance, MaxUtterances+1)}, []Format{DLG, JSONL, Text}, "over the limit"},
		{"fields", &Dialogue{Meta: make(Meta, MaxFields+1)}, []Format{DLG, JSONL}, "over the limit"},
		{"blocks", &Dialogue{Blocks: make([]Block, MaxFields+1)}, []Format{DLG, JSONL}, "over the limit"},
		{"began", &Dialogue{Began: time.Date(12026, 1, 1, 0, 0, 0, 0, time.UTC)}, []Format{DLG, JSONL}, "five digits of the year"},
		{"twice", &Dialogue{Meta: Meta{{"a", "1"}, {"a", "2"}}}, []Format{DLG, JSONL}, "one value a key"},
		{"empty", &Dialogue{}, []Format{Text}, "nothing to tell an empty dialogue by"},
		{"mixed times", &Dialogue{Utterances: []Utterance{{Start: Clock(1)}, {Start: Offset(1)}}}, []Format{DLG}, "one kind a dialogue"},
		{"mixed times in one", &Dialogue{Utterances: []Utterance{{Start: Clock(1), End: Offset(1)}}}, []Format{DLG}, "one kind a dialogue"},
		{"speaker", &Dialogue{Utterances: []Utterance{{Speaker: "a):）："}}}, []Format{DLG, Text}, "closes too early"},
		{"speaker colon", &Dialogue{Utterances: []Utterance{{Speaker: "a:b"}}}, []Format{Text}, "colon ends the head"},
		{"speaker line", &Dialogue{Utterances: []Utterance{{Speaker: "a\nb"}}}, []Format{DLG, Text}, "two lines"},
		{"speaker long", &Dialogue{Utterances: []Utterance{{Speaker: strings.Repeat("a", 300)}}}, []Format{Text}, "too long to be a head"},
		{"meta colon", &Dialogue{Meta: Meta{{"a：b", "1"}}}, []Format{DLG}, "colon in the key"},
		{"meta empty", &Dialogue{Meta: Meta{{"", "1"}}}, []Format{DLG}, "no key"},
		{"meta space", &Dialogue{Meta: Meta{{" a", "1"}}}, []Format{DLG}, "outer white space"},
		{"meta line", &Dialogue{Meta: Meta{{"a\nb", "1"}}}, []Format{DLG}, "two lines"},
		{"meta comment", &Dialogue{Meta: Meta{{"#a", "1"}}}, []Format{DLG}, "looks like a comment"},
		{"meta id", &Dialogue{Meta: Meta{{"id", "1"}}}, []Format{DLG}, "would come back as the ID"},
		{"block section", &Dialogue{Blocks: []Block{{"a", "x\n-- b --\n"}}}, []Format{DLG}, "would come back as two blocks"},
		{"block section CR", &Dialogue{Blocks: []Block{{"a", "-- b --\r\n"}}}, []Format{DLG}, "white space behind a marker does not count"},
		{"block name", &Dialogue{Blocks: []Block{{"meta", ""}}}, []Format{DLG}, "reserved"},
		{"block no name", &Dialogue{Blocks: []Block{{"", ""}}}, []Format{DLG}, "no name"},
		{"block name space", &Dialogue{Blocks: []Block{{" a", ""}}}, []Format{DLG}, "outer white space"},
		{"block name line", &Dialogue{Blocks: []Block{{"a\nb", ""}}}, []Format{DLG}, "two lines"},
	} {
		for _, f := range []Format{DLG, JSONL, Text} {
			want := false
			for _, in := range test.in {
				want = want || in == f
			}
			d := test.d
			if d != nil && d.Utterances == nil && test.name != "empty" {
				c := *d
				c.Utterances = us
				d = &c
			}
			if !want {
				continue
			}
			var b bytes.Buffer
			err := Write(&b, f, d)
			if !errors.Is(err, ErrUnwritable) || formatError(t, err).Format != f || b.Len() > 0 {
				t.Errorf("%s: Write(%v) = %v and %d bytes; want ErrUnwritable and none (%s)", test.name, f, err, b.Len(), test.why)
			}
		}
	}
}

func TestWriteFormat(t *testing.T) {
	for _, f := range []Format{Auto, 99} {
		if err := Write(new(bytes.Buffer), f, &Dialogue{}); err == nil {
			t.Errorf("Write(%v) gives no error", f)
		}
	}
	broken := errors.New("disk full")
	if err := Write(brokenWriter{broken}, JSONL, &Dialogue{}); !errors.Is(err, broken) {
		t.Errorf("Write = %v; want it to wrap %v", err, broken)
	}
}

type brokenWriter struct{ err error }

func (w brokenWriter) Write([]byte) (int, error) { return 0, w.err }
