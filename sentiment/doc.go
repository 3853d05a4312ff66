// Package sentiment reads what a customer feels out of one utterance: the direction ([Valence]), the ranked emotions, and hints at
// feelings that the words do not say straight out ([Flag]).
//
//	r := sentiment.Default().Detect("质量不错，就是快递太慢了")
//	// r.Valence == sentiment.Negative, r.Emotions[0].Label == sentiment.Dissatisfied
//
// Rows of words and patterns (data/sentiment) with rules for negation, degree, contrast and questions tell what they find; a logistic model, learned from utterances that
// were written and labelled for it (data/utterances), weighs that together with the words. Its scores are calibrated probabilities; what is evidence is either a row or the words
// that moved the score. It sees one utterance at a time: moods that build up, repeated questions and sarcasm that only the history shows are not its business. Mandarin,
// simplified or traditional; of the dialects only common words. EVALUATION.md says how well.
package sentiment

//go:generate go run gen.go
//go:generate go run genmodel.go
