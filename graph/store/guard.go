package store

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// ErrNotReadOnly is in the error for a statement that does, or might do, more
// than read the graph.
var ErrNotReadOnly = errors.New("only statements that read the graph are allowed here")

// allowedProcedures are the procedures that a read-only statement may call:
// they read the graph and its indexes, and nothing else.
var allowedProcedures = []string{
	"db.index.fulltext.queryNodes", "db.index.fulltext.queryRelationships",
	"db.labels", "db.relationshipTypes", "db.propertyKeys",
	"db.schema.visualization", "db.schema.nodeTypeProperties", "db.schema.relTypeProperties",
}

// builtinNamespaces are those of Cypher's own functions. Functions of plug-ins
// can do anything: apoc.cypher.runFirstColumn runs any statement.
var builtinNamespaces = []string{"date", "datetime", "localdatetime", "time", "localtime", "duration", "point", "vector", "graph"}

// forbiddenOperators read files and addresses, or the server's state. The
// access mode of a session stops none of them.
var forbiddenOperators = regexp.MustCompile(`^(LoadCSV|Show|Terminate|Administration|System|Create|Drop|Alter)`)

// dottedCall is a call of a function with a name of several parts, and alias a
// column's name, which may look like one.
var (
	dottedCall = regexp.MustCompile("`?([\\pL_][\\pL\\pN_]*)`?((?:\\s*\\.\\s*`?[\\pL_][\\pL\\pN_]*`?)+)\\s*\\(")
	alias      = regexp.MustCompile("(?i)\\bAS `(?:[^`]|``)*`")
)

var firstWord = regexp.MustCompile(`^(?:\s|//[^\n]*(?:\n|$)|/\*(?s:.*?)\*/)*([A-Za-z]+)`)

// startsWith gives the first word of a statement, comments passed over.
func startsWith(cypher string) string {
	if m := firstWord.FindStringSubmatch(cypher); m != nil {
		return m[1]
	}
	return ""
}

// guard asks the server how it would run a statement, and refuses it unless
// all that it would do is read the graph. The plan is what runs: comments,
// quoting and letter case cannot hide from it. What runs within expressions it
// does not show; that is guardWords's.
func guard(ctx context.Context, session neo4j.SessionWithContext, cypher string, params map[string]any) error {
	if word := startsWith(cypher); word == "" || strings.EqualFold(word, "EXPLAIN") || strings.EqualFold(word, "PROFILE") {
		return fmt.Errorf("%w: it must begin as a statement does, with MATCH for instance", ErrNotReadOnly)
	}
	if err := guardWords(cypher); err != nil {
		return err
	}
	// On a line of its own, so that columns in the server's messages are right.
	result, err := session.Run(ctx, "EXPLAIN\n"+cypher, params)
	if err != nil {
		return err
	}
	summary, err := result.Consume(ctx)
	if err != nil {
		return err
	}
	if summary.StatementType() != neo4j.StatementTypeReadOnly {
		return fmt.Errorf("%w: this one writes, or administers the server", ErrNotReadOnly)
	}
	if summary.Plan() == nil {
		return fmt.Errorf("%w: the server does not say what this one would do", ErrNotReadOnly)
	}
	return guardPlan(summary.Plan())
}

func notAllowed(procedure string) error {
	return fmt.Errorf("%w: procedure %s is not among %s", ErrNotReadOnly, procedure, strings.Join(allowedProcedures, ", "))
}

func ofPlugin(function string) error {
	return fmt.Errorf("%w: %s is a function of a plug-in", ErrNotReadOnly, function)
}

func guardPlan(p neo4j.Plan) error {
	operator, _, _ := strings.Cut(p.Operator(), "@")
	details := fmt.Sprint(p.Arguments()["Details"])
	if forbiddenOperators.MatchString(operator) {
		return fmt.Errorf("%w: %s is not", ErrNotReadOnly, operator)
	}
	if operator == "ProcedureCall" {
		var name string
		name, details, _ = strings.Cut(details, "(")
		if !slices.Contains(allowedProcedures, strings.TrimSpace(name)) {
			return notAllowed(name)
		}
	}
	if operator == "ProduceResults" {
		details = "" // names of columns, which may be anything
	}
	for _, m := range dottedCall.FindAllStringSubmatch(alias.ReplaceAllString(details, ""), -1) {
		if !slices.Contains(builtinNamespaces, strings.ToLower(m[1])) {
			return ofPlugin(m[1] + m[2])
		}
	}
	for _, child := range p.Children() {
		if err := guardPlan(child); err != nil {
			return err
		}
	}
	return nil
}
