// Package gseseg makes a [segment.Tokenizer] of a *gse.Segmenter (github.com/go-ego/gse) that the user has loaded with a dictionary of
// their own, so that the packages above segment can work with the words they are used to.
//
//	var g gse.Segmenter
//	if err := g.LoadDict("words.txt"); err != nil { … }
//	tok := gseseg.New(&g)
//	for _, t := range tok.Append(nil, text) { … }
//
// gse gives back words, not places: it lowers the case, replaces bytes that are not UTF-8, and glues marks and white space together, and
// the positions of its Analyze are found again by text search. A [Segmenter] therefore hands gse a clean copy of the text in stretches of
// bounded length, keeps for every character of the copy the place it came from, and walks the words of gse along it. The tokens obey the
// invariants of [segment.Token] whatever gse answers.
//
// How its words differ from those of package segment is in docs/differences-from-gse.md.
package gseseg
