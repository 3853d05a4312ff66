package segment

import (
	"strings"
	"unicode/utf8"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/internal/align"
	"github.com/qingting-nlp/qingting/internal/segmodel"
)

// asciiNorm backs the normalised form of single ASCII characters.
var asciiNorm = func() string {
	var b [128]byte
	for i := range b {
		b[i] = byte(i)
	}
	return string(b[:])
}()

// appendASCII appends the token that begins with the ASCII (or full-width) mark or space at text[pos].
func (s *Segmenter) appendASCII(b *buffer, dst []Token, text string, pos, end int) ([]Token, int) {
	c, next := asciiAt(text, pos, end)
	switch {
	case isSpace(c):
		return s.m.appendSpace(dst, text, pos, end)
	case c < ' ' || c == 0x7F:
		for next < end && text[next] == text[pos] {
			next++
		}
		return append(dst, Token{Span: dialogue.Span{Start: pos, End: next}, Norm: text[pos : pos+1], Kind: Other}), next
	case c == '[' || c == '{':
		if q := s.m.scanBracketCode(text, next, end, c+2); q > 0 {
			return b.token(dst, text, pos, q, ChatCode, NoTag, true), q
		}
	case (c == '#' || c == '*') && scanDial(text, pos, end) > 0:
		q := scanDial(text, pos, end)
		return b.token(dst, text, pos, q, Number, TagM, true), q
	case c == '#':
		if q := scanHashCode(text, next, end); q > 0 {
			return b.token(dst, text, pos, q, ChatCode, NoTag, true), q
		}
	case c == '$':
		if q := scanAmount(text, next, end); q > 0 {
			return b.token(dst, text, pos, q, Money, TagM, true), q
		}
	case c == '*':
		if q := scanMasked(text, pos, end); q > 0 {
			return b.token(dst, text, pos, q, Number, TagM, true), q
		}
	}
	if n := scanEmoticon(text[pos:end]); n > 0 {
		return append(dst, Token{Span: dialogue.Span{Start: pos, End: pos + n}, Norm: text[pos : pos+n], Kind: Emoji}), pos + n
	}
	return s.m.appendMark(dst, text, pos, next, end, rune(c))
}

// appendMark appends the run of the folded mark r that begins at text[pos]; next is the place after its first character.
func (m *Model) appendMark(dst []Token, text string, pos, next, end int, r rune) ([]Token, int) {
	n := 1
	for next < end {
		c, size := utf8.DecodeRuneInString(text[next:end])
		if foldRune(c) != r || size == 1 && c == utf8.RuneError {
			break
		}
		n++
		next = skipIgnorable(text, next+size, end)
	}
	norm := ""
	switch {
	case n > 1 && (r == '.' || r == '。') || r == '…':
		norm = "…"
	case r < utf8.RuneSelf:
		norm = asciiNorm[r : r+1]
	default:
		_, size := utf8.DecodeRuneInString(text[pos:])
		if norm = text[pos : pos+size]; !align.Clean(norm) {
			norm = align.String(norm)
		}
	}
	kind := Punct
	if r >= utf8.RuneSelf {
		if m.class(r) != segmodel.Punct {
			kind = Other
		}
	} else if strings.IndexByte("+<=>|^`$~*#@&\\%_", byte(r)) >= 0 && r != '~' {
		kind = Other
	}
	return append(dst, Token{Span: dialogue.Span{Start: pos, End: next}, Norm: norm, Kind: kind, Tag: TagX}), next
}

// appendSymbol appends the token that begins with the character r outside ASCII, whose code is a class.
func (s *Segmenter) appendSymbol(b *buffer, dst []Token, text string, pos, end int, r rune, size int, code uint16) ([]Token, int) {
	next := pos + size
	switch code {
	case segmodel.Blank:
		return s.m.appendSpace(dst, text, pos, end)
	case segmodel.Letter:
		q, _ := scanAtom(text, pos, end)
		if q == pos {
			break // no letter by itself
		}
		return b.token(dst, text, pos, q, Latin, NoTag, true), q
	case segmodel.Emoji:
		q := scanEmoji(text, pos, end)
		return b.token(dst, text, pos, q, Emoji, NoTag, true), q
	case segmodel.Currency:
		if q := scanAmount(text, skipIgnorable(text, next, end), end); q > 0 {
			return b.token(dst, text, pos, q, Money, TagM, true), q
		}
	case segmodel.Ignorable:
		next = skipIgnorable(text, next, end)
		return append(dst, Token{Span: dialogue.Span{Start: pos, End: next}, Kind: Other}), next
	}
	return s.m.appendMark(dst, text, pos, skipIgnorable(text, next, end), end, foldRune(r))
}

// appendSpace appends the run of white space at text[pos]. Its normalised form is a line feed if it holds one, else a space.
func (m *Model) appendSpace(dst []Token, text string, pos, end int) ([]Token, int) {
	p, norm := pos, " "
	for p < end {
		if c := text[p]; c < utf8.RuneSelf {
			if !isSpace(c) {
				break
			}
			if c == '\n' {
				norm = "\n"
			}
			p++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[p:end])
		if code := m.class(r); code != ' ' && code != segmodel.Blank && code != segmodel.Ignorable || r == utf8.RuneError {
			break
		}
		p += size
	}
	return append(dst, Token{Span: dialogue.Span{Start: pos, End: p}, Norm: norm, Kind: Space}), p
}

// appendInvalid appends a run of bytes that are not UTF-8.
func appendInvalid(dst []Token, text string, pos, end int) ([]Token, int) {
	p := pos + 1
	for p < end && text[p] >= utf8.RuneSelf {
		if r, size := utf8.DecodeRuneInString(text[p:end]); r != utf8.RuneError || size != 1 {
			break
		}
		p++
	}
	return append(dst, Token{Span: dialogue.Span{Start: pos, End: p}, Norm: "\uFFFD", Kind: Other}), p
}

// maxCode is the longest content of a bracketed chat code, in characters.
const maxCode = 12

// scanBracketCode returns the end of a chat code or placeholder such as [微笑], [订单号] or {姓名} whose content begins at text[p], or 0.
func (m *Model) scanBracketCode(text string, p, end int, closing byte) int {
	for n := 0; n <= maxCode && p < end; n++ {
		if text[p] == closing {
			if n == 0 {
				return 0
			}
			return p + 1
		}
		r, size := utf8.DecodeRuneInString(text[p:end])
		if r < utf8.RuneSelf && !isAlnum(byte(r)) && r != '_' && r != '-' && r != '.' {
			return 0
		}
		if r >= utf8.RuneSelf {
			if code := m.class(r); code != segmodel.UnknownHan && code < segmodel.NumeralCode && code != segmodel.Letter {
				return 0
			}
		}
		p += size
	}
	return 0
}

// scanHashCode returns the end of a chat code such as #E-s01 whose content begins at text[p], or 0.
func scanHashCode(text string, p, end int) int {
	if p+2 >= end || !isLetter(text[p]) || text[p+1] != '-' || !isAlnum(text[p+2]) {
		return 0
	}
	p += 2
	for n := 0; p < end && isAlnum(text[p]) && n < maxCode; n++ {
		p++
	}
	return p
}

// scanDial returns the end of a service code dialled on a phone (*#06#, ##21#, **21*10086#), or 0.
func scanDial(text string, p, end int) int {
	q, digits := p, 0
	for q < end && q < p+maxAtom && (isDigit(text[q]) || text[q] == '*' || text[q] == '#') {
		if isDigit(text[q]) {
			digits++
		}
		q++
	}
	if digits == 0 || text[q-1] != '#' || q-p < 3 {
		return 0
	}
	return q
}

// scanAmount returns the end of the amount that follows a currency sign, or 0.
func scanAmount(text string, p, end int) int {
	q := p
	for q < end && text[q] == ' ' && q < p+2 {
		q++
	}
	if c, _ := asciiAt(text, q, end); !isDigit(c) {
		return 0
	}
	for {
		c, next := asciiAt(text, q, end)
		if c == '.' || c == ',' {
			if d, _ := asciiAt(text, next, end); !isDigit(d) {
				return q
			}
		} else if !isDigit(c) {
			return q
		}
		q = next
	}
}

// scanMasked returns the end of a number whose head is masked (****1234), or 0.
func scanMasked(text string, p, end int) int {
	q := p
	for q < end && text[q] == '*' {
		q++
	}
	if q < p+2 || q >= end || !isDigit(text[q]) {
		return 0
	}
	for q < end && isDigit(text[q]) {
		q++
	}
	return q
}

var emoticons = []string{":-)", ":-(", ":-D", ":)", ":(", ":D", ":P", ";)", ";-)", "^_^", "^^", "-_-", "=_=", ">_<", "=.="}

func scanEmoticon(s string) int {
	switch s[0] {
	case ':', ';', '^', '-', '=', '>':
	default:
		return 0
	}
	for _, e := range emoticons {
		if strings.HasPrefix(s, e) && (!isAlnum(e[len(e)-1]) || !isAlnum(byteAt(s, len(e)))) { // not the :D of 订单号:D123
			return len(e)
		}
	}
	return 0
}

// scanEmoji returns the end of the emoji at text[p] with its modifiers: variation selectors, skin tones, joined emoji, flag pairs.
func scanEmoji(text string, p, end int) int {
	first, size := utf8.DecodeRuneInString(text[p:end])
	p += size
	if isFlagLetter(first) {
		if r, n := utf8.DecodeRuneInString(text[p:end]); isFlagLetter(r) {
			p += n
		}
	}
	for p < end {
		r, n := utf8.DecodeRuneInString(text[p:end])
		switch {
		case r >= 0x1F3FB && r <= 0x1F3FF, r >= 0xE0020 && r <= 0xE007F, r == 0x20E3:
			p += n
		case r == 0x200D: // joiner: the next emoji belongs to this one
			next, m := utf8.DecodeRuneInString(text[p+n : end])
			p += n
			if segmodel.ClassCode(next) == segmodel.Emoji {
				p += m
			}
		default:
			if _, ok := align.Fold(r); ok || r == utf8.RuneError {
				return p
			}
			p += n
		}
	}
	return p
}

func isFlagLetter(r rune) bool { return r >= 0x1F1E6 && r <= 0x1F1FF }
