package dialogue

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestReadText(t *testing.T) {
	clock := Clock(14*time.Hour + 3*time.Minute + 22*time.Second)
	for _, test := range []struct {
		name, in string
		want     [][]Utterance
		why      string
	}{
		{"words", "客户：你好\n客服: 您好\n机器人：1\n系统：2\nUSER:3\nagent：4\nB:5\n未知：6\n",
			[][]Utterance{{{Role: Customer, Text: "你好"}, {Role: Agent, Text: "您好"}, {Role: Bot, Text: "1"}, {Role: System, Text: "2"},
				{Role: Customer, Text: "3"}, {Role: Agent, Text: "4"}, {Role: Bot, Text: "5"}, {Text: "6"}}},
			"role words of both languages, both colons"},
		{"times", "14:03:22 客户：a\n14:03 客户：b\n[00:12.5] 客服：c\n[14:03:22]客服：d\n[00:01~00:02] 客服：e\n",
			[][]Utterance{{{Role: Customer, Text: "a", Start: clock}, {Role: Customer, Text: "b", Start: Clock(14*time.Hour + 3*time.Minute)},
				{Role: Agent, Text: "c", Start: Offset(12500 * time.Millisecond)}, {Role: Agent, Text: "d", Start: clock},
				{Role: Agent, Text: "e", Start: Offset(time.Second), End: Offset(2 * time.Second)}}},
			"bare times are times of day"},
		{"speakers", "客服001：a\n客服(小王)：b\n坐席（3062）: c\nA1: 选项\n",
			[][]Utterance{{{Role: Agent, Speaker: "001", Text: "a"}, {Role: Agent, Speaker: "小王", Text: "b"}, {Role: Agent, Speaker: "3062", Text: "c\nA1: 选项"}}},
			"numbers behind words, names in parentheses; A1 numbers a list"},
		{"continuation", "客户：a\n  b\n\n 时间：明天\n\tc\n\t\n\t客服：d\n客户经理：e\n12315：f\n",
			[][]Utterance{{{Role: Customer, Text: "a\n  b\n 时间：明天\nc\n\n客服：d\n客户经理：e\n12315：f"}}},
			"words that are no role continue; a tab quotes a line; blank lines are skipped"},
		{"dialogues", "---\n客户：a\n------\n\n===\n客户：b\r\n=== \r\n客户：c",
			[][]Utterance{{{Role: Customer, Text: "a"}}, {{Role: Customer, Text: "b"}}, {{Role: Customer, Text: "c"}}},
			"separators in a row hold no dialogue"},
		{"no separator", "客户：a\n\n\n客户：b\n--\n-=-\n",
			[][]Utterance{{{Role: Customer, Text: "a"}, {Role: Customer, Text: "b\n--\n-=-"}}},
			"blank lines do not end a dialogue"},
		{"no role", "通话记录\n2026年\n客户：a\n", [][]Utterance{{{Text: "通话记录\n2026年"}, {Role: Customer, Text: "a"}}},
			"a heading is kept, said by nobody known"},
		{"white space", "\ufeff \u3000客户 ：  a \n", [][]Utterance{{{Role: Customer, Text: " a "}}}, "around the role; one space after the colon"},
		{"invalid UTF-8", "客户：\xb2\xe2\n\xff\n", [][]Utterance{{{Role: Customer, Text: "\xb2\xe2\n\xff"}}}, "kept byte by byte"},
		{"no times", "[25:61] 客户：a\n99:99 客户：b\n[微笑] 客户：c\n", [][]Utterance{{{Text: "[25:61] 客户：a\n99:99 客户：b\n[微笑] 客户：c"}}},
			"what is no time is no head"},
		{"empty", "", nil, "no dialogue"},
		{"blank", "\n \n\r\n", nil, "no dialogue"},
		{"colon", "：a\n:b\n", [][]Utterance{{{Text: "：a\n:b"}}}, "an empty role word is none"},
	} {
		t.Run(test.name, func(t *testing.T) {
			ds, errs := collect(Read(strings.NewReader(test.in), Text))
			if len(errs) > 0 {
				t.Fatal(errs)
			}
			var got [][]Utterance
			for _, d := range ds {
				got = append(got, d.Utterances)
				roundTrip(t, Text, d)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("Read (-want +got), %s:\n%s", test.why, diff)
			}
		})
	}
}

func TestReadTextTooLong(t *testing.T) {
	long := strings.Repeat("长", 100)
	for _, test := range []struct {
		in   string
		line int
		why  string
	}{
		{"客户：a\n---\n客户：" + long + "\n客服：b\n---\n客户：c\n", 3, "one line"},
		{"客户：a\n---\n客户：" + strings.Repeat("b\n", 200) + "---\n客户：c\n", 0, "many lines"},
		{"客户：a\n---\n客户：b\n" + long + long + "\n===\n客户：c\n", 4, "the whole dialogue is left out, not only the line"},
	} {
		ds, errs := collect(Read(strings.NewReader(test.in), Text, WithMaxRecord(128)))
		if len(ds) != 2 || len(errs) != 1 || !errors.Is(errs[0], ErrTooLong) {
			t.Errorf("%d dialogues, %v; want 2 around ErrTooLong (%s)", len(ds), errs, test.why)
			continue
		}
		if ds[0].Utterances[0].Text != "a" || ds[1].Utterances[0].Text != "c" {
			t.Errorf("wrong dialogues (%s)", test.why)
		}
		if fe := formatError(t, errs[0]); test.line > 0 && fe.Line != test.line {
			t.Errorf("line %d; want %d (%s)", fe.Line, test.line, test.why)
		}
	}
	ds, errs := collect(Read(strings.NewReader(strings.Repeat("C:\n", MaxUtterances+1)+"---\nC:a\n"), Text))
	if len(ds) != 1 || len(errs) != 1 || formatError(t, errs[0]).Line != MaxUtterances+1 {
		t.Errorf("too many utterances: %d dialogues, %v", len(ds), errs)
	}
}
