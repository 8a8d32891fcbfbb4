package news

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"

	"github.com/entente/entente/extract"
	"github.com/entente/entente/graph"
	"github.com/entente/entente/loaders"
)

// An Extractor reads documents; extract.Extractor is one. It is used by many
// goroutines at once.
type Extractor interface {
	Extract(ctx context.Context, d extract.Document) (extract.Extraction, error)
}

// A Loader makes Fragments of articles. It is a loaders.Loader.
type Loader struct {
	Options   Options
	Extractor Extractor
	Keep      graph.TextMode // how much text goes along; "" is graph.TextQuote
	Workers   int            // goroutines that extract; default one for each processor
}

// A Result is what came of one Record: of an article, what was read in it.
type Result struct {
	Record
	Extraction extract.Extraction // zero for a graph
	Fragment   graph.Fragment
	Foreign    bool // in a language that is not read
}

// Load reads the sources and emits each article's Fragment, in their order.
func (l *Loader) Load(ctx context.Context, sources []string, emit func(loaders.Item) error, report func(loaders.Problem)) error {
	return l.Each(ctx, sources, func(r Result) error {
		return emit(loaders.Item{Fragment: r.Fragment, Source: r.Source, Line: r.Line, Foreign: r.Foreign})
	}, report)
}

// A step is what the reader found next, a record or a problem, on its way
// through the workers, so that problems keep their place among the articles.
type step struct {
	record   Record
	result   Result
	problems []loaders.Problem
	skip     bool
}

// Each reads the sources and hands what came of each record to emit, in their
// order; see loaders.Loader for its manners.
func (l *Loader) Each(ctx context.Context, sources []string, emit func(Result) error, report func(loaders.Problem)) error {
	workers := l.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	read := func(ctx context.Context, yield func(step) error) error {
		var failed error // of yield, where Read's callback cannot return it
		err := Read(ctx, l.Options, sources, func(r Record) error {
			return yield(step{record: r})
		}, func(p loaders.Problem) {
			if failed == nil {
				failed = yield(step{problems: []loaders.Problem{p}, skip: true})
			}
		})
		return errors.Join(err, failed)
	}
	return loaders.Ordered(ctx, workers, read, l.work, func(s step) error {
		for _, p := range s.problems {
			report(p)
		}
		if s.skip {
			return nil
		}
		return emit(s.result)
	})
}

func (l *Loader) work(ctx context.Context, s step) (step, error) {
	if s.skip {
		return s, nil
	}
	s.result.Record = s.record
	refuse := func(p loaders.Problem) (step, error) {
		p.Source, p.Line = s.record.Source, s.record.Line
		return step{problems: []loaders.Problem{p}, skip: true}, nil
	}
	if s.record.Graph != nil {
		f, err := graph.ReadFragment(s.record.Graph)
		if err != nil {
			return refuse(loaders.Problem{Reason: "a graph that cannot be loaded: " + err.Error(), Cure: "extract it anew", Err: err})
		}
		if flaws := f.Flaws(); len(flaws) > 0 {
			return refuse(loaders.Problem{Reason: fmt.Sprintf("a graph that nobody extracted: %s: %s", flaws[0].ID, flaws[0].Reason), Cure: "extract it anew"})
		}
		s.result.Fragment = f.Keep(lesser(f.Article.TextMode, l.keep()))
		return s, nil
	}
	a := *s.record.Article
	x, err := l.extract(ctx, a.Document())
	var p loaders.Problem
	switch {
	case errors.As(err, &p):
		return refuse(p)
	case err != nil:
		return s, err
	}
	s.result.Extraction = x
	s.result.Fragment = Fragment(a, x, l.keep())
	if x.Language != "en" {
		s.result.Foreign = true
		s.problems = append(s.problems, loaders.Warn(s.record.Source, s.record.Line,
			fmt.Sprintf("the article is not in English, as it seems (%s): it is loaded without facts", language(x.Language)), "translate it, and load that"))
	}
	return s, nil
}

// extract keeps a fault in reading one article from ending the others.
func (l *Loader) extract(ctx context.Context, d extract.Document) (x extract.Extraction, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = loaders.Problem{Reason: fmt.Sprintf("the article cannot be read, which is our fault: %v", fault), Cure: "report it, with the article",
				Err: fmt.Errorf("%v\n%s", fault, debug.Stack())}
		}
	}()
	return l.Extractor.Extract(ctx, d)
}

func language(tag string) string {
	if tag == "" {
		return "no language that is known"
	}
	return tag
}

func (l *Loader) keep() graph.TextMode {
	if l.Keep == "" {
		return graph.TextQuote
	}
	return l.Keep
}

// lesser gives the mode that keeps less text.
func lesser(a, b graph.TextMode) graph.TextMode {
	modes := graph.TextModes() // from the most to the least
	return modes[max(slices.Index(modes, a), slices.Index(modes, b), 0)]
}
