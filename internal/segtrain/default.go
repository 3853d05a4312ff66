package segtrain

import (
	"fmt"
	"path/filepath"
	"slices"

	"github.com/qingting-nlp/qingting/internal/testkit"
)

// Default trains the weights that are part of the program, from the folder data/segmented: its own sentences three times, the treebank
// twice.
func Default(dir string) ([]byte, error) {
	var own []string
	for _, part := range []string{"train", filepath.Join("rare", "train")} {
		files, err := filepath.Glob(filepath.Join(dir, part, "*.txt"))
		if err != nil {
			return nil, err
		}
		if len(files) == 0 {
			return nil, fmt.Errorf("segtrain: no sentences in %s", filepath.Join(dir, part))
		}
		slices.Sort(files)
		own = append(own, files...)
	}
	t := New(Options{Size: 60_000})
	add := func(name string, times int) error {
		gold, err := testkit.ReadGold(name, "|")
		if err != nil {
			return err
		}
		t.Add(gold, times)
		return nil
	}
	for _, name := range own {
		if err := add(name, 3); err != nil {
			return nil, err
		}
	}
	if err := add(filepath.Join(dir, "ud_gsd", "train.txt"), 2); err != nil {
		return nil, err
	}
	return t.Train()
}
