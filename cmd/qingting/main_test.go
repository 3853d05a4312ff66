package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/qingting-nlp/qingting/internal/termtext"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// call runs the command and returns what it printed.
func call(t *testing.T, stdin string, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	status = run(context.Background(), args, env{stdin: strings.NewReader(stdin), stdout: &out, stderr: &errs})
	return status, out.String(), errs.String()
}

// write makes a file and returns its name.
func write(t *testing.T, name, text string) string {
	t.Helper()
	name = filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestSegment(t *testing.T) {
	for _, row := range []struct {
		name, in, want string
		args           []string
		why            string
	}{
		{"words", "退款怎么还没到账\n", "退款 怎么 还 没 到账\n", nil, "one space between words"},
		{"no line end", "退款", "退款\n", nil, "the last line counts"},
		{"nothing", "", "", nil, "no line, no result"},
		{"empty lines", "\n退款\n\n", "\n退款\n\n", nil, "lines stay aligned"},
		{"CRLF", "退款\r\n到账\r\n", "退款\n到账\n", nil, "line ends of Windows"},
		{"byte order mark", "\ufeff退款\n", "退款\n", nil, "is not text"},
		{"white space", " 退款\u3000 到账\t。 \n", "退款 到账 。\n", nil, "a border, not a word"},
		{"inside a word", "￥ 98\n", "￥ 98\n", nil, "one token, and still no word holds white space"},
		{"bad bytes", "退款\xff到账\n", "退款 \xff 到账\n", nil, "kept as they are"},
		{"tags", "退款98\n", "退款/vn 98/m\n", []string{"-tags"}, "part of speech"},
		{"dash", "退款\n", "退款\n", []string{"-"}, "standard input by name"},
	} {
		t.Run(row.name, func(t *testing.T) {
			status, out, errs := call(t, row.in, append([]string{"segment"}, row.args...)...)
			if status != exitOK || out != row.want || errs != "" {
				t.Errorf("status %d, printed %q, %q; want %q: %s", status, out, errs, row.want, row.why)
			}
		})
	}
}

func TestUsage(t *testing.T) {
	for _, row := range []struct {
		args   []string
		status int
		out    string // part of it
		errs   string
	}{
		{nil, exitUsage, "", "用法"},
		{[]string{"-h"}, exitOK, "qingting analyze", ""},
		{[]string{"help"}, exitOK, "qingting analyze", ""},
		{[]string{"help", "parse"}, exitOK, "qingting parse", ""},
		{[]string{"parse", "-h"}, exitOK, "-offsets runes", ""},
		{[]string{"check", "--help"}, exitOK, "-customer", ""},
		{[]string{"version"}, exitOK, "qingting ", ""},
		{[]string{"version", "x"}, exitUsage, "", "不带参数"},
		{[]string{"prase"}, exitUsage, "", "prase"},
		{[]string{"parse", "-nope"}, exitUsage, "", "-nope"},
		{[]string{"parse", "-offsets", "chars"}, exitUsage, "", "want bytes or runes"},
		{[]string{"analyze"}, exitUsage, "", "FILE"},
		{[]string{"analyze", "-format", "pdf", "-"}, exitUsage, "", "-format"},
		{[]string{"analyze", "-color", "pink", "-"}, exitUsage, "", "-color"},
	} {
		status, out, errs := call(t, "", row.args...)
		if status != row.status || !strings.Contains(out, row.out) || !strings.Contains(errs, row.errs) || (row.out == "") != (out == "") || (row.errs == "") != (errs == "") {
			t.Errorf("%q: status %d, printed %q, %q", row.args, status, out, errs)
		}
	}
}

func TestProblems(t *testing.T) {
	const secret = "张三的秘密"
	good := write(t, "good.txt", "退款\n")
	long := write(t, "long.txt", "退款\n"+strings.Repeat("a", maxLine+1)+"\n到账\n")
	jsonl := write(t, "calls.jsonl", `{"id":"1","utterances":[{"role":"customer","text":"你好"}]}`+"\n"+`{"utterances":"`+secret+`"}`+"\n"+`{"id":"3","utterances":[{"role":"agent","text":"您好"}]}`+"\n")
	dlg := write(t, "bad.dlg", "-- dialogue --\n"+secret+"\n")
	dir := t.TempDir()
	missing := filepath.Join(dir, "missing")
	for _, row := range []struct {
		name  string
		args  []string
		lines int    // printed
		errs  string // parts, separated by |
	}{
		{"missing file between good ones", []string{"segment", good, missing, good}, 2, missing + ": "},
		{"folder", []string{"parse", dir, good}, 1, dir + ": 是目录"},
		{"folder", []string{"analyze", "-format", "json", dir}, 0, dir + ": 是目录"},
		{"long line", []string{"segment", long}, 2, long + ":2: "},
		{"bad record", []string{"analyze", "-format", "json", jsonl}, 2, jsonl + ":2: "},
		{"bad record before flags", []string{"analyze", jsonl, "-format", "json"}, 2, jsonl + ":2: "},
		{"bad file", []string{"analyze", "-format", "json", dlg, jsonl}, 2, dlg + ":2: |" + jsonl + ":2: "},
		{"after --", []string{"segment", "--", "-nope"}, 0, "-nope: "},
	} {
		t.Run(row.name, func(t *testing.T) {
			status, out, errs := call(t, "", row.args...)
			if status != exitFailed || strings.Count(out, "\n") != row.lines {
				t.Errorf("status %d, printed %d lines; want %d and %d", status, strings.Count(out, "\n"), exitFailed, row.lines)
			}
			for part := range strings.SplitSeq(row.errs, "|") {
				if !strings.Contains(errs, part) {
					t.Errorf("%q lacks %q", errs, part)
				}
			}
			if strings.Contains(errs, secret) {
				t.Errorf("%q holds words of the customer", errs)
			}
		})
	}
}

func TestLongestLine(t *testing.T) {
	status, out, errs := call(t, strings.Repeat("a", maxLine)+"\r\n", "segment")
	if status != exitOK || len(out) != maxLine+1 {
		t.Errorf("status %d, %d bytes, %q", status, len(out), errs)
	}
}

// TestAnswersEachLine talks to the command as a program would: it waits for the answer before it sends the next line.
func TestAnswersEachLine(t *testing.T) {
	for _, name := range []string{"segment", "parse", "check"} {
		inR, inW := io.Pipe()
		outR, outW := io.Pipe()
		done := make(chan int)
		go func() {
			status := run(context.Background(), []string{name}, env{stdin: inR, stdout: outW, stderr: io.Discard})
			outW.Close()
			done <- status
		}()
		answers := bufio.NewReader(outR)
		for _, line := range []string{"退款", "到账"} {
			io.WriteString(inW, line+"\n")
			got, err := answers.ReadString('\n')
			if err != nil || !strings.Contains(got, line) {
				t.Fatalf("%s answers %q, %v", name, got, err)
			}
		}
		inW.Close()
		if status := <-done; status != exitOK {
			t.Errorf("%s: status %d", name, status)
		}
	}
}

func TestInterrupt(t *testing.T) {
	for _, args := range [][]string{{"parse"}, {"analyze", "-format", "json", "-"}} {
		ctx, cancel := context.WithCancel(context.Background())
		r, w := io.Pipe() // never gives anything more
		var out, errs bytes.Buffer
		done := make(chan int)
		go func() { done <- run(ctx, args, env{stdin: r, stdout: &out, stderr: &errs}) }()
		io.WriteString(w, `{"id":"1","utterances":[{"role":"customer","text":"你好"}]}`+"\n")
		cancel()
		select {
		case status := <-done:
			if status != exitInterrupted || errs.Len() > 0 {
				t.Errorf("%q: status %d, %q", args, status, errs.String())
			}
		case <-time.After(10 * time.Second):
			t.Fatalf("%q does not stop", args)
		}
	}
}

type failingWriter struct{ err error }

func (w failingWriter) Write([]byte) (int, error) { return 0, w.err }

func TestOutputErrors(t *testing.T) {
	for _, row := range []struct {
		err    error
		status int
	}{
		{syscall.EPIPE, exitOK}, // head has seen enough
		{syscall.ENOSPC, exitFailed},
	} {
		for _, args := range [][]string{{"segment"}, {"parse"}, {"analyze", "-"}, {"analyze", "-format", "html", "-"}, {"version"}} {
			var errs bytes.Buffer
			status := run(context.Background(), args, env{stdin: strings.NewReader("客户：退款\n"), stdout: failingWriter{&os.PathError{Op: "write", Path: "stdout", Err: row.err}}, stderr: &errs})
			if status != row.status || (errs.Len() > 0) != (row.status != exitOK) {
				t.Errorf("%q with %v: status %d, %q", args, row.err, status, errs.String())
			}
		}
	}
}

func dialogues(t testing.TB) []string {
	files, err := filepath.Glob("../../testdata/dialogues/*.dlg")
	if err != nil || len(files) == 0 {
		t.Fatal("no sample dialogues", err)
	}
	return files
}

// TestReportsKeepTheContract checks the keys that DESIGN promises, by their names in JSON, for every sample dialogue.
func TestReportsKeepTheContract(t *testing.T) {
	keys := func(t *testing.T, m map[string]any, names string) {
		t.Helper()
		for name := range strings.FieldsSeq(names) {
			if v, ok := m[name]; !ok || v == nil {
				t.Errorf("%s is missing in %v", name, m)
			}
		}
	}
	list := func(m map[string]any, name string) []any { l, _ := m[name].([]any); return l }
	object := func(v any) map[string]any { m, _ := v.(map[string]any); return m }
	oneOf := func(t *testing.T, v any, names string) {
		t.Helper()
		if s, _ := v.(string); s == "" || !strings.Contains(" "+names+" ", " "+s+" ") {
			t.Errorf("%v is none of %s", v, names)
		}
	}
	for _, unit := range []string{"bytes", "runes"} {
		slice := func(text string, m map[string]any) string {
			start, end := int(m["start"].(float64)), int(m["end"].(float64))
			if unit == "runes" {
				return string([]rune(text)[start:end])
			}
			return text[start:end]
		}
		status, out, errs := call(t, "", append([]string{"analyze", "-format", "json", "-offsets", unit}, dialogues(t)...)...)
		if status != exitOK {
			t.Fatal(errs)
		}
		if n := strings.Count(out, "\n"); n != len(dialogues(t)) {
			t.Fatalf("%d lines for %d dialogues", n, len(dialogues(t)))
		}
		for line := range strings.Lines(out) {
			var r map[string]any
			if err := json.Unmarshal([]byte(line), &r); err != nil {
				t.Fatal(err)
			}
			keys(t, r, "id course hand_off confusions resolution needs calibrated utterances")
			keys(t, object(r["course"]), "class begin end mean low scores")
			oneOf(t, object(r["course"])["class"], "positive negative improving worsening steady")
			oneOf(t, r["resolution"], "solved promised unsolved unclear")
			h := object(r["hand_off"])
			keys(t, h, "advised score reasons")
			if _, at := h["at"]; at != h["advised"].(bool) {
				t.Errorf("%s: hand_off.at and advised do not agree", r["id"])
			}
			for _, x := range list(h, "reasons") {
				keys(t, object(x), "reason utterance weight")
			}
			for _, x := range list(r, "confusions") {
				keys(t, object(x), "customer agent terms")
			}
			for _, x := range list(r, "needs") {
				keys(t, object(x), "label confidence utterances")
			}
			for i, x := range list(r, "utterances") {
				u := object(x)
				keys(t, u, "index role text")
				if u["index"] != float64(i) {
					t.Errorf("utterance %d has index %v", i, u["index"])
				}
				text := u["text"].(string)
				switch u["role"] {
				case "customer":
					keys(t, u, "valence score emotions flags acts topics out_of_scope entities calibrated")
					oneOf(t, u["valence"], "negative neutral positive")
					for _, e := range list(u, "emotions") {
						keys(t, object(e), "label score")
					}
					for _, e := range append(list(u, "acts"), list(u, "topics")...) {
						keys(t, object(e), "label confidence")
					}
					for _, e := range list(u, "entities") {
						keys(t, object(e), "type start end text value")
						if got := slice(text, object(e)); got != object(e)["text"] {
							t.Errorf("%s: entity at %q; want %q", unit, got, object(e)["text"])
						}
					}
				case "agent", "bot":
					keys(t, u, "suggestions rewrite")
					for _, e := range list(u, "suggestions") {
						keys(t, object(e), "rule kind start end text message replacements")
						oneOf(t, object(e)["kind"], "jargon plain tone empathy compliance")
						if got := slice(text, object(e)); got != object(e)["text"] {
							t.Errorf("%s: suggestion at %q; want %q", unit, got, object(e)["text"])
						}
					}
				}
			}
		}
	}
}

func TestLinesKeepTheContract(t *testing.T) {
	status, out, errs := call(t, "我要投诉😡退款98元怎么还没到\n\n", "parse", "-offsets", "runes")
	if status != exitOK || errs != "" {
		t.Fatal(status, errs)
	}
	lines := strings.Split(out, "\n")
	if len(lines) != 3 || !strings.Contains(lines[0], `"start":7,"end":10,"text":"98元"`) {
		t.Errorf("parse printed %s", out)
	}
	if want := `{"text":"","valence":"neutral","score":0,"emotions":[],"intensity":0,"flags":[],"acts":[],"topics":[],"out_of_scope":false,"calibrated":false,"entities":[],"evidence":[]}`; lines[1] != want {
		t.Errorf("the empty line gives %s; want %s", lines[1], want)
	}
	_, out, _ = call(t, "\n", "check")
	if want := `{"text":"","suggestions":[],"rewrite":"","refused":[]}` + "\n"; out != want {
		t.Errorf("check of the empty line gives %s; want %s", out, want)
	}
	_, plain, _ := call(t, "退款T+3到账。\n", "check")
	_, upset, _ := call(t, "退款T+3到账。\n", "check", "-customer", "等了三天了，急死我了！")
	if plain == upset {
		t.Errorf("-customer changes nothing: %s", upset)
	}
}

func TestTextGolden(t *testing.T) {
	for _, name := range []string{"04-telecom-broadband-install", "05-shop-refund-sarcasm"} {
		status, got, errs := call(t, "", "analyze", "../../testdata/dialogues/"+name+".dlg")
		if status != exitOK {
			t.Fatal(errs)
		}
		golden := "testdata/" + name + ".txt"
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(string(want), got); d != "" {
			t.Errorf("%s reads differently; if it reads better, run the test with -update (-want +got):\n%s", name, d)
		}
	}
}

func TestTextFitsTheTerminal(t *testing.T) {
	for _, width := range []int{40, 72, 100, 160} {
		var out bytes.Buffer
		status := run(context.Background(), append([]string{"analyze"}, dialogues(t)...), env{stdout: &out, stderr: io.Discard, columns: width})
		if status != exitOK {
			t.Fatal(status)
		}
		for line := range strings.Lines(out.String()) {
			if w := termtext.Width(strings.TrimSuffix(line, "\n")); w > min(width, maxColumns) {
				t.Errorf("%d columns in a terminal of %d: %s", w, width, line)
			}
		}
	}
}

const hostile = `<script>alert("x")</script>`

func hostileDialogue() string {
	b, _ := json.Marshal(map[string]any{"id": hostile, "title": "题目" + hostile, "sector": hostile, "channel": hostile, "utterances": []any{
		map[string]any{"role": "customer", "text": "我要投诉" + hostile + "\x1b[2J\u202e&amp; 气死我了"},
		map[string]any{"role": "agent", "text": "退款T+3到账" + hostile},
		map[string]any{"role": "system", "text": "]]>" + hostile},
		map[string]any{"text": "谁说的" + hostile},
	}})
	return string(b) + "\n"
}

func TestColor(t *testing.T) {
	in := hostileDialogue()
	for _, row := range []struct {
		flag     string
		terminal bool
		want     bool
	}{{"auto", false, false}, {"auto", true, true}, {"always", false, true}, {"never", true, false}} {
		var out bytes.Buffer
		run(context.Background(), []string{"analyze", "-color", row.flag, "-"}, env{stdin: strings.NewReader(in), stdout: &out, stderr: io.Discard, color: row.terminal})
		if got := strings.Contains(out.String(), "\x1b["); got != row.want {
			t.Errorf("-color %s, terminal %v: colours %v", row.flag, row.terminal, got)
		}
		if strings.Contains(out.String(), "\x1b[2J") || strings.Contains(out.String(), "\u202e") {
			t.Error("a control sequence of the customer reaches the terminal")
		}
	}
}

// wellFormed fails unless page is XML too, which holds for every page that closes what it opens.
func wellFormed(t *testing.T, page string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(page))
	d.Entity = xml.HTMLEntity
	open := []string{}
	for {
		tok, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch e := tok.(type) {
		case xml.StartElement:
			open = append(open, e.Name.Local)
			if e.Name.Local == "script" {
				t.Error("the page holds a script")
			}
			for _, a := range e.Attr {
				if strings.HasPrefix(a.Name.Local, "on") || (a.Name.Local == "href" || a.Name.Local == "src") && !strings.HasPrefix(a.Value, "#") {
					t.Errorf("%s has %s=%q", e.Name.Local, a.Name.Local, a.Value)
				}
			}
		case xml.EndElement:
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		t.Errorf("not closed: %v", open)
	}
}

func TestHTML(t *testing.T) {
	status, page, errs := call(t, "", append([]string{"analyze", "-format", "html", "-offsets", "runes"}, dialogues(t)...)...)
	if status != exitOK {
		t.Fatal(errs)
	}
	wellFormed(t, page)
	for _, part := range []string{"prefers-color-scheme: dark", "卡没开通，其实今天必须交住院押金", fmt.Sprintf("共 %d 段对话", len(dialogues(t))), `<mark class="advice"`} {
		if !strings.Contains(page, part) {
			t.Errorf("the page lacks %s", part)
		}
	}

	_, page, _ = call(t, hostileDialogue(), "analyze", "-format", "html", "-")
	wellFormed(t, page)
	if strings.Contains(page, "<script") || !strings.Contains(page, "&lt;script&gt;alert(") {
		t.Error("the page does not escape what the customer wrote")
	}

	_, page, _ = call(t, "", "analyze", "-format", "html", "-")
	wellFormed(t, page) // no dialogue, still a page
}

func TestOrphanIDs(t *testing.T) {
	name := write(t, "chat.txt", "客户：退款\n客服：好\n---\n客户：到账\n")
	_, out, _ := call(t, "", "analyze", "-format", "json", name)
	for _, id := range []string{`{"id":"chat.txt#1"`, `{"id":"chat.txt#2"`} {
		if !strings.Contains(out, id) {
			t.Errorf("%s is missing in %s", id, out)
		}
	}
}
