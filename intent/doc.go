// Package intent reads what a customer wants out of one utterance: the acts ([Ask], [Refund], [Chase] …) and the topics they are about
// ([ShopRefund], [BankCard] …). Several of each may hold.
//
//	r := intent.Default().Classify("退款怎么还没到账")
//	// r.Acts[0].Label == intent.Chase, r.Topics[0].Label == intent.ShopRefund
//
// Rows of words and patterns (data/intent) tell what they find; a logistic model, learned from utterances that were written and labelled for it (data/utterances),
// weighs that together with the words. Confidences are calibrated probabilities, and [Result].Calibrated is true. Bring labels of your own by [Classifier.Train] and
// [WithModel]; say what sector the conversation is about by [Classifier.ClassifyIn]. Topics that only the history of the conversation tells (怎么还没到 after a question about a parcel) are not found here. EVALUATION.md says how well.
package intent

//go:generate go run gen.go
//go:generate go run genmodel.go
