package store

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/entente/entente/graph"
)

// claim writes what a data set says about an article itself, nil where it no
// longer says anything. Where several tell of one, what each says is kept
// apart, so that it can go again; the node is derived from all.
func (c *change) claim(ctx context.Context, id, dataset string, says graph.Properties) error {
	claims, err := c.articleClaims(ctx, id)
	if err != nil {
		return err
	}
	delete(claims, dataset)
	if says != nil {
		claims[dataset] = says
	}
	return c.describe(ctx, map[string]map[string]graph.Properties{id: claims})
}

// describe writes articles anew of all that data sets say about them.
func (c *change) describe(ctx context.Context, articles map[string]map[string]graph.Properties) error {
	var gone, apart, nodes []any
	ids := slices.Sorted(maps.Keys(articles))
	for _, id := range ids {
		claims := articles[id]
		if len(claims) == 0 {
			gone = append(gone, idRow(id))
			continue
		}
		nodes = append(nodes, c.articleRow(id, claims))
		if len(claims) == 1 {
			continue
		}
		for _, d := range slices.Sorted(maps.Keys(claims)) {
			line, err := json.Marshal(claims[d])
			if err != nil {
				return fmt.Errorf("what %s says of %s: %w", d, id, err)
			}
			apart = append(apart, map[string]any{"id": "claim:" + id + "|" + d, "article": id, "dataset": d, "claim": string(line)})
		}
	}
	for _, s := range []struct {
		cypher string
		rows   []any
	}{{deleteArticleClaims, idRows(ids...)}, {deleteNodes(graph.ArticleLabel), gone}, {mergeMeta, apart}, {mergeArticles, nodes}} {
		if err := c.tx.rows(ctx, s.cypher, s.rows, nil); err != nil {
			return err
		}
	}
	return nil
}

func (c *change) articleRow(id string, claims map[string]graph.Properties) any {
	return nodeRow(graph.DeriveArticle(id, claims, c.decisions...))
}

func (c *change) articleClaims(ctx context.Context, id string) (map[string]graph.Properties, error) {
	all, err := articleClaims(ctx, c.tx, id)
	if err != nil {
		return nil, err
	}
	if all[id] == nil {
		return map[string]graph.Properties{}, nil
	}
	return all[id], nil
}

// articleClaims gives, by article, what each data set says about it.
func articleClaims(ctx context.Context, tx *transaction, ids ...string) (map[string]map[string]graph.Properties, error) {
	all := map[string]map[string]graph.Properties{}
	err := tx.rows(ctx, readArticleClaims, idRows(ids...), func(row []any) error {
		id, _ := row[0].(string)
		if all[id] == nil {
			all[id] = map[string]graph.Properties{}
		}
		if dataset, ok := row[2].(string); ok {
			line, _ := row[3].(string)
			p, err := graph.ReadProperties([]byte(line), graph.NodeProperties(graph.ArticleLabel))
			if err != nil {
				return fmt.Errorf("what %s says of %s: %w", dataset, id, err)
			}
			all[id][dataset] = p
			return nil
		}
		p, err := rowProperties(row[1])
		if err != nil {
			return fmt.Errorf("article %s: %w", id, err)
		}
		datasets, _ := p["datasets"].([]string)
		delete(p, "datasets")
		delete(p, "notes")
		if len(datasets) != 1 {
			return fmt.Errorf("article %s: datasets %v, but what each of them says is not kept", id, datasets)
		}
		all[id][datasets[0]] = p
		return nil
	})
	return all, err
}
