package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/entente/entente/graph"
)

const (
	readDecisionNodes = `MATCH (m:EntenteMeta) WHERE m.decision IS NOT NULL RETURN m.decision`
	countDecisions    = `MATCH (w:EntenteMeta {id: 'writer'}) SET w.decisions = COUNT { MATCH (m:EntenteMeta) WHERE m.decision IS NOT NULL }`

	// findNodes gives the nodes that a person may mean by an id: those that
	// have it, and those whose reports do.
	findNodes = `UNWIND $rows AS row CALL (row) {
  MATCH (n:Actor {id: row.id}) RETURN n.id AS id
  UNION MATCH (n:Event {id: row.id}) RETURN n.id AS id
  UNION MATCH (n:Policy {id: row.id}) RETURN n.id AS id
  UNION MATCH (n:Statement {id: row.id}) RETURN n.id AS id
  UNION MATCH (n:Article {id: row.id}) RETURN n.id AS id
  UNION MATCH (m:EntenteMeta {id: 'is:' + row.id}) RETURN m.is AS id
  UNION MATCH (m:EntenteMeta {id: 'who:' + row.id}) RETURN coalesce(m.is, row.id) AS id
  UNION MATCH (m:EntenteMeta) WHERE m.id STARTS WITH 'who:' + row.id + '|' RETURN coalesce(m.is, row.id) AS id
} RETURN row.id, id ORDER BY id`
)

func readDecisions(ctx context.Context, tx *transaction) ([]graph.Decision, error) {
	var list []graph.Decision
	err := tx.each(ctx, readDecisionNodes, nil, func(row []any) error {
		line, _ := row[0].(string)
		var d graph.Decision
		if err := json.Unmarshal([]byte(line), &d); err != nil {
			return fmt.Errorf("a decision, as the database has it: %w", err)
		}
		if err := d.Validate(); err != nil {
			return fmt.Errorf("decision %s, as the database has it: %w", d.ID, err)
		}
		list = append(list, d)
		return nil
	})
	graph.SortDecisions(list)
	return list, err
}

// Decisions gives what people have decided about the graph, in the order in
// which they did.
func (s *Store) Decisions(ctx context.Context) ([]graph.Decision, error) {
	var list []graph.Decision
	err := s.readTx(ctx, func(tx *transaction) (err error) {
		list, err = readDecisions(ctx, tx)
		return err
	})
	return list, s.explain(err, "")
}

// Decide takes the word of a person, in place of the same one made before, and
// takes others back, all or nothing.
func (s *Store) Decide(ctx context.Context, decisions []graph.Decision, undo ...string) error {
	for _, d := range decisions {
		if err := d.Validate(); err != nil {
			return err
		}
	}
	return s.explain(s.writeTx(ctx, func(tx *transaction) error {
		c, err := begin(ctx, tx, s.now())
		if err != nil {
			return err
		}
		before := c.decisions
		var rows, gone []any
		for _, d := range decisions {
			line, err := json.Marshal(d)
			if err != nil {
				return fmt.Errorf("decision %s: %w", d.ID, err)
			}
			rows = append(rows, map[string]any{"id": d.ID, "decision": string(line)})
		}
		for _, id := range undo {
			gone = append(gone, idRow(id))
		}
		if err := tx.rows(ctx, deleteMeta, gone, nil); err != nil {
			return err
		}
		if err := tx.rows(ctx, mergeMeta, rows, nil); err != nil {
			return err
		}
		if err := tx.run(ctx, countDecisions, nil); err != nil {
			return err
		}
		if c.decisions, err = readDecisions(ctx, tx); err != nil {
			return err
		}
		changed := slices.Clone(decisions)
		for _, d := range before {
			if slices.Contains(undo, d.ID) {
				changed = append(changed, d)
			}
		}
		if err := c.reconsider(ctx, changed); err != nil {
			return err
		}
		return c.finish(ctx)
	}), "")
}

// reconsider has all derived anew that decisions are about.
func (c *change) reconsider(ctx context.Context, decisions []graph.Decision) error {
	var rows []any
	for _, d := range decisions {
		for _, s := range d.Subjects {
			u := graph.ParseUnit(s)
			rows = append(rows, idRow(u.Key))
			switch d.Kind {
			case graph.SameDecision, graph.ApartDecision:
				if graph.LabelOf(u.Key) == graph.ActorLabel {
					c.settling.units[u] = true
				} else {
					c.settling.keys[s] = true
				}
			}
		}
	}
	var articles []string
	if err := c.tx.rows(ctx, findNodes, rows, func(row []any) error {
		switch id, _ := row[1].(string); graph.LabelOf(id) {
		case graph.ActorLabel:
			c.bereft[id] = true
		case graph.ArticleLabel:
			articles = append(articles, id)
		case "":
		default:
			c.touched[id] = true
		}
		return nil
	}); err != nil {
		return err
	}
	for _, id := range articles {
		claims, err := c.articleClaims(ctx, id)
		if err != nil {
			return err
		}
		if err := c.tx.rows(ctx, mergeArticles, []any{c.articleRow(id, claims)}, nil); err != nil {
			return err
		}
	}
	return nil
}

// fixes gives the decisions, with the actors that corrections name as they are
// called in the graph; and has the facts that they are about derived anew.
func (c *change) fixes(ctx context.Context) ([]graph.Decision, error) {
	var named, about []any
	for _, d := range c.decisions {
		if d.Kind != graph.FixDecision || len(d.Fix.Sources)+len(d.Fix.Targets) == 0 {
			continue
		}
		for _, id := range slices.Concat(d.Fix.Sources, d.Fix.Targets) {
			named = append(named, idRow(id))
		}
		for _, key := range d.Subjects {
			about = append(about, idRow(key))
		}
	}
	if len(named) == 0 {
		return c.decisions, nil
	}
	is := map[string]string{}
	if err := c.tx.rows(ctx, findNodes, named, func(row []any) error {
		asked, _ := row[0].(string)
		id, _ := row[1].(string)
		if is[asked] == "" || id == asked {
			is[asked] = id
		}
		return nil
	}); err != nil {
		return nil, err
	}
	if err := c.tx.rows(ctx, findNodes, about, func(row []any) error {
		if id, _ := row[1].(string); c.fresh[id] == nil && graph.LabelOf(id) != graph.ActorLabel {
			c.touched[id] = true
		}
		return nil
	}); err != nil {
		return nil, err
	}
	return graph.ResolveFixes(c.decisions, func(id string) string { return is[id] }), nil
}
