//go:build ignore

// Command gen writes tables.gen.go from data/opencc and data/normalize.
package main

import (
	"log"
	"os"

	"github.com/qingting-nlp/qingting/internal/aligngen"
)

func main() {
	out, err := aligngen.Generate("../../data")
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile("tables.gen.go", out, 0o644); err != nil {
		log.Fatal(err)
	}
}
