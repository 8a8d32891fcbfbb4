package news

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/entente/entente/loaders"
	"github.com/entente/entente/loaders/input"
)

// seeds adds the files of testdata/read whose names end so.
func seeds(f *testing.F, suffixes ...string) {
	for _, s := range suffixes {
		files, err := filepath.Glob("testdata/read/*" + s)
		if err != nil || len(files) == 0 {
			f.Fatal(s, err)
		}
		for _, name := range files {
			b, err := os.ReadFile(name)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(b)
		}
	}
}

// fuzzRead reads content as a format, and checks what every reader owes:
// articles with text that is valid UTF-8, problems with a reason and a cure,
// no error of its own.
func fuzzRead(t *testing.T, as Format, content []byte) []Record {
	o := Options{As: as, MaxRecord: 1 << 16, MaxDocument: 1 << 16, Input: input.Options{Stdin: bytes.NewReader(content)}}
	var records []Record
	n := 0
	err := Read(t.Context(), o, []string{"-"}, func(r Record) error {
		records = append(records, r)
		if a := r.Article; a != nil {
			for _, s := range []string{a.Title, a.Text, a.Author, a.Publisher, a.Subtitle, a.Section} {
				if !utf8.ValidString(s) {
					t.Errorf("%q is not UTF-8", s)
				}
			}
			if strings.TrimSpace(a.Text) == "" {
				t.Error("an article without text")
			}
			if again := CanonicalURL(a.Canonical); again != a.Canonical {
				t.Errorf("canonical %q, and again %q", a.Canonical, again)
			}
			if a.Identity() == "" {
				t.Error("no identity")
			}
		}
		return nil
	}, func(p loaders.Problem) {
		n++
		if p.Reason == "" || p.Cure == "" || strings.ContainsAny(p.Error(), "\n\x1b") {
			t.Errorf("%#v", p)
		}
		if p.Err != nil && strings.Contains(p.Err.Error(), "goroutine ") {
			t.Logf("a library's fault: %v", p.Err)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(records)+n == 0 {
		t.Error("nothing was read and nothing said")
	}
	return records
}

func FuzzGuess(f *testing.F) {
	seeds(f, "")
	f.Add([]byte("\xff\xfe<\x00"))
	f.Add([]byte("<?xml encoding='utf-7'?>"))
	f.Fuzz(func(t *testing.T, b []byte) { fuzzRead(t, Guess, b) })
}

func FuzzHTML(f *testing.F) {
	seeds(f, ".html")
	f.Add([]byte(`<script type="application/ld+json">[[{"@type":["Article"],"author":[[]]}]]</script><time>1 May 2020</time>x`))
	f.Fuzz(func(t *testing.T, b []byte) { fuzzRead(t, HTML, b) })
}

func FuzzMarkdown(f *testing.F) {
	seeds(f, ".md", ".markdown")
	f.Add([]byte("---\n- &x y\n---\n# T\n\n> a\n"))
	f.Fuzz(func(t *testing.T, b []byte) { fuzzRead(t, Markdown, b) })
}

func FuzzFeed(f *testing.F) {
	seeds(f, ".rss", ".atom")
	f.Fuzz(func(t *testing.T, b []byte) { fuzzRead(t, Feed, b) })
}

func FuzzJSON(f *testing.F) {
	seeds(f, ".json", ".jsonl")
	f.Add([]byte(`[{"text":"a"}]]{"text":"b"}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		lines, values := fuzzRead(t, JSONL, b), fuzzRead(t, JSON, b)
		// What is one value a line is the same either way.
		if !bytes.ContainsAny(b, "\n") && len(lines) == 1 && (len(values) != 1 || (lines[0].Article != nil && lines[0].Article.Text != values[0].Article.Text)) {
			t.Errorf("%d by lines, %d by values", len(lines), len(values))
		}
	})
}
