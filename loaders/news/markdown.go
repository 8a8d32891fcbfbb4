package news

import (
	"fmt"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/pelletier/go-toml/v2"

	"github.com/entente/entente/loaders"
)

// maxFrontMatter bounds what is handed to the YAML and TOML parsers.
const maxFrontMatter = 64 << 10

// parseMarkdown reads a Markdown file: YAML (---) or TOML (+++) front matter
// where there is any, the first heading as the title, the rest as plain text.
func parseMarkdown(text string) (Article, error) {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	front, body, err := splitFrontMatter(text)
	if err != nil {
		return Article{}, err
	}
	a := front.article()
	title, paragraphs := markdownText(body)
	if a.Title == "" && title == "" && front == nil { // no Markdown head at all: as in plain text
		a = parseText(strings.Join(paragraphs, "\n\n"))
		a.Text = joined(strings.Split(a.Text, "\n\n"))
		return a, nil
	}
	if a.Title == "" {
		a.Title = title
	}
	a.Text = joined(headOff(&a, paragraphs))
	return a, nil
}

type frontMatter map[string]any

// splitFrontMatter gives nil where the text begins with none.
func splitFrontMatter(text string) (frontMatter, string, error) {
	text = strings.TrimLeft(text, "\ufeff \t\n")
	fence, _, _ := strings.Cut(text, "\n")
	fence = strings.TrimRight(fence, " \t")
	if fence != "---" && fence != "+++" {
		return nil, text, nil
	}
	rest := text[strings.IndexByte(text, '\n')+1:]
	end := -1
	for pos := 0; pos < len(rest) && pos <= maxFrontMatter; {
		line, next, found := strings.Cut(rest[pos:], "\n")
		if line = strings.TrimRight(line, " \t"); line == fence || fence == "---" && line == "..." {
			end = pos
			break
		}
		if !found {
			break
		}
		pos = len(rest) - len(next)
	}
	if end < 0 {
		if fence == "---" {
			return nil, text, nil // a rule, and no front matter
		}
		return nil, "", loaders.Problem{Line: 1, Reason: "the front matter has no end", Cure: "close it with a line " + fence}
	}
	m, err := parseFrontMatter(fence, rest[:end])
	if err != nil {
		return nil, "", err
	}
	_, body, _ := strings.Cut(rest[end:], "\n")
	return m, body, nil
}

func parseFrontMatter(fence, src string) (m frontMatter, err error) {
	kind := "YAML"
	if fence == "+++" {
		kind, err = "TOML", toml.Unmarshal([]byte(src), &m)
	} else if aliased(src) {
		return nil, loaders.Problem{Line: 2, Reason: "front matter with anchors or aliases", Cure: "write the values out"}
	} else if nested(src) {
		return nil, loaders.Problem{Line: 2, Reason: fmt.Sprintf("front matter with values more than %d deep in one another", maxNesting), Cure: "take it out"}
	} else {
		err = yaml.Unmarshal([]byte(src), &m)
	}
	if err != nil {
		first, _, _ := strings.Cut(err.Error(), "\n")
		return nil, loaders.Problem{Line: 2, Reason: fmt.Sprintf("front matter that is no %s: %s", kind, first), Cure: "correct it, or take it out", Err: err}
	}
	if m == nil {
		m = frontMatter{}
	}
	return m, nil
}

// aliased tells whether YAML refers to itself, which few lines can do a
// billion times over.
func aliased(src string) bool {
	for line := range strings.SplitSeq(src, "\n") {
		_, value, ok := strings.Cut(line, ":")
		if !ok {
			value = strings.TrimLeft(line, " -")
		}
		if value = strings.TrimLeft(value, " -["); strings.HasPrefix(value, "*") || strings.HasPrefix(value, "&") {
			return true
		}
	}
	return false
}

func (m frontMatter) article() Article {
	a := Article{
		SourceID:  m.text("id"),
		URL:       m.text("canonical_url", "canonical", "url", "permalink", "link"),
		Title:     m.text("title", "headline"),
		Subtitle:  m.text("subtitle", "standfirst", "dek"),
		Publisher: m.text("publisher", "source", "publication", "site"),
		Section:   m.text("section", "category", "categories"),
		Author:    m.text("author", "authors", "byline"),
		Language:  strings.ToLower(m.text("language", "lang")),
	}
	for _, k := range []string{"date", "published", "publishdate", "publish_date", "pubdate", "publisheddate", "datepublished"} {
		v := m.get(k)
		if at, ok := v.(time.Time); ok { // the parser has read it
			v = at.Format(time.RFC3339)
			if h, m, s := at.Clock(); h+m+s == 0 {
				v = at.Format(time.DateOnly)
			}
		}
		if local, ok := v.(fmt.Stringer); ok { // TOML's dates without a zone
			v = local.String()
		}
		if s, ok := parseStamp(named(v)); ok {
			a.Published, a.PublishedAt = s.day, s.at
			break
		}
	}
	return a
}

// get finds a key, whatever its case.
func (m frontMatter) get(key string) any {
	if v, ok := m[key]; ok {
		return v
	}
	for k, v := range m {
		if strings.EqualFold(k, key) {
			return v
		}
	}
	return nil
}

// text gives the first of the keys that holds text, a number, or a list of them.
func (m frontMatter) text(keys ...string) string {
	for _, k := range keys {
		switch v := m.get(k).(type) {
		case nil, bool:
		case string, []any, map[string]any:
			if s := collapse(named(v)); s != "" {
				return s
			}
		case int64, uint64, float64, int:
			return fmt.Sprint(v)
		}
	}
	return ""
}
