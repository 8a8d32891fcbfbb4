package graph

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/entente/entente/calendar"
)

func day(y, m, d int) calendar.Date { return calendar.Date{Year: y, Month: time.Month(m), Day: d} }

func evidence(article string, on calendar.Date, s Status, w When) Evidence {
	return Evidence{Report{Fact: EventLabel, Key: "event:1", Type: Coerce, Status: s, When: w, Name: "from " + article}, News, "article:" + article, on, nil}
}

func TestStatusOfDifferingReports(t *testing.T) {
	w := When{Interval: calendar.DayOf(day(2025, 1, 20))}
	early, late := day(2025, 1, 21), day(2025, 1, 25)
	for _, c := range []struct {
		name    string
		reports []Evidence
		want    Status
	}{
		{"one", []Evidence{evidence("a", early, Denied, w)}, Denied},
		{"most reports", []Evidence{evidence("a", early, Occurred, w), evidence("b", early, Occurred, w), evidence("c", late, Denied, w)}, Occurred},
		{"the latest of as many", []Evidence{evidence("a", early, Planned, w), evidence("b", late, Occurred, w)}, Occurred},
		{"a later denial", []Evidence{evidence("a", early, Occurred, w), evidence("b", late, Denied, w)}, Denied},
		{"the same day", []Evidence{evidence("a", early, Denied, w), evidence("b", early, Occurred, w)}, Occurred},
	} {
		n, _ := DeriveFact("event:1", c.reports)
		if got := n.Properties["status"]; got != string(c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestNarrowestDate(t *testing.T) {
	on := day(2025, 8, 10)
	month := When{calendar.MonthOf(day(2025, 6, 1)), "in June", calendar.Explicit}
	exact := When{calendar.DayOf(day(2025, 6, 12)), "on June 12", calendar.Explicit}
	none := When{calendar.Interval{Start: on, End: on, Precision: calendar.Unknown}, "", calendar.Publication}
	n, _ := DeriveFact("event:1", []Evidence{evidence("a", on, Occurred, none), evidence("b", on, Occurred, month), evidence("c", on, Occurred, exact)})
	if n.Properties["startDate"] != exact.Start || n.Properties["when"] != "12 Jun 2025" || n.Properties["dateText"] != "on June 12" {
		t.Errorf("not the narrowest date: %v", n.Properties)
	}
	n, _ = DeriveFact("event:1", []Evidence{evidence("a", on, Occurred, none), evidence("b", on, Occurred, month)})
	if n.Properties["dateText"] != "in June" {
		t.Errorf("a date without words beats words: %v", n.Properties)
	}
}

func TestEdgesOfAllReports(t *testing.T) {
	a := evidence("a", day(2025, 1, 2), Occurred, When{})
	a.Sources = []Participant{{"country:USA", "Washington"}}
	b := evidence("b", day(2025, 1, 1), Occurred, When{})
	b.Sources = []Participant{{"country:USA", "the US"}}
	b.Targets = []Participant{{"country:MEX", "Mexico"}}
	n, edges := DeriveFact("event:1", []Evidence{a, b})
	want := []Relationship{
		{Initiated, "country:USA", "event:1", Properties{"as": "the US"}},
		{Targets, "event:1", "country:MEX", Properties{"as": "Mexico"}},
	}
	if d := cmp.Diff(want, edges); d != "" {
		t.Error(d)
	}
	if n.Properties["name"] != "from b" || n.Properties["reports"] != 2 || n.Properties["firstReported"] != day(2025, 1, 1) {
		t.Errorf("%v", n.Properties)
	}
}

func TestActorIsWhatMostSay(t *testing.T) {
	n := DeriveActor("person:a-b", []Claim{
		{Actor: Actor{Name: "A. B.", Country: "FRA", Names: []string{"Mr B."}}},
		{Actor: Actor{Name: "Ana B.", Country: "PER"}},
		{Actor: Actor{Name: "Ana B.", Country: "PER", Sector: "GOV"}},
	})
	want := Node{"person:a-b", []Label{ActorLabel, Person}, Properties{
		"id": "person:a-b", "name": "Ana B.", "country": "PER", "sector": "GOV", "aliases": []string{"A. B.", "Mr B."}}}
	if d := cmp.Diff(want, n); d != "" {
		t.Error(d)
	}
}

func TestGoldstein(t *testing.T) {
	for _, c := range []struct {
		t    EventType
		mode string
		want float64
	}{{Coerce, "martial-law", -7.5}, {Coerce, "seize", -7}, {Accuse, "", -3}, {Consult, "visit", 4}, {Aid, "no such mode", 10}} {
		if got := Goldstein(c.t, c.mode); got != c.want {
			t.Errorf("Goldstein(%s, %q) = %v, want %v", c.t, c.mode, got, c.want)
		}
	}
	for _, e := range EventTypes() {
		if q := e.QuadClass(); q < 1 || q > 4 {
			t.Errorf("%s has quad class %d", e, q)
		}
	}
}

func TestShorten(t *testing.T) {
	for in, want := range map[string]string{
		"short":                                 "short",
		"twenty-four characters!!":              "twenty-four characters!!",
		"the navy visits the coast of Peru":     "the navy visits the…",
		"unbreakableunbreakableunbreakable":     "unbreakableunbreakableu…",
		"Él ñandú ñandú ñandú ñandú ñandú ñand": "Él ñandú ñandú ñandú…",
	} {
		if got := Shorten(in, CaptionLength); got != want {
			t.Errorf("Shorten(%q) = %q, want %q", in, got, want)
		}
	}
}
