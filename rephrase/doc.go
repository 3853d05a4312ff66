// Package rephrase reads what an agent is about to say and proposes plainer and warmer words that keep every fact.
//
//	r := rephrase.Default()
//	d := rephrase.Draft{Text: "退款T+3到账。", Customer: rephrase.Customer{Text: "我等了三天了", Emotion: "urgent", Intensity: 2}}
//	for _, s := range r.Check(d) { … }   // what could be said better, and why
//	fmt.Println(r.Rewrite(d).Text)       // the safe ones applied
//
// A [Rewriter] finds words that a customer may not know (jargon), office style and long sentences (plain), service-speech problems
// (tone, compliance) and a missing or template answer to the customer's feeling (empathy). [Rewriter.Rewrite] applies only what needs no
// human judgement, and each of its edits passes the [Guard] or is refused. The Guard can also verify text that a language model wrote.
//
// [Rewriter.Review] does both in one pass, and takes tokens that the caller has. The work is proportional to the length of the draft.
//
// The rules are tables in data/glossary and data/rephrase. Limits: Mandarin; inserted words are simplified Chinese, so that a draft in
// traditional script gets suggestions and no edits; the rules know the
// usual phrasings, not every one.
package rephrase

//go:generate go run gen.go
