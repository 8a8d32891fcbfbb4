package store

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/entente/entente/graph"
)

// A Batch is Fragments made ready to be loaded: what of the work needs no
// database, so that it can be done while another is written.
type Batch struct {
	store     *Store
	fragments []graph.Fragment
	at        time.Time
	rows      stagedRows
	marks     []any
}

// Prepare makes Fragments ready. The work of Load is Prepare, then Batch.Load.
func (s *Store) Prepare(fragments ...graph.Fragment) (*Batch, error) {
	for _, f := range fragments {
		if err := f.Validate(); err != nil {
			return nil, err
		}
	}
	b := &Batch{store: s, fragments: fragments, at: s.now().UTC().Truncate(time.Microsecond)}
	b.rows = stage(fragments, b.at)
	return b, nil
}

// Load puts the Fragments in, in place of what the same articles said before,
// all or nothing: one transaction. It gives the outcome of each.
func (b *Batch) Load(ctx context.Context) ([]graph.Outcome, error) {
	var outcomes []graph.Outcome
	err := b.store.writeTx(ctx, func(tx *transaction) error {
		c, err := begin(ctx, tx, b.at)
		if err != nil {
			return err
		}
		c.columns = &b.store.columns
		if outcomes, err = c.loadAll(ctx, b.fragments, b.rows); err != nil {
			return err
		}
		if err := c.finish(ctx); err != nil {
			return err
		}
		return tx.rows(ctx, writeMarks, b.marks, nil)
	})
	if err != nil {
		return nil, b.store.explain(err, "")
	}
	return outcomes, nil
}

// stagedRows are what Partial fragments come to where nothing of it is there.
type stagedRows struct {
	parts []graph.Fragment // all that one data set says of an article, in the order of the first
	of    []int            // by fragment the part that it is in; -1 of whole ones
	facts map[string]madeFact
}

// A madeFact is a fact with the evidence that it was derived from.
type madeFact struct {
	evidence []graph.Evidence
	node     graph.Node
	edges    []graph.Relationship
}

func stage(fragments []graph.Fragment, at time.Time) stagedRows {
	type source struct{ article, dataset string }
	s := stagedRows{of: make([]int, len(fragments)), facts: map[string]madeFact{}}
	index := map[source]int{}
	for i, f := range fragments {
		s.of[i] = -1
		if !f.Partial {
			continue
		}
		k := source{f.Article.ID, f.Dataset}
		n, ok := index[k]
		if !ok {
			n = len(s.parts)
			index[k] = n
			s.parts = append(s.parts, graph.Fragment{})
		}
		s.parts[n] = s.parts[n].Add(f)
		s.of[i] = n
	}
	for i, p := range s.parts {
		s.parts[i] = p.Stamp(graph.Fragment{}, at)
		for _, e := range s.parts[i].Evidence() {
			f := s.facts[e.Key]
			f.evidence = append(f.evidence, e)
			s.facts[e.Key] = f
		}
	}
	for key, f := range s.facts {
		s.facts[key] = f.make(key)
	}
	return s
}

// make derives the fact.
func (m madeFact) make(id string) madeFact {
	m.node, m.edges = graph.DeriveFact(id, m.evidence)
	return m
}

// articles gives the ids of the articles, each once.
func (s stagedRows) articles() []string {
	var ids []string
	for _, p := range s.parts {
		ids = append(ids, p.Article.ID)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// sourceRows puts in the evidence of Partial fragments whose articles are
// there. A fact that is new is written at once, as its reports make it.
func (c *change) sourceRows(ctx context.Context, fragments []graph.Fragment, made map[string]madeFact) error {
	there, err := c.factsThere(ctx, fragments)
	if err != nil {
		return err
	}
	kinds := map[graph.Label][]any{}
	var mentions, rest []graph.Relationship
	fresh := map[string][]graph.Relationship{} // reports of new facts
	for _, f := range fragments {
		for _, claim := range f.Claims() {
			if _, ok := c.claimed[claim.ID]; !ok {
				kind := graph.KindOf(claim.ID)
				kinds[kind] = append(kinds[kind], idRow(claim.ID))
			}
			c.claimed[claim.ID] = append(c.claimed[claim.ID], claim)
		}
		for _, e := range f.Evidence() {
			if _, ok := c.fresh[e.Key]; ok { // a whole Fragment beside it made the fact
				c.fresh[e.Key] = append(c.fresh[e.Key], e)
			} else if there[e.Key] {
				c.touched[e.Key] = true
			}
		}
		for _, r := range f.Sourcing() {
			switch {
			case r.Type == graph.Mentions:
				mentions = append(mentions, r)
			case there[r.Start]:
				rest = append(rest, r)
			default:
				fresh[r.Start] = append(fresh[r.Start], r)
			}
		}
	}
	if err := c.mergeActors(ctx, kinds); err != nil {
		return err
	}
	more, err := c.createFacts(ctx, fresh, made)
	if err != nil {
		return err
	}
	if err := c.createMentions(ctx, mentions); err != nil {
		return err
	}
	return c.createRelationships(ctx, append(rest, more...))
}

// factsThere tells which of the facts that fragments report are there.
func (c *change) factsThere(ctx context.Context, fragments []graph.Fragment) (map[string]bool, error) {
	asked := map[graph.Label][]any{}
	for _, f := range fragments {
		for _, r := range f.Reports {
			asked[r.Fact] = append(asked[r.Fact], r.Key)
		}
	}
	there := map[string]bool{}
	for _, label := range slices.Sorted(maps.Keys(asked)) {
		err := c.tx.rows(ctx, findFacts(label), asked[label], func(row []any) error {
			id, _ := row[0].(string)
			there[id] = true
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return there, nil
}

// createFacts makes new facts with one of their reports each, and their
// relationships with actors. It gives the relationships that are left to make.
func (c *change) createFacts(ctx context.Context, fresh map[string][]graph.Relationship, made map[string]madeFact) (rest []graph.Relationship, err error) {
	properties := map[graph.RelType][]string{}
	for _, s := range graph.RelSchemas() {
		properties[s.Type] = propertyNames(s.Type)
	}
	rows := map[shape][]any{}
	shapes := map[shape][]tie{}
	for _, id := range slices.Sorted(maps.Keys(fresh)) {
		f := made[id]
		row := []any{fresh[id][0].End, nil, nil}
		rest = append(rest, fresh[id][1:]...)
		var ties []tie
		for _, e := range f.edges {
			t, values, ok := tieOf(id, e, properties)
			if !ok || len(ties) == mostTies {
				rest = append(rest, e)
				continue
			}
			ties = append(ties, t)
			row = append(row, values)
		}
		label := f.node.Labels[0]
		row[1] = c.columns.row(string(label), f.node.Properties)
		row[2] = c.columns.row(string(label)+" report", fresh[id][0].Properties)
		k := shapeOf(f.node.Labels, ties)
		rows[k], shapes[k] = append(rows[k], row), ties
	}
	for k, list := range rows {
		label := string(k.label)
		cypher := createFacts(k, shapes[k], c.columns.names(label), c.columns.names(label+" report"))
		if err := c.tx.rows(ctx, cypher, list, nil); err != nil {
			return nil, err
		}
	}
	return rest, nil
}

func (c *change) createMentions(ctx context.Context, mentions []graph.Relationship) error {
	names := propertyNames(graph.Mentions)
	rows := make([]any, len(mentions))
	for i, m := range mentions {
		row := make([]any, 2, 2+len(names))
		row[0], row[1] = m.Start, m.End
		for _, name := range names {
			row = append(row, valueToDB(m.Properties[name]))
		}
		rows[i] = row
	}
	return c.tx.rows(ctx, createMentions(), rows, nil)
}

// A tie is a relationship of a new fact with an actor.
type tie struct {
	t   graph.RelType
	out bool // from the fact to the actor
}

// mostTies is how many of them are made along with a fact: each number makes a
// statement of its own, which the server has to plan.
const mostTies = 6

// tieOf gives a relationship of a fact as a tie, with the actor's id and the
// values of its properties; ok is false where it is none.
func tieOf(fact string, r graph.Relationship, properties map[graph.RelType][]string) (t tie, values []any, ok bool) {
	t = tie{r.Type, r.Start == fact}
	other := r.End
	if !t.out {
		other = r.Start
	}
	if graph.LabelOf(other) != graph.ActorLabel {
		return t, nil, false
	}
	values = []any{other}
	for _, name := range properties[r.Type] {
		values = append(values, valueToDB(r.Properties[name]))
	}
	return t, values, true
}

// A shape is what facts have in common that one statement makes.
type shape struct {
	label  graph.Label
	labels string
	ties   string
}

func shapeOf(list []graph.Label, ties []tie) shape {
	var b strings.Builder
	for _, t := range ties {
		fmt.Fprintf(&b, "%s %v ", t.t, t.out)
	}
	return shape{list[0], labels(list), b.String()}
}

// columns are the properties that new nodes and reports were seen to have, in
// the order in which they were: rows of lists spare the server the names. They
// only grow, so that the server soon has planned every statement.
type columns struct {
	mu   sync.Mutex
	seen map[string][]string
	at   map[string]map[string]int
}

// row gives the values of properties by column.
func (c *columns) row(of string, p graph.Properties) []any {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.at == nil {
		c.seen, c.at = map[string][]string{}, map[string]map[string]int{}
	}
	if c.at[of] == nil {
		c.at[of] = map[string]int{}
	}
	at := c.at[of]
	out := make([]any, len(at), len(at)+4)
	for name, v := range p {
		i, ok := at[name]
		if !ok {
			i = len(at)
			at[name] = i
			c.seen[of] = append(c.seen[of], name)
			out = append(out, nil)
		}
		out[i] = valueToDB(v)
	}
	return out
}

func (c *columns) names(of string) []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.seen[of])
}
