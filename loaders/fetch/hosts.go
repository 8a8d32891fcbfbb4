package fetch

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/temoto/robotstxt"

	"github.com/entente/entente/loaders"
)

const (
	maxRobots = 512 << 10 // bytes of robots.txt that are read (RFC 9309 asks for 500 KiB at least)
	maxDelay  = 30 * time.Second
)

// hosts remembers, for each scheme and host, its robots.txt and when it may be
// asked next.
type hosts struct {
	mu sync.Mutex
	m  map[string]*host
}

func newHosts() hosts { return hosts{m: map[string]*host{}} }

type host struct {
	mu    sync.Mutex // held over the fetch of robots.txt, so that it is fetched once
	rules *robotstxt.RobotsData
	next  time.Time
}

func (h *hosts) of(at *url.URL) *host {
	h.mu.Lock()
	defer h.mu.Unlock()
	key := at.Scheme + "://" + at.Host
	if h.m[key] == nil {
		h.m[key] = &host{}
	}
	return h.m[key]
}

// admit waits until the host may be asked, and refuses what its robots.txt
// does not allow.
func (c *Client) admit(ctx context.Context, name string, at *url.URL) error {
	h := c.hosts.of(at)
	h.mu.Lock()
	defer h.mu.Unlock()
	delay := c.o.PerHost
	if !c.o.IgnoreRobots {
		if h.rules == nil {
			rules, err := c.robots(ctx, at)
			if err != nil {
				return err
			}
			h.rules = rules
		}
		if !h.rules.TestAgent(at.RequestURI(), Agent) {
			return loaders.Refuse(name, 0, "the site's robots.txt does not allow programs to fetch it", "save the page from a browser and name the file")
		}
		if delay > 0 {
			delay = min(max(delay, h.rules.FindGroup(Agent).CrawlDelay), maxDelay)
		}
	}
	if err := sleepUntil(ctx, h.next); err != nil {
		return err
	}
	h.next = time.Now().Add(delay)
	return nil
}

// robots fetches a host's robots.txt. As RFC 9309 has it, one that is not
// there allows everything, and one that the server fails to give nothing.
func (c *Client) robots(ctx context.Context, at *url.URL) (*robotstxt.RobotsData, error) {
	u := &url.URL{Scheme: at.Scheme, Host: at.Host, Path: "/robots.txt"}
	for hop := 0; ; hop++ {
		res, err := c.request(ctx, u)
		if err != nil {
			return nil, err
		}
		if next, err := res.Location(); err == nil && res.StatusCode/100 == 3 && hop < c.o.MaxRedirects && permitted("", next) == nil {
			res.Body.Close()
			u = next
			continue
		}
		text, err := io.ReadAll(io.LimitReader(res.Body, maxRobots))
		res.Body.Close()
		if err != nil {
			return nil, err
		}
		status := res.StatusCode
		if status/100 == 3 {
			status = http.StatusNotFound
		}
		rules, err := robotstxt.FromStatusAndBytes(status, text)
		if err != nil { // lines that nobody can read forbid nothing
			rules, err = robotstxt.FromStatusAndBytes(http.StatusNotFound, nil)
		}
		return rules, err
	}
}

func sleepUntil(ctx context.Context, t time.Time) error {
	d := time.Until(t)
	if d <= 0 {
		return nil
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
