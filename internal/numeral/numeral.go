// Package numeral reads the numbers of folded Chinese text: 1299, 1,299.00, 1.5万, 三百五十, 两千零五, 二〇二四, 百分之三十.
package numeral

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Parse returns the value of a number written in folded form, in digits or Chinese numerals or both. ok is false when s is no exact
// number (几百, 十几, 3-5, 138****1234).
func Parse(s string) (v float64, ok bool) {
	if rest, found := strings.CutPrefix(s, "百分之"); found {
		v, ok = Parse(rest)
		return v / 100, ok
	}
	if rest, found := strings.CutSuffix(s, "%"); found {
		v, ok = Parse(rest)
		return v / 100, ok
	}
	digits := 0
	for digits < len(s) && (s[digits] >= '0' && s[digits] <= '9' || s[digits] == '.' || s[digits] == ',') {
		digits++
	}
	if digits > 0 {
		v, err := strconv.ParseFloat(strings.ReplaceAll(s[:digits], ",", ""), 64)
		if err != nil {
			return 0, false
		}
		return scaled(v, s[digits:])
	}
	whole, frac, decimal := strings.Cut(s, "点")
	if decimal {
		w, ok1 := parseHan(whole)
		f, ok2 := sequence(frac)
		for range utf8.RuneCountInString(frac) {
			f /= 10
		}
		return w + f, ok1 && ok2 && whole != ""
	}
	return parseHan(s)
}

// scaled multiplies v by the units of rest (万, 千万).
func scaled(v float64, rest string) (float64, bool) {
	for _, r := range rest {
		u, ok := unit(r)
		if !ok {
			return 0, false
		}
		v *= u
	}
	return v, true
}

func digit(r rune) (float64, bool) {
	switch r {
	case '零', '〇':
		return 0, true
	case '一', '壹', '幺':
		return 1, true
	case '二', '两', '贰':
		return 2, true
	case '三', '叁':
		return 3, true
	case '四', '肆':
		return 4, true
	case '五', '伍':
		return 5, true
	case '六', '陆':
		return 6, true
	case '七', '柒':
		return 7, true
	case '八', '捌':
		return 8, true
	case '九', '玖':
		return 9, true
	}
	return 0, false
}

func unit(r rune) (float64, bool) {
	switch r {
	case '十', '拾':
		return 10, true
	case '百', '佰':
		return 100, true
	case '千', '仟':
		return 1000, true
	case '万':
		return 1e4, true
	case '亿':
		return 1e8, true
	}
	return 0, false
}

// parseHan reads tens and ones, or plain digits in sequence. A last digit after a unit counts in the next lower unit: 三百五 is 350.
func parseHan(s string) (float64, bool) {
	if !strings.ContainsAny(s, "十百千万亿拾佰仟") {
		return sequence(s)
	}
	total, section, current := 0.0, 0.0, 0.0
	pending := false
	last := 0.0 // unit before the digit at hand
	for _, r := range s {
		if d, ok := digit(r); ok {
			if pending && d != 0 {
				return 0, false
			}
			if d != 0 {
				current, pending = d, true
			}
			continue
		}
		u, ok := unit(r)
		if !ok {
			return 0, false
		}
		if u >= 1e4 {
			section += current
			if section == 0 {
				section = 1
			}
			if u == 1e8 || total == 0 {
				total = (total + section) * u
			} else {
				total += section * u
			}
			section = 0
		} else {
			if !pending {
				if u != 10 && section == 0 && total == 0 {
					return 0, false
				}
				current = 1
			}
			section += current * u
		}
		current, pending, last = 0, false, u
	}
	if pending && !strings.ContainsAny(s, "零〇") && last > 10 {
		current *= last / 10
	}
	return total + section + current, true
}

// sequence reads digits one by one: 二〇二四, 一三八.
func sequence(s string) (float64, bool) {
	v := 0.0
	for _, r := range s {
		d, ok := digit(r)
		if !ok {
			return 0, false
		}
		v = v*10 + d
	}
	return v, s != ""
}
