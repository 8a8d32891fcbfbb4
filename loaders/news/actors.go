package news

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/entente/entente/extract"
	"github.com/entente/entente/graph"
)

// maxName is the longest name or role that is kept as one, in bytes. What is
// longer is a sentence that was taken for a name.
const maxName = 200

// actors gives the id of each actor of an extraction, "" for one that cannot
// have any.
func actorIDs(x extract.Extraction) []string {
	ids := make([]string, len(x.Actors))
	taken := map[string]int{} // persons' ids, by the first who has it
	for i, a := range x.Actors {
		id := actorID(a)
		if !graph.ValidID(id) || graph.KindOf(id) == "" || len(a.Name) > maxName || a.Name == "" {
			continue
		}
		if first, again := taken[id]; again && a.Kind == extract.Person && a.Known == "" && first != i {
			id = qualified(id, roleOf(x, i))
		} else if !again {
			taken[id] = i
		}
		ids[i] = id
	}
	return ids
}

func actorID(a extract.Actor) string {
	if a.Known != "" {
		return a.Known
	}
	switch a.Kind {
	case extract.Country:
		if len(a.Country) == 3 {
			return graph.CountryID(a.Country)
		}
		return graph.CountryID(graph.Slug(a.Name))
	case extract.Region:
		return graph.ActorID(graph.Region, a.Name)
	case extract.Person:
		return graph.ActorID(graph.Person, a.Name)
	case extract.Organization:
		return graph.ActorID(graph.Organization, a.Name)
	}
	// A sector alone would make one node of all the world's gangs.
	if a.Country != "" {
		return graph.GroupID(a.Country, a.Sector)
	}
	return graph.ActorID(graph.Group, a.Name)
}

// roleOf gives the first role that the article gives a person.
func roleOf(x extract.Extraction, person int) string {
	for _, f := range x.Affiliations {
		if f.Who == person && f.Role != "" {
			return f.Role
		}
	}
	return ""
}

// qualified tells a namesake apart by the role.
func qualified(id, role string) string {
	if s := graph.Slug(role); s != "" {
		return id + "~" + s
	}
	return id
}

// graphActors gives the actors that are mentioned or take part in something,
// each once, in the order of the extraction.
func (c *converter) graphActors() []graph.Actor {
	index := map[string]int{}
	var out []graph.Actor
	for i, a := range c.x.Actors {
		id := c.ids[i]
		if id == "" {
			continue
		}
		if _, ok := index[id]; !ok {
			index[id] = len(out)
			out = append(out, graph.Actor{ID: id, Name: a.Name, Country: a.Country, Sector: a.Sector})
		}
	}
	for _, m := range c.x.Mentions {
		id, ok := c.id(m.Actor)
		at, found := c.places.find(m.Span)
		if !ok || !found {
			continue
		}
		a := &out[index[id]]
		a.Count++
		if name := strings.Join(strings.Fields(at.words), " "); !m.Pronominal && len(name) <= maxName && !slices.Contains(a.Names, name) {
			a.Names = append(a.Names, name)
		}
		c.used[id] = true
	}
	for _, f := range c.x.Affiliations {
		who, ok1 := c.id(f.Who)
		of, ok2 := c.id(f.Of)
		if !ok1 || !ok2 || who == of || !c.used[who] {
			continue
		}
		quote := c.places.words(f.Sentence)
		if !f.Known && quote == "" { // no evidence
			continue
		}
		r := graph.Role{Role: f.Role, Of: of, Quote: quote, Known: f.Known}
		if r.Role == "" {
			r.Role = "of"
		}
		if f.Known {
			r.Quote = ""
		}
		a := &out[index[who]]
		same := func(o graph.Role) bool { return o.Role == r.Role && o.Of == r.Of }
		if len(r.Role) <= maxName && !slices.ContainsFunc(a.Roles, same) {
			a.Roles = append(a.Roles, r)
			c.used[of] = true
		}
	}
	return slices.DeleteFunc(out, func(a graph.Actor) bool { return !c.used[a.ID] })
}

// id gives an actor's id by its index; ok is false where it has none.
func (c *converter) id(actor int) (string, bool) {
	if actor < 0 || actor >= len(c.ids) {
		return "", false
	}
	return c.ids[actor], c.ids[actor] != ""
}

// participants gives the actors of roles, each once.
func (c *converter) participants(roles []extract.Role) []graph.Participant {
	var out []graph.Participant
	for _, r := range roles {
		id, ok := c.id(r.Actor)
		if !ok || slices.ContainsFunc(out, func(p graph.Participant) bool { return p.ID == id }) {
			continue
		}
		c.used[id] = true
		out = append(out, graph.Participant{ID: id, As: c.places.words(r.Words)})
	}
	return out
}

func participantIDs(list []graph.Participant) []string {
	var out []string
	for _, p := range list {
		out = append(out, p.ID)
	}
	return out
}

// firstWords gives the beginning of s on one line, at most n characters.
func firstWords(s string, n int) string {
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return graph.Shorten(s, n)
}
