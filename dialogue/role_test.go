package dialogue

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
)

func TestParseRole(t *testing.T) {
	for _, test := range []struct {
		word string
		want Role
		ok   bool
		why  string
	}{
		{"客户", Customer, true, "the usual word"},
		{"買家", Customer, true, "traditional script"},
		{" Customer\t", Customer, true, "case and white space"},
		{"C", Customer, true, "letter of .dlg"},
		{"坐席", Agent, true, "call centre"},
		{"座席", Agent, true, "its other spelling"},
		{"AGENT", Agent, true, "upper case"},
		{"智能客服", Bot, true, "contains 客服 and is a bot all the same"},
		{"assistant", Bot, true, "logs of language models"},
		{"系统", System, true, ""},
		{"", Unknown, true, "not given"},
		{"未知", Unknown, true, "said to be unknown"},
		{"客户经理", Unknown, false, "begins like 客户 and is somebody else"},
		{"经理", Unknown, false, "no role"},
		{strings.Repeat("客户", 1000), Unknown, false, "long"},
		{"\xff", Unknown, false, "invalid UTF-8"},
	} {
		if got, ok := ParseRole(test.word); got != test.want || ok != test.ok {
			t.Errorf("ParseRole(%.20q) = %v, %v; want %v, %v (%s)", test.word, got, ok, test.want, test.ok, test.why)
		}
	}
	for word, role := range roleWords {
		if word != strings.ToLower(word) || len(word) > maxRoleWord {
			t.Errorf("role word %q is not in lower case or too long", word)
		}
		if got, ok := ParseRole(strings.ToUpper(word)); !ok || got != role {
			t.Errorf("ParseRole(upper %q) = %v, %v", word, got, ok)
		}
	}
}

func TestRoleText(t *testing.T) {
	for r := Unknown; r <= System; r++ {
		b, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		var got Role
		if err := json.Unmarshal(b, &got); err != nil || got != r {
			t.Errorf("role %d: %s gives %v, %v", r, b, got, err)
		}
	}
	if _, err := Role(77).MarshalText(); !errors.Is(err, ErrRole) {
		t.Errorf("MarshalText of no role: %v; want ErrRole", err)
	}
	if got := Role(77).String(); got != "invalid" {
		t.Errorf("String of no role = %q", got)
	}
	r := Bot
	if err := r.UnmarshalText([]byte("经理")); !errors.Is(err, ErrRole) || r != Bot {
		t.Errorf("UnmarshalText: %v, %v; want ErrRole and no change", r, err)
	}
}
