package store

import (
	"context"
	"fmt"
	"strings"

	"github.com/entente/entente/graph"
)

// form checks what the database's own constraints would, were they there, and
// what the Community edition has none for: that ids are unique, and that
// relationships join what the schema says.
func (v *verifier) form(ctx context.Context) error {
	return v.store.readTx(ctx, func(tx *transaction) error {
		for _, check := range []func(context.Context, *transaction) error{v.twins, v.endpoints, v.meta} {
			if err := check(ctx, tx); err != nil {
				return err
			}
		}
		return nil
	})
}

// twins looks for ids that several nodes have. Where the constraint is there,
// there are none.
func (v *verifier) twins(ctx context.Context, tx *transaction) error {
	constraints := map[string]bool{}
	if err := tx.each(ctx, "SHOW CONSTRAINTS YIELD name", nil, func(row []any) error {
		name, _ := row[0].(string)
		constraints[name] = true
		return nil
	}); err != nil {
		return err
	}
	for _, l := range graph.NodeLabels() {
		name := idConstraint(l)
		if constraints[name] {
			continue
		}
		v.violation("", "the constraint %s is missing: 'entente schema apply' makes it", name)
		if err := tx.each(ctx, fmt.Sprintf("MATCH (n:%s) WITH n.id AS id, count(*) AS n WHERE n > 1 RETURN id, n", l), nil, func(row []any) error {
			v.violation(fmt.Sprint(row[0]), "%v nodes have this id", row[1])
			return nil
		}); err != nil {
			return err
		}
	}
	return nil
}

// endpoints looks for relationships that join other labels than the schema
// says.
func (v *verifier) endpoints(ctx context.Context, tx *transaction) error {
	for _, s := range graph.RelSchemas() {
		var ways []string
		for _, e := range s.Endpoints {
			ways = append(ways, fmt.Sprintf("a:%s AND b:%s", e.From, e.To))
		}
		if err := tx.each(ctx, fmt.Sprintf("MATCH (a)-[r:%s]->(b) WHERE NOT (%s) RETURN a.id, b.id", s.Type, strings.Join(ways, " OR ")), nil, func(row []any) error {
			v.violation(fmt.Sprint(row[0]), "%s cannot join it to %v", s.Type, row[1])
			return nil
		}); err != nil {
			return err
		}
	}
	return nil
}

// meta checks what is kept beside the graph.
func (v *verifier) meta(ctx context.Context, tx *transaction) error {
	return tx.each(ctx, `MATCH (m:EntenteMeta) OPTIONAL MATCH (a:Article {id: m.article})
		RETURN m.id, m.of IS NOT NULL, m.article, a.id IS NOT NULL, m.dataset, coalesce(m.dataset IN a.datasets, false), m.version`, nil, func(row []any) error {
		id, article := fmt.Sprint(row[0]), row[2]
		switch {
		case row[1] == true || id == "writer": // copies are looked at apart
		case id == "schema":
			if row[6] != int64(SchemaVersion) {
				version, _ := row[6].(int64)
				v.violation(id, "the schema has version %v, not %d: %s", row[6], SchemaVersion, SchemaStatus{Version: int(version)}.Cure())
			}
		case article == nil:
		case row[3] != true || row[5] != true:
			v.violation(id, "what %v says of %v is kept, but the article does not say so", row[4], article)
		}
		return nil
	})
}
