// Package tabulartest helps to test formats of tables.
package tabulartest

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/entente/entente/graph"
	"github.com/entente/entente/loaders"
	"github.com/entente/entente/loaders/input"
	"github.com/entente/entente/loaders/loadertest"
	"github.com/entente/entente/loaders/tabular"
)

var update = flag.Bool("update", false, "write what is expected anew")

// Golden holds what a format makes of testdata/NAME equal to
// testdata/NAME.golden: Fragments and problems, a line for each property. The
// file must be one that keeps to a Loader's manners.
func Golden(t *testing.T, f tabular.Format, name string) {
	t.Helper()
	source := filepath.Join("testdata", name)
	l := func(*testing.T) loaders.Loader { return &tabular.Loader{Formats: []tabular.Format{f}} }
	loadertest.Suite(t, l, source)
	items, problems := loadertest.Items(t, l(t), source)
	var b strings.Builder
	for _, it := range items {
		fmt.Fprintf(&b, "line %d\n", it.Line)
		Render(&b, it.Fragment)
	}
	for _, p := range problems {
		fmt.Fprintf(&b, "%s\n", filepath.ToSlash(p.Error()))
	}
	golden := source + ".golden"
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
		t.Error(d)
	}
}

// Render writes a Fragment for people.
func Render(b *strings.Builder, f graph.Fragment) {
	show := func(what string, p graph.Properties) {
		fmt.Fprintf(b, "%s\n", what)
		for _, k := range slices.Sorted(maps.Keys(p)) {
			fmt.Fprintf(b, "  %s: %v\n", k, p[k])
		}
	}
	fmt.Fprintf(b, "dataset %s, partial %v\n", f.Dataset, f.Partial)
	show("article", f.Article.Properties())
	for _, a := range f.Actors {
		fmt.Fprintf(b, "actor %s %q country %q sector %q count %d\n", a.ID, a.Name, a.Country, a.Sector, a.Count)
	}
	for _, r := range f.Reports {
		show("report", r.Properties(f.Dataset))
	}
}

// Fuzz loads a document that begins with head, which makes the format known,
// and goes on with rows: each is a valid Fragment or a problem.
func Fuzz(f *testing.F, format tabular.Format, name string) {
	content, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		f.Fatal(err)
	}
	head, rows, _ := strings.Cut(string(content), "\n")
	f.Add(rows)
	f.Fuzz(func(t *testing.T, rows string) {
		l := &tabular.Loader{Options: tabular.Options{Input: input.Options{Stdin: strings.NewReader(head + "\n" + rows)}}, Formats: []tabular.Format{format}}
		err := l.Load(t.Context(), []string{"-"}, func(it loaders.Item) error { return it.Fragment.Validate() }, func(p loaders.Problem) {
			if p.Reason == "" || p.Cure == "" {
				t.Errorf("%+v", p)
			}
		})
		if err != nil {
			t.Error(err)
		}
	})
}
