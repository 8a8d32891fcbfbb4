package loaders

import (
	"context"
	"fmt"
	"maps"
	"sync"

	"github.com/entente/entente/graph"
)

// Options of Run. Zero fields take the defaults.
type Options struct {
	// Batch is the most Fragments that one call of the Sink gets; default 32.
	// Fewer go where the Sink is faster than the Loader.
	Batch int
	// Report, where set, is called with every Problem, in the order of the
	// sources.
	Report func(Problem)
	// Progress, where set, is called after every batch that is in, with the
	// counts so far.
	Progress func(Summary)
}

// A Summary counts what came of a run.
type Summary struct {
	// Articles by outcome: loaded, unchanged, replaced, copied.
	Articles map[graph.Outcome]int
	Refused  int // records, files or addresses that were not loaded
	Warnings int
	Foreign  int // articles in a language that is not read; they are in Articles too
	// Brought counts what loaded and replaced articles say: reports of events,
	// policies and statements, and mentions of actors, by label.
	Brought map[graph.Label]int
}

// Total gives the number of articles that are in, whatever the outcome.
func (s Summary) Total() int {
	n := 0
	for _, c := range s.Articles {
		n += c
	}
	return n
}

func (s *Summary) add(items []Item, outcomes []graph.Outcome) {
	for i, it := range items {
		s.Articles[outcomes[i]]++
		if it.Foreign {
			s.Foreign++
		}
		if outcomes[i] != graph.Loaded && outcomes[i] != graph.Replaced {
			continue
		}
		for _, r := range it.Fragment.Reports {
			s.Brought[r.Fact]++
		}
		s.Brought[graph.ActorLabel] += len(it.Fragment.Actors)
	}
}

// Run loads sources into a Sink. Reading goes on while a batch is written, but
// never far ahead of it. The Summary counts what is in the Sink, also where
// the error is not nil: what was written stays, what was not is not counted.
//
// A Fragment that is not valid, which a file of graphs may hold, is refused
// like a broken record. An error of the Sink ends the run.
func Run(ctx context.Context, l Loader, sources []string, sink Sink, o Options) (Summary, error) {
	if o.Batch <= 0 {
		o.Batch = 32
	}
	reader, stop := context.WithCancel(ctx)
	defer stop()
	r := &run{o: o, sink: sink, sum: Summary{Articles: map[graph.Outcome]int{}, Brought: map[graph.Label]int{}}}
	items := make(chan Item, o.Batch)
	var readErr, writeErr error
	var reading sync.WaitGroup
	reading.Go(func() {
		defer close(items)
		readErr = l.Load(reader, sources, func(it Item) error { return r.pass(reader, it, items) }, r.report)
	})
	ready := make(chan batch)
	reading.Go(func() {
		defer close(ready)
		for it := range items {
			b := r.stage(drain(items, []Item{it}, o.Batch))
			select {
			case ready <- b:
			case <-reader.Done(): // let the reader end
			}
		}
	})
	for b := range ready {
		if writeErr != nil || ctx.Err() != nil {
			continue
		}
		if writeErr = r.write(ctx, b); writeErr != nil {
			stop()
		}
	}
	reading.Wait()
	switch {
	case ctx.Err() != nil:
		return r.sum, context.Cause(ctx)
	case writeErr != nil:
		return r.sum, writeErr
	}
	return r.sum, readErr
}

// pass hands a valid item to the writer.
func (r *run) pass(ctx context.Context, it Item, items chan<- Item) error {
	if err := it.Fragment.Validate(); err != nil {
		r.report(Problem{Source: it.Source, Line: it.Line, Reason: "not a valid graph: " + err.Error(), Cure: "extract it anew", Err: err})
		return nil
	}
	select {
	case items <- it:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// drain takes what is ready, so that a slow source is written as it comes.
func drain(items <-chan Item, batch []Item, most int) []Item {
	for len(batch) < most {
		select {
		case it, ok := <-items:
			if !ok {
				return batch
			}
			batch = append(batch, it)
		default:
			return batch
		}
	}
	return batch
}

type run struct {
	o    Options
	sink Sink
	mu   sync.Mutex // the reader counts problems while batches are counted
	sum  Summary
}

func (r *run) report(p Problem) {
	r.mu.Lock()
	if p.Warning {
		r.sum.Warnings++
	} else {
		r.sum.Refused++
	}
	r.mu.Unlock()
	if r.o.Report != nil {
		r.o.Report(p)
	}
}

// A batch is Items on their way into the Sink.
type batch struct {
	items  []Item
	staged Staged
	err    error
}

func (r *run) stage(items []Item) batch {
	b := batch{items: items}
	if s, ok := r.sink.(Stager); ok {
		b.staged, b.err = s.Stage(items)
		return b
	}
	b.staged = unstaged{r.sink, items}
	return b
}

// unstaged goes into a Sink that makes nothing ready.
type unstaged struct {
	sink  Sink
	items []Item
}

func (u unstaged) Load(ctx context.Context) ([]graph.Outcome, error) {
	fragments := make([]graph.Fragment, len(u.items))
	for i, it := range u.items {
		fragments[i] = it.Fragment
	}
	return u.sink.Load(ctx, fragments...)
}

func (r *run) write(ctx context.Context, b batch) error {
	if b.err != nil {
		return b.err
	}
	outcomes, err := b.staged.Load(ctx)
	if err != nil {
		return err
	}
	if len(outcomes) != len(b.items) {
		return fmt.Errorf("%d fragments were written, but %d outcomes given", len(b.items), len(outcomes))
	}
	r.mu.Lock()
	r.sum.add(b.items, outcomes)
	now := r.sum
	now.Articles, now.Brought = maps.Clone(now.Articles), maps.Clone(now.Brought)
	r.mu.Unlock()
	if r.o.Progress != nil {
		r.o.Progress(now)
	}
	return nil
}
