package export

import (
	"context"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/entente/entente/calendar"
	"github.com/entente/entente/graph"
	"github.com/entente/entente/graph/graphtest"
	"github.com/entente/entente/graph/store"
	"github.com/entente/entente/localdb"
	"github.com/entente/entente/localdb/dbtest"
)

var at = time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)

// back gives a Fragment as it comes back from disk.
func back(f graph.Fragment) graph.Fragment {
	var e encoder
	e.fragment(&f)
	return readHead(string(e.b)).fragment()
}

// What is kept on disk meanwhile comes back as it was.
func TestSpillKeepsFragments(t *testing.T) {
	zero, loc := 0.0, time.FixedZone("", 3600)
	rapid.Check(t, func(t *rapid.T) {
		f := graphtest.Fragment(t)
		f.Article.PublishedAt = time.Date(2020, 1, 2, 3, 4, 5, 6, loc).UTC()
		f.Reports = append(f.Reports, graph.Report{Goldstein: &zero, Location: &graph.Point{}, Fatalities: &graph.Fatalities{}, Contexts: []string{},
			Record: &graph.Record{Tone: &zero, TargetCodes: []string{""}, Deaths: &graph.Deaths{}}}, graph.Report{Record: &graph.Record{}})
		if d := cmp.Diff(f, back(f), cmpopts.EquateEmpty()); d != "" {
			t.Fatal(d)
		}
	})
}

// No field of any type is forgotten.
func TestSpillKeepsEveryField(t *testing.T) {
	var f graph.Fragment
	n := 0
	fill(t, reflect.ValueOf(&f).Elem(), &n)
	if d := cmp.Diff(f, back(f)); d != "" || n < 120 {
		t.Fatal(n, d)
	}
}

// fill sets every field to a value of its own.
func fill(t *testing.T, v reflect.Value, n *int) {
	*n++
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprint("text ", *n))
	case reflect.Int:
		v.SetInt(int64(*n%12 + 1)) // a month too
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Float64:
		v.SetFloat(float64(*n) / 4)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(t, v.Elem(), n)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fill(t, v.Index(0), n)
		fill(t, v.Index(1), n)
	case reflect.Map:
		v.Set(reflect.ValueOf(graph.Resolved{fmt.Sprint("id ", *n): fmt.Sprint("is ", *n)}))
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(time.Unix(int64(*n), 1000*int64(*n)).UTC()))
			return
		}
		for i := range v.NumField() {
			fill(t, v.Field(i), n)
		}
	default:
		t.Fatalf("a %s is in a graph type: teach the encoder", v.Type())
	}
}

// fragments are random ones, and rows of a data set with all that a property
// can hold.
func fragments(n int) []graph.Fragment {
	var out []graph.Fragment
	for i := range n {
		out = append(out, rapid.Custom(graphtest.Fragment).Example(i))
	}
	tone, score := -0.25, 0.0
	for i := range n {
		awkward := fmt.Sprintf("%d \"quoted\", a line\nand another; a comma, é – 日本 \\ back'slash\t", i)
		out = append(out, graph.Fragment{Dataset: "rows", Partial: true,
			Article: graph.Article{ID: graph.ArticleID(fmt.Sprint(i / 3)), Title: awkward, Themes: []string{"A;B", `"`}, Tone: &tone, TextMode: graph.TextQuote, Loader: "rows",
				PublishedOn: calendar.NewDate(2019, 2, 28), PublishedAt: time.Date(2019, 2, 28, 3, 4, 5, 600_000, time.UTC)},
			Actors: []graph.Actor{{ID: "country:PER", Name: "Peru", Country: "PER", Count: 1}, {ID: "org:x", Name: awkward, Count: 1}},
			Reports: []graph.Report{{Fact: graph.EventLabel, Key: fmt.Sprintf("event:rows:%d", i/2), SourceEventID: fmt.Sprint(i / 2), Name: awkward, Status: graph.StatusUnknown,
				Type: graph.Aid, Goldstein: &score, Sources: []graph.Participant{{ID: "country:PER", As: ""}, {ID: "org:x", As: awkward}}, Targets: []graph.Participant{{ID: "org:x"}},
				Location: &graph.Point{Longitude: -70.25, Latitude: 1e-7}, When: graph.When{Interval: calendar.DayOf(calendar.NewDate(999, 12, 31))},
				Record: &graph.Record{Root: true, NumMentions: 1 << 40, SourceCodes: []string{"", "A"}, TargetCodes: []string{"A"}, RecordedAt: at, Deaths: &graph.Deaths{}}}}})
	}
	return out
}

// neo4j-admin makes of the files the graph that a Set makes of the Fragments;
// and what is loaded into that database and retracted from it comes out as if it
// had been loaded from the beginning.
func TestImportEqualsSet(t *testing.T) {
	set := graph.NewSet()
	dir := filepath.Join(t.TempDir(), "out")
	a, err := NewAdmin(dir, at)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	a.most = 4 << 10 // parts must be divided
	all := fragments(60)
	for f := range graphtest.Many(200) {
		all = append(all, f)
	}
	all = append(all, retold(all)...)
	for _, f := range all {
		if _, err := set.Load(f, at); err != nil {
			t.Fatal(err)
		}
		if err := a.Add(f); err != nil {
			t.Fatal(err)
		}
	}
	args, err := a.Finish(t.Context(), "neo4j")
	if err != nil {
		t.Fatal(err)
	}
	if n := a.Counts()[string(graph.MetaLabel)]; n < 20 {
		t.Fatalf("only %d rows of what a store keeps beside the graph", n)
	}
	s := imported(t, dir, args)
	if err := s.ApplySchema(t.Context()); err != nil {
		t.Fatal(err)
	}
	same(t, "imported", set, s)
	gone := thirds(all)
	gone = gone[:len(gone)/2]
	there, err := s.Retract(t.Context(), gone...)
	if err != nil || slices.Contains(there, false) {
		t.Fatal(there, err)
	}
	for _, id := range gone {
		set.Retract(id)
	}
	same(t, "some articles retracted", set, s)
	var again []graph.Fragment
	for i, f := range all {
		if i%5 > 0 {
			continue
		}
		again = append(again, f)
		if _, err := set.Load(f, at); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Load(t.Context(), again...); err != nil {
		t.Fatal(err)
	}
	g, err := s.Graph(t.Context())
	if d := cmp.Diff(withoutTimes(set.Graph()), withoutTimes(g)); d != "" || err != nil {
		t.Errorf("loaded again: %v %s", err, d[:min(len(d), 5000)])
	}
}

// retold gives what a second data set tells of some articles.
func retold(all []graph.Fragment) []graph.Fragment {
	var out []graph.Fragment
	for i, f := range all {
		if i%11 == 0 {
			f.Dataset, f.Partial, f.Reports, f.Article.ContentHash = "other", true, nil, ""
			f.Article.Title = fmt.Sprint("As the other has it, ", i)
			out = append(out, f)
		}
	}
	return out
}

// thirds gives every third article's id.
func thirds(all []graph.Fragment) []string {
	var ids []string
	for i, f := range all {
		if i%3 == 0 && !slices.Contains(ids, f.Article.ID) {
			ids = append(ids, f.Article.ID)
		}
	}
	return ids
}

// withoutTimes takes off when things were loaded.
func withoutTimes(g graph.Graph) graph.Graph {
	g.Sort()
	for _, n := range g.Nodes {
		delete(n.Properties, "loadedAt")
		delete(n.Properties, "firstLoaded")
	}
	for _, r := range g.Relationships {
		delete(r.Properties, "loadedAt")
	}
	return g
}

// imported gives a store on what neo4j-admin makes of the files.
func imported(t *testing.T, dir string, args []string) *store.Store {
	t.Helper()
	db := dbtest.Import(t, dir, args, localdb.Options{})
	s, err := store.Open(t.Context(), store.Config{URI: db.URI, Username: db.Username, Password: db.Password})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close(context.Background()) })
	return s
}

// same compares what a store has with what a Set makes of the same Fragments.
func same(t *testing.T, what string, set *graph.Set, s *store.Store) {
	t.Helper()
	want := set.Graph()
	got, err := s.Graph(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	got.Sort()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s: %d nodes and %d relationships, want %d and %d; differences: %s", what, len(got.Nodes), len(got.Relationships), len(want.Nodes), len(want.Relationships), d[:min(len(d), 5000)])
	}
	n, err := s.Verify(t.Context(), func(v store.Violation) {
		if !strings.HasPrefix(v.Reason, "its quote") { // words drawn at random stand in no title
			t.Errorf("%s: %s: %s", what, v.ID, v.Reason)
		}
	})
	if err != nil || n != len(want.Nodes) {
		t.Errorf("%s: %d nodes of %d are verified: %v", what, n, len(want.Nodes), err)
	}
}
