// Package intent reads what a customer wants out of one utterance: the acts ([Ask], [Refund], [Chase] …) and the topics they are about
// ([ShopRefund], [BankCard] …). Several of each may hold.
//
//	r := intent.Default().Classify("退款怎么还没到账")
//	// r.Acts[0].Label == intent.Chase, r.Topics[0].Label == intent.ShopRefund
//
// This version works with rows of words and patterns (data/intent). Its confidences order the candidates and grow with the evidence, but
// they are not calibrated: 0.6 does not mean right in six cases of ten. [Result.Calibrated] is false for that reason. Topics that only
// the history of the conversation tells (怎么还没到 after a question about a parcel) are not found here.
package intent

//go:generate go run gen.go
