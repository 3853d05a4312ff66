package entity_test

import (
	"fmt"
	"time"

	"github.com/qingting-nlp/qingting/entity"
	"github.com/qingting-nlp/qingting/segment"
)

func ExampleExtractor_Append() {
	text := "我姓李，手机幺三八零零一三八零零零，订单号13800001111，上个月15号扣了三百五"
	for _, e := range entity.Default().Append(nil, text, segment.Default().Append(nil, text)) {
		fmt.Println(e.Type, e.Span.Of(text), e.Value)
	}
	// Output:
	// person 李 李
	// phone 幺三八零零一三八零零零 13800138000
	// order 13800001111 13800001111
	// date 上个月15号 month-1:15
	// money 三百五 350
}

func ExampleExtractor_At() {
	now := time.Date(2024, 3, 20, 14, 30, 0, 0, time.UTC)
	text := "后天下午三点能来吗，说好三个工作日"
	for _, e := range entity.Default().At(now).Append(nil, text, segment.Default().Append(nil, text)) {
		fmt.Println(e.Type, e.Value, e.Value.Min)
	}
	// Output:
	// date 2024-03-22T15:00 0
	// duration 3 workday 3
}

func ExampleNew() {
	x, err := entity.New(entity.WithNames([]string{"畅享套餐", "19元流量包"}))
	if err != nil {
		panic(err)
	}
	text := "19元流量包和暢享套餐能一起用吗，一个月要几十块"
	for _, e := range x.Append(nil, text, segment.Default().Append(nil, text)) {
		fmt.Println(e.Type, e.Value)
	}
	// Output:
	// product 19元流量包
	// product 畅享套餐
	// duration 1 month
	// money ~20-90
}

func ExampleRedact() {
	text := "我叫陈小红，身份证11010119900307803X，卡尾号6679扣了98元"
	found := entity.Default().Append(nil, text, segment.Default().Append(nil, text))
	fmt.Println(entity.Redact(text, found, entity.Mask).Text)
	fmt.Println(entity.Redact(text, found, entity.Label).Text)
	// Output:
	// 我叫***，身份证******************，卡尾号****扣了98元
	// 我叫【姓名1】，身份证【身份证1】，卡尾号【卡尾号1】扣了98元
}

func ExampleRedactor_Restore() {
	r := entity.NewRedactor(entity.Label, []byte("key of this dialogue"))
	text := "打138 1234 5678找王先生"
	found := entity.Default().Append(nil, text, segment.Default().Append(nil, text))
	fmt.Println(r.Redact(text, found).Text)
	fmt.Println(r.Restore("好的，我们给【姓名1】回电，号码是【电话1】"))
	// Output:
	// 打【电话1】找【姓名1】
	// 好的，我们给王先生回电，号码是138 1234 5678
}
