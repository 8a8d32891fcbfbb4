package loaders

import (
	"context"

	"github.com/entente/entente/graph"
)

// A Loader reads sources of one kind and makes Fragments of them.
//
// Load calls emit for each Fragment, in an order that depends on the sources
// alone, and report for what cannot be read; it reads on after that. It calls
// neither concurrently nor after it has returned. It stops at emit's first
// error, which it returns, and soon after ctx ends, with ctx's cause. The same
// sources give the same Fragments, and a Fragment is valid (graph.Validate).
type Loader interface {
	Load(ctx context.Context, sources []string, emit func(Item) error, report func(Problem)) error
}

// An Item is a Fragment with where it comes from.
type Item struct {
	Fragment graph.Fragment
	Source   string // the file, for messages
	Line     int
	// Foreign is set where the article is in a language that is not read, and
	// the Fragment therefore without facts.
	Foreign bool
}

// A Sink takes Fragments in: graph/store's Store is one. Load puts in all of
// the Fragments or none, and gives the outcome of each.
type Sink interface {
	Load(ctx context.Context, fragments ...graph.Fragment) ([]graph.Outcome, error)
}

// A Stager is a Sink that makes Items ready while others are written: Run
// hands it each batch as it is, in order, and has at most one ready ahead.
type Stager interface {
	Sink
	Stage(items []Item) (Staged, error)
}

// A Staged batch is ready to be put in.
type Staged interface {
	// Load is Sink's, with the Items' Fragments.
	Load(ctx context.Context) ([]graph.Outcome, error)
}
