package codes

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/entente/entente/graph"
)

// An Identity is what a data set in CAMEO's codes says about an actor.
type Identity struct {
	Code     string // the whole, "IRNGOVMIL"
	Name     string // the words for it
	Country  string
	Group    string // known group
	Ethnic   string
	Religion string
	Type     string // the first, which is the main one
}

// Actor gives whom the codes stand for, and the codes that no list has. ok is
// false where they stand for nobody.
//
// A known group is the organization. A state's government is the state, as its
// bare code is; other types with a state are its collective of that sector. An
// ethnic or religious group is known by its words, within its state where it
// has one.
func (c Identity) Actor() (a graph.Actor, unknown []string, ok bool) {
	t := load()
	if c.Code == "" && c.Name == "" && c.Country == "" && c.Group == "" && c.Type == "" {
		return graph.Actor{}, nil, false
	}
	if c.Group != "" {
		if g, known := t.groups[c.Group]; known {
			return *g, nil, true
		}
		if s, known := t.countries[CAMEO][c.Group]; known {
			return *s, nil, true
		}
		unknown = append(unknown, "group "+c.Group)
		if g, named := Named(graph.Organization, c.words()); named {
			return g, unknown, true
		}
	}
	country := ""
	if c.Country != "" {
		if s, known := t.countries[CAMEO][c.Country]; known {
			if country = s.Country; c.isState() {
				return *s, unknown, true
			}
		} else if r, known := t.regions[c.Country]; known {
			if c.isState() {
				return *r, unknown, true
			}
			a, ok := Named(graph.Group, r.Name+" "+c.noun(t))
			a.Sector = t.types[c.Type].sector
			return a, unknown, ok
		} else {
			country, unknown = c.Country, append(unknown, "country "+c.Country)
		}
	}
	return c.collective(t, country, unknown)
}

// isState tells a state or region itself from those in it.
func (c Identity) isState() bool {
	return (c.Type == "" && c.Ethnic == "" && c.Religion == "") || c.Type == "GOV"
}

// collective gives the group of a type, or the one known by its words.
func (c Identity) collective(t *tables, country string, unknown []string) (graph.Actor, []string, bool) {
	kind := c.Type
	if kind == "" && country == "" && len(c.Code) == 3 { // not broken out into its columns
		if _, known := t.types[c.Code]; known {
			kind = c.Code
		}
	}
	if kind != "" {
		k, known := t.types[kind]
		switch {
		case !known:
			k.sector, unknown = kind, append(unknown, "type "+kind)
		case k.entity != "" && country == "":
			return Group(k.entity, ""), unknown, true
		case k.entity != "":
			k.sector = k.entity
		}
		if g := Group(country, k.sector); g.Name != "" {
			return g, unknown, true
		}
	}
	own, ok := Named(graph.Group, c.words())
	if !ok {
		return graph.Actor{}, unknown, false
	}
	if country = plain(country); country != "" {
		own.ID = graph.GroupID(country, "") + "~" + strings.TrimPrefix(own.ID, "group:")
		own.Country = country
	}
	return own, unknown, true
}

func (c Identity) noun(t *tables) string {
	if k, ok := t.types[c.Type]; ok {
		return k.noun
	}
	return c.words()
}

// words gives the name, which is in capitals, as people write names; else the
// code.
func (c Identity) words() string {
	if c.Name == "" {
		return c.Code
	}
	var b strings.Builder
	for i, w := range strings.Fields(strings.ToLower(c.Name)) {
		if i > 0 {
			b.WriteByte(' ')
		}
		r, n := utf8.DecodeRuneInString(w)
		b.WriteRune(unicode.ToUpper(r))
		b.WriteString(w[n:])
	}
	return b.String()
}
