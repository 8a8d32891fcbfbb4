// Package browser makes what an analyst sees in Neo4j Browser, all of it from
// the one catalogue of questions: favourites for both Browsers, a guide, and a
// style in which the kinds of node are told apart.
package browser

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/entente/entente/queries"
)

// Statement gives a question as one statement with its parameters' values
// written into it, under comment lines that say what it asks.
//
// Neo4j Browser shows no picture and no table for a text of several statements,
// only a tick at each; and `:param` lines are statements. So what is to be
// pasted into Browser carries its values itself.
func Statement(q queries.Query, params map[string]any) (string, error) {
	bound, err := q.Bind(params)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "// %s\n// %s\n", q.Title, q.Question)
	if shown := shownParams(q, bound); shown != "" {
		fmt.Fprintf(&b, "// Asked with %s: change it where it stands below\n", shown)
	}
	b.WriteString(fill(q.Cypher, bound))
	b.WriteString("\n")
	return b.String(), nil
}

// shownParams lists the values that differ from the defaults.
func shownParams(q queries.Query, bound map[string]any) string {
	var out []string
	for _, p := range q.Params {
		if p.Required || queries.Literal(bound[p.Name]) != queries.Literal(p.Default) {
			out = append(out, p.Name+" = "+queries.Literal(bound[p.Name]))
		}
	}
	return strings.Join(out, ", ")
}

// fill writes the values of parameters in the place of $name. Texts, quoted
// names and comments stay as they are.
func fill(cypher string, params map[string]any) string {
	var b strings.Builder
	for rest := cypher; rest != ""; {
		n := opaque(rest)
		switch {
		case n > 0:
			b.WriteString(rest[:n])
		case rest[0] == '$':
			n = 1 + nameLength(rest[1:])
			if v, ok := params[rest[1:n]]; ok {
				b.WriteString(queries.Literal(v))
			} else {
				b.WriteString(rest[:n])
			}
		default:
			n = 1
			b.WriteByte(rest[0])
		}
		rest = rest[n:]
	}
	return b.String()
}

// opaque gives the length of the comment, text or quoted name that s starts
// with, or 0. What is not closed goes on to the end.
func opaque(s string) int {
	until := func(start int, end string) int {
		if i := strings.Index(s[start:], end); i >= 0 {
			return start + i + len(end)
		}
		return len(s)
	}
	switch {
	case strings.HasPrefix(s, "//"):
		return until(2, "\n")
	case strings.HasPrefix(s, "/*"):
		return until(2, "*/")
	case s[0] == '`':
		return until(1, "`")
	case s[0] == '\'' || s[0] == '"':
		for i := 1; i < len(s); i++ {
			switch s[i] {
			case '\\':
				i++
			case s[0]:
				return i + 1
			}
		}
		return len(s)
	}
	return 0
}

func nameLength(s string) int {
	n := strings.IndexFunc(s, func(r rune) bool {
		return !(r == '_' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9')
	})
	if n < 0 {
		return len(s)
	}
	return n
}

// with gives a question's example parameters with values in their place where
// the question has parameters of those names.
func with(q queries.Query, values map[string]any) map[string]any {
	out := maps.Clone(q.Example)
	if out == nil {
		out = map[string]any{}
	}
	for _, p := range q.Params {
		if v, ok := values[p.Name]; ok {
			out[p.Name] = v
		}
	}
	return out
}

// categories gives the catalogue's categories in its order.
func categories(c queries.Catalogue) []string {
	var out []string
	for _, q := range c {
		if !slices.Contains(out, q.Category) {
			out = append(out, q.Category)
		}
	}
	return out
}

// Values reads name=value arguments that are meant for every question that has
// a parameter of that name. The error is for a name that none has, or a value
// that does not fit.
func Values(c queries.Catalogue, args []string) (map[string]any, error) {
	out := map[string]any{}
	for _, arg := range args {
		name, _, _ := strings.Cut(arg, "=")
		known := false
		for _, q := range c {
			if !slices.ContainsFunc(q.Params, func(p queries.Param) bool { return p.Name == name }) {
				continue
			}
			read, err := q.Parse([]string{arg})
			if err != nil {
				return nil, err
			}
			out[name], known = read[name], true
		}
		if !known {
			return nil, fmt.Errorf("no question has a parameter %q", name)
		}
	}
	return out, nil
}
