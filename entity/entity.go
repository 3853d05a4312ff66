// Package entity finds what service talk is about in hard facts: phone numbers, identity and bank cards with their checksums, plates,
// addresses, order numbers, amounts, rates, dates, durations, counts, names. It parses them to values and takes them out of texts
// ([Redactor]).
//
//	x := entity.Default()
//	found := x.Append(nil, text, segment.Default().Append(nil, text))
//
// Numbers are read as people write and say them: 138 0000 1111, 幺三八…, ￥1,299.00, 三百五, 几十块, 上个月15号, 后天下午三点.
//
// # Which reading counts
//
// Every rule proposes what it reads; then the proposals are taken by rank, the longer and the earlier first among equals, and what
// overlaps a taken one falls. From the highest rank: names of the user's list, web and e-mail addresses, numbers named by the words
// beside them (订单号…, 验证码…, 尾号…), numbers with a checksum, plates, phones, addresses, dates and clock times, rates, amounts, persons,
// durations, counts. So an 18-digit order number is no identity card and 3栋 in an address is no count. Entities never overlap.
//
// # Words
//
// The words that the rules know (units, titles, regions, what looks like a number and is none) are rows of data/entity; go generate joins
// them to the file that is embedded, and the first use reads it, in about a millisecond.
//
// # Limits
//
// Mandarin and the mainland's numbers. Durations of the kind 三天两夜, foreign phones and names of people without a title or 我叫 before
// them are not found; dates without a year are read in the year of the reference time. A bare number is an amount only beside words for
// paying or right before its measure (一百九十八一年); days of the old calendar (初八) are not found.
package entity

import (
	"slices"
	"sync"
	"time"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/internal/align"
	"github.com/qingting-nlp/qingting/segment"
)

// Type is what an entity is.
type Type string

// The types of entity, with the form of Value.Text.
const (
	Money    Type = "money"         // yuan: "98", "100-200", "~20-90"; other currencies "50 USD"
	Percent  Type = "percent"       // share: "0.0385", "0.03-0.05"
	Date     Type = "date"          // "2024-03-15T14:05", see [Time]
	Time     Type = "time"          // time of day: "15:30"
	Duration Type = "duration"      // "3 workday", "2.5 hour", "~2-9 day"
	Count    Type = "count"         // number and measure word: "2张"
	Phone    Type = "phone"         // mobile or landline: digits, masked ones as *, an extension after "-"
	Hotline  Type = "hotline"       // service number: 4008001234, 95588, 12315
	IDCard   Type = "id_card"       // 18 or 15 digits, X upper case
	Passport Type = "passport"      // letters upper case
	Permit   Type = "travel_permit" // 港澳通行证, 回乡证, 台胞证
	BankCard Type = "bank_card"     // digits
	CardTail Type = "card_tail"     // last digits of a card
	Plate    Type = "plate"         // "粤B12345"
	Email    Type = "email"         // lower case
	URL      Type = "url"           // as written
	WeChat   Type = "wechat"        // as written
	Order    Type = "order"         // order, tracking, ticket, policy or transaction number; Value.Unit says which
	Code     Type = "code"          // verification code
	Person   Type = "person"        // name, with its title
	Address  Type = "address"       // as written, without white space
	Product  Type = "product"       // the name as the user's list has it
)

// Entity is one finding.
type Entity struct {
	Type Type
	// Span holds the bytes of the raw text, half open, at rune borders.
	Span  dialogue.Span
	Value Value
	// Confidence is the strength of the evidence in (0, 1]; not calibrated. 0.9 and more: form and checksum or context agree; 0.7: the
	// form alone; 0.5: a weak context.
	Confidence float64
	// Source is the id of the rule that fired.
	Source string
}

// Extractor finds entities. It is immutable and safe for concurrent use.
type Extractor struct {
	words *words
	ref   time.Time
	names map[rune][]name // by their first character, longer ones first
	heads [8]uint64       // a bit for each of these, by its lowest nine
}

type name struct {
	folded []rune
	text   string
}

// Option configures [New].
type Option interface{ apply(*Extractor) }

type option func(*Extractor)

func (o option) apply(x *Extractor) { o(x) }

// WithReference resolves relative dates against t, in its location. Without it they stay symbolic, see [Time].
func WithReference(t time.Time) Option { return option(func(x *Extractor) { x.ref = t }) }

// WithNames adds names of products and plans. They are found in any width, script and case; empty ones are left out.
func WithNames(names []string) Option {
	return option(func(x *Extractor) {
		for _, s := range names {
			f := []rune(align.String(s))
			if len(f) > 0 && len(f) <= maxName {
				x.names[f[0]] = append(x.names[f[0]], name{f, s})
				x.heads[f[0]&511>>6] |= 1 << (f[0] & 63)
			}
		}
	})
}

const maxName = 64

// New returns an Extractor. The error tells that the tables of this package are broken.
func New(opts ...Option) (*Extractor, error) {
	w, err := loaded()
	if err != nil {
		return nil, err
	}
	x := &Extractor{words: w, names: map[rune][]name{}}
	for _, o := range opts {
		o.apply(x)
	}
	for _, ns := range x.names {
		slices.SortStableFunc(ns, func(a, b name) int { return len(b.folded) - len(a.folded) })
	}
	return x, nil
}

// Default returns the Extractor without options. The first call reads the tables of this package.
func Default() *Extractor { return defaultExtractor() }

var defaultExtractor = sync.OnceValue(func() *Extractor {
	x, err := New()
	if err != nil {
		panic(err) // the embedded tables are broken: a test finds that
	}
	return x
})

// At returns an Extractor like x that resolves relative dates against t. It shares everything else with x.
func (x *Extractor) At(t time.Time) *Extractor {
	c := *x
	c.ref = t
	return &c
}

// Append appends the entities of text to dst, in the order of the text, and returns the extended slice. toks are the tokens of text:
// their borders keep 任何先生 from holding a Mr 何, and web addresses come from them.
func (x *Extractor) Append(dst []Entity, text string, toks []segment.Token) []Entity {
	if text == "" {
		return dst
	}
	s := scans.Get().(*scan)
	s.x, s.w = x, x.words
	if s.load(text) {
		s.tokens(toks)
		s.run()
		dst = s.resolve(dst)
	}
	if s.x = nil; cap(s.r) <= maxKept {
		s.text = ""
		scans.Put(s)
	}
	return dst
}
