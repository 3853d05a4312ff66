//go:build ignore

// Command gen compiles the dictionary dict.bin.
package main

import (
	"log"
	"os"

	"github.com/qingting-nlp/qingting/internal/segbuild"
)

func main() {
	dir, err := segbuild.GSEDir()
	if err != nil {
		log.Fatal(err)
	}
	out, err := segbuild.Build("../data", dir)
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile("dict.bin", out, 0o644); err != nil {
		log.Fatal(err)
	}
	// Weights fit one dictionary; genlearned.go, which runs with what is embedded, makes new ones.
	if err := os.WriteFile("learned.bin", nil, 0o644); err != nil {
		log.Fatal(err)
	}
}
