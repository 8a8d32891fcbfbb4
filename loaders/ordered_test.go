package loaders

import (
	"context"
	"errors"
	"math/rand/v2"
	"runtime"
	"sync/atomic"
	"testing"

	"go.uber.org/goleak"
)

func count(n int) func(context.Context, func(int) error) error {
	return func(_ context.Context, yield func(int) error) error {
		for i := range n {
			if err := yield(i); err != nil {
				return err
			}
		}
		return nil
	}
}

func TestOrderedKeepsOrder(t *testing.T) {
	defer goleak.VerifyNone(t)
	next := 0
	err := Ordered(t.Context(), 8, count(1000), func(_ context.Context, i int) (int, error) {
		for range rand.IntN(50) {
			runtime.Gosched()
		}
		return 2 * i, nil
	}, func(v int) error {
		if v != 2*next {
			t.Fatalf("got %d in place of %d", v, 2*next)
		}
		next++
		return nil
	})
	if err != nil || next != 1000 {
		t.Fatalf("%d results, %v", next, err)
	}
}

func TestOrderedHoldsBack(t *testing.T) {
	var produced, consumed atomic.Int64
	const n = 3
	err := Ordered(t.Context(), n, func(ctx context.Context, yield func(int) error) error {
		for i := range 200 {
			if ahead := produced.Load() - consumed.Load(); ahead > 3*n+2 {
				t.Errorf("%d ahead", ahead)
			}
			produced.Add(1)
			if err := yield(i); err != nil {
				return err
			}
		}
		return nil
	}, func(_ context.Context, i int) (int, error) { return i, nil }, func(int) error { consumed.Add(1); return nil })
	if err != nil {
		t.Fatal(err)
	}
}

func TestOrderedReturnsTheFirstError(t *testing.T) {
	defer goleak.VerifyNone(t)
	bad := errors.New("bad")
	pass := func(_ context.Context, i int) (int, error) { return i, nil }
	for name, run := range map[string]func(ctx context.Context) error{
		"produce": func(ctx context.Context) error {
			return Ordered(ctx, 4, func(context.Context, func(int) error) error { return bad }, pass, func(int) error { return nil })
		},
		"work": func(ctx context.Context) error {
			return Ordered(ctx, 4, count(100), func(_ context.Context, i int) (int, error) {
				if i == 50 {
					return 0, bad
				}
				return i, nil
			}, func(int) error { return nil })
		},
		"consume": func(ctx context.Context) error {
			return Ordered(ctx, 4, count(100), pass, func(i int) error {
				if i == 50 {
					return bad
				}
				return nil
			})
		},
		"ctx": func(ctx context.Context) error {
			ctx, cancel := context.WithCancelCause(ctx)
			return Ordered(ctx, 4, count(100), pass, func(i int) error {
				if i == 50 {
					cancel(bad)
				}
				return nil
			})
		},
	} {
		if err := run(t.Context()); !errors.Is(err, bad) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
