package main

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"

	"github.com/entente/entente/extract"
	"github.com/entente/entente/extract/gazetteer"
	"github.com/entente/entente/graph"
	"github.com/entente/entente/loaders"
	"github.com/entente/entente/loaders/datasets"
	"github.com/entente/entente/loaders/fetch"
	"github.com/entente/entente/loaders/input"
	"github.com/entente/entente/loaders/news"
	"github.com/entente/entente/loaders/tabular"
	"github.com/entente/entente/nlp"
)

// readingFlags are the flags of all commands that read articles.
type readingFlags struct {
	as           string
	gazetteer    string
	allowPrivate bool
	maxBytes     int64
	maxText      int
	problems     problemFlags
}

func (r *readingFlags) add(cmd *cobra.Command) {
	addFlags(cmd.Flags(), "text", "workers")
	r.problems.add(cmd.Flags())
	cmd.Flags().StringVar(&r.as, "as", "", fmt.Sprintf("format of the sources, where guessing is wrong: of articles one of %v, of data sets (load only) one of %v", news.Formats(), datasets.Names()))
	cmd.Flags().StringVar(&r.gazetteer, "gazetteer", "", "file of your own with more actors (YAML; see docs/gazetteer.md)")
	cmd.Flags().BoolVar(&r.allowPrivate, "allow-private", false, "fetch addresses in private networks and on this machine too")
	cmd.Flags().IntVar(&r.maxText, "max-text", 0, "longest text of one article, in bytes; default 1 MiB")
	cmd.Flags().Int64Var(&r.maxBytes, "max-bytes", 0, "most bytes that one source may unpack to; default 64 GiB")
}

// input gives how sources are opened, and a function to call after use.
func (a *app) input(r readingFlags, progress func(bytes int64)) (input.Options, func()) {
	client := fetch.New(fetch.Options{AllowPrivate: r.allowPrivate})
	return input.Options{Limits: input.Limits{MaxBytes: r.maxBytes}, Stdin: a.in, Fetch: client, Progress: progress}, client.Close
}

// tableLoader gives the loader of data sets that the flags ask for.
// done, which may be nil, tells what of them is in the graph already.
func (a *app) tableLoader(r readingFlags, in input.Options, done func(context.Context, tabular.Document) (int, error)) (loaders.Loader, error) {
	o := tabular.Options{Input: in, Workers: a.config.Workers, Done: done}
	if r.as == "" {
		return datasets.Loader(o), nil
	}
	f, err := datasets.Parse(r.as)
	if err != nil {
		return nil, usagef("--as: %w", err)
	}
	return datasets.Loader(o, f), nil
}

// loader gives the loader of articles that the flags ask for.
func (a *app) loader(r readingFlags, in input.Options) (*news.Loader, error) {
	as := news.Guess
	if r.as != "" {
		var err error
		if as, err = news.ParseFormat(r.as); err != nil {
			return nil, usagef("--as: %w", err)
		}
	}
	var options []gazetteer.Option
	if r.gazetteer != "" {
		options = append(options, gazetteer.WithFile(r.gazetteer))
	}
	g, err := gazetteer.Load(options...)
	if err != nil {
		return nil, err
	}
	p, err := nlp.Load()
	if err != nil {
		return nil, err
	}
	return &news.Loader{
		Options:   news.Options{As: as, MaxText: r.maxText, Input: in},
		Extractor: extract.New(p, g),
		Keep:      graph.TextMode(a.config.Text),
		Workers:   a.config.Workers,
	}, nil
}

// A meter shows on a terminal how far reading has come: bytes of the sources,
// articles, rate and remaining time. Elsewhere it is silent.
type meter struct {
	mu      sync.Mutex
	bar     *progressbar.ProgressBar
	started time.Time
}

func (a *app) newMeter(cmd *cobra.Command, sources []string) (*meter, error) {
	m := &meter{started: time.Now()}
	if _, ok := terminal(a.err); !ok {
		return m, nil
	}
	_, total, known, err := input.Count(cmd.Context(), sources)
	if err != nil {
		return m, err
	}
	if !known || total == 0 {
		total = -1
	}
	m.bar = progressbar.NewOptions64(total, progressbar.OptionSetWriter(a.err), progressbar.OptionSetDescription("reading"),
		progressbar.OptionShowBytes(true), progressbar.OptionSetPredictTime(true), progressbar.OptionShowElapsedTimeOnFinish(),
		progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(100*time.Millisecond))
	return m, nil
}

func (m *meter) read(bytes int64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.bar != nil {
		_ = m.bar.Add64(bytes)
	}
}

// loaded shows how many articles or rows are in.
func (m *meter) loaded(n int, noun string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.bar != nil {
		m.bar.Describe(fmt.Sprintf("%s, %.0f/s", count(n, noun), float64(n)/time.Since(m.started).Seconds()))
	}
}

// line clears the bar, so that a line can be written above it.
func (m *meter) line(write func()) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.bar != nil {
		_ = m.bar.Clear()
	}
	write()
}

func (m *meter) finish() {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.bar != nil {
		_ = m.bar.Exit()
		_ = m.bar.Clear()
	}
}
