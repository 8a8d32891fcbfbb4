package main

import (
	"context"
	"fmt"
	"os/user"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/entente/entente/graph"
	"github.com/entente/entente/graph/store"
)

func (a *app) resolveCommand() *cobra.Command {
	list := addFormatFlag(&cobra.Command{
		Use:     "list",
		Short:   "List what has been brought together, by rules or by people, and why; and what people have taken apart",
		Example: "  entente resolve list\n  entente resolve list --format csv > merges.csv",
		Args:    args(cobra.NoArgs),
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.resolveList(cmd) },
	})
	show := addFormatFlag(&cobra.Command{
		Use:     "show ID",
		Short:   "Show what one actor or event is made of, and why",
		Example: "  entente resolve show person:claudia-sheinbaum",
		Args:    args(cobra.ExactArgs(1)),
		RunE:    func(cmd *cobra.Command, ids []string) error { return a.resolveShow(cmd, ids[0]) },
	})
	merge := withWhy(&cobra.Command{
		Use:     "merge A B --why TEXT",
		Short:   "Decide that two actors, or two events, are one; A gives its id",
		Example: "  entente resolve merge org:drug-enforcement-administration org:dea --why 'its acronym'",
		Args:    args(cobra.ExactArgs(2)),
		RunE:    func(cmd *cobra.Command, ids []string) error { return a.merge(cmd, ids[0], ids[1]) },
	})
	split := withWhy(&cobra.Command{
		Use:   "split ID --why TEXT",
		Short: "Decide that what was brought together under ID stays apart",
		Long: `split takes apart what rules or people have brought together. With the id of a
node, all that is under it stays apart; with an id that 'resolve show' lists
there, only that. The rules bring it together no more.`,
		Example: "  entente resolve split person:george-bush --why 'father and son'",
		Args:    args(cobra.ExactArgs(1)),
		RunE:    func(cmd *cobra.Command, ids []string) error { return a.split(cmd, ids[0]) },
	})
	return group(&cobra.Command{
		Use:   "resolve",
		Short: "Who is who and what is one event: what was brought together, why, and your word on it",
		Long: `entente brings together what several articles say of one actor or one event.
Every such decision can be seen, with its reasons, and undone. Your word goes
before the rules, and survives reloading.`,
	}, list, show, merge, split, a.undoCommand("resolve", graph.SameDecision, graph.ApartDecision))
}

func withWhy(cmd *cobra.Command) *cobra.Command {
	cmd.Flags().String("why", "", "the reason; it is kept and shown")
	_ = cmd.MarkFlagRequired("why")
	return cmd
}

func (a *app) undoCommand(of string, kinds ...graph.DecisionKind) *cobra.Command {
	return &cobra.Command{
		Use:     "undo DECISION",
		Short:   "Take a decision back",
		Example: fmt.Sprintf("  entente %s list\n  entente %s undo decision:5a81c4f2d9e03b7716aa", of, of),
		Args:    args(cobra.ExactArgs(1)),
		RunE:    func(cmd *cobra.Command, ids []string) error { return a.undo(cmd.Context(), ids[0], kinds) },
	}
}

// deciding opens the store for somebody's word.
func (a *app) deciding(ctx context.Context, work func(s *store.Store) error) (err error) {
	s, err := a.openToWrite(ctx)
	if err != nil {
		return err
	}
	defer closeStore(ctx, s, &err)
	return work(s)
}

func (a *app) undo(ctx context.Context, id string, kinds []graph.DecisionKind) error {
	return a.deciding(ctx, func(s *store.Store) error {
		list, err := s.Decisions(ctx)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(list, func(d graph.Decision) bool { return d.ID == id && slices.Contains(kinds, d.Kind) })
		if i < 0 {
			return fmt.Errorf("%s is no such decision ('list' gives them)", id)
		}
		if err := s.Decide(ctx, nil, id); err != nil {
			return err
		}
		err = a.say("undone: %s %s\n", list[i].Kind, strings.Join(list[i].Subjects, " "))
		return err
	})
}

func (a *app) resolveList(cmd *cobra.Command) (err error) {
	s, err := a.open(cmd.Context())
	if err != nil {
		return err
	}
	defer closeStore(cmd.Context(), s, &err)
	rows, err := a.rows(cmd, []string{"what", "is", "name", "why", "decision"})
	if err != nil {
		return err
	}
	merges, err := s.Merges(cmd.Context())
	if err != nil {
		return err
	}
	for _, m := range merges {
		if err := rows.Row([]any{m.Was, m.ID, m.Name, m.Why, nil}); err != nil {
			return err
		}
	}
	decisions, err := s.Decisions(cmd.Context())
	if err != nil {
		return err
	}
	for _, d := range decisions {
		if d.Kind != graph.SameDecision && d.Kind != graph.ApartDecision {
			continue
		}
		is := "apart"
		if d.Kind == graph.SameDecision {
			is = d.Subjects[0]
		}
		if err := rows.Row([]any{strings.Join(d.Subjects, " "), is, nil, d.Why, d.ID}); err != nil {
			return err
		}
	}
	return rows.Close()
}

func (a *app) resolveShow(cmd *cobra.Command, id string) (err error) {
	s, err := a.open(cmd.Context())
	if err != nil {
		return err
	}
	defer closeStore(cmd.Context(), s, &err)
	subject, err := s.Subject(cmd.Context(), id)
	if err != nil {
		return err
	}
	rows, err := a.rows(cmd, []string{"is", "name", "what", "articles", "why"})
	if err != nil {
		return err
	}
	for _, p := range subject.Parts {
		if err := rows.Row([]any{subject.ID, subject.Name, p.Subject, p.Articles, p.Why}); err != nil {
			return err
		}
	}
	return rows.Close()
}

// decision gives a decision as it is made now.
func decision(d graph.Decision) (graph.Decision, error) {
	d.At = time.Now().UTC().Truncate(time.Second)
	if u, err := user.Current(); err == nil {
		d.By = u.Username
	}
	d.ID = graph.DecisionID(d)
	return d, d.Validate()
}

func (a *app) merge(cmd *cobra.Command, first, second string) error {
	ctx, why := cmd.Context(), cmd.Flag("why").Value.String()
	return a.deciding(ctx, func(s *store.Store) error {
		x, err := s.Subject(ctx, first)
		if err != nil {
			return err
		}
		y, err := s.Subject(ctx, second)
		if err != nil {
			return err
		}
		if x.ID == y.ID {
			return fmt.Errorf("%s and %s are one already: %s", first, second, x.ID)
		}
		d, err := decision(graph.Decision{Kind: graph.SameDecision, Subjects: []string{x.First(first).Subject, y.First(second).Subject}, Why: why})
		if err != nil {
			return err
		}
		if err := s.Decide(ctx, []graph.Decision{d}); err != nil {
			return err
		}
		if x, err = s.Subject(ctx, first); err != nil {
			return err
		}
		err = a.say("%s (%s) is %s too\n%s\n", x.ID, x.Name, second, d.ID)
		return err
	})
}

func (a *app) split(cmd *cobra.Command, id string) error {
	ctx, why := cmd.Context(), cmd.Flag("why").Value.String()
	return a.deciding(ctx, func(s *store.Store) error {
		x, err := s.Subject(ctx, id)
		if err != nil {
			return err
		}
		if len(x.Parts) < 2 {
			return fmt.Errorf("nothing has been brought together under %s", x.ID)
		}
		var subjects []string
		for _, p := range x.Asked(id) {
			subjects = append(subjects, p.Subject)
		}
		d, err := decision(graph.Decision{Kind: graph.ApartDecision, Subjects: subjects, Why: why})
		if err != nil {
			return err
		}
		decisions, err := s.Decisions(ctx)
		if err != nil {
			return err
		}
		var undo []string
		for _, o := range decisions {
			if o.Kind == graph.SameDecision && slices.ContainsFunc(o.Subjects, func(s string) bool { return slices.Contains(subjects, s) }) {
				undo = append(undo, o.ID)
			}
		}
		if err := s.Decide(ctx, []graph.Decision{d}, undo...); err != nil {
			return err
		}
		err = a.say("apart: %s\n%s\n", strings.Join(subjects, " "), d.ID)
		return err
	})
}
