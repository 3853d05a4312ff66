package main

import (
	"bufio"
	"errors"
	"flag"
	"io"
	"strings"

	"github.com/qingting-nlp/qingting"
	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/repair"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// inputHelp is what the help of the commands that read text says of these flags.
const inputHelp = `  -repair WHAT     先修复机器弄坏的文字再读：on（默认）、off、all（全部种类），或逗号分开的种类：
                   pinyin entity tag control zerowidth repeat split mojibake lost private tangled
                   width（全角半角）script（繁体）chatcode（表情代码）不算损坏，默认不动；on,width 是默认的再加一种
                   修了什么在 repairs，还原不了的在 damage；text 和位置始终是原文的
` + encodingHelp

const encodingHelp = `  -encoding NAME   auto（默认，看内容判断）、utf-8、gb18030、big5、utf-16
`

// repairFlag is the flag -repair.
type repairFlag struct{ opts []qingting.Option }

func (f *repairFlag) String() string { return "" }

// Set takes on, off, all, or the kinds that are repaired and flagged, all others off. Behind on come kinds beside the usual ones.
func (f *repairFlag) Set(s string) error {
	f.opts = nil
	var how []repair.Option
	switch s {
	case "on":
		return nil
	case "off":
		f.opts = []qingting.Option{qingting.WithoutRepair()}
		return nil
	case "all":
		how = []repair.Option{repair.With(repair.Kinds()...)}
	default:
		list, more := strings.CutPrefix(s, "on,")
		if !more {
			how = []repair.Option{repair.Without(repair.Kinds()...)}
		}
		for name := range strings.SplitSeq(list, ",") {
			k, ok := repair.ParseKind(strings.TrimSpace(name))
			if !ok {
				return errors.New("只能是 on、off、all 或这些种类，用逗号分开：" + strings.Join(kindNames(), " "))
			}
			how = append(how, repair.With(k))
		}
	}
	f.opts = []qingting.Option{qingting.WithRepair(repair.New(how...))}
	return nil
}

func kindNames() []string {
	var out []string
	for _, k := range repair.Kinds() {
		out = append(out, k.String())
	}
	return out
}

// encodingFlag is the flag -encoding.
type encodingFlag struct {
	e     dialogue.Encoding
	utf16 bool // the byte order is to be found out; e is the usual one
}

func (f *encodingFlag) String() string { return "" }

func (f *encodingFlag) Set(s string) error {
	switch strings.ToLower(s) {
	case "auto":
		*f = encodingFlag{}
		return nil
	case "utf-16", "utf16":
		*f = encodingFlag{dialogue.UTF16LE, true}
		return nil
	}
	e, ok := dialogue.ParseEncoding(s)
	if !ok {
		return errors.New("只能是 auto、utf-8、gb18030、big5 或 utf-16")
	}
	*f = encodingFlag{e: e}
	return nil
}

// inputFlags are the flags of the commands that read text and understand it.
type inputFlags struct {
	repair   repairFlag
	encoding encodingFlag
}

func (f *inputFlags) add(to *flag.FlagSet) {
	to.Var(&f.repair, "repair", "")
	to.Var(&f.encoding, "encoding", "")
}

// analyzer returns an Analyzer that repairs as the flags say and has further options.
func (f *inputFlags) analyzer(opts ...qingting.Option) (*qingting.Analyzer, error) {
	return qingting.New(append(opts, f.repair.opts...)...)
}

// dialogues prepares r for package dialogue.
func (f encodingFlag) dialogues(r io.Reader) (io.Reader, dialogue.Option) {
	if f.utf16 {
		br := bufio.NewReader(r)
		return br, dialogue.WithEncoding(f.order(br))
	}
	return r, dialogue.WithEncoding(f.e)
}

// order returns the byte order of UTF-16, as far as what comes first tells.
func (f encodingFlag) order(br *bufio.Reader) dialogue.Encoding {
	if dialogue.DetectEncoding(buffered(br)) == dialogue.UTF16BE {
		return dialogue.UTF16BE
	}
	return f.e
}

// buffered returns what br has without waiting for more than one byte.
func buffered(br *bufio.Reader) []byte {
	br.Peek(1) // an error comes back with the first read
	b, _ := br.Peek(br.Buffered())
	return b
}

// lines returns r as UTF-8. Unlike package dialogue it never waits for more than r has: who sends a line waits for the answer. So the
// encoding is found out from what comes with the first byte that is not ASCII.
func (f encodingFlag) lines(r io.Reader) io.Reader {
	br := bufio.NewReaderSize(r, 64<<10)
	if f.utf16 {
		f.e = f.order(br)
	}
	if f.e == dialogue.AnyEncoding {
		return &sniffer{br: br}
	}
	return decode(br, f.e)
}

// decode returns r as UTF-8; UTF-8 is handed through, and so are bytes in it that are damaged.
func decode(r io.Reader, e dialogue.Encoding) io.Reader {
	var c encoding.Encoding
	switch e {
	case dialogue.GB18030:
		c = simplifiedchinese.GB18030
	case dialogue.Big5:
		c = traditionalchinese.Big5
	case dialogue.UTF16LE:
		c = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case dialogue.UTF16BE:
		c = unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	default:
		return r
	}
	return transform.NewReader(r, c.NewDecoder())
}

// sniffer hands ASCII through until other bytes tell the encoding, and decodes from there.
type sniffer struct {
	br    *bufio.Reader
	begun bool
	text  io.Reader // nil while nothing is known
}

func (s *sniffer) Read(p []byte) (int, error) {
	for s.text == nil {
		b := buffered(s.br)
		if len(b) == 0 {
			return s.br.Read(p) // the error
		}
		e := dialogue.DetectEncoding(b)
		if s.begun && (e == dialogue.UTF16LE || e == dialogue.UTF16BE) {
			e = dialogue.UTF8 // UTF-16 does not begin in the middle
		}
		s.begun = true
		if e == dialogue.AnyEncoding {
			return s.br.Read(p[:min(len(p), len(b))])
		}
		s.text = decode(s.br, e)
	}
	return s.text.Read(p)
}
