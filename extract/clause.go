package extract

import (
	"github.com/entente/entente/extract/dates"
	"github.com/entente/entente/nlp"
)

// passive tells whether a verb stands in the passive voice.
func (f *field) passive(v int) bool {
	if f.child(v, nlp.DepAuxpass, nlp.DepNsubjpass, nlp.DepCsubjpass) >= 0 {
		return true
	}
	if f.toks[v].tag != nlp.Tag("VBN") && !(f.title && f.toks[v].tag == nlp.Tag("VBD") && victimVerbs[f.toks[v].lemma]) {
		return false
	}
	switch f.toks[v].dep {
	case nlp.DepAcl:
		return f.child(v, nlp.DepDobj) < 0 || f.child(v, nlp.DepAgent) >= 0
	case nlp.DepConj:
		return f.child(v, nlp.DepAux, nlp.DepNsubj) < 0 && f.isVerb(f.toks[v].head) && f.passive(f.toks[v].head)
	case nlp.DepAdvcl:
		return f.child(v, nlp.DepDobj, nlp.DepNsubj) < 0
	case nlp.DepCcomp: // "reported ten people killed"
		return f.child(v, nlp.DepAux, nlp.DepDobj, nlp.DepCcomp, nlp.DepXcomp) < 0 && f.toks[v].head < v
	}
	if d := f.toks[v].dep; victimVerbs[f.toks[v].lemma] && (d == nlp.DepXcomp || d == nlp.DepOprd) && f.child(v, nlp.DepAux, nlp.DepDobj) < 0 {
		return true // "were confirmed killed"
	}
	if victimVerbs[f.toks[v].lemma] && f.toks[v].dep != nlp.DepRelcl && f.toks[v].dep != nlp.DepAdvcl && f.child(v, nlp.DepAux, nlp.DepDobj, nlp.DepCcomp) < 0 && f.child(v, nlp.DepNsubj) >= 0 && f.child(v, nlp.DepConj) < 0 {
		return true // "Engineer killed while working": nobody kills without a victim
	}
	// Headlines leave the auxiliary out: "Three killed in Ghana".
	return f.child(v, nlp.DepAgent) >= 0
}

// victimVerbs always have somebody whom they are done to.
var victimVerbs = words(`kill wound injure arrest detain jail imprison sentence convict murder assassinate behead kidnap abduct behead hospitalize`)

// objectControl are verbs whose object is the subject of the infinitive or
// participle that they govern.
var objectControl = words(`urge ask order force allow persuade tell encourage help want expect get call press pressure invite enable cause require
	request advise permit convince instruct compel oblige forbid lead authorize authorise warn command direct beg task
	accuse blame prevent stop prohibit ban bar criticize condemn suspect charge convict hold keep leave see find show catch
	push lobby deter discourage praise thank`)

// subject gives the token of who does what verb v says, or -1: its own subject,
// the agent of a passive, what a coordination, an infinitive or a participle
// takes over.
func (f *field) subject(v int) int { return f.subjectUp(v, 0) }

func (f *field) subjectUp(v, depth int) int {
	if depth > 8 {
		return -1
	}
	if f.passive(v) {
		if a := f.child(v, nlp.DepAgent); a >= 0 {
			return f.child(a, nlp.DepPobj)
		}
		return -1
	}
	if s := f.child(v, nlp.DepNsubj, nlp.DepCsubj); s >= 0 {
		return s
	}
	for _, a := range f.children(v, nlp.DepAux) { // hung on the auxiliary
		if s := f.child(a, nlp.DepNsubj); s >= 0 && s < a {
			return s
		}
	}
	for _, m := range f.children(v, nlp.DepMark) { // hung on "after"
		if s := f.child(m, nlp.DepPobj); s >= 0 && s < v {
			return s
		}
	}
	h := f.toks[v].head
	if h == v {
		return -1
	}
	switch f.toks[v].dep {
	case nlp.DepConj:
		if f.isVerb(h) {
			if f.passive(h) {
				return f.child(h, nlp.DepNsubjpass)
			}
			return f.subjectUp(h, depth+1)
		}
	case nlp.DepXcomp, nlp.DepCcomp:
		return f.controller(h, depth)
	case nlp.DepAdvcl:
		if f.isVerb(h) {
			if f.passive(h) && f.child(h, nlp.DepAgent) < 0 {
				return f.surfaceSubject(h)
			}
			return f.subjectUp(h, depth+1)
		}
	case nlp.DepAcl:
		return f.subjectOfNounClause(h, depth)
	case nlp.DepRelcl:
		return -1
	case nlp.DepPcomp:
		if g := f.toks[h].head; g != h {
			if f.isVerb(g) && f.lowIs(h, "as") && f.child(g, nlp.DepDobj) >= 0 { // "cited an audit as barring it"
				return f.child(g, nlp.DepDobj)
			}
			if f.isVerb(g) {
				return f.controller(g, depth)
			}
			return f.subjectOfNounClause(g, depth)
		}
	}
	return -1
}

// controller gives the understood subject of a clause that verb h governs.
func (f *field) controller(h, depth int) int {
	if !f.isVerb(h) {
		if f.toks[h].pos == nlp.PosAdj || f.isNominal(h) { // "is willing to withdraw"
			if g := f.toks[h].head; g != h && f.isVerb(g) {
				return f.subjectUp(g, depth+1)
			}
		}
		return -1
	}
	if f.passive(h) {
		return f.surfaceSubject(h)
	}
	if objectControl[f.toks[h].lemma] {
		if o := f.child(h, nlp.DepDobj); o >= 0 {
			return o
		}
		if p := f.child(h, nlp.DepPrep); p >= 0 && f.lowIs(p, "on", "upon") {
			return f.child(p, nlp.DepPobj)
		}
	}
	return f.subjectUp(h, depth+1)
}

// surfaceSubject gives the grammatical subject, whatever the voice.
func (f *field) surfaceSubject(v int) int {
	for depth := 0; depth < 8; depth++ {
		if s := f.child(v, nlp.DepNsubjpass, nlp.DepNsubj, nlp.DepCsubj); s >= 0 {
			return s
		}
		if f.toks[v].dep == nlp.DepAcl {
			return f.toks[v].head
		}
		if f.toks[v].dep != nlp.DepConj && f.toks[v].dep != nlp.DepXcomp || f.toks[v].head == v {
			return -1
		}
		v = f.toks[v].head
	}
	return -1
}

// abstract are nouns whose clause is not about them: "plans to deploy".
var abstract = words(`plan decision threat offer promise pledge demand request call effort attempt bid option proposal right ability capacity
	order permission refusal agreement readiness willingness intention opportunity move power deal commitment need authority
	statement resolution law bill letter step campaign policy goal war way operation meeting desire failure`)

// subjectOfNounClause: in "protesters demanding" the noun acts; in "plans to
// deploy" its possessor or who has the plans.
func (f *field) subjectOfNounClause(noun, depth int) int {
	if p := f.toks[noun].head; f.toks[noun].dep == nlp.DepPobj && f.lowIs(p, "on", "via") && document[f.toks[f.toks[p].head].lemma] {
		return f.makerOf(f.toks[p].head, depth) // "posted a message on the site blaming him"
	}
	if !abstract[f.toks[noun].lemma] && f.toks[noun].pos != nlp.PosVerb {
		return noun
	}
	if p := f.child(noun, nlp.DepPoss); p >= 0 {
		return p
	}
	return f.makerOf(noun, depth)
}

// makerOf gives who made what an abstract noun names.
func (f *field) makerOf(noun, depth int) int {
	for _, p := range f.children(noun, nlp.DepPrep) {
		if f.lowIs(p, "by", "from") {
			if o := f.child(p, nlp.DepPobj); o >= 0 {
				return o
			}
		}
	}
	if h := f.toks[noun].head; h != noun && f.toks[noun].dep == nlp.DepDobj && f.isVerb(h) {
		return f.subjectUp(h, depth+1)
	}
	for _, c := range f.children(noun, nlp.DepAmod, nlp.DepCompound) {
		if f.mention[c] >= 0 {
			return c
		}
	}
	return -1
}

// object gives the token of what verb v acts on, or -1; for "which" and "that"
// what they stand for.
func (f *field) object(v int) int {
	o := f.ownObject(v)
	if o < 0 || !f.isRelative(o) || f.lowIs(o, "who", "whom", "whose") {
		return o
	}
	for u := v; f.toks[u].head != u; u = f.toks[u].head {
		if f.toks[u].dep == nlp.DepRelcl {
			return f.toks[u].head
		}
	}
	return o
}

func (f *field) ownObject(v int) int {
	if f.passive(v) {
		if s := f.child(v, nlp.DepNsubjpass, nlp.DepNsubj); s >= 0 {
			return s
		}
		switch f.toks[v].dep {
		case nlp.DepAcl:
			return f.toks[v].head
		case nlp.DepConj, nlp.DepXcomp, nlp.DepAdvcl, nlp.DepOprd:
			return f.surfaceSubject(f.toks[v].head)
		}
		return -1
	}
	if o := f.child(v, nlp.DepDobj); o >= 0 {
		return o
	}
	// "the towns that rebels hold": the relative clause has its own subject.
	if f.toks[v].dep == nlp.DepRelcl {
		if s := f.child(v, nlp.DepNsubj); s >= 0 && !f.isRelative(s) && f.child(v, nlp.DepCcomp, nlp.DepPrep) < 0 {
			return f.toks[v].head
		}
	}
	// A coordination shares the last verb's object: "arrested and deported X".
	for _, c := range f.children(v, nlp.DepConj) {
		if f.isVerb(c) && f.child(v, nlp.DepCcomp, nlp.DepXcomp, nlp.DepPrep, nlp.DepDobj) < 0 && f.child(c, nlp.DepNsubj) < 0 && c-v <= 4 {
			return f.child(c, nlp.DepDobj)
		}
	}
	return -1
}

func (f *field) isRelative(i int) bool {
	return f.lowIs(i, "who", "which", "that", "whom", "whose")
}

// direction tells the dates package whether the clause around an offset lies
// ahead or behind, by its verb.
func (f *field) direction(offset int) dates.Direction {
	i := f.tokenAt(offset)
	if i < 0 {
		return dates.Unclear
	}
	if f.toks[i].dep == nlp.DepPoss || f.toks[i].dep == nlp.DepCompound || f.toks[i].dep == nlp.DepNmod { // "Friday's ruling"
		if h := f.toks[i].head; f.toks[h].pos == nlp.PosNoun && !upcoming[f.toks[h].lemma] {
			return dates.Past
		}
	}
	for depth := 0; depth < 12 && !f.isVerb(i); depth++ {
		if f.toks[i].head == i {
			return dates.Unclear
		}
		if f.toks[i].pos == nlp.PosNoun && i != f.tokenAt(offset) {
			switch f.toks[i].lemma {
			case "summit", "election", "deadline", "vote", "referendum":
				if f.toks[f.toks[i].head].dep != nlp.DepROOT {
					return dates.Unclear
				}
			}
		}
		i = f.toks[i].head
	}
	if !f.isVerb(i) {
		return dates.Unclear
	}
	return f.tense(i)
}

// tense tells whether a verb speaks of the past or of what is to come; an
// infinitive or participle takes the tense of what governs it.
func (f *field) tense(v int) dates.Direction {
	for depth := 0; depth < 8; depth++ {
		for _, a := range f.children(v, nlp.DepAux, nlp.DepAuxpass) {
			if f.lowIs(a, "have") && f.modal(v) != "" && f.toks[v].tag == nlp.Tag("VBN") {
				return dates.Past // "might have met"
			}
		}
		for _, a := range f.children(v, nlp.DepAux, nlp.DepAuxpass) {
			switch f.low[a] {
			case "will", "'ll", "shall", "would", "wo", "’ll", "may", "might", "could", "'d", "should", "must", "can":
				return dates.Future
			case "was", "were", "had", "did", "has", "have", "'ve", "been":
				if f.toks[a].dep == nlp.DepAux || f.toks[v].tag == nlp.Tag("VBN") && f.lowIs(a, "was", "were", "been") {
					return dates.Past
				}
			}
		}
		switch f.toks[v].tag {
		case nlp.Tag("VBD"):
			return dates.Past
		case nlp.Tag("VB"):
			if a := f.child(v, nlp.DepAux); a >= 0 && f.lowIs(a, "to") {
				h := f.toks[v].head
				if f.lemmaIs(h, "plan", "expect", "schedule", "intend", "prepare", "agree", "hope", "decide", "due", "set", "vow", "promise", "threaten", "want", "order", "urge", "pledge", "ready", "go") {
					return dates.Future
				}
			}
		case nlp.Tag("VBN"):
			if f.child(v, nlp.DepAuxpass, nlp.DepAux) < 0 && (f.toks[v].dep == nlp.DepAcl || f.toks[v].dep == nlp.DepAdvcl || f.toks[v].dep == nlp.DepConj && f.toks[f.toks[v].head].tag == nlp.Tag("VB")) {
				return dates.Past
			}
		}
		if f.lemmaIs(v, "expect", "schedule", "plan", "due") && f.passive(v) {
			return dates.Future
		}
		h := f.toks[v].head
		if h == v || !f.isVerb(h) {
			return dates.Unclear
		}
		v = h
	}
	return dates.Unclear
}

// tokenAt gives the token at a byte offset, or -1.
func (f *field) tokenAt(offset int) int {
	lo, hi := 0, len(f.toks)
	for lo < hi {
		mid := (lo + hi) / 2
		if f.toks[mid].end <= offset {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(f.toks) {
		return lo
	}
	return -1
}

// upcoming are nouns whose date may as well lie ahead.
var upcoming = words(`summit election deadline vote referendum meeting talk hearing trial conference rally debate visit session morning night
	evening afternoon ballot poll`)
