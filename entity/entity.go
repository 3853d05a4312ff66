// Package entity finds amounts, rates, dates, times, durations, phone numbers, order numbers, e-mail and web addresses in service text.
//
// This is the first version: it reads what the tokens of package segment say and the words beside them. Identity and bank card numbers
// with their checksums, spoken numbers, relative dates, names, addresses and redaction are not here yet.
package entity

import (
	"strconv"
	"strings"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/internal/numeral"
	"github.com/qingting-nlp/qingting/segment"
)

// Type is what an entity is.
type Type string

// The types of entity, with the form of their values.
const (
	Money    Type = "money"    // amount in yuan, such as "98" or "20000"; "" when not exact (几百块)
	Percent  Type = "percent"  // share, such as "0.3"
	Date     Type = "date"     // as written, normalised: "2024年3月15日", "2024-03-15", "15号"
	Time     Type = "time"     // as written, normalised: "8:30", "三点半"
	Duration Type = "duration" // number and unit, such as "3天" or "2个工作日"; "" when not exact (几天)
	Phone    Type = "phone"    // digits, masked ones as *
	Order    Type = "order"    // order, tracking or ticket number
	Email    Type = "email"
	URL      Type = "url"
)

// Entity is one finding.
type Entity struct {
	Type  Type          `json:"type"`
	Span  dialogue.Span `json:"span"`  // bytes of the raw text
	Value string        `json:"value"` // canonical form, see the constants
}

// Append appends the entities in the tokens toks of one text to dst, in the order of the text, and returns the extended slice. They do
// not overlap.
func Append(dst []Entity, toks []segment.Token) []Entity {
	for i := 0; i < len(toks); {
		e, n := read(toks, i)
		if n == 0 {
			i++
			continue
		}
		e.Span = dialogue.Span{Start: toks[i].Span.Start, End: toks[i+n-1].Span.End}
		dst = append(dst, e)
		i += n
	}
	return dst
}

// read returns the entity that begins at token i and its length in tokens, or 0.
func read(toks []segment.Token, i int) (Entity, int) {
	t := toks[i]
	switch t.Kind {
	case segment.Email:
		return Entity{Type: Email, Value: t.Norm}, 1
	case segment.URL:
		return Entity{Type: URL, Value: t.Norm}, 1
	case segment.Percent:
		if v, ok := numeral.Parse(t.Norm); ok {
			return Entity{Type: Percent, Value: decimal(v)}, 1
		}
		return Entity{Type: Percent}, 1
	case segment.Money:
		v, _ := numeral.Parse(strings.TrimLeft(t.Norm, "¥$€£₩ "))
		return Entity{Type: Money, Value: decimal(v)}, 1
	case segment.Date:
		return joined(toks, i, segment.Date, Date)
	case segment.Time:
		return joined(toks, i, segment.Time, Time)
	case segment.Latin:
		if isOrder(toks, i) {
			return Entity{Type: Order, Value: t.Norm}, 1
		}
	case segment.Number:
		return readNumber(toks, i)
	}
	return Entity{}, 0
}

// joined reads a run of tokens of one kind: 2024年|3月|15日.
func joined(toks []segment.Token, i int, kind segment.Kind, typ Type) (Entity, int) {
	n, value := 0, ""
	for i+n < len(toks) && toks[i+n].Kind == kind {
		value += toks[i+n].Norm
		n++
	}
	return Entity{Type: typ, Value: value}, n
}

func readNumber(toks []segment.Token, i int) (Entity, int) {
	norm := toks[i].Norm
	if isOrder(toks, i) {
		return Entity{Type: Order, Value: norm}, 1
	}
	if isPhone(norm) {
		return Entity{Type: Phone, Value: norm}, 1
	}
	if len(norm) > 0 && strings.HasPrefix(norm, "第") || i+1 == len(toks) {
		return Entity{}, 0
	}
	v, exact := numeral.Parse(norm)
	switch unit := toks[i+1].Norm; unit {
	case "元", "块", "块钱", "圆":
		n := 2
		if i+2 < len(toks) && toks[i+2].Norm == "钱" {
			n++
		}
		return Entity{Type: Money, Value: exactly(v, exact)}, n
	case "毛", "角", "毛钱":
		return Entity{Type: Money, Value: exactly(v/10, exact)}, 2
	case "天", "周", "年", "小时", "分钟", "秒", "秒钟", "星期", "工作日", "钟头", "月":
		return duration(norm, unit, exact, 2)
	case "个":
		if i+2 < len(toks) {
			switch unit := toks[i+2].Norm; unit {
			case "月", "小时", "星期", "工作日", "钟头", "礼拜":
				return duration(norm, "个"+unit, exact, 3)
			}
		}
	}
	return Entity{}, 0
}

func duration(number, unit string, exact bool, n int) (Entity, int) {
	v, _ := numeral.Parse(number)
	if !exact {
		return Entity{Type: Duration}, n
	}
	return Entity{Type: Duration, Value: decimal(v) + unit}, n
}

func exactly(v float64, exact bool) string {
	if !exact {
		return ""
	}
	return decimal(v)
}

func decimal(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// isPhone reports whether s is a mobile number of the mainland, perhaps masked.
func isPhone(s string) bool {
	if len(s) != 11 || s[0] != '1' || s[1] < '3' || s[1] > '9' {
		return false
	}
	stars := 0
	for i := range len(s) {
		switch {
		case s[i] == '*':
			stars++
		case s[i] < '0' || s[i] > '9':
			return false
		}
	}
	return stars <= 6
}

// isOrder reports whether the number or code at token i is named as one of an order, a parcel or a ticket within the three tokens
// before it.
func isOrder(toks []segment.Token, i int) bool {
	norm := toks[i].Norm
	if len(norm) < 6 || !strings.ContainsAny(norm, "0123456789") {
		return false
	}
	for j := i - 1; j >= 0 && j >= i-3; j-- {
		for _, name := range []string{"单号", "订单", "订单号", "订单编号", "快递单号", "运单号", "物流单号", "工单号", "工单", "流水号", "编号", "保单号", "受理号"} {
			if toks[j].Norm == name {
				return true
			}
		}
		if toks[j].Kind == segment.Word && toks[j].Norm != "是" && toks[j].Norm != "为" && toks[j].Norm != "号" {
			return false
		}
	}
	return false
}
