// Command chatbot shows how a bot asks the library about each message: what the customer wants and feels, and whether a person should
// take over now.
//
//	go run ./examples/chatbot -addr 127.0.0.1:8080
//	curl -d '{"session":"u1","text":"我的卡为什么没开通"}' http://127.0.0.1:8080/message
//
// With -demo it starts on a free port, talks to itself and stops.
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/qingting-nlp/qingting"
)

func main() {
	log.SetFlags(0)
	addr := flag.String("addr", "127.0.0.1:8080", "where to listen")
	demo := flag.Bool("demo", false, "send a few messages and stop")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if *demo {
		*addr = "127.0.0.1:0"
	}
	if err := run(ctx, *addr, *demo); err != nil {
		log.Fatal(err)
	}
}

// run serves until ctx is done, then finishes the requests under way.
func run(ctx context.Context, addr string, demo bool) error {
	a, err := qingting.New()
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	srv := &http.Server{
		Handler:           newBot(a, time.Now),
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      10 * time.Second,
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    16 << 10,
	}
	served := make(chan error, 1)
	go func() { served <- srv.Serve(listener) }()

	if demo {
		err = talk("http://" + listener.Addr().String())
	} else {
		log.Printf("listening on http://%s", listener.Addr())
		select {
		case <-ctx.Done():
		case err = <-served:
		}
	}
	last, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	return errors.Join(err, srv.Shutdown(last))
}

// talk plays a customer.
func talk(url string) error {
	client := &http.Client{Timeout: 10 * time.Second}
	for _, text := range []string{"我的卡为什么没开通", "弄过了还是不行，那今天几点能好，我就在缴费窗口排着队呢", "转人工！再不行我就投诉了"} {
		body := fmt.Sprintf(`{"session":"demo","text":%q}`, text)
		resp, err := client.Post(url+"/message", "application/json", bytes.NewReader([]byte(body)))
		if err != nil {
			return err
		}
		answer, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil {
			return err
		}
		fmt.Printf("> %s\n%s", text, answer)
	}
	return nil
}
