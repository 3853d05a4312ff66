//go:build ignore

// Command gen writes words.tsv from data/entity.
package main

import (
	"log"
	"os"

	"github.com/qingting-nlp/qingting/entity/internal/wordlist"
)

func main() {
	out, err := wordlist.Make("../data/entity")
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile("words.tsv", out, 0o644); err != nil {
		log.Fatal(err)
	}
}
