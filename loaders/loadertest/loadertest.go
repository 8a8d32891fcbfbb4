// Package loadertest holds the manners of a loaders.Loader as tests, so that
// every loader is held to the same.
package loadertest

import (
	"context"
	"errors"
	"reflect"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/entente/entente/graph"
	"github.com/entente/entente/loaders"
)

// A Set is a loaders.Sink in memory: a graph.Set with a clock that stands
// still unless Now is moved.
type Set struct {
	*graph.Set
	Now time.Time
}

// NewSet gives an empty Set.
func NewSet() *Set {
	return &Set{graph.NewSet(), time.Date(2025, 9, 1, 12, 0, 0, 0, time.UTC)}
}

// Load puts the fragments in.
func (s *Set) Load(ctx context.Context, fragments ...graph.Fragment) ([]graph.Outcome, error) {
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	outcomes := make([]graph.Outcome, len(fragments))
	for i, f := range fragments {
		var err error
		if outcomes[i], err = s.Set.Load(f, s.Now); err != nil {
			return nil, err
		}
	}
	return outcomes, nil
}

// Suite holds the loader that open gives to the manners of a Loader. The
// sources must make two Fragments at least.
func Suite(t *testing.T, open func(t *testing.T) loaders.Loader, sources ...string) {
	t.Run("valid and stable", func(t *testing.T) { validAndStable(t, open, sources) })
	t.Run("nothing new on reload", func(t *testing.T) { reload(t, open(t), sources) })
	t.Run("survives its own JSON", func(t *testing.T) { roundTrip(t, open(t), sources) })
	t.Run("stops at emit's error", func(t *testing.T) { stops(t, open(t), sources) })
	t.Run("obeys cancellation", func(t *testing.T) { cancels(t, open(t), sources) })
}

// Items loads the sources and gives what was emitted and reported.
func Items(t testing.TB, l loaders.Loader, sources ...string) (items []loaders.Item, problems []loaders.Problem) {
	t.Helper()
	err := l.Load(t.Context(), sources, func(it loaders.Item) error { items = append(items, it); return nil },
		func(p loaders.Problem) { problems = append(problems, p) })
	if err != nil {
		t.Fatalf("loading %v: %v", sources, err)
	}
	return items, problems
}

func validAndStable(t *testing.T, open func(t *testing.T) loaders.Loader, sources []string) {
	first, problems := Items(t, open(t), sources...)
	if len(first) < 2 {
		t.Fatalf("%d fragments, want two at least; problems: %v", len(first), problems)
	}
	for _, it := range first {
		if err := it.Fragment.Validate(); err != nil {
			t.Errorf("%s:%d: %v", it.Source, it.Line, err)
		}
		for _, flaw := range it.Fragment.Flaws() {
			t.Errorf("%s:%d: %v", it.Source, it.Line, flaw)
		}
		if it.Source == "" {
			t.Errorf("%s: an item without a source", it.Fragment.Article.ID)
		}
	}
	second, again := Items(t, open(t), sources...)
	if len(second) != len(first) || len(again) != len(problems) {
		t.Fatalf("%d fragments and %d problems, then %d and %d", len(first), len(problems), len(second), len(again))
	}
	for i := range first {
		if a, b := graph.Digest(first[i].Fragment), graph.Digest(second[i].Fragment); a != b || first[i].Line != second[i].Line {
			t.Errorf("%s:%d: another fragment at the second time", first[i].Source, first[i].Line)
		}
	}
	for i := range problems {
		if problems[i].Error() != again[i].Error() {
			t.Errorf("%q, and at the second time %q", problems[i].Error(), again[i].Error())
		}
	}
}

func reload(t *testing.T, l loaders.Loader, sources []string) {
	set := NewSet()
	first, err := loaders.Run(t.Context(), l, sources, set, loaders.Options{})
	if err != nil {
		t.Fatal(err)
	}
	before := set.Graph()
	if err := before.Validate(); err != nil {
		t.Error(err)
	}
	set.Now = set.Now.Add(time.Hour)
	second, err := loaders.Run(t.Context(), l, sources, set, loaders.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if second.Articles[graph.Unchanged] != first.Total() || second.Total() != first.Total() || len(second.Brought) != 0 {
		t.Errorf("first %v, on reload %v bringing %v", first.Articles, second.Articles, second.Brought)
	}
	if !reflect.DeepEqual(before, set.Graph()) {
		t.Error("the graph changed on reload")
	}
}

func roundTrip(t *testing.T, l loaders.Loader, sources []string) {
	items, _ := Items(t, l, sources...)
	for _, it := range items {
		line, err := it.Fragment.AppendJSON(nil)
		if err != nil {
			t.Fatal(err)
		}
		back, err := graph.ReadFragment(line)
		if err != nil {
			t.Fatalf("%s:%d: %v", it.Source, it.Line, err)
		}
		if graph.Digest(back) != graph.Digest(it.Fragment) {
			t.Errorf("%s:%d: another fragment after writing and reading it", it.Source, it.Line)
		}
	}
}

func stops(t *testing.T, l loaders.Loader, sources []string) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	enough := errors.New("enough")
	n := 0
	err := l.Load(t.Context(), sources, func(loaders.Item) error { n++; return enough }, func(loaders.Problem) {})
	if !errors.Is(err, enough) || n != 1 {
		t.Errorf("emit was called %d times, and Load returned %v", n, err)
	}
}

func cancels(t *testing.T, l loaders.Loader, sources []string) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	cause := errors.New("interrupted")
	ctx, cancel := context.WithCancelCause(t.Context())
	set := NewSet()
	interrupting := sinkFunc(func(ctx context.Context, f ...graph.Fragment) ([]graph.Outcome, error) {
		outcomes, err := set.Load(ctx, f...)
		cancel(cause)
		return outcomes, err
	})
	sum, err := loaders.Run(ctx, l, sources, interrupting, loaders.Options{Batch: 1})
	if !errors.Is(err, cause) {
		t.Errorf("after cancellation Run returned %v", err)
	}
	if sum.Total() != 1 || len(set.Fragments()) != 1 {
		t.Errorf("%d articles are counted, %d are in; want the one that was done", sum.Total(), len(set.Fragments()))
	}
}

type sinkFunc func(context.Context, ...graph.Fragment) ([]graph.Outcome, error)

func (f sinkFunc) Load(ctx context.Context, fragments ...graph.Fragment) ([]graph.Outcome, error) {
	return f(ctx, fragments...)
}
