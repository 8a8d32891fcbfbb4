package extract

import (
	"slices"
	"strings"

	"github.com/entente/entente/extract/lexicon"
	"github.com/entente/entente/nlp"
)

// support are verbs that say no more than that their object takes place.
var support = words(`hold have make carry launch conduct stage begin start continue resume renew open end give issue undertake engage
	participate take mount wage sign reach pay lodge file voice express enter step intensify escalate order announce declare
	impose initiate pursue complete suspend perpetrate commit provide offer lead join attend host speed accelerate expand
	unveil adopt levy consider weigh plan threaten discuss prepare contemplate mull reiterate repeat`)

// nounEntry gives the entry that fits the noun at i: one with the noun's
// modifier before one without.
func (w *walk) nounEntry(i int) *lexicon.Entry {
	entries := w.r.lex.Noun(w.f.toks[i].lemma)
	best := -1
	for k := range entries {
		switch m := entries[k].Modifier; {
		case m == "":
			if best < 0 {
				best = k
			}
		default:
			for _, c := range w.f.children(i, nlp.DepAmod, nlp.DepCompound, nlp.DepNmod) {
				if w.f.toks[c].lemma == m || w.f.low[c] == m {
					best = k
				}
			}
			for _, p := range w.f.children(i, nlp.DepPrep) { // "war of words"
				if w.f.lowIs(p, "of") && w.prepObject(p) == m {
					best = k
				}
			}
		}
	}
	if best < 0 {
		return nil
	}
	return &entries[best]
}

// noun reads a noun as the name of an act.
func (w *walk) noun(i int) {
	f := w.f
	if f.toks[i].dep == nlp.DepCompound || f.toks[i].dep == nlp.DepNmod || f.mention[i] >= 0 {
		return // "strike group", "attack helicopters"
	}
	e := w.nounEntry(i)
	if e != nil && !f.title && w.caption(i) {
		return
	}
	if e == nil || f.lemmaIs(i, "war") && w.led(i) || w.madeOf(i, "press", "news", "album", "video", "debut") {
		return
	}
	a := &act{f: f, tok: i, obj: -1, typ: e.Type, mode: e.Mode, place: -1, mutual: e.Mutual}
	if a.typ == "RETREAT" && w.ofProposal(i) { // "the withdrawal of the bill" yields, it does not retreat
		a.typ, a.mode = "CONCEDE", ""
	}
	a.status = f.statusOf(i)
	if h := f.toks[i].head; a.status == Denied && f.toks[i].dep == nlp.DepDobj && verbal(a.typ) && !f.negated(i) && !f.negated(h) && f.lemmaIs(h, "dismiss", "reject", "block", "oppose", "abandon", "bar", "decline") {
		a.status = f.statusOf(h) // what is dismissed has been brought
	}
	if h := f.toks[i].head; a.status == Occurred && f.toks[i].dep == nlp.DepNsubj && f.lemmaIs(h, "continue", "persist", "rage") && (f.toks[h].tag == nlp.Tag("VBP") || f.toks[h].tag == nlp.Tag("VBZ")) {
		a.status = Ongoing
	}
	w.nominalSources(a, e)
	w.nominalTargets(a, e)
	if w.another(a) {
		return
	}
	w.listed(a)
	if a.typ == "PROTEST" { // "the Lima protests" are held there
		w.heldAt(a)
	}
	strict := e.Strict && !(a.light && len(a.sources) > 0 && material[a.typ]) || w.background(i) && !a.light
	if strict && force(a.typ) && w.told(i) && (w.specific(a) || a.typ == "PROTEST") && !w.tells(a) {
		strict = false // recalled, but it is clear what
	}
	if strict && !(len(a.sources) > 0 && len(a.targets) > 0) && !(e.Mutual && len(a.sources)+len(a.targets) > 1) {
		return
	}
	if cooperative(a.typ) && (a.status == Planned || a.status == Hypothetical && a.typ == "CONSULT") {
		a.typ, a.mode, a.status = "AGREE", "", Occurred
	}
	if f.title && w.f.toks[i].dep == nlp.DepPobj && f.toks[i].head >= 0 && f.lowIs(f.toks[i].head, "after", "over", "amid") && len(a.sources) == 0 {
		return
	}
	w.finish(a, e)
}

// another reads "a bombing killed five, another attack ascribed to rebels": the
// second noun tells who did the first.
func (w *walk) another(a *act) bool {
	f := w.f
	if a.typ != "ASSAULT" || len(a.targets) > 0 || !a.light || !f.lowIs(f.child(a.tok, nlp.DepDet), "another", "an", "a") {
		return false
	}
	if d := f.toks[a.tok].dep; d != nlp.DepDobj && d != nlp.DepAppos && d != nlp.DepConj && d != nlp.DepNpadvmod || !f.lowIs(f.toks[a.tok].left-1, ",") {
		return false
	}
	for k := len(w.r.acts) - 1; k >= 0; k-- {
		b := w.r.acts[k]
		if b.f != f || f.toks[b.tok].sent != f.toks[a.tok].sent {
			return false
		}
		if b.typ == "ASSAULT" && len(b.sources) == 0 {
			b.sources = w.others(a.sources, b.targets)
			return true
		}
	}
	return false
}

// listed reads "their demands include the release of prisoners": what is
// demanded is no act of its own, and demanded of the state that the text is
// about if nobody is named.
func (w *walk) listed(a *act) {
	f := w.f
	h := f.toks[a.tok].head
	if a.typ != "REQUEST" || f.toks[a.tok].dep != nlp.DepNsubj || !f.lemmaIs(h, "include", "be", "comprise") || len(a.sources) == 0 || len(a.targets) > 0 {
		return
	}
	for _, c := range f.children(h, nlp.DepXcomp, nlp.DepCcomp, nlp.DepDobj, nlp.DepAttr) {
		w.hideBelow(c)
	}
	code := a.sources[0].country
	if code == "" {
		code = w.r.mainCountry()
	}
	if s := w.r.state(code); s >= 0 {
		a.targets = w.others([]ref{{actor: s, country: code, first: a.tok, last: a.tok + 1}}, a.sources)
	}
}

// heldAt takes states that a protest is only named after as where it is held.
func (w *walk) heldAt(a *act) {
	if a.light || w.f.child(a.tok, nlp.DepPoss) >= 0 || len(w.r.throughPrep(w.f, a.tok, "by", "of")) > 0 {
		return
	}
	for _, x := range a.sources {
		if w.r.actors.list[x.actor].Kind != Country {
			return
		}
	}
	if len(a.targets) == 0 {
		a.targets = a.sources
	}
	a.sources = nil
}

// led tells whether a war is named after who led it: "the US-led Iraq War".
func (w *walk) led(i int) bool {
	first, last := w.f.edges(i)
	for j := first; j < last && j < i; j++ {
		if strings.HasSuffix(w.f.low[j], "led") {
			return true
		}
	}
	return false
}

// specific tells whether an act that is only recalled is told of somebody in
// particular: "after an attack on the Togolese embassy".
func (w *walk) specific(a *act) bool {
	return len(a.targets) > 0 && !slices.ContainsFunc(a.targets, func(x ref) bool { return x.country == "" }) && w.r.lex.Noun(w.f.toks[a.tok].lemma) != nil
}

// tells tells whether the sentence has an act of that type already.
func (w *walk) tells(a *act) bool {
	return slices.ContainsFunc(w.r.acts, func(b *act) bool {
		return b.f == a.f && b.typ == a.typ && b.f.toks[b.tok].sent == a.f.toks[a.tok].sent
	})
}

// told tells whether a noun is what other things come after or go on during:
// "after weeks of protests".
func (w *walk) told(i int) bool {
	f := w.f
	for f.lowIs(f.toks[i].head, "of") {
		i = f.toks[f.toks[i].head].head
	}
	return f.lowIs(f.toks[i].head, "after", "amid", "during", "following", "despite", "since")
}

// material are the types that an announcement alone makes an event of:
// "announced a withdrawal".
var material = map[string]bool{"RETREAT": true, "MOBILIZE": true, "SANCTION": true}

// background tells whether a noun stands where the text only recalls an act:
// "after the attack", "despite talks".
func (w *walk) background(i int) bool {
	h := w.f.toks[i].head
	if len(w.suffering(i)) > 0 {
		return false
	}
	if g := w.f.toks[h].head; w.f.toks[i].dep == nlp.DepPobj && w.f.lowIs(h, "of") && (partitive[w.f.toks[g].lemma] || w.f.toks[g].ent == nlp.EntDate || w.f.toks[g].lemma == "wave") {
		return w.background(g) // "weeks of protests"
	}
	return w.f.toks[i].dep == nlp.DepPobj && w.f.lowIs(h, "after", "before", "since", "during", "despite", "amid", "following", "of", "about", "on", "over", "for", "as", "with", "from", "to", "in", "because", "against", "until", "between")
}

func (w *walk) nominalSources(a *act, e *lexicon.Entry) {
	f, i := w.f, a.tok
	if a.sources = w.r.throughPrep(f, i, "by"); len(a.sources) > 0 {
		return
	}
	if a.sources = w.ascribed(i); len(a.sources) > 0 {
		a.light = true
		return
	}
	h := f.toks[i].head
	if f.toks[i].dep == nlp.DepDobj && (support[f.toks[h].lemma] || w.r.lex.Verb(f.toks[h].lemma) == nil && f.toks[h].lemma == "do") || f.toks[i].dep == nlp.DepPobj && f.lowIs(h, "in", "into", "to") && support[f.toks[f.toks[h].head].lemma] {
		if f.toks[i].dep == nlp.DepPobj {
			h = f.toks[h].head
		}
		if a.sources = w.sources(h); len(a.sources) > 0 {
			a.light = true
			a.status = combine(f.statusOf(h), a.status)
			return
		}
	}
	if e.Type == "CONSULT" && f.toks[i].dep == nlp.DepPobj && f.lowIs(h, "for") && f.lemmaIs(f.toks[h].head, "arrive", "travel", "fly", "come", "go", "return", "gather", "convene", "visit") {
		if a.sources = w.sources(f.toks[h].head); len(a.sources) > 0 { // "flew to Accra for talks with"
			a.light, a.status = true, combine(f.statusOf(f.toks[h].head), a.status)
			return
		}
	}
	if f.toks[i].dep == nlp.DepNsubjpass && support[f.toks[h].lemma] && f.child(h, nlp.DepAgent) >= 0 {
		if a.sources = w.sources(h); len(a.sources) > 0 {
			return
		}
	}
	if patients[f.toks[i].lemma] { // "his murder" is done to him
		a.targets = w.r.possessorOf(f, i)
	} else if a.sources = w.r.possessorOf(f, i); len(a.sources) > 0 {
		return
	}
	if len(e.Sources) > 0 {
		if a.sources = w.r.throughPrep(f, i, e.Sources...); len(a.sources) > 0 {
			return
		}
	}
	if a.sources = w.r.adjectiveOf(f, i); len(a.sources) > 0 {
		return
	}
	for _, c := range f.children(i, nlp.DepAcl) { // "attacks carried out by rebels"
		if a.sources = w.sources(c); len(a.sources) > 0 {
			return
		}
	}
}

// patients are nouns whose possessor suffers what they name.
var patients = words(`murder killing assassination kidnapping abduction arrest detention imprisonment execution torture deportation release
	indictment expulsion`)

// combine lets the weaker of two statuses win.
func combine(a, b Status) Status {
	if a == Occurred || a == Ongoing && b != Occurred {
		return b
	}
	return a
}

func (w *walk) nominalTargets(a *act, e *lexicon.Entry) {
	f, i := w.f, a.tok
	if len(a.targets) > 0 {
		return
	}
	if a.targets = w.others(w.suffering(i), a.sources); len(a.targets) > 0 {
		return
	}
	for _, p := range e.Targets {
		if p == "none" {
			return
		}
		if slices.Contains(e.Sources, p) && len(a.sources) == 0 {
			continue
		}
		if p == "that" {
			if c := w.clauseOf(i); c >= 0 {
				if a.targets = w.others(w.inClause(c, 0), a.sources); len(a.targets) > 0 {
					w.hideBelow(c)
					return
				}
			}
			continue
		}
		if n := w.sufferedBehind(i, p); e.Type == "REQUEST" && n >= 0 {
			continue // whose release is demanded is not asked for it
		}
		got := w.others(w.r.throughPrep(f, i, p), a.sources)
		if len(got) == 0 && e.Mode != "release" { // the release of somebody's papers frees nobody
			got = w.others(w.beyond(i, p), a.sources)
		}
		if len(got) > 0 {
			a.targets = got
			return
		}
	}
	h := f.toks[i].head
	if f.toks[i].dep == nlp.DepDobj && f.lemmaIs(h, "meet", "face", "draw", "encounter", "provoke", "spark", "trigger", "prompt") { // "the strikes met resistance"
		if s := f.subject(h); s >= 0 {
			a.targets = w.others(w.partyAt(s), a.sources)
			if len(a.targets) == 0 {
				a.targets = w.others(w.beyond(s, "of", "by", "to"), a.sources)
			}
			if len(a.targets) > 0 {
				return
			}
		}
	}
	for _, p := range f.children(i, nlp.DepPrep) { // "a war of words with X"
		if o := f.child(p, nlp.DepPobj); f.lowIs(p, "of") && o >= 0 {
			if a.targets = w.others(w.r.throughPrep(f, o, e.Targets...), a.sources); len(a.targets) > 0 {
				return
			}
		}
	}
	if f.toks[i].dep == nlp.DepDobj && a.light {
		if a.targets = w.others(w.r.throughPrep(f, h, e.Targets...), a.sources); len(a.targets) > 0 {
			return
		}
	}
	for _, c := range f.children(i, nlp.DepAcl, nlp.DepRelcl) { // "strikes targeting cartels"
		if o := f.child(c, nlp.DepDobj); o >= 0 && f.lemmaIs(c, "target", "hit", "strike", "kill", "involve") {
			if a.targets = w.others(w.partyAt(o), a.sources); len(a.targets) > 0 {
				return
			}
		}
	}
}

// sufferedBehind gives the noun behind a preposition of the noun at i that says
// what somebody suffers: "the demand for her release".
func (w *walk) sufferedBehind(i int, prep string) int {
	for _, p := range w.f.children(i, nlp.DepPrep) {
		if o := w.f.child(p, nlp.DepPobj); w.f.lowIs(p, prep) && w.f.suffered(o) {
			return o
		}
	}
	return -1
}

// suffering reads "Togo was the target of an attack".
func (w *walk) suffering(i int) []ref {
	f := w.f
	if p := f.toks[i].head; f.toks[i].dep == nlp.DepPobj && f.lowIs(p, "of") {
		n := f.toks[p].head
		if v := f.toks[n].head; f.lemmaIs(n, "target", "subject", "object", "victim", "scene", "site") && f.toks[n].dep == nlp.DepAttr {
			if s := f.subject(v); s >= 0 {
				return w.partyAt(s)
			}
		}
	}
	return nil
}

// beyond looks at what the object of a noun's preposition belongs to: "raids
// on Israeli positions", "an attack on the port of Aden".
func (w *walk) beyond(i int, preps ...string) []ref {
	for _, p := range w.f.children(i, nlp.DepPrep) {
		if !w.f.lowIs(p, preps...) {
			continue
		}
		for _, o := range w.f.children(p, nlp.DepPobj) {
			for _, got := range [][]ref{w.r.possessorOf(w.f, o), w.r.adjectiveOf(w.f, o), w.r.throughPrep(w.f, o, "of", "in", "against", "at", "with", "between")} {
				if len(got) > 0 {
					return got
				}
			}
		}
	}
	return nil
}

// clauseOf gives the "that" clause of a noun, which the parser may have hung on
// the noun's verb.
func (w *walk) clauseOf(i int) int {
	if c := w.f.child(i, nlp.DepAcl, nlp.DepCcomp); c >= 0 {
		return c
	}
	if w.f.toks[i].dep == nlp.DepDobj {
		return w.f.child(w.f.toks[i].head, nlp.DepCcomp)
	}
	return -1
}

// madeOf tells whether a noun has one of these modifiers: a "press release"
// releases nobody.
func (w *walk) madeOf(i int, words ...string) bool {
	for _, c := range w.f.children(i, nlp.DepCompound, nlp.DepAmod) {
		if w.f.lowIs(c, words...) {
			return true
		}
	}
	return false
}

func (w *walk) ofProposal(i int) bool {
	for _, p := range w.f.children(i, nlp.DepPrep) {
		if o := w.f.child(p, nlp.DepPobj); w.f.lowIs(p, "of") && o >= 0 && w.f.lemmaIs(o, "bill", "proposal", "plan", "law", "legislation", "demand", "candidacy", "tariff") {
			return true
		}
	}
	return false
}
