package queries_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/entente/entente/graph"
	"github.com/entente/entente/graph/store"
	"github.com/entente/entente/localdb/dbtest"
	"github.com/entente/entente/queries"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

// loaded fills the database with the fixture, once per test binary.
var loaded sync.Once

func open(t *testing.T) *store.Reader {
	t.Helper()
	db := dbtest.Start(t)
	s, err := store.Open(t.Context(), store.Config{URI: db.URI, Username: db.Username, Password: db.Password, Database: db.Database})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	loaded.Do(func() {
		if err := s.ApplySchema(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, f := range fixture(t) {
			if _, err := s.Load(t.Context(), f); err != nil {
				t.Fatal(err)
			}
		}
		note := graph.Decision{Kind: graph.NoteDecision, Subjects: []string{id("post")}, Note: "owned by the league", At: time.Date(2025, 7, 1, 0, 0, 0, 0, time.UTC)}
		note.ID = graph.DecisionID(note)
		if err := s.Decide(t.Context(), []graph.Decision{note}); err != nil {
			t.Fatal(err)
		}
	})
	return s.Reader(store.Limits{Timeout: time.Minute})
}

// answer runs a query and writes its rows, one line of JSON each.
func answer(ctx context.Context, r queries.Runner, q queries.Query, params map[string]any) (string, error) {
	var b strings.Builder
	var columns []string
	for _, c := range q.Columns {
		columns = append(columns, c.Name)
	}
	fmt.Fprintln(&b, strings.Join(columns, " | "))
	err := queries.Run(ctx, r, q, params, func(got []string, row []any) error {
		if !slices.Equal(got, columns) {
			return fmt.Errorf("the columns are %v, the header names %v", got, columns)
		}
		cells := make([]any, len(row))
		for i, v := range row {
			cells[i] = cell(columns[i], v)
		}
		line, err := json.Marshal(cells)
		if err != nil {
			return err
		}
		b.Write(line)
		b.WriteByte('\n')
		return nil
	})
	return b.String(), err
}

// cell makes a path readable, and leaves out when the test ran.
func cell(column string, v any) any {
	switch v := v.(type) {
	case graph.Path:
		var b strings.Builder
		for i, n := range v.Nodes {
			if i > 0 {
				r := v.Relationships[i-1]
				arrow := map[bool]string{true: " -%s-> ", false: " <-%s- "}[r.Start == v.Nodes[i-1].ID]
				fmt.Fprintf(&b, arrow, r.Type)
			}
			fmt.Fprint(&b, n.Properties["name"])
		}
		return b.String()
	case time.Time:
		if column == "firstLoaded" {
			return "(now)"
		}
	}
	return v
}

// cases are what queries are asked beside their examples.
var cases = []struct {
	query, name string
	args        []string
}{
	// An actor by id, code, alias, in other letters; a person, a body, a group.
	{"actions", "id", []string{"actor=country:USA"}},
	{"actions", "code", []string{"actor=usa"}},
	{"actions", "alias", []string{"actor=WASHINGTON"}},
	{"actions", "person", []string{"actor=lucía ferrer"}},
	{"actions", "body", []string{"actor=US Coast Guard"}},
	{"actions", "types", []string{"actor=USA", "types=SANCTION,COERCE"}},
	{"actions", "include", []string{"actor=USA", "include=planned,denied", "from=2025-03-01"}},
	{"actions", "period", []string{"actor=USA", "from=2025-01-10", "to=2025-01-19"}},
	{"actions", "limit", []string{"actor=USA", "limit=2"}},
	{"against-country", "body", []string{"country=Mexican Navy"}},
	{"against-country", "own side", []string{"country=USA", "include=hypothetical"}},
	{"against-country", "people", []string{"country=Mexico", "people=true"}},
	{"article-facts", "id", []string{"article=" + graph.ArticleID("gulf-courier/no-ships")}},
	{"around-policy", "include", []string{"policy=licences suspension", "include=planned,hypothetical,denied"}},
	{"around-policy", "window", []string{"policy=fishing licences", "days=10"}},
	{"around-policy", "undated policy", []string{"policy=fisheries accord"}},
	{"balance", "planned", []string{"actor=MEX", "other=USA", "include=planned,hypothetical,denied"}},
	{"country-timeline", "place", []string{"country=Canada"}},
	{"country-timeline", "include", []string{"country=MEX", "include=proposed,planned,hypothetical,denied", "from=2025-02-11"}},
	{"coverage", "period", []string{"from=2025-03-01", "to=2025-04-01"}},
	{"datasets", "April", []string{"actor=USA", "other=MEX", "from=2025-04-01", "to=2025-04-30"}},
	{"denials", "actor", []string{"actor=Tom Okafor"}},
	{"find", "kind", []string{"words=accord", "kinds=Statement"}},
	{"find", "several words", []string{"words=LICENCES mexican"}},
	{"find", "operators", []string{`words="ships" AND (x OR -y) \ /z/ [a TO b] ~ *`}},
	{"most-reported", "all", []string{"minimum=1", "actor=Canada"}},
	{"new-since", "loaded", []string{"since=2025-06-01", "by=loaded", "actor=Canada"}},
	{"new-since", "actor", []string{"since=2025-01-01", "actor=Gulf Fishing League"}},
	{"offices", "body", []string{"actor=Gulf Fishing League"}},
	{"planned", "all", nil},
	{"planned", "statuses", []string{"statuses=proposed", "actor=MEX"}},
	{"policies", "kind", []string{"kinds=agreement"}},
	{"policies", "include", []string{"include=proposed", "target=Mexican boat owners"}},
	{"said-about", "stance", []string{"about=USA", "stances=opposes"}},
	{"says", "person", []string{"actor=Tom Okafor"}},
	{"says", "unnamed", []string{"actor=group:USA-GOV"}},
	{"thin-evidence", "one report", []string{"reason=one report", "actor=Canada"}},
	{"voices", "about", []string{"about=Mexico"}},
	{"who-is", "several", []string{"name=mexican navy"}},
}

// TestAnswers compares the rows of every query for its example, and for the
// edges of what it may be asked, with golden files.
func TestAnswers(t *testing.T) {
	r := open(t)
	check := func(q queries.Query, name string, params map[string]any) {
		t.Run(q.Name+"/"+name, func(t *testing.T) {
			got, err := answer(t.Context(), r, q, params)
			if err != nil {
				t.Fatal(err)
			}
			file := strings.ReplaceAll(q.Name+"."+name, " ", "-") + ".golden"
			compare(t, filepath.Join("testdata", "answers", file), got)
		})
	}
	for _, q := range all(t) {
		check(q, "example", q.Example)
	}
	for _, c := range cases {
		q := find(t, c.query)
		params, err := q.Parse(c.args)
		if err != nil {
			t.Fatal(err)
		}
		check(q, c.name, params)
	}
}

// TestExamplesAnswer sees to it that the examples show something.
func TestExamplesAnswer(t *testing.T) {
	r := open(t)
	for _, q := range all(t) {
		got, err := answer(t.Context(), r, q, q.Example)
		if n := strings.Count(got, "\n") - 1; err != nil || n == 0 {
			t.Errorf("%s: %d rows, %v", q.Name, n, err)
		}
	}
}

// TestEquivalentActors asks for one actor in all the ways there are.
func TestEquivalentActors(t *testing.T) {
	r, q := open(t), find(t, "actions")
	want := ""
	for _, actor := range []string{"country:USA", "USA", "usa", "United States", "united states", "Washington", "the US"} {
		got, err := answer(t.Context(), r, q, map[string]any{"actor": actor})
		if err != nil {
			t.Fatal(err)
		}
		if want == "" {
			want = got
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s (-country:USA +%s):\n%s", actor, actor, d)
		}
	}
}

func TestUnknownActor(t *testing.T) {
	r := open(t)
	for _, c := range []struct{ actor, want string }{
		{"Mexcio", `query actions: parameter actor: nobody in the graph is called "Mexcio", did you mean "Mexico"`},
		{"Ferer Lucia NOT", `did you mean "Lucía Ferrer"`},
		{"!!!", `nobody in the graph is called "!!!"; query who-is`},
		{`") OR name:*`, "nobody in the graph is called"},
	} {
		_, err := answer(t.Context(), r, find(t, "actions"), map[string]any{"actor": c.actor})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.actor, err, c.want)
		}
	}
	if got, err := answer(t.Context(), r, find(t, "balance"), map[string]any{"actor": "Canada", "other": "Mexico"}); err != nil || strings.Count(got, "\n") != 1 {
		t.Errorf("two known actors without an event: %s, %v", got, err)
	}
}

// A plan is what the server answers to EXPLAIN.
type plan struct {
	Operator string `json:"operatorType"`
	Details  string
	Children []plan
}

func (p plan) walk(visit func(plan)) {
	visit(p)
	for _, c := range p.Children {
		c.walk(visit)
	}
}

// scans are the labels all nodes of which a query is about, so that it may go
// through them: it narrows them down only by what no index could.
var scans = map[string][]string{
	"coverage":        {"Article"},                // what every publisher has
	"voices":          {"Statement"},              // all who speak, unless about somebody
	"policies":        {"Policy"},                 // all, unless of somebody
	"thin-evidence":   {"Event|Policy|Statement"}, // all that few tell of
	"threats-picture": {"FORESEES"},               // all threats and promises
}

// checkPlan holds that a query does not go through all nodes or relationships
// to find where it starts, through all nodes of a label only where it is about
// them, and that it writes nothing.
func checkPlan(t *testing.T, db dbtest.Server, q queries.Query, params map[string]any) {
	t.Helper()
	bound, err := q.Bind(params)
	if err != nil {
		t.Fatal(err)
	}
	explain(t, db, q, bound).walk(func(p plan) {
		operator, _, _ := strings.Cut(p.Operator, "@")
		switch operator {
		case "AllNodesScan", "DirectedAllRelationshipsScan", "UndirectedAllRelationshipsScan":
			t.Errorf("%s: the plan has %s", q.Name, operator)
		case "NodeByLabelScan", "UnionNodeByLabelsScan", "SubtractionNodeByLabelsScan", "IntersectionNodeByLabelsScan", "DirectedRelationshipTypeScan", "UndirectedRelationshipTypeScan":
			if !slices.ContainsFunc(scans[q.Name], func(l string) bool { return strings.Contains(p.Details, ":"+l) }) {
				t.Errorf("%s: the plan has %s %s", q.Name, operator, p.Details)
			}
		case "EmptyResult":
			t.Errorf("%s: the plan writes", q.Name)
		}
	})
}

// TestPlans reads the plans for a small graph; TestScale does for a large one.
func TestPlans(t *testing.T) {
	open(t)
	for _, q := range all(t) {
		checkPlan(t, dbtest.Start(t), q, q.Example)
	}
}

// explain asks over the HTTP interface, since package store keeps the driver to itself.
func explain(t *testing.T, db dbtest.Server, q queries.Query, params map[string]any) plan {
	t.Helper()
	body, err := json.Marshal(map[string]any{"statements": []any{map[string]any{"statement": "EXPLAIN " + q.Cypher, "parameters": params}}})
	if err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, db.HTTPURL+"/db/"+db.Database+"/tx/commit", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.SetBasicAuth(db.Username, db.Password)
	req.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var got struct {
		Results []struct{ Plan struct{ Root plan } }
		Errors  []struct{ Message string }
	}
	if err := json.NewDecoder(resp.Body).Decode(&got); err != nil {
		t.Fatal(err)
	}
	if len(got.Errors) > 0 || len(got.Results) != 1 || got.Results[0].Plan.Root.Operator == "" {
		t.Fatalf("%s: no plan: %v", q.Name, got.Errors)
	}
	return got.Results[0].Plan.Root
}
