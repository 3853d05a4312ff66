package segbuild

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/qingting-nlp/qingting/internal/segmodel"
)

// norm says which words of the general dictionary the norm cuts.
type norm struct {
	classifier, complement, keep, split map[string]bool
}

func readNorm(name string) (*norm, error) {
	n := &norm{map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}}
	err := eachRow(name, func(_ int, cols []string) error {
		if len(cols) != 2 {
			return fmt.Errorf("want two columns")
		}
		set := map[string]map[string]bool{"classifier": n.classifier, "complement": n.complement, "keep": n.keep, "split": n.split}[cols[0]]
		if set == nil {
			return fmt.Errorf("first column is none of classifier, complement, keep, split")
		}
		for v := range strings.FieldsSeq(cols[1]) {
			set[foldKey(v)] = true
		}
		return nil
	})
	return n, err
}

// cuts reports whether the norm cuts word. has tells the words of the general dictionary.
func (n *norm) cuts(word, tag string, has func(string) bool) bool {
	if n.keep[word] || runeLen(word) < 2 {
		return false
	}
	if n.split[word] {
		return true
	}
	return n.isQuantity(word) || n.isDemonstrative(word) || n.isNegation(word, has) || n.isPotential(word, has) || isANotA(word) || isAspect(word) || isTitled(word) || isPlace(word, tag)
}

// isQuantity: 三百, 一个, 第三次, 多年, 几十块, 万元.
func (n *norm) isQuantity(word string) bool {
	rest, numerals := word, 0
	for rest != "" {
		r, size := utf8.DecodeRuneInString(rest)
		if !segmodel.IsNumeral(r) && !strings.ContainsRune("数多余半第好", r) {
			break
		}
		if rest == word && r == '余' || r == '好' && rest != word {
			break
		}
		numerals++
		rest = rest[size:]
	}
	return numerals > 0 && n.isMeasure(rest, false)
}

// isMeasure reports whether s is made of measure words and 多, 半, 来 (个多月).
func (n *norm) isMeasure(s string, inner bool) bool {
	if s == "" || n.classifier[s] || inner && strings.Contains("月多半来", s) {
		return true
	}
	for size := range s {
		if size > 0 && (n.classifier[s[:size]] || strings.Contains("多半来", s[:size])) && n.isMeasure(s[size:], true) {
			return true
		}
	}
	return false
}

// isDemonstrative: 这次, 每个, 该校.
func (n *norm) isDemonstrative(word string) bool {
	r, size := utf8.DecodeRuneInString(word)
	return strings.ContainsRune("这那哪每某各此整", r) && n.classifier[word[size:]]
}

// isNegation: 不能, 没收到.
func (n *norm) isNegation(word string, has func(string) bool) bool {
	r, size := utf8.DecodeRuneInString(word)
	if r != '不' && r != '没' || runeLen(word) > 4 {
		return false
	}
	rest := word[size:]
	return runeLen(rest) == 1 || runeLen(rest) == 2 && has(rest)
}

// isPotential: 看不到, 登得上.
func (n *norm) isPotential(word string, has func(string) bool) bool {
	for _, infix := range []string{"不", "得"} {
		if head, tail, ok := strings.Cut(word, infix); ok && head != "" && n.complement[tail] && has(head) {
			return true
		}
	}
	return false
}

// isANotA: 是不是, 可不可以.
func isANotA(word string) bool {
	r := []rune(word)
	return len(r) >= 3 && (r[1] == '不' || r[1] == '没') && r[0] == r[2] && !slices.Contains([]string{"动不动", "时不时"}, word)
}

// isAspect: 看着, 去过.
func isAspect(word string) bool {
	return runeLen(word) == 2 && (strings.HasSuffix(word, "着") || strings.HasSuffix(word, "过"))
}

// isTitled: 王先生.
func isTitled(word string) bool {
	_, size := utf8.DecodeRuneInString(word)
	switch word[size:] {
	case "先生", "女士", "小姐", "太太", "夫人", "老师", "经理", "师傅", "医生", "奶奶", "爷爷", "阿姨", "叔叔":
		return true
	}
	return false
}

// isPlace: 桌上, 车里. The words that our norm keeps (家里, 路上) are in the list of what to keep.
func isPlace(word, tag string) bool {
	return tag == "s" && runeLen(word) == 2 && (strings.HasSuffix(word, "里") || strings.HasSuffix(word, "上") || strings.HasSuffix(word, "下"))
}
