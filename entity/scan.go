package entity

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/internal/align"
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

// scan is the working memory of one call.
type scan struct {
	x     *Extractor
	w     *words
	text  string
	r     []rune   // folded characters; zero-width ones left out
	off   []int32  // where each begins in the text
	end   []int32  // where each ends
	id    []uint16 // number of each in words
	bits  []uint32 // bits of each
	start []bool   // a token begins here; nil when there are no tokens
	some  uint32   // all bits
	toks  []segment.Token
	web   bool // there are web addresses

	hits    []hit
	props   []proposal
	order   []int32
	taken   []bool
	values  strings.Builder // room for the texts of values
	lastRun run             // the last long run of digits
	placeAt int             // where the last address ended
	triedAt int             // addresses that begin before are found
}

// maxKept bounds the memory that is kept between calls, in characters.
const maxKept = 1 << 16

var scans = sync.Pool{New: func() any { return new(scan) }}

// load folds text and finds the words of contexts. It reports whether anything in it may begin an entity.
func (s *scan) load(text string) bool {
	s.text = text
	s.hits, s.props = s.hits[:0], s.props[:0]
	s.lastRun, s.placeAt, s.triedAt = run{end: -1}, 0, 0
	n := len(text)
	if cap(s.r) < n {
		s.r, s.off, s.end = make([]rune, n), make([]int32, n), make([]int32, n)
		s.id, s.bits = make([]uint16, n), make([]uint32, n)
	}
	chars, off, end, ids, bits := s.r[:n], s.off[:n], s.end[:n], s.id[:n], s.bits[:n]
	k, some, w := 0, uint32(0), s.w
	for i := 0; i < n; {
		r, size := rune(text[i]), 1
		switch {
		case r < utf8.RuneSelf:
			if 'A' <= r && r <= 'Z' {
				r += 'a' - 'A'
			}
		default:
			if i+2 < n && 0xE3 <= r && r <= 0xE9 && text[i+1]&0xC0 == 0x80 && text[i+2]&0xC0 == 0x80 { // most Han characters, without a call
				r, size = r&0xF<<12|rune(text[i+1]&0x3F)<<6|rune(text[i+2]&0x3F), 3
			} else {
				r, size = utf8.DecodeRuneInString(text[i:])
			}
			var ok bool
			if r, ok = align.Fold(r); !ok {
				i += size
				continue
			}
		}
		var id uint16
		if uint32(r) < 1<<16 {
			id = w.id[r]
			if r >= '①' && r <= '⑨' || r >= 0x2070 && r <= 0x2089 {
				r = ' '
			}
		}
		b := w.bits[id]
		some |= b
		chars[k], off[k], end[k], ids[k], bits[k] = r, int32(i), int32(i+size), id, b
		k++
		i += size
	}
	s.r, s.off, s.end, s.id, s.bits, s.some = chars[:k], off[:k], end[:k], ids[:k], bits[:k], some
	if some&isContext != 0 {
		s.contextWords()
	}
	return some != 0 || len(s.x.names) > 0
}

// tokens notes where tokens begin.
func (s *scan) tokens(toks []segment.Token) {
	s.toks, s.start, s.web = toks, s.start[:0], false
	if len(toks) == 0 {
		return
	}
	s.start = slices.Grow(s.start, len(s.r))[:len(s.r)]
	clear(s.start)
	i := 0
	for k := range toks {
		at := int32(toks[k].Span.Start)
		for i < len(s.off) && s.off[i] < at {
			i++
		}
		if i < len(s.off) && s.off[i] == at {
			s.start[i] = true
		}
		s.web = s.web || toks[k].Kind == segment.URL
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

// keep returns b as a string. Strings share memory, so that most values cost no allocation.
func (s *scan) keep(b []byte) string {
	const chunk = 1 << 10
	if s.values.Cap()-s.values.Len() < len(b) {
		s.values = strings.Builder{}
		s.values.Grow(max(chunk, len(b)))
	}
	n := s.values.Len()
	s.values.Write(b)
	return s.values.String()[n:]
}

// ascii returns the folded characters i to j, in capitals where upper is set.
func (s *scan) ascii(i, j int, upper bool) string {
	if raw := s.raw(i, j); len(raw) == j-i && !strings.ContainsFunc(raw, func(r rune) bool { return upper && 'a' <= r && r <= 'z' || !upper && 'A' <= r && r <= 'Z' }) {
		return raw
	}
	var room [64]byte
	b := room[:0]
	for _, r := range s.r[i:j] {
		if upper && 'a' <= r && r <= 'z' {
			r -= 'a' - 'A'
		}
		b = utf8.AppendRune(b, r)
	}
	return s.keep(b)
}

// run calls every rule where it may begin.
func (s *scan) run() {
	if len(s.x.names) > 0 {
		s.products()
	}
	if s.web {
		s.webAddresses()
	}
	var prev uint32
	for i, b := range s.bits {
		if b != 0 {
			s.begin(i, b, prev)
		}
		prev = b
	}
	if s.some&isContext != 0 {
		s.contexts()
		s.twins()
	}
}

// begin calls the rules that the bits b of the character at i ask for.
func (s *scan) begin(i int, b, prev uint32) {
	date := b&isDate != 0
	if b&isDigit != 0 && prev&isDigit == 0 {
		s.digits(i)
		s.amount(i)
		date = true
	}
	if b&isNumeral != 0 {
		if e := s.find(&s.w.idiom, i); e != nil { // 三天两头 is no time
			s.propose("", i, i+len(e.word), rankNamed, 1, "idiom", Value{})
		}
		if s.r[i] == '十' && s.at(i-1) == '双' && (s.at(i+1) == '一' || s.at(i+1) == '二') { // 双十一
			s.propose("", i, i+2, rankNamed, 1, "idiom", Value{})
		}
		inside := numeralChar(s.at(i - 1))
		if spoken(s.r[i]) >= 0 && (i == 0 || spoken(s.r[i-1]) < 0) {
			s.spokenDigits(i)
		}
		if !inside || s.r[i] == '半' || prev&isDigit != 0 && s.bitsAt(i-7)&isDigit != 0 {
			s.amount(i)
		}
		date = date || !inside
	}
	if date {
		s.date(i)
	}
	if b&(isLetter|isProvince) != 0 {
		s.letters(i)
	}
	if b&isCurrency != 0 {
		s.amount(i)
	}
	if b&isVague != 0 {
		if s.r[i] == '块' {
			s.vague(i, '块')
		} else {
			s.pair(i)
		}
	}
	if b&isInformal != 0 {
		s.informal(i)
	}
	if b&isTitle != 0 {
		s.title(i)
	}
	if b&isIntro != 0 {
		s.persons(i)
	}
	if b&isPlace != 0 && i >= s.placeAt {
		s.address(i)
	}
}

// resolve takes the proposals by rank and appends them to dst.
func (s *scan) resolve(dst []Entity) []Entity {
	if len(s.props) == 0 {
		return dst
	}
	s.order = s.order[:0]
	for k := range s.props {
		s.order = append(s.order, int32(k))
	}
	slices.SortFunc(s.order, func(i, j int32) int {
		a, b := &s.props[i], &s.props[j]
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
		case a.start != b.start:
			return int(a.start - b.start)
		}
		return int(i - j)
	})
	s.taken = slices.Grow(s.taken[:0], len(s.r))[:len(s.r)]
	clear(s.taken)
	kept := s.order[:0]
	for _, k := range s.order {
		p := &s.props[k]
		if slices.Contains(s.taken[p.start:p.end], true) {
			continue
		}
		for i := p.start; i < p.end; i++ {
			s.taken[i] = true
		}
		if p.typ != "" {
			kept = append(kept, k)
		}
	}
	slices.SortFunc(kept, func(i, j int32) int { return int(s.props[i].start - s.props[j].start) })
	for _, k := range kept {
		p := &s.props[k]
		dst = append(dst, Entity{
			Type: p.typ, Span: dialogue.Span{Start: int(s.off[p.start]), End: int(s.end[p.end-1])}, Value: p.value,
			Confidence: float64(p.conf), Source: p.source,
		})
	}
	return dst
}

// products finds the names of the user's list.
func (s *scan) products() {
	for i, r := range s.r {
		if s.x.heads[r&511>>6]&(1<<(r&63)) == 0 {
			continue
		}
		for _, n := range s.x.names[r] {
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
