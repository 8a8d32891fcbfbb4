package report

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/entente/entente/calendar"
	"github.com/entente/entente/graph"
)

func fact(t *rapid.T) Fact {
	start := calendar.NewDate(2000, 1, 1).AddDays(rapid.IntRange(0, 9000).Draw(t, "start"))
	end := start.AddDays(rapid.SampledFrom([]int{0, 0, 1, 20, 400}).Draw(t, "days"))
	party := func(name string) []Party {
		var out []Party
		for _, n := range rapid.SliceOfN(rapid.IntRange(0, 20), 0, 3).Draw(t, name) {
			out = append(out, Party{ID: fmt.Sprint("org:", n), Name: fmt.Sprint("body ", n)})
		}
		return out
	}
	return Fact{
		Label: graph.EventLabel, Quad: rapid.IntRange(0, 4).Draw(t, "quad"), Interval: calendar.Interval{Start: start, End: end},
		Status: rapid.SampledFrom(graph.EventStatuses()).Draw(t, "status"), Basis: rapid.SampledFrom(calendar.Bases()).Draw(t, "basis"),
		By: party("by"), Targets: party("targets"),
	}
}

// TestMonthsCount checks that every event that happened and has a class is
// either in one column or among those that are named as not drawn, and that
// columns are whole, in order and inside the picture.
func TestMonthsCount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		events := rapid.SliceOfN(rapid.Custom(fact), 0, 40).Draw(t, "events")
		want := 0
		for _, e := range events {
			if e.happened() && e.Quad > 0 {
				want++
			}
		}
		c := newMonthChart(events)
		got := c.Outside + c.Spanning + c.Undated
		for i, m := range c.Columns {
			for _, n := range m.Counts {
				got += n
			}
			if i > 0 && m.Name == c.Columns[i-1].Name {
				t.Fatalf("two columns of %s", m.Name)
			}
			for _, p := range m.Parts {
				if p.X < chartLeft || p.X+p.Width > c.Width+0.01 || p.Y < chartTop-0.01 || p.Y+p.Height > chartTop+chartPlot+0.01 {
					t.Fatalf("%+v is outside of the picture", p)
				}
				if up := p.Quad <= graph.MaterialCooperation; up != (p.Y+p.Height/2 < c.Zero) {
					t.Fatalf("%+v is on the wrong side of the line", p)
				}
			}
		}
		if got != want {
			t.Fatalf("%d events of %d", got, want)
		}
		if n := len(c.Columns); n > mostMonths || n > 0 && (total(&c.Columns[0].Counts) == 0 || total(&c.Columns[n-1].Counts) == 0) {
			t.Fatalf("%d months: %+v", n, c.Columns)
		}
	})
}

func TestRelationsCount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		events := rapid.SliceOfN(rapid.Custom(fact), 0, 40).Draw(t, "events")
		p := newRelationPicture(events)
		if len(p.Actors) > mostActors {
			t.Fatalf("%d actors", len(p.Actors))
		}
		for _, a := range p.Actors {
			if !slices.ContainsFunc(p.Pairs, func(q pair) bool {
				return len(q.Lines) > 0 && (q.a == a.ID || q.b == a.ID) || q.Conflict+q.Cooperation == 0
			}) {
				t.Fatalf("%s has no line", a.Name)
			}
			if a.X < 0 || a.X > p.Width || a.Y < 0 || a.Y > p.Height || a.LabelY < 0 || a.LabelY > p.Height {
				t.Fatalf("%+v is outside of the picture", a)
			}
		}
		for _, q := range p.Pairs {
			conflict, cooperation := 0, 0
			for _, e := range events {
				if e.happened() && joins(e, q.a, q.b) {
					if e.Quad == 3 || e.Quad == 4 {
						conflict++
					} else if e.Quad > 0 {
						cooperation++
					}
				}
			}
			if q.Conflict != conflict || q.Cooperation != cooperation {
				t.Fatalf("%+v, want %d and %d", q, cooperation, conflict)
			}
		}
	})
}

func joins(e Fact, a, b string) bool {
	for _, by := range e.By {
		for _, target := range e.Targets {
			if by.ID == a && target.ID == b || by.ID == b && target.ID == a {
				return true
			}
		}
	}
	return false
}

func TestScale(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		facts := rapid.SliceOfN(rapid.Custom(fact), 1, 20).Draw(t, "facts")
		s := newScale(facts)
		for _, f := range facts {
			if p := s.Of(f); p != nil && (p.From < 0 || p.From+p.Width > 100.001) || (p == nil) != (f.Basis == calendar.Publication) {
				t.Fatalf("%+v is at %+v", f.Interval, p)
			}
		}
	})
}

func TestNiceStep(t *testing.T) {
	for span, want := range map[int]int{1: 1, 6: 1, 7: 2, 13: 5, 31: 10, 100: 20} {
		if got := niceStep(span); got != want {
			t.Errorf("%d: %d, want %d", span, got, want)
		}
	}
}
