//go:build ignore

// Command genmodel trains model.bin from data/utterances, with the rules that are part of the program: gen.go comes first.
package main

import (
	"log"
	"os"

	"github.com/qingting-nlp/qingting/internal/fit"
)

func main() {
	out, err := fit.Intent("../data")
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile("model.bin", out, 0o644); err != nil {
		log.Fatal(err)
	}
}
