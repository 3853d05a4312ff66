package qingting

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/repair"
	"github.com/qingting-nlp/qingting/rephrase"
)

// damage is a way to damage a text, character by character, as machines do.
type damage struct {
	name string
	// of returns what stands for the character, and behind it what came in addition.
	of func(r rune) (instead, behind string)
	// runs is true when characters are repaired together, so that a finding inside points at the whole run.
	runs bool
}

var damages = []damage{
	{name: "sound", of: func(r rune) (string, string) { return string(r), "" }},
	{name: "pinyin", of: func(r rune) (string, string) {
		if p := residue[r]; p != "" {
			return string(r), "(" + p + ")"
		}
		return string(r), ""
	}},
	{name: "width", of: func(r rune) (string, string) {
		if '0' <= r && r <= '9' || 'A' <= r && r <= 'Z' || 'a' <= r && r <= 'z' {
			r += 0xFEE0
		}
		return string(r), ""
	}},
	{name: "split", of: func(r rune) (string, string) {
		if s := halves[r]; s != "" {
			return s, ""
		}
		return string(r), ""
	}},
	{name: "entity", of: func(r rune) (string, string) {
		if r >= utf8.RuneSelf {
			return fmt.Sprintf("&#%d;", r), ""
		}
		return string(r), ""
	}},
	{name: "zero width", of: func(r rune) (string, string) { return string(r), "\u200b" }},
	{name: "mojibake", runs: true, of: func(r rune) (string, string) {
		var b strings.Builder
		for _, c := range []byte(string(r)) {
			d := charmap.Windows1252.DecodeByte(c)
			if d == utf8.RuneError {
				d = rune(c) // the five bytes without a character
			}
			b.WriteRune(d)
		}
		return b.String(), ""
	}},
}

var (
	residue = map[rune]string{'我': "wǒ", '们': "men", '个': "gè", '请': "qǐng", '问': "wèn", '钱': "qián", '账': "zhàng", '费': "fèi", '单': "dān", '订': "dìng", '电': "diàn", '机': "jī", '银': "yín", '办': "bàn", '认': "rèn", '这': "zhè", '险': "xiǎn", '课': "kè", '货': "huò"}
	halves  = map[rune]string{'请': "讠青", '诉': "讠斥", '话': "讠舌", '钱': "钅戋", '强': "弓虽", '投': "扌殳", '信': "亻言", '件': "亻牛", '诈': "讠乍"}
)

// byName returns the damage of that name.
func byName(name string) damage {
	return damages[slices.IndexFunc(damages, func(d damage) bool { return d.name == name })]
}

// damagedText is a text with where its characters went.
type damagedText struct {
	text       string
	start, end []int // where the character at a byte of the sound text begins and ends
}

func (d damage) apply(text string) damagedText {
	out := damagedText{start: make([]int, len(text)+1), end: make([]int, len(text)+1)}
	var b strings.Builder
	for i, r := range text {
		instead, behind := d.of(r)
		out.start[i] = b.Len()
		b.WriteString(instead)
		out.end[i+utf8.RuneLen(r)] = b.Len()
		if i+utf8.RuneLen(r) < len(text) { // what is behind all is at a border of the text
			b.WriteString(behind)
		}
	}
	out.text = b.String()
	return out
}

func (d *damagedText) span(s dialogue.Span) dialogue.Span {
	if s.Len() == 0 {
		return dialogue.Span{}
	}
	return dialogue.Span{Start: d.start[s.Start], End: d.end[s.End]}
}

// findings lists what an utterance says, without its spans, and the spans apart.
func findings(u *Understanding) (says []string, spans []dialogue.Span) {
	add := func(s string, es ...dialogue.Evidence) {
		says = append(says, s)
		for _, e := range es {
			says, spans = append(says, e.Source), append(spans, e.Span)
		}
	}
	add(u.Sentiment.Valence.String(), u.Sentiment.Evidence...)
	for _, e := range u.Sentiment.Emotions {
		add(string(e.Label))
	}
	for _, f := range u.Sentiment.Flags {
		add(string(f.Flag), f.Evidence)
	}
	for _, c := range slices.Concat(u.Intent.Acts, u.Intent.Topics) {
		add(c.Label, c.Evidence...)
	}
	for _, e := range u.Entities {
		add(string(e.Type) + " " + narrow(e.Value.Text))
		spans = append(spans, e.Span)
	}
	return says, spans
}

// narrow folds full-width letters and digits: they are read as they are, and left alone, so that what is "as written" has them.
func narrow(s string) string {
	return strings.Map(func(r rune) rune {
		if '０' <= r && r <= '９' || 'Ａ' <= r && r <= 'Ｚ' || 'ａ' <= r && r <= 'ｚ' {
			return r - 0xFEE0
		}
		return r
	}, s)
}

// checkUnderstanding proves that the spans of u are places of text.
func checkUnderstanding(t testing.TB, text string, u *Understanding) {
	t.Helper()
	_, spans := findings(u)
	for _, s := range spans {
		if !s.Valid(text) || s.Len() == 0 {
			t.Fatalf("span %v of %q", s, text)
		}
	}
	checkInput(t, text, u.Repairs, u.Damage)
}

func checkInput(t testing.TB, text string, repairs []repair.Repair, flags []repair.Flag) {
	t.Helper()
	for _, r := range repairs {
		if !r.Span.Valid(text) {
			t.Fatalf("repair %v of %q", r, text)
		}
	}
	for _, f := range flags {
		if !f.Span.Valid(text) || f.Span.Len() == 0 {
			t.Fatalf("flag %v of %q", f, text)
		}
	}
}

// checkAdvice proves that the spans of a are places of text, and that the edits of the rewrite explain it.
func checkAdvice(t testing.TB, text string, a *Advice) {
	t.Helper()
	last := 0
	for i, g := range a.Suggestions {
		if !g.Span.Valid(text) || g.Span.Start < last || g.Safe && len(g.Replacements) == 0 {
			t.Fatalf("suggestion %d %+v of %q", i, g, text)
		}
		last = g.Span.Start
	}
	var b strings.Builder
	last = 0
	for _, e := range a.Rewrite.Applied {
		if !e.Span.Valid(text) || e.Span.Start < last {
			t.Fatalf("edit %+v of %q behind %d", e, text, last)
		}
		b.WriteString(text[last:e.Span.Start] + e.New)
		last = e.Span.End
	}
	if b.WriteString(text[last:]); b.String() != a.Rewrite.Text {
		t.Fatalf("the edits of %q make %q; the rewrite is %q", text, b.String(), a.Rewrite.Text)
	}
	for _, f := range a.Rewrite.Refused {
		if !f.Span.Valid(text) {
			t.Fatalf("refusal %+v of %q", f, text)
		}
		for _, v := range f.Violations {
			if v.Change == rephrase.Lost && (!v.Span.Valid(text) || v.Span.Len() == 0) {
				t.Fatalf("violation %+v of %q", v, text)
			}
		}
	}
	checkInput(t, text, a.Repairs, a.Damage)
}

// checkDialogue proves that all spans of the report are places of the utterances.
func checkDialogue(t testing.TB, us []dialogue.Utterance, r *Report) {
	t.Helper()
	for i, f := range r.Utterances {
		if f.Customer != nil {
			checkUnderstanding(t, us[i].Text, f.Customer)
		}
		if f.Agent != nil {
			checkAdvice(t, us[i].Text, f.Agent)
		}
	}
	for _, c := range r.Confusions {
		for _, term := range c.Terms {
			if !term.Span.Valid(us[c.Agent].Text) || term.Span.Len() == 0 || term.Text == "" {
				t.Fatalf("term %+v of %q", term, us[c.Agent].Text)
			}
		}
	}
}

// damagedSamples returns the samples damaged in every way.
func damagedSamples(t testing.TB) []*dialogue.Dialogue {
	var out []*dialogue.Dialogue
	for _, how := range damages {
		for _, d := range samples(t) {
			twin := *d
			twin.ID += " " + how.name
			twin.Utterances = slices.Clone(d.Utterances)
			for i := range twin.Utterances {
				twin.Utterances[i].Text = how.apply(twin.Utterances[i].Text).text
			}
			out = append(out, &twin)
		}
	}
	return out
}

// damagedTexts returns the damaged texts of package repair.
func damagedTexts(t testing.TB) []string {
	t.Helper()
	data, err := os.ReadFile("testdata/repair/pairs.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for line := range strings.Lines(string(data)) {
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(cells) < 3 || line[0] == '#' {
			continue
		}
		if s, err := strconv.Unquote(cells[1]); err == nil {
			cells[1] = s
		}
		out = append(out, cells[1])
	}
	if len(out) < 100 {
		t.Fatalf("only %d damaged texts", len(out))
	}
	return out
}

// checkAll reads a text in every role and checks every span.
func checkAll(t testing.TB, a *Analyzer, text string) {
	t.Helper()
	u := a.Understand(text)
	checkUnderstanding(t, text, &u)
	us := []dialogue.Utterance{
		{Role: dialogue.Agent, Text: text}, {Role: dialogue.Customer, Text: text + "什么意思，听不懂，气死我了"}, {Role: dialogue.Bot, Text: text + "该笔款项T+3到账"},
		{Role: dialogue.Agent, Text: "T+3" + text + "T+3"}, {Role: dialogue.Customer, Text: text},
	}
	s := a.NewSession("")
	for _, u := range us {
		draft := s.Check(u.Text)
		checkAdvice(t, u.Text, &draft)
		if _, err := s.Append(u); err != nil {
			t.Fatal(err)
		}
	}
	checkDialogue(t, us, s.Report())
}
