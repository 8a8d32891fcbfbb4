package export

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/entente/entente/graph"
	"github.com/entente/entente/graph/graphtest"
	"github.com/entente/entente/graph/store"
	"github.com/entente/entente/loaders"
	"github.com/entente/entente/loaders/datasets"
	"github.com/entente/entente/loaders/tabular"
	"github.com/entente/entente/localdb/dbtest"
	"github.com/entente/entente/render"
)

type testDatabase struct {
	*store.Reader
	*store.Store
}

// emptyStore gives the test binary's server with nothing in it.
func emptyStore(t testing.TB) *store.Store {
	t.Helper()
	db := dbtest.Start(t)
	ctx := context.Background()
	driver, err := neo4j.NewDriverWithContext(db.URI, neo4j.BasicAuth(db.Username, db.Password, ""))
	if err != nil {
		t.Fatal(err)
	}
	defer driver.Close(ctx)
	if _, err := neo4j.ExecuteQuery(ctx, driver, "MATCH (n) DETACH DELETE n", nil, neo4j.EagerResultTransformer); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(ctx, store.Config{URI: db.URI, Username: db.Username, Password: db.Password})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close(ctx) })
	if err := s.ApplySchema(ctx); err != nil {
		t.Fatal(err)
	}
	return s
}

func reading(s *store.Store) Reading {
	return Reading{DB: testDatabase{s.Reader(store.Limits{}), s}}
}

func load(t *testing.T, s *store.Store, list []graph.Fragment) {
	t.Helper()
	for part := range slices.Chunk(list, 200) {
		if _, err := s.Load(t.Context(), part...); err != nil {
			t.Fatal(err)
		}
	}
}

// tables gives what the data sets' own fixtures hold.
func tables(t *testing.T, s loaders.Sink, sources ...string) (problems []loaders.Problem) {
	t.Helper()
	_, err := loaders.Run(t.Context(), datasets.Loader(tabular.Options{}), sources, s, loaders.Options{Batch: 1000, Report: func(p loaders.Problem) { problems = append(problems, p) }})
	if err != nil {
		t.Fatal(err)
	}
	return problems
}

// mixed loads a graph of everything: articles, rows that meet in articles,
// copies, several data sets of one article, and files of each data set.
func mixed(t *testing.T) *store.Store {
	t.Helper()
	s := emptyStore(t)
	var all []graph.Fragment
	for f := range graphtest.Many(150) {
		all = append(all, f)
	}
	all = append(all, fragments(25)...)
	for i := range all { // larger numbers are no JSON that is read back
		for j := range all[i].Reports {
			if c := all[i].Reports[j].Record; c != nil {
				c.NumMentions = min(c.NumMentions, 1<<30)
			}
		}
	}
	load(t, s, append(all, retold(all)...))
	tables(t, s, "../loaders/acled/testdata/events.csv", "../loaders/icews/testdata/events.tab", "../loaders/polecat/testdata/events.txt", "../loaders/ucdp/testdata/ged.csv")
	return s
}

func whole(t *testing.T, s *store.Store) graph.Graph {
	t.Helper()
	g, err := s.Graph(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func jsonl(t *testing.T, r Reading) string {
	t.Helper()
	var b strings.Builder
	n, err := r.JSONL(t.Context(), &b)
	if err != nil || n != strings.Count(b.String(), "\n") {
		t.Fatal(n, err)
	}
	return b.String()
}

// What JSONL writes makes the same graph in an empty database, and the same
// lines from there; nothing differs but when it was loaded.
func TestJSONLRoundTrip(t *testing.T) {
	s := mixed(t)
	lines, want := jsonl(t, reading(s)), withoutTimes(whole(t, s))
	if again := jsonl(t, reading(s)); again != lines {
		t.Error("the same graph gives other lines the second time")
	}
	copies := func(s *store.Store) (n int) {
		if err := s.Reader(store.Limits{}).Read(t.Context(), "MATCH (m:EntenteMeta) WHERE m.of IS NOT NULL RETURN m.id", nil, func([]string, []any) error { n++; return nil }); err != nil {
			t.Fatal(err)
		}
		return n
	}
	had := copies(s)
	if had == 0 {
		t.Error("no copy was there")
	}
	s = emptyStore(t)
	var all []graph.Fragment
	for line := range strings.Lines(lines) {
		f, err := graph.ReadFragment([]byte(line))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, f)
	}
	load(t, s, all)
	if d := cmp.Diff(want, withoutTimes(whole(t, s))); d != "" {
		t.Error(d[:min(len(d), 5000)])
	}
	if n := copies(s); n != had {
		t.Errorf("%d copies, of %d", n, had)
	}
}

// TestFormatsHoldTheGraph compares what the other formats hold with the graph,
// whole and without the words of articles.
func TestFormatsHoldTheGraph(t *testing.T) {
	s := mixed(t)
	for _, mode := range []graph.TextMode{"", graph.TextNone} {
		want := whole(t, s)
		r := reading(s)
		if r.Text = mode; mode != "" {
			want = kept(t, s, mode)
		}
		t.Run("graphml"+string(mode), func(t *testing.T) { checkGraphML(t, r, want) })
		t.Run("csv"+string(mode), func(t *testing.T) { checkCSV(t, r, want) })
		t.Run("geojson"+string(mode), func(t *testing.T) { checkGeoJSON(t, r, want) })
	}
}

// kept gives the graph as it is where only so much text was kept from the
// beginning, but for hashes of what was said.
func kept(t *testing.T, s *store.Store, mode graph.TextMode) graph.Graph {
	t.Helper()
	set := graph.NewSet()
	r := reading(s)
	r.Text = mode
	for line := range strings.Lines(jsonl(t, r)) {
		f, err := graph.ReadFragment([]byte(line))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := set.Load(f, at); err != nil {
			t.Fatal(err)
		}
	}
	return set.Graph()
}

// plain gives properties as files have them: but for times of loading, and
// hashes.
func plain(p graph.Properties) map[string]string {
	out := map[string]string{}
	for name, v := range p {
		switch v := v.(type) {
		case graph.Point:
			latitude, longitude := render.Axes(name)
			out[latitude], out[longitude] = render.Plain(v.Latitude), render.Plain(v.Longitude)
		default:
			out[name] = render.Plain(v)
		}
	}
	return tidy(out)
}

func tidy(p map[string]string) map[string]string {
	for _, name := range []string{"id", "loadedAt", "firstLoaded", "digest"} {
		delete(p, name)
	}
	for name, v := range p {
		if v == "" {
			delete(p, name)
		}
	}
	return p
}

func checkGraphML(t *testing.T, r Reading, want graph.Graph) {
	var b, again bytes.Buffer
	nodes, relationships, err := r.GraphML(t.Context(), &b)
	if err != nil || nodes != len(want.Nodes) || relationships != len(want.Relationships) {
		t.Fatal(nodes, relationships, err)
	}
	if _, _, err := r.GraphML(t.Context(), &again); err != nil || !bytes.Equal(b.Bytes(), again.Bytes()) {
		t.Error("the same graph gives another file the second time", err)
	}
	type datum struct {
		Key   string `xml:"key,attr"`
		Value string `xml:",chardata"`
	}
	var doc struct {
		Keys []struct {
			ID   string `xml:"id,attr"`
			Name string `xml:"attr.name,attr"`
			Type string `xml:"attr.type,attr"`
		} `xml:"key"`
		Nodes []struct {
			ID   string  `xml:"id,attr"`
			Data []datum `xml:"data"`
		} `xml:"graph>node"`
		Edges []struct {
			Source string  `xml:"source,attr"`
			Target string  `xml:"target,attr"`
			Data   []datum `xml:"data"`
		} `xml:"graph>edge"`
	}
	if err := xml.Unmarshal(b.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	names := map[string]string{}
	for _, k := range doc.Keys {
		names[k.ID] = k.Name
		if want := map[string]string{"quadClass": "long", "goldstein": "double", "anonymous": "boolean", "startDate": "string", "latitude": "double"}[k.Name]; want != "" && want != k.Type {
			t.Errorf("%s is of type %s", k.Name, k.Type)
		}
	}
	properties := func(list []datum) map[string]string {
		p := map[string]string{}
		for _, d := range list {
			p[names[d.Key]] = d.Value
		}
		return tidy(p)
	}
	got := map[string]map[string]string{}
	for _, n := range doc.Nodes {
		got[n.ID] = properties(n.Data)
	}
	for _, n := range want.Nodes {
		p := plain(n.Properties)
		for _, l := range n.Labels {
			p["labels"] += ":" + string(l)
		}
		if d := cmp.Diff(p, got[n.ID]); d != "" {
			t.Fatal(n.ID, d)
		}
	}
	var edges, all []string
	for _, e := range doc.Edges {
		p := properties(e.Data)
		label := p["label"]
		delete(p, "label")
		edges = append(edges, line(t, label, e.Source, e.Target, p))
	}
	for _, x := range want.Relationships {
		all = append(all, line(t, string(x.Type), x.Start, x.End, plain(x.Properties)))
	}
	slices.Sort(edges)
	slices.Sort(all)
	if d := cmp.Diff(all, edges); d != "" {
		t.Error(d[:min(len(d), 3000)])
	}
	readByNetworkX(t, b.Bytes(), nodes, relationships)
}

func line(t *testing.T, kind, start, end string, p map[string]string) string {
	t.Helper()
	b, err := json.Marshal([]any{kind, start, end, p})
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// readByNetworkX asks the library that most will read the file with, where it
// is there.
func readByNetworkX(t *testing.T, file []byte, nodes, relationships int) {
	python := os.Getenv("PYTHON")
	if python == "" {
		python = "python3"
	}
	if err := exec.CommandContext(t.Context(), python, "-c", "import networkx").Run(); err != nil {
		t.Log("not tried with NetworkX: PYTHON names no Python that has it")
		return
	}
	path := filepath.Join(t.TempDir(), "g.graphml")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), python, "-c", `import networkx, sys, json
g = networkx.read_graphml(sys.argv[1], force_multigraph=True)
e = next(d for n, d in g.nodes(data=True) if n.startswith("event:gdelt:"))
print(json.dumps([g.number_of_nodes(), g.number_of_edges(), e["labels"], type(e["quadClass"]).__name__, type(e["goldstein"]).__name__, g.is_directed()]))`, path).CombinedOutput()
	want, _ := json.Marshal([]any{nodes, relationships, ":Event", "int", "float", true})
	var got, wanted any
	if err != nil || json.Unmarshal(out, &got) != nil || json.Unmarshal(want, &wanted) != nil || !cmp.Equal(got, wanted) {
		t.Errorf("NetworkX reads %s, want %s: %v", out, want, err)
	}
}

func checkCSV(t *testing.T, r Reading, want graph.Graph) {
	dir := t.TempDir()
	rows, err := r.CSV(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	var got, all []string
	for name, n := range rows {
		f, err := os.Open(filepath.Join(dir, name+".csv"))
		if err != nil {
			t.Fatal(err)
		}
		records, err := csv.NewReader(f).ReadAll()
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		if err != nil || len(records) != n+1 {
			t.Fatal(name, len(records), n, err)
		}
		head := records[0]
		for _, rec := range records[1:] {
			p := map[string]string{}
			for i, v := range rec[2:] {
				p[head[i+2]] = strings.TrimPrefix(v, "'")
			}
			got = append(got, line(t, name, rec[0], rec[1], tidy(p)))
		}
	}
	for _, n := range want.Nodes {
		all = append(all, line(t, string(n.Labels[0]), n.ID, joinLabels(n.Labels), plain(n.Properties)))
	}
	for _, x := range want.Relationships {
		all = append(all, line(t, string(x.Type), x.Start, x.End, plain(x.Properties)))
	}
	slices.Sort(got)
	slices.Sort(all)
	if d := cmp.Diff(all, got); d != "" {
		t.Error(d[:min(len(d), 3000)])
	}
}

func checkGeoJSON(t *testing.T, r Reading, want graph.Graph) {
	var b bytes.Buffer
	w := bufio.NewWriter(&b)
	g := render.NewGeoJSON(w)
	without, err := r.GeoJSON(t.Context(), g)
	if err == nil {
		err = g.Close()
	}
	if err == nil {
		err = w.Flush()
	}
	var doc struct {
		Type     string
		BBox     [4]float64
		Features []struct {
			Type, ID string
			Geometry struct {
				Type        string
				Coordinates [2]float64
			}
			Properties map[string]any
		}
	}
	if err != nil || json.Unmarshal(b.Bytes(), &doc) != nil || doc.Type != "FeatureCollection" {
		t.Fatal(err, b.String())
	}
	located, none := map[string]graph.Node{}, 0
	for _, n := range want.Nodes {
		if n.Labels[0] != graph.EventLabel {
			continue
		}
		if _, ok := n.Properties["location"]; ok {
			located[n.ID] = n
		} else {
			none++
		}
	}
	if len(doc.Features) != len(located) || without != none || none == 0 || len(located) == 0 {
		t.Errorf("%d features of %d, %d without a place of %d", len(doc.Features), len(located), without, none)
	}
	for _, f := range doc.Features {
		n := located[f.ID]
		if p, ok := n.Properties["location"].(graph.Point); !ok || f.Geometry.Type != "Point" || f.Geometry.Coordinates != [2]float64{p.Longitude, p.Latitude} {
			t.Fatalf("%+v is not %+v", f, n)
		}
		if f.Properties["name"] != n.Properties["name"] || f.Properties["sources"] == nil || f.Properties["text"] != nil {
			t.Errorf("%+v is not %+v", f, n)
		}
	}
}
