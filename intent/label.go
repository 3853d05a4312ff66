package intent

// The acts: what the customer does with the utterance.
const (
	Ask      = "ask"      // 咨询
	Check    = "check"    // 查询
	Transact = "transact" // 办理
	Change   = "change"   // 修改
	Cancel   = "cancel"   // 取消, 退订, 注销
	Refund   = "refund"   // 退款, 退货, 赔偿
	Complain = "complain" // 投诉, 抱怨
	Dispute  = "dispute"  // 质疑, 不认可扣费
	Report   = "report"   // 报障, 报告问题
	Chase    = "chase"    // 催促
	Verify   = "verify"   // 求证真伪
	Block    = "block"    // 挂失, 冻结
	Suggest  = "suggest"  // 建议
	Praise   = "praise"   // 表扬
	Agent    = "agent"    // 转人工
	Escalate = "escalate" // 找领导
	Threaten = "threaten" // 曝光, 监管, 起诉, 威胁
	Inform   = "inform"   // 确认, 否认, 补充信息
	Social   = "social"   // 问候, 致谢, 告别
	Chat     = "chat"     // 闲聊, 倾诉, 问时间
	Harass   = "harass"   // 辱骂, 骚扰
	OOS      = "oos"      // 与服务无关
)

// The topics: what it is about.
const (
	BankAccount         = "bank.account"          // 账户存取
	BankCard            = "bank.card"             // 卡
	BankBalance         = "bank.balance"          // 余额
	BankTransfer        = "bank.transfer"         // 转账
	BankInstalment      = "bank.instalment"       // 分期
	BankRepayment       = "bank.repayment"        // 还款
	BankFee             = "bank.fee"              // 费用
	BankLoan            = "bank.loan"             // 贷款
	BankFraud           = "bank.fraud"            // 诈骗盗刷
	BankWealth          = "bank.wealth"           // 理财
	BankApp             = "bank.app"              // 手机银行
	BankLimit           = "bank.limit"            // 额度限额
	BankPassword        = "bank.password"         // 密码
	TelecomPlan         = "telecom.plan"          // 套餐
	TelecomCharge       = "telecom.charge"        // 话费
	TelecomData         = "telecom.data"          // 流量
	TelecomBroadband    = "telecom.broadband"     // 宽带
	TelecomNumber       = "telecom.number"        // 号码
	TelecomRoaming      = "telecom.roaming"       // 漫游
	TelecomVas          = "telecom.vas"           // 增值业务
	TelecomSignal       = "telecom.signal"        // 信号
	TelecomInstall      = "telecom.install"       // 装机
	ShopOrder           = "shop.order"            // 订单
	ShopReturn          = "shop.return"           // 退换货
	ShopRefund          = "shop.refund"           // 退款
	ShopQuality         = "shop.quality"          // 质量
	ShopCoupon          = "shop.coupon"           // 优惠
	ShopInvoice         = "shop.invoice"          // 发票
	ShopPayment         = "shop.payment"          // 支付
	ShopWarranty        = "shop.warranty"         // 保修
	ShopReview          = "shop.review"           // 评价
	ShopMembership      = "shop.membership"       // 会员
	ShopMissing         = "shop.missing"          // 少发错发
	ShopStock           = "shop.stock"            // 库存
	DeliveryTrack       = "delivery.track"        // 物流进度
	DeliveryAddress     = "delivery.address"      // 地址
	DeliveryDamage      = "delivery.damage"       // 破损丢失
	DeliveryFalseSign   = "delivery.false_sign"   // 虚假签收
	DeliverySend        = "delivery.send"         // 寄件
	DeliveryCourier     = "delivery.courier"      // 快递员
	DeliveryPickup      = "delivery.pickup"       // 取件
	DeliveryCustoms     = "delivery.customs"      // 清关
	EduCourse           = "edu.course"            // 课程
	EduEnrol            = "edu.enrol"             // 报名
	EduRefund           = "edu.refund"            // 退课
	EduSchedule         = "edu.schedule"          // 排课
	EduTeacher          = "edu.teacher"           // 老师
	EduPlatform         = "edu.platform"          // 学习平台
	EduExam             = "edu.exam"              // 考试
	EduContract         = "edu.contract"          // 培训合同
	InsurancePolicy     = "insurance.policy"      // 保单
	InsuranceClaim      = "insurance.claim"       // 理赔
	InsuranceSurrender  = "insurance.surrender"   // 退保
	InsurancePremium    = "insurance.premium"     // 保费
	GeneralAccountLogin = "general.account_login" // 账号登录
	GeneralInvoice      = "general.invoice"       // 发票
	GeneralHours        = "general.hours"         // 营业时间
	GeneralPrivacy      = "general.privacy"       // 隐私
)

// labelNames lists the labels by number: acts in the order that breaks ties (the more pressing first), then topics, then the labels of
// rows that change how others read.
var labelNames = [...]string{
	Harass, Threaten, Escalate, Block, Complain, Dispute, Agent, Chase, Cancel, Refund, Report, Verify, Change, Transact, Check, Suggest, Praise, Ask, Inform, OOS, Chat, Social,
	BankAccount, BankCard, BankBalance, BankTransfer, BankInstalment, BankRepayment, BankFee, BankLoan,
	BankFraud, BankWealth, BankApp, BankLimit, BankPassword, TelecomPlan, TelecomCharge, TelecomData,
	TelecomBroadband, TelecomNumber, TelecomRoaming, TelecomVas, TelecomSignal, TelecomInstall, ShopOrder, ShopReturn,
	ShopRefund, ShopQuality, ShopCoupon, ShopInvoice, ShopPayment, ShopWarranty, ShopReview, ShopMembership,
	ShopMissing, ShopStock, DeliveryTrack, DeliveryAddress, DeliveryDamage, DeliveryFalseSign, DeliverySend, DeliveryCourier,
	DeliveryPickup, DeliveryCustoms, EduCourse, EduEnrol, EduRefund, EduSchedule, EduTeacher, EduPlatform,
	EduExam, EduContract, InsurancePolicy, InsuranceClaim, InsuranceSurrender, InsurancePremium, GeneralAccountLogin, GeneralInvoice,
	GeneralHours, GeneralPrivacy,
	"neg", "none",
}

const (
	acts   = 22
	topics = 58
	lNeg   = acts + topics
	lNone  = lNeg + 1
	labels = lNone + 1
)

// Numbers of the acts that the rules below name.
const (
	nHarass = iota
	nThreaten
	nEscalate
	nBlock
	nComplain
	nDispute
	nAgent
	nChase
	nCancel
	nRefund
	nReport
	nVerify
	nChange
	nTransact
	nCheck
	nSuggest
	nPraise
	nAsk
	nInform
	nOOS
	nChat
	nSocial
)

var _ = [1]int{}[len(labelNames)-labels] // the list and the numbers agree

func labelNumber(name string) (int, bool) {
	for i, n := range labelNames {
		if n == name {
			return i, true
		}
	}
	return 0, false
}
