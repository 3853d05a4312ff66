package wire

// Family is a set of ids with Chinese glosses.
type Family map[string]string

// Of returns the gloss of id, or id itself when there is none: users bring labels of their own.
func (f Family) Of(id string) string {
	if g, ok := f[id]; ok {
		return g
	}
	return id
}

// The ids that the library gives out, with their glosses for people who read Chinese.
var (
	Roles = Family{"customer": "客户", "agent": "客服", "bot": "机器人", "system": "系统", "": "未知"}

	Channels = Family{"call": "电话", "chat": "在线聊天"}

	Sectors = Family{
		"bank": "银行", "telecom": "电信", "shop": "电商", "delivery": "快递物流", "edu": "教育培训", "insurance": "保险", "general": "通用",
	}

	Valences = Family{"negative": "负面", "neutral": "平静", "positive": "正面"}

	Emotions = Family{
		"neutral": "平静", "grateful": "感谢", "satisfied": "满意", "confused": "困惑", "urgent": "着急", "worried": "担忧",
		"disappointed": "失望", "dissatisfied": "不满", "angry": "愤怒", "distressed": "难过",
	}

	Flags = Family{
		"sarcasm": "反话", "polite_negative": "客气的不满", "suppressed": "忍着或放弃", "rhetorical": "反问", "repetition": "重复诉求",
		"withdrawal": "一字应答", "emphatic_punct": "标点加重", "unsaid_need": "话里有话",
	}

	Acts = Family{
		"ask": "咨询", "check": "查询", "transact": "办理", "change": "修改", "cancel": "取消退订", "refund": "退款退货",
		"complain": "投诉抱怨", "dispute": "质疑不认可", "report": "报障", "chase": "催促", "verify": "求证真伪", "block": "挂失冻结",
		"suggest": "建议", "praise": "表扬", "agent": "转人工", "escalate": "找领导", "threaten": "扬言曝光或维权", "inform": "提供信息",
		"social": "问候致谢", "chat": "闲聊倾诉", "harass": "辱骂骚扰", "oos": "与服务无关",
	}

	Topics = Family{
		"bank.account": "账户", "bank.card": "银行卡", "bank.balance": "余额", "bank.transfer": "转账", "bank.instalment": "分期",
		"bank.repayment": "还款", "bank.fee": "银行收费", "bank.loan": "贷款", "bank.fraud": "诈骗盗刷", "bank.wealth": "理财",
		"bank.app": "手机银行", "bank.limit": "额度", "bank.password": "密码",
		"telecom.plan": "套餐", "telecom.charge": "话费", "telecom.data": "流量", "telecom.broadband": "宽带", "telecom.number": "号码",
		"telecom.roaming": "漫游", "telecom.vas": "增值业务", "telecom.signal": "信号", "telecom.install": "装机",
		"shop.order": "订单", "shop.return": "退换货", "shop.refund": "退款", "shop.quality": "商品质量", "shop.coupon": "优惠",
		"shop.invoice": "购物发票", "shop.payment": "支付", "shop.warranty": "保修", "shop.review": "评价", "shop.membership": "会员",
		"shop.missing": "少发错发", "shop.stock": "库存",
		"delivery.track": "物流进度", "delivery.address": "收货地址", "delivery.damage": "破损丢失", "delivery.false_sign": "虚假签收",
		"delivery.send": "寄件", "delivery.courier": "快递员", "delivery.pickup": "取件", "delivery.customs": "清关",
		"edu.course": "课程", "edu.enrol": "报名", "edu.refund": "退课", "edu.schedule": "排课", "edu.teacher": "老师",
		"edu.platform": "学习平台", "edu.exam": "考试", "edu.contract": "培训合同",
		"insurance.policy": "保单", "insurance.claim": "理赔", "insurance.surrender": "退保", "insurance.premium": "保费",
		"general.account_login": "账号登录", "general.invoice": "发票", "general.hours": "营业时间", "general.privacy": "隐私",
	}

	Entities = Family{
		"money": "金额", "percent": "比例", "date": "日期", "time": "时间", "duration": "时长", "phone": "电话", "order": "单号",
		"email": "邮箱", "url": "网址", "count": "数量", "hotline": "服务热线", "id_card": "身份证", "passport": "护照", "travel_permit": "通行证",
		"bank_card": "银行卡", "card_tail": "卡尾号", "plate": "车牌", "wechat": "微信号", "code": "验证码", "person": "人名", "address": "地址", "product": "产品",
	}

	Damages = Family{
		"pinyin": "拼音残留", "entity": "网页转义", "tag": "网页标签", "control": "控制字符", "zerowidth": "隐形字符", "repeat": "重复的字", "split": "拆开的字",
		"mojibake": "乱码", "width": "全角半角", "script": "繁体字", "chatcode": "表情代码", "lost": "丢失的字", "private": "自造字", "tangled": "层层损坏",
	}

	Kinds = Family{"jargon": "术语", "plain": "说白话", "tone": "语气", "empathy": "共情", "compliance": "合规"}

	Severities = Family{"hint": "提示", "warning": "注意", "critical": "严重"}

	Rules = Family{
		"blame": "责怪客户", "pass_buck": "推诿", "counter_question": "反问反怼", "impatient": "不耐烦", "invite_complaint": "引导投诉",
		"bare_refusal": "只说不行", "hide_behind_rule": "拿规定当挡箭牌", "template_apology": "模板道歉", "over_promise": "过度承诺",
		"vague_promise": "模糊承诺", "ask_secret": "索要密码或验证码", "insult": "辱骂", "cold_order": "冷漠命令", "leak": "泄露信息",
		"office": "官话", "double_negation": "双重否定", "long_sentence": "句子太长", "many_numbers": "数字太多",
		"no_empathy": "没有回应情绪", "jargon": "没有解释",
	}

	Classes = Family{
		"positive": "一直不错", "negative": "一直不好", "improving": "由坏转好", "worsening": "越来越差", "steady": "平稳",
	}

	Resolutions = Family{"solved": "已解决", "promised": "已承诺待兑现", "unsolved": "未解决", "unclear": "看不出"}

	Needs = Family{
		"needs_plain": "要听大白话", "time_pressed": "赶时间", "complaint_bound": "可能要投诉", "vulnerable": "处境困难，要放慢、多确认",
		"repeat_contact": "说过不止一遍，别再重问", "well_wisher": "来道谢或祝福", "companionship": "想有人说说话",
	}

	Reasons = Family{
		"asks_person": "机器人在答，客户要人工", "escalates": "客户要找上级", "threatens": "客户说要曝光、举报或走法律", "angry": "客户很生气",
		"gives_up": "客户不想再争了", "sarcasm": "客户在说反话", "repeats": "同样的话又说一遍", "pressed": "客户赶时间，机器人在答",
		"bot_stuck": "机器人答不上来", "distress": "客户处境难，机器人在答", "unsolved": "问题还没解决", "negative": "客户又一次不高兴",
		"recovered": "客户缓和了", "refused": "一再被回绝", "contacts": "已经联系过好几次",
	}
)
