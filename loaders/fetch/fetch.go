// Package fetch gets pages and feeds from addresses that strangers may have
// written: http(s) only, no address of a private network, everything limited,
// robots.txt heeded, and no more than a polite rate per host.
package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"

	"code.dny.dev/ssrf"

	"github.com/entente/entente/loaders"
)

// Agent is the name by which robots.txt files know us.
const Agent = "entente"

// Options of a Client. Zero fields take the defaults.
type Options struct {
	Timeout      time.Duration // for one document, redirects included; default 60 s
	MaxBytes     int64         // of one document, after decompression; default 64 MiB
	MaxRedirects int           // default 5
	PerHost      time.Duration // between two requests to a host; default 1 s; negative for none
	// AllowPrivate lets addresses of this machine and of private networks be
	// reached. It is off because a feed or redirect could name them.
	AllowPrivate bool
	// IgnoreRobots leaves robots.txt unread.
	IgnoreRobots bool
	// Proxy, where set, is sent every request. Which addresses may be reached
	// is then the proxy's business.
	Proxy *url.URL
}

// A Client gets documents. It is safe for concurrent use.
type Client struct {
	o     Options
	http  *http.Client
	hosts hosts
}

// New gives a Client.
func New(o Options) *Client {
	if o.Timeout <= 0 {
		o.Timeout = time.Minute
	}
	if o.MaxBytes <= 0 {
		o.MaxBytes = 64 << 20
	}
	if o.MaxRedirects <= 0 {
		o.MaxRedirects = 5
	}
	if o.PerHost == 0 {
		o.PerHost = time.Second
	}
	dialer := &net.Dialer{Timeout: 15 * time.Second}
	if !o.AllowPrivate && o.Proxy == nil {
		// Called with the address that is about to be connected to, after
		// DNS, for every connection: a name cannot resolve to one address
		// when checked and to another when used.
		dialer.Control = ssrf.New(ssrf.WithAnyPort()).Safe
	}
	t := &http.Transport{
		DialContext:            dialer.DialContext,
		TLSHandshakeTimeout:    15 * time.Second,
		ResponseHeaderTimeout:  30 * time.Second,
		MaxResponseHeaderBytes: 256 << 10,
		IdleConnTimeout:        30 * time.Second,
		ForceAttemptHTTP2:      true,
	}
	if o.Proxy != nil {
		t.Proxy = http.ProxyURL(o.Proxy)
	}
	return &Client{
		o:     o,
		hosts: newHosts(),
		// Redirects are followed by Get, which checks each one.
		http: &http.Client{Transport: t, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }},
	}
}

// Close ends idle connections.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// A Response is a document that a server gave.
type Response struct {
	URL         string // where it was found in the end
	Base        string // the file's name: the server's, else the last part of the address
	ContentType string
	Body        io.ReadCloser // ends in a loaders.Problem beyond the limits
}

// Get fetches a document. Its errors are loaders.Problem values, or ctx's.
func (c *Client) Get(ctx context.Context, address string) (*Response, error) {
	limited, cancel := context.WithTimeout(ctx, c.o.Timeout)
	res, at, err := c.follow(limited, address)
	if err != nil {
		cancel()
		return nil, c.explain(ctx, address, err)
	}
	if err := usable(address, res); err != nil {
		res.Body.Close()
		cancel()
		return nil, err
	}
	return &Response{
		URL:         at.String(),
		Base:        base(at, res.Header),
		ContentType: res.Header.Get("Content-Type"),
		Body:        &body{ReadCloser: res.Body, c: c, ctx: ctx, cancel: cancel, name: address},
	}, nil
}

func (c *Client) follow(ctx context.Context, address string) (*http.Response, *url.URL, error) {
	at, err := url.Parse(address)
	if err != nil {
		return nil, nil, loaders.Problem{Source: address, Reason: "no address that can be read", Cure: "check it", Err: err}
	}
	for hop := 0; ; hop++ {
		if err := permitted(address, at); err != nil {
			return nil, nil, err
		}
		if hop > c.o.MaxRedirects {
			return nil, nil, loaders.Refuse(address, 0, fmt.Sprintf("it redirects more than %d times", c.o.MaxRedirects), "name the address it should end at")
		}
		if err := c.admit(ctx, address, at); err != nil {
			return nil, nil, err
		}
		res, err := c.request(ctx, at)
		if err != nil {
			return nil, nil, err
		}
		switch res.StatusCode {
		case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		default:
			return res, at, nil
		}
		next, err := res.Location()
		res.Body.Close()
		if err != nil {
			return nil, nil, loaders.Problem{Source: address, Reason: "it redirects to nowhere", Cure: "name the address it should end at", Err: err}
		}
		at = next
	}
}

func (c *Client) request(ctx context.Context, at *url.URL) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, at.String(), nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("User-Agent", Agent+"/1 (news reader; honours robots.txt)")
	req.Header.Set("Accept", "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml,text/*,application/json,*/*;q=0.5")
	req.Header.Set("Accept-Language", "en,*;q=0.5")
	return c.http.Do(req)
}

func permitted(name string, at *url.URL) error {
	switch {
	case at.Scheme != "http" && at.Scheme != "https":
		return loaders.Refuse(name, 0, fmt.Sprintf("it leads to an address of scheme %q", at.Scheme), "only http and https are fetched")
	case at.Hostname() == "":
		return loaders.Refuse(name, 0, "the address names no host", "check it")
	case at.User != nil:
		return loaders.Refuse(at.Redacted(), 0, "the address holds a user name", "leave it out: addresses are stored in the graph")
	}
	return nil
}

// usable refuses answers that are no document, and documents that hold no text.
func usable(name string, res *http.Response) error {
	if res.StatusCode != http.StatusOK {
		cure := "check it in a browser"
		switch {
		case res.StatusCode == http.StatusTooManyRequests || res.StatusCode >= 500:
			cure = "try again later"
		case res.StatusCode == http.StatusUnauthorized, res.StatusCode == http.StatusForbidden, res.StatusCode == http.StatusPaymentRequired:
			cure = "save the page from a browser that may see it, and name the file"
		}
		return loaders.Refuse(name, 0, "the server answered "+res.Status, cure)
	}
	t, _, _ := mime.ParseMediaType(res.Header.Get("Content-Type"))
	family, kind, _ := strings.Cut(t, "/")
	switch {
	case t == "", family == "text", strings.HasSuffix(kind, "xml"), strings.HasSuffix(kind, "json"),
		strings.Contains(kind, "ndjson"), strings.Contains(kind, "jsonl"), strings.Contains(kind, "json-seq"),
		kind == "octet-stream", kind == "x-download", kind == "gzip", kind == "x-gzip", kind == "zip", kind == "x-zip-compressed":
		return nil
	}
	return loaders.Refuse(name, 0, "the server sent "+t+", which is no text", "name the address of the article's page")
}

func base(at *url.URL, h http.Header) string {
	if _, params, err := mime.ParseMediaType(h.Get("Content-Disposition")); err == nil && params["filename"] != "" {
		return path.Base(params["filename"])
	}
	return path.Base(at.Path)
}

// body limits a response's size; its time is limited by the context.
type body struct {
	io.ReadCloser
	c      *Client
	ctx    context.Context
	cancel context.CancelFunc
	name   string
	n      int64
}

func (b *body) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	b.n += int64(n)
	if b.n > b.c.o.MaxBytes {
		return 0, loaders.Refuse(b.name, 0, fmt.Sprintf("it goes on beyond %d bytes", b.c.o.MaxBytes), "download it and name the file, or raise the limit")
	}
	if err != nil && err != io.EOF {
		err = b.c.explain(b.ctx, b.name, err)
	}
	return n, err
}

func (b *body) Close() error {
	err := b.ReadCloser.Close()
	b.cancel()
	return err
}

// explain turns a network error into a Problem. The caller's own cancellation
// passes as it is.
func (c *Client) explain(ctx context.Context, name string, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	var p loaders.Problem
	if errors.As(err, &p) {
		return p
	}
	p = loaders.Problem{Source: name, Err: err}
	var dns *net.DNSError
	var timeout interface{ Timeout() bool }
	switch {
	case errors.Is(err, ssrf.ErrProhibitedIP), errors.Is(err, ssrf.ErrProhibitedNetwork):
		p.Reason, p.Cure = "it is an address of this machine or of a private network", "allow private addresses, if it is yours"
	case errors.As(err, &dns) && dns.IsNotFound:
		p.Reason, p.Cure = "no such host", "check the address"
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		p.Reason, p.Cure = fmt.Sprintf("no complete answer within %v", c.o.Timeout), "try again later, or raise the time limit"
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		p.Reason, p.Cure = "the server broke off its answer", "try again"
	default:
		p.Reason, p.Cure = "cannot be reached: "+innermost(err), "check the address and the network"
	}
	return p
}

// innermost gives the last error of the chain: the outer ones repeat the
// address.
func innermost(err error) string {
	for {
		next := errors.Unwrap(err)
		if next == nil {
			return err.Error()
		}
		err = next
	}
}
