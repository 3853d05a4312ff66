// Command evalsets trains linear models on public research sets and prints how well they do beside the reference points.
//
//	go run ./evalsets [-set NAME,…] [-ideas [-match TEXT]] DATADIR
//
// DATADIR is the folder of the shared data. Sets: ewect_virus, ewect_usual, smp2017, shopping, jd, helpdesk, offensive. A set with a dev part
// is judged on it, the others by five folds over texts or, for jd and helpdesk, over conversations. -ideas also runs what was compared.
// With -given=false the dev part is left alone and the training part is judged by folds.
package main

import (
	"flag"
	"fmt"
	"log"
	"strings"
	"time"

	"github.com/qingting-nlp/qingting/internal/linear/learn"
)

func main() {
	log.SetFlags(0)
	only := flag.String("set", strings.Join(names, ","), "the sets, with commas between")
	ideas := flag.Bool("ideas", false, "also run what the best recipe is compared with")
	match := flag.String("match", "", "of -ideas only recipes with this `text` in the name")
	given := flag.Bool("given", true, "use the dev part where there is one")
	flag.Parse()
	if flag.NArg() != 1 {
		log.Fatal("evalsets: name the folder of the data")
	}
	s := &shared{sources: sources(flag.Arg(0))}
	fmt.Println("set | texts | split | recipe | accuracy | macro-F1 | reference | bar | seconds")
	for _, name := range strings.Split(*only, ",") {
		if err := s.report(name, *ideas, *match, *given); err != nil {
			log.Fatal("evalsets: ", err)
		}
	}
}

func (s *shared) report(name string, ideas bool, match string, given bool) error {
	set, err := s.open(name)
	if err != nil {
		return err
	}
	split := fmt.Sprintf("%d | dev %d", len(set.train), len(set.dev))
	p, err := s.plan(set)
	if err != nil {
		return err
	}
	if set.dev == nil || !given {
		set.dev = nil
		split = fmt.Sprintf("%d | %d folds", len(set.train), folds)
	}
	if p.best == nil {
		return fmt.Errorf("%s: no recipe", name)
	}
	list := []*recipe{p.best}
	if ideas {
		list = append(p.others, p.best)
	}
	for _, r := range list {
		if !strings.Contains(r.name, match) {
			continue
		}
		start := time.Now()
		o, err := evaluate(set, r)
		if err != nil {
			return err
		}
		f1 := learn.MacroF1(len(set.labels), o.answer, o.gold)
		fmt.Printf("%s | %s | %s | %.4f | %.4f | ", name, split, r.name, o.accuracy(), f1)
		if r == p.best {
			value := f1
			if p.metric == "accuracy" {
				value = o.accuracy()
			}
			mark := "reached"
			if value < p.bar {
				mark = "not reached"
			}
			fmt.Printf("%s | %s %.2f %s | ", p.before, p.metric, p.bar, mark)
		} else {
			fmt.Print("| | ")
		}
		fmt.Printf("%.0f\n", time.Since(start).Seconds())
	}
	return nil
}
