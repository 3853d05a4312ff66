package segment

import (
	"errors"
	"sync"
	"unicode/utf8"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/internal/align"
	"github.com/qingting-nlp/qingting/internal/segfeat"
	"github.com/qingting-nlp/qingting/internal/segmodel"
)

// Segmenter cuts texts into words. It is immutable and safe for concurrent use.
type Segmenter struct {
	m       *Model
	mode    Mode
	words   []*Words
	weights *segfeat.Weights // nil without the learned layer
	// observe, for the trainer, sees each block instead of decoding it.
	observe func(b *segfeat.Block, n int, units bool)
}

// Mode says how a Segmenter treats characters that no dictionary word joins.
type Mode uint8

const (
	// Learned weighs the words of the dictionary against what was learned from hand-segmented text. It is Unknown where no learned
	// weights are at hand.
	Learned Mode = iota
	// Unknown joins them to words by a model of unknown words. It is about three times as fast as Learned.
	Unknown
	// Dictionary leaves them single.
	Dictionary
)

// Option configures [New].
type Option interface{ apply(*Segmenter) }

type option func(*Segmenter)

func (o option) apply(s *Segmenter) { o(s) }

// WithMode sets the mode; the default is [Learned].
func WithMode(m Mode) Option { return option(func(s *Segmenter) { s.mode = m }) }

// WithWords adds the user's words. Words given later win over the same words given earlier.
func WithWords(w *Words) Option { return option(func(s *Segmenter) { s.words = append(s.words, w) }) }

// WithWeights uses the learned weights w instead of those that are part of the program.
func WithWeights(w *Weights) Option { return option(func(s *Segmenter) { s.weights = w.w }) }

// errWords is returned by [New] for words of another model: their costs would be wrong.
var errWords = errors.New("segment: words were compiled for another model")

// New returns a Segmenter over m. It fails when m is nil or when words were compiled for another model.
func New(m *Model, opts ...Option) (*Segmenter, error) {
	if m == nil {
		return nil, ErrModel
	}
	s := &Segmenter{m: m}
	for _, o := range opts {
		o.apply(s)
	}
	switch {
	case s.mode != Learned:
		s.weights = nil
	case s.weights == nil:
		s.weights = m.weights
	}
	for _, w := range s.words {
		if w.m != m {
			return nil, errWords
		}
	}
	return s, nil
}

// With returns a Segmenter that knows the words w besides those of s. It shares the dictionary with s and costs one small allocation,
// so a tenant's words can be chosen for each call.
func (s *Segmenter) With(w *Words) *Segmenter {
	c := *s
	c.words = append(append(make([]*Words, 0, len(s.words)+1), s.words...), w)
	return &c
}

// Append appends the tokens of text to dst and returns the extended slice. The spans of the tokens join to the whole text. It
// allocates only to grow dst, and to hold the normalised form of words whose raw form is not normal; those share blocks of memory.
func (s *Segmenter) Append(dst []Token, text string) []Token {
	if text == "" {
		return dst
	}
	b := buffers.Get().(*buffer)
	b.learn.left = segfeat.Left{}
	if forced := s.forced(); forced {
		dst = s.appendForced(b, dst, text)
	} else {
		dst = s.appendRange(b, dst, text, 0, len(text))
	}
	buffers.Put(b)
	return dst
}

var buffers = sync.Pool{New: func() any { return new(buffer) }}

// maxBlock bounds the stretch of word characters that is decoded at once, in characters. A longer stretch is cut at a place that no
// word crosses.
const maxBlock = 1024

// buffer is the working memory of one call.
type buffer struct {
	codes [maxBlock + 1]uint16
	offs  [maxBlock + 1]int    // where each character of the block begins in the text; one more for the end
	best  [maxBlock + 1]uint32 // cost of the best path to each border
	back  [maxBlock + 1]uint32 // its last word: length<<slotBits | slot
	path  [maxBlock + 1]uint16 // ends of the words of the best path
	inner [maxBlock + 1]bool   // the place is inside a Latin word or number; all false between blocks
	atoms []atom
	edges []edge
	fold  []rune // folded characters of the block, for user words
	hmm   [maxBlock + 1]hmmCell
	learn learnBuffer
	arena []byte // normalised forms; what was handed out is never written again
}

// appendRange appends the tokens of text[pos:end].
func (s *Segmenter) appendRange(b *buffer, dst []Token, text string, pos, end int) []Token {
	codes := s.m.t.RuneCodes
	for pos < end {
		c := text[pos]
		switch {
		case isAlnum(c):
			dst, pos = s.block(b, dst, text, pos, end)
			continue
		case c < utf8.RuneSelf:
			dst, pos = s.appendASCII(b, dst, text, pos, end)
			continue
		}
		r, size := utf8.DecodeRuneInString(text[pos:end])
		var code uint16
		switch {
		case r == utf8.RuneError && size == 1:
			dst, pos = appendInvalid(dst, text, pos, end)
			continue
		case r > 0xFFFF:
			code = segmodel.ClassCode(r)
		default:
			code = codes[r] & segmodel.CodeMask
		}
		switch {
		case code >= segmodel.NumeralCode || code == segmodel.UnknownHan || code < 128 && isAlnum(byte(code)):
			dst, pos = s.block(b, dst, text, pos, end)
		case code == ' ': // U+3000, U+00A0
			dst, pos = s.m.appendSpace(dst, text, pos, end)
		case code >= 32:
			dst, pos = s.appendASCII(b, dst, text, pos, end) // a full-width mark
		default:
			dst, pos = s.appendSymbol(b, dst, text, pos, end, r, size, code)
		}
	}
	return dst
}

// token appends one token with the normalised form of text[start:end].
func (b *buffer) token(dst []Token, text string, start, end int, kind Kind, tag Tag, dirty bool) []Token {
	norm := text[start:end]
	if dirty && !align.Clean(norm) {
		norm = b.folded(norm)
	}
	return append(dst, Token{Span: dialogue.Span{Start: start, End: end}, Norm: norm, Kind: kind, Tag: tag})
}

// arenaSize is the size of the blocks that normalised forms share.
const arenaSize = 4096

// folded returns the folded form of s in memory of the arena.
func (b *buffer) folded(s string) string {
	if cap(b.arena)-len(b.arena) < 2*len(s)+utf8.UTFMax {
		b.arena = make([]byte, 0, max(arenaSize, 2*len(s)+utf8.UTFMax))
	}
	start := len(b.arena)
	b.arena = align.AppendFold(b.arena, s)
	return bytesToString(b.arena[start:])
}
