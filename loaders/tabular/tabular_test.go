package tabular

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/entente/entente/graph"
	"github.com/entente/entente/loaders"
	"github.com/entente/entente/loaders/input"
	"github.com/entente/entente/loaders/loadertest"
)

// notes is the simplest format: id, name; each row is an article.
type notes struct{ csv bool }

func (n notes) Name() string { return "notes" }

func (n notes) Open(h Head) (Table, bool) {
	rows := h.Tabs
	if n.csv {
		rows = h.Comma
	}
	s, ok := NewSheet(rows[0], []string{"id", "name", "deaths"}, 2)
	return Table{CSV: n.csv, Header: true, Mapper: func() Mapper { return noteMapper{s} }}, ok
}

type noteMapper struct{ *Sheet }

func (m noteMapper) Map(r *Row, b *Batch) {
	if !m.Fits(r, b) {
		return
	}
	if _, ok := m.Int(r, b, 2); !ok {
		return
	}
	if m.Get(r, 1) == "odd" {
		b.Unknown(r, "name odd")
	}
	f := b.Emit(r)
	f.Partial = true
	f.Dataset, f.Article = "notes", graph.Article{ID: graph.ArticleID(m.Get(r, 0)), SourceID: m.Get(r, 0), Title: m.Get(r, 1), TextMode: graph.TextQuote, Loader: "notes"}
}

func file(t testing.TB, content string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "f")
	if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

// load gives "line:id=title" of each item, and the problems.
func load(t testing.TB, l *Loader, content string) (got, said []string) {
	t.Helper()
	name := file(t, content)
	items, problems := loadertest.Items(t, l, name)
	for _, it := range items {
		got = append(got, fmt.Sprintf("%d:%s=%s", it.Line, it.Fragment.Article.SourceID, it.Fragment.Article.Title))
	}
	for _, p := range problems {
		said = append(said, strings.ReplaceAll(p.Error(), name, "f"))
	}
	return got, said
}

func TestRows(t *testing.T) {
	for name, c := range map[string]struct {
		csv       bool
		content   string
		got, said []string
	}{
		"tabs":           {false, "id\tname\n1\ta\n\n2\tb", []string{"2:1=a", "4:2=b"}, nil},
		"mark, CRLF":     {false, "\ufeffid\tname\r\n1\ta\r\n", []string{"2:1=a"}, nil},
		"other order":    {false, "x\tNAME\tId\n9\ta\t1\n", []string{"2:1=a"}, nil},
		"nothing":        {false, "id\tname\n1\tNone\n2\tNA\n", []string{"2:1=", "3:2="}, nil},
		"surplus tabs":   {false, "id\tname\n1\ta\t\t\n2\tb\tc\n3\n", []string{"2:1=a"}, []string{"f:3: a row of 3 columns, where the header has 2 (correct it, or fetch the file again)", "f:4: a row of 1 columns, where the header has 2 (correct it, or fetch the file again)"}},
		"quoted in tabs": {false, "\"id\"\t\"name\"\n\"1\"\t\"a \"\"b\"\"\"\n", []string{`2:1=a "b"`}, nil},
		"bad number":     {false, "id\tname\tdeaths\n1\ta\t2.02E+1\n2\tb\t3.0\n3\tc\t4\n", []string{"3:2=b", "4:3=c"}, []string{`f:2: deaths is "2.02E+1" (correct it, or fetch the file again)`}},
		"not UTF-8":      {false, "id\tname\n1\tM\xe9xico \x93x\x94\n2\té\n", []string{"2:1=México “x”", "3:2=é"}, []string{"f:2: the row is not UTF-8 and was read as Windows-1252 (convert the file to UTF-8)"}},
		"UTF-16":         {false, "\xff\xfei\x00d\x00", nil, []string{"f: text in UTF-16 (convert it to UTF-8)"}},
		"empty":          {false, "", nil, []string{"f: the file is empty (fetch it again)"}},
		"other":          {false, "a\tb\tc\n", nil, []string{"f: its first row has 3 columns (1, were they between commas) and is not one of notes (check that it is whole and as it was published)"}},
		"unknown":        {false, "id\tname\n1\todd\n2\ta\n3\todd\n", []string{"2:1=odd", "3:2=a", "4:3=odd"}, []string{"f:2: name odd is a code that no list has (2 rows, first here) (it is kept as it is)"}},
		"csv":            {true, "id,name\n1,\"a,\n\"\"b\"\"\"\n2,c\n", []string{"2:1=a,\n\"b\"", "4:2=c"}, nil},
		"stray mark":     {true, "id,name\n1,5\" gun\n2,\"a \"b\" c\"\n3,d\n", []string{"2:1=5\" gun", "3:2=a \"b\" c", "4:3=d"}, nil},
		"open mark":      {true, "id,name\n1,\"a\n2,b\n3,c\n", []string{"3:2=b", "4:3=c", "2:1=a"}[:2], nil},
	} {
		t.Run(name, func(t *testing.T) {
			got, said := load(t, &Loader{Formats: []Format{notes{c.csv}}}, c.content)
			if name == "open mark" { // the row itself may be read or refused; those after it are read
				got = slices.DeleteFunc(got, func(s string) bool { return strings.HasPrefix(s, "2:") })
				said = nil
			}
			if !slices.Equal(got, c.got) || !slices.Equal(said, c.said) {
				t.Errorf("got  %q, said %q\nwant %q, said %q", got, said, c.got, c.said)
			}
		})
	}
}

// Whatever the blocks, the records are those that the standard library reads,
// on the same lines.
func TestCutsLikeTheStandardLibrary(t *testing.T) {
	field := rapid.StringMatching("[ab\",\n ]{0,6}")
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.SliceOfN(rapid.SliceOfN(field, 3, 3), 1, 20).Draw(t, "rows")
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		if err := w.WriteAll(rows); err != nil {
			t.Fatal(err)
		}
		text := b.String()
		if rapid.Bool().Draw(t, "no line end") {
			text = strings.TrimSuffix(text, "\n")
		}
		c := cutter{r: iotest(text), csv: true, line: 1, buf: make([]byte, rapid.IntRange(1, 60).Draw(t, "buffer")), quoted: 1 << 20}
		var got [][]string
		var lines []int
		for {
			block, line, err := c.next()
			if err == io.EOF {
				break
			} else if err != nil {
				t.Fatal(err)
			}
			var s csvSplitter
			for block != "" {
				end := s.record(block)
				if end < 0 {
					end = len(block)
				}
				got = append(got, slices.Clone(s.split(strings.TrimSuffix(block[:end], "\n"))))
				lines = append(lines, line)
				line += strings.Count(block[:end], "\n")
				block = block[end:]
			}
		}
		r := csv.NewReader(strings.NewReader(text))
		for i := 0; ; i++ {
			want, err := r.Read()
			if err == io.EOF {
				if i != len(got) {
					t.Fatalf("%d records, want %d, of %q", len(got), i, text)
				}
				break
			} else if err != nil {
				t.Fatal(err)
			}
			if line, _ := r.FieldPos(0); i >= len(got) || !slices.Equal(got[i], want) || lines[i] != line {
				t.Fatalf("record %d on line %d is %q, want %q on %d, of %q", i, lines[i], got[i], want, line, text)
			}
		}
	})
}

// iotest reads a few bytes at a time.
func iotest(s string) io.Reader { return &few{s} }

type few struct{ s string }

func (f *few) Read(p []byte) (int, error) {
	if f.s == "" {
		return 0, io.EOF
	}
	n := copy(p[:min(len(p), 7)], f.s)
	f.s = f.s[n:]
	return n, nil
}

func TestLongRows(t *testing.T) {
	long := strings.Repeat("x", maxRow+10)
	got, said := load(t, &Loader{Formats: []Format{notes{}}}, "id\tname\n1\ta\n2\t"+long+"\n3\tc\n")
	if !slices.Equal(got, []string{"2:1=a", "4:3=c"}) || len(said) != 1 || !strings.HasPrefix(said[0], "f:3: a row of more than 16 MiB") {
		t.Errorf("%q, %q", got, said)
	}
}

// A file of open quotation marks is not read over and over.
func TestOpenMarks(t *testing.T) {
	content := "id,name\n" + strings.Repeat("1,\"a\"b\n", 300_000) + "2,c\n"
	l := &Loader{Options: Options{Input: input.Options{Stdin: strings.NewReader(content)}}, Formats: []Format{notes{true}}}
	items, problems := loadertest.Items(t, l, "-")
	if len(items)+len(problems) == 0 || items[len(items)-1].Fragment.Article.SourceID != "2" {
		t.Errorf("%d items, %d problems", len(items), len(problems))
	}
}

// What was done is passed over, however the blocks lie.
func TestDone(t *testing.T) {
	var b strings.Builder
	b.WriteString("id\tname\n")
	for i := range 30_000 {
		fmt.Fprintf(&b, "%d\t%s\n", i, strings.Repeat("x", i%40))
	}
	for _, done := range []int{0, 1, 2, 17_000, 30_001, 99_999} {
		l := &Loader{Options: Options{Done: func(context.Context, Document) (int, error) { return done, nil }}, Formats: []Format{notes{}}}
		got, _ := load(t, l, b.String())
		if want := max(0, 30_001-max(done, 1)); len(got) != want {
			t.Errorf("done %d: %d items, want %d", done, len(got), want)
		} else if want > 0 && !strings.HasPrefix(got[0], fmt.Sprintf("%d:", max(done, 1)+1)) {
			t.Errorf("done %d: first %s", done, got[0])
		}
	}
}

func TestSuite(t *testing.T) {
	loadertest.Suite(t, func(*testing.T) loaders.Loader { return &Loader{Formats: []Format{notes{}}} }, file(t, "id\tname\n1\ta\n2\todd\n3\n4\td\n"))
}

func FuzzTable(f *testing.F) {
	f.Add([]byte("id,name\n1,\"a\n\"\n"), true)
	f.Add([]byte("id\tname\n1\ta\n"), false)
	f.Add([]byte("id,name\n\"\"\"\n\n\r\n,"), true)
	f.Fuzz(func(t *testing.T, content []byte, csv bool) {
		l := &Loader{Options: Options{Input: input.Options{Stdin: bytes.NewReader(content)}}, Formats: []Format{notes{csv}}}
		line := 0
		err := l.Load(t.Context(), []string{"-"}, func(it loaders.Item) error {
			if it.Line <= line {
				t.Errorf("line %d after %d", it.Line, line)
			}
			line = it.Line
			return nil
		}, func(p loaders.Problem) {
			if p.Reason == "" || p.Cure == "" {
				t.Errorf("%+v", p)
			}
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
