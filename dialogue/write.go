package dialogue

import (
	"fmt"
	"io"
	"strings"
)

// Write writes d to w in one of the formats [DLG], [JSONL] and [Text], with a
// single call of w.Write. JSONL and Text can be written one after the other to
// the same w; a DLG file holds one dialogue.
//
// What is written can be read back as the same dialogue. A dialogue for which that
// does not hold gives a [*FormatError] that wraps [ErrUnwritable], and nothing is
// written. Text is by its nature the utterances alone: ID, Sector, Channel, Began,
// Meta, Comment and Blocks are left out.
func Write(w io.Writer, f Format, d *Dialogue) error {
	var b []byte
	var err error
	switch f {
	case DLG:
		b, err = FormatDLG(d)
	case JSONL:
		b, err = formatJSONL(d)
	case Text:
		b, err = formatText(d)
	default:
		return fmt.Errorf("dialogue: no writer for format %d", f)
	}
	if err != nil {
		return err
	}
	if _, err := w.Write(b); err != nil {
		return fmt.Errorf("dialogue: write: %w", err)
	}
	return nil
}

// check returns an error for a dialogue that no format can hold.
func check(f Format, d *Dialogue) error {
	if d == nil {
		return unwritable(f, "nil dialogue")
	}
	if len(d.Utterances) > MaxUtterances {
		return unwritable(f, "too many utterances")
	}
	for i := range d.Utterances {
		u := &d.Utterances[i]
		if int(u.Role) >= len(roleNames) {
			return unwritableAt(f, i, "not a role")
		}
		if !u.Start.writable() || !u.End.writable() {
			return unwritableAt(f, i, "time out of range")
		}
	}
	return nil
}

// checkHead returns an error when Meta, Blocks or Began cannot be held.
func checkHead(f Format, d *Dialogue) error {
	if len(d.Meta) > MaxFields {
		return unwritable(f, "too many meta fields")
	}
	if len(d.Blocks) > MaxFields {
		return unwritable(f, "too many blocks")
	}
	seen := make(map[string]bool, len(d.Meta))
	for _, field := range d.Meta {
		if seen[field.Key] {
			return unwritable(f, "meta key given twice")
		}
		seen[field.Key] = true
	}
	if !d.Began.IsZero() {
		if _, ok := formatBegan(d.Began); !ok {
			return unwritable(f, "began is out of range")
		}
	}
	return nil
}

// appendLine appends one line. Readers take one CR before LF as a part of the line
// end; a line that itself ends in CR therefore gets CR LF.
func appendLine(dst []byte, line string) []byte {
	dst = append(dst, line...)
	return endLine(dst)
}

func endLine(dst []byte) []byte {
	if n := len(dst); n > 0 && dst[n-1] == '\r' {
		return append(dst, "\r\n"...)
	}
	return append(dst, '\n')
}

// appendIndented appends text, each line after the first behind indent.
func appendIndented(dst []byte, text, indent string) []byte {
	for {
		line, rest, more := strings.Cut(text, "\n")
		dst = appendLine(dst, line)
		if !more {
			return dst
		}
		dst = append(dst, indent...)
		text = rest
	}
}
