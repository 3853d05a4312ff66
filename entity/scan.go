package entity

import (
	"slices"
	"sync"
	"unicode/utf8"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/internal/align"
	"github.com/qingting-nlp/qingting/internal/numeral"
	"github.com/qingting-nlp/qingting/segment"
)

// The ranks of proposals.
const (
	rankCount uint8 = iota + 1
	rankDuration
	rankPerson
	rankMoney
	rankRate
	rankDate
	rankAddress
	rankPhone
	rankPlate
	rankChecked
	rankNamed
	rankWeb
	rankProduct
)

// A proposal is what one rule reads, in characters of the folded text.
type proposal struct {
	start, end int32
	rank       uint8
	conf       float32
	typ        Type
	source     string
	value      Value
}

// Bits of what a character may begin.
const (
	isDigit    = 1 << iota // ASCII digit
	isNumeral              // Chinese numeral of a number
	isKeyword              // begins a word of contexts
	isLetter               // ASCII letter
	isPlace                // ends a part of an address
	isDay                  // begins a date or a time of day
	isTitle                // begins a title of persons
	isCurrency             // currency sign
)

var charBits = func() *[1 << 16]uint8 {
	var t [1 << 16]uint8
	set := func(chars string, bit uint8) {
		for _, r := range chars {
			t[r] |= bit
		}
	}
	set("0123456789", isDigit)
	set("〇零一二三四五六七八九十两几半壹贰叁肆伍陆柒捌玖拾幺洞拐", isNumeral)
	set("abcdefghijklmnopqrstuvwxyz@", isLetter)
	set("省市区县镇乡村路街巷弄号栋幢座苑园庭城厦楼室道里府湾", isPlace)
	set("今明昨前去后上下这本大周星礼月年早中晚凌夜当次傍半", isDay)
	set("先女小老师经主阿叔医同总", isTitle)
	set("¥$€£", isCurrency)
	set("百千万日月年", isNumeral)
	for r := range keywordsByHead {
		t[r] |= isKeyword
	}
	for r := range introHeads {
		t[r] |= isKeyword
	}
	for _, r := range provinces {
		t[r] |= isLetter
	}
	return &t
}()

// scan is the working memory of one call.
type scan struct {
	x     *Extractor
	text  string
	r     []rune  // folded characters; zero-width ones left out
	off   []int32 // where each begins in the text
	end   []int32 // where each ends
	bits  []uint8
	start []bool // a token begins here; nil when there are no tokens
	some  uint8  // all bits
	toks  []segment.Token

	hits    []hit
	props   []proposal
	taken   []bool
	lastRun run // the last long run of digits
	placeAt int // where the last address ended
	triedAt int // addresses that begin before are found
}

// maxKept bounds the memory that is kept between calls, in characters.
const maxKept = 1 << 16

var scans = sync.Pool{New: func() any { return new(scan) }}

// load folds text and finds the words of contexts. It reports whether anything in it may begin an entity.
func (s *scan) load(text string) bool {
	s.text = text
	s.r, s.off, s.end, s.bits = s.r[:0], s.off[:0], s.end[:0], s.bits[:0]
	s.hits, s.props = s.hits[:0], s.props[:0]
	s.lastRun, s.placeAt, s.triedAt = run{end: -1}, 0, 0
	s.r = slices.Grow(s.r, len(text))
	s.off = slices.Grow(s.off, len(text))
	s.end = slices.Grow(s.end, len(text))
	s.bits = slices.Grow(s.bits, len(text))
	some := uint8(0)
	for i := 0; i < len(text); {
		r, n := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(text[i:])
		}
		f, ok := r, true
		if r < utf8.RuneSelf {
			if 'A' <= r && r <= 'Z' {
				f += 'a' - 'A'
			}
		} else {
			f, ok = align.Fold(r)
		}
		if ok {
			b := uint8(0)
			if f < 1<<16 {
				b = charBits[f]
			}
			if f >= '①' && f <= '⑨' || f >= 0x2070 && f <= 0x2089 {
				f = ' '
			}
			some |= b
			s.r = append(s.r, f)
			s.off = append(s.off, int32(i))
			s.end = append(s.end, int32(i+n))
			s.bits = append(s.bits, b)
		}
		i += n
	}
	s.some = some
	if some&isKeyword != 0 {
		s.keywords()
	}
	return some != 0 || len(s.x.names) > 0
}

// tokens notes where tokens begin.
func (s *scan) tokens(toks []segment.Token) {
	s.toks, s.start = toks, s.start[:0]
	if len(toks) == 0 {
		return
	}
	s.start = slices.Grow(s.start, len(s.r))[:len(s.r)]
	clear(s.start)
	i := 0
	for _, t := range toks {
		for i < len(s.off) && int(s.off[i]) < t.Span.Start {
			i++
		}
		if i < len(s.off) && int(s.off[i]) == t.Span.Start {
			s.start[i] = true
		}
	}
}

// border reports whether a token begins at character i, or may: without tokens every place is a border.
func (s *scan) border(i int) bool { return len(s.start) == 0 || i >= len(s.start) || s.start[i] }

// at returns the character at i, 0 outside of the text.
func (s *scan) at(i int) rune {
	if i < 0 || i >= len(s.r) {
		return 0
	}
	return s.r[i]
}

func (s *scan) is(i int, word string) bool {
	for _, r := range word {
		if s.at(i) != r {
			return false
		}
		i++
	}
	return true
}

// any returns the length in characters of the first of words at i, or 0.
func (s *scan) any(i int, words []string) (word string, n int) {
	for _, w := range words {
		if s.is(i, w) {
			return w, utf8.RuneCountInString(w)
		}
	}
	return "", 0
}

// before reports whether word ends at i.
func (s *scan) before(i int, word string) bool {
	return s.is(i-utf8.RuneCountInString(word), word)
}

// raw returns the raw text of the characters i to j.
func (s *scan) raw(i, j int) string { return s.text[s.off[i]:s.end[j-1]] }

// skip returns the place after spaces at i.
func (s *scan) skip(i int) int {
	for k := 0; k < 2 && (s.at(i) == ' ' || s.at(i) == '\u3000'); k++ {
		i++
	}
	return i
}

func (s *scan) propose(typ Type, i, j int, rank uint8, conf float32, source string, v Value) {
	if i < 0 || j > len(s.r) || i >= j {
		return
	}
	s.props = append(s.props, proposal{int32(i), int32(j), rank, conf, typ, source, v})
}

// run calls every rule where it may begin.
func (s *scan) run() {
	if len(s.x.names) > 0 {
		s.products()
	}
	s.webAddresses()
	var prev uint8
	for i, b := range s.bits {
		if b == 0 {
			prev = 0
			continue
		}
		digit := b&isDigit != 0
		if digit && prev&isDigit == 0 {
			s.digits(i)
			s.amount(i)
			s.date(i)
		}
		if b&isNumeral != 0 {
			if numeral.Digit(s.r[i]) >= 0 && (i == 0 || spoken(s.r[i-1]) < 0) || s.r[i] == '洞' {
				s.spokenDigits(i)
			}
			if prev&(isNumeral|isDigit) == 0 || s.r[i] == '半' || !numeralChar(s.at(i-1)) || prev&isDigit != 0 && s.bitsAt(i-7)&isDigit != 0 {
				s.amount(i)
			}
			if prev&isDigit == 0 && !numeralChar(s.at(i-1)) {
				s.date(i)
			}
		}
		if b&isDay != 0 {
			s.date(i)
		}
		if b&isLetter != 0 {
			s.letters(i)
		}
		if b&isCurrency != 0 {
			s.amount(i)
		}
		if b&isTitle != 0 {
			s.title(i)
		}
		if b&isKeyword != 0 && len(introHeads[s.r[i]]) > 0 {
			s.persons(i)
		}
		if b&isPlace != 0 && i >= s.placeAt {
			s.address(i)
		}
		prev = b
	}
	if s.some&isKeyword != 0 {
		s.contexts()
	}
}

// numeralChar reports whether r may stand inside of a number.
func numeralChar(r rune) bool {
	return numeral.Digit(r) >= 0 || numeral.Unit(r) > 0 || r == '几'
}

// resolve takes the proposals by rank and appends them to dst.
func (s *scan) resolve(dst []Entity) []Entity {
	if len(s.props) == 0 {
		return dst
	}
	slices.SortStableFunc(s.props, func(a, b proposal) int {
		switch {
		case a.rank != b.rank:
			return int(b.rank) - int(a.rank)
		case a.end-a.start != b.end-b.start:
			return int((b.end - b.start) - (a.end - a.start))
		case a.conf != b.conf:
			if a.conf > b.conf {
				return -1
			}
			return 1
		}
		return int(a.start - b.start)
	})
	s.taken = slices.Grow(s.taken[:0], len(s.r))[:len(s.r)]
	clear(s.taken)
	kept := s.props[:0]
	for _, p := range s.props {
		if slices.Contains(s.taken[p.start:p.end], true) {
			continue
		}
		for i := p.start; i < p.end; i++ {
			s.taken[i] = true
		}
		kept = append(kept, p)
	}
	slices.SortFunc(kept, func(a, b proposal) int { return int(a.start - b.start) })
	for _, p := range kept {
		if p.typ == "" {
			continue
		}
		dst = append(dst, Entity{
			Type: p.typ, Span: dialogue.Span{Start: int(s.off[p.start]), End: int(s.end[p.end-1])}, Value: p.value,
			Confidence: float64(p.conf), Source: p.source,
		})
	}
	return dst
}

// products finds the names of the user's list.
func (s *scan) products() {
	for i := 0; i < len(s.r); i++ {
		for _, n := range s.x.names[s.r[i]] {
			if i+len(n.folded) <= len(s.r) && slices.Equal(s.r[i:i+len(n.folded)], n.folded) && s.whole(i, i+len(n.folded)) {
				s.propose(Product, i, i+len(n.folded), rankProduct, 0.95, "product.list", Value{Text: n.text})
				break
			}
		}
	}
}

// whole reports whether no Latin word or number is cut at i or j.
func (s *scan) whole(i, j int) bool {
	return !(alnum(s.at(i)) && alnum(s.at(i-1))) && !(alnum(s.at(j-1)) && alnum(s.at(j)))
}

func alnum(r rune) bool { return 'a' <= r && r <= 'z' || '0' <= r && r <= '9' }
