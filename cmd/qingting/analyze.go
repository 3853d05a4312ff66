package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"path/filepath"

	"github.com/qingting-nlp/qingting"
	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/internal/wire"
)

const analyzeHelp = `用法：qingting analyze [-format text|json|html] [-repair WHAT] [-encoding NAME] FILE…

读整段对话，出报告：客户情绪怎么变、要不要转交、哪些词没听懂、客服哪句可以说得更好。
FILE 可以是 .dlg、.jsonl（一行一段对话）或纯文本（“客户：……”“客服：……”，--- 分隔两段）；- 是标准输入。

  -format text    给人看（默认）
  -format json    一行一份报告，给程序用
  -format html    一个网页，自带样式，不联网
  -offsets UNIT   json 里 start、end 数什么：bytes（默认）或 runes
  -color WHEN     text 的颜色：auto（默认，终端才有；认 NO_COLOR）、always、never
  -width N        text 的宽度，默认是终端宽度，最宽 100 列
` + inputHelp + `
没有编号的对话用“文件名#第几段”作编号。序号都从 0 数起。

例：qingting analyze -format html calls.jsonl > report.html
`

// printer writes reports in one format.
type printer interface {
	report(wire.Report) error
	end() error // after the last report
}

func runAnalyze(j *job, args []string) error {
	var o wire.Offsets
	var in inputFlags
	flags := flag.NewFlagSet("analyze", flag.ContinueOnError)
	flags.Var(&o, "offsets", "")
	in.add(flags)
	format := flags.String("format", "text", "")
	color := flags.String("color", "auto", "")
	width := flags.Int("width", 0, "")
	files, err := j.parse(flags, args)
	if err != nil {
		return err
	}
	paint := j.color
	switch *color {
	case "auto":
	case "always":
		paint = true
	case "never":
		paint = false
	default:
		return usageError("-color 只能是 auto、always 或 never")
	}
	if *width <= 0 {
		*width = maxColumns
		if j.columns > 0 {
			*width = min(j.columns, maxColumns)
		}
	}
	var p printer
	switch *format {
	case "text":
		o = wire.Bytes // for the printer itself
		p = newTextPrinter(j.out, *width, paint)
	case "json":
		p = jsonPrinter{j}
	case "html":
		o = wire.Bytes // for the page itself
		if p, err = newHTMLPrinter(j.out); err != nil {
			return err
		}
	default:
		return usageError("-format 只能是 text、json 或 html")
	}
	if len(files) == 0 {
		return usageError("没有给 FILE；读标准输入请写 -")
	}
	a, err := in.analyzer()
	if err != nil {
		return err
	}
	for _, name := range files {
		if err := j.analyze(a, name, in.encoding, o, p); err != nil {
			return err
		}
	}
	return p.end()
}

// analyze reports on the dialogues of one file. The error is one of the output or context.
func (j *job) analyze(a *qingting.Analyzer, name string, enc encodingFlag, o wire.Offsets, p printer) error {
	in := j.stdin
	if name == "-" {
		name = stdinName
	} else {
		file, err := open(name)
		if err != nil {
			j.problem(name, 0, err)
			return nil
		}
		defer file.Close()
		in = file
	}
	r, encoding := enc.dialogues(&source{ctx: j.ctx, r: in, before: j.out})
	n := 0
	for d, err := range dialogue.Read(r, dialogue.Auto, dialogue.WithName(name), encoding) {
		if j.ctx.Err() != nil {
			return j.ctx.Err()
		}
		if err != nil {
			var out *outputError
			if errors.As(err, &out) {
				return out.err
			}
			j.unreadable(name, err)
			continue
		}
		if n++; d.ID == "" {
			d.ID = fmt.Sprintf("%s#%d", filepath.Base(name), n)
		}
		r, err := a.Analyze(j.ctx, d)
		switch {
		case errors.Is(err, context.Canceled):
			return err
		case err != nil:
			j.problem(name, 0, fmt.Errorf("第 %d 段对话：%w", n, err))
			continue
		}
		if err := p.report(wire.FromReport(d, r, o)); err != nil {
			return err
		}
		if err := j.out.Flush(); err != nil {
			return err
		}
	}
	return nil
}

// unreadable reports an error of package dialogue.
func (j *job) unreadable(name string, err error) {
	var f *dialogue.FormatError
	if errors.As(err, &f) {
		line := f.Line
		text := f.Reason
		if f.Column > 0 {
			text = fmt.Sprintf("第 %d 字节：%s", f.Column, f.Reason)
		}
		j.problem(name, line, errors.New(text))
		return
	}
	j.problem(name, 0, err)
}

type jsonPrinter struct{ j *job }

func (p jsonPrinter) report(r wire.Report) error { return p.j.printJSON(r) }
func (p jsonPrinter) end() error                 { return nil }

// totals counts over the reports of one run.
type totals struct {
	dialogues, advised int
	resolutions        map[string]int
}

func (t *totals) add(r *wire.Report) {
	if t.resolutions == nil {
		t.resolutions = map[string]int{}
	}
	t.dialogues++
	t.resolutions[r.Resolution]++
	if r.HandOff.Advised {
		t.advised++
	}
}

// resolutionOrder is the order in which people read resolutions.
var resolutionOrder = []string{"solved", "promised", "unsolved", "unclear"}
