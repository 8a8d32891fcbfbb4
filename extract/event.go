package extract

import (
	"slices"
	"strings"

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
	light     bool // the noun of a support verb
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
		w := &walk{r: r, f: f, hidden: make([]bool, len(f.toks)), taken: make([]bool, len(f.toks)), at: map[int]*act{}}
		for _, s := range f.sents {
			for i := s.first; i < s.last; i++ {
				if f.toks[i].head == i || f.toks[i].dep == nlp.DepROOT {
					w.visit(i)
				}
			}
		}
	}
}

// A walk goes through a field's trees.
type walk struct {
	r      *reader
	f      *field
	hidden []bool // inside the content of another act: "agreed to SEND"
	taken  []bool // already part of an act: the "talks" of "held talks"
	at     map[int]*act
	typ    string // of the act that is being read
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
	if w.must(v) || w.failing(v) || w.moves(v) {
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
			if f.low[i] == with {
				if o := f.child(i, nlp.DepPobj); o >= 0 && (f.toks[o].ent == nlp.EntDate || f.toks[o].ent == nlp.EntTime) {
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
			if with == "that" && f.toks[i].dep == nlp.DepCcomp {
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
		if slices.Contains(nouns, w.f.toks[c].lemma) || slices.Contains(nouns, w.f.low[c]) {
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
	a.sources = w.sources(v)
	w.inWords(a)
	if len(a.sources) == 0 && a.typ == "MOBILIZE" { // "plans to deploy US troops": whose they are
		if o := w.f.object(v); o >= 0 {
			a.sources = w.partyAt(o)
		}
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
	return a
}

// sources gives who does what the verb says.
func (w *walk) sources(v int) []ref {
	s := w.f.subject(v)
	if s < 0 {
		return nil
	}
	if got := w.partyAt(s); len(got) > 0 {
		return got
	}
	return w.makers(s)
}

// makers gives who made the measure that acts: "the new rules ban" what those
// ban who made the rules.
func (w *walk) makers(s int) []ref {
	f := w.f
	if policyKinds[f.toks[s].lemma] == "" {
		return nil
	}
	if d := f.child(s, nlp.DepDet); d < 0 || !f.lowIs(d, "the", "this", "these") {
		return nil
	}
	for k := len(w.r.acts) - 1; k >= 0 && k >= len(w.r.acts)-6; k-- {
		b := w.r.acts[k]
		if b.f == f && b.tok < s && (b.typ == "COERCE" || b.typ == "SANCTION" || b.typ == "CONCEDE") && len(b.sources) > 0 {
			return b.sources
		}
	}
	return nil
}

// partyAt gives the actors of a noun phrase, else of what it belongs to: for
// "Israeli tanks" Israel, for "the army's shells" the army.
func (w *walk) partyAt(i int) []ref {
	if got := w.r.actorsAt(w.f, i); len(got) > 0 {
		return got
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
	return w.r.throughPrep(w.f, i, "of", "by", "from")
}

// place words that lead in where something happens rather than whom it is
// done to.
var placeTypes = map[string]bool{"ASSAULT": true, "COERCE": true, "PROTEST": true, "MOBILIZE": true, "AID": true, "SANCTION": true, "CONCEDE": true, "RETREAT": true, "AGREE": true}

// targets gives whom the verb's act is done to, by the entry's order of
// places, then by the usual ones.
func (w *walk) targets(v int, e *lexicon.Entry, sources []ref) []ref {
	f := w.f
	o := f.object(v)
	for _, where := range e.Targets {
		var got []ref
		switch where {
		case "none":
			return nil
		case "obj":
			if o >= 0 {
				got = w.r.actorsAt(f, o)
			}
		case "comp":
			got = w.inComplement(v, 0)
		case "any":
			got = w.anyActor(v, sources)
		case "dat":
			if d := f.child(v, nlp.DepDative); d >= 0 {
				got = w.r.actorsAt(f, d)
			}
		default:
			if got = w.r.throughPrep(f, v, where); len(w.others(got, sources)) == 0 && o >= 0 {
				got = w.r.throughPrep(f, o, where)
			}
			if len(w.others(got, sources)) == 0 {
				got = w.beyond(v, where)
			}
			if len(w.others(got, sources)) == 0 && o >= 0 {
				got = w.beyond(o, where)
			}
		}
		if got = w.others(got, sources); len(got) > 0 {
			return got
		}
	}
	return w.usualTargets(v, o, e, sources)
}

// usualTargets looks where targets stand when no entry says it: object, its
// dative, what the object belongs to or is directed at, the complement.
func (w *walk) usualTargets(v, o int, e *lexicon.Entry, sources []ref) []ref {
	f, r := w.f, w.r
	var tries []func() []ref
	if o >= 0 {
		tries = append(tries,
			func() []ref {
				if e.Type == "MOBILIZE" {
					return nil // the forces themselves
				}
				return r.actorsAt(f, o)
			},
			func() []ref { return r.throughPrep(f, o, "against", "on", "with", "to", "between", "by", "from") },
			func() []ref { return r.possessorOf(f, o) },
			func() []ref { return r.adjectiveOf(f, o) },
			func() []ref { return r.throughPrep(f, o, "of", "for", "over", "among", "into") },
		)
	}
	tries = append(tries,
		func() []ref {
			if d := f.child(v, nlp.DepDative); d >= 0 {
				return r.actorsAt(f, d)
			}
			return nil
		},
		func() []ref { return r.throughPrep(f, v, "against", "with", "to", "at", "on", "from", "over") },
		func() []ref { return w.deepObject(v, o) },
		func() []ref { return w.inComplement(v, 0) },
		func() []ref { return w.beyond(v, "to", "with", "against", "on", "at", "from", "over") },
		func() []ref {
			if o >= 0 {
				return w.beyond(o, "to", "with", "against", "on", "at", "from", "of", "for")
			}
			return nil
		},
	)
	if placeTypes[e.Type] {
		tries = append(tries, func() []ref {
			got := r.throughPrep(f, v, "in", "into", "near", "across", "along", "inside")
			if len(got) == 0 && o >= 0 {
				got = r.throughPrep(f, o, "in", "into", "near", "inside")
			}
			return got
		})
	}
	for _, try := range tries {
		if got := w.others(try(), sources); len(got) > 0 {
			return got
		}
	}
	switch e.Type {
	case "AID", "RETREAT", "MOBILIZE", "CONSULT", "COOPERATE":
		return nil
	}
	return w.anyActor(v, sources)
}

// anyActor gives the first actor that the rest of the clause names, for acts
// that are done to somebody but hang together in ways that no rule foresees.
func (w *walk) anyActor(v int, sources []ref) []ref {
	f := w.f
	var found []ref
	var search func(i int) bool
	search = func(i int) bool {
		if i > v {
			if k := f.mention[i]; k >= 0 && f.headOf[i] == k && w.r.mentions[k].sort != pronoun && !(w.typ == "MOBILIZE" && f.toks[i].dep == nlp.DepDobj && f.toks[i].head == v) {
				if found = w.others(w.r.mentionRefs(f, i, w.r.mentions[k], 0), sources); len(found) > 0 {
					return true
				}
			}
		}
		for _, c := range f.toks[i].kids {
			switch f.toks[c].dep {
			case nlp.DepRelcl, nlp.DepParataxis, nlp.DepNpadvmod, nlp.DepNsubj:
				if i == v || f.toks[c].dep != nlp.DepNsubj {
					continue
				}
			case nlp.DepConj:
				if f.isVerb(int(c)) {
					continue
				}
			case nlp.DepAdvcl:
				if m := f.child(int(c), nlp.DepMark, nlp.DepAdvmod); m >= 0 && !f.lowIs(m, "to") {
					continue
				}
			}
			if search(int(c)) {
				return true
			}
		}
		return false
	}
	search(v)
	return found
}

// others leaves out who is a source already.
func (w *walk) others(refs, sources []ref) []ref {
	var out []ref
	for _, x := range refs {
		same := slices.ContainsFunc(sources, func(s ref) bool { return s.actor == x.actor })
		if !same && !w.ownedBy(x, sources) && !w.ownState(x, sources) {
			out = append(out, x)
		}
	}
	return out
}

// deepObject looks two noun phrases into the object: "violated a ceasefire
// with", "rejected calls by X to", "the bombing of Y in Z".
func (w *walk) deepObject(v, o int) []ref {
	if o < 0 {
		return nil
	}
	f := w.f
	for _, p := range f.children(o, nlp.DepPrep) {
		for _, x := range f.children(p, nlp.DepPobj) {
			for _, try := range [...]func() []ref{
				func() []ref { return w.r.possessorOf(f, x) },
				func() []ref { return w.r.adjectiveOf(f, x) },
				func() []ref {
					return w.r.throughPrep(f, x, "of", "with", "by", "from", "against", "to", "on", "in", "between", "for")
				},
			} {
				if got := try(); len(got) > 0 {
					return got
				}
			}
		}
		if c := f.child(p, nlp.DepPcomp); c >= 0 {
			if got := w.inClause(c, 1); len(got) > 0 {
				return got
			}
		}
	}
	for _, c := range f.children(o, nlp.DepAcl, nlp.DepRelcl) {
		if got := w.inClause(c, 1); len(got) > 0 {
			return got
		}
	}
	return nil
}

// inComplement gives the actors of the clause that v governs.
func (w *walk) inComplement(v, depth int) []ref {
	f := w.f
	for _, c := range f.children(v, nlp.DepCcomp, nlp.DepXcomp) {
		if got := w.inClause(c, depth); len(got) > 0 {
			return got
		}
	}
	for _, p := range f.children(v, nlp.DepPrep) {
		if c := f.child(p, nlp.DepPcomp); c >= 0 {
			if got := w.inClause(c, depth); len(got) > 0 {
				return got
			}
		}
	}
	return nil
}

// inClause gives the actors in a clause: its own subject, its object and what
// hangs on that, its prepositions, its own complement.
func (w *walk) inClause(c, depth int) []ref {
	if depth > 3 {
		return nil
	}
	f, r := w.f, w.r
	top := w.r.topSubject(f, c)
	keep := func(got []ref) []ref { return w.others(got, top) }
	if s := f.child(c, nlp.DepNsubj, nlp.DepNsubjpass); s >= 0 {
		for _, got := range [][]ref{r.actorsAt(f, s), r.adjectiveOf(f, s), r.possessorOf(f, s), r.throughPrep(f, s, "of", "by", "from", "in")} {
			if got = keep(got); len(got) > 0 {
				return got
			}
		}
	}
	var o []int
	for _, x := range f.children(c, nlp.DepDobj, nlp.DepAttr, nlp.DepDative, nlp.DepOprd) {
		o = append(o, f.conjuncts(x)...)
	}
	for _, x := range o {
		if sending[f.toks[c].lemma] {
			break // "to send troops to Ghana": not to the troops
		}
		if got := keep(r.actorsAt(f, x)); len(got) > 0 {
			return got
		}
	}
	all := []string{"against", "with", "to", "on", "from", "of", "by", "for", "between", "at", "in", "into", "over", "among", "within"}
	if got := keep(r.throughPrep(f, c, "against", "with", "to", "on", "from", "at")); len(got) > 0 {
		return got
	}
	for _, x := range o {
		for _, got := range [][]ref{r.throughPrep(f, x, all...), r.possessorOf(f, x), r.adjectiveOf(f, x), w.deepObject(c, x)} {
			if got = keep(got); len(got) > 0 {
				return got
			}
		}
	}
	if got := keep(r.throughPrep(f, c, all...)); len(got) > 0 {
		return got
	}
	for _, p := range f.children(c, nlp.DepPrep) {
		for _, x := range f.children(p, nlp.DepPobj) {
			for _, got := range [][]ref{r.possessorOf(f, x), r.adjectiveOf(f, x), r.throughPrep(f, x, all...)} {
				if got = keep(got); len(got) > 0 {
					return got
				}
			}
		}
	}
	if got := keep(w.inComplement(c, depth+1)); len(got) > 0 {
		return got
	}
	for _, x := range f.children(c, nlp.DepAdvcl, nlp.DepConj) {
		if f.isVerb(x) {
			if got := keep(w.inClause(x, depth+1)); len(got) > 0 {
				return got
			}
		}
	}
	return nil
}

// topSubject gives the actors of the clause's governing subject, who are the
// source of the act above.
func (r *reader) topSubject(f *field, c int) []ref {
	for i := c; ; i = f.toks[i].head {
		if h := f.toks[i].head; h == i {
			return nil
		} else if f.isVerb(h) {
			if s := f.subject(h); s >= 0 {
				return r.actorsAt(f, s)
			}
			return nil
		}
	}
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
		if a := w.f.child(c, nlp.DepAux); a >= 0 && w.f.lowIs(a, "to") && c == v+2 {
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
	if e.Strict && (len(a.sources) == 0 || len(a.targets) == 0) && w.f.isVerb(a.tok) {
		return
	}
	w.setPlace(a)
	w.demonstration(a)
	if len(a.targets) == 0 {
		w.anaphora(a)
	}
	if len(a.targets) == 0 && a.typ == "ASSAULT" && a.place >= 0 {
		a.targets = w.others([]ref{{actor: a.place, country: w.r.actors.list[a.place].Country, first: a.tok, last: a.tok + 1}}, a.sources)
	}
	switch {
	case a.typ == "AGREE" && len(a.targets) == 0 && w.f.isVerb(a.tok) && a.obj < 0 && w.f.child(a.tok, nlp.DepXcomp, nlp.DepCcomp, nlp.DepDobj, nlp.DepPrep) < 0:
		return // "he agreed"
	case len(a.sources) == 0 && len(a.targets) == 0, w.private(a), w.lacking(a), w.accident(a.tok):
		return
	case verbal(a.typ) && len(a.sources) == 0:
		return
	case (a.typ == "CONSULT" || a.typ == "COOPERATE") && (len(a.sources) == 0 && !w.f.lemmaIs(a.tok, "brief") || len(a.sources) == 1 && len(a.targets) == 0 && !w.plural(a.sources[0])):
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
	if a.mutual {
		all := appendRefs(slices.Clone(a.sources), a.targets...)
		if len(all) < 2 && !(len(all) == 1 && a.typ == "CONSULT" && w.plural(all[0])) {
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

// setPlace reads where the act happened: "in", "at", "near" a place.
func (w *walk) setPlace(a *act) {
	spots := []int{a.tok}
	if a.obj >= 0 {
		spots = append(spots, a.obj)
	}
	for _, s := range spots {
		for _, p := range w.f.children(s, nlp.DepPrep) {
			if !w.f.lowIs(p, "in", "at", "near", "inside", "across", "outside", "over", "along") {
				continue
			}
			for _, o := range w.f.children(p, nlp.DepPobj) {
				m := w.r.placeOf(w.f, o)
				if m == nil {
					continue
				}
				if m.entry != nil && m.sort != place {
					a.place = w.r.known(m.entry)
				} else if c := w.r.state(m.country); c >= 0 {
					a.place, a.placeName = c, w.r.words(m)
				} else {
					a.placeName = w.r.words(m)
				}
				return
			}
		}
	}
}

// placeOf gives the place that a noun phrase names.
func (r *reader) placeOf(f *field, i int) *mention {
	if k := f.mention[i]; k >= 0 {
		m := r.mentions[k]
		if m.sort == place || m.sort == named && m.entry != nil && (m.entry.Kind == "Country" || m.entry.Kind == "Region") {
			return m
		}
		return nil
	}
	return r.modifierOnce(f, i)
}

// figures takes the amounts that belong to the act: numbers with their noun in
// its object or subject.
func (w *walk) figures(a *act) {
	for _, i := range []int{w.f.object(a.tok), a.obj, w.f.subject(a.tok)} {
		if i < 0 {
			continue
		}
		first, last := w.f.edges(i)
		for j := first; j < last; j++ {
			t := w.f.toks[j]
			if t.ent != nlp.EntMoney && t.ent != nlp.EntQuantity && t.ent != nlp.EntCardinal && t.ent != nlp.EntPercent || !t.entBegin {
				continue
			}
			end := j + 1
			for end < last && w.f.toks[end].ent == t.ent && !w.f.toks[end].entBegin {
				end++
			}
			if t.ent == nlp.EntCardinal && end < last && w.f.toks[end].pos == nlp.PosNoun {
				end++
			}
			if strings.ContainsAny(w.f.phrase(j, end), "0123456789") || t.ent != nlp.EntCardinal || end-j > 1 {
				s := w.f.span(j, end)
				if !slices.Contains(a.figures, s) {
					a.figures = append(a.figures, s)
				}
			}
			j = end - 1
		}
	}
}

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
var foreign = map[string]bool{"AGREE": true, "REQUEST": true, "SUPPORT": true, "CONSULT": true, "AID": true, "REJECT": true, "THREATEN": true, "COOPERATE": true}

// dropOwnState takes the source's own state from the targets where a place
// only was meant: "agreed to leave the country".
func (a *act) dropOwnState(r *reader) {
	if !foreign[a.typ] || a.mutual || len(a.sources) == 0 {
		return
	}
	own := a.sources[0].country
	if k := r.actors.list[a.sources[0].actor].Kind; k == Group && a.sources[0].sector != "GOV" && a.sources[0].sector != "MIL" {
		return // people may well turn against their own state
	}
	a.targets = slices.DeleteFunc(a.targets, func(x ref) bool {
		return own != "" && x.country == own && r.actors.list[x.actor].Kind == Country && x.sector == ""
	})
}

// purpose tells whether a verb is only what something is done for: "sent
// troops to fight".
func (w *walk) purpose(i int) bool {
	f := w.f
	if !f.isVerb(i) || f.toks[i].tag != nlp.Tag("VB") {
		return false
	}
	for f.toks[i].dep == nlp.DepConj {
		i = f.toks[i].head
	}
	if f.toks[i].dep == nlp.DepXcomp && sending[f.toks[f.toks[i].head].lemma] {
		return true
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
var sending = map[string]bool{"send": true, "deploy": true, "use": true, "dispatch": true, "mobilize": true, "call": false}

// notReal are nouns whose infinitive tells no act, not even a planned one.
var notReal = map[string]bool{"right": true, "ability": true, "power": true, "authority": true, "need": true, "effort": true, "attempt": true, "chance": true, "bid": true, "way": true, "permission": true, "opportunity": true, "potential": true}

// demonstration completes a protest: it is directed at whom its purpose names
// ("to demand reforms by the government"), else at the state where it is held.
// What protesters want is the topic of the protest and no act of its own
// (codebook, PROTEST).
func (w *walk) demonstration(a *act) {
	if a.typ != "PROTEST" || a.status == Hypothetical {
		return
	}
	f := w.f
	v := a.tok
	if !f.isVerb(v) {
		if h := f.toks[v].head; f.isVerb(h) && f.toks[v].dep == nlp.DepDobj {
			v = h
		}
	}
	if len(a.sources) == 0 {
		a.sources = w.r.protesters(f, a.tok)
	}
	place := a.place
	weak := len(a.targets) == 0 || place >= 0 && len(a.targets) == 1 && a.targets[0].actor == place
	for _, c := range f.children(v, nlp.DepAdvcl, nlp.DepXcomp) {
		if !f.isVerb(c) || f.child(c, nlp.DepMark) >= 0 && !f.lowIs(f.child(c, nlp.DepMark), "to") {
			continue
		}
		if weak {
			if got := w.others(w.inClause(c, 0), a.sources); len(got) > 0 {
				a.targets, weak = got, false
			}
		}
		if e := w.verbEntry(c); e != nil && (verbal(e.Type) || e.Type == "PROTEST") || w.r.lex.Cue(f.toks[c].lemma, lexicon.Say) {
			w.hideBelow(c)
		}
	}
	if weak {
		if got := w.anyActor(v, append(slices.Clone(a.sources), a.targets...)); len(got) > 0 && (len(a.targets) == 0 || got[0].sector == "GOV") {
			a.targets = got
		}
	}
	if len(a.targets) == 0 && place < 0 && len(a.sources) > 0 {
		code := a.sources[0].country
		if code == "" {
			code = w.r.mainCountry()
		}
		if s := w.r.state(code); s >= 0 {
			a.targets = w.others([]ref{{actor: s, country: code, first: a.tok, last: a.tok + 1}}, a.sources)
		}
	}
	if len(a.targets) == 0 && place >= 0 {
		a.targets = []ref{{actor: place, country: w.r.actors.list[place].Country, first: a.tok, last: a.tok + 1}}
	}
}

// subjectNoun lets the verb's act have what its subject noun says of the doer,
// and keeps the noun from being a second act: "US attacks killed".
func (w *walk) subjectNoun(a *act) {
	f := w.f
	if !f.isVerb(a.tok) || f.passive(a.tok) {
		return
	}
	s := f.child(a.tok, nlp.DepNsubj)
	if s < 0 || f.mention[s] >= 0 {
		return
	}
	if e := w.nounEntry(s); e != nil && e.Type == a.typ {
		w.taken[s] = true
		if a.mode == "" {
			a.mode = e.Mode
		}
		if !slices.ContainsFunc(a.targets, func(x ref) bool { return x.country != "" }) {
			b := &act{f: f, tok: s, sources: a.sources}
			w.nominalTargets(b, e)
			a.targets = appendRefs(a.targets, b.targets...)
		}
	}
}

// fillCountries codes actors that are named without a country by the country
// that the sentence leaves no doubt of: where the act takes place, or the only
// one that it names.
func (r *reader) fillCountries(a *act) {
	fill := func(refs, other []ref) {
		for i := range refs {
			x := &refs[i]
			kind := r.actors.list[x.actor].Kind
			if x.country != "" || kind == Country || kind == Region {
				continue
			}
			c := r.onlyCountry(a)
			// Who faces a state by name is hardly that state's own person.
			if kind == Person && slices.ContainsFunc(other, func(o ref) bool { return o.country == c }) {
				continue
			}
			x.country = c
		}
	}
	fill(a.sources, a.targets)
	fill(a.targets, a.sources)
}

// onlyCountry gives the country of the act's place, else the only one that its
// sentence names, else the document's only one, else "-".
func (r *reader) onlyCountry(a *act) string {
	if a.place >= 0 && r.actors.list[a.place].Country != "" {
		return r.actors.list[a.place].Country
	}
	s := a.f.sents[a.f.toks[a.tok].sent]
	seen := ""
	for i := s.first; i < s.last; i++ {
		k := a.f.mention[i]
		if k < 0 || r.mentions[k].country == "" || r.g.Country(r.mentions[k].country) == nil {
			continue
		}
		if seen != "" && seen != r.mentions[k].country {
			return ""
		}
		seen = r.mentions[k].country
	}
	return seen
}

// stative are verbs whose passive means a stance of its subject: "is opposed
// to".
var stative = map[string]bool{"oppose": true, "commit": true, "ally": true}

// ownState tells whether an actor is the source's own state, which nobody
// withdraws from or sanctions: "withdrew the US from the treaty with Iran".
func (w *walk) ownState(x ref, sources []ref) bool {
	if w.typ != "SANCTION" && w.typ != "RETREAT" && !foreign[w.typ] || w.r.actors.list[x.actor].Kind != Country || x.sector != "" {
		return false
	}
	return slices.ContainsFunc(sources, func(s ref) bool { return s.country == x.country && s.country != "" })
}

// inWords recodes an attack by a person on something that is no actor as
// criticism: "attacked the decision".
func (w *walk) inWords(a *act) {
	if a.typ != "ASSAULT" || !w.f.lemmaIs(a.tok, "attack", "assault") || len(a.sources) == 0 || w.r.actors.list[a.sources[0].actor].Kind != Person {
		return
	}
	if o := w.f.object(a.tok); o >= 0 && w.f.toks[o].pos == nlp.PosNoun && (abstract[w.f.toks[o].lemma] || spoken[w.f.toks[o].lemma]) {
		a.typ, a.mode = "ACCUSE", "disapprove"
	}
}

// moves recodes what forces do to a place: leaving it is a retreat, entering
// it a move of troops.
func (w *walk) moves(v int) bool {
	f := w.f
	typ, mode := "RETREAT", "withdraw"
	switch f.toks[v].lemma {
	case "leave", "exit", "depart":
	case "enter":
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

// protesters gives the group of protesters that the text names nearest to
// token i, for protests told without a subject.
func (r *reader) protesters(f *field, i int) []ref {
	best, at := -1, 1<<30
	for k, m := range r.mentions {
		if m.f != f || m.actor < 0 || m.sort != collective || !f.lemmaIs(m.head, "protester", "protestor", "demonstrator") {
			continue
		}
		d := m.head - i
		if d < 0 {
			d = -d
		}
		if d < at {
			best, at = k, d
		}
	}
	if best < 0 {
		return nil
	}
	m := r.mentions[best]
	return []ref{{actor: m.actor, m: m, country: m.country, sector: m.sector, first: m.first, last: m.last}}
}

// fragment tells whether the quotation around token i is a piece of the
// report's own sentence.
func (w *walk) fragment(i int) bool {
	root := w.f.sents[w.f.toks[i].sent].root
	return !w.f.toks[root].quoted
}

// spoken are nouns for what is said or decided, which only words can attack.
var spoken = map[string]bool{
	"proclamation": true, "remark": true, "comment": true, "ruling": true, "speech": true, "report": true, "record": true, "declaration": true, "announcement": true,
	"idea": true, "approach": true, "handling": true, "position": false, "stance": true, "view": true, "treaty": true, "measure": true, "budget": true, "vote": true,
}

// anaphors are nouns that stand for an act told before: "condemned the move".
var anaphors = map[string]bool{
	"move": true, "decision": true, "operation": true, "attack": true, "action": true, "measure": true, "announcement": true, "step": true, "offensive": true,
	"strike": true, "invasion": true, "ban": true, "order": true, "ruling": true, "killing": true, "bombing": true, "arrest": true, "claim": true, "accusation": true, "allegation": true, "proposal": true, "offer": true, "plan": true, "demand": true, "request": true, "statement": true, "rule": true, "raid": true, "call": true, "recommendation": true, "appeal": true, "suggestion": true,
}

// anaphora gives words about an act told before the doer of that act as their
// target.
func (w *walk) anaphora(a *act) {
	if !w.f.isVerb(a.tok) || len(a.sources) == 0 {
		return
	}
	switch a.typ {
	case "ACCUSE", "REJECT", "SUPPORT":
	default:
		return
	}
	o := w.f.object(a.tok)
	if o < 0 || !anaphors[w.f.toks[o].lemma] {
		return
	}
	if d := w.f.child(o, nlp.DepDet); d < 0 || !w.f.lowIs(d, "the", "this", "that", "these", "those") {
		return
	}
	for k := len(w.r.acts) - 1; k >= 0 && k >= len(w.r.acts)-8; k-- {
		b := w.r.acts[k]
		if b.f == w.f && b.tok < a.tok && b.typ != a.typ {
			if a.targets = w.others(b.sources, a.sources); len(a.targets) > 0 {
				return
			}
		}
	}
}

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
	a.targets = w.others(w.r.throughPrep(f, v, "in", "at", "on"), a.sources)
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
		if len(a.sources) > 0 || w.f.title {
			return false
		}
		return !slices.ContainsFunc(a.targets, func(x ref) bool {
			return x.country != "" || w.r.actors.list[x.actor].Kind != Group || w.r.onlyCountry(a) != ""
		})
	case "CONSULT":
		return a.mode == "visit" && w.f.isVerb(a.tok) && !slices.ContainsFunc(a.sources, w.official)
	}
	return false
}

// official tells whether an actor travels for a state or body.
func (w *walk) official(x ref) bool {
	switch a := w.r.actors.list[x.actor]; {
	case a.Kind == Country || a.Kind == Organization:
		return true
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
var accidents = map[string]bool{
	"fire": true, "crash": true, "pileup": true, "accident": true, "collapse": true, "earthquake": true, "quake": true, "storm": true, "flood": true, "hurricane": true,
	"cyclone": true, "typhoon": true, "tornado": true, "landslide": true, "avalanche": true, "tsunami": true, "disease": true, "virus": true, "outbreak": true, "cancer": true,
	"train": true, "bus": true, "car": true, "truck": true, "wildfire": true, "eruption": true, "derailment": true, "stampede": true, "plane": true, "illness": true, "heat": true, "wave": true, "collision": true, "volcano": true, "lightning": true,
}

// accident tells whether what a verb says was done by an accident: it is the
// verb's subject, its agent, or what it took place in.
func (w *walk) accident(v int) bool {
	f := w.f
	if !f.isVerb(v) {
		return false
	}
	if s := f.subject(v); s >= 0 && accidents[f.toks[s].lemma] {
		return true
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
	if !verbal(a.typ) && a.typ != "CONSULT" && a.typ != "AID" && a.typ != "COOPERATE" {
		return false
	}
	for _, refs := range [][]ref{a.sources, a.targets} {
		for _, x := range refs {
			if w.official(x) || w.r.actors.list[x.actor].Kind == Group && x.sector != "" || w.r.actors.list[x.actor].Kind == Region {
				return false
			}
		}
	}
	return true
}
