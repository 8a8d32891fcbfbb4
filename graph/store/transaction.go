package store

import (
	"context"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// A transaction is a managed transaction of the driver. Its work may be run
// several times, so work keeps its state inside.
type transaction struct {
	tx neo4j.ManagedTransaction
}

func (s *Store) session(ctx context.Context, mode neo4j.AccessMode) neo4j.SessionWithContext {
	return s.driver.NewSession(ctx, neo4j.SessionConfig{DatabaseName: s.database, AccessMode: mode})
}

func (s *Store) writeTx(ctx context.Context, work func(*transaction) error) error {
	session := s.session(ctx, neo4j.AccessModeWrite)
	defer session.Close(context.WithoutCancel(ctx))
	_, err := session.ExecuteWrite(ctx, func(tx neo4j.ManagedTransaction) (any, error) {
		return nil, work(&transaction{tx})
	})
	return err
}

func (s *Store) readTx(ctx context.Context, work func(*transaction) error) error {
	session := s.session(ctx, neo4j.AccessModeRead)
	defer session.Close(context.WithoutCancel(ctx))
	_, err := session.ExecuteRead(ctx, func(tx neo4j.ManagedTransaction) (any, error) {
		return nil, work(&transaction{tx})
	})
	return err
}

// run runs a statement that gives no rows.
func (t *transaction) run(ctx context.Context, cypher string, params map[string]any) error {
	return t.each(ctx, cypher, params, func([]any) error { return nil })
}

// each runs a statement and visits its rows.
func (t *transaction) each(ctx context.Context, cypher string, params map[string]any, visit func(row []any) error) error {
	result, err := t.tx.Run(ctx, cypher, params)
	if err != nil {
		return err
	}
	for result.Next(ctx) {
		if err := visit(result.Record().Values); err != nil {
			return err
		}
	}
	return result.Err()
}

// rows runs a statement over a list of parameters, UNWIND $rows, unless the
// list is empty.
func (t *transaction) rows(ctx context.Context, cypher string, rows []any, visit func(row []any) error) error {
	if len(rows) == 0 {
		return nil
	}
	if visit == nil {
		visit = func([]any) error { return nil }
	}
	return t.each(ctx, cypher, map[string]any{"rows": rows}, visit)
}
