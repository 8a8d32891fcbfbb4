package extract

import (
	"slices"
	"sort"
	"strings"

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
		r.colonQuotes(f, n)
		r.looseQuotes(f, r.says[n:])
	}
	for _, s := range r.says {
		r.findSpeaker(s)
	}
}

// sayingAt reads the statement whose cue is at token i, nil for none.
func (r *reader) sayingAt(f *field, i int) *saying {
	t := f.toks[i]
	switch {
	case t.low == "according":
		return r.accordingTo(f, i)
	case t.low == ":":
		return r.transcript(f, i)
	case t.pos == nlp.PosVerb:
		return r.cueVerb(f, i)
	case t.pos == nlp.PosNoun && r.lex.Cue(t.lemma, lexicon.Noun):
		return r.cueNoun(f, i)
	}
	return nil
}

// cueVerb reads a verb of saying, holding or judging with its content.
func (r *reader) cueVerb(f *field, v int) *saying {
	lemma := f.toks[v].lemma
	if p := f.child(v, nlp.DepPrt); p >= 0 && r.lex.Cue(lemma+"_"+f.low[p], lexicon.Say) {
		lemma += "_" + f.low[p]
	}
	say, hold := r.lex.Cue(lemma, lexicon.Say), r.lex.Cue(lemma, lexicon.Hold)
	speak, show, quote := r.lex.Cue(lemma, lexicon.Speak), r.lex.Cue(lemma, lexicon.Show), r.lex.Cue(lemma, lexicon.Quote)
	if !say && !hold && !speak && !show && !quote {
		return nil
	}
	if f.toks[v].quoted {
		return nil // what the speaker in turn reports is the speaker's
	}
	s := &saying{f: f, cueTok: v, cue: f.cueSpan(v), via: -1}
	subj := f.subject(v)
	if f.passive(v) && !f.passiveSpeech(v) {
		subj = f.subject(v)
		if subj < 0 && !say {
			return nil
		}
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
	if len(s.content) == 0 && speak {
		s.addObject(v)
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
	if say {
		s.reachBack(v)
	}
	if len(s.content) == 0 || subj < 0 && (!say || f.passive(v) && !quotedIn(f, s.content)) {
		return nil
	}
	if f.negated(v) && lemma != "deny" && lemma != "mention" && !quotedIn(f, s.content) {
		return nil
	}
	if subj >= 0 && (f.lowIs(subj, "it") && f.expletive(subj) || f.toks[subj].ent == nlp.EntDate || f.lemmaIs(subj, "month", "week", "day", "year", "time", "move")) {
		return nil
	}
	return s
}

// inverted gives the speaker behind the verb where the parser took the
// quotation for the subject: "'...,' notes Viguerie".
func (f *field) inverted(v, subj int) int {
	if f.toks[v].quoted || subj >= 0 && !f.toks[subj].quoted && f.toks[subj].dep != nlp.DepCsubj {
		return subj
	}
	if v == 0 || !f.toks[max(v-1, 0)].quoted && !f.toks[max(v-2, 0)].quoted {
		return subj
	}
	for _, c := range f.children(v, nlp.DepNsubj, nlp.DepDobj, nlp.DepOprd, nlp.DepAttr, nlp.DepNpadvmod) {
		if c > v && !f.toks[c].quoted && f.isNominal(c) && f.toks[c].ent != nlp.EntDate {
			return c
		}
	}
	return subj
}

// bareParticiple tells whether v is a participle without an auxiliary.
func (f *field) bareParticiple(v int) bool {
	return f.toks[v].tag == nlp.Tag("VBG") && f.child(v, nlp.DepAux) < 0
}

// nearSubject gives the noun right before a cue that the parser left without
// a subject.
func (f *field) nearSubject(v int) int {
	i := v - 1
	for i >= 0 && (f.toks[i].pos == nlp.PosAdv || f.toks[i].pos == nlp.PosAux) {
		i--
	}
	if i < 0 || f.toks[i].sent != f.toks[v].sent || f.toks[i].quoted != f.toks[v].quoted || !f.isNominal(i) || f.bareParticiple(v) || f.toks[v].tag == nlp.Tag("VB") || f.toks[v].tag == nlp.Tag("VBN") || f.toks[i].ent == nlp.EntDate {
		return -1
	}
	for f.toks[i].head < i && f.isNominal(f.toks[i].head) && f.toks[i].head > i-4 {
		i = f.toks[i].head
	}
	if f.toks[i].head > v || f.below(v, i) {
		return -1
	}
	return i
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

// sourceSpan gives the words of a speaker: the noun phrase without relative
// clauses.
func (f *field) sourceSpan(i int) stretch {
	first, last := f.edges(i)
	for _, c := range f.children(i, nlp.DepRelcl, nlp.DepAcl, nlp.DepAdvcl) {
		if a, _ := f.edges(c); a > i {
			last = min(last, a)
		}
	}
	for last > i+1 && f.toks[last-1].pos == nlp.PosPunct && f.words[last-1] != ")" {
		last--
	}
	for first < i && (f.toks[first].pos == nlp.PosPunct || f.inDateline(first)) {
		first++
	}
	return stretch{first, last}
}

func quotedIn(f *field, content []stretch) bool {
	for _, c := range content {
		for i := c.first; i < c.last; i++ {
			if f.toks[i].quoted {
				return true
			}
		}
	}
	return false
}

// addClauses adds the clauses that a cue governs: complement clauses, and
// infinitives ("promised to leave").
func (s *saying) addClauses(v int, infinitive bool, subj int) {
	f := s.f
	for _, c := range f.toks[v].kids {
		i := int(c)
		if i < v && f.bareParticiple(v) && !f.toks[i].quoted {
			continue
		}
		switch f.toks[i].dep {
		case nlp.DepCcomp:
			s.addClause(v, i, subj)
		case nlp.DepXcomp:
			if infinitive && f.isVerb(i) {
				s.addClause(v, i, subj)
			}
		case nlp.DepPrep: // "pledged in a statement that ..."
			if o := f.child(i, nlp.DepPobj); o > v && document[f.toks[o].lemma] && len(s.content) == 0 {
				if x := f.child(o, nlp.DepAcl, nlp.DepRelcl, nlp.DepCcomp); x >= 0 {
					if m := f.child(x, nlp.DepMark); m >= 0 && f.lowIs(m, "that") {
						s.addClause(v, x, subj)
					}
				}
			}
		case nlp.DepParataxis:
			if f.lemmaIs(v, "say") {
				s.addClause(v, i, subj)
			}
		}
	}
}

// addShort adds an answer of a word, and the question behind "asked ... if".
func (s *saying) addShort(v int) {
	f := s.f
	if len(s.content) > 0 {
		return
	}
	for _, c := range f.toks[v].kids {
		i := int(c)
		switch {
		case f.toks[i].dep == nlp.DepAdvcl && f.lemmaIs(v, "ask", "wonder"):
			if m := f.child(i, nlp.DepMark); m >= 0 && f.lowIs(m, "if", "whether") {
				first, last := f.edges(i)
				s.addStretch(first, last)
			}
		case i > v && f.lemmaIs(v, "say") && f.lowIs(i, "yes", "no", "so", "thanks", "goodbye"), i > v && f.lemmaIs(v, "say") && f.toks[i].dep == nlp.DepDobj && f.lowIs(i, "same", "opposite"):
			first, last := f.edges(i)
			s.addStretch(first, last)
		}
	}
}

// addClause adds the subtree of a clause, cut so that it does not hold the cue
// or the speaker.
func (s *saying) addClause(v, c, subj int) {
	f := s.f
	first, last := f.edges(c)
	for _, x := range f.children(c, nlp.DepConj) { // "said A and added B": B is another statement
		if x > c && (f.child(x, nlp.DepNsubj) < 0 || f.child(x, nlp.DepCcomp) >= 0 || f.lemmaIs(x, "say")) && saysMore[f.toks[x].lemma] && !f.toks[x].quoted {
			a, _ := f.edges(x)
			if last = min(last, a); last > 0 && f.toks[last-1].dep == nlp.DepCC {
				last--
			}
		}
	}
	if v < first {
		last = f.trim(c, first, last)
	}
	if first <= v && v < last { // the cue interrupts: content on both sides
		cueFirst, cueLast := f.cueEdges(v, subj, c)
		s.addStretch(first, cueFirst)
		s.addStretch(cueLast, last)
		return
	}
	s.addStretch(first, last)
}

// addBefore adds the quotation that ends right before the cue phrase, which
// the parser may have put into a sentence of its own.
func (s *saying) addBefore(v, subj int) {
	f := s.f
	first, _ := f.edges(subj)
	first = min(first, v)
	for k := first - 1; k >= 0 && k >= first-3; k-- {
		if f.toks[k].para != f.toks[v].para {
			return
		}
		if !f.toks[k].quoted {
			continue
		}
		for _, q := range f.quote {
			if q.first <= k && k < q.last && q.last-q.first >= 4 && f.lowIs(q.last-2, ",", "?", "!", "-", "—") {
				s.addStretch(q.first, q.last)
				return
			}
		}
	}
}

// splitSource finds the speaker between a quotation and the cue, where the
// parser took both together for content: "'Yes,' Ann Lee, the founder, tells".
func (s *saying) splitSource(v int) {
	f := s.f
	for _, q := range f.quote {
		if q.last > v || v-q.last > 15 || q.last == v || f.toks[q.first].para != f.toks[v].para {
			continue
		}
		name := false
		for i := q.last; i < v; i++ {
			if f.toks[i].quoted || f.isVerb(i) {
				return
			}
			name = name || f.toks[i].pos == nlp.PosPropn
		}
		if name {
			s.content = nil
			s.addStretch(q.first, q.last)
			s.source = stretch{q.last, v}
			for s.source.last > s.source.first+1 && f.toks[s.source.last-1].pos == nlp.PosPunct {
				s.source.last--
			}
			return
		}
	}
}

// addAround adds the clause that a cue phrase stands in the middle of: "The
// plan, he says, will fail".
func (s *saying) addAround(v int) {
	f := s.f
	h := f.toks[v].head
	switch f.toks[v].dep {
	case nlp.DepParataxis, nlp.DepCcomp, nlp.DepAdvcl, nlp.DepDep, nlp.DepIntj, nlp.DepMeta:
	default:
		return
	}
	if h == v || !f.isVerb(h) || f.child(v, nlp.DepMark) >= 0 || f.toks[v].tag == nlp.Tag("VBG") {
		return
	}
	first, last := f.edges(h)
	a, b := f.edges(v)
	if f.words[max(a-1, 0)] != "," && b < len(f.toks) && f.words[b] != "," && f.words[max(b-1, 0)] != "," {
		return
	}
	s.addStretch(first, a)
	s.addStretch(b, last)
}

// trim cuts what the reporter adds to unquoted content: behind a dash, or with
// "while" or "although".
func (f *field) trim(c, first, last int) int {
	for i := first + 3; i < last; i++ {
		switch f.words[i] {
		case "–", "—", "--", "_":
			if !f.toks[i].quoted {
				return i
			}
		}
		if i > c && f.lowIs(i, "interview", "statement", "speech", "tweet", "letter", "briefing", "conference") && !f.toks[i].quoted && f.toks[i].dep == nlp.DepPobj && f.lowIs(f.toks[i].head, "in", "at", "during") && f.toks[i].head > first+3 {
			return f.toks[i].head
		}
		if i > c && f.toks[i].dep == nlp.DepAdvcl && f.toks[i].tag == nlp.Tag("VBG") && saysMore[f.toks[i].lemma] && !f.toks[i].quoted && f.lowIs(i-1, ",") {
			return i - 1
		}
		if i > c && f.toks[i].dep == nlp.DepAdvcl && f.toks[i].head == c {
			if m := f.child(i, nlp.DepMark); m >= 0 && (f.lowIs(m, "while", "although", "though") || f.lowIs(m, "as", "after") && m > 0 && f.markAt(m-1, true) != 0) {
				if a, _ := f.edges(i); a > c && !f.toks[a].quoted {
					return a
				}
			}
		}
	}
	return last
}

// reachBack begins the content right behind the cue where only the quoted end
// of a clause was found: "says the plan appeals to 'bad angels'".
func (s *saying) reachBack(v int) {
	f := s.f
	if len(s.content) != 1 {
		return
	}
	c := &s.content[0]
	if c.first <= v+2 || f.markAt(c.first, false) == 0 || f.lowIs(c.first-1, ",", ":") || f.toks[c.first].sent != f.toks[v].sent {
		return
	}
	next := v + 1
	if f.toks[next].pos == nlp.PosPunct || f.toks[next].ent == nlp.EntDate || f.lowIs(next, "in", "of", "about", "on", "to", "at", "during", "after") {
		return
	}
	for i := next; i < c.first; i++ {
		if f.toks[i].pos == nlp.PosPunct && f.words[i] != "," || saysMore[f.toks[i].lemma] {
			return
		}
	}
	c.first = next
}

// saysMore are cues that a coordination goes on with.
var saysMore = map[string]bool{"say": true, "add": true, "tell": true, "warn": true, "claim": true, "call": true, "urge": true, "accuse": true, "argue": true, "insist": true, "promise": true, "vow": true, "announce": true, "note": true, "declare": true, "predict": true, "suggest": true, "describe": true, "criticize": true, "praise": true, "ask": true, "report": true, "deny": true, "explain": true, "express": true, "pledge": true, "acknowledge": true}

// cueEdges gives the extent of a cue phrase within its content: the verb, its
// subject and what hangs on it but for the content c.
func (f *field) cueEdges(v, subj, c int) (int, int) {
	first, last := v, v+1
	for _, k := range f.toks[v].kids {
		if int(k) == c || f.toks[k].pos == nlp.PosPunct {
			continue
		}
		a, b := f.edges(int(k))
		if f.toks[k].dep == nlp.DepCcomp {
			continue
		}
		first, last = min(first, a), max(last, b)
	}
	return first, last
}

// addStretch adds a piece of content without punctuation at its edges, save
// quotation marks.
func (s *saying) addStretch(first, last int) {
	f := s.f
	for first < last && (f.toks[first].pos == nlp.PosPunct && f.markAt(first, false) == 0 && f.words[first] != "[" && f.words[first] != "(" || f.toks[first].pos == nlp.PosSpace) {
		first++
	}
	for last > first && (f.toks[last-1].pos == nlp.PosPunct && f.markAt(last-1, true) == 0 && f.words[last-1] != "]" && f.words[last-1] != ")" || f.toks[last-1].pos == nlp.PosSpace) {
		last--
	}
	if first >= last || last-first == 1 && f.toks[first].pos == nlp.PosPunct {
		return
	}
	s.content = append(s.content, stretch{first, last})
}

// addObject adds what a verb of judging or asking is about: its object with
// the predicate or infinitive that follows it.
func (s *saying) addObject(v int) {
	f := s.f
	first, last := -1, -1
	for _, c := range f.toks[v].kids {
		i := int(c)
		if i < v || f.toks[i].ent == nlp.EntDate {
			continue
		}
		a, b := f.edges(i)
		switch f.toks[i].dep {
		case nlp.DepDobj, nlp.DepCcomp, nlp.DepXcomp, nlp.DepOprd:
		case nlp.DepPrep:
			switch {
			case f.lowIs(i, "of", "as", "for") && first >= 0:
			case slices.Contains(aboutPreps[f.toks[v].lemma], f.low[i]) && f.mention[i] < 0:
				a++
			default:
				continue
			}
		default:
			continue
		}
		if first < 0 {
			first = a
		}
		last = b
	}
	if first < 0 {
		return
	}
	if first <= v+3 { // "blamed Iran for the attack" is the statement, not "Iran for the attack"
		first = v
	}
	s.addStretch(first, last)
}

// aboutPreps are the prepositions that lead in what a verb of speaking is about.
var aboutPreps = map[string][]string{
	"call": {"for", "on"}, "complain": {"about", "of"}, "warn": {"of", "about", "against"}, "appeal": {"for"}, "ask": {"about", "for"}, "demand": {"for"},
	"talk": {"about", "of"}, "speak": {"about", "of", "against"}, "refer": {"to"}, "point": {"to"}, "respond": {"to"}, "allude": {"to"}, "joke": {"about"}, "argue": {"for", "against"},
	"testify": {"about"}, "push": {"for"}, "boast": {"about", "of"}, "agree": {"with"}, "disagree": {"with"},
}

// addQuotes adds the quotations of the cue's sentence that hang on it or touch
// it.
func (s *saying) addQuotes(v int, more, say bool) {
	f := s.f
	sent := f.sents[f.toks[v].sent]
	for _, q := range f.quote {
		if q.last <= sent.first || q.first >= sent.last || q.first <= v && v < q.last {
			continue
		}
		overlaps := false
		for i := q.first; i < q.last; i++ {
			overlaps = overlaps || s.holds(i)
		}
		if overlaps { // content that begins or ends within a quotation is all of it
			s.addStretch(q.first, q.last)
			continue
		}
		if more || q.last-q.first < 4 || f.anotherCue(q, v) || !say && !startsUpper(f.words[q.first+1]) && !f.lowIs(q.first-1, ",", ":") {
			continue
		}
		if f.toks[v].dep == nlp.DepRelcl || f.toks[v].dep == nlp.DepAcl {
			if !f.below(q.first+1, v) {
				continue
			}
		}
		s.addStretch(q.first, q.last)
	}
}

// anotherCue tells whether a verb nearer to a quotation than v governs it.
func (f *field) anotherCue(q quotation, v int) bool {
	for i := q.first + 1; i < q.last; i++ {
		h := f.toks[i].head
		if (h < q.first || h >= q.last) && f.isVerb(h) && h != v && f.toks[h].sent == f.toks[v].sent {
			return saysMore[f.toks[h].lemma]
		}
	}
	return false
}

// transcript reads "SMITH: ..." at the head of a paragraph: the rest of it is
// what Smith said.
func (r *reader) transcript(f *field, i int) *saying {
	if f.words[i] != ":" || f.toks[i].quoted {
		return nil
	}
	first := i
	for first > 0 && f.toks[first-1].para == f.toks[i].para && f.toks[first-1].pos != nlp.PosSpace {
		first--
	}
	if i-first > 6 || i == first || i+3 >= len(f.toks) || f.toks[i+2].para != f.toks[i].para {
		return nil
	}
	for k := first; k < i; k++ {
		if !startsUpper(f.words[k]) && f.toks[k].pos != nlp.PosPunct && f.toks[k].pos != nlp.PosNum {
			return nil
		}
	}
	if k := f.mention[i-1]; k < 0 || r.mentions[k].actor < 0 || r.mentions[k].sort != named {
		if strings.ToUpper(f.words[i-1]) != f.words[i-1] || len(f.words[i-1]) < 3 || f.toks[i-1].pos != nlp.PosPropn {
			return nil
		}
	}
	last := i + 1
	for last < len(f.toks) && f.toks[last].para == f.toks[i].para {
		last++
	}
	if last-i < 5 {
		return nil
	}
	s := &saying{f: f, cueTok: i, cue: stretch{i, i + 1}, via: -1, source: stretch{first, i}}
	s.addStretch(i+1, last)
	return s
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
		return slices.ContainsFunc(says, func(t *saying) bool { return t != s && t.f.words[t.cueTok] == ":" && t.holds(s.cueTok) })
	})
	says = slices.DeleteFunc(says, func(s *saying) bool { // "declined to confirm or deny whether": one statement
		return slices.ContainsFunc(says, func(t *saying) bool {
			return t != s && t.f.lemmaIs(t.cueTok, "refuse", "decline", "promise", "vow", "pledge", "threaten") && t.holds(s.cueTok) && s.f.child(s.cueTok, nlp.DepNsubj) < 0
		})
	})
	var out []*saying
	for _, s := range says {
		dup := slices.ContainsFunc(out, func(o *saying) bool { return slices.Equal(o.content, s.content) })
		if !dup {
			out = append(out, s)
		}
	}
	return out
}

// looseQuotes gives quotations that no cue governs to the statement that they
// go on: the one before in the paragraph, else after it, else the one whose
// quotation the paragraph before left open.
func (r *reader) looseQuotes(f *field, says []*saying) {
	for k, q := range f.quote {
		if q.last-q.first < 5 || covered(says, q) {
			continue
		}
		if s := r.ownerOf(f, says, q, k); s != nil {
			first, last := q.first, q.last
			s.extend(first, last)
		}
	}
	for _, s := range says {
		s.mergeContent()
	}
}

// covered tells whether most of a quotation is content already.
func covered(says []*saying, q quotation) bool {
	n := 0
	for i := q.first; i < q.last; i++ {
		for _, s := range says {
			if s.holds(i) {
				n++
				break
			}
		}
	}
	return n*2 > q.last-q.first && n >= q.last-q.first-3
}

func (s *saying) holds(i int) bool {
	for _, c := range s.content {
		if c.first <= i && i < c.last {
			return true
		}
	}
	return false
}

// ownerOf gives the statement that a loose quotation belongs to.
func (r *reader) ownerOf(f *field, says []*saying, q quotation, k int) *saying {
	para := f.toks[q.first].para
	var before, after, within *saying
	for _, s := range says {
		if f.toks[s.cueTok].quoted {
			continue
		}
		for i := q.first; i < q.last; i++ {
			if s.holds(i) {
				within = s
			}
		}
		if f.toks[s.cueTok].para != para {
			continue
		}
		if s.cueTok < q.first {
			before = s
		} else if after == nil && s.cueTok >= q.last {
			after = s
		}
	}
	startsSentence := q.first == f.sents[f.toks[q.first].sent].first || q.first > 0 && (f.toks[q.first-1].sent != f.toks[q.first].sent || f.toks[q.first-1].pos == nlp.PosSpace) || q.first > 0 && f.lowIs(q.first-1, ".", "!", "?", ":")
	switch {
	case within != nil:
		return within
	case !startsSentence && f.toks[q.last-1].sent == f.toks[q.first].sent && q.last-q.first < 12:
		return nil // a quoted phrase of the report's own sentence
	case before != nil:
		return before
	case after != nil && f.toks[after.cueTok].sent <= f.toks[q.last-1].sent+1:
		return after
	case f.wholePara(q):
		for n := len(says) - 1; n >= 0; n-- {
			if p := f.toks[says[n].cueTok].para; says[n].cueTok < q.first && !f.toks[says[n].cueTok].quoted && p >= para-2 && (p == para-1 || f.betweenQuoted(p, para)) && quotedIn(f, says[n].content) {
				return says[n]
			}
		}
	case k > 0 && !f.quote[k-1].closed && f.toks[f.quote[k-1].first].para == para-1:
		for _, s := range says {
			if s.holds(f.quote[k-1].first + 1) {
				return s
			}
		}
	}
	return nil
}

// wholePara tells whether a quotation is a paragraph by itself.
func (f *field) wholePara(q quotation) bool {
	for i := q.first - 1; i >= 0 && f.toks[i].para == f.toks[q.first].para; i-- {
		if !f.toks[i].quoted && f.toks[i].pos != nlp.PosSpace && f.toks[i].pos != nlp.PosPunct {
			return false
		}
	}
	for i := q.last; i < len(f.toks) && f.toks[i].para == f.toks[q.first].para; i++ {
		if !f.toks[i].quoted && f.toks[i].pos != nlp.PosSpace && f.toks[i].pos != nlp.PosPunct {
			return false
		}
	}
	return true
}

// betweenQuoted tells whether all paragraphs between a and b are quotations.
func (f *field) betweenQuoted(a, b int) bool {
	for i := range f.toks {
		if p := f.toks[i].para; p > a && p < b && !f.toks[i].quoted && f.toks[i].pos != nlp.PosSpace && f.toks[i].pos != nlp.PosPunct {
			return false
		}
	}
	return true
}

// extend adds a stretch to the content, and joins what touches.
func (s *saying) extend(first, last int) {
	s.addStretch(first, last)
}

// mergeContent sorts the content and joins overlapping or touching pieces.
func (s *saying) mergeContent() {
	sort.Slice(s.content, func(i, j int) bool { return s.content[i].first < s.content[j].first })
	var out []stretch
	for _, c := range s.content {
		if n := len(out); n > 0 && c.first <= out[n-1].last {
			out[n-1].last = max(out[n-1].last, c.last)
			continue
		}
		out = append(out, c)
	}
	s.content = out
}

// findSpeaker resolves who the source's words mean.
func (r *reader) findSpeaker(s *saying) {
	s.speaker.actor = -1
	f := s.f
	if s.source.last <= s.source.first {
		return
	}
	head := f.headIn(s.source.first, s.source.last)
	s.speakers = r.actorsAt(f, head)
	if len(s.speakers) == 0 && document[f.toks[head].lemma] {
		for _, got := range [][]ref{r.possessorOf(f, head), r.throughPrep(f, head, "by", "from", "of"), r.adjectiveOf(f, head)} {
			if len(got) > 0 {
				s.speakers = got
				break
			}
		}
		if len(s.speakers) == 0 {
			s.speakers = r.lastSpeaker(s)
		}
	}
	if len(s.speakers) == 0 {
		for _, c := range f.children(head, nlp.DepAppos) {
			s.speakers = appendRefs(s.speakers, r.actorsAt(f, c)...)
		}
	}
	s.anonymous = true
	for k := range s.speakers {
		if r.actors.list[s.speakers[k].actor].Kind != Group {
			s.anonymous = false
		}
	}
	if len(s.speakers) > 0 {
		s.speaker = s.speakers[0]
	}
	r.findVia(s)
}

// document are things that speak for who made them.
var document = map[string]bool{
	"statement": true, "report": true, "letter": true, "tweet": true, "post": true, "message": true, "document": true, "speech": true, "poll": true, "survey": true,
	"study": true, "resolution": true, "declaration": true, "note": true, "email": true, "memo": true, "release": true, "communique": true, "announcement": true, "complaint": true, "lawsuit": true, "order": true, "article": true, "editorial": true, "remark": true, "comment": true, "official": false, "website": true,
}

// lastSpeaker gives who spoke last before a statement, in its paragraph or the
// one before.
func (r *reader) lastSpeaker(s *saying) []ref {
	for k := len(r.says) - 1; k >= 0; k-- {
		o := r.says[k]
		if o.f == s.f && o.cueTok < s.cueTok && o.speaker.actor >= 0 && len(o.speakers) > 0 && s.f.toks[s.cueTok].para-o.f.toks[o.cueTok].para <= 1 {
			return o.speakers
		}
	}
	return nil
}

// findVia reads the outlet spoken to: "told the Times", "in an interview with".
func (r *reader) findVia(s *saying) {
	f := s.f
	if s.cueTok < 0 || !f.isVerb(s.cueTok) {
		return
	}
	look := []int{f.child(s.cueTok, nlp.DepDobj), f.child(s.cueTok, nlp.DepDative)}
	for _, p := range f.children(s.cueTok, nlp.DepPrep, nlp.DepDative) {
		o := f.child(p, nlp.DepPobj)
		look = append(look, o)
		if o >= 0 && f.lemmaIs(o, "interview", "remark", "comment", "statement") {
			for _, q := range f.children(o, nlp.DepPrep) {
				look = append(look, f.child(q, nlp.DepPobj))
			}
		}
	}
	for _, i := range look {
		if i < 0 {
			continue
		}
		for _, x := range r.actorsAt(f, i) {
			if r.actors.list[x.actor].Sector == "JRN" && r.actors.list[x.actor].Kind == Organization {
				s.via = x.actor
				return
			}
		}
	}
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

// maxDateline is the number of tokens within which a dateline ends.
const maxDateline = 14

// inDateline tells whether token i stands in the place, date and agency that a
// paragraph opens with: "NAIROBI, Kenya, Aug. 24 (AP) - ".
func (f *field) inDateline(i int) bool {
	first := i
	for first > 0 && f.toks[first-1].para == f.toks[i].para && i-first < maxDateline {
		first--
	}
	if first > 0 && f.toks[first-1].para == f.toks[i].para {
		return false
	}
	for k := first; k < len(f.toks) && k < first+maxDateline && f.toks[k].para == f.toks[i].para; k++ {
		switch f.words[k] {
		case "-", "–", "—", "--", "_":
			if k > first && (f.words[k-1] == ")" || f.toks[k-1].pos == nlp.PosPropn && strings.ToUpper(f.words[first]) == f.words[first] && len(f.words[first]) > 3) {
				return i < k
			}
		case ".", "!", "?":
			if k > first && len(f.words[k-1]) > 4 {
				return false
			}
		}
	}
	return false
}

// colonQuotes reads quotations that a colon leads in, also when they stand as
// paragraphs of their own: "The paper responded:".
func (r *reader) colonQuotes(f *field, n int) {
	for k, q := range f.quote {
		colon := q.first - 1
		for colon >= 0 && f.toks[colon].pos == nlp.PosSpace {
			colon--
		}
		if colon < 1 || f.words[colon] != ":" || f.toks[colon].quoted || q.last-q.first < 4 || f.toks[q.first].para > f.toks[colon].para+3 {
			continue
		}
		if covered(r.says[n:], q) {
			continue
		}
		s := &saying{f: f, cue: stretch{colon, colon + 1}, cueTok: colon, via: -1}
		if v := r.cueBefore(f, colon); v >= 0 {
			s.cueTok, s.cue = v, f.cueSpan(v)
			if subj := f.subject(v); subj >= 0 && !f.toks[subj].quoted {
				s.source = f.sourceSpan(subj)
			}
		} else if m := f.mention[colon-1]; m >= 0 && r.mentions[m].sort == named {
			s.source = stretch{r.mentions[m].first, r.mentions[m].last}
		}
		if s.source.last == s.source.first {
			continue
		}
		s.addStretch(q.first, q.last)
		if f.toks[q.first].para != f.toks[colon].para { // a block of quoted paragraphs
			for _, next := range f.quote[k+1:] {
				if !f.wholePara(next) || !f.betweenQuoted(f.toks[q.first].para, f.toks[next.first].para) {
					break
				}
				s.addStretch(next.first, next.last)
			}
		}
		r.says = append(r.says, s)
	}
	sort.SliceStable(r.says[n:], func(i, j int) bool { return r.says[n+i].cue.first < r.says[n+j].cue.first })
}

// cueBefore gives the verb that a colon completes: the nearest cue before it
// in its sentence, else the sentence's own verb.
func (r *reader) cueBefore(f *field, colon int) int {
	s := f.sents[f.toks[colon].sent]
	for i := colon - 1; i >= s.first; i-- {
		l := f.toks[i].lemma
		if f.toks[i].pos == nlp.PosVerb && !f.toks[i].quoted && (r.lex.Cue(l, lexicon.Say) || r.lex.Cue(l, lexicon.Quote) || r.lex.Cue(l, lexicon.Speak)) {
			return i
		}
	}
	if f.isVerb(s.root) && s.root < colon && !f.toks[s.root].quoted {
		return s.root
	}
	return -1
}
