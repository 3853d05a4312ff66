package repair

import (
	"slices"
	"sort"
	"strings"
	"sync"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/segment"
)

// Kind says what was wrong at a place. The zero Kind is no damage.
type Kind uint8

// The kinds. Those up to Mojibake are damage that is repaired; Width, Script and ChatCode are readable text in another form, which is
// left alone unless switched on with [With]; the others can only be flagged.
const (
	// Pinyin is a syllable in brackets that a web page put behind a character: 個(gè)人. See [Repairer.Repair] for what stays.
	Pinyin Kind = iota + 1
	// Entity is a character reference of HTML: &nbsp; &#20013; also written twice, &amp;lt;.
	Entity
	// Tag is a tag or comment of HTML. Tags that end a line or block become a line feed, unless they stand at the border of a line. What
	// a page shows above a character (<rt>) goes with its tags.
	Tag
	// Control is a control character other than tab, line feed and carriage return, or an escape sequence of a terminal.
	Control
	// ZeroWidth is an invisible character between visible ones. Those inside emoji stay.
	ZeroWidth
	// Repeat is a character typed three or more times inside a word that has it once: 退退退退款. What people repeat on purpose is none:
	// cries and answers (哈哈哈, 好好好), the stutter of a speaker (我我我, which [AppendDisfluencies] marks), words and lines said again.
	Repeat
	// Split is a character written as its two halves: 弓虽 for 强.
	Split
	// Mojibake is text read in the wrong encoding: ä¸­æ–‡ or 涓枃 for 中文.
	Mojibake
	// Width is a character of the other width than is usual in Chinese text. Letters, digits, the ideographic space and the signs of
	// computing (％＋＝＠＃＄＆＊＼＿) become half-width, and so do ．：，／－ between letters and digits (３８．５, 12：30, 1，299). Katakana and
	// marks of half width become full-width, as do , ; : ? ! with a Han character before them and one behind them, and ? ! and a single
	// full stop at the end of a line. All other Chinese marks stay (，。？！：；（）～￥), and so does what stands in a web address.
	Width
	// Script is a traditional character in a text of traditional or mixed script; it becomes the simplified one that the word asks for
	// (乾淨 → 干净, 乾隆 stays). Words are not exchanged for those of another region: 軟體 becomes 软体.
	Script
	// ChatCode is the code of a little picture: [微笑], #E-s17, /:rose, [em]e100[/em]. It is left out. Its feeling is lost with it, which
	// package sentiment can read where the code stays. Placeholders of other things stay: [图片], [订单号], {姓名}.
	ChatCode

	// Lost is a place where bytes are gone: U+FFFD, 锟斤拷, 烫烫烫烫, bytes that are not UTF-8, question marks in place of characters.
	Lost
	// Private is a run of private-use characters, whose meaning is known only to the program that wrote them.
	Private
	// Tangled is a text whose damage is nested deeper than repair follows; it is left as it came.
	Tangled
	kinds
)

var kindNames = [kinds]string{
	"", "pinyin", "entity", "tag", "control", "zerowidth", "repeat", "split", "mojibake", "width", "script", "chatcode", "lost", "private", "tangled",
}

// String returns the lower-case name of the kind, "" for the zero Kind and "invalid" for a value that is no kind.
func (k Kind) String() string {
	if k < kinds {
		return kindNames[k]
	}
	return "invalid"
}

// ParseKind returns the kind of that name, and false when there is none.
func ParseKind(name string) (Kind, bool) {
	for k, n := range kindNames {
		if n == name && k > 0 {
			return Kind(k), true
		}
	}
	return 0, false
}

// Kinds returns all kinds, those included that are off by default, in the order of their constants.
func Kinds() []Kind {
	out := make([]Kind, 0, kinds-1)
	for k := Kind(1); k < kinds; k++ {
		out = append(out, k)
	}
	return out
}

// styled reports whether k is readable text in another form rather than damage.
func (k Kind) styled() bool { return k == Width || k == Script || k == ChatCode }

// Repair is one place that was mended. Where one step followed another at the same place, such as &lt;br&gt;, it is one Repair of the
// last Kind.
type Repair struct {
	Kind Kind
	// Span holds the damaged bytes of the raw text; it begins and ends at rune borders.
	Span dialogue.Span
	// Text is what stands there now; empty when the bytes were left out.
	Text string
}

// Flag is a place that cannot be repaired.
type Flag struct {
	Kind Kind
	// Span holds bytes of the raw text; it begins and ends at rune borders.
	Span dialogue.Span
}

// Result is a repaired text. The zero Result is that of the empty text.
type Result struct {
	// Raw is the text as it came.
	Raw string
	// Text is the repaired text; the string Raw itself when nothing was repaired.
	Text string
	// Repairs are sorted by their spans, which do not overlap. Replacing each Span of Raw by its Text gives Text.
	Repairs []Repair
	// Flags are sorted by Span.Start, then by Kind.
	Flags []Flag

	at []int // where the text of each repair begins in Text
}

// RawSpan returns the bytes of Raw that the span of Text was read from. A border inside a replacement moves outward to the border of
// what was replaced; text that was left out at the border of the span stays outside. Spans out of range are cut to the text.
func (r *Result) RawSpan(s dialogue.Span) dialogue.Span {
	start := min(max(s.Start, 0), len(r.Text))
	end := min(max(s.End, start), len(r.Text))
	from, _ := r.raw(start)
	if start == end {
		return dialogue.Span{Start: from, End: from}
	}
	_, to := r.raw(end)
	return dialogue.Span{Start: from, End: max(from, to)}
}

// raw returns the place in Raw of offset p of Text, as the start and as the end of a span.
func (r *Result) raw(p int) (start, end int) {
	// i is the first repair that begins at or after p.
	i := sort.SearchInts(r.at, p)
	end = p
	if i > 0 {
		last := &r.Repairs[i-1]
		if tail := p - r.at[i-1] - len(last.Text); tail >= 0 {
			end = last.Span.End + tail
		} else {
			return last.Span.Start, last.Span.End
		}
	}
	start = end
	for ; i < len(r.at) && r.at[i] == p && r.Repairs[i].Text == ""; i++ {
		start = r.Repairs[i].Span.End
	}
	if i < len(r.at) && r.at[i] == p {
		start = r.Repairs[i].Span.Start
	}
	return start, end
}

// Repairer mends texts. It is immutable and safe for concurrent use. Use [Default] or [New] to make one.
type Repairer struct {
	on     [kinds]bool
	styles bool              // one of the kinds that are off by default is on
	cut    segment.Tokenizer // nil: segment.Default
	t      *tables
}

// Option configures [New].
type Option interface{ apply(*Repairer) }

type option func(*Repairer)

func (o option) apply(r *Repairer) { o(r) }

// Without switches kinds off: neither repaired nor flagged.
func Without(ks ...Kind) Option { return option(func(r *Repairer) { r.set(ks, false) }) }

// With switches kinds on: [Width], [Script] and [ChatCode], which are off, or what an earlier [Without] switched off. With(Kinds()...)
// switches all on.
func With(ks ...Kind) Option { return option(func(r *Repairer) { r.set(ks, true) }) }

func (r *Repairer) set(ks []Kind, on bool) {
	for _, k := range ks {
		if k < kinds {
			r.on[k] = on
		}
	}
}

// WithTokenizer sets what tells words apart where a repair depends on them; the default is [segment.Default].
func WithTokenizer(t segment.Tokenizer) Option { return option(func(r *Repairer) { r.cut = t }) }

// New returns a Repairer of all kinds but [Width], [Script] and [ChatCode].
func New(opts ...Option) *Repairer {
	r := &Repairer{t: loadTables()}
	for k := Kind(1); k < kinds; k++ {
		r.on[k] = !k.styled()
	}
	for _, o := range opts {
		if o != nil {
			o.apply(r)
		}
	}
	r.styles = r.on[Width] || r.on[Script] || r.on[ChatCode]
	return r
}

var std struct {
	once sync.Once
	r    *Repairer
}

// Default returns the Repairer that New makes without options.
func Default() *Repairer {
	std.once.Do(func() { std.r = New() })
	return std.r
}

// maxRounds bounds how often a text is read again after a repair, for damage inside damage.
const maxRounds = 8

// Repair returns the repaired text. Repairing the result again changes nothing. Readable text comes back as the same string, without
// an allocation.
//
// A syllable in brackets behind a Han character is residue of a scraper, and left out, when the character can be read so, and
//   - it has a tone mark, and the character is common with one reading, so that nobody would explain it (个(gè)人), or it has several
//     and is the traditional form in an otherwise simplified text (長(zhǎng)), or other residue stands in the text;
//   - it has none, and stands inside a dictionary word (个(ge)人), behind a traditional form in an otherwise simplified text, or
//     beside residue with tone marks.
//
// Blanks between the character and the brackets go with them, and so do blanks behind them then. Square brackets, a tone written as a
// digit (ge4) and Bopomofo (ㄍㄜˋ) are read too. All others are glosses and stay: 重(chóng)庆, 李彧(yù); so do all in a text that speaks
// of how characters are read (拼音, 怎么念).
//
// A web address is left as it is: &amp; before a parameter of its query stays, unless another escape or a tag tells that all of the
// text was escaped.
func (r *Repairer) Repair(text string) Result {
	res := Result{Raw: text, Text: text}
	for round := 0; ; round++ {
		p := pass{r: r, t: r.t, text: res.Text, halved: hasKind(res.Repairs, Split), escaped: hasKind(res.Repairs, Entity) || hasKind(res.Repairs, Tag)}
		p.run()
		if r.styles && len(p.edits) == 0 {
			p.style() // of sound text only: a damaged one could be taken for another
		}
		for _, f := range p.flags {
			res.Flags = append(res.Flags, Flag{f.Kind, res.RawSpan(f.Span)})
		}
		if len(p.edits) == 0 {
			break
		}
		if round == maxRounds {
			res = Result{Raw: text, Text: text}
			if r.on[Tangled] {
				res.Flags = []Flag{{Tangled, dialogue.Span{End: len(text)}}}
			}
			return res
		}
		res.compose(p.edits)
	}
	if len(res.Flags) > 1 {
		res.Flags = mergeFlags(res.Flags)
	}
	return res
}

func hasKind(list []Repair, k Kind) bool {
	return slices.ContainsFunc(list, func(r Repair) bool { return r.Kind == k })
}

// compose applies edits of Text.
func (r *Result) compose(edits []Repair) {
	if len(r.Repairs) == 0 {
		r.Repairs = edits
	} else {
		r.Repairs = r.merged(edits)
	}
	r.build()
}

// build makes Text from Raw and Repairs.
func (r *Result) build() {
	var b strings.Builder
	b.Grow(len(r.Raw))
	r.at = make([]int, 0, len(r.Repairs))
	last := 0
	for i := range r.Repairs {
		e := &r.Repairs[i]
		b.WriteString(r.Raw[last:e.Span.Start])
		r.at = append(r.at, b.Len())
		b.WriteString(e.Text)
		last = e.Span.End
	}
	b.WriteString(r.Raw[last:])
	r.Text = b.String()
}

// merged returns one list for what was repaired before and edits of the text that came of it.
func (r *Result) merged(edits []Repair) []Repair {
	out := make([]Repair, 0, len(r.Repairs)+len(edits))
	i := 0
	for k := 0; k < len(edits); {
		// What ends before the edit begins stays as it is.
		for i < len(r.at) && r.at[i]+len(r.Repairs[i].Text) <= edits[k].Span.Start {
			out = append(out, r.Repairs[i])
			i++
		}
		// Join edits and earlier repairs that touch the same replacement.
		start, end := edits[k].Span.Start, edits[k].Span.End
		first, kind := k, edits[k].Kind
		from := i
		for grown := true; grown; {
			grown = false
			for i < len(r.at) && r.at[i] < end {
				end = max(end, r.at[i]+len(r.Repairs[i].Text))
				start = min(start, r.at[i])
				i++
				grown = true
			}
			for k < len(edits) && (k == first || edits[k].Span.Start < end) {
				end = max(end, edits[k].Span.End)
				kind = edits[k].Kind
				k++
				grown = true
			}
		}
		var b strings.Builder
		last := start
		for _, e := range edits[first:k] {
			b.WriteString(r.Text[last:e.Span.Start])
			b.WriteString(e.Text)
			last = e.Span.End
		}
		b.WriteString(r.Text[last:end])
		// The borders lie outside of replacements or at their ends.
		rawStart, rawEnd := start, end
		if from > 0 {
			p := &r.Repairs[from-1]
			d := p.Span.End - r.at[from-1] - len(p.Text)
			rawStart, rawEnd = start+d, end+d
		}
		if i > from {
			if r.at[from] == start {
				rawStart = r.Repairs[from].Span.Start
			}
			p := &r.Repairs[i-1]
			rawEnd = p.Span.End + end - r.at[i-1] - len(p.Text)
		}
		out = append(out, Repair{kind, dialogue.Span{Start: rawStart, End: rawEnd}, b.String()})
	}
	return append(out, r.Repairs[i:]...)
}

// mergeFlags sorts flags and joins those of one kind that touch.
func mergeFlags(fs []Flag) []Flag {
	slices.SortFunc(fs, func(a, b Flag) int {
		if a.Kind != b.Kind {
			return int(a.Kind) - int(b.Kind)
		}
		if a.Span.Start != b.Span.Start {
			return a.Span.Start - b.Span.Start
		}
		return a.Span.End - b.Span.End
	})
	out := fs[:1]
	for _, f := range fs[1:] {
		last := &out[len(out)-1]
		if f.Kind == last.Kind && f.Span.Start <= last.Span.End {
			last.Span.End = max(last.Span.End, f.Span.End)
			continue
		}
		out = append(out, f)
	}
	slices.SortStableFunc(out, func(a, b Flag) int { return a.Span.Start - b.Span.Start })
	return out
}
