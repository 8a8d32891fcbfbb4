package store

import (
	"context"
	"maps"
	"slices"

	"github.com/entente/entente/graph"
)

// addPartial puts in the Partial ones among fragments, of each what is new or
// changed, and notes their outcomes. known are the articles that are there.
func (c *change) addPartial(ctx context.Context, fragments []graph.Fragment, known map[string]bool, outcomes []graph.Outcome) error {
	type source struct{ article, dataset string }
	parts := map[source]graph.Fragment{}
	var order []source
	var there []string
	for _, f := range fragments {
		if !f.Partial {
			continue
		}
		k := source{f.Article.ID, f.Dataset}
		if _, ok := parts[k]; !ok {
			order = append(order, k)
			if known[k.article] {
				there = append(there, k.article)
			}
		}
		parts[k] = parts[k].Add(f)
	}
	if len(order) == 0 {
		return nil
	}
	slices.Sort(there)
	before, err := readFragments(ctx, c.tx, slices.Compact(there)...)
	if err != nil {
		return err
	}
	var all []graph.Fragment
	for _, k := range order {
		all = append(all, before[k.article][k.dataset], parts[k])
	}
	if err := c.lookUp(ctx, all); err != nil {
		return err
	}
	d := delta{change: c, known: known}
	result := map[source]graph.Outcome{}
	for _, k := range order {
		result[k] = d.add(before[k.article][k.dataset], parts[k])
	}
	for i, f := range fragments {
		if f.Partial {
			outcomes[i] = result[source{f.Article.ID, f.Dataset}]
		}
	}
	return d.write(ctx)
}

// A delta is what Partial fragments change.
type delta struct {
	*change
	known    map[string]bool
	fresh    []any            // rows of new articles
	claims   []graph.Fragment // whose articles have to be described anew
	sourcing []graph.Fragment // new evidence
	reports  map[graph.Label][]any
	mentions []any
}

// add notes what f changes about old, which may be zero.
func (d *delta) add(old, f graph.Fragment) graph.Outcome {
	merged := old.Add(f)
	if old.Article.ID != "" && graph.Digest(merged) == graph.Digest(old) {
		return graph.Unchanged
	}
	merged = d.resolved(merged.Stamp(old, d.at))
	outcome := graph.Loaded
	next := graph.Fragment{Article: merged.Article, Dataset: merged.Dataset, Partial: true}
	had := map[string]graph.Report{}
	for _, r := range old.Reports {
		had[r.Key] = r
	}
	// Evidence carries the article's date.
	redated := old.Article.PublishedOn != merged.Article.PublishedOn
	for _, r := range f.Reports {
		if _, ok := had[r.Key]; ok {
			outcome = graph.Replaced
		}
	}
	for _, r := range merged.Reports {
		o, ok := had[r.Key]
		if ok && o.Same(r) && !redated {
			continue
		}
		if ok {
			d.drop(o, merged)
		}
		next.Reports = append(next.Reports, r)
	}
	d.addActors(old, merged, &next, redated)
	d.sourcing = append(d.sourcing, next)
	if !d.known[f.Article.ID] {
		d.known[f.Article.ID] = true
		d.fresh = append(d.fresh, d.articleRow(f.Article.ID, map[string]graph.Properties{f.Dataset: merged.ArticleClaim()}))
	} else if !old.Article.Same(merged.Article) {
		d.claims = append(d.claims, merged)
	}
	return outcome
}

// drop takes away a report that there is a new version of.
func (d *delta) drop(r graph.Report, f graph.Fragment) {
	if d.reports == nil {
		d.reports = map[graph.Label][]any{}
	}
	d.reports[r.Fact] = append(d.reports[r.Fact], map[string]any{"id": r.NodeID(), "dataset": f.Dataset, "article": f.Article.ID, "key": r.Key})
	d.touched[r.NodeID()] = true
}

func (d *delta) addActors(old, merged graph.Fragment, next *graph.Fragment, redated bool) {
	had := map[string]graph.Actor{}
	for _, a := range old.Actors {
		had[a.ID] = a
	}
	for _, a := range merged.Actors {
		o, ok := had[a.ID]
		if ok && o.Same(a) && !redated {
			continue
		}
		if ok {
			d.mentions = append(d.mentions, map[string]any{"id": o.NodeID(), "dataset": merged.Dataset, "article": merged.Article.ID, "key": a.ID})
			d.bereft[o.NodeID()] = true
		}
		next.Actors = append(next.Actors, a)
	}
}

func (d *delta) write(ctx context.Context) error {
	if err := d.tx.rows(ctx, mergeArticles, d.fresh, nil); err != nil {
		return err
	}
	for _, f := range d.claims {
		if err := d.claim(ctx, f.Article.ID, f.Dataset, f.ArticleClaim()); err != nil {
			return err
		}
	}
	for _, label := range slices.Sorted(maps.Keys(d.reports)) {
		if err := d.tx.rows(ctx, deleteReports(label), d.reports[label], nil); err != nil {
			return err
		}
	}
	if err := d.tx.rows(ctx, deleteMentions, d.mentions, nil); err != nil {
		return err
	}
	return d.source(ctx, d.sourcing)
}
