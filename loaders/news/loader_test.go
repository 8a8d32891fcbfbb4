package news

import (
	"context"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/entente/entente/extract"
	"github.com/entente/entente/graph"
	"github.com/entente/entente/loaders"
	"github.com/entente/entente/loaders/loadertest"
)

// plainReader is an Extractor of the simplest kind, so that what the loader
// does can be tested without a model: names are two words with capitals, "N
// said ..." is a statement, "N met N" an event.
type plainReader struct{}

var (
	nameWords = regexp.MustCompile(`\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+`)
	saidWords = regexp.MustCompile(`(\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+) said ([^.]+)\.`)
	metWords  = regexp.MustCompile(`(\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+) met (\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+)\.`)
)

func (plainReader) Extract(ctx context.Context, d extract.Document) (extract.Extraction, error) {
	if ctx.Err() != nil {
		return extract.Extraction{}, context.Cause(ctx)
	}
	if strings.Contains(d.Text, "Verhandlungen") {
		return extract.Extraction{Language: "de"}, nil
	}
	if strings.Contains(d.Text, "divide by zero") {
		panic("a fault")
	}
	x := extract.Extraction{Language: "en"}
	index := map[string]int{}
	for _, m := range nameWords.FindAllStringIndex(d.Text, -1) {
		name := d.Text[m[0]:m[1]]
		if _, ok := index[name]; !ok {
			index[name] = len(x.Actors)
			x.Actors = append(x.Actors, extract.Actor{Kind: extract.Person, Name: name})
		}
		x.Mentions = append(x.Mentions, extract.Mention{Span: extract.Span{Start: m[0], End: m[1]}, Actor: index[name]})
	}
	role := func(m []int, group int) extract.Role {
		s := extract.Span{Start: m[2*group], End: m[2*group+1]}
		return extract.Role{Actor: index[s.In(d)], Words: s}
	}
	for _, m := range saidWords.FindAllStringSubmatchIndex(d.Text, -1) {
		x.Statements = append(x.Statements, extract.Statement{Speaker: role(m, 1), Via: -1, CueLemma: "say", Content: []extract.Span{{Start: m[4], End: m[5]}}, Form: extract.Indirect, Sentence: extract.Span{Start: m[0], End: m[1]}})
	}
	for _, m := range metWords.FindAllStringSubmatchIndex(d.Text, -1) {
		x.Events = append(x.Events, extract.Event{Type: "CONSULT", Status: extract.Occurred, Sources: []extract.Role{role(m, 1)}, Targets: []extract.Role{role(m, 2)}, Place: -1, Head: "meet", Sentence: extract.Span{Start: m[0], End: m[1]}})
	}
	return x, nil
}

// corpus writes sources of several kinds, n articles and some bad ones.
func corpus(t testing.TB, n int) []string {
	t.Helper()
	t.Chdir(t.TempDir())
	var lines strings.Builder
	for i := range n {
		fmt.Fprintf(&lines, "{\"id\": %d, \"date\": \"2025-09-01\", \"text\": \"Ana Pardo met Jorge Peña. Jorge Peña said round %d was over.\"}\n", i, i)
		if i%10 == 3 {
			lines.WriteString("{broken\n")
		}
	}
	write(t, "a.jsonl", lines.String())
	write(t, "d/1.txt", "Talks go on\n1 September 2025\n\nCarla Ruiz said it was over.")
	write(t, "d/2.txt", "Gespräche\n1 September 2025\n\nDie Verhandlungen gehen weiter.")
	write(t, "d/3.txt", "Fault\n1 September 2025\n\nNobody can divide by zero.")
	write(t, "d/4.txt", "")
	return []string{"a.jsonl", "d"}
}

func TestLoaderManners(t *testing.T) {
	sources := corpus(t, 40)
	loadertest.Suite(t, func(*testing.T) loaders.Loader { return &Loader{Extractor: plainReader{}, Workers: 4} }, sources...)
}

func TestLoaderCounts(t *testing.T) {
	sources := corpus(t, 20)
	set := loadertest.NewSet()
	var said []string
	sum, err := loaders.Run(t.Context(), &Loader{Extractor: plainReader{}, Keep: graph.TextFull}, sources, set, loaders.Options{Report: func(p loaders.Problem) { said = append(said, p.Error()) }})
	if err != nil {
		t.Fatal(err)
	}
	if sum.Articles[graph.Loaded] != 22 || sum.Refused != 4 || sum.Foreign != 1 || sum.Warnings != 1 || sum.Brought[graph.EventLabel] != 20 || sum.Brought[graph.StatementLabel] != 21 {
		t.Errorf("%+v", sum)
	}
	want := []string{
		"a.jsonl:5: broken JSON: invalid character 'b' looking for beginning of object key string (correct it; the other records are read)",
		"a.jsonl:16: broken JSON: invalid character 'b' looking for beginning of object key string (correct it; the other records are read)",
		"d/2.txt: the article is not in English, as it seems (de): it is loaded without facts (translate it, and load that)",
		"d/3.txt: the article cannot be read, which is our fault: a fault (report it, with the article)",
		"d/4.txt: it is empty (leave it out, or fetch it again)",
	}
	if strings.Join(said, "\n") != strings.Join(want, "\n") {
		t.Errorf("said\n%s\nwant\n%s", strings.Join(said, "\n"), strings.Join(want, "\n"))
	}
}

// A changed version of a file replaces what it said; the same text under
// another name is a copy.
func TestLoaderReplaces(t *testing.T) {
	t.Chdir(t.TempDir())
	l := &Loader{Extractor: plainReader{}}
	set := loadertest.NewSet()
	load := func(source string, want graph.Outcome) {
		t.Helper()
		sum, err := loaders.Run(t.Context(), l, []string{source}, set, loaders.Options{})
		if err != nil || sum.Articles[want] != 1 || sum.Total() != 1 {
			t.Errorf("%s: %+v, %v, want it %s", source, sum, err, want)
		}
	}
	write(t, "a.txt", "A title here\n1 September 2025\n\nCarla Ruiz said it was over.")
	load("a.txt", graph.Loaded)
	load("./a.txt", graph.Unchanged)
	write(t, "a.txt", "A title here\n1 September 2025\n\nCarla Ruiz said it went on.")
	load("a.txt", graph.Replaced)
	b, err := os.ReadFile("a.txt")
	if err != nil {
		t.Fatal(err)
	}
	write(t, "b.txt", string(b))
	load("b.txt", graph.Copied)
}

// What the loader emits can be written as lines and loaded again: as the same
// graph, with no more text than is asked for.
func TestLoaderTakesItsLinesBack(t *testing.T) {
	sources := corpus(t, 5)
	items, _ := loadertest.Items(t, &Loader{Extractor: plainReader{}, Keep: graph.TextFull}, sources...)
	var lines []byte
	for _, it := range items {
		var err error
		if lines, err = it.Fragment.AppendJSON(lines); err != nil {
			t.Fatal(err)
		}
	}
	write(t, "graphs.jsonl", string(lines)+`{"article": {"id": "article:x"}, "nodes": [], "relationships": []}`+"\n")
	for mode, kept := range map[graph.TextMode]graph.TextMode{graph.TextFull: graph.TextFull, graph.TextQuote: graph.TextQuote, graph.TextNone: graph.TextNone, "": graph.TextQuote} {
		again, problems := loadertest.Items(t, &Loader{Keep: mode}, "graphs.jsonl")
		if len(again) != len(items) || len(problems) != 1 || problems[0].Line != len(items)+1 {
			t.Fatalf("%d of %d, problems %v", len(again), len(items), problems)
		}
		for i, it := range again {
			if want := items[i].Fragment.Keep(kept); graph.Digest(it.Fragment) != graph.Digest(want) {
				t.Errorf("mode %q: %s changed", mode, it.Fragment.Article.ID)
			}
		}
	}
}

func BenchmarkReadJSONL(b *testing.B) {
	text := strings.Repeat("The ministers met in Lima on Friday and agreed to reopen the crossing. ", 40)
	line := fmt.Sprintf("{\"id\": \"1\", \"date\": \"2025-09-01\", \"title\": \"Talks\", \"text\": %q}\n", text)
	content := strings.Repeat(line, 1000)
	b.SetBytes(int64(len(content)))
	for b.Loop() {
		o := Options{}
		o.Input.Stdin = strings.NewReader(content)
		if err := Read(b.Context(), o, []string{"-"}, func(Record) error { return nil }, func(loaders.Problem) {}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFragment(b *testing.B) {
	text := strings.Repeat("Ana Pardo met Jorge Peña. Jorge Peña said round one was over. ", 60)
	a := Article{Text: text, Published: day("2025-09-01"), File: "a.txt"}
	x, err := plainReader{}.Extract(b.Context(), a.Document())
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		Fragment(a, x, graph.TextQuote)
	}
}
