// Package match finds many patterns at once in the tokens of one utterance. Packages sentiment, intent and rephrase keep their rules
// as rows of text; this package turns the rows into one [Matcher].
//
//	b := match.NewBuilder()
//	b.Define("neg", "不|没[有]|别")            // usable in later patterns as @neg
//	err := b.Add(7, "@neg[太]满意")             // 7 comes back in Hit.Pattern; *PatternError says what is wrong and where
//	m := b.Build()                              // immutable, safe for concurrent use
//	hits = m.Find(hits[:0], toks)               // allocates nothing when hits has room
//
// # Patterns
//
// A pattern is compared with the Norm of the tokens (half-width, simplified, lower case); it is normalised in the same way.
//
//	退款          a literal: begins and ends at token borders, borders inside do not matter: 请 does not match in 申请
//	*卡  卡*      the end with the star may lie inside a token; *卡* is a plain substring
//	a|b  (a|b)c   alternatives
//	[太]慢        an optional part
//	@neg          a definition made before, as if written in parentheses
//	#             a run of numerals: digits, 一二三…十百千万两半, 几 and 多 inside (等了#天)
//	你们..慢      a gap of up to 10 characters that crosses no clause end (，；：。！？… or white space)
//	你们...慢     a gap of up to 30 characters that may cross clause ends, but no sentence end (。！？… or a line break)
//	你们..{4}慢   the same with another limit, 1 to 60; also ...{40}
//	^ and $       begin and end of the utterance; punctuation, white space and fillers (嗯 呃 那个 …) outside do not count
//	\[微笑\]      a backslash takes the next character as it is
//
// The runs behind # are as long as they can be. A space in a pattern means nothing, so long rows may be laid out; white space in the text is skipped by literals and ends a clause
// for gaps; a mark that belongs to a part does not stand in the gap behind it. A gap stands between two parts, never at the end of a pattern.
//
// # Hits
//
// [Matcher.Find] returns every hit, ordered by Start, then the longer first, then Pattern; a hit that lies inside another of the same
// Pattern is left out. Where gaps let several beginnings reach the same last part, the nearest counts: 你..慢 in 你说你慢 is 你慢. Each
// way through groups that hold gaps counts by itself, and so does each length of an optional part: 请[您]..{2}谅解 finds 请您多多谅解,
// in which 请 alone would be too far ahead. [Outermost] leaves out those that lie inside a longer one without gaps of any pattern: so a row for 好不容易 shields
// the 容易 in it. What wins otherwise is the business of the caller.
//
// The work is proportional to the length of the text and does not depend on the number of patterns, only on how many of them share a
// word that is in the text.
//
// # Rows
//
// [ReadTable] reads tab-separated rows and tells of every row that it cannot use as a [*RowError] (file, line, id, reason); the others
// stay usable. What the columns mean is the business of the caller.
//
//	func NewBuilder() *Builder
//	func (*Builder) Define(name, pattern string) error
//	func (*Builder) Add(value int, pattern string) error      // several patterns may share one value, 0 to 1<<20
//	func (*Builder) Build() *Matcher
//	func (*Matcher) Find(dst []Hit, toks []segment.Token) []Hit
//	func Outermost(hits []Hit) []Hit                          // in place
//	type Hit struct { Pattern int; Span dialogue.Span; First, Last int; Gap bool } // tokens First up to, not including, Last
//	func ReadTable(file string, r io.Reader, columns int) ([]Row, []*RowError)
//	type Row struct { File string; Line int; Fields []string } // Fields[0] is the id; short rows are padded with ""
package match
