package repair

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/internal/align"
	"github.com/qingting-nlp/qingting/segment"
)

// pass is one reading of a text.
type pass struct {
	r     *Repairer
	t     *tables
	text  string
	edits []Repair
	flags []Flag

	last     int  // where the last edit ends
	gone     int  // where the deletions begin that end there; last when there are none
	before   byte // what the edit put there that ends where they begin; 0 for none
	latin    int  // bytes up to here were tried as UTF-8 in Windows-1252
	latinGBK int  // and up to here as GBK in Latin-1
	noEnd    bool // no comment ends behind here
	rawUntil int  // bytes up to here were tried as GBK
	pinyin   *annotations
	toks     []segment.Token // see tokens
	marks    uint8           // see onlyQuestions: 0 not known, 1 no, 2 yes
	filled   uint8           // see fillsGBK: 0 not known, 1 no, 2 yes
	halved   bool            // this pass or earlier ones found split characters
	escaped  bool            // earlier passes found escapes of HTML or tags
	url      stretch         // see inURL
	letters  [26]uint8       // see paired: 0 not known, 1 no, 2 yes
}

// plain holds the ASCII characters that are never looked at.
var plain = func() (t [utf8.RuneSelf]bool) {
	for c := range t {
		t[c] = c >= ' ' && c < 0x7F || c == '\t' || c == '\n' || c == '\r'
	}
	for _, c := range "&<([?" {
		t[c] = false
	}
	return t
}()

func (p *pass) run() {
	text, t := p.text, p.t
	var prev rune
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf {
			if plain[c] {
				prev = 0
				i++
				continue
			}
			i = p.ascii(i, c)
			prev = 0
			continue
		}
		if c>>4 == 0xE && i+2 < len(text) {
			c1, c2 := text[i+1], text[i+2]
			if c1>>6 == 2 && c2>>6 == 2 {
				r := rune(c&0xF)<<12 | rune(c1&0x3F)<<6 | rune(c2&0x3F)
				if t.class[r]&looked == 0 {
					if r != prev {
						prev = r
						i += 3
						continue
					}
					i = p.repeated(i-3, r)
					prev = r
					continue
				}
			}
		}
		prev = 0
		r, n := utf8.DecodeRuneInString(text[i:])
		next := p.rune(i, n, r)
		if next == i+n && p.last < next {
			prev = r
			if i >= n && strings.HasPrefix(text[i-n:i], text[i:i+n]) && isHan(r) {
				next = p.repeated(i-n, r)
			}
		}
		i = next
	}
	p.trimEnd()
}

// edit replaces text[start:end].
func (p *pass) edit(k Kind, start, end int, to string) int {
	p.edits = append(p.edits, Repair{k, dialogue.Span{Start: start, End: end}, to})
	switch {
	case to != "":
		p.gone, p.before = end, to[len(to)-1]
	case start != p.last || len(p.edits) == 1:
		p.gone, p.before = start, 0
	}
	p.last = end
	return end
}

// flag marks text[start:end].
func (p *pass) flag(k Kind, start, end int) int {
	if p.r.on[k] {
		if n := len(p.flags); n > 0 && p.flags[n-1].Kind == k && p.flags[n-1].Span.End == start {
			p.flags[n-1].Span.End = end
		} else {
			p.flags = append(p.flags, Flag{k, dialogue.Span{Start: start, End: end}})
		}
	}
	return end
}

// ascii looks at one of the marked ASCII characters and returns where to go on.
func (p *pass) ascii(i int, c byte) int {
	on := &p.r.on
	switch c {
	case '&':
		if on[Entity] {
			if end, to := entity(p.text, i); end > 0 && !p.separates(i, end) {
				return p.edit(Entity, i, end, to)
			}
		}
	case '<':
		if on[Tag] {
			if end := p.tag(i); end > 0 {
				return end
			}
		}
	case '(', '[':
		if on[Pinyin] {
			if end := p.residue(i, 1); end > 0 {
				return end
			}
		}
	case '?':
		return p.questions(i)
	default:
		if on[Control] {
			return p.control(i, 1, rune(c))
		}
	}
	return i + 1
}

// control leaves out the control character at i.
func (p *pass) control(i, n int, r rune) int {
	switch r {
	case '\v', '\f', 0x85:
		return p.edit(Control, i, i+n, "\n")
	case 0x1B:
		if end := escape(p.text, i); end > 0 {
			return p.edit(Control, i, end, "")
		}
	}
	return p.edit(Control, i, i+n, "")
}

// escape returns the end of the terminal sequence ESC [ … letter at i, or 0.
func escape(text string, i int) int {
	if i+1 >= len(text) || text[i+1] != '[' {
		return 0
	}
	for j := i + 2; j < len(text) && j < i+20; j++ {
		switch c := text[j]; {
		case '0' <= c && c <= '9' || c == ';' || c == '?':
		case 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z':
			return j + 1
		default:
			return 0
		}
	}
	return 0
}

// rune looks at a character that is not ASCII and returns where to go on.
func (p *pass) rune(i, n int, r rune) int {
	on := &p.r.on
	end := i + n
	if r == utf8.RuneError {
		if n == 1 {
			return p.invalid(i)
		}
		return p.flag(Lost, i, end)
	}
	var class uint8
	if r <= 0xFFFF {
		class = p.t.class[r]
	}
	if on[Mojibake] {
		if class&garbled != 0 {
			if e := p.fromGBK(i); e > 0 {
				return e
			}
		}
		if 0xA0 < r && r <= 0xFF && i >= p.latin {
			if e := p.fromLatin(i, r); e > 0 {
				return e
			}
		}
	}
	switch {
	case strings.ContainsRune(fillers, r):
		if e := p.filler(i, r); e > 0 {
			return p.flag(Lost, i, e)
		}
	case r == '（', r == '【':
		if on[Pinyin] {
			if e := p.residue(i, n); e > 0 {
				return e
			}
		}
	case 0x80 <= r && r < 0xA0:
		if on[Control] {
			return p.control(i, n, r)
		}
	case 0xE000 <= r && r <= 0xF8FF, r >= 0xF0000:
		return p.flag(Private, i, end)
	case r&0xFFFE == 0xFFFE:
		return p.flag(Lost, i, end)
	}
	if class&(lead|half) != 0 && on[Split] {
		if e := p.joined(i, n, r, class); e > 0 {
			return e
		}
	}
	if on[ZeroWidth] && r > 0xA0 {
		if _, visible := align.Fold(r); !visible && !unicode.Is(unicode.Variation_Selector, r) && !p.joiner(i, n, r) {
			return p.edit(ZeroWidth, i, end, "")
		}
	}
	return end
}

// joiner reports whether the invisible character at i has a use: in an emoji, or in a script that needs it.
func (p *pass) joiner(i, n int, r rune) bool {
	if r >= 0xE0000 {
		return true // a flag is spelled with those
	}
	if r != 0x200C && r != 0x200D {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(p.text[:i])
	after, _ := utf8.DecodeRuneInString(p.text[i+n:])
	if 0x0590 <= before && before < 0x1C00 {
		return true
	}
	return r == 0x200D && symbol(after)
}

// symbol reports whether r is an emoji or belongs to one.
func symbol(r rune) bool {
	return r >= 0x1F000 && r < 0x20000 || 0x2190 <= r && r <= 0x2BFF || r == 0xFE0F || r == 0x20E3
}

// word returns the token that is all of s, when s is a word of the dictionary.
func (p *pass) word(s string) (segment.Token, bool) {
	toks := p.tokens(s)
	if len(toks) != 1 || toks[0].Kind != segment.Word || toks[0].Tag == segment.NoTag {
		return segment.Token{}, false
	}
	return toks[0], true
}

// tokens returns the tokens of s, which are good until it is called again.
func (p *pass) tokens(s string) []segment.Token {
	cut := p.r.cut
	if cut == nil {
		cut = segment.Default()
	}
	p.toks = cut.Append(p.toks[:0], s)
	return p.toks
}

// window returns up to n characters before i and behind j, of Han only.
func (p *pass) window(i, j, n int) (start, end int) {
	start, end = i, j
	for k := 0; k < n; k++ {
		r, size := utf8.DecodeLastRuneInString(p.text[p.last:start])
		if !isHan(r) {
			break
		}
		start -= size
	}
	for k := 0; k < n; k++ {
		r, size := utf8.DecodeRuneInString(p.text[end:])
		if !isHan(r) {
			break
		}
		end += size
	}
	return start, end
}
