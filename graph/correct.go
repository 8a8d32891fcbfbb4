package graph

import (
	"slices"

	"github.com/entente/entente/calendar"
)

// Rejected is the status of a fact that an analyst has found not to be one. It
// keeps its reports, and has no other relationships.
const Rejected Status = "rejected"

// correctedMark stands behind the name of what has been corrected, so that
// every answer that names it shows that.
const correctedMark = " [corrected]"

func (p Properties) setNotes(decisions []Decision, subjects []string) {
	var notes []string
	for _, d := range about(decisions, NoteDecision, subjects) {
		notes = append(notes, d.Line())
	}
	p.set("notes", notes)
}

// corrected gives a fact's node and relationships as people have corrected
// them, the last correction last.
func corrected(n Node, edges []Relationship, fixes []Decision) (Node, []Relationship) {
	if len(fixes) == 0 {
		return n, edges
	}
	p, label := n.Properties, n.Labels[0]
	var lines []string
	rejected := false
	for _, d := range fixes {
		f := d.Fix
		lines = append(lines, d.Line())
		rejected = f.Reject
		p.set("status", string(f.Status))
		if f.Type != "" {
			p["type"], p["quadClass"], p["goldstein"] = string(f.Type), f.Type.QuadClass(), Goldstein(f.Type, "")
			delete(p, "mode")
			delete(p, "cameo")
		}
		if f.Date != nil {
			p.setDate(*f.Date)
		}
		if len(f.Sources) > 0 {
			edges = replace(edges, sourceType(label), f.Sources, func(id string) Relationship {
				return Relationship{sourceType(label), id, n.ID, Properties{}}
			})
		}
		if len(f.Targets) > 0 {
			edges = replace(edges, Targets, f.Targets, func(id string) Relationship {
				return Relationship{Targets, n.ID, id, Properties{}}
			})
		}
	}
	if rejected {
		p["status"] = string(Rejected)
		edges = nil
	}
	status, _ := p["status"].(string)
	n.Labels = n.Labels[:1]
	if l := Status(status).label(); l != "" && label != StatementLabel {
		n.Labels = append(n.Labels, l)
	}
	p["corrections"] = lines
	if name, ok := p["name"].(string); ok {
		p["name"] = name + correctedMark
	}
	return n, edges
}

// setDate writes a date that an analyst gives.
func (p Properties) setDate(v calendar.Interval) {
	for _, name := range []string{"startDate", "endDate", "datePrecision", "dateText"} {
		delete(p, name)
	}
	p.setWhen(When{Interval: v, Basis: calendar.Explicit})
	p["when"] = v.String()
}

func sourceType(label Label) RelType {
	switch label {
	case PolicyLabel:
		return Issued
	case StatementLabel:
		return Said
	}
	return Initiated
}

// replace gives edges with those of one type replaced.
func replace(edges []Relationship, t RelType, ids []string, make func(id string) Relationship) []Relationship {
	edges = slices.DeleteFunc(slices.Clone(edges), func(r Relationship) bool { return r.Type == t })
	for _, id := range unique(slices.Clone(ids)) {
		edges = append(edges, make(id))
	}
	return edges
}

// ResolveFixes gives decisions with the actors that corrections name as they
// are called in the graph; is gives that, "" for what is not there.
func ResolveFixes(decisions []Decision, is func(id string) string) []Decision {
	resolve := func(id string) string {
		if to := is(id); to != "" {
			return to
		}
		return id
	}
	return mapped(decisions, func(d Decision) Decision {
		if d.Fix != nil {
			f := *d.Fix
			f.Sources, f.Targets = mapped(f.Sources, resolve), mapped(f.Targets, resolve)
			d.Fix = &f
		}
		return d
	})
}
