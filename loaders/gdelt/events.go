package gdelt

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/entente/entente/calendar"
	"github.com/entente/entente/graph"
	"github.com/entente/entente/loaders/codes"
	"github.com/entente/entente/loaders/tabular"
)

// A layout says where the columns are that differ between versions.
type layout struct {
	place     int // ActionGeo_Type; those of both actors stand before it
	latitude  int // within the place's columns
	placeSize int
	added     int
	url       int // 0 for none
}

func layoutOf(columns int) (layout, bool) {
	switch columns {
	case 57: // 1.0 up to March 2013, no address
		return layout{49, 4, 7, 56, 0}, true
	case 58:
		return layout{49, 4, 7, 56, 57}, true
	case 61:
		return layout{51, 5, 8, 59, 60}, true
	}
	return layout{}, false
}

// The columns that all versions share.
const (
	colID, colDay                                 = 0, 1
	colActor1, colActor2                          = 5, 15
	colRoot, colCode, colQuad, colGoldstein       = 25, 26, 29, 30
	colMentions, colSources, colArticles, colTone = 31, 32, 33, 34
	actorColumns                                  = 10
	inCode, inName, inCountry, inGroup, inEthnic  = 0, 1, 2, 3, 4
	inReligion, inType                            = 5, 7
	geoType, geoName, geoCountry, geoDivision     = 0, 1, 2, 3
)

type events struct{}

func (events) Name() string { return Events }

func (events) Open(h tabular.Head) (tabular.Table, bool) {
	ok := tabular.Any(h.Tabs, func(f []string) bool {
		_, known := layoutOf(len(f))
		if !known {
			return false
		}
		_, id := number(f[colID])
		_, on := day(f[colDay])
		return id && (on || h.Named)
	})
	return tabular.Table{Mapper: func() tabular.Mapper { return &eventMapper{} }}, ok
}

type eventMapper struct {
	articles articles
	actors   cache[*actor]
	places   cache[*place]
	codings  cache[*coding]
}

type actor struct {
	graph.Actor
	unknown []string
	ok      bool
}

type place struct {
	country   *graph.Actor
	ids       []string
	name, id  string
	point     *graph.Point
	precision int
	codes     []string // of its divisions
	site      []string // as a Record has the place of an actor
	unknown   string
	bad       *unreadable
}

type coding struct {
	codes.Coding
	act   string
	known bool
}

// Map makes the Fragment of an event.
func (m *eventMapper) Map(r *tabular.Row, b *tabular.Batch) {
	f := r.Fields
	if heads(r, b) {
		return
	}
	lay, ok := layoutOf(len(f))
	if !ok {
		b.Refuse(r, fmt.Sprintf("a row of %d columns, not of 57, 58 or 61", len(f)), "correct it, or fetch the file again")
		return
	}
	e := eventRow{f: f, lay: lay}
	if bad := e.parse(); bad != nil {
		bad.refuse(r, b)
		return
	}
	at := m.sites(r, lay)
	for i, p := range at {
		if p.bad != nil {
			unreadable{siteNames[i] + p.bad.column, p.bad.value}.refuse(r, b)
			return
		}
	}
	where := at[0]
	code := m.codings.get(f[colCode], func() *coding {
		c, known := codes.PLOVER(f[colCode])
		return &coding{c, codes.Act(c.Type, f[colCode]), known}
	})
	if !code.known {
		b.Unknown(r, "CAMEO event "+f[colCode])
	}
	for i, p := range at {
		if p.unknown != "" && !slices.Contains(at[:i], p) {
			b.Unknown(r, p.unknown)
		}
	}
	source, target := m.actor(r, b, colActor1), m.actor(r, b, colActor2)

	out := b.Emit(r)
	out.Dataset, out.Partial = Events, true
	url := ""
	if lay.url > 0 {
		url = f[lay.url]
	}
	out.Article = m.articles.article(Events, url, f[colID])
	if out.Article.URL != "" {
		out.Article.PublishedOn = calendar.FromTime(e.added)
	}
	out.Reports = b.Reports.Take(1)
	rep := &out.Reports[0]
	rep.Fact, rep.Key, rep.SourceEventID = graph.EventLabel, "event:gdelt:"+f[colID], f[colID]
	rep.Status = graph.StatusUnknown
	rep.When.Interval = calendar.DayOf(e.on)
	rep.Type, rep.Mode, rep.Contexts, rep.CAMEO = code.Type, code.Mode, code.Contexts, f[colCode]
	rep.QuadClass = e.quad
	if e.hasScore {
		rep.Goldstein = b.Floats.New(e.score)
	}
	rep.Places, rep.PlaceName, rep.Location, rep.PlacePrecision = where.ids, where.name, where.point, where.precision
	rep.Record = b.Records.New(graph.Record{NumMentions: e.mentions, NumSources: e.sources, NumArticles: e.articles,
		Root: f[colRoot] == "1", PlaceID: where.id, RecordedAt: e.added, PlaceCodes: where.codes,
		SourcePlace: at[1].site, SourceLocation: at[1].point, TargetPlace: at[2].site, TargetLocation: at[2].point})
	if e.hasTone {
		rep.Record.Tone = b.Floats.New(e.tone)
	}
	var names [2]string
	if source.ok {
		rep.Sources = b.Participants.Of(graph.Participant{ID: source.ID, As: f[colActor1+inName]})
		rep.Record.SourceCodes = b.Strings.Of(f[colActor1+inCode])
		names[0] = source.Name
	}
	if target.ok {
		rep.Targets = b.Participants.Of(graph.Participant{ID: target.ID, As: f[colActor2+inName]})
		rep.Record.TargetCodes = b.Strings.Of(f[colActor2+inCode])
		names[1] = target.Name
	}
	rep.Name = codes.Line(names[0], code.act, names[1])
	out.Actors = involved(b, source, target, where.country)
}

// involved gives the actors of an event, each once.
func involved(b *tabular.Batch, source, target *actor, country *graph.Actor) []graph.Actor {
	n := 0
	list := b.Actors.Take(3)
	add := func(a *graph.Actor) {
		for i := range n {
			if list[i].ID == a.ID {
				return
			}
		}
		list[n] = *a
		n++
	}
	if source.ok {
		add(&source.Actor)
	}
	if target.ok {
		add(&target.Actor)
	}
	if country != nil {
		add(country)
	}
	return list[:n:n]
}

// An eventRow holds a row's numbers.
type eventRow struct {
	f                           []string
	lay                         layout
	on                          calendar.Date
	added                       time.Time
	quad                        int
	mentions, sources, articles int
	score, tone                 float64
	hasScore, hasTone           bool
}

// parse reads the numbers, and gives the first that is none.
func (e *eventRow) parse() *unreadable {
	f := e.f
	bad := func(name string, column int) *unreadable { return &unreadable{name, f[column]} }
	var ok bool
	if _, ok = number(f[colID]); !ok {
		return bad("GLOBALEVENTID", colID)
	}
	if e.on, ok = day(f[colDay]); !ok {
		return bad("SQLDATE", colDay)
	}
	if e.added, ok = stamp(f[e.lay.added]); !ok {
		return bad("DATEADDED", e.lay.added)
	}
	if f[colCode] == "" || len(f[colCode]) > 8 {
		return bad("EventCode", colCode)
	}
	if e.quad, ok = number(f[colQuad]); !ok || e.quad < 1 || e.quad > 4 {
		return bad("QuadClass", colQuad)
	}
	if e.hasScore = f[colGoldstein] != ""; e.hasScore {
		if e.score, ok = float(f[colGoldstein]); !ok || math.Abs(e.score) > 10 {
			return bad("GoldsteinScale", colGoldstein)
		}
	}
	if e.hasTone = f[colTone] != ""; e.hasTone {
		if e.tone, ok = float(f[colTone]); !ok {
			return bad("AvgTone", colTone)
		}
	}
	if e.mentions, ok = number(f[colMentions]); !ok {
		return bad("NumMentions", colMentions)
	}
	if e.sources, ok = number(f[colSources]); !ok {
		return bad("NumSources", colSources)
	}
	if e.articles, ok = number(f[colArticles]); !ok {
		return bad("NumArticles", colArticles)
	}
	return nil
}

func (m *eventMapper) actor(r *tabular.Row, b *tabular.Batch, at int) *actor {
	a := m.actors.get(r.Span(at, at+actorColumns), func() *actor {
		// What is kept must not keep the block alive that it comes from.
		f := strings.Split(strings.Clone(r.Span(at, at+actorColumns)), "\t")
		c := codes.Identity{Code: f[inCode], Name: f[inName], Country: f[inCountry], Group: f[inGroup],
			Ethnic: f[inEthnic], Religion: f[inReligion], Type: f[inType]}
		a := &actor{}
		a.Actor, a.unknown, a.ok = c.Actor()
		return a
	})
	for _, u := range a.unknown {
		b.Unknown(r, "CAMEO "+u)
	}
	return a
}

// siteNames are what the names of a place's columns begin with, in the order
// of sites.
var siteNames = [...]string{"ActionGeo_", "Actor1Geo_", "Actor2Geo_"}

// sites gives where the event was and where its actors are, which is mostly
// the same.
func (m *eventMapper) sites(r *tabular.Row, lay layout) (at [3]*place) {
	var spans [3]string
	for i := range at {
		begin := lay.place - (3-i)%3*lay.placeSize
		spans[i] = r.Span(begin, begin+lay.placeSize)
		if j := slices.Index(spans[:i], spans[i]); j >= 0 {
			at[i] = at[j]
			continue
		}
		at[i] = m.places.get(spans[i], func() *place { return newPlace(r.Fields[begin:begin+lay.placeSize], lay.latitude) })
	}
	return at
}

func newPlace(f []string, latitude int) *place {
	p := &place{}
	if f[geoType] == "" || f[geoType] == "0" {
		return p
	}
	var ok bool
	if p.precision, ok = number(f[geoType]); !ok || p.precision > 5 {
		p.bad = &unreadable{"Type", strings.Clone(f[geoType])}
		return p
	}
	p.name, p.id = strings.Clone(f[geoName]), strings.Clone(f[latitude+2])
	division, smaller := strings.Clone(f[geoDivision]), ""
	if latitude > geoDivision+1 {
		smaller = strings.Clone(f[geoDivision+1])
	}
	switch {
	case smaller != "":
		p.codes = []string{division, smaller}
	case division != "":
		p.codes = []string{division}
	}
	p.site = []string{p.name, strings.Clone(f[geoType]), division, smaller, p.id}
	if f[latitude] != "" || f[latitude+1] != "" {
		lat, ok1 := float(f[latitude])
		long, ok2 := float(f[latitude+1])
		if !ok1 || !ok2 || math.Abs(lat) > 90 || math.Abs(long) > 180 {
			p.bad = &unreadable{"Lat, _Long", strings.Clone(f[latitude] + ", " + f[latitude+1])}
			return p
		}
		p.point = &graph.Point{Longitude: long, Latitude: lat}
	}
	if c := f[geoCountry]; c != "" {
		if p.country, ok = codes.Country(codes.FIPS, c); ok {
			p.ids = []string{p.country.ID}
		} else {
			p.unknown = "FIPS country " + c
		}
	}
	return p
}
