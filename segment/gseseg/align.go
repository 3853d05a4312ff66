package gseseg

import (
	"unicode"
	"unicode/utf8"

	"github.com/qingting-nlp/qingting/internal/align"
)

// end is a border between words of a stretch.
type end struct {
	at   int // characters before it
	word int // the word of gse that ends here; -1 when the characters before it are in none
}

// window is how many characters are looked ahead when text and words part.
const window = 8

// alignWords appends the borders of words in runes to dst and returns it. Places grow and the last one is len(runes). The words may lack
// characters of the text, hold others, or change them: both sides are compared folded, and where they part the nearest place is taken
// from which two characters agree again. What no word covers is single characters. Time is linear.
func alignWords(dst []end, runes []rune, words []string) []end {
	i, from := 0, 0 // runes before i are read; from: where the present word began
	single := func(to int) {
		for i < to {
			i++
			dst = append(dst, end{i, -1})
		}
	}
	for k, word := range words {
		clean := true
		for p := 0; p < len(word); {
			r, size := utf8.DecodeRuneInString(word[p:])
			if i < len(runes) && same(runes[i], r) {
				if i++; from < 0 {
					from = i - 1
				}
				p += size
				continue
			}
			// They part. Close what agreed up to here, then look ahead on the side of the text, then skip on the side of the word.
			if from >= 0 && i > from {
				dst = append(dst, end{i, -1})
			}
			from = -1
			if at := ahead(runes, i, word[p:], words, k); at >= 0 {
				clean = clean && p == 0 // all of the word may still agree
				single(at)
				continue
			}
			clean = false
			p += size
			if r == utf8.RuneError && i < len(runes) {
				single(i + 1) // the sign of a lost character stands for one
			}
		}
		switch {
		case from >= 0 && i > from && clean:
			dst = append(dst, end{i, k})
		case from >= 0 && i > from:
			dst = append(dst, end{i, -1})
		}
		from = i
	}
	single(len(runes))
	return dst
}

// ahead returns the nearest place from i on where the text agrees with the head of word, and with the character after it, or -1.
func ahead(runes []rune, i int, word string, words []string, k int) int {
	r, size := utf8.DecodeRuneInString(word)
	next, _ := utf8.DecodeRuneInString(word[size:])
	if size == len(word) && k+1 < len(words) {
		next, _ = utf8.DecodeRuneInString(words[k+1])
	}
	for at := i; at < len(runes) && at <= i+window; at++ {
		if same(runes[at], r) && (at+1 == len(runes) || same(runes[at+1], next)) {
			return at
		}
	}
	return -1
}

func same(a, b rune) bool {
	if a == b || unicode.ToLower(a) == unicode.ToLower(b) {
		return true
	}
	fa, oka := align.Fold(a)
	fb, okb := align.Fold(b)
	return oka && okb && fa == fb
}
