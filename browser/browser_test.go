package browser

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"html"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/entente/entente/graph"
	"github.com/entente/entente/queries"
)

func catalogue(tb testing.TB) queries.Catalogue {
	tb.Helper()
	c, err := queries.All()
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

func TestFill(t *testing.T) {
	params := map[string]any{"a": "it's", "b": int64(3), "list": []string{"x", "y"}, "none": nil}
	for _, c := range []struct{ in, want string }{
		{"RETURN $a, $b, $list, $none", `RETURN 'it\'s', 3, ['x', 'y'], null`},
		{"RETURN $ab, $a", `RETURN $ab, 'it\'s'`},
		{"RETURN '$a', \"$b\", `$a` // $a\n, $b /* $a */", "RETURN '$a', \"$b\", `$a` // $a\n, 3 /* $a */"},
		{`RETURN '\'$a', "\"$b", '\\', $b`, `RETURN '\'$a', "\"$b", '\\', 3`},
		{"RETURN $b", "RETURN 3"}, {"RETURN '$a", "RETURN '$a"}, {"// $a", "// $a"}, {"$", "$"},
	} {
		if got := fill(c.in, params); got != c.want {
			t.Errorf("%s: %s, want %s", c.in, got, c.want)
		}
	}
}

func FuzzFill(f *testing.F) {
	for _, q := range catalogue(f) {
		f.Add(q.Cypher)
	}
	f.Add("'$a\\")
	f.Fuzz(func(t *testing.T, cypher string) {
		if got := fill(cypher, nil); got != cypher {
			t.Errorf("without values %q became %q", cypher, got)
		}
	})
}

// TestAgree holds everything that is made for Browser to the catalogue: the
// same questions under the same titles, in the same folders, as the same
// statements, of which none has a parameter left or a second statement.
func TestAgree(t *testing.T) {
	c := catalogue(t)
	var archive, saved bytes.Buffer
	if err := WriteFavourites(&archive, c, nil); err != nil {
		t.Fatal(err)
	}
	if err := WriteSavedQueries(&saved, c, nil); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	for _, q := range c {
		text, err := Statement(q, q.Example)
		if err != nil {
			t.Fatal(err)
		}
		want[q.Category+"/"+q.Title] = text
		if !strings.HasPrefix(text, "// "+q.Title+"\n") {
			t.Errorf("%s: the first line is not its title", q.Name)
		}
		if !strings.Contains(q.Source, ":param") && len(q.Params) > 0 {
			t.Errorf("%s: the file has no :param lines", q.Name)
		}
		bare := regexp.MustCompile(`(?m)//.*$|'(\\.|[^'\\])*'|"(\\.|[^"\\])*"`).ReplaceAllString(text, "")
		if strings.ContainsAny(bare, "$;") {
			t.Errorf("%s: a parameter or a second statement is left: %s", q.Name, bare)
		}
	}
	if d := cmp.Diff(want, unzip(t, archive.Bytes())); d != "" {
		t.Errorf("favourites (-want +got):\n%s", d)
	}
	if d := cmp.Diff(want, savedQueries(t, &saved)); d != "" {
		t.Errorf("saved queries (-want +got):\n%s", d)
	}
	page, err := os.ReadFile("../docs/queries.md")
	if err != nil {
		t.Fatal(err)
	}
	g, err := NewGuide(c)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range c {
		if text, err := Statement(q, with(q, sampleParams())); err != nil || !slices.Contains(g.Statements, text) {
			t.Errorf("the guide does not have %s, %v", q.Name, err)
		}
		if !strings.Contains(string(page), "### "+q.Name+"\n") {
			t.Errorf("the page in the docs does not have %s", q.Name)
		}
	}
}

func unzip(t *testing.T, b []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		folder, name, ok := strings.Cut(f.Name, "/")
		title, _, _ := strings.Cut(strings.TrimPrefix(string(text), "// "), "\n")
		if !ok || name != fileName(title)+".cypher" {
			t.Errorf("%s is not Folder/Title.cypher", f.Name)
		}
		out[folder+"/"+title] = string(text)
	}
	return out
}

func savedQueries(t *testing.T, r io.Reader) map[string]string {
	t.Helper()
	rows, err := csv.NewReader(r).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"name", "description", "query", "id", "parentId", "isFolder"}, rows[0]); d != "" {
		t.Fatal(d)
	}
	folders, out := map[string]string{}, map[string]string{}
	for _, r := range rows[1:] {
		if r[5] == "true" {
			folders[r[3]] = r[0]
			continue
		}
		if folders[r[4]] == "" {
			t.Errorf("%s lies in no folder above it", r[0])
		}
		out[folders[r[4]]+"/"+r[0]] = r[2]
	}
	return out
}

func TestValues(t *testing.T) {
	c := catalogue(t)
	got, err := Values(c, []string{"actor=Iran", "limit=7"})
	if d := cmp.Diff(map[string]any{"actor": "Iran", "limit": int64(7)}, got); d != "" || err != nil {
		t.Error(err, d)
	}
	for _, arg := range []string{"nobody=1", "limit=much", "actor"} {
		if _, err := Values(c, []string{arg}); err == nil {
			t.Errorf("%s is taken", arg)
		}
	}
}

// TestGuideAsServed holds the guide to what Browser does to it before it shows
// it: its cleaning takes out what looks like a script, also within Cypher.
func TestGuideAsServed(t *testing.T) {
	g, err := NewGuide(catalogue(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{`(?i)<script\b`, `(?i)\s+on[^\s=]+\s*=\s*("[^"]*"|'[^']*'|[\w\-.:]+\s*)`, `(?i)javascript:`} {
		if found := regexp.MustCompile(bad).FindString(string(g.HTML)); found != "" {
			t.Errorf("Browser would take %q out of the guide", found)
		}
	}
	var offered []string
	for _, m := range regexp.MustCompile(`data-populate="([^"]*)"`).FindAllStringSubmatch(string(g.HTML), -1) {
		offered = append(offered, html.UnescapeString(m[1]))
	}
	var want []string
	for _, s := range g.Statements {
		want = append(want, strings.TrimSpace(s))
	}
	if d := cmp.Diff(want, offered); d != "" {
		t.Errorf("the guide's statements (-want +got):\n%s", d)
	}
}

// TestStyle holds the style to the schema: every label and type that it names
// exists, every kind of node and every status has its rule, and captions use
// properties that are there, of types that read well.
func TestStyle(t *testing.T) {
	list, err := rules(Style())
	if err != nil {
		t.Fatal(err)
	}
	labels := map[string][]graph.Property{"": nil}
	for _, n := range graph.NodeSchemas() {
		labels["node."+string(n.Label)] = n.Properties
	}
	for _, r := range graph.RelSchemas() {
		labels["relationship."+string(r.Type)] = r.Properties
	}
	for _, k := range graph.ActorKinds() {
		labels["node.Actor."+string(k)] = labels["node.Actor"]
	}
	for _, s := range graph.StatusLabels() {
		labels["node.Event."+string(s)] = labels["node.Event"]
	}
	styled := map[string]bool{}
	for _, r := range list {
		styled[r.selector] = true
		properties, known := labels[r.selector]
		if !known && r.selector != "node" && r.selector != "relationship" {
			t.Errorf("the schema has no %s", r.selector)
		}
		for _, p := range r.properties {
			for _, m := range regexp.MustCompile(`\{(\w+)\}`).FindAllStringSubmatch(p[1], -1) {
				if !slices.ContainsFunc(properties, func(x graph.Property) bool { return x.Name == m[1] && x.Type == graph.String }) {
					t.Errorf("%s: its caption has %s, which is no text of the schema", r.selector, m[1])
				}
			}
		}
	}
	for name := range labels {
		if strings.HasPrefix(name, "node.") && !styled[name] {
			t.Errorf("no rule for %s", name)
		}
	}
	command, err := StyleCommand()
	if err != nil {
		t.Fatal(err)
	}
	var object map[string]map[string]string
	if err := json.Unmarshal([]byte(strings.TrimPrefix(command, "style ")), &object); err != nil || len(object) != len(list) {
		t.Errorf("%d rules of %d, %v", len(object), len(list), err)
	}
	if strings.ContainsAny(command, ";\n") || strings.Contains(command, ":style") {
		t.Error("Browser would cut the command")
	}
}

// TestTold holds the fills of the kinds of node apart for people who do not see
// red, green or blue, by Machado, Oliveira and Fernandes (2009), severity 1:
// any two differ by at least 10 in CIE 1976 lightness and colour together.
func TestTold(t *testing.T) {
	list, err := rules(Style())
	if err != nil {
		t.Fatal(err)
	}
	fills := map[string][3]float64{}
	for _, r := range list {
		kinds := []string{"node.Actor.Country", "node.Actor.Person", "node.Event", "node.Event.Denied", "node.Policy", "node.Statement", "node.Article", "node.Event.Hypothetical"}
		for _, p := range r.properties {
			if p[0] == "color" && slices.Contains(kinds, r.selector) {
				fills[r.selector] = parseColor(t, p[1])
			}
		}
	}
	for a, x := range fills {
		for b, y := range fills {
			for blindness, m := range blindnesses {
				if d := difference(see(m, x), see(m, y)); a < b && d < 10 {
					t.Errorf("%s: %s and %s differ by %.1f only", blindness, a, b, d)
				}
			}
		}
	}
}
