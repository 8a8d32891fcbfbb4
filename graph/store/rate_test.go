package store_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/entente/entente/calendar"
	"github.com/entente/entente/graph"
	"github.com/entente/entente/graph/store"
	"github.com/entente/entente/loaders"
	"github.com/entente/entente/loaders/gdelt"
	"github.com/entente/entente/loaders/gdelt/gdelttest"
	"github.com/entente/entente/loaders/input"
	"github.com/entente/entente/loaders/tabular"
	"github.com/entente/entente/localdb"
	"github.com/entente/entente/localdb/dbtest"
)

// rateBatch is what 'entente load' writes in one transaction; with it the raw
// loops are fastest too (of 100, 200, 300, 500, 1000, 2000, 4000 and 8000).
const rateBatch = 1000

// staging is the Sink of 'entente load'.
type staging struct{ *store.Store }

func (s staging) Stage(items []loaders.Item) (loaders.Staged, error) {
	fragments := make([]graph.Fragment, len(items))
	for i, it := range items {
		fragments[i] = it.Fragment
	}
	return s.Prepare(fragments...)
}

func table(r io.Reader) loaders.Loader {
	return &tabular.Loader{Options: tabular.Options{Input: input.Options{Stdin: r}}, Formats: gdelt.Formats()}
}

func items(tb testing.TB, from, n int) []loaders.Item {
	var list []loaders.Item
	err := table(gdelttest.Reader(from, n)).Load(tb.Context(), []string{"-"}, func(it loaders.Item) error { list = append(list, it); return nil },
		func(p loaders.Problem) { tb.Error(p) })
	if err != nil {
		tb.Fatal(err)
	}
	return list
}

// BenchmarkRate loads rows of GDELT as 'entente load' does, from text to graph,
// and beside it sends the nodes and relationships of as many others by loops
// that are written by hand and read nothing: with the Go driver, and, where
// PYTHON names an interpreter that has the official driver, with that. They
// take turns on one server, so that all meet the same machine. The statements
// of the loops are the fastest that were found.
func BenchmarkRate(b *testing.B) {
	const slice = 10 * rateBatch // a load goes on for long: what it does before its first batch is not what is measured
	server := dbtest.StartOwn(b, localdb.Options{})
	s, driver := openBench(b, server)
	py := startPython(b, server)
	turns := []struct {
		name string
		run  func(list []loaders.Item, from int) time.Duration
	}{
		{"load", func(_ []loaders.Item, from int) time.Duration {
			text := gdelttest.Reader(from, slice)
			start := time.Now()
			if _, err := loaders.Run(b.Context(), table(text), []string{"-"}, staging{s}, loaders.Options{Batch: rateBatch}); err != nil {
				b.Fatal(err)
			}
			return time.Since(start)
		}},
		{"loop", func(list []loaders.Item, _ int) time.Duration { return loop(b, driver, list) }},
		{"python", func(list []loaders.Item, _ int) time.Duration { return py.loop(b, list) }},
	}
	took := make([]time.Duration, len(turns))
	rows, next := 0, 0
	turn := func() {
		for i, t := range turns {
			if t.name == "python" && py == nil {
				continue
			}
			var list []loaders.Item
			if t.name != "load" {
				list = items(b, next, slice)
			}
			took[i] += t.run(list, next)
			next += slice
		}
	}
	for range 2 { // the server has to warm up
		turn()
	}
	clear(took)
	for b.Loop() {
		turn()
		rows += slice
	}
	rate := func(i int) float64 { return float64(rows) / took[i].Seconds() }
	b.ReportMetric(rate(0), "load-rows/s")
	b.ReportMetric(rate(1), "loop-rows/s")
	b.ReportMetric(rate(0)/rate(1), "of-loop")
	if py != nil {
		b.ReportMetric(rate(2), "python-rows/s")
		b.ReportMetric(rate(0)/rate(2), "times-python")
	}
}

// openBench opens a new server that works as those of users do.
func openBench(tb testing.TB, db dbtest.Server) (*store.Store, neo4j.DriverWithContext) {
	s, err := store.Open(tb.Context(), store.Config{URI: db.URI, Username: db.Username, Password: db.Password})
	if err != nil {
		tb.Fatal(err)
	}
	driver, err := neo4j.NewDriverWithContext(db.URI, neo4j.BasicAuth(db.Username, db.Password, ""))
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = s.Close(context.Background()); _ = driver.Close(context.Background()) })
	if err := s.ApplySchema(tb.Context()); err != nil {
		tb.Fatal(err)
	}
	return s, driver
}

// A sent is a statement with its rows.
type sent struct {
	Cypher string `json:"cypher"`
	Rows   []any  `json:"rows"`
}

// batches gives what a loop by hand sends for items: articles, actors and
// events with their reports, then relationships type by type; rows are lists,
// in which null is no property.
func batches(list []loaders.Item) [][]sent {
	var out [][]sent
	for part := range slices.Chunk(list, rateBatch) {
		set := graph.NewSet()
		for _, it := range part {
			_, _ = set.Load(it.Fragment, time.Now())
		}
		out = append(out, batch(set.Graph()))
	}
	return out
}

func batch(g graph.Graph) []sent {
	nodes := map[string]graph.Properties{}
	var list []sent
	actors := map[graph.Label][]any{}
	var articles []any
	for _, n := range g.Nodes {
		nodes[n.ID] = n.Properties
		switch n.Labels[0] {
		case graph.ArticleLabel:
			articles = append(articles, map[string]any{"id": n.ID, "props": db(n.Properties)})
		case graph.ActorLabel:
			actors[n.Labels[1]] = append(actors[n.Labels[1]], map[string]any{"id": n.ID, "props": db(n.Properties)})
		}
	}
	list = append(list, sent{"UNWIND $rows AS row MERGE (n:Article {id: row.id}) SET n = row.props", articles})
	for _, kind := range graph.ActorKinds() {
		list = append(list, sent{fmt.Sprintf("UNWIND $rows AS row MERGE (n:Actor {id: row.id}) ON CREATE SET n:%s, n = row.props", kind), actors[kind]})
	}
	rels := map[graph.RelType][]graph.Relationship{}
	var events, reports []graph.Properties
	for _, r := range g.Relationships {
		rels[r.Type] = append(rels[r.Type], r)
		if r.Type == graph.ReportedIn {
			events, reports = append(events, nodes[r.Start]), append(reports, r.Properties)
		}
	}
	event, eventRows := lists("row[1]", 0, events)
	report, reportRows := lists("row[2]", 0, reports)
	both := make([]any, len(events))
	for i := range both {
		both[i] = []any{rels[graph.ReportedIn][i].End, eventRows[i], reportRows[i]}
	}
	list = append(list, sent{fmt.Sprintf("UNWIND $rows AS row MATCH (a:Article {id: row[0]}) CREATE (:Event %s)-[:REPORTED_IN %s]->(a)", event, report), both})
	for _, t := range []graph.RelType{graph.Mentions, graph.Initiated, graph.Targets, graph.OccurredIn} {
		var props []graph.Properties
		for _, r := range rels[t] {
			props = append(props, r.Properties)
		}
		literal, rows := lists("row", 2, props)
		for i, r := range rels[t] {
			rows[i].([]any)[0], rows[i].([]any)[1] = r.Start, r.End
		}
		from, to := graph.ActorLabel, graph.ActorLabel
		switch t {
		case graph.Mentions:
			from = graph.ArticleLabel
		case graph.Initiated:
			to = graph.EventLabel
		default:
			from = graph.EventLabel
		}
		list = append(list, sent{fmt.Sprintf("UNWIND $rows AS row MATCH (a:%s {id: row[0]}) MATCH (b:%s {id: row[1]}) CREATE (a)-[:%s %s]->(b)", from, to, t, literal), rows})
	}
	return slices.DeleteFunc(list, func(s sent) bool { return len(s.Rows) == 0 })
}

// lists gives properties as lists of values with a literal that names them.
func lists(row string, from int, all []graph.Properties) (literal string, rows []any) {
	at := map[string]int{}
	var parts []string
	for _, p := range all {
		for name := range p {
			if _, ok := at[name]; !ok {
				at[name] = from + len(at)
				parts = append(parts, fmt.Sprintf("%s: %s[%d]", name, row, at[name]))
			}
		}
	}
	rows = make([]any, len(all))
	for i, p := range all {
		values := make([]any, from+len(at))
		for name, v := range db(p) {
			values[at[name]] = v
		}
		rows[i] = values
	}
	return "{" + strings.Join(parts, ", ") + "}", rows
}

func db(p graph.Properties) map[string]any {
	out := make(map[string]any, len(p))
	for name, v := range p {
		switch v := v.(type) {
		case calendar.Date:
			out[name] = neo4j.DateOf(v.Time())
		case graph.Point:
			out[name] = neo4j.Point2D{X: v.Longitude, Y: v.Latitude, SpatialRefId: 4326}
		default:
			out[name] = v
		}
	}
	return out
}

// loop sends items with the Go driver. Only sending is timed.
func loop(b *testing.B, driver neo4j.DriverWithContext, list []loaders.Item) (took time.Duration) {
	ready := batches(list)
	session := driver.NewSession(b.Context(), neo4j.SessionConfig{})
	defer session.Close(b.Context())
	start := time.Now()
	for _, batch := range ready {
		_, err := session.ExecuteWrite(b.Context(), func(tx neo4j.ManagedTransaction) (any, error) {
			for _, s := range batch {
				r, err := tx.Run(b.Context(), s.Cypher, map[string]any{"rows": s.Rows})
				if err != nil {
					return nil, err
				}
				if _, err := r.Consume(b.Context()); err != nil {
					return nil, err
				}
			}
			return nil, nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	return time.Since(start)
}

// A python sends what it is given with the official Python driver.
type python struct {
	in  io.WriteCloser
	out *bufio.Reader
}

// startPython starts the loop in Python, or says why there is none.
func startPython(b *testing.B, server dbtest.Server) *python {
	interpreter := os.Getenv("PYTHON")
	if interpreter == "" {
		interpreter = "python3"
	}
	if out, err := exec.Command(interpreter, "-c", "import neo4j; print(neo4j.__version__)").CombinedOutput(); err != nil {
		b.Logf("without Python: set PYTHON to an interpreter with the package neo4j (%s: %v)", interpreter, err)
		return nil
	} else {
		b.Logf("Python driver %s", strings.TrimSpace(string(out)))
	}
	cmd := exec.Command(interpreter, "testdata/rate.py", server.URI, server.Username)
	cmd.Env = append(os.Environ(), "NEO4J_PASSWORD="+server.Password)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = in.Close(); _ = cmd.Wait() })
	return &python{in, bufio.NewReader(out)}
}

// loop has Python send items, and gives the time that it took for that alone.
func (p *python) loop(b *testing.B, list []loaders.Item) time.Duration {
	if err := json.NewEncoder(p.in).Encode(typed(batches(list))); err != nil {
		b.Fatal(err)
	}
	line, err := p.out.ReadString('\n')
	if err != nil {
		b.Fatal("Python: ", err)
	}
	seconds, err := strconv.ParseFloat(strings.TrimSpace(line), 64)
	if err != nil {
		b.Fatal("Python: ", err)
	}
	return time.Duration(seconds * float64(time.Second))
}

// typed gives values in JSON, with those that JSON has no type for marked.
func typed(v any) any {
	switch v := v.(type) {
	case [][]sent:
		out := make([]any, len(v))
		for i, batch := range v {
			list := make([]any, len(batch))
			for j, s := range batch {
				list[j] = map[string]any{"cypher": s.Cypher, "rows": typed(s.Rows)}
			}
			out[i] = list
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, e := range v {
			out[i] = typed(e)
		}
		return out
	case map[string]any:
		out := map[string]any{}
		for name, e := range v {
			out[name] = typed(e)
		}
		return out
	case neo4j.Date:
		return map[string]any{"$date": v.Time().Format(time.DateOnly)}
	case neo4j.Point2D:
		return map[string]any{"$point": []float64{v.X, v.Y}}
	case time.Time:
		return map[string]any{"$time": v.UTC().Format("2006-01-02T15:04:05.000000+00:00")}
	}
	return v
}

// BenchmarkSteady loads ENTENTE_ROWS rows (20,000 where it is not set) into an
// empty database, and gives the rate of the first and last tenth and the most
// memory that the process had.
func BenchmarkSteady(b *testing.B) {
	n := 20_000
	if s := os.Getenv("ENTENTE_ROWS"); s != "" {
		var err error
		if n, err = strconv.Atoi(s); err != nil {
			b.Fatal("ENTENTE_ROWS: ", err)
		}
	}
	server := dbtest.StartOwn(b, localdb.Options{})
	s, driver := openBench(b, server)
	loop(b, driver, items(b, 1<<28, 10_000)) // the server has to warm up
	for b.Loop() {
		var at []time.Duration // by tenth
		var most uint64
		start := time.Now()
		o := loaders.Options{Batch: rateBatch, Progress: func(sum loaders.Summary) {
			for sum.Total() >= (len(at)+1)*n/10 {
				at = append(at, time.Since(start))
			}
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			most = max(most, m.Sys)
		}}
		if _, err := loaders.Run(b.Context(), table(gdelttest.Reader(0, n)), []string{"-"}, staging{s}, o); err != nil {
			b.Fatal(err)
		}
		first, last := float64(n/10)/at[0].Seconds(), float64(n/10)/(at[9]-at[8]).Seconds()
		b.ReportMetric(first, "first-rows/s")
		b.ReportMetric(last, "last-rows/s")
		b.ReportMetric(last/first, "last-of-first")
		b.ReportMetric(float64(most>>20), "MiB")
	}
}
