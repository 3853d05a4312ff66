package entity

import (
	_ "embed"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/qingting-nlp/qingting/entity/internal/wordlist"
	"github.com/qingting-nlp/qingting/internal/align"
	"github.com/qingting-nlp/qingting/internal/numeral"
)

//go:generate go run gen.go

//go:embed words.tsv
var embedded string

// Bits of a character: what it may begin, end or be.
const (
	isDigit    = 1 << iota // ASCII digit
	isNumeral              // may stand inside of a number in words
	isContext              // begins a word of contexts
	isLetter               // ASCII letter
	isProvince             // begins a plate
	isPlace                // ends a part of an address
	isDate                 // begins a date or a time of day
	isTitle                // begins a title of persons
	isIntro                // begins a word before a name
	isInformal             // 老 and 小 before a surname
	isCurrency             // currency sign
	isUnit                 // begins what may stand behind a number
	isSurname              // is a surname
	noPlace                // is in no name of a place
	noName                 // is in no given name
	isVague                // 块 of 块八毛, 俩 of 俩小时
)

// An entry is a word of data/entity.
type entry struct {
	word  []rune
	num   int    // the number in the value, 0 for none
	value string // the value without its number
	class class
}

// A set is a group of words, found by the character they begin with, or end with, in constant time.
type set struct {
	first   []uint16 // by id of the character: where its entries begin
	entries []entry  // longer ones first
}

// words holds the tables of data/entity.
type words struct {
	id   [1 << 16]uint16 // small numbers of the characters that matter
	bits []uint32        // by id

	context, money, time, count, volume, goods, spend, notMoney, notCount, notOne                     set
	day, year, month, week, part, side, notClock, notDay, notDayBefore                                set
	surname, title, intro, notName                                                                    set
	region, place, number, notPlace, hotline, extension, filler, idiom, share, between, paid, courier set
	codeBridge, codeLink, codeKind, notCode, twin                                                     set

	frequent []rune // the first sixty surnames
}

// A group says how the rows of a group are kept.
type group struct {
	set    *set
	bit    uint32 // of the first character
	back   bool   // looked up by the last character
	number bool   // the value begins with a number
	class  class
}

func (w *words) groups() map[string]group {
	context := func(c class) group { return group{set: &w.context, bit: isContext, class: c} }
	return map[string]group{
		"order": context(ofOrder), "phone": context(ofPhone), "call": context(ofCall), "id": context(ofID), "card": context(ofCard), "tail": context(ofTail),
		"code": context(ofCode), "wechat": context(ofWeChat), "passport": context(ofPassport), "permit": context(ofPermit), "other": context(ofOther),
		"money": {set: &w.money, bit: isUnit}, "time": {set: &w.time, bit: isUnit}, "count": {set: &w.count, bit: isUnit}, "goods": {set: &w.goods}, "volume": {set: &w.volume},
		"spend": {set: &w.spend, back: true}, "not.money": {set: &w.notMoney}, "not.count": {set: &w.notCount}, "not.one": {set: &w.notOne},
		"day": {set: &w.day, bit: isDate, number: true}, "year": {set: &w.year, bit: isDate, number: true}, "month": {set: &w.month, bit: isDate, number: true},
		"week": {set: &w.week, bit: isDate, number: true}, "part": {set: &w.part, bit: isDate, number: true}, "side": {set: &w.side},
		"not.clock": {set: &w.notClock}, "not.day": {set: &w.notDay}, "not.day.before": {set: &w.notDayBefore, back: true},
		"surname": {set: &w.surname}, "title": {set: &w.title, bit: isTitle}, "intro": {set: &w.intro, bit: isIntro}, "not.name": {set: &w.notName},
		"region": {set: &w.region}, "place": {set: &w.place}, "number": {set: &w.number}, "not.place": {set: &w.notPlace, back: true}, "hotline": {set: &w.hotline}, "extension": {set: &w.extension}, "filler": {set: &w.filler}, "share": {set: &w.share, back: true}, "between": {set: &w.between, back: true}, "paid": {set: &w.paid}, "courier": {set: &w.courier, back: true}, "idiom": {set: &w.idiom},
		"code.bridge": {set: &w.codeBridge}, "code.link": {set: &w.codeLink}, "code.kind": {set: &w.codeKind}, "not.code": {set: &w.notCode}, "twin": {set: &w.twin, back: true},
	}
}

// Characters that have a bit of their own.
var charBits = []struct {
	chars string
	bit   uint32
}{
	{"0123456789", isDigit},
	{"〇零一二三四五六七八九十两几半壹贰叁肆伍陆柒捌玖拾佰仟幺洞拐百千万亿", isNumeral},
	{"abcdefghijklmnopqrstuvwxyz@", isLetter},
	{"京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤川青藏琼宁", isProvince},
	{"省市区县镇乡村路街巷弄号栋幢座苑园庭城厦楼室道里府湾", isPlace},
	{"星礼周月年差", isDate},
	{"老小", isInformal},
	{"¥$€£", isCurrency},
	{"块俩仨", isVague},
	{"毛角%‰厘半多点来几万月", isUnit},
	{"我你他她您它的了在是到去送寄发给不没有就这那哪请问跟从把被让要想能吗呢啊吧说也还住改往回来让,。!?;:、家里个哪每各走带同条往址于位处为", noPlace},
	{"的了吗呢吧啊是在我你他她它您们这那哪有没不就都也还要会能可来去说给跟和与被把让叫问请谢谁什么怎哈嗯过到等从对吗,。!?:;、0123456789", noName},
}

// load reads a table of all words. The error names the line of every row that cannot be used.
func load(file, text string) (*words, error) {
	rows, err := wordlist.Read(file, text)
	if err != nil {
		return nil, err
	}
	w := &words{bits: make([]uint32, 1, 1024)}
	id := func(r rune) uint16 {
		if w.id[r] == 0 {
			w.id[r] = uint16(len(w.bits))
			w.bits = append(w.bits, 0)
		}
		return w.id[r]
	}
	for _, c := range charBits {
		for _, r := range c.chars {
			w.bits[id(r)] |= c.bit
		}
	}
	groups := w.groups()
	room := make([]rune, 0, len(text)/2) // of all words
	var errs []error
	for _, r := range rows {
		bad := func(why string) { errs = append(errs, fmt.Errorf("%s:%d: %s", file, r.Line, why)) }
		g, ok := groups[r.Group]
		if !ok {
			bad("unknown group")
			continue
		}
		n := len(room)
		for _, c := range r.Word {
			room = append(room, c)
		}
		e := entry{word: room[n:len(room):len(room)], value: r.Value, class: g.class}
		if slices.ContainsFunc(e.word, func(c rune) bool { f, ok := align.Fold(c); return f != c || !ok || c > 0xFFFF }) {
			bad("the word is not in its plain form")
			continue
		}
		if number, rest, _ := strings.Cut(r.Value, " "); g.number || r.Group == "side" && r.Value != "" {
			n, err := strconv.Atoi(number)
			if err != nil {
				bad("the value begins with a number")
				continue
			}
			e.num, e.value = n, rest
		}
		h := id(e.head(g.back))
		if w.bits[h] |= g.bit; r.Group == "surname" && len(e.word) == 1 {
			w.bits[h] |= isSurname
			if len(w.frequent) < 60 {
				w.frequent = append(w.frequent, e.word[0])
			}
		}
		g.set.entries = append(g.set.entries, e)
	}
	for _, g := range groups {
		g.set.index(w, g.back)
	}
	return w, errors.Join(errs...)
}

func (e *entry) head(back bool) rune {
	if back {
		return e.word[len(e.word)-1]
	}
	return e.word[0]
}

// index sorts the entries and notes where those of a character begin.
func (g *set) index(w *words, back bool) {
	if len(g.first) > 0 {
		return
	}
	slices.SortStableFunc(g.entries, func(a, b entry) int {
		if x, y := w.id[a.head(back)], w.id[b.head(back)]; x != y {
			return int(x) - int(y)
		}
		return len(b.word) - len(a.word)
	})
	g.first = make([]uint16, len(w.bits)+1)
	k := 0
	for id := range g.first {
		for k < len(g.entries) && int(w.id[g.entries[k].head(back)]) < id {
			k++
		}
		g.first[id] = uint16(k)
	}
}

var shared struct {
	once sync.Once
	w    *words
	err  error
}

// loaded returns the embedded tables. They are read once.
func loaded() (*words, error) {
	shared.once.Do(func() { shared.w, shared.err = load("words.tsv", embedded) })
	return shared.w, shared.err
}

// find returns the longest word of g at i, nil for none.
func (s *scan) find(g *set, i int) *entry {
	if uint(i) >= uint(len(s.id)) {
		return nil
	}
	id := s.id[i]
	for k := g.first[id]; k < g.first[id+1]; k++ {
		if e := &g.entries[k]; s.has(i, e.word) {
			return e
		}
	}
	return nil
}

// ends returns the longest word of g, a group that is looked up from behind, that ends at i.
func (s *scan) ends(g *set, i int) *entry {
	if i <= 0 || i > len(s.id) {
		return nil
	}
	id := s.id[i-1]
	for k := g.first[id]; k < g.first[id+1]; k++ {
		if e := &g.entries[k]; s.has(i-len(e.word), e.word) {
			return e
		}
	}
	return nil
}

// length returns the length in characters of the longest word of g at i, 0 for none.
func (s *scan) length(g *set, i int) int {
	if e := s.find(g, i); e != nil {
		return len(e.word)
	}
	return 0
}

// has reports whether word stands at i.
func (s *scan) has(i int, word []rune) bool {
	if i < 0 || i+len(word) > len(s.r) {
		return false
	}
	for k, r := range word {
		if s.r[i+k] != r {
			return false
		}
	}
	return true
}

// numeralChar reports whether r may stand inside of a number.
func numeralChar(r rune) bool {
	return numeral.Digit(r) >= 0 || numeral.Unit(r) > 0 || r == '几'
}
