package rephrase

import (
	"slices"
	"strings"
	"sync"
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
	pool  sync.Pool
}

// guardScratch is the working memory of one call.
type guardScratch struct {
	toks []segment.Token
	hits []match.Hit
	free []dialogue.Span
	scan factScanner
	a, b []fact
	used []bool
}

func (g *Guard) release(s *guardScratch) {
	clear(s.toks)
	clear(s.a)
	clear(s.b)
	s.scan.release()
	if cap(s.toks) <= keepTokens && cap(s.hits) <= keepTokens && cap(s.a) <= keepTokens && cap(s.b) <= keepTokens {
		g.pool.Put(s)
	}
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
	g := &Guard{tok: tok, rules: r}
	g.pool.New = func() any { return new(guardScratch) }
	return g, nil
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
	s := g.pool.Get().(*guardScratch)
	defer g.release(s)
	s.a = g.facts(s, s.a[:0], original, nil)
	return g.against(s, original, candidate)
}

// against compares candidate with original, whose facts are in s.a.
func (g *Guard) against(s *guardScratch, original, candidate string) []Violation {
	s.b = g.facts(s, s.b[:0], candidate, nil)
	return s.missing(s.missing(nil, original, s.a, s.b, Lost), candidate, s.b, s.a, Added)
}

// few is how many facts are compared each with each.
const few = 24

// missing appends those of a that have no partner in b.
func (s *guardScratch) missing(dst []Violation, text string, a, b []fact, c Change) []Violation {
	var left map[fact]int
	if len(a) > few && len(b) > few {
		left = make(map[fact]int, len(b))
		for _, x := range b {
			x.span = dialogue.Span{}
			left[x]++
		}
	}
	s.used = append(s.used[:0], make([]bool, len(b))...)
next:
	for i := range a {
		f := &a[i]
		if left != nil {
			key := *f
			key.span = dialogue.Span{}
			if n := left[key]; n > 0 {
				left[key] = n - 1
				continue
			}
		} else {
			for j := range b {
				if !s.used[j] && f.same(&b[j]) {
					s.used[j] = true
					continue next
				}
			}
		}
		dst = append(dst, Violation{f.class, c, f.span, f.span.Of(text)})
	}
	return dst
}

// facts appends the facts of text outside of its courtesies, in their order. toks are the tokens of text, or nil.
func (g *Guard) facts(s *guardScratch, dst []fact, text string, toks []segment.Token) []fact {
	if toks == nil {
		s.toks = g.tok.Append(s.toks[:0], text)
		toks = s.toks
	}
	g.courtesy(s, text, toks)
	dst = s.scan.append(dst, toks)
	s.hits = match.Outermost(g.rules.marks.Find(s.hits[:0], toks))
	for i := range s.hits {
		m := &g.rules.marked[s.hits[i].Pattern]
		dst = append(dst, fact{class: m.class, unit: m.name, span: s.hits[i].Span})
	}
	slices.SortStableFunc(dst, func(a, b fact) int { return a.span.Start - b.span.Start })
	if len(s.free) == 0 {
		return dst
	}
	slices.SortFunc(s.free, func(a, b dialogue.Span) int { return a.Start - b.Start })
	i, end := 0, 0 // the highest end of the courtesies that begin up to here
	return slices.DeleteFunc(dst, func(f fact) bool {
		for ; i < len(s.free) && s.free[i].Start <= f.span.Start; i++ {
			end = max(end, s.free[i].End)
		}
		return f.span.End <= end
	})
}

// courtesy fills s.free with the parts of text that state no fact.
func (g *Guard) courtesy(s *guardScratch, text string, toks []segment.Token) {
	s.free = s.free[:0]
	s.hits = g.rules.draft.Find(s.hits[:0], toks)
	for i := range s.hits {
		h := &s.hits[i]
		switch ref := g.rules.refs[h.Pattern]; ref.kind {
		case isTerm:
			s.free = appendGloss(s.free, text, h.Span.End, g.rules.terms[ref.row].meaning)
		case isSpeech:
			if m := g.rules.speech[ref.row].mode; (m == "ack" || m == "fix") && !strings.ContainsAny(h.Span.Of(text), "0123456789") {
				s.free = append(s.free, h.Span)
			}
		}
	}
	s.free = g.rules.sympathy(s.free, text)
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
