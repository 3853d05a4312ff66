package intent

import (
	"slices"
	"strings"
	"testing"

	"github.com/qingting-nlp/qingting/segment"
)

// row is an utterance and what it must show: the best act, another act that must be in the list (or, with a leading -, must not), and a
// topic that must be in the list. "" means: not asked.
type row struct{ why, text, act, also, topic string }

var rows = []row{
	{"laughter is no small talk", "哈哈，服了，让我打电话又没有电话", Complain, "-chat", ""},
	{"lonely", "大半夜的没人说话", Chat, "", ""},
	{"agreeing is no praise", "那挺好，月费是69对吧", Ask, "-praise", TelecomPlan},
	{"quoted to somebody else", "她天天问我复习得咋样，我就说挺好的", Ask, "-praise", EduExam},
	{"praise of the service", "你们的师傅真好，服务态度也好", Praise, "", ""},
	{"asks for more", "你回复的敢再专业点吗", Ask, "-praise", ""},
	{"settled long ago, told with a smile", "上回多收的那36块钱，你们第二天就退我卡上了，哪有这样的😄 辛苦了", Social, "-dispute", ""},
	{"not settled", "多收我36块钱，什么时候退", "", Dispute, ""},
	{"courtesy beside a request", "你好，麻烦帮我查一下余额，谢谢", Check, "-social", BankBalance},
	{"courtesy alone", "你好", Social, "", ""},
	{"a greeting in the form of a question", "闺女在吗？", Social, "-ask", ""},
	{"an answer in a clause of its own", "订单2509263318846，帮我看看到哪了", Check, Inform, ""},
	{"an answer that is part of the question", "我用了2年怎么突然收费", Ask, "-inform", ""},
	{"order line of a form", "咨询订单号，下单时间昨天", Ask, "-transact", ""},
	{"how to", "退款怎么申请", Ask, Refund, ShopRefund},
	{"conditions", "办信用卡需要什么条件", Ask, "", BankCard},
	{"opening hours", "你们周末上班吗", Ask, "", GeneralHours},
	{"price", "这个套餐多少钱一个月", Ask, "", TelecomPlan},
	{"choice", "哪个会员比较划算", Ask, "", ShopMembership},
	{"papers", "理赔要准备什么材料", Ask, "", InsuranceClaim},
	{"meaning of a term", "现金价值是什么意思", Ask, "", InsuranceSurrender},
	{"stock", "这款还有货吗", Ask, "", ShopStock},
	{"balance", "帮我查一下余额", Check, "", BankBalance},
	{"parcel", "我的快递到哪了", Check, "", DeliveryTrack},
	{"bill", "查下这个月话费", Check, "", TelecomCharge},
	{"progress", "帮我看看理赔进度", Check, "", InsuranceClaim},
	{"exam marks", "查成绩", Check, "", EduExam},
	{"data left", "流量还剩多少", Check, "", TelecomData},
	{"card", "我想办一张信用卡", Transact, "", BankCard},
	{"broadband", "我要装宽带", Transact, "", TelecomInstall},
	{"top up", "帮我充话费", Transact, "", TelecomCharge},
	{"send a parcel", "我要寄个快递", Transact, "", DeliverySend},
	{"enrol", "我要给孩子报名", Transact, "", EduEnrol},
	{"roaming", "给我开通国际漫游", Transact, "", TelecomRoaming},
	{"invoice", "给我开个发票", Transact, "", ShopInvoice},
	{"agrees to it", "可以，办上吧", Transact, "", ""},
	{"address", "改一下收货地址", Change, "", DeliveryAddress},
	{"plan", "我想换个便宜的套餐", Change, "", TelecomPlan},
	{"phone number", "帮我把预留手机号改了", Change, "", TelecomNumber},
	{"password", "重置密码", Change, "", BankPassword},
	{"course time", "想调课到周六", Change, "", EduSchedule},
	{"another teacher", "我想换老师", Change, "", EduTeacher},
	{"auto renewal", "把自动续费给我关了", Cancel, "", TelecomVas},
	{"close account", "我要注销账号", Cancel, "", GeneralAccountLogin},
	{"unsubscribe", "退订这个业务", Cancel, "", ""},
	{"order", "取消订单", Cancel, "", ShopOrder},
	{"no longer", "会员不想续费了", Cancel, "", ShopMembership},
	{"surrender", "我要退保", Cancel, "", InsuranceSurrender},
	{"money back", "我要退款", Refund, "", ShopRefund},
	{"polite request is no question", "能帮我退了吗", Refund, "", ""},
	{"return", "不合适，给我退货", Refund, "", ShopReturn},
	{"course", "剩下的课我想退费", Refund, "", EduRefund},
	{"compensation", "东西压坏了你们必须赔", Refund, "", DeliveryDamage},
	{"price difference", "刚买就降价，给我退差价", Refund, "", ShopCoupon},
	{"complain", "我要投诉快递员", Complain, "", DeliveryCourier},
	{"attitude", "你们客服态度太差了", Complain, "", ""},
	{"unhappy", "对你们的处理很不满意", Complain, "", ""},
	{"nobody cares", "打了好几个电话都没人管", Complain, "", ""},
	{"quality", "质量太差了", Complain, "", ShopQuality},
	{"why charged", "上个月话费凭什么扣我三百块", Dispute, "", TelecomCharge},
	{"not mine", "这笔不是我消费的", Dispute, "", ""},
	{"charged twice", "你们多扣了我一次", Dispute, "", ""},
	{"opened without asking", "我没开通过这个彩铃", Dispute, "", TelecomVas},
	{"false sign-off", "我没签，谁签的", Dispute, "", DeliveryFalseSign},
	{"claim refused", "为什么拒赔", Dispute, "", InsuranceClaim},
	{"broadband down", "家里宽带断网了", Report, "", TelecomBroadband},
	{"no signal", "地下室没信号", Report, "", TelecomSignal},
	{"app", "手机银行登不上", Report, "", BankApp},
	{"broken goods", "收到就是坏的", Report, "", ShopQuality},
	{"missing part", "少发了一个配件", Report, "", ShopMissing},
	{"not received", "显示签收但我没收到", Report, "", DeliveryFalseSign},
	{"no code", "一直收不到验证码", Report, "", GeneralAccountLogin},
	{"swallowed card", "卡被机器吞了", "", "", ""},
	{"live class", "直播间黑屏", Report, "", EduPlatform},
	{"not yet", "怎么还没发货", Chase, "", ShopOrder},
	{"hurry", "麻烦快点处理", Chase, "", ""},
	{"press", "帮我催一下快递", Chase, "", DeliveryTrack},
	{"how long", "还要等多久", Chase, "", ""},
	{"days", "都五天了还没到账", Chase, "", BankTransfer},
	{"today", "今天能到吗", Chase, "", ""},
	{"fraud?", "这个短信是不是骗子发的", Verify, "", BankFraud},
	{"ours?", "刚才打电话的是你们公司的人吗", Verify, "", ""},
	{"is it true", "他说能全额退保是真的吗", Verify, "", InsuranceSurrender},
	{"check a story", "我想核实个事情", Verify, "", ""},
	{"genuine?", "这是正品吗，真的假的", Verify, "", ShopQuality},
	{"lost card", "信用卡丢了，帮我挂失", Block, "", BankCard},
	{"freeze", "赶紧把账户冻结", Block, "", BankAccount},
	{"stolen phone", "手机被偷了，先停号", Block, "", ""},
	{"theft", "我的卡被盗刷了", Block, "", BankFraud},
	{"suggest", "建议你们多开几个窗口", Suggest, "", ""},
	{"wish", "要是能加个夜间模式就好了", Suggest, "", ""},
	{"wish 2", "希望增加微信提醒功能", Suggest, "", ""},
	{"praise", "师傅特别负责，点赞", Praise, "", ""},
	{"praise 2", "东西很好用", Praise, "", ""},
	{"praise 3", "你们服务真不错", Praise, "", ""},
	{"human", "转人工", Agent, "", ""},
	{"human 2", "有没有真人", Agent, "", ""},
	{"human 3", "人工人工人工", Agent, "", ""},
	{"no robot", "我不要机器人，换个人来", Agent, "", ""},
	{"boss", "我要找你们经理", Escalate, "", ""},
	{"boss 2", "叫你领导来接电话", Escalate, "", ""},
	{"boss 3", "找个能做主的跟我说", Escalate, "", ""},
	{"authority", "我要去工信部告你们", Threaten, "", ""},
	{"press and web", "再不处理我就发抖音曝光", Threaten, "", ""},
	{"law", "等着收律师函吧", Threaten, "", ""},
	{"platform", "今晚就申请平台介入", Threaten, "", ""},
	{"yes", "是的", Inform, "", ""},
	{"no", "没有", Inform, "", ""},
	{"number", "我的手机号是13800138000", Inform, "", ""},
	{"tail number", "尾号4471", Inform, "", ""},
	{"done", "已经上传了", Inform, "", ""},
	{"time", "白天家里有人", Inform, "", ""},
	{"taken back is said, not wanted", "我不是要投诉", Inform, "-" + Complain, ""},
	{"hello", "你好", Social, "", ""},
	{"thanks", "谢谢你啊", Social, "", ""},
	{"bye", "再见", Social, "", ""},
	{"blessing", "祝你们新年快乐", Social, "", ""},
	{"lonely", "睡不着，想找人说说话", Chat, "", ""},
	{"about the bot", "你叫什么名字", Chat, "", ""},
	{"the time", "现在几点了", Chat, "", ""},
	{"bored", "好无聊啊陪我聊聊天", Chat, "", ""},
	{"abuse", "你个傻逼", Harass, "", ""},
	{"abuse 2", "滚蛋", Harass, "", ""},
	{"abuse 3", "去你妈的", Harass, "", ""},
	{"weather", "今天天气怎么样", OOS, "", ""},
	{"poem", "帮我写首诗", OOS, "", ""},
	{"cooking", "红烧肉怎么做", OOS, "", ""},
	{"stocks", "今天大盘怎么看", OOS, "", ""},
	{"code", "用python写个冒泡排序", OOS, "", ""},
	{"sports", "昨晚世界杯谁赢了", OOS, "", ""},
	{"several acts", "退款怎么还没到账，我要投诉", Chase, Complain, ShopRefund},
	{"several acts 2", "你好，我要退货，顺便改下地址", Refund, Change, ShopReturn},
	// must not fire
	{"申请 holds no 请, 申请 alone is no deed", "不用转人工了", Inform, "-" + Agent, ""},
	{"artificial intelligence is no human agent", "你们用的是人工智能吗", Ask, "-" + Agent, ""},
	{"labour cost", "人工费怎么算", Ask, "-" + Agent, ""},
	{"does not want it", "我不想退款", Inform, "-" + Refund, ""},
	{"another day", "我改天再来", "", "-" + Change, ""},
	{"leader in a name", "领导力课程多少钱", Ask, "-" + Escalate, ""},
	{"tumble dryer", "滚筒洗衣机有货吗", Ask, "-" + Harass, ""},
	{"in doubt", "我该怎么办", Ask, "-" + Transact, ""},
	{"happy", "今天很开心", "", "-" + Transact, ""},
	{"power bank", "充电宝能带上飞机吗", Ask, "-" + Transact, ""},
	{"answers no", "不需要", Inform, "-" + Transact, ""},
	{"fund of ours is in scope", "基金赎回几天到账", Ask, "-x", BankWealth},
}

// ruled returns a classifier without a model: the tables of this file hold its rules.
func ruled(t testing.TB) *Classifier {
	t.Helper()
	c, err := New(segment.Default(), WithModel(nil))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestTableWithModel: the model agrees with most of the rows, which it has not seen.
func TestTableWithModel(t *testing.T) {
	right, asked, topics, askedTopics := 0, 0, 0, 0
	for _, tt := range rows {
		r := Default().Classify(tt.text)
		check(t, tt.text, r)
		if tt.act != "" {
			if asked++; has(r.Acts, tt.act) {
				right++
			} else {
				t.Logf("%s: %q has %s, want %s", tt.why, tt.text, shown(tt.text, r.Acts), tt.act)
			}
		}
		if tt.topic != "" {
			if askedTopics++; has(r.Topics, tt.topic) {
				topics++
			}
		}
	}
	t.Logf("of %d rows the act is found in %d, of %d topics %d", asked, right, askedTopics, topics)
	if 10*right < 7*asked || 10*topics < 7*askedTopics {
		t.Error("too few")
	}
}

func TestClassify(t *testing.T) {
	if len(rows) < 120 {
		t.Errorf("%d rows; want 120", len(rows))
	}
	c := ruled(t)
	for _, tt := range rows {
		r := c.Classify(tt.text)
		check(t, tt.text, r)
		best := ""
		if len(r.Acts) > 0 {
			best = r.Acts[0].Label
		}
		if best != tt.act && tt.act != "" {
			t.Errorf("%s: Classify(%q).Acts = %s; want %s first", tt.why, tt.text, shown(tt.text, r.Acts), tt.act)
		}
		also, not := strings.CutPrefix(tt.also, "-")
		if also != "" && has(r.Acts, also) == not {
			t.Errorf("%s: Classify(%q).Acts = %s; want also %s", tt.why, tt.text, shown(tt.text, r.Acts), tt.also)
		}
		if tt.topic != "" && !has(r.Topics, tt.topic) {
			t.Errorf("%s: Classify(%q).Topics = %s; want %s", tt.why, tt.text, shown(tt.text, r.Topics), tt.topic)
		}
		if r.OutOfScope != (tt.act == OOS) {
			t.Errorf("%s: Classify(%q).OutOfScope = %t", tt.why, tt.text, r.OutOfScope)
		}
	}
}

func has(list []Candidate, label string) bool {
	return slices.ContainsFunc(list, func(c Candidate) bool { return c.Label == label })
}

func shown(text string, list []Candidate) string {
	var b strings.Builder
	for _, c := range list {
		b.WriteString(c.Label + "[" + c.Evidence[0].Span.Of(text) + " " + c.Evidence[0].Source + "] ")
	}
	return b.String()
}

// Every label has rows.
func TestEveryLabelHasRows(t *testing.T) {
	seen := map[int]int{}
	for _, e := range Default().lex.Entries {
		seen[e.Label]++
	}
	for l, name := range labelNames {
		if seen[l] == 0 {
			t.Errorf("no row for %s", name)
		}
	}
}

func TestAbstain(t *testing.T) {
	for text, want := range map[string]Reason{
		"我要退款":    "",
		"那个蓝色的杯子": LowScore,
		"今天天气怎么样": "",
		"":        "",
	} {
		if got := ruled(t).Classify(text).Abstained; got != want {
			t.Errorf("Classify(%q).Abstained = %q; want %q", text, got, want)
		}
	}
}

func TestSameLabel(t *testing.T) {
	c := Default()
	for _, p := range [][2]string{
		{"我要退款。", "我要退款"},
		{"退款怎么还没到账", "嗯那个退款怎么还没到账"},
		{"帮我查一下余额", "幫我查一下餘額"},
		{"转人工", "　转人工　"},
		{"宽带断网了", "寬帶斷網了！"},
		{"wifi连不上", "ＷＩＦＩ连不上"},
		{"显示签收但我没收到", "显示签收，但我没收到。"},
	} {
		a, b := c.Classify(p[0]), c.Classify(p[1])
		if len(a.Acts) == 0 || len(b.Acts) == 0 || a.Acts[0].Label != b.Acts[0].Label {
			t.Errorf("%q: %s; %q: %s", p[0], shown(p[0], a.Acts), p[1], shown(p[1], b.Acts))
		}
	}
}
