package extract

import (
	"github.com/entente/entente/extract/lexicon"
	"github.com/entente/entente/nlp"
)

// wrongs are verbs of what nobody says of another without accusing him;
// guilt the adjectives; insults the nouns that somebody is called.
var (
	wrongs  = words(`violate breach lie meddle destabilize destabilise commit orchestrate perpetrate mastermind flout sabotage`)
	guilt   = words(`responsible guilty complicit behind`)
	insults = words(`aggressor terrorist criminal dictator liar murderer tyrant occupier traitor thug butcher invader puppet enemy genocide
	terrorism aggression coup crime illegal terroristic`)
)

// charges reads "Ghana said Togo was responsible for the attack" and "called
// Togo an aggressor": words that accuse by what they say of somebody.
func (w *walk) charges(v int) bool {
	f := w.f
	var who int
	switch {
	case w.r.lex.Cue(f.toks[v].lemma, lexicon.Say) && !f.lemmaIs(v, "deny", "doubt"):
		who = w.wrongdoer(v)
	case f.lemmaIs(v, "call", "label", "brand"):
		who = w.insulted(v)
	default:
		return false
	}
	if who < 0 || f.negated(v) {
		return false
	}
	a := &act{f: f, tok: v, obj: -1, typ: "ACCUSE", mode: "allege", status: f.statusOf(v), sources: w.sources(v), place: -1}
	w.typ = a.typ
	a.targets = w.definite(w.others(w.r.partyNamed(f, who), a.sources))
	if len(a.sources) == 0 || len(a.targets) == 0 || a.status != Occurred && a.status != Ongoing {
		return false
	}
	if !w.official(a.sources[0]) || !w.official(a.targets[0]) {
		return false
	}
	w.finish(a, &lexicon.Entry{Type: "ACCUSE", Strict: true})
	return w.at[v] == a
}

// wrongdoer gives the subject of a clause below the verb at v that says what
// he did wrong.
func (w *walk) wrongdoer(v int) int {
	f := w.f
	for _, c := range f.children(v, nlp.DepCcomp) {
		s := f.child(c, nlp.DepNsubj)
		if s < 0 || f.negated(c) || f.modal(c) != "" {
			continue
		}
		if wrongs[f.toks[c].lemma] {
			return s
		}
		if !f.lemmaIs(c, "be") {
			continue
		}
		for _, p := range f.children(c, nlp.DepAcomp, nlp.DepPrep, nlp.DepAdvmod, nlp.DepAttr) {
			if guilt[f.toks[p].lemma] || guilt[f.low[p]] && f.child(p, nlp.DepPobj) >= 0 {
				return s
			}
		}
	}
	return -1
}

// insulted gives whom the verb at v calls something bad.
func (w *walk) insulted(v int) int {
	f := w.f
	for _, c := range f.children(v, nlp.DepOprd, nlp.DepXcomp, nlp.DepCcomp, nlp.DepAttr) {
		if !insults[f.toks[c].lemma] {
			continue
		}
		for _, at := range []int{v, c} {
			if o := f.child(at, nlp.DepDobj, nlp.DepNsubj); o >= 0 && o > v && o < c {
				return o
			}
		}
	}
	return -1
}
