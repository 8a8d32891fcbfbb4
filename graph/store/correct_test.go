package store_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/entente/entente/calendar"
	"github.com/entente/entente/graph"
)

// TestRejectedAndBack rejects a fact of each label and takes that back: the
// graph is then the one that it was.
func TestRejectedAndBack(t *testing.T) {
	s, _ := open(t)
	f := sample()
	by := f.Reports[0].Sources
	day := calendar.NewDate(2025, 3, 1)
	when := graph.When{Interval: calendar.DayOf(day), Basis: calendar.Publication}
	f.Reports = append(f.Reports,
		graph.Report{Fact: graph.PolicyLabel, Key: graph.PolicyID([]string{by[0].ID}, "law", day, "The law"), Name: "The law", Kind: "law", Status: "in force", Sources: by, When: when, Quote: "A visit", End: 7, InTitle: true},
		graph.Report{Fact: graph.StatementLabel, Key: graph.StatementID(by[0].ID, "I visit", day), Name: "I visit", Text: "I visit", Form: "direct", Sources: by, When: when, Quote: "A visit", End: 7, InTitle: true})
	if _, err := s.Load(t.Context(), f); err != nil {
		t.Fatal(err)
	}
	before, err := s.Graph(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range f.Reports {
		d := graph.Decision{Kind: graph.FixDecision, Subjects: []string{r.Key}, Why: "it is not so", At: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), Fix: &graph.Fix{Reject: true}}
		d.ID = graph.DecisionID(d)
		if err := s.Decide(t.Context(), []graph.Decision{d}); err != nil {
			t.Fatal(err)
		}
		rejected, err := s.Graph(t.Context())
		if err != nil || cmp.Equal(before, rejected) {
			t.Errorf("%s rejected, and nothing has changed: %v", r.Key, err)
		}
		if err := s.Decide(t.Context(), nil, d.ID); err != nil {
			t.Fatal(err)
		}
		after, err := s.Graph(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(before, after); d != "" {
			t.Errorf("%s rejected, and that taken back (-before +after):\n%s", r.Key, d)
		}
		if _, found := verify(t, s); len(found) > 0 {
			t.Error(found)
		}
	}
}
