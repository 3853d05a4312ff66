package entity

import (
	"strconv"
	"strings"
	"time"

	"github.com/qingting-nlp/qingting/internal/numeral"
)

// Value is what an entity says.
type Value struct {
	// Text is the canonical form, see the types. It begins with ~ when Approx.
	Text string
	// Min and Max are the number of Money (in yuan), Percent (as a share), Duration and Count (in Unit). They are equal but for ranges.
	Min, Max Decimal
	// Approx: the words say about, some or more than.
	Approx bool
	// Unit is the currency of Money (CNY), the unit of Duration (second, minute, hour, day, workday, week, month, quarter, year), the
	// measure word of Count, or what an Order number is of: order, tracking, ticket, policy, transaction or other.
	Unit string
	// Time is the value of Date and Time.
	Time Moment
}

// String returns Text.
func (v Value) String() string { return v.Text }

// Decimal is a number in millionths.
type Decimal int64

// Float returns the nearest float64.
func (d Decimal) Float() float64 { return float64(d) / numeral.One }

// Fen returns the amount d of yuan in fen, rounded down.
func (d Decimal) Fen() int64 { return int64(d) / (numeral.One / 100) }

// String returns the shortest decimal form.
func (d Decimal) String() string { return string(d.append(nil)) }

func (d Decimal) append(b []byte) []byte {
	if d < 0 {
		b, d = append(b, '-'), -d
	}
	b = strconv.AppendInt(b, int64(d)/numeral.One, 10)
	if f := int64(d) % numeral.One; f > 0 {
		var digits [6]byte
		for i := 5; i >= 0; i-- {
			digits[i] = byte('0' + f%10)
			f /= 10
		}
		b = append(append(b, '.'), strings.TrimRight(string(digits[:]), "0")...)
	}
	return b
}

// number returns the value of a number with what stands behind it.
func (s *scan) number(min, max int64, approx bool, suffix string) Value {
	v := Value{Min: Decimal(min), Max: Decimal(max), Approx: approx}
	var room [64]byte
	b := room[:0]
	if approx {
		b = append(b, '~')
	}
	b = v.Min.append(b)
	if max != min {
		b = v.Max.append(append(b, '-'))
	}
	v.Text = s.keep(append(b, suffix...))
	return v
}

// Precision says how much of a date or time is known.
type Precision uint8

// The precisions.
const (
	NoTime Precision = iota
	Year
	Month
	Week
	Day
	PartOfDay // morning, noon, afternoon, evening, night
	Minute
	Second
)

// Moment is a date or a time of day. Value.Text has its form in the precision: "2024", "2024-03", "2024-W12", "2024-03-15",
// "2024-03-15Tevening", "2024-03-15T14:05".
//
// Without a reference time, what is not said is X and what is relative is named with its distance: "XXXX-03-15" (3月15日),
// "XXXX-XX-15" (15号), "month-1:15" (上个月15号), "day+2T15:00" (后天下午三点), "week+1:2" (下周二), "year-1:03" (去年3月), "hour-2" (两小时前).
type Moment struct {
	// At is the begin of the period; the zero time when it depends on a reference time that is not known, and for times of day.
	At time.Time
	// Precision is that of Text.
	Precision Precision
	// Clock is the time of day since midnight where Precision is Minute or Second.
	Clock time.Duration
}
