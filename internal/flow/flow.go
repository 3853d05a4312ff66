// Package flow reads from single utterances the cues of the course of a conversation: what is settled, taken, promised, repeated, or
// was not understood. The rows are those of data/flow.
package flow

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/internal/lexicon"
	"github.com/qingting-nlp/qingting/internal/match"
	"github.com/qingting-nlp/qingting/segment"
)

//go:generate go run gen.go

//go:embed rules.tsv
var rules string

// Cue is a label of data/flow.
type Cue uint8

// The cues.
const (
	None     Cue = iota // shields what lies inside
	Solved              // customer: settled
	Accept              // customer: takes the answer
	Unsolved            // customer: not settled, or gives up
	Meaning             // customer: did not understand words
	Repeat              // customer: has told it before
	Promise             // agent: will do something
	Done                // agent: has done it
	Deny                // customer: turns down what was said
	Wish                // customer: came to thank or to bless
	Talk                // customer: lonely, awake at night, wants to talk
	cues
)

var names = [cues]string{"none", "solved", "accept", "unsolved", "meaning", "repeat", "promise", "done", "deny", "wish", "talk"}

func number(name string) (int, bool) {
	for i, n := range names {
		if n == name {
			return i, true
		}
	}
	return 0, false
}

// Hit is one cue with the words it was read from. Source is the id of the row.
type Hit struct {
	Cue    Cue
	Source string
	Span   dialogue.Span
	First  int // its first token
}

var compiled = sync.OnceValue(func() *lexicon.Lexicon {
	lex, errs := lexicon.Compile([]lexicon.Source{{Name: "flow", Reader: strings.NewReader(rules)}}, number)
	if len(errs) > 0 {
		panic(errs[0]) // the embedded rules are broken: a test finds that
	}
	return lex
})

// Read appends the cues in the tokens of one utterance to dst and returns the extended slice.
func Read(dst []Hit, toks []segment.Token) []Hit {
	lex := compiled()
	buf := buffers.Get().(*[]match.Hit)
	hits := match.Outermost(lex.Matcher.Find((*buf)[:0], toks))
	for i := range hits {
		h := &hits[i]
		e := &lex.Entries[h.Pattern]
		if c := Cue(e.Label); c != None {
			dst = append(dst, Hit{c, e.ID, h.Span, h.First})
		}
	}
	if cap(hits) <= keep {
		*buf = hits
		buffers.Put(buf)
	}
	return dst
}

// keep bounds the memory that stays after a very long text.
const keep = 1 << 12

var buffers = sync.Pool{New: func() any { return new([]match.Hit) }}

// Has reports whether hits holds the cue c.
func Has(hits []Hit, c Cue) bool {
	for _, h := range hits {
		if h.Cue == c {
			return true
		}
	}
	return false
}
