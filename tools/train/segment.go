package main

import (
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/qingting-nlp/qingting/internal/segtrain"
	"github.com/qingting-nlp/qingting/internal/testkit"
	"github.com/qingting-nlp/qingting/segment"
)

func trainSegment(args []string) error {
	fs := flag.NewFlagSet("train segment", flag.ExitOnError)
	in := fs.String("in", "", "training files, separated by commas; FILE*3 counts one three times; FILE:space has spaces between words")
	sign := fs.String("sign", "|", "what stands between words")
	dev := fs.String("dev", "", "file to report F1 on after training")
	out := fs.String("out", "model", "file to write")
	opt := segtrain.Options{Log: func(epoch, wrong, units int) {
		fmt.Printf("epoch %d: %.2f %% of %d units wrong\n", epoch, 100*float64(wrong)/float64(units), units)
	}}
	fs.IntVar(&opt.Epochs, "epochs", 10, "passes over the data")
	fs.IntVar(&opt.Size, "size", 30_000, "features kept")
	fs.Float64Var(&opt.Margin, "margin", 10, "by how much the right place must win while training")
	fs.Int64Var(&opt.Seed, "seed", 1, "seed of the order of sentences")
	fs.BoolVar(&opt.Skip, "skip", false, "look at the characters before and behind a place as well: pays with tens of thousands of sentences")
	if err := fs.Parse(args); err != nil {
		return err
	}
	if *in == "" {
		return fmt.Errorf("train segment: -in is missing")
	}
	t := segtrain.New(opt)
	for part := range strings.SplitSeq(*in, ",") {
		name, times, repeated := strings.Cut(part, "*")
		n := 1
		if repeated {
			var err error
			if n, err = strconv.Atoi(times); err != nil || n < 1 {
				return fmt.Errorf("train segment: %q is no number of times", times)
			}
		}
		s := *sign
		if strings.HasSuffix(name, ":space") {
			name, s = strings.TrimSuffix(name, ":space"), " "
		}
		gold, err := testkit.ReadGold(name, s)
		if err != nil {
			return err
		}
		blocks, crossed := t.Add(gold, n)
		fmt.Printf("%s: %d sentences, %d blocks, %d blocks left out (a word border inside a number or Latin word)\n", name, len(gold), blocks, crossed)
	}
	blob, err := t.Train()
	if err != nil {
		return fmt.Errorf("train segment: %s: %w", *in, err)
	}
	if err := os.WriteFile(*out, blob, 0o644); err != nil {
		return err
	}
	fmt.Printf("%s: %d bytes\n", *out, len(blob))
	if *dev == "" {
		return nil
	}
	w, err := segment.OpenWeights(string(blob))
	if err != nil {
		return err
	}
	seg, err := segment.New(segment.DefaultModel(), segment.WithWeights(w))
	if err != nil {
		return err
	}
	gold, err := testkit.ReadGold(*dev, *sign)
	if err != nil {
		return err
	}
	var score testkit.SpanScore
	for _, g := range gold {
		score.Add(g.Words, testkit.WordSpans(seg.Append(nil, g.Text)))
	}
	fmt.Printf("%s: %d sentences, P %.4f R %.4f F1 %.4f\n", *dev, len(gold), score.Precision(), score.Recall(), score.F1())
	return nil
}
