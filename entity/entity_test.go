package entity

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/qingting-nlp/qingting/segment"
)

func TestAppend(t *testing.T) {
	for _, tt := range []struct{ text, want, why string }{
		{"扣了我98元", "money[98元]=98", "number and unit"},
		{"多扣了两百块钱", "money[两百块钱]=200", "Chinese numerals and 块钱"},
		{"差￥1,299.00没退", "money[￥1,299.00]=1299", "currency sign"},
		{"一共1.5万元", "money[1.5万元]=15000", "unit inside the number"},
		{"扣了几百块", "money[几百块]=", "not exact: no value"},
		{"利率3.85%", "percent[3.85%]=0.0385", "rate"},
		{"亏了百分之三十", "percent[百分之三十]=0.3", "rate in words"},
		{"2024年3月15日下午三点半", "date[2024年3月15日]=2024年3月15日 time[三点半]=三点半", "joined date"},
		{"15号扣款", "date[15号]=15号", "day of the month"},
		{"等了三天", "duration[三天]=3天", "duration"},
		{"要3个工作日", "duration[3个工作日]=3个工作日", "working days"},
		{"打13800001111", "phone[13800001111]=13800001111", "mobile number"},
		{"尾号是138****1234", "phone[138****1234]=138****1234", "masked"},
		{"订单号是202403150001", "order[202403150001]=202403150001", "named as an order"},
		{"订单13800001111", "order[13800001111]=13800001111", "an order number that looks like a phone number"},
		{"202403150001", "", "a bare number may be anything"},
		{"第3次打来", "", "ordinals are no amounts"},
		{"三个人两张卡", "", "counts are not durations"},
		{"发到abc@example.com或者www.example.com/a", "email[abc@example.com]=abc@example.com url[www.example.com/a]=www.example.com/a", "addresses"},
		{"", "", "empty"},
	} {
		toks := segment.Default().Append(nil, tt.text)
		var got []string
		for _, e := range Append(nil, toks) {
			got = append(got, fmt.Sprintf("%s[%s]=%s", e.Type, e.Span.Of(tt.text), e.Value))
		}
		if d := cmp.Diff(tt.want, strings.Join(got, " ")); d != "" {
			t.Errorf("Append(%q): %s (-want +got)\n%s", tt.text, tt.why, d)
		}
	}
}

func FuzzAppend(f *testing.F) {
	f.Add("扣了98元 13800001111")
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		for _, e := range Append(nil, segment.Default().Append(nil, text)) {
			if !e.Span.Valid(text) || e.Span.Start < last || e.Span.Len() == 0 {
				t.Fatalf("span %v of %q", e.Span, e.Type)
			}
			last = e.Span.End
		}
	})
}
