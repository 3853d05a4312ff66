package entity

import (
	"strings"
	"unicode/utf8"
)

var regions = strings.Fields(`北京 上海 天津 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 台湾
内蒙古 广西 西藏 宁夏 新疆 香港 澳门 石家庄 唐山 秦皇岛 邯郸 保定 张家口 沧州 廊坊 太原 大同 呼和浩特 包头 沈阳 大连 鞍山 长春 哈尔滨 大庆 南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城
扬州 镇江 泰州 宿迁 杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水 合肥 芜湖 蚌埠 安庆 阜阳 福州 厦门 莆田 泉州 漳州 龙岩 宁德 南昌 九江 赣州 济南 青岛 淄博 烟台 潍坊 济宁 泰安 威海 临沂
郑州 开封 洛阳 新乡 南阳 商丘 信阳 周口 武汉 宜昌 襄阳 荆州 黄冈 长沙 株洲 湘潭 衡阳 岳阳 常德 广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州 东莞 中山 揭阳 南宁 柳州 桂林 海口 三亚 成都
绵阳 德阳 宜宾 南充 泸州 贵阳 遵义 昆明 大理 丽江 拉萨 西安 咸阳 宝鸡 兰州 西宁 银川 乌鲁木齐 义乌 昆山`)

var regionsByHead = func() map[rune][]string {
	m := map[rune][]string{}
	for _, w := range regions {
		r, _ := utf8.DecodeRuneInString(w)
		m[r] = append(m[r], w)
	}
	return m
}()

// Suffixes of the named parts of an address, by what they are.
var (
	adminSuffixes = []string{"特别行政区", "自治区", "自治州", "开发区", "高新区", "新区", "街道", "省", "市", "区", "县", "镇", "乡", "村", "旗"}
	roadSuffixes  = []string{"大街", "大道", "胡同", "东路", "西路", "南路", "北路", "中路", "中段", "路", "街", "巷", "弄", "段"}
	houseSuffixes = []string{"小区", "花园", "家园", "公寓", "大厦", "广场", "新村", "社区", "山庄", "豪庭", "名苑", "佳苑", "华庭", "雅苑", "国际", "中心", "大楼", "宿舍", "苑", "园", "府", "城", "湾", "庭", "里", "坊", "居"}
	numberWords   = []string{"号楼", "号院", "号", "栋", "幢", "座", "单元", "室", "楼", "层", "弄", "户", "房"}
)

const notPlace = "我你他她您它的了在是到去送寄发给不没有就这那哪请问跟从把被让要想能吗呢啊吧说也还住改往回来让,。!?;:、家里个哪每各走带同条往址于位处为"

// address looks for addresses around the place suffix at i.
func (s *scan) address(i int) {
	// The clause: back to a mark or a character that no place name has.
	b := i
	for b > s.placeAt && i-b < 12 && (s.inner(b-1) || alnum(s.at(b-1))) && !strings.ContainsRune(notPlace, s.at(b-1)) {
		b--
	}
	from := max(b, s.triedAt) // a start is tried once
	s.triedAt = i + 1
	for start := from; start <= i; start++ {
		if start > b && !s.border(start) && !s.region(start) {
			continue
		}
		if alnum(s.at(start)) && alnum(s.at(start-1)) {
			continue
		}
		if j, conf := s.place(start); j > 0 {
			text := s.raw(start, j)
			if strings.ContainsAny(text, " \u3000") {
				text = strings.Join(strings.Fields(text), "")
			}
			s.propose(Address, start, j, rankAddress, conf, "address.parts", Value{Text: text})
			s.placeAt, s.triedAt = j, j
			return
		}
	}
}

func (s *scan) region(i int) bool { _, n := s.regionAt(i); return n > 0 }

func (s *scan) regionAt(i int) (string, int) {
	best, n := "", 0
	for _, w := range regionsByHead[s.at(i)] {
		if l := utf8.RuneCountInString(w); l > n && s.is(i, w) {
			best, n = w, l
		}
	}
	return best, n
}

// place reads the parts of an address at i and returns its end, or 0.
func (s *scan) place(i int) (end int, conf float32) {
	j := i
	regions, admins, roads, houses, numbers := 0, 0, 0, 0, 0
	for parts := 0; parts < 14; parts++ {
		k := j
		if parts > 0 {
			k = s.skip(j)
		}
		if n := s.numberPart(k, numbers > 0, roads+houses+admins+regions > 0); n > k {
			numbers++
			j = n
			continue
		}
		if _, n := s.regionAt(k); n > 0 && parts < 4 {
			e := k + n
			if c := s.at(e); c == '省' || c == '市' {
				e++
			}
			if w, l := s.any(e, []string{"路", "街", "大道", "大厦", "南路", "北路", "东路", "西路", "中路"}); w != "" { // 南京路
				roads++
				j = e + l
				continue
			}
			if e > k {
				regions++
				j = e
				continue
			}
		}
		e, kind := s.namedPart(k)
		if e == 0 {
			break
		}
		switch kind {
		case 'a':
			if roads > 0 && s.at(e-1) != '道' && s.at(e-1) != '村' {
				kind = 0
			}
			admins++
		case 'r':
			roads++
		case 'h':
			houses++
		}
		if kind == 0 {
			break
		}
		j = e
	}
	if j == i {
		return 0, 0
	}
	switch {
	case regions+admins >= 1 && (roads >= 1 || admins >= 1 && regions >= 1 || admins >= 2 || houses >= 1 && numbers >= 1):
		return j, 0.9
	case roads >= 1 && numbers >= 1:
		return j, 0.8
	case houses >= 1 && numbers >= 1:
		return j, 0.8
	case regions+admins+roads+houses == 0 && numbers >= 1:
		// 3栋2单元501, 5号楼
		if numbers >= 2 || s.at(j-1) == '楼' && s.at(j-2) == '号' {
			return j, 0.6
		}
	}
	return 0, 0
}

// numberPart reads 88号, 3栋, 2单元, 1201室, 十五楼, or a bare number behind one of them.
func (s *scan) numberPart(i int, more, named bool) int {
	j := i
	for j < len(s.r) && j-i < 6 && (alnum(s.r[j]) || numeralChar(s.r[j]) && s.r[j] != '几' && s.r[j] != '两' || s.r[j] == '-' && j > i && alnum(s.at(j+1)) || s.is(j, "之") && j > i) {
		j++
	}
	if j == i {
		if w, n := s.any(i, []string{"甲", "乙", "丙", "东", "西", "南", "北"}); n > 0 && w != "" && (s.at(i+1) == '座' || s.at(i+1) == '栋' || s.at(i+1) == '区' && named && more) {
			return i + 2
		}
		return i
	}
	if alnum(s.at(i)) && alnum(s.at(i-1)) {
		return i
	}
	for _, w := range numberWords {
		if s.is(j, w) {
			e := j + utf8.RuneCountInString(w)
			switch {
			case w == "号" && (s.at(e) == '线' || s.at(e) == '店' || s.at(e) == '码' || s.at(e) == '技'), w == "号" && !named:
				return i
			case w == "座" && s.at(e) == '位', w == "户" && !more, w == "房" && (!more || s.at(e) == '间'), w == "层" && (s.at(e) == '次' || !named && !more), w == "楼" && !named && !more:
				return i
			}
			return e
		}
	}
	if more && s.bitsAt(i)&isDigit != 0 && j-i >= 3 && j-i <= 6 && !s.measured(j) && !alnum(s.at(j)) {
		return j
	}
	if named && strings.ContainsRune(string(s.r[i:j]), '-') && j-i >= 3 && !alnum(s.at(j)) && !s.measured(j) {
		return j
	}
	return i
}

// namedPart reads a name with its suffix at i: 南山区, 科技路, 幸福小区. kind is 'a' (admin), 'r' (road) or 'h' (house).
func (s *scan) namedPart(i int) (end int, kind byte) {
	for k := i + 1; k < len(s.r) && k-i <= 8; k++ {
		if !s.inner(k-1) && !alnum(s.at(k-1)) || strings.ContainsRune(notPlace, s.at(k-1)) {
			if !(s.at(k-1) == '里' || s.at(k-1) == '家' || s.at(k-1) == '同' || s.at(k-1) == '位') || k-1 == i {
				return 0, 0
			}
		}
		if s.bitsAt(k)&isPlace == 0 && !strings.ContainsRune("大特自开高新胡东西南北中小花家公广社山豪名佳华雅国宿段旗坊居", s.at(k)) {
			continue
		}
		n := k - i
		for _, w := range adminSuffixes {
			if s.is(k, w) && !s.fakePlace(i, k, w) && (n >= 2 || n == 1 && (w == "县" || w == "区")) {
				return k + utf8.RuneCountInString(w), 'a'
			}
		}
		for _, w := range roadSuffixes {
			if s.is(k, w) && n >= 2 && !s.fakePlace(i, k, w) {
				e := k + utf8.RuneCountInString(w)
				if s.at(e) == '道' || w == "路" && (s.at(e) == '由' || s.at(e) == '上') || w == "段" && s.at(e) == '时' {
					continue
				}
				if s.is(e, "中段") || s.is(e, "东段") || s.is(e, "西段") || s.is(e, "南段") || s.is(e, "北段") {
					e += 2
				} else if (s.at(e) == '中' || s.at(e) == '东' || s.at(e) == '西' || s.at(e) == '南' || s.at(e) == '北') && s.at(e+1) == '路' {
					e += 2
				}
				return e, 'r'
			}
		}
		for _, w := range houseSuffixes {
			if s.is(k, w) && n >= 2 && !s.fakePlace(i, k, w) {
				l := utf8.RuneCountInString(w)
				if l == 1 && s.bitsAt(k+1)&isDigit == 0 && !numeralChar(s.at(k+1)) && !('a' <= s.at(k+1) && s.at(k+1) <= 'z') {
					continue
				}
				return k + l, 'h'
			}
		}
	}
	return 0, 0
}

// fakePlace: 超市, 地区, 线路, 网络, 小区 are words, no names.
func (s *scan) fakePlace(i, k int, w string) bool {
	p := s.at(k - 1)
	switch w {
	case "市":
		return strings.ContainsRune("超城门股上楼夜全本都闹", p)
	case "区":
		return strings.ContainsRune("地小社片专分库郊灾景误禁时辖全校园市城", p) && !(s.region(i) && k-i > 3) && p != '城'
	case "省":
		return strings.ContainsRune("节反全本外跨", p)
	case "县", "镇", "乡", "村":
		return strings.ContainsRune("全本外下城乡家回农", p) && k-i < 3
	case "路":
		return strings.ContainsRune("一思线电网短套道走回半出上多公带铁问迷认顺销没小同通绕堵后退老修马", p)
	case "段":
		return !(p == '路' || p == '道' || p == '东' || p == '西' || p == '中' || p == '南' || p == '北')
	case "街":
		return p == '逛' || p == '上'
	case "国际", "中心", "城", "里", "居", "园", "府":
		return s.is(k, "中心卡") || w == "里" && s.inner(k+1) && !numeralChar(s.at(k+1)) || s.is(k-2, "服务中心") || s.is(k-2, "客服中心") || strings.ContainsRune("商家这那哪公手邻", p)
	case "弄", "巷":
		return p == '乱' || p == '搞' || k-i < 2
	}
	return false
}
