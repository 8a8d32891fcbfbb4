package graph

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"time"

	"github.com/entente/entente/calendar"
)

// ErrNoGraph is in the error of ReadFragment for JSON that is not in the form
// of a graph.
var ErrNoGraph = errors.New("not a graph")

type jsonGraph struct {
	Article       Properties         `json:"article"`
	Nodes         []jsonNode         `json:"nodes"`
	Relationships []jsonRelationship `json:"relationships"`
}

type jsonNode struct {
	ID         string     `json:"id"`
	Labels     []Label    `json:"labels"`
	Properties Properties `json:"properties"`
}

type jsonRelationship struct {
	Type       RelType    `json:"type"`
	Start      string     `json:"start"`
	End        string     `json:"end"`
	Properties Properties `json:"properties"`
}

// Graph gives the graph that the fragment alone makes.
func (f Fragment) Graph() Graph {
	return (&Set{fragments: map[source]Fragment{{f.Article.ID, f.Dataset}: f}}).Graph()
}

// AppendJSON appends the fragment as one line of JSON, in the form that
// `extract --format jsonl` prints and `load` reads: its graph, with the
// Article node apart under "article".
func (f Fragment) AppendJSON(b []byte) ([]byte, error) {
	out := jsonGraph{Nodes: []jsonNode{}, Relationships: []jsonRelationship{}}
	g := f.Graph()
	for _, n := range g.Nodes {
		if n.ID == f.Article.ID {
			out.Article = n.Properties
			continue
		}
		out.Nodes = append(out.Nodes, jsonNode(n))
	}
	for _, r := range g.Relationships {
		out.Relationships = append(out.Relationships, jsonRelationship(r))
	}
	buf := bytes.NewBuffer(b)
	enc := json.NewEncoder(buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(out); err != nil {
		return nil, fmt.Errorf("writing the graph of %s: %w", f.Article.ID, err)
	}
	return buf.Bytes(), nil
}

// ReadFragment reads one line that AppendJSON wrote. It takes evidence and
// mentions; all else follows from them. JSON of another form gives ErrNoGraph.
func ReadFragment(line []byte) (Fragment, error) {
	var in jsonGraph
	dec := json.NewDecoder(bytes.NewReader(line))
	dec.UseNumber()
	if err := dec.Decode(&in); err != nil {
		return Fragment{}, fmt.Errorf("%w: %w", ErrNoGraph, err)
	}
	if _, err := dec.Token(); err != io.EOF {
		return Fragment{}, fmt.Errorf("%w: something follows the closing bracket", ErrNoGraph)
	}
	if in.Article == nil || in.Nodes == nil || in.Relationships == nil {
		return Fragment{}, fmt.Errorf(`%w: it has no "article", "nodes" and "relationships"`, ErrNoGraph)
	}
	f, err := in.fragment()
	if err != nil {
		return Fragment{}, err
	}
	return f, f.Validate()
}

func (in jsonGraph) fragment() (Fragment, error) {
	props, err := typed(in.Article, NodeProperties(ArticleLabel))
	if err != nil {
		return Fragment{}, fmt.Errorf("article: %w", err)
	}
	f := Fragment{}
	if f.Article, err = ArticleFrom(props); err != nil {
		return Fragment{}, err
	}
	f.Dataset = f.Article.Loader
	facts := 0
	for _, n := range in.Nodes {
		if slices.Contains(FactLabels(), LabelOf(n.ID)) {
			facts++
		}
	}
	for _, r := range in.Relationships {
		if err := f.take(r); err != nil {
			return Fragment{}, fmt.Errorf("%s from %s to %s: %w", r.Type, r.Start, r.End, err)
		}
	}
	_, whole := props["digest"]
	f.Partial = f.Dataset != News && !whole
	if facts > len(f.Reports) {
		return Fragment{}, fmt.Errorf("%s: %d events, policies and statements, but %d REPORTED_IN: every fact needs one", f.Article.ID, facts, len(f.Reports))
	}
	return f.Unresolved(), nil
}

// take adds what a MENTIONS or REPORTED_IN says; the others follow from them.
func (f *Fragment) take(r jsonRelationship) error {
	if r.Type != Mentions && r.Type != ReportedIn {
		return nil
	}
	p, err := typed(r.Properties, RelProperties(r.Type))
	if err != nil {
		return err
	}
	if d, ok := p["dataset"].(string); ok {
		f.Dataset = d
	}
	if r.Type == Mentions {
		if r.Start != f.Article.ID {
			return fmt.Errorf("it is of another article than %s", f.Article.ID)
		}
		a, err := ActorFrom(r.End, p)
		f.Actors = append(f.Actors, a)
		return err
	}
	if r.End != f.Article.ID {
		return fmt.Errorf("it is in another article than %s", f.Article.ID)
	}
	rep, _, err := ReportFrom(LabelOf(r.Start), p)
	f.Reports = append(f.Reports, rep)
	return err
}

// NodeProperties gives the properties of a label, or nil where there is no such label.
func NodeProperties(l Label) []Property {
	for _, s := range NodeSchemas() {
		if s.Label == l {
			return s.Properties
		}
	}
	return nil
}

// RelProperties gives the properties of a type, or nil where there is no such type.
func RelProperties(t RelType) []Property {
	for _, s := range RelSchemas() {
		if s.Type == t {
			return s.Properties
		}
	}
	return nil
}

// ReadProperties reads a JSON object of properties, in the types that the
// schema says.
func ReadProperties(line []byte, schema []Property) (Properties, error) {
	var in Properties
	dec := json.NewDecoder(bytes.NewReader(line))
	dec.UseNumber()
	if err := dec.Decode(&in); err != nil {
		return nil, err
	}
	return typed(in, schema)
}

// typed turns values as JSON has them into the types that the schema says.
func typed(in Properties, schema []Property) (Properties, error) {
	types := make(map[string]Type, len(schema))
	for _, s := range schema {
		types[s.Name] = s.Type
	}
	out := Properties{}
	for name, v := range in {
		t, ok := types[name]
		if !ok {
			return nil, fmt.Errorf("property %q is not in the schema", name)
		}
		x, err := convert(v, t)
		if err != nil {
			return nil, fmt.Errorf("property %s: %w", name, err)
		}
		out.set(name, x)
	}
	return out, nil
}

func convert(v any, t Type) (any, error) {
	bad := fmt.Errorf("%v is no %s", v, t)
	switch t {
	case Int, Float:
		n, ok := v.(json.Number)
		if !ok {
			return nil, bad
		}
		if t == Int {
			i, err := n.Int64()
			if err != nil || i > math.MaxInt32 || i < math.MinInt32 {
				return nil, bad
			}
			return int(i), nil
		}
		return n.Float64()
	case Bool:
		if b, ok := v.(bool); ok {
			return b, nil
		}
	case Strings:
		return stringList(v, bad)
	case PointGeo:
		return point(v, bad)
	}
	s, ok := v.(string)
	if !ok {
		return nil, bad
	}
	switch t {
	case DateType:
		return calendar.ParseDate(s)
	case DateTime:
		return time.Parse(time.RFC3339Nano, s)
	case String:
		return s, nil
	}
	return nil, bad
}

func stringList(v any, bad error) (any, error) {
	list, ok := v.([]any)
	if !ok {
		return nil, bad
	}
	out := make([]string, len(list))
	for i, e := range list {
		if out[i], ok = e.(string); !ok {
			return nil, bad
		}
	}
	return out, nil
}

func point(v any, bad error) (any, error) {
	m, ok := v.(map[string]any)
	if !ok || len(m) != 2 {
		return nil, bad
	}
	lon, ok1 := m["longitude"].(json.Number)
	lat, ok2 := m["latitude"].(json.Number)
	if !ok1 || !ok2 {
		return nil, bad
	}
	x, err1 := lon.Float64()
	y, err2 := lat.Float64()
	if err := errors.Join(err1, err2); err != nil {
		return nil, bad
	}
	return Point{x, y}, nil
}
