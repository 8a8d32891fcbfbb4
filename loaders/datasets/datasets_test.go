package datasets

import (
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/entente/entente/graph"
	"github.com/entente/entente/loaders"
	"github.com/entente/entente/loaders/loadertest"
	"github.com/entente/entente/loaders/tabular"
)

// Each data set's file is known by its content alone, and nothing else is taken
// for one.
func TestDetect(t *testing.T) {
	for file, want := range map[string]string{"../icews/testdata/events.tab": "icews", "../polecat/testdata/events.txt": "polecat",
		"../ucdp/testdata/ged.csv": "ucdp", "../ucdp/testdata/candidate.csv": "ucdp", "../acled/testdata/events.csv": "acled",
		"../news/loader.go": "", "../../go.mod": "", "../../docs/schema.md": ""} {
		head, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if got, ok := Detect(file, head); got != want || ok != (want != "") {
			t.Errorf("%s is %q, want %q", file, got, want)
		}
	}
	for _, head := range []string{"", "\n", "{}", "a,b,c\n", strings.Repeat("\t", 60), strings.Repeat(",", 48), "\xff\xfe"} {
		if got, ok := Detect("f", []byte(head)); ok {
			t.Errorf("%q is taken for %s", head, got)
		}
	}
}

func TestParse(t *testing.T) {
	for name, want := range map[string]string{"gdelt": "gdelt", "GDELT1": "gdelt", "gkg": "gdelt-gkg", "ngec": "polecat", "nothing": ""} {
		f, err := Parse(name)
		if (err == nil) != (want != "") || err == nil && f.Name() != want {
			t.Errorf("%s: %v, %v", name, f, err)
		}
	}
}

// Real files, where they are there.
func TestDetectRealFiles(t *testing.T) {
	for file, want := range map[string]string{"gdelt/20180101000000.export.CSV": "gdelt", "gdelt/mixed/events1.csv": "gdelt", "gdelt/mixed/mentionsT.csv": "gdelt-mentions",
		"gdelt/mixed/gkg.csv": "gdelt-gkg", "ucdp/ucdpged.csv": "ucdp", "gdelt/lookups/cameoCountry.txt": "", "news/wikinews_2019.csv": "", "feeds/heise.atom": ""} {
		head, err := os.ReadFile("../../../shared/data/" + file)
		if err != nil {
			t.Skip("needs real files: ", err)
		}
		if got, _ := Detect(file, head[:min(len(head), 64<<10)]); got != want {
			t.Errorf("%s is %q, want %q", file, got, want)
		}
	}
}

// All real files together make a graph that keeps to the schema, and loading
// them again changes nothing.
func TestGraphOfRealFiles(t *testing.T) {
	const data = "../../../shared/data/"
	sources := []string{data + "gdelt/20180101000000.export.CSV", data + "gdelt/mixed", data + "ucdp/ucdpged.csv"}
	if _, err := os.Stat(sources[0]); err != nil {
		t.Skip("needs real files: ", err)
	}
	set := loadertest.NewSet()
	first, err := loaders.Run(t.Context(), Loader(tabular.Options{}), sources, set, loaders.Options{})
	if err != nil {
		t.Fatal(err)
	}
	g := set.Graph()
	if err := g.Validate(); err != nil {
		t.Error(err)
	}
	count := map[graph.Label]int{}
	for _, n := range g.Nodes {
		count[n.Labels[0]]++
	}
	if first.Refused != 0 || first.Total() != 2414+700+1000 || count[graph.EventLabel] < 3500 || count[graph.StatementLabel] < 27 {
		t.Errorf("%+v: %v", first, count)
	}
	// Some rows are there twice with differences, in version 1.0 and 2.0: the
	// last one stands, now as before.
	if _, err := loaders.Run(t.Context(), Loader(tabular.Options{}), sources, set, loaders.Options{}); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(g, set.Graph()) {
		t.Error("the graph changed on reload")
	}
}
