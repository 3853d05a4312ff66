package fit

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/qingting-nlp/qingting/intent"
	"github.com/qingting-nlp/qingting/sentiment"
)

// intentPhrases reads phrases with their labels, separated by a tab; labels with a dot are topics. A phrase with topics says nothing of
// acts, and the other way round.
func intentPhrases(names ...string) ([]intent.Example, error) {
	var out []intent.Example
	for _, name := range names {
		err := eachPhrase(name, 2, func(cols []string) error {
			ex := intent.Example{Text: cols[0]}
			for l := range strings.SplitSeq(cols[1], ",") {
				if strings.Contains(l, ".") {
					ex.Topics = append(ex.Topics, l)
				} else {
					ex.Acts = append(ex.Acts, l)
				}
			}
			out = append(out, ex)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// sentimentPhrases reads phrases with emotions, the strongest first, and intensity, separated by tabs.
func sentimentPhrases(name string) ([]sentiment.Example, error) {
	var out []sentiment.Example
	err := eachPhrase(name, 3, func(cols []string) error {
		ex := sentiment.Example{Text: cols[0]}
		for l := range strings.SplitSeq(cols[1], ",") {
			ex.Emotions = append(ex.Emotions, sentiment.Emotion(l))
		}
		ex.Valence = ex.Emotions[0].Valence()
		var err error
		ex.Intensity, err = strconv.Atoi(cols[2])
		out = append(out, ex)
		return err
	})
	return out, err
}

func eachPhrase(name string, columns int, row func(cols []string) error) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	sc := bufio.NewScanner(f)
	for line := 1; sc.Scan(); line++ {
		if sc.Text() == "" || strings.HasPrefix(sc.Text(), "#") {
			continue
		}
		cols := strings.Split(sc.Text(), "\t")
		if len(cols) != columns || cols[0] == "" || cols[1] == "" {
			return fmt.Errorf("fit: %s:%d: want %d columns", filepath.Base(name), line, columns)
		}
		if err := row(cols); err != nil {
			return fmt.Errorf("fit: %s:%d: %w", filepath.Base(name), line, err)
		}
	}
	return sc.Err()
}
