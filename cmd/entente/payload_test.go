package main

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"golang.org/x/net/html"

	"github.com/entente/entente/calendar"
	"github.com/entente/entente/graph"
	"github.com/entente/entente/localdb/dbtest"
	"github.com/entente/entente/printable"
	"github.com/entente/entente/printable/printabletest"
	"github.com/entente/entente/queries"
)

// payloads are what hostile texts try, in whatever field they stand.
var payloads = map[string]string{
	"escape sequence": "a\x1b[2J\x1b]0;owned\ab", "link of a terminal": "\x1b]8;;http://evil\x1b\\x\x1b]8;;\x1b\\", "C1 controls": "a\u009b31mb\u0090q",
	"return": "safe\rEVIL", "bidi override": "a\u202egnp.exe", "bidi isolates": "a\u2066b\u2069c\u200f", "unseen text": "a\U000e0041\U000e0042\u200b\u2062b",
	"formula": `=HYPERLINK("http://evil","x")`, "formula after a blank": " =1+1", "full-width formula": "＝1+1", "plus": "+1+cmd|' /C calc'!A0", "at": "@SUM(1)", "minus": "-2+3",
	"script": "<script>alert(1)</script>", "image": `"><img src=x onerror=alert(1)>`, "attribute": `" onmouseover="alert(1)`, "comment's end": "--><svg onload=alert(1)>", "template": "{{.Style}}${alert(1)}",
	"link": "[click](javascript:alert(1))", "Markdown image": "![x](http://evil/x.png)", "table": "a | b\n| c", "heading": "# a\n\n- b", "code": "```\nx\n```",
	"dot": `"]; evil [label="x`, "dot's escape": `end\`, "dot's HTML": "<<b>x</b>>", "dot's field": `\N\G\l`,
	"Cypher": "'}) DETACH DELETE n //", "Cypher's escape": `\'}) DETACH DELETE n //`, "Cypher's code point": `\u0027}) DETACH DELETE n //`, "two of it": `\\u0027}) DETACH DELETE n //`, "Cypher's name": "`}) DETACH DELETE n //", "parameter": "$x :param y => 1;",
	"separators": "a\u2028b\u2029c\u0085d", "null": "a\x00b",
}

// hostile gives a graph file with payloads of these names wherever text can
// be, and the graph.
func hostile(t *testing.T, names []string) (path string, want *graph.Set) {
	t.Helper()
	path, want = filepath.Join(t.TempDir(), "hostile.jsonl"), graph.NewSet()
	var lines []byte
	day := calendar.NewDate(2025, 3, 4)
	for i, name := range names {
		p := payloads[name]
		url := fmt.Sprintf("http://news.example/%d", i)
		who := graph.Actor{ID: fmt.Sprintf("person:p%d", i), Name: p, Country: "PER", Sector: p, Count: 1, Names: []string{p + " II"}, Roles: []graph.Role{{Role: p, Of: "country:PER", Quote: p}}}
		land := graph.Actor{ID: "country:PER", Name: "Peru", Country: "PER", Count: 1}
		quote := func(r graph.Report) graph.Report {
			r.Quote, r.End, r.Name, r.Caption = p, len([]rune(p)), p, graph.Shorten(p, graph.CaptionLength)
			r.When = graph.When{Interval: calendar.DayOf(day), Text: p, Basis: calendar.Explicit}
			r.Figures, r.AttributedTo = []string{p}, []string{p}
			return r
		}
		by, at := []graph.Participant{{ID: who.ID, As: p}}, []graph.Participant{{ID: "country:PER", As: p}}
		event := quote(graph.Report{Fact: graph.EventLabel, Type: "ACCUSE", Status: graph.Occurred, PlaceName: p, Sources: by, Targets: at})
		event.Key = graph.EventKey(event.Type, []string{who.ID}, []string{"country:PER"}, event.When.Interval, nil, p)
		policy := quote(graph.Report{Fact: graph.PolicyLabel, Kind: "law", Status: "in force", Sources: by, Targets: at})
		policy.Key = graph.PolicyID([]string{who.ID}, "law", day, p)
		said := quote(graph.Report{Fact: graph.StatementLabel, Text: p, Form: "direct", Cue: p, Sources: by, About: []graph.Topic{{ID: "country:PER", Stance: "asserts"}}})
		said.Key = graph.StatementID(who.ID, p, day)
		f := graph.Fragment{Dataset: graph.News, Actors: []graph.Actor{who, land}, Reports: []graph.Report{event, policy, said}, Article: graph.Article{
			ID: graph.ArticleID(url), URL: url, Title: p, Subtitle: p, Publisher: p, Section: p, Author: p, Language: "en", SourceID: p, PublishedOn: day,
			ContentHash: graph.ContentHash(p, name, day), TextMode: graph.TextQuote, TextLength: 1000, Loader: graph.News, Extractor: p}}
		line, err := f.AppendJSON(nil)
		if err != nil {
			t.Fatal(name, err)
		}
		lines = append(lines, line...)
		if _, err := want.Load(f, time.Now()); err != nil {
			t.Fatal(name, err)
		}
	}
	if err := os.WriteFile(path, lines, 0o600); err != nil {
		t.Fatal(err)
	}
	return path, want
}

func sortedKeys[V any](m map[string]V) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// runHere runs a command of the program within this one.
func runHere(t *testing.T, environ []string, args ...string) (out, errs string, code int) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(t.Context(), args, streams{strings.NewReader(""), &o, &e}, environ)
	return o.String(), e.String(), code
}

// shown fails where something comes out that drives a terminal or hides.
func shown(t *testing.T, what, text string) {
	t.Helper()
	for _, line := range strings.Split(text, "\n") {
		if strings.ContainsFunc(strings.ReplaceAll(line, "\t", ""), printable.Hidden) || line != strings.ToValidUTF8(line, "") {
			t.Errorf("%s: comes out as %.300q", what, line)
			return
		}
	}
}

// TestPayloads has hostile text go through every way out of the program.
func TestPayloads(t *testing.T) {
	db := dbtest.Start(t)
	empty(t, db)
	path, _ := hostile(t, sortedKeys(payloads))
	environ := []string{"ENTENTE_HOME=" + t.TempDir(), "XDG_CONFIG_HOME=" + t.TempDir(), "NEO4J_URI=" + db.URI, "NEO4J_USERNAME=" + db.Username, "NEO4J_PASSWORD=" + db.Password}
	entente := func(args ...string) string {
		t.Helper()
		out, errs, code := runHere(t, environ, args...)
		shown(t, fmt.Sprint(args, " on standard error"), errs)
		if code != exitDone {
			t.Fatalf("entente %v: %d, %s", args, code, errs)
		}
		return out
	}
	for _, format := range []string{"table", "jsonl", "dot", "cypher"} {
		out := entente("extract", "--format", format, path)
		shown(t, "extract "+format, out)
		if format == "dot" && strings.Count(withoutStrings(out), "evil") > 0 {
			t.Errorf("a text gets out of its string: %s", out)
		}
	}
	// Only what means something in Cypher: a statement for each node takes time.
	few, want := hostile(t, []string{"Cypher", "Cypher's escape", "Cypher's code point", "two of it", "parameter", "null", "separators"})
	rebuilds(t, db, entente("extract", "--format", "cypher", few), want)
	empty(t, db)
	entente("load", path)
	entente("verify")
	t.Run("questions", func(t *testing.T) { payloadsInRows(t, entente) })
	t.Run("report", func(t *testing.T) {
		for _, args := range [][]string{{"actor", "Peru"}, {"dyad", "person:p3", "Peru"}, {"policy", "script"}} {
			page := entente(append([]string{"report"}, args...)...)
			shown(t, "report", page)
			if args[0] == "actor" && !strings.Contains(page, "alert(1)") {
				t.Error("no payload is on the page")
			}
			harmless(t, page)
		}
	})
	t.Run("export", func(t *testing.T) { payloadsInExports(t, entente) })
	t.Run("decisions", func(t *testing.T) {
		for _, args := range [][]string{{"resolve", "merge", "person:p30", "person:p31", "--why", payloads["C1 controls"]}, {"resolve", "show", "person:p30"}, {"resolve", "list", "--format", "table"},
			{"resolve", "list", "--format", "csv"}, {"resolve", "show", "person:p30", "--format", "table"}, {"resolve", "split", "person:p30", "--why", payloads["bidi override"]}, {"verify"}} {
			out, errs, code := runHere(t, environ, args...)
			shown(t, fmt.Sprint(args), out+errs)
			if code != exitDone {
				t.Errorf("%v: %d, %s", args, code, errs)
			}
		}
	})
	t.Run("browser", func(t *testing.T) { payloadsInBrowser(t, entente) })
	t.Run("messages", func(t *testing.T) { payloadsInMessages(t, environ) })
	empty(t, db)
}

// rebuilds runs a script that extract wrote, and compares what it makes.
func rebuilds(t *testing.T, db dbtest.Server, script string, want *graph.Set) {
	t.Helper()
	ctx := t.Context()
	driver, err := neo4j.NewDriverWithContext(db.URI, neo4j.BasicAuth(db.Username, db.Password, ""))
	if err != nil {
		t.Fatal(err)
	}
	defer driver.Close(ctx)
	for _, statement := range strings.Split(strings.TrimSuffix(script, ";\n"), ";\n") {
		if _, err := neo4j.ExecuteQuery(ctx, driver, statement, nil, neo4j.EagerResultTransformer); err != nil {
			t.Fatalf("%v in\n%s", err, statement)
		}
	}
	b := &bench{t: t, db: db}
	ignoreLoadTimes := cmp.FilterPath(func(p cmp.Path) bool {
		i, ok := p.Last().(cmp.MapIndex)
		return ok && (i.Key().String() == "loadedAt" || i.Key().String() == "firstLoaded")
	}, cmp.Ignore())
	if d := cmp.Diff(want.Graph(), b.graph(), ignoreLoadTimes); d != "" {
		t.Errorf("the script makes another graph (-want +got):\n%.3000s", d)
	}
}

// payloadsInRows asks every canned question and some Cypher in every format.
func payloadsInRows(t *testing.T, entente func(...string) string) {
	catalogue, err := queries.All()
	if err != nil {
		t.Fatal(err)
	}
	asked := [][]string{{"cypher", "MATCH path = (p:Person)<-[m:MENTIONS]-(a:Article) RETURN p.name AS `=name`, p, m, a.title AS `a|b<script>`, [a.author] AS list, {k: a.section} AS map, path", "--limit", "0"}}
	for _, q := range catalogue {
		args := []string{"query", "run", q.Name}
		for _, p := range q.Params {
			switch {
			case p.Type == queries.Actor:
				args = append(args, "-p", p.Name+"=PER")
			case p.Required:
				args = append(args, "-p", fmt.Sprintf("%s=%v", p.Name, strings.Join(strings.Fields(fmt.Sprint(q.Example[p.Name])), ",")))
			}
		}
		asked = append(asked, args)
	}
	rows := 0
	for i, args := range asked {
		formats := []string{"table", "json", "csv", "markdown", "jsonl"}
		if i > 0 {
			formats = formats[:4]
		}
		for _, format := range formats {
			out := entente(append(slices.Clone(args), "--format", format)...)
			shown(t, fmt.Sprint(args, format), out)
			rows += strings.Count(out, "\n")
			switch format {
			case "csv":
				noFormulas(t, fmt.Sprint(args), out)
			case "json":
				if !json.Valid([]byte(out)) {
					t.Errorf("%v: no JSON: %.300q", args, out)
				}
			case "markdown":
				for _, bad := range []string{"<script", "<img", "<svg", "](javascript", "![", "```"} {
					if strings.Contains(strings.ReplaceAll(out, `\]`, ""), bad) {
						t.Errorf("%v: %s in Markdown", args, bad)
					}
				}
			}
		}
	}
	if rows < 40*len(payloads) {
		t.Errorf("only %d lines came out", rows)
	}
}

// payloadsInExports writes the graph, and an answer, in every format of export.
func payloadsInExports(t *testing.T, entente func(...string) string) {
	dir := filepath.Join(t.TempDir(), "sheets")
	entente("export", "--format", "csv", "--to", dir)
	sheets, err := filepath.Glob(filepath.Join(dir, "*.csv"))
	if err != nil || len(sheets) == 0 {
		t.Fatal(sheets, err)
	}
	texts := map[string]string{}
	for _, name := range sheets {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		texts[name] = string(text)
	}
	everything := "MATCH path = (p:Person)<-[m:MENTIONS]-(a:Article) RETURN p.name AS `=name`, p, m, a.title AS `a|b`, path"
	for _, format := range []string{"jsonl", "graphml", "geojson"} {
		texts[format] = entente("export", "--format", format)
	}
	for _, format := range []string{"csv", "jsonl", "graphml"} {
		texts["answer."+format] = entente("export", "--format", format, "--cypher", everything)
	}
	for _, name := range sortedKeys(texts) {
		shown(t, name, texts[name])
		switch filepath.Ext("." + name)[1:] {
		case "csv":
			noFormulas(t, name, texts[name])
		case "graphml":
			dec := xml.NewDecoder(strings.NewReader(texts[name]))
			for {
				token, err := dec.Token()
				if err == io.EOF {
					break
				}
				if err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				if e, ok := token.(xml.StartElement); ok && !slices.Contains([]string{"graphml", "key", "graph", "node", "edge", "data"}, e.Name.Local) {
					t.Errorf("%s has an element <%s>", name, e.Name.Local)
				}
			}
		default:
			dec := json.NewDecoder(strings.NewReader(texts[name]))
			for dec.More() {
				var v any
				if err := dec.Decode(&v); err != nil {
					t.Fatalf("%s: %v", name, err)
				}
			}
		}
	}
}

// noFormulas checks the cells of a CSV file.
func noFormulas(t *testing.T, what, text string) {
	t.Helper()
	records, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Errorf("%s: %v", what, err)
	}
	for _, cell := range slices.Concat(records...) {
		if s := strings.TrimSpace(cell); s != "" && strings.ContainsRune("=+@＝", []rune(s)[0]) || strings.HasPrefix(s, "-2+3") {
			t.Errorf("%s: a formula: %q", what, cell)
		}
	}
}

// harmless checks that a page has no markup of a text's.
func harmless(t *testing.T, page string) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		if slices.Contains([]string{"script", "img", "iframe", "object", "b", "form"}, n.Data) && n.Type == html.ElementNode {
			t.Errorf("<%s> is on the page", n.Data)
		}
		for _, a := range n.Attr {
			address := strings.ToLower(strings.TrimSpace(a.Val))
			if strings.HasPrefix(a.Key, "on") || (a.Key == "href" || a.Key == "src") && !strings.HasPrefix(address, "http") && !strings.HasPrefix(address, "#") {
				t.Errorf("%s=%q is on the page", a.Key, a.Val)
			}
		}
	}
}

// payloadsInBrowser has payloads as parameters of what Neo4j Browser is given.
func payloadsInBrowser(t *testing.T, entente func(...string) string) {
	for _, name := range sortedKeys(payloads) {
		p := payloads[name]
		if strings.TrimSpace(p) == "" {
			continue
		}
		statement := entente("query", "open", "actor-picture", "--statement", "-p", "actor="+p)
		shown(t, "query open "+name, statement)
		if strings.Contains(withoutCypherStrings(statement), "DETACH") {
			t.Errorf("%s gets out of its string: %s", name, statement)
		}
		dir := filepath.Join(t.TempDir(), "desk")
		entente("browser", "export", dir, "-p", "actor="+p)
		files, err := zip.OpenReader(filepath.Join(dir, "favourites.zip"))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files.File {
			if filepath.IsAbs(f.Name) || strings.Contains(f.Name, "..") {
				t.Errorf("%s: a file named %s", name, f.Name)
			}
		}
		if err := files.Close(); err != nil {
			t.Fatal(err)
		}
		for _, file := range []string{"saved-queries.csv", "guide.html", "style.grass"} {
			text, err := os.ReadFile(filepath.Join(dir, file))
			if err != nil {
				t.Fatal(err)
			}
			shown(t, file+" with "+name, string(text))
			if file == "saved-queries.csv" {
				contained(t, name, string(text))
			}
		}
	}
}

// contained checks each question of a list of saved ones.
func contained(t *testing.T, name, list string) {
	t.Helper()
	records, err := csv.NewReader(strings.NewReader(list)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, cell := range slices.Concat(records...) {
		for line := range strings.Lines(cell) {
			if !strings.HasPrefix(line, "//") && strings.Contains(withoutCypherStrings(line), "DETACH") {
				t.Errorf("%s gets out of its string in %s", name, cell)
			}
		}
	}
}

// payloadsInMessages has payloads in the names of files, in what is wrong with
// them, in arguments, and in the files that configure.
func payloadsInMessages(t *testing.T, environ []string) {
	// Together, since only the characters matter, and each run takes time.
	texts := map[string]string{
		"bytes that are no text": "a\x9b31m\xff",
		"controls":               payloads["escape sequence"] + payloads["link of a terminal"] + payloads["C1 controls"],
		"directions":             payloads["bidi override"] + payloads["bidi isolates"] + payloads["unseen text"],
		"line ends":              payloads["return"] + payloads["separators"] + payloads["null"],
	}
	for _, name := range sortedKeys(texts) {
		p := texts[name]
		dir := t.TempDir()
		file := filepath.Join(dir, strings.NewReplacer("/", "_", "\x00", "").Replace(p)+".jsonl")
		quoted, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		records := fmt.Sprintf("{\"text\": \"Peru condemned Chile.\", \"date\": %s, \"id\": %s}\n{%s: 1}\n%s\n{\"article\": {%s: 1}, \"nodes\": [], \"relationships\": []}\n", quoted, quoted, quoted, p, quoted)
		if err := os.WriteFile(file, []byte(records), 0o600); err != nil {
			t.Skipf("no such names here: %v", err)
		}
		feed := filepath.Join(dir, "feed.rss")
		if err := os.WriteFile(feed, []byte("<rss><channel><item><title><![CDATA["+p+"]]></title></item></channel></rss>"), 0o600); err != nil {
			t.Fatal(err)
		}
		config := filepath.Join(dir, "entente.yaml")
		if err := os.WriteFile(config, fmt.Appendf(nil, "%s: 1\n", quoted), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, args := range [][]string{
			{"extract", "--format", "table", file, feed, filepath.Join(dir, p+"missing")}, {"extract", "--format", "jsonl", dir}, {"load", "--as", "jsonl", file},
			{"verify", "--source", dir}, {"retract", p}, {"query", "run", p}, {"query", "run", "actions", "-p", "actor=" + p}, {"query", "run", "actions", "-p", p},
			{"cypher", p}, {"report", "actor", p}, {"report", "policy", p}, {p}, {"load", "--" + p}, {"extract", "--as", p, file}, {"extract", "--gazetteer", config, file},
			{"config", "show", "--config", config}, {"config", "show", "--format", "table", "--home", p, "--uri", p}, {"status", "--uri", p}, {"export", "--to", dir, file}, {"load", "--follow", "--once", dir},
		} {
			out, errs, _ := runHere(t, environ, args...)
			shown(t, fmt.Sprintf("%q with %s", args[0], name), out)
			shown(t, fmt.Sprintf("%q with %s on standard error", args[0], name), errs)
		}
	}
}

// withoutStrings gives DOT without what stands in quotation marks.
func withoutStrings(s string) string { return printabletest.Unquoted(s, '"') }

// withoutCypherStrings gives Cypher without its texts.
func withoutCypherStrings(s string) string { return printabletest.Unquoted(s, '\'') }
