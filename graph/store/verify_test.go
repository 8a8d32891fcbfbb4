package store_test

import (
	"strings"
	"testing"

	"github.com/entente/entente/graph"
	"github.com/entente/entente/graph/store"
)

func verify(t *testing.T, s *store.Store) (int, []store.Violation) {
	t.Helper()
	var found []store.Violation
	n, err := s.Verify(t.Context(), func(v store.Violation) { found = append(found, v) })
	if err != nil {
		t.Fatal(err)
	}
	return n, found
}

// TestVerify plants damage of each kind and sees it named.
func TestVerify(t *testing.T) {
	s, run := open(t)
	clean := func() {
		run("MATCH (n) WHERE NOT (n:EntenteMeta AND n.id = 'schema') DETACH DELETE n")
		f := sample()
		f.Article.Text, f.Article.TextMode, f.Article.TextLength = "She visits. x", graph.TextFull, 13
		f.Article.ContentHash = graph.ContentHash(f.Article.Title, f.Article.Text, f.Article.PublishedOn)
		if _, err := s.Load(t.Context(), f); err != nil {
			t.Fatal(err)
		}
	}
	clean()
	if n, found := verify(t, s); n != 4 || len(found) > 0 {
		t.Fatalf("%d nodes, %v", n, found)
	}
	for _, c := range []struct{ name, damage, words string }{
		{"a status", "MATCH (e:Event) SET e.status = 'occurred'", "status is occurred"},
		{"a status label", "MATCH (e:Event) REMOVE e:Planned", "has the labels [Event]"},
		{"a date", "MATCH (e:Event) SET e.endDate = date('2024-01-01')", "endDate is 2024-01-01"},
		{"a count", "MATCH (e:Event) SET e.reports = 7", "reports is 7"},
		{"a foreign property", "MATCH (e:Event) SET e.score = 7", "score is 7"},
		{"a report's type", "MATCH ()-[r:REPORTED_IN]->() SET r.type = 'WAR'", "no event type"},
		{"a report's key", "MATCH ()-[r:REPORTED_IN]->() SET r.key = 'event:2'", "event:2"},
		{"a report's interval", "MATCH ()-[r:REPORTED_IN]->() SET r.endDate = date('2024-01-01')", "before it starts"},
		{"a quote", "MATCH ()-[r:REPORTED_IN]->() SET r.quote = 'He visits..'", "its quote is not what"},
		{"offsets", "MATCH ()-[r:REPORTED_IN]->() SET r.start = 10, r.end = 21", "past the text's end"},
		{"a text", "MATCH (a:Article) SET a.text = 'She visits. y'", "not the one that it was loaded with"},
		{"no report", "MATCH ()-[r:REPORTED_IN]->() DELETE r", "no article reports it"},
		{"no mention", "MATCH ()-[m:MENTIONS]->({id: 'person:ana-quispe'}) DELETE m", "no article mentions it"},
		{"a missing edge", "MATCH ()-[r:INITIATED]->() DELETE r", "INITIATED from person:ana-quispe to " + visit + " is missing"},
		{"an added edge", "MATCH (a {id: 'country:PER'}), (e:Event) CREATE (a)-[:INITIATED]->(e)", "INITIATED from country:PER to " + visit + " is there"},
		{"an edge's property", "MATCH ()-[r:INITIATED]->() SET r.as = 'He'", "does not say what its reports say"},
		{"an affiliation", "MATCH ()-[r:AFFILIATED_WITH]->() SET r.reports = 2", "AFFILIATED_WITH"},
		{"an actor's name", "MATCH (a:Person) SET a.name = 'Nobody'", "name is Nobody"},
		{"an actor's kind", "MATCH (a:Person) REMOVE a:Person", "has the labels [Actor]"},
		{"a mention", "MATCH ()-[m:MENTIONS]->() SET m.count = 'many'", "property count"},
		{"an article's date", "MATCH (a:Article) SET a.publishedOn = date('2025-03-02')", "not what was loaded"},
		{"an event without an id", "CREATE (:Event {name: 'x'})", "has the id <nil>"},
		{"an actor with an event's id", "MATCH (a:Person) SET a.id = 'event:9'", "has the id event:9"},
		{"a copy of nothing", "CREATE (:EntenteMeta {id: 'article:x', of: 'article:y', fragment: '{}'})", "cannot be read"},
		{"a report of another event", "MATCH ()-[r:REPORTED_IN]->() SET r.resolved = ['" + visit + " event:0']", "stands at event:0"},
		{"what tells who is who", "MATCH (m:EntenteMeta) WHERE m.persona IS NOT NULL SET m.persona = '{}'", "differs in [persona]"},
		{"a slot", "MATCH (m:EntenteMeta) WHERE m.slot IS NOT NULL DELETE m", "is missing beside the graph"},
		{"a decision", "CREATE (:EntenteMeta {id: 'decision:1', decision: '{}'})", "as the database has it"},
		{"a stranger", "CREATE (:Thing {id: 'thing:1'})", "none of ours"},
		{"a strange relationship", "MATCH (e:Event), (a:Article) CREATE (e)-[:LIKES]->(a)", "LIKES"},
	} {
		clean()
		run(c.damage)
		_, found := verify(t, s)
		named := false
		for _, v := range found {
			named = named || strings.Contains(v.Reason, c.words)
		}
		if !named {
			t.Errorf("%s: found %v, nothing with %q", c.name, found, c.words)
		}
	}
	run("MATCH (n) WHERE NOT (n:EntenteMeta AND n.id = 'schema') DETACH DELETE n")
}
