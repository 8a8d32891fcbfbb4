// Package ucdp reads the Georeferenced Event Dataset of the Uppsala Conflict
// Data Program (UCDP GED codebook; 49 columns of CSV with a header, which some
// candidate releases lack).
package ucdp

import (
	"slices"
	"strings"

	"github.com/entente/entente/calendar"
	"github.com/entente/entente/graph"
	"github.com/entente/entente/loaders/codes"
	"github.com/entente/entente/loaders/tabular"
)

// Dataset is the name of the data set.
const Dataset = "ucdp"

// Format gives the kind of table.
func Format() tabular.Format { return format{} }

type format struct{}

func (format) Name() string { return Dataset }

// The columns, the required ones first.
const (
	colID = iota
	colViolence
	colSideA
	colSideB
	colStart
	colEnd
	colBest
	colDatePrecision
	colConflict
	colDyad
	colSources
	colOffice
	colSourceDate
	colHeadline
	colOriginal
	colPlacePrecision
	colPlace
	colAdm1
	colAdm2
	colLatitude
	colLongitude
	colGrid
	colCountry
	colCountryID
	colClarity
	colDeathsA
	colDeathsB
	colDeathsCivilians
	colDeathsUnknown
	colHigh
	colLow
	colGWA
	colGWB
	colArticle
	colConflictID
	colDyadID
	colSideAID
	colSideBID
	colPlaceText
	required = colBest + 1
)

var columns = []string{"id", "type_of_violence", "side_a", "side_b", "date_start", "date_end", "best", "date_prec", "conflict_name", "dyad_name",
	"number_of_sources", "source_office", "source_date", "source_headline", "source_original", "where_prec", "where_coordinates", "adm_1", "adm_2",
	"latitude", "longitude", "priogrid_gid", "country", "country_id", "event_clarity", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown",
	"high", "low", "gwnoa", "gwnob", "source_article",
	"conflict_new_id", "dyad_new_id", "side_a_new_id", "side_b_new_id", "where_description"}

// order is the published order of the columns, for releases without a header.
const order = "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name dyad_dset_id dyad_new_id dyad_name" +
	" side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b number_of_sources source_article source_office source_date source_headline" +
	" source_original where_prec where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region" +
	" event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob"

func (format) Open(h tabular.Head) (tabular.Table, bool) {
	s, ok := tabular.NewSheet(h.Comma[0], columns, required)
	if ok {
		return tabular.Table{CSV: true, Header: true, Mapper: func() tabular.Mapper { return mapper{s} }}, true
	}
	names := strings.Fields(order)
	point := slices.Index(names, "geom_wkt")
	ok = tabular.Any(h.Comma, func(f []string) bool { return len(f) == len(names) && strings.HasPrefix(f[point], "POINT") })
	if s, _ = tabular.NewSheet(names, columns, required); ok {
		return tabular.Table{CSV: true, Mapper: func() tabular.Mapper { return mapper{s} }}, true
	}
	return tabular.Table{}, false
}

type mapper struct{ *tabular.Sheet }

// The types of organized violence.
const (
	stateBased = 1
	nonState   = 2
	oneSided   = 3
)

var kinds = map[int]string{stateBased: "state-based conflict", nonState: "non-state conflict", oneSided: "one-sided violence"}

// Map makes the Fragment of an event. Its Article is the record itself, with
// the headlines that it was coded from: a later release of a record replaces
// an earlier one.
//
// All are events of people killed by organized violence: ASSAULT, which CAMEO
// has as 190, and against civilians as 180. Between armed sides the data set
// does not say who attacked, so both are on both sides.
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
	n, ok := m.numbers(r, b)
	if !ok {
		return
	}
	if kinds[n[colViolence]] == "" {
		m.Bad(r, b, colViolence)
		return
	}
	point, ok := m.Point(r, b, colLatitude, colLongitude)
	if !ok {
		return
	}
	out := b.Emit(r)
	out.Dataset = Dataset
	out.Article = m.article(r, id)
	var cast tabular.Cast
	rep := graph.Report{Fact: graph.EventLabel, Key: "event:ucdp:" + id, SourceEventID: id, Status: graph.StatusUnknown, When: when,
		Type: graph.Assault, CAMEO: "190", Contexts: []string{"military"}, Location: point, PlacePrecision: n[colPlacePrecision],
		PlaceName:    tabular.PlaceName(m.Get(r, colPlace), m.Get(r, colAdm2), m.Get(r, colAdm1)),
		AttributedTo: tabular.List(m.Get(r, colOriginal)),
		Fatalities:   &graph.Fatalities{Low: n[colLow], Best: n[colBest], High: n[colHigh]},
		Record: &graph.Record{Category: kinds[n[colViolence]], Conflict: m.Get(r, colConflict), ConflictID: m.Get(r, colConflictID),
			Dyad: m.Get(r, colDyad), DyadID: m.Get(r, colDyadID), Notes: m.Get(r, colPlaceText), NumSources: max(n[colSources], 0),
			TimePrecision: precision, Clarity: n[colClarity], PlaceID: m.Get(r, colGrid),
			Deaths: &graph.Deaths{Sources: n[colDeathsA], Targets: n[colDeathsB], Civilians: n[colDeathsCivilians], Unknown: n[colDeathsUnknown]}}}
	country, known := m.country(r, b)
	if known {
		rep.Places = []string{country.ID}
	}
	act := "fights"
	sideA, sideB := m.side(r, colSideA, colGWA, country), m.side(r, colSideB, colGWB, country)
	rep.Sources = []graph.Participant{cast.Add(sideA, m.Get(r, colSideA))}
	rep.Targets = []graph.Participant{cast.Add(sideB, m.Get(r, colSideB))}
	rep.Record.SourceCodes, rep.Record.TargetCodes = code(m.Get(r, colSideAID)), code(m.Get(r, colSideBID))
	if n[colViolence] == oneSided {
		rep.CAMEO, rep.Contexts, act = "180", nil, "kills"
	} else {
		if sideA.ID != sideB.ID {
			rep.Sources = append(rep.Sources, rep.Targets...)
			rep.Record.SourceCodes = []string{m.Get(r, colSideAID), m.Get(r, colSideBID)}
		}
		rep.Targets, rep.Record.TargetCodes = rep.Sources, rep.Record.SourceCodes
	}
	if known {
		cast.Add(*country, "")
	}
	rep.Name = codes.Line(sideA.Name, act, sideB.Name)
	out.Reports, out.Actors = []graph.Report{rep}, cast.Actors()
}

// code gives the list of one code; nil of none.
func code(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// numbers reads the columns of whole numbers.
func (m mapper) numbers(r *tabular.Row, b *tabular.Batch) (n map[int]int, ok bool) {
	n = map[int]int{}
	for _, c := range []int{colViolence, colSources, colPlacePrecision, colClarity, colBest, colLow, colHigh, colDeathsA, colDeathsB, colDeathsCivilians, colDeathsUnknown} {
		if n[c], ok = m.Int(r, b, c); !ok {
			return nil, false
		}
		if n[c] < 0 && c != colSources {
			m.Bad(r, b, c)
			return nil, false
		}
	}
	return n, true
}

// when gives the interval with the precision of the codebook: 1 a day, 2 two to
// six days, 3 a week, 4 up to a month, 5 up to a year. precision is the number.
func (m mapper) when(r *tabular.Row, b *tabular.Batch) (w graph.When, precision int, ok bool) {
	var v calendar.Interval
	if v.Start, ok = m.day(r, b, colStart); !ok {
		return w, 0, false
	}
	if v.End, ok = m.day(r, b, colEnd); !ok {
		return w, 0, false
	}
	if v.End.Before(v.Start) {
		b.Refuse(r, "date_end is before date_start", "correct it, or fetch the file again")
		return w, 0, false
	}
	if precision, ok = m.Int(r, b, colDatePrecision); !ok {
		return w, 0, false
	}
	v.Precision = calendar.Range
	switch {
	case v.Start == v.End:
		v.Precision = calendar.Day
	case precision == 3:
		v.Precision = calendar.Week
	case v == (calendar.Interval{Start: calendar.MonthOf(v.Start).Start, End: calendar.MonthOf(v.Start).End, Precision: v.Precision}):
		v.Precision = calendar.Month
	case v == (calendar.Interval{Start: calendar.YearOf(v.Start).Start, End: calendar.YearOf(v.Start).End, Precision: v.Precision}):
		v.Precision = calendar.Year
	}
	return graph.When{Interval: v, Basis: calendar.Explicit}, precision, true
}

// day reads a date, which a time of midnight may follow.
func (m mapper) day(r *tabular.Row, b *tabular.Batch, column int) (calendar.Date, bool) {
	text := m.Get(r, column)
	d, err := calendar.ParseDate(text[:min(10, len(text))])
	if err != nil {
		m.Bad(r, b, column)
	}
	return d, err == nil
}

func (m mapper) article(r *tabular.Row, id string) graph.Article {
	a := graph.Article{ID: graph.ArticleID(Dataset + "\x00" + id), SourceID: id, TextMode: graph.TextQuote, Loader: Dataset,
		Title:     strings.Join(tabular.List(m.Get(r, colHeadline)), "; "),
		Publisher: strings.Join(distinct(tabular.List(m.Get(r, colOffice))), "; ")}
	if a.Title == "" {
		a.Title = strings.Join(strings.Fields(strings.Trim(m.Get(r, colArticle), `"`)), " ")
	}
	for _, text := range tabular.List(m.Get(r, colSourceDate)) {
		if d, err := calendar.ParseDate(text); err == nil && (a.PublishedOn.IsZero() || d.Before(a.PublishedOn)) {
			a.PublishedOn = d
		}
	}
	return a
}

func distinct(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}

func (m mapper) country(r *tabular.Row, b *tabular.Batch) (*graph.Actor, bool) {
	if c, ok := codes.Country(codes.GW, m.Get(r, colCountryID)); ok {
		return c, true
	}
	name := m.Get(r, colCountry)
	c, ok := codes.Country(codes.Name, name)
	if !ok && name != "" {
		b.Unknown(r, "country "+name)
	}
	return c, ok
}

// side gives a side of a conflict: a state by its number, civilians of the
// country, or an organization.
func (m mapper) side(r *tabular.Row, column, number int, country *graph.Actor) graph.Actor {
	name := m.Get(r, column)
	if state, ok := strings.CutPrefix(name, "Government of "); ok {
		if c, ok := codes.Country(codes.GW, m.Get(r, number)); ok {
			return *c
		}
		if c, ok := codes.Country(codes.Name, state); ok {
			return *c
		}
	}
	iso := ""
	if country != nil {
		iso = country.Country
	}
	if name == "Civilians" {
		return codes.Group(iso, "CVL")
	}
	if a, ok := codes.Named(graph.Organization, name); ok {
		return a
	}
	return codes.Group(iso, "UAF")
}
