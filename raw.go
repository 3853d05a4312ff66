package qingting

import (
	"cmp"
	"slices"
	"sort"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/repair"
	"github.com/qingting-nlp/qingting/rephrase"
)

// Everything is read from the repaired text, and everything that is given out points at the text as it came. This file leads from the
// one to the other; it is not entered for a text that had nothing to repair.

// mend repairs a text as it came, unless that is switched off.
func (a *Analyzer) mend(text string) repair.Result {
	if a.repairer == nil {
		return repair.Result{Raw: text, Text: text}
	}
	return a.repairer.Repair(text)
}

// toRaw turns the spans of an Understanding of res.Text into spans of res.Raw.
func (u *Understanding) toRaw(res *repair.Result) {
	evidence := func(es []dialogue.Evidence) {
		for i := range es {
			es[i].Span = res.RawSpan(es[i].Span)
		}
	}
	evidence(u.Sentiment.Evidence)
	for i := range u.Sentiment.Flags {
		e := &u.Sentiment.Flags[i].Evidence
		e.Span = res.RawSpan(e.Span)
	}
	for i := range u.Intent.Acts {
		evidence(u.Intent.Acts[i].Evidence)
	}
	for i := range u.Intent.Topics {
		evidence(u.Intent.Topics[i].Evidence)
	}
	for i := range u.Entities {
		u.Entities[i].Span = res.RawSpan(u.Entities[i].Span)
	}
}

// newAdvice returns what a review of res.Text says of res.Raw.
func newAdvice(res *repair.Result, r *rephrase.Review) Advice {
	a := Advice{Suggestions: r.Suggestions, Rewrite: r.Rewrite, Repairs: res.Repairs, Damage: res.Flags}
	if len(res.Repairs) > 0 {
		m := newRawEdits(res)
		m.suggestions(a.Suggestions)
		a.Rewrite = m.rewrite(&r.Rewrite)
	}
	return a
}

// rawEdits turns edits of a repaired text into edits of the text as it came. An edit must not leave half of a damaged place behind.
type rawEdits struct {
	*repair.Result
	at []int // where the text of each repair begins in Text
}

func newRawEdits(res *repair.Result) rawEdits {
	m := rawEdits{res, make([]int, len(res.Repairs))}
	longer := 0
	for i := range res.Repairs {
		p := &res.Repairs[i]
		m.at[i] = p.Span.Start + longer
		longer += len(p.Text) - p.Span.Len()
	}
	return m
}

// place is where an edit of the repaired text goes.
type place struct {
	raw  dialogue.Span // to be replaced in Raw
	text dialogue.Span // what stands for it in Text: the span of the edit or more
	tag  int           // the first tag that would be lost, an index of Repairs; -1 for none
}

// place finds the place of an edit of s. A replacement is edited as a whole, since its parts have no bytes of their own, and the
// pinyin behind a character goes with the character.
func (m *rawEdits) place(s dialogue.Span) place {
	p := place{text: s, tag: -1}
	if i := m.inside(s.Start); i >= 0 {
		p.text.Start = m.at[i]
	}
	if i := m.inside(s.End); i >= 0 {
		p.text.End = m.at[i] + len(m.Repairs[i].Text)
	}
	p.raw = m.RawSpan(p.text)
	if p.raw.Len() == 0 {
		return p
	}
	i := sort.Search(len(m.Repairs), func(i int) bool { return m.Repairs[i].Span.End > p.raw.Start })
	for ; i < len(m.Repairs) && m.Repairs[i].Span.Start < p.raw.End; i++ {
		if m.Repairs[i].Kind == repair.Tag {
			p.tag = i
			return p
		}
	}
	for ; i < len(m.Repairs); i++ {
		r := &m.Repairs[i]
		if r.Kind != repair.Pinyin || r.Text != "" || r.Span.Start != p.raw.End {
			break
		}
		p.raw.End = r.Span.End
	}
	return p
}

// inside returns the repair that has offset p of Text within its text, or -1.
func (m *rawEdits) inside(p int) int {
	if i := sort.SearchInts(m.at, p) - 1; i >= 0 && p < m.at[i]+len(m.Repairs[i].Text) {
		return i
	}
	return -1
}

// maxAround bounds, in bytes, what is put around a replacement because it stands inside a damaged place. In a long garbled text every
// suggestion would hold a copy of it all.
const maxAround = 1 << 10

// suggestions turns the suggestions, which keep their order: by start, then the longer first, then the rule.
func (m *rawEdits) suggestions(list []rephrase.Suggestion) {
	for i := range list {
		g := &list[i]
		if len(g.Replacements) == 0 {
			g.Span = m.RawSpan(g.Span)
			continue
		}
		s, p := g.Span, m.place(g.Span)
		g.Span = p.raw
		if p.tag >= 0 {
			g.Safe = false // a person has to say what becomes of the tag
		}
		before, after := m.Text[p.text.Start:s.Start], m.Text[s.End:p.text.End]
		switch n := len(before) + len(after); {
		case n > maxAround:
			g.Replacements, g.Safe = nil, false
		case n > 0:
			wider := make([]string, len(g.Replacements)) // the list may be that of the rule
			for j, r := range g.Replacements {
				wider[j] = before + r + after
			}
			g.Replacements = wider
		}
	}
	slices.SortStableFunc(list, func(a, b rephrase.Suggestion) int {
		return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(b.Span.End, a.Span.End), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Source, b.Source))
	})
}

// rewrite returns Raw with the edits made. What was damaged elsewhere stays as it came: a draft may hold a link on purpose. Edits inside
// one damaged place become one, and an edit that would take a tag away is refused.
func (m *rawEdits) rewrite(w *rephrase.Rewrite) rephrase.Rewrite {
	out := rephrase.Rewrite{Refused: w.Refused}
	m.refused(out.Refused)
	var words, text []byte // of the edit under way, and of Raw up to its end
	var extent dialogue.Span
	done, last := 0, 0 // how far extent is in words, and Raw in text
	finish := func() {
		if n := len(out.Applied); n > 0 {
			e := &out.Applied[n-1]
			words = append(words, m.Text[done:extent.End]...)
			e.New = string(words)
			text = append(append(text, m.Raw[last:e.Span.Start]...), words...)
			last = e.Span.End
		}
	}
	for _, e := range w.Applied {
		p := m.place(e.Span)
		if p.tag >= 0 {
			s := m.Repairs[p.tag].Span
			out.Refused = append(out.Refused, rephrase.Refusal{
				Edit:       rephrase.Edit{Rule: e.Rule, Source: e.Source, Span: p.raw, New: e.New},
				Violations: []rephrase.Violation{{Class: rephrase.Protected, Change: rephrase.Lost, Span: s, Text: s.Of(m.Raw)}},
			})
			continue
		}
		if n := len(out.Applied); n > 0 && p.raw.Start < out.Applied[n-1].Span.End {
			words = append(words, m.Text[done:e.Span.Start]...)
			out.Applied[n-1].Span.End = max(out.Applied[n-1].Span.End, p.raw.End)
			extent.End = max(extent.End, p.text.End)
		} else {
			finish()
			words, extent = append(words[:0], m.Text[p.text.Start:e.Span.Start]...), p.text
			out.Applied = append(out.Applied, rephrase.Edit{Rule: e.Rule, Source: e.Source, Span: p.raw})
		}
		words, done = append(words, e.New...), e.Span.End
	}
	if len(out.Applied) == 0 {
		out.Text = m.Raw
		return out
	}
	finish()
	out.Text = string(append(text, m.Raw[last:]...))
	return out
}

// refused turns the spans of refused edits. The words that were refused and what stood there stay as they were read; an added fact
// stands in the candidate, which has no bytes in Raw.
func (m *rawEdits) refused(list []rephrase.Refusal) {
	var from *rephrase.Violation // what was turned last: refusals may share their violations
	var to []rephrase.Violation
	for i := range list {
		f := &list[i]
		f.Span = m.RawSpan(f.Span)
		if len(f.Violations) == 0 {
			continue
		}
		if from != &f.Violations[0] {
			from, to = &f.Violations[0], slices.Clone(f.Violations)
			for j := range to {
				if to[j].Change == rephrase.Lost {
					to[j].Span = m.RawSpan(to[j].Span)
				}
			}
		}
		f.Violations = to
	}
}
