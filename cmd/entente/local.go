package main

import (
	"context"
	"fmt"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"

	"github.com/entente/entente/graph"
	"github.com/entente/entente/localdb"
	"github.com/entente/entente/printable"
)

func (a *app) upCommand() *cobra.Command {
	var o localdb.Options
	var provider string
	cmd := &cobra.Command{
		Use:   "up",
		Short: "Start the private local Neo4j",
		Long: `up starts a Neo4j for this user alone: on loopback, with a generated password.
It takes an installed Neo4j (NEO4J_HOME, or neo4j on the PATH), else Java 17 and
Maven, else Docker. It goes on running until 'entente down'.`,
		Example: "  entente up\n  entente up --bolt-port 7688 --http-port 7475",
		Args:    args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			o.Provider = localdb.Provider(provider)
			info, err := a.up(cmd.Context(), o)
			if err != nil {
				return err
			}
			return a.showLocal(info)
		},
	}
	cmd.Flags().IntVar(&o.BoltPort, "bolt-port", 0, "port for Bolt; default the last one, 7687, or a free one")
	cmd.Flags().IntVar(&o.HTTPPort, "http-port", 0, "port for Neo4j Browser; default the last one, 7474, or a free one")
	cmd.Flags().StringVar(&o.Heap, "heap", "", "Java heap, 1g at least")
	cmd.Flags().StringVar(&provider, "provider", "", fmt.Sprintf("one of %v; default the first that works", localdb.Providers()))
	return cmd
}

// up starts the local Neo4j, saying what it does.
func (a *app) up(ctx context.Context, o localdb.Options) (localdb.Info, error) {
	db, err := a.local()
	if err != nil {
		return localdb.Info{}, err
	}
	if o.Desk, err = desk(); err != nil {
		return localdb.Info{}, err
	}
	show, done := a.localProgress()
	defer done()
	o.Progress = show
	return db.Up(ctx, o)
}

// localProgress shows the steps of starting: a bar for a download on a
// terminal, else a line each.
func (a *app) localProgress() (show func(localdb.Progress), done func()) {
	var bar *progressbar.ProgressBar
	_, isTerminal := terminal(a.err)
	last := ""
	done = func() {
		if bar != nil {
			_ = bar.Finish()
		}
	}
	show = func(p localdb.Progress) {
		if p.Message != last {
			done()
			bar, last = nil, p.Message
			if p.Total == 0 || !isTerminal {
				a.note("%s", p.Message)
			}
		}
		if p.Total == 0 || !isTerminal {
			return
		}
		if bar == nil {
			bar = progressbar.NewOptions64(p.Total, progressbar.OptionSetWriter(a.err), progressbar.OptionSetDescription(p.Message),
				progressbar.OptionShowBytes(true), progressbar.OptionSetPredictTime(true), progressbar.OptionClearOnFinish())
		}
		_ = bar.Set64(min(p.Done, p.Total))
	}
	return show, done
}

func (a *app) downCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "down",
		Short: "Stop the private local Neo4j; its data stays",
		Args:  args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			db, err := a.local()
			if err != nil {
				return err
			}
			if err := db.Down(cmd.Context()); err != nil {
				return err
			}
			a.note("the local Neo4j is stopped; its data stays in %s", db.Home())
			return nil
		},
	}
}

func (a *app) statusCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "status",
		Short: "Show where the database is and what it holds",
		Args:  args(cobra.NoArgs),
		RunE:  func(cmd *cobra.Command, _ []string) error { return a.status(cmd.Context()) },
	}
}

func (a *app) status(ctx context.Context) (err error) {
	db, err := a.local()
	if err != nil {
		return err
	}
	info, err := db.Status(ctx)
	if err != nil {
		return err
	}
	if a.config.URI == "" && !info.Running {
		_, err = fmt.Fprintf(a.out, "the local Neo4j is not running; 'entente up' starts it (files in %s)\n", db.Home())
		return err
	}
	if info.Running && (a.config.URI == "" || a.config.URI == info.BoltURI) {
		if err := a.showLocal(info); err != nil {
			return err
		}
	}
	s, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer closeStore(ctx, s, &err)
	v, err := s.Version(ctx)
	if err != nil {
		return err
	}
	nodes, rels, err := s.Counts(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.out, "Neo4j %s at %s\n", printable.Line(v), printable.Line(s.URI()))
	for _, l := range graph.NodeLabels() {
		fmt.Fprintf(a.out, "%8d %s\n", nodes[l], l)
	}
	_, err = fmt.Fprintf(a.out, "%8d reports, %d mentions\n", rels[graph.ReportedIn], rels[graph.Mentions])
	return err
}

func (a *app) showLocal(info localdb.Info) error {
	_, err := fmt.Fprintf(a.out, `Neo4j %s is running (%s)
  Browser   %s
  Bolt      %s
  user      %s
  password  in %s
  data      %s
`, info.Version, info.Provider, info.BrowserURL, info.BoltURI, info.Username, info.PasswordFile, info.DataDir)
	return err
}
