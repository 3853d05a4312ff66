package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"

	"github.com/qingting-nlp/qingting/intent"
	"github.com/qingting-nlp/qingting/internal/labelled"
	"github.com/qingting-nlp/qingting/segment"
)

// examplesHelp is what the help of the commands that read labelled examples says of their files.
const examplesHelp = `FILE 是标注好的话，按文件名或内容认格式（-input 可以指定）：
  .tsv .csv   第一行是列名：text（或 utterance）、acts（act intent label）、topics（topic）；
              可以有 emotions intensity valence flags sector phenomenon group why note；别的列名是错误
  .jsonl      一行一个 {"text":"…","acts":["…"],"topics":["…"]}，或 {"text":"…","intent":"…"}
  .json       nlp.js 的语料 {"data":[{"intent":"…","utterances":["…"]}]}；其中 None 算 oos
一格里有几个标签就用 , 或 | 分开。- 是标准输入。用不了的行会报出文件、行号和原因，其余照常读。
`

// exampleFlags are the flags of the commands that read labelled examples.
type exampleFlags struct {
	encoding encodingFlag
	format   formatFlag
}

type formatFlag struct{ f intent.ExampleFormat }

func (f *formatFlag) String() string { return "" }

func (f *formatFlag) Set(s string) error {
	var ok bool
	if f.f, ok = labelled.ParseFormat(s); !ok {
		return errors.New("只能是 auto、tsv、csv、jsonl 或 nlpjs")
	}
	return nil
}

// contents returns what a file holds, as UTF-8 where an encoding was given, and the name to call it by.
func (j *job) contents(name string, enc encodingFlag) ([]byte, string, error) {
	var r io.Reader
	if name == "-" {
		name, r = stdinName, &source{ctx: j.ctx, r: j.stdin, before: j.out}
	} else {
		file, err := open(name)
		if err != nil {
			return nil, name, err
		}
		defer file.Close()
		r = file
	}
	if enc != (encodingFlag{}) {
		r = enc.lines(r)
	}
	data, err := io.ReadAll(io.LimitReader(r, labelled.MaxFile+1))
	return data, name, err
}

// fileReport tells what was read of one file.
type fileReport struct {
	File    string `json:"file"`
	Read    int    `json:"read"`
	Skipped int    `json:"skipped"`
}

// readExamples adds the examples of a file and reports on it.
func (j *job) readExamples(set *intent.ExampleSet, data []byte, name string, f intent.ExampleFormat) fileReport {
	examples, skipped := len(set.Examples), len(set.Skipped)
	err := set.Read(bytes.NewReader(data), name, f)
	for _, e := range set.Skipped[skipped:] {
		j.problem(e.File, e.Line, errors.New(e.Reason))
	}
	var at *labelled.Error
	switch {
	case errors.Is(err, intent.ErrNoExamples):
		j.problem(name, 0, intent.ErrNoExamples)
	case errors.As(err, &at):
		j.problem(at.File, at.Line, errors.New(at.Reason))
	case err != nil:
		j.problem(name, 0, err)
	}
	return fileReport{name, len(set.Examples) - examples, len(set.Skipped) - skipped}
}

// openClassifier returns the classifier with the model of a file.
func openClassifier(name string) (*intent.Classifier, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	m, err := intent.OpenModel(string(data))
	if err != nil {
		return nil, err
	}
	return intent.New(segment.Default(), intent.WithModel(m))
}

// writeFile replaces a file as a whole: who reads it never sees a part.
func writeFile(name string, data []byte) error {
	tmp, err := os.CreateTemp(filepath.Dir(name), ".qingting-*")
	if err != nil {
		return err
	}
	_, err = tmp.Write(data)
	if e := tmp.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Chmod(tmp.Name(), 0o644)
	}
	if err == nil {
		err = os.Rename(tmp.Name(), name)
	}
	if err != nil {
		os.Remove(tmp.Name())
	}
	return err
}
