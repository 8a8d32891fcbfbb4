package news

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/entente/entente/loaders"
	"github.com/entente/entente/loaders/input"
)

var updateGolden = flag.Bool("update", false, "write the golden files anew")

// readAll gives what the sources hold.
func readAll(t testing.TB, o Options, sources ...string) (records []Record, problems []loaders.Problem) {
	t.Helper()
	err := Read(t.Context(), o, sources, func(r Record) error { records = append(records, r); return nil },
		func(p loaders.Problem) { problems = append(problems, p) })
	if err != nil {
		t.Fatalf("reading %v: %v", sources, err)
	}
	return records, problems
}

// golden is how a record is written in a golden file.
type golden struct {
	Line    int               `json:",omitempty"`
	Article map[string]string `json:",omitempty"`
	Graph   json.RawMessage   `json:",omitempty"`
}

func describe(records []Record, problems []loaders.Problem) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	for _, r := range records {
		g := golden{Line: r.Line, Graph: r.Graph}
		if a := r.Article; a != nil {
			g.Article = map[string]string{}
			at := ""
			if !a.PublishedAt.IsZero() {
				at = a.PublishedAt.Format(time.RFC3339)
			}
			for k, v := range map[string]string{"sourceId": a.SourceID, "url": a.URL, "canonical": a.Canonical, "title": a.Title, "subtitle": a.Subtitle, "text": a.Text, "published": a.Published.String(),
				"publishedAt": at, "publisher": a.Publisher, "section": a.Section, "author": a.Author, "language": a.Language, "file": filepath.ToSlash(a.File), "record": fmt.Sprint(a.Record)} {
				if v != "" && v != "0" {
					g.Article[k] = v
				}
			}
		}
		enc.Encode(g)
	}
	for _, p := range problems {
		kind := "refused"
		if p.Warning {
			kind = "warning"
		}
		fmt.Fprintf(&b, "%s: %s\n", kind, p.Error())
	}
	return b.String()
}

func TestReadGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/read/*")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, f := range files {
		t.Run(filepath.Base(f), func(t *testing.T) {
			got := describe(readAll(t, Options{}, f))
			want := filepath.Join("testdata/golden", filepath.Base(f)+".golden")
			if *updateGolden {
				if err := os.WriteFile(want, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			b, err := os.ReadFile(want)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(string(b), got); d != "" {
				t.Errorf("(-want +got)\n%s", d)
			}
		})
	}
}

// The tests' own words, in encodings that say what they are and that do not.
func TestEncodings(t *testing.T) {
	utf16 := func(s string, big bool) string {
		var b strings.Builder
		for _, r := range "\ufeff" + s {
			hi, lo := byte(r>>8), byte(r)
			if !big {
				hi, lo = lo, hi
			}
			b.WriteByte(hi)
			b.WriteByte(lo)
		}
		return b.String()
	}
	for _, c := range []struct{ name, file, content, text, problem string }{
		{"UTF-8 with a byte order mark", "a.txt", "\ufeffÉl said no. Ana agreed.", "Él said no. Ana agreed.", ""},
		{"UTF-16, little end first", "a.txt", utf16("Él said no.", false), "Él said no.", ""},
		{"UTF-16, big end first", "a.txt", utf16("Él said no.", true), "Él said no.", ""},
		{"UTF-16 JSONL", "a.jsonl", utf16(`{"text":"Él said no."}`, false), "Él said no.", ""},
		{"Latin-1 by a meta element", "a.html", "<html><head><meta charset='iso-8859-1'></head><body><p>\xc9l said no.</p></body></html>", "Él said no.", ""},
		{"Windows-1251 by the XML declaration", "a.xml", "<?xml version='1.0' encoding='windows-1251'?><rss version='2.0'><channel><item><description>\xcd\xe5\xf2.</description></item></channel></rss>", "Нет.", ""},
		{"Latin-1 undeclared", "a.txt", "First line\nThen \xc9l said no.", "", "a.txt:2: not UTF-8, and no encoding is declared (convert it, for instance: iconv -f WINDOWS-1252 -t UTF-8)"},
		{"Latin-1 in one line of JSONL", "a.jsonl", "{\"text\":\"\xc9l\"}\n{\"text\":\"Fine.\"}", "Fine.", "a.jsonl:1: the line is not UTF-8 (convert the file, for instance: iconv -f WINDOWS-1252 -t UTF-8)"},
		{"a broken byte in declared UTF-8", "a.html", "<html><head><meta charset=utf-8></head><body><p>El said \xff no.</p></body></html>", "El said \ufffd no.", "a.html: bytes from line 1 on are not utf-8 as declared; they are replaced by \ufffd (correct the file or its declaration)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			write(t, c.file, c.content)
			records, problems := readAll(t, Options{}, c.file)
			text := ""
			if len(records) == 1 {
				text = records[0].Article.Text
			}
			if text != c.text {
				t.Errorf("text %q, want %q; problems %v", text, c.text, problems)
			}
			if said := withoutDateWarnings(problems); said != c.problem {
				t.Errorf("said %q, want %q", said, c.problem)
			}
		})
	}
}

func withoutDateWarnings(problems []loaders.Problem) string {
	var out []string
	for _, p := range problems {
		if !strings.Contains(p.Reason, "gives no date") {
			out = append(out, p.Error())
		}
	}
	return strings.Join(out, "\n")
}

func write(t testing.TB, name, content string) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

// Each piece of bad input gives one line that names it and the cure; the good
// ones around it are read.
func TestBadInput(t *testing.T) {
	million := strings.Repeat("word ", 1_000_000)
	for _, c := range []struct{ file, content, want string }{
		{"empty.txt", "", "empty.txt: it is empty (leave it out, or fetch it again)"},
		{"blank.txt", " \n\t\n", "blank.txt: it is empty (leave it out, or fetch it again)"},
		{"page.pdf", "%PDF-1.7\nstuff", "page.pdf: a PDF document (convert it to text first, with pdftotext for instance)"},
		{"photo.txt", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "photo.txt: data of the kind image/png, not text (convert it to text first, or leave it out)"},
		{"program", "\x7fELF\x02\x01\x01\x00\x00\x00", "program: binary data, not text (convert it to text first, or leave it out)"},
		{"packed.txt", "BZh91AY&SY\x01\x02", "packed.txt: packed by a method that is not supported (unpack it first, or pack it with gzip or zip)"},
		{"table.csv", "url,date,title\n1,2,3\n", `table.csv: a table, and not as an event data set has it (check that it is whole, or name the data set with --as; of articles in a table make lines of JSON, {"text": ..., "date": ...})`},
		{"sitemap.xml", "<?xml version='1.0'?><urlset></urlset>", "sitemap.xml: XML with the root element <urlset>, which is neither a feed nor a page (convert it to JSONL or text, or name its format)"},
		{"empty.rss", "<rss version='2.0'><channel><title>x</title></channel></rss>", "empty.rss: it holds no articles (check that it is the right file)"},
		{"empty.json", "[]", "empty.json: it holds no articles (check that it is the right file)"},
		{"cut.json", `[{"text": "Kept."}, {"text": "los`, "cut.json:1: the JSON ends too early (correct it; what stands before it was read, what follows was not)"},
		{"cut.jsonl", `{"text": "los`, "cut.jsonl:1: the JSON ends too early (correct it; the other records are read)"},
		{"long.txt", million, "long.txt: a text of 1000000 words, more than an article has (4999999 bytes, the limit is 1048576) (split it into articles, or raise the limit)"},
		{"long.jsonl", `{"text":"` + million + `"}` + "\n", "long.jsonl:1: a text of 1000000 words, more than an article has (5000000 bytes, the limit is 1048576) (split it into articles, or raise the limit)"},
		{"endless.html", "<html><body><p>" + strings.Repeat("word ", 2<<20), "endless.html: longer than 8388608 bytes, too long for one document (split it into articles, or raise the limit)"},
		{"script.html", "<html><body><script>var a = 1;</script></body></html>", "script.html: no text of an article was found in it (save its text, and load that)"},
		{"front.md", "---\ntitle: [unclosed\n---\nText.", "front.md:2: front matter that is no YAML: [1:8] sequence end token ']' not found (correct it, or take it out)"},
		{"bomb.md", "---\na: &a [1,1]\nb: [*a,*a]\n---\nText.", "bomb.md:2: front matter with anchors or aliases (write the values out)"},
		{"open.md", "+++\ntitle = 1\nText.", "open.md:1: the front matter has no end (close it with a line +++)"},
		{"graph.jsonl", `{"article": {}, "nodes": [], "relationships": []}`, ""},
	} {
		t.Run(c.file, func(t *testing.T) {
			t.Chdir(t.TempDir())
			write(t, "in/"+c.file, c.content)
			write(t, "in/0.txt", "Before it\n1 September 2025\n\nThis is read.")
			write(t, "in/zz.txt", "After it\n1 September 2025\n\nThis is read.")
			records, problems := readAll(t, Options{}, "in")
			titles := ""
			for _, r := range records {
				if r.Article != nil {
					titles += r.Article.Title
				}
			}
			if titles != "Before itAfter it" {
				t.Errorf("read %q", titles)
			}
			want := c.want
			if want != "" {
				want = "in/" + want
			}
			if said := withoutDateWarnings(problems); said != want {
				t.Errorf("said\n%s\nwant\n%s", said, want)
			}
		})
	}
}

func TestNoDateIsSaid(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, "a.txt", "A title here\n\nWords without a day.")
	records, problems := readAll(t, Options{}, "a.txt")
	if len(records) != 1 || len(problems) != 1 || !problems[0].Warning || !strings.Contains(problems[0].Error(), "a.txt: the article gives no date") {
		t.Errorf("%d records, problems %v", len(records), problems)
	}
}

func TestForcedFormat(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, "a.html", "<p>Not <b>markup</b> here.</p>")
	records, _ := readAll(t, Options{As: Text}, "a.html")
	if len(records) != 1 || records[0].Article.Text != "<p>Not <b>markup</b> here.</p>" {
		t.Errorf("%+v", records)
	}
	for _, name := range []string{"txt", "MD", ".jsonl", "rss", "html"} {
		if _, err := ParseFormat(name); err != nil {
			t.Error(err)
		}
	}
	if _, err := ParseFormat("docx"); err == nil || !strings.Contains(err.Error(), "docx") {
		t.Error(err)
	}
}

func TestGraphLinesAreHandedThrough(t *testing.T) {
	line := `{"article": {"id": "article:1"}, "nodes": [], "relationships": []}`
	o := Options{Input: input.Options{Stdin: strings.NewReader(line + "\n" + `{"text": "An article."}` + "\n")}}
	records, _ := readAll(t, o, "-")
	if len(records) != 2 || string(records[0].Graph) != line || records[0].Article != nil || records[1].Article == nil || records[1].Source != "-" || records[1].Line != 2 {
		t.Errorf("%+v", records)
	}
}

// A long line or value costs itself alone, and no more memory than the limit.
func TestRecordLimit(t *testing.T) {
	long := `{"text": "` + strings.Repeat("x", 3000) + `"}`
	short := `{"text": "Short.", "date": "2025-09-01"}`
	records, problems := readAll(t, Options{MaxRecord: 1000, Input: input.Options{Stdin: strings.NewReader(long + "\n" + short + "\n" + long)}}, "-")
	if len(records) != 1 || len(problems) != 2 || problems[0].Line != 1 || problems[1].Line != 3 {
		t.Errorf("%d records, problems %v", len(records), problems)
	}
	big := strings.Repeat(" ", 100<<10)
	records, problems = readAll(t, Options{MaxRecord: 1000, Input: input.Options{Stdin: strings.NewReader("[" + short + `, {"text": "` + big + `"}, ` + short + "]")}}, "-")
	if len(records) != 1 || len(problems) != 1 || !strings.Contains(problems[0].Reason, "more than 1000 bytes") {
		t.Errorf("%d records, problems %v", len(records), problems)
	}
}

func TestEmitsErrors(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, "a.jsonl", "{\"text\":\"One.\"}\n{\"text\":\"Two.\"}\n")
	full := errors.New("disk full")
	n := 0
	err := Read(t.Context(), Options{}, []string{"a.jsonl"}, func(Record) error { n++; return full }, func(loaders.Problem) {})
	if !errors.Is(err, full) || n != 1 {
		t.Errorf("%v after %d records", err, n)
	}
	var said []string
	err = Read(t.Context(), Options{}, []string{"a.jsonl"}, func(r Record) error { return loaders.Problem{Reason: "not this one"} },
		func(p loaders.Problem) {
			if !p.Warning {
				said = append(said, p.Error())
			}
		})
	if err != nil || strings.Join(said, "; ") != "a.jsonl:1: not this one; a.jsonl:2: not this one" {
		t.Errorf("%v, %q", err, said)
	}
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(full)
	if err := Read(ctx, Options{}, []string{"a.jsonl"}, func(Record) error { return nil }, func(loaders.Problem) {}); !errors.Is(err, full) {
		t.Error(err)
	}
}

func TestCanonicalURL(t *testing.T) {
	for in, want := range map[string]string{
		"HTTPS://Courier.Example:443/A?utm_source=x&b=2&a=1&fbclid=3#top": "https://courier.example/A?b=2&a=1",
		"http://courier.example":                "http://courier.example/",
		"http://user:secret@courier.example/a?": "http://courier.example/a",
		"https://[2001:db8::1]:443/x":           "https://[2001:db8::1]/x",
		"https://courier.example:8443/x":        "https://courier.example:8443/x",
		"ftp://courier.example/x":               "",
		"n/a":                                   "",
		"":                                      "",
		"http://%zz":                            "",
	} {
		if got := CanonicalURL(in); got != want {
			t.Errorf("CanonicalURL(%q) = %q, want %q", in, got, want)
		}
	}
}
