package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/qingting-nlp/qingting"
)

func analyzer(t *testing.T) *qingting.Analyzer {
	a, err := qingting.New()
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func post(b *bot, body string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	b.ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/message", strings.NewReader(body)))
	return w
}

func TestRefusals(t *testing.T) {
	b := newBot(analyzer(t), time.Now)
	for _, row := range []struct {
		body   string
		status int
		why    string
	}{
		{`{"session":"u","text":"你好"}`, http.StatusOK, "a message"},
		{`{"session":"u","text":""}`, http.StatusOK, "says nothing"},
		{`{"text":"你好"}`, http.StatusBadRequest, "nobody's"},
		{`{"session":"` + strings.Repeat("a", maxName+1) + `"}`, http.StatusBadRequest, "a long name"},
		{`你好`, http.StatusBadRequest, "not JSON"},
		{`{"session":"u","text":"` + strings.Repeat("好", maxText+1) + `"}`, http.StatusRequestEntityTooLarge, "a long text"},
		{`{"session":"u","text":"` + strings.Repeat("a", maxBody) + `"}`, http.StatusRequestEntityTooLarge, "a large body"},
	} {
		w := post(b, row.body)
		if w.Code != row.status || !json.Valid(w.Body.Bytes()) || strings.Contains(w.Body.String(), "null") {
			t.Errorf("%s: status %d; want %d; %s", row.why, w.Code, row.status, w.Body)
		}
	}
	w := httptest.NewRecorder()
	b.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/message", nil))
	if w.Code != http.StatusMethodNotAllowed {
		t.Errorf("GET: status %d", w.Code)
	}
}

func TestSessionsExpireAndAreLimited(t *testing.T) {
	now := time.Date(2025, 11, 6, 16, 0, 0, 0, time.UTC)
	b := newBot(analyzer(t), func() time.Time { return now })
	get := func(name string) *conversation {
		c, err := b.conversation(name)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	first := get("a")
	now = now.Add(expiry)
	if get("a") != first {
		t.Error("the conversation is lost before it expires")
	}
	now = now.Add(expiry + 1)
	if get("a") == first {
		t.Error("the conversation does not expire")
	}
	for i := range maxSessions - 1 {
		get(fmt.Sprint(i))
	}
	if _, err := b.conversation("one more"); err != errFull {
		t.Errorf("one session too many: %v", err)
	}
	if w := post(b, `{"session":"one more","text":"你好"}`); w.Code != http.StatusServiceUnavailable {
		t.Errorf("one session too many: status %d", w.Code)
	}
	now = now.Add(expiry + 1)
	get("one more")
	if n := len(b.sessions); n != 1 {
		t.Errorf("%d sessions are kept, all but one have expired", n)
	}
}

func TestManyCustomersAtOnce(t *testing.T) {
	b := newBot(analyzer(t), time.Now)
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for range 20 {
				if w := post(b, fmt.Sprintf(`{"session":"u%d","text":"退款怎么还没到账"}`, i%4)); w.Code != http.StatusOK {
					t.Errorf("status %d", w.Code)
				}
			}
		})
	}
	wg.Wait()
}
