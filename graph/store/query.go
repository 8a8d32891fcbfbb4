package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/dbtype"

	"github.com/entente/entente/calendar"
	"github.com/entente/entente/graph"
)

// Limits bound what a reading statement may cost.
type Limits struct {
	Timeout time.Duration // the server's default where 0
	Rows    int           // no bound where 0
}

// A Reader runs statements that read, and refuses all others.
type Reader struct {
	store  *Store
	limits Limits
}

// Reader gives a Reader with these limits.
func (s *Store) Reader(l Limits) *Reader { return &Reader{s, l} }

// ErrRowLimit and ErrTimeout are in the error where a limit was reached; the
// rows visited until then are right, but not all.
var (
	ErrRowLimit = errors.New("row limit reached")
	ErrTimeout  = errors.New("time limit reached")
)

// Read runs one statement and visits its rows. Values are nil, bool, int,
// float64, string, calendar.Date, time.Time, graph.Point, graph.Node,
// graph.Relationship, graph.Path, []any or map[string]any; what else Neo4j has comes
// as its text. Parameters may be of these types, []string, or anything with a
// method Time, which is passed as a date.
func (r *Reader) Read(ctx context.Context, cypher string, params map[string]any, visit func(columns []string, row []any) error) error {
	session := r.store.session(ctx, neo4j.AccessModeRead)
	defer session.Close(context.WithoutCancel(ctx))
	in := make(map[string]any, len(params))
	for name, v := range params {
		in[name] = parameter(v)
	}
	err := guard(ctx, session, cypher, in)
	if err == nil {
		err = r.read(ctx, session, cypher, in, visit)
	}
	var neo *neo4j.Neo4jError
	switch {
	case errors.As(err, &neo) && (neo.Code == "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration" || neo.Code == "Neo.ClientError.Transaction.TransactionTimedOut"):
		return fmt.Errorf("%w after %s: ask for less, or raise --timeout", ErrTimeout, r.limits.Timeout)
	case errors.As(err, &neo) && neo.Classification() == "ClientError" && neo.Category() == "Statement":
		return fmt.Errorf("the server refuses the statement: %s", neo.Msg)
	case errors.Is(err, ErrNotReadOnly), errors.Is(err, ErrRowLimit):
		return err
	}
	if errors.As(err, &neo) || neo4j.IsConnectivityError(err) {
		return r.store.explain(err, "")
	}
	return err
}

func (r *Reader) read(ctx context.Context, session neo4j.SessionWithContext, cypher string, params map[string]any, visit func([]string, []any) error) error {
	var options []func(*neo4j.TransactionConfig)
	if r.limits.Timeout > 0 {
		options = append(options, neo4j.WithTxTimeout(r.limits.Timeout))
	}
	result, err := session.Run(ctx, cypher, params, options...)
	if err != nil {
		return err
	}
	columns, err := result.Keys()
	if err != nil {
		return err
	}
	chunk := [][]any{}
	flush := func() error {
		rows, err := r.resolve(ctx, chunk)
		chunk = chunk[:0]
		if err != nil {
			return err
		}
		for _, row := range rows {
			if err := visit(columns, row); err != nil {
				return err
			}
		}
		return nil
	}
	for n := 0; result.Next(ctx); n++ {
		if r.limits.Rows > 0 && n == r.limits.Rows {
			if err := flush(); err != nil {
				return err
			}
			return fmt.Errorf("%w: there are more than %d rows; --limit asks for more", ErrRowLimit, r.limits.Rows)
		}
		if chunk = append(chunk, result.Record().Values); len(chunk) == 1000 {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	if err := flush(); err != nil {
		return err
	}
	return result.Err()
}

func parameter(v any) any {
	switch v := v.(type) {
	case calendar.Date, graph.Point:
		return valueToDB(v)
	case time.Time:
		return v
	case interface{ Time() time.Time }:
		return neo4j.DateOf(v.Time())
	}
	return v
}

// resolve converts rows. A relationship comes without the ids of its ends,
// unless they are in the same row's paths, so these are looked up.
func (r *Reader) resolve(ctx context.Context, chunk [][]any) ([][]any, error) {
	c := &converter{ids: map[string]string{}, missing: map[string]bool{}}
	for _, row := range chunk {
		for _, v := range row {
			c.learn(v)
		}
	}
	if len(c.missing) > 0 {
		if err := r.lookUp(ctx, c); err != nil {
			return nil, err
		}
	}
	out := make([][]any, len(chunk))
	for i, row := range chunk {
		out[i] = make([]any, len(row))
		for j, v := range row {
			out[i][j] = c.convert(v)
		}
	}
	return out, nil
}

func (r *Reader) lookUp(ctx context.Context, c *converter) error {
	var wanted []string
	for id := range c.missing {
		if _, ok := c.ids[id]; !ok {
			wanted = append(wanted, id)
		}
	}
	return r.store.readTx(ctx, func(tx *transaction) error {
		return tx.each(ctx, "MATCH (n) WHERE elementId(n) IN $ids RETURN elementId(n), n.id", map[string]any{"ids": wanted}, func(row []any) error {
			element, _ := row[0].(string)
			id, _ := row[1].(string)
			c.ids[element] = id
			return nil
		})
	})
}

// A converter turns the driver's values into those of Read. ids maps the
// database's own element ids to ours.
type converter struct {
	ids     map[string]string
	missing map[string]bool
}

func (c *converter) learn(v any) {
	switch v := v.(type) {
	case dbtype.Node:
		id, _ := v.Props["id"].(string)
		c.ids[v.ElementId] = id
	case dbtype.Relationship:
		c.missing[v.StartElementId] = true
		c.missing[v.EndElementId] = true
	case dbtype.Path:
		for _, n := range v.Nodes {
			c.learn(n)
		}
	case []any:
		for _, e := range v {
			c.learn(e)
		}
	case map[string]any:
		for _, e := range v {
			c.learn(e)
		}
	}
}

func (c *converter) convert(v any) any {
	switch v := v.(type) {
	case nil, bool, float64, string:
		return v
	case int64:
		return int(v)
	case dbtype.Date, dbtype.Point2D, time.Time:
		x, err := valueFromDB(v)
		if err != nil {
			return fmt.Sprint(v)
		}
		return x
	case dbtype.Node:
		id, _ := v.Props["id"].(string)
		return graph.Node{ID: id, Labels: orderedLabels(v.Labels), Properties: c.properties(v.Props)}
	case dbtype.Relationship:
		return graph.Relationship{Type: graph.RelType(v.Type), Start: c.ids[v.StartElementId], End: c.ids[v.EndElementId], Properties: c.properties(v.Props)}
	case dbtype.Path:
		return c.path(v)
	case []any:
		out := make([]any, len(v))
		for i, e := range v {
			out[i] = c.convert(e)
		}
		return out
	case map[string]any:
		return map[string]any(c.properties(v))
	}
	return fmt.Sprint(v)
}

func (c *converter) properties(m map[string]any) graph.Properties {
	out := make(graph.Properties, len(m))
	for name, v := range m {
		out[name] = c.convert(v)
	}
	return out
}

func (c *converter) path(p dbtype.Path) graph.Path {
	var out graph.Path
	for _, n := range p.Nodes {
		out.Nodes = append(out.Nodes, c.convert(n).(graph.Node))
	}
	for _, r := range p.Relationships {
		out.Relationships = append(out.Relationships, c.convert(r).(graph.Relationship))
	}
	return out
}
