package main

import (
	"bytes"
	"errors"
	"flag"
	"slices"

	"github.com/qingting-nlp/qingting/intent"
	"github.com/qingting-nlp/qingting/internal/labelled"
)

const evalHelp = `用法：qingting eval [-model FILE] [-format text|json] [-input FORMAT] [-encoding NAME] FILE…

拿标注好的话考一考：意图（有 acts、topics 的文件）和情绪（有 emotions、valence、flags 的文件）答对多少。
所有 FILE 合在一起算；phenomenon 是 agent 的行是客服说的，不算。文字照原样读，不先修复。

  -model FILE      qingting train 训练的意图模型；不给就用自带的
  -format text     表格（默认）
  -format json     一个 JSON 对象
  -input FORMAT    auto（默认）、tsv、csv、jsonl、nlpjs
` + encodingHelp + `
P 准确率、R 召回率、F1；micro 按每个标签每次出现算，macro 是各标签 F1 的平均（只算标注里有的标签）。
ECE 是说的把握和实际对的比例平均差多少，0 最好。

` + examplesHelp + `
例：qingting eval -model my.bin 测试.csv
`

// evaluation is what the command prints.
type evaluation struct {
	Files     []fileReport       `json:"files"`
	Intent    *intent.Evaluation `json:"intent,omitempty"`
	Sentiment *feelings          `json:"sentiment,omitempty"`
}

func runEval(j *job, args []string) error {
	var in exampleFlags
	flags := flag.NewFlagSet("eval", flag.ContinueOnError)
	model := flags.String("model", "", "")
	format := flags.String("format", "text", "")
	flags.Var(&in.format, "input", "")
	flags.Var(&in.encoding, "encoding", "")
	files, err := j.parse(flags, args)
	switch {
	case err != nil:
		return err
	case *format != "text" && *format != "json":
		return usageError("-format 只能是 text 或 json")
	case len(files) == 0:
		return usageError("没有给 FILE；读标准输入请写 -")
	}
	classifier := intent.Default()
	if *model != "" {
		if classifier, err = openClassifier(*model); err != nil {
			j.problem(*model, 0, err)
			return nil
		}
	}
	out := evaluation{Files: []fileReport{}}
	var set intent.ExampleSet
	var felt []labelled.Row
	for _, name := range files {
		data, name, err := j.contents(name, in.encoding)
		if j.ctx.Err() != nil {
			return j.ctx.Err()
		}
		if err != nil {
			j.problem(name, 0, err)
			continue
		}
		r, rows := j.evalFile(&set, data, name, in.format.f)
		out.Files = append(out.Files, r)
		felt = append(felt, rows...)
	}
	if len(set.Examples) > 0 {
		e := classifier.Evaluate(set.Examples)
		out.Intent = &e
	}
	if len(felt) > 0 {
		f := feel(felt)
		out.Sentiment = &f
	}
	if out.Intent == nil && out.Sentiment == nil {
		return errors.New("没有可以考的话")
	}
	if *format == "json" {
		return j.printJSON(out)
	}
	printEvaluation(j.out, &out)
	return nil
}

// evalFile reads a file for intents, if it tells any, and returns its rows if it tells feelings.
func (j *job) evalFile(set *intent.ExampleSet, data []byte, name string, f intent.ExampleFormat) (fileReport, []labelled.Row) {
	file, err := labelled.Read(bytes.NewReader(data), name, f)
	intents, feels := file.Has&(labelled.Acts|labelled.Topics) != 0, file.Has&feelingColumns != 0
	if err != nil || intents || !feels {
		// Also tells what is wrong with the file.
		r := j.readExamples(set, data, name, f)
		if err != nil || !feels {
			return r, nil
		}
		return r, file.Rows
	}
	for _, e := range file.Skipped {
		j.problem(e.File, e.Line, errors.New(e.Reason))
	}
	return fileReport{name, len(file.Rows), len(file.Skipped)}, slices.Clip(file.Rows)
}
