package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/entente/entente/graph"
	"github.com/entente/entente/graph/store"
)

func (a *app) schemaCommand() *cobra.Command {
	return group(&cobra.Command{Use: "schema", Short: "The graph's labels, types and properties; constraints and indexes in the database"},
		addFormatFlag(&cobra.Command{
			Use:     "show",
			Short:   "Show every label, relationship type and property",
			Example: "  entente schema show\n  entente schema show --format markdown",
			Args:    args(cobra.NoArgs),
			RunE:    func(cmd *cobra.Command, _ []string) error { return a.showSchema(cmd) },
		}),
		&cobra.Command{
			Use:   "apply",
			Short: "Make the constraints and indexes that are missing",
			Args:  args(cobra.NoArgs),
			RunE:  func(cmd *cobra.Command, _ []string) error { return a.applySchema(cmd) },
		},
		addFormatFlag(&cobra.Command{
			Use:   "status",
			Short: "Show what the database has of the schema; exit code 1 where something is missing",
			Args:  args(cobra.NoArgs),
			RunE:  func(cmd *cobra.Command, _ []string) error { return a.schemaStatus(cmd) },
		}))
}

func (a *app) showSchema(cmd *cobra.Command) error {
	rows, err := a.rows(cmd, []string{"of", "property", "type", "meaning"})
	if err != nil {
		return err
	}
	write := func(of, doc string, properties []graph.Property) error {
		if err := rows.Row([]any{of, "", "", doc}); err != nil {
			return err
		}
		for _, p := range properties {
			if err := rows.Row([]any{of, p.Name, string(p.Type), p.Doc}); err != nil {
				return err
			}
		}
		return nil
	}
	for _, n := range graph.NodeSchemas() {
		if err := write(":"+string(n.Label), n.Doc, n.Properties); err != nil {
			return err
		}
	}
	for _, r := range graph.RelSchemas() {
		var ends []string
		for _, e := range r.Endpoints {
			ends = append(ends, fmt.Sprintf("(:%s)-[:%s]->(:%s)", e.From, r.Type, e.To))
		}
		if err := write("[:"+string(r.Type)+"]", r.Doc+" "+strings.Join(ends, " "), r.Properties); err != nil {
			return err
		}
	}
	return rows.Close()
}

func (a *app) applySchema(cmd *cobra.Command) (err error) {
	s, err := a.openToWrite(cmd.Context())
	if err != nil {
		return err
	}
	defer closeStore(cmd.Context(), s, &err)
	_, err = fmt.Fprintf(a.out, "the schema is in place, version %d\n", store.SchemaVersion)
	return err
}

func (a *app) schemaStatus(cmd *cobra.Command) (err error) {
	s, err := a.open(cmd.Context())
	if err != nil {
		return err
	}
	defer closeStore(cmd.Context(), s, &err)
	status, err := s.SchemaStatus(cmd.Context())
	if err != nil {
		return err
	}
	rows, err := a.rows(cmd, []string{"name", "present"})
	if err != nil {
		return err
	}
	for _, i := range status.Items {
		if err := rows.Row([]any{i.Name, i.Present}); err != nil {
			return err
		}
	}
	if err := rows.Close(); err != nil {
		return err
	}
	if !status.Complete() {
		a.note("schema version %d in the database, %d in this program: %s", status.Version, store.SchemaVersion, status.Cure())
		return errRefused
	}
	return nil
}
