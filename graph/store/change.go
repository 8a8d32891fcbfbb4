package store

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/entente/entente/calendar"
	"github.com/entente/entente/graph"
)

// A change is one writing transaction: evidence is put in and taken away, and
// at the end what follows from it is derived anew.
type change struct {
	tx *transaction
	at time.Time
	// columns are what rows are written by.
	columns *columns

	// fresh are the facts that this change has made, with all their evidence.
	fresh map[string][]graph.Evidence
	// touched are the other facts whose evidence has changed.
	touched map[string]bool
	// claimed is what this change's fragments say about actors, and actors
	// what the actors' nodes have.
	claimed map[string][]graph.Claim
	actors  map[string]graph.Properties
	// decisions are what people have decided about the graph.
	decisions []graph.Decision
	absent    map[graph.Unit]bool // of whom decisions speak, and nobody else
	settling  settling
	// bereft are the actors of whom some evidence has been taken away.
	bereft map[string]bool
}

func begin(ctx context.Context, tx *transaction, at time.Time) (*change, error) {
	c := &change{
		tx: tx, at: at,
		fresh: map[string][]graph.Evidence{}, touched: map[string]bool{},
		claimed: map[string][]graph.Claim{}, actors: map[string]graph.Properties{}, bereft: map[string]bool{}, absent: map[graph.Unit]bool{},
		settling: settling{units: map[graph.Unit]bool{}, keys: map[string]bool{}, actors: map[graph.Unit]string{}, events: map[string]string{}},
	}
	decided := int64(0)
	if err := tx.each(ctx, lock, nil, func(row []any) error {
		decided, _ = row[0].(int64)
		return nil
	}); err != nil || decided == 0 {
		return c, err
	}
	var err error
	c.decisions, err = readDecisions(ctx, tx)
	return c, err
}

func idRow(id string) any { return map[string]any{"id": id} }

func idRows(ids ...string) []any {
	rows := make([]any, len(ids))
	for i, id := range ids {
		rows[i] = idRow(id)
	}
	return rows
}

func nodeRow(n graph.Node) any {
	return map[string]any{"id": n.ID, "props": toDB(n.Properties)}
}

// insert puts in Fragments whose articles this data set has not told of.
// Where fresh is set, no data set has.
func (c *change) insert(ctx context.Context, fragments []graph.Fragment, fresh bool) error {
	var articles []any
	for _, f := range fragments {
		if fresh {
			articles = append(articles, c.articleRow(f.Article.ID, map[string]graph.Properties{f.Dataset: f.ArticleClaim()}))
		} else if err := c.claim(ctx, f.Article.ID, f.Dataset, f.ArticleClaim()); err != nil {
			return err
		}
	}
	if err := c.tx.rows(ctx, mergeArticles, articles, nil); err != nil {
		return err
	}
	if err := c.lookUp(ctx, fragments); err != nil {
		return err
	}
	fragments = slices.Clone(fragments)
	for i, f := range fragments {
		fragments[i] = c.resolved(f)
	}
	return c.source(ctx, fragments)
}

// source puts in the evidence of Fragments, resolved, whose articles are there.
func (c *change) source(ctx context.Context, fragments []graph.Fragment) error {
	var sourcing []graph.Relationship
	kinds := map[graph.Label][]any{}
	facts := map[graph.Label][]any{}
	for _, f := range fragments {
		if f.Dataset == graph.News {
			c.settling.loaded = append(c.settling.loaded, f)
		}
		sourcing = append(sourcing, f.Sourcing()...)
		for _, claim := range f.Claims() {
			id := claim.NodeID()
			if _, ok := c.claimed[id]; !ok {
				kind := graph.KindOf(id)
				kinds[kind] = append(kinds[kind], idRow(id))
			}
			c.claimed[id] = append(c.claimed[id], claim)
		}
		for _, r := range f.Reports {
			facts[r.Fact] = append(facts[r.Fact], idRow(r.NodeID()))
		}
	}
	if err := c.mergeActors(ctx, kinds); err != nil {
		return err
	}
	if err := c.mergeFacts(ctx, facts); err != nil {
		return err
	}
	for _, f := range fragments {
		for _, e := range f.Evidence() {
			id := e.NodeID()
			if _, ok := c.fresh[id]; ok {
				c.fresh[id] = append(c.fresh[id], e)
			} else {
				c.touched[id] = true
			}
		}
	}
	return c.createRelationships(ctx, sourcing)
}

func (c *change) mergeActors(ctx context.Context, kinds map[graph.Label][]any) error {
	for _, kind := range graph.ActorKinds() {
		err := c.tx.rows(ctx, mergeActors(kind), kinds[kind], func(row []any) error {
			id, _ := row[0].(string)
			m, _ := row[1].(map[string]any)
			p, err := fromDB(m)
			if err != nil {
				return fmt.Errorf("actor %s: %w", id, err)
			}
			c.actors[id] = p
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (c *change) mergeFacts(ctx context.Context, facts map[graph.Label][]any) error {
	for _, label := range graph.FactLabels() {
		err := c.tx.rows(ctx, mergeFacts(label), facts[label], func(row []any) error {
			id, _ := row[0].(string)
			isNew, _ := row[1].(bool)
			if _, ok := c.fresh[id]; !ok && isNew && !c.touched[id] {
				c.fresh[id] = nil
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// createRelationships joins nodes, by one statement for each pair of labels
// and type.
func (c *change) createRelationships(ctx context.Context, list []graph.Relationship) error {
	type form struct {
		t        graph.RelType
		from, to graph.Label
	}
	rows := map[form][]any{}
	for _, r := range list {
		k := form{r.Type, graph.LabelOf(r.Start), graph.LabelOf(r.End)}
		rows[k] = append(rows[k], map[string]any{"start": r.Start, "end": r.End, "props": toDB(r.Properties)})
	}
	for _, s := range graph.RelSchemas() {
		for _, e := range s.Endpoints {
			k := form{s.Type, e.From, e.To}
			if err := c.tx.rows(ctx, createRelationships(k.t, k.from, k.to), rows[k], nil); err != nil {
				return fmt.Errorf("%s: %w", s.Type, err)
			}
			delete(rows, k)
		}
	}
	for k := range rows {
		return fmt.Errorf("%s cannot join %s to %s", k.t, k.from, k.to)
	}
	return nil
}

// read gives what a data set says of an article, as the database has it.
func (c *change) read(ctx context.Context, id, dataset string) (graph.Fragment, error) {
	all, err := readFragments(ctx, c.tx, id)
	if err != nil {
		return graph.Fragment{}, err
	}
	f, ok := all[id][dataset]
	if !ok {
		return f, fmt.Errorf("article %s: %s does not tell of it", id, dataset)
	}
	return f, nil
}

// remove takes away what a data set says of an article, and the article too
// where no other tells of it.
func (c *change) remove(ctx context.Context, f graph.Fragment) error {
	for _, r := range f.Reports {
		delete(c.fresh, r.NodeID())
		c.touched[r.NodeID()] = true
	}
	for _, a := range f.Actors {
		c.bereft[a.NodeID()] = true
	}
	if f.Dataset == graph.News {
		if err := c.lookUp(ctx, []graph.Fragment{f}); err != nil {
			return err
		}
		c.settling.removed = append(c.settling.removed, f)
		// What was put in by this very change is no longer there.
		c.settling.loaded = slices.DeleteFunc(c.settling.loaded, func(g graph.Fragment) bool { return g.Article.ID == f.Article.ID })
	}
	row := map[string]any{"id": f.Article.ID, "dataset": f.Dataset}
	if err := c.tx.rows(ctx, deleteSourcing, []any{row}, nil); err != nil {
		return err
	}
	return c.claim(ctx, f.Article.ID, f.Dataset, nil)
}

// finish derives anew what the change has touched.
func (c *change) finish(ctx context.Context) error {
	if err := c.settle(ctx); err != nil {
		return err
	}
	decisions, err := c.fixes(ctx)
	if err != nil {
		return err
	}
	c.decisions = decisions
	if err := c.finishFacts(ctx); err != nil {
		return err
	}
	if err := c.finishBereft(ctx); err != nil {
		return err
	}
	return c.finishClaimed(ctx)
}

func (c *change) finishFacts(ctx context.Context) error {
	evidence := maps.Clone(c.fresh)
	var edges []graph.Relationship
	byLabel := map[graph.Label][]any{}
	for _, id := range slices.Sorted(maps.Keys(c.touched)) {
		byLabel[graph.LabelOf(id)] = append(byLabel[graph.LabelOf(id)], idRow(id))
	}
	for _, label := range graph.FactLabels() {
		rows := byLabel[label]
		if err := c.readEvidence(ctx, label, rows, evidence); err != nil {
			return err
		}
		if err := c.tx.rows(ctx, deleteOwnEdges(label), rows, nil); err != nil {
			return err
		}
		if err := c.tx.rows(ctx, removeStatusLabels(label), rows, nil); err != nil {
			return err
		}
	}
	nodes := map[graph.Label][]any{}
	statuses := map[[2]graph.Label][]any{}
	for _, id := range slices.Sorted(maps.Keys(evidence)) {
		n, own := graph.DeriveFact(id, evidence[id], c.decisions...)
		nodes[n.Labels[0]] = append(nodes[n.Labels[0]], nodeRow(n))
		for _, l := range n.Labels[1:] {
			k := [2]graph.Label{n.Labels[0], l}
			statuses[k] = append(statuses[k], idRow(id))
		}
		edges = append(edges, own...)
	}
	var gone []string
	for id := range c.touched {
		if len(evidence[id]) == 0 {
			gone = append(gone, id)
		}
	}
	if err := c.writeFacts(ctx, nodes, statuses, gone); err != nil {
		return err
	}
	return c.createRelationships(ctx, edges)
}

func (c *change) writeFacts(ctx context.Context, nodes map[graph.Label][]any, statuses map[[2]graph.Label][]any, gone []string) error {
	slices.Sort(gone)
	for _, label := range graph.FactLabels() {
		if err := c.tx.rows(ctx, setNodes(label), nodes[label], nil); err != nil {
			return err
		}
		for _, status := range graph.StatusLabels() {
			if err := c.tx.rows(ctx, setStatusLabel(label, status), statuses[[2]graph.Label{label, status}], nil); err != nil {
				return err
			}
		}
		var rows []any
		for _, id := range gone {
			if graph.LabelOf(id) == label {
				rows = append(rows, idRow(id))
			}
		}
		if err := c.tx.rows(ctx, deleteNodes(label), rows, nil); err != nil {
			return err
		}
	}
	return nil
}

func (c *change) readEvidence(ctx context.Context, label graph.Label, rows []any, into map[string][]graph.Evidence) error {
	return c.tx.rows(ctx, readEvidence(label), rows, func(row []any) error {
		id, _ := row[0].(string)
		m, _ := row[1].(map[string]any)
		article, _ := row[2].(string)
		p, err := fromDB(m)
		if err != nil {
			return fmt.Errorf("report of %s: %w", id, err)
		}
		r, dataset, err := graph.ReportFrom(label, p)
		if err != nil {
			return err
		}
		e := graph.Evidence{Report: r, Dataset: dataset, ArticleID: article, PublishedOn: publishedOn(p)}
		if dataset == graph.News && row[3] != nil {
			sketch, err := valueFromDB(row[3])
			if err != nil {
				return fmt.Errorf("sketch of %s: %w", article, err)
			}
			e.Sketch, _ = sketch.([]string)
		}
		into[id] = append(into[id], e)
		return nil
	})
}

// publishedOn gives the date of the article that evidence stands in.
func publishedOn(p graph.Properties) calendar.Date {
	d, _ := p["publishedOn"].(calendar.Date)
	return d
}
