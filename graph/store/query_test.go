package store_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/entente/entente/calendar"
	"github.com/entente/entente/graph"
	"github.com/entente/entente/graph/store"
	"github.com/entente/entente/localdb/dbtest"
)

// visit is the key of sample's event.
var visit = graph.EventKey(graph.Consult, []string{"person:ana-quispe"}, nil, calendar.DayOf(calendar.NewDate(2025, 3, 1)), nil, "visit")

func sample() graph.Fragment {
	day := calendar.NewDate(2025, 3, 1)
	return graph.Fragment{
		Dataset: graph.News,
		Article: graph.Article{ID: graph.ArticleID("https://example.org/visit"), Title: "A visit", URL: "https://example.org/visit", SourceID: "s-1",
			PublishedOn: day, ContentHash: graph.ContentHash("A visit", "x", day), TextMode: graph.TextQuote, Loader: graph.News},
		Actors: []graph.Actor{{ID: "country:PER", Name: "Peru", Country: "PER", Count: 1}, {ID: "person:ana-quispe", Name: "Ana Quispe", Count: 1,
			Roles: []graph.Role{{Role: "president", Of: "country:PER", Quote: "President Ana Quispe"}}}},
		Reports: []graph.Report{{Fact: graph.EventLabel, Key: visit, Head: "visit", Type: graph.Consult, Mode: "visit", Status: graph.Planned,
			Quote: "She visits.", End: 11, Name: "Quispe visits", When: graph.When{Interval: calendar.DayOf(day), Text: "today", Basis: calendar.Relative},
			Sources: []graph.Participant{{ID: "person:ana-quispe", As: "She"}}, Location: &graph.Point{Longitude: -77, Latitude: -12}}},
	}
}

func TestReadValues(t *testing.T) {
	s, _ := open(t)
	if _, err := s.Load(t.Context(), sample()); err != nil {
		t.Fatal(err)
	}
	var rows [][]any
	err := s.Reader(store.Limits{Timeout: 20 * time.Second}).Read(t.Context(), `
		MATCH p = (a:Actor)-[r:INITIATED]->(e:Event) WHERE e.startDate >= $since
		RETURN a.id AS id, r, e.startDate AS day, e.location AS place, e.quadClass AS quad, labels(e) AS labels, p, null AS nothing, {n: 1.5} AS map`,
		map[string]any{"since": calendar.NewDate(2025, 3, 1)},
		func(columns []string, row []any) error { rows = append(rows, row); return nil })
	if err != nil || len(rows) != 1 {
		t.Fatal(rows, err)
	}
	row := rows[0]
	rel := graph.Relationship{Type: graph.Initiated, Start: "person:ana-quispe", End: visit, Properties: graph.Properties{"as": "She"}}
	want := []any{"person:ana-quispe", rel, calendar.NewDate(2025, 3, 1), graph.Point{Longitude: -77, Latitude: -12}, 1,
		[]any{"Event", "Planned"}, row[6], nil, map[string]any{"n": 1.5}}
	if d := cmp.Diff(want, row); d != "" {
		t.Error(d)
	}
	if p := row[6].(graph.Path); len(p.Nodes) != 2 || cmp.Diff(rel, p.Relationships[0]) != "" || p.Nodes[1].ID != visit {
		t.Errorf("path: %+v", p)
	}
}

// TestReadOnly holds the statements by which other systems were made to read
// files and addresses, to write, or to stop others.
func TestReadOnly(t *testing.T) {
	s, _ := open(t)
	for _, cypher := range []string{
		"CREATE (n:Actor {id: 'x'})",
		"MATCH (n) SET n.x = 1",
		"MATCH (n) DETACH DELETE n",
		"MATCH (n) CALL { WITH n SET n.x = 1 } RETURN n",
		"FOREACH (x IN [1] | CREATE (n))",
		"LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
		"lOaD /* a comment */ csv FROM 'http://127.0.0.1/' AS line RETURN line",
		"CALL { LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line } RETURN line",
		"SHOW SETTINGS",
		"SHOW USERS",
		"SHOW TRANSACTIONS YIELD currentQuery RETURN currentQuery",
		"TERMINATE TRANSACTION 'neo4j-transaction-1'",
		"CALL dbms.listConfig()",
		"CALL /* */ `dbms` . `listConfig`()",
		"CALL db.createLabel('X')",
		"CALL dbms.killConnection('bolt-1')",
		"CREATE USER eve SET PASSWORD 'abcdefgh'",
		"ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'bbbbbbbb'",
		"CREATE INDEX x FOR (n:Actor) ON (n.x)",
		"DROP CONSTRAINT actor_id",
		"PROFILE CREATE (n)",
		"EXPLAIN MATCH (n) RETURN n",
		"",
		"// nothing",
		"MATCH (n) RETURN n; CREATE (m)",
		"CALL { CREATE (n) } IN TRANSACTIONS",
		"UNWIND [1] AS x CALL (x) { CREATE (n) } IN CONCURRENT TRANSACTIONS ON ERROR CONTINUE",
		"CYPHER runtime=slotted CREATE (n)",
		"CYPHER 5 PROFILE LOAD CSV FROM 'http://127.0.0.1:1/' AS line RETURN line",
		"/* \\u002a\\u002f PROFILE LOAD CSV FROM 'http://127.0.0.1:1/' AS line RETURN line //*/ MATCH (n) RETURN n",
		"USE system SHOW USERS",
		"USE neo4j MATCH (n) DETACH DELETE n",
		"CALL db.ping()",
		"CALL db.clearQueryCaches()",
		"CALL tx.setMetaData({a: 1})",
		"CALL dbms.queryJmx('*:*')",
		"MATCH (n) WHERE EXISTS { CALL dbms.queryJmx('*:*') YIELD name RETURN name } RETURN n",
		"RETURN COLLECT { LOAD CSV FROM 'http://127.0.0.1:1/' AS line RETURN line } AS x",
		"MATCH (n) RETURN n UNION LOAD CSV FROM 'http://127.0.0.1:1/' AS n RETURN n",
		"INSERT (n:Actor)",
		"MATCH (n) NODETACH DELETE n",
		"ALTER USER neo4j SET PASSWORD 'abcdefgh'",
		"SHOW PROCEDURES YIELD name RETURN name",
		// What runs within an expression is not in the plan.
		"RETURN [x IN [1] | COLLECT { LOAD CSV FROM 'http://127.0.0.1:1/' AS line RETURN line }] AS x",
		"RETURN all(x IN [1] WHERE EXISTS { LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line }) AS x",
		"RETURN [x IN [1] | COLLECT { L\\u004fAD/**/CSV FROM 'http://127.0.0.1:1/' AS line RETURN line }] AS x",
		"RETURN [x IN [1] | COLLECT { /* ' */ LOAD CSV FROM 'http://127.0.0.1:1/' AS line RETURN line /* ' */ }] AS x",
		"RETURN [x IN [1] | COLLECT { // \\u000a LOAD CSV FROM 'http://127.0.0.1:1/' AS line RETURN line }] AS x",
		"RETURN [x IN [1] | COLLECT { CALL db . `info`() YIELD name RETURN name }] AS x",
	} {
		err := s.Reader(store.Limits{Timeout: 20 * time.Second}).Read(t.Context(), cypher, nil, func([]string, []any) error { return nil })
		if err == nil || strings.Contains(err.Error(), "Cannot load from URL") {
			t.Errorf("%s: was run: %v", cypher, err)
		} else if !errors.Is(err, store.ErrNotReadOnly) && !strings.Contains(err.Error(), "the server refuses the statement: ") {
			t.Errorf("%s: %v", cypher, err)
		}
	}
	for _, cypher := range []string{
		"MATCH (n) RETURN n",
		"CALL db.labels() YIELD label RETURN label",
		"CALL db.index.fulltext.queryNodes('actor_names', 'peru') YIELD node RETURN node",
		"RETURN date('2025-01-01'), datetime.fromepoch(1, 2), point.distance(point({x: 1, y: 2}), point({x: 1, y: 3}))",
		"// a comment\nMATCH (n) RETURN n",
		"RETURN 1 AS `www.example.org (x)`",
		"RETURN 'LOAD CSV' AS x, \"it's CALL db.info()\" AS y, 'it\\'s LOAD CSV' AS z // LOAD CSV\n/* CALL db.info() */",
		"WITH 1 AS load, 2 AS csv, 3 AS call RETURN load, csv, call",
	} {
		if err := s.Reader(store.Limits{}).Read(t.Context(), cypher, nil, func([]string, []any) error { return nil }); err != nil {
			t.Errorf("%s: %v", cypher, err)
		}
	}
}

func TestLimits(t *testing.T) {
	s, _ := open(t)
	n := 0
	count := func([]string, []any) error { n++; return nil }
	err := s.Reader(store.Limits{Rows: 10}).Read(t.Context(), "UNWIND range(1, 11) AS i RETURN i", nil, count)
	if n != 10 || !errors.Is(err, store.ErrRowLimit) {
		t.Errorf("%d rows, %v", n, err)
	}
	n = 0
	err = s.Reader(store.Limits{Rows: 2500}).Read(t.Context(), "UNWIND range(1, 2500) AS i RETURN i", nil, count)
	if n != 2500 || err != nil {
		t.Errorf("%d rows, %v", n, err)
	}
	err = s.Reader(store.Limits{Timeout: 200 * time.Millisecond}).Read(t.Context(), "UNWIND range(1, 100000) AS i UNWIND range(1, 100000) AS j RETURN sum(i * j)", nil, count)
	if !errors.Is(err, store.ErrTimeout) {
		t.Errorf("no time limit: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	err = s.Reader(store.Limits{}).Read(ctx, "UNWIND range(1, 100000) AS i RETURN i", nil, func([]string, []any) error { cancel(); return ctx.Err() })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestSchema(t *testing.T) {
	s, run := open(t)
	run("DROP INDEX actor_name")
	run("MATCH (m:EntenteMeta {id: 'schema'}) SET m.version = 0")
	status, err := s.SchemaStatus(t.Context())
	if err != nil || status.Complete() {
		t.Fatalf("%+v, %v", status, err)
	}
	if err := s.ApplySchema(t.Context()); err != nil {
		t.Fatal(err)
	}
	if status, err = s.SchemaStatus(t.Context()); err != nil || !status.Complete() {
		t.Fatalf("%+v, %v", status, err)
	}
	run(fmt.Sprintf("MATCH (m:EntenteMeta {id: 'schema'}) SET m.version = %d", store.SchemaVersion+1))
	if err := s.ApplySchema(t.Context()); !errors.Is(err, store.ErrNewerSchema) {
		t.Errorf("a newer database: %v", err)
	}
	for _, version := range []int{1, store.SchemaVersion - 1} {
		run(fmt.Sprintf("MATCH (m:EntenteMeta {id: 'schema'}) SET m.version = %d", version))
		run("CREATE (:Article {id: 'article:1'})")
		if err := s.ApplySchema(t.Context()); !errors.Is(err, store.ErrOlderSchema) || !strings.Contains(err.Error(), "load its sources anew, into an empty database") {
			t.Errorf("an older database: %v", err)
		}
		run("MATCH (n) DETACH DELETE n") // as the message says
		if err := s.ApplySchema(t.Context()); err != nil {
			t.Errorf("an older database, emptied: %v", err)
		}
		run(fmt.Sprintf("MATCH (m:EntenteMeta {id: 'schema'}) SET m.version = %d", version))
		if err := s.ApplySchema(t.Context()); err != nil {
			t.Errorf("an older database without articles: %v", err)
		}
	}
}

func TestOpenSaysWhatToDo(t *testing.T) {
	db := dbtest.Start(t)
	for _, c := range []struct {
		name   string
		config store.Config
		want   error
		words  string
	}{
		{"wrong password", store.Config{URI: db.URI, Username: db.Username, Password: "wrong"}, store.ErrCredentials, "NEO4J_PASSWORD"},
		{"nobody there", store.Config{URI: "bolt://127.0.0.1:1", Username: "neo4j", Password: "x"}, store.ErrUnavailable, "entente up"},
		{"not Neo4j", store.Config{URI: strings.Replace(db.HTTPURL, "http", "bolt", 1), Username: "neo4j", Password: "x"}, store.ErrUnavailable, "NEO4J_URI"},
		{"no such database", store.Config{URI: db.URI, Username: db.Username, Password: db.Password, Database: "nowhere"}, nil, "NEO4J_DATABASE"},
		{"bad address", store.Config{URI: "gopher://x"}, nil, "gopher"},
		{"CA with an open scheme", store.Config{URI: db.URI, CACert: "ca.pem"}, nil, "+s://"},
	} {
		s, err := store.Open(t.Context(), c.config)
		if err == nil {
			t.Errorf("%s: opened", c.name)
			_ = s.Close(t.Context())
			continue
		}
		if c.want != nil && !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.words) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestFind(t *testing.T) {
	s, _ := open(t)
	f := sample()
	if _, err := s.Load(t.Context(), f); err != nil {
		t.Fatal(err)
	}
	for _, what := range []string{f.Article.ID, f.Article.SourceID, f.Article.URL} {
		ids, err := s.Find(t.Context(), what)
		if err != nil || len(ids) != 1 || ids[0] != f.Article.ID {
			t.Errorf("Find(%q) = %v, %v", what, ids, err)
		}
	}
	back, err := s.Fragments(t.Context(), f.Article.ID)
	if err != nil || len(back) != 1 || graph.Digest(back[0]) != graph.Digest(f) {
		t.Errorf("read back: %+v, %v", back, err)
	}
}
