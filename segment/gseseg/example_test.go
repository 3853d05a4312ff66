package gseseg_test

import (
	"fmt"

	"github.com/go-ego/gse"

	"github.com/qingting-nlp/qingting/segment/gseseg"
)

func Example() {
	var g gse.Segmenter
	err := g.LoadDictStr("手机银行 900 n\n登录 200 v\n不上去 50 v\n")
	if err != nil {
		fmt.Println(err)
		return
	}
	text := "手机银行APP 登录不上去！！"
	for _, t := range gseseg.New(&g).Append(nil, text) {
		fmt.Printf("%d-%d %q %v %q\n", t.Span.Start, t.Span.End, t.Norm, t.Kind, t.Tag)
	}
	// Output:
	// 0-12 "手机银行" word "n"
	// 12-15 "app" latin ""
	// 15-16 " " space ""
	// 16-22 "登录" word "v"
	// 22-31 "不上去" word "v"
	// 31-37 "!" punct ""
}
