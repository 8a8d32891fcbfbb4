package news

import (
	"net/url"
	"strings"

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

// site drops the parts of a host name that lead to the same articles.
func site(host string) string {
	host = strings.ToLower(host)
	for _, p := range []string{"www.", "m.", "amp.", "mobile.", "edition."} {
		host = strings.TrimPrefix(host, p)
	}
	return host
}
