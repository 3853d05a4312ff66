package dialogue

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// benchDialogue has n utterances, as a service call of that length.
func benchDialogue(n int) *Dialogue {
	d := &Dialogue{ID: "bench", Channel: "call", Meta: Meta{{"origin", "own"}}}
	for i := range n {
		role, text := Customer, "我上周五就把货寄回去了，怎么退款到现在还没有到账？"
		if i%2 == 1 {
			role, text = Agent, "您好，帮您查到仓库昨天已经签收，退款一到三个工作日原路退回。"
		}
		d.Utterances = append(d.Utterances, Utterance{Role: role, Text: text, Start: Offset(time.Duration(i) * 5 * time.Second)})
	}
	return d
}

func BenchmarkRead(b *testing.B) {
	for _, f := range []Format{DLG, JSONL, Text} {
		for _, n := range []int{1, 60, 10_000} {
			b.Run(fmt.Sprintf("%v/%d", f, n), func(b *testing.B) {
				var w strings.Builder
				if err := Write(&w, f, benchDialogue(n)); err != nil {
					b.Fatal(err)
				}
				in := w.String()
				b.SetBytes(int64(len(in)))
				b.ReportAllocs()
				for b.Loop() {
					for _, err := range Read(strings.NewReader(in), f) {
						if err != nil {
							b.Fatal(err)
						}
					}
				}
			})
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	d := benchDialogue(60)
	for _, f := range []Format{DLG, JSONL, Text} {
		b.Run(f.String(), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				var w strings.Builder
				if err := Write(&w, f, d); err != nil {
					b.Fatal(err)
				}
				b.SetBytes(int64(w.Len()))
			}
		})
	}
}
