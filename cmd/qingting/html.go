package main

import (
	_ "embed"
	"html/template"
	"io"
	"slices"

	"github.com/qingting-nlp/qingting/internal/wire"
)

//go:embed page.html
var pageSource string

// htmlPrinter writes one page. Reports are written as they come; only a row of each is kept for the overview.
type htmlPrinter struct {
	w    io.Writer
	page *template.Template
	totals
	rows  []overviewRow
	begun bool
}

type overviewRow struct {
	Anchor int
	Report wire.Report // without utterances
}

// reportView is what the template sees of one report.
type reportView struct {
	Anchor int
	wire.Report
}

func newHTMLPrinter(w io.Writer) (*htmlPrinter, error) {
	t, err := template.New("page").Funcs(template.FuncMap{
		"title": func(r wire.Report) string { return title(&r) }, "subtitle": func(r wire.Report) string { return subtitle(&r) },
		"courseWords":  func(c wire.Course) string { return courseWords(&c) },
		"handOffWords": func(h wire.HandOff) string { return handOffWords(&h) }, "reasons": func(h wire.HandOff) []string { return reasonLines(&h) },
		"confusion": func(c wire.Confusion) string { return confusionLine(&c) }, "need": func(n wire.Need) string { return needLine(&n) },
		"head": func(g wire.Suggestion) string { return suggestionHead(&g) }, "tags": tagViews, "class": wire.Classes.Of, "resolution": wire.Resolutions.Of,
		"role": wire.Roles.Of, "pieces": htmlPieces, "chart": chartOf, "quote": quote, "repairs": func(u wire.Utterance) string { return repairWords(&u) },
	}).Parse(pageSource)
	if err != nil {
		return nil, err
	}
	return &htmlPrinter{w: controlFilter{w}, page: t}, nil
}

func (p *htmlPrinter) begin() error {
	if p.begun {
		return nil
	}
	p.begun = true
	return p.page.ExecuteTemplate(p.w, "begin", legend)
}

func (p *htmlPrinter) report(r wire.Report) error {
	if err := p.begin(); err != nil {
		return err
	}
	p.add(&r)
	v := reportView{p.dialogues, r}
	r.Utterances, r.Confusions, r.Needs = nil, nil, nil
	p.rows = append(p.rows, overviewRow{p.dialogues, r})
	return p.page.ExecuteTemplate(p.w, "report", v)
}

func (p *htmlPrinter) end() error {
	if err := p.begin(); err != nil {
		return err
	}
	return p.page.ExecuteTemplate(p.w, "end", struct {
		Rows   []overviewRow
		Totals string
	}{p.rows, totalWords(&p.totals)})
}

// controlFilter replaces control characters, which no page may hold.
type controlFilter struct{ w io.Writer }

func (f controlFilter) Write(p []byte) (int, error) {
	at := 0
	for i, c := range p {
		if c >= 0x20 && c != 0x7f || c == '\n' || c == '\t' || c == '\r' {
			continue
		}
		if _, err := f.w.Write(p[at:i]); err != nil {
			return 0, err
		}
		if _, err := io.WriteString(f.w, "\ufffd"); err != nil {
			return 0, err
		}
		at = i + 1
	}
	if _, err := f.w.Write(p[at:]); err != nil {
		return 0, err
	}
	return len(p), nil
}

// tagView is a tag for the template.
type tagView struct{ Text, Class string }

func tagViews(u *wire.Understanding) []tagView {
	var out []tagView
	for _, t := range tags(u) {
		out = append(out, tagView{t.text, map[int]string{-1: "bad", 0: "", 1: "good"}[t.sign]})
	}
	return out
}

// htmlPiece is a part of an utterance, with the reason why it is marked.
type htmlPiece struct{ Text, Class, Title string }

// htmlPieces cuts the text of an utterance at what was found in it. Of overlapping findings the first is shown. Offsets are bytes.
func htmlPieces(u wire.Utterance) []htmlPiece {
	type marked struct {
		start, end   int
		class, title string
	}
	var marks []marked
	for _, d := range u.Damage {
		marks = append(marks, marked{d.Start, d.End, "hint", "无法还原：" + wire.Damages.Of(d.Kind)})
	}
	if u.Understanding != nil {
		for _, e := range u.Evidence {
			switch {
			case e.For == "flag":
				marks = append(marks, marked{e.Start, e.End, "hint", wire.Flags.Of(e.Label) + "？"})
			case e.For == "valence" && e.Weight < 0:
				marks = append(marks, marked{e.Start, e.End, "bad", "不高兴"})
			case e.For == "valence" && e.Weight > 0:
				marks = append(marks, marked{e.Start, e.End, "good", "高兴"})
			}
		}
	}
	if u.Advice != nil {
		for _, g := range u.Suggestions {
			marks = append(marks, marked{g.Start, g.End, "advice", suggestionHead(&g)})
		}
	}
	slices.SortStableFunc(marks, func(a, b marked) int { return a.start - b.start })
	var out []htmlPiece
	at := 0
	for _, m := range marks {
		if m.start < at || m.end <= m.start || m.end > len(u.Text) {
			continue
		}
		if m.start > at {
			out = append(out, htmlPiece{Text: u.Text[at:m.start]})
		}
		out = append(out, htmlPiece{u.Text[m.start:m.end], m.class, m.title})
		at = m.end
	}
	if at < len(u.Text) {
		out = append(out, htmlPiece{Text: u.Text[at:]})
	}
	return out
}

// chart is the course as bars from a middle line, in units of the drawing.
type chart struct {
	Width int
	Bars  []chartBar
}

type chartBar struct {
	X, Y, Height int
	Class        string
	Utterance    int
	Score        string
}

func chartOf(c wire.Course) chart {
	const step, half = 12, 30
	out := chart{Width: max(1, len(c.Scores)) * step}
	for i, s := range c.Scores {
		h := int(s.Score * half)
		b := chartBar{X: i*step + 1, Y: half - h, Height: h, Class: "good", Utterance: s.Utterance, Score: signed(s.Score)}
		switch {
		case h < 0:
			b.Y, b.Height, b.Class = half, -h, "bad"
		case h == 0:
			b.Y, b.Height, b.Class = half-1, 2, "flat"
		}
		out.Bars = append(out.Bars, b)
	}
	return out
}
