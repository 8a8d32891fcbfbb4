package news

import (
	"context"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/entente/entente/extract"
	"github.com/entente/entente/extract/gazetteer"
	"github.com/entente/entente/graph"
	"github.com/entente/entente/loaders"
	"github.com/entente/entente/loaders/loadertest"
	"github.com/entente/entente/nlp"
)

var load = sync.OnceValues(func() (*extract.Extractor, error) {
	p, err := nlp.Load()
	if err != nil {
		return nil, err
	}
	g, err := gazetteer.Load()
	return extract.New(p, g), err
})

// engine gives the real extractor, which takes a moment to load.
func engine(t testing.TB) *extract.Extractor {
	t.Helper()
	x, err := load()
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// faulty is an extractor with a fault that shows at one word.
type faulty struct{ Extractor }

func (f faulty) Extract(ctx context.Context, d extract.Document) (extract.Extraction, error) {
	if strings.Contains(d.Text, "shibboleth") {
		panic("a fault")
	}
	return f.Extractor.Extract(ctx, d)
}

// corpus writes sources of several kinds, n articles and some bad ones.
func corpus(t testing.TB, n int) []string {
	t.Helper()
	t.Chdir(t.TempDir())
	var lines strings.Builder
	for i := range n {
		fmt.Fprintf(&lines, "{\"id\": %d, \"date\": \"2025-09-01\", \"text\": \"Foreign Minister Ana Pardo of Peru met Chilean President Jorge Peña in Lima on Friday. Round %d of the talks is over, Peña said.\"}\n", i, i)
		if i%10 == 3 {
			lines.WriteString("{broken\n")
		}
	}
	write(t, "a.jsonl", lines.String())
	write(t, "d/1.txt", "Talks go on\n1 September 2025\n\nPresident Carla Ruiz said on Monday that the talks were over.")
	write(t, "d/2.txt", "Gespräche\n1 September 2025\n\nDie Verhandlungen zwischen den beiden Regierungen gehen nach Angaben des Ministeriums in der kommenden Woche weiter, und beide Seiten hoffen auf eine Einigung.")
	write(t, "d/3.txt", "Fault\n1 September 2025\n\nThe officials at the border asked every driver to say a shibboleth.")
	write(t, "d/4.txt", "")
	return []string{"a.jsonl", "d"}
}

func TestLoaderManners(t *testing.T) {
	sources := corpus(t, 40)
	loadertest.Suite(t, func(t *testing.T) loaders.Loader { return &Loader{Extractor: engine(t), Workers: 4} }, sources...)
}

func TestLoaderCounts(t *testing.T) {
	sources := corpus(t, 20)
	set := loadertest.NewSet()
	var said []string
	sum, err := loaders.Run(t.Context(), &Loader{Extractor: faulty{engine(t)}, Keep: graph.TextFull}, sources, set, loaders.Options{Report: func(p loaders.Problem) { said = append(said, p.Error()) }})
	if err != nil {
		t.Fatal(err)
	}
	if sum.Articles[graph.Loaded] != 22 || sum.Refused != 4 || sum.Foreign != 1 || sum.Warnings != 1 || sum.Brought[graph.EventLabel] < 20 || sum.Brought[graph.StatementLabel] < 21 || sum.Brought[graph.ActorLabel] < 60 {
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
	l := &Loader{Extractor: engine(t)}
	set := loadertest.NewSet()
	load := func(source string, want graph.Outcome) {
		t.Helper()
		sum, err := loaders.Run(t.Context(), l, []string{source}, set, loaders.Options{})
		if err != nil || sum.Articles[want] != 1 || sum.Total() != 1 {
			t.Errorf("%s: %+v, %v, want it %s", source, sum, err, want)
		}
	}
	write(t, "a.txt", "A title here\n1 September 2025\n\nPresident Carla Ruiz said on Monday that the talks were over.")
	load("a.txt", graph.Loaded)
	load("./a.txt", graph.Unchanged)
	write(t, "a.txt", "A title here\n1 September 2025\n\nPresident Carla Ruiz said on Monday that the talks went on.")
	load("a.txt", graph.Replaced)
	b, err := os.ReadFile("a.txt")
	if err != nil {
		t.Fatal(err)
	}
	write(t, "b.txt", string(b))
	load("b.txt", graph.Copied)
}

// On real articles, every report stands where it says, and the fragment
// survives its own JSON.
func TestSharedArticles(t *testing.T) {
	const articles = "../../../shared/gold/articles.dev.jsonl"
	if _, err := os.Stat(articles); err != nil {
		t.Skip("../shared/gold is not here: ", err)
	}
	reports := 0
	l := &Loader{Extractor: engine(t), Keep: graph.TextFull}
	err := l.Each(t.Context(), []string{articles}, func(r Result) error {
		if err := r.Fragment.Validate(); err != nil {
			t.Error(err)
		}
		text := []rune(r.Article.Text)
		for _, rep := range r.Fragment.Reports {
			reports++
			if !rep.InTitle && string(text[rep.Start:rep.End]) != rep.Quote {
				t.Errorf("%s: %d..%d is not %q", r.Article.SourceID, rep.Start, rep.End, rep.Quote)
			}
		}
		line, err := r.Fragment.AppendJSON(nil)
		if err != nil {
			return err
		}
		if back, err := graph.ReadFragment(line); err != nil || graph.Digest(back) != graph.Digest(r.Fragment) {
			t.Errorf("%s: another fragment after writing and reading it: %v", r.Article.SourceID, err)
		}
		return nil
	}, func(p loaders.Problem) { t.Error(p) })
	if err != nil {
		t.Fatal(err)
	}
	if reports < 100 {
		t.Errorf("only %d reports", reports)
	}
}

// What the loader emits can be written as lines and loaded again: as the same
// graph, with no more text than is asked for.
func TestLoaderTakesItsLinesBack(t *testing.T) {
	sources := corpus(t, 5)
	items, _ := loadertest.Items(t, &Loader{Extractor: engine(t), Keep: graph.TextFull}, sources...)
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
	text := strings.Repeat("Foreign Minister Ana Pardo met Chilean President Jorge Peña in Lima. “We agree,” Peña said. ", 40)
	a := Article{Text: text, Published: day("2025-09-01"), File: "a.txt"}
	x, err := engine(b).Extract(b.Context(), a.Document())
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		Fragment(a, x, graph.TextQuote)
	}
}
