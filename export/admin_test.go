package export

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
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

// neo4j-admin makes of the files the graph that a Set makes of the Fragments.
func TestImportEqualsSet(t *testing.T) {
	set := graph.NewSet()
	dir := filepath.Join(t.TempDir(), "out")
	a, err := NewAdmin(dir, at)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	a.most = 4 << 10 // parts must be divided
	for _, f := range fragments(60) {
		if _, err := set.Load(f, at); err != nil {
			t.Fatal(err)
		}
		if err := a.Add(f); err != nil {
			t.Fatal(err)
		}
	}
	args, err := a.Finish("neo4j")
	if err != nil {
		t.Fatal(err)
	}
	got := imported(t, dir, args)
	want := set.Graph()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%d nodes and %d relationships, want %d and %d; differences: %s", len(got.Nodes), len(got.Relationships), len(want.Nodes), len(want.Relationships), d[:min(len(d), 5000)])
	}
}

// imported runs neo4j-admin in the database of a throw-away server, and reads
// what the server then has.
func imported(t *testing.T, dir string, args []string) graph.Graph {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 4*time.Minute)
	defer cancel()
	cache, err := dbtest.Cache()
	if err != nil {
		t.Fatal(err)
	}
	home := t.TempDir()
	db, err := localdb.New(home)
	if err == nil {
		db, err = db.WithSoftware(cache)
	}
	if err != nil {
		t.Fatal(err)
	}
	up := func() localdb.Info {
		info, err := db.Up(ctx, localdb.Options{})
		if err != nil {
			if dbtest.Required("neo4j") {
				t.Fatal(err)
			}
			t.Skip(err)
		}
		return info
	}
	up() // makes its directories and password
	down := func() {
		if err := db.Down(context.WithoutCancel(ctx)); err != nil {
			t.Error(err)
		}
	}
	down()
	neo4jHome := filepath.Join(home, "neo4j")
	lib, _ := filepath.Glob(filepath.Join(cache, "neo4j-*", "lib"))
	if len(lib) == 0 {
		t.Skip("Neo4j is not one that was downloaded for tests, so neo4j-admin is not known")
	}
	cmd := exec.CommandContext(ctx, "java", append([]string{"-cp", filepath.Join(lib[len(lib)-1], "*"), "org.neo4j.cli.AdminTool"}, append(args, "--overwrite-destination=true")...)...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "NEO4J_HOME="+neo4jHome, "NEO4J_CONF="+filepath.Join(neo4jHome, "conf"))
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", strings.Join(args, " "), err, out)
	}
	info := up()
	defer down()
	pw, err := db.Password()
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(ctx, store.Config{URI: info.BoltURI, Username: info.Username, Password: pw})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close(ctx)
	g, err := s.Graph(ctx)
	if err != nil {
		t.Fatal(err)
	}
	g.Sort()
	return g
}
