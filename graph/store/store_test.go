package store_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"pgregory.net/rapid"

	"github.com/entente/entente/graph"
	"github.com/entente/entente/graph/graphtest"
	"github.com/entente/entente/graph/store"
	"github.com/entente/entente/localdb/dbtest"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

func open(t testing.TB) (*store.Store, func(cypher string)) {
	t.Helper()
	db := dbtest.Start(t)
	s, err := store.Open(t.Context(), store.Config{URI: db.URI, Username: db.Username, Password: db.Password, Database: db.Database})
	if err != nil {
		t.Fatal(err)
	}
	driver, err := neo4j.NewDriverWithContext(db.URI, neo4j.BasicAuth(db.Username, db.Password, ""))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx := context.Background()
		if err := errors.Join(s.Close(ctx), driver.Close(ctx)); err != nil {
			t.Error(err)
		}
	})
	run := func(cypher string) {
		t.Helper()
		if _, err := neo4j.ExecuteQuery(context.Background(), driver, cypher, nil, neo4j.EagerResultTransformer); err != nil {
			t.Fatalf("%s: %v", cypher, err)
		}
	}
	run("MATCH (n) WHERE NOT (n:EntenteMeta AND n.id = 'schema') DETACH DELETE n")
	if err := s.ApplySchema(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s, run
}

// ignoreLoadTimes leaves out when things were loaded, for which Set and store
// have clocks of their own.
var ignoreLoadTimes = cmp.FilterPath(func(p cmp.Path) bool {
	i, ok := p.Last().(cmp.MapIndex)
	return ok && (i.Key().String() == "loadedAt" || i.Key().String() == "firstLoaded")
}, cmp.Ignore())

// TestStoreEqualsSet defines the model: after any sequence of loading,
// reloading, replacing and retracting, Neo4j holds the graph that Set derives.
func TestStoreEqualsSet(t *testing.T) {
	s, run := open(t)
	ctx := t.Context()
	rapid.Check(t, func(t *rapid.T) {
		run("MATCH (n) WHERE NOT (n:EntenteMeta AND n.id = 'schema') DETACH DELETE n")
		set := graph.NewSet()
		var loaded []graph.Fragment
		decided := 0
		for range rapid.IntRange(1, 7).Draw(t, "steps") {
			switch {
			case len(loaded) > 0 && rapid.IntRange(0, 3).Draw(t, "decide") == 0:
				d, ok := graphtest.Decision(t, loaded, time.Date(2026, 1, 1, 0, decided, 0, 0, time.UTC))
				if !ok {
					continue
				}
				decided++
				set.Decide(d)
				if err := s.Decide(ctx, []graph.Decision{d}); err != nil {
					t.Fatal(err)
				}
			case decided > 0 && rapid.IntRange(0, 4).Draw(t, "undo") == 0:
				if list := set.Decisions(); len(list) > 0 {
					d := rapid.SampledFrom(list).Draw(t, "which")
					set.Undo(d.ID)
					if err := s.Decide(ctx, nil, d.ID); err != nil {
						t.Fatal(err)
					}
				}
			case len(loaded) > 0 && rapid.IntRange(0, 3).Draw(t, "retract") == 0:
				id := rapid.SampledFrom(loaded).Draw(t, "which").Article.ID
				there, err := s.Retract(ctx, id)
				if err != nil {
					t.Fatal(err)
				}
				if want := set.Retract(id); there[0] != want {
					t.Fatalf("retracting %s: %v, want %v", id, there[0], want)
				}
			case len(loaded) > 0 && rapid.IntRange(0, 4).Draw(t, "reload") == 0:
				f := rapid.SampledFrom(loaded).Draw(t, "which")
				loadBoth(t, s, set, f)
			default:
				batch := rapid.SliceOfN(rapid.Custom(graphtest.Fragment), 1, 3).Draw(t, "batch")
				loadBoth(t, s, set, batch...)
				loaded = append(loaded, batch...)
			}
		}
		got, err := s.Graph(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if err := got.Validate(); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(set.Graph(), got, ignoreLoadTimes); d != "" {
			t.Fatalf("Set and Neo4j differ (-set +neo4j):\n%s", d)
		}
		if _, err := s.Verify(ctx, func(v store.Violation) {
			if !strings.HasPrefix(v.Reason, "its quote") { // words drawn at random stand in no title
				t.Errorf("%s: %s", v.ID, v.Reason)
			}
		}); err != nil {
			t.Fatal(err)
		}
	})
}

func loadBoth(t *rapid.T, s *store.Store, set *graph.Set, batch ...graph.Fragment) {
	got, err := s.Load(context.Background(), batch...)
	if err != nil {
		t.Fatal(err)
	}
	var want []graph.Outcome
	for _, f := range batch {
		o, err := set.Load(f, time.Now())
		if err != nil {
			t.Fatal(err)
		}
		want = append(want, o)
	}
	if len(batch) == 1 && got[0] != want[0] {
		t.Fatalf("loading %s: %v, want %v", batch[0].Article.ID, got, want)
	}
}
