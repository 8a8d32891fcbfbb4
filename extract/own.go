package extract

import (
	"slices"

	"github.com/entente/entente/nlp"
)

// ownedBy tells whether an actor is the sources' own: "its troops".
func (w *walk) ownedBy(x ref, sources []ref) bool {
	if x.m == nil || x.m.f != w.f || x.m.sort != collective {
		return false
	}
	p := w.f.child(x.m.head, nlp.DepPoss)
	if p < 0 {
		return false
	}
	for _, y := range w.r.actorsAt(w.f, p) {
		if slices.ContainsFunc(sources, func(s ref) bool { return s.actor == y.actor }) {
			return true
		}
	}
	return false
}

// foreign are the types that nobody does to their own state.
var foreign = words(`AGREE REQUEST SUPPORT CONSULT AID REJECT THREATEN COOPERATE`)

// dropOwnState takes the source's own state from the targets where a place
// only was meant: "agreed to leave the country".
func (a *act) dropOwnState(r *reader) {
	if !foreign[a.typ] || a.mutual || len(a.sources) == 0 {
		return
	}
	if a.typ == "AGREE" { // "agreed to add members to the council" of their own state
		a.targets = slices.DeleteFunc(a.targets, func(x ref) bool {
			k := r.actors.list[x.actor].Kind
			own := x.country != "" && x.country == a.sources[0].country && (x.sector == "GOV" || x.sector == "COP" || x.sector == "MIL" || x.sector == "") && (k == Organization || k == Group)
			return own && x.m != nil && x.m.f == a.f && a.f.inComplement(x.m.head, a.tok)
		})
	}
	own := a.sources[0].country
	if k := r.actors.list[a.sources[0].actor].Kind; k == Group && a.sources[0].sector != "GOV" && a.sources[0].sector != "MIL" {
		return // people may well turn against their own state
	}
	a.targets = slices.DeleteFunc(a.targets, func(x ref) bool {
		return own != "" && x.country == own && r.actors.list[x.actor].Kind == Country && x.sector == ""
	})
}

// inComplement tells whether token i is in a clause that the verb v governs.
func (f *field) inComplement(i, v int) bool {
	for ; f.toks[i].head != i && i != v; i = f.toks[i].head {
		if f.toks[i].head == v && (f.toks[i].dep == nlp.DepXcomp || f.toks[i].dep == nlp.DepCcomp) {
			return true
		}
	}
	return false
}

// stative are verbs whose passive means a stance of its subject: "is opposed
// to".
var stative = map[string]bool{"oppose": true, "commit": true, "ally": true}

// ownState tells whether an actor is the source's own state, which nobody
// withdraws from or sanctions: "withdrew the US from the treaty with Iran".
func (w *walk) ownState(x ref, sources []ref) bool {
	if w.typ == "MOBILIZE" { // forces are not moved against themselves
		return x.country == "" && x.sector == "MIL" || x.country != "" && slices.ContainsFunc(sources, func(s ref) bool { return s.country == x.country }) && w.r.actors.list[x.actor].Kind != Group
	}
	if w.typ != "SANCTION" && w.typ != "RETREAT" && !foreign[w.typ] || w.r.actors.list[x.actor].Kind != Country || x.sector != "" {
		return false
	}
	return slices.ContainsFunc(sources, func(s ref) bool { return s.country == x.country && s.country != "" })
}
