package report_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/entente/entente/calendar"
	"github.com/entente/entente/graph"
)

// hostile is what an article may hold.
const hostile = `<script>document.title='taken'</script><img src=http://example.org/x onerror=alert(1)>"`

// The fixture is invented news about cod: Norway and Iceland, with persons and
// papers that do not exist.
var cast = map[string]graph.Actor{
	"NOR":     {ID: "country:NOR", Name: "Norway", Country: "NOR", Names: []string{"Oslo"}},
	"ISL":     {ID: "country:ISL", Name: "Iceland", Country: "ISL", Names: []string{"Reykjavik"}},
	"holm":    {ID: "person:inga-holm", Name: "Inga Holm", Country: "NOR", Sector: "GOV", Roles: []graph.Role{{Role: "Fisheries Minister", Of: "country:NOR", Quote: "Fisheries Minister Inga Holm"}}},
	"guard":   {ID: "org:norwegian-coast-guard", Name: "Norwegian Coast Guard", Country: "NOR", Sector: "MIL", Roles: []graph.Role{{Role: "of", Of: "country:NOR", Known: true}}},
	"jonsson": {ID: "person:ari-jonsson", Name: "Ari Jónsson", Country: "ISL", Sector: "GOV", Roles: []graph.Role{{Role: "Prime Minister", Of: "country:ISL", Quote: "Prime Minister Ari Jónsson"}}},
	"crews":   {ID: "group:ISL-BUS", Name: "Iceland (business)", Country: "ISL", Sector: "BUS", Names: []string{"Icelandic crews"}},
}

func day(s string) calendar.Date {
	d, err := calendar.ParseDate(s)
	if err != nil {
		panic(err) // a slip in the fixture
	}
	return d
}

func when(from, to, text string) graph.When {
	precision := calendar.Range
	if from == to {
		precision = calendar.Day
	}
	return graph.When{Interval: calendar.Interval{Start: day(from), End: day(to), Precision: precision}, Text: text, Basis: calendar.Explicit}
}

func undated(s string) graph.When {
	return graph.When{Interval: calendar.Interval{Start: day(s), End: day(s), Precision: calendar.Unknown}, Basis: calendar.Publication}
}

func who(names string) []graph.Participant {
	var out []graph.Participant
	for _, n := range strings.Fields(names) {
		out = append(out, graph.Participant{ID: cast[n].ID, As: cast[n].Name})
	}
	return out
}

func event(t graph.EventType, name, quote string, status graph.Status, w graph.When, by, targets string) graph.Report {
	ids := func(list []graph.Participant) (out []string) {
		for _, p := range list {
			out = append(out, p.ID)
		}
		return out
	}
	r := graph.Report{Fact: graph.EventLabel, Type: t, Name: name, Quote: quote, Status: status, When: w, Sources: who(by), Targets: who(targets)}
	r.Key = graph.EventKey(t, ids(r.Sources), ids(r.Targets), w.Interval, nil, name)
	return r
}

func statement(speaker, text string, w graph.When, topics ...graph.Topic) graph.Report {
	return graph.Report{Fact: graph.StatementLabel, Name: graph.Shorten(text, 40), Text: text, Form: "direct", Cue: "said", When: w, Sources: who(speaker), About: topics,
		Quote: "“" + text + "”", AttributedTo: []string{cast[speaker].ID}, Key: graph.StatementID(cast[speaker].ID, text, w.Start)}
}

// article makes a Fragment of reports: its text is their sentences.
func article(slug, url, publisher, published, title string, reports ...graph.Report) graph.Fragment {
	f := graph.Fragment{Dataset: graph.News, Article: graph.Article{
		ID: graph.ArticleID(slug), Title: title, URL: url, Publisher: publisher, PublishedOn: day(published), Language: "en",
		TextMode: graph.TextFull, Loader: "news", Extractor: "fixture 1",
	}}
	for i := range reports {
		r := &reports[i]
		r.Start = utf8.RuneCountInString(f.Article.Text)
		r.End = r.Start + utf8.RuneCountInString(r.Quote)
		f.Article.Text += r.Quote + " "
	}
	for _, name := range []string{"guard", "crews", "ISL", "NOR", "jonsson", "holm"} {
		a := cast[name]
		a.Count = 1
		f.Actors = append(f.Actors, a)
	}
	slices.SortFunc(f.Actors, func(a, b graph.Actor) int { return strings.Compare(a.ID, b.ID) })
	f.Article.TextLength = utf8.RuneCountInString(f.Article.Text)
	f.Article.ContentHash = graph.ContentHash(f.Article.Title, f.Article.Text, f.Article.PublishedOn)
	f.Reports = reports
	return f
}

func fixture() []graph.Fragment {
	ban := graph.Report{Fact: graph.PolicyLabel, Kind: "sanction", Name: "ban on Icelandic cod", Status: graph.InForce, When: when("2025-02-03", "2025-02-03", "on February 3"),
		Sources: who("holm"), Targets: who("crews"), Quote: "On February 3 Fisheries Minister Inga Holm signed a ban on Icelandic cod."}
	ban.Key = graph.PolicyID([]string{cast["holm"].ID}, ban.Kind, ban.When.Start, ban.Name)
	accord := graph.Report{Fact: graph.PolicyLabel, Kind: "agreement", Name: "quota accord", Status: graph.Proposed, When: undated("2025-06-10"),
		Sources: who("NOR ISL"), Quote: "Both sides are drafting a quota accord."}
	accord.Key = graph.PolicyID([]string{cast["NOR"].ID, cast["ISL"].ID}, accord.Kind, accord.When.Start, accord.Name)
	sanction := event(graph.Sanction, "Holm bans Icelandic cod", "The ban covers 300 tons.", graph.Occurred, when("2025-02-03", "2025-02-03", "on February 3"), "holm", "crews")
	sanction.Enacts, sanction.Figures = []string{ban.Key}, []string{"300 tons"}
	seizure := event(graph.Coerce, "the Coast Guard seizes a trawler", "The Coast Guard seized a trawler on March 12.", graph.Occurred, when("2025-03-12", "2025-03-12", "on March 12"), "guard", "crews")
	denied := seizure
	denied.Status, denied.Quote = graph.Denied, "No trawler was seized on March 12, Holm's office said."
	return []graph.Fragment{
		article("ban", "https://example.org/ban", "Fjord Post", "2025-02-04", "Norway bans Icelandic cod", ban, sanction,
			statement("jonsson", "This ban helps nobody", when("2025-02-04", "2025-02-04", "on Tuesday"), graph.Topic{ID: ban.Key, Stance: "opposes"}, graph.Topic{ID: cast["NOR"].ID, Stance: "opposes"}),
			event(graph.Reject, "Iceland rejects the ban", "Iceland rejected the ban on Tuesday.", graph.Occurred, when("2025-02-04", "2025-02-04", "on Tuesday"), "ISL", "NOR")),
		article("seizure", "https://example.org/seizure", "Fjord Post", "2025-03-13", "Trawler seized", seizure,
			event(graph.Threaten, "Iceland threatens to close its ports", "Iceland threatened to close its ports.", graph.Occurred, when("2025-03-13", "2025-03-13", "on Thursday"), "ISL", "NOR"),
			event(graph.Coerce, "Iceland closes its ports", "Iceland could close its ports to Norway.", graph.Hypothetical, undated("2025-03-13"), "ISL", "NOR")),
		article("denial", "javascript:alert(1)", "Island News", "2025-03-14", hostile, denied,
			statement("holm", hostile, undated("2025-03-14"), graph.Topic{ID: cast["ISL"].ID, Stance: "neutral"})),
		article("talks", "", "Island News", "2025-06-10", "Talks on quotas", accord,
			event(graph.Consult, "Norway and Iceland hold talks", "Norway and Iceland held talks on June 9.", graph.Occurred, when("2025-06-09", "2025-06-09", "on June 9"), "NOR ISL", "NOR ISL"),
			event(graph.Aid, "Norway lends Iceland a research ship", "Norway lent Iceland a research ship in May and June.", graph.Occurred, when("2025-05-01", "2025-06-10", "in May and June"), "NOR", "ISL"),
			event(graph.Agree, "Norway and Iceland sign an accord", "They plan to sign in August.", graph.Planned, when("2025-08-01", "2025-08-31", "in August"), "NOR ISL", "NOR ISL")),
	}
}

func TestFixtureIsSound(t *testing.T) {
	for _, f := range fixture() {
		if err := f.Validate(); err != nil {
			t.Error(err)
		}
	}
}
