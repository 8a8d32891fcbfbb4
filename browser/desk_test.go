package browser_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"flag"
	"fmt"
	"image/png"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/entente/entente/browser"
	"github.com/entente/entente/browser/chrometest"
	"github.com/entente/entente/extract"
	"github.com/entente/entente/extract/gazetteer"
	"github.com/entente/entente/graph"
	"github.com/entente/entente/graph/store"
	"github.com/entente/entente/loaders"
	"github.com/entente/entente/loaders/news"
	"github.com/entente/entente/localdb"
	"github.com/entente/entente/localdb/dbtest"
	"github.com/entente/entente/nlp"
	"github.com/entente/entente/queries"
)

var update = flag.Bool("update", false, "take docs/picture.png anew")

// A desk is a real Neo4j that holds the sample, with its Browser as `up` sets it.
type desk struct {
	info     localdb.Info
	password string
	store    *store.Store
	guide    browser.Guide
	queries  queries.Catalogue
}

// opened starts the one desk of these tests.
func opened(t *testing.T) desk {
	t.Helper()
	ctx := context.Background()
	var d desk
	var err error
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	d.queries, err = queries.All()
	must(err)
	d.guide, err = browser.NewGuide(d.queries)
	must(err)
	style, err := browser.StyleCommand()
	must(err)
	cache, err := dbtest.Cache()
	must(err)
	db, err := localdb.New(t.TempDir())
	must(err)
	db, err = db.WithSoftware(cache)
	must(err)
	t.Cleanup(func() {
		if err := db.Down(context.Background()); err != nil {
			t.Error(err)
		}
	})
	d.info, err = db.Up(ctx, localdb.Options{Throwaway: true, Desk: localdb.Desk{Commands: []string{style, "clear"}, Guide: d.guide.HTML}})
	if errors.Is(err, localdb.ErrNotFound) && !dbtest.Required("neo4j") {
		t.Skip(err)
	}
	must(err)
	d.password, err = db.Password()
	must(err)
	d.store, err = store.Open(ctx, store.Config{URI: d.info.BoltURI, Username: d.info.Username, Password: d.password, Database: d.info.Database})
	must(err)
	t.Cleanup(func() {
		if err := d.store.Close(ctx); err != nil {
			t.Error(err)
		}
	})
	must(d.store.ApplySchema(ctx))
	_, err = d.store.Load(ctx, sample(t))
	must(err)
	return d
}

// sample is what `entente demo` loads.
func sample(t *testing.T) graph.Fragment {
	t.Helper()
	g, err := gazetteer.Load()
	if err != nil {
		t.Fatal(err)
	}
	p, err := nlp.Load()
	if err != nil {
		t.Fatal(err)
	}
	loader := news.Loader{Extractor: extract.New(p, g)}
	var f graph.Fragment
	err = loader.Load(context.Background(), []string{"../cmd/entente/sample/river-gangs.txt"}, func(i loaders.Item) error {
		f = i.Fragment
		return nil
	}, func(p loaders.Problem) { t.Error(p) })
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// TestDesk opens the desk as a new user does.
func TestDesk(t *testing.T) {
	p := chrometest.Start(t, 1500, 1000) // first: it is what may be missing
	d := opened(t)
	t.Run("statements", d.statements)

	q, err := d.queries.Find("actor-picture")
	if err != nil {
		t.Fatal(err)
	}
	text, err := browser.Statement(q, map[string]any{"actor": "Peru", "include": []string{"planned", "hypothetical", "denied"}})
	if err != nil {
		t.Fatal(err)
	}
	server := "neo4j://" + d.info.Username + "@" + strings.TrimPrefix(d.info.BoltURI, "bolt://")
	link := d.info.BrowserURL + "?" + url.Values{"dbms": {server}, "db": {d.info.Database}, "cmd": {"edit"}, "arg": {text}}.Encode()
	p.Do("open Browser", chromedp.Navigate(link), chromedp.WaitVisible(chromedp.CSS(`[data-testid=password]`)))
	p.Do("connect", chromedp.SendKeys(chromedp.CSS(`[data-testid=password]`), d.password), chromedp.Click(chromedp.CSS(`[data-testid=connect]`)))
	p.Until("the guide opens by itself", `document.querySelector('[data-testid=guidesDrawer] button[data-populate]')`)
	p.Until("nothing but the guide is in the way", `document.querySelectorAll('[data-testid=frame]').length === 0`)
	p.Shot("1-connected")

	p.Do("run what the link filled in", chromedp.Click(chromedp.CSS(`[data-testid="editor-Run"]`)))
	awaitFrame(p, "the link's question")
	p.Until("the picture", `document.querySelector('[data-testid=frame] svg g.node circle')`)
	if n := chrometest.Eval[int](p, "nodes", `document.querySelectorAll('[data-testid=frame] svg g.node').length`); n < 12 || n > 50 {
		t.Errorf("a picture of %d nodes", n)
	}
	for kind, color := range map[string]string{"events": "#D55E00", "countries": "#0072B2", "statements": "#F0E442"} {
		if !chrometest.Eval[bool](p, kind, fmt.Sprintf(`[...document.querySelectorAll('[data-testid=frame] svg g.node circle')].some(c => c.getAttribute('fill') === %q)`, color)) {
			t.Errorf("no %s in their colour", kind)
		}
	}
	d.picture(t, p)
	d.keyboard(p)
	d.walk(t, p)
	d.importFavourites(t, p)
}

// picture keeps the answer in full screen, as the README shows it.
func (d desk) picture(t *testing.T, p *chrometest.Page) {
	p.Do("full screen", chromedp.Click(chromedp.CSS(`[data-testid=frame] [title=Fullscreen]`)))
	p.Do("let the nodes come to rest", chromedp.Sleep(5*time.Second), chromedp.Click(chromedp.CSS(`[data-testid=frame] [aria-label="zoom-to-fit"], [data-testid=frame] [title*="fit" i]`)), chromedp.Sleep(time.Second))
	shot := p.Shot("2-picture")
	if *update {
		if err := os.WriteFile("../docs/picture.png", smaller(t, shot), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	p.Do("back", chromedp.Click(chromedp.CSS(`[data-testid=frame] [title="Close fullscreen"]`)))
}

// keyboard asks the guide's first question without a mouse.
func (d desk) keyboard(p *chrometest.Page) {
	closeAll(p)
	p.Do("the guide's first line", chromedp.Focus(chromedp.CSS(`[data-testid=guidesDrawer] button[data-populate]`)), chromedp.KeyEvent("\r"))
	p.Until("the editor has it", `/labels/.test(document.querySelector('[data-testid=activeEditor]').innerText)`)
	p.Do("run it", chromedp.KeyEvent("\r", chromedp.KeyModifiers(chromedp.ModifierCtrl)))
	awaitFrame(p, "asked by keyboard")
}

func closeAll(p *chrometest.Page) {
	p.Do("an empty page", chromedp.Evaluate[chromedp.Void](`document.querySelectorAll('[data-testid=frame] [title=Close]').forEach(b => b.click())`))
	p.Until("an empty page", `document.querySelectorAll('[data-testid=frame]').length === 0`)
}

// smaller packs a picture better than Chromium does.
func smaller(t *testing.T, shot []byte) []byte {
	t.Helper()
	picture, err := png.Decode(bytes.NewReader(shot))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, picture); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// walk clicks through the guide, and runs all that it offers before it lists
// the whole catalogue.
func (d desk) walk(t *testing.T, p *chrometest.Page) {
	const slides = 8
	for slide := 1; slide <= slides; slide++ {
		buttons := chrometest.Eval[int](p, "the slide's lines", `document.querySelectorAll('[data-testid=guidesDrawer] button[data-populate] i').length`)
		for i := range buttons {
			closeAll(p)
			title := chrometest.Eval[string](p, "a line", fmt.Sprintf(`(i => { i.click(); return i.parentNode.innerText.trim() })(document.querySelectorAll('[data-testid=guidesDrawer] button[data-populate] i')[%d])`, i))
			awaitFrame(p, fmt.Sprintf("slide %d: %s", slide, title))
		}
		p.Shot(fmt.Sprintf("guide-%d", slide))
		p.Do("next slide", chromedp.Click(chromedp.CSS(`[data-testid=guideNextSlide]`)))
	}
	if !chrometest.Eval[bool](p, "the list of questions", `/All questions/.test(document.querySelector('[data-testid=guidesDrawer]').innerText)`) {
		t.Errorf("after %d slides the guide does not list all questions", slides)
	}
	p.Shot("guide-questions")
}

// importFavourites drops the archive on Browser as a user does.
func (d desk) importFavourites(t *testing.T, p *chrometest.Page) {
	var archive bytes.Buffer
	if err := browser.WriteFavourites(&archive, d.queries, nil); err != nil {
		t.Fatal(err)
	}
	p.Do("drop the archive", chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`(() => {
		const files = new DataTransfer();
		files.items.add(new File([Uint8Array.from(atob(%q), c => c.charCodeAt(0))], 'favourites.zip', {type: 'application/zip'}));
		for (const kind of ['dragenter', 'dragover', 'drop'])
			document.querySelector('[data-testid=main]').dispatchEvent(new DragEvent(kind, {bubbles: true, cancelable: true, dataTransfer: files}));
	})()`, base64.StdEncoding.EncodeToString(archive.Bytes()))))
	p.Do("open favourites", chromedp.Click(chromedp.CSS(`[data-testid=navigationFavorites]`)))
	for i, q := range d.queries {
		if i == 0 || d.queries[i-1].Category != q.Category {
			p.Until("the folder "+q.Category, fmt.Sprintf(`document.querySelector('[data-testid="expandFolder-%s"]')`, q.Category))
			p.Do("open it", chromedp.Click(chromedp.CSS(fmt.Sprintf(`[data-testid="expandFolder-%s"]`, q.Category))))
		}
		p.Until("the favourite "+q.Title, fmt.Sprintf(`document.body.innerText.includes(%q)`, q.Title))
	}
	p.Shot("3-favourites")
}

// statements runs all that the guide offers, as one who may only read. Answers may be empty: they depend on what was read in the sample.
func (d desk) statements(t *testing.T) {
	r := d.store.Reader(store.Limits{})
	for _, s := range d.guide.Statements {
		rows := 0
		if err := r.Read(context.Background(), s, nil, func([]string, []any) error { rows++; return nil }); err != nil {
			t.Errorf("%v\n%s", err, s)
		}
		title, _, _ := strings.Cut(s, "\n")
		t.Logf("%4d rows: %s", rows, title)
	}
}

// awaitFrame waits until the newest answer is there, and fails where it is an error.
func awaitFrame(p *chrometest.Page, what string) {
	p.Until(what, `(f => f && (f.querySelector('[data-testid=frame-loaded-contents]') || f.querySelector('[data-testid=frameStatusbar]')?.innerText.trim() || /ERROR|no changes, no records/.test(f.innerText)))(document.querySelector('[data-testid=frame]'))`)
	if text := chrometest.Eval[string](p, what, `document.querySelector('[data-testid=frame] [data-testid=frameContents]').innerText.slice(0, 500)`); strings.HasPrefix(text, "ERROR") {
		p.Fail("%s: %s", what, text)
	}
}
