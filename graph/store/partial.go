package store

import (
	"context"
	"maps"
	"slices"

	"github.com/entente/entente/graph"
)

// addPartial puts in Partial fragments, of each what is new or changed, and
// notes their outcomes.
func (c *change) addPartial(ctx context.Context, staged stagedRows, outcomes []graph.Outcome) error {
	if len(staged.parts) == 0 {
		return nil
	}
	d := delta{change: c, describe: map[string]bool{}, remake: map[string]bool{}, fresh: map[string]bool{}}
	var err error
	if d.articles, err = articleClaims(ctx, c.tx, staged.articles()...); err != nil {
		return err
	}
	before, err := readEvidenceOf(ctx, c.tx, d.articles)
	if err != nil {
		return err
	}
	all := slices.Clone(staged.parts)
	for _, part := range staged.parts {
		all = append(all, before[part.Article.ID][part.Dataset])
	}
	if err := c.lookUp(ctx, all); err != nil {
		return err
	}
	result := make([]graph.Outcome, len(staged.parts))
	for i, part := range staged.parts {
		result[i] = d.add(before[part.Article.ID][part.Dataset], part)
	}
	for i, part := range staged.of {
		if part >= 0 {
			outcomes[i] = result[part]
		}
	}
	return d.write(ctx, staged.facts)
}

// A delta is what Partial fragments change.
type delta struct {
	*change
	articles map[string]map[string]graph.Properties // what data sets say of them, by id
	fresh    map[string]bool                        // which of them are new
	describe map[string]bool                        // which of them have to be written
	sourcing []graph.Fragment                       // new evidence
	remake   map[string]bool                        // facts whose evidence is not as it was staged
	reports  map[graph.Label][]any
	mentions []any
}

// add notes what f changes about old, which may be zero.
func (d *delta) add(old, f graph.Fragment) graph.Outcome {
	if old.Article.ID == "" {
		d.sourcing = append(d.sourcing, d.resolved(f))
		d.say(f)
		return graph.Loaded
	}
	merged := old.Add(f)
	if graph.Digest(merged) == graph.Digest(old) {
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
	for _, r := range next.Reports {
		d.remake[r.Key] = true
	}
	d.addActors(old, merged, &next, redated)
	d.sourcing = append(d.sourcing, next)
	if !old.Article.Same(merged.Article) {
		d.say(merged)
	}
	return outcome
}

// say notes what f says of its article.
func (d *delta) say(f graph.Fragment) {
	id := f.Article.ID
	if d.articles[id] == nil {
		d.articles[id] = map[string]graph.Properties{}
		d.fresh[id] = true
	}
	d.articles[id][f.Dataset] = f.ArticleClaim()
	d.describe[id] = true
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

func (d *delta) write(ctx context.Context, made map[string]madeFact) error {
	if err := d.writeArticles(ctx); err != nil {
		return err
	}
	for _, label := range slices.Sorted(maps.Keys(d.reports)) {
		if err := d.tx.rows(ctx, deleteReports(label), d.reports[label], nil); err != nil {
			return err
		}
	}
	if err := d.tx.rows(ctx, deleteMentions, d.mentions, nil); err != nil {
		return err
	}
	if len(d.decisions) > 0 || slices.ContainsFunc(d.sourcing, renamed) {
		return d.source(ctx, d.sourcing)
	}
	remade := map[string]madeFact{}
	for _, f := range d.sourcing {
		for _, e := range f.Evidence() {
			if d.remake[e.Key] {
				m := remade[e.Key]
				m.evidence = append(m.evidence, e)
				remade[e.Key] = m
			}
		}
	}
	if len(remade) > 0 {
		made = maps.Clone(made) // the transaction may be tried again
	}
	for id, m := range remade {
		made[id] = m.make(id)
	}
	return d.sourceRows(ctx, d.sourcing, made)
}

// renamed tells whether an actor or event that f speaks of is known by another
// id in the graph.
func renamed(f graph.Fragment) bool {
	return slices.ContainsFunc(f.Actors, func(a graph.Actor) bool { return len(a.Resolved) > 0 }) ||
		slices.ContainsFunc(f.Reports, func(r graph.Report) bool { return len(r.Resolved) > 0 })
}

func (d *delta) writeArticles(ctx context.Context) error {
	var fresh []any
	again := map[string]map[string]graph.Properties{}
	for _, id := range slices.Sorted(maps.Keys(d.describe)) {
		if claims := d.articles[id]; d.fresh[id] && len(claims) == 1 {
			fresh = append(fresh, d.articleRow(id, claims))
		} else {
			again[id] = claims
		}
	}
	if err := d.tx.rows(ctx, mergeArticles, fresh, nil); err != nil {
		return err
	}
	return d.change.describe(ctx, again)
}
