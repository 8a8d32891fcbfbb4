// Package acled reads the event tables of ACLED (31 columns of CSV with a
// header since March 2023; older and newer exports have others). It follows
// their documentation and published readers and was not tried on a real file
// yet.
package acled

import (
	"strings"
	"time"

	"github.com/entente/entente/calendar"
	"github.com/entente/entente/graph"
	"github.com/entente/entente/loaders/codes"
	"github.com/entente/entente/loaders/tabular"
)

// Dataset is the name of the data set.
const Dataset = "acled"

// Format gives the kind of table.
func Format() tabular.Format { return format{} }

type format struct{}

func (format) Name() string { return Dataset }

// The columns, the required ones first.
const (
	colID = iota
	colDate
	colEvent
	colSubEvent
	colActor1
	colActor2
	colTimePrecision
	colAssociated1
	colRole1
	colAssociated2
	colRole2
	colCivilians
	colISO
	colCountry
	colAdmin1
	colAdmin2
	colAdmin3
	colLocation
	colLatitude
	colLongitude
	colGeoPrecision
	colSource
	colNotes
	colFatalities
	colTimestamp
	colTags
	required = colActor2 + 1
)

var columns = []string{"event_id_cnty", "event_date", "event_type", "sub_event_type", "actor1", "actor2", "time_precision", "assoc_actor_1", "inter1",
	"assoc_actor_2", "inter2", "civilian_targeting", "iso", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision",
	"source", "notes", "fatalities", "timestamp", "tags"}

func (format) Open(h tabular.Head) (tabular.Table, bool) {
	s, ok := tabular.NewSheet(h.Comma[0], columns, required)
	return tabular.Table{CSV: true, Header: true, Mapper: func() tabular.Mapper { return mapper{s} }}, ok
}

type mapper struct{ *tabular.Sheet }

// Map makes the Fragment of an event. Its Article is the record itself: ACLED
// overwrites records in place, and what it has deleted can be retracted by
// event_id_cnty, the Article's sourceId.
//
// Actor 1 and 2 do not say who acted upon whom, so both are on both sides;
// civilians, whom the type of event has as its victims, are targets alone.
func (m mapper) Map(r *tabular.Row, b *tabular.Batch) {
	if !m.Fits(r, b) {
		return
	}
	id, ok := tabular.KeyPart(m.Get(r, colID))
	if !ok {
		m.Bad(r, b, colID)
		return
	}
	when, precision, ok := m.when(r, b)
	if !ok {
		return
	}
	place, ok := m.Int(r, b, colGeoPrecision)
	if !ok {
		return
	}
	deaths, ok := m.Int(r, b, colFatalities)
	if !ok {
		return
	}
	changed, ok := m.Int(r, b, colTimestamp)
	if !ok {
		return
	}
	point, ok := m.Point(r, b, colLatitude, colLongitude)
	if !ok {
		return
	}
	kind := coding(m.Get(r, colEvent), m.Get(r, colSubEvent))
	if !kind.known {
		b.Unknown(r, "ACLED event type "+m.Get(r, colSubEvent))
	}
	out := b.Emit(r)
	out.Dataset = Dataset
	out.Article = graph.Article{ID: graph.ArticleID(Dataset + "\x00" + id), SourceID: id, Publisher: m.Get(r, colSource), TextMode: graph.TextQuote, Loader: Dataset}
	var cast tabular.Cast
	rep := graph.Report{Fact: graph.EventLabel, Key: "event:acled:" + id, SourceEventID: id, Status: graph.StatusUnknown, When: when,
		Type: kind.of, Mode: kind.mode, CAMEO: kind.cameo, Location: point, PlacePrecision: place, AttributedTo: tabular.List(m.Get(r, colSource)),
		PlaceName: tabular.PlaceName(m.Get(r, colLocation), m.Get(r, colAdmin3), m.Get(r, colAdmin2), m.Get(r, colAdmin1)),
		Record: &graph.Record{Category: m.Get(r, colEvent) + ": " + m.Get(r, colSubEvent), Notes: m.Get(r, colNotes), TimePrecision: precision,
			Tags: append(tabular.List(m.Get(r, colCivilians)), tabular.List(m.Get(r, colTags))...)}}
	if m.Get(r, colFatalities) != "" {
		rep.Fatalities = &graph.Fatalities{Low: deaths, Best: deaths, High: deaths}
	}
	if changed > 0 {
		rep.Record.RecordedAt = time.Unix(int64(changed), 0).UTC()
	}
	country, known := m.country(r, b)
	one := m.side(r, &cast, country, colActor1, colAssociated1, colRole1)
	two := m.side(r, &cast, country, colActor2, colAssociated2, colRole2)
	m.sides(&rep, one, two)
	if known {
		rep.Places = []string{cast.Add(*country, "").ID}
	}
	rep.Name = codes.Line(one.name, kind.act, two.name)
	if two.name == "" {
		rep.Name = one.name + ": " + m.Get(r, colSubEvent)
	}
	out.Reports, out.Actors = []graph.Report{rep}, cast.Actors()
}

// when reads the date and its precision: 1 the day, 2 a week, of which the date
// is the middle, 3 a month.
func (m mapper) when(r *tabular.Row, b *tabular.Batch) (w graph.When, precision int, ok bool) {
	text := m.Get(r, colDate)
	var d calendar.Date
	for _, layout := range []string{time.DateOnly, "2 January 2006", "02-January-2006", "2 Jan 2006"} {
		if t, err := time.Parse(layout, text); err == nil {
			d = calendar.FromTime(t)
		}
	}
	if d.IsZero() {
		m.Bad(r, b, colDate)
		return w, 0, false
	}
	if precision, ok = m.Int(r, b, colTimePrecision); !ok {
		return w, 0, false
	}
	w = graph.When{Interval: calendar.DayOf(d), Basis: calendar.Explicit}
	switch precision {
	case 2:
		w.Interval = calendar.Interval{Start: d.AddDays(-3), End: d.AddDays(3), Precision: calendar.Week}
	case 3:
		w.Interval = calendar.MonthOf(d)
	}
	return w, precision, true
}

func (m mapper) country(r *tabular.Row, b *tabular.Batch) (*graph.Actor, bool) {
	if c, ok := codes.Country(codes.Numeric, m.Get(r, colISO)); ok {
		return c, true
	}
	name := m.Get(r, colCountry)
	c, ok := codes.Country(codes.Name, name)
	if !ok && name != "" {
		b.Unknown(r, "country "+name)
	}
	return c, ok
}

// A side is an actor of ACLED's with those that it names along with it.
type side struct {
	name      string
	parts     []graph.Participant
	role      string
	civilians bool
}

func (m mapper) side(r *tabular.Row, cast *tabular.Cast, country *graph.Actor, actor, associated, role int) side {
	s := side{role: m.Get(r, role)}
	s.civilians = s.role == "7" || strings.EqualFold(s.role, "Civilians")
	if a, ok := someone(m.Get(r, actor), sectors[strings.ToLower(s.role)], country); ok {
		s.name = a.Name
		s.parts = append(s.parts, cast.Add(a, m.Get(r, actor)))
	}
	for _, name := range tabular.List(m.Get(r, associated)) {
		if a, ok := someone(name, "", country); ok {
			s.parts = append(s.parts, cast.Add(a, name))
		}
	}
	return s
}

// sides says who acted and who was acted upon.
func (m mapper) sides(rep *graph.Report, one, two side) {
	all := tabular.Once(append(append([]graph.Participant{}, one.parts...), two.parts...))
	switch {
	case len(two.parts) == 0:
		rep.Sources = tabular.Once(one.parts)
	case one.civilians == two.civilians:
		rep.Sources, rep.Targets = all, all
	case two.civilians:
		rep.Sources, rep.Targets = tabular.Once(one.parts), tabular.Once(two.parts)
	default:
		rep.Sources, rep.Targets = tabular.Once(two.parts), tabular.Once(one.parts)
	}
	for _, p := range rep.Sources {
		rep.Record.SourceCodes = append(rep.Record.SourceCodes, roleOf(p, one, two))
	}
	for _, p := range rep.Targets {
		rep.Record.TargetCodes = append(rep.Record.TargetCodes, roleOf(p, one, two))
	}
}

// roleOf gives the inter code of the side that an actor leads; "" of the
// others.
func roleOf(p graph.Participant, sides ...side) string {
	for _, s := range sides {
		if len(s.parts) > 0 && s.parts[0].ID == p.ID {
			return s.role
		}
	}
	return ""
}

// sectors are PLOVER's for ACLED's kinds of actor, as numbers and as the words
// that newer exports have.
var sectors = map[string]string{
	"1": "MIL", "state forces": "MIL", "2": "REB", "rebel group": "REB", "rebel groups": "REB", "rebel forces": "REB",
	"3": "UAF", "political militia": "UAF", "political militias": "UAF", "4": "UAF", "identity militia": "UAF", "identity militias": "UAF",
	"5": "CVL", "rioters": "CVL", "6": "CVL", "protesters": "CVL", "7": "CVL", "civilians": "CVL",
}

// someone gives the actor of a name as ACLED writes them: "Military Forces of
// Mali (2021-)", "Protesters (Mali)", "Unidentified Armed Group (Mali)".
func someone(name, sector string, country *graph.Actor) (graph.Actor, bool) {
	if name == "" {
		return graph.Actor{}, false
	}
	body, state, of := strings.Cut(name, " Forces of ")
	if of || strings.HasPrefix(name, "Government of ") {
		state = strings.TrimPrefix(state, "the ")
		if !of {
			state = strings.TrimPrefix(name, "Government of ")
		}
		if c, ok := codes.Country(codes.Name, state); ok {
			switch body {
			case "Military":
				return codes.Group(c.Country, "MIL"), true
			case "Police":
				return codes.Group(c.Country, "COP"), true
			case name:
				return *c, true
			}
		}
	}
	iso := ""
	if country != nil {
		iso = country.Country
	}
	if name == "Civilians" || name == "Protesters" || name == "Rioters" {
		return codes.Group(iso, "CVL"), true
	}
	if strings.HasSuffix(name, ")") {
		if a, ok := codes.Someone(name, iso, sector, ""); ok && a.Sector == sector && graph.KindOf(a.ID) == graph.Group && generic(name) {
			return a, true
		}
	}
	a, ok := codes.Named(graph.Organization, name)
	a.Sector = sector
	return a, ok
}

// generic tells a name for people that have none.
func generic(name string) bool {
	for _, w := range []string{"Protesters", "Rioters", "Civilians", "Unidentified"} {
		if strings.HasPrefix(name, w) {
			return true
		}
	}
	return false
}
