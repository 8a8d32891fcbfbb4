package graph

import "time"

// A Record is what only data sets know of an event: how they coded and counted
// it. Zero fields are what a data set does not say.
type Record struct {
	NumMentions int // in all documents that the data set saw
	NumSources  int // outlets
	NumArticles int // documents
	Tone        *float64
	Root        bool   // in a document's lead
	Confidence  int    // percent
	Sentence    int    // of the document, counted from 1
	Category    string // in the data set's own classification
	Conflict    string
	ConflictID  string
	Dyad        string
	DyadID      string
	Tags        []string
	Notes       string
	PlaceID     string // in the gazetteer that the data set uses
	// SourceCodes and TargetCodes are the data set's codes of Sources and
	// Targets, in their order.
	SourceCodes, TargetCodes []string
	TimePrecision            int // as the data set numbers it
	Clarity                  int // likewise
	RecordedAt               time.Time
	Deaths                   *Deaths
	// PlaceCodes are the data set's codes of the administrative divisions in
	// which the event was, the largest first.
	PlaceCodes []string
	// SourcePlace and TargetPlace say where the sides are, not where the event
	// was: a name, its precision, codes as in PlaceCodes, and an id, as the data
	// set has them.
	SourcePlace, TargetPlace       []string
	SourceLocation, TargetLocation *Point
}

// Deaths are a data set's best estimate of deaths by who died.
type Deaths struct{ Sources, Targets, Civilians, Unknown int }

var recordProperties = []Property{
	{"numMentions", Int, "mentions in all documents that the data set saw"},
	{"numSources", Int, "outlets that reported it, as the data set counts"},
	{"numArticles", Int, "documents that reported it, as the data set counts"},
	{"tone", Float, "average tone of the documents, as the data set measures it"},
	{"category", String, "the event's class in the data set's own words"},
	{"conflict", String, "the conflict that the data set puts it in"},
	{"dyad", String, "the pair of sides that the data set puts it in"},
	{"timePrecision", Int, "precision of the date as the data set numbers it"},
	{"clarity", Int, "how clear the sources are, as the data set numbers it"},
	{"deathsSources", Int, "deaths on the side of the first source"},
	{"deathsTargets", Int, "deaths on the other side"},
	{"deathsCivilians", Int, "deaths of civilians"},
	{"deathsUnknown", Int, "deaths of people whose side is not known"},
}

var recordReportProperties = []Property{
	{"root", Bool, "true where the data set found it in a document's lead"},
	{"confidence", Int, "the data set's confidence, percent"},
	{"sentence", Int, "sentence of the document, counted from 1"},
	{"notes", String, "the data set's own description"},
	{"placeId", String, "id of the place in the gazetteer that the data set uses"},
	{"sourceCodes", Strings, "the data set's codes of the sources, in the same order"},
	{"targetCodes", Strings, "the data set's codes of the targets, in the same order"},
	{"recordedAt", DateTime, "when the data set took it in, or last changed it"},
	{"conflictId", String, "the data set's id of the conflict"},
	{"dyadId", String, "the data set's id of the dyad"},
	{"tags", Strings, "what else the data set marks it with, in its own words"},
	{"placeCodes", Strings, "the data set's codes of the country's divisions where it happened, the larger first: 'AS07', '5402'"},
	{"sourcePlace", Strings, "where the source is, not where it happened: name, precision, larger and smaller division, id in the data set's gazetteer"},
	{"sourceLocation", PointGeo, "the same place, WGS 84"},
	{"targetPlace", Strings, "where the target is, likewise"},
	{"targetLocation", PointGeo, "the same place, WGS 84"},
}

func (c *Record) set(p Properties) {
	if c == nil {
		return
	}
	number := func(name string, n int) {
		if n != 0 {
			p[name] = n
		}
	}
	number("numMentions", c.NumMentions)
	number("numSources", c.NumSources)
	number("numArticles", c.NumArticles)
	if c.Tone != nil {
		p["tone"] = *c.Tone
	}
	p.set("root", c.Root)
	number("confidence", c.Confidence)
	number("sentence", c.Sentence)
	p.set("category", c.Category)
	p.set("conflict", c.Conflict)
	p.set("dyad", c.Dyad)
	p.set("notes", c.Notes)
	p.set("placeId", c.PlaceID)
	p.set("sourceCodes", c.SourceCodes)
	p.set("targetCodes", c.TargetCodes)
	number("timePrecision", c.TimePrecision)
	number("clarity", c.Clarity)
	p.set("recordedAt", c.RecordedAt)
	p.set("conflictId", c.ConflictID)
	p.set("dyadId", c.DyadID)
	p.set("tags", c.Tags)
	p.set("placeCodes", c.PlaceCodes)
	p.set("sourcePlace", c.SourcePlace)
	p.set("targetPlace", c.TargetPlace)
	if l := c.SourceLocation; l != nil {
		p["sourceLocation"] = *l
	}
	if l := c.TargetLocation; l != nil {
		p["targetLocation"] = *l
	}
	if d := c.Deaths; d != nil {
		p["deathsSources"], p["deathsTargets"], p["deathsCivilians"], p["deathsUnknown"] = d.Sources, d.Targets, d.Civilians, d.Unknown
	}
}

// record takes a Record out of a report's properties; nil where none is there.
func (r *reader) record() *Record {
	found := false
	for _, list := range [][]Property{recordProperties, recordReportProperties} {
		for _, s := range list {
			if _, ok := r.p[s.Name]; ok {
				found = true
			}
		}
	}
	if !found {
		return nil
	}
	c := &Record{
		NumMentions: r.int("numMentions"), NumSources: r.int("numSources"), NumArticles: r.int("numArticles"),
		Root: read[bool](r, "root"), Confidence: r.int("confidence"), Sentence: r.int("sentence"),
		Category: r.str("category"), Conflict: r.str("conflict"), Dyad: r.str("dyad"), Notes: r.str("notes"), PlaceID: r.str("placeId"),
		SourceCodes: r.list("sourceCodes"), TargetCodes: r.list("targetCodes"),
		TimePrecision: r.int("timePrecision"), Clarity: r.int("clarity"), RecordedAt: r.time("recordedAt"),
		ConflictID: r.str("conflictId"), DyadID: r.str("dyadId"), Tags: r.list("tags"), PlaceCodes: r.list("placeCodes"),
		SourcePlace: r.list("sourcePlace"), TargetPlace: r.list("targetPlace"),
		SourceLocation: r.point("sourceLocation"), TargetLocation: r.point("targetLocation"),
	}
	if _, ok := r.p["tone"]; ok {
		t := read[float64](r, "tone")
		c.Tone = &t
	}
	if _, ok := r.p["deathsSources"]; ok {
		c.Deaths = &Deaths{r.int("deathsSources"), r.int("deathsTargets"), r.int("deathsCivilians"), r.int("deathsUnknown")}
	}
	return c
}
