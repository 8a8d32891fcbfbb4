package graphtest_test

import (
	"slices"
	"testing"
	"time"

	"github.com/entente/entente/graph"
	"github.com/entente/entente/graph/graphtest"
)

// What is made of many events is valid, the same every time, and has all kinds
// of facts.
func TestMany(t *testing.T) {
	set, again := graph.NewSet(), []string{}
	for f := range graphtest.Many(1000) {
		if _, err := set.Load(f, time.Unix(0, 0)); err != nil {
			t.Fatal(err)
		}
		again = append(again, graph.Digest(f))
	}
	for f := range graphtest.Many(1000) {
		if graph.Digest(f) != again[0] {
			t.Fatal("not the same the second time")
		}
		again = again[1:]
	}
	g := set.Graph()
	if err := g.Validate(); err != nil {
		t.Error(err)
	}
	for _, l := range graph.NodeLabels() {
		n := 0
		for _, node := range g.Nodes {
			if slices.Contains(node.Labels, l) {
				n++
			}
		}
		if l == graph.EventLabel && (n < 950 || n > 1000) || n < 7 {
			t.Errorf("%d nodes are labelled %s", n, l)
		}
	}
}
