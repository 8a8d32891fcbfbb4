package news

import (
	"cmp"
	"net"
	"net/url"
	"strings"

	"golang.org/x/net/publicsuffix"

	"github.com/entente/entente/loaders"
)

// CanonicalURL is loaders.CanonicalURL: one article is one in every data set.
func CanonicalURL(s string) string { return loaders.CanonicalURL(s) }

// ownAddress accepts the address that a fetched page claims for itself only
// where it is of the page's own site: another's article is not to be replaced
// by it.
func ownAddress(claimed, fetched string) string {
	c := CanonicalURL(claimed)
	if c == "" || fetched == "" {
		return c
	}
	a, err1 := url.Parse(c)
	b, err2 := url.Parse(fetched)
	if err1 != nil || err2 != nil || site(a.Hostname()) != site(b.Hostname()) {
		return ""
	}
	return c
}

// relay looks at the address that a fetched document gives an article: what is
// no address of the web is dropped, and one of another owner's hosts noted.
func (a *Article) relay(fetched string) {
	if a.Canonical == "" {
		a.URL = ""
		return
	}
	of, err1 := url.Parse(a.Canonical)
	from, err2 := url.Parse(fetched)
	if err1 == nil && err2 == nil && owner(of.Hostname()) == owner(from.Hostname()) {
		return
	}
	a.Relayed = true
	a.SourceID = site(from.Hostname()) + " " + cmp.Or(a.SourceID, a.Canonical)
}

// owner gives the part of a host name that one owner has registered:
// "courier.example" of "feeds.courier.example".
func owner(host string) string {
	if d, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil && net.ParseIP(host) == nil {
		return d
	}
	return strings.ToLower(host)
}

// site drops the parts of a host name that lead to the same articles.
func site(host string) string {
	host = strings.ToLower(host)
	for _, p := range []string{"www.", "m.", "amp.", "mobile.", "edition."} {
		host = strings.TrimPrefix(host, p)
	}
	return host
}
