package repair

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Words that make a run of question marks likely to be the customer's own.
var questionWords = []string{
	"吗", "呢", "吧", "嘛", "么", "啊", "怎", "什", "谁", "哪", "几", "多少", "何", "是不是", "能不能", "有没有", "可不可", "要不要", "啥", "咋", "嗎", "麼", "誰", "幾", "難道", "难道", "还", "還", "没", "沒",
}

// questions looks at a run of question marks: two or more between Han characters stand for lost bytes when nothing before them in the
// sentence asks; so do several runs in a text without letters.
func (p *pass) questions(i int) int {
	end := i
	for end < len(p.text) && p.text[end] == '?' {
		end++
	}
	if end-i < 2 || !p.r.on[Lost] {
		return end
	}
	before, _ := utf8.DecodeLastRuneInString(p.text[:i])
	after, _ := utf8.DecodeRuneInString(p.text[end:])
	switch {
	case isHan(before) && isHan(after) && !asks(p.text[:i]):
		p.flag(Lost, i, end)
	case p.onlyQuestions():
		p.flag(Lost, i, end)
	}
	return end
}

// asks reports whether the clause at the end of s holds a question word, or one character twice around 不 or 没.
func asks(s string) bool {
	s = s[max(0, len(s)-60):]
	if j := strings.LastIndexAny(s, "，。！？；,.!?;\n "); j >= 0 {
		s = s[j+1:]
	}
	for _, w := range questionWords {
		if strings.Contains(s, w) {
			return true
		}
	}
	for _, not := range []string{"不", "没"} {
		if a, b, ok := strings.Cut(s, not); ok {
			x, n := utf8.DecodeLastRuneInString(a)
			y, m := utf8.DecodeRuneInString(b)
			if x == y && n > 1 && m > 1 {
				return true
			}
		}
	}
	return false
}

// onlyQuestions reports whether the text has several runs of question marks with digits or marks between, and no letters.
func (p *pass) onlyQuestions() bool {
	if p.marks == 0 {
		runs, n, prev, other := 0, 0, rune(0), false
		letters := false
		for _, r := range p.text {
			switch {
			case unicode.IsLetter(r):
				letters = true
			case r == '?':
				n++
				if prev != '?' {
					runs++
				}
			case r != '!' && r != '！' && r != '？' && !unicode.IsSpace(r):
				other = true
			}
			prev = r
			if letters {
				break
			}
		}
		p.marks = 1
		if !letters && runs >= 2 && n >= 4 && other {
			p.marks = 2
		}
	}
	return p.marks == 2
}

// fillers are the characters that runs of bytes without meaning are read as in GBK: 锟斤拷 is U+FFFD twice, the others are what debuggers
// put into memory that nothing was written to.
const fillers = "锟烫屯葺铪"

// filler returns the end of the filling at i, which begins with r, or 0 when there is none.
func (p *pass) filler(i int, r rune) int {
	text := p.text
	if r == '锟' {
		return p.filling(i)
	}
	prev, _ := utf8.DecodeLastRuneInString(text[:i])
	if prev == r {
		return 0 // the run was looked at
	}
	n := utf8.RuneLen(r)
	end := i
	for strings.HasPrefix(text[end:], text[i:i+n]) {
		end += n
	}
	run := (end - i) / n
	next, _ := utf8.DecodeRuneInString(text[end:])
	filled := func(r rune) bool { return r != 0 && strings.ContainsRune(fillers+"拷", r) }
	switch {
	case filled(next) || filled(prev):
		if run < 2 {
			return 0
		}
	case r == '葺' || r == '铪': // rare
		if run < 3 {
			return 0
		}
	case run < 4, strings.ContainsRune("好太很真巨超水汤饭菜茶锅手", prev), strings.ContainsRune("的死得了手嘴舌到伤着坏啊呀", next):
		return 0 // it is hot
	}
	return end
}

// filling returns the end of the 锟斤拷 at i, or 0. U+FFFD beside other bytes gives 锟 and another character.
func (p *pass) filling(i int) int {
	const unit = "锟斤拷"
	text := p.text
	end := i
	for strings.HasPrefix(text[end:], unit) {
		end += len(unit)
	}
	for _, rest := range []string{"锟斤", "锟\ufffd"} {
		if strings.HasPrefix(text[end:], rest) {
			return end + len(rest)
		}
	}
	if end > i {
		return end
	}
	if n := p.shifted(text[i:]); n > 0 && p.fillsGBK() {
		return i + n
	}
	return 0
}

// shifted returns the length of 锟 with a character at the head of s that holds the third byte of U+FFFD, or 0.
func (p *pass) shifted(s string) int {
	n := len("锟")
	r, size := utf8.DecodeRuneInString(s[n:])
	if r > 0xFFFF || p.t.gbk[r]>>8 != 0xBD {
		return 0
	}
	return n + size
}

// fillsGBK reports whether the text holds 锟 before such characters twice, so that it is no part of a name.
func (p *pass) fillsGBK() bool {
	if p.filled == 0 {
		p.filled = 1
		found := 0
		for rest := p.text; found < 2; {
			i := strings.Index(rest, "锟")
			if i < 0 {
				break
			}
			rest = rest[i:]
			if p.shifted(rest) > 0 {
				found++
			}
			rest = rest[len("锟"):]
		}
		if found == 2 {
			p.filled = 2
		}
	}
	return p.filled == 2
}
