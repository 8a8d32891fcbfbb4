package store

import (
	"context"
	"errors"
)

// A Mark says up to where a file of rows is in the graph. Marks are kept in
// the database, and written in the transaction that writes the rows.
type Mark struct {
	Key    string // what the file is known by
	Source string // for people
	Line   int    // the last row that is in
	Rows   int    // how many are in up to there
}

// A Journal is the Marks of a database. It holds as long as nothing is
// retracted: then all Marks go, since rows of any file may be gone.
type Journal struct {
	store *Store
	epoch int
}

// Journal opens the journal. What is retracted from now on ends it.
func (s *Store) Journal(ctx context.Context) (*Journal, error) {
	j := &Journal{store: s}
	err := s.readTx(ctx, func(tx *transaction) error {
		j.epoch = 0
		return tx.each(ctx, readEpoch, nil, func(row []any) error {
			n, _ := row[0].(int64)
			j.epoch = int(n)
			return nil
		})
	})
	return j, s.explain(err, "")
}

// Mark gives the Mark of a file; ok is false where there is none.
func (j *Journal) Mark(ctx context.Context, key string) (m Mark, ok bool, err error) {
	err = j.store.readTx(ctx, func(tx *transaction) error {
		m, ok = Mark{Key: key}, false
		return tx.rows(ctx, readMarks, idRows(markID(key)), func(row []any) error {
			line, _ := row[0].(int64)
			rows, _ := row[1].(int64)
			m.Source, _ = row[2].(string)
			m.Line, m.Rows, ok = int(line), int(rows), true
			return nil
		})
	})
	return m, ok, j.store.explain(err, "")
}

// Mark has the Batch write Marks along with its Fragments.
func (b *Batch) Mark(j *Journal, marks ...Mark) error {
	for _, m := range marks {
		if m.Key == "" {
			return errors.New("a mark of a file without a key")
		}
		b.marks = append(b.marks, map[string]any{"id": markID(m.Key), "source": m.Source, "line": m.Line, "rows": m.Rows, "epoch": j.epoch})
	}
	return nil
}

func markID(key string) string { return markPrefix + key }

// forget ends the journal.
func (c *change) forget(ctx context.Context) error {
	if err := c.tx.run(ctx, nextEpoch, nil); err != nil {
		return err
	}
	return c.tx.run(ctx, deleteMarks, nil)
}

const markPrefix = "journal:"

const (
	readEpoch   = `MATCH (m:EntenteMeta {id: 'journal'}) RETURN m.epoch`
	nextEpoch   = `MERGE (m:EntenteMeta {id: 'journal'}) SET m.epoch = coalesce(m.epoch, 0) + 1`
	readMarks   = `UNWIND $rows AS row MATCH (m:EntenteMeta {id: row.id}) RETURN m.line, m.rows, m.source`
	deleteMarks = `MATCH (m:EntenteMeta) WHERE m.id STARTS WITH '` + markPrefix + `' DELETE m`
	// Two that load the same file: the one that is further counts.
	writeMarks = `OPTIONAL MATCH (e:EntenteMeta {id: 'journal'}) WITH coalesce(e.epoch, 0) AS epoch
UNWIND $rows AS row WITH epoch, row WHERE row.epoch = epoch
MERGE (m:EntenteMeta {id: row.id}) WITH m, row WHERE coalesce(m.line, -1) < row.line
SET m.line = row.line, m.rows = row.rows, m.source = row.source`
)
