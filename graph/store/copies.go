package store

import (
	"context"
	"fmt"
	"slices"

	"github.com/entente/entente/graph"
)

// A textCopy is an article whose text is in the graph under another identity.
// It is kept, as one line of JSON, so that it can take the article's place.
type textCopy struct {
	id       string
	fragment graph.Fragment
}

func (c *change) copies(ctx context.Context, statement, id string) ([]textCopy, error) {
	var out []textCopy
	err := c.tx.rows(ctx, statement, idRows(id), func(row []any) error {
		name, _ := row[0].(string)
		line, _ := row[3].(string)
		f, err := graph.ReadFragment([]byte(line))
		if err != nil {
			return fmt.Errorf("copy %s, as the database has it: %w", name, err)
		}
		out = append(out, textCopy{name, f})
		return nil
	})
	slices.SortFunc(out, func(a, b textCopy) int {
		if a.id < b.id {
			return -1
		}
		return 1
	})
	return out, err
}

func (c *change) keepCopy(ctx context.Context, f graph.Fragment, of string) error {
	line, err := f.AppendJSON(nil)
	if err != nil {
		return err
	}
	return c.tx.rows(ctx, mergeMeta, []any{map[string]any{
		"id": f.Article.ID, "of": of, "contentHash": f.Article.ContentHash, "fragment": string(line),
		"url": f.Article.URL, "sourceId": f.Article.SourceID,
	}}, nil)
}

func (c *change) retarget(ctx context.Context, from, to string) error {
	return c.tx.rows(ctx, retargetCopies, []any{map[string]any{"id": from, "to": to}}, nil)
}

// promote puts the first copy of an article that has gone in its place.
func (c *change) promote(ctx context.Context, gone string) error {
	copied, err := c.copies(ctx, copiesOf, gone)
	if err != nil || len(copied) == 0 {
		return err
	}
	next := copied[0]
	if err := c.tx.rows(ctx, deleteMeta, idRows(next.id), nil); err != nil {
		return err
	}
	if err := c.retarget(ctx, gone, next.id); err != nil {
		return err
	}
	return c.insert(ctx, []graph.Fragment{next.fragment}, false)
}
