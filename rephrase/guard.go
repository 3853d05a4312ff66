package rephrase

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/internal/match"
	"github.com/qingting-nlp/qingting/segment"
)

// Class is the sort of a fact that the [Guard] compares.
type Class string

// The classes.
const (
	Amount     Class = "amount"     // money
	Rate       Class = "rate"       // percentages, discounts, multiples
	Duration   Class = "duration"   // 三天, 5个工作日
	Date       Class = "date"       // 11月2日, 明天, 周三
	Clock      Class = "clock"      // 18点, 下午6点
	Count      Class = "count"      // other numbers with or without a measure word
	Code       Class = "code"       // phone, order and other numbers that are names: T+3, 400-000-0000
	Protected  Class = "protected"  // placeholders, web and mail addresses
	Obligation Class = "obligation" // must, need, must not, may, need not
	Negation   Class = "negation"
	Condition  Class = "condition" // if, only, or else
	Bound      Class = "bound"     // at most, at least, before, after
)

var markClasses = map[string]Class{
	"must": Obligation, "need": Obligation, "forbid": Obligation, "may": Obligation, "exempt": Obligation,
	"not": Negation, "if": Condition, "only": Condition, "else": Condition,
	"most": Bound, "least": Bound, "before": Bound, "after": Bound,
}

// Change tells what happened to a fact. The zero Change is Lost.
type Change uint8

// The changes.
const (
	Lost  Change = iota // in the original, not in the candidate
	Added               // in the candidate, not in the original
)

// String returns "lost" or "added".
func (c Change) String() string {
	if c == Lost {
		return "lost"
	}
	return "added"
}

// Violation is a fact that differs between two texts.
type Violation struct {
	Class  Class
	Change Change
	Span   dialogue.Span // in the original when Lost, in the candidate when Added
	Text   string        // what stands there
}

// Guard compares the facts of two texts. It is immutable and safe for concurrent use.
type Guard struct {
	tok   segment.Tokenizer
	rules *rules
}

// NewGuard returns a guard that cuts text with tok. The error tells that tok is nil.
func NewGuard(tok segment.Tokenizer) (*Guard, error) {
	if tok == nil {
		return nil, errNoTokenizer
	}
	r, err := embedded()
	if err != nil {
		return nil, err
	}
	return &Guard{tok, r}, nil
}

// Verify returns the facts of original that candidate lost and those it added: numbers by value (2万 is 20000元, but 三个工作日 is not
// 三天), days, codes, placeholders, and how often the text says must, must not, may, not, if, only, at most and so on. Lost facts come
// first, each list in the order of its text; nil means that none was found to differ. Explanations of the glossary in brackets behind
// their term, sentences of sympathy as [Rewriter] writes them, and template apologies are not facts.
//
// Verify does not understand text: it can miss a change of meaning that keeps all numbers and function words, and it can report a
// faithful wording that says the same with other function words.
func (g *Guard) Verify(original, candidate string) []Violation {
	if original == candidate {
		return nil
	}
	a, b := g.facts(original), g.facts(candidate)
	return append(missing(nil, original, a, b, Lost), missing(nil, candidate, b, a, Added)...)
}

// missing appends those of a that have no partner in b.
func missing(dst []Violation, text string, a, b []fact, c Change) []Violation {
	used := make([]bool, len(b))
next:
	for _, f := range a {
		for j, x := range b {
			if !used[j] && f.same(x) {
				used[j] = true
				continue next
			}
		}
		dst = append(dst, Violation{f.class, c, f.span, f.span.Of(text)})
	}
	return dst
}

// facts returns the facts of text outside of its courtesies, in their order.
func (g *Guard) facts(text string) []fact {
	toks := g.tok.Append(make([]segment.Token, 0, len(text)/4+8), text)
	free := g.courtesy(text, toks)
	fs := appendFacts(nil, toks)
	var buf [32]match.Hit
	for _, h := range match.Outermost(g.rules.marks.Find(buf[:0], toks)) {
		name := g.rules.markClass[h.Pattern]
		fs = append(fs, fact{class: markClasses[name], unit: name, span: h.Span})
	}
	fs = slices.DeleteFunc(fs, func(f fact) bool {
		return slices.ContainsFunc(free, func(x dialogue.Span) bool { return inside(f.span, x) })
	})
	slices.SortStableFunc(fs, func(a, b fact) int { return a.span.Start - b.span.Start })
	return fs
}

// courtesy returns the parts of text that state no fact.
func (g *Guard) courtesy(text string, toks []segment.Token) []dialogue.Span {
	var out []dialogue.Span
	var buf [64]match.Hit
	hits := g.rules.draft.Find(buf[:0], toks)
	for _, h := range hits {
		switch ref := g.rules.refs[h.Pattern]; ref.kind {
		case isTerm:
			out = appendGloss(out, text, h.Span.End, g.rules.terms[ref.row].meaning)
		case isSpeech:
			if m := g.rules.speech[ref.row].mode; (m == "ack" || m == "fix") && !strings.ContainsAny(h.Span.Of(text), "0123456789") {
				out = append(out, h.Span)
			}
		}
	}
	return g.rules.sympathy(out, text)
}

// appendGloss appends the span of the brackets that explain a term ending at end: right behind it or behind its number.
func appendGloss(dst []dialogue.Span, text string, end int, meaning string) []dialogue.Span {
	rest := text[end:]
	i := strings.IndexAny(rest[:min(len(rest), 30)], "（(，。")
	if i < 0 || strings.HasPrefix(rest[i:], "，") || strings.HasPrefix(rest[i:], "。") {
		return dst
	}
	_, w := utf8.DecodeRuneInString(rest[i:])
	body, ok := strings.CutPrefix(rest[i+w:], meaning)
	if !ok || !strings.HasPrefix(body, "）") && !strings.HasPrefix(body, ")") {
		return dst
	}
	return append(dst, dialogue.Span{Start: end + i, End: end + i + w + len(meaning)})
}
