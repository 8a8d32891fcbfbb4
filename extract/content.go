package extract

import (
	"slices"

	"github.com/entente/entente/nlp"
)

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

// summons tells whether "call" means to ring or to name somebody, not to call
// for something.
func (f *field) summons(x int) bool {
	return f.lemmaIs(x, "call") && f.child(x, nlp.DepPrep, nlp.DepPrt) < 0
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
		if x > c && (f.child(x, nlp.DepNsubj) < 0 || f.child(x, nlp.DepCcomp) >= 0 || f.lemmaIs(x, "say")) && saysMore[f.toks[x].lemma] && !f.toks[x].quoted && !f.summons(x) {
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

// cutFrame takes from the content what only frames it: the report's own words
// before the cue where "that" or a quotation follows it, and the speaker.
func (s *saying) cutFrame(v int) {
	f := s.f
	if len(s.content) < 2 {
		return
	}
	behind := func(c stretch) bool { return c.first > v }
	i := slices.IndexFunc(s.content, behind)
	if i < 0 {
		return
	}
	that := f.lowIs(s.content[i].first, "that") && f.toks[s.content[i].first].dep == nlp.DepMark
	quoted := f.markAt(s.content[i].first, false) != 0
	if h := f.toks[v].head; quoted && f.toks[v].dep == nlp.DepParataxis && f.isVerb(h) {
		if x := f.child(h, nlp.DepNsubj, nlp.DepNsubjpass); x >= 0 && x < v && h > v { // "The plan, he said, “is dead”"
			quoted = false
		}
	}
	if that || quoted {
		s.content = slices.DeleteFunc(s.content, func(c stretch) bool { return !behind(c) && !quotedIn(f, []stretch{c}) })
	}
	s.content = slices.DeleteFunc(s.content, func(c stretch) bool {
		return c.first <= s.source.first && s.source.first < c.last && !f.toks[s.source.first].quoted && s.source.last > s.source.first
	})
}

// addBefore adds the quotation that ends right before the cue phrase, which
// the parser may have put into a sentence of its own.
func (s *saying) addBefore(v, subj int) {
	f := s.f
	if f.bareParticiple(v) { // "she said before adding"
		return
	}
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
			if q.first <= k && k < q.last && q.last-q.first >= 4 && (f.lowIs(q.last-2, ",", "?", "!", "-", "—") || f.sents[f.toks[v].sent].last-v <= 3) {
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
	if m := f.child(v, nlp.DepMark); f.toks[v].dep == nlp.DepAdvcl && m >= 0 && f.lowIs(m, "as") && f.isVerb(h) && reporting[f.toks[v].lemma] {
		first, last := f.edges(h) // "As the paper noted, ..."
		a, b := f.edges(v)
		s.addStretch(first, a)
		s.addStretch(b, last)
		return
	}
	switch f.toks[v].dep {
	case nlp.DepParataxis, nlp.DepCcomp, nlp.DepAdvcl, nlp.DepDep, nlp.DepIntj, nlp.DepMeta:
	default:
		return
	}
	if h == v || f.child(v, nlp.DepMark) >= 0 || f.toks[v].tag == nlp.Tag("VBG") {
		return
	}
	first, last := f.edges(h)
	a, b := f.edges(v)
	sent := f.sents[f.toks[v].sent]
	between := a > sent.first && (f.lowIs(a, ",") || f.lowIs(a-1, ",")) && (f.lowIs(b-1, ",") || b < len(f.toks) && f.lowIs(b, ","))
	switch {
	case !f.isVerb(h) && !between:
		return
	// A clause that begins with the cue phrase: "These moves, analysts warn,
	// risk ..." taken for moves that something fuels.
	case !f.isVerb(h), between && first >= a && f.toks[h].dep == nlp.DepAcl:
		first, last = sent.first, sent.last
	}
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
			if f.toks[i].quoted {
				continue
			}
			end := f.dashAfter(i, last)
			if end < 0 {
				return i
			}
			i = end
		}
		if i > c && f.lowIs(i, "interview", "statement", "speech", "tweet", "letter", "briefing", "conference") && !f.toks[i].quoted && f.toks[i].dep == nlp.DepPobj && f.lowIs(f.toks[i].head, "in", "at", "during") && f.toks[i].head > first+3 {
			return f.toks[i].head
		}
		if i > c && f.toks[i].dep == nlp.DepAdvcl && f.toks[i].tag == nlp.Tag("VBG") && saysMore[f.toks[i].lemma] && !f.toks[i].quoted {
			from := i - 1
			if f.toks[from].pos == nlp.PosAdv { // "further saying"
				from--
			}
			if f.lowIs(from, ",") {
				return from
			}
			if f.lowIs(from-1, ",") && f.markAt(from, true) == 'c' {
				return from + 1
			}
		}
		if i > c && f.toks[i].dep == nlp.DepAdvcl && f.toks[i].head == c {
			if m := f.child(i, nlp.DepMark); m >= 0 && (f.lowIs(m, "while", "although", "though") && f.child(i, nlp.DepNsubj, nlp.DepNsubjpass) >= 0 || f.lowIs(m, "as", "after") && m > 0 && f.markAt(m-1, true) != 0) {
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
	if c.first <= v+2 || f.markAt(c.first, false) == 0 || f.lowIs(c.first-1, ":") || f.toks[c.first].sent != f.toks[v].sent {
		return
	}
	next := v + 1
	if from := f.clauseBehind(v, c.first); from >= 0 {
		c.first = from
		return
	}
	if f.lowIs(c.first-1, ",") {
		return
	}
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

// clauseBehind gives where the clause begins that a cue governs and a quotation
// at q ends, though the parser ties only the quotation to the cue: "recalled in
// May that, he, ...", "she said, it is clear that ..."; -1 for none.
func (f *field) clauseBehind(v, q int) int {
	for i := v + 1; i < q && !f.isVerb(i); i++ {
		if f.lowIs(i, "that") && f.toks[i].dep == nlp.DepMark {
			return i
		}
	}
	i := v + 1
	if f.lowIs(i, ",") {
		i++
	}
	switch {
	case f.toks[i].pos == nlp.PosPron && (f.toks[i].dep == nlp.DepNsubj || f.toks[i].dep == nlp.DepExpl):
	case f.toks[i].pos == nlp.PosDet || f.toks[i].pos == nlp.PosPropn && i == v+1 || f.lowIs(i, "no", "even") && i == v+1:
	default:
		return -1
	}
	for k := i; k < q; k++ {
		if saysMore[f.toks[k].lemma] || f.lowIs(k, ";", "-", "—", "–", ":") {
			return -1
		}
		if (f.toks[k].dep == nlp.DepNsubj || f.toks[k].dep == nlp.DepExpl) && f.toks[k].head > k && f.toks[k].head < q && f.isVerb(f.toks[k].head) && f.toks[f.toks[k].head].tag != nlp.Tag("VBG") && f.toks[f.toks[k].head].dep != nlp.DepRelcl {
			return i
		}
	}
	return -1
}

// saysMore are cues that a coordination goes on with.
var saysMore = words(`say add tell warn claim call urge accuse argue insist promise vow announce note declare predict suggest describe
	criticize praise ask report deny explain express pledge acknowledge`)

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
	for first < last && f.toks[first].pos == nlp.PosPropn && f.inDateline(first) {
		for first < last && f.inDateline(first) {
			first++
		}
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
		case nlp.DepAdvcl: // "called on Togo to reopen it", "described it as working"
			if first < 0 || a > last+1 || !f.lowIs(a, "to", "as") {
				continue
			}
		case nlp.DepPrep:
			switch {
			case first >= 0 && a <= last+1 && f.mention[i] < 0:
			case slices.Contains(aboutPreps[f.toks[v].lemma], f.low[i]) && f.mention[i] < 0:
				if a++; i == s.cue.last {
					s.cue.last++
				}
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

// reporting are verbs of saying that lead in a clause with "as".
var reporting = words(`say note report write argue explain point observe tell announce state describe predict reveal`)
