package main

import (
	"io"
	"strings"

	"github.com/qingting-nlp/qingting/internal/termtext"
	"github.com/qingting-nlp/qingting/internal/wire"
)

// maxColumns is the width beyond which lines are hard to read.
const maxColumns = 100

// textPrinter writes reports for people at a terminal.
type textPrinter struct {
	w     io.Writer
	width int
	paint bool
	totals
	err error

	seen  map[string]bool // hints without a replacement shown in this dialogue
	again []repeated
}

// repeated counts the hints that were left out because the same was shown before.
type repeated struct {
	rule string
	at   []int
}

// note counts a hint of the rule at an utterance.
func (p *textPrinter) note(rule string, at int) {
	for i := range p.again {
		if p.again[i].rule == rule {
			p.again[i].at = append(p.again[i].at, at)
			return
		}
	}
	p.again = append(p.again, repeated{rule, []int{at}})
}

func newTextPrinter(w io.Writer, width int, paint bool) *textPrinter {
	return &textPrinter{w: w, width: max(width, 40), paint: paint}
}

// The styles, as parameters of the terminal's SGR sequence.
const (
	plain  = ""
	bold   = "1"
	dim    = "2"
	red    = "31"
	green  = "32"
	yellow = "33"
	cyan   = "36"
)

func (p *textPrinter) style(style, s string) string {
	if !p.paint || style == plain || s == "" {
		return s
	}
	return "\x1b[" + style + "m" + s + "\x1b[0m"
}

func (p *textPrinter) line(s string) {
	if p.err == nil {
		_, p.err = io.WriteString(p.w, s+"\n")
	}
}

// piece is some text in one style. It is not broken.
type piece struct{ style, text string }

// least is the space in columns that is worth beginning a text in.
const least = 8

// block writes head pieces and behind them body, wrapped, with the following lines indented.
func (p *textPrinter) block(head []piece, bodyStyle, body string, indent int) {
	var b strings.Builder
	used := 0
	turn := func() {
		p.line(strings.TrimRight(b.String(), " "))
		b.Reset()
		b.WriteString(strings.Repeat(" ", indent))
		used = indent
	}
	for _, h := range head {
		text := termtext.Clean(h.text)
		w := termtext.Width(text)
		if used > indent && used+w > p.width {
			turn()
		}
		b.WriteString(p.style(h.style, text))
		used += w
	}
	if used > p.width-least && body != "" {
		turn()
	}
	// The first line shares its space with the head, which may be longer than the indent of the others.
	rest := termtext.Wrap(termtext.Clean(body), p.width-indent, max(0, used-indent))
	b.WriteString(p.style(bodyStyle, rest[0]))
	p.line(strings.TrimRight(b.String(), " "))
	for _, l := range rest[1:] {
		p.line(strings.Repeat(" ", indent) + p.style(bodyStyle, l))
	}
}

// field writes one line of the overview.
func (p *textPrinter) field(name, style, value string) {
	const indent = 10
	p.block([]piece{{dim, termtext.Pad(name, indent)}}, style, value, indent)
}

func (p *textPrinter) rule(sign string) {
	p.line(p.style(dim, strings.Repeat(sign, p.width)))
}

func (p *textPrinter) report(r wire.Report) error {
	if p.dialogues == 0 {
		p.block(nil, dim, legend, 0)
	}
	p.add(&r)
	p.line("")
	p.rule("━")
	p.block(nil, bold, title(&r), 0)
	p.block(nil, dim, subtitle(&r), 0)
	p.rule("─")

	classStyle := map[string]string{"negative": red, "worsening": red, "positive": green, "improving": green}[r.Course.Class]
	p.block([]piece{
		{dim, termtext.Pad("情绪", 10)}, {classStyle, wire.Classes.Of(r.Course.Class)}, {plain, "  "},
		{classStyle, sparkline(r.Course.Scores, 40)}, {plain, "  "},
	}, plain, courseWords(&r.Course), 10)
	handOffStyle := plain
	if r.HandOff.Advised {
		handOffStyle = yellow
	}
	p.field("转交", handOffStyle, handOffWords(&r.HandOff))
	if r.HandOff.Advised {
		p.field("", plain, strings.Join(reasonLines(&r.HandOff), "；"))
	}
	p.field("结果", map[string]string{"solved": green, "unsolved": red}[r.Resolution], wire.Resolutions.Of(r.Resolution))
	for i, n := range r.Needs {
		name := ""
		if i == 0 {
			name = "客户需要"
		}
		p.field(name, plain, needLine(&n))
	}
	for i, c := range r.Confusions {
		name := ""
		if i == 0 {
			name = "没听懂"
		}
		p.field(name, plain, confusionLine(&c))
	}
	p.rule("─")
	p.seen, p.again = map[string]bool{}, nil
	for _, u := range r.Utterances {
		p.utterance(&u)
	}
	if len(p.again) > 0 {
		p.rule("─")
		p.field("同样的话", plain, againWords(p.again)+"。建议和上面的一样，没有再列出。")
	}
	return p.err
}

// textIndent is where the lines of an utterance continue, noteIndent where suggestions do.
const (
	textIndent = 6
	noteIndent = 13
)

func (p *textPrinter) utterance(u *wire.Utterance) {
	role := wire.Roles.Of(u.Role)
	head := []piece{{dim, termtext.Pad(place(u.Index), 5)}}
	style := plain
	switch u.Role {
	case "customer":
		head = append(head, piece{bold, role + " "})
	case "system":
		style = dim
		fallthrough
	default:
		head = append(head, piece{cyan, role + " "})
	}
	if u.Understanding != nil {
		if list := tags(u.Understanding); len(list) > 0 {
			head = append(head, piece{plain, "["})
			for i, t := range list {
				head = append(head, piece{map[int]string{-1: red, 1: green}[t.sign], t.text})
				if i < len(list)-1 {
					head = append(head, piece{plain, " · "})
				}
			}
			head = append(head, piece{plain, "] "})
		}
	}
	p.block(head, style, u.Text, textIndent)
	if words := repairWords(u); words != "" {
		p.block([]piece{{plain, strings.Repeat(" ", textIndent)}}, dim, words, noteIndent-2)
	}
	if u.Advice == nil {
		return
	}
	for _, g := range u.Suggestions {
		if len(g.Replacements) == 0 && g.Severity == "hint" {
			if key := g.Rule + "\x00" + g.Message; p.seen[key] {
				p.note(g.Rule, u.Index)
				continue
			} else {
				p.seen[key] = true
			}
		}
		mark := yellow
		if g.Severity == "critical" {
			mark = red
		}
		body := g.Message
		if g.Text != "" {
			body = "“" + quote(g.Text) + "” " + body
		}
		if len(g.Replacements) > 0 {
			body += " 可以说：“" + strings.Join(g.Replacements, "”或“") + "”"
		}
		p.block([]piece{{plain, strings.Repeat(" ", textIndent)}, {mark, "建议 "}, {plain, "［" + suggestionHead(&g) + "］"}}, plain, body, noteIndent)
	}
	if u.Rewrite != u.Text {
		p.block([]piece{{plain, strings.Repeat(" ", textIndent)}, {green, "改写 "}}, plain, u.Rewrite, noteIndent-2)
	}
}

func (p *textPrinter) end() error {
	if p.dialogues > 1 {
		p.line("")
		p.rule("━")
		p.block(nil, bold, totalWords(&p.totals), 0)
	}
	return p.err
}
