package main

import (
	"bytes"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/entente/entente/graph/store"
	"github.com/entente/entente/queries"
	"github.com/entente/entente/report"
)

func (a *app) reportCommand() *cobra.Command {
	return group(&cobra.Command{
		Use:   "report",
		Short: "Write a page about an actor, two sides or a policy, to send to a colleague",
		Long: `report writes one HTML page with timeline, conflict and cooperation, relationships,
statements and policies, each fact with its sentence and source. The page has no
scripts and loads nothing from any network.`,
	},
		a.reportKind(report.Actor, "actor ACTOR", "An actor: all it did, issued, suffered, said, and what is said of it", "  entente report actor Peru -o peru.html", 1),
		a.reportKind(report.Dyad, "dyad ACTOR ACTOR", "Two sides: what they do to each other and say of each other", "  entente report dyad Peru Brazil > peru-brazil.html", 2),
		a.reportKind(report.Policy, "policy WORDS", "A policy, by its id or by words of its name, and what happened around it", "  entente report policy 'river patrols' -o patrols.html", 1),
	)
}

func (a *app) reportKind(kind report.Kind, use, short, example string, arguments int) *cobra.Command {
	var out string
	cmd := &cobra.Command{
		Use: use, Short: short, Example: example,
		Args: args(cobra.ExactArgs(arguments)),
		RunE: func(cmd *cobra.Command, names []string) error {
			if _, isTerminal := terminal(a.out); isTerminal && out == "" {
				return usagef("%s: the page goes to a file: -o FILE, or > FILE", cmd.CommandPath())
			}
			return a.writeReport(cmd, report.Subject{Kind: kind, Names: names}, out)
		},
	}
	cmd.Flags().StringVarP(&out, "output", "o", "", "file to write; default standard output")
	addFlags(cmd.Flags(), "timeout")
	return cmd
}

func (a *app) writeReport(cmd *cobra.Command, subject report.Subject, out string) (err error) {
	ctx := cmd.Context()
	catalogue, err := queries.All()
	if err != nil {
		return err
	}
	s, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer closeStore(ctx, s, &err)
	rep, err := report.New(ctx, s.Reader(store.Limits{Timeout: a.config.Timeout}), catalogue, subject)
	if err != nil {
		return err
	}
	var page bytes.Buffer
	if err := rep.Write(&page, report.Making{Program: "entente " + version(), On: time.Now()}); err != nil {
		return err
	}
	if out == "" {
		_, err = page.WriteTo(a.out)
		return err
	}
	if err := os.WriteFile(out, page.Bytes(), 0o666); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	a.note("%s: %d events, %d policies, %d statements", out, len(rep.Events), len(rep.Policies), len(rep.Statements))
	return nil
}
