package news

import (
	"compress/gzip"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/entente/entente/loaders/fetch"
	"github.com/entente/entente/loaders/input"
)

// Pages, feeds and packed lines by their addresses.
func TestReadAddresses(t *testing.T) {
	file := func(name, kind string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			b, err := os.ReadFile("testdata/read/" + name)
			if err != nil {
				t.Error(err)
			}
			w.Header().Set("Content-Type", kind)
			w.Write(b)
		}
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/page", file("page.html", "text/html"))
	mux.HandleFunc("/own", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, `<html><head><link rel="canonical" href="/2025/08/30/note?utm_source=x"></head><body><p>The embassy closed.</p></body></html>`)
	})
	mux.HandleFunc("/latin", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/plain; charset=iso-8859-1")
		fmt.Fprint(w, "\xc9l said no.\n\nOn to the next.")
	})
	mux.HandleFunc("/feed", file("feed.rss", "application/rss+xml"))
	mux.HandleFunc("/day.jsonl.gz", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/gzip")
		z := gzip.NewWriter(w)
		fmt.Fprintln(z, `{"text": "Packed.", "date": "2025-09-01"}`)
		z.Close()
	})
	mux.HandleFunc("/moved", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/own", http.StatusMovedPermanently) })
	s := httptest.NewServer(mux)
	defer s.Close()
	c := fetch.New(fetch.Options{AllowPrivate: true, PerHost: -1})
	defer c.Close()
	records, problems := readAll(t, Options{Input: input.Options{Fetch: c}}, s.URL+"/page", s.URL+"/moved", s.URL+"/latin", s.URL+"/feed", s.URL+"/day.jsonl.gz", s.URL+"/gone")
	var got []string
	for _, r := range records {
		a := r.Article
		got = append(got, strings.ReplaceAll(fmt.Sprintf("%s|%s|%s|%.12s", a.Canonical, a.File, a.Published, a.Text), s.URL, "@"))
	}
	want := []string{
		"@/page|@/page|2025-09-01|The port aut", // not the canonical address of another site, which the page claims
		"@/2025/08/30/note|@/moved|2025-08-30|The embassy ",
		"@/latin|@/latin||Él said no.\n",
		"https://courier.example/crossing|@/feed|2025-09-02|The crossing", // of another site: see TestRelay
		"@/fees|@/feed||Fees were do",
		"|@/day.jsonl.gz|2025-09-01|Packed.",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if last := problems[len(problems)-1].Error(); last != s.URL+"/gone: the server answered 404 Not Found (check it in a browser)" {
		t.Error(last)
	}
}

// TestRelay: what is fetched from one site cannot take the place of another's
// articles.
func TestRelay(t *testing.T) {
	for _, c := range []struct{ url, id, fetched, want string }{
		{"https://courier.example/a", "1", "https://courier.example/feed", "https://courier.example/a"},
		{"https://www.courier.example/a", "1", "https://feeds.courier.example/feed", "https://www.courier.example/a"},
		{"https://www.courier.co.uk/a", "1", "https://rss.courier.co.uk/feed", "https://www.courier.co.uk/a"},
		{"https://courier.example/a", "1", "https://evil.example/feed", "news\x00evil.example 1"},
		{"https://courier.example/a", "", "https://evil.example/feed", "news\x00evil.example https://courier.example/a"},
		{"https://courier.co.uk/a", "1", "https://evil.co.uk/feed", "news\x00evil.co.uk 1"},
		{"https://courier.example/a", "1", "https://courier.example.evil.example/feed", "news\x00courier.example.evil.example 1"},
		{"https://10.1.2.3/a", "1", "https://9.1.2.3/feed", "news\x009.1.2.3 1"},
		{"https://a.github.io/a", "1", "https://b.github.io/feed", "news\x00b.github.io 1"},
		{"javascript:alert(1)", "1", "https://evil.example/feed", "https://evil.example/feed\x001"},
		{"file:///etc/passwd", "1", "https://evil.example/feed", "https://evil.example/feed\x001"},
	} {
		a := Article{URL: c.url, Canonical: CanonicalURL(c.url), SourceID: c.id, File: c.fetched}
		a.relay(c.fetched)
		if got := a.Identity(); got != c.want || a.Canonical == "" && a.URL != "" {
			t.Errorf("%s of %s: %q, %q", c.url, c.fetched, got, a.URL)
		}
	}
}
