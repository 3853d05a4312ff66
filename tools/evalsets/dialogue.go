package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
)

func readLines[T any](name string) ([]T, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []T
	d := json.NewDecoder(f)
	for {
		var v T
		if err := d.Decode(&v); err == io.EOF {
			return out, nil
		} else if err != nil {
			return nil, fmt.Errorf("%s: row %d: %w", name, len(out)+1, err)
		}
		out = append(out, v)
	}
}

type jdRow struct {
	Turns        []struct{ Customer, Agent string }
	Intent       string
	Satisfaction int
}

// readJD reads rows that each hold a customer turn with what was said before. Rows of one conversation follow each other, with a window
// of 16 turns; conversations with the same first two turns count as one.
func readJD(name string) (*set, error) {
	in, err := readLines[jdRow](name)
	if err != nil {
		return nil, err
	}
	s := &set{name: "jd", labels: []string{"0", "1", "2"}}
	starts := map[string]string{}
	group, before := "", 0
	for i := range in {
		turns := in[i].Turns
		if i == 0 || !follows(&in[i-1], &in[i]) {
			head := turns[0].Customer
			if len(turns) > 1 {
				head += "\n" + turns[1].Customer
			}
			if _, ok := starts[head]; !ok {
				starts[head] = fmt.Sprint(i)
			}
			group = starts[head]
			before = 0
		}
		r := row{text: turns[len(turns)-1].Customer, label: in[i].Satisfaction, group: group, role: "customer", before: before}
		for _, t := range turns[:len(turns)-1] {
			r.past = append(r.past, turn{"customer", t.Customer})
			if t.Agent != "" {
				r.past = append(r.past, turn{"agent", t.Agent})
			}
		}
		s.train = append(s.train, r)
		before = len(s.train)
	}
	return s, nil
}

func follows(a, b *jdRow) bool {
	n := len(b.Turns) - 1
	if n == 0 || b.Turns[n-1].Customer != a.Turns[len(a.Turns)-1].Customer {
		return false
	}
	for k := 2; k <= min(n, len(a.Turns)); k++ {
		if b.Turns[n-k].Customer != a.Turns[len(a.Turns)-k].Customer {
			return false
		}
	}
	return true
}

type helpdeskRow struct {
	ID    string
	Turns []struct{ Role, Text, Nugget string }
}

func readHelpdesk(name string) (*set, error) {
	in, err := readLines[helpdeskRow](name)
	if err != nil {
		return nil, err
	}
	s := &set{name: "helpdesk", labels: []string{"CNUG", "CNUG*", "CNUG0", "CNaN", "HNUG", "HNUG*", "HNaN"}}
	s.same = func(r *row, l int) bool { return (s.labels[l][0] == 'C') == (r.role == "customer") }
	for i := range in {
		var past []turn
		before := map[string]int{}
		for _, t := range in[i].Turns {
			l := slices.Index(s.labels, t.Nugget)
			if l < 0 {
				return nil, fmt.Errorf("%s: %s: unknown type %q", name, in[i].ID, t.Nugget)
			}
			s.train = append(s.train, row{text: t.Text, label: l, group: in[i].ID, role: t.Role, before: before[t.Role], past: slices.Clip(past)})
			before[t.Role] = len(s.train)
			past = append(past, turn{t.Role, t.Text})
		}
	}
	return s, nil
}
