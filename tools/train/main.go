// Command train trains models from hand-made data.
//
//	go run ./train segment -in words.txt[,more.txt…] [-sign "|"] [-dev words.txt] [-epochs 8] [-out model]
//
// segment reads sentences with a sign between words and writes weights for segment.OpenWeights. The same input gives the same model.
package main

import (
	"fmt"
	"os"
)

func main() {
	if len(os.Args) > 1 && os.Args[1] == "segment" {
		if err := trainSegment(os.Args[2:]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	fmt.Fprintln(os.Stderr, "usage: train segment -in FILE[,FILE…] [-sign SIGN] [-dev FILE] [-epochs N] [-size N] [-out FILE]")
	os.Exit(2)
}
