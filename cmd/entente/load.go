package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/entente/entente/graph"
	"github.com/entente/entente/graph/store"
	"github.com/entente/entente/loaders"
	"github.com/entente/entente/loaders/datasets"
)

func (a *app) loadCommand() *cobra.Command {
	var r readingFlags
	var f followFlags
	var again bool
	cmd := &cobra.Command{
		Use:   "load [flags] SOURCE...",
		Short: "Read articles and event data sets, and load what they say into the graph",
		Long: `load reads articles from files, directories, globs, http(s) addresses and, as
'-', standard input, and loads what they say. Formats are plain text, Markdown,
HTML, RSS and Atom, JSON and JSONL, gzip and zip of these, and what
'entente extract --format jsonl' prints; and the tables of GDELT, ICEWS, POLECAT,
UCDP GED and ACLED. They are recognised by content.

Loading the same article again changes nothing; loading a changed version of it
replaces what the old one said. What cannot be read is reported, and the rest is
loaded; the exit code is then 1.

How far a table is loaded is kept in the database: a load that was killed goes on
where it ended, and a table that is loaded and has not changed is passed over,
unless --again is given or something was retracted since.`,
		Example: `  entente load article.txt
  entente load --text full articles/ 'more/**/*.html.gz'
  entente load https://news.example.org/feed.xml
  curl -s https://news.example.org/today.jsonl | entente load -
  entente load --follow http://data.example.org/gdeltv2/lastupdate.txt`,
		Args: args(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, sources []string) error { return a.load(cmd, r, f, again, sources) },
	}
	r.add(cmd)
	cmd.Flags().BoolVar(&again, "again", false, "look at every row of tables, also of those that are loaded")
	cmd.Flags().BoolVar(&f.follow, "follow", false, "SOURCE is a list of files 'size md5 url', as GDELT has, or a directory: take each new file once, until interrupted")
	cmd.Flags().BoolVar(&f.once, "once", false, "with --follow: look at the list once")
	cmd.Flags().DurationVar(&f.every, "every", 5*time.Minute, "with --follow: time between two looks")
	return cmd
}

func (a *app) load(cmd *cobra.Command, r readingFlags, f followFlags, again bool, sources []string) (err error) {
	ctx := cmd.Context()
	if f.follow {
		return a.follow(ctx, r, f, sources)
	}
	work, err := a.readers(cmd, r, sources)
	if err != nil {
		return err
	}
	defer work.done()
	s, err := a.openToWrite(ctx)
	if err != nil {
		return err
	}
	defer closeStore(ctx, s, &err)
	sink, err := work.files.open(ctx, s, again)
	if err != nil {
		return err
	}
	refused, err := a.runReaders(ctx, work, sink)
	if err == nil && refused {
		err = errRefused
	}
	return err
}

// readers are what reads the sources of a command.
type readers struct {
	meter *meter
	bad   *problems
	files *files // of tables, and what of them is loaded
	parts []part
	done  func() // to be called after use
}

// A part is sources of one kind with their loader.
type part struct {
	loader  loaders.Loader
	sources []string
	batch   int
	noun    string // for one of what is counted
}

// readers prepares to read sources: articles first, then tables.
func (a *app) readers(cmd *cobra.Command, r readingFlags, sources []string) (*readers, error) {
	articles, tables := sources, []string(nil)
	var err error
	if r.as == "" {
		if articles, tables, err = a.tables(cmd.Context(), sources); err != nil {
			return nil, err
		}
	} else if _, err := datasets.Parse(r.as); err == nil {
		articles, tables = nil, sources
	}
	w := &readers{files: &files{marks: map[string]*store.Mark{}}}
	if w.meter, err = a.newMeter(cmd, sources); err != nil {
		return nil, err
	}
	if w.bad, err = a.problemReport(r.problems, w.meter); err != nil {
		return nil, err
	}
	in, done := a.input(r, w.meter.read)
	w.done = done
	if len(articles) > 0 {
		l, err := a.loader(r, in)
		if err != nil {
			done()
			return nil, err
		}
		w.parts = append(w.parts, part{l, articles, articleBatch, "article"})
	}
	if len(tables) > 0 {
		l, err := a.tableLoader(r, in, w.files.done)
		if err != nil {
			done()
			return nil, err
		}
		w.parts = append(w.parts, part{l, tables, rowBatch, "row"})
	}
	return w, nil
}

// runReaders loads all into a sink, says what came of it, and tells whether
// something was refused.
func (a *app) runReaders(ctx context.Context, w *readers, sink loaders.Sink) (refused bool, err error) {
	defer func() { err = errors.Join(err, w.bad.close()) }()
	for _, p := range w.parts {
		start := time.Now()
		sum, err := a.runLoader(ctx, p, sink, w.bad)
		passed := w.files.passed()
		sum.Articles[graph.Unchanged] += passed
		a.summarize(sum, p.noun, time.Since(start))
		if passed > 0 {
			a.note("%s of files that were loaded before and have not changed; --again reads each once more", count(passed, p.noun))
		}
		refused = refused || sum.Refused > 0
		if err != nil {
			return refused, err
		}
	}
	return refused, nil
}

// The most Fragments in one transaction: of articles, which have dozens of
// facts each, and of rows, which have one. A server with 1 GB of memory takes
// half as long again for a row where 4000 are written at once.
const (
	articleBatch = 32
	rowBatch     = 1000
)

func (a *app) runLoader(ctx context.Context, p part, sink loaders.Sink, bad *problems) (loaders.Summary, error) {
	m := bad.meter
	defer m.finish()
	return loaders.Run(ctx, p.loader, p.sources, sink, loaders.Options{
		Batch:    p.batch,
		Report:   bad.report,
		Progress: func(sum loaders.Summary) { m.loaded(sum.Total(), p.noun) },
	})
}

// summarize says on standard error what came of a run.
func (a *app) summarize(s loaders.Summary, noun string, took time.Duration) {
	n := func(o graph.Outcome) int { return s.Articles[o] }
	line := fmt.Sprintf("%s: %d loaded, %d unchanged, %d replaced, %d copies of others, %d refused",
		count(s.Total()+s.Refused, noun), n(graph.Loaded), n(graph.Unchanged), n(graph.Replaced), n(graph.Copied), s.Refused)
	if s.Foreign > 0 {
		line += fmt.Sprintf(", %d not in English", s.Foreign)
	}
	if s.Warnings > 0 {
		line += ", " + count(s.Warnings, "warning")
	}
	a.note("%s (%s)", line, took.Round(10*time.Millisecond))
	var brought []string
	for _, l := range []graph.Label{graph.EventLabel, graph.PolicyLabel, graph.StatementLabel, graph.ActorLabel} {
		word := map[graph.Label]string{graph.EventLabel: "event", graph.PolicyLabel: "policy", graph.StatementLabel: "statement", graph.ActorLabel: "mention"}[l]
		if c := s.Brought[l]; c > 0 {
			brought = append(brought, count(c, word))
		}
	}
	if len(brought) > 0 {
		a.note("they brought %s", strings.Join(brought, ", "))
	}
}

// count gives a number with its noun.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	plural := noun + "s"
	if stem, ok := strings.CutSuffix(noun, "y"); ok {
		plural = stem + "ies"
	}
	return fmt.Sprintf("%d %s", n, plural)
}

func (a *app) retractCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "retract ARTICLE...",
		Short: "Take articles out of the graph, with all that only they supported",
		Long: `retract takes articles, named by id, by the id of their record, or by URL, out
of the graph: what no other article says goes too, and nothing else.`,
		Example: "  entente retract https://news.example.org/2025/a-story\n  entente retract article:9e964da0410246da21eb",
		Args:    args(cobra.MinimumNArgs(1)),
		RunE:    func(cmd *cobra.Command, articles []string) error { return a.retract(cmd.Context(), articles) },
	}
}

func (a *app) retract(ctx context.Context, articles []string) (err error) {
	s, err := a.openToWrite(ctx)
	if err != nil {
		return err
	}
	defer closeStore(ctx, s, &err)
	refused := false
	for _, what := range articles {
		ids, err := s.Find(ctx, what)
		switch {
		case err != nil:
			return err
		case len(ids) == 0:
			refused = true
			a.note("refused: %s: no article has this id, record id or URL", what)
			continue
		case len(ids) > 1:
			refused = true
			a.note("refused: %s: %d articles are meant by it; name one by id: %s", what, len(ids), strings.Join(ids, " "))
			continue
		}
		if _, err := s.Retract(ctx, ids...); err != nil {
			return err
		}
		if err := a.say("%s retracted\n", ids[0]); err != nil {
			return err
		}
	}
	if refused {
		return errRefused
	}
	return nil
}
