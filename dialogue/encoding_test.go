package dialogue

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

// encode returns text in the encoding.
func encode(t testing.TB, e Encoding, text string, mark bool) []byte {
	t.Helper()
	if mark {
		text = bom + text
	}
	if e == UTF8 {
		return []byte(text)
	}
	if e == UTF16LE || e == UTF16BE {
		var b []byte
		for _, r := range text {
			u := []uint16{uint16(r)}
			if r > 0xFFFF {
				r -= 0x10000
				u = []uint16{0xD800 + uint16(r>>10), 0xDC00 + uint16(r&0x3FF)}
			}
			for _, c := range u {
				if e == UTF16LE {
					b = append(b, byte(c), byte(c>>8))
				} else {
					b = append(b, byte(c>>8), byte(c))
				}
			}
		}
		return b
	}
	b, err := e.codec().NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatalf("%v: %v", e, err)
	}
	return b
}

var encodingTests = []struct {
	e    Encoding
	mark bool
	text string
}{
	{UTF8, false, "客户：我的信用卡为什么没开通\n客服：您好，我帮您查一下\n"},
	{UTF8, true, "客户：退款还没到\n"},
	{GB18030, false, "客户：我的信用卡为什么没开通\n客服：您好，我帮您查一下\n"},
	{GB18030, false, "客户：退款还没到账😀\n"},
	{GB18030, false, "客户：在吗\n"},
	{Big5, false, "客戶：我的信用卡為什麼沒開通\n客服：您好，我幫您查一下\n"},
	{Big5, false, "客戶：退款還沒到\n"},
	{UTF16LE, true, "客户：退款还没到\n客服：您好\n"},
	{UTF16BE, true, "客户：退款还没到\n客服：您好\n"},
	{UTF16LE, false, "客户：退款还没到😀\n客服：您好\n"},
	{UTF16BE, false, "客户：退款还没到\n客服：您好\n"},
	{UTF16LE, false, "A: hello\nC: 你好\n"},
}

func TestDetectEncoding(t *testing.T) {
	for _, tt := range encodingTests {
		raw := encode(t, tt.e, tt.text, tt.mark)
		if got := DetectEncoding(raw); got != tt.e {
			t.Errorf("DetectEncoding(%v %q) = %v", tt.e, tt.text, got)
		}
		want := one(t, Text, tt.text)
		for name, r := range map[string]io.Reader{"whole": bytes.NewReader(raw), "bytes": iotest.OneByteReader(bytes.NewReader(raw)), "half": iotest.HalfReader(bytes.NewReader(raw))} {
			ds, errs := collect(Read(r, Text))
			if len(errs) > 0 || len(ds) != 1 {
				t.Fatalf("%v %s: %d dialogues, %v", tt.e, name, len(ds), errs)
			}
			if diff := cmp.Diff(want, ds[0]); diff != "" {
				t.Errorf("%v %s (-UTF-8 +got):\n%s", tt.e, name, diff)
			}
		}
		ds, errs := collect(Read(bytes.NewReader(raw), Text, WithEncoding(tt.e)))
		if len(errs) > 0 || cmp.Diff([]*Dialogue{want}, ds) != "" {
			t.Errorf("forced %v: %v, %v", tt.e, ds, errs)
		}
	}
	for _, s := range []string{"", "a", "\xff", "\xff\xfe", "a\x00b", "退\xe6\xac", "\xc4", "\xed\xa0\x80", "abc"} {
		if got := DetectEncoding([]byte(s)); got != UTF8 && got != AnyEncoding {
			t.Errorf("DetectEncoding(%q) = %v", s, got)
		}
	}
	for e := AnyEncoding; e <= UTF16BE; e++ {
		if got, ok := ParseEncoding(e.String()); !ok || got != e {
			t.Errorf("ParseEncoding(%v) = %v, %v", e, got, ok)
		}
	}
	if got, ok := ParseEncoding("GBK"); !ok || got != GB18030 {
		t.Errorf("ParseEncoding(GBK) = %v, %v", got, ok)
	}
	if _, ok := ParseEncoding("latin"); ok || Encoding(99).String() != "invalid" {
		t.Error("invalid encodings")
	}
}

// TestSamplesInEncodings reads every sample dialogue in every encoding.
func TestSamplesInEncodings(t *testing.T) {
	names, err := filepath.Glob("../testdata/dialogues/*.dlg")
	if err != nil || len(names) == 0 {
		t.Fatal("no sample dialogues")
	}
	for _, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		want := one(t, DLG, string(raw))
		for _, e := range []Encoding{GB18030, UTF16LE, UTF16BE} {
			for _, mark := range []bool{false, e != GB18030} {
				file := filepath.Join(t.TempDir(), "a.dlg")
				if err := os.WriteFile(file, encode(t, e, string(raw), mark), 0o600); err != nil {
					t.Fatal(err)
				}
				ds, errs := collect(ReadFile(file))
				if len(errs) > 0 || len(ds) != 1 {
					t.Fatalf("%s in %v: %d dialogues, %v", name, e, len(ds), errs)
				}
				if diff := cmp.Diff(want, ds[0]); diff != "" {
					t.Errorf("%s in %v (-UTF-8 +got):\n%s", name, e, diff)
				}
			}
		}
	}
}

func TestEncodingPlaces(t *testing.T) {
	in := strings.Repeat("{\"id\":\"a\",\"utterances\":[]}\n", 1000) + "{\"utterances\":[{\"text\":\"我的信用卡为什么没开通\"}]}\n{\"id\":\"退款\",x\n"
	for _, e := range []Encoding{UTF8, GB18030, UTF16LE} {
		raw := encode(t, e, in, false)
		ds, errs := collect(Read(bytes.NewReader(raw), JSONL))
		if len(ds) != 1001 || len(errs) != 1 {
			t.Fatalf("%v: %d dialogues, %v", e, len(ds), errs)
		}
		if got := ds[1000].Utterances[0].Text; got != "我的信用卡为什么没开通" {
			t.Errorf("%v: %q", e, got)
		}
		fe := formatError(t, errs[0])
		want := len(encode(t, e, `{"id":"退款",`, false)) + 1
		if fe.Line != 1002 || fe.Column != want {
			t.Errorf("%v: error at %d:%d; want 1002:%d", e, fe.Line, fe.Column, want)
		}
	}
}

func FuzzEncoding(f *testing.F) {
	for _, tt := range encodingTests {
		raw := encode(f, tt.e, tt.text, tt.mark)
		f.Add(raw, byte(0))
		f.Add(raw[:len(raw)-3], byte(tt.e))
	}
	f.Fuzz(func(t *testing.T, raw []byte, e byte) {
		DetectEncoding(raw)
		whole, _ := collect(Read(bytes.NewReader(raw), Text, WithEncoding(Encoding(e%6))))
		parts, _ := collect(Read(iotest.OneByteReader(bytes.NewReader(raw)), Text, WithEncoding(Encoding(e%6))))
		if e%6 != 0 && cmp.Diff(whole, parts) != "" {
			t.Errorf("%q read by bytes is another dialogue", raw)
		}
	})
}

func ExampleWithEncoding() {
	raw := "\xbf\xcd\xbb\xa7\xa3\xba\xcd\xcb\xbf\xee\xbb\xb9\xc3\xbb\xb5\xbd\n" // GB18030
	for d, err := range Read(strings.NewReader(raw), Text, WithEncoding(GB18030)) {
		fmt.Println(d.Utterances[0].Role, d.Utterances[0].Text, err)
	}
	// Output: customer 退款还没到 <nil>
}
