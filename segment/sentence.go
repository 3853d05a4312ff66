package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/qingting-nlp/qingting/dialogue"
)

// AppendSentences appends the spans of the sentences of text to dst and returns the extended slice. A sentence ends after 。！？；… and
// their half-width forms, closing quotation marks and brackets included, and at a line feed; a half-width mark inside a number, time or
// web address (3.14, 12:30, a.com) ends nothing. The spans leave out white space around a sentence; a text of white space has none.
func AppendSentences(dst []dialogue.Span, text string) []dialogue.Span {
	start := 0
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		next := i + size
		if !endsSentence(text, i, next, r) {
			i = next
			continue
		}
		for next < len(text) && r != '\n' {
			r, size := utf8.DecodeRuneInString(text[next:])
			if !isFullStop(r) && !strings.ContainsRune(".!?;”’」』）)】\"", r) {
				break
			}
			next += size
		}
		dst = appendTrimmed(dst, text, start, next)
		start, i = next, next
	}
	return appendTrimmed(dst, text, start, len(text))
}

func isFullStop(r rune) bool { return strings.ContainsRune("。！？；…｡", r) }

// endsSentence reports whether the mark r at text[i:next] ends a sentence.
func endsSentence(text string, i, next int, r rune) bool {
	switch {
	case r == '\n', isFullStop(r):
		return true
	case r == '!', r == '?':
		// Not the query of a web address.
		c := byteAt(text, next)
		return r == '!' || !isAlnum(c) || !isAlnum(byteAt(text, i-1)) || !strings.Contains(lastWord(text[:i]), ".")
	case r == ';':
		return !isAlnum(byteAt(text, next))
	case r == '.':
		return !isAlnum(byteAt(text, next))
	}
	return false
}

// lastWord returns the ASCII stretch at the end of s.
func lastWord(s string) string {
	i := len(s)
	for i > 0 && len(s)-i < maxHost && s[i-1] > ' ' && s[i-1] < utf8.RuneSelf {
		i--
	}
	return s[i:]
}

func byteAt(s string, i int) byte {
	if i < 0 || i >= len(s) {
		return 0
	}
	return s[i]
}

func appendTrimmed(dst []dialogue.Span, text string, start, end int) []dialogue.Span {
	part := strings.TrimSpace(text[start:end])
	if part == "" {
		return dst
	}
	start += len(text[start:end]) - len(strings.TrimLeftFunc(text[start:end], unicode.IsSpace)) // Index would find \xe3 in U+3000
	return append(dst, dialogue.Span{Start: start, End: start + len(part)})
}
