package render

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/entente/entente/calendar"
	"github.com/entente/entente/graph"
	"github.com/entente/entente/printable"
	"github.com/entente/entente/printable/printabletest"
)

// payloads are what hostile articles try, with what must not come out.
var payloads = []struct{ name, text string }{
	{"escape sequence", "a\x1b[2Jb"},
	{"C1 control", "a\u009b31mb"},
	{"carriage return", "safe\rEVIL"},
	{"bell and null", "a\a\x00b"},
	{"bidi override", "a\u202egnp.exe"},
	{"bidi isolate", "a\u2066b\u2069"},
	{"formula", "=HYPERLINK(\"http://evil\")"},
	{"formula by plus", "+1+cmd|' /C calc'!A0"},
	{"formula by at", "@SUM(1)"},
	{"script", "<script>alert(1)</script>"},
	{"image", "<img src=x onerror=alert(1)>"},
	{"markdown link", "[click](javascript:alert(1))"},
	{"markdown image", "![x](http://evil/x.png)"},
	{"table breaker", "a | b\n| c"},
	{"Graphviz", "\"]; evil [label=\"x"},
	{"Graphviz escape", "end\\"},
	{"Cypher", "'}) DETACH DELETE n //"},
	{"Cypher escape", "\\'}) DETACH DELETE n //"},
	{"Cypher unicode escape", `\u0027}) DETACH DELETE n //`},
	{"line separators", "a\u2028b\u2029c\u0085d"},
}

func write(t *testing.T, f Format, v any) string {
	t.Helper()
	var b bytes.Buffer
	rows, err := NewRows(&b, f, []string{"column"}, 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := rows.Row([]any{v}); err != nil {
		t.Fatal(err)
	}
	if err := rows.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestPayloadsAreData(t *testing.T) {
	for _, p := range payloads {
		for _, f := range []Format{Table, CSV, Markdown} {
			out := write(t, f, p.text)
			for _, r := range out {
				if r != '\n' && printable.Hidden(r) {
					t.Errorf("%s as %s: %U comes out: %q", p.name, f, r, out)
				}
			}
		}
		for _, f := range []Format{JSON, JSONL} {
			out := write(t, f, p.text)
			var got any
			if err := json.Unmarshal([]byte(out), &got); err != nil || !strings.Contains(fmt.Sprint(got), p.text) {
				t.Errorf("%s as %s: %v, %v", p.name, f, got, err)
			}
			if strings.ContainsFunc(out, func(r rune) bool { return r != '\n' && printable.Hidden(r) }) {
				t.Errorf("%s as %s: a control character in %q", p.name, f, out)
			}
		}
		markdown := strings.Split(strings.TrimSuffix(write(t, Markdown, p.text), "\n"), "\n")
		if len(markdown) != 3 {
			t.Errorf("%s: a Markdown table of %d lines", p.name, len(markdown))
		}
		for _, bad := range []string{"<script", "<img", "[click]", "!["} {
			if strings.Contains(markdown[len(markdown)-1], bad) {
				t.Errorf("%s: %s in Markdown: %s", p.name, bad, markdown[len(markdown)-1])
			}
		}
		records, err := csv.NewReader(strings.NewReader(write(t, CSV, p.text))).ReadAll()
		if err != nil || len(records) != 2 {
			t.Errorf("%s as CSV: %v, %v", p.name, records, err)
		} else if strings.ContainsAny(records[1][0][:1], "=+-@\t\r") {
			t.Errorf("%s: a formula in CSV: %q", p.name, records[1][0])
		}
	}
}

func TestPayloadsInGraphs(t *testing.T) {
	for _, p := range payloads {
		g := graph.Graph{Nodes: []graph.Node{{ID: "person:x", Labels: []graph.Label{graph.ActorLabel, graph.Person}, Properties: graph.Properties{"id": "person:x", "name": p.text}}}}
		var dot, cypher bytes.Buffer
		if err := DOT(&dot, g); err != nil {
			t.Fatal(err)
		}
		if err := Cypher(&cypher, g); err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(printabletest.Unquoted(dot.String(), '"'), "label="); n != 1 {
			t.Errorf("%s: the text gets out of its string in DOT: %s", p.name, dot.String())
		}
		if out := printabletest.Unquoted(cypher.String(), '\''); strings.Contains(out, "DETACH") || strings.Count(out, ";") != 1 {
			t.Errorf("%s: the text gets out of its string in Cypher: %s", p.name, cypher.String())
		}
		for _, s := range []string{dot.String(), cypher.String()} {
			if strings.ContainsFunc(s, func(r rune) bool { return r != '\n' && printable.Hidden(r) }) {
				t.Errorf("%s: a control character in %q", p.name, s)
			}
		}
	}
}

func TestValues(t *testing.T) {
	node := graph.Node{ID: "person:ana", Labels: []graph.Label{graph.ActorLabel, graph.Person}, Properties: graph.Properties{"name": "Ana"}}
	event := graph.Node{ID: "event:1", Labels: []graph.Label{graph.EventLabel}, Properties: graph.Properties{"name": "visit", "startDate": calendar.NewDate(2025, 3, 1)}}
	rel := graph.Relationship{Type: graph.Initiated, Start: "person:ana", End: "event:1", Properties: graph.Properties{}}
	for _, c := range []struct {
		v          any
		text, json string
	}{
		{nil, "", "null"},
		{7, "7", "7"},
		{2.5, "2.5", "2.5"},
		{true, "true", "true"},
		{0.04, "0.04", "0.04"},
		{math.NaN(), "NaN", `"NaN"`},
		{calendar.NewDate(2025, 3, 1), "2025-03-01", `"2025-03-01"`},
		{[]any{"a", "b"}, "a; b", `["a","b"]`},
		{node, "Ana (person:ana)", `{"id":"person:ana","labels":["Actor","Person"],"properties":{"name":"Ana"}}`},
		{rel, "person:ana -INITIATED-> event:1", `{"type":"INITIATED","start":"person:ana","end":"event:1","properties":{}}`},
		{graph.Path{Nodes: []graph.Node{node, event}, Relationships: []graph.Relationship{rel}}, "Ana (person:ana) -INITIATED-> visit (event:1)", ""},
		{graph.Path{Nodes: []graph.Node{event, node}, Relationships: []graph.Relationship{rel}}, "visit (event:1) <-INITIATED- Ana (person:ana)", ""},
		{map[string]any{"n": 1}, `{"n":1}`, `{"n":1}`},
	} {
		if got := cellOf(c.v); got != c.text {
			t.Errorf("text of %v: %q, want %q", c.v, got, c.text)
		}
		if got := strings.TrimSuffix(strings.TrimPrefix(write(t, JSONL, c.v), `{"column": `), "}\n"); c.json != "" && got != c.json {
			t.Errorf("JSON of %v: %s, want %s", c.v, got, c.json)
		}
	}
}

func TestFit(t *testing.T) {
	if got := fit([]int{10, 100, 50}, 90); got[0] != 10 || got[0]+got[1]+got[2]+10 > 90 {
		t.Errorf("fit: %v", got)
	}
	if got := fit([]int{100, 100}, 10); got[0] != 12 || got[1] != 12 {
		t.Errorf("no room: %v", got)
	}
}

func TestEmptyAnswers(t *testing.T) {
	for f, want := range map[Format]string{Table: "no rows\n", JSON: "[]\n", JSONL: "", CSV: "column\n", Markdown: "| column |\n| --- |\n"} {
		var b bytes.Buffer
		rows, err := NewRows(&b, f, []string{"column"}, 0)
		if err != nil {
			t.Fatal(err)
		}
		if err := rows.Close(); err != nil || b.String() != want {
			t.Errorf("%s: %q, %v", f, b.String(), err)
		}
	}
}
