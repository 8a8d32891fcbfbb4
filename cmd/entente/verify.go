package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/entente/entente/graph"
	"github.com/entente/entente/graph/store"
	"github.com/entente/entente/loaders"
	"github.com/entente/entente/loaders/news"
	"github.com/entente/entente/printable"
)

func (a *app) verifyCommand() *cobra.Command {
	var r readingFlags
	var sources []string
	cmd := &cobra.Command{
		Use:   "verify",
		Short: "Re-check every fact's evidence and every invariant of the graph; exit code 1 on a violation",
		Long: `verify reads the whole graph and checks that every fact and actor is what its
reports and mentions make of it, that nothing is there without evidence, and
that quotes stand at their offsets where the text is kept. With --source it
looks them up in the original files as well. It changes nothing.`,
		Example: "  entente verify\n  entente verify --source articles/",
		Args:    args(cobra.NoArgs),
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.verify(cmd.Context(), r, sources) },
	}
	cmd.Flags().StringArrayVar(&sources, "source", nil, "look quotes up in these files, directories or addresses; several times for several")
	cmd.Flags().StringVar(&r.as, "as", "", "format of the sources, where guessing is wrong")
	addFlags(cmd.Flags(), "workers")
	return cmd
}

func (a *app) verify(ctx context.Context, r readingFlags, sources []string) (err error) {
	s, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer closeStore(ctx, s, &err)
	violations, unread := 0, 0
	found := func(v store.Violation) {
		violations++
		fmt.Fprintf(a.out, "%s: %s\n", printable.Line(v.ID), printable.Line(v.Reason))
	}
	checked, err := s.Verify(ctx, found)
	if err != nil {
		return err
	}
	if len(sources) > 0 {
		if unread, err = a.verifySources(ctx, r, sources, s, found); err != nil {
			return err
		}
	}
	a.note("%s checked, %s", count(checked, "node"), count(violations, "violation"))
	if violations+unread > 0 {
		return errRefused
	}
	return nil
}

// verifySources looks up the quotes of articles in their originals. It gives the
// number of originals that could not be read.
func (a *app) verifySources(ctx context.Context, r readingFlags, sources []string, s *store.Store, found func(store.Violation)) (unread int, err error) {
	in, done := a.input(r, nil)
	defer done()
	loader, err := a.loader(r, in)
	if err != nil {
		return 0, err
	}
	looked, strange := 0, 0
	err = loader.Each(ctx, sources, func(res news.Result) error {
		if res.Article == nil {
			return nil
		}
		stored, err := s.Fragments(ctx, res.Fragment.Article.ID)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(stored, func(f graph.Fragment) bool { return f.Dataset == graph.News })
		if i < 0 {
			strange++
			return nil
		}
		looked++
		verifyQuotes(stored[i], []rune(res.Article.Title), []rune(res.Article.Text), found)
		return nil
	}, func(p loaders.Problem) {
		if !p.Warning {
			unread++
		}
		a.note("%s", p.Error())
	})
	a.note("%s looked up in the sources; %d in the sources are not in the graph", count(looked, "article"), strange)
	return unread, err
}

func verifyQuotes(f graph.Fragment, title, text []rune, found func(store.Violation)) {
	for _, r := range f.Reports {
		where := text
		if r.InTitle {
			where = title
		}
		switch {
		case r.End > len(where):
			found(store.Violation{ID: r.Key, Reason: fmt.Sprintf("its quote ends at %d, past the end of the original of %s", r.End, f.Article.ID)})
		case r.Quote != "" && string(where[r.Start:r.End]) != r.Quote:
			found(store.Violation{ID: r.Key, Reason: fmt.Sprintf("its quote is not what the original of %s has from %d to %d", f.Article.ID, r.Start, r.End)})
		}
	}
}
