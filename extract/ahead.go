package extract

import (
	"slices"

	"github.com/entente/entente/extract/lexicon"
	"github.com/entente/entente/nlp"
)

// ahead recodes what lies ahead or is refused, as the codebook does: promised
// cooperation is AGREE, an announced retreat CONCEDE, an act of force that its
// doer announces THREATEN, what the doer says not to do REJECT. It tells
// whether the act stands.
func (w *walk) ahead(a *act) bool {
	f, v := w.f, a.tok
	switch a.typ {
	case "AGREE":
		return w.promise(a)
	case "REQUEST":
		if f.lemmaIs(v, "order") && w.restrains(v) {
			a.typ, a.mode = "COERCE", "restrict"
			return true
		}
		return !(a.status == Denied && f.negated(v))
	case "THREATEN", "REJECT", "ACCUSE":
		if a.status == Denied && w.f.negated(v) && a.typ == "REQUEST" {
			return false
		}
		return true
	}
	if h := f.toks[v].head; f.toks[v].dep == nlp.DepCcomp && f.negated(h) && w.r.lex.Cue(f.toks[h].lemma, lexicon.Say) && !f.lemmaIs(h, "deny") {
		return false // "did not say whom they would back"
	}
	modal := f.modal(v)
	will := modal == "will" || modal == "'ll" || modal == "’ll" || modal == "wo" || modal == "shall" || modal == "would" && a.status == Planned || f.negated(v) && modal == "would"
	reported, own := w.reported(v, a.sources)
	defer func() {
		if a.typ != "CONSULT" && a.typ != "COOPERATE" && a.typ != "SUPPORT" { // what is promised or refused is one side's word
			a.mutual = a.mutual && len(a.sources) > 1
		}
	}()
	switch {
	case a.status == Planned && a.obj >= 0 && cooperative(a.typ) && f.lemmaIs(v, "sign", "ratify", "approve"):
		a.typ, a.mode = "AGREE", "" // the signature is the agreement, and it is yet to come
	case will && f.negated(v) && (own || !reported):
		a.typ, a.mode, a.status = "REJECT", "", Occurred
	case will && w.unless(v) && own:
		w.threat(a)
	case (will || modal == "would" && own || f.title && a.status == Planned) && cooperative(a.typ):
		a.typ, a.mode, a.status = "AGREE", "", Occurred
	case will && w.unless(v) && (own || !reported):
		w.threat(a)
	case will && a.typ == "RETREAT" && (own || reported):
		a.typ, a.mode, a.status = "CONCEDE", "", Occurred
	case will && own && hostile(a.typ) && !w.announced(v), (modal == "may" || modal == "might") && own && hostile(a.typ):
		w.threat(a)
	case a.status == Planned && cooperative(a.typ) && !f.negated(v):
		a.typ, a.mode, a.status = "AGREE", "", Occurred
	}
	return true
}

// unless tells whether an act is said to follow if somebody does not yield.
func (w *walk) unless(v int) bool {
	for _, x := range []int{v, w.f.toks[v].head} {
		for _, c := range w.f.children(x, nlp.DepAdvcl) {
			if m := w.f.child(c, nlp.DepMark); m >= 0 && w.f.lowIs(m, "unless") {
				return true
			}
		}
	}
	return false
}

// announced tells whether an act that lies ahead is a measure made public
// rather than a threat uttered.
func (w *walk) announced(v int) bool {
	return w.f.toks[v].dep == nlp.DepCcomp && w.f.lemmaIs(w.f.toks[v].head, "announce", "declare", "decide") && !w.unless(v)
}

// threat turns an act into the threat of it, with the act in view.
func (w *walk) threat(a *act) {
	seen := *a
	seen.status, seen.foreseen = Hypothetical, true
	a.typ, a.mode, a.status = "THREATEN", threatMode(seen.typ, seen.mode), Occurred
	a.foresees = append(a.foresees, &seen)
	w.r.acts = append(w.r.acts, &seen)
}

// threatMode gives the mode of a threat, which is its content (codebook).
func threatMode(typ, mode string) string {
	switch {
	case typ == "ASSAULT" || typ == "MOBILIZE":
		return "violence"
	case typ == "SANCTION" && mode == "expel":
		return "expel"
	case typ == "SANCTION":
		return "relations"
	case mode == "arrest":
		return "arrest"
	case typ == "COERCE" || typ == "PROTEST":
		return "restrict"
	}
	return ""
}

// reported tells whether v is what somebody says, and whether its doer is the
// one who says it.
func (w *walk) reported(v int, sources []ref) (reported, own bool) {
	f := w.f
	h := f.toks[v].head
	say := -1
	if f.toks[v].dep == nlp.DepCcomp && h != v && w.r.lex.Cue(f.toks[h].lemma, lexicon.Say) {
		say = h
	}
	for _, c := range f.children(v, nlp.DepCcomp, nlp.DepParataxis) { // "X will attack, Y said" parsed upside down
		if w.r.lex.Cue(f.toks[c].lemma, lexicon.Say) {
			say = c
		}
	}
	if say < 0 {
		return false, false
	}
	s := f.subject(say)
	if s < 0 {
		return true, false
	}
	for _, x := range w.r.actorsAt(f, s) {
		for _, y := range sources {
			if x.actor == y.actor || x.country != "" && x.country == y.country {
				return true, true
			}
		}
	}
	if own := f.child(v, nlp.DepNsubj); own >= 0 && f.lowIs(own, "it", "they", "he", "she", "i", "we") && own > say {
		return true, true
	}
	return true, false
}

// promise reads what a commitment is to: force makes a threat of it, a refusal
// a REJECT ("vowed not to return").
func (w *walk) promise(a *act) bool {
	f, v := w.f, a.tok
	e, inner := w.firstEvent(v)
	for _, c := range f.children(v, nlp.DepXcomp) {
		if f.negated(c) && e != nil && !hostile(e.Type) {
			a.typ, a.status = "REJECT", f.ownStatus(v)
			return true
		}
	}
	lemma := f.toks[v].lemma
	if e != nil && (hostile(e.Type) || e.Type == "MOBILIZE") && (lemma == "vow" || lemma == "pledge" || lemma == "promise" || lemma == "swear") && !f.negated(inner) {
		a.typ, a.mode = "THREATEN", threatMode(e.Type, e.Mode)
		return true
	}
	if a.status == Denied {
		a.typ, a.status = "REJECT", Occurred
	}
	if a.status == Planned && (commits[lemma] || a.obj < 0) {
		a.status = Occurred // the word is given; "is to sign a treaty" is yet to be
	}
	return true
}

// commits are the verbs by which somebody gives his word.
var commits = words(`agree promise pledge vow offer commit swear undertake volunteer guarantee accept consent`)

// foresee enters the act that a threat has in view as an event of its own,
// which has not happened.
func (w *walk) foresee(a *act) {
	if a.typ != "THREATEN" || len(a.foresees) > 0 {
		return
	}
	e, i := w.firstEvent(a.tok)
	if e == nil || !hostile(e.Type) && e.Type != "MOBILIZE" {
		return
	}
	b := &act{f: w.f, tok: i, obj: -1, typ: e.Type, mode: e.Mode, status: Hypothetical, sources: a.sources, targets: a.targets, place: -1, foreseen: true}
	a.mode = threatMode(e.Type, e.Mode)
	a.foresees = append(a.foresees, b)
	w.r.acts = append(w.r.acts, b)
}

// ready are the adjectives and participles of commitment: "is willing to
// withdraw", "was prepared to negotiate".
var ready = map[string]bool{"ready": true, "willing": true, "prepared": true, "prepare": true, "committed": true, "keen": true, "unwilling": true}

// readiness reads "is prepared to": an offer, or a threat where force is what
// somebody is prepared for.
func (w *walk) readiness(i int) {
	f := w.f
	if !ready[f.toks[i].lemma] || f.toks[i].dep != nlp.DepAcomp && f.toks[i].dep != nlp.DepAdvcl {
		return
	}
	be := f.toks[i].head
	e, inner := w.firstEvent(i)
	if e == nil || f.toks[i].dep != nlp.DepAcomp {
		return
	}
	w.commit(i, be, e, inner)
}

// commit makes the act of a readiness that is told by the word at i, with its
// subject at the verb be.
func (w *walk) commit(i, be int, e *lexicon.Entry, inner int) {
	f := w.f
	a := &act{f: f, tok: i, obj: -1, typ: "AGREE", status: f.ownStatus(be), place: -1}
	if f.passive(be) {
		if s := f.surfaceSubject(be); s >= 0 {
			a.sources = w.partyAt(s)
		}
	} else {
		a.sources = w.sources(be)
	}
	a.targets = w.others(w.inComplement(i, 0), a.sources)
	if f.negated(be) || f.toks[i].lemma == "unwilling" {
		a.typ = "REJECT"
	} else if hostile(e.Type) || e.Type == "MOBILIZE" {
		a.typ, a.mode = "THREATEN", threatMode(e.Type, e.Mode)
	}
	if len(a.sources) == 0 {
		return
	}
	w.r.fillCountries(a)
	w.r.acts = append(w.r.acts, a)
	w.at[i] = a
	w.foresee(a)
	w.hide(i)
}

// must reads "X said that Y must do it": a demand of Y.
func (w *walk) must(v int) bool {
	f := w.f
	if f.toks[v].lemma == "prepare" && f.passive(v) { // "is prepared to" read as a passive
		if e, inner := w.firstEvent(v); e != nil {
			w.commit(v, v, e, inner)
			return true
		}
		return false
	}
	if !w.r.lex.Cue(f.toks[v].lemma, lexicon.Say) {
		return false
	}
	for _, c := range f.children(v, nlp.DepCcomp) {
		if !w.obliges(c) {
			continue
		}
		s := f.child(c, nlp.DepNsubj) // of a passive it is not who has to act
		if s < 0 || f.lowIs(s, "we", "i", "you", "one") || w.conditional(c) {
			continue
		}
		a := &act{f: f, tok: v, obj: -1, typ: "REQUEST", status: f.statusOf(v), sources: w.sources(v), place: -1}
		a.targets = w.others(w.partyAt(s), a.sources)
		a.dropOwnState(w.r)
		if a.targets = w.definite(a.targets); len(a.sources) == 0 || len(a.targets) == 0 {
			continue
		}
		if f.negated(v) || a.status == Hypothetical {
			return false
		}
		w.r.fillCountries(a)
		w.r.acts = append(w.r.acts, a)
		w.at[v] = a
		w.hideBelow(c)
		return true
	}
	return false
}

// conditional tells whether a clause says what follows from a condition, which
// asks nobody for anything: "if there is an order, X has to search".
func (w *walk) conditional(c int) bool {
	for _, x := range w.f.children(c, nlp.DepAdvcl) {
		if m := w.f.child(x, nlp.DepMark, nlp.DepAdvmod); m >= 0 && w.f.lowIs(m, "if", "when", "whenever", "once") {
			return true
		}
	}
	return false
}

// obliges tells whether a clause says what has to be done.
func (w *walk) obliges(c int) bool {
	switch w.f.modal(c) {
	case "must", "should":
		return true
	}
	if w.f.lemmaIs(c, "need", "have") && w.f.child(c, nlp.DepXcomp) >= 0 {
		return true
	}
	return false
}

// failing reads "failed to agree", "could not reach an agreement".
func (w *walk) failing(v int) bool {
	f := w.f
	if f.toks[v].lemma != "fail" {
		return false
	}
	for _, c := range f.children(v, nlp.DepXcomp) {
		e := w.verbEntry(c)
		if e == nil || e.Type != "AGREE" && e.Type != "CONSULT" {
			continue
		}
		a := &act{f: f, tok: v, obj: -1, typ: "REJECT", status: f.ownStatus(v), sources: w.sources(v), place: -1}
		a.targets = w.targets(c, e, a.sources)
		a.mutual = len(a.sources) > 1 && len(a.targets) == 0
		w.finish(a, e)
		w.hideBelow(c)
		return true
	}
	return false
}

// restrains tells whether an order takes something away: "ordered the paper to
// close".
func (w *walk) restrains(v int) bool {
	for _, c := range w.f.children(v, nlp.DepXcomp, nlp.DepCcomp, nlp.DepAdvcl) {
		if w.f.lemmaIs(c, "suspend", "close", "shut", "stop", "halt", "leave", "evacuate", "cease", "vacate", "disband") {
			return true
		}
	}
	return false
}

// definite leaves out groups that could be anybody anywhere: "people must know".
func (w *walk) definite(refs []ref) []ref {
	return slices.DeleteFunc(refs, func(x ref) bool {
		return x.country == "" && w.r.actors.list[x.actor].Kind == Group
	})
}
