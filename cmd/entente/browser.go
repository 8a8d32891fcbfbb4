package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/entente/entente/browser"
	"github.com/entente/entente/localdb"
	"github.com/entente/entente/queries"
)

func (a *app) browserCommand() *cobra.Command {
	return group(&cobra.Command{Use: "browser", Short: "What Neo4j Browser needs to show the graph well"}, a.browserExportCommand())
}

func (a *app) browserExportCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "export DIR [-p name=value]...",
		Short: "Write style, guide and questions for a Neo4j Browser of your own",
		Long: `export writes into a directory what the local Neo4j Browser opens with, for one
that looks at another Neo4j:

  style.grass       drag it onto Neo4j Browser
  guide.html        for ':guide URL', from a web server whose host is in the
                    server's browser.remote_content_hostname_whitelist
  favourites.zip    all questions as favourites: drag it onto Neo4j Browser
  saved-queries.csv the same for the newer Browser of Aura and Desktop 2
  queries/          the questions with ':param' lines, for cypher-shell

The questions ask for what their examples name, or for what -p names: -p actor=
Iran gives it to every question that has an actor.`,
		Example: "  entente browser export desk -p actor=Iran -p other=Israel",
		Args:    args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, dirs []string) error {
			list, err := cmd.Flags().GetStringArray("param")
			if err != nil {
				return err
			}
			return a.exportBrowser(dirs[0], list)
		},
	}
	addParamFlag(cmd)
	return cmd
}

func (a *app) exportBrowser(dir string, list []string) error {
	catalogue, err := queries.All()
	if err != nil {
		return err
	}
	values, err := browser.Values(catalogue, list)
	if err != nil {
		return usageError{err}
	}
	guide, err := browser.NewGuide(catalogue)
	if err != nil {
		return err
	}
	var favourites, saved bytes.Buffer
	if err := browser.WriteFavourites(&favourites, catalogue, values); err != nil {
		return err
	}
	if err := browser.WriteSavedQueries(&saved, catalogue, values); err != nil {
		return err
	}
	files := map[string][]byte{
		"style.grass": []byte(browser.Style()), "guide.html": guide.HTML,
		"favourites.zip": favourites.Bytes(), "saved-queries.csv": saved.Bytes(),
	}
	for _, q := range catalogue {
		files[filepath.Join("queries", q.Name+".cypher")] = []byte(q.Source)
	}
	if err := os.MkdirAll(filepath.Join(dir, "queries"), 0o777); err != nil {
		return fmt.Errorf("browser export: %w", err)
	}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o666); err != nil {
			return fmt.Errorf("browser export: %w", err)
		}
	}
	a.note("style, guide and %d questions are in %s", len(catalogue), dir)
	return nil
}

// desk is what the local Neo4j Browser opens with.
func desk() (localdb.Desk, error) {
	catalogue, err := queries.All()
	if err != nil {
		return localdb.Desk{}, err
	}
	guide, err := browser.NewGuide(catalogue)
	if err != nil {
		return localdb.Desk{}, err
	}
	style, err := browser.StyleCommand()
	// Browser shows a whole style as an answer; the guide speaks for itself.
	return localdb.Desk{Commands: []string{style, "clear"}, Guide: guide.HTML}, err
}
