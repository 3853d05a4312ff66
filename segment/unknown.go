package segment

import (
	"github.com/qingting-nlp/qingting/internal/segmodel"
)

// Unknown words. After the best path is known, runs of single Han characters are read again by a small hidden Markov model: each
// character is a word of its own, at the cost the dictionary gives it, or begins, continues or ends an unknown word, at the cost of
// opening one plus the emission and transition costs of the model (the tables of gse, which are those of jieba). The usual way
// compares word-internal states with a "single" state of the model itself, and so glues function words together (还|没, 我|也);
// here a common single word is cheap and stays alone.

type hmmCell struct {
	end   uint32 // cost of a word ending here
	begin uint32 // cost of being inside an unknown word that began here
	mid   uint32 // cost of being inside an unknown word that began before
	start uint16 // where the word that ends here began
	from  uint16 // where the unknown word of mid began
}

// Costs in units of 1/CostScale nat.
const (
	openCost   = 5.0 * segmodel.CostScale // opening an unknown word
	beginEnd   = 112                      // 0.51 nats: transitions of the model
	beginMid   = 202                      // 0.92
	midEnd     = 73                       // 0.33
	midMid     = 277                      // 1.26
	maxUnknown = 6                        // characters of an unknown word
	impossible = 1 << 30
)

// joinable reports whether the single character that ends at the border at may be part of an unknown word.
func (b *buffer) joinable(at int) bool {
	slot := b.back[at] & slotMask
	return slot < slotKind && (b.codes[at-1] >= segmodel.FirstHan || b.codes[at-1] == segmodel.UnknownHan)
}

// joinUnknown joins characters of the best path to the border n to unknown words.
func (s *Segmenter) joinUnknown(b *buffer, n int) {
	for at := n; at > 0; {
		if b.back[at]>>slotBits != 1 || !b.joinable(at) {
			at -= int(b.back[at] >> slotBits)
			continue
		}
		start := at - 1
		for start > 0 && b.back[start]>>slotBits == 1 && b.joinable(start) {
			start--
		}
		if at-start > 1 {
			s.joinRun(b, start, at)
		}
		at = start
	}
}

// joinRun reads the run of single characters from start to end again.
func (s *Segmenter) joinRun(b *buffer, start, end int) {
	t := s.m.t
	n := end - start
	cells := b.hmm[:n+1]
	cells[0] = hmmCell{end: 0, begin: impossible, mid: impossible}
	for i := 1; i <= n; i++ {
		code := b.codes[start+i-1]
		e := t.Emit[3*int(code) : 3*int(code)+3]
		single := t.Values[code] & costMask
		if single == 0 {
			single = unknownCost
		}
		prev := &cells[i-1]
		c := hmmCell{
			end:   prev.end + single,
			start: uint16(i - 1),
			begin: prev.end + openCost + uint32(e[0]),
			mid:   impossible,
		}
		if m := prev.begin + beginMid; m < impossible {
			c.mid, c.from = m+uint32(e[1]), uint16(i-2)
		}
		if m := prev.mid + midMid; m < impossible && i-int(prev.from) < maxUnknown && m+uint32(e[1]) < c.mid {
			c.mid, c.from = m+uint32(e[1]), prev.from
		}
		if w := prev.begin + beginEnd + uint32(e[2]); w < c.end {
			c.end, c.start = w, uint16(i-2)
		}
		if w := prev.mid + midEnd + uint32(e[2]); prev.mid < impossible && w < c.end {
			c.end, c.start = w, prev.from
		}
		cells[i] = c
	}
	for at := n; at > 0; {
		from := int(cells[at].start)
		if at-from > 1 {
			b.back[start+at] = uint32(at-from)<<slotBits | slotKind + uint32(Word)
		}
		at = from
	}
}
