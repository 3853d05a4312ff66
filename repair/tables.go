package repair

import (
	_ "embed"
	"strings"
	"sync"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/qingting-nlp/qingting/internal/align"
)

// Bits of tables.class, for characters of the basic plane that take three bytes of UTF-8.
const (
	special   = 1 << iota // looked at by pass.special
	garbled               // in text that is UTF-8 read as GBK, and in hardly any other
	half                  // the second half of a split character
	lead                  // the first half of a split character
	wide                  // full-width or half-width form that [Width] may change
	tradition             // has a simplified form

	looked = special | garbled | half | lead // what the search for damage stops at
)

// tables is what is worked out once from the encodings.
type tables struct {
	class [0x10000]uint8
	gbk   [0x10000]uint16 // GBK bytes of a character; 0 when it has none
	good  [0x10000]bool   // a Han character or mark that text is made of: GB 2312, and the traditional forms of its characters
	pairs map[[2]rune]pair
}

var shared struct {
	once sync.Once
	t    *tables
}

func loadTables() *tables {
	shared.once.Do(func() { shared.t = buildTables() })
	return shared.t
}

func isHan(r rune) bool {
	return 0x4E00 <= r && r <= 0x9FFF || 0x3400 <= r && r <= 0x4DBF || 0x20000 <= r && r <= 0x3FFFF || r == 0x3007
}

func buildTables() *tables {
	t := &tables{pairs: make(map[[2]rune]pair)}
	var raw []byte
	for a := 0x81; a <= 0xFE; a++ {
		for b := 0x40; b <= 0xFE; b++ {
			if b != 0x7F {
				raw = append(raw, byte(a), byte(b), '\n')
			}
		}
	}
	text, _ := simplifiedchinese.GBK.NewDecoder().Bytes(raw) // reports no error: what it cannot read becomes U+FFFD
	var level1 [0x10000]bool
	i := 0
	for line := range strings.SplitSeq(strings.TrimSuffix(string(text), "\n"), "\n") {
		rs := []rune(line)
		a, b := raw[i], raw[i+1]
		i += 3
		if len(rs) != 1 || rs[0] > 0xFFFF || rs[0] == 0xFFFD || 0xE000 <= rs[0] && rs[0] <= 0xF8FF {
			continue
		}
		r := rs[0]
		t.gbk[r] = uint16(a)<<8 | uint16(b)
		gb2312 := a >= 0xA1 && b >= 0xA1
		t.good[r] = gb2312 && (a <= 0xA3 || a >= 0xB0)
		level1[r] = gb2312 && 0xB0 <= a && a <= 0xD7
		lead := func(c byte) bool { return 0xE2 <= c && c <= 0xE9 || c == 0xEF }
		tail := func(c byte) bool { return 0x80 <= c && c <= 0xBF }
		if isHan(r) && (!gb2312 || a >= 0xD8) && (lead(a) && tail(b) || tail(a) && (lead(b) || tail(b))) {
			t.class[r] |= garbled
		}
	}
	t.gbk['€'] = 0x80
	for r := rune(0x3000); r < 0x10000; r++ {
		f, ok := align.Fold(r)
		switch {
		case !ok:
			t.class[r] |= special
		case isHan(r) && f != r && isHan(f):
			if r != misspelt {
				t.class[r] |= tradition
			}
			if level1[f] {
				t.good[r] = true
				t.class[r] &^= garbled
			}
		case r == 0x3000, 0xFF01 <= r && r <= 0xFF9F:
			t.class[r] |= wide
		}
	}
	for r := rune(0); r < 0x10000; r++ {
		switch {
		case r < 0x800, 0xD800 <= r && r <= 0xF8FF, r >= 0xFFF0, r == '（', r == '【':
			t.class[r] |= special // below 0x800: an overlong form
		case r < 0x3000:
			if _, ok := align.Fold(r); !ok {
				t.class[r] |= special
			}
		}
	}
	for r := rune(0xFE00); r <= 0xFE0F; r++ {
		t.class[r] = 0 // the looks of an emoji
	}
	for _, r := range fillers {
		t.class[r] |= special
	}
	t.addPairs()
	return t
}

//go:embed readings.tsv
var readingsTSV string

var readings struct {
	once sync.Once
	of   map[rune][]string // how a common character is read, without tones
	all  map[string]bool   // all syllables
}

// polyphones have several readings that people have to tell apart.
const polyphones = "重行长还乐率得地着了给降差调处数种中当应便朝传弹倒度恶发分干更冠好号喝和划会几济假间角教结解尽卷看空累量露落没磨难宁泊铺曲任散色舍省盛石识属似宿提挑吐系校相血要与扎折转载藏曾单都佛否刹厦薄参查觉强壳卡咖夹的奇仇朴区解盖华纪大冯万尉洋朱什柏辟扁秘模观杆供骨横晃吓吁咽约晕脏粘爪占症钻作称臭畜创答逮担嚼悄翘切塞什缩为兴吁殷饮予缝脯咯轧轴拗剥炮拼屏"

func loadReadings() {
	readings.once.Do(func() {
		readings.of, readings.all = make(map[rune][]string, 6000), make(map[string]bool, 500)
		for line := range strings.Lines(readingsTSV) {
			syllable, chars, ok := strings.Cut(strings.TrimSpace(line), "\t")
			if !ok || line[0] == '#' {
				continue
			}
			readings.all[syllable] = true
			for _, r := range chars {
				readings.of[r] = append(readings.of[r], syllable)
			}
		}
	})
}
