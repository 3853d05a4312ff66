package repair

import (
	"html"
	"strconv"
	"strings"
	"unicode/utf8"
)

// entity reads the character reference at the & at i. It returns its end and what it stands for, or 0.
func entity(text string, i int) (end int, to string) {
	at := i + 1
	for strings.HasPrefix(text[at:], "amp;") { // written twice and more: &amp;lt;
		at += len("amp;")
	}
	if at > i+1 {
		end, to = at, "&"
	}
	rest := text[at:]
	n := 0
	for n < len(rest) && n < 34 && (isAlnum(rest[n]) || rest[n] == '#' && n == 0) {
		n++
	}
	if n < 2 {
		return end, to
	}
	name := rest[:n]
	mark := 0 // the length of the semicolon
	switch {
	case strings.HasPrefix(rest[n:], ";"):
		mark = 1
	case strings.HasPrefix(rest[n:], "；"):
		mark = len("；")
	}
	switch {
	case name[0] == '#':
		if s, ok := numeric(name[1:]); ok && (mark > 0 || ideograph(s)) {
			return at + n + mark, s
		}
	case mark > 0:
		if s := html.UnescapeString("&" + name + ";"); len(s) > 0 && s[0] != '&' && !strings.HasSuffix(s, ";") || name == "semi" {
			if s == "\u00a0" {
				s = " "
			}
			return at + n + mark, s
		}
	case strings.HasPrefix(name, "nbsp"):
		return at + len("nbsp"), " "
	}
	return end, to
}

// ideograph reports whether s is one Han character: &#36864 without its semicolon can mean nothing else.
func ideograph(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	return n == len(s) && isHan(r)
}

// numeric returns the character of the digits in a reference such as &#20013; or &#x4e2d;.
func numeric(s string) (string, bool) {
	base := 10
	if s != "" && (s[0] == 'x' || s[0] == 'X') {
		base, s = 16, s[1:]
	}
	v, err := strconv.ParseUint(s, base, 32)
	switch {
	case err != nil || v > utf8.MaxRune || 0xD800 <= v && v <= 0xDFFF || v == 0 || v == '&':
		return "&", v == '&' && err == nil
	case v == 0xA0:
		return " ", true
	case 0x80 <= v && v < 0xA0:
		return html.UnescapeString("&#" + strconv.FormatUint(v, 10) + ";"), true // as browsers do: Windows-1252
	}
	return string(rune(v)), true
}

func isAlnum(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// Tags that end a line, and those that only change the look. A tag of one letter could be the customer's own (选<b>) and needs more.
var (
	blockTags  = words("br p div li ul ol tr td th table tbody thead h1 h2 h3 h4 h5 h6 hr section article header footer blockquote pre dl dt dd form option center title body html head")
	inlineTags = words("span font strong em img small big sub sup label input button code tt strike del ins mark nobr wbr style script link meta iframe video audio svg ruby rb rt rp a b i u s q")
)

func words(s string) map[string]bool {
	m := make(map[string]bool)
	for w := range strings.FieldsSeq(s) {
		m[w] = true
	}
	return m
}

// maxTag bounds the bytes of a tag.
const maxTag = 4 << 10

// tag edits the tag or comment at the < at i. It returns where to go on, or 0 when there is none.
func (p *pass) tag(i int) int {
	text := p.text
	if strings.HasPrefix(text[i:], "<!--") && !p.noEnd {
		if n := strings.Index(text[i+4:], "-->"); n >= 0 {
			return p.edit(Tag, i, i+4+n+3, "")
		}
		p.noEnd = true
	}
	j := i + 1
	closing := j < len(text) && text[j] == '/'
	if closing {
		j++
	}
	at := j
	for j < len(text) && j-at < 12 && isAlnum(text[j]) {
		j++
	}
	name := strings.ToLower(text[at:j])
	block := blockTags[name]
	if !block && !inlineTags[name] || j == len(text) || strings.IndexByte(" \t\n\r/>", text[j]) < 0 {
		return 0
	}
	end := j
	for end < len(text) && end-i < maxTag && text[end] != '>' && text[end] != '<' {
		end++
	}
	if end == len(text) || text[end] != '>' {
		return 0
	}
	inner := strings.TrimSpace(text[j:end])
	if inner != "" && inner != "/" && !strings.Contains(inner, "=") {
		return 0 // <p 值>
	}
	end++
	if name == "rt" || name == "rp" {
		if !closing {
			end = p.above(end)
		}
		return p.edit(Tag, i, end, "")
	}
	if len(name) == 1 && name != "p" && inner == "" {
		if !p.paired(name) {
			return 0
		}
	}
	to := ""
	if block && p.inLine(i) && !lineEnds(text, end) {
		to = "\n"
	}
	return p.edit(Tag, i, end, to)
}

// maxAbove bounds the bytes of what a page shows above a character.
const maxAbove = 64

// above returns the end of what a page shows above or beside a character, such as its pinyin: up to the next tag.
func (p *pass) above(i int) int {
	if n := strings.IndexByte(p.text[i:min(len(p.text), i+maxAbove)], '<'); n >= 0 {
		return i + n
	}
	return i
}

// inLine reports whether text stands before i on its line.
func (p *pass) inLine(i int) bool {
	if len(p.edits) > 0 && p.last == i {
		if p.before != 0 {
			return p.before != '\n'
		}
		i = p.gone
	}
	return i > 0 && p.text[i-1] != '\n'
}

// lineEnds reports whether only white space of the line stands behind i.
func lineEnds(text string, i int) bool {
	for i < len(text) {
		switch text[i] {
		case ' ', '\t', '\r':
			i++
		case '\n':
			return true
		default:
			return false
		}
	}
	return true
}

// trimEnd takes back line feeds that tags left at the end of the text.
func (p *pass) trimEnd() {
	end := len(p.text)
	for k := len(p.edits) - 1; k >= 0; k-- {
		e := &p.edits[k]
		if e.Span.End != end || e.Kind != Tag {
			break
		}
		e.Text = ""
		end = e.Span.Start
	}
}

// paired reports whether the text both opens and closes the tag of that one letter.
func (p *pass) paired(name string) bool {
	known := &p.letters[name[0]-'a']
	if *known == 0 {
		*known = 1
		if strings.Contains(p.text, "</"+name+">") && (strings.Contains(p.text, "<"+name+">") || strings.Contains(p.text, "<"+name+" ")) {
			*known = 2
		}
	}
	return *known == 2
}
