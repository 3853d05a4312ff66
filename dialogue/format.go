package dialogue

import (
	"path/filepath"
	"strings"
)

// Format is a way to write dialogues down. The zero value is [Auto].
type Format uint8

const (
	Auto  Format = iota // found out by Detect; cannot be written
	DLG                 // .dlg: one dialogue with its expected results, made for people to edit
	JSONL               // JSON Lines: one dialogue a line, holds all that a Dialogue holds
	Text                // plain transcript, lines that begin with a role word; holds the utterances only
)

var formatNames = [...]string{Auto: "auto", DLG: "dlg", JSONL: "jsonl", Text: "text"}

// String returns "auto", "dlg", "jsonl" or "text", and "invalid" for a value that
// is no format.
func (f Format) String() string {
	if int(f) < len(formatNames) {
		return formatNames[f]
	}
	return "invalid"
}

// ParseFormat returns the format of that name, as [Format.String] gives it, and
// false when there is none.
func ParseFormat(name string) (Format, bool) {
	for f, n := range formatNames {
		if n == name {
			return Format(f), true
		}
	}
	return Auto, false
}

// Detect returns the format of a file from its name and its first bytes; either
// may be empty, and a few hundred bytes are enough. A name ending in .dlg, .jsonl,
// .ndjson or .txt decides. Else a first line that begins with { means JSONL, a
// section marker after nothing but comments means DLG, and all else is Text.
func Detect(prefix []byte, name string) Format {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".dlg":
		return DLG
	case ".jsonl", ".ndjson":
		return JSONL
	case ".txt":
		return Text
	}
	for rest := strings.TrimPrefix(string(prefix), bom); rest != ""; {
		var line string
		line, rest, _ = strings.Cut(rest, "\n")
		trimmed := strings.TrimSpace(line)
		switch {
		case trimmed == "" || trimmed[0] == '#':
			continue
		case trimmed[0] == '{':
			return JSONL
		}
		if name, ok := sectionName(line); ok && (name == metaSection || name == dialogueSection) {
			return DLG
		}
		break
	}
	return Text
}

// bom is the byte order mark that some programs put before UTF-8 text.
const bom = "\ufeff"
