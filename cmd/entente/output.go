package main

import (
	"slices"

	"github.com/spf13/cobra"

	"github.com/entente/entente/render"
)

// addFormatFlag adds --format for commands that write rows.
func addFormatFlag(cmd *cobra.Command) *cobra.Command {
	cmd.Flags().StringP("format", "f", "", "table, json, jsonl, csv or markdown; default table on a terminal, else json")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions([]string{"table", "json", "jsonl", "csv", "markdown"}, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

// rows gives the writer of rows that --format asks for.
func (a *app) rows(cmd *cobra.Command, columns []string) (render.Rows, error) {
	f, err := a.rowFormat(cmd)
	if err != nil {
		return nil, err
	}
	width, _ := terminal(a.out)
	return render.NewRows(a.out, f, columns, width)
}

func (a *app) rowFormat(cmd *cobra.Command) (render.Format, error) {
	named := ""
	if flag := cmd.Flags().Lookup("format"); flag != nil {
		named = flag.Value.String()
	}
	f := render.Format(named)
	if named == "" {
		f = render.JSON
		if _, ok := terminal(a.out); ok {
			f = render.Table
		}
	}
	if !slices.Contains(render.Formats(), f) {
		return "", usagef("--format %q is not one of %v", named, render.Formats())
	}
	return f, nil
}
