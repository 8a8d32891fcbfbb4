package store

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/entente/entente/graph"
	"github.com/entente/entente/graph/graphtest"
	"github.com/entente/entente/localdb/dbtest"
)

// TestClockJumps loads with a clock that jumps by decades, back and forth: the
// graph is that of a Set with the same clock, times of loading of facts and
// reports among it.
func TestClockJumps(t *testing.T) {
	db := dbtest.Start(t)
	s, err := Open(t.Context(), Config{URI: db.URI, Username: db.Username, Password: db.Password, Database: db.Database})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close(context.Background())
	if err := s.ApplySchema(t.Context()); err != nil {
		t.Fatal(err)
	}
	clear := func() {
		if err := s.writeTx(t.Context(), func(tx *transaction) error {
			return tx.run(t.Context(), "MATCH (n) WHERE NOT (n:EntenteMeta AND n.id = 'schema') DETACH DELETE n", nil)
		}); err != nil {
			t.Fatal(err)
		}
	}
	fragments := rapid.Custom(graphtest.Fragment)
	for seed := range 2 {
		clear()
		set := graph.NewSet()
		for i := range 8 {
			at := time.Date(2025+(i*37+seed*11)%90-45, 3, 4, 5, 6, 7, 8000, time.UTC)
			s.now = func() time.Time { return at }
			f := fragments.Example(seed*100 + i)
			want, err := set.Load(f, at)
			if err != nil {
				t.Fatal(err)
			}
			got, err := s.Load(t.Context(), f)
			if err != nil || got[0] != want {
				t.Fatalf("%v, want %v: %v", got, want, err)
			}
		}
		have, err := s.Graph(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		want := set.Graph()
		for _, g := range []graph.Graph{want, have} {
			for _, n := range g.Nodes {
				if n.Labels[0] == graph.ArticleLabel {
					delete(n.Properties, "loadedAt") // of an article that comes in parts: the first time, or the last
				}
			}
		}
		if d := cmp.Diff(want, have); d != "" {
			t.Errorf("the clock shows in the graph (-set +store):\n%.3000s", d)
		}
	}
	clear()
}
