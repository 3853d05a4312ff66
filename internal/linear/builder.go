package linear

import (
	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/segment"
)

// Builder collects the features of one text. Its memory is used again by the next. The zero Builder is ready for use.
type Builder struct {
	Hashes []uint32        // the features, in the order they were added; a feature that is seen twice stands twice
	Spans  []dialogue.Span // where each was seen, in bytes of the raw text; empty for those of the whole text

	runes []rune // of the normalised text, with marks at both ends
	at    []dialogue.Span
	words []word
}

// word is a token that counts as a word.
type word struct {
	hash   uint32
	span   dialogue.Span
	clause int32
	negate bool // in the scope of a negation
}

// Limits keep time linear in long texts and the sums inside their lanes.
const (
	maxRunes    = 2000 // characters that are read: half from the head, half from the tail
	maxToken    = 40   // characters of one token
	maxGram     = 4
	negateReach = 3 // words behind a negator
)

// Classes of features: each begins its hashes.
const (
	classChar uint32 = iota + 0x9E3779B1
	classWord
	classPair
	classLast
	classNegated
	classShape
	classSkip
	classGiven
)

func mix(h, v uint32) uint32 {
	h ^= v
	h *= 0x85EBCA6B
	return h ^ h>>15
}

// finish makes the hash of a feature; 0 is no feature.
func finish(h uint32) uint32 {
	h ^= h >> 16
	h *= 0xC2B2AE35
	h ^= h >> 13
	return max(h, 1)
}

func hashString(h uint32, s string) uint32 {
	for _, r := range s {
		h = mix(h, uint32(r))
	}
	return h
}

// Reset makes b empty.
func (b *Builder) Reset() { b.Hashes, b.Spans = b.Hashes[:0], b.Spans[:0] }

func (b *Builder) add(h uint32, span dialogue.Span) {
	b.Hashes = append(b.Hashes, finish(h))
	b.Spans = append(b.Spans, span)
}

// Given adds a feature that the caller found: kind and value name it.
func (b *Builder) Given(kind, value uint32, span dialogue.Span) {
	b.add(mix(mix(classGiven, kind), value), span)
}

// Named adds a feature with a name, such as a label that rules gave.
func (b *Builder) Named(kind uint32, name string, span dialogue.Span) {
	b.add(hashString(mix(classGiven, kind), name), span)
}

const (
	markBegin = 2
	markEnd   = 3
	markDigit = '0'
	markLatin = 'a'
)

// Text adds the features of a text that was cut into toks: n-grams of one to four characters across words, words and pairs of words,
// words of the last clause, words in the scope of a negation, and the shape of the whole.
func (b *Builder) Text(toks []segment.Token) {
	b.read(toks)
	b.grams()
	b.wordGrams()
	b.shape(toks)
}

// read fills runes and words.
func (b *Builder) read(toks []segment.Token) {
	b.runes, b.at, b.words = b.runes[:0], b.at[:0], b.words[:0]
	toks = ends(toks)
	b.runes, b.at = append(b.runes, markBegin), append(b.at, dialogue.Span{})
	clause, negate := int32(0), 0
	for i := range toks {
		t := &toks[i]
		switch t.Kind {
		case segment.Space:
			continue
		case segment.Number, segment.Percent, segment.Money, segment.Date, segment.Time:
			if isDigits(t.Norm) {
				b.runes, b.at = append(b.runes, markDigit), append(b.at, t.Span)
				b.words = append(b.words, word{hash: mix(classWord, uint32(t.Kind)), span: t.Span, clause: clause})
				continue
			}
		case segment.URL, segment.Email:
			b.runes, b.at = append(b.runes, rune(t.Kind)), append(b.at, t.Span)
			continue
		}
		p := t.Span.Start
		step := t.Span.End - t.Span.Start
		n := 0
		for range t.Norm {
			n++
		}
		k := 0
		for _, r := range t.Norm {
			if k >= maxToken {
				break
			}
			// Characters of a normal form lie in the raw bytes in equal parts: exact for Han text, and close enough to point at else.
			s := dialogue.Span{Start: p + step*k/n, End: p + step*(k+1)/n}
			b.runes, b.at = append(b.runes, r), append(b.at, s)
			k++
		}
		if t.Kind == segment.Punct {
			switch t.Norm {
			case "、", "“", "”", "\"", "'", "(", ")", "-", "/", "《", "》", "·", "~":
			default:
				clause++
				negate = 0
			}
			continue
		}
		b.words = append(b.words, word{hash: hashString(classWord, t.Norm), span: t.Span, clause: clause, negate: negate > 0})
		if negator(t.Norm) {
			negate = negateReach
		} else if negate > 0 {
			negate--
		}
		if contrast(t.Norm) {
			clause++
			negate = 0
		}
	}
	b.runes, b.at = append(b.runes, markEnd), append(b.at, dialogue.Span{})
}

// ends returns toks, or of a very long text the head and the tail: what a customer wants stands there.
func ends(toks []segment.Token) []segment.Token {
	if len(toks) <= maxRunes {
		return toks
	}
	const half = maxRunes / 2
	out := make([]segment.Token, 0, maxRunes)
	return append(append(out, toks[:half]...), toks[len(toks)-half:]...)
}

func isDigits(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < '0' || c > '9' {
			return len(s) > 0 && i > 0 && c < 0x80 && (c == '.' || c == ',' || c == ':' || c == '-')
		}
	}
	return true
}

func negator(w string) bool {
	switch w {
	case "不", "没", "没有", "别", "无", "未", "不是", "不用", "不要", "不会", "不能", "从来不", "并不", "毫无", "非":
		return true
	}
	return false
}

func contrast(w string) bool {
	switch w {
	case "但是", "但", "可是", "不过", "就是", "只是", "然而", "结果", "却", "可":
		return true
	}
	return false
}

func (b *Builder) grams() {
	runes, at := b.runes, b.at
	for i := range runes {
		h := classChar
		for n := 1; n <= maxGram && i+n <= len(runes); n++ {
			h = mix(h, uint32(runes[i+n-1]))
			if n == 1 && (i == 0 || i == len(runes)-1) {
				continue
			}
			last := i + n - 1
			first := i
			if first == 0 {
				first = 1
			}
			if last == len(runes)-1 {
				last--
			}
			b.add(h, dialogue.Span{Start: at[first].Start, End: max(at[first].Start, at[last].End)})
		}
	}
}

func (b *Builder) wordGrams() {
	if len(b.words) == 0 {
		return
	}
	last := b.words[len(b.words)-1].clause
	for i := range b.words {
		w := &b.words[i]
		b.add(w.hash, w.span)
		if w.negate {
			b.add(mix(classNegated, w.hash), w.span)
		}
		if last > 0 && w.clause == last {
			b.add(mix(classLast, w.hash), w.span)
		}
		if i+1 < len(b.words) {
			next := &b.words[i+1]
			b.add(mix(mix(classPair, w.hash), next.hash), dialogue.Span{Start: w.span.Start, End: next.span.End})
			if i+2 < len(b.words) {
				far := &b.words[i+2]
				b.add(mix(mix(classSkip, w.hash), far.hash), dialogue.Span{Start: w.span.Start, End: far.span.End})
			}
		}
	}
}

// shape adds features of the whole: length, clauses, marks, kinds of tokens.
func (b *Builder) shape(toks []segment.Token) {
	var kinds [16]int
	exclaim, question, long, final := 0, 0, 0, rune(0)
	for i := range toks {
		t := &toks[i]
		kinds[min(int(t.Kind), len(kinds)-1)]++
		if t.Kind == segment.Punct {
			n := t.Span.End - t.Span.Start
			switch t.Norm {
			case "!":
				exclaim++
			case "?":
				question++
			default:
				if t.Norm != "。" && t.Norm != "." && t.Norm != "…" {
					n = 0
				}
			}
			if n > 3 {
				long++
			}
		}
		if t.Kind != segment.Space {
			for _, r := range t.Norm {
				final = r
			}
		}
	}
	whole := func(what, value int) { b.add(mix(mix(classShape, uint32(what)), uint32(value)), dialogue.Span{}) }
	whole(0, bucket(len(b.runes)-2))
	whole(1, min(exclaim, 3))
	whole(2, min(question, 3))
	whole(3, min(long, 2))
	whole(4, int(final))
	clauses := 0
	if len(b.words) > 0 {
		clauses = int(b.words[len(b.words)-1].clause)
	}
	whole(5, min(clauses, 5))
	for k, n := range kinds {
		switch segment.Kind(k) {
		case segment.Punct, segment.Space:
		default:
			whole(6+k, min(n, 3))
		}
	}
}

func bucket(n int) int {
	switch {
	case n <= 6:
		return n
	case n <= 9:
		return 7
	case n <= 14:
		return 8
	case n <= 20:
		return 9
	case n <= 30:
		return 10
	case n <= 50:
		return 11
	case n <= 90:
		return 12
	}
	return 13
}
