package extract

import (
	"slices"

	"github.com/entente/entente/nlp"
)

// inOffice tells whether token i names a person of a government.
func (w *walk) inOffice(i int) bool {
	k := w.f.mention[i]
	if k < 0 || !isPerson(w.r.mentions[k]) || w.r.mentions[k].actor < 0 {
		return false
	}
	sector := w.r.actors.list[w.r.mentions[k].actor].Sector
	return sector == "GOV" || sector == "ELI"
}

// blind tells whether "it" does what the verb at v says as a storm or a fire
// does it, not the state that the text names: "it killed nine".
func (w *walk) blind(v int, x ref) bool {
	e := w.verbEntry(v)
	if e == nil || w.f.toks[v].dep == nlp.DepCcomp { // "the party said it would boycott"
		return false
	}
	k := w.r.actors.list[x.actor].Kind
	known := x.sector != "" || k != Country && k != Region && w.r.actors.list[x.actor].Known != ""
	return !known && (e.Type == "PROTEST" || e.Type == "ASSAULT" && victimVerbs[e.Lemma] && (k == Country || k == Region))
}

// question tells whether somebody asks to know rather than to have something.
func (w *walk) question(v int) bool {
	f := w.f
	for _, p := range f.children(v, nlp.DepPrep) {
		if f.lowIs(p, "about") {
			return true
		}
	}
	for _, c := range f.children(v, nlp.DepCcomp, nlp.DepXcomp) {
		if m := f.child(c, nlp.DepMark, nlp.DepAdvmod); m >= 0 && f.lowIs(m, "whether", "if", "why", "how", "when", "where") && m < c {
			return true
		}
	}
	return false
}

// named tells whether all actors are bodies whose name is part of the noun at
// token i: "the Togo Basin Commission agreement".
func (w *walk) named(i int, refs []ref) bool {
	return len(refs) > 0 && !slices.ContainsFunc(refs, func(x ref) bool {
		return x.m == nil || x.m.f != w.f || w.r.actors.list[x.actor].Kind != Organization || w.f.toks[x.m.head].head != i || w.f.toks[x.m.head].dep != nlp.DepCompound && w.f.toks[x.m.head].dep != nlp.DepNmod
	})
}

// charged tells whether somebody by name is accused, by whom the text leaves
// out: "was charged with treason".
func (w *walk) charged(a *act) bool {
	if a.typ != "ACCUSE" || a.mode == "disapprove" || !w.f.isVerb(a.tok) || !w.f.passive(a.tok) || len(a.targets) == 0 || w.r.actors.list[a.targets[0].actor].Kind == Group {
		return false
	}
	o := w.f.object(a.tok)
	return o >= 0 && sharesActor(w.r.actorsAt(w.f, o), a.targets)
}

// ownPeople gives emergencies and curfews without a target that of whose
// official declares them: his own state.
func (w *walk) ownPeople(a *act) {
	if len(a.targets) > 0 || len(a.sources) == 0 || a.mode != "martial-law" && a.mode != "curfew" {
		return
	}
	x := a.sources[0]
	if s := w.r.state(x.country); s >= 0 {
		a.targets = []ref{{actor: s, country: x.country, first: a.tok, last: a.tok + 1}}
	}
}

// inDeed gives who did what a passive tells of, where that took place in a deed
// of theirs: "was killed in an Israeli airstrike".
func (w *walk) inDeed(v int) []ref {
	f := w.f
	for _, p := range f.children(v, nlp.DepPrep) {
		o := f.child(p, nlp.DepPobj)
		if !f.lowIs(p, "in", "during") || o < 0 {
			continue
		}
		e := w.nounEntry(o)
		if !deeds[f.toks[o].lemma] && (e == nil || e.Type != "ASSAULT" || e.Mutual) {
			continue
		}
		for _, got := range [][]ref{w.r.throughPrep(f, o, "by"), w.r.possessorOf(f, o), w.r.adjectiveOf(f, o)} {
			if len(got) > 0 {
				w.taken[o] = true
				return got
			}
		}
	}
	return nil
}

// ofPolicy tells whether the clause of the verb at v is about a policy.
func (w *walk) ofPolicy(v int) bool {
	first, last := w.f.edges(v)
	for i := max(first, v); i < last; i++ {
		if k := policyKinds[w.f.toks[i].lemma]; w.f.toks[i].pos == nlp.PosNoun && k != "" && k != "programme" && k != "policy" {
			return true
		}
	}
	return false
}

// several tells whether the verb's subject is plural, whatever it belongs to:
// "leaders of the union met".
func (w *walk) several(v int) bool {
	if !w.f.isVerb(v) {
		return false
	}
	s := w.f.subject(v)
	return s >= 0 && w.f.toks[s].tag == nlp.Tag("NNS") && w.r.g.GroupNoun(w.f.toks[s].lemma) != nil
}

// groundless tells whether a demand asks nobody for nothing: "pressed on".
func (w *walk) groundless(a *act) bool {
	f := w.f
	if a.typ != "REQUEST" && a.typ != "ACCUSE" || !f.isVerb(a.tok) || len(a.targets) > 0 || f.object(a.tok) >= 0 || f.child(a.tok, nlp.DepXcomp, nlp.DepCcomp) >= 0 {
		return false
	}
	for _, p := range f.children(a.tok, nlp.DepPrep) {
		if f.lowIs(p, "for", "on", "to") && f.child(p, nlp.DepPobj, nlp.DepPcomp) >= 0 {
			return false
		}
	}
	return w.calledFor(a.tok) < 0
}

// alone tells whether the doer is somebody whose act of that type is his own
// affair: a person without an office who agrees, helps or moves away.
func (w *walk) alone(a *act) bool {
	switch {
	case a.typ == "AGREE" && !w.f.lemmaIs(a.tok, "agree") || a.typ == "COOPERATE" || a.typ == "AID" || a.typ == "RETREAT" && a.mode == "withdraw" || a.typ == "MOBILIZE":
	default:
		return false
	}
	if len(a.sources) == 0 {
		return false
	}
	k := w.r.actors.list[a.sources[0].actor].Kind
	return (k == Person && len(a.sources) == 1 || (k == Organization || k == Group) && business[a.sources[0].sector] && (a.typ == "AGREE" || a.typ == "MOBILIZE")) && !w.official(a.sources[0])
}

// enters tells whether who joins is a state or its government and joins a body
// or an agreement of states.
func (w *walk) enters(a *act) bool {
	if len(a.sources) == 0 || !w.official(a.sources[0]) || w.r.actors.list[a.sources[0].actor].Kind == Person && a.sources[0].sector != "GOV" {
		return false
	}
	return slices.ContainsFunc(a.targets, func(x ref) bool {
		return w.r.actors.list[x.actor].Kind == Organization && w.official(x) && x.sector != "LEG" && x.sector != "PTY"
	})
}
