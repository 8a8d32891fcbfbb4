package report_test

import (
	"bytes"
	"context"
	"flag"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"github.com/entente/entente/browser/chrometest"
	"github.com/entente/entente/graph/store"
	"github.com/entente/entente/localdb/dbtest"
	"github.com/entente/entente/queries"
	"github.com/entente/entente/report"
)

var update = flag.Bool("update", false, "take docs/report.png anew")

func TestMain(m *testing.M) { dbtest.Main(m) }

// loaded gives a reader of a real Neo4j that holds the fixture.
func loaded(t *testing.T) *store.Reader {
	t.Helper()
	ctx := context.Background()
	server := dbtest.Start(t)
	s, err := store.Open(ctx, store.Config{URI: server.URI, Username: server.Username, Password: server.Password, Database: server.Database})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(ctx); err != nil {
			t.Error(err)
		}
	})
	if err := s.ApplySchema(ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Load(ctx, fixture()...); err != nil {
		t.Fatal(err)
	}
	return s.Reader(store.Limits{})
}

func catalogue(t *testing.T) queries.Catalogue {
	t.Helper()
	c, err := queries.All()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func page(t *testing.T, r *store.Reader, kind report.Kind, names ...string) (report.Report, string) {
	t.Helper()
	rep, err := report.New(context.Background(), r, catalogue(t), report.Subject{Kind: kind, Names: names})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := rep.Write(&b, report.Making{Program: "entente test", On: time.Date(2025, 7, 1, 0, 0, 0, 0, time.UTC)}); err != nil {
		t.Fatal(err)
	}
	return rep, b.String()
}

// TestWhatIsIn checks what each kind of report holds of the fixture.
func TestWhatIsIn(t *testing.T) {
	r := loaded(t)
	for _, c := range []struct {
		kind                         report.Kind
		names                        []string
		title                        string
		events, policies, statements int
	}{
		{report.Actor, []string{"Norway"}, "Norway", 8, 2, 2},
		{report.Actor, []string{"nor"}, "Norway", 8, 2, 2},
		{report.Actor, []string{"person:inga-holm"}, "Inga Holm", 1, 1, 1},
		{report.Dyad, []string{"Norway", "ISL"}, "Norway and Iceland", 6, 1, 2},
		{report.Policy, []string{"icelandic cod"}, "ban on Icelandic cod", 2, 1, 1},
	} {
		rep, text := page(t, r, c.kind, c.names...)
		if rep.Title != c.title || len(rep.Events) != c.events || len(rep.Policies) != c.policies || len(rep.Statements) != c.statements {
			t.Errorf("%s %q: %q with %d events, %d policies, %d statements, want %+v", c.kind, c.names, rep.Title, len(rep.Events), len(rep.Policies), len(rep.Statements), c)
		}
		for _, f := range rep.Events {
			for _, e := range f.Reports {
				if e.Quote == "" || !strings.Contains(text, strings.ReplaceAll(e.Quote, "'", "&#39;")) {
					t.Errorf("%s: the page does not have the sentence %q", f.Name, e.Quote)
				}
			}
		}
	}
	for _, c := range []struct {
		s    report.Subject
		want string
	}{
		{report.Subject{Kind: report.Actor, Names: []string{"Norwy"}}, `did you mean "Norway"?`},
		{report.Subject{Kind: report.Dyad, Names: []string{"Norway", "Atlantis"}}, "Atlantis"},
		{report.Subject{Kind: report.Dyad, Names: []string{"person:inga-holm", "person:ari-jonsson"}}, "the graph holds nothing on Inga Holm and Ari Jónsson"},
		{report.Subject{Kind: report.Policy, Names: []string{"herring"}}, `no policy in the graph has all of the words "herring"`},
		{report.Subject{Kind: report.Policy, Names: []string{"policy:none"}}, "no policy"},
		{report.Subject{Kind: report.Dyad, Names: []string{"Norway"}}, "a report is about"},
	} {
		if _, err := report.New(context.Background(), r, catalogue(t), c.s); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: %v, want %s", c.s, err, c.want)
		}
	}
}

// TestPageInChromium opens the page where it is read: it must ask for nothing
// but itself, whatever articles hold, and be readable in light, dark and print.
func TestPageInChromium(t *testing.T) {
	p := chrometest.Start(t, 1100, 900) // first: it is what may be missing
	_, text := page(t, loaded(t), report.Actor, "Norway")
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write([]byte(text))
	}))
	defer server.Close()
	p.Do("open the page", chromedp.Navigate(server.URL+"/report.html"))
	for _, scheme := range []string{"light", "dark"} {
		p.Do(scheme, media("", scheme))
		for _, low := range chrometest.Eval[[]string](p, "contrast", contrast) {
			t.Errorf("%s: %s", scheme, low)
		}
		shot := p.Shot(scheme)
		if *update && scheme == "light" {
			if err := os.WriteFile("../docs/report.png", shot, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		p.Full(scheme + "-whole")
	}
	if title := chrometest.Eval[string](p, "title", `document.title`); title != "Norway: report" {
		t.Errorf("the title is %q", title)
	}
	for what, expression := range map[string]string{
		"scripts or pictures in it":                   `document.querySelectorAll('script, img, iframe, object, link').length`,
		"links to anything but articles and itself":   `[...document.links].filter(a => !/^https?:/.test(a.href)).length`,
		"drawings without a name":                     `[...document.querySelectorAll('svg')].filter(s => s.getAttribute('aria-hidden') !== 'true' && !s.querySelector('title').textContent).length`,
		"ids that occur twice":                        `(ids => ids.length - new Set(ids).size)([...document.querySelectorAll('[id]')].map(e => e.id))`,
		"headings that skip a level":                  `[...document.querySelectorAll('h1, h2, h3')].filter((h, i, all) => i > 0 && h.tagName[1] - all[i - 1].tagName[1] > 1).length`,
		"columns of tables without a header":          `[...document.querySelectorAll('table')].filter(t => !t.querySelector('th[scope=col]')).length`,
		"anchors that lead nowhere":                   `[...document.querySelectorAll('a[href^="#"]')].filter(a => !document.getElementById(decodeURIComponent(a.hash.slice(1)))).length`,
		"missing style (it must fit the page's rule)": `getComputedStyle(document.querySelector('.fact')).borderLeftWidth === '5px' ? 0 : 1`,
		"wider than the window":                       `document.documentElement.scrollWidth > innerWidth ? 1 : 0`,
	} {
		if n := chrometest.Eval[int](p, what, expression); n != 0 {
			t.Errorf("%d %s", n, what)
		}
	}
	p.Do("keyboard", chromedp.KeyEvent("\t"))
	if text := chrometest.Eval[string](p, "what has the focus", `document.activeElement.innerText`); text != "Skip to the timeline" {
		t.Errorf("the first stop of the keyboard is %q", text)
	}
	p.Do("a telephone", chromedp.EmulateViewport(360, 740))
	if n := chrometest.Eval[int](p, "width", `document.documentElement.scrollWidth`); n > 360 {
		t.Errorf("on a telephone the page is %d wide", n)
	}
	p.Shot("telephone")
	p.Do("print", chromedp.EmulateViewport(800, 1100), media("print", "dark"))
	p.Full("print")
	pdf := chrometest.Get(p, "print", chromedp.PrintToPDF())
	p.Keep("print.pdf", pdf)
	if !bytes.HasPrefix(pdf, []byte("%PDF")) {
		t.Error("it does not print")
	}
	for _, r := range p.Requests() {
		if r != server.URL+"/report.html" && r != server.URL+"/favicon.ico" {
			t.Errorf("the page asked for %s", r)
		}
	}
}

// media has the page shown as if on paper, or in light or dark.
func media(kind, scheme string) chromedp.Action[chromedp.Void] {
	return func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: kind, Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
		return chromedp.Void{}, err
	}
}

// contrast lists texts that differ too little from what is behind them (WCAG
// 2.2, 1.4.3: 4.5 to 1).
const contrast = `(() => {
	const channels = c => c.match(/[\d.]+/g).map(Number);
	const luminance = c => { const [r, g, b] = channels(c).map(v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b };
	const behind = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor; if (channels(c)[3] !== 0) return c } return 'rgb(255, 255, 255)' };
	const low = new Set();
	for (const e of document.querySelectorAll('body *')) {
		if (![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) || e.closest('title, desc')) continue;
		const s = getComputedStyle(e), [a, b] = [luminance(e.closest('svg') ? s.fill : s.color), luminance(behind(e))].sort((x, y) => y - x);
		const ratio = (a + 0.05) / (b + 0.05);
		if (ratio < 4.5) low.add(e.tagName + '.' + e.className + ' ' + ratio.toFixed(2));
	}
	return [...low];
})()`
