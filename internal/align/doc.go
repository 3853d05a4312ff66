// Package align gives a normalised view of raw text and keeps, for every byte of the view, the place in the raw text it came from.
//
// Normalising means: full-width forms to half-width, traditional to simplified Han, upper to lower case, zero-width characters
// removed, runs of one punctuation mark collapsed. The raw text is never changed; findings made on the view are reported as spans of
// the raw text.
//
// The Han tables are those of OpenCC (data/opencc) with our additions (data/normalize).
package align

//go:generate go run gen.go
