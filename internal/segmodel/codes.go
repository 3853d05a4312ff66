// Package segmodel is the compiled dictionary of package segment: its codes for characters, its file form, and the view of the file
// form that is used in place. The compiler (internal/segbuild) and the reader (segment) share it.
package segmodel

import (
	"math"
	"strings"
	"unicode"
)

// Codes of characters. Codes below 32 are classes, 32 to 126 are ASCII itself, NumeralCode and up are numerals, FirstHan and up are the
// Han characters that words are made of.
const (
	Other      = 0 // symbols, control characters
	Ignorable  = 1 // zero-width characters
	UnknownHan = 2 // a Han character that no word has
	Punct      = 3
	Letter     = 4 // letters outside ASCII
	Emoji      = 5
	Blank      = 6 // white space outside ASCII
	Currency   = 7

	NumeralCode = 128
	FirstHan    = 168

	// FoldedBit is set in the table entry of a character that the normalised form replaces or leaves out.
	FoldedBit = 1 << 15
	// CodeMask selects the code of a table entry.
	CodeMask = FoldedBit - 1
)

const numerals = "零〇一二两三四五六七八九十百千万亿几壹贰叁肆伍陆柒捌玖拾佰仟幺廿卅"

// IsNumeral reports whether r is a Chinese numeral or 几. Classifiers are not.
func IsNumeral(r rune) bool { return strings.ContainsRune(numerals, r) }

// FixedCode returns the code of a folded character that does not depend on the dictionary.
func FixedCode(r rune) (uint16, bool) {
	if r < 128 {
		return uint16(r), true
	}
	n := uint16(0)
	for _, d := range numerals {
		if d == r {
			return NumeralCode + n, true
		}
		n++
	}
	return 0, false
}

// ClassCode returns the code of a folded character that no word of the dictionary has.
func ClassCode(r rune) uint16 {
	if code, ok := FixedCode(r); ok {
		return code
	}
	switch {
	case unicode.Is(unicode.Han, r) && r != '々' && r != '〇':
		return UnknownHan
	case unicode.Is(unicode.Sc, r):
		return Currency
	case isEmoji(r):
		return Emoji
	case unicode.IsSpace(r), unicode.Is(unicode.Zs, r):
		return Blank
	case unicode.IsPunct(r):
		return Punct
	case unicode.IsLetter(r), unicode.IsMark(r):
		return Letter
	}
	return Other
}

func isEmoji(r rune) bool {
	switch {
	case r >= 0x1F000 && r <= 0x1FAFF:
		return true
	case r >= 0x2600 && r <= 0x27BF, r >= 0x2B05 && r <= 0x2B55, r >= 0x231A && r <= 0x23FF:
		return true
	case r == 0x20E3: // the keycap of 1️⃣
		return true
	case r == 0x00A9, r == 0x00AE, r == 0x203C, r == 0x2049, r == 0x2122, r == 0x3030, r == 0x303D, r == 0x3297, r == 0x3299:
		return true
	}
	return false
}

// Costs are negative natural logarithms of probabilities times CostScale, in 12 bits.
const (
	CostScale = 220
	MaxCost   = 1<<12 - 1
	// TermCost is the bit of a word's cost that marks a term of the service lexicon. It stands in the cost because the decoder has that at
	// hand; what it adds is too little to count.
	TermCost = 1
)

// QuantizeCost returns the file form of a cost in nats, at least 1.
func QuantizeCost(nats float64) uint32 {
	return uint32(min(max(math.Round(nats*CostScale), 1), MaxCost))
}
