package store

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/entente/entente/graph"
)

// SchemaVersion counts the changes to what is kept in the database, from which
// everything else follows. Version 2 added the head words and dyads of reports,
// and what tells who is who. Nothing can be written into a database of another
// version: a later one may keep what this program does not know, and an earlier
// one lacks what only the sources tell. Constraints and indexes that are missing
// are made.
const SchemaVersion = 2

// The errors where another entente wrote the database.
var (
	ErrNewerSchema = errors.New("the database was written by a later version of entente")
	ErrOlderSchema = errors.New("the database was written by an earlier version of entente")
)

// refill is what to do about a database of an earlier version.
const refill = "load its sources anew, into an empty database ('MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS' in Neo4j Browser, after ':auto ', empties one)"

// A SchemaItem is a named constraint or index.
type SchemaItem struct {
	Name    string
	Create  string // the statement that makes it, idempotent
	Present bool
}

// A SchemaStatus is what a database has of the schema.
type SchemaStatus struct {
	Version int  // 0 where none has been applied
	Empty   bool // no articles
	Items   []SchemaItem
}

// Complete tells whether nothing is missing.
func (s SchemaStatus) Complete() bool {
	for _, i := range s.Items {
		if !i.Present {
			return false
		}
	}
	return s.Version == SchemaVersion
}

// other tells whether another version wrote the database: what is in it, and
// what to do. An empty one can be brought up to date.
func (s SchemaStatus) other() error {
	switch {
	case s.Version > SchemaVersion:
		return fmt.Errorf("%w: its schema has version %d, this program knows %d: update entente", ErrNewerSchema, s.Version, SchemaVersion)
	case s.Version > 0 && s.Version < SchemaVersion && !s.Empty:
		return fmt.Errorf("%w: its schema has version %d, this program keeps %d: %s", ErrOlderSchema, s.Version, SchemaVersion, refill)
	}
	return nil
}

// Cure says what makes the schema complete.
func (s SchemaStatus) Cure() string {
	if err := s.other(); err != nil {
		return err.Error()
	}
	return "'entente schema apply' brings it up to date"
}

// schemaItems lists every constraint and index. Names and statements are made
// of constants of the schema only.
func schemaItems() []SchemaItem {
	var items []SchemaItem
	for _, l := range append(graph.NodeLabels(), graph.MetaLabel) {
		name := idConstraint(l)
		items = append(items, SchemaItem{Name: name,
			Create: fmt.Sprintf("CREATE CONSTRAINT %s IF NOT EXISTS FOR (n:%s) REQUIRE n.id IS UNIQUE", name, l)})
	}
	for _, i := range []struct {
		label graph.Label
		prop  string
		name  string
	}{
		{graph.ArticleLabel, "url", "article_url"},
		{graph.ArticleLabel, "sourceId", "article_source_id"},
		{graph.ArticleLabel, "contentHash", "article_content_hash"},
		{graph.ArticleLabel, "publishedOn", "article_published_on"},
		{graph.ActorLabel, "name", "actor_name"},
		{graph.ActorLabel, "country", "actor_country"},
		{graph.EventLabel, "startDate", "event_start_date"},
		{graph.EventLabel, "type", "event_type"},
		{graph.EventLabel, "status", "event_status"},
		{graph.EventLabel, "firstReported", "event_first_reported"},
		{graph.EventLabel, "firstLoaded", "event_first_loaded"},
		{graph.EventLabel, "reports", "event_reports"},
		{graph.PolicyLabel, "kind", "policy_kind"},
		{graph.PolicyLabel, "status", "policy_status"},
		{graph.PolicyLabel, "reports", "policy_reports"},
		{graph.PolicyLabel, "firstReported", "policy_first_reported"},
		{graph.PolicyLabel, "firstLoaded", "policy_first_loaded"},
		{graph.PolicyLabel, "startDate", "policy_start_date"},
		{graph.StatementLabel, "startDate", "statement_start_date"},
		{graph.StatementLabel, "firstReported", "statement_first_reported"},
		{graph.StatementLabel, "firstLoaded", "statement_first_loaded"},
		{graph.MetaLabel, "of", "entente_meta_of"},
		{graph.MetaLabel, "article", "entente_meta_article"},
		{graph.MetaLabel, "slot", "entente_meta_slot"},
		{graph.MetaLabel, "slotOf", "entente_meta_slot_of"},
		{graph.MetaLabel, "decision", "entente_meta_decision"},
		{graph.MetaLabel, "contentHash", "entente_meta_content_hash"},
	} {
		items = append(items, SchemaItem{Name: i.name,
			Create: fmt.Sprintf("CREATE INDEX %s IF NOT EXISTS FOR (n:%s) ON (n.%s)", i.name, i.label, i.prop)})
	}
	return append(items,
		SchemaItem{Name: "about_stance", Create: "CREATE INDEX about_stance IF NOT EXISTS FOR ()-[r:ABOUT]-() ON (r.stance)"},
		SchemaItem{Name: "actor_names", Create: "CREATE FULLTEXT INDEX actor_names IF NOT EXISTS FOR (n:Actor) ON EACH [n.name, n.aliases]"},
		SchemaItem{Name: "fact_words", Create: "CREATE FULLTEXT INDEX fact_words IF NOT EXISTS FOR (n:Event|Policy|Statement) ON EACH [n.name, n.text]"},
		// Few nodes have any of these: who looks for them need not go through all.
		SchemaItem{Name: "remarks", Create: "CREATE FULLTEXT INDEX remarks IF NOT EXISTS FOR (n:Actor|Event|Policy|Statement|Article) ON EACH [n.formerIds, n.corrections, n.notes]"},
		SchemaItem{Name: "report_quotes", Create: "CREATE FULLTEXT INDEX report_quotes IF NOT EXISTS FOR ()-[r:REPORTED_IN]-() ON EACH [r.quote]"},
	)
}

// idConstraint names the constraint by which ids of a label are unique.
func idConstraint(l graph.Label) string {
	if l == graph.MetaLabel {
		return "entente_meta_id"
	}
	return strings.ToLower(string(l)) + "_id"
}

// SchemaStatus tells what the database has of the schema.
func (s *Store) SchemaStatus(ctx context.Context) (SchemaStatus, error) {
	status := SchemaStatus{Items: schemaItems()}
	present := map[string]bool{}
	err := s.readTx(ctx, func(tx *transaction) error {
		for _, show := range []string{"SHOW CONSTRAINTS YIELD name", "SHOW INDEXES YIELD name"} {
			if err := tx.each(ctx, show, nil, func(row []any) error {
				name, _ := row[0].(string)
				present[name] = true
				return nil
			}); err != nil {
				return err
			}
		}
		return tx.each(ctx, "RETURN EXISTS { (:Article) }, COLLECT { MATCH (m:EntenteMeta {id: 'schema'}) RETURN m.version }", nil, func(row []any) error {
			status.Empty = row[0] == false
			if list, _ := row[1].([]any); len(list) == 1 {
				v, _ := list[0].(int64)
				status.Version = int(v)
			}
			return nil
		})
	})
	for i := range status.Items {
		status.Items[i].Present = present[status.Items[i].Name]
	}
	return status, s.explain(err, "")
}

// ApplySchema makes what is missing of the schema and waits until the indexes
// can be used. It changes nothing in a database of another version that holds
// articles.
func (s *Store) ApplySchema(ctx context.Context) error {
	status, err := s.SchemaStatus(ctx)
	if err != nil {
		return err
	}
	if err := status.other(); err != nil {
		return err
	}
	if status.Complete() {
		return nil
	}
	for _, item := range status.Items {
		if item.Present {
			continue
		}
		if err := s.writeTx(ctx, func(tx *transaction) error { return tx.run(ctx, item.Create, nil) }); err != nil {
			return fmt.Errorf("creating %s: %w", item.Name, s.explain(err, ""))
		}
	}
	if err := s.readTx(ctx, func(tx *transaction) error { return tx.run(ctx, "CALL db.awaitIndexes(300)", nil) }); err != nil {
		return s.explain(err, "")
	}
	return s.explain(s.writeTx(ctx, func(tx *transaction) error {
		return tx.run(ctx, "MERGE (m:EntenteMeta {id: 'schema'}) SET m.version = $version", map[string]any{"version": SchemaVersion})
	}), "")
}
