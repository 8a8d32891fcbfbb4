package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/entente/entente/export"
	"github.com/entente/entente/graph"
	"github.com/entente/entente/loaders"
)

func (a *app) exportCommand() *cobra.Command {
	var r readingFlags
	var format, dir, database string
	cmd := &cobra.Command{
		Use:   "export --format neo4j-admin --to DIR SOURCE...",
		Short: "Write the graph of sources as files for Neo4j's bulk importer",
		Long: `export reads articles and event data sets as 'load' does and writes the files from
which 'neo4j-admin database import' makes a database, and prints its command: the
way for the first hundred million events. The database must be empty; run
'entente schema apply' on it afterwards.`,
		Example: "  entente export --format neo4j-admin --to bulk gdelt/*.export.CSV.zip",
		Args:    args(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, sources []string) error {
			if format != "neo4j-admin" {
				return usagef("--format %q is not neo4j-admin", format)
			}
			if dir == "" {
				return usagef("--to names the directory for the files: one that is empty or not there")
			}
			return a.export(cmd, r, dir, database, sources)
		},
	}
	r.add(cmd)
	cmd.Flags().StringVarP(&format, "format", "f", "neo4j-admin", "neo4j-admin")
	cmd.Flags().StringVar(&dir, "to", "", "directory for the files")
	cmd.Flags().StringVar(&database, "into", "neo4j", "name of the database in the printed command")
	return cmd
}

func (a *app) export(cmd *cobra.Command, r readingFlags, dir, database string, sources []string) (err error) {
	ctx := cmd.Context()
	work, err := a.readers(cmd, r, sources)
	if err != nil {
		return err
	}
	defer work.done()
	admin, err := export.NewAdmin(dir, time.Now())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, admin.Close()) }()
	refused, err := a.runReaders(ctx, work, adminSink{admin})
	if err != nil {
		return err
	}
	command, err := admin.Finish(database)
	if err != nil {
		return err
	}
	counts := admin.Counts()
	var names []string
	for name := range counts {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		a.note("%10d %s", counts[name], name)
	}
	if _, err := fmt.Fprintf(a.out, "neo4j-admin %s\n", strings.Join(command, " ")); err != nil {
		return err
	}
	if refused {
		return errRefused
	}
	return nil
}

// An adminSink takes Fragments into files.
type adminSink struct{ admin *export.Admin }

func (s adminSink) Load(ctx context.Context, fragments ...graph.Fragment) ([]graph.Outcome, error) {
	outcomes := make([]graph.Outcome, len(fragments))
	for i, f := range fragments {
		if err := ctx.Err(); err != nil {
			return nil, context.Cause(ctx)
		}
		if err := s.admin.Add(f); err != nil {
			return nil, err
		}
		outcomes[i] = graph.Loaded
	}
	return outcomes, nil
}

var _ loaders.Sink = adminSink{}
