package graph

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Properties gives the report as the properties of its REPORTED_IN
// relationship: all that the fact's node and edges follow from.
func (r Report) Properties(dataset string) Properties {
	p := make(Properties, 48) // most of what an event of a data set has
	p["start"], p["end"] = r.Start, r.End
	p.set("key", r.Key)
	p.set("dataset", dataset)
	p.set("sourceEventId", r.SourceEventID)
	p.set("quote", r.Quote)
	if r.InTitle {
		p.set("in", "title")
	}
	p.set("attributedTo", r.AttributedTo)
	p.set("figures", r.Figures)
	p.set("loadedAt", r.LoadedAt)
	p.set("name", r.Name)
	p.set("caption", r.Caption)
	p.set("contexts", r.Contexts)
	p.setWhen(r.When)
	p.set("status", string(r.Status))
	p.setParticipants("sources", r.Sources)
	p.setParticipants("targets", r.Targets)
	p.set("head", r.Head)
	p.set("dyads", r.Dyads)
	p.set("resolved", r.Resolved.List())
	p.set("kind", r.Kind)
	r.setEvent(p)
	r.setStatement(p)
	return p
}

func (r Report) setEvent(p Properties) {
	p.set("type", string(r.Type))
	p.set("mode", r.Mode)
	p.set("cameo", r.CAMEO)
	if r.Goldstein != nil {
		p.set("goldstein", *r.Goldstein)
	}
	if r.QuadClass != 0 {
		p.set("quadClass", r.QuadClass)
	}
	p.set("places", r.Places)
	p.set("placeName", r.PlaceName)
	if r.Location != nil {
		p.set("location", *r.Location)
	}
	if r.PlacePrecision != 0 {
		p.set("placePrecision", r.PlacePrecision)
	}
	if f := r.Fatalities; f != nil {
		p.set("fatalitiesLow", f.Low)
		p.set("fatalitiesBest", f.Best)
		p.set("fatalitiesHigh", f.High)
	}
	r.Record.set(p)
	p.set("enacts", r.Enacts)
	p.set("foresees", r.Foresees)
	p.set("after", mapped(r.After, func(o Order) string { return o.Key }))
	p.set("afterQuotes", mapped(r.After, func(o Order) string { return o.Quote }))
}

func (r Report) setStatement(p Properties) {
	p.set("text", r.Text)
	p.set("form", r.Form)
	p.set("cue", r.Cue)
	p.set("via", r.Via)
	p.set("anonymous", r.Anonymous)
	p.set("about", mapped(r.About, func(t Topic) string { return t.ID }))
	p.set("stances", mapped(r.About, func(t Topic) string { return t.Stance }))
	p.set("expresses", r.Expresses)
}

// List gives pairs of ids, each pair in one string.
func (r Resolved) List() []string {
	var out []string
	for _, id := range slices.Sorted(maps.Keys(r)) {
		out = append(out, id+" "+r[id])
	}
	return out
}

func (r *reader) resolved() Resolved {
	list := r.list("resolved")
	if len(list) == 0 {
		return nil
	}
	out := Resolved{}
	for _, pair := range list {
		id, to, ok := strings.Cut(pair, " ")
		if r.err == nil && (!ok || !ValidID(id) || !ValidID(to) || LabelOf(id) != LabelOf(to)) {
			r.err = fmt.Errorf("resolved: %q is no pair of ids", pair)
		}
		out[id] = to
	}
	return out
}

func (p Properties) setParticipants(name string, list []Participant) {
	p.set(name, mapped(list, func(x Participant) string { return x.ID }))
	p.set(name+"As", mapped(list, func(x Participant) string { return x.As }))
}

// ReportFrom takes a fact's label and the properties of a REPORTED_IN
// relationship, and gives the report and its dataset.
func ReportFrom(fact Label, p Properties) (Report, string, error) {
	r := &reader{p: p}
	rep := Report{
		Fact: fact, Key: r.str("key"), SourceEventID: r.str("sourceEventId"), Quote: r.str("quote"),
		Start: r.int("start"), End: r.int("end"), InTitle: r.str("in") == "title",
		AttributedTo: r.list("attributedTo"), Figures: r.list("figures"), LoadedAt: r.time("loadedAt"),
		Name: r.str("name"), Caption: r.str("caption"), Contexts: r.list("contexts"), When: r.when(),
		Status: Status(r.str("status")), Sources: r.participants("sources"), Targets: r.participants("targets"),
		Kind: r.str("kind"), Head: r.str("head"), Dyads: r.list("dyads"), Resolved: r.resolved(),
	}
	r.event(&rep)
	r.statement(&rep)
	if r.err != nil {
		return Report{}, "", fmt.Errorf("report %s: %w", rep.Key, r.err)
	}
	return rep, r.str("dataset"), nil
}

func (r *reader) event(rep *Report) {
	rep.Type = EventType(r.str("type"))
	rep.Mode, rep.CAMEO = r.str("mode"), r.str("cameo")
	if _, ok := r.p["goldstein"]; ok {
		g := read[float64](r, "goldstein")
		rep.Goldstein = &g
	}
	rep.QuadClass = r.int("quadClass")
	rep.Places, rep.PlaceName = r.list("places"), r.str("placeName")
	rep.Location = r.point("location")
	rep.PlacePrecision = r.int("placePrecision")
	if _, ok := r.p["fatalitiesBest"]; ok {
		rep.Fatalities = &Fatalities{r.int("fatalitiesLow"), r.int("fatalitiesBest"), r.int("fatalitiesHigh")}
	}
	rep.Record = r.record()
	rep.Enacts, rep.Foresees = r.list("enacts"), r.list("foresees")
	keys, quotes := r.list("after"), r.parallel("after", "afterQuotes")
	for i, k := range keys {
		rep.After = append(rep.After, Order{k, quotes[i]})
	}
}

func (r *reader) statement(rep *Report) {
	rep.Text, rep.Form, rep.Cue, rep.Via = r.str("text"), r.str("form"), r.str("cue"), r.str("via")
	rep.Anonymous = read[bool](r, "anonymous")
	ids, stances := r.list("about"), r.parallel("about", "stances")
	for i, id := range ids {
		rep.About = append(rep.About, Topic{id, stances[i]})
	}
	rep.Expresses = r.list("expresses")
}

func (r *reader) participants(name string) []Participant {
	ids, as := r.list(name), r.parallel(name, name+"As")
	var out []Participant
	for i, id := range ids {
		out = append(out, Participant{id, as[i]})
	}
	return out
}

// parallel reads the list that goes along with another, element by element. It
// is not there where all its elements are empty.
func (r *reader) parallel(main, name string) []string {
	list := r.list(name)
	n := len(r.list(main))
	if len(list) == 0 {
		return make([]string, n)
	}
	if len(list) != n {
		if r.err == nil {
			r.err = fmt.Errorf("the lists %s and %s differ in length (%d and %d)", main, name, n, len(list))
		}
		return make([]string, n)
	}
	return list
}
