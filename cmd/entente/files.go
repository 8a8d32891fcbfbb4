package main

import (
	"context"
	"maps"
	"sync"

	"github.com/entente/entente/graph"
	"github.com/entente/entente/graph/store"
	"github.com/entente/entente/loaders"
	"github.com/entente/entente/loaders/tabular"
)

// files keeps how far tables are loaded, in the journal of a database once it
// is open.
type files struct {
	journal *store.Journal
	mu      sync.Mutex
	marks   map[string]*store.Mark // by source; the reader asks, and the writer moves them on
	before  int                    // rows that were loaded before
}

// open gives the sink that loads into a database, and keeps its journal. With
// again, nothing counts as loaded.
func (f *files) open(ctx context.Context, s *store.Store, again bool) (loaders.Sink, error) {
	sink := marking{s, f}
	if again {
		return sink, nil
	}
	var err error
	f.journal, err = s.Journal(ctx)
	return sink, err
}

// done tells up to which line a table is loaded. A later version of the
// program may read more out of the same rows, and looks at all.
func (f *files) done(ctx context.Context, d tabular.Document) (int, error) {
	if f.journal == nil || d.Key == "" {
		return 0, nil
	}
	m, _, err := f.journal.Mark(ctx, version()+":"+d.Key)
	if err != nil {
		return 0, err
	}
	m.Source = d.Source
	f.mu.Lock()
	defer f.mu.Unlock()
	f.marks[d.Source] = &m
	f.before += m.Rows
	return m.Line, nil
}

// passed gives how many rows were passed over since it was asked last.
func (f *files) passed() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	n := f.before
	f.before = 0
	return n
}

// after gives the marks once these items are loaded too.
func (f *files) after(items []loaders.Item) []store.Mark {
	f.mu.Lock()
	defer f.mu.Unlock()
	moved := map[string]store.Mark{}
	for _, it := range items {
		if m := f.marks[it.Source]; m != nil {
			m.Line, m.Rows = it.Line, m.Rows+1
			moved[it.Source] = *m
		}
	}
	var list []store.Mark
	for m := range maps.Values(moved) {
		list = append(list, m)
	}
	return list
}

// marking is a store into which marks go along with rows.
type marking struct {
	*store.Store
	files *files
}

// Stage makes items ready.
func (m marking) Stage(items []loaders.Item) (loaders.Staged, error) {
	fragments := make([]graph.Fragment, len(items))
	for i, it := range items {
		fragments[i] = it.Fragment
	}
	b, err := m.Prepare(fragments...)
	if err != nil {
		return nil, err
	}
	return b, b.Mark(m.files.journal, m.files.after(items)...)
}

var _ loaders.Stager = marking{}
