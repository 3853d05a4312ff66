package entity

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/internal/align"
	"github.com/qingting-nlp/qingting/internal/numeral"
)

// Style says what stands in the place of what is taken out.
type Style uint8

const (
	// Mask puts a * for every character.
	Mask Style = iota
	// Label puts a numbered label such as 【电话1】, the same for the same value.
	Label
	// Surrogate puts something of the same form, the same for the same value: as many digits in the same groups, spoken ones spoken. It is
	// never a number that could be in use: mobile numbers begin with 12, identity numbers with region 99 and a wrong check digit, cards
	// with 0 and fail the Luhn test, plates have the letter I, e-mail addresses end in example.com.
	Surrogate
)

// Redaction is a text from which personal data was taken out.
type Redaction struct {
	Text  string
	Edits []Edit // in the order of the text
}

// Edit is one replacement.
type Edit struct {
	Type Type          // "" for what the second pass found
	Span dialogue.Span // bytes of Redaction.Text
	New  string
	Old  string // what stood in the raw text
}

// Restore returns the raw text.
func (r Redaction) Restore() string {
	var b strings.Builder
	at := 0
	for _, e := range r.Edits {
		b.WriteString(r.Text[at:e.Span.Start])
		b.WriteString(e.Old)
		at = e.Span.End
	}
	b.WriteString(r.Text[at:])
	return b.String()
}

// Sensitive reports whether t is personal data: what Redact takes out. Amounts, dates, times, durations, counts, rates, products and
// service hotlines stay.
func Sensitive(t Type) bool {
	switch t {
	case Phone, IDCard, Passport, Permit, BankCard, CardTail, Plate, Email, URL, WeChat, Order, Code, Person, Address:
		return true
	}
	return false
}

// Redactor takes personal data out of the utterances of one dialogue: the same value gets the same label or surrogate in all of them.
// It remembers what it took out, for Restore. A Redactor is not safe for concurrent use.
type Redactor struct {
	style  Style
	key    []byte
	to     map[string]string // type and value → replacement
	from   map[string]string // replacement → first surface
	counts map[string]int
}

// NewRedactor returns a Redactor. The surrogates depend on key and on nothing else: dialogues redacted with one key can be joined by
// whoever has the redacted texts, and whoever has the key can find a phone number by trying all. An empty key stands for a random one.
func NewRedactor(style Style, key []byte) *Redactor {
	k := slices.Clone(key)
	if len(k) == 0 {
		k = make([]byte, 32)
		rand.Read(k) // never fails, see crypto/rand
	}
	return &Redactor{style: style, key: k, to: map[string]string{}, from: map[string]string{}, counts: map[string]int{}}
}

// Redact takes the personal data among entities out of text, for a single text. Surrogates depend on a random key.
func Redact(text string, entities []Entity, style Style) Redaction {
	return NewRedactor(style, nil).Redact(text, entities)
}

// Redact takes the personal data among entities out of text; the entities are those of text, in its order. Then a second pass with no
// regard to context masks what could be a part of a number of seven or more digits, or four of a masked one, written, spoken, spaced,
// with fillers or over two lines, wherever no kept amount, date, count or hotline stands. So it takes out too much rather than too little.
func (r *Redactor) Redact(text string, entities []Entity) Redaction {
	var cuts, kept, extra []cut
	for _, e := range entities {
		c := cut{e.Type, e.Span, e.Value.Text}
		if !e.Span.Valid(text) {
			continue
		}
		if Sensitive(e.Type) {
			cuts = append(cuts, c)
		} else if c.trusted(text) {
			kept = append(kept, c)
		}
	}
	for _, s := range suspects(text) {
		// What no cut and no kept entity covers. When digits are left over, the kept entities beside them are not trusted either:
		// 5678元 is no amount in 138 1234 5678元.
		free := without(s, cuts)
		left := 0
		for _, f := range free {
			rest := digitsIn(text, without(f, kept))
			if left += rest; rest == 0 && amountDigits(text, f, kept) >= 11 {
				left++ // 扣了13568，776416块 is no two amounts
			}
		}
		if left == 0 {
			continue
		}
		for _, f := range free {
			if digitCount(f.Of(text)) > 0 {
				extra = append(extra, cut{"", f, f.Of(text)})
			}
		}
	}
	cuts = append(cuts, extra...)
	slices.SortStableFunc(cuts, func(a, b cut) int { return a.span.Start - b.span.Start })
	var out Redaction
	var b strings.Builder
	at := 0
	for _, c := range cuts {
		if c.span.Start < at || c.span.Len() == 0 {
			continue
		}
		b.WriteString(text[at:c.span.Start])
		old := c.span.Of(text)
		to := r.replace(c.typ, c.value, old)
		start := b.Len()
		b.WriteString(to)
		out.Edits = append(out.Edits, Edit{c.typ, dialogue.Span{Start: start, End: b.Len()}, to, old})
		at = c.span.End
	}
	b.WriteString(text[at:])
	out.Text = b.String()
	return out
}

// A cut is a stretch of the text that is taken out, or kept.
type cut struct {
	typ   Type
	span  dialogue.Span
	value string
}

// without returns what is left of s outside of cuts, which are in the order of the text.
func without(s dialogue.Span, cuts []cut) []dialogue.Span {
	var free []dialogue.Span
	i, _ := slices.BinarySearchFunc(cuts, s.Start, func(c cut, start int) int { return c.span.End - start - 1 })
	for ; i < len(cuts) && cuts[i].span.Start < s.End; i++ {
		if c := cuts[i].span; c.Start > s.Start {
			free = append(free, dialogue.Span{Start: s.Start, End: c.Start})
		}
		s.Start = max(s.Start, cuts[i].span.End)
	}
	if s.Start < s.End {
		free = append(free, s)
	}
	return free
}

// trusted reports whether the kept entity c may hold what looks like a long number.
func (c cut) trusted(text string) bool {
	n := digitCount(c.span.Of(text))
	return c.typ != Product && !(c.typ == Count && n > 6) && !(c.typ == Money && n >= 11)
}

// amountDigits returns how many digits of s are in amounts and counts.
func amountDigits(text string, s dialogue.Span, kept []cut) (n int) {
	i, _ := slices.BinarySearchFunc(kept, s.Start, func(c cut, start int) int { return c.span.End - start - 1 })
	for ; i < len(kept) && kept[i].span.Start < s.End; i++ {
		if c := kept[i]; c.typ == Money || c.typ == Count {
			n += digitCount(c.span.Of(text))
		}
	}
	return n
}

func digitsIn(text string, spans []dialogue.Span) (n int) {
	for _, s := range spans {
		n += digitCount(s.Of(text))
	}
	return n
}

// Restore puts back what the Redactor took out of earlier texts, in a text made from them: an answer that a language model wrote, for
// instance. It knows labels and surrogates, not masks. Where one value was written in several ways the first comes back.
func (r *Redactor) Restore(text string) string {
	if len(r.from) == 0 || r.style == Mask {
		return text
	}
	olds := make([]string, 0, len(r.from))
	for k := range r.from {
		olds = append(olds, k)
	}
	slices.SortFunc(olds, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	pairs := make([]string, 0, 2*len(olds))
	for _, k := range olds {
		pairs = append(pairs, k, r.from[k])
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

var labels = map[Type]string{
	Phone: "电话", IDCard: "身份证", Passport: "护照", Permit: "通行证", BankCard: "银行卡", CardTail: "卡尾号", Plate: "车牌", Email: "邮箱", URL: "网址", WeChat: "微信号", Order: "单号",
	Code: "验证码", Person: "姓名", Address: "地址", "": "号码",
}

func (r *Redactor) replace(typ Type, value, old string) string {
	if r.style == Mask {
		return strings.Repeat("*", utf8.RuneCountInString(old))
	}
	id := string(typ) + "\x00" + value
	if r.style == Surrogate {
		id += "\x00" + shape(old) // the same digits spoken and written get the same digits, each in its form
	}
	if to, ok := r.to[id]; ok {
		return to
	}
	var to string
	if r.style == Label {
		r.counts[labels[typ]]++
		to = "【" + labels[typ] + strconv.Itoa(r.counts[labels[typ]]) + "】"
	} else {
		for try := byte(0); ; try++ {
			to = r.surrogate(typ, value, old, try)
			if from, ok := r.from[to]; (!ok || from == old) && to != old || try == 16 {
				break
			}
		}
	}
	r.to[id] = to
	if _, ok := r.from[to]; !ok {
		r.from[to] = old
	}
	return to
}

// shape is the form of s with every digit and numeral made one.
func shape(s string) string {
	return strings.Map(func(c rune) rune {
		switch f, _ := align.Fold(c); {
		case f >= '0' && f <= '9':
			return '0'
		case spoken(f) >= 0:
			return '〇'
		}
		return c
	}, s)
}

// A stream gives values that depend on the key and on what is replaced.
type stream struct {
	sum [32]byte
	at  int
	n   uint32
	key []byte
	id  string
}

func (s *stream) next(n int) int {
	if s.at == 0 {
		h := hmac.New(sha256.New, s.key)
		h.Write([]byte(s.id))
		var c [4]byte
		binary.BigEndian.PutUint32(c[:], s.n)
		h.Write(c[:])
		h.Sum(s.sum[:0])
		s.n++
	}
	v := binary.BigEndian.Uint16(s.sum[s.at:])
	s.at = (s.at + 2) % len(s.sum)
	return int(v) % n
}

const (
	hanDigits = "零一二三四五六七八九"
	stems     = "甲乙丙丁戊己庚辛壬癸"
)

func (r *Redactor) surrogate(typ Type, value, old string, try byte) string {
	s := &stream{key: r.key, id: string(typ) + "\x00" + value + string(rune(try))}
	switch typ {
	case Email:
		return "user" + strconv.Itoa(1000+s.next(9000)) + "@example.com"
	case URL:
		return "https://example.com/" + strconv.Itoa(1000+s.next(9000))
	case Person:
		return r.person(s, old)
	case Address:
		return scramble(s, old)
	}
	n := digitCount(old)
	d := make([]byte, n)
	for i := range d {
		d[i] = byte(s.next(10))
	}
	switch {
	case typ == Phone && n == 11 && strings.HasPrefix(value, "1"):
		d[0], d[1] = 1, 2
	case typ == Phone && n == 13 && len(value) == 11:
		d[0], d[1], d[2], d[3] = 8, 6, 1, 2
	case typ == Phone && n >= 10:
		d[0], d[1] = 0, 0 // no area code
	case typ == Phone && n > 0:
		d[0] = 1 // no local number begins with 1
	case typ == IDCard && n >= 17:
		d[0], d[1] = 9, 9
		if n == 18 {
			for range 3 { // fails both checksums
				b := make([]byte, 18)
				for i, v := range d {
					b[i] = '0' + v
				}
				sum := 0
				for i, w := range idWeights {
					sum += w * int(d[i])
				}
				if "10X98765432"[sum%11] != b[17] && !luhn(string(b)) {
					break
				}
				d[17] = (d[17] + 1) % 10
			}
		}
	case typ == IDCard && n >= 2:
		d[0], d[1] = 9, 9
	case typ == BankCard && n > 1:
		d[0] = 0
		b := make([]byte, n)
		for i, v := range d {
			b[i] = '0' + v
		}
		if luhn(string(b)) {
			d[n-1] = (d[n-1] + 1) % 10
		}
	case typ == "" && n > 1:
		d[0] = 0
	}
	var b strings.Builder
	k := 0
	for _, c := range old {
		f, _ := align.Fold(c)
		switch {
		case f >= '0' && f <= '9' && c > 0x7F:
			b.WriteRune('０' + rune(d[k]))
			k++
		case f >= '0' && f <= '9':
			b.WriteByte('0' + d[k])
			k++
		case spoken(f) >= 0:
			b.WriteRune([]rune(hanDigits)[d[k]])
			k++
		case f >= 'a' && f <= 'z':
			l := rune('a' + s.next(26))
			if typ == IDCard {
				l = 'x'
			} else if typ == Plate || typ == Passport || typ == Permit {
				l = 'i'
			}
			if c >= 'A' && c <= 'Z' {
				l -= 'a' - 'A'
			}
			b.WriteRune(l)
		default:
			b.WriteRune(c)
		}
	}
	return b.String()
}

// person replaces surname and given name and keeps the title.
func (r *Redactor) person(s *stream, old string) string {
	w := Default().words
	title := ""
	for _, t := range w.title.entries {
		if t := string(t.word); strings.HasSuffix(old, t) && len(t) > len(title) {
			title = t
		}
	}
	name := []rune(strings.TrimSuffix(old, title))
	sn := w.frequent
	out := make([]rune, len(name))
	for i := range out {
		if i == 0 {
			out[i] = sn[s.next(len(sn))]
		} else {
			out[i] = []rune("伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平")[s.next(20)]
		}
	}
	return string(out) + title
}

// scramble replaces digits and names of an address and keeps the words for its parts.
func scramble(s *stream, old string) string {
	var b strings.Builder
	for _, c := range old {
		f, _ := align.Fold(c)
		switch {
		case f >= '0' && f <= '9':
			b.WriteByte(byte('0' + s.next(10)))
		case f >= 'a' && f <= 'z':
			b.WriteByte(byte('A' + s.next(26)))
		case spoken(f) >= 0:
			b.WriteRune([]rune(hanDigits)[1+s.next(9)])
		case strings.ContainsRune("省市区县镇乡村街道路号楼院栋幢座单元室层弄小花园", f) || f < 0x4E00:
			b.WriteRune(c)
		default:
			b.WriteRune([]rune(stems)[s.next(10)])
		}
	}
	return b.String()
}

func digitCount(s string) int {
	n := 0
	for _, c := range s {
		if f, ok := align.Fold(c); ok && (spoken(f) >= 0) {
			n++
		}
	}
	return n
}

// suspects returns the stretches of text that could be a number of seven or more digits: digits in any width and script, numerals of one
// place and their telephone forms, with marks, spaces, masks and fillers between.
func suspects(text string) []dialogue.Span {
	var out []dialogue.Span
	start, end, digits, gap, masks := -1, 0, 0, 0, 0
	units := false
	flush := func() {
		if digits >= 7 && !(units && digits < 9) || digits >= 4 && masks >= 3 {
			out = append(out, dialogue.Span{Start: start, End: end})
		}
		start, digits, gap, masks, units = -1, 0, 0, 0, false
	}
	for i, c := range text {
		f, ok := align.Fold(c)
		if !ok {
			continue
		}
		size := utf8.RuneLen(c)
		if c == utf8.RuneError {
			size = 1
			if strings.HasPrefix(text[i:], "\uFFFD") {
				size = 3
			}
		}
		switch {
		case spoken(f) >= 0 || f == '勾' || f == '吆' || f == '妖' || f == '腰' && start >= 0:
			if start < 0 {
				start = i
			}
			digits, gap, end = digits+1, 0, i+size
		case start < 0:
		case f == 'x' || f == '*' || f == '叉':
			end, gap = i+size, 0
			if f == '*' {
				masks++
			}
		case numeral.Unit(f) > 0 && f < 0x10000: // 一千三百…: an amount, not a number said digit by digit
			units = true
			if gap++; gap > 3 {
				flush()
			}
		case strings.ContainsRune(" -–—_·.,、/():…+~\t\r\n", f), strings.ContainsRune("嗯呃额啊哦噢那个然后就是后面再来对", f):
			if gap++; gap > 4 {
				flush()
			}
		default:
			flush()
		}
	}
	flush()
	return out
}
