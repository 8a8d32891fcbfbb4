package main

import (
	"bytes"
	"context"
	"embed"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/entente/entente/graph"
	"github.com/entente/entente/graph/store"
	"github.com/entente/entente/loaders/news"
	"github.com/entente/entente/localdb"
	"github.com/entente/entente/queries"
	"github.com/entente/entente/render"
)

// sample is an invented article for trying things out.
//
//go:embed sample/river-gangs.txt
var sample embed.FS

const sampleName = "river-gangs.txt"

// demoQuestions are the canned questions that the demo asks, with parameters
// that fit the sample.
var demoQuestions = []struct {
	name   string
	params []string
}{
	{"country-timeline", []string{"country=PER"}},
	{"policies", nil},
	{"voices", nil},
	{"planned", nil},
	{"offices", []string{"actor=Brazil"}},
}

func (a *app) demoCommand() *cobra.Command {
	var r readingFlags
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Start the local Neo4j, load a sample article, show what it says",
		Long: `demo finds or starts a Neo4j, loads an invented article, shows what was found in
it and the answers to a few canned questions, and says where to look next. Run
again, it loads nothing twice.`,
		Example: "  entente demo",
		Args:    args(cobra.NoArgs),
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.demo(cmd, r) },
	}
	addFlags(cmd.Flags(), "text", "workers", "timeout", "limit")
	return cmd
}

func (a *app) demo(cmd *cobra.Command, r readingFlags) (err error) {
	ctx := cmd.Context()
	var info localdb.Info
	if a.config.URI == "" {
		if info, err = a.up(ctx, localdb.Options{}); err != nil {
			return err
		}
	}
	s, err := a.openToWrite(ctx)
	if err != nil {
		return err
	}
	defer closeStore(ctx, s, &err)
	if err := a.loadSample(ctx, r, s); err != nil {
		return err
	}
	for _, q := range demoQuestions {
		if err := a.demoAnswer(ctx, s, q.name, q.params); err != nil {
			return err
		}
	}
	return a.whatNext(s, info)
}

// loadSample loads the sample and shows what was found in it. Its content makes
// it the same article every time.
func (a *app) loadSample(ctx context.Context, r readingFlags, s *store.Store) error {
	text, err := sample.ReadFile("sample/" + sampleName)
	if err != nil {
		return err
	}
	in, done := a.input(r, nil)
	defer done()
	in.Stdin = bytes.NewReader(text)
	loader, err := a.loader(r, in)
	if err != nil {
		return err
	}
	var f graph.Fragment
	err = loader.Each(ctx, []string{"-"}, func(r news.Result) error {
		f = r.Fragment
		return nil
	}, a.problems(&meter{}).report)
	if err != nil {
		return err
	}
	outcomes, err := s.Load(ctx, f)
	if err != nil {
		return err
	}
	width, _ := terminal(a.out)
	if err := render.Article(a.out, f, width); err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.out, "\nThis invented article, %s, is %s.\n", f.Article.ID, map[graph.Outcome]string{
		graph.Loaded: "loaded now", graph.Replaced: "loaded in place of an earlier reading", graph.Unchanged: "in the graph already: nothing changed",
		graph.Copied: "in the graph already, under another identity",
	}[outcomes[0]])
	return err
}

func (a *app) demoAnswer(ctx context.Context, s *store.Store, name string, list []string) error {
	q, err := findQuery(name)
	if err != nil {
		return err
	}
	params, err := q.Parse(list)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.out, "\n%s\n$ entente query run %s", q.Question, name)
	for _, p := range list {
		fmt.Fprintf(a.out, " -p %s", p)
	}
	fmt.Fprintln(a.out)
	width, _ := terminal(a.out)
	rows, err := render.NewRows(a.out, render.Table, columnNames(q), width)
	if err != nil {
		return err
	}
	err = queries.Run(ctx, s.Reader(store.Limits{Timeout: a.config.Timeout, Rows: a.config.Limit}), q, params,
		func(_ []string, row []any) error { return rows.Row(row) })
	if err != nil {
		return err
	}
	return rows.Close()
}

func (a *app) whatNext(s *store.Store, info localdb.Info) error {
	fmt.Fprintf(a.out, "\nThe graph is in Neo4j at %s.\n", s.URI())
	if info.Running {
		fmt.Fprintf(a.out, `Look at it in Neo4j Browser: %s
  user %s, the password is in %s
`, info.BrowserURL, info.Username, info.PasswordFile)
	}
	_, err := fmt.Fprint(a.out, `
Next:
  entente query list                      all canned questions
  entente query open actor-picture -p actor=Peru
                                          a picture, in Neo4j Browser
  entente report actor Peru -o peru.html  a page with all of it, to send to a colleague
  entente load FILE...                    articles of your own
  entente extract FILE                    what an article says, without a database
  entente down                            stop the local Neo4j
`)
	return err
}
