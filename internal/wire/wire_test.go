package wire

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/qingting-nlp/qingting"
	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/entity"
	"github.com/qingting-nlp/qingting/intent"
	"github.com/qingting-nlp/qingting/repair"
	"github.com/qingting-nlp/qingting/rephrase"
	"github.com/qingting-nlp/qingting/sentiment"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func span(text, part string) dialogue.Span {
	i := strings.Index(text, part)
	if i < 0 {
		panic("no such part: " + part)
	}
	return dialogue.Span{Start: i, End: i + len(part)}
}

// The findings of the golden file are written by hand, so that new rules do not move it.
const (
	customerText = "\xff😡退款98元怎么还没到"
	agentText    = "亲，退款T+3到账哦👌"
)

func someUnderstanding() qingting.Understanding {
	return qingting.Understanding{
		Sentiment: sentiment.Result{
			Valence: sentiment.Negative, Score: -0.123456, Intensity: 2,
			Emotions: []sentiment.Scored{{Label: sentiment.Urgent, Score: 0.1 + 0.2}},
			Flags:    []sentiment.FlagHit{{Flag: sentiment.UnsaidNeed, Score: 0.5, Evidence: dialogue.Evidence{Span: span(customerText, "怎么"), Source: "hidden.01", Weight: 0.5}}},
			Evidence: []dialogue.Evidence{{Span: span(customerText, "😡"), Source: "angry.01", Weight: -1}},
		},
		Intent: intent.Result{
			Acts:   []intent.Candidate{{Label: intent.Chase, Confidence: 2.0 / 3, Evidence: []dialogue.Evidence{{Span: span(customerText, "怎么还没到"), Source: "chase.01", Weight: 1}}}},
			Topics: []intent.Candidate{{Label: intent.ShopRefund, Confidence: 0.5}},
		},
		Entities: []entity.Entity{{Type: entity.Money, Span: span(customerText, "98元"), Value: entity.Value{Text: "98"}}},
	}
}

func someAdvice() qingting.Advice {
	s := rephrase.Suggestion{
		Rule: "jargon", Source: "pay.t3", Kind: rephrase.Jargon, Severity: rephrase.Warning, Span: span(agentText, "T+3"), Message: "客户可能听不懂。",
		Replacements: []string{"三个工作日后"}, Safe: true,
	}
	return qingting.Advice{
		Suggestions: []rephrase.Suggestion{s, {Rule: "no_empathy", Kind: rephrase.Empathy, Message: "先回应情绪。"}},
		Rewrite: rephrase.Rewrite{Text: agentText, Refused: []rephrase.Refusal{{
			Edit:       rephrase.Edit{Rule: "jargon", Source: "pay.t3", Span: s.Span, New: "三个工作日后"},
			Violations: []rephrase.Violation{{Class: rephrase.Code, Change: rephrase.Lost, Span: s.Span, Text: "T+3"}},
		}}},
	}
}

// damagedText is customerText after a web page; the first byte is lost.
const damagedText = "\xff😡退(tuì)款98&nbsp;元怎么还没到"

func someDamage() qingting.Understanding {
	return qingting.Understanding{
		Entities: []entity.Entity{{Type: entity.Money, Span: span(damagedText, "98&nbsp;元"), Value: entity.Value{Text: "98"}}},
		Repairs:  []repair.Repair{{Kind: repair.Pinyin, Span: span(damagedText, "(tuì)")}, {Kind: repair.Entity, Span: span(damagedText, "&nbsp;"), Text: " "}},
		Damage:   []repair.Flag{{Kind: repair.Lost, Span: span(damagedText, "\xff")}},
	}
}

func someReport() (*dialogue.Dialogue, *qingting.Report) {
	d := &dialogue.Dialogue{ID: "d1", Sector: "shop", Channel: "chat", Utterances: []dialogue.Utterance{
		{Role: dialogue.Customer, Text: customerText}, {Role: dialogue.System, Text: "<转接>"}, {Role: dialogue.Agent, Text: agentText, Start: dialogue.Offset(time.Second)},
	}}
	d.Meta.Set("title", "退款催促")
	u, a := someUnderstanding(), someAdvice()
	return d, &qingting.Report{
		ID: "d1", Sector: "shop", Course: qingting.Course{Class: qingting.Negative, Low: 0, Scores: []qingting.Score{{Score: -0.123456, Intensity: 2}}},
		HandOff:    qingting.HandOff{Advised: true, At: 0, Score: 1, Reasons: []qingting.HandOffNote{{Reason: qingting.ReasonEscalates, Weight: 1}}},
		Confusions: []qingting.Confusion{{Customer: 0, Agent: 2, Terms: []qingting.Term{{Text: "T+3", Span: span(agentText, "T+3")}}}},
		Resolution: qingting.Unclear, Needs: []qingting.Need{{Label: qingting.TimePressed, Confidence: 0.5, Utterances: []int{0}}},
		Utterances: []qingting.Finding{{Role: dialogue.Customer, Customer: &u}, {Index: 1, Role: dialogue.System}, {Index: 2, Role: dialogue.Agent, Agent: &a}},
	}
}

func TestGolden(t *testing.T) {
	var got bytes.Buffer
	show := func(name string, v any) {
		e := json.NewEncoder(&got)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		fmt.Fprintf(&got, "-- %s --\n", name)
		if err := e.Encode(v); err != nil {
			t.Fatal(err)
		}
	}
	show("parse bytes", FromUnderstanding(customerText, someUnderstanding(), Bytes))
	show("parse runes", FromUnderstanding(customerText, someUnderstanding(), Runes))
	show("parse damaged bytes", FromUnderstanding(damagedText, someDamage(), Bytes))
	show("parse damaged runes", FromUnderstanding(damagedText, someDamage(), Runes))
	show("parse empty", FromUnderstanding("", qingting.Understanding{}, Bytes))
	show("check bytes", FromAdvice(agentText, someAdvice(), Bytes))
	show("check runes", FromAdvice(agentText, someAdvice(), Runes))
	show("check empty", FromAdvice("", qingting.Advice{}, Bytes))
	show("check damaged", FromAdvice(damagedText, qingting.Advice{Rewrite: rephrase.Rewrite{Text: damagedText}, Repairs: someDamage().Repairs, Damage: someDamage().Damage}, Bytes))
	d, r := someReport()
	show("report", FromReport(d, r, Runes))
	damaged := someDamage()
	show("report damaged", FromReport(&dialogue.Dialogue{Utterances: []dialogue.Utterance{{Role: dialogue.Customer, Text: damagedText}}},
		&qingting.Report{HandOff: qingting.HandOff{At: -1}, Utterances: []qingting.Finding{{Role: dialogue.Customer, Customer: &damaged}}}, Bytes))
	show("report empty", FromReport(&dialogue.Dialogue{}, &qingting.Report{HandOff: qingting.HandOff{At: -1}}, Bytes))

	const name = "testdata/golden.txt"
	if *update {
		if err := os.WriteFile(name, got.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got.String()); d != "" {
		t.Errorf("the JSON has changed; it is a contract (-want +got):\n%s", d)
	}
	if bytes.Contains(got.Bytes(), []byte("null")) {
		t.Error("a list is null")
	}
}

// slice returns the part of text that start and end name in the unit o.
func slice(text string, start, end int, o Offsets) string {
	if o == Runes {
		return string([]rune(text)[start:end])
	}
	return text[start:end]
}

func TestRulerOnEveryRune(t *testing.T) {
	long := strings.Repeat("退款😡\xff\xfe é \xe9\x80 a", 50)
	for _, text := range []string{"", "abc", "退款", "\xff", "\xe9\x80", "👍🏽", "\xed\xa0\x80", long} {
		for _, o := range []Offsets{Bytes, Runes} {
			printed := valid(text)
			if !utf8.ValidString(printed) {
				t.Fatalf("valid(%q) = %q is not", text, printed)
			}
			r := newRuler(text, o)
			var starts []int
			for i := range text {
				starts = append(starts, i)
			}
			starts = append(starts, len(text))
			for i, a := range starts {
				for _, b := range starts[i:min(i+80, len(starts))] {
					s, part := r.span(dialogue.Span{Start: a, End: b})
					if got := slice(printed, s.Start, s.End, o); got != part || part != valid(text[a:b]) {
						t.Fatalf("%s of %q[%d:%d]: the place %v holds %q and the part is %q", o, text, a, b, s, got, part)
					}
				}
			}
		}
	}
}

func FuzzSpansSliceToText(f *testing.F) {
	a, err := qingting.New()
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range []string{customerText, agentText, damagedText, "é€€æ¬¾T+3åˆ°è´¦98元", "<b>退款</b>T+<i>3</i>&amp;lt;", "我要投诉😡13800138000 \xff\xfe98元", "", "\xe9\x80", "退款T+3，等额本息"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, o := range []Offsets{Bytes, Runes} {
			p := FromUnderstanding(text, a.Understand(text), o)
			for _, e := range p.Entities {
				if got := slice(p.Text, e.Start, e.End, o); got != e.Text {
					t.Errorf("entity %s of %q: %q; want %q", e.Type, text, got, e.Text)
				}
			}
			for _, e := range p.Evidence {
				if got := slice(p.Text, e.Start, e.End, o); got != e.Text {
					t.Errorf("evidence for %s of %q: %q; want %q", e.Label, text, got, e.Text)
				}
			}
			for _, r := range p.Repairs {
				if slice(p.Text, r.Start, r.End, o) == "" {
					t.Errorf("repair %+v of %q", r, text)
				}
			}
			for _, d := range p.Damage {
				if slice(p.Text, d.Start, d.End, o) == "" {
					t.Errorf("damage %+v of %q", d, text)
				}
			}
			c := FromAdvice(text, a.Advise(rephrase.Draft{Text: text}), o)
			for _, g := range c.Suggestions {
				if got := slice(c.Text, g.Start, g.End, o); got != g.Text {
					t.Errorf("suggestion %s of %q: %q; want %q", g.Rule, text, got, g.Text)
				}
			}
			if b, err := json.Marshal(p); err != nil || !json.Valid(b) {
				t.Errorf("JSON of %q: %v", text, err)
			}
		}
	})
}

// constants returns the values of the string constants of a file, for those whose name or type filter accepts.
func constants(t *testing.T, file string, keep func(name, typ string) bool) []string {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, decl := range f.Decls {
		g, ok := decl.(*ast.GenDecl)
		if !ok || g.Tok != token.CONST {
			continue
		}
		for _, s := range g.Specs {
			v := s.(*ast.ValueSpec)
			typ := ""
			if id, ok := v.Type.(*ast.Ident); ok {
				typ = id.Name
			}
			for i, n := range v.Names {
				if i >= len(v.Values) {
					continue
				}
				if lit, ok := v.Values[i].(*ast.BasicLit); ok && lit.Kind == token.STRING && keep(n.Name, typ) {
					s, _ := strconv.Unquote(lit.Value)
					out = append(out, s)
				}
			}
		}
	}
	return out
}

// TestGlossesAreComplete walks the sources, so that a new label cannot be without a gloss.
func TestGlossesAreComplete(t *testing.T) {
	typed := func(want string) func(string, string) bool {
		return func(_, typ string) bool { return typ == want }
	}
	var rules []string
	table, err := os.ReadFile("../../data/rephrase/problems.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(table)) {
		if id, _, ok := strings.Cut(line, "\t"); ok && !strings.HasPrefix(id, "#") {
			rules = append(rules, id)
		}
	}
	intents := constants(t, "../../intent/label.go", func(_, typ string) bool { return typ == "" })
	var acts, topics []string
	for _, id := range intents {
		if strings.Contains(id, ".") {
			topics = append(topics, id)
		} else if id != "" {
			acts = append(acts, id)
		}
	}
	var damages []string
	for k := repair.Kind(1); k.String() != "invalid"; k++ {
		damages = append(damages, k.String())
	}
	for _, row := range []struct {
		name   string
		ids    []string
		family Family
	}{
		{"damage", damages, Damages},
		{"emotion", constants(t, "../../sentiment/label.go", typed("Emotion")), Emotions},
		{"flag", constants(t, "../../sentiment/label.go", typed("Flag")), Flags},
		{"act", acts, Acts},
		{"topic", topics, Topics},
		{"entity", constants(t, "../../entity/entity.go", typed("Type")), Entities},
		{"kind", constants(t, "../../rephrase/suggestion.go", typed("Kind")), Kinds},
		{"rule", rules, Rules},
		{"class", constants(t, "../../course.go", typed("Class")), Classes},
		{"resolution", constants(t, "../../report.go", typed("Resolution")), Resolutions},
		{"need", constants(t, "../../understanding.go", func(_, typ string) bool { return typ == "" }), Needs},
		{"reason", constants(t, "../../handoff.go", func(n, _ string) bool { return strings.HasPrefix(n, "Reason") }), Reasons},
	} {
		if len(row.ids) == 0 {
			t.Errorf("%s: no ids found in the source", row.name)
		}
		seen := map[string]bool{}
		for _, id := range row.ids {
			seen[id] = true
			if row.family[id] == "" {
				t.Errorf("%s %q has no gloss", row.name, id)
			}
		}
		for id := range row.family {
			if !seen[id] {
				t.Errorf("%s %q has a gloss but does not exist", row.name, id)
			}
		}
	}
}
