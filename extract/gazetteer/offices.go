package gazetteer

import (
	"sort"
	"strings"
	"time"
)

// HolderOf returns who held a role in a country (code or ID) or organization
// (ID) on a day: one term, or several where there were (two consuls, an acting
// holder beside the elected), or none. Role is canonical ('president', 'foreign
// minister', 'secretary-general'), or 'head of state', 'head of government',
// 'leader' (who governs: the president in France, the prime minister in Italy). A zero day returns nothing: the office counts by date.
func (g *Gazetteer) HolderOf(role, of string, day time.Time) []*Holding {
	return at(g.Holders(role, of), day)
}

// Holders returns all known terms of a role, the earliest first.
func (g *Gazetteer) Holders(role, of string) []*Holding {
	id := g.ownerID(of)
	role = strings.ToLower(role)
	switch role {
	case "head of state":
		return append([]*Holding(nil), g.byHead[id+" state"]...)
	case "head of government":
		return append([]*Holding(nil), g.byHead[id+" government"]...)
	case "leader":
		if hs := g.byHead[id+" leader"]; len(hs) > 0 {
			return append([]*Holding(nil), hs...)
		}
		return append([]*Holding(nil), g.byHead[id+" government"]...)
	}
	return append([]*Holding(nil), g.byOffice[id+" "+role]...)
}

func (g *Gazetteer) ownerID(of string) string {
	if e := g.countries[of]; e != nil {
		return e.ID
	}
	switch of { // PLOVER's names for the two that are organizations here
	case "UNO":
		return "org:united-nations"
	case "EUR":
		return "org:european-union"
	}
	return of
}

func at(hs []*Holding, day time.Time) []*Holding {
	if day.IsZero() {
		return nil
	}
	var out []*Holding
	for _, h := range hs {
		if h.holds(day) {
			out = append(out, h)
		}
	}
	return out
}

// OfficesOf returns the terms that a person (ID) served on a day; a zero day
// returns all their terms.
func (g *Gazetteer) OfficesOf(person string, day time.Time) []*Holding {
	hs := g.byPerson[person]
	if day.IsZero() {
		return append([]*Holding(nil), hs...)
	}
	return at(hs, day)
}

// Relation says where a day lies in a person's known career.
type Relation uint8

// The relations, the likeliest in the news first.
const (
	InOffice  Relation = iota // holds an office on the day
	WasBefore                 // held one before the day
	WillBe                    // will hold one, none yet
	Undated                   // known without terms, or no day given
)

// Candidate is one person whom a last name may mean.
type Candidate struct {
	Person   *Entry
	Relation Relation
	Holding  *Holding // the term on the day, the last before it or the next after it; nil for Undated
}

// PersonByLastName returns everybody known with that last name (or name by
// which they are commonly called: 'Lula', 'Kim', 'al-Assad', 'Assad'), the
// likeliest on the day first: who is in office, then who left last, then who
// comes next; holders of minor offices after the others. Capitals count. It never chooses: several results are ambiguous.
func (g *Gazetteer) PersonByLastName(name string, day time.Time) []Candidate {
	if name == "" || !startsUpper(name) {
		return nil
	}
	people := g.byFamily[key(name)]
	out := make([]Candidate, 0, len(people))
	for _, p := range people {
		out = append(out, g.candidate(p, day))
	}
	sort.SliceStable(out, func(i, j int) bool {
		a, b := out[i], out[j]
		if m := g.Minor(a.Person); m != g.Minor(b.Person) {
			return !m
		}
		if a.Relation != b.Relation {
			return a.Relation < b.Relation
		}
		switch a.Relation {
		case WasBefore:
			return a.Holding.To.After(b.Holding.To)
		case WillBe:
			return a.Holding.From.Before(b.Holding.From)
		}
		return false
	})
	return out
}

// LeaderGovernment reads a leader's name with a word for government, 'Trump
// administration' or 'Assad regime', at a token: the state that the leader
// governs on the day, governed last or will govern, one reading for each leader
// of that name, the likeliest first.
func (g *Gazetteer) LeaderGovernment(words []string, at int, day time.Time) (Match, bool) {
	const longestName = 4 // tokens
	for n := min(longestName, len(words)-at-1); at >= 0 && n > 0; n-- {
		if !g.GovernmentNoun(words[at+n]) {
			continue
		}
		m := Match{Start: at, Len: n + 1}
		people := g.PersonByLastName(strings.Join(words[at:at+n], " "), day)
		for _, e := range g.Named(strings.Join(words[at:at+n], " ")) {
			if e.Kind == Person {
				people = append(people, g.candidate(e, day))
			}
		}
		for _, c := range people {
			if state := g.governed(c); state != nil && !m.has(state) {
				m.Readings = append(m.Readings, Reading{Entry: state, Form: FormGovernment})
			}
		}
		for i := range m.Readings {
			m.Readings[i].Ambiguous = len(m.Readings) > 1
		}
		return m, len(m.Readings) > 0
	}
	return Match{}, false
}

// governed is the state that a candidate heads as far as the data know.
func (g *Gazetteer) governed(c Candidate) *Entry {
	hs := g.byPerson[c.Person.ID]
	if c.Holding != nil && c.Holding.Head != "" {
		return c.Holding.Of
	}
	for i := len(hs) - 1; i >= 0; i-- {
		if hs[i].Head != "" {
			return hs[i].Of
		}
	}
	return nil
}

// Minor reports whether a person is known only for offices that are seldom in
// world news (the ministers-president of small states).
func (g *Gazetteer) Minor(p *Entry) bool {
	hs := g.byPerson[p.ID]
	for _, h := range hs {
		if !h.minor {
			return false
		}
	}
	return len(hs) > 0
}

// startsUpper allows 'al-Assad': one of the parts must be capitalised.
func startsUpper(name string) bool {
	var buf [6]piece
	for _, p := range pieces(name, buf[:0]) {
		if p.initial {
			return true
		}
	}
	return false
}

func (g *Gazetteer) candidate(p *Entry, day time.Time) Candidate {
	c := Candidate{Person: p, Relation: Undated}
	if day.IsZero() {
		return c
	}
	for _, h := range g.byPerson[p.ID] { // in order of From
		switch {
		case h.holds(day):
			return Candidate{Person: p, Relation: InOffice, Holding: h}
		case h.From.After(day):
			if c.Holding == nil {
				c = Candidate{Person: p, Relation: WillBe, Holding: h}
			}
		default:
			if c.Relation != WasBefore || h.To.After(c.Holding.To) {
				c = Candidate{Person: p, Relation: WasBefore, Holding: h}
			}
		}
	}
	return c
}
