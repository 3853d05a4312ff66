package segment

import "github.com/qingting-nlp/qingting/internal/segfeat"

// trainingBlocks serves the trainer: it cuts text with the default dictionary as the learned layer would and shows each block's units.
func trainingBlocks(text string, visit func(b *segfeat.Block, offsets []int)) {
	b := buffers.Get().(*buffer)
	offsets := make([]int, 0, maxBlock+1)
	s := &Segmenter{m: DefaultModel(), weights: new(segfeat.Weights)}
	s.observe = func(n, units int) {
		offsets = offsets[:0]
		for _, r := range b.learn.unit[:units+1] {
			offsets = append(offsets, b.offs[r])
		}
		visit(&b.learn.block, offsets)
	}
	s.appendRange(b, nil, text, 0, len(text))
	buffers.Put(b)
}
