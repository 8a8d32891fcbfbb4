// Package gazetteer knows who is who in world politics: countries and their
// names, demonyms and seats; places; governments, ministries, forces, courts,
// parties, international organizations, media, armed groups; who held which
// office when; the titles before names and the nouns for unnamed groups.
//
// The facts are readable files in data/, read by Load, and can be extended by
// a user's file. A Gazetteer is immutable and safe for concurrent use.
package gazetteer

import (
	"fmt"
	"sort"
	"time"
)

// Kind says what an entry is; all but Place are labels of an Actor node.
type Kind string

// The kinds of entries.
const (
	Country      Kind = "Country"
	Region       Kind = "Region"
	Person       Kind = "Person"
	Organization Kind = "Organization"
	Group        Kind = "Group" // an unnamed collective: a people, 'Kurds'
	Place        Kind = "Place" // a city, province or area; no actor
)

// Entry is one known thing. Entries are shared: do not change them.
type Entry struct {
	ID      string // as in the graph: country:MEX, region:sahel, org:cia, person:claudia-sheinbaum; place:MEX/tijuana
	Kind    Kind
	Name    string
	Aliases []string // other names, without Name
	// Country is ISO 3166-1 alpha-3 (XKX for Kosovo) or one of PLOVER's
	// international entities IGO, UNO, EUR, NGO, ISM, IMG, MNC; "" if none.
	Country string
	// Sectors are PLOVER's codes, the main one first ('PTY', 'GOV').
	Sectors []string
	// Parent is the ID of what the entry belongs to: a named body to its state,
	// an agency to its department, a territory to the controlling state.
	Parent     string
	WikidataID string
	// Type narrows a Place (capital, city, province, area) or an Organization
	// (the key of the generic body that it is, 'foreign-ministry').
	Type string
	// Seat is the ID of the state or organization that a place name also
	// stands for ('Washington said').
	Seat string

	where string // file:line, for errors
}

// Sector is the main PLOVER sector code, or "".
func (e *Entry) Sector() string {
	if len(e.Sectors) == 0 {
		return ""
	}
	return e.Sectors[0]
}

// Holding is one term of one person in one office.
type Holding struct {
	Person *Entry
	Role   string // canonical, lower case: 'president', 'foreign minister'
	Title  string // as it is called there: 'Secretary of State'
	Of     *Entry // the country or organization
	Sector string // PLOVER code of the office
	// From and To are days, To the first day after the term; zero To: still
	// held when the data were made. A term known by its month or year starts
	// with its first and ends after its last day.
	From, To time.Time
	// Acting holders fill in; their term may overlap another's.
	Acting bool
	// Head is "state", "government", "both" or "".
	Head string
	// leads: a head of state who governs beside a head of government.
	leads bool
	// minor offices are seldom in world news: they yield to others of the name.
	minor bool
	// closes: a user's regular term ends the open one before it.
	closes bool
}

// holds reports whether the term covers day.
func (h *Holding) holds(day time.Time) bool {
	return !day.Before(h.From) && (h.To.IsZero() || day.Before(h.To))
}

// Gazetteer is the loaded knowledge.
type Gazetteer struct {
	entries    []*Entry
	byID       map[string]*Entry
	countries  map[string]*Entry   // by code, also alternative codes
	adjectives map[string][]string // by entry id
	bodies     map[string]*Body
	bodyOf     map[bodyKey]*Entry
	names      trie[nameUse]
	titles     trie[*Title]
	modifiers  map[string]string
	groups     map[string]*GroupNoun
	groupPhr   trie[*GroupNoun]
	govNouns   map[string]bool
	holdings   []*Holding
	byOffice   map[string][]*Holding // Of.ID + " " + role
	byHead     map[string][]*Holding // Of.ID + " state" or " government"
	byPerson   map[string][]*Holding
	byFamily   map[string][]*Entry
}

// Entries returns all entries in the order of the data.
func (g *Gazetteer) Entries() []*Entry { return append([]*Entry(nil), g.entries...) }

// Entry returns the entry with an ID, or nil.
func (g *Gazetteer) Entry(id string) *Entry { return g.byID[id] }

// Country returns the country or territory with an ISO 3166-1 alpha-3 code
// (also KOS, PLOVER's code for Kosovo), or nil. The international entities
// (UNO, IGO, ...) are no countries.
func (g *Gazetteer) Country(code string) *Entry { return g.countries[code] }

// PloverCountry folds a territory into the state that controls it, as PLOVER
// codes it: PRI gives USA; HKG, PSE, XKX (as KOS) and ATA stand for themselves.
func (g *Gazetteer) PloverCountry(code string) string {
	switch code {
	case "XKX":
		return "KOS"
	case "HKG", "PSE", "ATA":
		return code
	}
	if e := g.countries[code]; e != nil && e.Parent != "" {
		if p := g.byID[e.Parent]; p != nil && p.Kind == Country {
			return p.Country
		}
	}
	return code
}

// Demonym is a word for what or who comes from somewhere.
type Demonym struct {
	Entry     *Entry // a Country, Region, Place (Scottish) or Group (Kurds)
	Adjective bool   // 'Mexican', 'French', 'Saudi'
	People    bool   // 'Mexican(s)', 'Frenchmen', 'the French'
	Plural    bool   // the people noun is or can be plural
	Ambiguous bool   // the word also means something else ('Dominican')
}

// Demonym looks one word (or words: 'North Korean') up; capitals count.
// Several results mean an ambiguous word.
func (g *Gazetteer) Demonym(word string) []Demonym {
	var out []Demonym
	for _, u := range g.names.exact(word) {
		if u.form == FormAdjective || u.form == FormPeople {
			out = addDemonym(out, u)
		}
	}
	return out
}

func addDemonym(out []Demonym, u nameUse) []Demonym {
	adj, people := u.form == FormAdjective, u.form == FormPeople
	for i := range out {
		if out[i].Entry == u.entry {
			out[i].Adjective = out[i].Adjective || adj
			out[i].People = out[i].People || people
			out[i].Plural = out[i].Plural || u.plural
			return out
		}
	}
	return append(out, Demonym{Entry: u.entry, Adjective: adj, People: people, Plural: u.plural, Ambiguous: u.ambiguous})
}

// Capital returns the states whose capital or seat of power has that name, so
// that the name can stand for the state: 'Washington', 'Beijing'.
func (g *Gazetteer) Capital(name string) []*Entry {
	var out []*Entry
	for _, u := range g.names.exact(name) {
		if u.entry == nil || u.entry.Kind != Place || u.entry.Seat == "" {
			continue
		}
		if state := g.byID[u.entry.Seat]; state != nil {
			out = append(out, state)
		}
	}
	return out
}

// Place returns the places, countries and regions with that name, the most
// prominent first.
func (g *Gazetteer) Place(name string) []*Entry {
	return g.named(name, func(e *Entry) bool { return e.Kind == Place || e.Kind == Country || e.Kind == Region })
}

// Named returns the entries of any kind with exactly that name.
func (g *Gazetteer) Named(name string) []*Entry {
	return g.named(name, func(*Entry) bool { return true })
}

func (g *Gazetteer) named(name string, want func(*Entry) bool) []*Entry {
	var out []*Entry
	for _, u := range g.names.exact(name) {
		if u.form == FormName && u.entry != nil && want(u.entry) {
			out = append(out, u.entry)
		}
	}
	return out
}

// GovernmentNoun reports whether word, after a state's or leader's name, means
// the state: administration, government, regime.
func (g *Gazetteer) GovernmentNoun(word string) bool { return g.govNouns[key(word)] }

// add puts an entry in; an ID that is there already is an error.
func (g *Gazetteer) add(e *Entry) error {
	if old := g.byID[e.ID]; old != nil {
		return fmt.Errorf("id %s is used twice, by %q and %q (give one a qualifier: Name ~qualifier)", e.ID, old.Name, e.Name)
	}
	g.byID[e.ID] = e
	g.entries = append(g.entries, e)
	if e.Kind == Country {
		g.countries[e.Country] = e
	}
	return nil
}

func sortHoldings(hs []*Holding) {
	sort.SliceStable(hs, func(i, j int) bool { return hs[i].From.Before(hs[j].From) })
}
