package gseseg

import (
	"sync"
	"unicode/utf8"

	"github.com/go-ego/gse"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/internal/align"
	"github.com/qingting-nlp/qingting/segment"
)

// Segmenter cuts texts into words with a *gse.Segmenter.
//
// It adds no state of its own, so it is as safe for concurrent use as gse is: any number of goroutines may cut while nobody changes the
// dictionary. Loading a dictionary, adding or removing a word in the same gse.Segmenter meanwhile is a data race. So is, in mode
// [Unknown], loading the first dictionary of any other gse.Segmenter of the process or calling its LoadModel: the model of unknown words
// is a variable of package gse/hmm that they write. So is setting gse.ToLower. Load everything first, then cut.
type Segmenter struct {
	g     *gse.Segmenter
	mode  Mode
	input Input
}

var _ segment.Tokenizer = (*Segmenter)(nil)

// Mode says which algorithm of gse cuts.
type Mode uint8

const (
	// Unknown is gse.Cut(text, true): the most probable words of the dictionary, and single characters between them joined to unknown
	// words by a hidden Markov model.
	Unknown Mode = iota
	// Dictionary is gse.Cut(text, false): the most probable words of the dictionary, other characters single.
	Dictionary
	// ShortestPath is gse.Segment: as Dictionary with gse's older search. It reads letters and digits as one word, in the way that the
	// fields AlphaNum, Alpha and Num say; set them before the dictionary is loaded and leave them alone afterwards.
	ShortestPath
)

// Input says what gse reads.
type Input uint8

const (
	// AsWritten gives gse the characters of the text, without zero-width ones.
	AsWritten Input = iota
	// Folded gives gse simplified, half-width, lower-case characters: right for a simplified dictionary and texts in any script.
	Folded
)

// Option configures [New].
type Option interface{ apply(*Segmenter) }

type option func(*Segmenter)

func (o option) apply(s *Segmenter) { o(s) }

// WithMode sets the mode; the default is [Unknown].
func WithMode(m Mode) Option { return option(func(s *Segmenter) { s.mode = m }) }

// WithInput sets what gse reads; the default is [AsWritten].
func WithInput(in Input) Option { return option(func(s *Segmenter) { s.input = in }) }

// New returns a Segmenter over g, which stays the user's: words added to it later are seen. A nil g, and one that has no dictionary yet,
// act as an empty dictionary does, which leaves Han characters single.
func New(g *gse.Segmenter, opts ...Option) *Segmenter {
	s := &Segmenter{g: g}
	for _, o := range opts {
		o.apply(s)
	}
	return s
}

// Append appends the tokens of text to dst and returns the extended slice. The spans of the tokens join to the whole text; an empty text
// has none. Borders are those of gse, with these exceptions: runs of white space and of one mark are one token, other marks that gse glues
// together are cut unless its dictionary has them as a word, parts of one emoji stay together, and a run of more than 128 letters and
// digits is not shown to gse. A token whose text is a word of the dictionary has the tag it has there; names that package segment does not
// know, and other tokens, have [segment.NoTag]. Kinds are read off the characters: gse has no grammar of numbers, so there is no Money,
// Date, Time, URL or Email, and ChatCode and Percent only where the dictionary has the word. Time is linear in the length of the text.
func (s *Segmenter) Append(dst []segment.Token, text string) []segment.Token {
	if text == "" {
		return dst
	}
	w := writers.Get().(*writer)
	w.s, w.dst, w.base, w.text, w.mark = s, dst, len(dst), text, noMark
	for pos := 0; pos < len(text); {
		if next := w.direct(pos); next > pos {
			pos = next
			continue
		}
		pos = w.stretch(pos)
	}
	dst = w.dst
	w.s, w.dst, w.text = nil, nil, ""
	writers.Put(w)
	return dst
}

var writers = sync.Pool{New: func() any { return new(writer) }}

const (
	// maxStretch is how many characters gse reads at once: its model of unknown words takes quadratic time.
	maxStretch = 512
	// horizon is how far before the end of a full stretch the last border must lie that counts.
	horizon = 64
	// maxAlnum is the longest run of letters and digits that gse reads.
	maxAlnum = 128
)

const noMark = -1

// writer is the working memory of one call.
type writer struct {
	s    *Segmenter
	dst  []segment.Token
	base int // tokens before it are the caller's
	text string
	mark rune // the last token is a run of this mark, or noMark

	// The stretch that gse reads: its characters, where each begins in the text (one more for the end), and their classes.
	runes []rune
	offs  []int
	class []class
	buf   []byte
	ends  []end
}

// direct appends the token at pos if gse is not to read it, and returns the place after it; else pos.
func (w *writer) direct(pos int) int {
	text := w.text
	r, size := utf8.DecodeRuneInString(text[pos:])
	if r == utf8.RuneError && size == 1 {
		p := pos + 1
		for p < len(text) {
			if r, size := utf8.DecodeRuneInString(text[p:]); r != utf8.RuneError || size != 1 {
				break
			}
			p++
		}
		w.mark = noMark
		w.dst = append(w.dst, segment.Token{Span: dialogue.Span{Start: pos, End: p}, Norm: "\uFFFD"})
		return p
	}
	f, visible := align.Fold(r)
	switch {
	case !visible:
		p := skipIgnorable(text, pos+size)
		if n := len(w.dst); n > w.base && w.dst[n-1].Norm != "\uFFFD" {
			w.dst[n-1].Span.End = p // its bytes belong to the token before
			return p
		}
		w.mark = noMark
		w.dst = append(w.dst, segment.Token{Span: dialogue.Span{Start: pos, End: p}})
		return p
	case r == ' ':
		return pos
	case classOf(f) == space:
		w.space(pos, skipIgnorable(text, pos+size), r)
		return skipIgnorable(text, pos+size)
	case isControl(r):
		p := skipIgnorable(text, pos+size)
		w.addMark(pos, p, r, segment.NoTag)
		return p
	case isAlnum(f):
		p, n := pos, 0
		for p < len(text) {
			r, size := utf8.DecodeRuneInString(text[p:])
			f, ok := align.Fold(r)
			if ok && !isAlnum(f) {
				break
			}
			if p, n = p+size, n+1; n == maxAlnum+1 {
				p = endOfAlnum(text, p)
				break
			}
		}
		if n <= maxAlnum {
			return pos
		}
		w.word(pos, p, kindOf([]rune(text[pos:p])), segment.NoTag)
		return p
	}
	return pos
}

func endOfAlnum(text string, p int) int {
	for p < len(text) {
		r, size := utf8.DecodeRuneInString(text[p:])
		if f, ok := align.Fold(r); ok && !isAlnum(f) {
			break
		}
		p += size
	}
	return p
}

func skipIgnorable(text string, p int) int {
	for p < len(text) && text[p] >= utf8.RuneSelf {
		r, size := utf8.DecodeRuneInString(text[p:])
		if _, ok := align.Fold(r); ok {
			break
		}
		p += size
	}
	return p
}

// stretch appends the tokens of the stretch at pos and returns the place after the last one.
func (w *writer) stretch(pos int) int {
	n, full := w.fill(pos)
	words := w.s.cut(string(w.buf))
	w.ends = alignWords(w.ends[:0], w.runes, words)
	start, last := 0, n
	if full {
		last = n - horizon
	}
	for i, e := range w.ends {
		if e.at > last && i > 0 {
			break
		}
		key := ""
		if e.word >= 0 {
			key = words[e.word]
		}
		w.emit(start, e.at, key)
		start = e.at
	}
	return w.offs[start]
}

// fill reads the stretch at pos. It returns its number of characters, at least one, and whether the text goes on at once behind it.
func (w *writer) fill(pos int) (n int, full bool) {
	w.runes, w.offs, w.class, w.buf = w.runes[:0], w.offs[:0], w.class[:0], w.buf[:0]
	text, run := w.text, 0 // run: letters and digits up to here
	for pos < len(text) {
		r, size := utf8.DecodeRuneInString(text[pos:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		f, visible := align.Fold(r)
		if !visible {
			pos += size
			continue
		}
		c := classOf(f)
		if isControl(r) || c == space && r != ' ' {
			break
		}
		if len(w.runes) == maxStretch {
			full = true
			break
		}
		if isAlnum(f) {
			if run++; run > maxAlnum && run < len(w.runes)+1 {
				// The run is too long: this stretch ends before it.
				cut := len(w.runes) - run + 1
				pos = w.offs[cut]
				w.runes, w.offs, w.class = w.runes[:cut], w.offs[:cut], w.class[:cut]
				break
			}
		} else {
			run = 0
		}
		if w.s.input == Folded {
			r = f
		}
		w.runes, w.offs, w.class = append(w.runes, r), append(w.offs, pos), append(w.class, c)
		pos += size
	}
	w.offs = append(w.offs, pos)
	for _, r := range w.runes {
		w.buf = utf8.AppendRune(w.buf, r)
	}
	return len(w.runes), full
}

// cut returns the words of gse.
func (s *Segmenter) cut(text string) []string {
	if s.g == nil || s.g.Dict == nil {
		return nil
	}
	switch s.mode {
	case Dictionary:
		return s.g.Cut(text, false)
	case ShortestPath:
		return s.g.Slice(text)
	default:
		return s.g.Cut(text, true)
	}
}

// find returns the tag of a word of the dictionary.
func (s *Segmenter) find(word string) (tag segment.Tag, ok bool) {
	if s.g == nil || s.g.Dict == nil || word == "" {
		return segment.NoTag, false
	}
	freq, pos, _ := s.g.Find(word)
	if freq <= 0 {
		return segment.NoTag, false
	}
	return tagOf[pos], true
}

// tagOf holds the tags of package segment by name.
var tagOf = func() map[string]segment.Tag {
	m := map[string]segment.Tag{}
	for t := segment.NoTag; t.String() != "invalid"; t++ {
		m[t.String()] = t
	}
	return m
}()
