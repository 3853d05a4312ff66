package dialogue

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"os"
	"path/filepath"
)

// Limits of what is read as one dialogue. A dialogue over a limit is reported as
// a [FormatError] that wraps [ErrTooLong] and is left out as a whole; it is never
// cut.
const (
	MaxRecord     = 16 << 20 // bytes of a line of JSONL, a dialogue of Text or a file of DLG; see WithMaxRecord
	MaxUtterances = 100_000  // utterances of a dialogue
	MaxFields     = 1_000    // fields of Meta, and as many blocks
)

// Option changes how [Read] and [ReadFile] read.
type Option interface{ apply(*reader) }

type optionFunc func(*reader)

func (f optionFunc) apply(r *reader) { f(r) }

// WithName sets the file name that errors show and that [Detect] sees.
// [ReadFile] sets it by itself.
func WithName(name string) Option { return optionFunc(func(r *reader) { r.name = name }) }

// WithMaxRecord replaces [MaxRecord] by n bytes. Values below 1 are ignored.
func WithMaxRecord(n int) Option {
	return optionFunc(func(r *reader) {
		if n > 0 {
			r.max = min(n, math.MaxInt-1)
		}
	})
}

// Read returns the dialogues of r in their order, each with a nil error, read one
// at a time. With [Auto] the format is found out by [Detect].
//
// What is not a dialogue is yielded as a nil dialogue and a [*FormatError], and
// reading goes on behind it: in JSONL with the next line, in Text with the next
// dialogue. A DLG file holds one dialogue, so its first error is its last. An error
// of r itself is yielded, wrapped, and ends the sequence. Empty input has no
// dialogues and no error, except that an empty DLG file is not a dialogue.
//
// The encoding is found out by [DetectEncoding] or set by [WithEncoding]. A byte
// order mark at the beginning and line ends of CR LF are left out. Invalid UTF-8
// is kept as it is. Memory is bounded by [MaxRecord], [MaxUtterances] and
// [MaxFields]. The sequence reads from r, so it can be used once.
func Read(r io.Reader, f Format, opts ...Option) iter.Seq2[*Dialogue, error] {
	return func(yield func(*Dialogue, error) bool) {
		newReader(opts).read(r, f, yield)
	}
}

// ReadFile is [Read] of a file, which it opens when the sequence begins and closes
// at its end. The format is found out by [Detect] from name and content. The
// sequence can be used again.
func ReadFile(name string, opts ...Option) iter.Seq2[*Dialogue, error] {
	return func(yield func(*Dialogue, error) bool) {
		file, err := os.Open(name)
		if err != nil {
			yield(nil, fmt.Errorf("dialogue: %w", err))
			return
		}
		defer file.Close()
		r := newReader(opts)
		if r.name == "" {
			r.name = name
		}
		r.read(file, Auto, yield)
	}
}

// reader holds the settings of one reading.
type reader struct {
	name     string
	max      int
	encoding Encoding
	source   *sniffer
}

func newReader(opts []Option) *reader {
	r := &reader{max: MaxRecord}
	for _, o := range opts {
		if o != nil {
			o.apply(r)
		}
	}
	return r
}

const bufferSize = 16 << 10

func (r *reader) read(src io.Reader, f Format, yield func(*Dialogue, error) bool) {
	br := bufio.NewReaderSize(src, bufferSize)
	br, r.source = decoded(br, r.encoding)
	if f == Auto {
		// An error other than the end of input comes back with the first read.
		prefix, _ := br.Peek(4 << 10)
		f = Detect(prefix, filepath.Base(r.name))
	}
	named := func(d *Dialogue, err error) bool {
		var fe *FormatError
		if errors.As(err, &fe) {
			fe.File = r.name
		}
		return yield(d, err)
	}
	switch f {
	case DLG:
		r.readDLG(br, named)
	case JSONL:
		r.readJSONL(&lineReader{br: br, max: r.max}, named)
	case Text:
		r.readText(&lineReader{br: br, max: r.max}, named)
	default:
		yield(nil, fmt.Errorf("dialogue: no reader for format %d", f))
	}
}

// lineReader cuts input into lines and keeps no more than max bytes of any.
type lineReader struct {
	br  *bufio.Reader
	max int
	n   int // number of the line that next returned, from 1
	buf []byte
}

// next returns the next line without its line end, LF or CR LF, and without a
// byte order mark before the first line. The line is valid until the following
// call. A line over max bytes is skipped to its end; it comes back with long set.
// At the end of input it returns io.EOF.
func (l *lineReader) next() (line []byte, long bool, err error) {
	l.buf = l.buf[:0]
	for {
		part, err := l.br.ReadSlice('\n')
		if len(part) > 0 && !long {
			switch {
			case len(l.buf)+len(part)-len("\r\n") > l.max:
				long = true
			case len(l.buf) == 0 && err == nil:
				line = part
			default:
				l.buf = append(l.buf, part...)
				line = l.buf
			}
		}
		switch {
		case err == bufio.ErrBufferFull:
			// A long line goes through buf; part dies with the next read.
			continue
		case err == io.EOF && (len(line) > 0 || long), err == nil:
		default:
			return nil, false, err
		}
		break
	}
	l.n++
	if long {
		return nil, true, nil
	}
	if n := len(line); line[n-1] == '\n' {
		line = line[:n-1]
		if n > 1 && line[n-2] == '\r' {
			line = line[:n-2]
		}
	}
	if l.n == 1 {
		line = bytes.TrimPrefix(line, []byte(bom))
	}
	if len(line) > l.max {
		return nil, true, nil
	}
	return line, false, nil
}

// readError wraps an error of the source.
func readError(f Format, line int, err error) error {
	return fmt.Errorf("dialogue: %v: read after line %d: %w", f, line, err)
}
