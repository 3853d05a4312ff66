package segment

import (
	"unicode/utf8"

	"github.com/qingting-nlp/qingting/internal/segmodel"
)

// block decodes the stretch of word characters that begins at text[pos] and appends its words. It returns the place after them, which
// is before the end of the stretch when that is too long for one go.
func (s *Segmenter) block(b *buffer, dst []Token, text string, pos, end int) ([]Token, int) {
	n, p := 0, pos
	flags := uint16(0) // FoldedBit, and the bits below
	const numeral, other = 1, 2
	b.atoms, b.edges = b.atoms[:0], b.edges[:0]
	runeCodes := s.m.t.RuneCodes
fill:
	for n < maxBlock && p < end {
		c := text[p]
		if c>>4 == 0xE && p+2 < end {
			c1, c2 := text[p+1], text[p+2]
			r := uint32(c&0x0F)<<12 | uint32(c1&0x3F)<<6 | uint32(c2&0x3F)
			if c1&0xC0 == 0x80 && c2&0xC0 == 0x80 && r >= 0x800 {
				entry := runeCodes[r]
				code := entry & segmodel.CodeMask
				if code >= segmodel.NumeralCode {
					if code < segmodel.FirstHan {
						flags |= numeral
					}
					flags |= entry & segmodel.FoldedBit
					b.codes[n], b.offs[n] = code, p
					n++
					p += 3
					continue
				}
				switch {
				case code == segmodel.UnknownHan:
					flags |= entry & segmodel.FoldedBit
					b.codes[n], b.offs[n] = code, p
					n++
					p += 3
					continue
				case code == segmodel.Ignorable:
					if n == 0 {
						break fill
					}
					flags |= segmodel.FoldedBit
					p += 3
					continue
				case code >= 128 || !isAlnum(byte(code)):
					break fill
				}
			}
		}
		if c >= utf8.RuneSelf {
			if a, _ := asciiAt(text, p, end); !isAlnum(a) {
				r, size := utf8.DecodeRuneInString(text[p:end])
				if r <= 0xFFFF || segmodel.ClassCode(r) != segmodel.UnknownHan {
					if n > 0 {
						if q := skipIgnorable(text, p, end); q > p {
							flags |= segmodel.FoldedBit
							p = q
							continue
						}
					}
					break
				}
				b.codes[n], b.offs[n] = segmodel.UnknownHan, p
				n++
				p += size
				continue
			}
		} else if !isAlnum(c) {
			break
		}
		q, kind := scanAtom(text, p, end)
		if q-p > maxAtom || kind == URL || kind == Email {
			if n > 0 {
				break // first the words before it
			}
			return b.token(dst, text, p, q, kind, atomTag(kind), true), q
		}
		if n+(q-p) > maxBlock {
			break
		}
		flags |= other
		first := n
		for p < q {
			a, next := asciiAt(text, p, q)
			code := uint16(a)
			if a == 0 {
				_, size := utf8.DecodeRuneInString(text[p:q])
				code, next = segmodel.Letter, p+size
			}
			if next-p > 1 || text[p] != a {
				flags |= segmodel.FoldedBit
			}
			b.codes[n], b.offs[n] = code, p
			b.inner[n] = n > first
			n++
			p = next
		}
		b.atoms = append(b.atoms, atom{uint16(first), uint16(n), kind})
	}
	b.offs[n] = p
	b.codes[n] = 0 // no character: the grammar may look one place ahead

	if len(b.atoms) == 1 && b.atoms[0].start == 0 && int(b.atoms[0].end) == n && len(s.words) == 0 {
		// Nothing but one number or Latin word: no graph needed.
		for i := range n {
			b.inner[i] = false
		}
		kind := b.atoms[0].kind
		tag := atomTag(kind)
		if kind == Latin {
			tag = s.m.tagOf(b.codes[:n])
		}
		return b.token(dst, text, pos, p, kind, tag, flags&segmodel.FoldedBit != 0), p
	}
	cut := n
	if flags&(numeral|other) == 0 && len(s.words) == 0 {
		cut = s.decodeHan(b, n)
	} else {
		s.grammarEdges(b, n, flags&numeral != 0)
		if len(s.words) > 0 {
			s.userEdges(b, text, n)
		}
		sortEdges(b.edges)
		cut = s.decodeMixed(b, n)
	}
	continued := n >= maxBlock-maxAtom && p < end
	if !continued {
		cut = n
	}
	switch {
	case s.weights != nil:
		cut = s.decodeLearned(b, n, flags&other != 0, continued)
	case s.mode != Dictionary:
		s.joinUnknown(b, cut)
	}
	dst = s.emit(b, dst, text, cut, flags&segmodel.FoldedBit != 0)
	if flags&other != 0 {
		for i := range n {
			b.inner[i] = false
		}
	}
	return dst, b.offs[cut]
}

func atomTag(k Kind) Tag {
	switch k {
	case Number, Percent, Money:
		return TagM
	case Date, Time:
		return TagT
	case URL, Email:
		return TagX
	}
	return NoTag
}

// tagOf returns the part of speech of the dictionary word made of codes.
func (m *Model) tagOf(codes []uint16) Tag {
	if slot, ok := m.find(codes); ok {
		return Tag(m.t.Tags[slot])
	}
	return NoTag
}

// find returns the slot of the dictionary word made of codes.
func (m *Model) find(codes []uint16) (slot uint32, ok bool) {
	t := m.t
	slot = uint32(codes[0])
	for _, c := range codes[1:] {
		base := t.Values[slot] >> costBits
		if base == 0 || t.Labels[base+uint32(c)] != c {
			return 0, false
		}
		slot = base + uint32(c)
	}
	return slot, t.Values[slot]&costMask != 0
}
