package graphtest

import (
	"fmt"
	"strings"

	"github.com/entente/entente/calendar"
	"github.com/entente/entente/graph"
)

// given and family are names of which 10,000 persons can be made.
var (
	given   = strings.Fields("ana luc rosa ivan mara tomas nadia omar petra hugo lena karim sofia boris ines pablo greta amir clara jonas")
	family  = strings.Fields("quispe moreau petrov haddad lindqvist okafor tanaka silva novak brandt castillo ferreira ibrahim kowalski larsen mensah nguyen orlov park rossi")
	nations = strings.Fields("FRA PER BRA KEN NOR POL EGY JPN IND TUR")
)

// Article gives the i-th of a series of articles as news has it: some twelve
// actors, half of whom the articles before know, eight events and four
// statements, most of them its own, some told by a neighbour as well.
func Article(i int) graph.Fragment {
	day := calendar.NewDate(2020, 1, 1).AddDays(i / 10)
	text := fmt.Sprintf("article %d of %s ", i, day) + strings.Repeat(fmt.Sprintf("word%d and word%d were said of %d ", i, i*7, i%97), 20)
	f := graph.Fragment{Dataset: graph.News, Article: graph.Article{
		ID: graph.ArticleID(fmt.Sprint("series ", i)), Title: fmt.Sprint("Article ", i), PublishedOn: day, ContentHash: graph.ContentHash("", text, day),
		TextMode: graph.TextQuote, Loader: graph.News, Extractor: "test 1", TextLength: len(text), Sketch: graph.NewSketch(text),
	}}
	seen := map[string]bool{}
	actor := func(a graph.Actor) string {
		if !seen[a.ID] {
			seen[a.ID] = true
			a.Count, a.Names = 1, []string{a.Name}
			f.Actors = append(f.Actors, a)
		}
		return a.ID
	}
	person := func(n int) string {
		state := nations[n%len(nations)]
		country := actor(graph.Actor{ID: graph.CountryID(state), Name: state, Country: state})
		name := title(given[n%len(given)]) + " " + title(family[n/len(given)%len(family)]) + fmt.Sprint(n/400)
		id := graph.ActorID(graph.Person, name)
		if !seen[id] {
			actor(graph.Actor{ID: id, Name: name, Country: state, Sector: "GOV"})
			f.Actors[len(f.Actors)-1].Roles = []graph.Role{{Role: "minister", Of: country, Quote: "the minister"}}
		}
		return id
	}
	for k := range 8 {
		// Every other article tells of an event of the one before.
		n, on := i*3+k, day
		if k == 0 {
			n = i / 2 * 6
			on = calendar.NewDate(2020, 1, 1).AddDays(i / 2 * 2 / 10)
		}
		a, b := person(n), person(n*5+i/20)
		kind := graph.EventTypes()[n%len(graph.EventTypes())]
		r := graph.Report{Fact: graph.EventLabel, Type: kind, Status: graph.Occurred, Head: "act", Quote: fmt.Sprintf("In sentence %d of %d they acted.", k, i), Start: k * 40,
			Name: fmt.Sprint("act ", n), Sources: []graph.Participant{{ID: a, As: "he"}}, Targets: []graph.Participant{{ID: b, As: "her"}},
			When: graph.When{Interval: calendar.DayOf(on.AddDays(-1)), Basis: calendar.Relative, Text: "on Monday"}}
		r.End = r.Start + len(r.Quote)
		r.Key = graph.EventKey(kind, []string{a}, []string{b}, r.When.Interval, nil, r.Head+fmt.Sprint(k*i))
		f.Reports = append(f.Reports, r)
	}
	for k := range 4 {
		words := fmt.Sprintf("we shall do %d of %d", k, i)
		who := person(i*3 + k)
		r := graph.Report{Fact: graph.StatementLabel, Text: words, Form: "direct", Cue: "say", Quote: words, Start: 400 + k*40, Sources: []graph.Participant{{ID: who}},
			Name: words, When: graph.When{Interval: calendar.DayOf(day), Basis: calendar.Publication}, Key: graph.StatementID(who, words, day)}
		r.End = r.Start + len(words)
		f.Reports = append(f.Reports, r)
	}
	f.SetDyads()
	return f
}

func title(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
