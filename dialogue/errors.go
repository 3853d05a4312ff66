package dialogue

import (
	"errors"
	"strconv"
)

var (
	// ErrTooLong is wrapped by the [FormatError] of a record that is over a
	// limit: [MaxRecord], [MaxUtterances] or [MaxFields].
	ErrTooLong = errors.New("over the limit")

	// ErrUnwritable is wrapped by the [FormatError] of a dialogue that a format
	// cannot hold without a change. Another format may be able to.
	ErrUnwritable = errors.New("the format cannot hold it")
)

// FormatError tells why a part of the input is not a dialogue of its format, or
// why a dialogue cannot be written in a format. It holds places and fixed
// phrases, never text of the input. Use errors.As to get at it, and errors.Is
// with [ErrTooLong] or [ErrUnwritable] to tell the reasons apart.
type FormatError struct {
	Format Format
	File   string // as given to ReadFile or WithName; "" when not known
	Line   int    // from 1; 0 when the error is not in a line
	Column int    // in bytes from 1; 0 when not known
	Reason string // a fixed phrase, perhaps with a number in it
	Err    error  // ErrTooLong, ErrUnwritable or nil
}

// Error returns the format, the place and the reason, such as
// "dialogue: jsonl: calls.jsonl:12: no utterances".
func (e *FormatError) Error() string {
	b := append([]byte("dialogue: "), e.Format.String()...)
	switch {
	case e.File != "":
		b = append(append(b, ": "...), e.File...)
	case e.Line > 0:
		b = append(b, ": line "...)
	}
	if e.Line > 0 {
		if e.File != "" {
			b = append(b, ':')
		}
		b = strconv.AppendInt(b, int64(e.Line), 10)
		if e.Column > 0 {
			b = append(b, ':')
			b = strconv.AppendInt(b, int64(e.Column), 10)
		}
	}
	b = append(append(b, ": "...), e.Reason...)
	if e.Err != nil {
		b = append(append(b, ": "...), e.Err.Error()...)
	}
	return string(b)
}

// Unwrap returns the error that tells the kind, or nil.
func (e *FormatError) Unwrap() error { return e.Err }

// tooLong returns the error for a record over a limit at a line.
func tooLong(f Format, line int, reason string) *FormatError {
	return &FormatError{Format: f, Line: line, Reason: reason, Err: ErrTooLong}
}

// unwritable returns the error for a dialogue that a format cannot hold.
func unwritable(f Format, reason string) *FormatError {
	return &FormatError{Format: f, Reason: reason, Err: ErrUnwritable}
}

// unwritableAt is unwritable for the utterance of index i.
func unwritableAt(f Format, i int, reason string) *FormatError {
	return unwritable(f, "utterance "+strconv.Itoa(i)+": "+reason)
}
