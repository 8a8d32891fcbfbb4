// Package loaders runs what brings facts into the graph: it drives a Loader,
// hands its Fragments to a Sink, counts what came of them, and reports what
// could not be read. It prints nothing.
package loaders

import (
	"errors"
	"fmt"
	"strings"

	"github.com/entente/entente/printable"
)

// A Problem is one piece of input that could not be used, or could be used
// only in part: what it is, why, and what the user can do about it. It is an
// error and reads as one line.
type Problem struct {
	Source string // a path, URL, "archive!entry" or "-"
	Line   int    // counted from 1; 0 where the whole source is meant
	Reason string
	Cure   string
	// Warning is set where the input was loaded all the same.
	Warning bool
	// Err is the cause, where there is one to look into.
	Err error
}

// Refuse makes the Problem of a source that was not loaded.
func Refuse(source string, line int, reason, cure string) Problem {
	return Problem{Source: source, Line: line, Reason: reason, Cure: cure}
}

// Warn makes the Problem of a source that was loaded, but not as it should be.
func Warn(source string, line int, reason, cure string) Problem {
	return Problem{Source: source, Line: line, Reason: reason, Cure: cure, Warning: true}
}

// Error gives "source:line: reason (cure)", as printable.Line does: file names
// and titles may hold what drives a terminal.
func (p Problem) Error() string {
	var b strings.Builder
	if p.Source != "" {
		b.WriteString(p.Source)
		if p.Line > 0 {
			fmt.Fprintf(&b, ":%d", p.Line)
		}
		b.WriteString(": ")
	}
	b.WriteString(p.Reason)
	if p.Cure != "" {
		fmt.Fprintf(&b, " (%s)", p.Cure)
	}
	return printable.Line(b.String())
}

// Unwrap gives the cause.
func (p Problem) Unwrap() error { return p.Err }

// AsProblem gives the Problem that err is or wraps, with the place filled in
// where it has none; ok is false where err is no Problem.
func AsProblem(err error, source string, line int) (p Problem, ok bool) {
	if !errors.As(err, &p) {
		return Problem{}, false
	}
	if p.Source == "" {
		p.Source = source
	}
	if p.Line == 0 {
		p.Line = line
	}
	return p, true
}

// Settle reports err where it is a Problem, and gives back what it is not.
func Settle(err error, source string, line int, report func(Problem)) error {
	if p, ok := AsProblem(err, source, line); ok {
		report(p)
		return nil
	}
	return err
}
