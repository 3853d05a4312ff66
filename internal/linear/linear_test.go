package linear

import (
	"errors"
	"math"
	"math/rand"
	"strings"
	"testing"

	"github.com/qingting-nlp/qingting/segment"
)

func randomModel(t *testing.T, labels, features int) (string, []uint32, [][]int8) {
	t.Helper()
	rng := rand.New(rand.NewSource(1))
	hashes, rows := make([]uint32, features), make([][]int8, features)
	for i := range rows {
		hashes[i] = uint32(i*2654435761 + 17)
		for range labels {
			rows[i] = append(rows[i], int8(rng.Intn(255)-127))
		}
	}
	l := make([]Label, labels)
	for i := range l {
		l[i] = Label{Name: strings.Repeat("x", i+1), Scale: 0.01 * float64(i+1), Bias: float64(i) - 2, Slope: 1, Threshold: 0.5}
	}
	b, err := Encode(l, hashes, rows)
	if err != nil {
		t.Fatal(err)
	}
	return string(b), hashes, rows
}

// TestScore: the packed sums are those of the single weights, also of more rows than the lanes hold at once.
func TestScore(t *testing.T) {
	for _, labels := range []int{1, 7, 8, 9, 24, 80} {
		data, hashes, rows := randomModel(t, labels, 700)
		m, err := Open(data)
		if err != nil {
			t.Fatal(err)
		}
		var s Scratch
		for _, n := range []int{0, 1, 255, 256, 257, 700} {
			text := append([]uint32{12345}, hashes[:n]...) // one that the model does not know
			known := m.Score(&s, text)
			if want := float64(n) / float64(n+1); math.Abs(known-want) > 1e-12 {
				t.Errorf("known %v, want %v", known, want)
			}
			for l := range labels {
				want := 0.0
				for i := range n {
					want += float64(rows[i][l])
				}
				want = want*0.01*float64(l+1)/math.Sqrt(float64(n+1)) + float64(l) - 2
				if math.Abs(s.Scores[l]-want) > 1e-9 {
					t.Fatalf("%d labels, %d rows: score of %d is %v, want %v", labels, n, l, s.Scores[l], want)
				}
				if p := s.Probs[l]; !(p > 0 && p < 1) {
					t.Errorf("probability %v", p)
				}
			}
			sum := 0.0
			for i := range text {
				sum += m.Weight(&s, i, labels-1)
			}
			if want := s.Scores[labels-1] - (float64(labels-1) - 2); math.Abs(sum-want) > 1e-9 {
				t.Errorf("the weights add up to %v, the score to %v", sum, want)
			}
		}
	}
}

func TestOpenErrors(t *testing.T) {
	data, _, _ := randomModel(t, 9, 50)
	for _, tt := range []struct {
		why, data string
		want      error
	}{
		{"empty", "", ErrFormat}, {"text", strings.Repeat("手机银行", 50), ErrFormat}, {"another version", data[:6] + "\x09" + data[7:], ErrVersion},
		{"cut", data[:len(data)-1], ErrCorrupt}, {"longer", data + "x", ErrCorrupt}, {"only the header", data[:headerSize], ErrCorrupt},
	} {
		if m, err := Open(tt.data); !errors.Is(err, tt.want) || m != nil {
			t.Errorf("%s: %v, want %v", tt.why, err, tt.want)
		}
	}
	rng := rand.New(rand.NewSource(3))
	for range 300 {
		b := []byte(data)
		b[rng.Intn(len(b))] ^= 1 << rng.Intn(8)
		if string(b) == data {
			continue
		}
		if _, err := Open(string(b)); err == nil {
			t.Error("a flipped bit is not noticed")
		}
	}
	if _, err := Open(("x" + data)[1:]); err != nil {
		t.Errorf("unaligned: %v", err)
	}
}

// TestBuilder: spans lie in the text, features do not depend on width, script or white space, and time is bounded.
func TestBuilder(t *testing.T) {
	seg := segment.Default()
	read := func(text string) *Builder {
		var b Builder
		b.Text(seg.Append(nil, text))
		if len(b.Hashes) != len(b.Spans) {
			t.Fatal("hashes and spans differ")
		}
		for _, s := range b.Spans {
			if s.Start < 0 || s.End < s.Start || s.End > len(text) {
				t.Fatalf("span %v in %d bytes", s, len(text))
			}
		}
		return &b
	}
	for _, p := range [][2]string{{"我要退款", "我要退款"}, {"寬帶斷網了", "宽带断网了"}, {"ＷＩＦＩ连不上", "wifi连不上"}, {"　很满意 ", "很满意"}, {"扣了98元", "扣了12元"}} {
		a, b := read(p[0]), read(p[1])
		if len(a.Hashes) != len(b.Hashes) {
			t.Errorf("%q and %q have %d and %d features", p[0], p[1], len(a.Hashes), len(b.Hashes))
			continue
		}
		for i := range a.Hashes {
			if a.Hashes[i] != b.Hashes[i] {
				t.Errorf("%q and %q differ in feature %d", p[0], p[1], i)
				break
			}
		}
	}
	if a, b := read("我不满意"), read("我满意"); len(a.Hashes) == len(b.Hashes) {
		t.Error("a negation leaves no trace")
	}
	for _, text := range []string{"", "\xff", strings.Repeat("啊", 300_000), strings.Repeat("a", 300_000), strings.Repeat("退款，", 100_000)} {
		if n := len(read(text).Hashes); n > 500_000 {
			t.Errorf("%d features of %d bytes", n, len(text))
		}
	}
}
