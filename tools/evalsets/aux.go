package main

import (
	"bufio"
	"os"
	"slices"
	"strings"

	"github.com/qingting-nlp/qingting/internal/linear/learn"
)

// helper returns what a model of another set says of a text, as dense values. Rows that stand in the set to learn are left out.
func (s sources) helper(name string, to *set, most int) (dense, error) {
	other, err := s.open(name)
	if err != nil {
		return dense{}, err
	}
	rows := without(slices.Concat(other.train, other.dev), to.train, to.dev)
	rows = rows[:min(len(rows), most)]
	rd := &reader{own: true}
	labels := len(other.labels)
	if labels == 2 {
		labels = 1
	}
	examples := make([]learn.Example, len(rows))
	for i := range rows {
		examples[i].Features = rd.features(&rows[i])
		switch l := rows[i].label; {
		case labels > 1:
			examples[i].Labels = []int{l}
		case l == 1:
			examples[i].Labels = []int{0}
		}
	}
	t, err := learn.Train(labels, examples, learn.Options{Rows: 1 << 30, Positive: 0.3})
	if err != nil {
		return dense{}, err
	}
	return dense{1, func(r *row) []float64 {
		return append(t.Scores(rd.features(&row{text: r.text})), t.Scores(rd.features(&row{text: core(r.text)}))...)
	}}, nil
}

// texts returns shared texts without labels: no dev part, and no set that is judged by folds.
func (s sources) texts() ([]string, error) {
	var out []string
	for _, name := range []string{
		"emotion/ewect_virus.train.tsv", "emotion/nlpcc2013.train.tsv", "emotion/ocemotion.train.tsv",
		"polarity/shopping.train.tsv", "polarity/nlpcc2014.train.tsv", "polarity/takeaway.train.tsv", "safety/offensive.train.tsv",
		"intent/cped_acts.train.tsv",
		"seg/weibo.train.txt", "seg/news_sxu.train.txt", "seg/ud_gsd.train.txt",
	} {
		f, err := os.Open(s.path(name))
		if err != nil {
			return nil, err
		}
		sc := bufio.NewScanner(f)
		sc.Buffer(nil, 1<<22)
		for sc.Scan() {
			line := sc.Text()
			if strings.HasPrefix(name, "seg/") {
				out = append(out, strings.ReplaceAll(line, " ", ""))
				continue
			}
			out = append(out, line[strings.LastIndexByte(line, '\t')+1:])
		}
		f.Close()
	}
	return out, nil
}
