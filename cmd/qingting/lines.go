package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"flag"
	"io"
	"os"
	"unicode"

	"github.com/qingting-nlp/qingting"
	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/internal/wire"
	"github.com/qingting-nlp/qingting/segment"
)

const segmentHelp = `用法：qingting segment [-tags] [-encoding NAME] [FILE…]

一行一行读，输出切好的词，词与词之间一个空格。原文里的空白只当边界，不当词；空行输出空行。
原文一个字也不改：弄坏的文字照样输出。

  -tags            输出 词/词性；没有词性的写种类，如 98/number
  -encoding NAME   utf-8（默认，字节照原样）、auto（看内容判断）、gb18030、big5、utf-16

例：echo 退款怎么还没到账 | qingting segment
`

const parseHelp = `用法：qingting parse [-offsets bytes|runes] [-intent-model FILE] [-repair WHAT] [-encoding NAME] [FILE…]

一行一句客户的话，输出一行 JSON：
  text valence score emotions flags acts topics out_of_scope entities ……
列表按把握从大到小排，空列表表示没有。confidence 未经校准，只用来排序。

  -offsets bytes   start、end 数 UTF-8 字节（默认）
  -offsets runes   数码点
  -intent-model FILE   意图按 qingting train 训练的模型认
` + inputHelp + `位置都以输出的 text 为准；不是 UTF-8 的字节在 text 里是 U+FFFD。

例：echo 我要投诉，退款98元怎么还没到 | qingting parse
`

const checkHelp = `用法：qingting check [-offsets bytes|runes] [-customer 客户的话] [-repair WHAT] [-encoding NAME] [FILE…]

一行一句客服的话，输出一行 JSON：
  text suggestions[rule kind start end text message replacements ……] rewrite ……
kind：jargon 术语、plain 说白话、tone 语气、empathy 共情、compliance 合规。

  -customer TEXT   客户刚才说的话；给了才能看出有没有回应情绪
  -offsets bytes   start、end 数 UTF-8 字节（默认）
  -offsets runes   数码点
` + inputHelp + `rewrite 是在原文上改：没改到的地方照原文。

例：echo 退款T+3到账 | qingting check -customer 我等了三天了急死了
`

func runSegment(j *job, args []string) error {
	flags := flag.NewFlagSet("segment", flag.ContinueOnError)
	tags := flags.Bool("tags", false, "")
	enc := encodingFlag{e: dialogue.UTF8}
	flags.Var(&enc, "encoding", "")
	files, err := j.parse(flags, args)
	if err != nil {
		return err
	}
	seg := segment.Default()
	var toks []segment.Token
	return j.eachLine(files, enc, func(line string) error {
		toks = seg.Append(toks[:0], line)
		first := true
		for _, t := range toks {
			if t.Kind == segment.Space {
				continue
			}
			// A token may hold white space inside, as ￥ 98; that is a border too.
			for word := range words(t.Span.Of(line)) {
				if !first {
					j.out.WriteByte(' ')
				}
				first = false
				j.out.WriteString(word)
				if *tags {
					j.out.WriteByte('/')
					if t.Tag != segment.NoTag {
						j.out.WriteString(t.Tag.String())
					} else {
						j.out.WriteString(t.Kind.String())
					}
				}
			}
		}
		return j.out.WriteByte('\n')
	})
}

// words yields the parts of s between white space. Bytes that are not UTF-8 stay as they are.
func words(s string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		start := -1
		for i, r := range s {
			switch {
			case !unicode.IsSpace(r):
				if start < 0 {
					start = i
				}
			case start >= 0:
				if !yield(s[start:i]) {
					return
				}
				start = -1
			}
		}
		if start >= 0 {
			yield(s[start:])
		}
	}
}

func runParse(j *job, args []string) error {
	var o wire.Offsets
	var in inputFlags
	flags := flag.NewFlagSet("parse", flag.ContinueOnError)
	flags.Var(&o, "offsets", "")
	in.add(flags)
	model := flags.String("intent-model", "", "")
	files, err := j.parse(flags, args)
	if err != nil {
		return err
	}
	var opts []qingting.Option
	if *model != "" {
		c, err := openClassifier(*model)
		if err != nil {
			j.problem(*model, 0, err)
			return nil
		}
		opts = append(opts, qingting.WithClassifier(c))
	}
	a, err := in.analyzer(opts...)
	if err != nil {
		return err
	}
	return j.eachLine(files, in.encoding, func(line string) error {
		return j.printJSON(wire.FromUnderstanding(line, a.Understand(line), o))
	})
}

func runCheck(j *job, args []string) error {
	var o wire.Offsets
	var in inputFlags
	flags := flag.NewFlagSet("check", flag.ContinueOnError)
	flags.Var(&o, "offsets", "")
	in.add(flags)
	customer := flags.String("customer", "", "")
	files, err := j.parse(flags, args)
	if err != nil {
		return err
	}
	a, err := in.analyzer()
	if err != nil {
		return err
	}
	s := a.NewSession("")
	if *customer != "" {
		if _, err := s.Append(dialogue.Utterance{Role: dialogue.Customer, Text: *customer}); err != nil {
			return err
		}
	}
	return j.eachLine(files, in.encoding, func(line string) error {
		return j.printJSON(wire.FromAdvice(line, s.Check(line), o))
	})
}

// maxLine is the length of the longest line that is read, in bytes.
const maxLine = 16 << 20

var errLongLine = errors.New("这一行超过 16 MiB，已跳过")

// stdinName is how messages call the standard input.
const stdinName = "stdin"

// eachLine calls f for every line of the files, without its line end. What cannot be read is reported and left out. The error is that
// of f or of the output, or nil.
func (j *job) eachLine(files []string, enc encodingFlag, f func(line string) error) error {
	if len(files) == 0 {
		files = []string{"-"}
	}
	for _, name := range files {
		if name == "-" {
			if err := j.lines(stdinName, j.stdin, enc, f); err != nil {
				return err
			}
			continue
		}
		file, err := open(name)
		if err != nil {
			j.problem(name, 0, err)
			continue
		}
		err = j.lines(name, file, enc, f)
		file.Close()
		if err != nil {
			return err
		}
	}
	return nil
}

var errDirectory = errors.New("是目录，不是文件")

func open(name string) (*os.File, error) {
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		return nil, errDirectory
	}
	return os.Open(name)
}

func (j *job) lines(name string, r io.Reader, enc encodingFlag, f func(line string) error) error {
	in := bufio.NewReaderSize(enc.lines(&source{ctx: j.ctx, r: r, before: j.out}), 64<<10)
	var long []byte
	for n := 1; ; n++ {
		line, over, err := readLine(in, &long)
		if j.ctx.Err() != nil {
			return j.ctx.Err()
		}
		if err != nil && err != io.EOF {
			var out *outputError
			if errors.As(err, &out) {
				return out.err
			}
			j.problem(name, n, err)
			return nil
		}
		last := err == io.EOF
		if last && len(line) == 0 && !over {
			return nil
		}
		if n == 1 {
			line = bytes.TrimPrefix(line, []byte("\ufeff"))
		}
		if over {
			j.problem(name, n, errLongLine)
		} else if err := f(string(line)); err != nil {
			return err
		}
		if last {
			return nil
		}
	}
}

// readLine returns the next line without LF or CR LF, and io.EOF with the last one, which may be empty. A line over maxLine is skipped.
// The line is valid until the next call.
func readLine(in *bufio.Reader, long *[]byte) (line []byte, over bool, err error) {
	*long = (*long)[:0]
	for {
		part, err := in.ReadSlice('\n')
		if !over && len(*long)+len(part) > maxLine+len("\r\n") {
			over = true
		}
		if err == bufio.ErrBufferFull {
			if !over {
				*long = append(*long, part...)
			}
			continue
		}
		if over {
			return nil, true, err
		}
		line = part
		if len(*long) > 0 {
			*long = append(*long, part...)
			line = *long
		}
		if n := len(line); n > 0 && line[n-1] == '\n' {
			line = bytes.TrimSuffix(line[:n-1], []byte("\r"))
		}
		return line, len(line) > maxLine, err
	}
}

// source reads from r and stops when ctx is done, even while r has nothing to give. Before it asks r for more it flushes what is to be
// printed, so that who writes a line and waits gets the answer.
type source struct {
	ctx    context.Context
	r      io.Reader
	before *bufio.Writer
	buf    []byte // being filled by the goroutine while a Read is under way
	rest   []byte // read and not given out yet
	err    error  // of r, to be given out behind rest
}

// outputError is an error of the output that a [source] met.
type outputError struct{ err error }

func (e *outputError) Error() string { return e.err.Error() }

func (s *source) Read(p []byte) (int, error) {
	if len(s.rest) == 0 && s.err == nil {
		if err := s.before.Flush(); err != nil {
			return 0, &outputError{err}
		}
		if s.buf == nil {
			s.buf = make([]byte, 64<<10)
		}
		type result struct {
			n   int
			err error
		}
		done := make(chan result, 1)
		go func() {
			n, err := s.r.Read(s.buf)
			done <- result{n, err}
		}()
		select {
		case got := <-done:
			s.rest, s.err = s.buf[:got.n], got.err
		case <-s.ctx.Done():
			s.buf = nil // the goroutine keeps it
			s.err = s.ctx.Err()
		}
	}
	if len(s.rest) > 0 {
		n := copy(p, s.rest)
		s.rest = s.rest[n:]
		return n, nil
	}
	return 0, s.err
}
