package graph

import (
	"cmp"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/entente/entente/calendar"
)

// A Node is a node as it stands in the graph.
type Node struct {
	ID         string
	Labels     []Label // the primary label first
	Properties Properties
}

// A Relationship is a relationship as it stands in the graph.
type Relationship struct {
	Type       RelType
	Start, End string // ids
	Properties Properties
}

// Evidence is a report with where it stands.
type Evidence struct {
	Report
	Dataset     string
	ArticleID   string
	PublishedOn calendar.Date // of the article
	Sketch      []string      // of the article's text
}

// compareEvidence is the order in which reports are asked: the earliest
// article's first, undated ones last; then by id, so that there are no ties.
func compareEvidence(a, b Evidence) int {
	if a.PublishedOn.IsZero() != b.PublishedOn.IsZero() {
		if a.PublishedOn.IsZero() {
			return 1
		}
		return -1
	}
	return cmp.Or(a.PublishedOn.Compare(b.PublishedOn), cmp.Compare(a.ArticleID, b.ArticleID),
		cmp.Compare(a.Dataset, b.Dataset), cmp.Compare(a.Key, b.Key))
}

// DeriveFact gives a fact's node and the relationships that its reports claim
// (all but REPORTED_IN), from all its reports, of which there must be at least
// one, and what people have decided about it. The rules:
//
//   - The date is the narrowest interval that words give; an interval without
//     words (basis publication) counts only where no report has better.
//   - The status is that of most reports; of the latest, where two have as
//     many; then by EventStatuses.
//   - Name, caption, type, mode, code, place and the like are those of the
//     first report, by the article's date, that has any.
//   - Contexts, and relationships, are those that at least one report claims;
//     a relationship's properties are those of the first report that claims it.
//   - What people have corrected goes before all this, and shows in the name.
func DeriveFact(id string, reports []Evidence, decisions ...Decision) (Node, []Relationship) {
	reports = slices.Clone(reports)
	slices.SortFunc(reports, compareEvidence)
	fact := reports[0].Fact
	when := narrowest(reports)
	var status Status
	switch fact {
	case EventLabel:
		status = weightiest(reports, EventStatuses())
	case PolicyLabel:
		status = weightiest(reports, PolicyStatuses())
	}
	p := Properties{"id": id, "when": when.forPeople(status)}
	p.set("status", string(status))
	p.setWhen(when)
	p.setCounts(reports)
	p.set("name", first(reports, func(r Report) string { return r.Name }))
	p.set("caption", first(reports, Report.caption))
	p.set("contexts", union(reports, func(r Report) []string { return r.Contexts }))
	n := Node{ID: id, Labels: []Label{fact}, Properties: p}
	switch fact {
	case EventLabel:
		p.setEvent(reports)
		if l := status.label(); l != "" {
			n.Labels = append(n.Labels, l)
		}
	case PolicyLabel:
		p.set("kind", first(reports, func(r Report) string { return r.Kind }))
	case StatementLabel:
		p.set("text", first(reports, func(r Report) string { return r.Text }))
		p.set("form", first(reports, func(r Report) string { return r.Form }))
	}
	keys := union(reports, func(r Report) []string { return []string{r.Key} })
	p.set("formerIds", slices.DeleteFunc(slices.Clone(keys), func(k string) bool { return k == id }))
	p.setNotes(decisions, keys)
	return corrected(n, edges(id, reports), about(decisions, FixDecision, keys))
}

func (p Properties) setEvent(reports []Evidence) {
	kind := EventType(first(reports, func(r Report) string { return string(r.Type) }))
	p.set("type", string(kind))
	p.set("mode", first(reports, func(r Report) string { return r.Mode }))
	p.set("cameo", first(reports, func(r Report) string { return r.CAMEO }))
	if kind != "" {
		p["quadClass"] = kind.QuadClass()
		p["goldstein"] = Goldstein(kind, first(reports, func(r Report) string { return r.Mode }))
	}
	p.set("placeName", first(reports, func(r Report) string { return r.PlaceName }))
	own := map[string]bool{}
	for _, r := range reports {
		for name, v := range r.properties() {
			if !own[name] {
				own[name] = true
				p[name] = v
			}
		}
	}
}

// properties gives what only data sets know of an event.
func (r Report) properties() Properties {
	all, out := Properties{}, Properties{}
	r.setEvent(all)
	keep := func(name string) {
		if v, ok := all[name]; ok {
			out[name] = v
		}
	}
	for _, name := range []string{"quadClass", "goldstein", "location", "placePrecision", "fatalitiesLow", "fatalitiesBest", "fatalitiesHigh"} {
		keep(name)
	}
	for _, property := range recordProperties {
		keep(property.Name)
	}
	return out
}

// forPeople gives the date for people. Where no words tell it, what has
// happened did so by the article's day, and what has not is undated.
func (w When) forPeople(status Status) string {
	switch {
	case w.Basis != calendar.Publication || w.IsZero():
		return w.Interval.String()
	case status == Planned || status == Hypothetical || status == Denied || status == Proposed:
		return "undated"
	}
	return "by " + calendar.DayOf(w.End).String()
}

func (p Properties) setCounts(reports []Evidence) {
	var firstOn, lastOn calendar.Date
	var firstLoaded time.Time
	for _, r := range reports {
		if on := r.PublishedOn; !on.IsZero() {
			if firstOn.IsZero() || on.Before(firstOn) {
				firstOn = on
			}
			if on.After(lastOn) {
				lastOn = on
			}
		}
		if firstLoaded.IsZero() || r.LoadedAt.Before(firstLoaded) {
			firstLoaded = r.LoadedAt
		}
	}
	p.set("firstReported", firstOn)
	p.set("lastReported", lastOn)
	p.set("firstLoaded", firstLoaded)
	p["reports"] = len(reports)
	p["independentReports"] = independent(reports)
}

func narrowest(reports []Evidence) When {
	return slices.MinFunc(reports, func(a, b Evidence) int {
		return cmp.Or(cmp.Compare(dateRank(a.When), dateRank(b.When)), cmp.Compare(a.When.Days(), b.When.Days()),
			cmp.Compare(a.When.Basis, b.When.Basis), a.When.Start.Compare(b.When.Start), cmp.Compare(a.When.Text, b.When.Text))
	}).When
}

// dateRank sets dates that words give before the others, closed intervals
// before half-open ones.
func dateRank(w When) int {
	switch {
	case w.IsZero():
		return 3
	case w.Basis == calendar.Publication || w.Basis == "":
		return 2
	case w.Start.IsZero() || w.End.IsZero():
		return 1
	}
	return 0
}

func weightiest(reports []Evidence, order []Status) Status {
	type tally struct {
		status Status
		n      int
		latest calendar.Date
	}
	tallies := make([]tally, len(order))
	for i, s := range order {
		tallies[i].status = s
		for _, r := range reports {
			if r.Status == s {
				tallies[i].n++
				if r.PublishedOn.After(tallies[i].latest) {
					tallies[i].latest = r.PublishedOn
				}
			}
		}
	}
	return slices.MaxFunc(tallies, func(a, b tally) int {
		return cmp.Or(cmp.Compare(a.n, b.n), a.latest.Compare(b.latest))
	}).status
}

func first(reports []Evidence, get func(Report) string) string {
	for _, r := range reports {
		if v := get(r.Report); v != "" {
			return v
		}
	}
	return ""
}

func union(reports []Evidence, get func(Report) []string) []string {
	var out []string
	for _, r := range reports {
		out = append(out, get(r.Report)...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (r Report) caption() string {
	if r.Caption != "" {
		return r.Caption
	}
	return Shorten(r.Name, CaptionLength)
}

// Shorten cuts s at a word's end so that it has at most n characters, an
// ellipsis included.
func Shorten(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	runes := []rune(s)[:n]
	cut := n - 1
	for i := n - 1; i > n/2; i-- {
		if runes[i] == ' ' {
			cut = i
			break
		}
	}
	return string(runes[:cut]) + "…"
}

// edges gives the relationships that the reports claim, each once.
func edges(id string, reports []Evidence) []Relationship {
	var out []Relationship
	seen := map[[3]string]bool{}
	for _, ev := range reports {
		for _, e := range ev.Report.edges(id) {
			k := [3]string{string(e.Type), e.Start, e.End}
			if !seen[k] {
				seen[k] = true
				out = append(out, e)
			}
		}
	}
	return out
}

func (r Report) edges(id string) []Relationship {
	var out []Relationship
	is := r.Resolved.is
	add := func(t RelType, start, end string, props ...any) {
		p := Properties{}
		for i := 0; i < len(props); i += 2 {
			p.set(props[i].(string), props[i+1])
		}
		out = append(out, Relationship{t, start, end, p})
	}
	for _, s := range r.Sources {
		switch r.Fact {
		case EventLabel:
			add(Initiated, is(s.ID), id, "as", s.As)
		case PolicyLabel:
			add(Issued, is(s.ID), id, "as", s.As)
		case StatementLabel:
			add(Said, is(s.ID), id, "as", s.As, "cue", r.Cue, "via", is(r.Via), "anonymous", r.Anonymous)
		}
	}
	for _, t := range r.Targets {
		add(Targets, id, is(t.ID), "as", t.As)
	}
	for _, t := range r.About {
		add(About, id, is(t.ID), "stance", t.Stance)
	}
	for _, k := range r.Enacts {
		add(Enacts, id, is(k))
	}
	for _, k := range r.Foresees {
		add(Foresees, id, is(k))
	}
	for _, k := range r.Expresses {
		add(Expresses, id, is(k))
	}
	for _, o := range r.After {
		add(After, id, is(o.Key), "quote", o.Quote)
	}
	for _, place := range r.Places {
		add(OccurredIn, id, is(place))
	}
	return out
}
