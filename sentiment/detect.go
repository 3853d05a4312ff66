package sentiment

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/internal/match"
	"github.com/qingting-nlp/qingting/segment"
)

// scratch holds the buffers of one call.
type scratch struct {
	scratchModel

	toks   []segment.Token
	hits   []match.Hit
	clause []int32 // number of the clause of each token
	marks  []uint8 // what covers each token: modifier, felt
	items  []item
}

// item is a hit that stands for a feeling.
type item struct {
	hit    int     // index into hits
	label  int     // an emotion; negation may have changed it
	weight float64 // after negation, degree and the rest
}

const (
	modifier = 1 << iota // a negator or a word of degree covers the token
	felt                 // an item covers it
)

// Limits and factors. They were set by hand on the tables of detect_test.go and the sample dialogues.
const (
	minScore     = 0.15 // of a non-neutral utterance
	half         = 1.5  // the weight that gives a score of 0.5
	contrastDown = 0.4  // what stands before 但是
	contrastUp   = 1.3
	courtesy     = 0.15 // 谢谢 in a request
	closing      = 0.3  // 谢谢 after anger
	told         = 0.3  // worry behind 谢谢
	negReach     = 2    // words between a negator and what it turns
	window       = 24   // hits on either side that may change a hit: keeps the work linear
)

// emotionOf lists the emotions by label number.
var emotionOf = [emotions]Emotion{Angry, Distressed, Urgent, Worried, Disappointed, Dissatisfied, Confused, Grateful, Satisfied}

var flagOf = [flags]Flag{Sarcasm, PoliteNegative, Suppressed, Rhetorical, Repetition, Withdrawal, EmphaticPunct, UnsaidNeed}

// pull is how much a unit of an emotion moves the score: someone who asks back is less unhappy than someone who is let down.
var pull = [emotions]float64{1.2, 1, 0.8, 0.8, 1, 1, 0.6, 1, 1}

func positive(label int) bool { return label == lGrateful || label == lSatisfied }

// detect returns what the rules and the model tell of text.
func (d *Detector) detect(s *scratch, text string, toks []segment.Token, agent bool) Result {
	r := d.rules(s, text, toks)
	if d.model != nil && len(r.Emotions) > 0 {
		d.judge(s, toks, &r, agent)
	}
	return r
}

// rules returns what the rows and the rules behind them tell.
func (d *Detector) rules(s *scratch, text string, toks []segment.Token) Result {
	var r Result
	words := 0
	s.clause, s.marks = s.clause[:0], s.marks[:0]
	var clause int32
	for i := range toks {
		s.clause, s.marks = append(s.clause, clause), append(s.marks, 0)
		switch toks[i].Kind {
		case segment.Punct:
			if endsClause(toks[i].Norm) {
				clause++
			}
		case segment.Space:
			clause++
		default:
			words++
		}
	}
	s.hits = match.Outermost(d.lex.Matcher.Find(s.hits[:0], toks))
	s.items = s.items[:0]
	v := view{s: s, d: d, toks: toks}
	v.feelings()
	v.contrast()
	sarcasm := v.sarcasm()
	v.courtesy()
	emphasis := emphatic(text, toks)
	if words > 0 || emphasis >= 0 {
		v.sum(&r)
	}
	v.flags(&r, sarcasm)
	if emphasis >= 0 {
		v.emphasise(&r, emphasis)
	}
	slices.SortStableFunc(r.Flags, func(a, b FlagHit) int { return cmp.Compare(flagRank(a.Flag), flagRank(b.Flag)) })
	return r
}

func endsClause(norm string) bool {
	switch r, _ := utf8.DecodeRuneInString(norm); r {
	case ',', ';', ':', '!', '?', '.', '。', '…', '，', '；', '：', '！', '？', '~':
		return true
	}
	return false
}

// view is the work on one utterance.
type view struct {
	s    *scratch
	d    *Detector
	toks []segment.Token
}

func (v *view) label(h *match.Hit) int      { return v.d.lex.Entries[h.Pattern].Label }
func (v *view) weight(h *match.Hit) float64 { return v.d.lex.Entries[h.Pattern].Weight }

// feelings turns the hits of emotions into items: negated, strengthened, left out where the clause only asks or supposes.
func (v *view) feelings() {
	hits := v.s.hits
	for i := range hits {
		if h := &hits[i]; v.label(h) == lNeg || v.label(h) == lDegree {
			v.mark(h, modifier)
		}
	}
	for i := range hits {
		h := &hits[i]
		label, w := v.label(h), v.weight(h)
		if label >= emotions {
			label, w = implied(label, w)
			if w == 0 {
				continue
			}
		}
		first := v.s.clause[h.First]
		var asks, supposes, negated bool
		var degree float64 = 1
		for j := max(0, i-window); j < min(len(hits), i+window+1); j++ {
			o := &hits[j]
			if j == i || v.s.clause[o.First] != first {
				continue
			}
			switch v.label(o) {
			case lQuestion:
				asks = asks || !inside(o, h)
			case lHypo:
				supposes = supposes || o.First <= h.First && !inside(o, h)
			case lNeg:
				// 没了谢谢 says that there is nothing more, not that there are no thanks.
				thanks := label == lGrateful && (o.Last != h.First || strings.HasPrefix(v.toks[o.First].Norm, "没"))
				if !thanks && o.Span.Start < h.Span.Start && o.Span.End < h.Span.End && v.reaches(o.Last, h.First) {
					negated = !negated
				}
			case lDegree:
				if o.Last <= h.First && v.near(o.Last, h.First) || o.First >= h.Last && v.near(h.Last, o.First) {
					degree *= v.weight(o)
				}
			}
		}
		w *= min(max(degree, 0.4), 2)
		if supposes && w <= 2 || label == lUrgent && v.reported(h.First) {
			continue
		}
		switch {
		case positive(label) && asks && label == lSatisfied:
			continue
		case positive(label) && negated:
			// 不太满意 is mild, 一点都不满意 is not: the degree has done that.
			label = lDissatisfied
		case negated && label != lAngry: // 不着急, 没有不满意: nothing is left, and that is not yet praise; 别糊弄我 stays angry
			continue
		}
		v.add(item{hit: i, label: label, weight: w})
	}
}

// reported reports whether the word at token at stands in what the customer tells of another person's words: 他说…晚一天就没有了. A clause
// with 我 in it is the customer's own.
func (v *view) reported(at int) bool {
	said, clause := false, v.s.clause[at]
	for i := at - 1; i >= max(0, at-farBack); i-- {
		switch w := v.toks[i].Norm; w {
		case "。", "！", "？", "!", "?", "\n":
			return false
		case "我", "我们", "俺", "咱":
			if v.s.clause[i] == clause && !said {
				return false
			}
		case "说", "讲", "告诉", "声称", "催", "让":
			said = true
		case "他", "她", "他们", "她们", "对方", "骗子", "那人", "人家", "中介", "业务员", "推销员":
			if said {
				return true
			}
		}
	}
	return false
}

// farBack is how many tokens of a sentence are looked at for who said it.
const farBack = 48

// implied returns the emotion that stands behind a hidden one, as far as the words alone tell; weight 0 for none.
func implied(label int, weight float64) (int, float64) {
	switch label {
	case lRhetorical, lRepetition:
		return lDissatisfied, 0.6 * weight
	case lPoliteNegative:
		return lDissatisfied, 0.5 * weight
	case lSuppressed:
		return lDisappointed, 0.6 * weight
	}
	return label, 0
}

// add adds an item unless one of the same label covers the same words already or comes from the same row: saying it twice is not
// feeling it twice. Of two the heavier stays.
func (v *view) add(it item) {
	h := &v.s.hits[it.hit]
	for i := len(v.s.items) - 1; i >= max(0, len(v.s.items)-window); i-- {
		o := &v.s.items[i]
		p := &v.s.hits[o.hit]
		if o.label != it.label || p.Pattern != h.Pattern && p.Span.End <= h.Span.Start {
			continue
		}
		if o.weight < it.weight {
			*o = it
		}
		return
	}
	v.s.items = append(v.s.items, it)
}

func inside(in, out *match.Hit) bool {
	return out.Span.Start <= in.Span.Start && in.Span.End <= out.Span.End
}

// reaches reports whether a negator that ends before token from turns the word that begins at token to: not more than negReach words
// between them, apart from negators and words of degree.
func (v *view) reaches(from, to int) bool {
	free := negReach
	for t := from; t < to; t++ {
		if v.toks[t].Kind == segment.Space || v.modifies(t) {
			continue
		}
		if free--; free < 0 {
			return false
		}
	}
	return true
}

// modifies reports whether a negator or a word of degree covers token t.
func (v *view) modifies(t int) bool { return v.s.marks[t]&modifier != 0 }

// mark sets a mark on the tokens of a hit without gaps; of one with gaps on its ends, so that long gaps cost nothing.
func (v *view) mark(h *match.Hit, m uint8) {
	if h.Gap || h.Last-h.First > window {
		v.s.marks[h.First] |= m
		v.s.marks[h.Last-1] |= m
		return
	}
	for t := h.First; t < h.Last; t++ {
		v.s.marks[t] |= m
	}
}

// near reports whether nothing but 的, 地, 得, 了, 是 stands between two tokens.
func (v *view) near(from, to int) bool {
	for t := from; t < to; t++ {
		switch v.toks[t].Norm {
		case "的", "地", "得", "了", "是", "让", "我", "到":
		default:
			if !v.modifies(t) {
				return false
			}
		}
	}
	return true
}

// contrast makes what stands behind the last 但是 count more than what stands before, where the two disagree.
func (v *view) contrast() {
	items := v.s.items
	for i := len(v.s.hits) - 1; i >= 0; i-- {
		c := &v.s.hits[i]
		if v.label(c) != lContrast {
			continue
		}
		after := 0
		for j := len(items) - 1; j >= 0 && v.s.hits[items[j].hit].First >= c.Last; j-- {
			after = sign(items[j].label)
		}
		if after == 0 {
			continue // nothing felt behind it: look for one further ahead
		}
		for j := range items {
			it := &items[j]
			switch h := &v.s.hits[it.hit]; {
			case h.First >= c.Last && sign(it.label) == after:
				it.weight *= contrastUp
			case h.First < c.First && sign(it.label) != after:
				it.weight *= contrastDown
			}
		}
		return
	}
}

func sign(label int) int {
	if positive(label) {
		return 1
	}
	return -1
}

// sarcasm finds the hit that makes praise mean its opposite, or -1, and turns that praise.
func (v *view) sarcasm() int {
	at, ironic, grievance := -1, -1, false
	for i := range v.s.hits {
		switch v.label(&v.s.hits[i]) {
		case lSarcasm:
			at = i
		case lIronic:
			if ironic < 0 {
				ironic = i
			}
		case lGrievance:
			grievance = true
		}
	}
	for i := range v.s.items {
		if it := &v.s.items[i]; !positive(it.label) && it.weight >= 1 && it.label != lConfused && it.label != lUrgent {
			grievance = true
		}
	}
	if at < 0 && ironic >= 0 && grievance {
		at = ironic
	}
	if at < 0 {
		return -1
	}
	for i := range v.s.items {
		switch it := &v.s.items[i]; {
		case positive(it.label):
			it.label = lDissatisfied
		case it.label == lUrgent || it.label == lConfused: // 加急 said in mockery is no haste
			it.weight *= 0.5
		}
	}
	v.add(item{hit: at, label: lDissatisfied, weight: 1.8})
	return at
}

// courtesy makes thanks light that only close a request or a complaint.
func (v *view) courtesy() {
	request, worst := false, 0.0
	for i := range v.s.items {
		v.mark(&v.s.hits[v.s.items[i].hit], felt)
	}
	for i := range v.s.hits {
		h := &v.s.hits[i]
		if l := v.label(h); l != lRequest && l != lQuestion && l != lGrievance {
			continue
		}
		request = request || v.s.marks[h.First]&felt == 0
	}
	thanks := -1
	for i := range v.s.items {
		switch it := &v.s.items[i]; it.label {
		case lGrateful:
			if thanks < 0 {
				thanks = it.hit
			}
		case lAngry, lDissatisfied, lDisappointed:
			worst = max(worst, it.weight)
		case lSatisfied:
		default:
			if thanks < 0 { // what comes behind the thanks is told, not felt: 谢谢啊，刚才真急
				worst = max(worst, it.weight)
			} else {
				it.weight *= told
			}
		}
	}
	for i := range v.s.items {
		it := &v.s.items[i]
		if it.label != lGrateful {
			continue
		}
		switch {
		case worst >= 1:
			it.weight *= closing
		case request && v.weight(&v.s.hits[it.hit]) <= 1:
			it.weight *= courtesy
		}
	}
}

// sum fills the valence, the score, the emotions, the intensity and the evidence.
func (v *view) sum(r *Result) {
	var total [emotions]float64
	var good, bad, top float64
	if len(v.s.items) > 0 {
		r.Evidence = make([]dialogue.Evidence, 0, len(v.s.items))
	}
	slices.SortStableFunc(v.s.items, func(a, b item) int { return cmp.Compare(a.hit, b.hit) })
	for i := range v.s.items {
		it := &v.s.items[i]
		total[it.label] += it.weight
		w := it.weight * pull[it.label]
		top = max(top, it.weight)
		if positive(it.label) {
			good += w
		} else {
			bad += w
			w = -w
		}
		h := &v.s.hits[it.hit]
		r.Evidence = append(r.Evidence, dialogue.Evidence{Span: h.Span, Source: v.d.lex.Entries[h.Pattern].ID, Weight: w})
	}
	r.Score = (good - bad) / (good + bad + half)
	n := 0
	switch {
	case r.Score >= minScore:
		r.Valence = Positive
	case r.Score <= -minScore:
		r.Valence = Negative
	}
	for _, w := range total {
		if w > 0 {
			n++
		}
	}
	if r.Valence == Neutral {
		r.Emotions = append(make([]Scored, 0, n+1), Scored{Calm, calm(max(good, bad))})
	} else {
		r.Emotions = make([]Scored, 0, n)
		switch {
		case top < 1.5:
			r.Intensity = 1
		case top < 2.6:
			r.Intensity = 2
		default:
			r.Intensity = 3
		}
	}
	for l, w := range total {
		if w > 0 {
			r.Emotions = append(r.Emotions, Scored{emotionOf[l], w / (w + half)})
		}
	}
	valence := r.Valence
	slices.SortStableFunc(r.Emotions, func(a, b Scored) int {
		return cmp.Or(cmp.Compare(side(b.Label, valence), side(a.Label, valence)), cmp.Compare(b.Score, a.Score))
	})
}

// calm is the score of Calm: the less else is there the higher.
func calm(other float64) float64 { return 0.9 * half / (half + other) }

func side(e Emotion, v Valence) int {
	if e.Valence() == v {
		return 1
	}
	return 0
}

// flags fills the flags that rows tell of.
func (v *view) flags(r *Result, sarcasm int) {
	if sarcasm >= 0 {
		r.Flags = append(r.Flags, v.flag(lSarcasm, sarcasm))
	}
	polite, negative := -1, false
	for i := range v.s.hits {
		h := &v.s.hits[i]
		l := v.label(h)
		if l == lPolite || l == lGrateful {
			polite = i
		}
		if l < emotions || l >= flagsEnd || l == lSarcasm {
			continue
		}
		if l == lWithdrawal && r.Valence == Positive {
			continue
		}
		f := v.flag(l, i)
		at := slices.IndexFunc(r.Flags, func(g FlagHit) bool { return g.Flag == f.Flag })
		switch {
		case at < 0:
			r.Flags = append(r.Flags, f)
		case r.Flags[at].Score < f.Score:
			r.Flags[at] = f
		}
	}
	// Courtesy around a complaint: the tone hides how unhappy the customer is.
	for i := range v.s.items {
		switch it := &v.s.items[i]; it.label {
		case lDissatisfied, lDisappointed:
			negative = negative || it.weight >= 0.5
		case lAngry:
			return
		}
	}
	if polite >= 0 && negative && sarcasm < 0 && r.Valence == Negative &&
		!slices.ContainsFunc(r.Flags, func(g FlagHit) bool { return g.Flag == PoliteNegative }) {
		r.Flags = append(r.Flags, v.flag(lPoliteNegative, polite))
	}
}

func (v *view) flag(label, hit int) FlagHit {
	h := &v.s.hits[hit]
	w := v.weight(h)
	return FlagHit{
		Flag:     flagOf[label-emotions],
		Score:    w / (w + half),
		Evidence: dialogue.Evidence{Span: h.Span, Source: v.d.lex.Entries[h.Pattern].ID, Weight: w},
	}
}

func flagRank(f Flag) int { return slices.Index(flagOf[:], f) }

// emphatic returns the index of the first token that is a run of ! or ? (or of both), or -1.
func emphatic(text string, toks []segment.Token) int {
	marks := 0
	for i := range toks {
		t := &toks[i]
		if t.Kind != segment.Punct || t.Norm != "!" && t.Norm != "?" && t.Norm != "！" && t.Norm != "？" {
			marks = 0
			continue
		}
		if marks += utf8.RuneCountInString(t.Span.Of(text)); marks >= 2 {
			return i
		}
	}
	return -1
}

// emphasise adds the flag for the marks at token at. Marks make a feeling stronger; alone they are none.
func (v *view) emphasise(r *Result, at int) {
	r.Flags = append(r.Flags, FlagHit{
		Flag:     EmphaticPunct,
		Score:    0.5,
		Evidence: dialogue.Evidence{Span: v.toks[at].Span, Source: "punct.run", Weight: 1},
	})
	if r.Valence != Neutral && r.Intensity < 3 {
		r.Intensity++
	}
}
