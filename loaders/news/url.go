package news

import (
	"net"
	"net/url"
	"strings"
)

// trackers are query parameters that say where a reader came from, not what
// they read. Those that begin with "utm_" are left out as well.
var trackers = map[string]bool{"fbclid": true, "gclid": true, "dclid": true, "msclkid": true, "mc_cid": true, "mc_eid": true, "igshid": true,
	"cmpid": true, "ocid": true, "ref_src": true, "smid": true, "at_medium": true, "at_campaign": true, "wt_mc": true}

// CanonicalURL gives an http(s) address in the form by which an article is
// known: scheme and host in lower case, without default port, fragment, user
// name and tracking parameters. What is no such address gives "".
func CanonicalURL(s string) string {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Host == "" {
		return ""
	}
	u.Scheme = strings.ToLower(u.Scheme)
	if u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	u.User, u.Fragment, u.RawFragment = nil, "", ""
	u.Host = strings.ToLower(u.Host)
	if host, port, err := net.SplitHostPort(u.Host); err == nil && (u.Scheme == "http" && port == "80" || u.Scheme == "https" && port == "443") {
		u.Host = host
		if strings.Contains(host, ":") {
			u.Host = "[" + host + "]"
		}
	}
	if u.Path == "" {
		u.Path = "/"
	}
	u.RawQuery, u.ForceQuery = withoutTrackers(u.RawQuery), false
	return u.String()
}

// withoutTrackers keeps the order of the others: some servers care.
func withoutTrackers(query string) string {
	var kept []string
	for part := range strings.SplitSeq(query, "&") {
		key, _, _ := strings.Cut(strings.ToLower(part), "=")
		if part != "" && !trackers[key] && !strings.HasPrefix(key, "utm_") {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, "&")
}

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
