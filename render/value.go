package render

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/entente/entente/calendar"
	"github.com/entente/entente/graph"
	"github.com/entente/entente/printable"
)

// cellOf gives a value for people, on one line.
func cellOf(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return printable.Line(v)
	case calendar.Date:
		return v.String()
	case time.Time:
		return v.Format(time.RFC3339)
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	case graph.Point:
		return fmt.Sprintf("%.4f, %.4f", v.Latitude, v.Longitude)
	case graph.Node:
		return nodeText(v)
	case graph.Relationship:
		return fmt.Sprintf("%s -%s-> %s", printable.Line(v.Start), relText(v), printable.Line(v.End))
	case graph.Path:
		return pathText(v)
	case []any:
		return listText(v, cellOf)
	case []string:
		return listText(v, printable.Line)
	case map[string]any, graph.Properties:
		b, err := json.Marshal(jsonValue(v))
		if err != nil {
			return printable.Line(fmt.Sprint(v))
		}
		return printable.Line(string(b))
	}
	return printable.Line(fmt.Sprint(v))
}

func listText[T any](list []T, text func(T) string) string {
	out := make([]string, len(list))
	for i, e := range list {
		out[i] = text(e)
	}
	return strings.Join(out, "; ")
}

func nodeText(n graph.Node) string {
	name, _ := n.Properties["name"].(string)
	if title, ok := n.Properties["title"].(string); ok && name == "" {
		name = title
	}
	if name == "" {
		return printable.Line(n.ID)
	}
	return printable.Line(name) + " (" + printable.Line(n.ID) + ")"
}

func relText(r graph.Relationship) string {
	if role, ok := r.Properties["role"].(string); ok {
		return string(r.Type) + " " + printable.Line(role)
	}
	return string(r.Type)
}

func pathText(p graph.Path) string {
	var b strings.Builder
	for i, n := range p.Nodes {
		if i > 0 {
			r := p.Relationships[i-1]
			if r.End == n.ID {
				fmt.Fprintf(&b, " -%s-> ", relText(r))
			} else {
				fmt.Fprintf(&b, " <-%s- ", relText(r))
			}
		}
		b.WriteString(nodeText(n))
	}
	return b.String()
}

type jsonNode struct {
	ID         string        `json:"id"`
	Labels     []graph.Label `json:"labels"`
	Properties any           `json:"properties"`
}

type jsonRelationship struct {
	Type       graph.RelType `json:"type"`
	Start      string        `json:"start"`
	End        string        `json:"end"`
	Properties any           `json:"properties"`
}

// jsonValue gives a value in the form that the command line promises: dates as
// ISO strings, nodes as {id, labels, properties}, a path as its nodes and
// relationships.
func jsonValue(v any) any {
	switch v := v.(type) {
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return fmt.Sprint(v) // JSON has no such numbers
		}
	case graph.Node:
		return jsonNode{v.ID, v.Labels, jsonValue(v.Properties)}
	case graph.Relationship:
		return jsonRelationship{v.Type, v.Start, v.End, jsonValue(v.Properties)}
	case graph.Path:
		return map[string]any{"nodes": jsonList(v.Nodes), "relationships": jsonList(v.Relationships)}
	case []any:
		return jsonList(v)
	case graph.Properties:
		return jsonValue(map[string]any(v))
	case map[string]any:
		out := make(map[string]any, len(v))
		for name, e := range v {
			out[name] = jsonValue(e)
		}
		return out
	}
	return v
}

func jsonList[T any](list []T) []any {
	out := make([]any, len(list))
	for i, e := range list {
		out[i] = jsonValue(e)
	}
	return out
}

// numeric tells whether a column of such values is set to the right.
func numeric(v any) bool {
	return slices.Contains([]string{"int", "float64"}, fmt.Sprintf("%T", v))
}
