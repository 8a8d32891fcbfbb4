package graph

import (
	"maps"
	"slices"
)

// A Resolver says who is who, and which reports tell of one event, over all
// Fragments that it was given. Their order is of no account.
type Resolver struct {
	decisions []Decision
	fragments []Fragment // of news: what rules go by
	settled   bool
	// What follows from them.
	personas    []Persona
	actors      map[Unit]Identity
	occurrences []Occurrence
	events      map[string]Grouping
}

// NewResolver gives a Resolver that follows decisions.
func NewResolver(decisions []Decision) *Resolver { return &Resolver{decisions: decisions} }

// Add takes a Fragment in.
func (r *Resolver) Add(f Fragment) {
	if f.Dataset == News {
		r.fragments = append(r.fragments, f)
	}
	r.settled = false
}

// Empty tells whether nothing of what was added is for rules to bring together.
func (r *Resolver) Empty() bool { return len(r.fragments) == 0 }

// Resolve gives the fragment with the ids that its actors and facts have in
// the graph of all that was added.
func (r *Resolver) Resolve(f Fragment) Fragment {
	r.Settle()
	return f.Resolve(func(u Unit) string { return r.actors[u].ID }, func(key string) string { return r.events[key].Group })
}

// Settle does what Resolve does first. After it, and until more is added,
// Resolve may be called by several goroutines.
func (r *Resolver) Settle() {
	if r.settled {
		return
	}
	r.settled, r.personas, r.occurrences = true, nil, nil
	personas := map[Unit]*Persona{}
	for _, f := range r.fragments {
		for _, a := range f.Actors {
			u, ok := UnitOf(a)
			if !ok {
				continue
			}
			if personas[u] == nil {
				personas[u] = &Persona{Unit: u}
			}
			personas[u].Add(a)
		}
	}
	for _, u := range slices.SortedFunc(maps.Keys(personas), compareUnits) {
		r.personas = append(r.personas, *personas[u])
	}
	r.actors = Identify(r.personas, r.decisions)
	reports := map[string][]Evidence{}
	for _, f := range r.fragments {
		for _, e := range f.Resolve(func(u Unit) string { return r.actors[u].ID }, nil).Evidence() {
			if e.Fact == EventLabel {
				reports[e.Key] = append(reports[e.Key], e)
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(reports)) {
		r.occurrences = append(r.occurrences, OccurrenceOf(key, reports[key]))
	}
	r.events = GroupEvents(r.occurrences, r.decisions)
}

// Resolve gives the fragment with the ids that its actors and events have in
// the graph, as actor and event give them; "" stands for their own.
func (f Fragment) Resolve(actor func(Unit) string, event func(key string) string) Fragment {
	is := Resolved{}
	note := func(id, to string) {
		if to != "" && to != id {
			is[id] = to
		}
	}
	for _, a := range f.Actors {
		if u, ok := UnitOf(a); ok {
			note(a.ID, actor(u))
		}
	}
	for _, r := range f.Reports {
		if r.Fact == EventLabel && event != nil && f.Dataset == News {
			note(r.Key, event(r.Key))
		}
	}
	return f.resolved(is)
}

// Unresolved gives the fragment as it was loaded.
func (f Fragment) Unresolved() Fragment { return f.resolved(nil) }

func (f Fragment) resolved(is Resolved) Fragment {
	f.Actors = mapped(f.Actors, func(a Actor) Actor {
		ids := []string{a.ID}
		for _, r := range a.Roles {
			ids = append(ids, r.Of)
		}
		a.Resolved = is.of(ids)
		return a
	})
	f.Reports = mapped(f.Reports, func(r Report) Report {
		ids := append([]string{r.Key}, r.AttributedTo...)
		for _, ref := range r.references() {
			ids = append(ids, ref.id)
		}
		r.Resolved = is.of(ids)
		return r
	})
	return f
}

// of gives the part that is about ids.
func (r Resolved) of(ids []string) Resolved {
	var out Resolved
	for _, id := range ids {
		if to, ok := r[id]; ok {
			if out == nil {
				out = Resolved{}
			}
			out[id] = to
		}
	}
	return out
}

// sketch gives the sketch that reports of the fragment go by.
func (f Fragment) sketch() []string {
	if f.Dataset != News {
		return nil
	}
	return f.Article.Sketch
}

// SetDyads notes at each report of an event the pairs of states on both sides,
// by what the fragment says of its actors.
func (f Fragment) SetDyads() {
	countries := map[string]string{}
	for _, a := range f.Actors {
		countries[a.ID] = a.Country
	}
	ids := func(list []Participant) []string { return mapped(list, func(p Participant) string { return p.ID }) }
	for i := range f.Reports {
		if r := &f.Reports[i]; r.Fact == EventLabel {
			r.Dyads = dyads(ids(r.Sources), ids(r.Targets), countries)
		}
	}
}

// dyads gives pairs of states, 'USA>MEX'; of who has no state, the id; '-' for
// nobody.
func dyads(sources, targets []string, countries map[string]string) []string {
	states := func(ids []string) []string {
		if len(ids) == 0 {
			return []string{"-"}
		}
		return mapped(ids, func(id string) string {
			if c := countries[id]; c != "" {
				return c
			}
			return id
		})
	}
	if len(sources)+len(targets) == 0 {
		return nil
	}
	var out []string
	for _, s := range states(sources) {
		for _, t := range states(targets) {
			out = append(out, s+">"+t)
		}
	}
	return unique(out)
}
