package main

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/qingting-nlp/qingting/intent"
	"github.com/qingting-nlp/qingting/internal/termtext"
)

const trainHelp = `用法：qingting train [-tune FILE] [-out model.bin] [-input FORMAT] [-encoding NAME] FILE…

用自己的标签训练意图模型：每个标签二十句就能用。同样的文件得到同样的模型。
训练完用 qingting eval -model model.bin 看效果，qingting parse -intent-model model.bin 使用。

  -tune FILE       定概率和门槛用的另一份标注，可以给几次；不给就把训练的话分成五份轮流用
  -out FILE        模型写到哪里，默认 model.bin
  -input FORMAT    auto（默认）、tsv、csv、jsonl、nlpjs
` + encodingHelp + `
` + examplesHelp + `
例：qingting train -out my.bin 训练.csv
`

// fewExamples is how many examples a label should have at least.
const fewExamples = 5

var (
	errOneLabel = errors.New("训练至少要两个不同的意图（acts 列）")
	errNothing  = errors.New("没有可以用来训练的话")
)

func runTrain(j *job, args []string) error {
	var in exampleFlags
	var tuneFiles []string
	flags := flag.NewFlagSet("train", flag.ContinueOnError)
	flags.Func("tune", "", func(s string) error { tuneFiles = append(tuneFiles, s); return nil })
	out := flags.String("out", "model.bin", "")
	flags.Var(&in.format, "input", "")
	flags.Var(&in.encoding, "encoding", "")
	files, err := j.parse(flags, args)
	switch {
	case err != nil:
		return err
	case len(files) == 0:
		return usageError("没有给 FILE；读标准输入请写 -")
	case *out == "":
		return usageError("-out 要一个文件名")
	}
	train, err := j.exampleFiles(files, in)
	if err != nil {
		return err
	}
	tune, err := j.exampleFiles(tuneFiles, in)
	if err != nil {
		return err
	}
	if len(train) == 0 {
		return errNothing
	}
	if len(tuneFiles) > 0 && len(tune) == 0 {
		return errors.New("-tune 的文件里没有可以用的话")
	}
	j.labels("意图", train, func(ex *intent.Example) []string { return ex.Acts })
	j.labels("话题", train, func(ex *intent.Example) []string { return ex.Topics })
	if err := strangers(train, tune); err != nil {
		return err
	}
	if err := j.out.Flush(); err != nil {
		return err
	}
	model, err := j.train(train, tune)
	switch {
	case errors.Is(err, intent.ErrLabels):
		return errOneLabel
	case err != nil:
		return err
	}
	if err := writeFile(*out, model); err != nil {
		j.problem(*out, 0, err)
		return nil
	}
	fmt.Fprintf(j.out, "模型写到 %s（%d 字节）\n", *out, len(model))
	return nil
}

// train learns, and gives up when the command is interrupted.
func (j *job) train(train, tune []intent.Example) ([]byte, error) {
	type result struct {
		model []byte
		err   error
	}
	done := make(chan result, 1)
	go func() {
		model, err := intent.Default().Train(train, tune, intent.Training{})
		done <- result{model, err}
	}()
	select {
	case r := <-done:
		return r.model, r.err
	case <-j.ctx.Done():
		return nil, j.ctx.Err()
	}
}

// exampleFiles reads files and prints what was read of each.
func (j *job) exampleFiles(files []string, in exampleFlags) ([]intent.Example, error) {
	var set intent.ExampleSet
	for _, name := range files {
		data, name, err := j.contents(name, in.encoding)
		if j.ctx.Err() != nil {
			return nil, j.ctx.Err()
		}
		if err != nil {
			j.problem(name, 0, err)
			continue
		}
		r := j.readExamples(&set, data, name, in.format.f)
		fmt.Fprintf(j.out, "%s：读入 %d 条，跳过 %d 条\n", r.File, r.Read, r.Skipped)
	}
	return set.Examples, nil
}

// labels prints how many examples each label has, the most first, and warns of those with few.
func (j *job) labels(what string, examples []intent.Example, of func(*intent.Example) []string) {
	count := map[string]int{}
	for i := range examples {
		for _, l := range of(&examples[i]) {
			count[l]++
		}
	}
	if len(count) == 0 {
		return
	}
	names := slices.SortedFunc(maps.Keys(count), func(a, b string) int { return cmp.Or(count[b]-count[a], cmp.Compare(a, b)) })
	fmt.Fprintf(j.out, "\n%s %d 个：\n", what, len(names))
	width := 0
	for _, n := range names {
		width = max(width, termtext.Width(termtext.Clean(n)))
	}
	for _, n := range names {
		warn := ""
		if count[n] < fewExamples {
			warn = fmt.Sprintf("  少于 %d 条，学不好", fewExamples)
		}
		fmt.Fprintf(j.out, "  %s %5d%s\n", termtext.Pad(termtext.Clean(n), width), count[n], warn)
	}
}

// strangers returns an error that names the labels of tune that train lacks.
func strangers(train, tune []intent.Example) error {
	known := [2]map[string]bool{{}, {}}
	for _, ex := range train {
		for _, l := range ex.Acts {
			known[0][l] = true
		}
		for _, l := range ex.Topics {
			known[1][l] = true
		}
	}
	var out []string
	for _, ex := range tune {
		for k, list := range [2][]string{ex.Acts, ex.Topics} {
			for _, l := range list {
				if !known[k][l] {
					known[k][l] = true
					out = append(out, termtext.Clean(l))
				}
			}
		}
	}
	if len(out) == 0 {
		return nil
	}
	slices.Sort(out)
	return fmt.Errorf("-tune 里有训练文件没有的标签：%s", strings.Join(out, "、"))
}
