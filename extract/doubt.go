package extract

import (
	"slices"

	"github.com/entente/entente/extract/lexicon"
	"github.com/entente/entente/nlp"
)

// misread tells whether a verb does not mean here what its entry names.
func (w *walk) misread(v int, e *lexicon.Entry) bool {
	f := w.f
	o := f.object(v)
	switch {
	case e.Type == "ASSAULT" && f.lemmaIs(v, "fight", "battle", "struggle") && o < 0 && f.child(v, nlp.DepXcomp) >= 0:
		return true // "is fighting to keep the boy"
	case f.lemmaIs(v, "host") && e.Type == "CONSULT" && o >= 0 && f.mention[o] < 0 && !gatherings[f.toks[o].lemma] && !w.human(o):
		return true // a show
	case e.Type == "MOBILIZE" && e.Objects != nil && o >= 0 && f.lemmaIs(o, "test"):
		return !w.madeOf(o, "nuclear", "missile", "missiles", "rocket", "weapon", "weapons", "ballistic", "flight", "atomic", "bomb", "hydrogen", "launch")
	}
	return false
}

// gatherings are nouns for what states hold together.
var gatherings = words(`talk meeting summit conference delegation negotiation forum round session dialogue discussion visit event gathering
	reception dinner lunch assembly`)

// doubtful tells whether an act is rather none: what somebody should not do,
// what he says for his own decision, what nobody in particular could do, and
// the emergency that a storm makes.
func (w *walk) doubtful(a *act) bool {
	f := w.f
	switch {
	case a.status == Denied && f.isVerb(a.tok) && !verbal(a.typ) && slices.Contains([]string{"must", "should"}, f.modal(a.tok)):
		return true
	case a.typ == "SUPPORT" && a.obj < 0 && f.isVerb(a.tok) && w.ownObject(a):
		return true
	case a.typ == "ASSAULT" && a.status == Hypothetical && !w.somebody(a.sources) && !w.somebody(a.targets):
		return true
	case w.suspected(a.tok):
		return true
	case a.mode == "martial-law" || a.mode == "curfew":
		return w.r.disaster() || w.natural(a.tok)
	}
	return false
}

// ownObject tells whether words in favour of something are about what belongs
// to who says them: "defended his decision".
func (w *walk) ownObject(a *act) bool {
	o := w.f.object(a.tok)
	return o >= 0 && w.f.child(o, nlp.DepPoss) >= 0 && sharesActor(a.sources, w.r.possessorOf(w.f, o))
}

// somebody tells whether one of the actors is more than a group of unnamed
// people of any country.
func (w *walk) somebody(refs []ref) bool {
	return slices.ContainsFunc(refs, func(x ref) bool {
		return w.r.actors.list[x.actor].Kind != Group || x.sector == "MIL" || x.sector == "GOV" || x.m != nil && x.m.country != ""
	})
}

// suspected tells whether an act is only what somebody is thought to have done:
// "is suspected of bombing an airliner".
func (w *walk) suspected(i int) bool {
	f := w.f
	p := f.toks[f.firstConjunct(i)].head
	return f.toks[f.firstConjunct(i)].dep == nlp.DepPcomp && f.lowIs(p, "of") && f.lemmaIs(f.toks[p].head, "suspect", "capable", "guilty", "incapable")
}

// natural tells whether the sentence of token i names a disaster of nature, by
// a noun or as the kind of a named one: "Hurricane Ann".
func (w *walk) natural(i int) bool {
	s := w.f.sents[w.f.toks[i].sent]
	for j := s.first; j < s.last; j++ {
		if t := w.f.toks[j]; (t.pos == nlp.PosNoun || t.pos == nlp.PosPropn) && accidents[t.lemma] && !vehicles[t.lemma] || disasters[t.low] {
			return true
		}
	}
	return false
}

// disasters are words of nature that accidents lacks because they mean other
// things as well.
var disasters = words(`flooding flooded weather drought epidemic pandemic coronavirus measles outbreaks wildfires storms floods`)
