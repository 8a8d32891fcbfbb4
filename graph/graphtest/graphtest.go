// Package graphtest draws Fragments for property tests: valid ones that share
// actors, events and articles often enough to meet in every way.
package graphtest

import (
	"strings"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/entente/entente/calendar"
	"github.com/entente/entente/graph"
)

var actors = []graph.Actor{
	{ID: "country:FRA", Name: "France", Country: "FRA"},
	{ID: "country:PER", Name: "Peru", Country: "PER"},
	{ID: "person:ana-quispe", Name: "Ana Quispe", Country: "PER", Sector: "GOV"},
	{ID: "person:luc-moreau", Name: "Luc Moreau", Sector: "MIL"},
	{ID: "person:luc-moreau-petit", Name: "Luc Moreau Petit", Country: "FRA"},
	{ID: "person:quispe", Name: "Quispe", Country: "PER", Sector: "GOV"},
	{ID: "person:rosa-quispe", Name: "Rosa Quispe", Country: "PER"},
	{ID: "org:mdf", Name: "MDF", Country: "FRA"},
	{ID: "org:ministry-of-fishing", Name: "Ministry of Fishing", Country: "FRA", Names: []string{"MDF"}},
	{ID: "org:navy", Name: "Navy", Country: "FRA", Sector: "MIL"},
	{ID: "group:PER-GOV", Name: "Peru (government)", Country: "PER", Sector: "GOV"},
	{ID: "region:andes", Name: "Andes"},
}

// Fragment draws a valid Fragment. Articles are few, so that drawing many
// gives reloads, new versions and copies under other names.
func Fragment(t *rapid.T) graph.Fragment {
	day := calendar.NewDate(2025, 3, rapid.IntRange(0, 4).Draw(t, "day"))
	text := rapid.SampledFrom([]string{"alpha", "beta", "gamma", "delta", "epsilon"}).Draw(t, "text")
	name := rapid.SampledFrom([]string{"one", "two", "three", "four"}).Draw(t, "article")
	f := graph.Fragment{Dataset: graph.News, Article: graph.Article{
		ID: graph.ArticleID("https://example.org/" + name), Title: "On " + name, URL: "https://example.org/" + name, Text: "",
		PublishedOn: day, ContentHash: graph.ContentHash(text, text, day), TextMode: graph.TextQuote, Loader: graph.News,
		Extractor: "test 1", SourceID: name, Sketch: graph.NewSketch(strings.Repeat(text+" one two three four five six seven eight ", 3)),
	}}
	if rapid.IntRange(0, 3).Draw(t, "dataset") == 0 {
		f.Dataset = "rows"
		f.Partial = true
		f.Article.Loader, f.Article.Extractor, f.Article.ContentHash = "rows", "", ""
	}
	f.Reports = reports(t, day)
	f.Actors = people(t, f.Reports)
	if f.Dataset == graph.News {
		f.SetDyads()
	}
	return f
}

func reports(t *rapid.T, day calendar.Date) []graph.Report {
	var out []graph.Report
	seen := map[string]bool{}
	for range rapid.IntRange(0, 5).Draw(t, "reports") {
		r := report(t, day)
		if !seen[r.Key] {
			seen[r.Key] = true
			out = append(out, r)
		}
	}
	link(t, out)
	return out
}

func participants(t *rapid.T, name string) []graph.Participant {
	var out []graph.Participant
	for _, a := range rapid.SliceOfNDistinct(rapid.SampledFrom(actors), 0, 2, func(a graph.Actor) string { return a.ID }).Draw(t, name) {
		out = append(out, graph.Participant{ID: a.ID, As: rapid.SampledFrom([]string{"", "they", a.Name}).Draw(t, "as")})
	}
	return out
}

func ids(list []graph.Participant) []string {
	var out []string
	for _, p := range list {
		out = append(out, p.ID)
	}
	return out
}

func report(t *rapid.T, day calendar.Date) graph.Report {
	r := graph.Report{
		Fact:    rapid.SampledFrom(graph.FactLabels()).Draw(t, "fact"),
		Head:    rapid.SampledFrom([]string{"visit", "call"}).Draw(t, "head"),
		Quote:   rapid.SampledFrom([]string{"They did it.", "Él lo hizo.", "It was denied."}).Draw(t, "quote"),
		Start:   rapid.IntRange(0, 3).Draw(t, "start"),
		InTitle: rapid.Bool().Draw(t, "inTitle"),
		Sources: participants(t, "sources"),
		Name:    rapid.SampledFrom([]string{"a visit", "a visit of the navy to the coast of Peru"}).Draw(t, "name"),
		When: graph.When{
			Interval: calendar.DayOf(day.AddDays(-rapid.IntRange(0, 1).Draw(t, "ago"))),
			Basis:    rapid.SampledFrom(calendar.Bases()).Draw(t, "basis"),
			Text:     rapid.SampledFrom([]string{"", "on Monday"}).Draw(t, "dateText"),
		},
		Figures: rapid.SliceOfN(rapid.SampledFrom([]string{"40 tons", "two"}), 0, 2).Draw(t, "figures"),
	}
	if r.When.Basis == calendar.Publication {
		r.When.Text = ""
	}
	r.End = r.Start + utf8.RuneCountInString(r.Quote)
	switch r.Fact {
	case graph.EventLabel:
		r.Type = rapid.SampledFrom(graph.EventTypes()[:3]).Draw(t, "type")
		if r.Type == graph.Consult {
			r.Mode = rapid.SampledFrom([]string{"", "visit"}).Draw(t, "mode")
		}
		r.Status = rapid.SampledFrom(graph.EventStatuses()).Draw(t, "status")
		r.Targets = participants(t, "targets")
		r.Places = rapid.SampledFrom([][]string{nil, {"country:PER"}}).Draw(t, "places")
		r.Key = graph.EventKey(r.Type, ids(r.Sources), ids(r.Targets), r.When.Interval, r.Places, r.Head)
		if rapid.Bool().Draw(t, "located") {
			r.Location = &graph.Point{Longitude: -77.03, Latitude: -12.05}
		}
	case graph.PolicyLabel:
		r.Kind = rapid.SampledFrom([]string{"law", "agreement"}).Draw(t, "kind")
		r.Status = rapid.SampledFrom(graph.PolicyStatuses()).Draw(t, "status")
		r.Targets = participants(t, "targets")
		r.Key = graph.PolicyID(ids(r.Sources), r.Kind, r.When.Start, r.Name)
	case graph.StatementLabel:
		r.Text = strings.Trim(r.Quote, ".")
		r.Form = rapid.SampledFrom(graph.Forms()).Draw(t, "form")
		r.Cue = rapid.SampledFrom([]string{"", "said", "warned"}).Draw(t, "cue")
		r.Key = graph.StatementID(strings.Join(ids(r.Sources)[:min(1, len(r.Sources))], ""), r.Text, r.When.Start)
		for _, p := range participants(t, "about") {
			r.About = append(r.About, graph.Topic{ID: p.ID, Stance: rapid.SampledFrom(graph.Stances()).Draw(t, "stance")})
		}
	}
	return r
}

// link ties the reports of one fragment to each other.
func link(t *rapid.T, reports []graph.Report) {
	for i := range reports {
		for _, o := range reports {
			r := &reports[i]
			if r.Key == o.Key || !rapid.Bool().Draw(t, "link") {
				continue
			}
			switch {
			case r.Fact == graph.EventLabel && o.Fact == graph.PolicyLabel:
				r.Enacts = append(r.Enacts, o.Key)
			case r.Fact == graph.EventLabel && o.Fact == graph.EventLabel && rapid.Bool().Draw(t, "after"):
				r.After = append(r.After, graph.Order{Key: o.Key, Quote: "after"})
			case r.Fact == graph.EventLabel && o.Fact == graph.EventLabel:
				r.Foresees = append(r.Foresees, o.Key)
			case r.Fact == graph.StatementLabel && o.Fact == graph.EventLabel:
				r.Expresses = append(r.Expresses, o.Key)
			}
		}
	}
}

// people gives the actors of the reports, and some more, as this fragment
// knows them.
func people(t *rapid.T, reports []graph.Report) []graph.Actor {
	used := map[string]bool{"country:PER": true, "org:navy": true}
	for _, r := range reports {
		for _, p := range append(append([]graph.Participant{}, r.Sources...), r.Targets...) {
			used[p.ID] = true
		}
		for _, a := range r.About {
			used[a.ID] = true
		}
	}
	var out []graph.Actor
	for _, a := range actors {
		if !used[a.ID] {
			continue
		}
		a.Name = rapid.SampledFrom([]string{a.Name, strings.ToUpper(a.Name)}).Draw(t, "name")
		if graph.KindOf(a.ID) != graph.Country {
			a.Country = rapid.SampledFrom([]string{a.Country, a.Country, "", "PER"}).Draw(t, "country")
		}
		a.Sector = rapid.SampledFrom([]string{a.Sector, "OPP"}).Draw(t, "sector")
		a.Count = rapid.IntRange(0, 3).Draw(t, "count")
		a.Names = rapid.SliceOfNDistinct(rapid.SampledFrom(append(a.Names, a.Name, "x", "the "+a.Name)), 0, 2, rapid.ID[string]).Draw(t, "names")
		if graph.KindOf(a.ID) == graph.Person && rapid.Bool().Draw(t, "role") {
			a.Roles = append(a.Roles, graph.Role{Role: rapid.SampledFrom([]string{"president", "admiral"}).Draw(t, "title"),
				Of: "country:PER", Quote: "the president", Known: rapid.Bool().Draw(t, "known")})
		}
		out = append(out, a)
	}
	return out
}
