package extract

import (
	"slices"

	"github.com/entente/entente/extract/lexicon"
	"github.com/entente/entente/nlp"
)

// place words that lead in where something happens rather than whom it is
// done to.
var placeTypes = words(`ASSAULT COERCE PROTEST MOBILIZE AID SANCTION CONCEDE RETREAT AGREE`)

// targets gives whom the verb's act is done to, by the entry's order of
// places, then by the usual ones.
func (w *walk) targets(v int, e *lexicon.Entry, sources []ref) []ref {
	f, r := w.f, w.r
	o := f.object(v)
	if e.Mode == "release" && e.With == "" && o >= 0 { // whose papers are released is not free for it
		return w.others(r.actorsAt(f, o), sources)
	}
	if got := w.others(w.agentOf(v, o, e), sources); len(got) > 0 {
		return got
	}
	if n := w.sufferedIn(v, o); n >= 0 {
		got := w.r.throughPrep(f, n, "by")
		if len(got) == 0 && len(w.r.throughPrep(f, n, "of")) > 0 { // "Togo's arrest of journalists"
			got = append(w.r.possessorOf(f, n), w.r.adjectiveOf(f, n)...)
		}
		return w.others(got, sources)
	}
	if w.typ == "REQUEST" && o >= 0 && !f.passive(v) && e.Objects == nil && w.asked(v, o) { // who is asked, whoever it is
		for _, got := range [][]ref{w.r.actorsAt(f, o), w.r.adjectiveOf(f, o), w.r.possessorOf(f, o), w.r.throughPrep(f, o, "of", "in")} {
			if got = w.others(got, sources); len(got) > 0 {
				return got
			}
		}
		return nil
	}
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
			if o >= 0 && w.human(o) && !f.passive(v) {
				continue // who is asked is the object, whoever it is
			}
			depth := 0
			if w.typ == "AGREE" { // what is agreed to, not what that is about
				depth = 2
			}
			got = w.inComplement(v, depth)
		case "subj":
			for _, c := range f.children(v, nlp.DepCcomp, nlp.DepXcomp) {
				if s := f.child(c, nlp.DepNsubj, nlp.DepNsubjpass); s >= 0 && len(got) == 0 {
					got = slices.DeleteFunc(r.partyNamed(f, s), func(x ref) bool {
						return x.country == "" && r.actors.list[x.actor].Kind == Group && x.sector != "MIL" && x.sector != "GOV"
					})
				}
			}
			return w.others(got, sources)
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

// suffered tells whether a noun is of what is done to whom it belongs to.
func (f *field) suffered(n int) bool {
	return n >= 0 && f.mention[n] < 0 && (patients[f.toks[n].lemma] || f.lemmaIs(n, "return", "repatriation", "extradition", "freedom", "death", "slaying"))
}

// calledFor gives the clause of what the verb at v calls for: "called for the
// bill to be dropped".
func (w *walk) calledFor(v int) int {
	for _, c := range w.f.children(v, nlp.DepAdvcl) {
		if m := w.f.child(c, nlp.DepMark); m == v+1 && w.f.lowIs(m, "for") {
			return c
		}
	}
	return -1
}

// asked tells whether the object of the verb at v is to do what an infinitive
// says: "urged lenders to leave".
func (w *walk) asked(v, o int) bool {
	f := w.f
	x := f.child(v, nlp.DepXcomp)
	return x > o && f.toks[x].tag == nlp.Tag("VB") && f.child(x, nlp.DepNsubj, nlp.DepNsubjpass) < 0 && f.lowIs(f.child(x, nlp.DepAux), "to")
}

// sufferedIn gives the noun of what is done to somebody that a demand or a
// protest is about: who is released or killed is not whom it is addressed to.
func (w *walk) sufferedIn(v, o int) int {
	f := w.f
	if w.typ != "REQUEST" && w.typ != "PROTEST" && w.typ != "ACCUSE" {
		return -1
	}
	of := f.suffered
	if of(o) && len(w.r.throughPrep(f, v, "from", "of", "on")) == 0 {
		return o
	}
	if o >= 0 {
		return -1
	}
	for _, p := range f.children(v, nlp.DepPrep) {
		if n := f.child(p, nlp.DepPobj); f.lowIs(p, "for", "against", "over", "about") && of(n) {
			return n
		}
	}
	return -1
}

// partyNamed gives the actors of a noun phrase or of its possessor.
func (r *reader) partyNamed(f *field, i int) []ref {
	if got := r.actorsAt(f, i); len(got) > 0 {
		return got
	}
	return r.possessorOf(f, i)
}

// agentOf gives by whom what words are about was said or done, wherever the
// parser hangs it: "attacked the recognition of X as Y by Ghana".
func (w *walk) agentOf(v, o int, e *lexicon.Entry) []ref {
	f := w.f
	if o < 0 || w.typ != "ACCUSE" && w.typ != "REJECT" && w.typ != "SUPPORT" || f.passive(v) {
		return nil
	}
	if l := f.toks[o].lemma; !anaphors[l] && !spoken[l] && policyKinds[l] == "" {
		return nil
	}
	_, end := f.edges(v)
	for i := o + 1; i < end; i++ {
		if f.lowIs(i, "by") && f.toks[i].dep == nlp.DepPrep && !f.isVerb(f.toks[i].head) && f.clauseOf(i) == v {
			if x := f.child(i, nlp.DepPobj); x >= 0 {
				return w.r.actorsAt(f, x)
			}
		}
	}
	return nil
}

// kin are nouns of persons who are not whom they belong to: what is done to an
// adviser of the president is not done to the president.
var kin = words(`son daughter wife husband brother sister father mother uncle nephew cousin friend lawyer attorney adviser advisor aide
	associate bodyguard driver widow fiancé fiancée fiancee girlfriend boyfriend relative assistant`)

// human tells whether a noun that names no actor means one or several persons.
func (w *walk) human(i int) bool {
	f := w.f
	if kin[f.toks[i].lemma] || folk[f.toks[i].lemma] || f.toks[i].pos == nlp.PosNum {
		return true
	}
	if w.r.g.GroupNoun(f.toks[i].lemma) != nil && !things[f.toks[i].lemma] && !bodyNoun[f.toks[i].lemma] {
		return true
	}
	t, ok := w.r.g.Title([]string{f.toks[i].lemma}, 0)
	return ok && t.Office != ""
}

// clauseOf gives the verb whose clause token i is in.
func (f *field) clauseOf(i int) int {
	for f.toks[i].head != i {
		if i = f.toks[i].head; f.isVerb(i) {
			return i
		}
	}
	return -1
}

// usualTargets looks where targets stand when no entry says it: object, its
// dative, what the object belongs to or is directed at, the complement.
func (w *walk) usualTargets(v, o int, e *lexicon.Entry, sources []ref) []ref {
	f, r := w.f, w.r
	var tries []func() []ref
	if o >= 0 && w.human(o) && (e.Type == "ASSAULT" || e.Type == "COERCE" || e.Type == "SANCTION" || e.Type == "ACCUSE" || e.Type == "REQUEST") {
		for _, got := range [][]ref{r.actorsAt(f, o), r.adjectiveOf(f, o), r.possessorOf(f, o), r.throughPrep(f, o, "of", "from")} {
			if got = w.others(got, sources); len(got) > 0 {
				return got
			}
			if kin[f.toks[o].lemma] {
				break
			}
		}
		return nil
	} else if o >= 0 {
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
		func() []ref {
			if e.Type == "ASSAULT" {
				return r.throughPrep(f, v, "against", "at", "on", "over")
			}
			return r.throughPrep(f, v, "against", "with", "to", "at", "on", "from", "over")
		},
		func() []ref { return w.deepObject(v, o) },
		func() []ref { return w.inComplement(v, 0) },
		func() []ref {
			if e.Type == "ASSAULT" {
				return w.beyond(v, "against", "on", "at", "over")
			}
			return w.beyond(v, "to", "with", "against", "on", "at", "from", "over")
		},
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
	if e.Type == "ASSAULT" && o < 0 {
		return nil
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
			if k := f.mention[i]; k >= 0 && f.headOf[i] == k && w.r.mentions[k].sort != pronoun && !(w.r.mentions[k].sort == place && kin[f.toks[f.toks[i].head].lemma]) && !f.ofWar(i) && !(w.typ == "MOBILIZE" && f.toks[i].dep == nlp.DepDobj && f.toks[i].head == v) {
				if found = w.others(w.r.mentionRefs(f, i, w.r.mentions[k], 0), sources); len(found) > 0 {
					return true
				}
			}
		}
		for _, c := range f.toks[i].kids {
			switch f.toks[c].dep {
			case nlp.DepPrep:
				if f.lowIs(int(c), "according", "like", "unlike", "via", "after", "before", "since", "until") {
					continue
				}
				if i == v && w.typ == "ACCUSE" && f.lowIs(int(c), "in") { // where they are said
					continue
				}
			case nlp.DepAgent:
				continue
			case nlp.DepRelcl, nlp.DepParataxis, nlp.DepNpadvmod, nlp.DepNsubj:
				if i == v || f.toks[c].dep != nlp.DepNsubj {
					continue
				}
			case nlp.DepConj:
				if f.isVerb(int(c)) {
					continue
				}
			case nlp.DepAcl:
				if ascribing[f.toks[c].lemma] {
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
		if !same && !w.ownedBy(x, sources) && !w.ownState(x, sources) && !w.within(x, sources) {
			out = append(out, x)
		}
	}
	return out
}

// within tells whether an actor only describes a source: the council in "Ann
// Lee of the council".
func (w *walk) within(x ref, sources []ref) bool {
	if x.m == nil || x.m.f != w.f {
		return false
	}
	for _, s := range sources {
		if s.m == nil || s.m.f != w.f || s.m.sort != named || s.m.head == x.m.head || !w.f.below(x.m.head, s.m.head) {
			continue
		}
		if p := w.f.toks[x.m.head].head; p == s.m.head+1 && w.f.lowIs(p, "of") {
			return true
		}
	}
	return false
}

// deepObject looks two noun phrases into the object: "violated a ceasefire
// with", "rejected calls by X to", "the bombing of Y in Z".
func (w *walk) deepObject(v, o int) []ref {
	if o < 0 {
		return nil
	}
	f := w.f
	if got := w.madeBy(o); len(got) > 0 {
		return got
	}
	for _, p := range f.children(o, nlp.DepPrep) {
		if f.lowIs(p, "after", "before", "since", "during", "until") {
			continue
		}
		for _, x := range f.children(p, nlp.DepPobj) {
			for _, try := range [...]func() []ref{
				func() []ref { return w.madeBy(x) },
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
		if ascribing[f.toks[c].lemma] {
			continue
		}
		if got := w.inClause(c, 1); len(got) > 0 {
			return got
		}
	}
	return nil
}

// ascribing are verbs whose clause on a noun names who is held to have done it.
var ascribing = words(`ascribe attribute link blame claim tie`)

// inComplement gives the actors of the clause that v governs.
func (w *walk) inComplement(v, depth int) []ref {
	f := w.f
	for _, c := range append(f.children(v, nlp.DepCcomp, nlp.DepXcomp), w.calledFor(v)) {
		if c < 0 || c == w.calledFor(v) && f.passive(c) && len(w.r.actorsAt(f, f.surfaceSubject(c))) > 0 {
			continue // "for the killers to be tried" is not asked of them
		}
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
