package main

import (
	"context"
	"io"
)

// interruptible gives a reader of r whose Read returns when ctx ends: a read of
// a terminal or pipe that nobody writes to cannot be ended otherwise. The read
// that was under way then goes on until the program ends.
func interruptible(ctx context.Context, r io.Reader) io.Reader {
	return &interruptibleReader{ctx: ctx, r: r, results: make(chan readResult, 1)}
}

type interruptibleReader struct {
	ctx     context.Context
	r       io.Reader
	results chan readResult
	rest    []byte
	err     error
}

type readResult struct {
	data []byte
	err  error
}

func (i *interruptibleReader) Read(p []byte) (int, error) {
	if len(i.rest) == 0 {
		if i.err != nil {
			return 0, i.err
		}
		go func() {
			buf := make([]byte, 64<<10)
			n, err := i.r.Read(buf)
			i.results <- readResult{buf[:n], err}
		}()
		select {
		case <-i.ctx.Done():
			i.err = context.Cause(i.ctx)
			return 0, i.err
		case res := <-i.results:
			i.rest, i.err = res.data, res.err
		}
	}
	n := copy(p, i.rest)
	i.rest = i.rest[n:]
	if n == 0 {
		return 0, i.err
	}
	return n, nil
}
