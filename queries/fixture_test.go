package queries_test

import (
	"slices"
	"testing"
	"unicode/utf8"

	"github.com/entente/entente/calendar"
	"github.com/entente/entente/graph"
)

// The fixture is invented news: a quarrel over fishing licences between the
// United States and Mexico, with persons and papers that do not exist.

// The cast, as articles name it.
var cast = map[string]graph.Actor{
	"USA":         {ID: "country:USA", Name: "United States", Country: "USA", Names: []string{"Washington", "the US"}},
	"MEX":         {ID: "country:MEX", Name: "Mexico", Country: "MEX", Names: []string{"Mexico City"}},
	"CAN":         {ID: "country:CAN", Name: "Canada", Country: "CAN"},
	"gulf":        {ID: "region:gulf-of-campeche", Name: "Gulf of Campeche"},
	"marsh":       {ID: "person:helen-marsh", Name: "Helen Marsh", Country: "USA", Sector: "GOV", Names: []string{"Marsh"}, Roles: []graph.Role{{Role: "President", Of: "country:USA", Quote: "President Helen Marsh"}}},
	"okafor":      {ID: "person:tom-okafor", Name: "Tom Okafor", Country: "USA", Sector: "GOV", Roles: []graph.Role{{Role: "Commerce Secretary", Of: "country:USA", Quote: "Commerce Secretary Tom Okafor"}}},
	"coast guard": {ID: "org:us-coast-guard", Name: "US Coast Guard", Country: "USA", Sector: "COP", Roles: []graph.Role{{Role: "of", Of: "country:USA", Known: true}}},
	"officials":   {ID: "group:USA-GOV", Name: "United States (government)", Country: "USA", Sector: "GOV", Names: []string{"two American officials"}},
	"ferrer":      {ID: "person:lucia-ferrer", Name: "Lucía Ferrer", Country: "MEX", Sector: "GOV", Names: []string{"Ferrer"}, Roles: []graph.Role{{Role: "President", Of: "country:MEX", Quote: "President Lucía Ferrer"}}},
	"ibarra":      {ID: "person:raul-ibarra", Name: "Raúl Ibarra", Country: "MEX", Sector: "GOV", Roles: []graph.Role{{Role: "Economy Minister", Of: "country:MEX", Quote: "Economy Minister Raúl Ibarra"}}},
	"ministry":    {ID: "org:foreign-ministry-mexico", Name: "Foreign Ministry of Mexico", Country: "MEX", Sector: "GOV", Roles: []graph.Role{{Role: "of", Of: "country:MEX", Known: true}}},
	"navy":        {ID: "org:mexican-navy", Name: "Mexican Navy", Country: "MEX", Sector: "MIL", Roles: []graph.Role{{Role: "of", Of: "country:MEX", Known: true}}},
	"boats":       {ID: "group:MEX-BUS", Name: "Mexico (business)", Country: "MEX", Sector: "BUS", Names: []string{"Mexican boat owners"}},
	"league":      {ID: "org:gulf-fishing-league", Name: "Gulf Fishing League", Country: "USA", Sector: "CVL"},
	"pruitt":      {ID: "person:dale-pruitt", Name: "Dale Pruitt", Country: "USA", Sector: "CVL", Roles: []graph.Role{{Role: "chairman", Of: "org:gulf-fishing-league", Quote: "Dale Pruitt, chairman of the league"}}},
	"lavoie":      {ID: "person:anne-lavoie", Name: "Anne Lavoie", Country: "CAN", Sector: "GOV", Roles: []graph.Role{{Role: "Prime Minister", Of: "country:CAN", Quote: "Prime Minister Anne Lavoie"}}},
	"post":        {ID: "org:harbour-post", Name: "The Harbour Post", Sector: "JRN"},
}

func id(name string) string { return cast[name].ID }

func who(as string, names ...string) []graph.Participant {
	var out []graph.Participant
	for _, n := range names {
		out = append(out, graph.Participant{ID: id(n), As: as})
	}
	return out
}

func day(s string) calendar.Date {
	d, err := calendar.ParseDate(s)
	if err != nil {
		panic(err) // a slip in the fixture
	}
	return d
}

func on(s, text string) graph.When {
	return graph.When{Interval: calendar.DayOf(day(s)), Text: text, Basis: calendar.Explicit}
}

func between(start, end, text string) graph.When {
	return graph.When{Interval: calendar.Interval{Start: day(start), End: day(end), Precision: calendar.Range}, Text: text, Basis: calendar.Relative}
}

// undated is the date of what no words date: the article's.
func undated(s string) graph.When {
	return graph.When{Interval: calendar.Interval{Start: day(s), End: day(s), Precision: calendar.Unknown}, Basis: calendar.Publication}
}

func event(t graph.EventType, name string, status graph.Status, when graph.When, sources, targets []graph.Participant, quote string) graph.Report {
	ids := func(list []graph.Participant) (out []string) {
		for _, p := range list {
			out = append(out, p.ID)
		}
		return out
	}
	return graph.Report{
		Fact: graph.EventLabel, Type: t, Name: name, Status: status, When: when, Sources: sources, Targets: targets, Quote: quote,
		Key: graph.EventKey(t, ids(sources), ids(targets), when.Interval, nil, name),
	}
}

func policy(kind, name string, status graph.Status, when graph.When, issuers, targets []graph.Participant, quote string) graph.Report {
	return graph.Report{
		Fact: graph.PolicyLabel, Kind: kind, Name: name, Status: status, When: when, Sources: issuers, Targets: targets, Quote: quote,
		Key: graph.PolicyID([]string{issuers[0].ID}, kind, when.Start, name),
	}
}

func statement(speaker, as, cue, text string, when graph.When, about ...graph.Topic) graph.Report {
	return graph.Report{
		Fact: graph.StatementLabel, Name: graph.Shorten(text, 40), Text: text, Form: "direct", Cue: cue, When: when,
		Sources: who(as, speaker), About: about, Quote: "“" + text + "”", AttributedTo: []string{id(speaker)},
		Key: graph.StatementID(id(speaker), text, when.Start),
	}
}

// with changes a report by what is said of it beyond the common.
func with(r graph.Report, change func(*graph.Report)) graph.Report {
	change(&r)
	return r
}

// article makes a Fragment: its text is the reports' sentences one after the
// other, its actors whom they name.
func article(slug, publisher, published, title string, reports ...graph.Report) graph.Fragment {
	f := graph.Fragment{Dataset: graph.News, Article: graph.Article{
		ID: graph.ArticleID(slug), Title: title, Publisher: publisher, PublishedOn: day(published), Language: "en",
		TextMode: graph.TextFull, Loader: "news", Extractor: "fixture 1",
	}}
	if publisher != "" {
		f.Article.URL = "https://example.org/" + slug
	}
	needed := map[string]bool{}
	for i := range reports {
		r := &reports[i]
		r.Start = utf8.RuneCountInString(f.Article.Text)
		r.End = r.Start + utf8.RuneCountInString(r.Quote)
		f.Article.Text += r.Quote + " "
		for _, p := range slices.Concat(r.Sources, r.Targets) {
			needed[p.ID] = true
		}
		for _, place := range append(slices.Clone(r.Places), r.Via) {
			needed[place] = true
		}
		for _, topic := range r.About {
			needed[topic.ID] = true
		}
	}
	for grown := true; grown; {
		grown = false
		for _, a := range cast {
			for _, role := range a.Roles {
				if needed[a.ID] && !needed[role.Of] {
					needed[role.Of], grown = true, true
				}
			}
		}
	}
	for _, a := range cast {
		if needed[a.ID] {
			a.Count = 1
			f.Actors = append(f.Actors, a)
		}
	}
	slices.SortFunc(f.Actors, func(a, b graph.Actor) int {
		if a.ID < b.ID {
			return -1
		}
		return 1
	})
	f.Article.Sketch = graph.NewSketch(f.Article.Text)
	f.Article.TextLength = utf8.RuneCountInString(f.Article.Text)
	f.Article.ContentHash = graph.ContentHash(f.Article.Title, f.Article.Text, f.Article.PublishedOn)
	f.Reports = reports
	return f
}

// fixture gives the news in the order of publication.
func fixture(tb testing.TB) []graph.Fragment {
	suspended := on("2025-01-20", "On January 20")
	order := policy("executive order", "suspension of Mexican fishing licences", graph.InForce, suspended, who("Marsh", "marsh"), who("Mexican boat owners", "boats"),
		"On January 20 President Helen Marsh signed an order that suspends the fishing licences of Mexican boat owners.")
	sanction := with(event(graph.Sanction, "Marsh suspends the licences of Mexican boat owners", graph.Occurred, suspended, who("Marsh", "marsh"), who("Mexican boat owners", "boats"),
		"The suspension covers 200 licences."), func(r *graph.Report) { r.Enacts, r.Figures = []string{order.Key}, []string{"200 licences"} })
	threat := event(graph.Threaten, "Ibarra threatens tariffs on American grain", graph.Occurred, on("2025-02-12", "on Wednesday"), who("Ibarra", "ibarra"), who("Washington", "USA"),
		"Economy Minister Raúl Ibarra threatened tariffs on American grain on Wednesday.")
	tariffs := event(graph.Sanction, "Mexico puts tariffs on American grain", graph.Hypothetical, undated("2025-02-13"), who("Mexico", "MEX"), who("American", "USA"),
		"Mexico could tax 3 million tons of grain, he said.")
	patrols := with(event(graph.Mobilize, "Mexican Navy sends patrol ships to the gulf", graph.Occurred, on("2025-03-04", "on Tuesday"), who("Mexico's navy", "navy"), nil,
		"Mexico's navy sent four patrol ships to the gulf on Tuesday, two American officials said."), func(r *graph.Report) {
		r.Places, r.AttributedTo, r.Figures = []string{id("gulf")}, []string{id("officials")}, []string{"four patrol ships"}
	})
	talks := on("2025-04-14", "on Monday")
	accord := policy("agreement", "fisheries accord", graph.Proposed, undated("2025-04-15"), who("The two countries", "USA", "MEX"), nil,
		"The two countries want to sign a fisheries accord in the coming months.")
	signed := on("2025-06-02", "on June 2")
	sealed := policy("agreement", "fisheries accord", graph.InForce, signed, who("The two countries", "USA", "MEX"), nil,
		"The fisheries accord was signed on June 2.")
	signing := with(event(graph.Agree, "the United States and Mexico sign the fisheries accord", graph.Occurred, signed, who("both", "USA", "MEX"), who("both", "USA", "MEX"),
		"Both sides signed it in Ottawa, ending five months of quarrel."), func(r *graph.Report) { r.Enacts, r.Places = []string{sealed.Key}, []string{id("CAN")} })
	closure := event(graph.Coerce, "the United States closes the border", graph.Denied, undated("2025-03-06"), who("Washington", "USA"), who("Mexico", "MEX"),
		"There is no plan to close the border, Okafor said.")

	all := []graph.Fragment{
		article("harbour-post/fishing-licences", "Harbour Post", "2025-01-21", "Marsh suspends fishing licences", order, sanction,
			statement("ferrer", "Ferrer", "said", "This order hurts honest fishermen and we reject it", on("2025-01-21", "on Tuesday"), graph.Topic{ID: order.Key, Stance: "opposes"}, graph.Topic{ID: id("marsh"), Stance: "opposes"}),
			event(graph.Reject, "Ferrer rejects the suspension", graph.Occurred, on("2025-01-21", "on Tuesday"), who("Ferrer", "ferrer"), who("Marsh", "marsh"), "Ferrer rejected the order on Tuesday.")),
		article("capital-wire/licences", "Capital Wire", "2025-01-22", "Mexico protests against licence order",
			with(order, func(r *graph.Report) { r.Quote = "The order of January 20 takes effect at once." }),
			with(sanction, func(r *graph.Report) {
				r.Quote, r.Figures = "It ends 240 licences.", []string{"240 licences"}
			}),
			with(statement("okafor", "Okafor", "told", "Our waters come first", undated("2025-01-22"), graph.Topic{ID: sanction.Key, Stance: "supports"}), func(r *graph.Report) { r.Via = id("post") })),
		article("gulf-courier/boats", "Gulf Courier", "2025-02-10", "Coast Guard seizes boats", order, sanction,
			with(event(graph.Coerce, "the Coast Guard seizes three Mexican boats", graph.Occurred, between("2025-01-20", "2025-02-10", "since the order"), who("the Coast Guard", "coast guard"), who("Mexican boat owners", "boats"),
				"Since the order the Coast Guard has seized three boats."), func(r *graph.Report) {
				r.After, r.Places, r.Figures = []graph.Order{{Key: sanction.Key, Quote: "Since the order"}}, []string{id("gulf")}, []string{"three boats"}
			}),
			event(graph.Accuse, "Marsh accuses Mexican boat owners of poaching", graph.Occurred, between("2025-01-01", "2025-01-31", "in January"), who("Marsh", "marsh"), who("boat owners", "boats"), "In January Marsh accused the boat owners of poaching."),
			event(graph.Consult, "American and Mexican boat owners meet Okafor", graph.Occurred, on("2024-11-05", "on November 5"), who("Okafor", "okafor"), who("boat owners", "boats"), "They had met Okafor on November 5.")),
		article("harbour-post/tariffs", "Harbour Post", "2025-02-13", "Mexico threatens tariffs", with(threat, func(r *graph.Report) { r.Foresees = []string{tariffs.Key} }),
			with(tariffs, func(r *graph.Report) { r.Figures = []string{"3 million tons"} }),
			with(statement("ibarra", "Ibarra", "warned", "We will answer with tariffs on grain", on("2025-02-12", "on Wednesday"), graph.Topic{ID: id("USA"), Stance: "warns"}), func(r *graph.Report) { r.Expresses = []string{threat.Key} })),
		article("capital-wire/ships", "Capital Wire", "2025-03-05", "Mexico sends ships", patrols,
			with(statement("officials", "two American officials", "said", "The ships are there", undated("2025-03-05"), graph.Topic{ID: patrols.Key, Stance: "asserts"}, graph.Topic{ID: id("navy"), Stance: "warns"}),
				func(r *graph.Report) { r.Anonymous, r.Form = true, "indirect" })),
		article("gulf-courier/no-ships", "Gulf Courier", "2025-03-06", "Mexico denies sending ships",
			with(patrols, func(r *graph.Report) {
				r.Status, r.Quote, r.AttributedTo, r.Figures = graph.Denied, "No ship left port on Tuesday, the Foreign Ministry said.", []string{id("ministry")}, nil
			}),
			statement("ministry", "the Foreign Ministry", "said", "No ship has left port", undated("2025-03-06"), graph.Topic{ID: patrols.Key, Stance: "denies"}),
			closure, statement("okafor", "Okafor", "said", "There is no plan to close the border", undated("2025-03-06"), graph.Topic{ID: closure.Key, Stance: "denies"})),
		article("harbour-post/ships", "Harbour Post", "2025-03-07", "Satellite pictures show ships",
			with(patrols, func(r *graph.Report) {
				r.Quote, r.AttributedTo, r.Figures = "Pictures of Tuesday show five patrol ships.", []string{"satellite pictures"}, []string{"five patrol ships"}
			})),
		article("capital-wire/talks", "Capital Wire", "2025-04-15", "Talks on fishing", accord,
			with(event(graph.Consult, "the United States and Mexico hold talks", graph.Occurred, talks, who("the two countries", "USA", "MEX"), who("the two countries", "USA", "MEX"), "The two countries held talks in Ottawa on Monday."),
				func(r *graph.Report) { r.Places = []string{id("CAN")} }),
			event(graph.Agree, "the United States and Mexico sign an accord", graph.Planned, between("2025-04-15", "2025-07-31", "in the coming months"), who("the two countries", "USA", "MEX"), who("the two countries", "USA", "MEX"), "They plan to sign an accord in the coming months.")),
		article("gulf-courier/accord", "Gulf Courier", "2025-06-03", "Accord signed", sealed, signing,
			statement("lavoie", "Lavoie", "said", "Canada welcomes the accord", undated("2025-06-03"), graph.Topic{ID: sealed.Key, Stance: "supports"}, graph.Topic{ID: id("USA"), Stance: "neutral"})),
		article("harbour-post/league", "Harbour Post", "2025-06-20", "Fishermen protest", event(graph.Protest, "the league protests against Mexico", graph.Occurred, undated("2025-06-20"), who("the league", "league"), who("Mexico", "MEX"), "The league held a protest in front of the consulate."),
			with(statement("pruitt", "Pruitt", "told", "The accord sells us out", undated("2025-06-20"), graph.Topic{ID: id("MEX"), Stance: "opposes"}), func(r *graph.Report) { r.Via = id("post") }),
			event(graph.Aid, "the United States helps Mexican boat owners and the state", graph.Ongoing, between("2025-05-15", "2025-06-20", "since mid-May"), who("Washington", "USA"), who("Mexico", "MEX"), "Washington has paid 5 million dollars since mid-May.")),
		article("unsigned-leaflet", "", "2025-07-01", "A leaflet",
			event(graph.Cooperate, "both navies count fish together", graph.Occurred, on("2025-06-28", "on Saturday"), who("both navies", "USA", "navy"), who("both navies", "USA", "navy"), "On Saturday both navies counted fish together."),
			with(event(graph.Accuse, "officials accuse the Mexican Navy", graph.StatusUnknown, undated("2025-07-01"), who("officials", "officials"), who("the navy", "navy"), "Officials accuse the navy."), func(r *graph.Report) { r.AttributedTo = []string{"people familiar with the matter"} })),
		dataset(),
	}
	// One paper knows of Marsh's second surname, and another prints an agency's text with a line of its own.
	all[2].Actors = append(all[2].Actors, graph.Actor{ID: "person:helen-marsh-cole", Name: "Helen Marsh Cole", Country: "USA", Sector: "GOV", Count: 1, Names: []string{"Helen Marsh Cole"}})
	all[5].Article.Sketch = graph.NewSketch(all[4].Article.Text + all[5].Article.Text)
	for _, f := range all {
		if err := f.Validate(); err != nil {
			tb.Fatal(err)
		}
	}
	return all
}

// dataset is what a data set of events says of the same talks, out of another article.
func dataset() graph.Fragment {
	f := article("evening-herald/talks", "Evening Herald", "2025-04-15", "",
		graph.Report{Fact: graph.EventLabel, Key: "event:gdelt:1001", SourceEventID: "1001", Type: graph.Consult, CAMEO: "046", Name: "Engage in negotiation", Status: graph.StatusUnknown,
			When: on("2025-04-14", ""), Sources: who("UNITED STATES", "USA"), Targets: who("MEXICO", "MEX")},
		graph.Report{Fact: graph.EventLabel, Key: "event:gdelt:1002", SourceEventID: "1002", Type: graph.Reject, CAMEO: "120", Name: "Reject", Status: graph.StatusUnknown,
			When: on("2025-04-15", ""), Sources: who("MEXICO", "ministry"), Targets: who("UNITED STATES", "USA")})
	f.Article.Sketch = nil
	f.Dataset, f.Article.TextMode, f.Article.Text, f.Article.TextLength, f.Article.ContentHash = "gdelt", graph.TextNone, "", 0, ""
	return f
}
