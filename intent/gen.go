//go:build ignore

// Command gen writes rules.tsv from data/intent.
package main

import (
	"log"
	"os"

	"github.com/qingting-nlp/qingting/internal/lexicon/bundle"
)

func main() {
	out, err := bundle.Make("../data/intent")
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile("rules.tsv", out, 0o644); err != nil {
		log.Fatal(err)
	}
}
