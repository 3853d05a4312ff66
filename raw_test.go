package qingting

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/repair"
	"github.com/qingting-nlp/qingting/rephrase"
)

// TestDamagedTwins damages every utterance of a customer in the samples in every way and wants to hear the same, read from the places
// where the words went.
func TestDamagedTwins(t *testing.T) {
	a := newAnalyzer(t)
	for _, how := range damages {
		n, changed := 0, 0
		for _, d := range samples(t) {
			for i, u := range d.Utterances {
				if u.Role != dialogue.Customer {
					continue
				}
				twin := how.apply(u.Text)
				sound, got := a.Understand(u.Text), a.Understand(twin.text)
				want, from := findings(&sound)
				says, to := findings(&got)
				n++
				if len(got.Repairs) > 0 {
					changed++
				}
				if diff := cmp.Diff(want, says); diff != "" {
					t.Errorf("%s: %s utterance %d says something else (-sound +damaged)\n%q\n%s", how.name, d.ID, i, twin.text, diff)
					continue
				}
				for k := range from {
					exact := twin.span(from[k])
					if to[k] == exact || how.runs && to[k].Valid(twin.text) && to[k].Start <= exact.Start && to[k].End >= exact.End {
						continue
					}
					t.Errorf("%s: %s utterance %d: %q became %q", how.name, d.ID, i, from[k].Of(u.Text), to[k].Of(twin.text))
				}
			}
		}
		t.Logf("%s: %d utterances, %d repaired", how.name, n, changed)
	}
}

// TestDamagedExamples reads damage that other programs made, and what its findings point at.
func TestDamagedExamples(t *testing.T) {
	for _, tt := range []struct {
		why, text string
		act       string   // the first one
		entities  []string // type, value and what stands there
		kinds     []string // of repairs, then of damage
	}{
		{"a number cut by a reference", "退款98&nbsp;元怎么还没到账", "chase", []string{"money 98 98&nbsp;元"}, []string{"entity"}},
		{"residue inside an amount", "扣了我三(sān)百(bǎi)元(yuán)，我要投诉", "complain", []string{"money 300 三(sān)百(bǎi)元"}, []string{"pinyin", "pinyin", "pinyin"}},
		{"a phone number with invisible characters", "我的电话是138\u200b0013\u200b8000，帮我查一下", "check", []string{"phone 13800138000 138\u200b0013\u200b8000"}, []string{"zerowidth", "zerowidth"}},
		{"markup around and inside", "<p>我要<b>退款</b>98元</p>", "refund", []string{"money 98 98元"}, []string{"tag", "tag", "tag", "tag"}},
		{"lost bytes beside what is whole", "我要投诉，退款98元没到\ufffd\ufffd", "complain", []string{"money 98 98元"}, []string{"lost"}},
		{"both", "弓虽烈要求退款98元\xff", "refund", []string{"money 98 98元"}, []string{"split", "lost"}},
	} {
		u := newAnalyzer(t).Understand(tt.text)
		if len(u.Intent.Acts) == 0 || u.Intent.Acts[0].Label != tt.act {
			t.Errorf("%s: acts %v of %q, want %s", tt.why, u.Intent.Acts, tt.text, tt.act)
		}
		var entities, kinds []string
		for _, e := range u.Entities {
			entities = append(entities, fmt.Sprint(e.Type, " ", e.Value, " ", e.Span.Of(tt.text)))
		}
		for _, r := range u.Repairs {
			kinds = append(kinds, r.Kind.String())
		}
		for _, f := range u.Damage {
			kinds = append(kinds, f.Kind.String())
		}
		if diff := cmp.Diff(tt.entities, entities); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.why, diff)
		}
		if diff := cmp.Diff(tt.kinds, kinds); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.why, diff)
		}
	}
}

// TestDrafts checks what a better wording means where the draft is damaged.
func TestDrafts(t *testing.T) {
	a := newAnalyzer(t)
	const note = "（当天不算，往后数第3个工作日）"
	for _, tt := range []struct {
		why, draft, rewrite string
		refused             int
	}{
		{"sound", "退款T+3到账", "退款T+3" + note + "到账", 0},
		{"nothing to improve comes back byte for byte", "您(nín)好，請(qǐng)問(wèn)有什么可以帮您&nbsp;\ufffd", "您(nín)好，請(qǐng)問(wèn)有什么可以帮您&nbsp;\ufffd", 0},
		{"damage elsewhere stays: a link may be meant", `退款T+3到账，见<a href="https://a.com/x">说明</a>`, `退款T+3` + note + `到账，见<a href="https://a.com/x">说明</a>`, 0},
		{"a reference inside the words goes with them", "退款T&#43;3到账", "退款T+3" + note + "到账", 0},
		{"invisible characters inside go too", "退款T\u200b+\u200b3到账", "退款T+3" + note + "到账", 0},
		{"those beside stay", "退款\u200bT+3\u200b到账", "退款\u200bT+3" + note + "\u200b到账", 0},
		{"residue behind goes with its character", "该笔款(kuǎn)项(xiàng)已退回", "这笔款项已退回", 0},
		{"a tag inside is refused", "退款T+<b>3</b>到账", "退款T+<b>3</b>到账", 1},
		{"tags around stay", "退款<b>T+3</b>到账", "退款<b>T+3" + note + "</b>到账", 0},
	} {
		got := a.Advise(rephrase.Draft{Text: tt.draft})
		if got.Rewrite.Text != tt.rewrite || len(got.Rewrite.Refused) != tt.refused {
			t.Errorf("%s: %q is rewritten as\n%q, want\n%q; refused %v", tt.why, tt.draft, got.Rewrite.Text, tt.rewrite, got.Rewrite.Refused)
		}
		checkAdvice(t, tt.draft, &got)
	}
}

// TestGarbledDraft checks edits inside one garbled run: each suggestion replaces the run, the rewrite makes all of them at once.
func TestGarbledDraft(t *testing.T) {
	a := newAnalyzer(t)
	const sound = "该笔款项明天退回，请携带本人有效身份证件，等额本息也可以提前还"
	for _, customer := range []rephrase.Customer{{}, {Text: "我等了三天了，急死我了", Emotion: "urgent", Intensity: 3}} {
		want := a.Advise(rephrase.Draft{Text: sound, Customer: customer})
		for _, how := range damages {
			twin := how.apply(sound)
			got := a.Advise(rephrase.Draft{Text: twin.text, Customer: customer})
			checkAdvice(t, twin.text, &got)
			if how.name != "mojibake" {
				continue
			}
			if len(want.Rewrite.Applied) < 2 {
				t.Fatalf("the draft is to have two edits: %v", want.Rewrite.Applied)
			}
			if got.Rewrite.Text != want.Rewrite.Text {
				t.Errorf("%s: %q, want %q", how.name, got.Rewrite.Text, want.Rewrite.Text)
			}
			for _, g := range got.Suggestions {
				if len(g.Replacements) == 0 || g.Span.Len() == 0 {
					continue
				}
				i := slices.IndexFunc(want.Suggestions, func(w rephrase.Suggestion) bool { return w.Source == g.Source })
				out, applied, _ := rephrase.Apply(twin.text, []rephrase.Suggestion{g})
				alone, _, _ := rephrase.Apply(sound, want.Suggestions[i:i+1])
				if len(applied) != 1 || out != alone {
					t.Errorf("suggestion %s makes %q, want %q", g.Source, out, alone)
				}
			}
		}
	}
}

// TestLongGarbledDraft: no suggestion holds a copy of a long garbled text, and the rewrite is still right.
func TestLongGarbledDraft(t *testing.T) {
	a := newAnalyzer(t)
	sound := strings.Repeat("该笔款项明天退回，请您留意，", 200)
	twin := byName("mojibake").apply(sound)
	want, got := a.Advise(rephrase.Draft{Text: sound}), a.Advise(rephrase.Draft{Text: twin.text})
	checkAdvice(t, twin.text, &got)
	for _, g := range got.Suggestions {
		if g.Safe || len(g.Replacements) > 0 {
			t.Fatalf("suggestion with %d replacements, safe %v", len(g.Replacements), g.Safe)
		}
	}
	if len(want.Rewrite.Applied) < 100 || got.Rewrite.Text != want.Rewrite.Text {
		t.Errorf("%d edits; the same text: %v", len(want.Rewrite.Applied), got.Rewrite.Text == want.Rewrite.Text)
	}
}

// TestDamagedDialogues checks the reports of damaged conversations: they say of the whole what those of the sound ones say, all spans
// are right, and live is batch.
func TestDamagedDialogues(t *testing.T) {
	a := newAnalyzer(t)
	sound := map[string]*Report{}
	for _, d := range samples(t) {
		sound[d.ID], _ = a.Analyze(context.Background(), d)
	}
	for _, d := range damagedSamples(t) {
		r, err := a.Analyze(context.Background(), d)
		if err != nil {
			t.Fatal(err)
		}
		checkDialogue(t, d.Utterances, r)
		id, _, _ := strings.Cut(d.ID, " ")
		whole := func(r *Report) string {
			var terms []string
			for _, c := range r.Confusions {
				for _, term := range c.Terms {
					terms = append(terms, fmt.Sprint(c.Customer, c.Agent, narrow(term.Text)))
				}
			}
			return fmt.Sprint(r.Course, r.HandOff, r.Resolution, r.Needs, terms)
		}
		if got, want := whole(r), whole(sound[id]); got != want {
			t.Errorf("%s:\n%s, want\n%s", d.ID, got, want)
		}
		s := a.NewSession(d.ID)
		s.SetSector(d.Sector)
		for i, u := range d.Utterances {
			up, err := s.Append(u)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(r.Utterances[i], up.Utterance); diff != "" {
				t.Fatalf("%s: update %d differs (-replay +live)\n%s", d.ID, i, diff)
			}
		}
		if diff := cmp.Diff(r, s.Report()); diff != "" {
			t.Fatalf("%s: live differs from replay (-replay +live)\n%s", d.ID, diff)
		}
	}
}

// TestSoundDialogues checks that repair changes nothing where nothing is damaged, and that it can be switched off and replaced.
func TestSoundDialogues(t *testing.T) {
	on := newAnalyzer(t)
	off, err := New(WithRepair(repair.Default()), WithoutRepair())
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range samples(t) {
		want, _ := off.Analyze(context.Background(), d)
		got, _ := on.Analyze(context.Background(), d)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-without +with):\n%s", d.ID, diff)
		}
		for _, f := range got.Utterances {
			if f.Customer != nil && (f.Customer.Repairs != nil || f.Customer.Damage != nil) || f.Agent != nil && (f.Agent.Repairs != nil || f.Agent.Damage != nil) {
				t.Errorf("%s: utterance %d is damaged", d.ID, f.Index)
			}
		}
	}
	const text = "弓虽烈要求退款98&nbsp;元\ufffd"
	tags, err := New(WithoutRepair(), WithRepair(repair.New(repair.Without(repair.Split, repair.Lost))))
	if err != nil {
		t.Fatal(err)
	}
	usual, err := New(WithRepair(nil))
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct {
		why             string
		a               *Analyzer
		repairs, damage int
	}{{"the usual kinds", on, 2, 1}, {"nil is usual", usual, 2, 1}, {"off", off, 0, 0}, {"the last option counts", tags, 1, 0}} {
		u := row.a.Understand(text)
		if len(u.Repairs) != row.repairs || len(u.Damage) != row.damage {
			t.Errorf("%s: %v, %v", row.why, u.Repairs, u.Damage)
		}
		checkUnderstanding(t, text, &u)
	}
	if diff := cmp.Diff(on.Understand("退款98元"), usual.Understand("退款98元"), cmpopts.EquateEmpty()); diff != "" {
		t.Error(diff)
	}
}

func TestDamagedTexts(t *testing.T) {
	a := newAnalyzer(t)
	texts := damagedTexts(t)
	for i, text := range texts {
		checkAll(t, a, text)
		checkAll(t, a, text+"，该笔款项T+3到账，等额本息"+texts[(i*7+3)%len(texts)])
	}
}

func FuzzDamaged(f *testing.F) {
	a := newAnalyzer(f)
	for _, text := range damagedTexts(f) {
		f.Add(text)
		f.Add("该笔款项T+3" + text + "等额本息")
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) <= 1<<12 {
			checkAll(t, a, text)
		}
	})
}

// BenchmarkRepair tells what repair costs: nearly nothing while nothing is damaged.
func BenchmarkRepair(b *testing.B) {
	off, err := New(WithoutRepair())
	if err != nil {
		b.Fatal(err)
	}
	on := newAnalyzer(b)
	clean, dirty := *samples(b)[0], *samples(b)[0]
	clean.Utterances = clean.Utterances[:20]
	dirty.Utterances = slices.Clone(clean.Utterances)
	for i := range dirty.Utterances {
		dirty.Utterances[i].Text = byName("pinyin").apply(dirty.Utterances[i].Text).text
	}
	for _, row := range []struct {
		name string
		a    *Analyzer
		d    *dialogue.Dialogue
	}{{"off", off, &clean}, {"clean", on, &clean}, {"damaged", on, &dirty}} {
		b.Run(row.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := row.a.Analyze(context.Background(), row.d); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
