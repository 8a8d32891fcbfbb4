package main

import (
	"context"
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
loaded; the exit code is then 1.`,
		Example: `  entente load article.txt
  entente load --text full articles/ 'more/**/*.html.gz'
  entente load https://news.example.org/feed.xml
  curl -s https://news.example.org/today.jsonl | entente load -`,
		Args: args(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, sources []string) error { return a.load(cmd, r, sources) },
	}
	r.add(cmd)
	return cmd
}

func (a *app) load(cmd *cobra.Command, r readingFlags, sources []string) (err error) {
	ctx := cmd.Context()
	articles, tables := sources, []string(nil)
	if r.as == "" {
		if articles, tables, err = a.tables(ctx, sources); err != nil {
			return err
		}
	} else if _, err := datasets.Parse(r.as); err == nil {
		articles, tables = nil, sources
	}
	m, err := a.newMeter(cmd, sources)
	if err != nil {
		return err
	}
	in, done := a.input(r, m.read)
	defer done()
	var articleLoader, tableLoader loaders.Loader
	if len(articles) > 0 {
		if articleLoader, err = a.loader(r, in); err != nil {
			return err
		}
	}
	if len(tables) > 0 {
		if tableLoader, err = a.tableLoader(r, in); err != nil {
			return err
		}
	}
	s, err := a.openToWrite(ctx)
	if err != nil {
		return err
	}
	defer closeStore(ctx, s, &err)
	var all loaders.Summary
	run := func(l loaders.Loader, sources []string, batch int, noun string) error {
		start := time.Now()
		sum, err := a.runLoader(ctx, l, sources, s, m, batch)
		all.Add(sum)
		a.summarize(sum, noun, time.Since(start))
		return err
	}
	if articleLoader != nil {
		if err := run(articleLoader, articles, articleBatch, "article"); err != nil {
			return err
		}
	}
	if tableLoader != nil {
		if err := run(tableLoader, tables, rowBatch, "row"); err != nil {
			return err
		}
	}
	if all.Refused > 0 {
		return errRefused
	}
	return nil
}

// The most Fragments in one transaction: of articles, which have dozens of
// facts each, and of rows, which have one.
const (
	articleBatch = 32
	rowBatch     = 4000
)

func (a *app) runLoader(ctx context.Context, l loaders.Loader, sources []string, s *store.Store, m *meter, batch int) (loaders.Summary, error) {
	bad := a.problems(m)
	defer bad.close()
	defer m.finish()
	return loaders.Run(ctx, l, sources, s, loaders.Options{
		Batch:    batch,
		Report:   bad.report,
		Progress: func(sum loaders.Summary) { m.loaded(sum.Total()) },
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
		fmt.Fprintf(a.out, "%s retracted\n", ids[0])
	}
	if refused {
		return errRefused
	}
	return nil
}
