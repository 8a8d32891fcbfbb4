package queries_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/entente/entente/export"
	"github.com/entente/entente/graph"
	"github.com/entente/entente/graph/graphtest"
	"github.com/entente/entente/graph/store"
	"github.com/entente/entente/localdb"
	"github.com/entente/entente/localdb/dbtest"
	"github.com/entente/entente/queries"
)

// large has what the examples of the queries name in the graph of many events,
// where they name something that is not in it.
func large(article, event, policy string) map[string]map[string]any {
	return map[string]map[string]any{
		"article-facts": {"article": article}, "article-picture": {"article": article}, "evidence": {"id": event},
		"around-policy": {"policy": policy}, "policy-picture": {"policy": policy}, "policy-statements": {"policy": policy},
		"find": {"words": "trade talks"}, "new-since": {"since": "2020-12-01"}, "offices": {"actor": "Mexico"}, "says": {"actor": "Mexico"},
		"coverage": {},
	}
}

// TestScale makes a graph of many events by the bulk importer, reads the plan
// of every query there, and says how long each takes: the median of five. How
// many events is what ENTENTE_SCALE says, 1000000 for docs/measures.md; without
// it a few, for the plans alone.
func TestScale(t *testing.T) {
	n, times := 3000, 0
	if s := os.Getenv("ENTENTE_SCALE"); s != "" {
		var err error
		if n, err = strconv.Atoi(s); err != nil {
			t.Fatal("ENTENTE_SCALE is no number of events: ", err)
		}
		times = 5
	}
	dir := filepath.Join(t.TempDir(), "files")
	args, article, policy := bulk(t, dir, n)
	db := dbtest.Import(t, dir, args, localdb.Options{Heap: "2g"})
	ctx := context.Background()
	s, err := store.Open(ctx, store.Config{URI: db.URI, Username: db.Username, Password: db.Password, Database: db.Database})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close(ctx)
	start := time.Now()
	for err = s.ApplySchema(ctx); err != nil && time.Since(start) < 20*time.Minute; err = s.ApplySchema(ctx) {
		t.Log(err) // indexes of many events take their time
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("schema applied in %s", time.Since(start).Round(time.Second))
	params := large(article, "event:gdelt:"+strconv.Itoa(700_000_000+1), policy)
	var report []string
	for _, q := range all(t) {
		p := params[q.Name]
		if p == nil {
			p = q.Example
		}
		checkPlan(t, db, q, p)
		if times == 0 {
			continue
		}
		report = append(report, ask(t, s.Reader(store.Limits{Timeout: 5 * time.Minute}), q, p, times))
	}
	for _, line := range report {
		t.Log(line)
	}
}

// bulk writes the files, and gives neo4j-admin's arguments with the names of an
// article and a policy in them.
func bulk(t *testing.T, dir string, n int) (args []string, article, policy string) {
	t.Helper()
	a, err := export.NewAdmin(dir, time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	start := time.Now()
	for f := range graphtest.Many(n) {
		if err := a.Add(f); err != nil {
			t.Fatal(err)
		}
		for _, r := range f.Reports {
			if r.Fact == graph.PolicyLabel && policy == "" {
				article, policy = f.Article.ID, r.Key
			}
		}
	}
	if args, err = a.Finish(t.Context(), "neo4j"); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d events written in %s: %v", n, time.Since(start).Round(time.Second), a.Counts())
	return args, article, policy
}

// ask asks a question some times, and says how long it took.
func ask(t *testing.T, r queries.Runner, q queries.Query, params map[string]any, times int) string {
	t.Helper()
	var took []time.Duration
	rows := 0
	for range times + 1 { // the first time the plan is made
		rows = 0
		start := time.Now()
		if err := queries.Run(t.Context(), r, q, params, func([]string, []any) error { rows++; return nil }); err != nil {
			t.Errorf("%s: %v", q.Name, err)
			return q.Name
		}
		took = append(took, time.Since(start))
	}
	first, rest := took[0], took[1:]
	slices.Sort(rest)
	return fmt.Sprintf("%-20s %8s median of %d, %8s at first, %d rows", q.Name, rest[len(rest)/2].Round(time.Millisecond), len(rest), first.Round(time.Millisecond), rows)
}
