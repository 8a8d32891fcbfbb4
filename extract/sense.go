package extract

import (
	"slices"
	"strings"

	"github.com/entente/entente/extract/lexicon"
	"github.com/entente/entente/nlp"
)

// together are the types whose plural subject acts among itself: "Ghana and
// Togo agreed".
var together = map[string]bool{"AGREE": true, "CONSULT": true, "COOPERATE": true}

// coordinated tells whether an act's sources are of different states.
func (a *act) coordinated() bool {
	for _, x := range a.sources[1:] {
		if x.country != a.sources[0].country || x.country == "" {
			return true
		}
	}
	return false
}

// purpose tells whether a verb is only what something is done for: "sent
// troops to fight".
func (w *walk) purpose(i int) bool {
	f := w.f
	if !f.isVerb(i) {
		return false
	}
	if h := f.toks[i].head; f.toks[i].dep == nlp.DepXcomp && f.lemmaIs(h, "need", "require", "have", "able", "unable", "enough", "necessary") && (f.isVerb(h) || !verbal(w.typ)) {
		return true // what has to be, could be
	}
	if f.toks[i].tag != nlp.Tag("VB") {
		return false
	}
	for f.toks[i].dep == nlp.DepConj {
		i = f.toks[i].head
	}
	if f.toks[i].dep == nlp.DepXcomp && sending[f.toks[f.toks[i].head].lemma] {
		return !(f.lemmaIs(f.toks[i].head, "use") && verbal(w.typ)) // "used a speech to thank"
	}
	if f.toks[i].dep != nlp.DepAdvcl && f.toks[i].dep != nlp.DepRelcl && f.toks[i].dep != nlp.DepAcl {
		return false
	}
	if f.toks[i].dep == nlp.DepAcl && (planning[f.toks[f.toks[i].head].lemma] || weighing[f.toks[f.toks[i].head].lemma] || denying[f.toks[f.toks[i].head].lemma] || f.toks[f.toks[i].head].lemma == "plan") {
		return notReal[f.toks[f.toks[i].head].lemma]
	}
	a := f.child(i, nlp.DepAux)
	return a >= 0 && f.lowIs(a, "to") && !f.title
}

// sending verbs have an infinitive of purpose as complement.
var sending = map[string]bool{"send": true, "deploy": true, "use": true, "dispatch": true, "mobilize": true}

// notReal are nouns whose infinitive tells no act, not even a planned one.
var notReal = words(`right ability power authority need effort attempt chance bid way permission opportunity potential`)

// inWords recodes an attack by a person on something that is no actor as
// criticism: "attacked the decision".
func (w *walk) inWords(a *act) {
	if a.typ != "ASSAULT" || !w.f.lemmaIs(a.tok, "attack", "assault") || len(a.sources) == 0 || w.r.actors.list[a.sources[0].actor].Kind != Person {
		return
	}
	o := w.f.object(a.tok)
	if o < 0 {
		return
	}
	lemma := w.f.toks[o].lemma
	words := w.f.toks[o].pos == nlp.PosNoun && (abstract[lemma] || spoken[lemma] || policyKinds[lemma] != "")
	if k := w.f.mention[o]; k >= 0 && civilian[a.sources[0].sector] && isPerson(w.r.mentions[k]) {
		words = true // politicians attack each other with words
	}
	if words {
		a.typ, a.mode = "ACCUSE", "disapprove"
	}
}

// quits recodes leaving an agreement or a body, which is no retreat of forces:
// "pulled out of the treaty".
func (w *walk) quits(a *act) {
	if a.typ != "RETREAT" || a.mode != "withdraw" || !w.f.lemmaIs(a.tok, "pull", "withdraw", "retreat", "back") || len(a.sources) > 0 && a.sources[0].sector == "MIL" {
		return
	}
	for _, p := range w.f.children(a.tok, nlp.DepPrep, nlp.DepPrt) {
		for _, q := range append([]int{p}, w.f.children(p, nlp.DepPrep)...) {
			o := w.f.child(q, nlp.DepPobj)
			if o >= 0 && w.f.lowIs(q, "from") && (abstract[w.f.toks[o].lemma] || spoken[w.f.toks[o].lemma]) {
				a.typ, a.mode = "CONCEDE", "" // "retreated from its demand"
				return
			}
			if o >= 0 && w.f.lowIs(q, "of", "from") && policyKinds[w.f.toks[o].lemma] == "agreement" {
				a.typ = "SANCTION"
				if a.targets = w.r.throughPrep(w.f, o, "with", "between"); len(a.targets) == 0 {
					a.targets = w.r.adjectiveOf(w.f, o)
				}
				a.targets = w.others(a.targets, a.sources)
				return
			}
		}
	}
}

// civilian are the sectors whose persons fight with words.
var civilian = map[string]bool{"GOV": true, "LEG": true, "PTY": true, "JRN": true, "JUD": true}

// moves recodes what forces do to a place: leaving it is a retreat, entering
// it a move of troops.
func (w *walk) moves(v int) bool {
	f := w.f
	typ, mode := "RETREAT", "withdraw"
	switch f.toks[v].lemma {
	case "leave", "exit", "depart":
	case "enter", "cross":
		typ, mode = "MOBILIZE", "troops"
	case "arrive":
		return w.arrival(v)
	default:
		return false
	}
	a := &act{f: f, tok: v, obj: -1, typ: typ, mode: mode, status: f.statusOf(v), sources: w.sources(v), place: -1}
	if len(a.sources) == 0 || a.sources[0].sector != "MIL" && a.sources[0].sector != "REB" {
		return false
	}
	o := f.child(v, nlp.DepDobj)
	for _, p := range f.children(v, nlp.DepPrep) { // "crossed the border into Togo"
		if x := f.child(p, nlp.DepPobj); x >= 0 && f.lowIs(p, "into") {
			o = x
		}
	}
	if o < 0 {
		return false
	}
	a.targets = w.others(w.partyAt(o), a.sources)
	if len(a.targets) == 0 && w.r.placeOf(f, o) == nil {
		return false
	}
	if m := w.r.placeOf(f, o); m != nil && m.entry != nil {
		a.place = w.r.state(m.country)
	}
	w.finish(a, &lexicon.Entry{})
	return true
}

// plural tells whether an actor is several: "leaders met".
func (w *walk) plural(x ref) bool {
	return x.m != nil && x.m.plural && w.r.actors.list[x.actor].Kind == Group
}

// norm tells whether a verb says what a rule says, always: "the law forbids".
func (w *walk) norm(v int) bool {
	f := w.f
	tag := f.toks[v].tag
	if f.title || tag != nlp.Tag("VBZ") && tag != nlp.Tag("VBP") && !f.lemmaIs(v, "allow", "permit", "require", "forbid", "prohibit") {
		return false
	}
	s := f.child(v, nlp.DepNsubj)
	if s < 0 || f.mention[s] >= 0 || !norms[f.toks[s].lemma] {
		return false
	}
	_, known := w.refers(s, "")
	return !known
}

// norms are nouns of what lays down what is to be done.
var norms = words(`law rule guideline constitution regulation code policy treaty charter act statute article convention standard agreement`)

// spoken are nouns for what is said or decided, which only words can attack.
var spoken = words(`proclamation remark comment ruling speech report record declaration announcement idea approach handling stance view
	treaty measure budget vote recognition subpoena credibility character record probe inquiry investigation press media judge`)

// arrival reads "troops have arrived in Bosnia": peacekeepers come to help,
// others are a move of forces.
func (w *walk) arrival(v int) bool {
	f := w.f
	s := f.subject(v)
	if s < 0 {
		return false
	}
	a := &act{f: f, tok: v, obj: -1, typ: "MOBILIZE", mode: "troops", status: f.statusOf(v), sources: w.sources(v), place: -1}
	if len(a.sources) == 0 || a.sources[0].sector != "MIL" {
		return false
	}
	if first, last := f.edges(s); strings.Contains(strings.ToLower(f.phrase(first, last)), "peacekeep") {
		a.typ, a.mode = "AID", ""
	}
	a.targets = slices.DeleteFunc(w.others(w.r.throughPrep(f, v, "in", "at", "on"), a.sources), func(x ref) bool { return w.r.actors.list[x.actor].Kind != Country })
	if len(a.targets) == 0 {
		return false
	}
	w.finish(a, &lexicon.Entry{})
	return true
}

// lacking tells whether an act lacks what the codebook requires of its type (a
// recipient of AID, SANCTION, COOPERATE), or has only somebody who could be
// anybody: "an engineer was killed".
func (w *walk) lacking(a *act) bool {
	switch a.typ {
	case "AID":
		return len(a.targets) == 0 || len(a.sources) == 0
	case "SANCTION":
		return len(a.targets) == 0
	case "ASSAULT", "COERCE":
		if o := w.f.object(a.tok); w.f.isVerb(a.tok) && w.f.passive(a.tok) && o >= 0 && sharesActor(a.sources, w.r.actorsAt(w.f, o)) {
			return true // "was killed by his lions"
		}
		if len(a.sources) > 0 {
			return false
		}
		if a.typ == "ASSAULT" && w.r.disaster() {
			return true
		}
		if o := w.f.object(a.tok); a.typ == "COERCE" && a.obj >= 0 && w.f.isVerb(a.tok) && (o < 0 || len(w.r.actorsAt(w.f, o)) == 0) {
			return true // "many schools were closed"
		}
		return !slices.ContainsFunc(a.targets, func(x ref) bool {
			return x.country != "" || w.r.actors.list[x.actor].Kind != Group || w.r.onlyCountry(a) != ""
		})
	case "CONSULT":
		return a.mode == "visit" && w.f.isVerb(a.tok) && len(a.targets) == 0 || a.mode == "visit" && w.f.isVerb(a.tok) && !slices.ContainsFunc(a.sources, w.official)
	}
	return false
}

// business are the sectors of bodies and groups that do not act for the public.
var business = map[string]bool{"BUS": true, "JRN": true, "EDU": true, "MED": true}

// official tells whether an actor travels for a state or body.
func (w *walk) official(x ref) bool {
	switch a := w.r.actors.list[x.actor]; {
	case a.Kind == Country:
		return true
	case a.Kind == Organization:
		if a.Known == "" && x.sector == "" { // "Leaders of the African Union" taken for a name
			return x.m != nil && strings.HasSuffix(x.m.f.low[x.m.head], "s") && w.r.g.GroupNoun(x.m.f.toks[x.m.head].lemma) != nil
		}
		return !business[x.sector]
	case x.m != nil && x.m.sort == definite:
		return true
	default:
		switch x.sector {
		case "GOV", "MIL", "LEG", "JUD", "SPY", "OPP", "REB", "PTY", "REL", "ELI":
			return true
		}
		return false
	}
}

// accidents kill without anybody's attack.
var accidents = words(`fire crash pileup accident collapse earthquake quake storm flood hurricane cyclone typhoon tornado landslide avalanche
	tsunami disease virus outbreak cancer train bus car truck wildfire eruption derailment stampede plane illness heat wave
	collision volcano lightning`)

// vehicles are those of the accidents that are none by being mentioned.
var vehicles = words(`train bus car truck plane heat wave illness cancer`)

// disaster tells whether the headline is of an accident, whose dead nobody
// killed.
func (r *reader) disaster() bool {
	if r.title == nil {
		return false
	}
	found := false
	for _, t := range r.title.toks {
		if t.pos != nlp.PosNoun && t.pos != nlp.PosPropn {
			continue
		}
		for _, e := range r.lex.Noun(t.lemma) {
			if e.Type == "ASSAULT" {
				return false
			}
		}
		found = found || accidents[t.lemma] && !vehicles[t.lemma]
	}
	return found
}

// accident tells whether what a verb says was done by an accident: it is the
// verb's subject, its agent, or what it took place in.
func (w *walk) accident(v int) bool {
	f := w.f
	if !f.isVerb(v) {
		return false
	}
	s := f.subject(v)
	if s >= 0 && f.isRelative(s) { // "a collision which killed"
		for u := v; f.toks[u].head != u; u = f.toks[u].head {
			if f.toks[u].dep == nlp.DepRelcl {
				s = f.toks[u].head
			}
		}
	}
	if s >= 0 && accidents[f.toks[s].lemma] {
		return true
	}
	first, last := f.edges(v)
	for c := max(first, v+1); c < last; c++ { // "were killed when a plane crashed"
		if d := f.toks[c].dep; f.lemmaIs(c, "crash", "collapse", "collide", "overturn", "sink", "derail", "capsize") && f.isVerb(c) && (d == nlp.DepAdvcl || d == nlp.DepRelcl && f.child(c, nlp.DepAdvmod) >= 0) {
			return true
		}
	}
	for _, p := range f.children(v, nlp.DepPrep, nlp.DepAgent) {
		if o := f.child(p, nlp.DepPobj); o >= 0 && f.lowIs(p, "in", "by", "from", "during") && accidents[f.toks[o].lemma] {
			return true
		}
	}
	return false
}

// private tells whether words pass between private persons only, which is no
// political event.
func (w *walk) private(a *act) bool {
	if !verbal(a.typ) && a.typ != "CONSULT" && a.typ != "AID" && a.typ != "COOPERATE" && a.mode != "access" {
		return false
	}
	if !cooperative(a.typ) && len(a.targets) == 0 && len(a.sources) == 1 && w.plural(a.sources[0]) && w.ofPolicy(a.tok) {
		return false // groups that call for a bill to be dropped
	}
	warm := cooperative(a.typ) || a.typ == "AGREE"
	for _, refs := range [][]ref{a.sources, a.targets} {
		for _, x := range refs {
			if w.official(x) || !warm && w.r.actors.list[x.actor].Kind == Organization && x.sector == "" || w.r.actors.list[x.actor].Kind == Group && x.sector != "" && x.sector != "CVL" && !business[x.sector] || w.r.actors.list[x.actor].Kind == Region {
				return false
			}
		}
	}
	return true
}

// given are the nouns of what states give each other: what is received is aid
// from whom it comes.
var given = words(`aid assistance help support weapon arm ammunition food medicine fuel money fund funding loan grant training equipment
	missile tank shipment delivery`)

// receives reads "Ghana received weapons from Togo".
func (w *walk) receives(v int) bool {
	f := w.f
	o := f.object(v)
	if !f.lemmaIs(v, "receive", "get", "obtain") || o < 0 || f.mention[o] >= 0 || !given[f.toks[o].lemma] {
		return false
	}
	a := &act{f: f, tok: v, obj: o, typ: "AID", status: f.statusOf(v), place: -1}
	who := w.sources(v)
	for _, got := range [][]ref{w.r.throughPrep(f, v, "from"), w.r.throughPrep(f, o, "from"), w.r.adjectiveOf(f, o), w.r.possessorOf(f, o)} {
		if a.sources = w.others(got, who); len(a.sources) > 0 {
			break
		}
	}
	if len(a.sources) == 0 || len(who) == 0 {
		return false
	}
	a.targets = who
	w.finish(a, &lexicon.Entry{Type: "AID"})
	return true
}
