package match

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/qingting-nlp/qingting/internal/align"
)

// Limits of one pattern. They keep a slip of the pen (three groups of fifty in a row) from making a table of millions.
const (
	maxPattern   = 16 << 10 // bytes, also of a definition
	maxDepth     = 16       // nested groups
	maxSequences = 64       // ways through optional parts that hold gaps
	maxVariants  = 8192     // literals of one part between gaps
	maxLiteral   = 64       // characters of one literal

	clauseGap   = 10
	sentenceGap = 30
	maxGap      = 60
)

// PatternError tells why a pattern cannot be used. It holds the pattern, which comes from a rule file, never from a customer.
type PatternError struct {
	Pattern string
	Offset  int // in bytes; where the trouble was noticed
	Reason  string
}

// Error returns the reason, the pattern and the place.
func (e *PatternError) Error() string {
	return fmt.Sprintf("match: pattern %q, byte %d: %s", e.Pattern, e.Offset, e.Reason)
}

// Marks inside expanded literals. They are private-use characters, which no rule needs.
const (
	markNum   = '\uE000'
	markLoose = '\uE001'
	markBegin = '\uE002'
	markEnd   = '\uE003'
)

// node is a part of a parsed pattern: a character (r), a gap (gap.limit > 0) or alternatives (alts), each a list of nodes. An optional
// part has an empty alternative.
type node struct {
	r    rune
	gap  gap
	alts [][]node
}

type gap struct {
	limit    int32
	sentence bool // may cross clause ends
}

func (n *node) hasGap() bool {
	if n.gap.limit > 0 {
		return true
	}
	for _, a := range n.alts {
		for i := range a {
			if a[i].hasGap() {
				return true
			}
		}
	}
	return false
}

// sequence is one way through a pattern: parts of literals with gaps between them. len(gaps) == len(parts)-1.
type sequence struct {
	parts [][]string // each sorted, without repetition
	gaps  []gap
}

// parse returns the alternatives of a pattern.
func parse(pattern string, defs map[string][][]node) ([][]node, error) {
	p := &parser{text: pattern, defs: defs}
	switch {
	case len(pattern) > maxPattern:
		return nil, p.fail("too long")
	case !utf8.ValidString(pattern):
		return nil, p.fail("not UTF-8")
	}
	alts, err := p.alternatives(0)
	if err != nil {
		return nil, err
	}
	if p.at < len(pattern) {
		return nil, p.fail("closing mark without an opening one")
	}
	return alts, nil
}

type parser struct {
	text string
	at   int
	defs map[string][][]node
}

func (p *parser) fail(reason string) error { return &PatternError{p.text, p.at, reason} }

func (p *parser) alternatives(depth int) ([][]node, error) {
	if depth > maxDepth {
		return nil, p.fail("nested too deep")
	}
	var alts [][]node
	for {
		seq, err := p.sequence(depth)
		if err != nil {
			return nil, err
		}
		alts = append(alts, seq)
		if p.at == len(p.text) || p.text[p.at] != '|' {
			return alts, nil
		}
		p.at++
	}
}

func (p *parser) sequence(depth int) ([]node, error) {
	var seq []node
	for p.at < len(p.text) {
		switch c := p.text[p.at]; c {
		case '|', ')', ']':
			return seq, nil
		case ' ':
			p.at++
		case '(', '[':
			closing := byte(')')
			if c == '[' {
				closing = ']'
			}
			p.at++
			alts, err := p.alternatives(depth + 1)
			if err != nil {
				return nil, err
			}
			if p.at == len(p.text) || p.text[p.at] != closing {
				return nil, p.fail("missing " + string(closing))
			}
			p.at++
			if c == '[' {
				alts = append(alts, nil)
			}
			seq = append(seq, node{alts: alts})
		case '@':
			p.at++
			start := p.at
			for p.at < len(p.text) && isName(p.text[p.at]) {
				p.at++
			}
			alts, ok := p.defs[p.text[start:p.at]]
			if !ok {
				return nil, p.fail("unknown definition")
			}
			seq = append(seq, node{alts: alts})
		case '.':
			g, err := p.gap()
			if err != nil {
				return nil, err
			}
			seq = append(seq, node{gap: g})
		case '#':
			p.at++
			seq = append(seq, node{r: markNum})
		case '*':
			p.at++
			seq = append(seq, node{r: markLoose})
		case '^':
			p.at++
			seq = append(seq, node{r: markBegin})
		case '$':
			p.at++
			seq = append(seq, node{r: markEnd})
		default:
			if c == '\\' {
				p.at++
				if p.at == len(p.text) {
					return nil, p.fail("nothing behind the backslash")
				}
			}
			r, n := utf8.DecodeRuneInString(p.text[p.at:])
			if markNum <= r && r <= markEnd {
				return nil, p.fail("private-use character")
			}
			p.at += n
			seq = append(seq, node{r: r})
		}
	}
	return seq, nil
}

func (p *parser) gap() (gap, error) {
	dots := 0
	for p.at < len(p.text) && p.text[p.at] == '.' {
		p.at, dots = p.at+1, dots+1
	}
	g := gap{limit: clauseGap}
	switch dots {
	case 2:
	case 3:
		g = gap{limit: sentenceGap, sentence: true}
	default:
		return gap{}, p.fail(`a gap is ".." or "..."; a full stop is "\."`)
	}
	if p.at < len(p.text) && p.text[p.at] == '{' {
		p.at++
		g.limit = 0
		for p.at < len(p.text) && '0' <= p.text[p.at] && p.text[p.at] <= '9' && g.limit <= maxGap {
			g.limit = g.limit*10 + int32(p.text[p.at]-'0')
			p.at++
		}
		if p.at == len(p.text) || p.text[p.at] != '}' || g.limit < 1 || g.limit > maxGap {
			return gap{}, p.fail("the limit of a gap is 1 to 60")
		}
		p.at++
	}
	return g, nil
}

func isName(c byte) bool { return 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '_' }

// expand returns the ways through a parsed pattern.
func expand(pattern string, alts [][]node) ([]sequence, error) {
	var out []sequence
	for _, alt := range alts {
		runs, err := split(pattern, alt)
		if err != nil {
			return nil, err
		}
		for _, run := range runs {
			var s sequence
			for _, part := range run.parts {
				lits, err := literals(pattern, part)
				if err != nil {
					return nil, err
				}
				s.parts = append(s.parts, lits)
			}
			s.gaps = run.gaps
			out = append(out, s)
		}
	}
	if len(out) > maxSequences {
		return nil, &PatternError{pattern, 0, "too many optional gaps"}
	}
	return out, nil
}

// run is a sequence before its parts are spelled out.
type run struct {
	parts [][]node
	gaps  []gap
}

// split cuts a list of nodes at its gaps. Groups that hold gaps are multiplied out; the others stay one part, so that (a|b)..(c|d) costs
// two sets and not four chains.
func split(pattern string, seq []node) ([]run, error) {
	runs := []run{{parts: [][]node{nil}}}
	for i := range seq {
		n := &seq[i]
		switch {
		case n.gap.limit > 0:
			for j := range runs {
				r := &runs[j]
				r.gaps = append(slices.Clip(r.gaps), n.gap)
				r.parts = append(slices.Clip(r.parts), nil)
			}
		case !n.hasGap():
			for j := range runs {
				r := &runs[j]
				last := len(r.parts) - 1
				r.parts = slices.Clone(r.parts)
				r.parts[last] = append(slices.Clip(r.parts[last]), *n)
			}
		default:
			var next []run
			for _, alt := range n.alts {
				subs, err := split(pattern, alt)
				if err != nil {
					return nil, err
				}
				for _, r := range runs {
					for _, sub := range subs {
						last := len(r.parts) - 1
						m := run{gaps: slices.Concat(r.gaps, sub.gaps), parts: slices.Clone(r.parts)}
						m.parts[last] = slices.Concat(m.parts[last], sub.parts[0])
						m.parts = append(m.parts, sub.parts[1:]...)
						next = append(next, m)
					}
				}
				if len(next) > maxSequences {
					return nil, &PatternError{pattern, 0, "too many optional gaps"}
				}
			}
			runs = next
		}
	}
	return runs, nil
}

// literals returns the strings that a part without gaps stands for, normalised, with the marks kept.
func literals(pattern string, part []node) ([]string, error) {
	raw, err := spell(pattern, part)
	if err != nil {
		return nil, err
	}
	out := raw[:0]
	for _, s := range raw {
		s = align.NewView(s).Norm
		body := strings.TrimPrefix(strings.TrimPrefix(s, string(markBegin)), string(markLoose))
		body = strings.TrimSuffix(strings.TrimSuffix(body, string(markEnd)), string(markLoose))
		switch {
		case body == "":
			return nil, &PatternError{pattern, 0, "a part may be empty"}
		case strings.ContainsAny(body, string([]rune{markLoose, markBegin, markEnd})):
			return nil, &PatternError{pattern, 0, "* ^ $ stand at the ends of a part"}
		case utf8.RuneCountInString(body) > maxLiteral:
			return nil, &PatternError{pattern, 0, "a literal is too long"}
		}
		out = append(out, s)
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

func spell(pattern string, part []node) ([]string, error) {
	out := []string{""}
	for i := range part {
		n := &part[i]
		if n.alts == nil {
			for j := range out {
				out[j] += string(n.r)
			}
			continue
		}
		var tails []string
		for _, alt := range n.alts {
			t, err := spell(pattern, alt)
			if err != nil {
				return nil, err
			}
			tails = append(tails, t...)
		}
		if len(out)*len(tails) > maxVariants {
			return nil, &PatternError{pattern, 0, "too many variants"}
		}
		next := make([]string, 0, len(out)*len(tails))
		for _, head := range out {
			for _, tail := range tails {
				next = append(next, head+tail)
			}
		}
		out = next
	}
	return out, nil
}
