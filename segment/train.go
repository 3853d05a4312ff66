package segment

import "github.com/qingting-nlp/qingting/internal/segfeat"

// trainingBlocks serves the trainer: it cuts text with the default dictionary as the learned layer would and shows each block's units.
func trainingBlocks(text string, visit func(b *segfeat.Block, offsets []int)) {
	b := buffers.Get().(*buffer)
	offsets := make([]int, 0, maxBlock+1)
	s := &Segmenter{m: DefaultModel(), weights: new(segfeat.Weights)}
	s.observe = func(block *segfeat.Block, n int, units bool) {
		offsets = offsets[:0]
		for u := range len(block.Code) + 1 {
			if units {
				u = int(b.learn.unit[u])
			}
			offsets = append(offsets, b.offs[u])
		}
		visit(block, offsets)
	}
	s.appendRange(b, nil, text, 0, len(text))
	buffers.Put(b)
}
