package browser

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"
)

// grass is the style. Colours are those of Okabe and Ito, which the
// colour-blind can tell apart; a fact that has not happened is hollow, one that
// is denied is grey. GraSS has no comments.
//
//go:embed style.grass
var grass string

// Style gives the style as GraSS, for a file that is dropped on Neo4j Browser.
func Style() string { return grass }

// A rule is a selector of the style with its properties.
type rule struct {
	selector   string
	properties [][2]string
}

// rules reads the style as Neo4j Browser does: a property's value ends at the
// semicolon and has no colon.
func rules(grass string) ([]rule, error) {
	var out []rule
	for rest := grass; strings.TrimSpace(rest) != ""; {
		selector, after, ok := strings.Cut(rest, "{")
		// A caption has braces of its own: a rule ends at one on a line of its own.
		body, next, closed := strings.Cut(after, "\n}")
		if !ok || !closed {
			return nil, fmt.Errorf("style: %q is no whole rule", strings.TrimSpace(rest))
		}
		r := rule{selector: strings.TrimSpace(selector)}
		for _, p := range strings.Split(body, ";") {
			if strings.TrimSpace(p) == "" {
				continue
			}
			name, value, ok := strings.Cut(p, ":")
			if !ok || strings.Contains(value, ":") {
				return nil, fmt.Errorf("style: %s: %q is no property", r.selector, strings.TrimSpace(p))
			}
			r.properties = append(r.properties, [2]string{strings.TrimSpace(name), strings.Trim(strings.TrimSpace(value), `"`)})
		}
		out, rest = append(out, r), next
	}
	return out, nil
}

// StyleCommand gives the style as a command of Neo4j Browser on one line,
// without the colon at its start: as JSON, which Browser takes instead of GraSS
// and which has no semicolon. So it fits into the setting
// browser.post_connect_cmd, and no server has to hold a file for it.
func StyleCommand() (string, error) {
	list, err := rules(grass)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString("style {")
	for i, r := range list {
		if i > 0 {
			b.WriteString(",")
		}
		b.WriteString(quoted(r.selector) + ":{")
		for j, p := range r.properties {
			if j > 0 {
				b.WriteString(",")
			}
			b.WriteString(quoted(p[0]) + ":" + quoted(p[1]))
		}
		b.WriteString("}")
	}
	b.WriteString("}")
	return b.String(), nil
}

func quoted(s string) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(s) // a text always has JSON
	return strings.TrimSpace(b.String())
}
