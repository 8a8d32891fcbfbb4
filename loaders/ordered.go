package loaders

import (
	"context"
	"sync"
)

// Ordered hands what produce yields to n goroutines that call work, and their
// results to consume, one by one in the order in which produce yielded. No
// more than 2n results wait at a time. The first error of any of them ends it
// and is returned, as ctx's cause is; produce and work get a context that ends
// then. All goroutines have ended when Ordered returns.
func Ordered[T, U any](ctx context.Context, n int, produce func(ctx context.Context, yield func(T) error) error,
	work func(ctx context.Context, in T) (U, error), consume func(U) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	type job struct {
		in   T
		out  U
		err  error
		done chan struct{}
	}
	todo, queue := make(chan *job), make(chan *job, 2*n)
	var all sync.WaitGroup
	for range n {
		all.Go(func() {
			for j := range todo {
				if j.err = ctx.Err(); j.err == nil {
					j.out, j.err = work(ctx, j.in)
				}
				close(j.done)
			}
		})
	}
	all.Go(func() {
		defer close(queue)
		defer close(todo)
		err := produce(ctx, func(in T) error {
			j := &job{in: in, done: make(chan struct{})}
			for _, c := range []chan *job{queue, todo} {
				select {
				case c <- j:
				case <-ctx.Done():
					if c == todo { // it is in the queue already
						j.err = context.Cause(ctx)
						close(j.done)
					}
					return context.Cause(ctx)
				}
			}
			return nil
		})
		if err != nil {
			cancel(err)
		}
	})
	for j := range queue {
		<-j.done
		if ctx.Err() != nil {
			continue // let the goroutines end
		}
		err := j.err
		if err == nil {
			err = consume(j.out)
		}
		if err != nil {
			cancel(err)
		}
	}
	all.Wait()
	return context.Cause(ctx)
}
