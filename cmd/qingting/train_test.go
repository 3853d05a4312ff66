package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/qingting-nlp/qingting/intent"
)

const airline = "../../intent/testdata/airline/"

// TestTrainEvalParse goes the way of a user with labels of their own.
func TestTrainEvalParse(t *testing.T) {
	model := filepath.Join(t.TempDir(), "my.bin")
	status, out, errs := call(t, "", "train", "-out", model, airline+"train.tsv")
	if status != exitOK || errs != "" {
		t.Fatalf("status %d, %q", status, errs)
	}
	for _, want := range []string{"train.tsv：读入 80 条，跳过 0 条", "意图 4 个", "ticket_refund    20", model} {
		if !strings.Contains(out, want) {
			t.Errorf("%q lacks %q", out, want)
		}
	}
	first, err := os.ReadFile(model)
	if err != nil {
		t.Fatal(err)
	}

	status, out, errs = call(t, "", "eval", "-model", model, "-format", "json", airline+"held.tsv")
	var e struct {
		Files  []fileReport
		Intent intent.Evaluation
	}
	if err := json.Unmarshal([]byte(out), &e); err != nil || status != exitOK || errs != "" {
		t.Fatalf("status %d, %v, %q", status, err, errs)
	}
	if len(e.Files) != 1 || e.Files[0].Read != 40 || e.Intent.BestAct.Of != 40 || e.Intent.BestAct.Share < 0.8 {
		t.Errorf("%+v", e)
	}
	_, out, _ = call(t, "", "eval", "-model", model, airline+"held.tsv")
	for _, want := range []string{"意图：40 句", "最佳意图在标注里", "baggage", "最佳意图的把握"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q lacks %q", out, want)
		}
	}
	if strings.Contains(out, "情绪") {
		t.Error("a file without feelings is judged by them")
	}

	_, out, errs = call(t, "帮我把这张票退了\n", "parse", "-intent-model", model)
	if !strings.Contains(out, `"ticket_refund"`) || errs != "" {
		t.Errorf("%q, %q", out, errs)
	}

	// The same file gives the same model, also with the format named and by standard input.
	text, err := os.ReadFile(airline + "train.tsv")
	if err != nil {
		t.Fatal(err)
	}
	if status, _, errs = call(t, string(text), "train", "-input", "tsv", "-out", model, "-"); status != exitOK {
		t.Fatal(errs)
	}
	if second, err := os.ReadFile(model); err != nil || string(second) != string(first) {
		t.Errorf("another model from the same examples: %v", err)
	}
}

func TestTrainProblems(t *testing.T) {
	const secret = "张三的秘密"
	out := filepath.Join(t.TempDir(), "out.bin")
	good := write(t, "good.csv", "text,intent\n"+strings.Repeat("我要退款,refund\n你好呀,social\n", 6)+"转人工,agent\n")
	one := write(t, "one.csv", "text,intent\n退款,refund\n退货,refund\n")
	column := write(t, "column.csv", "text,intent,foo\n"+secret+",refund,1\n")
	rows := write(t, "rows.csv", "text,intent\n"+secret+",refund\n"+secret+",social\n,ask\n你好,social\n")
	strange := write(t, "strange.csv", "text,intent\n退款,my_refund\n")
	bad := write(t, "bad.bin", secret)
	for _, row := range []struct {
		name   string
		args   []string
		status int
		out    string // part of it
		errs   string // parts, separated by |
	}{
		{"few", []string{"train", "-out", out, good}, exitOK, "少于 5 条", ""},
		{"one label", []string{"train", "-out", out, one}, exitFailed, "refund     2", "两个不同的意图"},
		{"unknown column", []string{"train", "-out", out, column}, exitFailed, "读入 0 条", column + `:1: unknown column 3 ("foo")|没有可以用来训练的话`},
		{"rows", []string{"train", "-out", out, rows}, exitFailed, "读入 2 条，跳过 2 条", rows + ":3: the same text as in " + rows + ":2|" + rows + ":4: no text"},
		{"other labels to tune", []string{"train", "-out", out, "-tune", strange, good}, exitFailed, "", "my_refund"},
		{"missing to tune", []string{"train", "-out", out, "-tune", out + ".no", good}, exitFailed, "", out + ".no: "},
		{"no folder", []string{"train", "-out", filepath.Join(out, "x", "y"), good}, exitFailed, "意图", "y: "},
		{"no file", []string{"train"}, exitUsage, "", "FILE"},
		{"bad format", []string{"train", "-input", "xls", good}, exitUsage, "", "jsonl"},
		{"eval bad model", []string{"eval", "-model", bad, good}, exitFailed, "", bad + ": "},
		{"eval missing model", []string{"eval", "-model", bad + ".no", good}, exitFailed, "", bad + ".no: "},
		{"eval unknown labels", []string{"eval", strange}, exitOK, "不可能答对：my_refund", ""},
		{"eval column", []string{"eval", column}, exitFailed, "", column + ":1: unknown column 3|没有可以考的话"},
		{"eval format", []string{"eval", "-format", "html", good}, exitUsage, "", "-format"},
		{"eval no file", []string{"eval"}, exitUsage, "", "FILE"},
		{"parse bad model", []string{"parse", "-intent-model", bad}, exitFailed, "", bad + ": "},
	} {
		t.Run(row.name, func(t *testing.T) {
			status, out, errs := call(t, "", row.args...)
			if status != row.status || !strings.Contains(out, row.out) || (row.errs == "") != (errs == "") {
				t.Errorf("status %d, printed %q, %q", status, out, errs)
			}
			for part := range strings.SplitSeq(row.errs, "|") {
				if !strings.Contains(errs, part) {
					t.Errorf("%q lacks %q", errs, part)
				}
			}
			if strings.Contains(errs, secret) || strings.Contains(out, secret) {
				t.Error("quotes the customer")
			}
		})
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var discard strings.Builder
	if status := run(ctx, []string{"train", "-out", out + ".2", good}, env{stdin: strings.NewReader(""), stdout: &discard, stderr: &discard}); status != exitInterrupted {
		t.Errorf("interrupted: status %d", status)
	}
}

func TestEvalFeelings(t *testing.T) {
	const rows = "text,valence,emotions,flags,phenomenon\n气死我了你们什么破服务,negative,angry,,\n谢谢，服务真好,positive,\"grateful,satisfied\",,\n退款怎么申请,neutral,neutral,,\n很抱歉给您添麻烦了,neutral,neutral,,agent\n"
	feeling := write(t, "feel.csv", rows+"坏行,bad,angry,,\n")
	status, out, errs := call(t, "", "eval", "-format", "json", feeling)
	var e evaluation
	if err := json.Unmarshal([]byte(out), &e); err != nil {
		t.Fatal(err)
	}
	if status != exitFailed || strings.Count(errs, "\n") != 1 || !strings.Contains(errs, feeling+":6: valence is none of") {
		t.Errorf("status %d, %q", status, errs)
	}
	if e.Intent != nil || e.Sentiment == nil {
		t.Fatalf("%+v", e)
	}
	f := e.Sentiment
	if f.Examples != 3 || f.Agents != 1 || f.Valence.Right != 3 || f.BestEmotion.Right != 3 || f.Flags.Examples != 3 || f.EmotionCalibration.Count != 3 {
		t.Errorf("%+v", f)
	}
	_, out, errs = call(t, rows, "eval", "-")
	for _, want := range []string{"stdin：读入 4 条", "情绪：3 句（另有客服的话 1 句不算）", "褒贬", "1.000（3/3）", "angry"} {
		if !strings.Contains(out, want) || errs != "" {
			t.Errorf("%q, %q lacks %q", out, errs, want)
		}
	}
	// JSON Lines tell feelings and intents together.
	_, out, _ = call(t, `{"text":"气死我了","intent":"complain","valence":"negative","emotions":["angry"]}`, "eval", "-input", "jsonl", "-format", "json", "-")
	if e = (evaluation{}); json.Unmarshal([]byte(out), &e) != nil || e.Intent == nil || e.Sentiment == nil {
		t.Errorf("%q", out)
	}
}
