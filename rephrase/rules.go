package rephrase

import (
	"fmt"
	"strings"

	"github.com/qingting-nlp/qingting/internal/align"
	"github.com/qingting-nlp/qingting/internal/match"
)

// ref says what a hit of the draft matcher means.
type ref struct {
	kind refKind
	row  int32 // index into the table of the kind
}

type refKind uint8

const (
	isTerm refKind = iota
	isAvoid
	isAfter  // explains the word before it
	isBefore // introduces the word after it
	isSpeech
	isShield
	isOffice
	isNegation
	isShown
	isOtherWay
	isStep
)

type term struct {
	id, name string
	level    int
	mode     string
	repl     []string
	meaning  string
	internal bool
}

type problem struct {
	rule     string
	kind     Kind
	severity Severity
	message  string
}

type speechRow struct {
	id      string
	problem int
	mode    string // hint, clause, fix, ack
	repl    []string
}

type plainRow struct{ id, repl string }

type eventRow struct{ id, slot, clause, feel string }

// mark is a row of function words that the guard counts.
type mark struct {
	class Class
	name  string
}

// rules is the compiled form of rules.txt. It is immutable.
type rules struct {
	draft    *match.Matcher // values index refs
	refs     []ref
	customer *match.Matcher // values below len(events) are events, the others terms
	marks    *match.Matcher // values index marked

	terms    []term
	names    map[string]int // normalised spelling of a term, and its id
	problems []problem
	byRule   map[string]int
	speech   []speechRow
	shields  [][]bool // by problem
	office   []plainRow
	negation []plainRow
	events   []eventRow
	feel     map[string]string
	feelings []string // "，" and what feel says
	marked   []mark

	meanings map[string]bool // what a gloss may say
	clauses  map[string]bool // what an acknowledgement may say, without feeling
	objects  []eventRow
}

// columns tells how many fields the rows of each table have.
var columns = map[string]int{
	"define": 2, "problems": 5, "speech": 4, "shield": 3, "office": 3, "negation": 3, "explained": 3, "shown": 2, "other_way": 2, "step": 2,
	"event": 5, "feel": 2, "guard": 3, "glossary": 8,
}

type compiler struct {
	*rules
	d, c, m *match.Builder
	err     error
}

// compile reads the bundled tables. The error names the first row that cannot be used.
func compile(text string) (*rules, error) {
	c := &compiler{
		rules: &rules{names: map[string]int{}, byRule: map[string]int{}, feel: map[string]string{}, meanings: map[string]bool{}, clauses: map[string]bool{toldOften: true}},
		d:     match.NewBuilder(), c: match.NewBuilder(), m: match.NewBuilder(),
	}
	table := map[string][]match.Row{}
	for name, body := range sections(text) {
		n, ok := columns[name]
		if !ok {
			return nil, fmt.Errorf("rephrase: unknown table %q", name)
		}
		rows, bad := match.ReadTable(name, strings.NewReader(body), n)
		if len(bad) > 0 {
			return nil, bad[0]
		}
		table[name] = rows
	}
	for _, t := range []struct {
		name string
		row  func(match.Row)
	}{
		{"define", c.define}, {"problems", c.problem}, {"event", c.event}, {"feel", c.feeling}, {"glossary", c.term}, {"speech", c.speechRow}, {"shield", c.shield},
		{"office", c.officeRow}, {"negation", c.negationRow}, {"explained", c.explained}, {"shown", c.plain(isShown)}, {"other_way", c.plain(isOtherWay)}, {"step", c.plain(isStep)}, {"guard", c.mark},
	} {
		for _, r := range table[t.name] {
			if t.row(r); c.err != nil {
				return nil, fmt.Errorf("rephrase: %w", r.Reject(c.err.Error()))
			}
		}
	}
	c.rules.draft, c.rules.customer, c.marks = c.d.Build(), c.c.Build(), c.m.Build()
	return c.rules, nil
}

func sections(text string) map[string]string {
	out := map[string]string{}
	for _, part := range strings.Split("\n"+text, "\n-- ")[1:] {
		name, body, _ := strings.Cut(part, " --\n")
		out[name] = body
	}
	return out
}

func (c *compiler) fail(err error) {
	if c.err == nil {
		c.err = err
	}
}

func (c *compiler) add(kind refKind, row int, pattern string) {
	c.fail(c.d.Add(len(c.refs), pattern))
	c.refs = append(c.refs, ref{kind, int32(row)})
}

func (c *compiler) define(r match.Row) {
	c.fail(c.d.Define(r.ID(), r.Fields[1]))
	c.fail(c.c.Define(r.ID(), r.Fields[1]))
}

func (c *compiler) problem(r match.Row) {
	sev := map[string]Severity{"hint": Hint, "warning": Warning, "critical": Critical}
	s, ok := sev[r.Fields[2]]
	if !ok {
		c.fail(fmt.Errorf("unknown severity"))
	}
	switch k := Kind(r.Fields[1]); k {
	case Jargon, Plain, Tone, Empathy, Compliance:
		c.byRule[r.ID()] = len(c.problems)
		c.problems = append(c.problems, problem{r.ID(), k, s, r.Fields[4]})
		c.shields = append(c.shields, nil)
	default:
		c.fail(fmt.Errorf("unknown kind"))
	}
}

func (c *compiler) term(r match.Row) {
	t := term{id: r.ID(), name: r.Fields[1], mode: r.Fields[4], repl: list(r.Fields[5]), meaning: r.Fields[6], internal: strings.HasPrefix(r.ID(), "int.")}
	t.level = strings.Index("0123", r.Fields[3])
	if t.level < 1 || t.meaning == "" || (t.mode == "replace") != (len(t.repl) > 0) || !strings.Contains(" replace gloss keep ", " "+t.mode+" ") {
		c.fail(fmt.Errorf("bad term"))
	}
	row := len(c.terms)
	c.terms = append(c.terms, t)
	c.meanings[t.meaning] = true
	c.names[t.id] = row
	for _, v := range append(list(r.Fields[2]), t.name) {
		if _, ok := c.names[align.String(v)]; ok {
			c.fail(fmt.Errorf("spelling %q used before", v))
		}
		c.names[align.String(v)] = row
		c.add(isTerm, row, escape(v))
		c.fail(c.c.Add(len(c.events)+row, escape(v)))
	}
	if avoid := r.Fields[7]; avoid != "" {
		c.add(isAvoid, row, avoid)
	}
}

func (c *compiler) speechRow(r match.Row) {
	rule, _, _ := strings.Cut(r.ID(), ".")
	p, ok := c.byRule[rule]
	if !ok || !strings.Contains(" hint clause fix ack ", " "+r.Fields[2]+" ") {
		c.fail(fmt.Errorf("unknown rule or mode"))
	}
	c.add(isSpeech, len(c.speech), r.Fields[1])
	c.speech = append(c.speech, speechRow{r.ID(), p, r.Fields[2], list(r.Fields[3])})
}

func (c *compiler) shield(r match.Row) {
	for _, rule := range strings.Fields(r.Fields[1]) {
		p, ok := c.byRule[rule]
		if !ok {
			c.fail(fmt.Errorf("unknown rule %q", rule))
			return
		}
		c.add(isShield, p, r.Fields[2])
	}
}

// officeRow adds one pattern for each word that the last parentheses name when the replacement repeats it as {w}.
func (c *compiler) officeRow(r match.Row) {
	pattern, repl := r.Fields[1], r.Fields[2]
	open := strings.LastIndexByte(pattern, '(')
	if !strings.Contains(repl, "{w}") || open < 0 || !strings.HasSuffix(pattern, ")") {
		c.add(isOffice, len(c.office), pattern)
		c.office = append(c.office, plainRow{r.ID(), repl})
		return
	}
	for _, w := range list(pattern[open+1 : len(pattern)-1]) {
		w = strings.ReplaceAll(w, "@you", "您")
		c.add(isOffice, len(c.office), pattern[:open]+w)
		c.office = append(c.office, plainRow{r.ID(), strings.ReplaceAll(repl, "{w}", w)})
	}
}

func (c *compiler) negationRow(r match.Row) {
	c.add(isNegation, len(c.negation), r.Fields[1])
	c.negation = append(c.negation, plainRow{r.ID(), r.Fields[2]})
}

func (c *compiler) explained(r match.Row) {
	kind := isAfter
	if r.Fields[2] == "before" {
		kind = isBefore
	}
	c.add(kind, 0, r.Fields[1])
}

func (c *compiler) plain(kind refKind) func(match.Row) {
	return func(r match.Row) { c.add(kind, 0, r.Fields[1]) }
}

func (c *compiler) event(r match.Row) {
	e := eventRow{r.ID(), r.Fields[1], r.Fields[3], r.Fields[4]}
	if e.slot == "event" {
		c.clauses[e.clause] = true
	}
	if e.slot == "object" {
		c.objects = append(c.objects, e)
	}
	c.fail(c.c.Add(len(c.events), r.Fields[2]))
	c.events = append(c.events, e)
}

func (c *compiler) feeling(r match.Row) {
	c.feel[r.ID()] = r.Fields[1]
	c.feelings = append(c.feelings, "，"+r.Fields[1])
}

func (c *compiler) mark(r match.Row) {
	c.fail(c.m.Add(len(c.marked), r.Fields[2]))
	c.marked = append(c.marked, mark{markClasses[r.Fields[1]], r.Fields[1]})
}

func list(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "|")
}

// escape makes a literal pattern of s.
func escape(s string) string {
	var b strings.Builder
	for _, r := range s {
		if strings.ContainsRune(`\|()[]@*#^$.{}`, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
