package segment

import (
	"github.com/qingting-nlp/qingting/dialogue"
)

// Token is one word of a text. The spans of the tokens of a text join to the whole text: nothing is left out, white space and
// punctuation are tokens too.
type Token struct {
	// Span holds the bytes of the raw text, half open. It begins and ends at rune borders.
	Span dialogue.Span
	// Norm is the normalised form: half-width, simplified, lower case, without zero-width characters; a run of one punctuation mark
	// is one mark.
	Norm string
	// Kind says what sort of token it is.
	Kind Kind
	// Tag is the part of speech where the dictionary has one.
	Tag Tag
}

// Kind is the sort of a token. The zero Kind is Other.
type Kind uint8

// The kinds of token.
const (
	Other    Kind = iota // symbols, control characters, bytes that are not UTF-8
	Word                 // a word of Han characters, perhaps with Latin letters or digits inside (4s店)
	Latin                // letters, perhaps with digits (wifi, 5g, order-2024-001)
	Number               // digits or Chinese numerals, also 1.5万, 3-5, 138****1234
	Percent              // 30%, 百分之三十
	Money                // an amount with its currency sign (￥98)
	Date                 // 2024年, 3月, 15日, 15号, 2024-03-15
	Time                 // 8:30, 三点半, 20分 after an hour
	URL                  // a web address or domain
	Email                // an e-mail address
	Emoji                // one emoji with its modifiers, or an emoticon such as :-)
	ChatCode             // [微笑], #E-s01, [订单号], {姓名}
	Punct                // a punctuation mark or a run of one mark
	Space                // a run of white space
	kinds
)

var kindNames = [kinds]string{
	"other", "word", "latin", "number", "percent", "money", "date", "time", "url", "email", "emoji", "chatcode", "punct", "space",
}

// String returns the lower-case name of the kind.
func (k Kind) String() string {
	if k < kinds {
		return kindNames[k]
	}
	return "invalid"
}

// Tag is a part of speech of the dictionary. The zero Tag means that none is known.
type Tag uint8

// The parts of speech. The names are those of the general dictionary (the set of the People's Daily corpus).
const (
	NoTag Tag = iota
	TagA
	TagAD
	TagAG
	TagAN
	TagB
	TagC
	TagD
	TagDF
	TagDG
	TagE
	TagF
	TagG
	TagH
	TagI
	TagJ
	TagK
	TagL
	TagM
	TagMG
	TagMQ
	TagN
	TagNG
	TagNR
	TagNRFG
	TagNRT
	TagNS
	TagNT
	TagNZ
	TagO
	TagP
	TagQ
	TagR
	TagRG
	TagRR
	TagRZ
	TagS
	TagT
	TagTG
	TagU
	TagUD
	TagUG
	TagUJ
	TagUL
	TagUV
	TagUZ
	TagV
	TagVD
	TagVG
	TagVI
	TagVN
	TagVQ
	TagX
	TagY
	TagZ
	TagZG
	tags
)

var tagNames = [tags]string{
	"", "a", "ad", "ag", "an", "b", "c", "d", "df", "dg", "e", "f", "g", "h", "i", "j", "k", "l", "m", "mg", "mq", "n", "ng", "nr",
	"nrfg", "nrt", "ns", "nt", "nz", "o", "p", "q", "r", "rg", "rr", "rz", "s", "t", "tg", "u", "ud", "ug", "uj", "ul", "uv", "uz",
	"v", "vd", "vg", "vi", "vn", "vq", "x", "y", "z", "zg",
}

// String returns the name of the tag in the dictionary, such as "n" or "vn"; the empty string for NoTag.
func (t Tag) String() string {
	if t < tags {
		return tagNames[t]
	}
	return "invalid"
}

// ParseTag returns the tag with the given name. The empty name is NoTag.
func ParseTag(name string) (Tag, bool) {
	for t, n := range tagNames {
		if n == name {
			return Tag(t), true
		}
	}
	return NoTag, false
}

// Tokenizer cuts a text into tokens that obey the invariants of [Token]. [Segmenter] is one; package gseseg makes one of a
// *gse.Segmenter.
type Tokenizer interface {
	// Append appends the tokens of text to dst and returns the extended slice.
	Append(dst []Token, text string) []Token
}
