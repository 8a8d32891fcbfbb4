package store

import (
	"errors"
	"testing"
)

// TestGuardWords looks for what a plan does not show, however it is written.
func TestGuardWords(t *testing.T) {
	for cypher, want := range map[string]bool{
		"LOAD CSV FROM 'x' AS line RETURN line": false,
		"load\u2003csv":                         false,
		"LOAD/* ' */CSV":                        false,
		"LOAD // '\nCSV":                        false,
		"LOAD // '\rCSV":                        false,
		`\u004cOAD CSV`:                         false,
		`\u004C\u004f\u0041\u0044\u0020\u0043\u0053\u0056`: false,
		`// \u000aLOAD CSV`:                                         false,
		`/* \u002a\u002fLOAD CSV`:                                   false,
		`RETURN '\u0027, COLLECT { LOAD CSV } //'`:                  false,
		`RETURN 'a\\', COLLECT { LOAD CSV }, 'b'`:                   false,
		"RETURN `a``b`, COLLECT { LOAD CSV }, `c`":                  false,
		"RETURN \"'\", COLLECT { LOAD CSV }, \"'\"":                 false,
		"CALL db.info()":                                            false,
		"CALL`db`.info":                                             false,
		"CALL /* */ db /**/ . // x\n info":                          false,
		"CALL db.INFO()":                                            false,
		"RETURN [1, 2][0..apoc.x.f()]":                              false,
		"RETURN apoc.cypher.runFirstColumn('x')":                    false,
		"RETURN `apoc` . `load` . json ('x')":                       false,
		`RETURN a\u0070oc.load.json('x')`:                           false,
		"RETURN `apoc.load`.x('x')":                                 false,
		"RETURN 1 AS x UNION RETURN gds.x(1) AS x":                  false,
		"RETURN 'LOAD CSV', \"LOAD CSV\", `LOAD CSV`":               true,
		"RETURN 1 // LOAD CSV\n":                                    true,
		"RETURN 1 /* LOAD CSV */":                                   true,
		`RETURN 'it\'s LOAD CSV'`:                                   true,
		"WITH 1 AS load, 2 AS csv RETURN load, csv":                 true,
		"RETURN n.load AS csv":                                      true,
		"MATCH (n) RETURN n.`load`, n.name":                         true,
		"CALL db.labels() YIELD label RETURN label":                 true,
		"CALL `db`.`labels`()":                                      true,
		"CALL (n) { RETURN 1 AS x } RETURN x":                       true,
		"RETURN date.truncate('month', date()), Point.distance(a)":  true,
		"MATCH (n) WHERE n.a = m.b AND (n.c) RETURN count(n.d)":     true,
		"MATCH (a)-[*1..3]->(b) RETURN [(a)-->(x) | x.name], 1.5":   true,
		"RETURN size(n.x) + n.y":                                    true,
		"RETURN 'unfinished":                                        true,
		"RETURN `unfinished":                                        true,
		"/* unfinished":                                             true,
		"":                                                          true,
		`\u`:                                                        true,
		`RETURN '\`:                                                 true,
		"RETURN 1 AS `www.example.org (x)`, n.`odd (name)`, a.`b` ": true,
	} {
		if err := guardWords(cypher); (err == nil) != want || err != nil && !errors.Is(err, ErrNotReadOnly) {
			t.Errorf("%s: %v", cypher, err)
		}
	}
}

// FuzzGuardWords: whatever a statement holds, looking at it ends, and nothing
// that follows hides what it begins with.
func FuzzGuardWords(f *testing.F) {
	for _, s := range []string{"MATCH (n) RETURN n", "RETURN 'a\\'b' /* */ // x\n", "`a``b`", `\u0027`, "CALL db.labels()", "\"", "/*"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, start := range []string{"LOAD /* ' */ CSV ", "CALL db.info() ", "RETURN `x`.y(1) "} {
			if guardWords(start+s) == nil {
				t.Errorf("%q hides behind %q", start, s)
			}
		}
		if err := guardWords(s); err == nil && guardWords("RETURN 'x' // LOAD CSV\n"+s) != nil {
			t.Errorf("%q is refused after a comment", s)
		}
	})
}
