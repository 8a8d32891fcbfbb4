package export

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/entente/entente/calendar"
	"github.com/entente/entente/graph"
)

// Most rows of a large graph are reports of events by data sets, mentions of
// actors, and events that have one report. Their cells are written from
// package graph's types: properties in maps, as all else here has, would take
// most of the time. Tests hold both ways equal, for what graph derives is what
// counts.

// A source is a report with where it stands, and what is derived of it alone.
type source struct {
	graph.Evidence
	record  *graph.Record // the report's, or an empty one
	derived derived       // of an event
	actor   *graph.Actor  // of a mention
}

// A derived is what follows of date, status and type.
type derived struct {
	when   string
	labels string
	quad   int
	score  float64
	typed  bool
}

// A column writes one property of a source, nothing where there is none.
type column func(b []byte, s *source) []byte

func text(get func(s *source) string) column {
	return func(b []byte, s *source) []byte {
		if v := get(s); v != "" {
			return quoted(b, v)
		}
		return b
	}
}

func texts(get func(s *source) []string) column {
	return func(b []byte, s *source) []byte { return nonEmpty(b, get(s)) }
}

// nonEmpty writes a list, unless it holds nothing.
func nonEmpty(b []byte, v []string) []byte {
	for _, e := range v {
		if e != "" {
			return quotedList(b, v)
		}
	}
	return b
}

func day(get func(s *source) calendar.Date) column {
	return func(b []byte, s *source) []byte { return appendDate(b, get(s)) }
}

func moment(get func(s *source) time.Time) column {
	return func(b []byte, s *source) []byte {
		if t := get(s); !t.IsZero() {
			return appendTime(b, t.UTC().Truncate(time.Microsecond))
		}
		return b
	}
}

// number leaves out zero; count does not.
func number(get func(s *source) int) column {
	return func(b []byte, s *source) []byte {
		if n := get(s); n != 0 {
			return strconv.AppendInt(b, int64(n), 10)
		}
		return b
	}
}

func count(get func(s *source) int) column {
	return func(b []byte, s *source) []byte { return strconv.AppendInt(b, int64(get(s)), 10) }
}

func float(get func(s *source) *float64) column {
	return func(b []byte, s *source) []byte {
		if v := get(s); v != nil {
			return appendFloat(b, *v)
		}
		return b
	}
}

func point(get func(s *source) *graph.Point) column {
	return func(b []byte, s *source) []byte {
		if v := get(s); v != nil {
			return appendPoint(b, *v)
		}
		return b
	}
}

func truth(get func(s *source) bool) column {
	return func(b []byte, s *source) []byte {
		if get(s) {
			return append(b, "true"...)
		}
		return b
	}
}

func fatalities(get func(f *graph.Fatalities) int) column {
	return func(b []byte, s *source) []byte {
		if s.Fatalities == nil {
			return b
		}
		return strconv.AppendInt(b, int64(get(s.Fatalities)), 10)
	}
}

func deaths(get func(d *graph.Deaths) int) column {
	return func(b []byte, s *source) []byte {
		if s.record.Deaths == nil {
			return b
		}
		return strconv.AppendInt(b, int64(get(s.record.Deaths)), 10)
	}
}

// parallel writes a list made of another's elements.
func parallel[T any](list func(s *source) []T, get func(e *T) string) column {
	return func(b []byte, s *source) []byte {
		l := list(s)
		if !slices.ContainsFunc(l, func(e T) bool { return get(&e) != "" }) {
			return b
		}
		b = append(b, '"')
		for i := range l {
			if i > 0 {
				b = append(b, between...)
			}
			b = element(b, get(&l[i]))
		}
		return append(b, '"')
	}
}

func participantID(p *graph.Participant) string { return p.ID }
func participantAs(p *graph.Participant) string { return p.As }
func sources(s *source) []graph.Participant     { return s.Sources }
func targets(s *source) []graph.Participant     { return s.Targets }

// both are the columns that an event's node has from its only report, and the
// report has as well.
func both() map[string]column {
	return map[string]column{
		"name":            text(func(s *source) string { return s.Name }),
		"startDate":       day(func(s *source) calendar.Date { return s.When.Start }),
		"endDate":         day(func(s *source) calendar.Date { return s.When.End }),
		"datePrecision":   text(func(s *source) string { return string(s.When.Precision) }),
		"dateText":        text(func(s *source) string { return s.When.Text }),
		"dateBasis":       text(func(s *source) string { return string(s.When.Basis) }),
		"status":          text(func(s *source) string { return string(s.Status) }),
		"type":            text(func(s *source) string { return string(s.Type) }),
		"mode":            text(func(s *source) string { return s.Mode }),
		"cameo":           text(func(s *source) string { return s.CAMEO }),
		"placeName":       text(func(s *source) string { return s.PlaceName }),
		"placePrecision":  number(func(s *source) int { return s.PlacePrecision }),
		"fatalitiesLow":   fatalities(func(f *graph.Fatalities) int { return f.Low }),
		"fatalitiesBest":  fatalities(func(f *graph.Fatalities) int { return f.Best }),
		"fatalitiesHigh":  fatalities(func(f *graph.Fatalities) int { return f.High }),
		"location":        point(func(s *source) *graph.Point { return s.Location }),
		"numMentions":     number(func(s *source) int { return s.record.NumMentions }),
		"numSources":      number(func(s *source) int { return s.record.NumSources }),
		"numArticles":     number(func(s *source) int { return s.record.NumArticles }),
		"tone":            float(func(s *source) *float64 { return s.record.Tone }),
		"category":        text(func(s *source) string { return s.record.Category }),
		"conflict":        text(func(s *source) string { return s.record.Conflict }),
		"dyad":            text(func(s *source) string { return s.record.Dyad }),
		"timePrecision":   number(func(s *source) int { return s.record.TimePrecision }),
		"clarity":         number(func(s *source) int { return s.record.Clarity }),
		"deathsSources":   deaths(func(d *graph.Deaths) int { return d.Sources }),
		"deathsTargets":   deaths(func(d *graph.Deaths) int { return d.Targets }),
		"deathsCivilians": deaths(func(d *graph.Deaths) int { return d.Civilians }),
		"deathsUnknown":   deaths(func(d *graph.Deaths) int { return d.Unknown }),
	}
}

// eventColumns are those of an event's node that has one report.
func eventColumns() map[string]column {
	c := both()
	maps.Copy(c, map[string]column{
		"when":    text(func(s *source) string { return s.derived.when }),
		"caption": text(func(s *source) string { return cmp.Or(s.Caption, graph.Shorten(s.Name, graph.CaptionLength)) }),
		"contexts": func(b []byte, s *source) []byte {
			if len(s.Contexts) > 1 {
				list := slices.Clone(s.Contexts)
				slices.Sort(list)
				return nonEmpty(b, slices.Compact(list))
			}
			return nonEmpty(b, s.Contexts)
		},
		"firstReported":      day(func(s *source) calendar.Date { return s.PublishedOn }),
		"lastReported":       day(func(s *source) calendar.Date { return s.PublishedOn }),
		"firstLoaded":        moment(func(s *source) time.Time { return s.LoadedAt }),
		"reports":            count(func(*source) int { return 1 }),
		"independentReports": count(func(*source) int { return 1 }),
		"quadClass": func(b []byte, s *source) []byte {
			switch {
			case s.QuadClass != 0:
				return strconv.AppendInt(b, int64(s.QuadClass), 10)
			case s.derived.typed:
				return strconv.AppendInt(b, int64(s.derived.quad), 10)
			}
			return b
		},
		"goldstein": func(b []byte, s *source) []byte {
			switch {
			case s.Goldstein != nil:
				return appendFloat(b, *s.Goldstein)
			case s.derived.typed:
				return appendFloat(b, s.derived.score)
			}
			return b
		},
		// Only what several reports tell of, or an analyst has spoken of, has any.
		"formerIds":   never,
		"corrections": never,
		"notes":       never,
	})
	return c
}

func never(b []byte, _ *source) []byte { return b }

// reportColumns are those of REPORTED_IN.
func reportColumns() map[string]column {
	c := both()
	maps.Copy(c, map[string]column{
		"key":           text(func(s *source) string { return s.Key }),
		"dataset":       text(func(s *source) string { return s.Dataset }),
		"publishedOn":   day(func(s *source) calendar.Date { return s.PublishedOn }),
		"sourceEventId": text(func(s *source) string { return s.SourceEventID }),
		"quote":         text(func(s *source) string { return s.Quote }),
		"start":         count(func(s *source) int { return s.Start }),
		"end":           count(func(s *source) int { return s.End }),
		"in": text(func(s *source) string {
			if s.InTitle {
				return "title"
			}
			return ""
		}),
		"attributedTo":   texts(func(s *source) []string { return s.AttributedTo }),
		"figures":        texts(func(s *source) []string { return s.Figures }),
		"sources":        parallel(sources, participantID),
		"sourcesAs":      parallel(sources, participantAs),
		"targets":        parallel(targets, participantID),
		"targetsAs":      parallel(targets, participantAs),
		"head":           text(func(s *source) string { return s.Head }),
		"dyads":          texts(func(s *source) []string { return s.Dyads }),
		"resolved":       texts(func(s *source) []string { return s.Resolved.List() }),
		"places":         texts(func(s *source) []string { return s.Places }),
		"caption":        text(func(s *source) string { return s.Caption }),
		"contexts":       texts(func(s *source) []string { return s.Contexts }),
		"goldstein":      float(func(s *source) *float64 { return s.Goldstein }),
		"quadClass":      number(func(s *source) int { return s.QuadClass }),
		"kind":           text(func(s *source) string { return s.Kind }),
		"text":           text(func(s *source) string { return s.Text }),
		"form":           text(func(s *source) string { return s.Form }),
		"cue":            text(func(s *source) string { return s.Cue }),
		"via":            text(func(s *source) string { return s.Via }),
		"anonymous":      truth(func(s *source) bool { return s.Anonymous }),
		"about":          parallel(func(s *source) []graph.Topic { return s.About }, func(t *graph.Topic) string { return t.ID }),
		"stances":        parallel(func(s *source) []graph.Topic { return s.About }, func(t *graph.Topic) string { return t.Stance }),
		"expresses":      texts(func(s *source) []string { return s.Expresses }),
		"enacts":         texts(func(s *source) []string { return s.Enacts }),
		"foresees":       texts(func(s *source) []string { return s.Foresees }),
		"after":          parallel(func(s *source) []graph.Order { return s.After }, func(o *graph.Order) string { return o.Key }),
		"afterQuotes":    parallel(func(s *source) []graph.Order { return s.After }, func(o *graph.Order) string { return o.Quote }),
		"loadedAt":       moment(func(s *source) time.Time { return s.LoadedAt }),
		"root":           truth(func(s *source) bool { return s.record.Root }),
		"confidence":     number(func(s *source) int { return s.record.Confidence }),
		"sentence":       number(func(s *source) int { return s.record.Sentence }),
		"notes":          text(func(s *source) string { return s.record.Notes }),
		"placeId":        text(func(s *source) string { return s.record.PlaceID }),
		"sourceCodes":    texts(func(s *source) []string { return s.record.SourceCodes }),
		"targetCodes":    texts(func(s *source) []string { return s.record.TargetCodes }),
		"recordedAt":     moment(func(s *source) time.Time { return s.record.RecordedAt }),
		"conflictId":     text(func(s *source) string { return s.record.ConflictID }),
		"dyadId":         text(func(s *source) string { return s.record.DyadID }),
		"tags":           texts(func(s *source) []string { return s.record.Tags }),
		"placeCodes":     texts(func(s *source) []string { return s.record.PlaceCodes }),
		"sourcePlace":    texts(func(s *source) []string { return s.record.SourcePlace }),
		"targetPlace":    texts(func(s *source) []string { return s.record.TargetPlace }),
		"sourceLocation": point(func(s *source) *graph.Point { return s.record.SourceLocation }),
		"targetLocation": point(func(s *source) *graph.Point { return s.record.TargetLocation }),
	})
	return c
}

// mentionColumns are those of MENTIONS.
func mentionColumns() map[string]column {
	roles := func(s *source) []graph.Role { return s.actor.Roles }
	return map[string]column{
		"dataset":     text(func(s *source) string { return s.Dataset }),
		"publishedOn": day(func(s *source) calendar.Date { return s.PublishedOn }),
		"key": text(func(s *source) string {
			if s.actor.NodeID() != s.actor.ID {
				return s.actor.ID
			}
			return ""
		}),
		"resolved":   texts(func(s *source) []string { return s.actor.Resolved.List() }),
		"count":      count(func(s *source) int { return s.actor.Count }),
		"names":      texts(func(s *source) []string { return s.actor.Names }),
		"name":       text(func(s *source) string { return s.actor.Name }),
		"country":    text(func(s *source) string { return s.actor.Country }),
		"sector":     text(func(s *source) string { return s.actor.Sector }),
		"wikidataId": text(func(s *source) string { return s.actor.WikidataID }),
		"roles":      parallel(roles, func(r *graph.Role) string { return r.Role }),
		"of":         parallel(roles, func(r *graph.Role) string { return r.Of }),
		"roleQuotes": parallel(roles, func(r *graph.Role) string { return r.Quote }),
		"roleBases": parallel(roles, func(r *graph.Role) string {
			if r.Known {
				return "gazetteer"
			}
			return "text"
		}),
	}
}

// compile gives the columns of a schema in its order. The error names a
// property that no column is known for.
func compile(known map[string]column, properties []graph.Property) ([]column, error) {
	out := make([]column, len(properties))
	for i, p := range properties {
		c, ok := known[p.Name]
		if !ok {
			return nil, fmt.Errorf("no column is known for the property %s", p.Name)
		}
		out[i] = c
	}
	return out, nil
}

// alone tells whether an event's node and relationships follow from one report
// as columns have them: that of a data set, which ties it to no other fact.
func (s *source) alone() bool {
	return s.Fact == graph.EventLabel && s.SourceEventID != "" && len(s.Enacts)+len(s.Foresees)+len(s.After)+len(s.Resolved) == 0
}

// edges calls with the relationships of an event of one report.
func (s *source) edges(write func(t graph.RelType, start, end, as string) error) error {
	before := func(list []graph.Participant, i int) bool {
		return slices.ContainsFunc(list[:i], func(p graph.Participant) bool { return p.ID == list[i].ID })
	}
	for i, p := range s.Sources {
		if before(s.Sources, i) {
			continue
		}
		if err := write(graph.Initiated, p.ID, s.Key, p.As); err != nil {
			return err
		}
	}
	for i, p := range s.Targets {
		if before(s.Targets, i) {
			continue
		}
		if err := write(graph.Targets, s.Key, p.ID, p.As); err != nil {
			return err
		}
	}
	for i, place := range s.Places {
		if slices.Contains(s.Places[:i], place) {
			continue
		}
		if err := write(graph.OccurredIn, s.Key, place, ""); err != nil {
			return err
		}
	}
	return nil
}

// derivations remembers what graph derives of dates, statuses and types, which
// are few.
type derivations struct {
	times map[timing]derived
	types map[[2]string]derived
}

type timing struct {
	calendar.Interval
	basis  calendar.Basis
	status graph.Status
}

// most is how many dates are remembered: far more than days in a data set.
const most = 1 << 16

func (d *derivations) of(s *source) derived {
	t := timing{s.When.Interval, s.When.Basis, s.Status}
	out, ok := d.times[t]
	if !ok {
		n, _ := graph.DeriveFact(s.Key, []graph.Evidence{{Report: graph.Report{Fact: s.Fact, Key: s.Key, Status: s.Status, When: graph.When{Interval: t.Interval, Basis: t.basis}}}})
		out.when, _ = n.Properties["when"].(string)
		out.when, out.labels = strings.Clone(out.when), labels(n)
		if d.times == nil || len(d.times) > most {
			d.times = map[timing]derived{}
		}
		t.Precision, t.basis, t.status = calendar.Precision(strings.Clone(string(t.Precision))), calendar.Basis(strings.Clone(string(t.basis))), graph.Status(strings.Clone(string(t.status)))
		d.times[t] = out
	}
	if s.Type == "" {
		return out
	}
	k := [2]string{string(s.Type), s.Mode}
	kind, ok := d.types[k]
	if !ok {
		n, _ := graph.DeriveFact(s.Key, []graph.Evidence{{Report: graph.Report{Fact: s.Fact, Key: s.Key, Status: s.Status, Type: s.Type, Mode: s.Mode}}})
		kind.quad, kind.typed = n.Properties["quadClass"].(int)
		kind.score, _ = n.Properties["goldstein"].(float64)
		if d.types == nil || len(d.types) > most {
			d.types = map[[2]string]derived{}
		}
		d.types[[2]string{strings.Clone(k[0]), strings.Clone(k[1])}] = kind
	}
	out.quad, out.score, out.typed = kind.quad, kind.score, kind.typed
	return out
}
