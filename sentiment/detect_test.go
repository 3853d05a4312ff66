package sentiment

import (
	"strings"
	"testing"

	"github.com/qingting-nlp/qingting/segment"
)

// row is an utterance and what it must show: best emotion, valence (of that emotion) and a flag, if any. A flag with a leading - must
// not be there.
type row struct {
	why, text string
	best      Emotion
	flag      string
}

var rows = []row{
	{"a plea of someone lost, not rage", "一个字也没听懂，你别糊弄我", Confused, ""},
	{"a threat to those who cheat", "别想糊弄我，你们这群骗子", Angry, ""},
	{"relief", "噢这么回事早说嘛，我还当是要罚我钱呢", Satisfied, ""},
	{"reproach", "你们怎么不早说啊，真是的，白跑一趟", Dissatisfied, ""},
	{"demands, does not swallow it", "我也不想吵，我就要个说法", Angry, "-suppressed"},
	{"swallows it", "不想吵了，算了", Disappointed, "suppressed"},
	{"a joke among thanks", "还倒过来谢我，哪有这样的😄 辛苦了", Satisfied, "-rhetorical"},
	{"no joke", "哪有这样的，收了钱不办事", Dissatisfied, "rhetorical"},
	{"accepted already", "昨天来不及我可以接受", Calm, ""},
	{"words of another person", "他说能全额退，晚一天就没有了", Calm, ""},
	{"own haste", "来不及了，晚一天就没有了", Urgent, ""},
	{"nothing more, and thanks", "没了谢谢", Grateful, "-polite_negative"},
	{"no thanks", "一点都不感谢你们", Dissatisfied, ""},
	{"own slip", "地址下错了，能改吗", Calm, ""},
	{"their slip", "你们发错了", Dissatisfied, ""},
	{"will not come", "那这个件不会再送了吧", Calm, ""},
	{"cannot do it", "我不会弄啊", Confused, ""},
	{"a question of choice", "这两款有什么区别", Calm, ""},
	{"amount due", "订单是应付金额对吗", Calm, ""},
	// angry
	{"rage in so many words", "真的要被你们气死了", Angry, ""},
	{"insult", "你们就是一群骗子", Angry, ""},
	{"vulgar", "什么破公司，赶紧倒闭吧", Angry, ""},
	{"attitude", "你这是什么态度", Angry, ""},
	{"beyond the limit", "我已经忍无可忍了", Angry, ""},
	{"passing the buck", "推来推去没一个管事的", Angry, ""},
	{"code", "等到现在都没人[怒]", Angry, ""},
	{"emoji", "又给我挂了😡", Angry, ""},
	{"threat with an authority", "再不退我就打12315", Angry, ""},
	{"asks for the boss", "叫你们经理来跟我说", Angry, ""},
	{"treated as a fool", "你们把我当傻子耍呢", Angry, ""},
	{"dialect", "莫糊弄我，老子不吃这套", Angry, ""},
	// dissatisfied
	{"slow", "快递太慢了", Dissatisfied, ""},
	{"mild", "物流有点慢", Dissatisfied, ""},
	{"result complement", "网慢得要死", Dissatisfied, ""},
	{"contrast: the later clause weighs more", "质量不错，就是快递太慢了", Dissatisfied, ""},
	{"negated praise", "我不高兴", Dissatisfied, ""},
	{"negated praise with degree", "这次体验不太满意", Dissatisfied, "polite_negative"},
	{"negated praise, full", "一点都不好用", Dissatisfied, ""},
	{"nobody cares", "打了三个电话都没人管", Dissatisfied, ""},
	{"waiting", "我都等了五天了", Dissatisfied, ""},
	{"not arrived", "退款到现在都没到账", Dissatisfied, ""},
	{"template answers", "你们只会复制粘贴吗", Dissatisfied, ""},
	{"broken promise", "明明说好今天来装的", Dissatisfied, ""},
	{"quality", "洗一次就掉色起球", Dissatisfied, ""},
	{"tricked", "全是套路", Dissatisfied, ""},
	{"fees", "莫名其妙扣了我二十块", Dissatisfied, ""},
	{"complains", "我要投诉快递员", Dissatisfied, ""},
	{"regret", "后悔在你们家买了", Dissatisfied, ""},
	{"worse and worse", "你们的服务越来越差", Dissatisfied, ""},
	{"speechless", "真是无语了", Dissatisfied, ""},
	{"compared", "人家别的银行都不收这个钱", Dissatisfied, ""},
	{"colloquial", "这破网天天断", Dissatisfied, ""},
	// urgent
	{"plain", "我真的很着急", Urgent, ""},
	{"quick", "麻烦快点，我赶时间", Urgent, ""},
	{"deadline", "来不及了，下午就要用", Urgent, ""},
	{"catching a plane", "我要赶飞机", Urgent, ""},
	{"anyone there", "人呢？", Urgent, ""},
	{"not yet", "怎么还没发货", Urgent, ""},
	{"asap", "请尽快处理", Urgent, ""},
	{"repeated", "急急急", Urgent, ""},
	// worried
	{"plain", "我很担心钱拿不回来", Worried, ""},
	{"credit record", "这个会不会影响征信啊", Worried, ""},
	{"theft", "我的卡是不是被盗刷了", Worried, ""},
	{"what if", "万一弄丢了怎么办", Worried, ""},
	{"heart", "这一上午心里七上八下的", Worried, ""},
	{"scared", "吓得我手都抖了", Worried, ""},
	{"sleepless", "愁得我一宿没睡", Worried, ""},
	{"emoji", "信息不会泄露吧😰", Worried, ""},
	// confused
	{"did not understand", "没听懂", Confused, ""},
	{"meaning", "课消是什么意思", Confused, ""},
	{"dizzy", "你越说我越糊涂", Confused, ""},
	{"cannot read it", "这个账单我看不明白", Confused, ""},
	{"lost in the app", "找不到入口在哪里", Confused, ""},
	{"not a word", "你说的我一个字也没听懂", Confused, ""},
	{"sudden", "为什么突然多了一笔", Confused, ""},
	{"asks for plain words", "能不能说大白话", Confused, ""},
	// disappointed
	{"plain", "对你们太失望了", Disappointed, ""},
	{"cold heart", "真让人寒心", Disappointed, ""},
	{"bad luck", "算我倒霉", Disappointed, ""},
	{"sigh", "唉，没办法了", Disappointed, ""},
	{"giving up", "算了，随便吧", Disappointed, "suppressed"},
	{"giving up 2", "就这样吧，懒得跟你们说了", Disappointed, "suppressed"},
	{"resigned", "我认了", Disappointed, "suppressed"},
	// distressed
	{"crying", "我真的快哭了", Distressed, ""},
	{"no money", "我实在还不上了，失业半年了", Distressed, ""},
	{"hospital", "我妈还在监护室抢救", Distressed, ""},
	{"breaking down", "我快要崩溃了", Distressed, ""},
	{"cannot bear it", "最近有点撑不住", Distressed, ""},
	{"code", "不知道还能找谁[流泪][大哭]", Distressed, ""},
	{"a death", "我父亲上个月去世了", Distressed, ""},
	// grateful
	{"plain", "谢谢", Grateful, ""},
	{"strong", "太感谢你了，帮了大忙", Grateful, ""},
	{"moved", "真的很感动", Grateful, ""},
	{"blessing", "祝你们新年快乐，身体健康", Grateful, ""},
	{"emoji", "🙏🙏", Grateful, ""},
	{"thanks for a deed", "谢谢你耐心跟我解释", Grateful, ""},
	{"cantonese", "唔该晒", Grateful, ""},
	// satisfied
	{"plain", "很满意", Satisfied, ""},
	{"good service", "客服态度真好", Satisfied, ""},
	{"fast", "发货速度很快", Satisfied, ""},
	{"solved", "问题解决了", Satisfied, ""},
	{"net slang", "你们家yyds", Satisfied, ""},
	{"dialect", "巴适得板", Satisfied, ""},
	{"relief", "这下踏实了", Satisfied, ""},
	{"thumbs up", "👍👍👍", Satisfied, ""},
	{"contrast the other way", "快递慢了点，但是东西真的很好用", Satisfied, ""},
	{"price", "物美价廉，值得推荐", Satisfied, ""},
	{"at last", "终于搞定了", Satisfied, ""},
	// hidden
	{"sarcasm with a fact", "你们服务可真好啊，等了三天", Dissatisfied, "sarcasm"},
	{"sarcasm with a smile code", "这效率可真高啊[微笑]", Dissatisfied, "sarcasm"},
	{"sarcasm in thanks", "谢谢你们让我白跑一趟", Dissatisfied, "sarcasm"},
	{"sarcastic fixed phrase", "你们可真有你们的", Dissatisfied, ""},
	{"sarcasm about speed", "真快啊，一个月了还没到", Dissatisfied, "sarcasm"},
	{"sarcastic slang", "人工智障", Dissatisfied, "sarcasm"},
	{"rhetorical", "谁受得了啊", Dissatisfied, "rhetorical"},
	{"rhetorical: surely not", "难道让我自己掏钱吗", Dissatisfied, "rhetorical"},
	{"rhetorical: by what right", "凭什么扣我的钱", Dissatisfied, "rhetorical"},
	{"rhetorical: is that fair", "你觉得这合理吗", Dissatisfied, "rhetorical"},
	{"says it again", "我都说了八百遍了", Dissatisfied, "repetition"},
	{"third call", "这是我第三次打电话了", Dissatisfied, "repetition"},
	{"polite", "麻烦您了，不过这个质量确实不太好", Dissatisfied, "polite_negative"},
	{"polite wish", "希望你们以后能改进一下", Dissatisfied, "polite_negative"},
	{"one-word answer", "哦", Calm, "withdrawal"},
	{"one-word answer 2", "行吧", Calm, "withdrawal"},
	{"the need behind", "我的卡为什么没开通", Calm, "unsaid_need"},
	{"the need behind 2", "我就在缴费窗口排着呢", Calm, "unsaid_need"},
	{"marks", "我没签！！！", Dissatisfied, "emphatic_punct"},
	// must not fire
	{"a question about a procedure", "退款怎么申请", Calm, ""},
	{"a request with thanks", "麻烦帮我查一下余额，谢谢", Calm, "-polite_negative"},
	{"negated negative", "不是不满意", Calm, "-polite_negative"},
	{"negated negative 2", "没有不满意", Calm, ""},
	{"not in a hurry", "我不着急，慢慢来", Calm, ""},
	{"no complaint", "我不是要投诉", Calm, ""},
	{"no complaint 2", "没想投诉你", Calm, ""},
	{"idiom: with difficulty", "好不容易才打通", Calm, ""},
	{"idiom: sorry to trouble", "不好意思打扰一下", Calm, ""},
	{"idiom: several times", "去过好几次", Calm, ""},
	{"idiom: about the same", "两个差不多", Calm, ""},
	{"idiom: no problem", "没问题", Calm, "-withdrawal"},
	{"idiom: it does not matter", "没关系", Calm, ""},
	{"a supposed case", "不满意可以退吗", Calm, ""},
	{"asks whether it is good", "这个好用吗", Calm, ""},
	{"asks whether it is slow", "发货会不会很慢", Calm, ""},
	{"a hot line's number", "紧急联系人怎么改", Calm, ""},
	{"a data plan card", "流量卡怎么激活", Calm, ""},
	{"bank card", "我想办张信用卡", Calm, ""},
	{"a courier is no speed", "快递员电话多少", Calm, ""},
	{"price difference", "怎么退差价", Calm, ""},
	{"time zone", "跟国外有时差吗", Calm, ""},
	{"insurance of broken screens", "碎屏险多少钱", Calm, ""},
	{"plain acceptance", "好的", Calm, "-withdrawal"},
	{"a number", "13800138000", Calm, ""},
	{"an address", "我住在柳湖路88号3栋", Calm, ""},
	{"greeting", "你好，在吗", Calm, ""},
	{"applies for something", "我想申请开通国际漫游", Calm, ""},
	{"asks for a recommendation", "有没有好用的推荐一下", Calm, ""},
	{"weather is no anger", "今天天气怎么样", Calm, ""},
	{"a calm date", "11月2号或者3号都行", Calm, ""},
	{"declines politely", "不用了，谢谢", Grateful, "-suppressed"},
	{"closes politely", "没了，谢谢", Grateful, "-withdrawal"},
	{"thanks after anger stay small", "气死我了，你们什么态度！谢谢", Angry, ""},
	{"praise is no sarcasm", "你们服务可真好，谢谢", Grateful, "-sarcasm"},
	{"a happy smile is no sarcasm", "收到了，很满意[微笑]", Satisfied, "-sarcasm"},
	{"a real question is not rhetorical", "谁跟我联系", Calm, "-rhetorical"},
	{"numbers of pieces are no repetition", "我买了三次课", Calm, "-repetition"},
}

// ruled returns a detector without a model: the tables of this file hold its rules.
func ruled(t testing.TB) *Detector {
	t.Helper()
	d, err := New(segment.Default(), WithModel(nil))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestTableWithModel: the model agrees with most of the rows, which it has not seen.
func TestTableWithModel(t *testing.T) {
	right, valence := 0, 0
	for _, tt := range rows {
		r := Default().Detect(tt.text)
		check(t, tt.text, r)
		if r.Valence == tt.best.Valence() {
			valence++
		}
		if len(r.Emotions) > 0 && r.Emotions[0].Label == tt.best {
			right++
		} else {
			t.Logf("%s: %q has %v", tt.why, tt.text, r.Emotions)
		}
	}
	t.Logf("of %d rows the best emotion is right in %d, the valence in %d", len(rows), right, valence)
	if 10*right < 7*len(rows) || 10*valence < 8*len(rows) {
		t.Error("too few")
	}
}

func TestDetect(t *testing.T) {
	if len(rows) < 120 {
		t.Errorf("%d rows; want 120", len(rows))
	}
	d := ruled(t)
	for _, tt := range rows {
		r := d.Detect(tt.text)
		check(t, tt.text, r)
		if len(r.Emotions) == 0 || r.Emotions[0].Label != tt.best || r.Valence != tt.best.Valence() {
			t.Errorf("%s: Detect(%q) = %v %+.2f %v %s; want %s", tt.why, tt.text, r.Valence, r.Score, r.Emotions, shown(tt.text, r), tt.best)
		}
		if tt.flag != "" {
			want, flag := true, strings.TrimPrefix(tt.flag, "-")
			if flag != tt.flag {
				want = false
			}
			if got := has(r, Flag(flag)); got != want {
				t.Errorf("%s: Detect(%q) has flags %v; want %s", tt.why, tt.text, r.Flags, tt.flag)
			}
		}
	}
}

func has(r Result, f Flag) bool {
	for _, h := range r.Flags {
		if h.Flag == f {
			return true
		}
	}
	return false
}

func shown(text string, r Result) string {
	var b strings.Builder
	for _, e := range r.Evidence {
		b.WriteString("[" + e.Span.Of(text) + " " + e.Source + "]")
	}
	return b.String()
}

// Degree moves the score, never the direction.
func TestDegreeOrder(t *testing.T) {
	d := ruled(t)
	for _, chain := range [][]string{
		{"物流有点慢", "物流慢", "物流太慢了"},
		{"有点失望", "失望", "非常失望"},
		{"不是很满意", "不满意", "非常不满意"},
	} {
		last := 0.0
		for _, text := range chain {
			s := -d.Detect(text).Score
			if s <= last {
				t.Errorf("Detect(%q).Score = %.3f; want it below %.3f", text, -s, -last)
			}
			last = s
		}
	}
}

// Changes of the writing leave the direction and the best emotion as they are.
func TestSameLabel(t *testing.T) {
	pairs := [][2]string{
		{"快递太慢了。", "快递太慢了"},
		{"快递太慢了", "快遞太慢了"},
		{"我很担心钱拿不回来", "嗯那个我很担心钱拿不回来"},
		{"你们的服务越来越差", "你們的服務越來越差"},
		{"质量不错，就是快递太慢了", "质量不错,就是快递太慢了"},
		{"这个app太难用了", "这个ＡＰＰ太难用了"},
		{"很满意", "　很满意　"},
		{"退款怎么申请", "退款怎么申请？"},
		{"谢谢你", "謝謝你。"},
	}
	d := Default()
	for _, p := range pairs {
		a, b := d.Detect(p[0]), d.Detect(p[1])
		if a.Valence != b.Valence || a.Emotions[0].Label != b.Emotions[0].Label {
			t.Errorf("Detect(%q) = %v %v, but Detect(%q) = %v %v", p[0], a.Valence, a.Emotions, p[1], b.Valence, b.Emotions)
		}
	}
}
