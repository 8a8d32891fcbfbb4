package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os/exec"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"github.com/entente/entente/browser"
	"github.com/entente/entente/graph/store"
	"github.com/entente/entente/queries"
	"github.com/entente/entente/render"
)

func (a *app) queryCommand() *cobra.Command {
	return group(&cobra.Command{Use: "query", Short: "The canned questions"},
		a.queryListCommand(), a.queryShowCommand(), a.queryRunCommand(), a.queryOpenCommand())
}

func (a *app) queryListCommand() *cobra.Command {
	return addFormatFlag(&cobra.Command{
		Use:   "list",
		Short: "List the canned questions",
		Args:  args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			catalogue, err := queries.All()
			if err != nil {
				return err
			}
			rows, err := a.rows(cmd, []string{"name", "category", "question", "parameters"})
			if err != nil {
				return err
			}
			for _, q := range catalogue {
				if err := rows.Row([]any{q.Name, q.Category, q.Question, paramNames(q)}); err != nil {
					return err
				}
			}
			return rows.Close()
		},
	})
}

func paramNames(q queries.Query) []string {
	out := []string{}
	for _, p := range q.Params {
		out = append(out, p.Name)
	}
	return out
}

func columnNames(q queries.Query) []string {
	var out []string
	for _, c := range q.Columns {
		out = append(out, c.Name)
	}
	return out
}

func (a *app) queryShowCommand() *cobra.Command {
	return &cobra.Command{
		Use:               "show NAME",
		Short:             "Show a question with its parameters and its Cypher, as Neo4j Browser takes it",
		Example:           "  entente query show actions",
		Args:              args(cobra.ExactArgs(1)),
		ValidArgsFunction: completeQuery,
		RunE: func(_ *cobra.Command, names []string) error {
			q, err := findQuery(names[0])
			if err != nil {
				return err
			}
			_, err = fmt.Fprintln(a.out, strings.TrimSuffix(q.Source, "\n"))
			return err
		},
	}
}

func findQuery(name string) (queries.Query, error) {
	catalogue, err := queries.All()
	if err != nil {
		return queries.Query{}, err
	}
	q, err := catalogue.Find(name)
	if err != nil {
		return q, usageError{err}
	}
	return q, nil
}

func completeQuery(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	catalogue, err := queries.All()
	if err != nil || len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var out []string
	for _, q := range catalogue {
		out = append(out, q.Name+"\t"+q.Title)
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}

// queryParams reads -p flags.
func queryParams(cmd *cobra.Command, name string) (queries.Query, map[string]any, error) {
	q, err := findQuery(name)
	if err != nil {
		return q, nil, err
	}
	list, err := cmd.Flags().GetStringArray("param")
	if err != nil {
		return q, nil, err
	}
	params, err := q.Parse(list)
	if err == nil {
		params, err = q.Bind(params)
	}
	if err != nil {
		return q, nil, usageError{err}
	}
	return q, params, nil
}

func addParamFlag(cmd *cobra.Command) {
	cmd.Flags().StringArrayP("param", "p", nil, "a parameter, name=value; several times for several, or for a list")
}

func (a *app) queryRunCommand() *cobra.Command {
	cmd := addFormatFlag(&cobra.Command{
		Use:   "run NAME [-p name=value]...",
		Short: "Ask a canned question",
		Example: `  entente query run dyad-timeline -p actor=USA -p other=Mexico
  entente query run planned --format csv > planned.csv`,
		Args:              args(cobra.ExactArgs(1)),
		ValidArgsFunction: completeQuery,
		RunE: func(cmd *cobra.Command, names []string) error {
			q, params, err := queryParams(cmd, names[0])
			if err != nil {
				return err
			}
			return a.ask(cmd, columnNames(q), func(ctx context.Context, r *store.Reader, visit func([]string, []any) error) error {
				return queries.Run(ctx, r, q, params, visit)
			})
		},
	})
	addParamFlag(cmd)
	addFlags(cmd.Flags(), "timeout", "limit")
	return cmd
}

func (a *app) cypherCommand() *cobra.Command {
	cmd := addFormatFlag(&cobra.Command{
		Use:     "cypher 'MATCH ...'",
		Short:   "Run one read-only Cypher statement",
		Example: `  entente cypher 'MATCH (e:Event) RETURN e.type AS type, count(*) AS n ORDER BY n DESC'`,
		Args:    args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, statement []string) error {
			return a.ask(cmd, nil, func(ctx context.Context, r *store.Reader, visit func([]string, []any) error) error {
				return r.Read(ctx, statement[0], nil, visit)
			})
		},
	})
	addFlags(cmd.Flags(), "timeout", "limit")
	return cmd
}

// ask runs a reading statement and writes its rows. Where a limit is reached
// or the database goes away, the rows until then are written, and the exit code
// is 1.
func (a *app) ask(cmd *cobra.Command, columns []string, run func(context.Context, *store.Reader, func([]string, []any) error) error) (err error) {
	ctx := cmd.Context()
	if _, err := a.rowFormat(cmd); err != nil {
		return err
	}
	s, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer closeStore(ctx, s, &err)
	var rows render.Rows
	start := func(columns []string) error {
		var err error
		rows, err = a.rows(cmd, columns)
		return err
	}
	asked := run(ctx, s.Reader(store.Limits{Timeout: a.config.Timeout, Rows: a.config.Limit}), func(columns []string, row []any) error {
		if rows == nil {
			if err := start(columns); err != nil {
				return err
			}
		}
		return rows.Row(row)
	})
	partial := errors.Is(asked, store.ErrRowLimit) || errors.Is(asked, store.ErrTimeout)
	if rows == nil && asked != nil && !partial {
		return asked
	}
	if rows == nil {
		if err := start(columns); err != nil {
			return err
		}
	}
	return errors.Join(rows.Close(), asked)
}

func (a *app) queryOpenCommand() *cobra.Command {
	var print, statementOnly bool
	cmd := &cobra.Command{
		Use:               "open NAME [-p name=value]...",
		Short:             "Open Neo4j Browser with a canned question filled in",
		Example:           "  entente query open actor-picture -p actor=Mexico\n  entente query open actor-picture --print",
		Args:              args(cobra.ExactArgs(1)),
		ValidArgsFunction: completeQuery,
		RunE: func(cmd *cobra.Command, names []string) error {
			q, params, err := queryParams(cmd, names[0])
			if err != nil {
				return err
			}
			if print && statementOnly {
				return usagef("%s: --print and --statement exclude each other", cmd.CommandPath())
			}
			statement, err := browser.Statement(q, params)
			if err != nil {
				return err
			}
			if statementOnly {
				_, err = fmt.Fprint(a.out, statement)
				return err
			}
			link, passwordFile, err := a.browserLink(cmd.Context(), statement)
			if err != nil {
				return err
			}
			if print {
				_, err = fmt.Fprintln(a.out, link)
				return err
			}
			a.note("the password is in %s", passwordFile)
			if err := openBrowser(cmd.Context(), link); err != nil {
				return fmt.Errorf("no browser could be opened (%w); open this link yourself: %s", err, link)
			}
			return nil
		},
	}
	addParamFlag(cmd)
	cmd.Flags().BoolVar(&print, "print", false, "print the link instead")
	cmd.Flags().BoolVar(&statementOnly, "statement", false, "print the question as one statement, to paste into any Neo4j Browser")
	return cmd
}

// browserLink gives the address of the local Neo4j Browser with a statement in
// its editor and the user's name in its form, and where the password is that
// the form asks for. The link itself has none.
func (a *app) browserLink(ctx context.Context, statement string) (link, passwordFile string, err error) {
	db, err := a.local()
	if err != nil {
		return "", "", err
	}
	info, err := db.Status(ctx)
	if err != nil {
		return "", "", err
	}
	switch {
	case a.config.URI != "" && a.config.URI != info.BoltURI:
		return "", "", fmt.Errorf("only the local Neo4j's Browser has a known address, not that of %s: paste there what --statement gives", a.config.URI)
	case !info.Running:
		return "", "", errors.New("the local Neo4j is not running: 'entente up' starts it")
	}
	server := url.URL{Scheme: "neo4j", User: url.User(info.Username), Host: strings.TrimPrefix(info.BoltURI, "bolt://")}
	// Neo4j Browser runs nothing of a link of this kind by itself.
	return info.BrowserURL + "?" + url.Values{"dbms": {server.String()}, "db": {info.Database}, "cmd": {"edit"}, "arg": {statement}}.Encode(), info.PasswordFile, nil
}

func openBrowser(ctx context.Context, link string) error {
	name, args := "xdg-open", []string{link}
	switch runtime.GOOS {
	case "darwin":
		name = "open"
	case "windows":
		name, args = "rundll32", []string{"url.dll,FileProtocolHandler", link}
	}
	// Not ended with the command: the browser outlives it.
	return exec.CommandContext(context.WithoutCancel(ctx), name, args...).Start()
}
