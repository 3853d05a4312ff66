package dialogue

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestReadJSONL(t *testing.T) {
	for _, test := range []struct {
		name, in string
		want     Dialogue
		why      string
	}{
		{
			name: "all keys",
			in: `{"id":"7","sector":"bank","channel":"chat","began":"2026-01-05T14:03:22+08:00","comment":"c","meta":{"z":"1","a":"2"},` +
				`"utterances":[{"role":"customer","speaker":"u1","start_ms":1500,"end_ms":2000.000001,"text":"你好"},` +
				`{"role":"客服","start_clock":"14:03:22","end_clock":"14:04","text":""}],"blocks":[{"name":"note","text":"x"}]}`,
			want: Dialogue{ID: "7", Sector: "bank", Channel: "chat", Began: time.Date(2026, 1, 5, 6, 3, 22, 0, time.UTC), Comment: "c",
				Meta: Meta{{"z", "1"}, {"a", "2"}},
				Utterances: []Utterance{
					{Role: Customer, Speaker: "u1", Text: "你好", Start: Offset(1500 * time.Millisecond), End: Offset(2000*time.Millisecond + 1)},
					{Role: Agent, Start: Clock(14*time.Hour + 3*time.Minute + 22*time.Second), End: Clock(14*time.Hour + 4*time.Minute)}},
				Blocks: []Block{{"note", "x\n"}}},
			why: "every key once; the order of meta is kept",
		},
		{
			name: "nulls",
			in: `{"id":null,"sector":null,"channel":null,"began":null,"comment":null,"meta":null,"blocks":null,` +
				`"utterances":[{"role":null,"speaker":null,"start_ms":null,"end_clock":null,"text":"a"}]}`,
			want: Dialogue{Utterances: []Utterance{{Text: "a"}}},
			why:  "null means not given",
		},
		{
			name: "no utterances",
			in:   `{"utterances":null}`,
			why:  "programs write null for an empty list",
		},
		{
			name: "unknown keys",
			in:   `{"x":"1","meta":{"x":2,"n":{"a":1},"l":[1],"z":null,"b":true},"tags":["a"],"score":-1.50e3,"utterances":[{"text":"a","emotion":"angry"}],"x":"3"}`,
			want: Dialogue{Meta: Meta{{"x", "3"}, {"b", "true"}, {"score", "-1.50e3"}}, Utterances: []Utterance{{Text: "a"}}},
			why:  "simple values go into meta, the last one counts; the others are ignored",
		},
		{
			name: "numbers as names",
			in:   `{"id":12345678901234567890,"utterances":[{"speaker":3062,"text":"a"}]}`,
			want: Dialogue{ID: "12345678901234567890", Utterances: []Utterance{{Speaker: "3062", Text: "a"}}},
			why:  "ids of databases are numbers, longer than a float holds",
		},
		{
			name: "unknown role",
			in:   `{"utterances":[{"role":"supervisor","text":"a"},{"role":"supervisor","speaker":"王","text":"b"}]}`,
			want: Dialogue{Utterances: []Utterance{{Speaker: "supervisor", Text: "a"}, {Speaker: "王", Text: "b"}}},
			why:  "one odd role does not cost the dialogue",
		},
		{
			name: "white space and escapes",
			in:   " { \"id\" : \"\\\"\\u4f60\\ud83d\\ude00\\ud83d\\n\\/\\\\\" ,\t\"utterances\" : [ { \"text\" : \"]}\\\",{\" } , { \"text\" : \"\" } ] } \r",
			want: Dialogue{ID: "\"你😀\ufffd\n/\\", Utterances: []Utterance{{Text: "]}\",{"}, {}}},
			why:  "brackets in strings are text; half a pair is U+FFFD as in encoding/json",
		},
		{
			name: "invalid UTF-8",
			in:   "{\"utterances\":[{\"text\":\"\xb2\xe2\\n\xff\"}]}",
			want: Dialogue{Utterances: []Utterance{{Text: "\xb2\xe2\n\xff"}}},
			why:  "kept byte by byte",
		},
		{
			name: "times",
			in:   `{"utterances":[{"text":"a","start_ms":-1.5e3},{"text":"b","start_ms":0.0000019,"end_ms":0},{"text":"c","start_ms":5,"start_clock":"14:03"}]}`,
			want: Dialogue{Utterances: []Utterance{{Text: "a", Start: Offset(-1500 * time.Millisecond)}, {Text: "b", Start: Offset(1), End: Offset(0)},
				{Text: "c", Start: Offset(5 * time.Millisecond)}}},
			why: "exponents, digits below a nanosecond, and an offset wins over a time of day",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := one(t, JSONL, test.in+"\n")
			if diff := cmp.Diff(&test.want, got); diff != "" {
				t.Errorf("Read (-want +got), %s:\n%s", test.why, diff)
			}
			roundTrip(t, JSONL, got)
		})
	}
}

func TestReadJSONLErrors(t *testing.T) {
	const word = "身份证"
	const good = `{"id":"ok","utterances":[]}` + "\n"
	for _, test := range []struct {
		line   string
		column int
		reason string
	}{
		{`{"id":"` + word, 11 + len(word) - 4, "not valid JSON"},
		{` {"id":` + word + `}`, 8, "not valid JSON"},
		{word, 1, "not valid JSON"},
		{good[:len(good)-1] + word, len(good), "not valid JSON"},
		{strings.Repeat("[", 20_000), 10001, "not valid JSON"},
		{`"` + word + `"`, 0, "not a JSON object"},
		{`[]`, 0, "not a JSON object"},
		{`{"id":"` + word + `"}`, 0, "no utterances"},
		{`{"utterances":"` + word + `"}`, 0, "utterances is not an array"},
		{`{"utterances":["` + word + `"]}`, 0, "utterance 0: not an object"},
		{`{"utterances":[{"text":"a"},{"role":"` + word + `"}]}`, 0, "utterance 1: no text"},
		{`{"utterances":[{"text":["` + word + `"]}]}`, 0, "utterance 0: text is not a string"},
		{`{"utterances":[{"text":null}]}`, 0, "utterance 0: no text"},
		{`{"utterances":[{"text":"a","role":1}]}`, 0, "utterance 0: role is not a string"},
		{`{"utterances":[{"text":"a","speaker":["` + word + `"]}]}`, 0, "utterance 0: speaker is not a string"},
		{`{"utterances":[{"text":"a","start_ms":"` + word + `"}]}`, 0, "utterance 0: time is not a number"},
		{`{"utterances":[{"text":"a","start_ms":1e99}]}`, 0, "utterance 0: time out of range"},
		{`{"utterances":[{"text":"a","end_ms":1e999}]}`, 0, "utterance 0: time out of range"},
		{`{"utterances":[{"text":"a","end_ms":99999999999999999999}]}`, 0, "utterance 0: time out of range"},
		{`{"utterances":[{"text":"a","end_ms":999999999999}]}`, 0, "utterance 0: time out of range"},
		{`{"utterances":[{"text":"a","start_clock":"` + word + `"}]}`, 0, "utterance 0: not a time of day"},
		{`{"utterances":[{"text":"a","start_clock":9}]}`, 0, "utterance 0: time of day is not a string"},
		{`{"utterances":[],"id":["` + word + `"]}`, 0, "id is not a string"},
		{`{"utterances":[],"sector":1}`, 0, "sector is not a string"},
		{`{"utterances":[],"channel":{}}`, 0, "channel is not a string"},
		{`{"utterances":[],"comment":true}`, 0, "comment is not a string"},
		{`{"utterances":[],"began":"` + word + `"}`, 0, "began is not a date and time of RFC 3339"},
		{`{"utterances":[],"meta":"` + word + `"}`, 0, "meta is not an object"},
		{`{"utterances":[],"blocks":"` + word + `"}`, 0, "blocks is not an array"},
		{`{"utterances":[],"blocks":["` + word + `"]}`, 0, "block is not an object"},
		{`{"utterances":[],"blocks":[{"name":1}]}`, 0, "block name is not a string"},
		{`{"utterances":[` + strings.Repeat(`{"text":""},`, MaxUtterances) + `{"text":""}]}`, 0, "too many utterances"},
		{`{"meta":{` + numbered(`"k%d":"v",`, MaxFields) + `"k":"v"},"utterances":[]}`, 0, "too many meta fields"},
		{`{` + numbered(`"k%d":"v",`, MaxFields+1) + `"utterances":[]}`, 0, "too many meta fields"},
		{`{"utterances":[],"blocks":[` + strings.Repeat(`{},`, MaxFields) + `{}]}`, 0, "too many blocks"},
		{`{"id":"` + strings.Repeat("a", 3<<20) + `"}`, 0, "line too long"},
	} {
		in := good + "\n" + test.line + "\r\n" + good
		ds, errs := collect(Read(strings.NewReader(in), JSONL, WithName("calls.jsonl"), WithMaxRecord(2<<20)))
		if len(errs) != 1 || len(ds) != 2 {
			t.Errorf("%.60q: %d dialogues, errors %v; want 2 around one error", test.line, len(ds), errs)
			continue
		}
		fe := formatError(t, errs[0])
		want := FormatError{Format: JSONL, File: "calls.jsonl", Line: 3, Column: test.column, Reason: test.reason}
		if strings.HasPrefix(test.reason, "too many") || test.reason == "line too long" {
			want.Err = ErrTooLong
		}
		if *fe != want {
			t.Errorf("%.60q: %+v; want %+v", test.line, *fe, want)
		}
		if strings.Contains(fe.Error(), word) {
			t.Errorf("error repeats the input: %v", fe)
		}
	}
}

func TestErrorText(t *testing.T) {
	for _, test := range []struct {
		err  FormatError
		want string
	}{
		{FormatError{Format: JSONL, File: "a.jsonl", Line: 12, Column: 5, Reason: "not valid JSON"}, "dialogue: jsonl: a.jsonl:12:5: not valid JSON"},
		{FormatError{Format: DLG, Line: 3, Reason: "x"}, "dialogue: dlg: line 3: x"},
		{FormatError{Format: DLG, File: "a.dlg", Reason: "x"}, "dialogue: dlg: a.dlg: x"},
		{FormatError{Format: Text, Reason: "dialogue too long", Err: ErrTooLong}, "dialogue: text: dialogue too long: over the limit"},
	} {
		if got := test.err.Error(); got != test.want {
			t.Errorf("Error() = %q; want %q", got, test.want)
		}
		if !errors.Is(&test.err, test.err.Err) && test.err.Err != nil {
			t.Errorf("%v does not unwrap", &test.err)
		}
	}
}
