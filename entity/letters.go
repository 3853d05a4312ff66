package entity

import (
	"strings"

	"github.com/qingting-nlp/qingting/segment"
)

const provinces = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤川青藏琼宁"

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
	case c > 0x3000:
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
		if n <= 10 && s.is(i, "t+") {
			s.tPlus(i)
		}
		return
	}
	if s.at(j) == '@' {
		return
	}
	h := s.named(i, j)
	upper := strings.ToUpper(string(s.r[i:j]))
	switch {
	case h.class == ofOrder && digits >= 5:
		s.propose(Order, i, j, rankNamed, 0.9, "order.named", Value{Text: upper, Unit: h.kind})
		s.lastRun = run{i, j, h}
	case h.class == ofOther && int(h.end) <= i && i-int(h.end) <= 4:
		s.propose("", i, j, rankNamed, 0.9, "other.named", Value{})
	case marks > 0:
	case h.class == ofPermit && (n == 9 || n == 11) && digits == n-1 && (c == 'c' || c == 'h' || c == 'm' || c == 'w' || c == 't' || c == 'l'),
		h.class == ofPermit && n == 9 && digits == 7 && c == 'c':
		s.propose(Permit, i, j, rankNamed, 0.9, "permit.named", Value{Text: upper})
	case (h.class == ofPassport || h.class == ofID) && n == 9 && (digits == 8 && strings.IndexByte("egdspk", byte(c)) >= 0 || digits == 7 && c == 'e'):
		s.propose(Passport, i, j, rankNamed, 0.9, "passport.named", Value{Text: upper})
	case digits >= 10 && courier(upper):
		s.propose(Order, i, j, rankNamed, 0.8, "order.courier", Value{Text: upper, Unit: "tracking"})
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
		v := number(int64(d-'0')*1e6, int64(d-'0')*1e6, false, " workday")
		v.Unit = "workday"
		s.propose(Duration, i, i+3, rankDate, 0.9, "duration.tplus", v)
	}
}

func mailChar(r rune) bool { return alnum(r) || r == '.' || r == '_' || r == '-' || r == '+' }

// email reads the address around the @ at i.
func (s *scan) email(i int) {
	b := i
	for b > 0 && i-b < 64 && mailChar(s.r[b-1]) {
		b--
	}
	for b < i && (s.r[b] == '.' || s.r[b] == '-' || s.r[b] == '+') {
		b++
	}
	e, dot := i+1, false
	for e < len(s.r) && e-i < 128 && (alnum(s.r[e]) || (s.r[e] == '.' || s.r[e] == '-') && alnum(s.at(e+1)) && e > i+1) {
		dot = dot || s.r[e] == '.'
		e++
	}
	if b == i || !dot {
		return
	}
	s.propose(Email, b, e, rankWeb, 0.97, "email.form", Value{Text: string(s.r[b:e])})
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
	if k != 5 && k != 6 || alnum(s.at(j)) || digits < 2 || letters > 3 {
		return
	}
	s.propose(Plate, i, j, rankPlate, conf(k == 5, 0.9, 0.85), "plate.form", Value{Text: string(s.r[i]) + strings.ToUpper(string(s.r[i+1])+string(b[:k]))})
}
