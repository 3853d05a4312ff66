package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"runtime/debug"
	"strings"
	"syscall"
)

// Exit statuses.
const (
	exitOK          = 0
	exitFailed      = 1 // something could not be read; the rest was printed
	exitUsage       = 2
	exitInterrupted = 130
)

// env is what the command sees of the world.
type env struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	columns        int  // of the terminal that stdout is; 0 when it is none
	color          bool // stdout is a terminal that shows colours
}

const usage = `qingting（倾听）：读懂中文客服对话，离线运行

用法：
  qingting segment [-tags] [FILE…]              分词：每行输出一行，词与词之间一个空格
  qingting parse   [-offsets UNIT] [FILE…]      客户的话：每行输出一行 JSON（情绪、意图、实体……）
  qingting check   [-offsets UNIT] [FILE…]      客服的话：每行输出一行 JSON（改进建议、改写）
  qingting analyze [-format text|json|html] FILE…   整段对话：出一份报告
  qingting train   [-out model.bin] FILE…       用自己标注的话训练意图模型
  qingting eval    [-model FILE] FILE…          拿标注好的话考意图和情绪，出各项指标
  qingting version                              版本

parse、check、analyze 先修复机器弄坏的文字（拼音残留、网页标签、乱码……），-repair off 不修；-encoding 说明文件编码。
不给 FILE 或 FILE 为 - 时读标准输入。qingting 命令 -h 看这个命令的说明。
退出码：0 正常；1 有内容读不了（其余照常输出）；2 用法不对；130 被中断。
`

// tool is one command.
type tool struct {
	help string
	run  func(j *job, args []string) error
}

var tools = map[string]tool{
	"segment": {segmentHelp, runSegment},
	"parse":   {parseHelp, runParse},
	"check":   {checkHelp, runCheck},
	"analyze": {analyzeHelp, runAnalyze},
	"train":   {trainHelp, runTrain},
	"eval":    {evalHelp, runEval},
	"version": {"用法：qingting version\n\n输出版本。\n", runVersion},
}

// run runs the command line and returns its exit status.
func run(ctx context.Context, args []string, e env) int {
	if len(args) == 0 {
		io.WriteString(e.stderr, usage)
		return exitUsage
	}
	name := args[0]
	switch name {
	case "-h", "-help", "--help", "help":
		if len(args) > 1 && name == "help" {
			if t, ok := tools[args[1]]; ok {
				io.WriteString(e.stdout, t.help)
				return exitOK
			}
		}
		io.WriteString(e.stdout, usage)
		return exitOK
	}
	t, ok := tools[name]
	if !ok {
		fmt.Fprintf(e.stderr, "qingting: 没有 %q 这个命令\n\n%s", name, usage)
		return exitUsage
	}
	j := &job{ctx: ctx, env: e, out: bufio.NewWriterSize(e.stdout, 64<<10)}
	err := t.run(j, args[1:])
	var wrong usageError
	switch {
	case errors.Is(err, flag.ErrHelp):
		io.WriteString(e.stdout, t.help)
		return exitOK
	case errors.As(err, &wrong):
		fmt.Fprintf(e.stderr, "qingting %s: %s\n用 qingting %s -h 看说明\n", name, wrong, name)
		return exitUsage
	}
	if flushErr := j.out.Flush(); err == nil {
		err = flushErr
	}
	switch {
	case errors.Is(err, syscall.EPIPE) || errors.Is(err, io.ErrClosedPipe):
		// Whoever reads has seen enough.
	case ctx.Err() != nil:
		return exitInterrupted
	case err != nil:
		j.problem("", 0, err)
	}
	if j.failed {
		return exitFailed
	}
	return exitOK
}

// usageError is a mistake in the command line.
type usageError string

func (e usageError) Error() string { return string(e) }

// job is one run of a command.
type job struct {
	ctx context.Context
	env
	out    *bufio.Writer
	failed bool
}

// parse reads the flags, which may stand before, between and after the files.
func (j *job) parse(fs *flag.FlagSet, args []string) (files []string, err error) {
	fs.SetOutput(io.Discard)
	fs.Usage = func() {}
	for {
		if err := fs.Parse(args); err != nil {
			if errors.Is(err, flag.ErrHelp) {
				return nil, err
			}
			return nil, usageError(err.Error())
		}
		rest := fs.Args()
		if len(rest) == 0 {
			return files, nil
		}
		if n := len(args) - len(rest); n > 0 && args[n-1] == "--" {
			return append(files, rest...), nil
		}
		files, args = append(files, rest[0]), rest[1:]
	}
}

// problem reports what could not be read. What was found so far is printed before.
func (j *job) problem(file string, line int, err error) {
	j.failed = true
	j.out.Flush()
	place := ""
	if file != "" {
		place = file + ":"
		if line > 0 {
			place += fmt.Sprint(line, ":")
		}
		place += " "
	}
	fmt.Fprintf(j.stderr, "qingting: %s%s\n", place, reason(err))
}

// reason returns an error without the file name, which stands before it.
func reason(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		err = p.Err
	}
	return err.Error()
}

// printJSON writes v as one line.
func (j *job) printJSON(v any) error {
	e := json.NewEncoder(j.out)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

func runVersion(j *job, args []string) error {
	files, err := j.parse(flag.NewFlagSet("version", flag.ContinueOnError), args)
	if err != nil {
		return err
	}
	if len(files) > 0 {
		return usageError("version 不带参数")
	}
	version := "(devel)"
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		version = info.Main.Version
	}
	_, err = fmt.Fprintln(j.out, "qingting", strings.TrimPrefix(version, "v"))
	return err
}
