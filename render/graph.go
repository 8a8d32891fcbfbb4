package render

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/entente/entente/calendar"
	"github.com/entente/entente/graph"
	"github.com/entente/entente/printable"
	"github.com/entente/entente/queries"
)

// Cypher writes a graph as a script that loads it, for cypher-shell or Neo4j
// Browser. It can be run twice.
func Cypher(w io.Writer, g graph.Graph) error {
	var b strings.Builder
	for _, n := range g.Nodes {
		fmt.Fprintf(&b, "MERGE (n:%s {id: %s}) SET n%s, n = %s;\n", n.Labels[0], literal(n.ID), labelText(n.Labels), literal(n.Properties))
	}
	for _, r := range g.Relationships {
		fmt.Fprintf(&b, "MATCH (a:%s {id: %s}) MATCH (b:%s {id: %s}) MERGE (a)-[r:%s%s]->(b) SET r = %s;\n",
			graph.LabelOf(r.Start), literal(r.Start), graph.LabelOf(r.End), literal(r.End), r.Type, keyOf(r), literal(r.Properties))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func labelText(list []graph.Label) string {
	var b strings.Builder
	for _, l := range list {
		b.WriteString(":" + string(l))
	}
	return b.String()
}

// keyOf gives what tells a relationship from others between the same nodes.
func keyOf(r graph.Relationship) string {
	key := graph.Properties{}
	for _, name := range []string{"role", "dataset", "key"} {
		if v, ok := r.Properties[name]; ok && (r.Type == graph.AffiliatedWith) == (name == "role") {
			key[name] = v
		}
	}
	if len(key) == 0 {
		return ""
	}
	return " " + literal(key)
}

// literal writes a value as Cypher.
func literal(v any) string {
	switch v := v.(type) {
	case string, []string, float64:
		return queries.Literal(v)
	case calendar.Date:
		return "date('" + v.String() + "')"
	case time.Time:
		return "datetime('" + v.Format(time.RFC3339Nano) + "')"
	case graph.Point:
		return fmt.Sprintf("point({longitude: %v, latitude: %v})", v.Longitude, v.Latitude)
	case graph.Properties:
		names := make([]string, 0, len(v))
		for name := range v {
			names = append(names, name)
		}
		slices.Sort(names)
		return "{" + joined(names, func(name string) string { return name + ": " + literal(v[name]) }) + "}"
	}
	return fmt.Sprint(v)
}

func joined[T any](list []T, write func(T) string) string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = write(v)
	}
	return strings.Join(out, ", ")
}

// DOT writes graphs for Graphviz: actors and facts with the relationships
// between them, without articles.
func DOT(w io.Writer, graphs ...graph.Graph) error {
	var b strings.Builder
	b.WriteString("digraph entente {\n  rankdir=LR;\n  node [style=filled, fontname=\"sans-serif\"];\n")
	seen := map[string]bool{}
	line := func(s string) {
		if !seen[s] {
			seen[s] = true
			b.WriteString(s)
		}
	}
	for _, g := range graphs {
		for _, n := range g.Nodes {
			if n.Labels[0] != graph.ArticleLabel {
				line(fmt.Sprintf("  %s [label=%s, %s];\n", dotString(n.ID), dotString(dotLabel(n)), dotStyle(n)))
			}
		}
		for _, r := range g.Relationships {
			if r.Type != graph.ReportedIn && r.Type != graph.Mentions {
				line(fmt.Sprintf("  %s -> %s [label=%s];\n", dotString(r.Start), dotString(r.End), dotString(relText(r))))
			}
		}
	}
	b.WriteString("}\n")
	_, err := io.WriteString(w, b.String())
	return err
}

func dotLabel(n graph.Node) string {
	for _, name := range []string{"caption", "name"} {
		if s, ok := n.Properties[name].(string); ok {
			if when, ok := n.Properties["when"].(string); ok && n.Labels[0] == graph.EventLabel {
				return s + "\n" + when
			}
			return s
		}
	}
	return n.ID
}

// dotStyle tells kinds of node, and events that have not happened, apart.
// The colours are those of Okabe and Ito, which the colour-blind tell apart.
func dotStyle(n graph.Node) string {
	status, _ := n.Properties["status"].(string)
	switch {
	case n.Labels[0] == graph.EventLabel && (status == "planned" || status == "hypothetical"):
		return `shape=ellipse, fillcolor="white", color="#D55E00"`
	case n.Labels[0] == graph.EventLabel && status == "denied":
		return `shape=ellipse, fillcolor="#DDDDDD", color="#777777"`
	case n.Labels[0] == graph.EventLabel:
		return `shape=ellipse, fillcolor="#E69F00"`
	case n.Labels[0] == graph.PolicyLabel:
		return `shape=note, fillcolor="#009E73"`
	case n.Labels[0] == graph.StatementLabel:
		return `shape=box, fillcolor="#F0E442"`
	}
	return `shape=box, fillcolor="#56B4E9"`
}

// dotString writes an ID of the DOT language in double quotes, where only the
// quote and the backslash mean anything.
func dotString(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case printable.Hidden(r):
			b.WriteString("\ufffd")
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
