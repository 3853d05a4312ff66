package intent

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

func TestReadExamples(t *testing.T) {
	refund := []Example{{Text: "我要退款", Acts: []string{"refund"}}}
	none := []string{}
	for _, row := range []struct {
		name, file, in string
		want           []Example
		skipped        string // joined by line feeds
		why            string
	}{
		{"tsv", "a.tsv", "text\tintent\n我要退款\trefund\n", refund, "", "the plainest file"},
		{"marked header", "a.tsv", "# text\tacts\n# 备注\n我要退款\trefund\n", refund, "", "as in data/utterances; # lines are comments then"},
		{"hash in text", "a.tsv", "text\tacts\n#1001单没到\tcheck\n", []Example{{Text: "#1001单没到", Acts: []string{"check"}}}, "", "else # begins a text like any other"},
		{"BOM and CRLF", "a.csv", "\ufeffText,Intent\r\n我要退款,refund\r\n\r\n", refund, "", "as Excel saves it"},
		{"no line end", "a.csv", "text,intent\n我要退款,refund", refund, "", "the last line counts"},
		{"empty column", "a.csv", "text,intent,\n我要退款,refund,\n", refund, "", "tables often have a separator too many"},
		{"quotes", "a.csv", "text,intent\n\"我要\"\"退款\"\",谢谢\",\"refund,social\"\n", []Example{{Text: `我要"退款",谢谢`, Acts: []string{"refund", "social"}}}, "", "comma and quotes inside"},
		{"line break", "a.csv", "text,intent\n\"我要\n退款\",refund\n在吗,\n", []Example{{Text: "我要\n退款", Acts: []string{"refund"}}}, "a.csv:4: no label", "lines are counted in cells too"},
		{"open quote", "a.csv", "text,intent\n\"我要退款,refund\n你好,social\n", []Example{{Text: "你好", Acts: []string{"social"}}}, "a.csv:2: a quote is not closed", "costs one row"},
		{"quote in tsv", "a.tsv", "text\tintent\n\"在吗\"有人吗\tsocial\n\"在\tsocial\n", []Example{{Text: `"在吗"有人吗`, Acts: []string{"social"}}, {Text: `"在`, Acts: []string{"social"}}}, "", "people begin a text with a quote"},
		{"several labels", "a.tsv", "topic\tlabel\tutterance\nshop.refund | shop.order\trefund，chase, refund\t退款呢\n", []Example{{Text: "退款呢", Acts: []string{"refund", "chase"}, Topics: []string{"shop.refund", "shop.order"}}}, "", "any order of columns, each label once"},
		{"topics alone", "a.tsv", "text\ttopics\n退款呢\tshop.refund\n", []Example{{Text: "退款呢", Topics: []string{"shop.refund"}}}, "", "says nothing of acts"},
		{"no topic", "a.tsv", "text\tacts\ttopics\n你好\tsocial\t\n流量\t\ttelecom.data\n", []Example{{Text: "你好", Acts: []string{"social"}, Topics: none}, {Text: "流量", Topics: []string{"telecom.data"}}}, "", "an empty cell: has none; of acts: says nothing"},
		{"short row", "a.tsv", "text\tacts\ttopics\n你好\tsocial\n", []Example{{Text: "你好", Acts: []string{"social"}, Topics: none}}, "", "cells missing at the end are empty"},
		{"known columns", "a.tsv", "text\temotions\tintensity\tvalence\tacts\ttopics\tflags\tsector\tphenomenon\tgroup\twhy\tnote\n您好\tneutral\t0\tneutral\tsocial\t\t\tbank\tagent\n",
			[]Example{{Text: "您好", Acts: []string{"social"}, Topics: none, Agent: true}}, "", "the columns of data/utterances"},
		{"left out", "a.tsv", "text\tintent\n\tref\n退款\t\n退货\trefund\tx\n\xff\xfe退\trefund\n我要退款\trefund\n", refund,
			"a.tsv:2: no text\na.tsv:3: no label\na.tsv:4: 3 columns, the header has 2\na.tsv:5: the text is not UTF-8", "each with its line"},
		{"contradiction", "a.tsv", "text\tintent\n我要退款\trefund\n我要退款 \tcancel\n", refund, "a.tsv:3: the same text as in a.tsv:2, which stays, with other labels", "both places are named"},
		{"same again", "a.tsv", "text\tintent\n我要退款\trefund,ask\n我要退款\task,refund\n", []Example{{Text: "我要退款", Acts: []string{"refund", "ask"}}, {Text: "我要退款", Acts: []string{"ask", "refund"}}}, "", "the same labels: how often counts"},
		{"json lines", "a.jsonl", `{"text":"我要退款","acts":["refund"],"topics":["shop.refund"],"id":7}` + "\n\n" + `{"text":"你好","intent":"social","topics":[]}` + "\n" + `{"text":"嗯","acts":null}` + "\n{\n" + `{"text":3}` + "\n",
			[]Example{{Text: "我要退款", Acts: []string{"refund"}, Topics: []string{"shop.refund"}}, {Text: "你好", Acts: []string{"social"}, Topics: none}},
			"a.jsonl:4: no label\na.jsonl:5: not JSON\na.jsonl:6: a value is not of the type that its key wants", "other keys are left out"},
		{"nlp.js", "corpus.json", "{\"name\": \"店\", \"locale\": \"zh\", \"entities\": {\"a\": {}}, \"data\": [\n {\"intent\": \"退款\",\n  \"utterances\": [\"我要退款\",\n  \"\"], \"answers\": [\"好\"]},\n {\"utterances\": [\"天气\"], \"intent\": \"None\"},\n{\"intent\":\"空\",\"utterances\":[]}]}",
			[]Example{{Text: "我要退款", Acts: []string{"退款"}}, {Text: "天气", Acts: []string{OOS}}}, "corpus.json:4: no text\ncorpus.json:6: an intent without utterances", "None is out of scope"},
		{"lines in .json", "a.json", `{"id":1,"text":"我要退款","intent":"refund"}`, refund, "", "the content tells"},
		{"unknown ending", "a.txt", "text,intent\n我要退款,refund\n", refund, "", "the content tells"},
	} {
		t.Run(row.name, func(t *testing.T) {
			got, skipped, err := ReadExamples(strings.NewReader(row.in), row.file, AnyFormat)
			if err != nil {
				t.Fatalf("%v: %s", err, row.why)
			}
			if d := cmp.Diff(row.want, got); d != "" {
				t.Errorf("%s\n%s", row.why, d)
			}
			if d := cmp.Diff(row.skipped, reasons(skipped)); d != "" {
				t.Errorf("%s\n%s", row.why, d)
			}
		})
	}
}

func reasons(list []*ExampleError) string {
	out := make([]string, len(list))
	for i, e := range list {
		out[i] = e.Error()
	}
	return strings.Join(out, "\n")
}

func TestReadExamplesErrors(t *testing.T) {
	const secret = "张三的秘密"
	for _, row := range []struct {
		name, file, in, want, why string
	}{
		{"unknown column", "a.tsv", "text\tintent\tfoo\n", `a.tsv:1: unknown column 3 ("foo")`, "names it"},
		{"Chinese column", "a.tsv", "\ntext\t意图\n", `a.tsv:2: unknown column 2 ("意图")`, "with a column text it is a header"},
		{"no header", "a.tsv", secret + "\trefund\n", "a.tsv:1: no header line", "the first line may be what a customer said"},
		{"no header, a known word", "a.tsv", secret + "\tact\n", "a.tsv:1: unknown column 1", "even then nothing is quoted"},
		{"no text", "a.csv", "intent,note\nrefund,x\n", "a.csv:1: no column text", "nothing to learn from"},
		{"twice", "a.csv", "text,intent,label\n", "a.csv:1: column 3, label, has the same meaning", "which of them counts?"},
		{"no labels", "a.csv", "text,valence\n" + secret + ",neutral\n", "a.csv:1: no labels", "a file for sentiment"},
		{"empty", "a.csv", "", "a.csv:1: no header line", "not even a header"},
		{"header alone", "a.csv", "text,intent\n", "a.csv: no example", "nothing below"},
		{"nothing left", "a.jsonl", secret + "\n" + secret + "\n", "a.jsonl:1: not JSON", "says why, of the first"},
		{"nothing labelled", "a.jsonl", `{"text":"` + secret + `"}`, "a.jsonl:1: no labels", "no line has a label"},
		{"cut corpus", "a.json", "{\"data\":[{\"intent\":\"a\",\n\"utterances\":[\"" + secret, "a.json:2: not a corpus", "by line"},
		{"wrong corpus", "a.json", `{"data":{"intent":"` + secret + `"}}`, "a.json:1: not a corpus", "by line"},
		{"two corpora", "a.json", `{"data":[]}{"data":["` + secret + `"]}`, "a.json:1: not a corpus", "one object is one file"},
	} {
		t.Run(row.name, func(t *testing.T) {
			got, _, err := ReadExamples(strings.NewReader(row.in), row.file, AnyFormat)
			if err == nil || !strings.Contains(err.Error(), row.want) || strings.Contains(err.Error(), secret) || got != nil {
				t.Errorf("%v, %d examples; want %q: %s", err, len(got), row.want, row.why)
			}
		})
	}
	if _, _, err := ReadExamples(strings.NewReader("text,intent\n"), "a.csv", AnyFormat); !errors.Is(err, ErrNoExamples) {
		t.Errorf("%v is not ErrNoExamples", err)
	}
	var at *ExampleError
	if _, _, err := ReadExamples(strings.NewReader("text,x\n"), "a.csv", AnyFormat); !errors.As(err, &at) || at.Line != 1 {
		t.Errorf("%v is no ExampleError", err)
	}
	if _, _, err := ReadExamples(strings.NewReader("text,intent\na,b\n"), "a.csv", NLPJS); err == nil {
		t.Error("a format that was asked for is not looked for elsewhere")
	}
}

func TestReadExamplesEncodings(t *testing.T) {
	const in = "text,intent\r\n我昨天买的东西今天想退款，麻烦处理一下,refund\r\n"
	for name, e := range map[string]encoding.Encoding{"gb18030": simplifiedchinese.GB18030, "utf-16": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)} {
		data, err := e.NewEncoder().String(in)
		if err != nil {
			t.Fatal(err)
		}
		got, _, err := ReadExamples(strings.NewReader(data), "a.csv", AnyFormat)
		if err != nil || len(got) != 1 || got[0].Text != "我昨天买的东西今天想退款，麻烦处理一下" {
			t.Errorf("%s: %v, %d examples", name, err, len(got))
		}
	}
}

func TestExampleSet(t *testing.T) {
	var s ExampleSet
	for name, in := range map[string]string{"a.tsv": "text\tintent\n退款\trefund\n"} {
		if err := s.Read(strings.NewReader(in), name, AnyFormat); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Read(strings.NewReader("text\tintent\n退款\tcancel\n"), "b.tsv", AnyFormat); !errors.Is(err, ErrNoExamples) {
		t.Errorf("%v: all of the file contradicts", err)
	}
	s.Add("c.yml", 5, Example{Text: " 退款 ", Acts: []string{"ask"}})
	s.Add("c.yml", 6, Example{Text: "退款", Topics: []string{"shop.refund"}})
	s.Add("c.yml", 7, Example{Text: "退款", Acts: []string{"ask"}, Agent: true})
	want := "b.tsv:2: the same text as in a.tsv:2, which stays, with other labels\nc.yml:5: the same text as in a.tsv:2, which stays, with other labels"
	if got := reasons(s.Skipped); got != want || len(s.Examples) != 3 {
		t.Errorf("%d examples, left out %q", len(s.Examples), got)
	}
	if err := s.ReadFile("testdata/missing.tsv"); err == nil {
		t.Error("a missing file is an error")
	}
}

func FuzzReadExamples(f *testing.F) {
	for _, in := range []string{"text\tacts\n退款\trefund\n", "text,intent\n\"a\"\"\n\",b\n\"", `{"text":"a","intent":"b"}`, `{"data":[{"intent":"a","utterances":["b"]}]}`, "\ufeff# text,label\n#\n\xff,b"} {
		f.Add(in, uint8(0))
		f.Add(in, uint8(2))
	}
	f.Fuzz(func(t *testing.T, in string, format uint8) {
		got, skipped, err := ReadExamples(strings.NewReader(in), "f", ExampleFormat(format%5))
		if err != nil && len(got) > 0 {
			t.Errorf("examples beside %v", err)
		}
		lines := strings.Count(in, "\n") + 1
		for _, e := range skipped {
			if e.Line < 1 || e.Line > max(lines, len(in)) {
				t.Errorf("line %d of %d", e.Line, lines)
			}
		}
		for _, ex := range got {
			if strings.TrimSpace(ex.Text) == "" || len(ex.Acts)+len(ex.Topics) == 0 {
				t.Errorf("%+v", ex)
			}
		}
	})
}
