package repair

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/qingting-nlp/qingting/internal/align"
	"github.com/qingting-nlp/qingting/segment"
)

// annotations is what the whole text says about syllables in brackets.
type annotations struct {
	about   bool // the text speaks of how characters are read
	sure    bool // some syllable stands behind a common character of one reading, with a tone or inside a word
	unnoted int  // traditional characters without a syllable
}

// aboutReading are words of texts that explain how characters are read.
var aboutReading = []string{
	"拼音", "读音", "讀音", "多音字", "怎么读", "怎麼讀", "念什么", "唸", "怎么念", "读作", "念作", "读成", "念成", "注音", "发音", "声调", "读第", "念第", "一声", "二声", "三声", "四声", "会读", "这个字", "的字", "生僻字", "念法", "读法", "平舌", "翘舌",
}

// toneMarks maps letters with a tone mark to plain ones; v is ü.
var toneMarks = func() map[rune]byte {
	m := make(map[rune]byte)
	for plain, marked := range map[byte]string{'a': "āáǎà", 'e': "ēéěèê", 'i': "īíǐì", 'o': "ōóǒò", 'u': "ūúǔù", 'v': "ǖǘǚǜ", 'n': "ńňǹ", 'm': "ḿ"} {
		for _, r := range marked {
			m[r] = plain
		}
	}
	for r, c := range map[rune]byte{'ă': 'a', 'ĕ': 'e', 'ĭ': 'i', 'ŏ': 'o', 'ŭ': 'u'} { // taken for the third tone
		m[r] = c
	}
	return m
}()

// closing returns the brackets that may end what begins with the bracket r, or "".
func closing(r rune) string {
	switch r {
	case '(', '（':
		return ")）"
	case '[':
		return "]"
	case '【':
		return "】"
	}
	return ""
}

// bracketed reads the syllable in brackets at text[i:]; n is the length of the opening bracket. It returns the end behind the closing
// bracket, the syllable without tone and whether it had a tone, as a mark or digit; end is 0 when there is no such syllable. In square brackets and
// in capitals it needs the tone mark: [ok] and (Wang) are none.
func bracketed(text string, i, n int) (end int, syllable string, toned bool) {
	var b [8]byte
	k := 0
	open, _ := utf8.DecodeRuneInString(text[i:])
	ends := closing(open)
	needsTone := len(ends) < 4 // not round
	digit := false
	for j := i + n; j < len(text) && j < i+n+24; {
		r, size := utf8.DecodeRuneInString(text[j:])
		j += size
		switch {
		case strings.ContainsRune(ends, r):
			if k == 0 || needsTone && !toned {
				return 0, "", false
			}
			loadReadings()
			if !readings.all[string(b[:k])] {
				return 0, "", false
			}
			return j, string(b[:k]), toned
		case r == ' ':
			continue
		case digit:
			return 0, "", false // behind the tone
		case r == 0x300 || r == 0x301 || r == 0x304 || r == 0x30C:
			toned = true
			continue
		case r == 0x308 && k > 0 && b[k-1] == 'u':
			b[k-1] = 'v'
			continue
		case '1' <= r && r <= '5' && k > 0 && !toned:
			digit, toned = true, true
			continue
		}
		if 'A' <= r && r <= 'Z' || 0xC0 <= r && unicode.IsUpper(r) {
			needsTone = true
			r = unicode.ToLower(r)
		}
		var c byte
		switch {
		case 'a' <= r && r <= 'z':
			c = byte(r)
		case r == 'ɡ':
			c = 'g'
		case r == 'ɑ':
			c = 'a'
		case r == 'ü':
			c = 'v'
		default:
			m, ok := toneMarks[r]
			if !ok {
				return 0, "", false
			}
			c, toned = m, true
		}
		if k == len(b) {
			return 0, "", false
		}
		b[k] = c
		k++
	}
	return 0, "", false
}

// bopomofo returns the end of the reading in brackets at text[i:], such as (ㄍㄜˋ), or 0. One sign alone numbers a list.
func bopomofo(text string, i, n int) int {
	open, _ := utf8.DecodeRuneInString(text[i:])
	signs := 0
	for j := i + n; j < len(text); {
		r, size := utf8.DecodeRuneInString(text[j:])
		j += size
		switch {
		case 0x3105 <= r && r <= 0x312F, strings.ContainsRune("ˊˇˋ˙", r):
			if signs++; signs > 4 {
				return 0
			}
		case signs > 1 && strings.ContainsRune(closing(open), r):
			return j
		default:
			return 0
		}
	}
	return 0
}

// blanks are what may stand between a character and its reading.
const blanks = " \u00a0\u3000"

func polyphone(r rune) bool {
	f, _ := align.Fold(r)
	return strings.ContainsRune(polyphones, f)
}

func traditional(r rune) bool {
	f, ok := align.Fold(r)
	return ok && f != r && isHan(r)
}

// readAs reports whether the common character r can be read so; known is false when r is not common.
func readAs(r rune, syllable string) (yes, known bool) {
	loadReadings()
	of, known := readings.of[r]
	for _, s := range of {
		if s == syllable {
			return true, true
		}
	}
	return false, known
}

// annotated looks at all syllables in brackets of the text, once.
func (p *pass) annotated() *annotations {
	if p.pinyin != nil {
		return p.pinyin
	}
	a := new(annotations)
	p.pinyin = a
	for _, w := range aboutReading {
		if strings.Contains(p.text, w) {
			a.about = true
			return a
		}
	}
	var prev rune
	gap := false // between prev and here
	for i := 0; i < len(p.text); {
		r, n := utf8.DecodeRuneInString(p.text[i:])
		if isHan(prev) && strings.ContainsRune(blanks, r) {
			gap = true
			i += n
			continue
		}
		if isHan(prev) && closing(r) != "" {
			if end, s, toned := bracketed(p.text, i, n); end > 0 {
				yes, known := readAs(prev, s)
				if yes || !known {
					if traditional(prev) {
						a.unnoted--
					}
				}
				if yes && !polyphone(prev) && (toned || !gap && p.splits(i, utf8.RuneLen(prev), end)) {
					a.sure = true
				}
				prev, gap, i = 0, false, end
				continue
			}
		}
		if traditional(r) {
			a.unnoted++
		}
		prev, gap = r, false
		i += n
	}
	return a
}

// residue edits the syllable in brackets at i; n is the length of the bracket. It returns where to go on, or 0 when there is none or
// it stays.
func (p *pass) residue(i, n int) int {
	end, s, toned := bracketed(p.text, i, n)
	signs := 0
	if end == 0 {
		if signs = bopomofo(p.text, i, n); signs == 0 {
			return 0
		}
		end = signs
	}
	start := p.last + len(strings.TrimRight(p.text[p.last:i], blanks))
	at := start // behind the character
	if len(p.edits) > 0 && p.last == at {
		at = p.gone
	}
	han, size := utf8.DecodeLastRuneInString(p.text[:at])
	if !isHan(han) {
		return 0
	}
	a := p.annotated()
	if a.about {
		return 0
	}
	if signs > 0 {
		if _, known := readAs(han, ""); !known || polyphone(han) {
			return 0
		}
		return p.leave(start, i, end)
	}
	yes, known := readAs(han, s)
	trad := traditional(han)
	residue := false
	switch {
	case known && !yes:
	case !known: // a rare character, in a name more often than not
	case a.sure:
		residue = true
	case polyphone(han):
		residue = trad && a.unnoted <= 0 && toned
	case toned:
		residue = true
	case start < i: // nothing but a word in brackets
	default:
		residue = trad && a.unnoted <= 0 || p.splits(at, size, end)
	}
	if !residue {
		return 0
	}
	return p.leave(start, i, end)
}

// leave leaves out the reading from the bracket at i up to end, with the blanks from start on and those behind it that belong to them.
func (p *pass) leave(start, i, end int) int {
	if start < i {
		rest := strings.TrimLeft(p.text[end:], blanks)
		if r, _ := utf8.DecodeRuneInString(rest); isHan(r) {
			end = len(p.text) - len(rest)
		}
	}
	return p.edit(Pinyin, start, end, "")
}

// splits reports whether the character that ends at at makes a dictionary word with its neighbour before it or behind end.
func (p *pass) splits(at, size, end int) bool {
	one := p.text[at-size : at]
	if r, n := utf8.DecodeRuneInString(p.text[end:]); isHan(r) {
		if tok, ok := p.word(one + p.text[end:end+n]); ok && tok.Tag != segment.TagNR {
			return true
		}
	}
	if r, n := utf8.DecodeLastRuneInString(p.text[:at-size]); isHan(r) {
		if tok, ok := p.word(p.text[at-size-n : at]); ok && tok.Tag != segment.TagNR {
			return true
		}
	}
	return false
}
