package graph_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/entente/entente/graph"
)

var update = flag.Bool("update", false, "write what is expected anew")

const schemaPage = "../docs/schema.md"

// TestSchemaPage holds docs/schema.md equal to the code.
func TestSchemaPage(t *testing.T) {
	want := schemaMarkdown()
	if *update {
		if err := os.WriteFile(schemaPage, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(schemaPage)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, string(got)); d != "" {
		t.Errorf("%s is not what the code says; 'go test ./graph -update' writes it anew:\n%s", schemaPage, d)
	}
}

func schemaMarkdown() string {
	var b strings.Builder
	b.WriteString(`# The graph

Every label, relationship type and property of the graph that entente makes. This page is written by a test from ` + "`graph/schema.go`" + `.

Every node has an ` + "`id`" + ` that is unique for its label, made of content and the same wherever the same article is loaded. A property that is empty is absent.
A date is an interval, both ends included, with the precision that the words had. What an event, policy or statement says, and its relationships, follow from its
reports alone (` + "`REPORTED_IN`" + `): look there for who says so, in which words.

Queries leave out what is ` + "`planned`, `hypothetical` or `denied`" + ` unless they ask for it. ` + "`(:EntenteMeta)`" + ` holds the program's own notes and is no part of the graph.

`)
	b.WriteString("## Nodes\n")
	for _, n := range graph.NodeSchemas() {
		fmt.Fprintf(&b, "\n### %s\n\n%s\n", n.Label, n.Doc)
		table(&b, n.Properties)
	}
	b.WriteString("\n## Relationships\n")
	for _, r := range graph.RelSchemas() {
		fmt.Fprintf(&b, "\n### %s\n\n%s\n\n", r.Type, r.Doc)
		for _, e := range r.Endpoints {
			fmt.Fprintf(&b, "    (:%s)-[:%s]->(:%s)\n", e.From, r.Type, e.To)
		}
		table(&b, r.Properties)
	}
	b.WriteString("\n## Words\n\n")
	fmt.Fprintf(&b, "- Event types (PLOVER 2021), quad class and score:\n")
	for _, e := range graph.EventTypes() {
		fmt.Fprintf(&b, "  - `%s`: %d, %g\n", e, e.QuadClass(), graph.Goldstein(e, ""))
	}
	fmt.Fprintf(&b, "- Status of an event: %v\n- Status of a policy: %v\n- Forms of a statement: %v\n- Stances: %v\n- Text modes: %v\n",
		words(graph.EventStatuses()), words(graph.PolicyStatuses()), words(graph.Forms()), words(graph.Stances()), words(graph.TextModes()))
	b.WriteString("\nPLOVER's manual contradicts itself on the quad class of `SANCTION` (its section says material conflict, its quad table verbal conflict): it is material conflict here.\n")
	return b.String()
}

func table(b *strings.Builder, properties []graph.Property) {
	if len(properties) == 0 {
		return
	}
	b.WriteString("\n| property | type | meaning |\n|---|---|---|\n")
	for _, p := range properties {
		fmt.Fprintf(b, "| `%s` | %s | %s |\n", p.Name, p.Type, p.Doc)
	}
}

func words[T ~string](list []T) string {
	var out []string
	for _, s := range list {
		out = append(out, "`"+string(s)+"`")
	}
	return strings.Join(out, ", ")
}
