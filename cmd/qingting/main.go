// Command qingting reads Chinese customer-service text: it cuts words, reads what customers say and feel, checks what agents write, and
// reports on whole conversations. See qingting -h.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	// Without this a closed pipe would kill the process before it can stop in order.
	signal.Ignore(syscall.SIGPIPE)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the process at once
	columns, terminal := terminalColumns(os.Stdout)
	os.Exit(run(ctx, os.Args[1:], env{
		stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr,
		columns: columns,
		color:   terminal && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb",
	}))
}
