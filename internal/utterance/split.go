package utterance

import (
	"crypto/md5"
	"math/big"
	"strings"
	"unicode"
)

// Part returns the part of data/utterances a row belongs to, "train", "tune" or "test": by the hash of its group, so that twins stay together, or
// of its text without white space.
func Part(r *Row) string {
	key := r.Group
	if key == "" {
		key = strings.Map(func(c rune) rune {
			if unicode.IsSpace(c) {
				return -1
			}
			return c
		}, r.Text)
	} else {
		key = r.File[:min(2, len(r.File))] + key
	}
	sum := md5.Sum([]byte(key))
	switch n := new(big.Int).Mod(new(big.Int).SetBytes(sum[:]), big.NewInt(100)).Int64(); {
	case n < 15:
		return "test"
	case n < 25:
		return "tune"
	}
	return "train"
}
