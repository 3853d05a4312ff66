package main

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
)

// row is a text with its label.
type row struct {
	text   string
	label  int
	group  string // rows of one group stay in one fold
	role   string // of a dialogue: customer or agent
	before int    // the row of the same role before it in its dialogue, counted from 1; 0 is none
	past   []turn // of a dialogue: what was said before, the last turn last
}

type turn struct{ role, text string }

// set is a data set with its split: a given dev part, or folds over train.
type set struct {
	name       string
	labels     []string
	train, dev []row
	same       func(*row, int) bool // whether a row may have a label; nil for all
}

const folds = 5

// fold returns in which fold a group is: by hash, so that it does not depend on the order.
func fold(group string, n int) int {
	h := fnv.New32a()
	h.Write([]byte(group))
	v := h.Sum32()
	return int((v ^ v>>15) % uint32(n))
}

// readTSV reads label, tab, text. labels grows as labels are seen.
func readTSV(name string, labels *[]string) ([]row, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []row
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<22)
	for line := 1; sc.Scan(); line++ {
		label, text, ok := strings.Cut(sc.Text(), "\t")
		if !ok {
			return nil, fmt.Errorf("%s:%d: no tab", name, line)
		}
		at := slices.Index(*labels, label)
		if at < 0 {
			at = len(*labels)
			*labels = append(*labels, label)
		}
		out = append(out, row{text: text, label: at, group: plain(text)})
	}
	return out, sc.Err()
}

// readSet reads a set of label and text with an optional dev part, with the labels in the order of their names.
func readSet(name, train, dev string) (*set, error) {
	s := &set{name: name}
	var err error
	if s.train, err = readTSV(train, &s.labels); err != nil {
		return nil, err
	}
	if dev != "" {
		if s.dev, err = readTSV(dev, &s.labels); err != nil {
			return nil, err
		}
	}
	sorted := slices.Sorted(slices.Values(s.labels))
	for _, rows := range [][]row{s.train, s.dev} {
		for i := range rows {
			rows[i].label, _ = slices.BinarySearchFunc(sorted, s.labels[rows[i].label], cmp.Compare[string])
		}
	}
	s.labels = sorted
	return s, nil
}

// plain returns the letters and digits of a text: texts that are equal in it are one text.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, text)
}

// without returns the rows whose text is not one of the others. Very short texts stay: they are bound to be said again.
func without(rows []row, others ...[]row) []row {
	seen := map[string]bool{}
	for _, list := range others {
		for i := range list {
			seen[plain(list[i].text)] = true
		}
	}
	var out []row
	for _, r := range rows {
		if p := plain(r.text); len(p) < 12 || !seen[p] {
			out = append(out, r)
		}
	}
	return out
}

// sources finds the files of the data folder.
type sources string

func (s sources) path(name string) string { return filepath.Join(string(s), name) }

var errNone = errors.New("no such set")

func (s sources) open(name string) (*set, error) {
	switch name {
	case "ewect_virus":
		return readSet(name, s.path("emotion/ewect_virus.train.tsv"), s.path("emotion/ewect_virus.dev.tsv"))
	case "ewect_usual":
		return readSet(name, s.path("emotion/ewect_usual.train.tsv"), "")
	case "nlpcc2013":
		return readSet(name, s.path("emotion/nlpcc2013.train.tsv"), "")
	case "ocemotion":
		return readSet(name, s.path("emotion/ocemotion.train.tsv"), "")
	case "smp2017":
		return readSet(name, s.path("intent/smp2017.train.tsv"), "")
	case "shopping":
		return readSet(name, s.path("polarity/shopping.train.tsv"), s.path("polarity/shopping.dev.tsv"))
	case "nlpcc2014":
		return readSet(name, s.path("polarity/nlpcc2014.train.tsv"), "")
	case "takeaway":
		return readSet(name, s.path("polarity/takeaway.train.tsv"), "")
	case "offensive":
		return readSet(name, s.path("safety/offensive.train.tsv"), s.path("safety/offensive.dev.tsv"))
	case "jd":
		return readJD(s.path("dialogues/jd.train.jsonl"))
	case "helpdesk":
		return readHelpdesk(s.path("dialogues/helpdesk.train.jsonl"))
	}
	return nil, fmt.Errorf("%s: %w", name, errNone)
}
