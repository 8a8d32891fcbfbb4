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
	case e.Type == "ASSAULT" && f.lemmaIs(v, "fight", "battle", "struggle") && o < 0 && (f.child(v, nlp.DepXcomp) >= 0 || f.lowIs(v+1, "to")):
		return true // "is fighting to keep the boy"
	case e.Type == "ASSAULT" && o == v+1 && f.toks[v].tag == nlp.Tag("VBG") && f.lemmaIs(o, "victim", "survivor", "suspect", "scene"):
		return true // "bombing victims"
	case e.Type == "REQUEST" && f.lemmaIs(v, "insist"):
		return w.asserted(v)
	case e.With == "over" && f.lemmaIs(v, "take") && f.child(v, nlp.DepDobj) < 0 && f.child(v, nlp.DepXcomp) >= 0:
		return true // a duty
	case f.lemmaIs(v, "host") && e.Type == "CONSULT" && o >= 0 && f.mention[o] < 0 && !gatherings[f.toks[o].lemma] && !w.human(o):
		return true // a show
	case e.Type == "MOBILIZE" && e.Objects != nil && o >= 0 && f.lemmaIs(o, "test"):
		return !w.madeOf(o, "nuclear", "missile", "missiles", "rocket", "weapon", "weapons", "ballistic", "flight", "atomic", "bomb", "hydrogen", "launch")
	}
	return false
}

// asserted tells whether somebody insists that something is so, rather than that
// it be so.
func (w *walk) asserted(v int) bool {
	f := w.f
	c := f.child(v, nlp.DepCcomp)
	if c < 0 || w.obliges(c) {
		return false
	}
	s := f.child(c, nlp.DepNsubj, nlp.DepNsubjpass)
	for _, i := range append(f.children(c, nlp.DepAux, nlp.DepAuxpass), c) {
		switch f.toks[i].tag {
		case nlp.Tag("VBD"), nlp.Tag("VBZ"), nlp.Tag("MD"):
			return true
		case nlp.Tag("VBP"): // "that the budget include" has the form of a wish
			return s >= 0 && f.toks[s].tag != nlp.Tag("NN") && f.toks[s].tag != nlp.Tag("NNP")
		}
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
	case a.status == Denied && f.isVerb(a.tok) && slices.Contains([]string{"must", "should"}, f.modal(a.tok)):
		return true
	case a.typ == "SUPPORT" && a.obj < 0 && f.isVerb(a.tok) && w.ownObject(a):
		return true
	case a.typ == "ASSAULT" && a.status == Hypothetical && !w.somebody(a.sources) && !w.somebody(a.targets):
		return true
	case w.suspected(a.tok):
		return true
	case f.isVerb(a.tok) && w.rule(a.tok):
		return true
	case a.typ == "CONSULT":
		return w.interview(a)
	case a.mode == "martial-law" || a.mode == "curfew" || a.mode == "restrict" && a.obj >= 0 && f.lemmaIs(a.obj, "order", "decree"):
		return w.r.disaster() || w.natural(a.tok)
	}
	return false
}

// minMargin is by how much more likely than the next a pronoun's antecedent has
// to be for an act to rest on it (salience; found on texts of 1998 and 2019:
// below it three of four acts are wrong, above it most are right).
const minMargin = 4

// guessed tells whether an actor is only guessed: a pronoun that may as well
// stand for somebody else.
func guessed(x ref) bool {
	return x.m != nil && x.m.sort == pronoun && x.m.margin < minMargin
}

// unguess drops targets that are only guessed, and tells whether nobody is left
// who is certain to have done it.
func (w *walk) unguess(a *act) bool {
	a.targets = slices.DeleteFunc(slices.Clone(a.targets), guessed)
	return len(a.sources) > 0 && !slices.ContainsFunc(a.sources, func(x ref) bool { return !guessed(x) })
}

// caption tells whether the sentence of token i has no verb, as the legend of a
// map or a heading has none.
func (w *walk) caption(i int) bool {
	s := w.f.sents[w.f.toks[i].sent]
	for j := s.first; j < s.last; j++ {
		if w.f.isVerb(j) {
			return false
		}
	}
	return true
}

// rule tells whether the verb at v or one that governs it says what a law or a
// constitution has it always be: "under the constitution, the house impeaches".
func (w *walk) rule(v int) bool {
	f := w.f
	for depth := 0; depth < 8; depth++ {
		if f.isVerb(v) && f.present(v) {
			if s := f.child(v, nlp.DepNsubj); s >= 0 && norms[f.low[s]] && f.child(v, nlp.DepCcomp) >= 0 {
				return true
			}
			for _, p := range f.children(v, nlp.DepPrep) {
				if o := f.child(p, nlp.DepPobj); o >= 0 && f.lowIs(p, "under", "by") && norms[f.low[o]] {
					return true
				}
			}
		}
		if f.toks[v].head == v {
			break
		}
		v = f.toks[v].head
	}
	return false
}

// present tells whether a verb stands in the present, in either voice.
func (f *field) present(v int) bool {
	if a := f.child(v, nlp.DepAuxpass, nlp.DepAux); a >= 0 {
		return f.lowIs(a, "is", "are", "does", "do")
	}
	return f.toks[v].tag == nlp.Tag("VBZ") || f.toks[v].tag == nlp.Tag("VBP")
}

// interview tells whether talks are with somebody who reports them.
func (w *walk) interview(a *act) bool {
	return slices.ContainsFunc(append(slices.Clone(a.sources), a.targets...), func(x ref) bool {
		return x.sector == "JRN" && w.r.actors.list[x.actor].Kind == Organization
	})
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

// crimes drops the arrests, killings, trials and charges of private persons
// where the text tells of nothing political: an event graph is no court report.
func (r *reader) crimes() {
	if len(r.body.toks) < minText || slices.ContainsFunc(r.acts, r.political) || r.terror() {
		return
	}
	r.acts = slices.DeleteFunc(r.acts, func(a *act) bool {
		switch a.typ {
		case "COERCE", "SANCTION", "ACCUSE", "ASSAULT", "REQUEST", "RETREAT", "REJECT", "CONCEDE":
			return !r.public(a.sources) && !r.public(a.targets)
		}
		return false
	})
}

// minText is the number of tokens that show what a text is about; a sentence
// alone does not.
const minText = 100

// political tells whether an act is one of politics whatever else the text
// tells: of states, parties, armies and those who turn against them.
func (r *reader) political(a *act) bool {
	switch a.typ {
	case "PROTEST", "MOBILIZE":
		return true
	case "ASSAULT":
		return slices.Contains([]string{"aerial", "explosives", "suicide-attack", "targeted"}, a.mode) || r.public(a.sources) || slices.ContainsFunc(a.targets, func(x ref) bool {
			return x.sector == "COP" || x.sector == "GOV" || x.sector == "MIL" || x.sector == "LEG" || x.sector == "JRN"
		})
	}
	return r.public(a.sources) || r.public(a.targets) && a.typ != "ASSAULT"
}

// public tells whether one of the actors acts in public life.
func (r *reader) public(refs []ref) bool {
	return slices.ContainsFunc(refs, func(x ref) bool {
		switch a := r.actors.list[x.actor]; {
		case a.Kind == Country || a.Kind == Region:
			return true
		case a.Known != "" && x.sector != "COP" && x.sector != "JUD" && x.sector != "BUS":
			return true
		}
		switch x.sector {
		case "GOV", "MIL", "LEG", "SPY", "OPP", "REB", "PTY", "ELI", "JRN", "REL", "SEP", "REF", "PRM", "ACT", "NGO", "IGO":
			return true
		}
		return false
	})
}

// terror tells whether the text speaks of terrorists or rebels.
func (r *reader) terror() bool {
	for _, f := range r.fields {
		for _, t := range f.toks {
			if terrors[t.lemma] {
				return true
			}
		}
	}
	return false
}

var terrors = words(`terrorist terrorism terror extremist extremism militant insurgent insurgency rebel separatist jihadist guerrilla bomber
	protester protestor dissident coup assassination genocide massacre`)
