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
	s := &saying{f: f, cueTok: i, cue: f.cueSpan(i), via: -1, held: true}
	switch t.pos {
	case nlp.PosVerb:
		if f.passive(i) {
			return r.expected(s)
		}
		if !r.complement(s, lexicon.OfVerb) {
			return nil
		}
		s.setSource(f.holder(i))
	case nlp.PosAdj:
		if t.dep != nlp.DepAcomp || !r.complement(s, lexicon.OfAdjective) {
			return nil
		}
		s.setSource(f.holder(t.head))
	case nlp.PosNoun:
		if !r.complement(s, lexicon.OfNoun) {
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
	for _, p := range f.children(i, nlp.DepPrep) {
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
		}
		s.addStretch(first, last)
		return len(s.content) > 0
	}
	if class == lexicon.OfVerb && has(lexicon.Object) {
		if d := f.child(i, nlp.DepDobj); d > i && f.toks[d].ent != nlp.EntDate {
			s.addStretch(f.edges(d))
		}
	}
	return len(s.content) > 0
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

// expected reads what is held in the passive: "is expected to leave", "was seen
// as a threat". Nobody is named unless "by" names them.
func (r *reader) expected(s *saying) *saying {
	f, v := s.f, s.cueTok
	subj := f.child(v, nlp.DepNsubjpass)
	if subj < 0 || subj > v {
		return nil
	}
	lemma := f.toks[v].lemma
	for _, k := range f.toks[v].kids {
		c := int(k)
		if c < v {
			continue
		}
		first, last := f.edges(c)
		switch {
		case f.toks[c].dep == nlp.DepXcomp && f.construction(c) == lexicon.To && r.lex.Complement(lemma, lexicon.OfPassive, lexicon.To),
			f.toks[c].dep == nlp.DepPrep && f.lowIs(c, "as") && r.lex.Complement(lemma, lexicon.OfPassive, "as"):
			if !f.isRelative(subj) {
				a, b := f.edges(subj)
				s.addStretch(a, min(b, v))
			}
			if f.lowIs(c, "as") {
				first++
			}
			s.addStretch(first, last)
			s.setSource(f.subject(v))
			return s
		}
	}
	return nil
}
