package export

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/entente/entente/graph"
	"github.com/entente/entente/printable"
	"github.com/entente/entente/render"
)

// A Database is read, page by page, in the order of ids: the same graph gives
// the same file.
type Database interface {
	// Read runs a statement and hands over each row. What is handed over is as
	// store.Reader has it.
	Read(ctx context.Context, cypher string, params map[string]any, visit func(columns []string, row []any) error) error
	// FragmentsOf gives what each data set says of these articles.
	FragmentsOf(ctx context.Context, articleIDs ...string) ([]graph.Fragment, error)
}

// A Reading is a graph, or a part of it, on its way from a database to a file.
type Reading struct {
	DB Database
	// IDs are the nodes to read, with all relationships between them; nil for
	// the whole graph.
	IDs map[string]bool
	// Text is the most text to hand on; "" for all that the graph has.
	Text graph.TextMode
	// Progress, where set, is called with the number of nodes read since the
	// last call.
	Progress func(nodes int)
}

// How many nodes, and articles with all that they say, are read at once.
const (
	nodePage    = 1000
	articlePage = 100
)

// pages hands over all nodes of the reading with this label, in the order of
// their ids.
func (r Reading) pages(ctx context.Context, label graph.Label, use func(nodes []graph.Node) error) error {
	next := r.all(label)
	if r.IDs != nil {
		next = r.some(label)
	}
	for {
		nodes, more, err := next(ctx)
		if err != nil {
			return err
		}
		if len(nodes) > 0 {
			if err := use(nodes); err != nil {
				return err
			}
			if r.Progress != nil {
				r.Progress(len(nodes))
			}
		}
		if !more {
			return nil
		}
	}
}

// A pager gives one page after another.
type pager func(ctx context.Context) (nodes []graph.Node, more bool, err error)

func (r Reading) all(label graph.Label) pager {
	last := ""
	return func(ctx context.Context) ([]graph.Node, bool, error) {
		nodes, err := r.nodes(ctx, fmt.Sprintf("MATCH (n:%s) WHERE n.id > $last RETURN n ORDER BY n.id LIMIT %d", label, nodePage), map[string]any{"last": last})
		if len(nodes) > 0 {
			last = nodes[len(nodes)-1].ID
		}
		return nodes, len(nodes) == nodePage, err
	}
}

func (r Reading) some(label graph.Label) pager {
	var ids []string
	for id := range r.IDs {
		if graph.LabelOf(id) == label {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return func(ctx context.Context) ([]graph.Node, bool, error) {
		page := ids[:min(nodePage, len(ids))]
		ids = ids[len(page):]
		nodes, err := r.nodes(ctx, fmt.Sprintf("UNWIND $ids AS id MATCH (n:%s {id: id}) RETURN n ORDER BY id", label), map[string]any{"ids": page})
		return nodes, len(ids) > 0, err
	}
}

func (r Reading) nodes(ctx context.Context, cypher string, params map[string]any) ([]graph.Node, error) {
	var nodes []graph.Node
	err := r.DB.Read(ctx, cypher, params, func(_ []string, row []any) error {
		n, ok := row[0].(graph.Node)
		if !ok {
			return fmt.Errorf("a %T where a node should be", row[0])
		}
		n.Properties = strip(n.Labels[0], n.Properties, r.Text)
		nodes = append(nodes, n)
		return nil
	})
	return nodes, err
}

// relationships hands over the relationships that leave nodes of one label.
func (r Reading) relationships(ctx context.Context, label graph.Label, nodes []graph.Node, use func(graph.Relationship) error) error {
	ids := make([]string, len(nodes))
	for i, n := range nodes {
		ids[i] = n.ID
	}
	var list []graph.Relationship
	err := r.DB.Read(ctx, fmt.Sprintf("UNWIND $ids AS id MATCH (n:%s {id: id})-[r]->(m) RETURN type(r), id, m.id, properties(r)", label), map[string]any{"ids": ids}, func(_ []string, row []any) error {
		t, _ := row[0].(string)
		start, _ := row[1].(string)
		end, _ := row[2].(string)
		p, _ := row[3].(map[string]any)
		if end != "" && (r.IDs == nil || r.IDs[end]) {
			list = append(list, stripRelationship(graph.Relationship{Type: graph.RelType(t), Start: start, End: end, Properties: p}, r.Text))
		}
		return nil
	})
	if err != nil {
		return err
	}
	slices.SortFunc(list, func(a, b graph.Relationship) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), graph.CompareRelationships(a, b))
	})
	for _, x := range list {
		if err := use(x); err != nil {
			return err
		}
	}
	return nil
}

// GraphML writes the reading, and gives the number of nodes and relationships.
func (r Reading) GraphML(ctx context.Context, w io.Writer) (nodes, relationships int, err error) {
	g, err := render.NewGraphML(w)
	if err != nil {
		return 0, 0, err
	}
	defer g.Close()
	for _, label := range graph.NodeLabels() {
		if err := r.pages(ctx, label, func(page []graph.Node) error {
			nodes += len(page)
			for _, n := range page {
				if err := g.Node(n); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			return 0, 0, err
		}
	}
	for _, label := range graph.NodeLabels() {
		if err := r.pages(ctx, label, func(page []graph.Node) error {
			return r.relationships(ctx, label, page, func(x graph.Relationship) error {
				relationships++
				return g.Relationship(x)
			})
		}); err != nil {
			return 0, 0, err
		}
	}
	return nodes, relationships, g.Finish()
}

// CSV writes a file for each label and relationship type into a directory, and
// gives the number of rows of each. Only files of what is there are made.
func (r Reading) CSV(ctx context.Context, dir string) (rows map[string]int, err error) {
	sheets := map[string]*sheet{}
	defer func() {
		for _, name := range slices.Sorted(maps.Keys(sheets)) {
			err = cmp.Or(err, sheets[name].close())
		}
	}()
	write := func(name string, fixed []string, properties []graph.Property, first, second string, p graph.Properties) error {
		s := sheets[name]
		if s == nil {
			var err error
			if s, err = newSheet(filepath.Join(dir, name+".csv"), fixed, properties); err != nil {
				return err
			}
			sheets[name] = s
		}
		return s.row(first, second, p)
	}
	types := map[graph.RelType][]graph.Property{}
	for _, s := range graph.RelSchemas() {
		types[s.Type] = s.Properties
	}
	for _, schema := range graph.NodeSchemas() {
		properties := slices.DeleteFunc(slices.Clone(schema.Properties), func(p graph.Property) bool { return p.Name == "id" })
		if err := r.pages(ctx, schema.Label, func(page []graph.Node) error {
			for _, n := range page {
				if err := write(string(schema.Label), []string{"id", "labels"}, properties, n.ID, joinLabels(n.Labels), n.Properties); err != nil {
					return err
				}
			}
			return r.relationships(ctx, schema.Label, page, func(x graph.Relationship) error {
				if _, ok := types[x.Type]; !ok {
					return nil // of others
				}
				return write(string(x.Type), []string{"start", "end"}, types[x.Type], x.Start, x.End, x.Properties)
			})
		}); err != nil {
			return nil, err
		}
	}
	rows = map[string]int{}
	for name, s := range sheets {
		rows[name] = s.rows
	}
	return rows, nil
}

func joinLabels(list []graph.Label) string {
	out := make([]string, len(list))
	for i, l := range list {
		out[i] = string(l)
	}
	return strings.Join(out, ";")
}

// GeoJSON writes the reading's events that have a place, and gives how many
// have one and how many have none. features, where it is not nil, takes them.
func (r Reading) GeoJSON(ctx context.Context, g *render.GeoJSON) (without int, err error) {
	var names []string
	for _, p := range graph.NodeProperties(graph.EventLabel) {
		if p.Name != "id" && p.Name != "location" {
			names = append(names, p.Name)
		}
	}
	names = append(names, "sources", "targets")
	return without, r.pages(ctx, graph.EventLabel, func(page []graph.Node) error {
		located := slices.DeleteFunc(page, func(n graph.Node) bool { _, ok := n.Properties["location"].(graph.Point); return !ok })
		without += len(page) - len(located)
		sides, err := r.sides(ctx, located)
		if err != nil {
			return err
		}
		for _, n := range located {
			var have []string
			var values []any
			n.Properties["sources"], n.Properties["targets"] = sides[n.ID][0], sides[n.ID][1]
			for _, name := range names {
				if v, ok := n.Properties[name]; ok {
					have, values = append(have, name), append(values, v)
				}
			}
			if err := g.Feature(n.ID, n.Properties["location"].(graph.Point), have, values); err != nil {
				return err
			}
		}
		return nil
	})
}

// sides gives the names of those who did each event, and to whom.
func (r Reading) sides(ctx context.Context, events []graph.Node) (map[string][2]any, error) {
	ids := make([]string, len(events))
	for i, e := range events {
		ids[i] = e.ID
	}
	sides := make(map[string][2]any, len(ids))
	err := r.DB.Read(ctx, `UNWIND $ids AS id MATCH (e:Event {id: id})
		RETURN id, COLLECT { MATCH (a:Actor)-[:INITIATED]->(e) RETURN coalesce(a.name, a.id) ORDER BY a.id },
			COLLECT { MATCH (e)-[:TARGETS]->(a:Actor) RETURN coalesce(a.name, a.id) ORDER BY a.id }`, map[string]any{"ids": ids}, func(_ []string, row []any) error {
		id, _ := row[0].(string)
		sides[id] = [2]any{row[1], row[2]}
		return nil
	})
	return sides, err
}

// JSONL writes one graph for each article and data set, as
// 'entente extract --format jsonl' prints and 'entente load' reads: articles in
// the order of ids, and then those whose text is there under another id. It
// gives how many.
func (r Reading) JSONL(ctx context.Context, w io.Writer) (lines int, err error) {
	put := func(f graph.Fragment) error {
		if r.Text != "" && less(r.Text, f.Article.TextMode) {
			f = f.Keep(r.Text)
		}
		line, err := f.AppendJSON(nil)
		if err != nil {
			return err
		}
		lines++
		_, err = w.Write(printable.JSON(line))
		return err
	}
	err = r.ids(ctx, fmt.Sprintf("MATCH (a:Article) WHERE a.id > $last RETURN a.id ORDER BY a.id LIMIT %d", articlePage), func(ids []string, _ [][]any) error {
		list, err := r.DB.FragmentsOf(ctx, ids...)
		if err != nil {
			return err
		}
		for _, f := range list {
			if err := put(f); err != nil {
				return err
			}
		}
		if r.Progress != nil {
			r.Progress(len(ids))
		}
		return nil
	})
	if err != nil {
		return lines, err
	}
	return lines, r.ids(ctx, fmt.Sprintf("MATCH (m:EntenteMeta) WHERE m.of IS NOT NULL AND m.id > $last RETURN m.id, m.fragment ORDER BY m.id LIMIT %d", articlePage), func(_ []string, rows [][]any) error {
		for _, row := range rows {
			line, _ := row[1].(string)
			f, err := graph.ReadFragment([]byte(line))
			if err != nil {
				return fmt.Errorf("copy %v, as the database has it: %w", row[0], err)
			}
			if err := put(f); err != nil {
				return err
			}
		}
		return nil
	})
}

// ids runs a statement that gives ids in their order after $last, until there
// are no more.
func (r Reading) ids(ctx context.Context, cypher string, use func(ids []string, rows [][]any) error) error {
	for last := ""; ; {
		var ids []string
		var rows [][]any
		err := r.DB.Read(ctx, cypher, map[string]any{"last": last}, func(_ []string, row []any) error {
			id, _ := row[0].(string)
			ids, rows = append(ids, id), append(rows, slices.Clone(row))
			return nil
		})
		if err != nil || len(ids) == 0 {
			return err
		}
		if err := use(ids, rows); err != nil {
			return err
		}
		last = ids[len(ids)-1]
	}
}
