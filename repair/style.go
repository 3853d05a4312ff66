package repair

import (
	"strings"
	"unicode/utf8"

	"github.com/qingting-nlp/qingting/internal/align"
)

// misspelt is a simplified character that has another fold only because people write it for another one (帐号 for 账号).
const misspelt = '帐'

// style edits sound text that is written in another form: what is switched on of ChatCode, Width and Script. Flagged places stay.
func (p *pass) style() {
	text, on := p.text, &p.r.on
	script := on[Script] && p.hasTradition()
	flags := p.flags
	p.url = stretch{}
	var prev rune // before i
	for i := 0; i < len(text); {
		for len(flags) > 0 && flags[0].Span.End <= i {
			flags = flags[1:]
		}
		if len(flags) > 0 && flags[0].Span.Start <= i {
			i, prev = flags[0].Span.End, 0
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		if isHan(r) {
			end := i
			for isHan(r) {
				end += n
				prev = r
				r, n = utf8.DecodeRuneInString(text[end:])
			}
			if script {
				for _, c := range changes(text[i:end]) {
					p.edit(Script, i+c.at, i+c.at+c.n, string(c.to))
				}
			}
			i = end
			continue
		}
		end := 0
		if on[ChatCode] && (r < utf8.RuneSelf && codeStart[r] || r == '［') && !strings.ContainsRune(pressed, prev) {
			if end = p.chatCode(i); end > 0 {
				p.edit(ChatCode, i, end, "")
			}
		}
		if end == 0 && on[Width] {
			to := ""
			switch {
			case r < utf8.RuneSelf:
				end, to = fullMark(text, i, prev)
			case r <= 0xFFFF && p.t.class[r]&wide != 0:
				end, to = otherWidth(text, i, n, r, prev)
			}
			if end > 0 {
				p.edit(Width, i, end, to)
			}
		}
		if end == 0 {
			end = i + n
		}
		i, prev = end, r
	}
}

// hasTradition reports whether the text holds a traditional character that changes in its word, so not 著名. Without one, the words that
// fold otherwise than their characters are names and variants of simplified text: 沈静.
func (p *pass) hasTradition() bool {
	for i := 0; i < len(p.text); {
		end := i
		old := false
		r, n := utf8.DecodeRuneInString(p.text[i:])
		for isHan(r) {
			old = old || r <= 0xFFFF && p.t.class[r]&tradition != 0
			end += n
			r, n = utf8.DecodeRuneInString(p.text[end:])
		}
		if old {
			for _, c := range changes(p.text[i:end]) {
				if r, _ := utf8.DecodeRuneInString(p.text[i+c.at:]); r <= 0xFFFF && p.t.class[r]&tradition != 0 {
					return true
				}
			}
		}
		i = end + n
	}
	return false
}

// change is a character of a Han run that folds to another in its word.
type change struct {
	at, n int // its bytes
	to    rune
}

func changes(run string) []change {
	folded := align.String(run)
	if folded == run {
		return nil
	}
	if utf8.RuneCountInString(folded) != utf8.RuneCountInString(run) {
		folded = strings.Map(func(r rune) rune { f, _ := align.Fold(r); return f }, run)
	}
	var out []change
	for at := 0; at < len(run); {
		r, n := utf8.DecodeRuneInString(run[at:])
		f, m := utf8.DecodeRuneInString(folded)
		folded = folded[m:]
		if r != f {
			out = append(out, change{at, n, f})
		}
		at += n
	}
	return out
}

// fullMarks are the ASCII marks with what is usual between Han characters.
var fullMarks = map[byte]string{',': "，", ';': "；", ':': "：", '?': "？", '!': "！"}

// fullMark returns the end of the ASCII marks at i, and the full-width ones for them, when Han characters stand around them; 0 when the
// marks are right.
func fullMark(text string, i int, prev rune) (end int, to string) {
	c := text[i]
	if fullMarks[c] == "" && c != '.' || !isHan(prev) {
		return 0, ""
	}
	end = i + 1
	for (c == '?' || c == '!') && end < len(text) && (text[end] == '?' || text[end] == '!') {
		end++
	}
	next, _ := utf8.DecodeRuneInString(text[end:])
	last := end == len(text) || next == '\n' || next == '\r'
	switch {
	case c == '.' && last:
		return end, "。"
	case c == '.', !isHan(next) && (!last || c != '?' && c != '!'):
		return 0, ""
	}
	var b strings.Builder
	for _, c := range []byte(text[i:end]) {
		b.WriteString(fullMarks[c])
	}
	return end, b.String()
}

// signs are full-width forms that Chinese text has no use for.
const signs = "＃＄％＆＊＋＝＠＼＿"

// otherWidth returns the end of the full-width or half-width form r of n bytes at i and what stands for it; 0 when its width is right.
func otherWidth(text string, i, n int, r, prev rune) (end int, to string) {
	next, _ := utf8.DecodeRuneInString(text[i+n:])
	switch half := r - 0xFEE0; {
	case r == 0x3000:
		return i + n, " "
	case r >= 0xFF61:
		return fullKana(text, i, n, r, prev)
	case r > 0xFF5E: // ｟｠
	case latin(r) || digit(r) || strings.ContainsRune(signs, r):
		return i + n, string(half)
	case r == '．' || r == '／' || r == '－':
		if (latin(prev) || digit(prev)) && (latin(next) || digit(next)) {
			return i + n, string(half)
		}
	case r == '：':
		if digit(prev) && digit(next) {
			return i + n, ":"
		}
	case r == '，':
		if digit(prev) && thousand(text[i+n:]) {
			return i + n, ","
		}
	}
	return 0, ""
}

func latin(r rune) bool {
	return r < utf8.RuneSelf && isAlnum(byte(r)) && !digit(r) || 'Ａ' <= r && r <= 'Ｚ' || 'ａ' <= r && r <= 'ｚ'
}

func digit(r rune) bool { return '0' <= r && r <= '9' || '０' <= r && r <= '９' }

// thousand reports whether s begins with three digits and no more.
func thousand(s string) bool {
	n := 0
	for _, r := range s {
		if !digit(r) {
			break
		}
		if n++; n > 3 {
			return false
		}
	}
	return n == 3
}

// kana holds the full-width forms of U+FF61 to U+FF9F in their order.
var kana = []rune("。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛゜")

func isKana(r rune) bool { return 0x3041 <= r && r <= 0x30FE || 0xFF66 <= r && r <= 0xFF9F }

// fullKana returns the end of the half-width katakana or mark r at i with its sound mark, and the full-width form. What stands alone
// belongs to a face: (ﾟ∀ﾟ), ヽ(´▽`)ﾉ.
func fullKana(text string, i, n int, r, prev rune) (end int, to string) {
	if int(r-0xFF61) >= len(kana) {
		return 0, ""
	}
	full := kana[r-0xFF61]
	next, m := utf8.DecodeRuneInString(text[i+n:])
	switch {
	case r >= 0xFF9E, !isKana(prev) && (r > 0xFF65 && !isKana(next) || r <= 0xFF65 && !isHan(prev)):
		return 0, ""
	case r <= 0xFF65:
		return i + n, string(full)
	case next == 0xFF9E && full == 'ウ':
		return i + n + m, "ヴ"
	case next == 0xFF9E && strings.ContainsRune("カキクケコサシスセソタチツテトハヒフヘホ", full):
		return i + n + m, string(full + 1)
	case next == 0xFF9F && strings.ContainsRune("ハヒフヘホ", full):
		return i + n + m, string(full + 2)
	}
	return i + n, string(full)
}
