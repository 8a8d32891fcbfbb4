package store

import (
	"context"
	"fmt"
	"slices"

	"github.com/entente/entente/graph"
)

// Load puts Fragments in, in place of what the same articles said before, all
// or nothing: one transaction. It gives the outcome of each.
func (s *Store) Load(ctx context.Context, fragments ...graph.Fragment) ([]graph.Outcome, error) {
	b, err := s.Prepare(fragments...)
	if err != nil {
		return nil, err
	}
	return b.Load(ctx)
}

// An existing is an article that is there.
type existing struct {
	id, contentHash, digest string
	datasets                []string
}

// loadAll puts in at once what is plainly new, and the rest one by one.
func (c *change) loadAll(ctx context.Context, fragments []graph.Fragment, staged stagedRows) ([]graph.Outcome, error) {
	known, err := c.known(ctx, fragments)
	if err != nil {
		return nil, err
	}
	outcomes := make([]graph.Outcome, len(fragments))
	var fresh []graph.Fragment
	var rest []int
	for i, f := range fragments {
		if f.Partial {
			continue
		}
		if known[f.Article.ID] || f.Article.ContentHash != "" && known[f.Article.ContentHash] {
			// Later versions of the same article must wait for this one.
			known[f.Article.ID] = true
			rest = append(rest, i)
			continue
		}
		known[f.Article.ID], known[f.Article.ContentHash] = true, true
		fresh = append(fresh, f.Stamp(graph.Fragment{}, c.at))
		outcomes[i] = graph.Loaded
	}
	if err := c.insert(ctx, fresh, true); err != nil {
		return nil, err
	}
	if err := c.addPartial(ctx, staged, outcomes); err != nil {
		return nil, err
	}
	for _, i := range rest {
		if outcomes[i], err = c.load(ctx, fragments[i]); err != nil {
			return nil, fmt.Errorf("%s: %w", fragments[i].Article.ID, err)
		}
	}
	return outcomes, nil
}

// known tells which ids and contents are there, as articles or as copies.
func (c *change) known(ctx context.Context, fragments []graph.Fragment) (map[string]bool, error) {
	var rows []any
	for _, f := range fragments {
		if f.Partial {
			continue // addPartial looks itself
		}
		rows = append(rows, map[string]any{"id": f.Article.ID, "contentHash": f.Article.ContentHash})
	}
	known := map[string]bool{}
	note := func(row []any) error {
		for _, v := range row[:2] {
			if s, ok := v.(string); ok {
				known[s] = true
			}
		}
		return nil
	}
	if err := c.tx.rows(ctx, findArticles, rows, note); err != nil {
		return nil, err
	}
	return known, c.tx.rows(ctx, findCopies, rows, note)
}

// load puts in one Fragment whose article, or whose text, is there.
func (c *change) load(ctx context.Context, f graph.Fragment) (graph.Outcome, error) {
	same, twin, err := c.find(ctx, f)
	if err != nil {
		return "", err
	}
	if same != nil {
		return c.reload(ctx, f, *same)
	}
	copied, err := c.copies(ctx, findCopies, f.Article.ID)
	if err != nil {
		return "", err
	}
	old, outcome := graph.Fragment{}, graph.Loaded
	if len(copied) > 0 {
		old, outcome = copied[0].fragment, graph.Replaced
		if graph.Digest(old) == graph.Digest(f) {
			return graph.Unchanged, nil
		}
		if err := c.tx.rows(ctx, deleteMeta, idRows(f.Article.ID), nil); err != nil {
			return "", err
		}
	} else if twin != nil {
		outcome = graph.Copied
	}
	return outcome, c.place(ctx, f.Stamp(old, c.at), twin)
}

// reload puts in a Fragment of an article that is there.
func (c *change) reload(ctx context.Context, f graph.Fragment, have existing) (graph.Outcome, error) {
	if have.digest == graph.Digest(f) {
		return graph.Unchanged, nil
	}
	old, err := c.read(ctx, f.Article.ID, f.Dataset)
	if err != nil {
		return "", err
	}
	if err := c.remove(ctx, old); err != nil {
		return "", err
	}
	f = f.Stamp(old, c.at)
	if have.contentHash == f.Article.ContentHash {
		return graph.Replaced, c.insert(ctx, []graph.Fragment{f}, false)
	}
	if err := c.promote(ctx, f.Article.ID); err != nil {
		return "", err
	}
	_, twin, err := c.find(ctx, f)
	if err != nil {
		return "", err
	}
	return graph.Replaced, c.place(ctx, f, twin)
}

// find looks for the Fragment's article, and for another with its text.
func (c *change) find(ctx context.Context, f graph.Fragment) (same, twin *existing, err error) {
	rows := []any{map[string]any{"id": f.Article.ID, "contentHash": f.Article.ContentHash}}
	err = c.tx.rows(ctx, findArticles, rows, func(row []any) error {
		e := existing{}
		e.id, _ = row[0].(string)
		e.contentHash, _ = row[1].(string)
		e.digest, _ = row[2].(string)
		list, _ := row[3].([]any)
		for _, d := range list {
			name, _ := d.(string)
			e.datasets = append(e.datasets, name)
		}
		if e.id == f.Article.ID {
			if slices.Contains(e.datasets, f.Dataset) {
				same = &e
			}
		} else if f.Article.ContentHash != "" && e.contentHash == f.Article.ContentHash {
			twin = &e
		}
		return nil
	})
	return same, twin, err
}

// place puts in a Fragment whose article is not there: as it is, or, where
// another article has the same text, so that the one with the smaller id is
// the article and the other its copy.
func (c *change) place(ctx context.Context, f graph.Fragment, twin *existing) error {
	if twin == nil {
		return c.insert(ctx, []graph.Fragment{f}, false)
	}
	if twin.id < f.Article.ID {
		return c.keepCopy(ctx, f, twin.id)
	}
	other, err := c.read(ctx, twin.id, f.Dataset)
	if err != nil {
		return err
	}
	if err := c.remove(ctx, other); err != nil {
		return err
	}
	if err := c.retarget(ctx, twin.id, f.Article.ID); err != nil {
		return err
	}
	if err := c.keepCopy(ctx, other, f.Article.ID); err != nil {
		return err
	}
	return c.insert(ctx, []graph.Fragment{f}, false)
}

// Retract takes articles out with all that only they supported, all or
// nothing. It tells which of them were there.
func (s *Store) Retract(ctx context.Context, articleIDs ...string) ([]bool, error) {
	var there []bool
	err := s.writeTx(ctx, func(tx *transaction) error {
		there = make([]bool, len(articleIDs))
		c, err := begin(ctx, tx, s.now())
		if err != nil {
			return err
		}
		for i, id := range articleIDs {
			if there[i], err = c.retract(ctx, id); err != nil {
				return fmt.Errorf("%s: %w", id, err)
			}
		}
		return c.finish(ctx)
	})
	if err != nil {
		return nil, s.explain(err, "")
	}
	return there, nil
}

func (c *change) retract(ctx context.Context, id string) (bool, error) {
	copied, err := c.copies(ctx, findCopies, id)
	if err != nil {
		return false, err
	}
	if len(copied) > 0 {
		if err := c.tx.rows(ctx, deleteMeta, idRows(id), nil); err != nil {
			return false, err
		}
	}
	all, err := readFragments(ctx, c.tx, id)
	if err != nil {
		return false, err
	}
	for _, f := range byDataset(all[id]) {
		if err := c.remove(ctx, f); err != nil {
			return false, err
		}
	}
	if len(copied)+len(all[id]) == 0 {
		return false, nil
	}
	if err := c.forget(ctx); err != nil {
		return false, err
	}
	return true, c.promote(ctx, id)
}
