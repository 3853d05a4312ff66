//go:build ignore

// Command gen writes rules.txt from data/glossary and data/rephrase.
package main

import (
	"log"
	"os"

	"github.com/qingting-nlp/qingting/rephrase/internal/bundle"
)

func main() {
	out, err := bundle.Make("../data")
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile("rules.txt", out, 0o644); err != nil {
		log.Fatal(err)
	}
}
