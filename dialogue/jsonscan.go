package dialogue

import (
	"bytes"
	"iter"
)

// The functions of this file walk through JSON that json.Valid has accepted.
// They exist because encoding/json changes invalid UTF-8 and forgets the order of
// keys.

// members yields the keys and raw values of an object in order.
func members(raw []byte) iter.Seq2[[]byte, []byte] {
	return func(yield func(key, value []byte) bool) {
		rest := trimJSON(raw[1:])
		for rest[0] != '}' {
			n := valueLen(rest)
			key := rest[1 : n-1]
			if bytes.IndexByte(key, '\\') >= 0 {
				key = []byte(unquoteJSON(rest[:n]))
			}
			rest = trimJSON(rest[n:])[1:] // behind the colon
			rest = trimJSON(rest)
			n = valueLen(rest)
			value := rest[:n]
			rest = trimJSON(rest[n:])
			if !yield(key, value) {
				return
			}
			if rest[0] == ',' {
				rest = trimJSON(rest[1:])
			}
		}
	}
}

// elements yields the raw values of an array in order.
func elements(raw []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		rest := trimJSON(raw[1:])
		for rest[0] != ']' {
			n := valueLen(rest)
			if !yield(rest[:n]) {
				return
			}
			rest = trimJSON(rest[n:])
			if rest[0] == ',' {
				rest = trimJSON(rest[1:])
			}
		}
	}
}

// valueLen returns the length of the value at the beginning of b.
func valueLen(b []byte) int {
	depth := 0
	for i := 0; i < len(b); i++ {
		switch b[i] {
		case '"':
			i += stringLen(b[i:]) - 1
			if depth == 0 {
				return i + 1
			}
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth < 0 {
				return i // the end of what surrounds a number or literal
			}
			if depth == 0 {
				return i + 1
			}
		case ',', ':', ' ', '\t', '\r', '\n':
			if depth == 0 {
				return i
			}
		}
	}
	return len(b)
}

// stringLen returns the length of the string at the beginning of b.
func stringLen(b []byte) int {
	for i := 1; ; {
		j := bytes.IndexByte(b[i:], '"')
		if j < 0 {
			return len(b)
		}
		end := i + j
		slashes := 0
		for end-1-slashes >= i && b[end-1-slashes] == '\\' {
			slashes++
		}
		i = end + 1
		if slashes%2 == 0 {
			return i
		}
	}
}

// trimJSON takes the white space of JSON from the front.
func trimJSON(b []byte) []byte { return bytes.TrimLeft(b, " \t\r\n") }
