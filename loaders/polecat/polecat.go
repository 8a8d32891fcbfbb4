// Package polecat reads the event tables of POLECAT and of the NGEC coder
// (Harvard Dataverse doi:10.7910/DVN/AJGVIT; between tabs, with a header whose
// columns changed over the years). It follows their documentation and published
// readers and was not tried on a real file yet.
package polecat

import (
	"slices"
	"strings"

	"github.com/entente/entente/calendar"
	"github.com/entente/entente/graph"
	"github.com/entente/entente/loaders/codes"
	"github.com/entente/entente/loaders/tabular"
)

// Dataset is the name of the data set.
const Dataset = "polecat"

// Format gives the kind of table.
func Format() tabular.Format { return format{} }

type format struct{}

func (format) Name() string { return Dataset }

// The columns, the required ones first. Those of actors and recipients are in
// the same order.
const (
	colID = iota
	colDate
	colType
	colMode
	colActor
	colRecipient    = colActor + actorColumns
	colContexts     = colRecipient + actorColumns
	colIntensity    = colContexts + 1
	colIntensity2   = colContexts + 2
	colQuad         = colContexts + 3
	colPlace        = colContexts + 4 // Placename, City, District, Province, Country
	colLatitude     = colContexts + 9
	colLongitude    = colContexts + 10
	colGeoNames     = colContexts + 11
	colPublisher    = colContexts + 12
	colPublished    = colContexts + 13
	colPeople       = colContexts + 14
	colBodies       = colContexts + 15
	colLanguage     = colContexts + 16
	colHeadline     = colContexts + 17
	required        = colActor + 1
	actorColumns    = 6
	inName          = 0
	inCountry       = 1
	inSector        = 2
	inTitle         = 3
	inRaw           = 4
	inEncyclopaedia = 5
)

var columns = []string{"Event ID", "Event Date", "Event Type", "Event Mode",
	"Actor Name", "Actor Country", "Primary Actor Sector", "Actor Title", "Actor Name Raw", "Wikipedia Actor ID",
	"Recipient Name", "Recipient Country", "Primary Recipient Sector", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
	"Contexts", "Intensity", "Event Intensity", "Quad Code", "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID",
	"Source", "Publication Date", "Story People", "Story Organizations", "Language", "Headline"}

func (format) Open(h tabular.Head) (tabular.Table, bool) {
	s, ok := tabular.NewSheet(h.Tabs[0], columns, required)
	return tabular.Table{Header: true, Mapper: func() tabular.Mapper { return mapper{s} }}, ok
}

type mapper struct{ *tabular.Sheet }

// Map makes the Fragment of an event. A story's events have ids that begin with
// the story's.
func (m mapper) Map(r *tabular.Row, b *tabular.Batch) {
	if !m.Fits(r, b) {
		return
	}
	id, ok := tabular.KeyPart(m.Get(r, colID))
	if !ok {
		m.Bad(r, b, colID)
		return
	}
	on, ok := m.date(r, colDate)
	if !ok || on.IsZero() {
		m.Bad(r, b, colDate)
		return
	}
	published, ok := m.date(r, colPublished)
	if !ok {
		m.Bad(r, b, colPublished)
		return
	}
	score, scored, ok := m.Float(r, b, colIntensity, 10)
	if ok && !scored {
		score, scored, ok = m.Float(r, b, colIntensity2, 10)
	}
	if !ok {
		return
	}
	point, ok := m.Point(r, b, colLatitude, colLongitude)
	if !ok {
		return
	}
	out := b.Emit(r)
	out.Dataset, out.Partial = Dataset, true
	story, _, _ := strings.Cut(id, "_")
	out.Article = graph.Article{ID: graph.ArticleID(Dataset + "\x00" + story), SourceID: story, Title: m.Get(r, colHeadline), Publisher: m.Get(r, colPublisher),
		PublishedOn: published, Language: language(m.Get(r, colLanguage)), TextMode: graph.TextQuote, Loader: Dataset}

	var cast tabular.Cast
	rep := graph.Report{Fact: graph.EventLabel, Key: "event:polecat:" + id, SourceEventID: id, Status: graph.StatusUnknown,
		When: graph.When{Interval: calendar.DayOf(on)}, Mode: strings.ToLower(m.Get(r, colMode)), Contexts: contexts(m.Get(r, colContexts)),
		QuadClass: quad(m.Get(r, colQuad)), Location: point,
		PlaceName: tabular.PlaceName(m.Get(r, colPlace), m.Get(r, colPlace+1), m.Get(r, colPlace+2), m.Get(r, colPlace+3), m.Get(r, colPlace+4)),
		Record:    &graph.Record{PlaceID: m.Get(r, colGeoNames)}}
	kind := strings.ToUpper(m.Get(r, colType))
	if slices.Contains(graph.EventTypes(), graph.EventType(kind)) {
		rep.Type = graph.EventType(kind)
	} else {
		rep.Record.Category = kind
		b.Unknown(r, "PLOVER event type "+kind)
	}
	if scored {
		rep.Goldstein = &score
	}
	source := m.actors(r, b, colActor, &cast, &rep.Sources, &rep.Record.SourceCodes)
	target := m.actors(r, b, colRecipient, &cast, &rep.Targets, &rep.Record.TargetCodes)
	if name := m.Get(r, colPlace+4); name != "" {
		if c, ok := codes.Country(codes.Name, name); ok {
			rep.Places = []string{cast.Add(*c, "").ID}
		} else {
			b.Unknown(r, "country "+name)
		}
	}
	rep.Name = codes.Line(source, codes.Act(rep.Type, ""), target)
	out.Reports, out.Actors = []graph.Report{rep}, cast.Actors()
}

// date reads a day, with or without a time after it; the zero Date of an empty
// cell.
func (m mapper) date(r *tabular.Row, column int) (calendar.Date, bool) {
	v := m.Get(r, column)
	if v == "" {
		return calendar.Date{}, true
	}
	d, err := calendar.ParseDate(v[:min(10, len(v))])
	return d, err == nil
}

// actors reads actors or recipients: lists, where a cell has several.
func (m mapper) actors(r *tabular.Row, b *tabular.Batch, at int, cast *tabular.Cast, parts *[]graph.Participant, sectors *[]string) string {
	names := strings.Split(m.Get(r, at+inName), ";")
	cell := func(column, i int) string {
		list := strings.Split(m.Get(r, at+column), ";")
		switch {
		case len(list) == len(names):
			return plain(list[i])
		case len(list) == 1: // one for all
			return plain(list[0])
		}
		return ""
	}
	label := ""
	for i, name := range names {
		name = plain(name)
		iso := m.country(r, b, cell(inCountry, i))
		sector := strings.ToUpper(cell(inSector, i))
		raw := cell(inRaw, i)
		a, ok := codes.Someone(name, iso, sector, m.kind(r, raw, cell(inTitle, i)))
		if !ok || slices.ContainsFunc(*parts, func(p graph.Participant) bool { return p.ID == a.ID }) {
			continue
		}
		if id := cell(inEncyclopaedia, i); isWikidata(id) {
			a.WikidataID = id
		}
		if label == "" {
			label = a.Name
		}
		if raw == "" {
			raw = name
		}
		*parts = append(*parts, cast.Add(a, raw))
		*sectors = append(*sectors, sector)
	}
	return label
}

// kind tells what a name is by what the story's lists and the title say.
func (m mapper) kind(r *tabular.Row, raw, title string) graph.Label {
	switch {
	case title != "", raw != "" && slices.Contains(tabular.List(m.Get(r, colPeople)), raw):
		return graph.Person
	case raw != "" && slices.Contains(tabular.List(m.Get(r, colBodies)), raw):
		return graph.Organization
	}
	return ""
}

func (m mapper) country(r *tabular.Row, b *tabular.Batch, name string) string {
	if name == "" {
		return ""
	}
	if c, ok := codes.Country(codes.Name, name); ok {
		return c.Country
	}
	if c, ok := codes.Country(codes.ISO, name); ok {
		return c.Country
	}
	if e := codes.Entity(name); e != "" {
		return e
	}
	b.Unknown(r, "country "+name)
	return ""
}

func plain(s string) string {
	if s = strings.TrimSpace(s); s == "None" {
		return ""
	}
	return s
}

func isWikidata(id string) bool {
	return len(id) > 1 && len(id) < 15 && id[0] == 'Q' && strings.Trim(id[1:], "0123456789") == ""
}

func contexts(cell string) []string {
	list := tabular.List(strings.ToLower(cell))
	slices.Sort(list)
	return slices.Compact(list)
}

// quad reads the quad class, a number or words for it.
func quad(s string) int {
	s = strings.ToLower(s)
	verbal, material := strings.HasPrefix(s, "v"), strings.HasPrefix(s, "m")
	cooperation, conflict := strings.Contains(s, "coop"), strings.Contains(s, "conf")
	switch {
	case s == "1", verbal && cooperation:
		return graph.VerbalCooperation
	case s == "2", material && cooperation:
		return graph.MaterialCooperation
	case s == "3", verbal && conflict:
		return graph.VerbalConflict
	case s == "4", material && conflict:
		return graph.MaterialConflict
	}
	return 0
}

func language(s string) string {
	switch strings.ToLower(s) {
	case "english", "en":
		return "en"
	case "spanish", "es":
		return "es"
	case "arabic", "ar":
		return "ar"
	case "french", "fr":
		return "fr"
	case "portuguese", "pt":
		return "pt"
	case "russian", "ru":
		return "ru"
	case "chinese", "zh":
		return "zh"
	}
	return ""
}
