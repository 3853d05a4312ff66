package dialogue

import (
	"bufio"
	"bytes"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// Encoding is how a file writes characters as bytes. The zero value is [AnyEncoding].
type Encoding uint8

const (
	AnyEncoding Encoding = iota // found out from the content; see DetectEncoding
	UTF8
	GB18030 // and its parts GBK and GB 2312
	Big5
	UTF16LE
	UTF16BE
)

var encodingNames = [...]string{AnyEncoding: "any", UTF8: "utf-8", GB18030: "gb18030", Big5: "big5", UTF16LE: "utf-16le", UTF16BE: "utf-16be"}

// String returns the lower-case name of the encoding, "any", and "invalid" for a value that is no encoding.
func (e Encoding) String() string {
	if int(e) < len(encodingNames) {
		return encodingNames[e]
	}
	return "invalid"
}

// ParseEncoding returns the encoding of that name, as [Encoding.String] gives it; gbk, gb2312, utf8, utf16le, utf16be and any case are
// taken too. It returns false when there is none.
func ParseEncoding(name string) (Encoding, bool) {
	name = strings.ToLower(name)
	switch name {
	case "gbk", "gb2312", "cp936":
		return GB18030, true
	case "utf8":
		return UTF8, true
	case "utf16le":
		return UTF16LE, true
	case "utf16be":
		return UTF16BE, true
	}
	for e, n := range encodingNames {
		if n == name {
			return Encoding(e), true
		}
	}
	return AnyEncoding, false
}

// WithEncoding sets the encoding of the input; without it, [Read] and [ReadFile] find it out. In input of another encoding than UTF-8,
// bytes that are no character become U+FFFD, limits count bytes of UTF-8, and columns of errors count bytes of the input as it would
// be written without errors.
func WithEncoding(e Encoding) Option {
	return optionFunc(func(r *reader) { r.encoding = e })
}

// codec returns the encoding for x/text, nil for UTF-8.
func (e Encoding) codec() encoding.Encoding {
	switch e {
	case GB18030:
		return simplifiedchinese.GB18030
	case Big5:
		return traditionalchinese.Big5
	case UTF16LE:
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case UTF16BE:
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	}
	return nil
}

// maxSniff bounds what DetectEncoding looks at.
const maxSniff = 16 << 10

// DetectEncoding returns the encoding of a file from its first bytes, of which it looks at 16 KiB. A few sentences are enough; the last
// character may be cut. A byte order mark decides. Bytes that are valid UTF-8 are [UTF8]; others are another encoding only when they
// are Chinese text in it without an error, and [UTF8] with damage otherwise. [AnyEncoding] means that there is nothing but ASCII, which
// is the same in all but UTF-16.
func DetectEncoding(prefix []byte) Encoding {
	switch {
	case bytes.HasPrefix(prefix, []byte(bom)):
		return UTF8
	case bytes.HasPrefix(prefix, []byte("\xff\xfe")) && utf16Text(prefix[2:]):
		return UTF16LE
	case bytes.HasPrefix(prefix, []byte("\xfe\xff")) && utf16Text(prefix[2:]):
		return UTF16BE
	}
	if len(prefix) > maxSniff {
		prefix = prefix[:maxSniff]
	}
	if isASCII(prefix) {
		switch {
		case bytes.IndexByte(prefix, 0) < 0:
			return AnyEncoding
		case utf16Strict(prefix, 1):
			return UTF16LE
		case utf16Strict(prefix, 0):
			return UTF16BE
		}
		return AnyEncoding
	}
	bad, good := countUTF8(prefix)
	if bad == 0 {
		return UTF8
	}
	// UTF-16 text seldom gets by without a line feed, a digit or a mark of ASCII.
	if bytes.IndexByte(prefix, 0) >= 0 {
		switch {
		case utf16Strict(prefix, 1):
			return UTF16LE
		case utf16Strict(prefix, 0):
			return UTF16BE
		}
	}
	best, bestScore := UTF8, 0.0
	for _, e := range []Encoding{GB18030, Big5, UTF16LE, UTF16BE} {
		if score := chineseScore(prefix, e); score > bestScore {
			best, bestScore = e, score
		}
	}
	if best != UTF8 && good > 0 && good*3 >= bad {
		return UTF8 // UTF-8 with damage
	}
	return best
}

// countUTF8 counts bytes that are not UTF-8 and characters that Chinese text is made of; a character cut by the end counts as neither.
func countUTF8(b []byte) (bad, good int) {
	for len(b) > 0 {
		if b[0] < utf8.RuneSelf {
			b = b[1:]
			continue
		}
		r, n := utf8.DecodeRune(b)
		if r == utf8.RuneError && n == 1 {
			if len(b) < utf8.UTFMax && !utf8.FullRune(b) {
				break
			}
			bad++
		} else if 0x4E00 <= r && r <= 0x9FFF || 0x3000 <= r && r <= 0x303F || 0xFF00 <= r && r <= 0xFFEF || 0x2010 <= r && r <= 0x2030 || r >= 0x1F300 {
			good++
		}
		b = b[n:]
	}
	return bad, good
}

// utf16Text reports whether bytes after a byte order mark can be UTF-16: some, and no NUL among the characters.
func utf16Text(b []byte) bool {
	if len(b) < 2 {
		return false
	}
	if len(b) > maxSniff {
		b = b[:maxSniff]
	}
	for i := 0; i+1 < len(b); i += 2 {
		if b[i] == 0 && b[i+1] == 0 {
			return false
		}
	}
	return true
}

// utf16Strict reports whether bytes without a byte order mark are UTF-16: units of ASCII, Han and the marks that go with them.
func utf16Strict(b []byte, high int) bool {
	units, ok, ascii := 0, 0, 0
	for i := 0; i+1 < len(b); i += 2 {
		u := uint16(b[i+high])<<8 | uint16(b[i+1-high])
		units++
		switch {
		case u == 0:
			return false
		case u < 0x80:
			if u < ' ' && u != '\n' && u != '\r' && u != '\t' {
				return false
			}
			ok++
			ascii++
		case 0x4E00 <= u && u <= 0x9FFF, 0x3000 <= u && u <= 0x303F, 0xFF00 <= u && u <= 0xFFEF, 0x2010 <= u && u <= 0x2030, 0xD800 <= u && u <= 0xDFFF:
			ok++
		}
	}
	return units >= 2 && ascii > 0 && ok*20 >= units*19
}

// frequent are characters that Chinese text, of service above all, is full of, in both scripts.
const frequent = "的一是了我不人在他有这这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以会家可下而过天去能对小多然于心学么之都好看起发当没成只如事把还用第样道想作种开美总从无情己面最女但现前些所同日手又行意动方期它头经长儿回位分爱老因很给名法间斯知世什两次使身者被高已亲其进此话常与活正感這個們來時為說國會過對學麼發沒開總從無現動經長兒愛給間問題見電話請訂單銀行卡號碼錢賣買費單網機運貨員訊幫辦嗎還點擊處理見聽謝謝錯誤讓應該問题见电话请订单银行卡号码钱卖买费网机运货员讯帮办吗点击处理听谢错误让应该退款客户服坐席您好快递账保险查询投诉件收密用户業務专業线绑定改签发票元月份今明昨天申请呢吧啊哦嗯"

// chineseScore returns how much of the text in that encoding is frequent characters, in [0,1]; 0 when it is not text in it.
func chineseScore(b []byte, e Encoding) float64 {
	if len(b) < 4 {
		return 0
	}
	text, err := e.codec().NewDecoder().Bytes(b)
	if err != nil {
		return 0
	}
	han, common, marks, odd := 0, 0, 0, 0
	n := len(text)
	for i := 0; i < n; {
		r, size := utf8.DecodeRune(text[i:])
		i += size
		switch {
		case r == utf8.RuneError:
			if n-i > 0 {
				return 0 // not the cut end
			}
		case r < utf8.RuneSelf:
			if r < ' ' && r != '\n' && r != '\r' && r != '\t' && r != 0x1B {
				return 0
			}
		case 0x4E00 <= r && r <= 0x9FFF:
			han++
			if frequentSet[r-0x4E00] {
				common++
			}
		case strings.ContainsRune("，。！？：；、“”‘’（）《》【】…—·￥～「」『』", r):
			marks++
		case 0xFF01 <= r && r <= 0xFF5E, 0x1F300 <= r && r <= 0x1FAFF, 0x2600 <= r && r <= 0x27BF:
		case 0xE000 <= r && r <= 0xF8FF:
			return 0
		default:
			odd++
		}
	}
	if han < 3 || common < 2 || odd*10 > han+marks {
		return 0
	}
	score := float64(common+marks) / float64(han+marks)
	if score < 0.2 {
		return 0
	}
	return score
}

var frequentSet = func() (t [0x9FFF - 0x4E00 + 1]bool) {
	for _, r := range frequent {
		t[r-0x4E00] = true
	}
	return t
}()

// decoded returns the source as UTF-8 and what its bytes are. It reads no further ahead than the encoding needs: input that begins in
// ASCII is looked at again where other bytes begin, and UTF-8 is handed through.
func decoded(br *bufio.Reader, e Encoding) (*bufio.Reader, *sniffer) {
	s := &sniffer{e: e, br: br}
	if e != AnyEncoding {
		if e.codec() == nil {
			return br, s
		}
		s.decide(e)
		return bufio.NewReaderSize(s, bufferSize), s
	}
	br.Peek(1) // an error comes back with the first read
	prefix, _ := br.Peek(br.Buffered())
	if certain(prefix) {
		s.e = UTF8
		return br, s
	}
	return bufio.NewReaderSize(s, bufferSize), s
}

// certain reports whether the bytes are UTF-8 beyond doubt: no error, and four characters of Chinese text.
func certain(b []byte) bool {
	bad, good := countUTF8(b)
	return bad == 0 && (good >= 4 || bytes.HasPrefix(b, []byte(bom))) && !bytes.HasPrefix(b, []byte("\xff\xfe"))
}

func isASCII(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// sniffer hands bytes through until they tell the encoding, and decodes from there.
type sniffer struct {
	e     Encoding // AnyEncoding while nothing is known
	br    *bufio.Reader
	begun bool
	dec   io.Reader // decodes br; nil for bytes that are handed through
}

func (s *sniffer) decide(e Encoding) {
	s.e = e
	if c := e.codec(); c != nil {
		s.dec = transform.NewReader(s.br, c.NewDecoder())
	}
}

// Read implements io.Reader.
func (s *sniffer) Read(p []byte) (int, error) {
	if s.dec != nil {
		return s.dec.Read(p)
	}
	if s.e != AnyEncoding {
		return s.br.Read(p)
	}
	if _, err := s.br.Peek(1); err != nil {
		return s.br.Read(p)
	}
	b, _ := s.br.Peek(s.br.Buffered())
	first := !s.begun
	if first && (b[0] == 0 || b[0] >= utf8.RuneSelf || len(b) < 4) {
		s.br.Peek(4) // the beginning may be a byte order mark or half a unit of UTF-16
		b, _ = s.br.Peek(s.br.Buffered())
	}
	s.begun = true
	if isASCII(b) && (!first || bytes.IndexByte(b, 0) < 0) {
		return s.br.Read(p[:min(len(p), len(b))])
	}
	if !certain(b) {
		b, _ = s.br.Peek(s.br.Size())
	}
	e := DetectEncoding(b)
	if !first && (e == UTF16LE || e == UTF16BE) {
		e = UTF8
	}
	if e == AnyEncoding { // ASCII with NUL
		e = UTF8
	}
	s.decide(e)
	return s.Read(p)
}

// rawColumn returns the column in the bytes of the input for a column in the line that was decoded from them.
func (s *sniffer) rawColumn(line []byte, column int) int {
	if s == nil || s.dec == nil || column < 1 || column > len(line)+1 {
		return column
	}
	c := s.e.codec()
	switch s.e {
	case UTF16LE, UTF16BE:
		n := 0
		for _, r := range string(line[:column-1]) {
			n += 2
			if r > 0xFFFF {
				n += 2
			}
		}
		return n + 1
	}
	raw, err := encoding.ReplaceUnsupported(c.NewEncoder()).Bytes(line[:column-1])
	if err != nil {
		return column
	}
	return len(raw) + 1
}
