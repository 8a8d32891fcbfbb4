package graph

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// An Identity says who a unit is: the id of its node in the graph, and why it
// is not its own.
type Identity struct {
	ID  string
	Why string // "" where the unit stands for itself
}

// Identify tells who is who among personas. What it says of one depends on it
// and on those that stand in the slots it wants, and so on; of no order.
// Decisions of people go before the rules:
//
//   - A body is the same as one whose name is spelled alike, of the same
//     country; one of another country is another.
//   - An acronym is the one body or person that some report introduces with it.
//   - A person with further names is the one without ('Claudia Sheinbaum
//     Pardo'), unless there are several whom it may be.
//   - A person known by one word is the one with that surname who shares most
//     of country, sector and body, if one does clearly.
//   - What may be several stays by itself.
func Identify(personas []Persona, decisions []Decision) map[Unit]Identity {
	r := &identifier{personas: map[Unit]Persona{}, is: map[Unit]Identity{}, of: map[string][]Unit{}}
	for _, p := range personas {
		r.personas[p.Unit] = p
	}
	r.units = slices.SortedFunc(maps.Keys(r.personas), compareUnits)
	apart := apartSubjects(decisions)
	for _, u := range r.units {
		if r.is[u] = (Identity{ID: u.Key}); apart[u.String()] || len(nameOf(u.Key)) == 0 {
			r.is[u] = Identity{ID: r.ownID(u)}
			continue
		}
		for _, s := range r.personas[u].Slots() {
			r.of[s] = append(r.of[s], u)
		}
	}
	r.bodies()
	r.variants()
	r.acronyms()
	r.surnames()
	r.decide(decisions)
	return r.is
}

type identifier struct {
	personas map[Unit]Persona
	units    []Unit // in order
	is       map[Unit]Identity
	of       map[string][]Unit // by slot, without those that stand apart
}

func compareUnits(a, b Unit) int {
	return cmp.Or(compareNames(a.Key, b.Key), cmp.Compare(a.Country, b.Country))
}

// ownID gives the id of a unit by itself: with its country, where the same id
// stands for several.
func (r *identifier) ownID(u Unit) string {
	if u.Country == "" {
		return u.Key
	}
	for _, o := range r.units {
		if o.Key == u.Key && o.Country != "" && o.Country != u.Country {
			return u.Key + "~" + u.Country
		}
	}
	return u.Key
}

// free tells whether the rules may still bring the unit to another.
func (r *identifier) free(u Unit) bool {
	for _, s := range r.personas[u].Slots() {
		if slices.Contains(r.of[s], u) {
			return true
		}
	}
	return false
}

// bodies brings organizations with names spelled alike together, country by
// country; the one whose country is not told to the only one there is.
func (r *identifier) bodies() {
	for _, slot := range slices.Sorted(maps.Keys(r.of)) {
		group := r.of[slot]
		if !strings.HasPrefix(slot, "body ") {
			continue
		}
		first := map[string]Unit{}
		for _, u := range group {
			if _, ok := first[u.Country]; !ok {
				first[u.Country] = u
			}
		}
		countries := slices.DeleteFunc(slices.Sorted(maps.Keys(first)), func(c string) bool { return c == "" })
		base := group[0].Key
		for _, u := range group {
			head := base
			if len(countries) > 1 && u.Country != "" {
				head = base + "~" + u.Country
			}
			r.is[u] = Identity{head, because(u, head, "spelled alike")}
		}
	}
}

// because gives the reason where the unit's key is not the id.
func because(u Unit, id, format string, args ...any) string {
	if u.Key == id {
		return ""
	}
	if id == u.Key+"~"+u.Country {
		return "of " + u.Country + ", as another of the name is not"
	}
	return fmt.Sprintf(format, args...)
}

// variants brings persons with further names to the one without.
func (r *identifier) variants() {
	parent := map[Unit]Unit{}
	for _, u := range r.units {
		shorter := r.shorter(u)
		for _, s := range shorter {
			if r.consistent(s) {
				parent[u] = s
				break
			}
		}
	}
	for _, u := range r.units {
		top := u
		for p, ok := parent[top]; ok; p, ok = parent[top] {
			top = p
		}
		if top != u {
			r.is[u] = Identity{top.Key, because(u, top.Key, "the same name with more or other letters, and no other person of it")}
		}
	}
}

// shorter gives the variants of a person's name that come before it, in order.
func (r *identifier) shorter(u Unit) []Unit {
	var out []Unit
	for _, o := range r.neighbours(u) {
		if compareUnits(o, u) < 0 {
			out = append(out, o)
		}
	}
	slices.SortFunc(out, compareUnits)
	return out
}

// neighbours gives the variants of a person's name.
func (r *identifier) neighbours(u Unit) []Unit {
	p := r.personas[u]
	if KindOf(u.Key) != Person || len(nameOf(u.Key)) < 2 || !r.free(u) {
		return nil
	}
	var out []Unit
	for _, slot := range p.pairs() {
		for _, o := range r.of[slot] {
			if o != u && !slices.Contains(out, o) && isVariant(p, r.personas[o]) {
				out = append(out, o)
			}
		}
	}
	return out
}

// consistent tells whether all variants of a name can be one person: 'George
// Bush' cannot be both George W and George H Bush.
func (r *identifier) consistent(u Unit) bool {
	list := r.neighbours(u)
	for i, a := range list {
		for _, b := range list[:i] {
			if !isVariant(r.personas[a], r.personas[b]) {
				return false
			}
		}
	}
	return true
}

// acronyms brings what is called by an acronym to the one that some report
// introduces with it.
func (r *identifier) acronyms() {
	for _, u := range r.units {
		_, slug, _ := strings.Cut(u.Key, ":")
		if len(nameOf(u.Key)) != 1 || !r.free(u) {
			continue
		}
		long := map[string]bool{}
		for _, o := range r.of["acronym "+slug] {
			if o.Key != u.Key && KindOf(o.Key) == KindOf(u.Key) && !disjoint(r.personas[o].Countries, r.personas[u].Countries) && compareNames(u.Key, r.is[o].ID) < 0 {
				long[r.is[o].ID] = true
			}
		}
		if len(long) == 1 {
			for id := range long {
				r.is[u] = Identity{id, "its acronym, and no other's"}
			}
		}
	}
}

// surnames brings persons who are known by one word to the one who has it as
// surname, by what both are said to be.
func (r *identifier) surnames() {
	for _, u := range r.units {
		words := nameOf(u.Key)
		if KindOf(u.Key) != Person || len(words) != 1 || !r.free(u) || r.is[u].ID != u.Key {
			continue
		}
		points := map[string]int{}
		shared := map[string]string{}
		for _, o := range r.of["named "+respell(words[0])] {
			id := r.is[o].ID
			n, why := affinity(r.personas[u], r.personas[o])
			if n > points[id] || points[id] == 0 {
				points[id], shared[id] = max(n, points[id]), why
			}
		}
		ids := slices.SortedFunc(maps.Keys(points), func(a, b string) int { return cmp.Or(cmp.Compare(points[b], points[a]), cmp.Compare(a, b)) })
		switch {
		case len(ids) > 0 && points[ids[0]] >= 2 && (len(ids) == 1 || points[ids[0]]-points[ids[1]] >= 2):
			r.is[u] = Identity{ids[0], "the surname, and " + shared[ids[0]]}
		default:
			id := r.ownID(u)
			r.is[u] = Identity{id, because(u, id, "")}
		}
	}
}

// affinity counts what speaks for two personas being one person: 2 for the
// country and for a body where both have a role, 1 for the sector. It is
// negative where their countries differ.
func affinity(a, b Persona) (points int, why string) {
	if disjoint(a.Countries, b.Countries) {
		return -1, ""
	}
	for _, s := range []struct {
		a, b   []string
		points int
		why    string
	}{{a.Countries, b.Countries, 2, "the same country"}, {a.Bodies, b.Bodies, 2, "a role in the same body"}, {a.Sectors, b.Sectors, 1, "the same sector"}} {
		if intersect(s.a, s.b) {
			points += s.points
			if why != "" {
				why += ", "
			}
			why += s.why
		}
	}
	return points, why
}

// decide brings together what people have said is one.
func (r *identifier) decide(decisions []Decision) {
	for _, d := range decisions {
		if d.Kind != SameDecision || KindOf(unitKey(d.Subjects[0])) == "" {
			continue
		}
		a, ok1 := r.subject(d.Subjects[0])
		b, ok2 := r.subject(d.Subjects[1])
		if !ok1 || !ok2 || r.is[a].ID == r.is[b].ID {
			continue
		}
		to, from := r.is[a].ID, r.is[b].ID
		for _, u := range r.units {
			if r.is[u].ID == from {
				r.is[u] = Identity{to, "decided: " + d.Why}
			}
		}
	}
}

// subject finds the unit that a decision names.
func (r *identifier) subject(s string) (Unit, bool) {
	u := ParseUnit(s)
	_, ok := r.personas[u]
	return u, ok
}

// ParseUnit takes Unit.String apart.
func ParseUnit(s string) Unit {
	key, country, _ := strings.Cut(s, "|")
	return Unit{key, country}
}

func unitKey(s string) string { return ParseUnit(s).Key }
