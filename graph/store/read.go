package store

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j/dbtype"

	"github.com/entente/entente/graph"
)

// Fragments gives what each data set says of an article, as it was loaded;
// none, where there is no such article.
func (s *Store) Fragments(ctx context.Context, articleID string) ([]graph.Fragment, error) {
	var list []graph.Fragment
	err := s.readTx(ctx, func(tx *transaction) error {
		all, err := readFragments(ctx, tx, articleID)
		list = byDataset(all[articleID])
		return err
	})
	return list, s.explain(err, "")
}

func byDataset(fragments map[string]graph.Fragment) []graph.Fragment {
	var list []graph.Fragment
	for _, dataset := range slices.Sorted(maps.Keys(fragments)) {
		list = append(list, fragments[dataset])
	}
	return list
}

// readFragments gives, by article, what each data set says of it.
func readFragments(ctx context.Context, tx *transaction, ids ...string) (map[string]map[string]graph.Fragment, error) {
	claims, err := articleClaims(ctx, tx, ids...)
	if err != nil {
		return nil, err
	}
	return readEvidenceOf(ctx, tx, claims)
}

// readEvidenceOf gives what each data set says of articles, where what it says
// about them themselves is known.
func readEvidenceOf(ctx context.Context, tx *transaction, claims map[string]map[string]graph.Properties) (map[string]map[string]graph.Fragment, error) {
	all := map[string]map[string]graph.Fragment{}
	ids := slices.Sorted(maps.Keys(claims))
	for id, says := range claims {
		all[id] = map[string]graph.Fragment{}
		for dataset, p := range says {
			a, err := graph.ArticleFrom(p)
			if err != nil {
				return nil, err
			}
			_, whole := p["digest"]
			all[id][dataset] = graph.Fragment{Article: a, Dataset: dataset, Partial: !whole}
		}
	}
	evidence := func(statement string, take func(f *graph.Fragment, id string, p graph.Properties) error) error {
		return tx.rows(ctx, statement, idRows(ids...), func(row []any) error {
			article, _ := row[0].(string)
			id, _ := row[1].(string)
			p, err := rowProperties(row[2])
			if err != nil {
				return fmt.Errorf("article %s: evidence of %s: %w", article, id, err)
			}
			dataset, _ := p["dataset"].(string)
			f, ok := all[article][dataset]
			if !ok {
				return fmt.Errorf("article %s: evidence of %s by %q, which does not tell of the article", article, id, dataset)
			}
			if err := take(&f, id, p); err != nil {
				return fmt.Errorf("article %s: %w", article, err)
			}
			all[article][dataset] = f
			return nil
		})
	}
	if err := evidence(readReports, func(f *graph.Fragment, id string, p graph.Properties) error {
		r, _, err := graph.ReportFrom(graph.LabelOf(id), p)
		f.Reports = append(f.Reports, r)
		return err
	}); err != nil {
		return nil, err
	}
	return all, evidence(readMentions, func(f *graph.Fragment, id string, p graph.Properties) error {
		a, err := graph.ActorFrom(id, p)
		f.Actors = append(f.Actors, a)
		return err
	})
}

func rowProperties(v any) (graph.Properties, error) {
	m, _ := v.(map[string]any)
	return fromDB(m)
}

// Find gives the ids of the articles that a user may mean: by id, by the id
// that the record gave, or by URL. Copies of other articles are found too.
func (s *Store) Find(ctx context.Context, what string) ([]string, error) {
	var ids []string
	err := s.readTx(ctx, func(tx *transaction) error {
		ids = nil
		return tx.each(ctx, `MATCH (a:Article {id: $what}) RETURN a.id AS id
			UNION MATCH (a:Article {sourceId: $what}) RETURN a.id AS id
			UNION MATCH (a:Article {url: $what}) RETURN a.id AS id
			UNION MATCH (m:EntenteMeta) WHERE m.of IS NOT NULL AND $what IN [m.id, m.url, m.sourceId] RETURN m.id AS id
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

// FragmentsOf gives what each data set says of these articles, in the order of
// article and data set.
func (s *Store) FragmentsOf(ctx context.Context, articleIDs ...string) ([]graph.Fragment, error) {
	var list []graph.Fragment
	err := s.readTx(ctx, func(tx *transaction) error {
		list = nil
		all, err := readFragments(ctx, tx, articleIDs...)
		for _, id := range slices.Sorted(maps.Keys(all)) {
			list = append(list, byDataset(all[id])...)
		}
		return err
	})
	return list, s.explain(err, "")
}
