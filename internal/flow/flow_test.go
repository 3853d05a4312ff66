package flow

import (
	"bytes"
	"os"
	"slices"
	"testing"

	"github.com/qingting-nlp/qingting/internal/lexicon/bundle"
	"github.com/qingting-nlp/qingting/segment"
)

func TestGenerated(t *testing.T) {
	want, err := bundle.Make("../../data/flow")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile("rules.tsv"); err != nil || !bytes.Equal(got, want) {
		t.Error("rules.tsv is not what go generate makes of data/flow")
	}
}

func TestRead(t *testing.T) {
	for _, tt := range []struct {
		text string
		want []Cue
		why  string
	}{
		{"解决了，谢谢", []Cue{Solved}, "said plainly"},
		{"现在可以了", []Cue{Solved}, "works now"},
		{"没有别的问题了", []Cue{Solved}, "nothing else to ask"},
		{"还是不行", []Cue{Unsolved}, "still not"},
		{"算了吧", []Cue{Unsolved}, "gives up"},
		{"什么意思", []Cue{Meaning}, "asks for the meaning"},
		{"没听懂", []Cue{Meaning}, "did not understand"},
		{"孩子不懂事", nil, "not about words"},
		{"我都打了三次电话了", []Cue{Repeat}, "counts the calls"},
		{"这是我第三次打电话来", []Cue{Repeat}, "third call"},
		{"稍后会有专员联系您", []Cue{Promise}, "agent promises"},
		{"三个工作日内到账", []Cue{Promise}, "time limit"},
		{"已经为您办理好了", []Cue{Solved, Done}, "who says it makes the difference, and that is known to the caller"},
		{"好的", []Cue{Accept}, "takes the answer"},
		{"卡怎么激活", nil, "a question is none of these"},
		{"我们会尽快为您处理，请耐心等待", nil, "neither what nor when nor who"},
		{"这边帮您加急", nil, "haste is no promise"},
		{"马上为您核实", nil, "looking is no promise"},
		{"退货申请已经提交了", []Cue{Promise}, "names what"},
		{"明天下午六点前给您回电", []Cue{Promise}, "who and when"},
		{"给你们拜个早年，身体健康", []Cue{Wish}, "a blessing"},
		{"就想跟你们说声谢谢", []Cue{Wish}, "came to thank"},
		{"不必祝了", nil, "turns a wish down"},
		{"谢谢你", nil, "thanks alone close a talk"},
		{"大半夜睡不着，没人说话", []Cue{Talk}, "lonely at night"},
		{"哈哈", nil, "laughter is no loneliness"},
		{"", nil, "empty"},
	} {
		var got []Cue
		for _, h := range Read(nil, segment.Default().Append(nil, tt.text)) {
			if !slices.Contains(got, h.Cue) {
				got = append(got, h.Cue)
			}
		}
		slices.Sort(got)
		if !slices.Equal(got, tt.want) {
			t.Errorf("Read(%q) = %v, want %v: %s", tt.text, got, tt.want, tt.why)
		}
	}
}
