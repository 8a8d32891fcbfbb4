package extract

import (
	"strings"

	"github.com/entente/entente/extract/lexicon"
	"github.com/entente/entente/nlp"
)

// inverted gives the speaker behind the verb where the parser took the
// quotation for the subject: "'...,' notes Viguerie".
func (f *field) inverted(v, subj int) int {
	if f.toks[v].quoted || subj >= 0 && !f.toks[subj].quoted && f.toks[subj].dep != nlp.DepCsubj {
		return subj
	}
	if subj >= 0 && f.toks[subj].quoted {
		if n := f.nearSubject(v); n >= 0 {
			return n
		}
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

// openingSubject gives the noun phrase that a sentence opens with, for its verb
// where the parser found that no subject, for all that stands between: "Ann
// Lee, who like others asked not to be named, said". Before it may stand a
// phrase with a comma: "Alarmed by the news, Ann Lee, the minister, said".
func (f *field) openingSubject(v int) int {
	if f.toks[v].head != v || !f.finite(v) || f.passive(v) {
		return -1
	}
	i := f.sents[f.toks[v].sent].first
	for range 2 {
		for i < v && (f.toks[i].pos == nlp.PosPunct && f.toks[i].quoted == f.toks[v].quoted || f.inDateline(i)) {
			i++
		}
		h := i
		for h < v && f.toks[h].head > h && !f.isVerb(f.toks[h].head) && f.toks[h].dep != nlp.DepPrep {
			h = f.toks[h].head
		}
		if h < v && f.isNominal(h) && f.toks[i].pos != nlp.PosAdp && f.toks[h].ent != nlp.EntDate {
			if f.toks[h].quoted != f.toks[v].quoted || f.lowIs(h, "it", "there", "this", "that") {
				return -1
			}
			return h
		}
		for i < v && !f.lowIs(i, ",") {
			i++
		}
	}
	return -1
}

// sourceSpan gives the words of a speaker: the noun phrase without relative
// clauses.
func (f *field) sourceSpan(i int) stretch {
	first, last := f.edges(i)
	if f.lowIs(i, "those", "anyone", "everyone", "nobody") { // nothing without what follows: "those surveyed"
		return stretch{first, last}
	}
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
var document = words(`statement report letter tweet post message document speech poll survey study resolution declaration note email memo
	release communique announcement complaint lawsuit order article editorial remark comment website`)

// issues are verbs whose subject speaks by the document that is their object.
var issues = words(`release issue send publish post air run launch tweet retweet share write deliver make give unveil file sign distribute circulate place`)

// published are things besides documents that speak for who brings them out.
var published = words(`ad advertisement commercial spot video column op-ed book memoir leaflet brochure`)

// bearers are things with words on them: who holds them does not say the words.
var bearers = words(`sign banner placard poster shirt t-shirt hat button sticker flag billboard bracelet badge`)

// lastSpeaker gives who spoke last before a statement, in its paragraph or the
// one before.
func (r *reader) lastSpeaker(s *saying) []ref {
	for k := len(r.says) - 1; k >= 0; k-- {
		o := r.says[k]
		if o.f == s.f && !o.held && o.cueTok < s.cueTok && o.speaker.actor >= 0 && len(o.speakers) > 0 && s.f.toks[s.cueTok].para-o.f.toks[o.cueTok].para <= 1 {
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

// outerSpeaker gives the speaker of a participle that the parser hung into what
// somebody said: in "Lee told the paper that it failed, adding ..." Lee adds;
// in "emailed supporters saying ..." who emailed says.
func (r *reader) outerSpeaker(f *field, v int) int {
	if s := f.child(v, nlp.DepNsubj); f.toks[v].quoted || s >= 0 && !f.isRelative(s) {
		return -1
	}
	h := f.toks[v].head
	if f.toks[v].dep == nlp.DepConj && f.toks[h].dep == nlp.DepCcomp && saysMore[f.toks[v].lemma] && !f.toks[h].quoted && !r.lex.Cue(f.toks[h].lemma, lexicon.Say) {
		// "Lee said that it failed and predicted more": Lee predicts
		if o := f.toks[h].head; o < h && r.lex.Cue(f.toks[o].lemma, lexicon.Say) && f.toks[v].tag == f.toks[o].tag {
			return f.subject(o)
		}
	}
	if d := f.toks[v].dep; (d == nlp.DepRelcl || d == nlp.DepAcl) && (document[f.toks[h].lemma] || published[f.toks[h].lemma]) && f.toks[h].dep == nlp.DepDobj {
		if g := f.toks[h].head; issues[f.toks[g].lemma] && !f.passive(v) { // "released an ad that accuses"
			return f.subject(g)
		}
	}
	if f.child(v, nlp.DepNsubj) >= 0 || !f.bareParticiple(v) {
		return -1
	}
	switch f.toks[v].dep {
	case nlp.DepAdvcl:
		for h != f.toks[h].head && f.toks[h].dep != nlp.DepCcomp {
			if f.toks[h].dep == nlp.DepRelcl {
				return -1
			}
			h = f.toks[h].head
		}
		if o := f.toks[h].head; f.toks[h].dep == nlp.DepCcomp && o < v && r.lex.Cue(f.toks[o].lemma, lexicon.Say) && !f.toks[o].quoted {
			return f.subject(o)
		}
	case nlp.DepPcomp: // "spoke to reporters before insisting that ..."
		if f.lowIs(h, "before", "after", "by", "without", "while", "since") && !f.isVerb(f.toks[h].head) {
			return f.actingOn(f.toks[h].head)
		}
	case nlp.DepAcl:
		if v > 0 && f.lowIs(v-1, ",") && !document[f.toks[h].lemma] { // "spoke at a rally, blasting the plan"
			if s := f.actingOn(h); s >= 0 {
				return s
			}
		}
		if g := f.toks[h].head; f.toks[h].dep == nlp.DepDobj && f.isVerb(g) && !document[f.toks[h].lemma] && !published[f.toks[h].lemma] && !bearers[f.toks[h].lemma] {
			return f.subject(g)
		}
	}
	return -1
}

// actingOn gives who does what the clause around noun i tells, -1 where i is
// its subject or nobody is found.
func (f *field) actingOn(i int) int {
	for depth := 0; depth < 8 && f.toks[i].head != i; depth++ {
		switch f.toks[i].dep {
		case nlp.DepNsubj, nlp.DepNsubjpass, nlp.DepRelcl:
			return -1
		}
		if i = f.toks[i].head; f.isVerb(i) {
			if f.passive(i) {
				return f.surfaceSubject(i)
			}
			return f.subject(i)
		}
	}
	return -1
}
