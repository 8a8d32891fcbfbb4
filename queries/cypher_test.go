package queries_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/entente/entente/graph"
	"github.com/entente/entente/queries"
)

// A token of Cypher: a word, a $parameter, a text (as '), or one character.
type tokens []string

var tokenForm = regexp.MustCompile(`//[^\n]*|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\$?[A-Za-z_][A-Za-z0-9_]*|[0-9]+(?:\.[0-9]+)?|\S`)

func lex(cypher string) tokens {
	var out tokens
	for _, t := range tokenForm.FindAllString(cypher, -1) {
		switch {
		case strings.HasPrefix(t, "//"):
		case t[0] == '\'' || t[0] == '"':
			out = append(out, "'")
		default:
			out = append(out, t)
		}
	}
	return out
}

func (ts tokens) at(i int) string {
	if i < 0 || i >= len(ts) {
		return ""
	}
	return ts[i]
}

var word = regexp.MustCompile(`^[A-Za-z_]\w*$`)

// schema is every name of graph's schema.
type schema struct {
	properties map[string][]string // by label or relationship type
	any        []string            // all properties
}

func newSchema() schema {
	s := schema{properties: map[string][]string{}}
	names := func(list []graph.Property) (out []string) {
		for _, p := range list {
			out = append(out, p.Name)
		}
		s.any = append(s.any, out...)
		return out
	}
	for _, n := range graph.NodeSchemas() {
		s.properties[string(n.Label)] = names(n.Properties)
	}
	for _, l := range graph.ActorKinds() {
		s.properties[string(l)] = s.properties[string(graph.ActorLabel)]
	}
	for _, l := range graph.StatusLabels() {
		s.properties[string(l)] = s.properties[string(graph.EventLabel)]
	}
	for _, r := range graph.RelSchemas() {
		s.properties[string(r.Type)] = names(r.Properties)
	}
	return s
}

// names gives the labels or types from a colon on: ":Event|Policy".
func (ts tokens) names(i int) (out []string) {
	// In [a IN list WHERE a:Country | a.country] the bar means something else.
	for ts.at(i) == ":" || ts.at(i) == "|" && ts.at(i+2) != "." {
		out = append(out, ts.at(i+1))
		i += 2
	}
	return out
}

// unknown gives every label, type and property that the schema does not have.
func (s schema) unknown(ts tokens) (out []string) {
	of := map[string][]string{} // labels or types by variable
	for i := range ts {
		if ts[i] != ":" || ts.at(i-1) == "|" {
			continue
		}
		owner := ts.at(i - 1)
		if word.MatchString(owner) && ts.at(i-2) == "{" || ts.at(i-2) == "," {
			continue // a map's key
		}
		for _, name := range ts.names(i) {
			if _, ok := s.properties[name]; !ok {
				out = append(out, name)
			}
		}
		opened := ts.at(i-2) == "(" || ts.at(i-2) == "["
		if word.MatchString(owner) && opened {
			of[owner] = append(of[owner], ts.names(i)...)
		}
	}
	for i := 1; i+1 < len(ts); i++ {
		if ts[i] != "." || !word.MatchString(ts.at(i+1)) || ts.at(i+2) == "(" || ts.at(i+2) == "." || ts.at(i-2) == "." {
			continue // a function or procedure
		}
		out = append(out, s.missing(ts.at(i+1), of[ts.at(i-1)])...)
	}
	for i := range ts { // (x:Actor {id: ...})
		if ts[i] != "{" || ts.at(i+2) != ":" || ts.at(i-2) != ":" {
			continue
		}
		out = append(out, s.missing(ts.at(i+1), []string{ts.at(i - 1)})...)
	}
	return out
}

// missing gives the property where none of a variable's labels has it; without
// labels, where nothing has.
func (s schema) missing(property string, labels []string) []string {
	known := s.any
	if len(labels) > 0 {
		known = nil
	}
	for _, l := range labels {
		known = append(known, s.properties[l]...)
	}
	if slices.Contains(known, property) {
		return nil
	}
	return []string{strings.Join(labels, "|") + "." + property}
}

// TestUnknown checks the check.
func TestUnknown(t *testing.T) {
	s := newSchema()
	for cypher, want := range map[string][]string{
		"MATCH (a:Actor {id: $x})-[r:SAID|ISSUED]->(s:Statement) RETURN a.name, r.as, s.text, date.truncate('month', s.startDate)": nil,
		"MATCH (a:Aktor)":                                      {"Aktor"},
		"MATCH (a)-[:SAID|TOLD]->(b)":                          {"TOLD"},
		"MATCH (a) WHERE a:Person OR a:Man":                    {"Man"},
		"MATCH (a:Actor {nom: 'x'})":                           {"Actor.nom"},
		"MATCH (a:Actor) RETURN a.text":                        {"Actor.text"},
		"MATCH (f:Event|Policy) RETURN f.kind, f.words":        {"Event|Policy.words"},
		"MATCH (x) RETURN x.quote, x.size":                     {".size"},
		"MATCH (a)-[r:AFTER]->(b) RETURN r.quote, r.date":      {"AFTER.date"},
		"RETURN [a IN xs WHERE a:Country | a.country] AS some": nil,
		"RETURN datetime({date: $x}) AS d":                     nil,
	} {
		if got := s.unknown(lex(cypher)); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", cypher, got, want)
		}
	}
}

// last gives the clauses from the last RETURN outside of braces on.
func (ts tokens) last() tokens {
	depth, from := 0, -1
	for i, tok := range ts {
		switch tok {
		case "{", "(", "[":
			depth++
		case "}", ")", "]":
			depth--
		case "RETURN":
			if depth == 0 {
				from = i
			}
		}
	}
	if from < 0 {
		return nil
	}
	return ts[from:]
}

// items splits what a RETURN gives, and says what follows.
func (ts tokens) items() (items []tokens, rest tokens) {
	depth := 0
	item := tokens{}
	for i, tok := range ts[1:] {
		switch tok {
		case "{", "(", "[", "CASE":
			depth++
		case "}", ")", "]", "END":
			depth--
		}
		switch {
		case depth == 0 && tok == ",":
			items, item = append(items, item), tokens{}
			continue
		case depth == 0 && tok == "ORDER":
			return append(items, item), ts[1+i:]
		}
		item = append(item, tok)
	}
	return append(items, item), nil
}

// TestStatements checks the Cypher as far as that can be done without a
// database.
func TestStatements(t *testing.T) {
	s := newSchema()
	for _, q := range all(t) {
		t.Run(q.Name, func(t *testing.T) {
			ts := lex(q.Cypher)
			for _, name := range s.unknown(ts) {
				t.Errorf("the schema has no %s", name)
			}
			for _, w := range []string{"CREATE", "MERGE", "SET", "DELETE", "DETACH", "REMOVE", "DROP", "FOREACH", "LOAD", "SHOW", "TERMINATE"} {
				if slices.ContainsFunc(ts, func(tok string) bool { return strings.EqualFold(tok, w) }) {
					t.Errorf("the statement has %s", w)
				}
			}
			items, rest := ts.last().items()
			var columns, declared []string
			for _, item := range items {
				columns = append(columns, item[len(item)-1])
			}
			for _, c := range q.Columns {
				declared = append(declared, c.Name)
			}
			if !slices.Equal(columns, declared) {
				t.Errorf("the statement returns %v, the header names %v", columns, declared)
			}
			if len(rest) < 3 || rest[1] != "BY" {
				t.Error("the answer has no order")
			}
			if strings.Contains(q.Cypher, ";") {
				t.Error("more than one statement")
			}
			checkParams(t, q, ts)
		})
	}
}

// checkParams holds the parameters of the statement equal to the header's, and
// the way an actor or a date is taken equal in all.
func checkParams(t *testing.T, q queries.Query, ts tokens) {
	used := map[string]bool{}
	for i, tok := range ts {
		name, ok := strings.CutPrefix(tok, "$")
		if !ok {
			continue
		}
		used[name] = true
		for _, p := range q.Params {
			wrapped := ts.at(i-2) == "date" && ts.at(i-1) == "("
			if p.Name == name && p.Type == queries.Date && !wrapped && ts.at(i+1) != "IS" {
				t.Errorf("$%s is a date's ISO string: write date($%s)", name, name)
			}
		}
	}
	blocks := strings.Count(q.Cypher, "// Who $")
	for _, p := range q.Params {
		if !used[p.Name] {
			t.Errorf("the statement does not use $%s", p.Name)
		}
		delete(used, p.Name)
		if p.Type != queries.Actor {
			continue
		}
		blocks--
		if !strings.Contains(q.Cypher, strings.ReplaceAll(queries.WhoIs, "PARAM", p.Name)) {
			t.Errorf("$%s is not taken as an actor in the lines that all queries have for it", p.Name)
		}
	}
	if blocks != 0 {
		t.Errorf("%d more parameters are taken as actors than the header has", blocks)
	}
	for name := range used {
		t.Errorf("the header has no parameter %s", name)
	}
}
