package repair

import (
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// decoder reads a stream of bytes as UTF-8 and keeps what text is made of.
type decoder struct {
	t       *tables
	pending [utf8.UTFMax]byte
	n       int
	out     []byte
	han     int // Han characters
	other   int // marks, full-width forms and others that are not ASCII
	latin   int // characters from U+0080 to U+00FF
}

// add takes one byte; it returns false when the bytes are not text.
func (d *decoder) add(c byte) bool {
	d.pending[d.n] = c
	d.n++
	for d.n > 0 {
		b := d.pending[:d.n]
		if !utf8.FullRune(b) {
			return true
		}
		r, size := utf8.DecodeRune(b)
		if r == utf8.RuneError {
			return false
		}
		switch {
		case r < 0x80:
			if r < ' ' {
				return false
			}
		case r <= 0xFF:
			d.latin++
		case isHan(r):
			if r > 0xFFFF || !d.t.good[r] {
				return false
			}
			d.han++
		case 0x2010 <= r && r <= 0x2122, 0x3000 <= r && r <= 0x30FF, 0xFF00 <= r && r <= 0xFFEF, r == 0xFEFF, r >= 0x1F300 && r < 0x1FA00, 0x2190 <= r && r <= 0x27BF:
			d.other++
		case r == 0x02DC || r == 0x02C6 || r == 0x0192 || r == 0x0178 || 0x0152 <= r && r <= 0x0161 || 0x017D <= r && r <= 0x017E:
			d.latin++ // Windows-1252: the inner layer of text that was damaged twice
		default:
			return false
		}
		d.out = utf8.AppendRune(d.out, r)
		d.n = copy(d.pending[:], d.pending[size:d.n])
	}
	return true
}

// fromGBK undoes UTF-8 that was read as GBK, around the character at i. It returns where to go on, or 0 when there is none.
func (p *pass) fromGBK(i int) int {
	// The first characters of the run may look innocent: 浣 in 浣犲ソ.
	start := i
	var starts [6]int
	n := 0
	for n < len(starts) {
		starts[n] = start
		n++
		r, size := utf8.DecodeLastRuneInString(p.text[p.last:start])
		if size == 0 || r < utf8.RuneSelf || r > 0xFFFF || p.t.gbk[r] == 0 {
			break
		}
		start -= size
	}
	for n--; n >= 0; n-- {
		end, lost, out := p.readGBK(starts[n])
		if end <= i {
			continue
		}
		p.edit(Mojibake, starts[n], end, string(out))
		if lost > end {
			p.flag(Lost, end, lost)
			p.last = lost
			return lost
		}
		return end
	}
	return 0
}

// readGBK reads the text from start on as GBK bytes of UTF-8. Text up to end is out; what follows up to lost is a cut character.
func (p *pass) readGBK(start int) (end, lost int, out []byte) {
	d := decoder{t: p.t}
	han, other, size := 0, 0, 0
	at := start
	for at < len(p.text) {
		r, n := utf8.DecodeRuneInString(p.text[at:])
		if r < utf8.RuneSelf || r > 0xFFFF || p.t.gbk[r] == 0 {
			break
		}
		g := p.t.gbk[r]
		if g > 0xFF && !d.add(byte(g>>8)) || !d.add(byte(g)) {
			d.n = 0
			if at == start {
				return 0, 0, nil
			}
			break
		}
		at += n
		if d.n == 0 {
			end, size, han, other = at, len(d.out), d.han, d.other
		}
	}
	cut := false
	if d.n > 0 && at > end {
		lost = at
		if r, n := utf8.DecodeRuneInString(p.text[at:]); r == '?' || r == utf8.RuneError && n == 3 {
			lost += n
			cut = true
		}
	}
	if han+other < 2 && !(cut && han == 1) || han == 0 && other < 3 {
		return 0, 0, nil
	}
	return end, lost, d.out[:size]
}

// byte1252 returns the byte of r in Windows-1252, or in Latin-1 where that has none.
func byte1252(r rune) (byte, bool) {
	if 0x80 <= r && r <= 0xFF {
		return byte(r), true
	}
	switch r {
	case '€':
		return 0x80, true
	case '‚':
		return 0x82, true
	case 'ƒ':
		return 0x83, true
	case '„':
		return 0x84, true
	case '…':
		return 0x85, true
	case '†':
		return 0x86, true
	case '‡':
		return 0x87, true
	case 'ˆ':
		return 0x88, true
	case '‰':
		return 0x89, true
	case 'Š':
		return 0x8A, true
	case '‹':
		return 0x8B, true
	case 'Œ':
		return 0x8C, true
	case 'Ž':
		return 0x8E, true
	case '‘':
		return 0x91, true
	case '’':
		return 0x92, true
	case '“':
		return 0x93, true
	case '”':
		return 0x94, true
	case '•':
		return 0x95, true
	case '–':
		return 0x96, true
	case '—':
		return 0x97, true
	case '˜':
		return 0x98, true
	case '™':
		return 0x99, true
	case 'š':
		return 0x9A, true
	case '›':
		return 0x9B, true
	case 'œ':
		return 0x9C, true
	case 'ž':
		return 0x9E, true
	case 'Ÿ':
		return 0x9F, true
	}
	return 0, false
}

// fromLatin undoes UTF-8, or GBK, that was read as Windows-1252, from the character first at i on. It returns where to go on, or 0 when
// there is none.
func (p *pass) fromLatin(i int, first rune) int {
	if next, _ := utf8.DecodeRuneInString(p.text[i+utf8.RuneLen(first):]); next < utf8.RuneSelf && next != ' ' {
		return 0
	} else if _, ok := byte1252(next); !ok && next != ' ' {
		return 0
	}
	d := decoder{t: p.t}
	at, end, size := i, 0, 0
	for at < len(p.text) {
		r, n := utf8.DecodeRuneInString(p.text[at:])
		c, ok := byte1252(r)
		if r == ' ' && d.n > 0 {
			c, ok = 0xA0, true // a no-break space that became a plain one
		}
		if !ok || d.n == 0 && c < 0xC2 || !d.add(c) {
			break
		}
		at += n
		if d.n == 0 {
			end, size = at, len(d.out)
		}
	}
	if end > 0 && (d.han+d.other > 0 || first == 'Ã' || first == 'Â') {
		p.edit(Mojibake, i, end, string(d.out[:size]))
		if at > end && d.n > 0 { // the head of a character whose rest is gone
			p.flag(Lost, end, at)
			p.last = at
			return at
		}
		return end
	}
	p.latin = at
	if i < p.latinGBK {
		return 0
	}
	// GBK: pairs of bytes from A1 to FE, all of them common characters.
	var raw []byte
	at = i
	for at < len(p.text) {
		r, n := utf8.DecodeRuneInString(p.text[at:])
		if r < 0xA1 || r > 0xFE {
			break
		}
		raw = append(raw, byte(r))
		at += n
	}
	p.latinGBK = at
	letters := 0
	for _, c := range raw {
		if c >= 0xC0 {
			letters++
		}
	}
	if len(raw) < 4 || len(raw)%2 != 0 || letters*4 < len(raw) {
		return 0
	}
	if s, ok := p.commonGBK(raw); ok {
		return p.edit(Mojibake, i, at, s)
	}
	return 0
}

// commonGBK decodes bytes as GBK when they are characters and marks of GB 2312, two Han or more.
func (p *pass) commonGBK(raw []byte) (string, bool) {
	out, err := simplifiedchinese.GBK.NewDecoder().Bytes(raw)
	if err != nil {
		return "", false
	}
	han, rare := 0, 0
	for _, r := range string(out) {
		switch {
		case r > 0xFFFF || r == utf8.RuneError:
			return "", false
		case isHan(r):
			g := p.t.gbk[r]
			if g>>8 < 0xB0 || g>>8 > 0xF7 || g&0xFF < 0xA1 {
				return "", false
			}
			han++
			if g>>8 > 0xD7 {
				rare++
			}
		case r < utf8.RuneSelf || p.t.good[r]:
		default:
			return "", false
		}
	}
	return string(out), han >= 2 && rare*3 <= han
}

// invalid looks at the byte at i that is not UTF-8. The bytes around it may be GBK.
func (p *pass) invalid(i int) int {
	if p.r.on[Mojibake] && i >= p.rawUntil {
		start, end := i, i
		for start > p.last && p.text[start-1] >= utf8.RuneSelf {
			start--
		}
		for end < len(p.text) && p.text[end] >= utf8.RuneSelf {
			end++
		}
		p.rawUntil = end
		for _, from := range []int{start, i} {
			if s, ok := p.commonGBK([]byte(p.text[from:end])); ok {
				// Edits inside of the run came before; a run that was read as GBK had none.
				return p.edit(Mojibake, from, end, s)
			}
		}
	}
	end := i
	for end < len(p.text) {
		if r, n := utf8.DecodeRuneInString(p.text[end:]); r != utf8.RuneError || n != 1 {
			break
		}
		end++
	}
	return p.flag(Lost, i, end)
}
