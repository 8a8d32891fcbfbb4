package loaders

import (
	"net"
	"net/url"
	"regexp"
	"strings"
)

// trackers are query parameters that say where a reader came from, not what
// they read. Those that begin with "utm_" are left out as well.
var trackers = map[string]bool{"fbclid": true, "gclid": true, "dclid": true, "msclkid": true, "mc_cid": true, "mc_eid": true, "igshid": true,
	"cmpid": true, "ocid": true, "ref_src": true, "smid": true, "at_medium": true, "at_campaign": true, "wt_mc": true}

var blank = regexp.MustCompile(`[\s\v\x{85}\pZ]`)

// CanonicalURL gives an http(s) address in the form by which an article is
// known, whichever loader names it: scheme and host in lower case, without
// default port, fragment, user name and tracking parameters. What is no such
// address gives "".
func CanonicalURL(s string) string {
	s = strings.TrimSpace(s)
	if isPlain(s) {
		return s
	}
	u, err := url.Parse(s)
	if err != nil || u.Hostname() == "" {
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
	// A blank at the end would be cut off where the address is read again.
	query := blank.ReplaceAllStringFunc(u.RawQuery, url.PathEscape)
	u.RawQuery, u.ForceQuery = withoutTrackers(query), false
	return u.String()
}

// isPlain tells an address that is canonical as it stands, as most are: event
// data has millions. It is an address of letters, digits and the marks that
// mean nothing, with a path and no query.
func isPlain(s string) bool {
	rest, ok := strings.CutPrefix(s, "http")
	if !ok {
		return false
	}
	rest = strings.TrimPrefix(rest, "s")
	rest, ok = strings.CutPrefix(rest, "://")
	host := strings.IndexByte(rest, '/')
	if !ok || host <= 0 {
		return false
	}
	for i := range len(rest) {
		c := rest[i]
		switch {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9', c == '.', c == '-':
		case i > host && (c >= 'A' && c <= 'Z' || c == '_' || c == '~' || c == '/'):
		case i == host:
		default:
			return false
		}
	}
	return true
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
