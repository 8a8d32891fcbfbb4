package render_test

import (
	"encoding/json"
	"encoding/xml"
	"strings"
	"testing"

	"github.com/entente/entente/calendar"
	"github.com/entente/entente/graph"
	"github.com/entente/entente/render"
)

// Text from outside neither breaks a file nor starts a formula.
func TestSheet(t *testing.T) {
	var b strings.Builder
	s, err := render.NewSheet(&b, []string{"a", "b"})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range [][]any{
		{"=1+1", "@SUM(A1)"},
		{"two\nlines, \"quoted\"", "plain"},
		{[]string{"x;y", "-z"}, calendar.NewDate(2025, 2, 3)},
		{-1.5, -7},
		{nil, true},
		{graph.Point{Longitude: 1.5, Latitude: 2}, []any{1, "two"}},
	} {
		if err := s.Row(row); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	want := `a,b
'=1+1,'@SUM(A1)
"two
lines, ""quoted""",plain
"[""x;y"",""-z""]",2025-02-03
-1.5,-7
,true
"{""longitude"":1.5,""latitude"":2}","[1,""two""]"
`
	if b.String() != want {
		t.Errorf("%s\nwant\n%s", b.String(), want)
	}
}

func TestGraphML(t *testing.T) {
	var b strings.Builder
	g, err := render.NewGraphML(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	for _, n := range []graph.Node{
		{ID: "event:1", Labels: []graph.Label{graph.EventLabel, graph.PlannedLabel}, Properties: graph.Properties{"id": "event:1", "name": "<a> & \"b\"\x00\x1b]\u202e", "reports": 2, "goldstein": -1.5,
			"location": graph.Point{Longitude: 3, Latitude: 4}, "contexts": []string{"x", "y"}}},
		{ID: "country:PER", Labels: []graph.Label{graph.ActorLabel, graph.Country}, Properties: graph.Properties{"name": "Peru"}},
	} {
		if err := g.Node(n); err != nil {
			t.Fatal(err)
		}
	}
	if err := g.Relationship(graph.Relationship{Type: graph.Targets, Start: "event:1", End: "country:PER", Properties: graph.Properties{"as": "Lima"}}); err != nil {
		t.Fatal(err)
	}
	if err := g.Finish(); err != nil {
		t.Fatal(err)
	}
	dec := xml.NewDecoder(strings.NewReader(b.String()))
	for {
		if tok, err := dec.Token(); err != nil {
			if tok != nil || err.Error() != "EOF" {
				t.Error(err)
			}
			break
		}
	}
	for _, want := range []string{
		`<key id="node.reports" for="node" attr.name="reports" attr.type="long"/>`,
		`<key id="node.goldstein" for="node" attr.name="goldstein" attr.type="double"/>`,
		`<node id="event:1" labels=":Event:Planned"><data key="node.labels">:Event:Planned</data>`,
		`<data key="node.latitude">4</data><data key="node.longitude">3</data>`,
		`<data key="node.contexts">[&#34;x&#34;,&#34;y&#34;]</data>`,
		`&lt;a&gt; &amp; &#34;b&#34;`,
		`<edge id="e0" source="event:1" target="country:PER" label="TARGETS"><data key="edge.label">TARGETS</data><data key="edge.as">Lima</data></edge>`,
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %s in\n%s", want, b.String())
		}
	}
	if strings.ContainsAny(b.String(), "\x00\x1b") {
		t.Error("a control character stands in the file")
	}
}

// The box is the least that holds all points, over the antimeridian too.
func TestGeoJSON(t *testing.T) {
	for _, c := range []struct {
		points []graph.Point
		box    string
	}{
		{[]graph.Point{{Longitude: 10, Latitude: 20}}, `[10,20,10,20]`},
		{[]graph.Point{{Longitude: -70.5, Latitude: -12}, {Longitude: 30, Latitude: 50}}, `[-70.5,-12,30,50]`},
		{[]graph.Point{{Longitude: 177, Latitude: -20}, {Longitude: -178, Latitude: -16}}, `[177,-20,-178,-16]`},
		{nil, ``},
	} {
		var b strings.Builder
		g := render.NewGeoJSON(&b)
		for _, p := range c.points {
			if err := g.Feature("event:x", p, []string{"name", "on", "n"}, []any{"a \"b\"\x1b", calendar.NewDate(2025, 1, 2), 3}); err != nil {
				t.Fatal(err)
			}
		}
		if err := g.Close(); err != nil {
			t.Fatal(err)
		}
		var doc struct {
			BBox     json.RawMessage
			Features []struct {
				Geometry   struct{ Coordinates [2]float64 }
				Properties map[string]any
			}
		}
		if err := json.Unmarshal([]byte(b.String()), &doc); err != nil || string(doc.BBox) != c.box || len(doc.Features) != len(c.points) || strings.Contains(b.String(), "\x1b") {
			t.Errorf("%s: %v", b.String(), err)
		}
		for i, f := range doc.Features {
			if f.Geometry.Coordinates != [2]float64{c.points[i].Longitude, c.points[i].Latitude} || f.Properties["on"] != "2025-01-02" || f.Properties["n"] != 3.0 {
				t.Errorf("%+v", f)
			}
		}
	}
}
