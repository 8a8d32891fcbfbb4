package graphtest

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/entente/entente/calendar"
	"github.com/entente/entente/graph"
)

// Many gives the Fragments of n events, the same whenever it is called: what a
// large graph is made of. Nine of ten events are rows of a data set, five to an
// article; the tenth is read from an article, which also has statements,
// policies and persons with offices. A few countries take part in most of them,
// as in the world.
func Many(n int) iter.Seq[graph.Fragment] {
	return func(yield func(graph.Fragment) bool) {
		m := &maker{r: rand.New(rand.NewPCG(1, uint64(n))), n: n}
		for i := 0; i < n; {
			var f graph.Fragment
			if i%50 < 45 {
				f = m.row(i)
				i++
			} else {
				f = m.article(i)
				i += 5
			}
			if !yield(f) {
				return
			}
		}
	}
}

// A maker draws what there is many of.
type maker struct {
	r *rand.Rand
	n int
}

var (
	states = strings.Fields(`USA:United_States CHN:China RUS:Russia GBR:United_Kingdom FRA:France DEU:Germany IND:India IRN:Iran ISR:Israel SYR:Syria
		TUR:Turkey SAU:Saudi_Arabia JPN:Japan PRK:North_Korea KOR:South_Korea PAK:Pakistan UKR:Ukraine MEX:Mexico CAN:Canada AUS:Australia
		BRA:Brazil NGA:Nigeria EGY:Egypt ZAF:South_Africa ITA:Italy ESP:Spain POL:Poland VEN:Venezuela COL:Colombia PER:Peru
		CHL:Chile ARG:Argentina KEN:Kenya ETH:Ethiopia SOM:Somalia SDN:Sudan LBY:Libya YEM:Yemen IRQ:Iraq AFG:Afghanistan
		BGD:Bangladesh MMR:Myanmar THA:Thailand VNM:Vietnam PHL:Philippines IDN:Indonesia MYS:Malaysia GRC:Greece CUB:Cuba MLI:Mali`)
	sectors = strings.Fields("GOV GOV GOV MIL COP CVL BUS REB OPP LEG JRN JUD")
	codes   = strings.Fields(`AGREE:057 CONSULT:040 CONSULT:042 CONSULT:043 CONSULT:046 CONSULT:036 SUPPORT:051 COOPERATE:061 AID:073 RETREAT:084 REQUEST:100
		ACCUSE:112 ACCUSE:111 REJECT:120 THREATEN:138 PROTEST:141 MOBILIZE:150 COERCE:173 COERCE:172 ASSAULT:190 ASSAULT:193 ASSAULT:183 SANCTION:163 REQUEST:104`)
	// Comments and appeals, which have a CAMEO code and no type.
	untyped = strings.Fields("010 020 013 023")
	verbs   = map[graph.EventType]string{
		graph.Agree: "agrees with", graph.Consult: "meets", graph.Support: "praises", graph.Cooperate: "trades with", graph.Aid: "helps", graph.Retreat: "yields to",
		graph.Request: "asks", graph.Accuse: "accuses", graph.Reject: "rejects", graph.Threaten: "threatens", graph.Protest: "protests against",
		graph.Mobilize: "mobilizes against", graph.Coerce: "seizes property of", graph.Assault: "attacks", graph.Sanction: "imposes an embargo on",
	}
)

func pick[T any](m *maker, list []T) T { return list[m.r.IntN(len(list))] }

// state draws a country, those at the head of the list more often.
func (m *maker) state() graph.Actor {
	x := m.r.Float64()
	return stateAt(int(x * x * x * float64(len(states))))
}

func stateAt(i int) graph.Actor {
	code, name, _ := strings.Cut(states[i], ":")
	return graph.Actor{ID: graph.CountryID(code), Name: strings.ReplaceAll(name, "_", " "), Country: code, Count: 1}
}

// body draws a country, or one of its groups.
func (m *maker) body() graph.Actor {
	a := m.state()
	if m.r.IntN(3) == 0 {
		return a
	}
	s := pick(m, sectors)
	return graph.Actor{ID: graph.GroupID(a.Country, s), Name: a.Name + " (" + s + ")", Country: a.Country, Sector: s, Count: 1}
}

// person draws a politician, of whom there is one for a thousand events.
func (m *maker) person() graph.Actor {
	i := m.r.IntN(max(m.n/1000, 20))
	home := stateAt(i % len(states))
	name := fmt.Sprintf("Minister %s %d", string(rune('A'+i%26)), i)
	return graph.Actor{ID: graph.ActorID(graph.Person, name), Name: name, Country: home.Country, Sector: "GOV", Count: 2, Names: []string{fmt.Sprintf("M. %d", i)},
		Roles: []graph.Role{{Role: pick(m, []string{"minister", "president", "envoy"}), Of: home.ID, Quote: "the minister"}}}
}

// day is that of the i-th event: three years go by.
func (m *maker) day(i int) calendar.Date { return calendar.NewDate(2018, 1, 1+i*1096/m.n) }

// add puts an actor among those of a Fragment, once.
func add(f *graph.Fragment, a graph.Actor) string {
	if !slices.ContainsFunc(f.Actors, func(b graph.Actor) bool { return b.ID == a.ID }) {
		f.Actors = append(f.Actors, a)
	}
	return a.ID
}

// row is an event as rows of a data set make them.
func (m *maker) row(i int) graph.Fragment {
	url := fmt.Sprintf("https://news%d.example/2018/an-article-about-%d-things.html", i/5%300, i/5)
	on := m.day(i)
	f := graph.Fragment{Dataset: "gdelt", Partial: true, Article: graph.Article{ID: graph.ArticleID(url), URL: url, PublishedOn: on.AddDays(1), TextMode: graph.TextQuote, Loader: "gdelt"}}
	a, b, place := m.body(), m.body(), m.state()
	tone, score := float64(m.r.IntN(200)-120)/7, float64(m.r.IntN(41)-20)/2
	id := fmt.Sprint(700_000_000 + i)
	r := graph.Report{Fact: graph.EventLabel, Key: "event:gdelt:" + id, SourceEventID: id, Status: graph.StatusUnknown, When: graph.When{Interval: calendar.DayOf(on)},
		QuadClass: 1 + m.r.IntN(4), Goldstein: &score, Sources: []graph.Participant{{ID: add(&f, a), As: strings.ToUpper(a.Name)}},
		Record: &graph.Record{NumMentions: 1 + m.r.IntN(40), NumSources: 1 + m.r.IntN(3), NumArticles: 1 + m.r.IntN(9), Tone: &tone, Root: m.r.IntN(2) == 0,
			SourceCodes: []string{a.Country + a.Sector}, RecordedAt: on.AddDays(1).Time()}}
	if m.r.IntN(12) == 0 {
		r.CAMEO = pick(m, untyped)
		r.Name = a.Name + " makes a comment"
	} else {
		kind, code, _ := strings.Cut(pick(m, codes), ":")
		r.Type, r.CAMEO = graph.EventType(kind), code
		r.Targets = []graph.Participant{{ID: add(&f, b), As: strings.ToUpper(b.Name)}}
		r.Record.TargetCodes = []string{b.Country + b.Sector}
		r.Name = a.Name + " " + verbs[r.Type] + " " + b.Name
	}
	if m.r.IntN(5) > 0 {
		r.Places, r.PlaceName = []string{add(&f, place)}, fmt.Sprintf("Town %d, %s", m.r.IntN(2000), place.Name)
		r.Location = &graph.Point{Longitude: float64(m.r.IntN(36000)-18000) / 100, Latitude: float64(m.r.IntN(14000)-6000) / 100}
		r.PlacePrecision, r.Record.PlaceID = 1+m.r.IntN(5), fmt.Sprint(m.r.IntN(100000))
	}
	f.Reports = []graph.Report{r}
	return f
}

// article is one that is read, with five events.
func (m *maker) article(i int) graph.Fragment {
	identity := fmt.Sprintf("https://paper%d.example/%d", i%40, i)
	on := m.day(i)
	title := fmt.Sprintf("Talks, threats and plans of week %d", i/50)
	f := graph.Fragment{Dataset: graph.News, Article: graph.Article{ID: graph.ArticleID(identity), URL: identity, SourceID: fmt.Sprint("n-", i), Title: title,
		Publisher: fmt.Sprintf("Paper %d", i%40), PublishedOn: on, Language: "en", ContentHash: graph.ContentHash(title, identity, on), TextMode: graph.TextQuote, TextLength: 4000,
		Loader: graph.News, Extractor: "entente/test"}}
	speaker := m.person()
	add(&f, stateAt(slices.IndexFunc(states, func(s string) bool { return strings.HasPrefix(s, speaker.Country) })))
	add(&f, speaker)
	put := func(r graph.Report, quote string) string {
		r.Quote, r.Start = quote, 40*len(f.Reports)
		r.End = r.Start + utf8.RuneCountInString(quote)
		if !slices.ContainsFunc(f.Reports, func(o graph.Report) bool { return o.Key == r.Key }) {
			f.Reports = append(f.Reports, r)
		}
		return r.Key
	}
	var last string
	for k := range 5 {
		r := m.readEvent(&f, i+k, on)
		last = put(r, r.Name+".")
	}
	a, b := m.state(), m.state()
	by, at := add(&f, a), add(&f, b)
	if i%15 == 0 {
		name := fmt.Sprintf("Order %d on trade", i)
		p := graph.Report{Fact: graph.PolicyLabel, Kind: pick(m, []string{"law", "sanction", "agreement", "executive order"}), Name: name, Status: pick(m, graph.PolicyStatuses()),
			When: graph.When{Interval: calendar.DayOf(on), Text: "today", Basis: calendar.Relative}, Sources: []graph.Participant{{ID: by, As: a.Name}}, Targets: []graph.Participant{{ID: at, As: b.Name}}}
		p.Key = graph.PolicyID([]string{by}, p.Kind, on, name)
		key := put(p, "It signed the "+name+".")
		j := slices.IndexFunc(f.Reports, func(r graph.Report) bool { return r.Key == last })
		f.Reports[j].Enacts = append(f.Reports[j].Enacts, key)
	}
	for k := range 2 {
		words := fmt.Sprintf("We will not accept point %d of it", (i+k)%5000)
		put(graph.Report{Fact: graph.StatementLabel, Key: graph.StatementID(speaker.ID, words, on), Name: words, Text: words, Form: "direct", Cue: pick(m, []string{"said", "warned"}),
			When: graph.When{Interval: calendar.DayOf(on), Basis: calendar.Publication}, Sources: []graph.Participant{{ID: speaker.ID, As: "the minister"}}, AttributedTo: []string{speaker.ID},
			About: []graph.Topic{{ID: at, Stance: pick(m, graph.Stances())}, {ID: last, Stance: pick(m, graph.Stances())}}}, "“"+words+"”")
	}
	return f
}

// readEvent is an event as reading makes them. Papers report the same one now
// and then.
func (m *maker) readEvent(f *graph.Fragment, i int, on calendar.Date) graph.Report {
	a, b := m.state(), m.body()
	kind := pick(m, graph.EventTypes())
	status := pick(m, []graph.Status{graph.Occurred, graph.Occurred, graph.Occurred, graph.Ongoing, graph.Planned, graph.Hypothetical, graph.Denied})
	r := graph.Report{Fact: graph.EventLabel, Type: kind, Status: status, Name: fmt.Sprintf("%s %s %s", a.Name, strings.ToLower(string(kind)), b.Name),
		When: graph.When{Interval: calendar.DayOf(on.AddDays(-i % 3)), Text: "on the day", Basis: calendar.Relative}}
	r.Sources, r.Targets = []graph.Participant{{ID: add(f, a), As: a.Name}}, []graph.Participant{{ID: add(f, b), As: "they"}}
	if status == graph.Planned {
		r.When = graph.When{Interval: calendar.MonthOf(on.AddMonths(1)), Text: "next month", Basis: calendar.Relative}
	}
	if i%7 == 0 {
		r.AttributedTo = []string{"officials who asked not to be named"}
	}
	r.Key = graph.EventKey(kind, []string{a.ID}, []string{b.ID}, r.When.Interval, nil, r.Name)
	return r
}
