package store

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/entente/entente/graph"
)

var update = flag.Bool("update", false, "write what is expected anew")

// TestStatements keeps every statement that writes in a golden file, so that a
// change of one is seen.
func TestStatements(t *testing.T) {
	var b strings.Builder
	add := func(s string) { b.WriteString(s + ";\n") }
	for _, i := range schemaItems() {
		add(i.Create)
	}
	add(lock)
	add(mergeArticles)
	for _, k := range graph.ActorKinds() {
		add(mergeActors(k))
	}
	for _, l := range graph.FactLabels() {
		add(mergeFacts(l))
		add(setNodes(l))
		add(removeStatusLabels(l))
		add(deleteOwnEdges(l))
		add(readEvidence(l))
		add(deleteNodes(l))
	}
	for _, s := range graph.RelSchemas() {
		for _, e := range s.Endpoints {
			add(createRelationships(s.Type, e.From, e.To))
		}
	}
	add(addAffiliations)
	add(findFacts(graph.EventLabel))
	add(createMentions())
	ties := []tie{{graph.Initiated, false}, {graph.Targets, true}, {graph.OccurredIn, true}}
	add(createFacts(shapeOf([]graph.Label{graph.EventLabel, graph.PlannedLabel}, ties), ties, []string{"id", "name"}, []string{"key", "dataset"}))
	const golden = "testdata/statements.cypher"
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), b.String()); d != "" {
		t.Errorf("statements have changed; 'go test ./graph/store -update' accepts them:\n%s", d)
	}
}
