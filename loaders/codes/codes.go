// Package codes holds the code lists that event data sets write instead of
// names, as data: states by ISO, FIPS 10-4, Gleditsch-Ward and CAMEO codes and
// by name, CAMEO's regions, actor types and known groups, and what PLOVER makes
// of CAMEO's event codes. What a list does not have is told apart from what it
// has, never refused.
package codes

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"github.com/entente/entente/graph"
)

//go:embed countries.txt
var countriesFile string

//go:embed actors.txt
var actorsFile string

//go:embed plover.txt
var ploverFile string

// A List is a way of naming states.
type List int

// The lists.
const (
	ISO     List = iota // 3166-1 alpha-3
	Numeric             // ISO 3166-1 numeric, leading zeros or not
	FIPS                // 10-4, as GDELT's places have
	GW                  // Gleditsch-Ward numbers, as UCDP has
	CAMEO               // ISO, and CAMEO's own for some
	Name                // names in English, as data sets write them
	lists
)

type tables struct {
	countries [lists]map[string]*graph.Actor
	regions   map[string]*graph.Actor
	types     map[string]kind
	nouns     map[string]string // by PLOVER sector
	groups    map[string]*graph.Actor
	plover    map[string]Coding
}

// A kind is an actor type.
type kind struct {
	noun, sector string
	entity       string // PLOVER's, where the type stands in the place of a country
}

// load reads the files, which are part of the program: a fault in them is one
// of ours, and tests find it.
var load = sync.OnceValue(func() *tables {
	t := &tables{regions: map[string]*graph.Actor{}, types: map[string]kind{}, nouns: map[string]string{}, groups: map[string]*graph.Actor{}, plover: map[string]Coding{}}
	for i := range t.countries {
		t.countries[i] = map[string]*graph.Actor{}
	}
	each(countriesFile, 7, t.country)
	each(actorsFile, 5, t.actor)
	each(ploverFile, 4, t.coding)
	return t
})

func each(file string, columns int, add func(f []string)) {
	for line := range strings.Lines(file) {
		line = strings.TrimRight(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "|")
		if len(f) != columns {
			panic(fmt.Sprintf("codes: %q has %d columns, not %d", line, len(f), columns))
		}
		add(f)
	}
}

func (t *tables) country(f []string) {
	a := &graph.Actor{ID: graph.CountryID(f[0]), Name: f[5], Country: f[0], Count: 1}
	t.countries[ISO][f[0]] = a
	t.countries[CAMEO][f[0]] = a
	if f[1] != "" {
		t.countries[Numeric][strings.TrimLeft(f[1], "0")] = a
	}
	for list, column := range map[List]int{FIPS: 2, GW: 3, CAMEO: 4} {
		for code := range strings.FieldsSeq(f[column]) {
			t.countries[list][code] = a
		}
	}
	t.countries[Name][graph.Slug(f[5])] = a
	for name := range strings.SplitSeq(f[6], ";") {
		if s := graph.Slug(name); s != "" && t.countries[Name][s] == nil {
			t.countries[Name][s] = a
		}
	}
}

func (t *tables) actor(f []string) {
	a := &graph.Actor{Name: f[2], Country: f[3], Sector: f[4], Count: 1}
	switch f[0] {
	case "region":
		a.ID = graph.ActorID(graph.Region, f[2])
		t.regions[f[1]] = a
	case "org":
		a.ID = graph.ActorID(graph.Organization, f[2])
		t.groups[f[1]] = a
	case "entity", "type":
		t.types[f[1]] = kind{noun: f[2], sector: f[4], entity: f[3]}
		if _, ok := t.nouns[f[4]]; !ok && f[4] != "" {
			t.nouns[f[4]] = f[2]
		}
	}
}

// Country gives the state that a list's code or name stands for. A name may
// have an earlier one in brackets after it: "Russia (Soviet Union)". The Actor
// is shared: it must not be changed.
func Country(list List, code string) (a *graph.Actor, ok bool) {
	t := load()
	switch list {
	case Numeric:
		code = strings.TrimLeft(code, "0")
	case Name:
		if a, ok = t.countries[Name][graph.Slug(code)]; ok {
			return a, true
		}
		main, _, bracket := strings.Cut(code, "(")
		if !bracket {
			return nil, false
		}
		code = graph.Slug(main)
	}
	a, ok = t.countries[list][code]
	return a, ok
}

// Group gives the unnamed collective of a state's sector ("Mexico police"), of
// a sector anywhere ("police"), or of a state's people without one. country is
// an ISO code or an entity of PLOVER's, sector a code of PLOVER's; either may be
// empty or unknown to the lists, not both empty.
func Group(country, sector string) graph.Actor {
	t := load()
	country, sector = plain(country), plain(sector)
	a := graph.Actor{ID: graph.GroupID(country, sector), Country: country, Sector: sector, Count: 1}
	var words []string
	if c, ok := t.countries[ISO][country]; ok {
		words = append(words, c.Name)
	} else if k, ok := t.types[country]; ok && k.entity != "" {
		words = append(words, k.noun)
	} else if country != "" {
		words = append(words, country)
	}
	switch noun := t.nouns[sector]; {
	case noun != "":
		words = append(words, noun)
	case sector != "":
		words = append(words, sector)
	}
	a.Name = strings.Join(words, " ")
	return a
}

// plain gives a code fit for an id: codes come from files.
func plain(code string) string {
	for i := range len(code) {
		if c := code[i]; c < 'A' || c > 'Z' {
			return strings.ToUpper(clip(graph.Slug(code)))
		}
	}
	return clip(code)
}

// clip keeps what goes into an id short.
func clip(s string) string {
	const most = 80
	if len(s) <= most {
		return s
	}
	return strings.TrimRight(strings.ToValidUTF8(s[:most], ""), "-")
}

// Sector tells whether a code is one of the sectors that the lists know.
func Sector(code string) bool { return load().nouns[code] != "" }

// Named gives the actor of a kind (Person, Organization, Group, Region) that
// is known by its name; ok is false where the name has no letter or digit.
func Named(kind graph.Label, name string) (a graph.Actor, ok bool) {
	name = strings.Join(strings.Fields(name), " ")
	id := clip(graph.Slug(name))
	if id == "" {
		return graph.Actor{}, false
	}
	return graph.Actor{ID: graph.ActorID(kind, id), Name: name, Count: 1}, true
}
