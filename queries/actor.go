package queries

import (
	"context"
	"fmt"
	"strings"
	"unicode"
)

// whoIs is how every query takes an actor: Cypher has no functions, so each
// file has these lines for each of its parameters of type actor, with the
// parameter's name for PARAM (a test holds them equal). They give PARAMSide, a
// list: the actors of that id, name or alias; and for a country, by code or
// name, all who act for its state, by the sectors of PLOVER's table that are
// the state's. Capitals do not matter. A name is looked for in the full-text
// index as a phrase, and then compared as a whole.
const whoIs = `// Who $PARAM is: by id, country code, name or alias, a country with all who act for its state.
CALL () {
  WITH $PARAM AS asked
  CALL (asked) {
    CALL (asked) {
      MATCH (a:Actor {id: asked})
      RETURN a
      UNION
      CALL db.index.fulltext.queryNodes('actor_names', '"' + replace(replace(coalesce(asked, ''), '\\', '\\\\'), '"', '\\"') + '"') YIELD node AS a
      WITH a
      WHERE toLower(asked) IN [name IN coalesce(a.aliases, []) + a.name | toLower(name)]
      RETURN a
    }
    RETURN collect(a) AS named
  }
  CALL (asked, named) {
    UNWIND named AS member
    RETURN member
    UNION
    MATCH (member:Actor)
    WHERE member.country IN [a IN named WHERE a:Country | a.country] + toUpper(asked)
      AND (member:Country OR member.sector IN ['GOV', 'MIL', 'COP', 'SPY', 'LEG', 'JUD'])
    RETURN member
  }
  RETURN collect(DISTINCT member) AS PARAMSide
}
`

// likeNames gives the names that are nearest to some words.
const likeNames = `CALL db.index.fulltext.queryNodes('actor_names', $words) YIELD node AS a, score
RETURN a.name AS name
ORDER BY score DESC, a.id
LIMIT 3`

// unknownActors explains an empty answer: the error names a parameter for which
// the graph has no actor. It is nil where all are known.
func (q Query) unknownActors(ctx context.Context, r Runner, params map[string]any) error {
	for _, p := range q.Params {
		name, ok := params[p.Name].(string)
		if p.Type != Actor || !ok {
			continue
		}
		known := false
		err := r.Read(ctx, strings.ReplaceAll(whoIs, "PARAM", "actor")+"RETURN size(actorSide) > 0 AS known", map[string]any{"actor": name},
			func(_ []string, row []any) error { known = row[0] == true; return nil })
		if err != nil || known {
			if err != nil {
				return err
			}
			continue
		}
		like, err := namesLike(ctx, r, name)
		if err != nil {
			return err
		}
		return fmt.Errorf("parameter %s: nobody in the graph is called %q%s; query who-is finds names", p.Name, name, like)
	}
	return nil
}

// namesLike gives `, did you mean "x" or "y"?`, or "".
func namesLike(ctx context.Context, r Runner, name string) (string, error) {
	words := strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if len(words) == 0 {
		return "", nil
	}
	// Lower case, since AND, OR and NOT are operators of the index's language.
	query := strings.ToLower(strings.Join(words, "~ ")) + "~"
	var names []string
	err := r.Read(ctx, likeNames, map[string]any{"words": query}, func(_ []string, row []any) error {
		if s, ok := row[0].(string); ok {
			names = append(names, fmt.Sprintf("%q", s))
		}
		return nil
	})
	if err != nil || len(names) == 0 {
		return "", err
	}
	return ", did you mean " + strings.Join(names, " or ") + "?", nil
}
