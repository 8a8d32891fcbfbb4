package store

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/entente/entente/graph"
)

// decided reads what people have decided.
func (v *verifier) decided(ctx context.Context) error {
	return v.store.readTx(ctx, func(tx *transaction) error {
		list, err := readDecisions(ctx, tx)
		if err != nil {
			v.violation("", "%v", err)
			list = nil
		}
		v.resolver = graph.NewResolver(list)
		c := &change{tx: tx, decisions: list, touched: map[string]bool{}}
		if v.decisions, err = c.fixes(ctx); err != nil {
			return err
		}
		return v.findAbsent(ctx, tx)
	})
}

// findAbsent notes the actors that corrections name and no article mentions,
// as when the last that did was retracted: no relationship can lead to them.
func (v *verifier) findAbsent(ctx context.Context, tx *transaction) error {
	var named []any
	for _, d := range v.decisions {
		if d.Fix != nil {
			named = append(named, idRows(slices.Concat(d.Fix.Sources, d.Fix.Targets)...)...)
		}
	}
	v.absent = map[string]bool{}
	return tx.rows(ctx, `UNWIND $rows AS row OPTIONAL MATCH (n:Actor {id: row.id}) WITH row, n WHERE n IS NULL RETURN row.id`, named, func(row []any) error {
		id, _ := row[0].(string)
		v.absent[id] = true
		return nil
	})
}

// identities checks that actors and events are brought together as all that is
// read from articles, and what people have decided, makes them; and what is
// kept beside the graph to tell that. What it keeps in memory is the evidence
// of articles' texts, not that of data sets.
func (v *verifier) identities(ctx context.Context) error {
	for _, f := range v.news {
		want := v.resolver.Resolve(f)
		for i, r := range f.Reports {
			if r.NodeID() != want.Reports[i].NodeID() {
				v.violation(r.Key, "the report of it in %s stands at %s, but by all reports it is of %s", f.Article.ID, r.NodeID(), want.Reports[i].NodeID())
			} else if !maps.Equal(r.Resolved, want.Reports[i].Resolved) {
				v.violation(r.Key, "the report of it in %s speaks of %v, but by all reports that is %v", f.Article.ID, r.Resolved.List(), want.Reports[i].Resolved.List())
			}
		}
		for i, a := range f.Actors {
			if !maps.Equal(a.Resolved, want.Actors[i].Resolved) {
				v.violation(a.ID, "for %s it is %s, but by all reports %s", f.Article.ID, a.NodeID(), want.Actors[i].NodeID())
			}
		}
	}
	v.news = nil
	want := map[string]graph.Properties{}
	for _, p := range v.resolver.Beside() {
		id, _ := p["id"].(string)
		want[id] = p
	}
	err := v.store.readTx(ctx, func(tx *transaction) error {
		return tx.each(ctx, "MATCH (m:EntenteMeta) WHERE m.slot IS NOT NULL OR m.persona IS NOT NULL OR m.is IS NOT NULL RETURN properties(m)", nil, func(row []any) error {
			p, err := rowProperties(row[0])
			if err != nil {
				return err
			}
			id, _ := p["id"].(string)
			w, ok := want[id]
			if delete(want, id); !ok {
				v.violation(id, "is kept beside the graph, and nothing makes it so")
			} else if d := differing(p, w); len(d) > 0 {
				v.violation(id, "what is kept beside the graph differs in %v from what reports make of it", d)
			}
			return nil
		})
	})
	for _, id := range slices.Sorted(maps.Keys(want)) {
		v.violation(id, "is missing beside the graph")
	}
	return err
}

// withoutText gives the fragment without what identities do not hang on.
func withoutText(f graph.Fragment) graph.Fragment {
	f.Article = graph.Article{ID: f.Article.ID}
	return f
}

// Merges gives what has been brought together: for each node of several ids
// what each of them is, and why.
func (s *Store) Merges(ctx context.Context) ([]Merge, error) {
	var list []Merge
	err := s.readTx(ctx, func(tx *transaction) error {
		list = nil
		return tx.each(ctx, `MATCH (m:EntenteMeta) WHERE m.is IS NOT NULL
			CALL (m) { MATCH (n:Actor {id: m.is}) RETURN n.name AS name UNION MATCH (n:Event {id: m.is}) RETURN n.name AS name }
			RETURN m.id, m.is, name, m.why ORDER BY m.is, m.id`, nil, func(row []any) error {
			var m Merge
			id, _ := row[0].(string)
			m.ID, _ = row[1].(string)
			m.Name, _ = row[2].(string)
			m.Why, _ = row[3].(string)
			if _, err := fmt.Sscanf(id, "who:%s", &m.Was); err != nil {
				if _, err := fmt.Sscanf(id, "is:%s", &m.Was); err != nil {
					return fmt.Errorf("%s is kept beside the graph, and is no id", id)
				}
			}
			list = append(list, m)
			return nil
		})
	})
	return list, s.explain(err, "")
}

// A Merge is an id that the rules, or people, have brought under another.
type Merge struct {
	Was  string // the unit of an actor, or the key of an event
	ID   string // of the node
	Name string // of the node
	Why  string
}
