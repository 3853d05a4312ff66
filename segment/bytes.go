package segment

import "unsafe"

// bytesToString returns a string that shares the memory of b, which must not be written any more.
func bytesToString(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

const (
	classAlnum = 1 << iota
	classDigit
	classSpace
)

var asciiClass = func() (t [128]uint8) {
	for c := '0'; c <= '9'; c++ {
		t[c] = classAlnum | classDigit
	}
	for c := 'a'; c <= 'z'; c++ {
		t[c], t[c-'a'+'A'] = classAlnum, classAlnum
	}
	for _, c := range "\t\n\v\f\r " {
		t[c] = classSpace
	}
	return t
}()

func isAlnum(c byte) bool  { return c < 128 && asciiClass[c]&classAlnum != 0 }
func isDigit(c byte) bool  { return '0' <= c && c <= '9' }
func isLetter(c byte) bool { return isAlnum(c) && !isDigit(c) }
func isSpace(c byte) bool  { return c < 128 && asciiClass[c]&classSpace != 0 }
