package extract

import (
	"slices"
	"sort"

	"github.com/entente/entente/extract/lexicon"
	"github.com/entente/entente/nlp"
)

// A stretch is tokens first to last, last exclusive.
type stretch struct{ first, last int }

// A saying is a statement as the text gives it.
type saying struct {
	f         *field
	speakers  []ref
	speaker   ref     // the first of them; actor -1 where nobody can be made out
	source    stretch // the words that name the speaker; empty where none do
	cue       stretch
	cueTok    int // the cue's verb or noun, -1 for a bare mark
	content   []stretch
	anonymous bool
	held      bool // a view, a wish or a plan: more than what was uttered
	via       int
	index     int // in Extraction.Statements, of the first speaker
}

// readStatements reads who says what: clauses that a cue governs, "according
// to", and quotations.
func (r *reader) readStatements() {
	for _, f := range r.fields {
		n := len(r.says)
		for i := range f.toks {
			if s := r.sayingAt(f, i); s != nil {
				r.says = append(r.says, s)
			}
		}
		r.says = append(r.says[:n], r.tidy(r.says[n:])...)
		r.taggedQuotes(f, n)
		r.colonQuotes(f, n)
		r.signedQuotes(f, n)
		r.looseQuotes(f, n)
	}
	for _, s := range r.says {
		r.findSpeaker(s)
	}
}

// sayingAt reads the statement whose cue is at token i, nil for none.
func (r *reader) sayingAt(f *field, i int) *saying {
	t := f.toks[i]
	var s *saying
	switch {
	case t.low == "according":
		return r.accordingTo(f, i)
	case t.low == ":":
		return r.transcript(f, i)
	case t.pos == nlp.PosVerb:
		s = r.cueVerb(f, i)
	case t.pos == nlp.PosNoun && r.lex.Cue(t.lemma, lexicon.Noun):
		s = r.cueNoun(f, i)
	}
	if s == nil {
		s = r.attitude(f, i)
	}
	if s != nil {
		if c := s.cue.first; s.source.first < c && c < s.source.last && i == s.cueTok { // "those describing themselves"
			s.source.last = c
		}
		s.addThat()
		s.cutGloss()
		s.closeMarks()
	}
	return s
}

// cueVerb reads a verb of saying, holding or judging with its content.
func (r *reader) cueVerb(f *field, v int) *saying {
	lemma := f.toks[v].lemma
	if p := f.child(v, nlp.DepPrt); p >= 0 && r.lex.Cue(lemma+"_"+f.low[p], lexicon.Say) {
		lemma += "_" + f.low[p]
	}
	say, hold := r.lex.Cue(lemma, lexicon.Say), r.lex.Cue(lemma, lexicon.Hold)
	speak, show, quote := r.lex.Cue(lemma, lexicon.Speak), r.lex.Cue(lemma, lexicon.Show), r.lex.Cue(lemma, lexicon.Quote)
	if !say && !hold && !speak && !show && !quote || f.askedOf(v) {
		return nil
	}
	if f.toks[v].quoted {
		return nil // what the speaker in turn reports is the speaker's
	}
	s := &saying{f: f, cueTok: v, cue: f.cueSpan(v), via: -1}
	subj := f.subject(v)
	if subj < 0 && !say && f.passive(v) && !f.passiveSpeech(v) {
		return nil
	}
	subj = f.inverted(v, subj)
	if subj >= 0 && f.inDateline(subj) { // "NAIROBI (AP) - " is not who speaks
		subj = -1
		for _, c := range f.children(v, nlp.DepNsubj) {
			if !f.inDateline(c) {
				subj = c
			}
		}
	}
	if subj < 0 {
		subj = f.nearSubject(v)
	}
	if subj < 0 && say {
		subj = f.openingSubject(v)
	}
	if o := r.outerSpeaker(f, v); o >= 0 {
		subj = o
	}
	if f.bareParticiple(v) { // "He criticized the plan, saying": the clause before is no content
		if c := f.child(v, nlp.DepCcomp); c >= 0 && c < v {
			subj = f.subject(c)
		}
	}
	if subj >= 0 {
		s.source = f.sourceSpan(subj)
	}
	if say || hold || show {
		s.addClauses(v, (say || hold) && (f.child(v, nlp.DepDobj) < 0 || f.lemmaIs(v, "tell", "ask")), subj)
		s.addShort(v)
	}
	if len(s.content) == 0 && say && subj >= 0 && f.toks[v].dep == nlp.DepParataxis {
		s.addAround(v)
	}
	if len(s.content) == 0 && speak {
		if s.addObject(v); f.described(v) && !quotedIn(f, s.content) {
			s.content = nil
		}
	}
	if say || speak || quote {
		s.addQuotes(v, len(s.content) > 0, say || speak)
	}
	if subj < 0 && say {
		s.splitSource(v)
	}
	if len(s.content) == 0 && say && subj >= 0 {
		s.addBefore(v, subj)
	}
	if len(s.content) == 0 && say && subj >= 0 {
		s.addAround(v)
	}
	if len(s.content) == 0 && say && subj >= 0 {
		s.addLate(v)
	}
	if len(s.content) == 0 && (say || show) && subj >= 0 {
		s.addFront(v, subj)
	}
	if say {
		s.reachBack(v)
	}
	s.cutFrame(v)
	s.cutAfter(v)
	if len(s.content) == 0 || subj < 0 && (!say || f.passive(v) && !quotedIn(f, s.content)) {
		return nil
	}
	if speak && !say && !hold && !show && f.supposed(v) && !quotedIn(f, s.content) {
		return nil
	}
	if f.negated(v) && lemma != "deny" && lemma != "mention" && !quotedIn(f, s.content) {
		if !say || !f.lowIs(s.content[0].first, "what", "how", "why", "who", "whom", "where", "when", "which", "whether", "if") {
			return nil
		}
		s.held = true // "did not say when": nothing is said
	}
	if subj >= 0 && (f.lowIs(subj, "it") && f.expletive(subj) || f.toks[subj].ent == nlp.EntDate || f.lemmaIs(subj, "month", "week", "day", "year", "time", "move")) {
		return nil
	}
	return s
}

// described tells whether a verb of judging without a tense only describes a
// noun or says what for: "groups supporting her", "turned out to support her".
func (f *field) described(v int) bool {
	if f.child(v, nlp.DepNsubj) >= 0 {
		return false
	}
	switch f.toks[v].dep {
	case nlp.DepAmod, nlp.DepCompound:
		return true
	case nlp.DepAcl:
		h := f.toks[v].head
		return f.toks[h].dep != nlp.DepNsubj && f.toks[h].dep != nlp.DepConj && f.toks[h].dep != nlp.DepROOT
	case nlp.DepXcomp, nlp.DepAdvcl:
		a := f.child(v, nlp.DepAux)
		return a >= 0 && f.lowIs(a, "to") && !f.lemmaIs(f.toks[v].head, "refuse", "decline", "continue", "begin", "go")
	case nlp.DepPcomp:
		return true
	}
	return false
}

// passiveSpeech tells whether a passive still has its speaker as subject: "was
// quoted as saying".
func (f *field) passiveSpeech(v int) bool { return f.lemmaIs(v, "quote") }

// cueSpan gives the cue's words: auxiliaries and negation right before the
// verb, the verb and its particle.
func (f *field) cueSpan(v int) stretch {
	c := stretch{v, v + 1}
	if p := f.child(v, nlp.DepPrt); p == v+1 {
		c.last++
	}
	return c
}

// accordingTo reads "according to X": the rest of the sentence is X's.
func (r *reader) accordingTo(f *field, i int) *saying {
	to := i + 1
	if !f.lowIs(to, "to") || f.toks[i].quoted {
		return nil
	}
	x := f.child(to, nlp.DepPobj)
	if x < 0 {
		if x = f.child(i, nlp.DepPobj); x < 0 {
			return nil
		}
	}
	s := &saying{f: f, cueTok: i, cue: stretch{i, to + 1}, via: -1, source: f.sourceSpan(x)}
	sent := f.sents[f.toks[i].sent]
	first, last := f.edges(x)
	first = min(first, i)
	h := f.toks[i].head
	from, end := sent.first, sent.last
	for k := first - 1; k > sent.first; k-- {
		if f.lowIs(k, ":", ";") {
			from = k + 1
			break
		}
	}
	for k := last; k < sent.last; k++ {
		if f.lowIs(k, ";") {
			end = k
			break
		}
	}
	if h != i && (first == sent.first || last >= sent.last-1) { // at an edge: of the clause that it hangs on
		if a, b := f.edges(h); b-a > last-first+2 && f.isVerb(h) {
			from, end = max(from, a), min(end, b)
		}
	}
	s.addStretch(from, first)
	s.addStretch(last, end)
	return s
}

// cueNoun reads "the claim that", "his promise to".
func (r *reader) cueNoun(f *field, i int) *saying {
	c := f.child(i, nlp.DepAcl, nlp.DepCcomp)
	if c < 0 || f.toks[i].dep == nlp.DepCompound {
		return nil
	}
	m := f.child(c, nlp.DepMark)
	to := f.child(c, nlp.DepAux)
	if !(m >= 0 && f.lowIs(m, "that")) && !(to >= 0 && f.lowIs(to, "to")) {
		return nil
	}
	s := &saying{f: f, cueTok: i, cue: stretch{i, i + 1}, via: -1}
	subj := f.child(i, nlp.DepPoss)
	if subj < 0 {
		for _, p := range f.children(i, nlp.DepPrep) {
			if f.lowIs(p, "by", "from") {
				subj = f.child(p, nlp.DepPobj)
			}
		}
	}
	if h := f.toks[i].head; subj < 0 && f.toks[i].dep == nlp.DepDobj && (support[f.toks[h].lemma] || f.lemmaIs(h, "have", "express", "raise")) {
		subj = f.subject(h)
	}
	if subj < 0 {
		return nil
	}
	s.source = f.sourceSpan(subj)
	first, last := f.edges(c)
	s.addStretch(first, last)
	if len(s.content) == 0 {
		return nil
	}
	return s
}

// tidy sorts the sayings and drops those that another one with the same
// content makes needless.
func (r *reader) tidy(says []*saying) []*saying {
	sort.SliceStable(says, func(i, j int) bool { return says[i].cue.first < says[j].cue.first })
	says = slices.DeleteFunc(says, func(s *saying) bool { // within a speaker's turn in a transcript
		return slices.ContainsFunc(near(says, s.cueTok), func(t *saying) bool { return t != s && t.f.words[t.cueTok] == ":" && t.holds(s.cueTok) })
	})
	says = slices.DeleteFunc(says, func(s *saying) bool { // "declined to confirm or deny whether": one statement
		return slices.ContainsFunc(near(says, s.cueTok), func(t *saying) bool {
			return t != s && t.f.lemmaIs(t.cueTok, "refuse", "decline", "promise", "vow", "pledge", "threaten") && t.holds(s.cueTok) && s.f.child(s.cueTok, nlp.DepNsubj) < 0
		})
	})
	says = slices.DeleteFunc(says, func(s *saying) bool { // "expressed concern about the dam": the noun's
		return s.f.lemmaIs(s.cueTok, "express", "voice", "raise") && slices.ContainsFunc(near(says, s.cueTok), func(t *saying) bool {
			is := t.f.toks[t.cueTok].head == s.cueTok && t.f.toks[t.cueTok].dep == nlp.DepDobj && s.holds(t.cueTok) && t.cue.first > s.cueTok
			if is {
				t.cue.first = s.cueTok
			}
			return is
		})
	})
	nested := make([]bool, len(says))
	for k, s := range says {
		nested[k] = slices.ContainsFunc(near(says, s.cueTok), func(t *saying) bool { return t != s && t.holds(s.cueTok) && !s.holds(t.cueTok) }) && !s.f.adds(s.cueTok)
	}
	var out []*saying
	farther := map[*saying]bool{}
	for k, s := range says {
		if nested[k] { // what a speaker says of others' words is the speaker's statement
			continue
		}
		close := near(out, s.cueTok)
		dup := slices.IndexFunc(close, func(o *saying) bool { return !farther[o] && slices.Equal(o.content, s.content) })
		if dup < 0 {
			out = append(out, s)
		} else if s.f.allQuoted(s.content[0]) && s.apart() < close[dup].apart() { // the nearer cue tells who said the very words
			farther[close[dup]] = true
			out = append(out, s)
		}
	}
	return slices.DeleteFunc(out, func(s *saying) bool { return farther[s] })
}

// apart gives how far a cue stands from its content's nearest edge, in tokens.
func (s *saying) apart() int {
	if c := s.content[len(s.content)-1]; c.last <= s.cue.first {
		return s.cue.first - c.last
	}
	return max(s.content[0].first-s.cue.last, 0)
}

// adds tells whether v goes on with the words of who spoke before: "..., adding
// that", or says them of what was named: "an order which he said would help".
func (f *field) adds(v int) bool {
	if f.toks[v].dep == nlp.DepRelcl {
		c, s := f.child(v, nlp.DepCcomp), f.child(v, nlp.DepNsubj)
		return c >= 0 && s >= 0 && !f.isRelative(s) && f.isRelative(f.toks[v].left)
	}
	return f.toks[v].dep == nlp.DepAdvcl && f.bareParticiple(v)
}

// form tells how much of the content is quoted.
func (s *saying) form() Form {
	quoted, plain := 0, 0
	for _, c := range s.content {
		for i := c.first; i < c.last; i++ {
			switch t := s.f.toks[i]; {
			case t.pos == nlp.PosPunct || t.pos == nlp.PosSpace:
			case t.quoted:
				quoted++
			case t.low != "that" || i > c.first:
				plain++
			}
		}
	}
	switch {
	case quoted == 0:
		return Indirect
	case plain == 0:
		return Direct
	}
	return Mixed
}

// withCue tells whether the content is only what the cue's verb acts on: an
// object, an infinitive, what a preposition leads in.
func (s *saying) withCue() bool {
	f := s.f
	if s.cueTok < 0 || len(s.content) != 1 || f.toks[s.cueTok].pos == nlp.PosPunct || f.lowIs(s.cueTok, "according") || s.form() == Direct {
		return false
	}
	c := s.content[0]
	if c.first < s.cueTok {
		return false
	}
	for i := c.first; i < c.last; i++ { // a clause with a tense stands by itself
		h := f.toks[i].head
		if (h < c.first || h >= c.last || h == i) && f.isVerb(i) && (f.toks[i].dep == nlp.DepCcomp || f.toks[i].dep == nlp.DepAcl || f.toks[i].dep == nlp.DepAdvcl || h == i) &&
			f.construction(i) != lexicon.To && f.child(i, nlp.DepNsubj, nlp.DepNsubjpass, nlp.DepExpl, nlp.DepCsubj) >= 0 {
			return false
		}
	}
	return true
}

// maxApart is the number of tokens that a statement's cue and its content are
// searched for each other.
const maxApart = 1500

// near gives the statements, in the order of their cues, whose cue is within
// reach of token i.
func near(says []*saying, i int) []*saying {
	lo := sort.Search(len(says), func(k int) bool { return says[k].cue.first >= i-maxApart })
	hi := sort.Search(len(says), func(k int) bool { return says[k].cue.first > i+maxApart })
	return says[lo:max(lo, hi)]
}
