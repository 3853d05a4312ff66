package entity

import (
	"strings"

	"github.com/qingting-nlp/qingting/segment"
)

// webAddresses takes the web addresses of the tokens.
func (s *scan) webAddresses() {
	i := 0
	for _, t := range s.toks {
		if t.Kind != segment.URL {
			continue
		}
		for i < len(s.off) && int(s.off[i]) < t.Span.Start {
			i++
		}
		j := i
		for j < len(s.off) && int(s.off[j]) < t.Span.End {
			j++
		}
		if i == j || i > 0 && s.r[i-1] == '@' {
			continue
		}
		low := string(s.r[i:min(j, i+256)])
		if !strings.Contains(low, "://") && !strings.HasPrefix(low, "www.") {
			host, _, path := strings.Cut(low, "/")
			switch host[strings.LastIndexByte(host, '.')+1:] {
			case "html", "htm", "apk", "pdf", "jpg", "png", "xls", "xlsx", "doc", "docx":
				if !path {
					continue
				}
			}
		}
		s.propose(URL, i, j, rankWeb, 0.95, "url.form", Value{Text: s.raw(i, j)})
		i = j
	}
}

// letters reads what begins with a Latin letter, or with the character of a province, at i.
func (s *scan) letters(i int) {
	c := s.r[i]
	switch {
	case s.bits[i]&isProvince != 0:
		s.plate(i)
		return
	case c == '@':
		s.email(i)
		return
	case alnum(s.at(i-1)) || s.at(i-1) == '_' || s.at(i-1) == '-' && alnum(s.at(i-2)):
		return
	}
	j, digits, marks := i, 0, 0
	for j < len(s.r) && j-i <= 40 && (alnum(s.r[j]) || (s.r[j] == '-' || s.r[j] == '_') && alnum(s.at(j+1))) {
		if s.r[j] >= '0' && s.r[j] <= '9' {
			digits++
		}
		if s.r[j] == '-' || s.r[j] == '_' {
			marks++
		}
		j++
	}
	n := j - i
	if n > 40 || n < 4 || digits < 3 {
		if n == 6 {
			s.booking(i, j, digits)
		}
		if n <= 10 && s.is(i, "t+") {
			s.tPlus(i)
		}
		return
	}
	if s.at(j) == '@' {
		return
	}
	h := s.named(i, j)
	switch {
	case h.class == ofOrder && digits >= 5:
		s.propose(Order, i, j, rankNamed, 0.9, "order.named", Value{Text: s.ascii(i, j, true), Unit: h.kind})
		s.lastRun = run{i, j, h}
	case h.class == ofOther && int(h.end) <= i && i-int(h.end) <= 4:
		s.propose("", i, j, rankNamed, 0.9, "other.named", Value{})
	case marks > 0:
	case h.class == ofPermit && (n == 9 || n == 11) && digits == n-1 && (c == 'c' || c == 'h' || c == 'm' || c == 'w' || c == 't' || c == 'l'),
		h.class == ofPermit && n == 9 && digits == 7 && c == 'c':
		s.propose(Permit, i, j, rankNamed, 0.9, "permit.named", Value{Text: s.ascii(i, j, true)})
	case (h.class == ofPassport || h.class == ofID) && n == 9 && (digits == 8 && strings.IndexByte("egdspk", byte(c)) >= 0 || digits == 7 && strings.IndexByte("egdspm", byte(c)) >= 0):
		s.propose(Passport, i, j, rankNamed, 0.9, "passport.named", Value{Text: s.ascii(i, j, true)})
	case digits >= 10 && digits < n && n-digits <= 3 && courier(strings.ToUpper(string(s.r[i:j]))):
		s.propose(Order, i, j, rankNamed, 0.8, "order.courier", Value{Text: s.ascii(i, j, true), Unit: "tracking"})
	}
}

// booking reads the six letters and digits of a booking of a flight: PNR是KX8Z2Q.
func (s *scan) booking(i, j, digits int) {
	h := s.named(i, j)
	if h.class != ofOrder || int(h.end) > i || i-int(h.end) > 3 {
		return
	}
	if pnr := s.is(int(h.start), "pnr"); pnr || digits > 0 && (s.is(int(h.start), "订座") || s.is(int(h.start), "预订") || s.is(int(h.start), "预定")) {
		s.propose(Order, i, j, rankNamed, 0.85, "order.booking", Value{Text: s.ascii(i, j, true), Unit: h.kind})
	}
}

func courier(u string) bool {
	for _, p := range []string{"SF", "YT", "JDV", "JDX", "JD", "JT", "DPK", "ZTO", "YZ", "STO", "EMS"} {
		if rest, ok := strings.CutPrefix(u, p); ok && strings.Trim(rest, "0123456789") == "" && len(rest) >= 10 {
			return true
		}
	}
	return false
}

// tPlus reads T+3.
func (s *scan) tPlus(i int) {
	if d := s.at(i + 2); d >= '0' && d <= '9' && !alnum(s.at(i+3)) {
		v := s.number(int64(d-'0')*1e6, int64(d-'0')*1e6, false, " workday")
		v.Unit = "workday"
		s.propose(Duration, i, i+3, rankDate, 0.9, "duration.tplus", v)
	}
}

func mailChar(r rune) bool { return alnum(r) || r == '.' || r == '_' || r == '-' || r == '+' }

// email reads the address around the @ at i.
func (s *scan) email(i int) {
	left, e, dot := i, i+1, false
	if s.at(i-1) == ' ' && alnum(s.at(i-2)) && s.at(i+1) == ' ' { // li @ qq.com
		left, e = i-1, i+2
	}
	b := left
	for b > 0 && left-b < 64 && mailChar(s.r[b-1]) {
		b--
	}
	for b < left && (s.r[b] == '.' || s.r[b] == '-' || s.r[b] == '+') {
		b++
	}
	at := e
	for e < len(s.r) && e-i < 128 && (alnum(s.r[e]) || (s.r[e] == '.' || s.r[e] == '-') && alnum(s.at(e+1)) && e > at) {
		dot = dot || s.r[e] == '.'
		e++
	}
	if b == left || !dot {
		return
	}
	s.propose(Email, b, e, rankWeb, 0.97, "email.form", Value{Text: strings.ReplaceAll(s.ascii(b, e, false), " ", "")})
}

// wordTail reports whether three or more letters stand at j, up to the end of the word.
func (s *scan) wordTail(j int) bool {
	k := j
	for 'a' <= s.at(k) && s.at(k) <= 'z' {
		k++
	}
	return k-j >= 3 && !alnum(s.at(k))
}

// plate reads the number of a car at the character of its province.
func (s *scan) plate(i int) {
	if l := s.at(i + 1); l < 'a' || l > 'z' {
		return
	}
	j := i + 2
	if c := s.at(j); c == '·' || c == ' ' || c == '-' || c == '.' || c == '•' {
		j++
	}
	var b [8]byte
	k, digits, letters := 0, 0, 0
	for j < len(s.r) && k < 7 && alnum(s.r[j]) {
		if s.r[j] >= '0' && s.r[j] <= '9' {
			digits++
		} else {
			letters++
		}
		b[k] = byte(s.r[j])
		k++
		j++
	}
	if strings.ContainsRune("学警挂港澳领使", s.at(j)) && k == 4 && s.at(j) != 0 {
		s.propose(Plate, i, j+1, rankPlate, 0.9, "plate.form", Value{Text: string(s.r[i]) + strings.ToUpper(string(s.r[i+1])+string(b[:k])) + string(s.r[j])})
		return
	}
	for n := 6; k == 7 && n >= 5; n-- { // 豫P31K20ETC
		if at := j - 7 + n; s.wordTail(at) {
			j, k, letters = at, n, letters-(7-n)
		}
	}
	if alnum(s.at(j)) && k == 7 {
		return
	}
	if k != 5 && k != 6 || digits < 2 || letters > 3 {
		return
	}
	s.propose(Plate, i, j, rankPlate, conf(k == 5, 0.9, 0.85), "plate.form", Value{Text: string(s.r[i]) + strings.ToUpper(string(s.r[i+1])+string(b[:k]))})
}
