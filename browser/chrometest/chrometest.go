// Package chrometest drives a real Chromium for tests of what people look at.
//
// Where there is none, Start skips the test and says why. With browser in the
// comma-separated list of ENTENTE_REQUIRE it fails the test instead.
package chrometest

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"github.com/entente/entente/localdb/dbtest"
)

// patience is for one visit of a page: one that hangs is to say where.
const patience = 5 * time.Minute

func find() (string, error) {
	names := []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"}
	for _, n := range names {
		if p, err := exec.LookPath(n); err == nil {
			return p, nil
		}
	}
	return "", fmt.Errorf("no Chromium on the PATH under any of the names %s (apt-get install chromium)", strings.Join(names, ", "))
}

// A Page is one tab of a Chromium with an empty profile; it ends with the test.
type Page struct {
	tb  testing.TB
	ctx context.Context

	mu       sync.Mutex
	requests []string
}

// Start gives an empty Page of this size, in CSS pixels.
func Start(tb testing.TB, width, height int) *Page {
	tb.Helper()
	program, err := find()
	if err != nil {
		if dbtest.Required("browser") {
			tb.Fatal(err)
		}
		tb.Skip(err)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(program), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(tb.TempDir()), chromedp.WindowSize(width, height),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		// Nothing beyond this machine: what a page asks of others fails at once.
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	tb.Cleanup(cancel)
	p := &Page{tb: tb}
	p.ctx, cancel = chromedp.NewContext(ctx, chromedp.WithListener(p.listen))
	tb.Cleanup(cancel)
	p.Do("start Chromium", func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		_, err := cdp.Call(ctx, t, network.Enable, network.EnableParams{})
		return chromedp.Void{}, err
	}, chromedp.EmulateViewport(int64(width), int64(height)))
	return p
}

func (p *Page) listen(event any) {
	if e, ok := event.(*network.EventRequestWillBeSent); ok && !strings.HasPrefix(e.Request.URL, "data:") {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.requests = append(p.requests, e.Request.URL)
	}
}

// Requests gives the addresses that the page has asked for until now.
func (p *Page) Requests() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.requests...)
}

// Do carries out steps; what says what for, should one fail.
func (p *Page) Do(what string, steps ...chromedp.Action[chromedp.Void]) {
	p.tb.Helper()
	Get(p, what, chromedp.Steps(steps...))
}

// Get carries out a step that gives a value.
func Get[T any](p *Page, what string, step chromedp.Action[T]) T {
	p.tb.Helper()
	ctx, cancel := p.ctx, context.CancelFunc(func() {})
	if chromedp.FromContext(ctx).Target != nil { // the first step's context is the whole browser's
		ctx, cancel = context.WithTimeout(ctx, patience)
	}
	defer cancel()
	v, err := chromedp.Run(ctx, step)
	if err != nil {
		p.failed(what, err)
	}
	return v
}

// Eval gives the value of a JavaScript expression.
func Eval[T any](p *Page, what, expression string) T {
	p.tb.Helper()
	return Get(p, what, chromedp.Evaluate[T](expression))
}

// Until waits for a JavaScript expression to become true.
func (p *Page) Until(what, expression string) {
	p.tb.Helper()
	Get(p, what, chromedp.Poll[bool]("!!("+expression+")", chromedp.WithPollingInterval(100*time.Millisecond), chromedp.WithPollingTimeout(time.Minute)))
}

// failed ends the test, with a picture of how the page looked.
func (p *Page) failed(what string, err error) {
	p.tb.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, 10*time.Second)
	defer cancel()
	if png, e := chromedp.Run(ctx, chromedp.CaptureScreenshot()); e == nil {
		p.Keep("failed.png", png)
	}
	p.tb.Fatalf("%s: %v", what, err)
}

// Shot keeps a picture of what is visible among the test's artifacts
// (go test -artifacts), and gives it.
func (p *Page) Shot(name string) []byte {
	p.tb.Helper()
	png := Get(p, "picture "+name, chromedp.CaptureScreenshot())
	p.Keep(name+".png", png)
	return png
}

// Full keeps a picture of the whole page.
func (p *Page) Full(name string) {
	p.tb.Helper()
	p.Keep(name+".png", Get(p, "picture "+name, chromedp.FullScreenshot(100)))
}

// Keep keeps a file among the test's artifacts.
func (p *Page) Keep(name string, content []byte) {
	p.tb.Helper()
	if err := os.WriteFile(filepath.Join(p.tb.ArtifactDir(), name), content, 0o644); err != nil {
		p.tb.Error(err)
	}
}

// Fail notes that something is wrong on the page; the test goes on.
func (p *Page) Fail(format string, args ...any) {
	p.tb.Helper()
	p.tb.Errorf(format, args...)
}
