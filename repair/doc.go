// Package repair mends text that a machine damaged on its way, marks where a speaker hesitated, and finds the borders of clauses in
// transcripts that have no punctuation.
//
//	res := repair.Default().Repair("&#25105;個(gè)人認(rèn)為&nbsp;不行")
//	fmt.Println(res.Text) // 我個人認為 不行
//
// A [Repairer] leaves readable text as it is: what a customer typed, spelling mistakes included, is not damage. It undoes what has one
// right answer and reports each step as a [Repair] with its [Kind] and the bytes of the raw text; where bytes are lost it reports a
// [Flag] and invents nothing. [Result.RawSpan] leads from the repaired text back to the raw bytes. Time is linear in the text.
//
// Text of the other width, in traditional script or with codes of pictures is readable and stays as it is, unless [Width], [Script] or
// [ChatCode] are switched on:
//
//	r := repair.New(repair.With(repair.Script, repair.ChatCode))
//	fmt.Println(r.Repair("手機壞了[大哭]").Text) // 手机坏了
//
// [AppendDisfluencies] and [AppendBorders] work on the tokens of package segment and change nothing.
//
// Limits: Mandarin. Mojibake is undone for UTF-8 read as Windows-1252 or GBK and for GBK read as Latin-1; files in other encodings
// are the business of package dialogue. Characters that were split in two are known from a table, and so are the names of pictures.
// Lines and words that are said twice stay: a customer who repeats means it.
package repair
