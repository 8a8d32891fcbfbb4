package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/entente/entente/graph"
)

// ErrNoNode is in the error where nothing in the graph has an id.
var ErrNoNode = errors.New("nothing in the graph has this id")

// A Subject is a node of the graph as decisions speak of it.
type Subject struct {
	ID    string // of the node
	Label graph.Label
	Name  string
	Parts []Part // what has been brought together under it, in order
}

// A Part is what reports say under one id.
type Part struct {
	Subject  string // as graph.Decision has it: a unit, a key, an article's id
	Why      string // why it is not by itself
	Articles []string
}

// Asked gives the parts that an id means: all of them for the node's own, else
// those that have had it.
func (s Subject) Asked(id string) []Part {
	if id == s.ID {
		return s.Parts
	}
	return slices.DeleteFunc(slices.Clone(s.Parts), func(p Part) bool { return p.Subject != id && graph.ParseUnit(p.Subject).Key != id })
}

// First gives the part that stands for an id: the one that has given it to the
// node, if it is that.
func (s Subject) First(id string) Part {
	asked := s.Asked(id)
	for _, p := range asked {
		if graph.ParseUnit(p.Subject).Key == s.ID {
			return p
		}
	}
	return asked[0]
}

// Subject finds the node that an id means: its own or a former one.
func (s *Store) Subject(ctx context.Context, id string) (Subject, error) {
	var found Subject
	err := s.readTx(ctx, func(tx *transaction) error {
		c := &change{tx: tx}
		var ids []string
		if err := tx.rows(ctx, findNodes, idRows(id), func(row []any) error {
			n, _ := row[1].(string)
			ids = append(ids, n)
			return nil
		}); err != nil {
			return err
		}
		switch {
		case len(ids) == 0:
			return fmt.Errorf("%s: %w", id, ErrNoNode)
		case len(ids) > 1 && !slices.Contains(ids, id):
			return fmt.Errorf("%s stands for several: %s (name one of them)", id, strings.Join(ids, ", "))
		case slices.Contains(ids, id):
			ids = []string{id}
		}
		var err error
		found, err = c.subject(ctx, ids[0])
		return err
	})
	if errors.Is(err, ErrNoNode) {
		return found, err
	}
	return found, s.explain(err, "")
}

func (c *change) subject(ctx context.Context, id string) (Subject, error) {
	s := Subject{ID: id, Label: graph.LabelOf(id)}
	parts := map[string][]string{}
	switch s.Label {
	case graph.ActorLabel:
		claims, err := c.claims(ctx, []string{id})
		if err != nil {
			return s, err
		}
		for _, claim := range claims[id] {
			subject := claim.Actor.ID
			if u, ok := graph.UnitOf(claim.Actor); ok {
				subject = u.String()
			}
			parts[subject] = append(parts[subject], claim.ArticleID)
		}
	case graph.ArticleLabel:
		parts[id] = []string{id}
	default:
		evidence := map[string][]graph.Evidence{}
		if err := c.readEvidence(ctx, s.Label, idRows(id), evidence); err != nil {
			return s, err
		}
		for _, e := range evidence[id] {
			parts[e.Key] = append(parts[e.Key], e.ArticleID)
		}
	}
	why := map[string]string{}
	var rows []any
	for part, articles := range parts {
		slices.Sort(articles)
		s.Parts = append(s.Parts, Part{Subject: part, Articles: slices.Compact(articles)})
		rows = append(rows, idRow("who:"+part), idRow(graph.IsID(part)))
	}
	if err := c.tx.rows(ctx, readWho, rows, func(row []any) error {
		id, _ := row[0].(string)
		_, part, _ := strings.Cut(id, ":")
		why[part], _ = row[3].(string)
		return nil
	}); err != nil {
		return s, err
	}
	for i, p := range s.Parts {
		s.Parts[i].Why = why[p.Subject]
	}
	slices.SortFunc(s.Parts, func(a, b Part) int { return strings.Compare(a.Subject, b.Subject) })
	return s, c.tx.rows(ctx, fmt.Sprintf("UNWIND $rows AS row MATCH (n:%s {id: row.id}) RETURN coalesce(n.name, n.title)", s.Label), idRows(id), func(row []any) error {
		s.Name, _ = row[0].(string)
		return nil
	})
}

// Reports gives the reports that have one of the keys, in the order of articles.
func (s *Store) Reports(ctx context.Context, keys ...string) ([]graph.Evidence, error) {
	var list []graph.Evidence
	err := s.readTx(ctx, func(tx *transaction) error {
		list = nil
		c := &change{tx: tx}
		nodes := map[graph.Label][]string{}
		if err := tx.rows(ctx, findNodes, idRows(keys...), func(row []any) error {
			id, _ := row[1].(string)
			if l := graph.LabelOf(id); !slices.Contains(nodes[l], id) {
				nodes[l] = append(nodes[l], id)
			}
			return nil
		}); err != nil {
			return err
		}
		for _, label := range graph.FactLabels() {
			evidence := map[string][]graph.Evidence{}
			if err := c.readEvidence(ctx, label, idRows(nodes[label]...), evidence); err != nil {
				return err
			}
			for _, id := range nodes[label] {
				for _, e := range evidence[id] {
					if slices.Contains(keys, e.Key) {
						list = append(list, e)
					}
				}
			}
		}
		slices.SortFunc(list, func(a, b graph.Evidence) int { return strings.Compare(a.ArticleID+a.Key, b.ArticleID+b.Key) })
		return nil
	})
	return list, s.explain(err, "")
}
