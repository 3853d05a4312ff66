// Package numeral reads the numbers of folded Chinese text: 1299, 1,299.00, 1.5万, 三百五十, 两千零五, 二〇二四, 几十, 两三百, 三十多.
package numeral

// One is the number 1 in the unit of Number, a millionth.
const One = 1_000_000

// Number is what a numeral says, in millionths. Min and Max differ for 几十, 两三百 and 三十多, which are Approx.
type Number struct {
	Min, Max int64
	Approx   bool
	// Step is the value of the last unit, in millionths: 100 for 三百, 10 for 30, 1 for 35.
	Step int64
	// Digits is the number of numerals read one by one (二〇二四, 2024), 0 for numbers with units (两千零二十四).
	Digits int
}

// maxRun bounds the length of a numeral, in characters. Longer runs are no numbers.
const maxRun = 24

// maxRest bounds what follows a unit behind digits (3万5000), in characters.
const maxRest = 12

const limit = int64(9e12) // the largest value that fits into 63 bits in millionths

// Digit returns the value of a digit or numeral of one place, with the telephone forms 幺 (1), and two as 两; -1 for other characters.
func Digit(r rune) int {
	switch r {
	case '零', '〇':
		return 0
	case '一', '壹', '幺':
		return 1
	case '二', '两', '贰':
		return 2
	case '三', '叁':
		return 3
	case '四', '肆':
		return 4
	case '五', '伍':
		return 5
	case '六', '陆':
		return 6
	case '七', '柒':
		return 7
	case '八', '捌':
		return 8
	case '九', '玖':
		return 9
	}
	if '0' <= r && r <= '9' {
		return int(r - '0')
	}
	return -1
}

// Unit returns 10 for 十, and so on; 0 for other characters.
func Unit(r rune) int64 {
	switch r {
	case '十', '拾':
		return 10
	case '百', '佰':
		return 100
	case '千', '仟':
		return 1000
	case '万':
		return 1e4
	case '亿':
		return 1e8
	}
	return 0
}

// Parse reads all of s as one number. ok is false when s is none.
func Parse(s string) (n Number, ok bool) {
	r := []rune(s)
	n, k := Read(r)
	return n, k == len(r) && k > 0
}

// Read returns the longest number at the head of r and its length in characters, or 0.
func Read(r []rune) (Number, int) {
	if len(r) == 0 {
		return Number{}, 0
	}
	if r[0] >= '0' && r[0] <= '9' {
		return readDigits(r)
	}
	return readHan(r)
}

func isASCII(r rune) bool { return r >= '0' && r <= '9' }

func readDigits(r []rune) (Number, int) {
	i, v, digits := 0, int64(0), 0
	for i < len(r) {
		if isASCII(r[i]) {
			if digits++; digits > 18 {
				return Number{}, 0
			}
			v = v*10 + int64(r[i]-'0')
			i++
			continue
		}
		if r[i] == ',' && digits >= 1 && i <= 3+4*4 && i+3 < len(r) && isASCII(r[i+1]) && isASCII(r[i+2]) && isASCII(r[i+3]) &&
			(i+4 >= len(r) || !isASCII(r[i+4])) && group(r[:i]) {
			i++
			continue
		}
		break
	}
	if v > limit {
		return Number{}, 0
	}
	n := Number{Digits: digits, Step: One}
	for w := v; w > 0 && w%10 == 0; w /= 10 {
		n.Step *= 10
	}
	v *= One
	if i+1 < len(r) && r[i] == '.' && isASCII(r[i+1]) {
		n.Step = One
		k := i + 1
		for ; k < len(r) && isASCII(r[k]); k++ {
			if k-i > 18 {
				return Number{}, 0
			}
			n.Step /= 10
			v += int64(r[k]-'0') * n.Step
		}
		n.Digits = 0
		i = k
	}
	last := int64(1)
	for i < len(r) {
		u := Unit(r[i])
		if u == 0 && (r[i] == 'w' || r[i] == 'k') && (i+1 >= len(r) || !latin(r[i+1])) {
			u = 1000
			if r[i] == 'w' {
				u = 10000
			}
		}
		if u == 0 {
			break
		}
		if v > limit/u*One/10 {
			return Number{}, 0
		}
		v *= u
		n.Step, n.Digits, last = u*One, 0, u
		i++
	}
	// 1万5, 3千5
	if last > 10 && i < len(r) && Digit(r[i]) > 0 && (i+1 >= len(r) || Digit(r[i+1]) < 0 && Unit(r[i+1]) == 0 && r[i+1] != '.') {
		v += int64(Digit(r[i])) * last / 10 * One
		n.Step = last / 10 * One
		i++
	} else if last > 10 && i < len(r) && Digit(r[i]) >= 0 {
		if m, k := Read(r[i:min(len(r), i+maxRest)]); k > 0 && m.Max < last*One { // 1万2千, 3万5000
			m.Min, m.Max = m.Min+v, m.Max+v
			return m, i + k
		}
	}
	n.Min, n.Max = v, v
	return n.about(r, i)
}

// group reports whether r ends in a group of digits that a thousands mark may follow.
func group(r []rune) bool {
	k := 0
	for i := len(r) - 1; i >= 0 && isASCII(r[i]); i-- {
		k++
	}
	return k == 3 || k == len(r) && k < 3
}

func latin(r rune) bool { return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || isASCII(r) }

// about reads 多, 余, 来 or 几 after a round number of i characters.
func (n Number) about(r []rune, i int) (Number, int) {
	if i >= len(r) || n.Step < 10*One || n.Approx {
		return n, i
	}
	switch r[i] {
	case '多', '余':
		if i+1 < len(r) && (r[i+1] == '少' || r[i+1] == '额') {
			return n, i
		}
		n.Max += n.Step
	case '来':
		if i+1 >= len(r) || n.Step > 100*One && r[i+1] != '块' && r[i+1] != '元' && r[i+1] != '个' && r[i+1] != '人' { // 一千来自…
			return n, i
		}
		n.Max += n.Step
	case '几':
		if n.Step != 10*One {
			return n, i
		}
		n.Min, n.Max = n.Min+One, n.Max+9*One
	default:
		return n, i
	}
	n.Approx, n.Digits = true, 0
	return n, i + 1
}

func readHan(r []rune) (Number, int) {
	m, units := 0, 0
	for m < len(r) && (r[m] == '几' || Digit(r[m]) >= 0 && !isASCII(r[m]) || Unit(r[m]) > 0) {
		if Unit(r[m]) > 0 {
			units++
		}
		if m++; m > maxRun {
			return Number{}, 0
		}
	}
	if m == 0 {
		return Number{}, 0
	}
	if units == 0 {
		return readSequence(r, m)
	}
	if u := Unit(r[0]); u > 10 {
		return Number{}, 0
	}
	var total, section, cur [2]int64 // least and most
	pending, zero, approx := 0, false, false
	last := int64(0)
	for i := range m {
		c := r[i]
		if u := Unit(c); u > 0 {
			if pending == 0 {
				if u == 10 {
					cur = [2]int64{1, 1}
				} else if u < 1e4 {
					return Number{}, 0
				}
			}
			for k := range 2 {
				if u >= 1e4 {
					section[k] += cur[k]
					if section[k] == 0 {
						section[k] = 1
					}
					if u == 1e8 || total[k] == 0 {
						total[k] = (total[k] + section[k]) * u
					} else {
						total[k] += section[k] * u
					}
					section[k] = 0
				} else {
					section[k] += cur[k] * u
				}
				if total[k] > limit || section[k] > limit {
					return Number{}, 0
				}
			}
			cur, pending, zero = [2]int64{}, 0, false
			last = u
			continue
		}
		if c == '几' {
			if pending > 0 {
				return Number{}, 0
			}
			cur, pending, approx = [2]int64{2, 9}, 1, true
			if last == 10 {
				cur[0] = 1
			}
			continue
		}
		d := int64(Digit(c))
		switch {
		case d == 0:
			zero = true
		case pending == 0:
			cur, pending = [2]int64{d, d}, 1
		case pending == 1 && d > cur[0] && cur[0] == cur[1] && (d == cur[0]+1 || cur[0] == 3 && d == 5):
			cur[1], pending, approx = d, 2, true // 两三百, 三五十
		default:
			return Number{}, 0
		}
	}
	n := Number{Approx: approx, Step: last * One}
	if pending > 0 {
		n.Step = One
		if !zero && last > 10 && (pending == 1 && !approx || pending == 2) {
			cur[0], cur[1] = cur[0]*last/10, cur[1]*last/10 // 三百五, 一千五六
			n.Step = last / 10 * One
			if m < len(r) && (r[m] == '多' || r[m] == '来') {
				n.Step = One
			}
		}
	}
	n.Min, n.Max = (total[0]+section[0]+cur[0])*One, (total[1]+section[1]+cur[1])*One
	if k := point(r, m); k > 0 && !approx {
		n.decimals(r[m+1 : m+1+k])
		return n, m + 1 + k
	}
	return n.about(r, m)
}

func readSequence(r []rune, m int) (Number, int) {
	n := Number{Step: One, Digits: m}
	a, b := Digit(r[0]), -1
	if m > 1 {
		b = Digit(r[1])
	}
	switch {
	case m == 1 && r[0] == '几':
		return Number{Min: 2 * One, Max: 9 * One, Approx: true, Step: One}, 1
	case m == 2 && a > 0 && (b == a+1 || a == 3 && b == 5):
		return Number{Min: int64(a) * One, Max: int64(b) * One, Approx: true, Step: One}, 2
	}
	v := int64(0)
	for i := range m {
		d := Digit(r[i])
		if d < 0 || m > 12 {
			return Number{}, 0
		}
		v = v*10 + int64(d)
	}
	n.Min, n.Max = v*One, v*One
	if k := point(r, m); k > 0 {
		n.decimals(r[m+1 : m+1+k])
		n.Digits = 0
		m += 1 + k
	}
	// 三点五万
	for m < len(r) && n.Digits == 0 && Unit(r[m]) > 0 && n.Max < (limit*One)/Unit(r[m])/10 {
		u := Unit(r[m])
		n.Min, n.Max, n.Step = n.Min*u, n.Max*u, u*One
		m++
	}
	return n, m
}

// point returns the number of numerals after 点 at r[m], when they are decimals.
func point(r []rune, m int) int {
	if m >= len(r) || r[m] != '点' {
		return 0
	}
	k := 0
	for m+1+k < len(r) && Digit(r[m+1+k]) >= 0 && k < 7 {
		k++
	}
	if k == 0 || k == 7 || m+1+k < len(r) && (r[m+1+k] == '十' || r[m+1+k] == '分' || r[m+1+k] == '刻') {
		return 0
	}
	return k
}

func (n *Number) decimals(r []rune) {
	step := int64(One)
	for _, c := range r {
		step /= 10
		n.Min += int64(Digit(c)) * step
	}
	n.Max, n.Step = n.Min, step
}
