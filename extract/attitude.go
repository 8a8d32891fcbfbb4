package extract

import (
	"github.com/entente/entente/extract/lexicon"
	"github.com/entente/entente/nlp"
)

// attitude reads what somebody wants, holds, expects or speaks of, whose cue is
// the verb, noun or adjective at i: the cue's complement is the content, by the
// constructions that the lexicon gives for the cue. Nil for none.
func (r *reader) attitude(f *field, i int) *saying {
	t := f.toks[i]
	if t.quoted || t.dep == nlp.DepAmod || t.dep == nlp.DepCompound || f.supposed(i) {
		return nil
	}
	s := &saying{f: f, cueTok: i, cue: f.cueSpan(i), via: -1, held: t.pos == nlp.PosAdj || r.lex.Cue(t.lemma, lexicon.View)}
	switch t.pos {
	case nlp.PosVerb:
		if f.passive(i) || f.askedOf(i) {
			return r.expected(s)
		}
		if r.lex.Complement(t.lemma, lexicon.OfSeeming, lexicon.To) {
			return r.seeming(s)
		}
		if !r.complement(s, lexicon.OfVerb) {
			return nil
		}
		if o := r.outerSpeaker(f, i); o >= 0 {
			s.setSource(o)
		} else {
			s.setSource(f.holder(i))
		}
	case nlp.PosAdj:
		if t.dep != nlp.DepAcomp || !r.complement(s, lexicon.OfAdjective) {
			return nil
		}
		s.setSource(f.holder(t.head))
	case nlp.PosNoun:
		if !r.complement(s, lexicon.OfNoun) && !r.equated(s) {
			return nil
		}
		s.setSource(f.possessor(i))
	default:
		return nil
	}
	if s.source.last == s.source.first {
		return nil
	}
	return s
}

// supposed tells whether what the word says is no view that anybody is told to
// hold: a condition, a possibility, what somebody ought to do, a command.
func (f *field) supposed(i int) bool {
	v := i
	if !f.isVerb(v) {
		if h := f.toks[i].head; f.toks[i].dep == nlp.DepAcomp && f.isVerb(h) {
			v = h
		} else {
			return false
		}
	}
	if m := f.child(v, nlp.DepMark); m >= 0 && f.lowIs(m, "if", "unless", "whether", "that", "lest") {
		return true
	}
	switch f.modal(v) {
	case "would", "'d", "’d":
		return !f.lemmaIs(i, "like", "love", "prefer", "rather")
	case "could", "might", "may", "should", "must", "can", "ca":
		return true
	}
	switch f.toks[v].dep {
	case nlp.DepCcomp, nlp.DepPcomp:
		return f.toks[v].head < v
	case nlp.DepXcomp, nlp.DepAdvcl, nlp.DepAcl, nlp.DepConj:
		if a := f.child(v, nlp.DepAux); a >= 0 && f.lowIs(a, "to") {
			return !f.lemmaIs(f.toks[v].head, "continue", "begin", "go", "refuse", "decline", "start")
		}
	}
	return false
}

// complement adds the content that hangs on the cue by one of its
// constructions, the clause before the infinitive before the noun.
func (r *reader) complement(s *saying, class lexicon.Class) bool {
	f, i := s.f, s.cueTok
	has := func(c lexicon.Construction) bool { return r.lex.Complement(f.toks[i].lemma, class, c) }
	for _, k := range f.toks[i].kids {
		c := int(k)
		if c < i && !f.toks[c].quoted && f.toks[i].pos != nlp.PosVerb {
			continue
		}
		first, last := f.edges(c)
		switch f.toks[c].dep {
		case nlp.DepCcomp, nlp.DepAcl, nlp.DepXcomp, nlp.DepAdvcl, nlp.DepRelcl:
			con := f.construction(c)
			if con == "" || !has(con) || c < i {
				continue
			}
			if f.toks[c].dep == nlp.DepAdvcl && con != lexicon.That && con != lexicon.To {
				continue
			}
			s.addStretch(first, last)
		}
	}
	if len(s.content) > 0 {
		return true
	}
	for _, p := range f.prepositions(i) {
		o := f.child(p, nlp.DepPobj, nlp.DepPcomp)
		if o < 0 || p < i || !has(lexicon.Construction(f.low[p])) || f.toks[o].ent == nlp.EntDate {
			continue
		}
		first, last := f.edges(o)
		if f.low[p] == "as" && class == lexicon.OfVerb {
			d := f.child(i, nlp.DepDobj)
			if d < 0 {
				continue
			}
			first, _ = f.edges(d)
		} else if p == s.cue.last {
			s.cue.last++
		}
		s.addStretch(first, f.goesOn(i, last, "as", "for"))
		return len(s.content) > 0
	}
	if class == lexicon.OfVerb && has(lexicon.Rest) && evidence[f.lemmaOf(f.holder(i))] {
		first, last := f.rest(i)
		s.addStretch(first, last)
		return len(s.content) > 0
	}
	if class == lexicon.OfVerb && has(lexicon.Object) {
		if d := f.child(i, nlp.DepDobj); d > i && f.toks[d].ent != nlp.EntDate {
			first, last := f.edges(d)
			s.addStretch(first, f.goesOn(i, last, "as", "for", "to", "over"))
		}
	}
	return len(s.content) > 0
}

// goesOn gives where the content of a cue ends whose object ends at last: what
// somebody is blamed for, seen as or credited to belongs to it.
func (f *field) goesOn(v, last int, preps ...string) int {
	for _, p := range f.children(v, nlp.DepPrep, nlp.DepDative) {
		if a, b := f.edges(p); a == last && f.lowIs(p, preps...) {
			if o := f.child(p, nlp.DepPobj, nlp.DepPcomp); o >= 0 && f.toks[o].ent != nlp.EntDate {
				last = b
			}
		}
	}
	return last
}

// equated adds what a noun is said to be: "his claim is that ...", "the plan was
// to ...".
func (r *reader) equated(s *saying) bool {
	f, i := s.f, s.cueTok
	be := f.toks[i].head
	if f.toks[i].dep != nlp.DepNsubj || !f.lemmaIs(be, "be") {
		return false
	}
	for _, c := range f.children(be, nlp.DepCcomp, nlp.DepXcomp) {
		if con := f.construction(c); c > be && con != "" && r.lex.Complement(f.toks[i].lemma, lexicon.OfNoun, con) {
			s.addStretch(f.edges(c))
			return len(s.content) > 0
		}
	}
	return false
}

// evidence are things that show how matters stand.
var evidence = words(`poll polling survey study report record datum data document figure result email e-mail video footage analysis research
	number index chart map count tally filing file review statistic photo photograph image test finding return transcript census
	estimate average projection evidence intelligence log database search receipt`)

// rest gives the words behind a verb that are about its object: "shows [him
// ahead by ten points]".
func (f *field) rest(v int) (first, last int) {
	for _, k := range f.toks[v].kids {
		c := int(k)
		if c < v || f.toks[c].pos == nlp.PosPunct {
			continue
		}
		a, b := f.edges(c)
		if first == 0 {
			if f.toks[c].dep != nlp.DepDobj && f.toks[c].dep != nlp.DepCcomp && f.toks[c].dep != nlp.DepXcomp && f.toks[c].dep != nlp.DepAdvmod && f.toks[c].dep != nlp.DepPrep {
				return 0, 0
			}
			first = a
		}
		if f.toks[c].dep == nlp.DepConj || f.toks[c].dep == nlp.DepCC || f.toks[c].dep == nlp.DepAdvcl && f.child(c, nlp.DepMark) >= 0 {
			break
		}
		last = b
	}
	return first, last
}

func (f *field) lemmaOf(i int) string {
	if i < 0 {
		return ""
	}
	return f.toks[i].lemma
}

// prepositions gives those that hang on a cue, and for verbs also those that hang
// on whom it is told: "talked to her about the flood".
func (f *field) prepositions(i int) []int {
	out := f.children(i, nlp.DepPrep)
	if f.toks[i].pos != nlp.PosVerb {
		return out
	}
	for _, p := range out {
		if o := f.child(p, nlp.DepPobj); o > i && f.lowIs(p, "to", "with", "at", "in", "during") {
			out = append(out, f.children(o, nlp.DepPrep)...)
		}
	}
	return out
}

// construction tells what kind of clause the verb at c makes, "" for none that
// can be a content.
func (f *field) construction(c int) lexicon.Construction {
	if !f.isVerb(c) {
		return ""
	}
	if a := f.child(c, nlp.DepAux); a >= 0 && f.lowIs(a, "to") {
		return lexicon.To
	}
	if m := f.child(c, nlp.DepMark); m >= 0 {
		switch f.low[m] {
		case "that":
			return lexicon.That
		case "whether", "if":
			return lexicon.Wh
		}
		return ""
	}
	first, _ := f.edges(c)
	if f.lowIs(first, "what", "how", "why", "who", "where", "when", "which", "whether") {
		return lexicon.Wh
	}
	switch {
	case f.toks[c].dep == nlp.DepCcomp && f.child(c, nlp.DepNsubj, nlp.DepNsubjpass, nlp.DepExpl, nlp.DepCsubj) >= 0:
		return lexicon.That
	case f.toks[c].tag == nlp.Tag("VBG") && f.toks[c].dep == nlp.DepXcomp:
		return lexicon.Ing
	}
	return ""
}

// holder gives who does what a verb of an attitude says, -1 for none that can
// hold one.
func (f *field) holder(v int) int {
	s := f.subject(v)
	if s < 0 {
		s = f.nearSubject(v)
	}
	if s < 0 || f.lowIs(s, "it", "this", "that", "there", "what") || f.toks[s].ent == nlp.EntDate || f.inDateline(s) {
		return -1
	}
	return s
}

// possessor gives whose claim, plan or criticism a noun names.
func (f *field) possessor(i int) int {
	if p := f.child(i, nlp.DepPoss); p >= 0 {
		return p
	}
	for _, p := range f.children(i, nlp.DepPrep) {
		if f.lowIs(p, "by", "from", "among") {
			if o := f.child(p, nlp.DepPobj); o >= 0 {
				return o
			}
		}
	}
	if h := f.toks[i].head; f.toks[i].dep == nlp.DepDobj && (support[f.toks[h].lemma] || f.lemmaIs(h, "have", "express", "raise", "voice", "announce", "reiterate", "defend", "make", "hold", "share")) && !f.supposed(h) {
		return f.holder(h)
	}
	return -1
}

// setSource makes the words around token i the statement's source.
func (s *saying) setSource(i int) {
	if i >= 0 {
		s.source = s.f.sourceSpan(i)
	}
}

// expected reads what is held or asked in the passive: "is expected to leave",
// "was seen as a threat", "asked whether he would leave". Nobody is named
// unless "by" names them.
func (r *reader) expected(s *saying) *saying {
	f, v := s.f, s.cueTok
	lemma := f.toks[v].lemma
	has := func(class lexicon.Class, c lexicon.Construction) bool { return r.lex.Complement(lemma, class, c) }
	subj := f.child(v, nlp.DepNsubjpass)
	s.setSource(f.agent(v))
	s.held = true
	for _, k := range f.toks[v].kids {
		c := int(k)
		if c < v {
			continue
		}
		first, last := f.edges(c)
		switch f.toks[c].dep {
		case nlp.DepXcomp, nlp.DepCcomp, nlp.DepAdvcl:
			switch con := f.construction(c); {
			case con == lexicon.Wh && has(lexicon.OfAsked, con):
				s.addStretch(first, last)
				return s
			case con == lexicon.To && has(lexicon.OfPassive, con) && subj >= 0 && subj < v && f.toks[c].dep == nlp.DepXcomp:
				s.addSubject(subj)
				s.addStretch(first, last)
				return s
			}
		case nlp.DepPrep:
			con := lexicon.Construction(f.low[c])
			switch {
			case has(lexicon.OfAsked, con):
				s.addStretch(first+1, last)
				return s
			case has(lexicon.OfPassive, con) && subj >= 0 && subj < v:
				s.addSubject(subj)
				s.addStretch(first+1, last)
				return s
			}
		}
	}
	if by := f.agent(v); by >= 0 && (has(lexicon.OfVerb, lexicon.Object) || r.lex.Cue(lemma, lexicon.Speak)) { // "was condemned by Ghana"
		s.held = r.lex.Cue(lemma, lexicon.View)
		switch {
		case subj >= 0 && subj < v:
			s.addSubject(subj)
		case f.toks[v].dep == nlp.DepAcl && f.toks[v].head < v: // "a bill opposed by farmers"
			first, last := f.edges(f.toks[v].head)
			s.addStretch(first, min(last, f.toks[v].left))
		}
		if len(s.content) > 0 {
			return s
		}
	}
	if has(lexicon.OfPassive, lexicon.Subject) && subj >= 0 && subj < v && f.toks[v].dep == nlp.DepROOT && !f.isRelative(subj) {
		s.addSubject(subj)
		return s
	}
	return nil
}

// askedOf tells whether a form of "ask" without a subject means who was asked,
// which the parser cannot tell from its form: "Asked whether he would leave, ...".
func (f *field) askedOf(v int) bool {
	return f.lemmaIs(v, "ask", "question") && f.toks[v].tag != nlp.Tag("VBG") && f.toks[v].tag != nlp.Tag("VB") && f.toks[v].dep == nlp.DepAdvcl &&
		f.child(v, nlp.DepNsubj, nlp.DepDobj, nlp.DepAux) < 0
}

// agent gives who a passive says has acted, -1 where it does not.
func (f *field) agent(v int) int {
	if a := f.child(v, nlp.DepAgent); a >= 0 {
		return f.child(a, nlp.DepPobj)
	}
	return -1
}

// addSubject adds the subject of what is held.
func (s *saying) addSubject(subj int) {
	first, last := s.f.edges(subj)
	s.addStretch(first, min(last, s.cueTok))
}

// seeming reads "he seems to hesitate": how things look, to nobody in
// particular.
func (r *reader) seeming(s *saying) *saying {
	f, v := s.f, s.cueTok
	s.held = true
	subj := f.child(v, nlp.DepNsubj)
	if subj < 0 || subj > v {
		return nil
	}
	for _, c := range f.children(v, nlp.DepXcomp) {
		if c > v && f.construction(c) == lexicon.To {
			s.addSubject(subj)
			s.addStretch(f.edges(c))
			return s
		}
	}
	return nil
}
