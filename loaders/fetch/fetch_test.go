package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"github.com/entente/entente/loaders"
)

// serve gives a server on the loopback interface and a client that may reach it.
func serve(t *testing.T, o Options, handlers map[string]http.HandlerFunc) (*Client, string) {
	t.Helper()
	mux := http.NewServeMux()
	for path, h := range handlers {
		mux.HandleFunc(path, h)
	}
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	o.AllowPrivate = true
	if o.PerHost == 0 {
		o.PerHost = -1
	}
	c := New(o)
	t.Cleanup(c.Close)
	return c, s.URL
}

func page(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	io.WriteString(w, "<p>Words.</p>")
}

func redirect(to string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, http.StatusFound) }
}

func get(t *testing.T, c *Client, address string) (string, *Response, error) {
	t.Helper()
	res, err := c.Get(t.Context(), address)
	if err != nil {
		return "", nil, err
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	return string(b), res, err
}

func TestGet(t *testing.T) {
	c, at := serve(t, Options{}, map[string]http.HandlerFunc{
		"/a":     page,
		"/moved": redirect("/a?x=1"),
		"/attach": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Disposition", `attachment; filename="../n.jsonl"`)
			page(w, r)
		},
	})
	text, res, err := get(t, c, at+"/moved")
	if err != nil || text != "<p>Words.</p>" || res.URL != at+"/a?x=1" || res.ContentType != "text/html; charset=utf-8" || res.Base != "a" {
		t.Errorf("%q, %+v, %v", text, res, err)
	}
	if _, res, err = get(t, c, at+"/attach"); err != nil || res.Base != "n.jsonl" {
		t.Errorf("%+v, %v", res, err)
	}
}

// Each thing that can go wrong is one line with the address and a cure.
func TestGetRefuses(t *testing.T) {
	c, at := serve(t, Options{MaxBytes: 1000, Timeout: 2 * time.Second}, map[string]http.HandlerFunc{
		"/round":   redirect("/round"),
		"/file":    redirect("file:///etc/passwd"),
		"/user":    redirect("http://u:secret@127.0.0.1/"),
		"/long":    func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, strings.Repeat("word ", 1000)) },
		"/picture": func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Content-Type", "image/png") },
		"/gone":    http.NotFound,
		"/pay":     func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusPaymentRequired) },
		"/busy":    func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) },
		"/cut": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "100")
			io.WriteString(w, "only this")
		},
		"/nowhere": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusFound) },
		"/robots.txt": func(w http.ResponseWriter, _ *http.Request) {
			io.WriteString(w, "User-agent: *\nDisallow: /private/\n\nUser-agent: entente\nDisallow: /closed\n")
		},
		"/private/a": page,
		"/closed":    page,
	})
	for path, want := range map[string]string{
		"/round":     "it redirects more than 5 times (name the address it should end at)",
		"/file":      `it leads to an address of scheme "file" (only http and https are fetched)`,
		"/long":      "it goes on beyond 1000 bytes (download it and name the file, or raise the limit)",
		"/picture":   "the server sent image/png, which is no text (name the address of the article's page)",
		"/gone":      "the server answered 404 Not Found (check it in a browser)",
		"/pay":       "the server answered 402 Payment Required (save the page from a browser that may see it, and name the file)",
		"/busy":      "the server answered 503 Service Unavailable (try again later)",
		"/cut":       "the server broke off its answer (try again)",
		"/nowhere":   "it redirects to nowhere (name the address it should end at)",
		"/closed":    "the site's robots.txt does not allow programs to fetch it (save the page from a browser and name the file)",
		"/private/a": "", // our own group of rules counts, not that for all
	} {
		_, _, err := get(t, c, at+path)
		switch {
		case want == "" && err != nil, want != "" && (err == nil || err.Error() != at+path+": "+want):
			t.Errorf("%s: %v, want %q", path, err, want)
		}
	}
	for address, want := range map[string]string{
		at + "/user":       "the address holds a user name",
		"ftp://h.example/": `ftp://h.example/: it leads to an address of scheme "ftp" (only http and https are fetched)`,
		"http://":          "http://: the address names no host (check it)",
		"http://%zz/":      "http://%zz/: no address that can be read (check it)",
	} {
		_, _, err := get(t, c, address)
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func TestIgnoreRobots(t *testing.T) {
	c, at := serve(t, Options{IgnoreRobots: true}, map[string]http.HandlerFunc{"/a": page,
		"/robots.txt": func(w http.ResponseWriter, _ *http.Request) {
			t.Error("it was read")
			io.WriteString(w, "User-agent: *\nDisallow: /")
		}})
	if _, _, err := get(t, c, at+"/a"); err != nil {
		t.Error(err)
	}
}

// Robots rules that the server fails to give forbid everything; rules that are
// not there, nothing. They are fetched once.
func TestRobotsStatus(t *testing.T) {
	for status, allowed := range map[int]bool{404: true, 403: true, 500: false} {
		var asked atomic.Int32
		c, at := serve(t, Options{}, map[string]http.HandlerFunc{"/a": page, "/robots.txt": func(w http.ResponseWriter, _ *http.Request) { asked.Add(1); w.WriteHeader(status) }})
		for range 3 {
			if _, _, err := get(t, c, at+"/a"); (err == nil) != allowed {
				t.Errorf("%d: %v", status, err)
			}
		}
		if asked.Load() != 1 {
			t.Errorf("%d: asked %d times", status, asked.Load())
		}
	}
}

// Addresses of this machine and of private networks are not connected to,
// whether named, resolved or redirected to.
func TestPrivateAddresses(t *testing.T) {
	reached := false
	s := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached = true }))
	defer s.Close()
	c := New(Options{PerHost: -1})
	defer c.Close()
	u, err := url.Parse(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{s.URL, "http://localhost:" + u.Port(), "http://[::1]:" + u.Port(), "http://[::ffff:127.0.0.1]:" + u.Port(), "http://0.0.0.0:" + u.Port(), "http://2130706433:" + u.Port(),
		"http://10.0.0.1/", "http://192.168.1.1/", "http://169.254.169.254/latest/meta-data", "http://[fe80::1]/", "http://[fd00::1]/", "http://[64:ff9b::7f00:1]/"} {
		_, _, err := get(t, c, address)
		var p loaders.Problem
		if !errors.As(err, &p) {
			t.Errorf("%s: %v", address, err)
		}
		if address == s.URL && p.Error() != s.URL+": it is an address of this machine or of a private network (allow private addresses, if it is yours)" {
			t.Error(p.Error())
		}
	}
	if reached {
		t.Error("the loopback server was reached")
	}
}

func TestEndlessAnswerAndCancellation(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	released := make(chan struct{})
	drip := func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			fmt.Fprint(w, "and so on ")
			w.(http.Flusher).Flush()
			select {
			case <-time.After(5 * time.Millisecond):
			case <-released:
				return
			}
		}
	}
	s := httptest.NewServer(http.HandlerFunc(drip))
	defer s.Close()
	defer close(released)
	c := New(Options{AllowPrivate: true, IgnoreRobots: true, Timeout: 200 * time.Millisecond})
	defer c.Close()
	if _, _, err := get(t, c, s.URL); err == nil || err.Error() != s.URL+": no complete answer within 200ms (try again later, or raise the time limit)" {
		t.Error(err)
	}
	cause := errors.New("interrupted")
	ctx, cancel := context.WithCancelCause(t.Context())
	slow := New(Options{AllowPrivate: true, IgnoreRobots: true})
	defer slow.Close()
	res, err := slow.Get(ctx, s.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	cancel(cause)
	if _, err := io.ReadAll(res.Body); !errors.Is(err, cause) {
		t.Errorf("after cancellation: %v", err)
	}
}

// Requests to a host are apart by the delay; other hosts are not held up.
func TestPoliteRate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := New(Options{PerHost: 3 * time.Second, IgnoreRobots: true})
		start := time.Now()
		for i, host := range []string{"a.example", "a.example", "b.example", "a.example"} {
			if err := c.admit(t.Context(), host, &url.URL{Scheme: "https", Host: host, Path: "/"}); err != nil {
				t.Fatal(err)
			}
			if got, want := time.Since(start), []time.Duration{0, 3 * time.Second, 3 * time.Second, 6 * time.Second}[i]; got != want {
				t.Errorf("request %d after %v, want %v", i, got, want)
			}
		}
	})
}

func TestProxy(t *testing.T) {
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "through the proxy to ", r.URL) }))
	defer proxy.Close()
	u, err := url.Parse(proxy.URL)
	if err != nil {
		t.Fatal(err)
	}
	c := New(Options{Proxy: u, IgnoreRobots: true})
	defer c.Close()
	if text, _, err := get(t, c, "http://courier.example/a"); err != nil || text != "through the proxy to http://courier.example/a" {
		t.Errorf("%q, %v", text, err)
	}
}
