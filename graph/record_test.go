package graph

import (
	"reflect"
	"testing"
	"time"

	"github.com/entente/entente/calendar"
)

func recorded() Report {
	tone, score := -4.5, -10.0
	return Report{Fact: EventLabel, Key: "event:rows:1", SourceEventID: "1", Status: StatusUnknown, CAMEO: "010", QuadClass: 1, Goldstein: &score,
		When: When{Interval: calendar.DayOf(calendar.NewDate(2018, 1, 1))},
		Record: &Record{NumMentions: 4, NumSources: 2, NumArticles: 3, Tone: &tone, Root: true, Confidence: 40, Sentence: 2, Category: "Battles",
			Conflict: "c", Dyad: "d", Notes: "n", PlaceID: "-42", SourceCodes: []string{"USAGOV"}, TargetCodes: []string{"MEX", ""}, TimePrecision: 1,
			Clarity: 2, RecordedAt: time.Date(2018, 1, 1, 0, 15, 0, 0, time.UTC), Deaths: &Deaths{Civilians: 3}, ConflictID: "C1", DyadID: "D1",
			Tags: []string{"t"}, PlaceCodes: []string{"US", "17"}, SourcePlace: []string{"Lima, Peru", "4", "PE", "", ""}, SourceLocation: &Point{-77.05, -12.05},
			TargetPlace: []string{"", "", "", "", "-1"}, TargetLocation: &Point{}}}
}

func TestRecordSurvivesItsProperties(t *testing.T) {
	for _, r := range []Report{recorded(), {Fact: EventLabel, Key: "event:rows:2", SourceEventID: "2"}} {
		back, dataset, err := ReportFrom(EventLabel, r.Properties("rows"))
		if err != nil || dataset != "rows" || !reflect.DeepEqual(back, r) {
			t.Errorf("%v: %+v, want %+v", err, back, r)
		}
	}
}

// What a data set's row says of an event stays where another only adds to it,
// whichever comes first.
func TestUntypedReports(t *testing.T) {
	row := recorded()
	row.Type = Accuse
	for _, articles := range [][2]string{{"article:1", "article:2"}, {"article:2", "article:1"}} {
		n, _ := DeriveFact("event:rows:1", []Evidence{
			{Report: row, Dataset: "rows", ArticleID: articles[0]},
			{Report: Report{Fact: EventLabel, Key: row.Key, SourceEventID: "1", Status: StatusUnknown, Record: &Record{Confidence: 10}}, Dataset: "rows-mentions", ArticleID: articles[1]},
		})
		p := n.Properties
		if p["type"] != "ACCUSE" || p["quadClass"] != 1 || p["goldstein"] != -10.0 || p["numMentions"] != 4 || p["reports"] != 2 || p["confidence"] != nil {
			t.Errorf("%v", p)
		}
	}
	n, _ := DeriveFact("event:rows:1", []Evidence{{Report: recorded(), Dataset: "rows", ArticleID: "article:1"}})
	if _, typed := n.Properties["type"]; typed || n.Properties["quadClass"] != 1 {
		t.Errorf("a comment: %v", n.Properties)
	}
}

func TestUntypedIsForDataSets(t *testing.T) {
	f := Fragment{Dataset: "rows", Article: Article{ID: ArticleID("a"), TextMode: TextQuote}, Reports: []Report{recorded()}}
	if err := f.Validate(); err != nil {
		t.Error(err)
	}
	f.Reports[0].SourceEventID = ""
	if f.Validate() == nil {
		t.Error("an event of an article without a type passed")
	}
	if kept := f.Keep(TextNone); kept.Reports[0].Record.Notes != "" || f.Reports[0].Record.Notes == "" {
		t.Error("notes are text: they must go, and stay in the original")
	}
}

func TestArticleOfDataSets(t *testing.T) {
	low, high := -3.5, 2.0
	a := Article{ID: "article:1", Themes: []string{"B", "C"}, Tone: &high, TextMode: TextQuote}
	b := Article{ID: "article:1", Themes: []string{"A", "B"}, Tone: &low, TextMode: TextQuote}
	for _, sum := range []Article{a.add(b), b.add(a)} {
		if !reflect.DeepEqual(sum.Themes, []string{"A", "B", "C"}) || *sum.Tone != low {
			t.Errorf("%v, %v", sum.Themes, *sum.Tone)
		}
		if back, err := ArticleFrom(sum.Properties()); err != nil || !reflect.DeepEqual(back, sum) {
			t.Errorf("%v: %+v, want %+v", err, back, sum)
		}
	}
}
