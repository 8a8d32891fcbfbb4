package graph

import (
	"cmp"
	"maps"
	"slices"

	"github.com/entente/entente/calendar"
)

// A Claim is what one Fragment says about an actor, with where it stands.
type Claim struct {
	Actor
	Dataset     string
	ArticleID   string
	PublishedOn calendar.Date
}

// DeriveActor gives an actor's node from all that is said about it. Name,
// country and sector are those that most fragments give (the smallest in the
// alphabet, where two are given as often); aliases are all other names.
func DeriveActor(id string, claims []Claim, decisions ...Decision) Node {
	p := profileOf(claims)
	n := p.Node(id)
	n.Properties.setNotes(decisions, slices.Collect(maps.Keys(p.ids)))
	return n
}

// DeriveAffiliations gives an actor's AFFILIATED_WITH relationships from all
// that is said about it: one for each body and role, with the number of
// articles that say so and when. The basis is text as soon as one article says
// it in words.
func DeriveAffiliations(id string, claims []Claim) []Relationship {
	return profileOf(claims).Affiliations(id)
}

// A Profile is what all claims about an actor come to. It grows with what is
// different in them, not with their number. The zero Profile is of none.
type Profile struct {
	names, countries, sectors, items map[string]int
	aliases, ids                     map[string]bool
	ties                             map[tie]*tieSum
}

type tie struct{ of, role string }

type tieSum struct {
	reports     int
	first, last calendar.Date
	text        bool
}

func profileOf(claims []Claim) *Profile {
	p := &Profile{}
	for _, c := range claims {
		p.Add(c)
	}
	return p
}

// Add takes one more claim in. The order of claims is of no account.
func (p *Profile) Add(c Claim) { p.AddSame(c, 1) }

// AddSame takes in n claims that say the same and have no roles; of a claim
// with roles, n must be 1.
func (p *Profile) AddSame(c Claim, n int) {
	if p.aliases == nil {
		p.names, p.countries, p.sectors, p.items = map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}
		p.aliases, p.ids, p.ties = map[string]bool{}, map[string]bool{}, map[tie]*tieSum{}
	}
	p.names[c.Name] += n
	p.countries[c.Country] += n
	p.sectors[c.Sector] += n
	p.items[c.WikidataID] += n
	p.ids[c.Actor.ID] = true
	p.aliases[c.Name] = true
	for _, n := range c.Names {
		p.aliases[n] = true
	}
	counted := map[tie]bool{}
	for _, r := range c.Roles {
		k := tie{c.Resolved.is(r.Of), r.Role}
		if k.of == c.NodeID() {
			continue
		}
		s := p.ties[k]
		if s == nil {
			s = &tieSum{}
			p.ties[k] = s
		}
		s.text = s.text || !r.Known
		if counted[k] {
			continue
		}
		counted[k] = true
		s.reports++
		if on := c.PublishedOn; !on.IsZero() {
			if s.first.IsZero() || on.Before(s.first) {
				s.first = on
			}
			if on.After(s.last) {
				s.last = on
			}
		}
	}
}

// Node gives the actor's node.
func (p *Profile) Node(id string) Node {
	props := Properties{"id": id}
	name := commonest(p.names)
	props.set("name", name)
	props.set("country", commonest(p.countries))
	props.set("sector", commonest(p.sectors))
	props.set("wikidataId", commonest(p.items))
	aliases := slices.DeleteFunc(slices.Sorted(maps.Keys(p.aliases)), func(s string) bool { return s == name || s == "" })
	props.set("aliases", aliases)
	props.set("formerIds", slices.DeleteFunc(slices.Sorted(maps.Keys(p.ids)), func(s string) bool { return s == id }))
	return Node{ID: id, Labels: []Label{ActorLabel, KindOf(id)}, Properties: props}
}

// commonest gives the value, other than "", that was counted most.
func commonest(count map[string]int) string {
	best := ""
	for v, n := range count {
		if v != "" && (best == "" || n > count[best] || n == count[best] && v < best) {
			best = v
		}
	}
	return best
}

// Affiliations gives the actor's AFFILIATED_WITH relationships.
func (p *Profile) Affiliations(id string) []Relationship {
	var out []Relationship
	for k, s := range p.ties {
		props := Properties{"reports": s.reports}
		props.set("role", k.role)
		props.set("basis", basis(!s.text))
		props.set("firstReported", s.first)
		props.set("lastReported", s.last)
		out = append(out, Relationship{AffiliatedWith, id, k.of, props})
	}
	slices.SortFunc(out, CompareRelationships)
	return out
}

// CompareRelationships orders relationships by type, start, end and, where
// several join the same two nodes, by what tells them apart: role or dataset
// and key.
func CompareRelationships(a, b Relationship) int {
	str := func(r Relationship, name string) string { s, _ := r.Properties[name].(string); return s }
	return cmp.Or(cmp.Compare(a.Type, b.Type), cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End),
		cmp.Compare(str(a, "role"), str(b, "role")), cmp.Compare(str(a, "dataset"), str(b, "dataset")), cmp.Compare(str(a, "key"), str(b, "key")))
}
