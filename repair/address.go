package repair

import "strings"

// stretch is a run of characters that a web address is made of.
type stretch struct {
	start, end int
	url        bool
}

// maxURL bounds how far the beginning of a web address is looked for.
const maxURL = 2 << 10

// urlByte holds the characters of web addresses.
var urlByte = func() (t [256]bool) {
	for c := range 128 {
		t[c] = isAlnum(byte(c)) || strings.IndexByte("-._~:/?#[]@!$&'()*+,;=%", byte(c)) >= 0
	}
	return t
}()

// inURL reports whether the ASCII character at i belongs to a web address. It must be asked of growing places.
func (p *pass) inURL(i int) bool {
	u := &p.url
	if i < u.start || i >= u.end {
		start, end := i, i
		for start > max(u.end, i-maxURL) && urlByte[p.text[start-1]] {
			start--
		}
		for end < len(p.text) && urlByte[p.text[end]] {
			end++
		}
		*u = stretch{start, end, addressed(p.text[start:min(end, start+maxURL)])}
	}
	return u.url
}

// addressed reports whether s holds a web address: a scheme, www, or a domain with a path or query.
func addressed(s string) bool {
	if strings.Contains(s, "://") || strings.Contains(s, "www.") {
		return true
	}
	host := s[:len(s)-len(strings.TrimLeft(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-."))]
	dot := strings.LastIndexByte(host, '.')
	if dot <= 0 || len(host) == len(s) || s[len(host)] != '/' && s[len(host)] != '?' {
		return false
	}
	top := host[dot+1:]
	return len(top) >= 2 && strings.Trim(top, "0123456789-") == top
}

// separates reports whether the &amp; at text[i:end] stands before a parameter of a web address, in a text without other
// escapes.
func (p *pass) separates(i, end int) bool {
	if p.escaped || !strings.HasSuffix(p.text[i:end], "amp;") || !p.inURL(i) {
		return false
	}
	n := end
	for n < len(p.text) && (isAlnum(p.text[n]) || p.text[n] == '_' || p.text[n] == '-' || p.text[n] == '.') {
		n++
	}
	return n > end && (n == len(p.text) || p.text[n] != ';')
}
