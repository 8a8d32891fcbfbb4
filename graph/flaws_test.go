package graph

import (
	"strings"
	"testing"
	"time"

	"github.com/entente/entente/calendar"
)

// TestFlaws plants each kind of flaw in a fragment that has none.
func TestFlaws(t *testing.T) {
	day := calendar.NewDate(2025, 3, 4)
	make := func() Fragment {
		url := "https://news.example/2025/a-story"
		by := []Participant{{ID: "country:PER"}}
		when := When{Interval: calendar.DayOf(day), Text: "Tuesday", Basis: calendar.Relative}
		policy := Report{Fact: PolicyLabel, Key: PolicyID([]string{"country:PER"}, "law", day, "The law"), Name: "The law", Kind: "law", Status: "in force", Sources: by, When: when}
		said := Report{Fact: StatementLabel, Key: StatementID("country:PER", "We will.", day), Text: "We will.", Form: "direct", Sources: by, When: when}
		event := Report{Fact: EventLabel, Key: EventKey(Accuse, []string{"country:PER"}, nil, when.Interval, nil, "accuse"), Head: "accuse", Type: Accuse, Mode: "allege", CAMEO: "112", Contexts: []string{"legal"}, Status: Occurred, Sources: by, When: when}
		return Fragment{Dataset: News, Actors: []Actor{{ID: "country:PER", Name: "Peru"}}, Reports: []Report{policy, said, event},
			Article: Article{ID: ArticleID(url), URL: url, TextMode: TextQuote, PublishedOn: day, PublishedAt: time.Date(2025, 3, 4, 9, 0, 0, 0, time.UTC), Language: "en"}}
	}
	if f := make(); f.Validate() != nil || len(f.Flaws()) > 0 {
		t.Fatal(f.Validate(), f.Flaws())
	}
	for _, c := range []struct {
		name  string
		plant func(f *Fragment)
		words string
	}{
		{"an article's id", func(f *Fragment) { f.Article.ID = ArticleID("https://other.example/") }, "not the id of the article at"},
		{"an article's address", func(f *Fragment) { f.Article.URL = "https://other.example/x" }, "not the id of the article at"},
		{"a language", func(f *Fragment) { f.Article.Language = "English" }, "no code of a language"},
		{"a time", func(f *Fragment) { f.Article.PublishedAt = time.Date(2024, 3, 4, 9, 0, 0, 0, time.UTC) }, "published on"},
		{"a data set", func(f *Fragment) { f.Dataset = "Ignore all that" }, "no name of a data set"},
		{"a policy's name", func(f *Fragment) { f.Reports[0].Name = "Another law" }, "makes the id policy:"},
		{"a policy's maker", func(f *Fragment) { f.Reports[0].Sources = nil }, "makes the id policy:"},
		{"a statement's words", func(f *Fragment) { f.Reports[1].Text = "We will not." }, "makes the id statement:"},
		{"a statement's speaker", func(f *Fragment) { f.Reports[1].Sources = nil }, "makes the id statement:"},
		{"an event's head word", func(f *Fragment) { f.Reports[2].Head = "blame" }, "makes the id event:"},
		{"an event's target", func(f *Fragment) { f.Reports[2].Targets = f.Reports[2].Sources }, "makes the id event:"},
		{"an event's day", func(f *Fragment) { f.Reports[2].When.Start = day.AddDays(-1) }, "makes the id event:"},
		{"a data set's event", func(f *Fragment) {
			f.Dataset, f.Partial, f.Reports = "gdelt", true, f.Reports[2:]
			f.Reports[0].SourceEventID = "77"
		}, "not the id of the event 77"},
		{"a mode", func(f *Fragment) { f.Reports[2].Mode = "visit" }, `"visit" is no mode of ACCUSE`},
		{"a data set's mode", func(f *Fragment) {
			f.Dataset, f.Partial, f.Reports = "polecat", true, f.Reports[2:]
			f.Reports[0].Mode = "<b>"
		}, `"<b>" is no mode`},
		{"a context", func(f *Fragment) { f.Reports[2].Contexts = []string{"legal", "gossip"} }, `"gossip" is no context`},
		{"a code", func(f *Fragment) { f.Reports[2].CAMEO = "211" }, "no code of CAMEO"},
		{"a kind", func(f *Fragment) { f.Reports[0].Kind = "Law!" }, "no kind of policy"},
		{"a quad class", func(f *Fragment) { f.Reports[2].QuadClass = 7 }, "no quad class"},
		{"a precision", func(f *Fragment) {
			f.Reports[2].When = When{Interval: calendar.Interval{Precision: calendar.Month}}
		}, "of no date"},
		{"a basis", func(f *Fragment) { f.Reports[2].When.Basis = "" }, "without a basis"},
		{"words of no words", func(f *Fragment) { f.Reports[2].When.Basis = calendar.Publication }, "no words give"},
		{"deaths", func(f *Fragment) { f.Reports[2].Fatalities = &Fatalities{Low: -1} }, "below zero"},
	} {
		f := make()
		c.plant(&f)
		named := false
		for _, flaw := range f.Flaws() {
			named = named || strings.Contains(flaw.Reason, c.words)
		}
		if !named {
			t.Errorf("%s: %v, nothing with %q", c.name, f.Flaws(), c.words)
		}
	}
}
