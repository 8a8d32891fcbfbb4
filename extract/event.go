package extract

import (
	"slices"

	"github.com/entente/entente/extract/lexicon"
	"github.com/entente/entente/nlp"
)

// An act is an event as one place of the text tells it.
type act struct {
	f         *field
	tok       int // the trigger
	obj       int // the trigger's object where it is part of the name, or -1
	typ, mode string
	status    Status
	sources   []ref
	targets   []ref
	place     int
	placeName string
	when      When
	figures   []Span
	via       []ref // whom the text names as the source of the report
	foreseen  bool  // only in view of another act: threatened, promised
	foresees  []*act
	enacts    []*policy
	also      []*act // the same event told again
	index     int    // in Extraction.Events
	mutual    bool
	light     bool      // the noun of a support verb
	on        *referent // the act or policy told before that this one is a reaction to
	measured  bool      // on is the measure that acts
	lent      bool      // the date is that of the article's first sentences
	same      *act      // the act told before that a definite noun stands for
}

// cooperative, hostile: how PLOVER's types turn where they lie ahead
// (codebook: AGREE, CONCEDE, THREATEN, and section 'Auxiliary modes').
func cooperative(t string) bool {
	switch t {
	case "CONSULT", "SUPPORT", "COOPERATE", "AID":
		return true
	}
	return false
}

func hostile(t string) bool {
	switch t {
	case "ASSAULT", "COERCE", "SANCTION", "PROTEST":
		return true
	}
	return false
}

// verbal types need somebody who speaks.
func verbal(t string) bool {
	switch t {
	case "AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN":
		return true
	}
	return false
}

// readEvents reads every sentence from its root down, so that what governs an
// act is known before the act.
func (r *reader) readEvents() {
	for _, f := range r.fields {
		w := &walk{r: r, f: f, hidden: make([]bool, len(f.toks)), taken: make([]bool, len(f.toks)), at: map[int]*act{}, claimed: map[int][]ref{}}
		for _, s := range f.sents {
			for i := s.first; i < s.last; i++ {
				if f.toks[i].head == i || f.toks[i].dep == nlp.DepROOT {
					w.visit(i)
				}
			}
		}
	}
	r.crimes()
}

// A walk goes through a field's trees.
type walk struct {
	r      *reader
	f      *field
	hidden []bool // inside the content of another act: "agreed to SEND"
	taken  []bool // already part of an act: the "talks" of "held talks"
	at     map[int]*act
	typ    string // of the act that is being read
	// measure is what the subject of the act that is being read stands for.
	measure *referent
	claimed map[int][]ref // who claims the act that a noun names
}

func (w *walk) visit(i int) {
	if !w.hidden[i] && !w.taken[i] {
		w.read(i)
	}
	for _, c := range w.f.toks[i].kids {
		w.visit(int(c))
	}
}

// read reads token i as a trigger.
func (w *walk) read(i int) {
	t := w.f.toks[i]
	if t.quoted && !w.firstPerson(i) && !(t.pos == nlp.PosNoun && w.fragment(i)) {
		return
	}
	switch {
	case t.pos == nlp.PosVerb && (t.dep == nlp.DepPobj || t.dep == nlp.DepDobj || t.dep == nlp.DepAmod || t.dep == nlp.DepCompound || t.dep == nlp.DepNsubj):
	case t.pos == nlp.PosVerb || t.pos == nlp.PosAux && t.lemma != "be" && t.lemma != "have" && t.lemma != "do":
		w.verb(i)
	case t.pos == nlp.PosAdj || t.lemma == "be":
		w.readiness(i)
	case t.pos == nlp.PosNoun || t.pos == nlp.PosPropn && w.f.mention[i] < 0:
		w.noun(i)
	}
}

// firstPerson tells whether a quoted verb is the speaker's own act: "I reject".
func (w *walk) firstPerson(i int) bool {
	if !w.f.isVerb(i) {
		return false
	}
	s := w.f.child(i, nlp.DepNsubj)
	return s >= 0 && w.f.lowIs(s, "i", "we")
}

func (w *walk) verb(v int) {
	if w.must(v) || w.failing(v) || w.moves(v) || w.claims(v) || w.receives(v) || w.charges(v) {
		return
	}
	e := w.verbEntry(v)
	if e == nil {
		return
	}
	a := w.newAct(v, e)
	if a == nil {
		return
	}
	if !w.ahead(a) {
		return
	}
	w.finish(a, e)
}

// verbEntry gives the longest entry that fits the verb at v.
func (w *walk) verbEntry(v int) *lexicon.Entry {
	entries := w.r.lex.Verb(w.f.toks[v].lemma)
	best, bestScore := -1, -1
	for k := range entries {
		e := &entries[k]
		score := 0
		if e.With != "" {
			if !w.has(v, e.With) {
				continue
			}
			score++
		}
		if e.Objects != nil {
			if !w.objectIn(v, e.Objects) {
				continue
			}
			score += 2
		}
		if score > bestScore {
			best, bestScore = k, score
		}
	}
	if best < 0 {
		return nil
	}
	if entries[best].Type == "SUPPORT" && entries[best].With == "" && !w.f.passive(v) && w.f.object(v) < 0 && w.f.child(v, nlp.DepCcomp, nlp.DepXcomp) < 0 {
		return nil // "hails from"
	}
	if p := w.f.child(v, nlp.DepPrep); p >= 0 && entries[best].Type == "ASSAULT" && w.f.lemmaIs(v, "fight", "battle", "struggle") && w.f.lowIs(p, "for") && w.f.object(v) < 0 {
		return nil // for a cause
	}
	if w.f.lemmaIs(v, "ask") && w.question(v) || w.misread(v, &entries[best]) {
		return nil
	}
	if o := w.f.object(v); o >= 0 && w.f.lemmaIs(v, "propose") && policyKinds[w.f.toks[o].lemma] == "law" {
		return nil // a bill asks nobody for anything
	}
	if s := w.f.subject(v); s >= 0 && entries[best].Type == "ASSAULT" && w.f.mention[s] < 0 && (spoken[w.f.toks[s].lemma] || w.f.lemmaIs(s, "politics", "policy", "position", "belief", "interest", "opinion", "value")) {
		return nil // views clash
	}
	if entries[best].Type == "PROTEST" && w.f.lemmaIs(v, "demonstrate", "rally") && w.f.child(v, nlp.DepDobj) >= 0 {
		return nil // shows something, gathers somebody
	}
	// A particle that no entry asks for makes another verb of it.
	if p := w.f.child(v, nlp.DepPrt); p >= 0 && entries[best].With == "" && !w.f.lowIs(p, "up", "off", "down", "back", "out") {
		return nil
	}
	return &entries[best]
}

// has tells whether a verb has the particle, preposition or infinitive.
func (w *walk) has(v int, with string) bool {
	f := w.f
	for _, c := range f.toks[v].kids {
		i := int(c)
		switch f.toks[i].dep {
		case nlp.DepPrt, nlp.DepPrep, nlp.DepAdvmod, nlp.DepDative, nlp.DepAgent:
			if f.low[i] == with && with == "from" && f.child(i, nlp.DepPobj) < 0 && f.child(i, nlp.DepPcomp) >= 0 && f.lemmaIs(v, "withdraw") {
				continue // "withdrew from using it"
			}
			if f.low[i] == with {
				if o := f.child(i, nlp.DepPobj); o >= 0 && with != "until" && (f.toks[o].ent == nlp.EntDate || f.toks[o].ent == nlp.EntTime) {
					continue
				}
				return true
			}
			if f.low[i]+"_"+w.prepObject(i) == with || f.low[i]+"-"+w.prepObject(i) == with {
				return true
			}
		case nlp.DepXcomp, nlp.DepCcomp:
			if with == "to" {
				if a := f.child(i, nlp.DepAux); a >= 0 && f.lowIs(a, "to") {
					return true
				}
			}
			if a := f.child(i, nlp.DepAux); with == "whom" && a >= 0 && f.lowIs(a, "to") && f.child(i, nlp.DepNsubj, nlp.DepNsubjpass) >= 0 {
				return true
			}
			if with == "that" && f.toks[i].dep == nlp.DepCcomp {
				return true
			}
		case nlp.DepAdvcl: // "called for the bill to be dropped"
			if with == "for" && i == w.calledFor(v) {
				return true
			}
		}
	}
	return false
}

func (w *walk) prepObject(p int) string {
	if o := w.f.child(p, nlp.DepPobj); o >= 0 {
		return w.f.toks[o].lemma
	}
	return ""
}

// objectIn tells whether the verb's object is one of the nouns; for "thousands
// of troops" the troops count, for "talks and meetings" each.
func (w *walk) objectIn(v int, nouns []string) bool {
	o := w.f.object(v)
	if o < 0 {
		return false
	}
	for _, c := range w.f.conjuncts(o) {
		if slices.Contains(nouns, w.f.toks[c].lemma) || slices.Contains(nouns, w.f.low[c]) || slices.Contains(nouns, "leader") && w.inOffice(c) {
			return true
		}
		if k := w.f.child(c, nlp.DepCompound); k >= 0 && slices.Contains(nouns, w.f.toks[k].lemma+"-"+w.f.toks[c].lemma) {
			return true
		}
		if partitive[w.f.toks[c].lemma] {
			if p := w.f.child(c, nlp.DepPrep); p >= 0 && slices.Contains(nouns, w.prepObject(p)) {
				return true
			}
		}
	}
	return false
}

// newAct reads the actors of a verb's act; nil where too little is known to
// call it one.
func (w *walk) newAct(v int, e *lexicon.Entry) *act {
	a := &act{f: w.f, tok: v, obj: -1, typ: e.Type, mode: e.Mode, status: w.f.statusOf(v), place: -1, mutual: e.Mutual}
	if e.Objects != nil {
		a.obj = w.f.object(v)
		w.taken[a.obj] = true
	}
	w.measure = nil
	if w.norm(v) {
		return nil
	}
	a.sources = w.sources(v)
	if a.on, a.measured = w.measure, w.measure != nil; a.measured && a.status == Ongoing {
		a.status = Occurred // what a measure does it does by being made
	}
	w.inWords(a)
	if len(a.sources) == 0 && a.typ == "MOBILIZE" { // "plans to deploy US troops": whose they are
		if o := w.f.object(v); o >= 0 {
			a.sources = slices.DeleteFunc(w.partyAt(o), func(x ref) bool { return x.country == "" && equipment[w.f.toks[o].lemma] })
		}
	}
	if len(a.sources) == 0 && w.f.passive(v) {
		a.sources = w.inDeed(v)
	}
	w.typ = a.typ
	if len(a.sources) == 0 && stative[w.f.toks[v].lemma] && w.f.passive(v) {
		if s := w.f.surfaceSubject(v); s >= 0 {
			a.sources = w.partyAt(s)
			a.targets = w.others(append(w.r.throughPrep(w.f, v, "to", "with"), w.beyond(v, "to", "with")...), a.sources)
			return a
		}
	}
	a.targets = w.targets(v, e, a.sources)
	w.quits(a)
	return a
}

// sources gives who does what the verb says.
func (w *walk) sources(v int) []ref {
	s := w.f.subject(v)
	if s < 0 {
		return nil
	}
	if got := w.partyAt(s); len(got) > 0 {
		if w.f.lowIs(s, "it") && w.blind(v, got[0]) {
			return nil // a storm, a fire
		}
		return got
	}
	return w.makers(s)
}

// partyAt gives the actors of a noun phrase, else of what it belongs to: for
// "Israeli tanks" Israel, for "the army's shells" the army.
func (w *walk) partyAt(i int) []ref {
	deed := w.f.mention[i] < 0 && !partitive[w.f.toks[i].lemma] && (deeds[w.f.toks[i].lemma] || w.r.lex.Noun(w.f.toks[i].lemma) != nil)
	if got := w.r.actorsAt(w.f, i); len(got) > 0 && !deed { // what is coordinated with a deed did not do it
		return got
	}
	if kin[w.f.toks[i].lemma] {
		return w.r.adjectiveOf(w.f, i)
	}
	for _, c := range w.f.children(i, nlp.DepCompound, nlp.DepNmod) { // "X's Y network" is Y
		if k := w.f.mention[c]; k >= 0 && w.r.mentions[k].sort == named && w.r.organized(w.r.mentions[k]) {
			return w.r.mentionRefs(w.f, c, w.r.mentions[k], 0)
		}
	}
	if got := w.r.possessorOf(w.f, i); len(got) > 0 {
		return got
	}
	if got := w.r.adjectiveOf(w.f, i); len(got) > 0 {
		return got
	}
	if t := w.f.toks[i]; t.tag == nlp.Tag("NNP") && !w.f.title {
		return nil // a name that is not known: "Ann Lee of Togo" is not Togo
	}
	if deed {
		return w.r.throughPrep(w.f, i, "by", "from")
	}
	return w.r.throughPrep(w.f, i, "of", "by", "from")
}

// hide keeps the complement of an act from being read as acts of its own.
func (w *walk) hide(v int) {
	if o := w.f.child(v, nlp.DepDobj); o >= 0 {
		for _, c := range w.f.children(o, nlp.DepAcl, nlp.DepCcomp) {
			w.hideBelow(c)
		}
		for _, p := range w.f.children(o, nlp.DepPrep) {
			if c := w.f.child(p, nlp.DepPcomp); c >= 0 {
				w.hideBelow(c)
			}
		}
	}
	for _, c := range w.f.children(v, nlp.DepXcomp, nlp.DepCcomp) {
		w.hideBelow(c)
	}
	for _, c := range w.f.children(v, nlp.DepAdvcl) {
		if a := w.f.child(c, nlp.DepAux); a >= 0 && w.f.lowIs(a, "to") && (c == v+2 || c == w.calledFor(v)) {
			w.hideBelow(c)
		}
	}
	for _, p := range w.f.children(v, nlp.DepPrep) {
		if c := w.f.child(p, nlp.DepPcomp); c >= 0 {
			w.hideBelow(c)
		}
	}
}

func (w *walk) hideBelow(i int) {
	w.hidden[i] = true
	for _, c := range w.f.toks[i].kids {
		if w.f.toks[c].dep != nlp.DepRelcl {
			w.hideBelow(int(c))
		}
	}
}

// firstEvent gives the entry of the first act in a clause, for what a promise
// or threat is about.
func (w *walk) firstEvent(v int) (*lexicon.Entry, int) {
	for _, c := range w.f.children(v, nlp.DepXcomp, nlp.DepCcomp, nlp.DepAdvcl) {
		if a := w.f.child(c, nlp.DepAux); w.f.toks[c].dep == nlp.DepAdvcl && (a < 0 || !w.f.lowIs(a, "to")) {
			continue
		}
		if e := w.verbEntry(c); e != nil {
			return e, c
		}
		if o := w.f.object(c); o >= 0 {
			if e := w.nounEntry(o); e != nil {
				return e, o
			}
		}
		if e, i := w.firstEvent(c); e != nil {
			return e, i
		}
	}
	return nil, -1
}

// finish enters the act if enough is known of it.
func (w *walk) finish(a *act, e *lexicon.Entry) {
	a.dropOwnState(w.r)
	if len(a.sources) == 0 && a.status != Occurred && a.status != Ongoing || w.purpose(a.tok) {
		return
	}
	if w.unguess(a) {
		if w.f.isVerb(a.tok) && verbal(a.typ) {
			w.hide(a.tok)
		}
		return
	}
	charged := w.charged(a)
	if e.Strict && (len(a.sources) == 0 || len(a.targets) == 0) && w.f.isVerb(a.tok) && !charged {
		return
	}
	if w.f.lemmaIs(a.tok, "join") && a.obj < 0 && a.typ == "COOPERATE" && !w.enters(a) {
		return
	}
	w.setPlace(a)
	w.demonstration(a)
	w.anaphora(a)
	if len(a.targets) == 0 && a.typ == "ASSAULT" && a.place >= 0 {
		a.targets = w.others([]ref{{actor: a.place, country: w.r.actors.list[a.place].Country, first: a.tok, last: a.tok + 1}}, a.sources)
	}
	w.ownPeople(a)
	switch {
	case a.typ == "AGREE" && len(a.targets) == 0 && w.f.isVerb(a.tok) && a.obj < 0 && w.f.child(a.tok, nlp.DepXcomp, nlp.DepCcomp, nlp.DepDobj, nlp.DepPrep) < 0:
		return // "he agreed"
	case len(a.sources) == 0 && len(a.targets) == 0, w.private(a), w.lacking(a), w.accident(a.tok), w.groundless(a), w.alone(a), w.doubtful(a):
		return
	case verbal(a.typ) && len(a.sources) == 0 && !charged: // "was charged with treason"
		return
	case (a.typ == "CONSULT" || a.typ == "COOPERATE") && (len(a.sources) == 0 && !w.f.lemmaIs(a.tok, "brief") || len(a.sources) == 1 && len(a.targets) == 0 && !w.plural(a.sources[0]) && !w.several(a.tok)):
		return
	}
	if len(a.sources) > 1 && together[a.typ] && a.coordinated() && (a.typ != "AGREE" || w.f.lemmaIs(a.tok, "agree")) {
		among := func(x ref) bool {
			return slices.ContainsFunc(a.sources, func(s ref) bool { return s.country == x.country && x.country != "" })
		}
		if a.targets = slices.DeleteFunc(a.targets, among); len(a.targets) == 0 { // what the two have between them
			a.mutual = true
		}
	}
	if a.mutual && a.obj >= 0 && len(a.sources) > 0 && w.named(a.obj, a.targets) {
		a.mutual = false // signed a body's agreement
	}
	if a.mutual {
		all := appendRefs(slices.Clone(a.sources), a.targets...)
		if len(all) < 2 && !(len(all) == 1 && a.typ == "CONSULT" && (w.plural(all[0]) || w.several(a.tok))) {
			return
		}
		a.sources, a.targets = all, slices.Clone(all)
	}
	w.subjectNoun(a)
	w.r.fillCountries(a)
	w.figures(a)
	w.r.acts = append(w.r.acts, a)
	w.at[a.tok] = a
	switch a.typ {
	case "AGREE", "REQUEST", "REJECT", "THREATEN", "ACCUSE":
		if w.f.isVerb(a.tok) {
			w.foresee(a)
			w.hide(a.tok)
		}
	}
	if a.obj >= 0 {
		w.taken[a.obj] = true
		for _, c := range w.f.children(a.obj, nlp.DepAcl) {
			if x := w.f.child(c, nlp.DepAux); x >= 0 && w.f.lowIs(x, "to") || w.f.lemmaIs(a.obj, "order", "decree", "law", "bill", "resolution", "letter") {
				w.hideBelow(c)
			}
		}
	}
}

// fragment tells whether the quotation around token i is a piece of the
// report's own sentence.
func (w *walk) fragment(i int) bool {
	root := w.f.sents[w.f.toks[i].sent].root
	return !w.f.toks[root].quoted
}
