package graph

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/entente/entente/calendar"
)

// Properties are a node's or relationship's properties. Values are of type
// string, []string, int, float64, bool, calendar.Date, time.Time or Point;
// what is empty or zero is left out, but for numbers that count.
type Properties map[string]any

// set puts v under name unless it is empty.
func (p Properties) set(name string, v any) {
	switch v := v.(type) {
	case string:
		if v == "" {
			return
		}
	case []string:
		// Of "" alone too: neo4j-admin cannot import such a list.
		if !slices.ContainsFunc(v, func(s string) bool { return s != "" }) {
			return
		}
	case bool:
		if !v {
			return
		}
	case calendar.Date:
		if v.IsZero() {
			return
		}
	case time.Time:
		if v.IsZero() {
			return
		}
		p[name] = v.UTC().Truncate(time.Microsecond)
		return
	}
	p[name] = v
}

func (p Properties) setWhen(w When) {
	p.set("startDate", w.Start)
	p.set("endDate", w.End)
	p.set("datePrecision", string(w.Precision))
	p.set("dateText", w.Text)
	p.set("dateBasis", string(w.Basis))
}

// equal tells whether two properties have the same values.
func (p Properties) equal(o Properties) bool {
	return maps.EqualFunc(p, o, func(a, b any) bool {
		x, ok := a.([]string)
		y, both := b.([]string)
		if ok || both {
			return ok == both && slices.Equal(x, y)
		}
		if t, ok := a.(time.Time); ok {
			u, both := b.(time.Time)
			return both && t.Equal(u)
		}
		return a == b
	})
}

// reader takes properties back apart. The first value of an unexpected type is
// remembered as err: properties come from files and databases that others may
// have written.
type reader struct {
	p   Properties
	err error
}

func read[T any](r *reader, name string) T {
	var zero T
	v, ok := r.p[name]
	if !ok || v == nil {
		return zero
	}
	t, ok := v.(T)
	if !ok && r.err == nil {
		r.err = fmt.Errorf("property %s is a %T, not a %T", name, v, zero)
	}
	return t
}

func (r *reader) str(name string) string         { return read[string](r, name) }
func (r *reader) list(name string) []string      { return read[[]string](r, name) }
func (r *reader) int(name string) int            { return read[int](r, name) }
func (r *reader) date(name string) calendar.Date { return read[calendar.Date](r, name) }
func (r *reader) time(name string) time.Time     { return read[time.Time](r, name) }

func (r *reader) point(name string) *Point {
	if _, ok := r.p[name]; !ok {
		return nil
	}
	v := read[Point](r, name)
	return &v
}

func (r *reader) when() When {
	return When{
		Interval: calendar.Interval{Start: r.date("startDate"), End: r.date("endDate"), Precision: calendar.Precision(r.str("datePrecision"))},
		Text:     r.str("dateText"),
		Basis:    calendar.Basis(r.str("dateBasis")),
	}
}

// Properties gives the article as the properties of its node, without digest.
func (a Article) Properties() Properties {
	p := Properties{}
	p.set("id", a.ID)
	p.set("title", a.Title)
	p.set("subtitle", a.Subtitle)
	p.set("url", a.URL)
	p.set("publisher", a.Publisher)
	p.set("section", a.Section)
	p.set("author", a.Author)
	p.set("publishedOn", a.PublishedOn)
	p.set("publishedAt", a.PublishedAt)
	p.set("language", a.Language)
	p.set("themes", a.Themes)
	if a.Tone != nil {
		p["tone"] = *a.Tone
	}
	p.set("contentHash", a.ContentHash)
	p.set("sourceId", a.SourceID)
	p.set("text", a.Text)
	p.set("textMode", string(a.TextMode))
	if a.TextLength > 0 {
		p.set("textLength", a.TextLength)
	}
	p.set("sketch", a.Sketch)
	p.set("loader", a.Loader)
	p.set("extractor", a.Extractor)
	p.set("loadedAt", a.LoadedAt)
	return p
}

// ArticleFrom takes the properties of an Article node.
func ArticleFrom(p Properties) (Article, error) {
	r := &reader{p: p}
	a := Article{
		ID: r.str("id"), Title: r.str("title"), Subtitle: r.str("subtitle"), URL: r.str("url"),
		Publisher: r.str("publisher"), Section: r.str("section"), Author: r.str("author"),
		PublishedOn: r.date("publishedOn"), PublishedAt: r.time("publishedAt"), Language: r.str("language"),
		Themes: r.list("themes"), ContentHash: r.str("contentHash"), SourceID: r.str("sourceId"), Text: r.str("text"),
		TextMode: TextMode(r.str("textMode")), TextLength: r.int("textLength"), Sketch: r.list("sketch"),
		Loader: r.str("loader"), Extractor: r.str("extractor"), LoadedAt: r.time("loadedAt"),
	}
	if _, ok := p["tone"]; ok {
		t := read[float64](r, "tone")
		a.Tone = &t
	}
	if r.err != nil {
		return Article{}, fmt.Errorf("article %s: %w", a.ID, r.err)
	}
	return a, nil
}

// mention gives the actor as the properties of a MENTIONS relationship.
func (a Actor) mention(dataset string) Properties {
	p := Properties{"count": a.Count}
	p.set("dataset", dataset)
	if a.NodeID() != a.ID {
		p["key"] = a.ID
	}
	p.set("resolved", a.Resolved.List())
	p.set("names", a.Names)
	p.set("name", a.Name)
	p.set("country", a.Country)
	p.set("sector", a.Sector)
	p.set("wikidataId", a.WikidataID)
	p.set("roles", mapped(a.Roles, func(r Role) string { return r.Role }))
	p.set("of", mapped(a.Roles, func(r Role) string { return r.Of }))
	p.set("roleQuotes", mapped(a.Roles, func(r Role) string { return r.Quote }))
	p.set("roleBases", mapped(a.Roles, func(r Role) string { return basis(r.Known) }))
	return p
}

func basis(known bool) string {
	if known {
		return "gazetteer"
	}
	return "text"
}

// ActorFrom takes the id of an actor's node and the properties of a MENTIONS
// relationship to it.
func ActorFrom(id string, p Properties) (Actor, error) {
	r := &reader{p: p}
	a := Actor{
		ID: id, Name: r.str("name"), Country: r.str("country"), Sector: r.str("sector"),
		WikidataID: r.str("wikidataId"), Count: r.int("count"), Names: r.list("names"), Resolved: r.resolved(),
	}
	if key := r.str("key"); key != "" {
		a.ID = key
	}
	if r.err == nil && (a.NodeID() != id || KindOf(a.ID) == "") {
		r.err = fmt.Errorf("it is of %s, which is not resolved to this", a.ID)
	}
	roles, of, quotes, bases := r.list("roles"), r.list("of"), r.list("roleQuotes"), r.list("roleBases")
	if len(quotes) == 0 {
		quotes = make([]string, len(roles))
	}
	if r.err == nil && (len(of) != len(roles) || len(quotes) != len(roles) || len(bases) != len(roles)) {
		r.err = fmt.Errorf("the lists roles, of, roleQuotes and roleBases differ in length")
	}
	if r.err != nil {
		return Actor{}, fmt.Errorf("mention of %s: %w", id, r.err)
	}
	for i := range roles {
		a.Roles = append(a.Roles, Role{roles[i], of[i], quotes[i], bases[i] == "gazetteer"})
	}
	return a, nil
}
