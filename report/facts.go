package report

import (
	"cmp"
	"slices"

	"github.com/entente/entente/calendar"
	"github.com/entente/entente/graph"
)

// nameOf gives the name of the actor of an id or of a country code.
const nameOf = `CALL {
  MATCH (a:Actor {id: $who})
  RETURN a
  UNION
  MATCH (a:Actor {country: toUpper($who)})
  WHERE a:Country
  RETURN a
}
RETURN a.name AS name
LIMIT 1`

// enacting gives the names of policies, and the events that put them in force.
const enacting = `UNWIND $ids AS id
MATCH (p:Policy {id: id})
OPTIONAL MATCH (e:Event)-[:ENACTS]->(p)
RETURN p.name AS name, e.id AS event`

// details gives facts with who has a part in them and what reports them.
const details = `CALL {
  UNWIND $ids AS id
  MATCH (f:Event {id: id})
  RETURN f
  UNION
  UNWIND $ids AS id
  MATCH (f:Policy {id: id})
  RETURN f
  UNION
  UNWIND $ids AS id
  MATCH (f:Statement {id: id})
  RETURN f
}
RETURN f,
  COLLECT {
    MATCH (a:Actor)-[r:INITIATED|ISSUED|SAID]->(f)
    OPTIONAL MATCH (outlet:Actor {id: r.via})
    RETURN {id: a.id, name: a.name, as: r.as, cue: r.cue, via: coalesce(outlet.name, r.via), anonymous: r.anonymous}
    ORDER BY a.name, a.id
  } AS by,
  COLLECT { MATCH (f)-[r:TARGETS]->(a:Actor) RETURN {id: a.id, name: a.name, as: r.as} ORDER BY a.name, a.id } AS targets,
  COLLECT { MATCH (f)-[r:ABOUT]->(x:Actor|Policy|Event) RETURN {name: x.name, stance: r.stance} ORDER BY x.name, x.id } AS about,
  COLLECT { MATCH (f)-[:OCCURRED_IN]->(a:Actor) RETURN a.name ORDER BY a.name } AS places,
  COLLECT {
    MATCH (f)-[r:REPORTED_IN]->(art:Article)
    RETURN {quote: r.quote, status: r.status, figures: r.figures, dataset: r.dataset, title: art.title, url: art.url,
      publisher: art.publisher, on: art.publishedOn, article: art.id,
      attributedTo: [x IN coalesce(r.attributedTo, []) | coalesce(head(COLLECT { MATCH (a:Actor {id: x}) RETURN a.name }), x)]}
    ORDER BY art.publishedOn, art.id, r.start
  } AS reports`

// facts reads what has been collected, in the order of the last possible day.
func (a *asker) facts() []Fact {
	var out []Fact
	a.read(details, map[string]any{"ids": a.ids}, func(row []any) {
		if f, ok := readFact(row); ok {
			out = append(out, f)
		}
	})
	slices.SortFunc(out, compareDates)
	return out
}

// compareDates orders facts by their last possible day; what has none comes last.
func compareDates(f, g Fact) int {
	if fz, gz := f.Interval.IsZero(), g.Interval.IsZero(); fz != gz {
		if fz {
			return 1
		}
		return -1
	}
	return cmp.Or(f.Interval.End.Compare(g.Interval.End), f.Interval.Start.Compare(g.Interval.Start), cmp.Compare(f.ID, g.ID))
}

func readFact(row []any) (Fact, bool) {
	n, ok := row[0].(graph.Node)
	if !ok || len(row) != 6 || len(n.Labels) == 0 {
		return Fact{}, false
	}
	p := object(n.Properties)
	f := Fact{
		ID: n.ID, Label: n.Labels[0], Name: cmp.Or(p.text("text"), p.text("name")), Kind: cmp.Or(p.text("type"), p.text("kind"), p.text("form")),
		Status: graph.Status(p.text("status")), When: p.text("when"), Basis: calendar.Basis(p.text("dateBasis")),
		Interval: calendar.Interval{Start: p.day("startDate"), End: p.day("endDate"), Precision: calendar.Precision(p.text("datePrecision"))},
		Places:   texts(row[4]),
	}
	if f.Interval.Start.IsZero() { // open at one end: all that is known is the other
		f.Interval.Start = f.Interval.End
	} else if f.Interval.End.IsZero() {
		f.Interval.End = f.Interval.Start
	}
	f.Quad, _ = p["quadClass"].(int)
	for _, o := range objects(row[1]) {
		anonymous, _ := o["anonymous"].(bool)
		f.By = append(f.By, Party{ID: o.text("id"), Name: o.text("name"), As: o.text("as"), Cue: o.text("cue"), Via: o.text("via"), Anonymous: anonymous})
	}
	for _, o := range objects(row[2]) {
		f.Targets = append(f.Targets, Party{ID: o.text("id"), Name: o.text("name"), As: o.text("as")})
	}
	for _, o := range objects(row[3]) {
		f.About = append(f.About, Topic{o.text("name"), o.text("stance")})
	}
	for _, o := range objects(row[5]) {
		f.Reports = append(f.Reports, Evidence{
			Quote: o.text("quote"), Status: o.text("status"), Figures: texts(o["figures"]), AttributedTo: texts(o["attributedTo"]), Dataset: o.text("dataset"),
			Title: o.text("title"), URL: o.text("url"), Publisher: o.text("publisher"), PublishedOn: o.day("on"), Article: o.text("article"),
		})
	}
	return f, true
}

// An object is a map of a row; what is missing or of another type is empty.
type object map[string]any

func (o object) text(name string) string {
	s, _ := o[name].(string)
	return s
}

func (o object) day(name string) calendar.Date {
	d, _ := o[name].(calendar.Date)
	return d
}

func objects(v any) (out []object) {
	list, _ := v.([]any)
	for _, e := range list {
		if m, ok := e.(map[string]any); ok {
			out = append(out, m)
		}
	}
	return out
}

func texts(v any) (out []string) {
	switch v := v.(type) {
	case []string:
		return v
	case []any:
		for _, e := range v {
			if s, ok := e.(string); ok {
				out = append(out, s)
			}
		}
	}
	return out
}
