package queries_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/entente/entente/queries"
)

var update = flag.Bool("update", false, "write golden files and docs/queries.md anew")

func all(tb testing.TB) queries.Catalogue {
	tb.Helper()
	c, err := queries.All()
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

func find(tb testing.TB, name string) queries.Query {
	tb.Helper()
	q, err := all(tb).Find(name)
	if err != nil {
		tb.Fatal(err)
	}
	return q
}

// compare holds got equal to a file, or with -update writes it.
func compare(tb testing.TB, path, got string) {
	tb.Helper()
	if *update {
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(got), 0o644)); err != nil {
			tb.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		tb.Fatalf("%v (make it with -update)", err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		tb.Errorf("%s differs; -update writes it anew (-want +got):\n%s", path, d)
	}
}

const good = `// A title
//
// Question: What?
// Category: Some
// Answer: table
//
// Parameter who: actor, required. Somebody, by name or
//   by id.
// Parameter kinds: strings of a | b, default ['a']. Which.
// Parameter share: float, default 2.5. How much.
// Parameter since: date, default null. From when on.
// Parameter all: bool, default false. Everything.
// Column name: the name
// Column n: how many
//
// Example: who = 'O\'Neill, \u00e9', kinds = ['a', 'b']
:param who => 'O\'Neill, é';
:param kinds => ['a'];
:param share => 2.5;
:param since => null;
:param all => false;

MATCH (a) RETURN a.name AS name, 1 AS n;
`

func load(name, source string) (queries.Query, error) {
	c, err := queries.Load(fstest.MapFS{name: {Data: []byte(source)}})
	if err != nil {
		return queries.Query{}, err
	}
	return c[0], nil
}

func TestHeader(t *testing.T) {
	q, err := load("some-query.cypher", good)
	if err != nil {
		t.Fatal(err)
	}
	want := queries.Query{
		Name: "some-query", Title: "A title", Question: "What?", Category: "Some",
		Params: []queries.Param{
			{Name: "who", Type: queries.Actor, Required: true, Doc: "Somebody, by name or by id"},
			{Name: "kinds", Type: queries.Strings, OneOf: []string{"a", "b"}, Default: []string{"a"}, Doc: "Which"},
			{Name: "share", Type: queries.Float, Default: 2.5, Doc: "How much"},
			{Name: "since", Type: queries.Date, Doc: "From when on"},
			{Name: "all", Type: queries.Bool, Default: false, Doc: "Everything"},
		},
		Columns: []queries.Column{{Name: "name", Doc: "the name"}, {Name: "n", Doc: "how many"}},
		Example: map[string]any{"who": "O'Neill, é", "kinds": []string{"a", "b"}},
		Cypher:  "MATCH (a) RETURN a.name AS name, 1 AS n", Source: good,
	}
	if d := cmp.Diff(want, q); d != "" {
		t.Error(d)
	}
	crlf, err := load("some-query.cypher", strings.ReplaceAll(good, "\n", "\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	crlf.Source = good
	if d := cmp.Diff(want, crlf); d != "" {
		t.Errorf("with CR LF: %s", d)
	}
}

// TestBadHeader changes one thing of a good file, and looks for the line and
// the reason in the error.
func TestBadHeader(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{"// A title", "MATCH", "q.cypher:1: the first line is the title"},
		{"// Question: What?\n", "", "q.cypher:1: the header has no 'Question: '"},
		{"// Answer: table", "// Answer: list", `q.cypher:5: the answer is a table or a picture, not "list"`},
		{"// Category: Some", "// Categories: Some", `q.cypher:4: "Categories: Some" is no part of a header`},
		{"// Column n:", "// Column name:", "q.cypher:14: Column name is there already, in line 13"},
		{"float, default 2.5.", "real, default 2.5.", `q.cypher:10: parameter share: there is no type "real"`},
		{"default 2.5.", "default 2.5", "q.cypher:10: parameter share: what it means is to follow after a full stop"},
		{"default 2.5.", "default lots.", `q.cypher:10: default of parameter share: "lots" is no value`},
		{"default ['a']", "default ['c']", `q.cypher:9: default of parameter kinds: parameter kinds: "c" is not one of a, b`},
		{"actor, required.", "actor.", "q.cypher:7: parameter who: "},
		{":param share => 2.5;", ":param share => 3.5;", "q.cypher:10: :param share is 3.5, but the header says 2.5"},
		{":param share => 2.5;\n", "", "the :param lines are of [who kinds since all], the header's parameters [who kinds share since all]"},
		{":param share => 2.5;", ":param share 2.5;", `q.cypher:19: ":param share 2.5;" is not ':param NAME => VALUE;'`},
		{":param share => 2.5;", ":param share => 2.5", "q.cypher:19: :param share has no semicolon"},
		{":param share => 2.5;", ":param part => 2.5;", "q.cypher:19: the header has no parameter part"},
		{"// Example: who", "// Example: whom", "q.cypher:16: example: "},
		{"// Example: who = 'O\\'Neill, \\u00e9', k", "// Example: k", "q.cypher:1: the example has no value for the required parameter who"},
		{"\\u00e9'", "\\u00'", "q.cypher:16: example: the escape"},
		{"1 AS n;", "1 AS n", "q.cypher:24: the statement has no semicolon at its end"},
		{"MATCH (a) RETURN a.name AS name, 1 AS n;", "", "there is no statement"},
		{"the name", "the \xff name", "q.cypher:1: the file is not UTF-8"},
	} {
		source := strings.Replace(good, c.old, c.new, 1)
		if source == good {
			t.Fatalf("%q is not in the file", c.old)
		}
		if _, err := load("q.cypher", source); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q for %q: %v, want %s", c.new, c.old, err, c.want)
		}
	}
	if _, err := load("Some_Query.cypher", good); err == nil || !strings.Contains(err.Error(), "small letters with hyphens") {
		t.Errorf("a file's name: %v", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(good)
	for _, q := range all(f) {
		f.Add(q.Source)
	}
	f.Add("// t\n:param")
	f.Add("// t\n// Example: a = ['\n")
	f.Fuzz(func(t *testing.T, source string) {
		q, err := queries.Parse("q.cypher", source)
		if err != nil {
			if !strings.Contains(err.Error(), "q.cypher:") {
				t.Errorf("the error names no line: %v", err)
			}
			return
		}
		// What was read can be written, and reads the same.
		script, err := q.Script(q.Example)
		if err != nil {
			t.Fatalf("the example does not fit: %v", err)
		}
		if strings.Count(script, ":param ") < len(q.Params) {
			t.Errorf("of %d parameters the script has fewer:\n%s", len(q.Params), script)
		}
	})
}

func TestLiteral(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.OneOf(
			rapid.Custom(func(t *rapid.T) any { return rapid.String().Draw(t, "s") }),
			rapid.Custom(func(t *rapid.T) any { return rapid.Int64().Draw(t, "i") }),
			rapid.Custom(func(t *rapid.T) any { return rapid.Float64().Draw(t, "f") }),
			rapid.Custom(func(t *rapid.T) any { return rapid.Bool().Draw(t, "b") }),
			rapid.Custom(func(t *rapid.T) any { return append([]string{}, rapid.SliceOf(rapid.String()).Draw(t, "l")...) }),
		).Draw(t, "value")
		text := queries.Literal(v)
		got, rest, err := queries.ReadValue(text + ". More")
		if err != nil || rest != ". More" || !reflect.DeepEqual(got, v) {
			t.Fatalf("%#v is written %s, and read %#v, rest %q, %v", v, text, got, rest, err)
		}
		if strings.ContainsAny(text, "$\n\r\x00") {
			t.Fatalf("%q has what a :param line must not have", text)
		}
	})
}

func TestParseParams(t *testing.T) {
	q, err := load("q.cypher", good)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args []string
		want map[string]any // nil: an error
		err  string
	}{
		{[]string{"who=Mexico"}, map[string]any{"who": "Mexico", "kinds": []string{"a"}, "share": 2.5, "since": nil, "all": false}, ""},
		{[]string{"who=a=b", "kinds=a, b", "share=3", "since=2025-08-10", "all=true"}, map[string]any{"who": "a=b", "kinds": []string{"a", "b"}, "share": 3.0, "since": "2025-08-10", "all": true}, ""},
		{[]string{"who=x", "kinds=a", "kinds=b"}, map[string]any{"who": "x", "kinds": []string{"a", "b"}, "share": 2.5, "since": nil, "all": false}, ""},
		{[]string{"who=x", "kinds="}, map[string]any{"who": "x", "kinds": []string{}, "share": 2.5, "since": nil, "all": false}, ""},
		{nil, nil, `parameter who of query q is missing (Somebody, by name or by id; for example -p 'who=O'\''Neill, é')`},
		{[]string{"who= "}, nil, "parameter who of query q is missing"},
		{[]string{"who"}, nil, `parameter "who": write it as name=value`},
		{[]string{"hwo=x"}, nil, `query q has no parameter "hwo", did you mean "who"? (it has who, kinds, share, since, all)`},
		{[]string{"who=x", "who=y"}, nil, "parameter who is given twice"},
		{[]string{"kinds=a,c"}, nil, `parameter kinds: "c" is not one of a, b`},
		{[]string{"share=much"}, nil, `parameter share: "much" is not a number, such as 2.5`},
		{[]string{"since=10 August"}, nil, `parameter since: "10 August" is not a day, such as 2025-08-10`},
		{[]string{"since=2025-02-30"}, nil, "is not a day"},
		{[]string{"all=perhaps"}, nil, `parameter all: "perhaps" is not true or false`},
	} {
		params, err := q.Parse(c.args)
		if err == nil {
			params, err = q.Bind(params)
		}
		switch {
		case c.want == nil && (err == nil || !strings.Contains(err.Error(), c.err)):
			t.Errorf("%q: %v, want %s", c.args, err, c.err)
		case c.want != nil && (err != nil || !reflect.DeepEqual(params, c.want)):
			t.Errorf("%q: %#v, %v, want %#v", c.args, params, err, c.want)
		}
	}
}

func TestBindTypes(t *testing.T) {
	for _, c := range []struct {
		typ  queries.Type
		in   any
		want any // nil: an error
	}{
		{queries.Int, 3, int64(3)}, {queries.Int, int64(3), int64(3)}, {queries.Int, -1, nil}, {queries.Int, "3", nil}, {queries.Int, 2.5, nil},
		{queries.Float, 3, 3.0}, {queries.Float, "3", nil}, {queries.Bool, true, true}, {queries.Bool, 1, nil},
		{queries.String, "s", "s"}, {queries.String, 1, nil}, {queries.Actor, "s", "s"},
		{queries.Strings, []any{"a", "b"}, []string{"a", "b"}}, {queries.Strings, []any{"a", 1}, nil}, {queries.Strings, "a", nil},
		{queries.Date, "2025-08-10", "2025-08-10"}, {queries.Date, "yesterday", nil}, {queries.Date, 20250810, nil},
	} {
		q := queries.Query{Name: "q", Params: []queries.Param{{Name: "p", Type: c.typ, Required: true}}}
		got, err := q.Bind(map[string]any{"p": c.in})
		if (err != nil) != (c.want == nil) || err == nil && !reflect.DeepEqual(got["p"], c.want) {
			t.Errorf("%s %#v: %#v, %v, want %#v", c.typ, c.in, got["p"], err, c.want)
		}
	}
	q := queries.Query{Name: "q"}
	if _, err := q.Bind(map[string]any{"x": 1}); err == nil || !strings.Contains(err.Error(), "has no parameters") {
		t.Errorf("a parameter of a query without any: %v", err)
	}
}

func TestScript(t *testing.T) {
	q, err := load("q.cypher", good)
	if err != nil {
		t.Fatal(err)
	}
	script, err := q.Script(map[string]any{"who": "x';\n:clear $y \u202e", "since": "2025-08-10"})
	if err != nil {
		t.Fatal(err)
	}
	want := strings.NewReplacer(`:param who => 'O\'Neill, é';`, `:param who => 'x\';\u000A:clear \u0024y \u202E';`, ":param since => null;", ":param since => '2025-08-10';").Replace(good)
	if script != want {
		t.Error(cmp.Diff(want, script))
	}
}

func TestFind(t *testing.T) {
	c := all(t)
	for _, q := range c {
		for _, name := range []string{q.Name, q.Name + ".cypher", "queries/" + q.Name + ".cypher"} {
			if got, err := c.Find(name); err != nil || got.Name != q.Name {
				t.Errorf("%s: %s, %v", name, got.Name, err)
			}
		}
	}
	for name, want := range map[string]string{"dyad-timline": `, did you mean "dyad-timeline"?`, "denial": `, did you mean "denials"?`, "zzzzzzzzzz": `there is no query "zzzzzzzzzz"; `} {
		if _, err := c.Find(name); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", name, err, want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"", "abc", 3}, {"kitten", "sitting", 3}, {"ab", "ba", 1}, {"Müller", "Muller", 1}, {"abcd", "acbd", 1}, {"evidence", "evidence", 0}} {
		if got, back := queries.Distance(c.a, c.b), queries.Distance(c.b, c.a); got != c.want || back != c.want {
			t.Errorf("%q, %q: %d and %d, want %d", c.a, c.b, got, back, c.want)
		}
	}
}

// recorder is a Runner that keeps what it is asked, and fails.
type recorder struct {
	cypher string
	params map[string]any
}

var errAsked = errors.New("asked")

func (r *recorder) Read(_ context.Context, cypher string, params map[string]any, _ func([]string, []any) error) error {
	r.cypher, r.params = cypher, params
	return errAsked
}

// TestRunPasses checks what reaches the database: the bare statement and all
// parameters, or nothing where they are wrong.
func TestRunPasses(t *testing.T) {
	q, r := find(t, "evidence"), &recorder{}
	if err := queries.Run(t.Context(), r, q, map[string]any{"id": "event:1"}, nil); !errors.Is(err, errAsked) || !strings.HasPrefix(err.Error(), "query evidence: ") {
		t.Errorf("the database's error comes as %v", err)
	}
	if r.cypher != q.Cypher || !reflect.DeepEqual(r.params, map[string]any{"id": "event:1"}) {
		t.Errorf("asked %s with %v", r.cypher, r.params)
	}
	*r = recorder{}
	if err := queries.Run(t.Context(), r, q, nil, nil); err == nil || r.cypher != "" {
		t.Errorf("a missing parameter: %v, asked %q", err, r.cypher)
	}
}

// TestConventions holds what the catalogue promises over all files.
func TestConventions(t *testing.T) {
	titles := map[string]string{}
	for _, q := range all(t) {
		if strings.Contains(q.Cypher, ":param") {
			t.Errorf("%s: a :param line is left in the statement", q.Name)
		}
		if other := titles[q.Title]; other != "" {
			t.Errorf("%s and %s have the same title", q.Name, other)
		}
		titles[q.Title] = q.Name
		if q.Picture != (q.Category == "Pictures") {
			t.Errorf("%s: pictures are a category of their own", q.Name)
		}
		if !strings.HasSuffix(q.Question, "?") {
			t.Errorf("%s: %q is no question", q.Name, q.Question)
		}
		for i, line := range strings.Split(q.Source, "\n") {
			if strings.HasPrefix(line, "//") && len([]rune(line)) > 110 {
				t.Errorf("%s.cypher:%d: the line is too long to read", q.Name, i+1)
			}
		}
		if _, err := q.Bind(q.Example); err != nil {
			t.Errorf("%s: the example: %v", q.Name, err)
		}
		for i, p := range q.Params {
			if p.Name == "limit" && i != len(q.Params)-1 {
				t.Errorf("%s: limit comes last", q.Name)
			}
		}
	}
	if !slices.IsSortedFunc(all(t), func(a, b queries.Query) int {
		if a.Category == b.Category {
			return strings.Compare(a.Name, b.Name)
		}
		return 0
	}) {
		t.Error("the catalogue is not in order")
	}
}

func TestDocs(t *testing.T) { compare(t, "../docs/queries.md", document(all(t))) }

// document writes the page of the documentation.
func document(c queries.Catalogue) string {
	var b strings.Builder
	b.WriteString("# Questions\n\n" +
		"<!-- Made from the headers of queries/*.cypher by `go test ./queries -update`. -->\n\n" +
		"`entente query run NAME -p key=value` asks them; the files in `queries/` can be pasted into Neo4j Browser or cypher-shell as they are.\n\n" +
		"Of a country, all who act for its state count: the country itself, its government, armed forces, police, secret services, parliament and courts, and their people; the answer shows who it was. " +
		"What is planned, hypothetical or denied is left out of what was done unless it is asked for; where facts are looked up and their evidence weighed, everything is there with its status. " +
		"A date is a span of days: lists are in the order of their last possible day, and what lies in more than one month is counted in none.\n")
	category := ""
	for _, q := range c {
		if q.Category != category {
			category = q.Category
			fmt.Fprintf(&b, "\n## %s\n\n| query | question |\n|---|---|\n", category)
			for _, other := range c {
				if other.Category == category {
					fmt.Fprintf(&b, "| [`%s`](#%s) | %s |\n", other.Name, other.Name, other.Question)
				}
			}
		}
		fmt.Fprintf(&b, "\n### %s\n\n%s. %s\n\n", q.Name, q.Title, q.Question)
		if len(q.Params) > 0 {
			b.WriteString("| parameter | type | default | meaning |\n|---|---|---|---|\n")
		}
		for _, p := range q.Params {
			typ, def := string(p.Type), "`"+queries.Literal(p.Default)+"`"
			if p.OneOf != nil {
				typ += ": " + strings.Join(p.OneOf, ", ")
			}
			if p.Required {
				def = "required"
			}
			fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", p.Name, typ, def, p.Doc)
		}
		b.WriteString("\n| column | meaning |\n|---|---|\n")
		for _, col := range q.Columns {
			fmt.Fprintf(&b, "| `%s` | %s |\n", col.Name, col.Doc)
		}
		fmt.Fprintf(&b, "\n```sh\nentente query run %s%s\n```\n", q.Name, arguments(q))
	}
	return b.String()
}

// arguments gives a query's example as a command line has it.
func arguments(q queries.Query) string {
	var b strings.Builder
	for _, p := range q.Params {
		if v, ok := q.Example[p.Name]; ok {
			if list, ok := v.([]string); ok {
				v = strings.Join(list, ",")
			}
			fmt.Fprintf(&b, " -p %s='%v'", p.Name, v)
		}
	}
	return b.String()
}
