package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/entente/entente/printable"
)

// The exit codes are a contract (CLI.md).
const (
	exitDone        = 0
	exitRefused     = 1
	exitUsage       = 2
	exitInterrupted = 130
)

// streams are where a command reads and writes.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// errRefused ends a command that has said already what went wrong, and did
// everything else.
var errRefused = errors.New("something was refused")

// A usageError is a command that cannot be understood.
type usageError struct{ error }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// An app is one run of the program.
type app struct {
	streams
	env    map[string]string
	config config
}

// run runs the program with these arguments and gives its exit code.
func run(ctx context.Context, args []string, s streams, environ []string) int {
	a := &app{streams: s, env: map[string]string{}}
	for _, e := range environ {
		name, value, _ := strings.Cut(e, "=")
		a.env[name] = value
	}
	root := a.root()
	root.SetArgs(args)
	root.SetIn(s.in)
	root.SetOut(s.out)
	root.SetErr(s.err)
	err := root.ExecuteContext(ctx)
	var usage usageError
	switch {
	case err == nil:
		return exitDone
	case ctx.Err() != nil:
		fmt.Fprintln(s.err, "entente: interrupted; what was finished before is kept")
		return exitInterrupted
	case errors.Is(err, errRefused):
		return exitRefused
	case errors.As(err, &usage):
		complain(s.err, err)
		fmt.Fprintln(s.err, "See 'entente help'.")
		return exitUsage
	}
	complain(s.err, err)
	return exitRefused
}

// complain writes an error, a line each.
func complain(w io.Writer, err error) {
	for _, line := range strings.Split(err.Error(), "\n") {
		fmt.Fprintf(w, "entente: %s\n", printable.Line(line))
	}
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "entente",
		Short: "News as a graph: who did or said what to whom, when, and whether it happened",
		Long: `entente reads news articles and event data sets into a Neo4j graph of actors,
events, policies and statements, each with the sentence that says so, and
answers questions about them. Nothing leaves this machine.

Start with:  entente demo`,
		SilenceUsage:  true,
		SilenceErrors: true,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usagef("there is no command %q", args[0])
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			return a.configure(cmd)
		},
	}
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usageError{fmt.Errorf("%s: %w", cmd.CommandPath(), err)}
	})
	addConnectionFlags(root.PersistentFlags())
	root.AddCommand(
		a.demoCommand(), a.upCommand(), a.downCommand(), a.statusCommand(),
		a.loadCommand(), a.extractCommand(), a.retractCommand(), a.verifyCommand(), a.exportCommand(),
		a.resolveCommand(), a.fixCommand(), a.noteCommand(),
		a.queryCommand(), a.cypherCommand(), a.browserCommand(), a.reportCommand(), a.schemaCommand(), a.configCommand(), a.versionCommand(),
	)
	return root
}

// args wraps a check of arguments so that its error counts as wrong usage.
func args(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, list []string) error {
		if err := check(cmd, list); err != nil {
			return usageError{fmt.Errorf("%s: %w (usage: %s)", cmd.CommandPath(), err, cmd.UseLine())}
		}
		return nil
	}
}

// group gives a command that only holds others.
func group(cmd *cobra.Command, commands ...*cobra.Command) *cobra.Command {
	cmd.Args = func(cmd *cobra.Command, list []string) error {
		if len(list) > 0 {
			return usagef("%s: there is no command %q", cmd.CommandPath(), list[0])
		}
		return nil
	}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
	cmd.AddCommand(commands...)
	return cmd
}

// terminal tells whether w is a terminal, and how wide.
func terminal(w io.Writer) (width int, ok bool) {
	f, isFile := w.(*os.File)
	if !isFile || !term.IsTerminal(int(f.Fd())) {
		return 0, false
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return 80, true
	}
	return width, true
}

// note writes a line for the user to standard error.
func (a *app) note(format string, args ...any) {
	fmt.Fprintln(a.err, printable.Line(fmt.Sprintf(format, args...)))
}

// say writes lines to standard output. Texts among args are shown on one line
// each.
func (a *app) say(format string, args ...any) error {
	for i, arg := range args {
		if s, ok := arg.(string); ok {
			args[i] = printable.Line(s)
		}
	}
	_, err := fmt.Fprintf(a.out, format, args...)
	return err
}
