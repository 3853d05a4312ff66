package labelled

import (
	"errors"
	"strings"

	"github.com/qingting-nlp/qingting/dialogue"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

// decode returns data as UTF-8 without byte order mark; bytes of UTF-8 that are damaged stay.
func decode(data []byte) (string, error) {
	var c encoding.Encoding
	switch e := dialogue.DetectEncoding(data); e {
	case dialogue.GB18030:
		c = simplifiedchinese.GB18030
	case dialogue.Big5:
		c = traditionalchinese.Big5
	case dialogue.UTF16LE:
		c = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case dialogue.UTF16BE:
		c = unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	default:
		return strings.TrimPrefix(string(data), "\ufeff"), nil
	}
	out, err := c.NewDecoder().Bytes(data)
	if err != nil {
		return "", errors.New("the encoding cannot be read; save the file as UTF-8")
	}
	return strings.TrimPrefix(string(out), "\ufeff"), nil
}
