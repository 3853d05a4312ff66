package segment

import (
	"slices"

	"github.com/qingting-nlp/qingting/internal/segmodel"
)

// An edge is a word of the graph that the dictionary does not hold.
type edge struct {
	start, end uint16 // characters of the block
	cost       uint32
	slot       uint32 // slotKind+kind or slotUser+tag
}

// Costs of the grammar's words, in units of 1/CostScale nat. They are those of fairly common words: a number is one word rather than
// several, and a date one word rather than a number and a unit.
const (
	atomCost   = 7.0 * segmodel.CostScale
	numberCost = 6.5 * segmodel.CostScale
	dateCost   = 6.5 * segmodel.CostScale
	// measureCost is the cost of a measure word right after a number.
	measureCost = 1.5 * segmodel.CostScale
)

// unitHeads begin a measure word of two characters: 小时, 分钟, 公里, 平方.
const unitHeads = "小分公平工"

// classifiers are measure words of one character.
const classifiers = "个天块元次年月岁秒人米条件张位名斤度兆户家份台本周毛钱角倍种款笔页字节回遍趟部双盒箱瓶袋支只套层间栋辆顿批期片颗粒根桶班句段类项轮卷把届路"

// grammarCodes are the codes of the characters that the grammar of numbers and dates looks at.
type grammarCodes struct {
	ordinal, point, percent0, percent1, year, month, day, number, clock, hour, minute, half, bell, sharp, share, moment uint16
	several, hundred, more, less, not, haveNot                                                                          uint16
	scale, approx, classifier, unitHead, notDay                                                                         []uint16
	digit                                                                                                               [segmodel.FirstHan]int16 // value of a numeral, or -1
}

func newGrammarCodes(m *Model) (g grammarCodes) {
	g.ordinal, g.point, g.percent0, g.percent1 = m.code('第'), m.code('点'), m.code('分'), m.code('之')
	g.year, g.month, g.day, g.number = m.code('年'), m.code('月'), m.code('日'), m.code('号')
	g.clock, g.hour, g.minute, g.half = m.code('点'), m.code('时'), m.code('分'), m.code('半')
	g.bell, g.sharp, g.share, g.moment = m.code('钟'), m.code('整'), m.code('份'), m.code('候')
	g.several, g.hundred = m.code('几'), m.code('百')
	g.not, g.haveNot = m.code('不'), m.code('没')
	g.more, g.less = m.code('多'), m.code('少')
	for _, r := range "十百千万亿" {
		g.scale = append(g.scale, m.code(r))
	}
	for _, r := range "多余来几" {
		g.approx = append(g.approx, m.code(r))
	}
	for _, r := range classifiers {
		g.classifier = append(g.classifier, m.code(r))
	}
	for _, r := range unitHeads {
		g.unitHead = append(g.unitHead, m.code(r))
	}
	for _, r := range "楼线店门院机馆桌仓柜库房厅车键码文体电球" {
		g.notDay = append(g.notDay, m.code(r))
	}
	for i := range g.digit {
		g.digit[i] = -1
	}
	for d := range 10 {
		g.digit['0'+d] = int16(d)
	}
	for i, r := range []rune("零一二三四五六七八九") {
		g.digit[m.code(r)] = int16(i)
	}
	for i, r := range []rune("〇壹贰叁肆伍陆柒捌玖") {
		g.digit[m.code(r)] = int16(i)
	}
	g.digit[m.code('两')], g.digit[m.code('幺')] = 2, 1
	return g
}

// grammarEdges collects the edges of atoms, numbers and dates in the first n characters of b.
func (s *Segmenter) grammarEdges(b *buffer, n int, numerals bool) {
	for _, a := range b.atoms {
		cost := uint32(atomCost)
		b.edges = append(b.edges, edge{a.start, a.end, cost, slotKind + uint32(a.kind)})
	}
	if !numerals && len(b.atoms) == 0 {
		return
	}
	g := &s.m.char
	atoms := b.atoms
	for i := 0; i < n; {
		for len(atoms) > 0 && int(atoms[0].end) <= i {
			atoms = atoms[1:]
		}
		var next *atom
		if len(atoms) > 0 && int(atoms[0].start) == i {
			next = &atoms[0]
		}
		if next == nil && !isNumeralCode(b.codes[i]) {
			i++
			continue
		}
		if next != nil && next.kind != Number {
			i = int(next.end)
			continue
		}
		i = s.number(b, g, i, n, next)
	}
}

func isNumeralCode(c uint16) bool { return c >= segmodel.NumeralCode && c < segmodel.FirstHan }

// number adds the edges of the number that begins at i, and of the date or time it is part of. It returns the place after the number.
func (s *Segmenter) number(b *buffer, g *grammarCodes, i, n int, a *atom) int {
	codes := &b.codes
	j := i
	if a != nil {
		for j = int(a.end); j < n && slices.Contains(g.scale, codes[j]); j++ {
		}
	}
	for a == nil && j < n && isNumeralCode(codes[j]) {
		j++
	}
	kind := Number
	if a == nil {
		switch {
		case j+2 < n && codes[j] == g.percent0 && codes[j+1] == g.percent1 && isNumeralCode(codes[j+2]):
			// 百分之三十, 三分之一
			if codes[j-1] == g.hundred {
				kind = Percent
			}
			for j += 2; j < n && isNumeralCode(codes[j]); j++ {
			}
			if j+1 < n && codes[j] == g.point && g.plainDigit(codes[j+1]) { // 百分之零点二
				for j++; j < n && g.plainDigit(codes[j]); j++ {
				}
			}
		case j+1 < n && codes[j] == g.point && g.plainDigit(codes[j+1]) && g.value(codes[i:j]) != 1:
			// 三点五, but not 三点十五 or 三点五分
			k := j + 1
			for k < n && g.plainDigit(codes[k]) {
				k++
			}
			if k == n || codes[k] != g.minute && !isNumeralCode(codes[k]) {
				b.edge(i, k, numberCost, Number)
			}
		}
	}
	if j-i > 1 && (a == nil || j > int(a.end)) {
		b.edge(i, j, numberCost, kind)
	}
	if i > 0 && codes[i-1] == g.ordinal {
		b.edge(i-1, j, numberCost, Number)
	}
	if j < n && slices.Contains(g.approx, codes[j]) && codes[j] != codes[j+1] {
		after := slices.Contains(g.classifier, codes[j+1]) || slices.Contains(g.unitHead, codes[j+1])
		if after || codes[j] == g.more && a == nil && slices.Contains(g.scale, codes[j-1]) && codes[j+1] != g.less {
			b.edge(i, j+1, numberCost, Number) // 五十多|块, 三百多
		}
	}
	if j < n && codes[j] >= segmodel.FirstHan && slices.Contains(g.classifier, codes[j]) {
		// A measure word after its number is likely: 三|个|人, not 三|个人.
		b.edges = append(b.edges, edge{uint16(j), uint16(j + 1), measureCost, uint32(codes[j])})
	}
	if j+1 < n && slices.Contains(g.unitHead, codes[j]) {
		if slot, ok := s.m.find(codes[j : j+2]); ok {
			b.edges = append(b.edges, edge{uint16(j), uint16(j + 2), measureCost, slot}) // 十|分钟, not 十分|钟
		}
	}
	b.dateEdges(g, i, j, n)
	return j
}

// dateEdges adds the edges of a date or time whose number is codes[i:j].
func (b *buffer) dateEdges(g *grammarCodes, i, j, n int) {
	codes := &b.codes
	v := g.value(codes[i:j])
	if j >= n || v < 0 {
		return
	}
	at := func(k int) uint16 {
		if k < n {
			return codes[k]
		}
		return 0
	}
	switch codes[j] {
	case g.year:
		if four := j-i == 4 && v >= 1900 && v < 2200; four || j-i == 2 && (isDigit(byte(at(j+1))) || g.digit2(at(j+1)) >= 0) {
			b.edge(i, j+1, dateCost, Date)
		}
	case g.month:
		if v >= 1 && v <= 12 {
			b.edge(i, j+1, dateCost, Date)
			if at(j+1) == g.share {
				b.edge(i, j+2, dateCost, Date)
			}
		}
	case g.day, g.number:
		if v >= 1 && v <= 31 && !slices.Contains(g.notDay, at(j+1)) {
			b.edge(i, j+1, dateCost, Date)
		}
	case g.clock:
		if v > 24 || v == 1 && j-i == 1 && codes[i] >= segmodel.NumeralCode && !slices.Contains([]uint16{g.half, g.bell, g.sharp}, at(j+1)) &&
			!isNumeralCode(at(j+1)) {
			return // 一点 is "a little"
		}
		switch at(j + 1) {
		case g.half, g.bell, g.sharp:
			b.edge(i, j+2, dateCost, Time)
		}
		b.edge(i, j+1, dateCost, Time)
	case g.hour:
		if v <= 24 && at(j+1) != g.moment {
			b.edge(i, j+1, dateCost, Time)
		}
	case g.minute:
		if i > 0 && (codes[i-1] == g.clock || codes[i-1] == g.hour) && v < 60 && at(j+1) != g.bell {
			b.edge(i, j+1, dateCost, Time)
		}
	}
}

func (b *buffer) edge(start, end int, cost float64, kind Kind) {
	b.edges = append(b.edges, edge{uint16(start), uint16(end), uint32(cost), slotKind + uint32(kind)})
}

func (g *grammarCodes) digit2(c uint16) int {
	if int(c) < len(g.digit) {
		return int(g.digit[c])
	}
	return -1
}

// plainDigit reports whether c is one of 零 to 九, not a ten or larger.
func (g *grammarCodes) plainDigit(c uint16) bool {
	return isNumeralCode(c) && g.digit[c] >= 0
}

// value returns the number that codes spell, up to 9999, or -1: digits in sequence, or tens and ones.
func (g *grammarCodes) value(codes []uint16) int {
	if len(codes) == 0 || len(codes) > 4 {
		return -1
	}
	v, ten := 0, g.scale[0]
	for i, c := range codes {
		switch {
		case c == ten && i == 0:
			v = 10
		case c == ten && i == 1:
			v *= 10
		case g.digit2(c) < 0:
			return -1
		case i > 0 && codes[i-1] == ten:
			v += g.digit2(c)
		default:
			v = v*10 + g.digit2(c)
		}
	}
	return v
}

// sortEdges orders edges by start, keeping the order of equals. They come nearly sorted, a few in all.
func sortEdges(e []edge) {
	if len(e) > 256 {
		slices.SortStableFunc(e, func(a, b edge) int { return int(a.start) - int(b.start) })
		return
	}
	for i := 1; i < len(e); i++ {
		for j := i; j > 0 && e[j].start < e[j-1].start; j-- {
			e[j], e[j-1] = e[j-1], e[j]
		}
	}
}
