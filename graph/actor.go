package graph

import (
	"cmp"
	"slices"

	"github.com/entente/entente/calendar"
)

// A Claim is what one Fragment says about an actor, with where it stands.
type Claim struct {
	Actor
	ArticleID   string
	PublishedOn calendar.Date
}

// DeriveActor gives an actor's node from all that is said about it. Name,
// country and sector are those that most fragments give (the smallest in the
// alphabet, where two are given as often); aliases are all other names.
func DeriveActor(id string, claims []Claim) Node {
	p := Properties{"id": id}
	name := common(claims, func(a Actor) string { return a.Name })
	p.set("name", name)
	p.set("country", common(claims, func(a Actor) string { return a.Country }))
	p.set("sector", common(claims, func(a Actor) string { return a.Sector }))
	p.set("wikidataId", common(claims, func(a Actor) string { return a.WikidataID }))
	var aliases []string
	for _, c := range claims {
		aliases = append(aliases, c.Name)
		aliases = append(aliases, c.Names...)
	}
	slices.Sort(aliases)
	aliases = slices.DeleteFunc(slices.Compact(aliases), func(s string) bool { return s == name || s == "" })
	p.set("aliases", aliases)
	return Node{ID: id, Labels: []Label{ActorLabel, KindOf(id)}, Properties: p}
}

func common(claims []Claim, get func(Actor) string) string {
	count := map[string]int{}
	for _, c := range claims {
		if v := get(c.Actor); v != "" {
			count[v]++
		}
	}
	best := ""
	for v, n := range count {
		if best == "" || n > count[best] || n == count[best] && v < best {
			best = v
		}
	}
	return best
}

// DeriveAffiliations gives an actor's AFFILIATED_WITH relationships from all
// that is said about it: one for each body and role, with the number of
// articles that say so and when. The basis is text as soon as one article says
// it in words.
func DeriveAffiliations(id string, claims []Claim) []Relationship {
	type tie struct{ of, role string }
	type sum struct {
		reports     int
		first, last calendar.Date
		text        bool
	}
	sums := map[tie]*sum{}
	for _, c := range claims {
		counted := map[tie]bool{}
		for _, r := range c.Roles {
			k := tie{r.Of, r.Role}
			s := sums[k]
			if s == nil {
				s = &sum{}
				sums[k] = s
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
	var out []Relationship
	for k, s := range sums {
		p := Properties{"reports": s.reports}
		p.set("role", k.role)
		p.set("basis", basis(!s.text))
		p.set("firstReported", s.first)
		p.set("lastReported", s.last)
		out = append(out, Relationship{AffiliatedWith, id, k.of, p})
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
