package sentiment

import (
	"os"
	"strings"
	"testing"

	"github.com/qingting-nlp/qingting/internal/lexicon"
	"github.com/qingting-nlp/qingting/internal/lexicon/bundle"
)

func TestRulesCompile(t *testing.T) {
	_, bad := lexicon.Compile([]lexicon.Source{{Name: "rules.tsv", Reader: strings.NewReader(rules)}}, labelNumber)
	for _, e := range bad {
		t.Error(e)
	}
}

// The embedded rules are what go generate makes of data/sentiment.
func TestGenerateChangesNothing(t *testing.T) {
	want, err := bundle.Make("../data/sentiment")
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("rules.tsv")
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Error("sentiment/rules.tsv is not what go generate makes of data/sentiment")
	}
}
