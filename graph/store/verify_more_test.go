package store_test

import (
	"strings"
	"testing"

	"github.com/entente/entente/calendar"
	"github.com/entente/entente/graph"
	"github.com/entente/entente/graph/store"
)

// TestVerifyLooksTwice plants what no constraint of the Community edition
// keeps out, and what only the content of a node tells.
func TestVerifyLooksTwice(t *testing.T) {
	s, run := open(t)
	url := "https://news.example/story"
	day := calendar.NewDate(2025, 3, 1)
	clean := func() {
		run("MATCH (n) WHERE NOT (n:EntenteMeta AND n.id = 'schema') DETACH DELETE n")
		if err := s.ApplySchema(t.Context()); err != nil {
			t.Fatal(err)
		}
		f := sample()
		f.Article.ID, f.Article.URL = graph.ArticleID(url), url
		f.Reports = append(f.Reports, graph.Report{Fact: graph.StatementLabel, Key: graph.StatementID("person:ana-quispe", "I visit", day), Text: "I visit", Form: "direct",
			Sources: []graph.Participant{{ID: "person:ana-quispe", As: "She"}}, When: graph.When{Interval: calendar.DayOf(day), Basis: calendar.Publication}, Quote: "A visit", End: 7, InTitle: true},
			graph.Report{Fact: graph.PolicyLabel, Key: graph.PolicyID(nil, "law", day, "The law"), Name: "The law", Kind: "law", Status: "in force",
				When: graph.When{Interval: calendar.DayOf(day), Basis: calendar.Explicit, Text: "1 March"}, Quote: "The law", End: 7})
		if _, err := s.Load(t.Context(), f); err != nil {
			t.Fatal(err)
		}
	}
	clean()
	if _, found := verify(t, s); len(found) > 0 {
		t.Fatal(found)
	}
	for _, c := range []struct{ name, damage, words string }{
		{"a mode", "MATCH (e:Event)-[r:REPORTED_IN]->() SET r.mode = 'gossip', e.mode = 'gossip'", `"gossip" is no mode of CONSULT`},
		{"a context", "MATCH (e:Event)-[r:REPORTED_IN]->() SET r.contexts = ['gossip'], e.contexts = ['gossip']", `"gossip" is no context`},
		{"a code", "MATCH (e:Event)-[r:REPORTED_IN]->() SET r.cameo = '777', e.cameo = '777'", `"777" is no code of CAMEO`},
		{"a kind", "MATCH (p:Policy)-[r:REPORTED_IN]->() SET r.kind = 'LAW?', p.kind = 'LAW?'", `no kind of policy`},
		{"a basis", "MATCH (e)-[r:REPORTED_IN]->() SET r.dateBasis = 'rumour', e.dateBasis = 'rumour'", "rumour"},
		{"a precision", "MATCH (e)-[r:REPORTED_IN]->() SET r.datePrecision = 'moment', e.datePrecision = 'moment'", "moment"},
		{"an event's head word", "MATCH (e:Event)-[r:REPORTED_IN]->() SET r.head = 'call'", "makes the id event:"},
		{"an event's actor", "MATCH (e:Event)-[r:REPORTED_IN]->() SET r.sources = ['country:PER']", "makes the id event:"},
		{"an event's type", "MATCH (e:Event)-[r:REPORTED_IN]->() SET r.type = 'AID', e.type = 'AID'", "makes the id event:"},
		{"an event's day", "MATCH (e:Event)-[r:REPORTED_IN]->() SET r.startDate = date('2025-03-02'), r.endDate = date('2025-03-02')", "makes the id event:"},
		{"an event's place", "MATCH (e:Event)-[r:REPORTED_IN]->() SET r.places = ['country:PER']", "makes the id event:"},
		{"a policy's kind", "MATCH (p:Policy)-[r:REPORTED_IN]->() SET r.kind = 'treaty', p.kind = 'treaty'", "makes the id policy:"},
		{"a policy's name", "MATCH (p:Policy)-[r:REPORTED_IN]->() SET r.name = 'Other', p.name = 'Other'", "makes the id policy:"},
		{"a statement's words", "MATCH (s:Statement)-[r:REPORTED_IN]->() SET r.text = 'You visit', s.text = 'You visit'", "makes the id statement:"},
		{"a statement's speaker", "MATCH (s:Statement)-[r:REPORTED_IN]->() SET r.sources = ['country:PER']", "makes the id statement:"},
		{"an article's address", "MATCH (a:Article) SET a.url = 'https://other.example/x'", "not the id of the article at"},
		{"what joins actors", "MATCH (a:Person), (b:Country) CREATE (a)-[:MENTIONS]->(b)", "MENTIONS cannot join it to"},
		{"what leaves an article", "MATCH (a:Article), (e:Event) CREATE (a)-[:FORESEES]->(e)", "FORESEES cannot join it to"},
		{"a claim of nobody", "CREATE (:EntenteMeta {id: 'claim:x', article: 'article:x', dataset: 'news', claim: '{}'})", "is kept, but the article does not say so"},
		{"an older schema", "MATCH (m:EntenteMeta {id: 'schema'}) SET m.version = 0", "the schema has version 0"},
		{"a schema of another", "MATCH (m:EntenteMeta {id: 'schema'}) SET m.version = 1", "load its sources anew"},
	} {
		clean()
		run(c.damage)
		named(t, s, c.name, c.words)
	}
	clean()
	run("DROP CONSTRAINT event_id")
	named(t, s, "a constraint", "event_id is missing")
	run("MATCH (e:Event) CREATE (x:Event) SET x = properties(e)")
	named(t, s, "two nodes with one id", "2 nodes have this id")
	clean() // which makes the constraint again
	if _, found := verify(t, s); len(found) > 0 {
		t.Error(found)
	}
	run("MATCH (n) WHERE NOT (n:EntenteMeta AND n.id = 'schema') DETACH DELETE n")
}

// named checks that a violation is found and named by these words.
func named(t *testing.T, s *store.Store, damage, words string) {
	t.Helper()
	_, found := verify(t, s)
	for _, v := range found {
		if strings.Contains(v.Reason, words) {
			return
		}
	}
	t.Errorf("%s: found %v, nothing with %q", damage, found, words)
}
