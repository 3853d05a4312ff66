package dialogue

import (
	"errors"
	"strings"
)

// Role is the part that a speaker plays in a dialogue. The zero value is [Unknown].
type Role uint8

const (
	Unknown  Role = iota // not given, or given in words that ParseRole does not know
	Customer             // 客户: the person who wants something
	Agent                // 客服: the person who serves
	Bot                  // 机器人: a program that talks in the agent's place
	System               // 系统: notices of the platform, said by nobody
)

var roleNames = [...]string{Unknown: "", Customer: "customer", Agent: "agent", Bot: "bot", System: "system"}

// ErrRole is returned, wrapped or plain, where a word is not the name of a role.
var ErrRole = errors.New("dialogue: not a role")

// String returns "customer", "agent", "bot" or "system", "" for [Unknown], and
// "invalid" for a value that is no role.
func (r Role) String() string {
	if int(r) < len(roleNames) {
		return roleNames[r]
	}
	return "invalid"
}

// MarshalText returns the text of [Role.String]; a value that is no role gives [ErrRole].
func (r Role) MarshalText() ([]byte, error) {
	if int(r) >= len(roleNames) {
		return nil, ErrRole
	}
	return []byte(roleNames[r]), nil
}

// UnmarshalText accepts every word that [ParseRole] knows, and gives [ErrRole]
// for all others.
func (r *Role) UnmarshalText(text []byte) error {
	v, ok := ParseRole(string(text))
	if !ok {
		return ErrRole
	}
	*r = v
	return nil
}

// ParseRole returns the role that a word of a transcript or an export names,
// such as 客户, 坐席, agent or A. Letter case and white space around the word do
// not matter. The empty word, "unknown" and 未知 give [Unknown] and true; a word
// that names no role gives [Unknown] and false.
func ParseRole(word string) (Role, bool) {
	word = strings.TrimSpace(word)
	if word == "" {
		return Unknown, true
	}
	if len(word) > maxRoleWord {
		return Unknown, false
	}
	r, ok := roleWords[strings.ToLower(word)]
	return r, ok
}

// maxRoleWord is an upper bound of the bytes of a role word.
const maxRoleWord = 24

// roleWords holds the role words in lower case.
var roleWords = map[string]Role{
	"unknown": Unknown, "未知": Unknown,

	"c": Customer, "customer": Customer, "client": Customer, "user": Customer, "buyer": Customer,
	"caller": Customer, "visitor": Customer,
	"客户": Customer, "客戶": Customer, "顾客": Customer, "顧客": Customer, "用户": Customer, "用戶": Customer,
	"买家": Customer, "買家": Customer, "客人": Customer, "访客": Customer, "訪客": Customer,
	"消费者": Customer, "消費者": Customer, "来电人": Customer, "來電人": Customer, "来电者": Customer, "市民": Customer,

	"a": Agent, "agent": Agent, "seller": Agent, "staff": Agent, "operator": Agent, "representative": Agent,
	"客服": Agent, "坐席": Agent, "座席": Agent, "商家": Agent, "卖家": Agent, "賣家": Agent, "店家": Agent,
	"人工": Agent, "人工客服": Agent, "客服人员": Agent, "客服人員": Agent, "坐席员": Agent, "座席员": Agent,
	"话务员": Agent, "話務員": Agent, "接线员": Agent, "接線員": Agent, "客服专员": Agent,

	"b": Bot, "bot": Bot, "robot": Bot, "chatbot": Bot, "assistant": Bot, "ai": Bot,
	"机器人": Bot, "機器人": Bot, "智能客服": Bot, "智能助手": Bot, "机器人客服": Bot, "智能机器人": Bot,

	"s": System, "system": System,
	"系统": System, "系統": System, "系统消息": System, "系统提示": System, "系統訊息": System,
}
