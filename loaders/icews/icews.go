// Package icews reads the event tables of ICEWS (Harvard Dataverse; 20 columns
// between tabs, with a header). It follows their documentation and published
// readers and was not tried on a real file yet.
package icews

import (
	"strings"

	"github.com/entente/entente/calendar"
	"github.com/entente/entente/graph"
	"github.com/entente/entente/loaders/codes"
	"github.com/entente/entente/loaders/tabular"
)

// Dataset is the name of the data set.
const Dataset = "icews"

// Format gives the kind of table.
func Format() tabular.Format { return format{} }

type format struct{}

func (format) Name() string { return Dataset }

// The columns, the required ones first.
const (
	colID = iota
	colDate
	colSource
	colTarget
	colCode
	colSourceSectors
	colSourceCountry
	colTargetSectors
	colTargetCountry
	colText
	colIntensity
	colStory
	colSentence
	colPublisher
	colCity
	colDistrict
	colProvince
	colCountry
	colLatitude
	colLongitude
	required = colCode + 1
)

var columns = []string{"Event ID", "Event Date", "Source Name", "Target Name", "CAMEO Code", "Source Sectors", "Source Country", "Target Sectors", "Target Country",
	"Event Text", "Intensity", "Story ID", "Sentence Number", "Publisher", "City", "District", "Province", "Country", "Latitude", "Longitude"}

func (format) Open(h tabular.Head) (tabular.Table, bool) {
	s, ok := tabular.NewSheet(h.Tabs[0], columns, required)
	return tabular.Table{Header: true, Mapper: func() tabular.Mapper { return mapper{s} }}, ok
}

type mapper struct{ *tabular.Sheet }

// Map makes the Fragment of an event. Event IDs occur twice; with the date they
// do not.
func (m mapper) Map(r *tabular.Row, b *tabular.Batch) {
	if !m.Fits(r, b) {
		return
	}
	id, ok := tabular.KeyPart(m.Get(r, colID))
	if !ok {
		m.Bad(r, b, colID)
		return
	}
	on, err := calendar.ParseDate(first(m.Get(r, colDate), 10))
	if err != nil {
		m.Bad(r, b, colDate)
		return
	}
	code := m.Get(r, colCode)
	if code == "" || len(code) > 8 {
		m.Bad(r, b, colCode)
		return
	}
	score, scored, ok := m.Float(r, b, colIntensity, 10)
	if !ok {
		return
	}
	sentence, ok := m.Int(r, b, colSentence)
	if !ok {
		return
	}
	point, ok := m.Point(r, b, colLatitude, colLongitude)
	if !ok {
		return
	}
	coding, known := codes.PLOVER(code)
	if !known {
		b.Unknown(r, "CAMEO event "+code)
	}
	out := b.Emit(r)
	out.Dataset, out.Partial = Dataset, true
	out.Article = article(m.Get(r, colStory), id, on)
	out.Article.Publisher = m.Get(r, colPublisher)

	var cast tabular.Cast
	rep := graph.Report{Fact: graph.EventLabel, Key: "event:icews:" + id + "-" + strings.ReplaceAll(on.String(), "-", ""), SourceEventID: id,
		Status: graph.StatusUnknown, When: graph.When{Interval: calendar.DayOf(on)},
		Type: coding.Type, Mode: coding.Mode, Contexts: coding.Contexts, CAMEO: code, Location: point,
		PlaceName: tabular.PlaceName(m.Get(r, colCity), m.Get(r, colDistrict), m.Get(r, colProvince), m.Get(r, colCountry)),
		Record:    &graph.Record{Category: m.Get(r, colText), Sentence: sentence}}
	if coding.Type == "" {
		rep.QuadClass = codes.QuadClass(code)
	}
	if scored {
		rep.Goldstein = &score
	}
	source, hasSource := m.actor(r, b, colSource, colSourceSectors, colSourceCountry)
	if hasSource {
		rep.Sources = []graph.Participant{cast.Add(source, m.Get(r, colSource))}
		rep.Record.SourceCodes = list(m.Get(r, colSourceSectors))
	}
	target, hasTarget := m.actor(r, b, colTarget, colTargetSectors, colTargetCountry)
	if hasTarget {
		rep.Targets = []graph.Participant{cast.Add(target, m.Get(r, colTarget))}
		rep.Record.TargetCodes = list(m.Get(r, colTargetSectors))
	}
	if c, ok := m.country(r, b, colCountry); ok {
		rep.Places = []string{cast.Add(*c, "").ID}
	}
	rep.Name = codes.Line(source.Name, codes.Act(coding.Type, code), target.Name)
	out.Reports, out.Actors = []graph.Report{rep}, cast.Actors()
}

// article gives the Article of a story: its number is all that there is of it.
func article(story, event string, on calendar.Date) graph.Article {
	identity := "story\x00" + story
	if story == "" {
		identity, story = event+"\x00"+on.String(), event
	}
	return graph.Article{ID: graph.ArticleID(Dataset + "\x00" + identity), SourceID: story, TextMode: graph.TextQuote, Loader: Dataset}
}

func (m mapper) country(r *tabular.Row, b *tabular.Batch, column int) (*graph.Actor, bool) {
	name := m.Get(r, column)
	if name == "" {
		return nil, false
	}
	c, ok := codes.Country(codes.Name, name)
	if !ok {
		b.Unknown(r, "country "+name)
	}
	return c, ok
}

// actor gives who is named, with the first of the sectors that PLOVER knows.
func (m mapper) actor(r *tabular.Row, b *tabular.Batch, name, sectors, country int) (graph.Actor, bool) {
	iso, sector := "", ""
	if c, ok := m.country(r, b, country); ok {
		iso = c.Country
	}
	for s := range strings.SplitSeq(m.Get(r, sectors), ",") {
		// What is both of the government and of something in it is the latter.
		if of := codes.SectorOf(s); of != "" && (sector == "" || sector == "ELI" || sector == "GOV" && of != "ELI") {
			sector = of
		}
	}
	return codes.Someone(m.Get(r, name), iso, sector, "")
}

// list gives the one element; nil of none.
func list(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

func first(s string, n int) string { return s[:min(n, len(s))] }
