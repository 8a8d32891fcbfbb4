package browser

import (
	_ "embed"
	"fmt"
	"html/template"
	"strings"

	"github.com/entente/entente/queries"
)

//go:embed guide.html
var guideSource string

// sampleParams are whom and what the guide asks about: they fit the invented
// article that `entente demo` loads.
func sampleParams() map[string]any {
	return map[string]any{
		"actor": "Peru", "other": "Brazil", "country": "Peru", "issuer": "Peru", "about": "Peru", "speaker": "Brazil",
		"name": "Peru", "policy": "emergency", "words": "river", "since": "2025-01-01",
	}
}

// A Guide is a walk through the sample for Neo4j Browser's side bar.
type Guide struct {
	HTML []byte
	// Statements are all that the guide offers to run, in its order.
	Statements []string
}

type guideCategory struct {
	Name    string
	Queries queries.Catalogue
}

// NewGuide makes the guide: `:guide URL` opens it.
func NewGuide(c queries.Catalogue) (Guide, error) {
	var g Guide
	run := func(title, cypher string) template.HTML {
		g.Statements = append(g.Statements, cypher)
		return runnable(title, cypher)
	}
	t, err := template.New("guide").Funcs(template.FuncMap{
		"add": func(a, b int) int { return a + b },
		"dot": func(color string) template.HTML {
			return template.HTML(`<span style="color: ` + template.HTMLEscapeString(color) + `; font-size: 150%" aria-hidden="true">&#9679;</span>`)
		},
		"run": run,
		"ask": func(name string) (template.HTML, error) {
			q, err := c.Find(name)
			if err != nil {
				return "", err
			}
			text, err := Statement(q, with(q, sampleParams()))
			return run(q.Title, text), err
		},
	}).Parse(guideSource)
	if err != nil {
		return g, fmt.Errorf("guide: %w", err)
	}
	var cs []guideCategory
	for _, name := range categories(c) {
		cat := guideCategory{Name: name}
		for _, q := range c {
			if q.Category == name {
				cat.Queries = append(cat.Queries, q)
			}
		}
		cs = append(cs, cat)
	}
	var b strings.Builder
	if err := t.Execute(&b, map[string]any{"Params": sampleParams(), "Categories": cs}); err != nil {
		return g, fmt.Errorf("guide: %w", err)
	}
	g.HTML = []byte(b.String())
	return g, nil
}

// runnable gives a line of the guide that fills the editor. Browser puts a
// triangle before the first thing in an element with data-populate.
func runnable(title, cypher string) template.HTML {
	return template.HTML(`<p><button type="button" data-populate="` + template.HTMLEscapeString(strings.TrimSpace(cypher)) +
		`" style="text-align: left; background: none; border: 1px solid currentColor; border-radius: 4px; padding: 4px 8px"> ` +
		template.HTMLEscapeString(title) + `</button></p>`)
}
