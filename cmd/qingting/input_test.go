package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"strings"
	"testing"

	"github.com/qingting-nlp/qingting/internal/wire"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

const dirty = "我個(gè)人認(rèn)為98&nbsp;元的<b>扣款</b>不合理，弓虽烈要求退款\ufffd\n"

func TestRepairFlag(t *testing.T) {
	for _, row := range []struct {
		name  string
		args  []string
		kinds string // of repairs, then of damage
		why   string
	}{
		{"parse", nil, "pinyin pinyin entity tag tag split|lost", "by default"},
		{"parse", []string{"-repair", "on"}, "pinyin pinyin entity tag tag split|lost", "the name of the default"},
		{"parse", []string{"-repair", "off"}, "|", "nothing is repaired or flagged"},
		{"parse", []string{"-repair", "pinyin,split"}, "pinyin pinyin split|", "these kinds and no others"},
		{"parse", []string{"-repair", "lost"}, "|lost", "kinds that are flagged are kinds too"},
		{"parse", []string{"-repair", "off", "-repair", "tag"}, "tag tag|", "the last one counts"},
		{"parse", []string{"-repair", "all"}, "script pinyin script pinyin script entity tag tag split|lost", "what is readable but written in another form too"},
		{"parse", []string{"-repair", "on,script"}, "script pinyin script pinyin script entity tag tag split|lost", "one kind beside the usual ones"},
		{"parse", []string{"-repair", "script"}, "script script script|", "this kind alone"},
		{"check", nil, "pinyin pinyin entity tag tag split|lost", "drafts too"},
		{"check", []string{"-repair", "off"}, "|", "drafts too"},
	} {
		status, out, errs := call(t, dirty, append([]string{row.name}, row.args...)...)
		var got struct {
			Text string
			wire.Input
		}
		if err := json.Unmarshal([]byte(out), &got); status != exitOK || err != nil {
			t.Fatal(status, errs, err)
		}
		if got.Text+"\n" != dirty {
			t.Errorf("%s %q: the text is %q", row.name, row.args, got.Text)
		}
		if kinds := kindsOf(got.Input); kinds != row.kinds {
			t.Errorf("%s %q: %s, want %s: %s", row.name, row.args, kinds, row.kinds, row.why)
		}
	}
	// A sound line does not speak of repairs.
	if _, out, _ := call(t, "退款\n", "parse"); strings.Contains(out, "repairs") || strings.Contains(out, "damage") {
		t.Error(out)
	}
	// Words are those of the text as it came.
	if _, out, _ := call(t, dirty, "segment"); strings.ReplaceAll(out, " ", "") != dirty {
		t.Errorf("segment changes the text: %q", out)
	}
	for _, args := range [][]string{{"parse", "-repair", "pinyn"}, {"parse", "-repair", "on,"}, {"check", "-repair", ""}, {"analyze", "-repair", "on,off", "-"}, {"segment", "-repair", "off"}, {"parse", "-encoding", "latin-9"}} {
		if status, out, errs := call(t, dirty, args...); status != exitUsage || out != "" || !strings.Contains(errs, args[1]) {
			t.Errorf("%q: status %d, printed %q, %q", args, status, out, errs)
		}
	}
	// The help names every kind.
	for _, k := range kindNames() {
		if !strings.Contains(inputHelp, k) {
			t.Errorf("the help lacks the kind %s", k)
		}
	}
}

func kindsOf(in wire.Input) string {
	var repairs, damage []string
	for _, r := range in.Repairs {
		repairs = append(repairs, r.Kind)
	}
	for _, d := range in.Damage {
		damage = append(damage, d.Kind)
	}
	return strings.Join(repairs, " ") + "|" + strings.Join(damage, " ")
}

// TestReportsShowRepairs checks what people see of it: what was mended, how it reads, what is lost.
func TestReportsShowRepairs(t *testing.T) {
	in := "客户：" + dirty + "客户：客户说??没收到货\n客服：您好&nbsp;在的\n系统：&nbsp;\n客户：在吗\n"
	_, text, _ := call(t, in, "analyze", "-offsets", "runes", "-")
	_, page, _ := call(t, in, "analyze", "-format", "html", "-offsets", "runes", "-")
	wellFormed(t, page)
	for _, words := range []string{
		"已修复拼音残留2处、网页转义1处、网页标签2处、拆开的字1处，读作“我個人認為98 元的扣款不合理，强烈要求退款\ufffd”；无法还原丢失的字1处",
		"无法还原丢失的字1处", "已修复网页转义1处",
	} {
		if flat := strings.ReplaceAll(text, "\n           ", ""); !strings.Contains(flat, words) {
			t.Errorf("the text lacks %s:\n%s", words, text)
		}
		if !strings.Contains(page, ">"+words+"</div>") {
			t.Errorf("the page lacks %s", words)
		}
	}
	if n := strings.Count(page, "已修复"); n != 2 {
		t.Errorf("%d utterances are shown as repaired, want 2", n)
	}
	if !strings.Contains(page, `<mark class="hint" title="无法还原：丢失的字">??</mark>`) {
		t.Error("the page does not mark what is lost")
	}
	if _, text, _ = call(t, in, "analyze", "-repair", "off", "-"); strings.Contains(text, "已修复") || strings.Contains(text, "无法还原") {
		t.Error("-repair off repairs")
	}
}

// encodings are the names that -encoding takes, with text in them.
var encodings = []struct {
	name string
	auto bool // found out by itself
	e    encoding.Encoding
}{
	{"utf-8", true, encoding.Nop},
	{"gb18030", true, simplifiedchinese.GB18030},
	{"GBK", true, simplifiedchinese.GBK},
	{"big5", true, traditionalchinese.Big5},
	{"utf-16", true, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)},
	{"utf-16", true, unicode.UTF16(unicode.BigEndian, unicode.UseBOM)},
	{"utf-16", true, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)},
	{"utf-16le", true, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)},
	{"utf-16be", true, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)},
}

func TestEncodings(t *testing.T) {
	const lines = "你好,我要投訴,退款98元\n為什麼還沒到賬?\nthank you\n訂單的錢呢?\n"
	talk := "客戶:" + strings.ReplaceAll(strings.TrimSuffix(lines, "\n"), "\n", "\n客戶:") + "\n"
	talk = strings.ReplaceAll(talk, "客戶", "客户") // the word is simplified in Big5's way of 户
	_, wantParse, _ := call(t, lines, "parse")
	_, wantWords, _ := call(t, lines, "segment")
	for _, row := range encodings {
		coded, err := row.e.NewEncoder().String(lines)
		if err != nil {
			t.Fatal(row.name, err)
		}
		for _, name := range []string{row.name, "auto"} {
			if name == "auto" && !row.auto {
				continue
			}
			if status, out, errs := call(t, coded, "parse", "-encoding", name); status != exitOK || out != wantParse {
				t.Errorf("parse -encoding %s of %s: %s%s", name, row.name, out, errs)
			}
			if _, out, _ := call(t, coded, "segment", "-encoding", name); out != wantWords {
				t.Errorf("segment -encoding %s of %s: %q, want %q", name, row.name, out, wantWords)
			}
			if _, out, _ := call(t, "", "parse", "-encoding", name, write(t, "lines.txt", coded)); out != wantParse {
				t.Errorf("parse -encoding %s of a file in %s: %s", name, row.name, out)
			}
		}
		coded, err = encoding.ReplaceUnsupported(row.e.NewEncoder()).String(talk)
		if err != nil || row.name == "big5" { // Big5 lacks 户
			continue
		}
		_, want, _ := call(t, talk, "analyze", "-format", "json", "-")
		if _, out, errs := call(t, coded, "analyze", "-format", "json", "-encoding", row.name, "-"); out != want {
			t.Errorf("analyze -encoding %s: %s%s, want %s", row.name, out, errs, want)
		}
	}
	if _, out, _ := call(t, "\xcd\xcb\xbf\xee\n", "segment"); strings.ReplaceAll(out, " ", "") != "\xcd\xcb\xbf\xee\n" {
		t.Errorf("segment decodes unasked: %q", out)
	}
}

// TestAnswersEachLineOfAnyEncoding waits for each answer before it sends the next line, which begins in ASCII and is in GB18030 then.
func TestAnswersEachLineOfAnyEncoding(t *testing.T) {
	for _, name := range []string{"auto", "gb18030"} {
		inR, inW := io.Pipe()
		outR, outW := io.Pipe()
		done := make(chan int)
		go func() {
			status := run(context.Background(), []string{"parse", "-encoding", name}, env{stdin: inR, stdout: outW, stderr: io.Discard})
			outW.Close()
			done <- status
		}()
		answers := bufio.NewReader(outR)
		for _, line := range []string{"hello", "我的退款还没有到账", "好的"} {
			coded, err := simplifiedchinese.GB18030.NewEncoder().String(line)
			if err != nil {
				t.Fatal(err)
			}
			io.WriteString(inW, coded+"\n")
			got, err := answers.ReadString('\n')
			if err != nil || !strings.Contains(got, `{"text":"`+line+`"`) {
				t.Fatalf("%s: the answer to %s is %q, %v", name, line, got, err)
			}
		}
		inW.Close()
		if status := <-done; status != exitOK {
			t.Errorf("%s: status %d", name, status)
		}
	}
}

// TestSnifferOnPieces hands the bytes over one at a time: what is UTF-8 stays as it is, damaged or not.
func TestSnifferOnPieces(t *testing.T) {
	for _, text := range []string{"", "a", "ascii\nascii\n", "abc退款", "退款\xff到账", "\xff", "退\xe6"} {
		got, err := io.ReadAll(encodingFlag{}.lines(strings.NewReader(text)))
		if err != nil || !bytes.Equal(got, []byte(text)) {
			t.Errorf("%q becomes %q, %v", text, got, err)
		}
	}
}
