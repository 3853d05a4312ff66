//go:build ignore

// Command genlearned trains the weights learned.bin. It runs with the dictionary that is part of the program: gen.go comes first.
package main

import (
	"log"
	"os"

	"github.com/qingting-nlp/qingting/internal/segtrain"
)

func main() {
	out, err := segtrain.Default("../data/segmented")
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile("learned.bin", out, 0o644); err != nil {
		log.Fatal(err)
	}
}
