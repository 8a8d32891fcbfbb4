package news

import (
	"encoding/json"
	"net/url"
	"strings"

	"golang.org/x/net/html"
)

// pageMeta gathers what a page's markup says about the article: JSON-LD first,
// then meta elements, then microdata and <time>. body is the text that JSON-LD
// holds, "" where it holds none.
func pageMeta(doc *html.Node, base *url.URL) (a Article, body string) {
	m := metaReader{meta: map[string]string{}}
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode {
			m.element(n)
		}
	}
	ld, meta := m.linked, m.first
	pick := func(values ...string) string {
		for _, v := range values {
			if v = collapse(v); v != "" {
				return v
			}
		}
		return ""
	}
	a.Title = pick(ld["headline"], meta("og:title", "twitter:title", "dc.title", "parsely-title"), m.item["headline"])
	a.Subtitle = pick(ld["alternativeHeadline"], m.item["alternativeheadline"])
	a.Author = pick(ld["author"], personal(meta("author", "article:author", "dc.creator", "parsely-author", "byl")), m.item["author"])
	a.Author = strings.TrimPrefix(a.Author, "By ")
	a.Publisher = pick(ld["publisher"], meta("og:site_name", "dc.publisher", "application-name"))
	a.Section = pick(ld["articleSection"], meta("article:section", "parsely-section", "section"))
	a.Language = strings.ToLower(pick(ld["inLanguage"], m.language, meta("og:locale", "dc.language")))
	for _, s := range []string{ld["datePublished"], meta("article:published_time", "og:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "dcterms.issued", "dcterms.date",
		"dcterms.created", "pubdate", "publish-date", "publication_date", "parsely-pub-date", "sailthru.date", "article.published"),
		m.item["datepublished"], m.time, ld["dateCreated"]} {
		if st, ok := parseStamp(s); ok {
			a.Published, a.PublishedAt = st.day, st.at
			break
		}
	}
	fetched := ""
	if base != nil {
		fetched = base.String()
	}
	for _, s := range []string{m.canonical, meta("og:url"), ld["url"]} {
		if base != nil {
			if u, err := base.Parse(s); err == nil && s != "" {
				s = u.String()
			}
		}
		if c := ownAddress(s, fetched); c != "" {
			a.Canonical = c
			break
		}
	}
	a.URL = pick(fetched, a.Canonical)
	return a, strings.TrimSpace(ld["articleBody"])
}

// personal drops an "author" that is an address of a profile.
func personal(s string) string {
	if strings.Contains(s, "://") {
		return ""
	}
	return s
}

type metaReader struct {
	meta      map[string]string // by lower-case name or property, the first of each
	item      map[string]string // microdata, by lower-case itemprop
	linked    map[string]string // JSON-LD of the article
	canonical string
	language  string
	time      string // the first <time datetime> that may be the publication's
}

// first gives the first of the named meta elements that the page has.
func (m *metaReader) first(names ...string) string {
	for _, n := range names {
		if v := m.meta[n]; v != "" {
			return v
		}
	}
	return ""
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func (m *metaReader) element(n *html.Node) {
	switch n.Data {
	case "html":
		m.language = attr(n, "lang")
	case "meta":
		value := attr(n, "content")
		for _, k := range []string{attr(n, "property"), attr(n, "name"), attr(n, "itemprop")} {
			if k = strings.ToLower(k); k != "" && m.meta[k] == "" {
				m.meta[k] = value
			}
		}
	case "link":
		if strings.EqualFold(attr(n, "rel"), "canonical") && m.canonical == "" {
			m.canonical = strings.TrimSpace(attr(n, "href"))
		}
	case "time":
		if m.time == "" {
			if m.time = attr(n, "datetime"); m.time == "" {
				m.time = words(n)
			}
		}
	case "script":
		if strings.EqualFold(attr(n, "type"), "application/ld+json") && n.FirstChild != nil {
			m.linkedData(n.FirstChild.Data)
		}
		return
	}
	if prop := strings.ToLower(attr(n, "itemprop")); prop != "" && n.Data != "meta" {
		if m.item == nil {
			m.item = map[string]string{}
		}
		if m.item[prop] == "" {
			for _, v := range []string{attr(n, "datetime"), attr(n, "content"), words(n)} {
				if v != "" {
					m.item[prop] = v
					break
				}
			}
		}
	}
}

// words gives the text of a small element.
func words(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
			if b.Len() > 1000 {
				return ""
			}
		}
	}
	return collapse(b.String())
}

// linkedData looks for schema.org's Article, or one of its kinds, in JSON-LD.
func (m *metaReader) linkedData(text string) {
	var v any
	if m.linked != nil || json.Unmarshal([]byte(text), &v) != nil {
		return
	}
	found := findArticle(v, 0)
	if found == nil {
		return
	}
	m.linked = map[string]string{}
	for _, k := range []string{"headline", "alternativeHeadline", "author", "publisher", "articleSection", "inLanguage", "datePublished", "dateCreated", "url", "articleBody"} {
		m.linked[k] = named(found[k])
	}
}

func findArticle(v any, depth int) map[string]any {
	if depth > 6 {
		return nil
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			if f := findArticle(e, depth+1); f != nil {
				return f
			}
		}
	case map[string]any:
		if t := named(v["@type"]); strings.Contains(t, "Article") || strings.Contains(t, "BlogPosting") || t == "Report" {
			return v
		}
		return findArticle(v["@graph"], depth+1)
	}
	return nil
}

// named gives a value's text: its own, its name's, or those of a list.
func named(v any) string {
	switch v := v.(type) {
	case string:
		return strings.TrimSpace(v)
	case map[string]any:
		s, _ := v["name"].(string)
		return strings.TrimSpace(s)
	case []any:
		var all []string
		for _, e := range v {
			if _, nested := e.([]any); !nested {
				if s := named(e); s != "" {
					all = append(all, s)
				}
			}
		}
		return strings.Join(all, ", ")
	}
	return ""
}
