package entity_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/qingting-nlp/qingting/entity"
	"github.com/qingting-nlp/qingting/internal/align"
	"github.com/qingting-nlp/qingting/segment"
)

func show(text string, es []entity.Entity) string {
	var got []string
	for _, e := range es {
		got = append(got, fmt.Sprintf("%s[%s]=%s", e.Type, e.Span.Of(text), e.Value))
	}
	return strings.Join(got, " ")
}

func find(x *entity.Extractor, text string) []entity.Entity {
	return x.Append(nil, text, segment.Default().Append(nil, text))
}

// TestSymbolic: without a reference time, dates say what is known.
func TestSymbolic(t *testing.T) {
	for _, tt := range []struct{ text, want, why string }{
		{"2024年3月15日", "date[2024年3月15日]=2024-03-15", "nothing is missing"},
		{"3月15日", "date[3月15日]=XXXX-03-15", "no year"},
		{"15号扣款", "date[15号]=XXXX-XX-15", "day of the month"},
		{"上个月15号", "date[上个月15号]=month-1:15", "relative month"},
		{"后天下午三点", "date[后天下午三点]=day+2T15:00", "relative day with a clock"},
		{"下周二", "date[下周二]=week+1:2", "day of a week"},
		{"下周", "date[下周]=week+1", "week"},
		{"去年3月", "date[去年3月]=year-1:03", "relative year"},
		{"两小时前", "date[两小时前]=hour-2", "distance"},
		{"昨晚", "date[昨晚]=day-1Tevening", "part of the day"},
		{"下午三点半", "time[下午三点半]=15:30", "a time of day needs no reference"},
		{"2024年2月30日", "", "no such day"},
		{"", "", "empty"},
	} {
		if d := cmp.Diff(tt.want, show(tt.text, find(entity.Default(), tt.text))); d != "" {
			t.Errorf("%q: %s (-want +got)\n%s", tt.text, tt.why, d)
		}
	}
}

func TestValue(t *testing.T) {
	x := entity.Default().At(reference)
	one := func(text string) entity.Value {
		es := find(x, text)
		if len(es) != 1 {
			t.Fatalf("%q: %s", text, show(text, es))
		}
		return es[0].Value
	}
	if v := one("付了98元5角"); v.Min.Fen() != 9850 || v.Unit != "CNY" || v.Approx {
		t.Errorf("money: %+v", v)
	}
	if v := one("年化3.85%"); v.Min.Float() != 0.0385 {
		t.Errorf("rate: %+v", v)
	}
	if v := one("3-5个工作日"); v.Min.Float() != 3 || v.Max.Float() != 5 || v.Unit != "workday" {
		t.Errorf("duration: %+v", v)
	}
	if v := one("后天下午三点"); !v.Time.At.Equal(time.Date(2024, 3, 22, 15, 0, 0, 0, reference.Location())) || v.Time.Precision != entity.Minute || v.Time.Clock != 15*time.Hour {
		t.Errorf("date: %+v", v)
	}
	if v := one("几十块"); !v.Approx || v.Min.String() != "20" || v.Max.String() != "90" {
		t.Errorf("about: %+v", v)
	}
}

// check fails on what no text may give.
func check(t testing.TB, text string, es []entity.Entity) {
	t.Helper()
	last := 0
	for _, e := range es {
		if !e.Span.Valid(text) || e.Span.Start < last || e.Span.Len() == 0 {
			t.Fatalf("%s at %v of %.80q", e.Type, e.Span, text)
		}
		if e.Confidence <= 0 || e.Confidence > 1 || e.Source == "" || e.Value.Min > e.Value.Max {
			t.Fatalf("%+v of %.80q", e, text)
		}
		last = e.Span.End
	}
}

func FuzzAppend(f *testing.F) {
	f.Add("扣了98元 13800001111")
	for _, g := range readGold(f) {
		f.Add(g.text)
	}
	x := goldExtractor(f)
	f.Fuzz(func(t *testing.T, text string) {
		toks := segment.Default().Append(nil, text)
		es := x.Append(nil, text, toks)
		check(t, text, es)
		check(t, text, x.Append(nil, text, nil))
		for _, style := range []entity.Style{entity.Mask, entity.Label, entity.Surrogate} {
			if got := entity.Redact(text, es, style).Restore(); got != text {
				t.Fatalf("Restore of %q: %q", text, got)
			}
		}
	})
}

// TestVariants: width and script move no entity.
func TestVariants(t *testing.T) {
	x := goldExtractor(t)
	wide := func(s string) string {
		return strings.Map(func(r rune) rune {
			if r > ' ' && r < 0x7F {
				return r + 0xFEE0
			}
			return r
		}, s)
	}
	kinds := func(es []entity.Entity) (out []string) {
		for _, e := range es {
			if e.Type != entity.URL { // addresses are not typed in full width
				out = append(out, string(e.Type)+" "+align.String(e.Value.Text))
			}
		}
		return out
	}
	moved, n := 0, 0
	for _, g := range readGold(t) {
		if strings.Contains(g.text, "://") || strings.Contains(g.text, "www.") {
			continue
		}
		n++
		if a, b := kinds(find(x, g.text)), kinds(find(x, wide(g.text))); !slices.Equal(a, b) {
			moved++
			t.Logf("%s: %q; full width %q", g.text, a, b)
		}
	}
	if moved*200 > n {
		t.Errorf("%d of %d texts change with the width", moved, n)
	}
}

// TestConcurrent: the same result from many goroutines.
func TestConcurrent(t *testing.T) {
	x := goldExtractor(t)
	gold := readGold(t)
	want := make([]string, len(gold))
	for i, g := range gold {
		want[i] = show(g.text, find(x, g.text))
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for i, g := range gold {
				if got := show(g.text, find(x, g.text)); got != want[i] {
					t.Errorf("%q: %s; want %s", g.text, got, want[i])
				}
			}
		})
	}
	wg.Wait()
}

var hostile = map[string]func(n int) string{
	"digits":           func(n int) string { return strings.Repeat("1", n) },
	"mixed digits":     func(n int) string { return strings.Repeat("13800138", n/8) },
	"spaced digits":    func(n int) string { return strings.Repeat("1 3 8 ", n/6) },
	"phones":           func(n int) string { return strings.Repeat("13800138000 ", n/12) },
	"masks":            func(n int) string { return "1" + strings.Repeat("*", n) },
	"x":                func(n int) string { return strings.Repeat("x", n) },
	"numerals":         func(n int) string { return strings.Repeat("一", n/3) },
	"tens":             func(n int) string { return strings.Repeat("十", n/3) },
	"half":             func(n int) string { return strings.Repeat("半", n/3) },
	"brackets":         func(n int) string { return strings.Repeat("(", n/2) + strings.Repeat(")", n/2) },
	"wide brackets":    func(n int) string { return strings.Repeat("【", n/6) + strings.Repeat("】", n/6) },
	"roads":            func(n int) string { return strings.Repeat("路", n/3) },
	"cities":           func(n int) string { return strings.Repeat("广东省深圳市", n/18) },
	"parts":            func(n int) string { return strings.Repeat("南山区", n/9) },
	"letters":          func(n int) string { return strings.Repeat("a", n) },
	"at":               func(n int) string { return strings.Repeat("a@", n/2) },
	"dots":             func(n int) string { return strings.Repeat("1.", n/2) },
	"dashes":           func(n int) string { return strings.Repeat("1-", n/2) },
	"keywords":         func(n int) string { return strings.Repeat("订单", n/6) },
	"keyword, digits":  func(n int) string { return strings.Repeat("订单1", n/7) },
	"titles":           func(n int) string { return strings.Repeat("王先生", n/9) },
	"introductions":    func(n int) string { return strings.Repeat("我叫", n/6) },
	"currency":         func(n int) string { return strings.Repeat("￥", n/3) },
	"commas":           func(n int) string { return strings.Repeat("1,000,", n/6) },
	"months":           func(n int) string { return strings.Repeat("3月", n/4) },
	"bytes not UTF-8":  func(n int) string { return strings.Repeat("\xff", n) },
	"zero width":       func(n int) string { return strings.Repeat("\u200b", n/3) },
	"days":             func(n int) string { return strings.Repeat("上上", n/6) },
	"wan":              func(n int) string { return strings.Repeat("1万", n/4) },
	"provinces":        func(n int) string { return strings.Repeat("粤", n/3) },
	"numbers and text": func(n int) string { return strings.Repeat("扣了98元在3月5号，", n/26) },
}

// hostileUnits are repeated: what begins, ends or joins an entity.
var hostileUnits = []string{
	"路", "号", "省", "市", "区", "县", "镇", "村", "街", "楼", "室", "栋", "里", "园", "道", "广", "北京", "元", "块", "点", "月", "日", "年", "周", "分", "毛", "一", "两", "几", "百", "万", "亿", "半", "上", "下", "后", "大", "老", "小", "王", "先生",
	"经理", "我姓", "我叫", "尾号", "微信", "手机", "验证码", "身份证", "138", "1", "0", "+", "+86", "-", "*", "x", ".", ",", "@", "a@b.c", "(", ")", "(021)", "【", "】", "￥", "$", "%", "http://", "www.", "京", "京A", "SF", "t+", "幺", "洞",
	"1元", "1块", "1点", "1:", "1月", "1日", "1号", "1年", "1路", "1号楼", "1到", "1万", "1-", "1 ", "1,", "1.", "1x", "1个", "一块", "一点", "一月", "一号", "三百", "三万", "百分之", "三到", "三点半", "三天前", "上个月", "下周", "半年", "王路", "王里", "南山区",
	"长江路", "广东省", "3栋", "东", "中", "转1", "订单1", "138 ", "138*", "一三八", "一 ", "１", "１元", "嗯", "一嗯", "1/", "差不多", "大概", "左右", "块八毛", "百八", "千分之", "5k", "1w", "俩", "差", "姓", "家园", "石家", "中通", "尾号1和", "验证码 1 ", "1 年 1 月 ", "近", "小一", "，",
}

// TestRepeated: much of one thing takes a moment, with and without tokens: a megabyte of what is most likely to hurt, less of the rest.
// Times are logged; the bounds only tell quadratic work, which would take minutes.
func TestRepeated(t *testing.T) {
	if testing.Short() {
		t.Skip("timing")
	}
	x := goldExtractor(t)
	took := func(s string, toks []segment.Token) time.Duration {
		start := time.Now()
		es := x.Append(nil, s, toks)
		d := time.Since(start)
		check(t, s, es)
		return d
	}
	for _, unit := range []string{"路", "号", "省", "市", "元", "块", "点", "月", "日", "一", "1", "(", "【", "先生", "138", "+", "@", "http://", "1元", "1路"} {
		s := strings.Repeat(unit, 1<<20/len(unit))
		d := took(s, segment.Default().Append(nil, s))
		if t.Logf("a megabyte of %s: %v", unit, d); d > 20*time.Second {
			t.Errorf("a megabyte of %s takes %v", unit, d)
		}
	}
	for _, unit := range hostileUnits {
		s := strings.Repeat(unit, 1<<16/len(unit))
		for _, toks := range [][]segment.Token{segment.Default().Append(nil, s), nil} {
			if d := took(s, toks); d > 5*time.Second {
				t.Errorf("64 KB of %s take %v", unit, d)
			}
		}
	}
}

// TestLinear: eight times the text takes no more than some ten times the time, with room for noise.
func TestLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("timing")
	}
	x := goldExtractor(t)
	for name, text := range hostile {
		took := func(n int) time.Duration {
			s := text(n)
			toks := segment.Default().Append(nil, s)
			best := time.Hour
			var es []entity.Entity
			for range 2 {
				start := time.Now()
				es = x.Append(es[:0], s, toks)
				out := entity.NewRedactor(entity.Mask, []byte("k")).Redact(s, es)
				best = min(best, time.Since(start))
				if out.Restore() != s {
					t.Fatalf("%s: Restore", name)
				}
			}
			check(t, s, es)
			return best
		}
		small, large := took(1<<15), took(1<<18)
		t.Logf("%-18s 32 KB %8v, 256 KB %8v", name, small, large)
		if large > 30*small && large > 200*time.Millisecond || large > 2*time.Second {
			t.Errorf("%s: 32 KB take %v, 256 KB %v", name, small, large)
		}
	}
}

var clean = "您好我想问一下你们这个业务办理的流程是什么样子的因为我之前在营业厅问过工作人员但是他们说得不太清楚所以我想再跟客服确认一下，谢谢。"

const utterance = "我姓李昨天下午扣了我98元，手机13812345678，订单202403150001怎么还没退" // 40 characters and more

func bench(b *testing.B, text string) {
	x := goldExtractor(b)
	toks := segment.Default().Append(nil, text)
	var es []entity.Entity
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		es = x.Append(es[:0], text, toks)
	}
}

func BenchmarkClean(b *testing.B)     { bench(b, strings.Repeat(clean, 20)) }
func BenchmarkShort(b *testing.B)     { bench(b, string([]rune(clean)[:40])) }
func BenchmarkUtterance(b *testing.B) { bench(b, utterance) }
func BenchmarkGold(b *testing.B) {
	var all strings.Builder
	for _, g := range readGold(b) {
		all.WriteString(g.text + "\n")
	}
	bench(b, all.String())
}

func BenchmarkRedact(b *testing.B) {
	es := find(entity.Default(), utterance)
	b.SetBytes(int64(len(utterance)))
	for b.Loop() {
		entity.NewRedactor(entity.Mask, []byte("k")).Redact(utterance, es)
	}
}
