package graph_test

import (
	"bytes"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/entente/entente/graph"
	"github.com/entente/entente/graph/graphtest"
)

var noon = time.Date(2025, 8, 10, 12, 0, 0, 0, time.UTC)

// latest gives the fragments as a Set holds them: the last of each article and
// data set, or, of partial ones, all together.
func latest(fragments []graph.Fragment) []graph.Fragment {
	var out []graph.Fragment
	type source struct{ article, dataset string }
	at := map[source]int{}
	for _, f := range fragments {
		k := source{f.Article.ID, f.Dataset}
		i, ok := at[k]
		switch {
		case !ok:
			at[k] = len(out)
			out = append(out, f)
		case f.Partial:
			out[i] = out[i].Add(f)
		default:
			out[i] = f
		}
	}
	return out
}

func load(t interface{ Fatal(...any) }, s *graph.Set, f graph.Fragment) graph.Outcome {
	o, err := s.Load(f, noon)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func TestSetIsAFunctionOfItsFragments(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		drawn := rapid.SliceOfN(rapid.Custom(graphtest.Fragment), 1, 6).Draw(t, "fragments")
		all := graph.NewSet()
		for _, f := range drawn {
			load(t, all, f)
		}
		kept := latest(drawn)
		for _, f := range kept {
			if o := load(t, all, f); o != graph.Unchanged {
				t.Fatalf("loading %s again: %s", f.Article.ID, o)
			}
		}
		want := all.Graph()

		shuffled := graph.NewSet()
		for _, f := range rapid.Permutation(kept).Draw(t, "order") {
			load(t, shuffled, f)
		}
		if d := cmp.Diff(want, shuffled.Graph()); d != "" {
			t.Fatalf("the order of loading shows (-one +other):\n%s", d)
		}

		gone := kept[0].Article.ID
		if !all.Retract(gone) {
			t.Fatal("the article to retract was not found")
		}
		others := graph.NewSet()
		for _, f := range kept {
			if f.Article.ID != gone {
				load(t, others, f)
			}
		}
		if d := cmp.Diff(others.Graph(), all.Graph()); d != "" {
			t.Fatalf("retracting leaves traces (-without +retracted):\n%s", d)
		}
	})
}

func TestGraphKeepsToTheSchema(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := graph.NewSet()
		for _, f := range rapid.SliceOfN(rapid.Custom(graphtest.Fragment), 1, 4).Draw(t, "fragments") {
			load(t, s, f)
		}
		if err := s.Graph().Validate(); err != nil {
			t.Fatal(err)
		}
	})
}

func TestJSONRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := graphtest.Fragment(t)
		line, err := f.AppendJSON(nil)
		if err != nil {
			t.Fatal(err)
		}
		back, err := graph.ReadFragment(line)
		if err != nil {
			t.Fatalf("%v\n%s", err, line)
		}
		again, err := back.AppendJSON(nil)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(line, again) {
			t.Fatalf("read and written again:\n%s", cmp.Diff(string(line), string(again)))
		}
		if d := cmp.Diff(f.Graph(), back.Graph()); d != "" {
			t.Fatal(d)
		}
	})
}

func FuzzReadFragment(f *testing.F) {
	f.Add([]byte(`{"article":{"id":"article:0123","textMode":"quote","loader":"news"},"nodes":[],"relationships":[]}`))
	f.Add([]byte(`{"article":{"id":"article:0123","textMode":"quote","loader":"news"},"nodes":[{"id":"event:1","labels":["Event"],"properties":{}}],"relationships":[{"type":"REPORTED_IN","start":"event:1","end":"article:0123","properties":{"key":"event:1","type":"AID","status":"occurred","start":0,"end":0}}]}`))
	f.Add([]byte(`{"article":{"id":"article:0123","publishedOn":"2025-02-30"},"nodes":[],"relationships":[]}`))
	f.Fuzz(func(t *testing.T, line []byte) {
		frag, err := graph.ReadFragment(line)
		if err != nil {
			return
		}
		if _, err := frag.AppendJSON(nil); err != nil {
			t.Fatalf("read, but cannot be written: %v", err)
		}
	})
}
