package repair

import (
	"strings"

	"github.com/qingting-nlp/qingting/internal/align"
)

// Names of the little pictures of WeChat, QQ, Weibo, Douyin and shop chats, as they stand in brackets. Those of faces also stand behind
// a slash (谢谢/呲牙), the others do not: people write 玫瑰/蛋糕 and 难过/委屈 for one or the other.
var (
	faces = words("微笑 撇嘴 发呆 流泪 大哭 发怒 调皮 呲牙 龇牙 冷汗 抓狂 偷笑 白眼 傲慢 惊恐 流汗 憨笑 咒骂 擦汗 抠鼻 鼓掌 糗大了 坏笑 左哼哼 右哼哼 哈欠 打哈欠 鄙视 快哭了 阴险 亲亲 抱拳 飞吻 跳跳 怄火 磕头 捂脸 奸笑 吃瓜 翻白眼 笑哭 破涕为笑 泪奔 喷血 托腮 斜眼笑 捂嘴")
	codes = words("得意 害羞 闭嘴 尴尬 惊讶 难过 愉快 可爱 悠闲 疑问 疯了 折磨 敲打 委屈 可怜 勾引 差劲 发抖 机智 皱眉 苦涩 裂开 笑脸 生病 脸红 恐惧 失望 无语 嘿哈 卖萌 眼红 头秃 比心 作揖 合十 双手合十 点赞 举手 打脸 叹气 天啊 社会社会 让我看看 色 睡 酷 吐 饥饿 困 奋斗 嘘 晕 衰 骷髅 再见 吓 菜刀 西瓜 啤酒 篮球 乒乓 咖啡 饭 猪头 玫瑰 凋谢 枯萎 嘴唇 示爱 爱心 心碎 蛋糕 闪电 炸弹 刀 足球 瓢虫 便便 月亮 太阳 礼物 拥抱 抱抱 强 弱 握手 胜利 拳头 爱你 no ok 爱情 转圈 回头 跳绳 投降 激动 乱舞 街舞 献吻 左太极 右太极 耶 加油 加油加油 汗 emm 旺柴 好的 哇 666 红包 发 福 烟花 爆竹 庆祝 合掌 凋零 哈哈 嘻嘻 呵呵 允悲 doge 二哈 笑cry 怒 怒骂 泪 悲伤 伤心 心 赞 good bad 吃惊 感冒 黑线 互粉 笑而不语 摊手 跪了 酸 费解 并不简单 喵喵 污 舔屏 话筒 蜡烛 给力 威武 浮云 围观 拜拜 花心 思考 懒得理你 顶 挖鼻 太开心 挤眼 花痴 天使 财迷 么么哒 送心 送花花 送花 感谢 谢谢 尬笑 灵机一动 黑脸 泣不成声 绿帽子 我想静静 不失礼貌的微笑 呆无辜 小鼓掌 妙啊 喜极而泣 哭惹 派对 暗中观察 汗颜 石化 扶墙 萌萌哒 加一 握爪 比耶 抱抱你 给你小心心 惊喜 星星眼 鲜花 酒杯 噢耶 好喜欢 haha 气愤 好爱哦 求关注 最右 偷乐 好囧 囧 织 神马 沙尘暴 下雨 雪人 干杯 绿丝带 草泥马 熊猫 兔子 喵 走你 表情 动画表情 动态表情 " +
		"smile grimace drool scowl coolguy sob shy silent sleep cry awkward angry tongue grin surprise frown ruthless blush scream puke chuckle joyful slight smug hungry drowsy panic sweat laugh commando determined scold shocked shhh dizzy tormented toasted skull hammer wave speechless nosepick clap shame trick yawn pooh-pooh shrunken tearingup sly kiss wrath whimper rose wilt lips heart brokenheart thumbsup thumbsdown shake peace fight beckon fist facepalm hey smirk concerned respect worship onlooker goforit sigh letdown broken happy sick flushed lol terror letmesee sweats wow yeah")
	// shorts stand between colons.
	shorts = words("smile smiley grin joy laughing sweat_smile wink blush heart_eyes kissing_heart thinking neutral_face expressionless unamused roll_eyes cry sob rage angry scream fearful sweat pensive disappointed sunglasses heart broken_heart rose +1 -1 thumbsup thumbsdown ok_hand clap pray wave muscle tada fire 100 poop")
)

// slashCodes are the codes of WeChat behind /: in the order of their length, the longer first.
var slashCodes = strings.Fields("handclap showlove basketb ladybug coffee circle hiphot strong footb break kotow share shake heart beer rose fade cake bome moon gift jump turn skip kiss wipe weak love shit bye dig eat pig hug bad lvu sun " +
	",@-D &-( --b 8-) :'( :-| ,@P ,@o |-) :,@ ,@f :-S ,@x ,@@ ,@! !!! B-) :-O >-| P-( :'| X-) <W> <L> <O> #-0 " +
	":) :~ :B :| :< :$ :X :Z :@ :P :D :O :( :+ :Q :T :d :g :! :L :> :8 <@ @> :* @x 8* @) @@ <& &> pd oo li kn jj no ok oY xx ? v")

// codeStart holds the ASCII characters that a code begins with.
var codeStart = [128]bool{'[': true, '{': true, '/': true, ':': true, '#': true}

// pressed are characters before the name of a key or button.
const pressed = "点按击选"

// chatCode returns the end of the code of a picture at i, or 0.
func (p *pass) chatCode(i int) int {
	s := p.text[i:]
	n := 0
	switch s[0] {
	case '[', "［"[0]:
		n = bracketCode(s)
	case '{':
		n = numbered(s, "{:", "_:", ":}")
	case '#':
		n = shopCode(s)
	case '/':
		n = slashCode(s)
	case ':':
		if end := strings.IndexByte(s[1:min(len(s), 20)], ':'); end > 0 && shorts[s[1:1+end]] {
			n = end + 2
		}
	}
	if n == 0 || ascii(s[:n]) && p.inURL(i) {
		return 0
	}
	return i + n
}

func ascii(s string) bool { return strings.IndexFunc(s, func(r rune) bool { return r >= 0x80 }) < 0 }

// maxCode is the longest content of brackets, in bytes.
const maxCode = 40

// bracketCode returns the length of [微笑], [em]e100[/em], [em_12], [emoji:1f604] or [CQ:face,id=14] at the head of s, or 0.
func bracketCode(s string) int {
	if strings.HasPrefix(s, "[em]e") {
		n := len("[em]e")
		for n < len(s) && '0' <= s[n] && s[n] <= '9' {
			n++
		}
		if n > len("[em]e") && strings.HasPrefix(s[n:], "[/em]") {
			return n + len("[/em]")
		}
		return 0
	}
	open, ends := "[", "]"
	if s[0] != '[' {
		open, ends = "［", "］"
	}
	name, _, ok := strings.Cut(s[len(open):min(len(s), maxCode)], ends)
	if !ok {
		return 0
	}
	end := len(open) + len(name) + len(ends)
	name = strings.TrimPrefix(align.String(name), "/")
	if known(name) || known(strings.TrimSuffix(name, "r")) && name != "" && name[0] >= 0x80 || known(strings.TrimSuffix(name, "!")) {
		return end
	}
	for _, head := range []string{"em", "e_", "face", "emoji", "emot", "smiley", "cq:face,id="} {
		rest, ok := strings.CutPrefix(name, head)
		if rest = strings.Trim(rest, ":_= "); ok && rest != "" && '0' <= rest[0] && rest[0] <= '9' && strings.Trim(rest, "0123456789abcdef") == "" {
			return end
		}
	}
	return 0
}

func known(name string) bool { return faces[name] || codes[name] }

// numbered returns the length of a code of digits, letters and inner between open and end at the head of s, such as {:4_86:}, or 0.
func numbered(s, open, inner, end string) int {
	rest, ok := strings.CutPrefix(s, open)
	n := strings.Index(rest[:min(len(rest), maxCode)], end)
	if !ok || n < 1 || !strings.ContainsAny(rest[:n], "0123456789") {
		return 0
	}
	for _, c := range []byte(rest[:n]) {
		if !isAlnum(c) && strings.IndexByte(inner, c) < 0 {
			return 0
		}
	}
	return len(open) + n + len(end)
}

// shopCode returns the length of a code such as #E-s17 at the head of s, or 0.
func shopCode(s string) int {
	if len(s) < 5 || s[1]|0x20 != 'e' || s[2] != '-' || !('a' <= s[3]|0x20 && s[3]|0x20 <= 'z') {
		return 0
	}
	n := 4
	for n < len(s) && n < 8 && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	if n == 4 || n < len(s) && isAlnum(s[n]) {
		return 0
	}
	return n
}

// slashCode returns the length of a code such as /:rose, /::) or /呲牙 at the head of s, or 0.
func slashCode(s string) int {
	if strings.HasPrefix(s, "/:") {
		for _, c := range slashCodes {
			rest, ok := strings.CutPrefix(s[2:], c)
			if ok && (!isAlnum(c[len(c)-1]) || rest == "" || !isAlnum(rest[0])) {
				return 2 + len(c)
			}
		}
		return 0
	}
	const han = 3 // bytes of a character
	for n := 1 + 4*han; n > 1+han; n -= han {
		if n <= len(s) && faces[align.String(s[1:n])] && !strings.HasPrefix(s[n:], "的") {
			return n
		}
	}
	return 0
}
