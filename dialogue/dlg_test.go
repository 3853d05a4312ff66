package dialogue

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestParseDLG(t *testing.T) {
	for _, test := range []struct {
		name, in string
		want     Dialogue
		why      string
	}{
		{
			name: "all parts",
			in: "# licence: own\n#\n# 说明\n\n-- meta --\nid: 0042\ntitle: 退款: 第二次\nsector: shop\nchannel: chat\n" +
				"began: 2026-01-05T14:03:00+08:00\nempty:\n-- dialogue --\nC: [14:03:22] 你好\n  在吗\nA(小王): [14:03:40~14:03:45] 您好\n\nB: 1\nS: 2\n?: 3\n" +
				"-- course --\nclass: worsening\n\n-- note --\nC: not an utterance\n",
			want: Dialogue{
				ID: "0042", Sector: "shop", Channel: "chat", Began: time.Date(2026, 1, 5, 6, 3, 0, 0, time.UTC),
				Meta: Meta{{"title", "退款: 第二次"}, {"empty", ""}}, Comment: "licence: own\n\n说明",
				Utterances: []Utterance{
					{Role: Customer, Text: "你好\n在吗", Start: Clock(14*time.Hour + 3*time.Minute + 22*time.Second)},
					{Role: Agent, Speaker: "小王", Text: "您好", Start: Clock(14*time.Hour + 3*time.Minute + 40*time.Second),
						End: Clock(14*time.Hour + 3*time.Minute + 45*time.Second)},
					{Role: Bot, Text: "1"}, {Role: System, Text: "2"}, {Text: "3"},
				},
				Blocks: []Block{{"course", "class: worsening\n\n"}, {"note", "C: not an utterance\n"}},
			},
			why: "every part of the format once",
		},
		{
			name: "full width",
			in:   "-- meta --\nid：7\n-- dialogue --\nC：你好：\nA（小王）： [00：12.5]您好\n",
			want: Dialogue{ID: "7", Utterances: []Utterance{
				{Role: Customer, Text: "你好："},
				{Role: Agent, Speaker: "小王", Text: "您好", Start: Offset(12500 * time.Millisecond)}}},
			why: "Chinese keyboards give full-width signs; those of the text are kept",
		},
		{
			name: "CRLF and BOM",
			in:   "\ufeff-- meta --\r\nid: 1\r\n-- dialogue --\r\nC: a\r\n  b\r\n-- note --\r\nx\r\n",
			want: Dialogue{ID: "1", Utterances: []Utterance{{Role: Customer, Text: "a\nb"}}, Blocks: []Block{{"note", "x\n"}}},
			why:  "Windows editors",
		},
		{
			name: "no meta, no final line end",
			in:   "-- dialogue --\nC:你好\n-- note --\nx",
			want: Dialogue{Utterances: []Utterance{{Role: Customer, Text: "你好"}}, Blocks: []Block{{"note", "x\n"}}},
			why:  "meta is optional; blocks consist of whole lines",
		},
		{
			name: "no utterances",
			in:   "-- dialogue --\n",
			why:  "an empty dialogue is a dialogue",
		},
		{
			name: "white space of the text",
			in:   "-- dialogue --\nC:  a \nC:\nC: \n\tb\n    c\n",
			want: Dialogue{Utterances: []Utterance{{Role: Customer, Text: " a "}, {Role: Customer}, {Role: Customer, Text: "\nb\n  c"}}},
			why:  "one space after the colon and one indent are form, the rest is text",
		},
		{
			name: "brackets",
			in:   "-- dialogue --\nC: [微笑] 好\nC: [1] 好\nC: [] [00:12] 好\nC: [ 00:12] 好\nC: [00:12\n",
			want: Dialogue{Utterances: []Utterance{
				{Role: Customer, Text: "[微笑] 好"}, {Role: Customer, Text: "[1] 好"}, {Role: Customer, Text: "[00:12] 好"},
				{Role: Customer, Text: "[ 00:12] 好"}, {Role: Customer, Text: "[00:12"}}},
			why: "chat codes are text; [] keeps a time in the text",
		},
		{
			name: "two plain fields of a chat",
			in:   "-- meta --\nchannel: Chat\n-- dialogue --\nC: [14:03] 好\n",
			want: Dialogue{Channel: "Chat", Utterances: []Utterance{{Role: Customer, Text: "好", Start: Clock(14*time.Hour + 3*time.Minute)}}},
			why:  "chats show the time of day",
		},
		{
			name: "two plain fields of a call",
			in:   "-- meta --\nchannel: call\n-- dialogue --\nC: [14:03~14:05] 好\nC: [~14:06] 好\n",
			want: Dialogue{Channel: "call", Utterances: []Utterance{
				{Role: Customer, Text: "好", Start: Offset(843 * time.Second), End: Offset(845 * time.Second)},
				{Role: Customer, Text: "好", End: Offset(846 * time.Second)}}},
			why: "recordings show minutes and seconds",
		},
		{
			name: "invalid UTF-8",
			in:   "-- meta --\nid: \xff\n-- dialogue --\nC: \xb2\xe2\xca\xd4\x00\n",
			want: Dialogue{ID: "\xff", Utterances: []Utterance{{Role: Customer, Text: "\xb2\xe2\xca\xd4\x00"}}},
			why:  "kept byte by byte",
		},
		{
			name: "quoted values",
			in:   "-- meta --\na: \" x\\ny\"\nb: \"甲\" 乙\n-- dialogue --\n",
			want: Dialogue{Meta: Meta{{"a", " x\ny"}, {"b", `"甲" 乙`}}},
			why:  "a Go string is one from quote to quote; anything else is taken as it is",
		},
		{
			name: "speaker with parentheses",
			in:   "-- dialogue --\nA(王(组长)): 好):\n",
			want: Dialogue{Utterances: []Utterance{{Role: Agent, Speaker: "王(组长)", Text: "好):"}}},
			why:  "the parenthesis before the first colon closes",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := ParseDLG([]byte(test.in))
			if err != nil {
				t.Fatalf("%v (%s)", err, test.why)
			}
			if diff := cmp.Diff(&test.want, got); diff != "" {
				t.Errorf("ParseDLG (-want +got), %s:\n%s", test.why, diff)
			}
			roundTrip(t, DLG, got)
		})
	}
}

func TestParseDLGErrors(t *testing.T) {
	const word = "身份证"
	for _, test := range []struct {
		in     string
		line   int
		reason string
		why    string
	}{
		{"", 0, "no dialogue section", "empty file"},
		{"-- meta --\nid: 1\n", 0, "no dialogue section", "meta alone"},
		{word + "\n-- dialogue --\n", 1, "text before the first section", "forgotten #"},
		{"# a\n\n-- meta --\n" + word + "\n", 4, "meta line is not key: value", "no colon"},
		{"-- meta --\n: " + word + "\n", 2, "meta line is not key: value", "no key"},
		{"-- meta --\n# " + word + ": x\n", 2, "meta line is not key: value", "comments stand above the sections"},
		{"-- meta --\nid: 1\nid: " + word + "\n", 3, "meta key given twice", ""},
		{"-- meta --\nbegan: " + word + "\n", 2, "began is not a date and time of RFC 3339", ""},
		{"-- meta --\n-- meta --\n", 2, "meta or dialogue section twice or out of order", ""},
		{"-- dialogue --\n-- meta --\n", 2, "meta or dialogue section twice or out of order", "meta comes first"},
		{"-- dialogue --\nC: a\n-- note --\n-- dialogue --\n", 4, "meta or dialogue section twice or out of order", ""},
		{"-- " + word + " --\n-- dialogue --\n", 1, "section before the dialogue section", ""},
		{"-- dialogue --\n  " + word + "\n", 2, "continuation before the first utterance", ""},
		{"-- dialogue --\nC: a\n" + word + "\n", 3, "line does not begin with C:, A:, B:, S: or ?:", "forgotten role"},
		{"-- dialogue --\nc: " + word + "\n", 2, "line does not begin with C:, A:, B:, S: or ?:", "lower case"},
		{"-- dialogue --\nA(" + word + "\n", 2, "line does not begin with C:, A:, B:, S: or ?:", "open parenthesis"},
		{"-- dialogue --\r\n\r\nC: [25:61] " + word + "\r\n", 3, "not a time; write [] before a text that begins like one", ""},
		{"-- dialogue --\nC: [00:12.5~x] " + word + "\nC: [00:12.5~] a\n", 3, "not a time; write [] before a text that begins like one", "half a range"},
		{"-- dialogue --\nC: [59:50.0] a\nA: [1:00:10] " + word + "\n", 3, "offsets and times of day in one dialogue", "hours of a call look like a time of day"},
		{"-- dialogue --\n" + strings.Repeat("C:\n", MaxUtterances+1), MaxUtterances + 2, "too many utterances", ""},
		{"-- dialogue --\n" + strings.Repeat("-- a --\n", MaxFields+1), MaxFields + 2, "too many sections", ""},
		{"-- meta --\n" + numbered("k%d: v\n", MaxFields+1), MaxFields + 2, "too many meta fields", ""},
	} {
		d, err := ParseDLG([]byte(test.in))
		if d != nil || err == nil {
			t.Errorf("ParseDLG(%.40q) gives no error (%s)", test.in, test.why)
			continue
		}
		fe := formatError(t, err)
		if fe.Format != DLG || fe.Line != test.line || fe.Reason != test.reason {
			t.Errorf("ParseDLG(%.40q): %+v; want line %d, %q (%s)", test.in, fe, test.line, test.reason, test.why)
		}
		if strings.Contains(err.Error(), word) {
			t.Errorf("error repeats the input: %v", err)
		}
		if long := strings.HasPrefix(test.reason, "too many"); errors.Is(err, ErrTooLong) != long {
			t.Errorf("errors.Is(%v, ErrTooLong) != %v", err, long)
		}
	}
}

// numbered returns n lines.
func numbered(format string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

// canonical is in the form that the writer gives.
const canonical = `# Own work.
-- meta --
id: 0042
title: 退款
sector: shop
channel: chat
origin: own
-- dialogue --
C: [14:03:22] 你好
  在吗
A(小王): [14:03:40~14:03:45.5] 您好
S:
C: [] [14:03] 是什么
-- course --
class: worsening

-- note --
`

func TestFormatDLGCanonical(t *testing.T) {
	d := one(t, DLG, canonical)
	if diff := cmp.Diff(canonical, write(t, DLG, d)); diff != "" {
		t.Errorf("a canonical file is written back byte by byte (-want +got):\n%s", diff)
	}
}
