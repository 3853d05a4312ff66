// Package dialogue holds the shapes of a conversation between a customer and a
// service, and reads and writes them. Package dialogue stands below all others:
// every finding of the library points, by a [Span] in an [Evidence], at bytes of
// the raw [Utterance.Text] of a [Dialogue].
//
//	for d, err := range dialogue.ReadFile("calls.jsonl") {
//		if err != nil {
//			log.Print(err) // names file and line, never the customer's words
//			continue
//		}
//		fmt.Println(d.ID, len(d.Utterances))
//	}
//
// There are three formats. [DLG] is made for people: one dialogue with the results
// that are expected of it; see [ParseDLG]. [JSONL] is made for programs and holds
// all that a Dialogue holds. [Text] is the transcript that people paste. [Read]
// and [ReadFile] take UTF-8, GB18030, Big5 and UTF-16, with or without a byte
// order mark, with line ends of LF or CR LF, and keep invalid UTF-8 as it is; see
// [DetectEncoding]. All that is in memory is UTF-8.
//
// # JSON Lines
//
// Each line is one dialogue:
//
//	{"id":"7","sector":"bank","channel":"chat","meta":{"origin":"own"},
//	 "utterances":[{"role":"customer","speaker":"u1","start_ms":1500,"text":"你好"}]}
//
// All keys but utterances and text may be missing or null. A dialogue also takes
// "began" (RFC 3339), "comment" and "blocks" ([{"name","text"}]); an utterance
// takes "end_ms" and, for times of day such as "14:03:22", "start_clock" and
// "end_clock", which count where no offset is given. Ids and speakers may be
// numbers. A role that [ParseRole] does not know becomes [Unknown], and its word
// the speaker when there is none.
//
// Further keys of the dialogue, and keys in meta, are kept in [Dialogue.Meta] when
// they hold a string, a number or a boolean, as text; all others are ignored, as
// are further keys of utterances. Of a key given twice, the last one counts.
//
// # Plain text
//
// A line begins an utterance when it has the form
//
//	[00:12.5] 客服(小王)：您好
//
// where the role is a word that [ParseRole] knows, the colon is ASCII or
// full-width, and time and speaker may be missing. The time stands in brackets as
// in a .dlg file that is not a chat, or bare as a time of day, 14:03 or 14:03:22.
// The speaker may also be a number behind the role word, 客服001. One space after
// the colon is left out.
//
// Any other line continues the utterance on a new line; so does a line that begins
// with a tab, which is left out. Where there is no utterance yet, it begins one of
// an [Unknown] role. Blank lines are skipped. A line of three or more - or = ends
// the dialogue.
package dialogue
