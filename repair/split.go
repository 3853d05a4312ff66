package repair

import (
	"strings"
	"unicode/utf8"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/segment"
)

// pair is the character of two halves. loose pairs also stand side by side in ordinary text; they are joined only when that makes a
// dictionary word.
type pair struct {
	whole rune
	loose bool
}

// radicals never stand alone in running text.
const radicals = "亻氵讠扌忄纟钅饣犭衤礻艹辶阝刂彳宀疒灬冫"

// splitPairs lists characters with their two halves, as they are split to evade a filter or by reading from a picture. The first group
// has a radical; the second is well known and rarely stands side by side; the third is joined only where a word comes of it.
var splitPairs = [3]string{
	"你亻尔 他亻也 们亻门 信亻言 付亻寸 价亻介 保亻呆 便亻更 使亻吏 件亻牛 做亻故 作亻乍 住亻主 代亻弋 但亻旦 任亻壬 位亻立 什亻十 仅亻又 休亻木 何亻可 低亻氐 体亻本 像亻象 假亻叚 健亻建 借亻昔 值亻直 停亻亭 偷亻俞 伤亻㐅 倒亻到 修亻攸 " +
		"法氵去 海氵每 消氵肖 汉氵又 清氵青 洗氵先 酒氵酉 汽氵气 油氵由 活氵舌 江氵工 河氵可 没氵殳 沟氵勾 注氵主 淘氵匋 洋氵羊 浪氵良 港氵巷 满氵㒼 流氵㐬 沙氵少 汗氵干 " +
		"说讠兑 请讠青 诉讠斥 话讠舌 订讠丁 记讠己 认讠人 该讠亥 识讠只 谢讠射 谁讠隹 诈讠乍 证讠正 试讠式 评讠平 设讠殳 议讠义 让讠上 误讠吴 课讠果 诚讠成 语讠吾 读讠卖 词讠司 详讠羊 访讠方 计讠十 讨讠寸 许讠午 询讠旬 谎讠荒 调讠周 " +
		"投扌殳 打扌丁 找扌戈 把扌巴 换扌奂 挂扌圭 拍扌白 拉扌立 扣扌口 提扌是 抢扌仓 担扌旦 推扌隹 授扌受 抱扌包 拒扌巨 按扌安 持扌寺 损扌员 掉扌卓 指扌旨 拨扌发 抄扌少 扰扌尤 批扌比 护扌户 技扌支 折扌斤 排扌非 接扌妾 描扌苗 挤扌齐 扫扌彐 抖扌斗 搞扌高 操扌喿 " +
		"快忄夬 怕忄白 情忄青 慢忄曼 忙忄亡 性忄生 怪忄圣 惊忄京 怀忄不 悔忄每 恨忄艮 忆忄乙 " +
		"给纟合 红纟工 约纟勺 线纟戋 级纟及 结纟吉 纸纟氏 组纟且 细纟田 终纟冬 绍纟召 绑纟邦 统纟充 续纟卖 维纟隹 编纟扁 缴纟敫 纷纟分 纳纟内 绝纟色 综纟宗 网纟罔 绩纟责 " +
		"钱钅戋 银钅艮 铁钅失 错钅昔 钟钅中 销钅肖 链钅连 铃钅令 钥钅月 钉钅丁 镜钅竟 " +
		"饭饣反 饿饣我 饮饣欠 馆饣官 饱饣包 狗犭句 猫犭苗 社礻土 祝礻兄 福礻畐 神礻申 视礻见 被衤皮 补衤卜 裤衤库 初衤刀 袜衤末 衬衤寸 裙衤君 " +
		"送关辶 送辶关 还不辶 还辶不 退艮辶 退辶艮 这文辶 这辶文 进井辶 进辶井 过寸辶 过辶寸 运云辶 运辶云 远元辶 远辶元 近斤辶 近辶斤 迟尺辶 迟辶尺 连车辶 连辶车 通甬辶 通辶甬 速束辶 速辶束 选先辶 选辶先 道首辶 道辶首 达大辶 达辶大 返反辶 返辶反 遍扁辶 遍辶扁 违韦辶 违辶韦 适舌辶 适辶舌 边力辶 边辶力 逃兆辶 逃辶兆 " +
		"到至刂 利禾刂 别另刂 副畐刂 刻亥刂 划戈刂 列歹刂 创仓刂 剩乘刂 判半刂 刚冈刂 " +
		"都者阝 邮由阝 邻令阝 郑关阝 队阝人 院阝完 防阝方 除阝余 阴阝月 阳阝日 限阝艮 " +
		"花艹化 草艹早 苦艹古 药艹约 菜艹采 落艹洛 英艹央 苹艹平 节艹卩 " +
		"病疒丙 疼疒冬 痛疒甬 疗疒了 热执灬 点占灬 照昭灬 很彳艮 往彳主 待彳寺 律彳聿 彻彳切 冷冫令 冰冫水 次冫欠 决冫夬 况冫兄",
	"强弓虽 精米青 和禾口 骗马扁 眼目艮 超走召 跟足艮 配酉己 睡目垂 肥月巴 鞋革圭 糖米唐 孩子亥 辱辰寸 税禾兑 勒革力 败贝攵 静青争 矮矢委 赔贝咅 贩贝反 赌贝者 蛇虫它 跑足包 粒米立 碎石卒 射身寸 财贝才 醇酉享 聊耳卯 职耳只 轻车圣 驶马史 验马佥",
	"的白勺 好女子 相木目 对又寸 如女口 地土也 转车专 灯火丁 权木又 时日寸 理王里 球王求 现王见 玩王元 秒禾少 积禾只 种禾中 秋禾火 妈女马 姐女且 妹女未 她女也 吃口乞 听口斤 晚日免 明日月 路足各 起走己 骑马奇 驴马户 机木几 期其月 联耳关 话言舌 说言兑 叶口十 胡古月 板木反 炸火乍 烧火尧 取耳又 钱金戋 岁山夕 码石马 确石角 鲜鱼羊 较车交 输车俞 软车欠",
}

func (t *tables) addPairs() {
	for group, list := range splitPairs {
		for row := range strings.FieldsSeq(list) {
			rs := []rune(row)
			t.pairs[[2]rune{rs[1], rs[2]}] = pair{rs[0], group == 2}
			if group == 0 && strings.ContainsRune(radicals, rs[1]) {
				t.class[rs[1]] |= half
			} else {
				t.class[rs[2]] |= half
			}
		}
	}
}

// aboutShape are words of texts that describe how characters are written.
var aboutShape = []string{"偏旁", "字旁", "部首", "拆开", "左边", "右边", "上面一个", "下面一个", "加一个", "加个", "三点水", "单人旁", "走之", "草字头", "双耳", "竖心", "言字", "提手", "合起来", "合在一起", "组成", "拼起来", "念"}

// joined joins the halves at i: the character r of n bytes and its neighbour. It returns where to go on, or 0.
func (p *pass) joined(i, n int, r rune) int {
	start, end := i, i+n
	var q pair
	found := false
	if strings.ContainsRune(radicals, r) {
		next, m := utf8.DecodeRuneInString(p.text[end:])
		if q, found = p.t.pairs[[2]rune{r, next}]; found {
			end += m
		}
	}
	if !found {
		before, m := utf8.DecodeLastRuneInString(p.text[p.last:i])
		if q, found = p.t.pairs[[2]rune{before, r}]; !found {
			return 0
		}
		start -= m
	}
	from, to := p.window(start, end, 6)
	around := p.text[from:to]
	for _, w := range aboutShape {
		if strings.Contains(p.text[max(0, start-60):min(len(p.text), end+60)], w) {
			return 0
		}
	}
	whole := string(q.whole)
	inner := dialogue.Span{Start: start - from, End: end - from}
	radical := strings.ContainsAny(p.text[start:end], radicals)
	if !radical {
		if len(around) == inner.Len() {
			return 0 // nothing to tell by
		}
		covered := false
		for _, tok := range p.tokens(around) {
			covered = covered || tok.Span.Start < inner.End && tok.Span.End > inner.Start && covers(tok)
		}
		if covered && q.loose {
			return 0
		}
		if covered || q.loose {
			at := inner.Start
			ok := false
			for _, tok := range p.tokens(around[:at] + whole + around[inner.End:]) {
				if tok.Span.Start <= at && at < tok.Span.End {
					ok = tok.Span.Len() > len(whole) && tok.Kind == segment.Word && tok.Tag != segment.NoTag
				}
			}
			if !ok {
				return 0
			}
		}
	}
	return p.edit(Split, start, end, whole)
}

// covers reports whether the token is a known word of more than one character, so that the halves in it mean themselves.
func covers(tok segment.Token) bool {
	return tok.Kind == segment.Word && tok.Tag != segment.NoTag && utf8.RuneCountInString(tok.Norm) > 1 || tok.Kind != segment.Word
}
