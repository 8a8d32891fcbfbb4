package graphtest

import (
	"time"

	"pgregory.net/rapid"

	"github.com/entente/entente/calendar"
	"github.com/entente/entente/graph"
)

// Decision draws a decision about what fragments speak of; ok is false where
// they speak of too little.
func Decision(t *rapid.T, fragments []graph.Fragment, at time.Time) (d graph.Decision, ok bool) {
	var units, events, facts, all []string
	for _, f := range fragments {
		all = append(all, f.Article.ID)
		for _, a := range f.Actors {
			all = append(all, a.ID)
			if u, ok := graph.UnitOf(a); ok {
				units = append(units, u.String())
			}
		}
		for _, r := range f.Reports {
			all = append(all, r.Key)
			facts = append(facts, r.Key)
			if r.Fact == graph.EventLabel {
				events = append(events, r.Key)
			}
		}
	}
	d = graph.Decision{Kind: rapid.SampledFrom([]graph.DecisionKind{graph.SameDecision, graph.ApartDecision, graph.FixDecision, graph.NoteDecision}).Draw(t, "decision"),
		Why: "so it is", At: at}
	of := units
	if rapid.Bool().Draw(t, "events") {
		of = events
	}
	n := 1
	switch d.Kind {
	case graph.SameDecision:
		n = 2
	case graph.FixDecision:
		of = facts
	case graph.NoteDecision:
		of, d.Note = all, rapid.SampledFrom([]string{"doubtful", "see also"}).Draw(t, "note")
	}
	if len(of) < n {
		return d, false
	}
	for range n {
		d.Subjects = append(d.Subjects, rapid.SampledFrom(of).Draw(t, "subject"))
	}
	if d.Kind == graph.FixDecision {
		d.Fix = fix(t, graph.LabelOf(d.Subjects[0]))
	}
	d.ID = graph.DecisionID(d)
	return d, d.Validate() == nil
}

func fix(t *rapid.T, label graph.Label) *graph.Fix {
	f := &graph.Fix{}
	switch rapid.IntRange(0, 4).Draw(t, "fix") {
	case 0:
		f.Reject = true
	case 1:
		f.Sources = []string{rapid.SampledFrom(actors).Draw(t, "source").ID}
	case 2:
		v := calendar.DayOf(calendar.NewDate(2025, 1, 2))
		f.Date = &v
	case 3:
		f.Type = graph.Assault
	default:
		if f.Status = graph.Denied; label == graph.PolicyLabel {
			f.Status = graph.PolicyStatuses()[0]
		}
	}
	return f
}
