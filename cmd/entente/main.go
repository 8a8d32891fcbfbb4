// Command entente is a geopolitical event knowledge graph: it loads news
// articles into Neo4j and answers questions about who did or said what to
// whom, when, and whether it happened.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// A second Ctrl-C ends the program at once.
	context.AfterFunc(ctx, stop)
	code := run(ctx, os.Args[1:], streams{interruptible(ctx, os.Stdin), os.Stdout, os.Stderr}, os.Environ())
	stop()
	os.Exit(code)
}
