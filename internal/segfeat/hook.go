package segfeat

// Blocks calls visit for every block of text, in order, with the block's units as the segmenter without learned weights prepares
// them, and the place in the text where each unit begins, with one more for the end. The block is valid until visit returns. Package
// segment sets it; the trainer uses it, so that training is no part of the public API.
var Blocks func(text string, visit func(b *Block, offsets []int))
