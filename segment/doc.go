// Package segment cuts Chinese service text into words without changing it.
//
//	text := "手机银行登录不上去"
//	for _, t := range segment.Default().Append(nil, text) {
//		fmt.Println(t.Span.Of(text), t.Tag)
//	}
//
// A [Segmenter] finds the most probable path over the graph of dictionary words, numbers, dates, Latin words, web addresses, emoji and
// chat codes, and weighs it against what was learned from hand-segmented text: a structured perceptron over the characters and dictionary
// words around each place, decoded together with the service terms and the user's words, which stay whole. [WithMode] chooses the
// graph alone. The dictionary (that of go-ego/gse, cut to its common words, and our service lexicon) and the weights are compiled at
// build time and used in place: there is no parsing at start. Words follow docs/segmentation.md; who has another norm trains weights
// for it (tools/train) and gives them by [WithWeights].
//
// Every [Token] points at the bytes of the raw text and carries a normalised form beside it. Any string is legal input; bytes that are
// not UTF-8 are tokens of kind Other. Time is linear in the length of the text and working memory does not depend on it.
//
// Limits: Mandarin in simplified or traditional script. Cantonese characters are read one by one.
package segment

//go:generate go run gen.go
//go:generate go run genlearned.go
