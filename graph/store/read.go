package store

import (
	"context"
	"fmt"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j/dbtype"

	"github.com/entente/entente/graph"
)

// Fragment gives what an article says, as it was loaded.
func (s *Store) Fragment(ctx context.Context, articleID string) (graph.Fragment, error) {
	var f graph.Fragment
	err := s.readTx(ctx, func(tx *transaction) error {
		var err error
		f, err = readFragment(ctx, tx, articleID)
		return err
	})
	return f, s.explain(err, "")
}

func readFragment(ctx context.Context, tx *transaction, id string) (graph.Fragment, error) {
	f := graph.Fragment{}
	found := false
	err := tx.rows(ctx, readArticle, idRows(id), func(row []any) error {
		p, err := rowProperties(row[0])
		if err != nil {
			return err
		}
		found = true
		f.Article, err = graph.ArticleFrom(p)
		f.Dataset = f.Article.Loader
		return err
	})
	if err == nil && !found {
		err = fmt.Errorf("no such article")
	}
	if err != nil {
		return f, fmt.Errorf("article %s: %w", id, err)
	}
	if err := tx.rows(ctx, readReports, idRows(id), func(row []any) error {
		p, err := rowProperties(row[1])
		if err != nil {
			return err
		}
		fact, _ := row[0].(string)
		r, dataset, err := graph.ReportFrom(graph.LabelOf(fact), p)
		f.Reports = append(f.Reports, r)
		f.Dataset = dataset
		return err
	}); err != nil {
		return f, err
	}
	return f, tx.rows(ctx, readMentions, idRows(id), func(row []any) error {
		p, err := rowProperties(row[1])
		if err != nil {
			return err
		}
		actor, _ := row[0].(string)
		a, err := graph.ActorFrom(actor, p)
		f.Actors = append(f.Actors, a)
		return err
	})
}

func rowProperties(v any) (graph.Properties, error) {
	m, _ := v.(map[string]any)
	return fromDB(m)
}

// Find gives the ids of the articles that a user may mean: by id, by the id
// that the record gave, or by URL. Copies of other articles are found by id.
func (s *Store) Find(ctx context.Context, what string) ([]string, error) {
	var ids []string
	err := s.readTx(ctx, func(tx *transaction) error {
		ids = nil
		return tx.each(ctx, `MATCH (a:Article {id: $what}) RETURN a.id AS id
			UNION MATCH (a:Article {sourceId: $what}) RETURN a.id AS id
			UNION MATCH (a:Article {url: $what}) RETURN a.id AS id
			UNION MATCH (m:EntenteMeta {id: $what}) WHERE m.of IS NOT NULL RETURN m.id AS id
			ORDER BY id`, map[string]any{"what": what}, func(row []any) error {
			id, _ := row[0].(string)
			ids = append(ids, id)
			return nil
		})
	})
	return ids, s.explain(err, "")
}

// Counts gives how many nodes of each primary label, and how many
// relationships of each type, there are.
func (s *Store) Counts(ctx context.Context) (map[graph.Label]int, map[graph.RelType]int, error) {
	nodes, rels := map[graph.Label]int{}, map[graph.RelType]int{}
	err := s.readTx(ctx, func(tx *transaction) error {
		for _, l := range graph.NodeLabels() {
			if err := tx.each(ctx, fmt.Sprintf("MATCH (n:%s) RETURN count(n)", l), nil, func(row []any) error {
				n, _ := row[0].(int64)
				nodes[l] = int(n)
				return nil
			}); err != nil {
				return err
			}
		}
		for _, t := range graph.RelSchemas() {
			if err := tx.each(ctx, fmt.Sprintf("MATCH ()-[r:%s]->() RETURN count(r)", t.Type), nil, func(row []any) error {
				n, _ := row[0].(int64)
				rels[t.Type] = int(n)
				return nil
			}); err != nil {
				return err
			}
		}
		return nil
	})
	return nodes, rels, s.explain(err, "")
}

// Graph reads the whole graph into memory.
func (s *Store) Graph(ctx context.Context) (graph.Graph, error) {
	var g graph.Graph
	err := s.readTx(ctx, func(tx *transaction) error {
		g = graph.Graph{}
		if err := tx.each(ctx, "MATCH (n) WHERE NOT n:EntenteMeta RETURN n", nil, func(row []any) error {
			n, ok := row[0].(dbtype.Node)
			if !ok {
				return fmt.Errorf("a %T where a node should be", row[0])
			}
			p, err := fromDB(n.Props)
			if err != nil {
				return err
			}
			id, _ := p["id"].(string)
			g.Nodes = append(g.Nodes, graph.Node{ID: id, Labels: orderedLabels(n.Labels), Properties: p})
			return nil
		}); err != nil {
			return err
		}
		return tx.each(ctx, "MATCH (a)-[r]->(b) RETURN type(r), a.id, b.id, properties(r)", nil, func(row []any) error {
			t, _ := row[0].(string)
			start, _ := row[1].(string)
			end, _ := row[2].(string)
			p, err := rowProperties(row[3])
			if err != nil {
				return fmt.Errorf("%s from %s to %s: %w", t, start, end, err)
			}
			g.Relationships = append(g.Relationships, graph.Relationship{Type: graph.RelType(t), Start: start, End: end, Properties: p})
			return nil
		})
	})
	g.Sort()
	return g, s.explain(err, "")
}

// orderedLabels puts the primary label first.
func orderedLabels(list []string) []graph.Label {
	var out, rest []graph.Label
	for _, l := range list {
		primary := false
		for _, p := range graph.NodeLabels() {
			primary = primary || string(p) == l
		}
		if primary {
			out = append(out, graph.Label(l))
		} else {
			rest = append(rest, graph.Label(l))
		}
	}
	return append(out, rest...)
}
