package loaders_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/entente/entente/graph"
	"github.com/entente/entente/loaders"
	"github.com/entente/entente/loaders/loadertest"
)

// lines is a Loader of the simplest kind: each source is the text of an
// article without facts; "bad" is a broken one, "invalid" makes an invalid
// Fragment, "foreign" one in another language.
type lines struct{}

func (lines) Load(ctx context.Context, sources []string, emit func(loaders.Item) error, report func(loaders.Problem)) error {
	for i, s := range sources {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		f := graph.Fragment{Dataset: "lines", Article: graph.Article{ID: graph.ArticleID(s), Title: s, ContentHash: graph.ContentHash(s, "", graph.Article{}.PublishedOn), TextMode: graph.TextNone, Loader: "lines"}}
		f.Actors = []graph.Actor{{ID: "country:PER", Name: "Peru", Count: 1}}
		switch s {
		case "bad":
			report(loaders.Refuse("lines", i+1, "it is bad", "make it good"))
			continue
		case "invalid":
			f.Actors = append(f.Actors, f.Actors[0])
		case "foreign":
			report(loaders.Warn("lines", i+1, "it is foreign", ""))
		}
		if err := emit(loaders.Item{Fragment: f, Source: "lines", Line: i + 1, Foreign: s == "foreign"}); err != nil {
			return err
		}
	}
	return nil
}

func TestLines(t *testing.T) {
	loadertest.Suite(t, func(*testing.T) loaders.Loader { return lines{} }, "one", "two", "bad", "three", "foreign")
}

func TestRunCounts(t *testing.T) {
	set := loadertest.NewSet()
	var said []string
	progressed := 0
	o := loaders.Options{Batch: 2, Report: func(p loaders.Problem) { said = append(said, p.Error()) }, Progress: func(s loaders.Summary) {
		if s.Total() <= progressed {
			t.Errorf("no progress: %d after %d", s.Total(), progressed)
		}
		progressed = s.Total()
	}}
	sum, err := loaders.Run(t.Context(), lines{}, []string{"one", "bad", "invalid", "two", "foreign", "one"}, set, o)
	if err != nil {
		t.Fatal(err)
	}
	if sum.Articles[graph.Loaded] != 3 || sum.Articles[graph.Unchanged] != 1 || sum.Refused != 2 || sum.Warnings != 1 || sum.Foreign != 1 || sum.Brought[graph.ActorLabel] != 3 || progressed != 4 {
		t.Errorf("%+v", sum)
	}
	want := []string{"lines:2: it is bad (make it good)",
		"lines:3: not a valid graph: " + graph.ArticleID("invalid") + ": actor country:PER is given twice (extract it anew)", "lines:5: it is foreign"}
	if !slices.Equal(said, want) {
		t.Errorf("said %q, want %q", said, want)
	}
}

type failing struct {
	*loadertest.Set
	after int
}

var errDown = errors.New("the sink is down")

func (f *failing) Load(ctx context.Context, fragments ...graph.Fragment) ([]graph.Outcome, error) {
	if f.after -= len(fragments); f.after < 0 {
		return nil, errDown
	}
	return f.Set.Load(ctx, fragments...)
}

func TestRunEndsWithTheSinksError(t *testing.T) {
	sink := &failing{loadertest.NewSet(), 3}
	var many []string
	for i := range 100 {
		many = append(many, fmt.Sprint(i))
	}
	sum, err := loaders.Run(t.Context(), lines{}, many, sink, loaders.Options{Batch: 1})
	if !errors.Is(err, errDown) || sum.Total() != 3 || len(sink.Fragments()) != 3 {
		t.Errorf("%v, %+v, %d in", err, sum, len(sink.Fragments()))
	}
}

type broken struct{ lines }

func (b broken) Load(ctx context.Context, sources []string, emit func(loaders.Item) error, report func(loaders.Problem)) error {
	if err := b.lines.Load(ctx, sources, emit, report); err != nil {
		return err
	}
	return errDown
}

// What was emitted before a loader failed is loaded.
func TestRunKeepsWhatWasRead(t *testing.T) {
	set := loadertest.NewSet()
	sum, err := loaders.Run(t.Context(), broken{}, []string{"one", "two"}, set, loaders.Options{})
	if !errors.Is(err, errDown) || sum.Total() != 2 || len(set.Fragments()) != 2 {
		t.Errorf("%v, %+v", err, sum)
	}
}
