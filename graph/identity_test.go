package graph

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func persona(key, country string, claims ...Actor) Persona {
	a := Actor{ID: key, Country: country}
	u, _ := UnitOf(a)
	p := Persona{Unit: u}
	p.Add(a)
	for _, c := range claims {
		p.Add(c)
	}
	return p
}

// Who is who, by what reports say; whatever their order.
func TestIdentify(t *testing.T) {
	for _, c := range []struct {
		name      string
		personas  []Persona
		decisions []Decision
		want      map[string]string // who is not by itself
	}{
		{"a second surname", []Persona{persona("person:lucia-ferrer", "MEX"), persona("person:lucia-ferrer-soto", "")}, nil,
			map[string]string{"person:lucia-ferrer-soto": "person:lucia-ferrer"}},
		{"a middle initial", []Persona{persona("person:helen-r-marsh", "USA"), persona("person:helen-marsh", "USA")}, nil,
			map[string]string{"person:helen-r-marsh": "person:helen-marsh"}},
		{"two who may be the one without", []Persona{persona("person:tom-okafor", ""), persona("person:tom-b-okafor", ""), persona("person:tom-k-okafor", "")}, nil, nil},
		{"of another country", []Persona{persona("person:ana-quispe", "PER"), persona("person:ana-quispe-rojas", "BOL")}, nil, nil},
		{"father and son", []Persona{persona("person:dale-pruitt", "USA"), persona("person:dale-pruitt-jr", "USA")}, nil, nil},
		{"another first name", []Persona{persona("person:dale-pruitt", "USA"), persona("person:dora-pruitt", "USA")}, nil, nil},
		{"two spellings", []Persona{persona("person:oleksandr-horenskyy", "UKR"), persona("person:oleksandr-horensky", "UKR")}, nil,
			map[string]string{"person:oleksandr-horenskyy": "person:oleksandr-horensky"}},
		{"a surname of the same country", []Persona{persona("person:marsh", "USA"), persona("person:helen-marsh", "USA"), persona("person:ian-marsh", "GBR")}, nil,
			map[string]string{"person:marsh|USA": "person:helen-marsh"}},
		{"a surname of two of the country", []Persona{persona("person:marsh", "USA"), persona("person:helen-marsh", "USA"), persona("person:ian-marsh", "USA")}, nil, nil},
		{"a surname of one with the same office", []Persona{
			persona("person:marsh", "USA", Actor{Roles: []Role{{Role: "chairman", Of: "org:gulf-league"}}}), persona("person:helen-marsh", "USA"),
			persona("person:ian-marsh", "USA", Actor{Roles: []Role{{Role: "head", Of: "org:gulf-league"}}})}, nil,
			map[string]string{"person:marsh|USA": "person:ian-marsh"}},
		{"a surname without anything else", []Persona{persona("person:marsh", ""), persona("person:helen-marsh", "USA")}, nil, nil},
		{"one surname in two countries", []Persona{persona("person:marsh", "USA"), persona("person:marsh", "GBR")}, nil,
			map[string]string{"person:marsh|USA": "person:marsh~USA", "person:marsh|GBR": "person:marsh~GBR"}},
		{"a family name first", []Persona{persona("person:han", "CHN"), persona("person:han-weiming", "CHN")}, nil,
			map[string]string{"person:han|CHN": "person:han-weiming"}},
		{"a body in two spellings", []Persona{persona("org:al-qasim", ""), persona("org:al-qasim-front", ""), persona("org:al-kasim", "")}, nil,
			map[string]string{"org:al-qasim": "org:al-kasim"}},
		{"a body of each of two countries", []Persona{persona("org:high-court", "KEN"), persona("org:high-court", "IND"), persona("org:high-court", "")}, nil,
			map[string]string{"org:high-court|KEN": "org:high-court~KEN", "org:high-court|IND": "org:high-court~IND"}},
		{"a body of one country", []Persona{persona("org:high-court", "KEN"), persona("org:high-court", "")}, nil, nil},
		{"an acronym", []Persona{persona("org:gfl", ""), persona("org:gulf-fishing-league", "USA", Actor{Names: []string{"the Gulf Fishing League", "GFL"}})}, nil,
			map[string]string{"org:gfl": "org:gulf-fishing-league"}},
		{"an acronym of two", []Persona{persona("org:gfl", ""), persona("org:gulf-fishing-league", "", Actor{Names: []string{"GFL"}}),
			persona("org:german-football-league", "", Actor{Names: []string{"GFL"}})}, nil, nil},
		{"a word for two", []Persona{persona("person:marsh", "USA"), persona("person:helen-marsh", "USA")},
			[]Decision{{Kind: ApartDecision, Subjects: []string{"person:marsh|USA"}, Why: "her brother"}}, nil},
		{"a person's word", []Persona{persona("person:helen-marsh", "USA"), persona("person:ellen-marsh", "GBR")},
			[]Decision{{Kind: SameDecision, Subjects: []string{"person:ellen-marsh", "person:helen-marsh"}, Why: "misheard"}},
			map[string]string{"person:helen-marsh": "person:ellen-marsh"}},
	} {
		for range 5 {
			rand.Shuffle(len(c.personas), func(i, j int) { c.personas[i], c.personas[j] = c.personas[j], c.personas[i] })
			got := map[string]string{}
			for u, id := range Identify(c.personas, c.decisions) {
				if id.ID != u.Key {
					got[u.String()] = id.ID
					if id.Why == "" {
						t.Errorf("%s: no reason why %s is %s", c.name, u, id.ID)
					}
				}
			}
			if c.want == nil {
				c.want = map[string]string{}
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("%s: %s", c.name, d)
				break
			}
		}
	}
}

func occurrence(key string, change func(*Occurrence)) Occurrence {
	o := Occurrence{Key: "event:" + key, Type: Consult, Sources: []string{"person:a-b"}, Targets: []string{"person:c-d"}, Dyads: []string{"PER>BRA"},
		Head: "meet", Articles: []string{key}, When: When{Interval: dayOf(10), Basis: "relative"}}
	if change != nil {
		change(&o)
	}
	return o
}

// What is one event; whatever the order.
func TestGroupEvents(t *testing.T) {
	at := func(d int) func(*Occurrence) {
		return func(o *Occurrence) { o.When.Interval = dayOf(d) }
	}
	published := func(d int) func(*Occurrence) {
		return func(o *Occurrence) { o.When = When{Interval: dayOf(d), Basis: "publication"} }
	}
	states := func(head string) func(*Occurrence) {
		return func(o *Occurrence) {
			o.Sources, o.Targets, o.Head = []string{"country:PER"}, []string{"country:BRA"}, head
		}
	}
	for _, c := range []struct {
		name string
		list []Occurrence
		want map[string]string // group, of who is not its own
	}{
		{"the same told twice", []Occurrence{occurrence("1", nil), occurrence("2", func(o *Occurrence) { o.Head = "talk" })}, map[string]string{"event:2": "event:1"}},
		{"on two days", []Occurrence{occurrence("1", nil), occurrence("2", at(11))}, nil},
		{"twice in one article", []Occurrence{occurrence("1", nil), occurrence("2", func(o *Occurrence) { o.Articles = []string{"1"} })}, nil},
		{"another kind", []Occurrence{occurrence("1", nil), occurrence("2", func(o *Occurrence) { o.Type = Accuse })}, nil},
		{"an option", []Occurrence{occurrence("1", nil), occurrence("2", func(o *Occurrence) { o.Hypothetical = true })}, nil},
		{"another person", []Occurrence{occurrence("1", nil), occurrence("2", func(o *Occurrence) { o.Targets = []string{"person:e-f"} })}, nil},
		{"another place", []Occurrence{occurrence("1", func(o *Occurrence) { o.PlaceName = "lima" }), occurrence("2", func(o *Occurrence) { o.PlaceName = "cusco" })}, nil},
		{"a place within", []Occurrence{occurrence("1", func(o *Occurrence) { o.PlaceName = "lima" }), occurrence("2", func(o *Occurrence) { o.PlaceName = "port of lima" })}, map[string]string{"event:2": "event:1"}},
		{"a state for its president", []Occurrence{occurrence("1", nil), occurrence("2", func(o *Occurrence) { o.Targets = []string{"country:BRA"} })}, map[string]string{"event:2": "event:1"}},
		{"states only, by other words", []Occurrence{occurrence("1", states("meet")), occurrence("2", states("talk"))}, nil},
		{"states only, by the same word", []Occurrence{occurrence("1", states("meet")), occurrence("2", states("meet"))}, map[string]string{"event:2": "event:1"}},
		{"no day, an article soon after", []Occurrence{occurrence("1", nil), occurrence("2", published(12))}, map[string]string{"event:2": "event:1"}},
		{"no day, an article long after", []Occurrence{occurrence("1", nil), occurrence("2", published(20))}, nil},
		{"no day, and two that it may be", []Occurrence{occurrence("1", nil), occurrence("2", at(11)), occurrence("3", published(12))}, nil},
		{"no day, in two articles of one day", []Occurrence{occurrence("1", published(12)), occurrence("2", published(12))}, map[string]string{"event:2": "event:1"}},
		{"a place-less report of two at once", []Occurrence{occurrence("1", func(o *Occurrence) { o.PlaceName = "lima" }), occurrence("2", func(o *Occurrence) { o.PlaceName = "cusco" }), occurrence("3", nil)}, nil},
	} {
		for range 5 {
			rand.Shuffle(len(c.list), func(i, j int) { c.list[i], c.list[j] = c.list[j], c.list[i] })
			got := map[string]string{}
			for k, g := range GroupEvents(c.list, nil) {
				if g.Group != k {
					got[k] = g.Group
				}
			}
			if c.want == nil {
				c.want = map[string]string{}
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("%s: %s", c.name, d)
				break
			}
		}
	}
	list := []Occurrence{occurrence("1", nil), occurrence("2", nil)}
	for _, d := range []struct {
		decision Decision
		groups   int
	}{
		{Decision{Kind: ApartDecision, Subjects: []string{"event:2"}, Why: "two rooms", At: time.Unix(1, 0)}, 2},
		{Decision{Kind: SameDecision, Subjects: []string{"event:3", "event:1"}, Why: "one", At: time.Unix(1, 0)}, 1},
	} {
		groups := map[string]bool{}
		for _, g := range GroupEvents(append(list, occurrence("3", at(20)))[:2+d.groups%2], []Decision{d.decision}) {
			groups[g.Group] = true
		}
		if len(groups) != d.groups {
			t.Errorf("%s %v: %d groups, want %d", d.decision.Kind, d.decision.Subjects, len(groups), d.groups)
		}
	}
}
