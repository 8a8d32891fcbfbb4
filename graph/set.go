package graph

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"
)

// An Outcome is what loading a Fragment did.
type Outcome string

// The outcomes of loading: something new; the same as before, so nothing; a
// changed version in place of the old one; the text of an article that is
// there under another identity.
const (
	Loaded    Outcome = "loaded"
	Unchanged Outcome = "unchanged"
	Replaced  Outcome = "replaced"
	Copied    Outcome = "copied"
)

// A Graph is nodes and relationships, each once, in a fixed order.
type Graph struct {
	Nodes         []Node
	Relationships []Relationship
}

// A Path is a way through a graph: its nodes, and the relationships between
// each and the next, in whichever direction they point.
type Path struct {
	Nodes         []Node
	Relationships []Relationship
}

// A Set holds Fragments in memory. It is what a store does, said in the
// simplest way: the graph is derived from all Fragments anew.
type Set struct {
	fragments map[source]Fragment
	decisions map[string]Decision
}

type source struct{ article, dataset string }

// NewSet gives an empty Set.
func NewSet() *Set { return &Set{fragments: map[source]Fragment{}} }

// Load puts a Fragment in, in place of what the same article and data set said
// before. A report that was there already keeps the time it was first loaded.
func (s *Set) Load(f Fragment, at time.Time) (Outcome, error) {
	if err := f.Validate(); err != nil {
		return "", err
	}
	k := source{f.Article.ID, f.Dataset}
	old, had := s.fragments[k]
	added := f
	if f.Partial {
		f = old.Add(f)
	}
	if had && Digest(old) == Digest(f) {
		return Unchanged, nil
	}
	outcome := Loaded
	switch {
	case had && added.Partial:
		if old.has(added.Reports) {
			outcome = Replaced
		}
	case had:
		outcome = Replaced
	case s.hasCopy(f):
		outcome = Copied
	}
	s.fragments[k] = f.Stamp(old, at)
	return outcome, nil
}

// Stamp gives the fragment with its times of loading: at, but for reports that
// old, the version before, had already.
func (f Fragment) Stamp(old Fragment, at time.Time) Fragment {
	at = at.UTC().Truncate(time.Microsecond)
	before := map[string]time.Time{}
	for _, r := range old.Reports {
		before[r.Key] = r.LoadedAt
	}
	f.Article.LoadedAt = at
	f.Reports = mapped(f.Reports, func(r Report) Report {
		r.LoadedAt = at
		if t, ok := before[r.Key]; ok {
			r.LoadedAt = t
		}
		return r
	})
	return f
}

func (s *Set) hasCopy(f Fragment) bool {
	for k, g := range s.fragments {
		if k.dataset == f.Dataset && f.Article.ContentHash != "" && g.Article.ContentHash == f.Article.ContentHash {
			return true
		}
	}
	return false
}

// Retract takes an article out, and tells whether it was there.
func (s *Set) Retract(articleID string) bool {
	n := len(s.fragments)
	for k := range s.fragments {
		if k.article == articleID {
			delete(s.fragments, k)
		}
	}
	return len(s.fragments) < n
}

// Fragments gives the fragments that make the graph, in the order of article
// and data set: all but copies. Of articles with the same text the one with
// the smallest id counts.
func (s *Set) Fragments() []Fragment {
	smallest := map[source]string{}
	hidden := func(f Fragment) bool {
		return f.Article.ContentHash != "" && smallest[source{f.Article.ContentHash, f.Dataset}] != f.Article.ID
	}
	for _, f := range s.fragments {
		k := source{f.Article.ContentHash, f.Dataset}
		if have, ok := smallest[k]; !ok || f.Article.ID < have {
			smallest[k] = f.Article.ID
		}
	}
	var out []Fragment
	for _, f := range s.fragments {
		if !hidden(f) {
			out = append(out, f)
		}
	}
	slices.SortFunc(out, func(a, b Fragment) int {
		return cmp.Or(cmp.Compare(a.Article.ID, b.Article.ID), cmp.Compare(a.Dataset, b.Dataset))
	})
	return out
}

// Decide takes the word of a person, in place of the same one made before.
func (s *Set) Decide(d Decision) {
	if s.decisions == nil {
		s.decisions = map[string]Decision{}
	}
	s.decisions[d.ID] = d
}

// Undo takes a decision back.
func (s *Set) Undo(id string) { delete(s.decisions, id) }

// Decisions gives the decisions in the order in which they count.
func (s *Set) Decisions() []Decision {
	list := slices.Collect(maps.Values(s.decisions))
	SortDecisions(list)
	return list
}

// Resolved gives Fragments with the ids that actors and events have in the
// graph.
func (s *Set) Resolved() []Fragment {
	r := NewResolver(s.Decisions())
	list := s.Fragments()
	for _, f := range list {
		r.Add(f)
	}
	return mapped(list, r.Resolve)
}

// Graph derives the graph of all Fragments.
func (s *Set) Graph() Graph {
	var g Graph
	facts := map[string][]Evidence{}
	claims := map[string][]Claim{}
	nodeOf := map[string]string{} // by the id in reports
	articles := map[string]map[string]Properties{}
	for _, f := range s.Resolved() {
		if articles[f.Article.ID] == nil {
			articles[f.Article.ID] = map[string]Properties{}
		}
		articles[f.Article.ID][f.Dataset] = f.ArticleClaim()
		for _, e := range f.Evidence() {
			facts[e.NodeID()] = append(facts[e.NodeID()], e)
		}
		for _, c := range f.Claims() {
			claims[c.NodeID()] = append(claims[c.NodeID()], c)
			nodeOf[c.Actor.ID] = smaller(nodeOf[c.Actor.ID], c.NodeID())
		}
		g.Relationships = append(g.Relationships, f.Sourcing()...)
	}
	decisions := ResolveFixes(s.Decisions(), func(id string) string {
		if claims[id] != nil {
			return id
		}
		return nodeOf[id]
	})
	there := func(id string) bool { return LabelOf(id) != ActorLabel || claims[id] != nil }
	for id, claims := range articles {
		g.Nodes = append(g.Nodes, DeriveArticle(id, claims, decisions...))
	}
	for id, reports := range facts {
		n, edges := DeriveFact(id, reports, decisions...)
		g.Nodes = append(g.Nodes, n)
		for _, e := range edges {
			if there(e.Start) && there(e.End) {
				g.Relationships = append(g.Relationships, e)
			}
		}
	}
	for id, c := range claims {
		g.Nodes = append(g.Nodes, DeriveActor(id, c, decisions...))
		g.Relationships = append(g.Relationships, DeriveAffiliations(id, c)...)
	}
	g.Sort()
	return g
}

// Sort puts nodes and relationships into their fixed order.
func (g *Graph) Sort() {
	slices.SortFunc(g.Nodes, func(a, b Node) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(g.Relationships, CompareRelationships)
}

// Evidence gives the fragment's reports with where they stand.
func (f Fragment) Evidence() []Evidence {
	return mapped(f.Reports, func(r Report) Evidence {
		return Evidence{r, f.Dataset, f.Article.ID, f.Article.PublishedOn, f.sketch()}
	})
}

// Claims gives what the fragment says about actors with where it stands.
func (f Fragment) Claims() []Claim {
	return mapped(f.Actors, func(a Actor) Claim { return Claim{a, f.Dataset, f.Article.ID, f.Article.PublishedOn} })
}

// Sourcing gives the fragment's REPORTED_IN and MENTIONS relationships.
func (f Fragment) Sourcing() []Relationship {
	var out []Relationship
	for _, r := range f.Reports {
		out = append(out, Relationship{ReportedIn, r.NodeID(), f.Article.ID, r.Properties(f.Dataset)})
	}
	for _, a := range f.Actors {
		out = append(out, Relationship{Mentions, f.Article.ID, a.NodeID(), a.mention(f.Dataset)})
	}
	for _, r := range out {
		r.Properties.set("publishedOn", f.Article.PublishedOn)
	}
	return out
}

// Digest gives a hash of all that a fragment says but when it was loaded. Two
// fragments with the same digest make the same graph.
func Digest(f Fragment) string {
	f.Article.LoadedAt = time.Time{}
	f = f.Unresolved()
	f.Reports = mapped(f.Reports, func(r Report) Report { r.LoadedAt = time.Time{}; return r })
	sourcing := f.Sourcing()
	slices.SortFunc(sourcing, CompareRelationships)
	b, err := json.Marshal([]any{f.Dataset, f.Article.Properties(), sourcing})
	if err != nil {
		// Properties are strings, dates and numbers; Validate has seen that no
		// number is out of JSON's reach.
		panic(fmt.Sprintf("graph: fragment of %s cannot be written as JSON: %v", f.Article.ID, err))
	}
	return hash(string(b))
}
