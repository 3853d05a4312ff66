// Package sentiment reads what a customer feels out of one utterance: the direction ([Valence]), the ranked emotions, and hints at
// feelings that the words do not say straight out ([Flag]).
//
//	r := sentiment.Default().Detect("质量不错，就是快递太慢了")
//	// r.Valence == sentiment.Negative, r.Emotions[0].Label == sentiment.Dissatisfied
//
// This version works with rows of words and patterns (data/sentiment) and with rules for negation, degree, contrast and questions. Its
// scores order and compare; they are not calibrated probabilities. It sees one utterance at a time: moods that build up, repeated
// questions and sarcasm that only the history shows are not its business. Mandarin, simplified or traditional; of the dialects only
// common words.
package sentiment

//go:generate go run gen.go
