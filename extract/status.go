package extract

import "github.com/entente/entente/nlp"

// Verbs, nouns and adjectives that tell whether what they govern happens.
var (
	planning = words(`plan intend prepare schedule expect decide vow promise pledge agree aim due set ready poise prepared willing order
	decision slate arrange bound authorize going commit offer undertake move approve`)
	weighing = words(`consider weigh mull contemplate discuss debate propose suggest threaten want hope wish urge ask demand request call
	invite encourage advise option prospect possibility threat proposal idea risk fear ability capacity capability able
	likely possible study seek attempt try insist recommend need require right authority warn press push appeal favor bid
	effort prefer consideration implore beg potential power chance lobby instruct tell allow permit let design mean capable
	feasibility authorization permission plot goal objective intention dream ambition`)
	denying = words(`deny refuse decline fail avoid prevent stop reject rule refrain halt refusal denial unable unwilling forbid prohibit
	oppose bar block dismiss cancel abandon thwart foil neglect short`)
)

// statusOf reads whether what the word at v says happened, from its
// auxiliaries, its negation, conditions, and what governs it.
func (f *field) statusOf(v int) Status {
	st := f.ownStatus(v)
	negated := f.negated(v)
	for i, depth := v, 0; depth < 8; depth++ {
		h := f.toks[i].head
		if h == i || !f.governs(i) {
			break
		}
		up := f.governorStatus(h, i)
		if up == Denied {
			negated = !negated
		} else if st == Occurred || st == Ongoing {
			st = up2(st, up)
		}
		if f.isVerb(h) && f.negated(h) && f.toks[h].lemma != "say" && up != Occurred {
			negated = !negated
		}
		if f.toks[i].dep == nlp.DepAcl && f.toks[i].tag == nlp.Tag("VBN") && up == Occurred {
			break // "an attempt by rebels opposed to the truce": they are opposed to it
		}
		i = h
	}
	if negated {
		return Denied
	}
	return st
}

func up2(own, up Status) Status {
	if up == Occurred {
		return own
	}
	return up
}

// governs tells whether the head of i decides on i's status: i is its
// complement, or the object that names the act.
func (f *field) governs(i int) bool {
	switch f.toks[i].dep {
	case nlp.DepXcomp, nlp.DepCcomp, nlp.DepPcomp, nlp.DepAcl, nlp.DepDobj, nlp.DepPobj, nlp.DepConj, nlp.DepPrep, nlp.DepAttr, nlp.DepAcomp, nlp.DepCsubj:
		return true
	case nlp.DepCompound:
		return true
	case nlp.DepAdvcl:
		if a := f.child(i, nlp.DepAux); f.lowIs(a, "having") {
			return false
		}
		return f.child(i, nlp.DepMark) < 0 && f.child(i, nlp.DepNsubj, nlp.DepNsubjpass) < 0 && f.toks[i].tag != nlp.Tag("VBG")
	}
	return false
}

// ownStatus reads a word's own auxiliaries and condition.
func (f *field) ownStatus(v int) Status {
	if !f.isVerb(v) {
		clauses := f.children(v, nlp.DepRelcl, nlp.DepAcl)
		for _, p := range f.children(v, nlp.DepPrep) { // "a visit to Ghana, which was cancelled"
			if o := f.child(p, nlp.DepPobj); o >= 0 {
				clauses = append(clauses, f.children(o, nlp.DepRelcl)...)
			}
		}
		for _, c := range clauses {
			if f.passive(c) && f.lemmaIs(c, "cancel", "thwart", "foil", "abandon", "avert", "prevent", "call") && !f.negated(c) && (f.toks[c].lemma != "call" || f.child(c, nlp.DepPrt) >= 0) {
				return Denied // "a visit, which was cancelled"
			}
		}
		for _, c := range f.children(v, nlp.DepAmod, nlp.DepCompound) {
			switch f.low[c] {
			case "possible", "potential", "threatened", "hypothetical", "would-be", "contemplated", "feared":
				return Hypothetical
			case "planned", "upcoming", "future", "scheduled", "proposed", "forthcoming", "impending":
				return Planned
			case "ongoing", "continuing", "continued":
				return Ongoing
			}
		}
		return Occurred
	}
	if m := f.child(v, nlp.DepMark); m >= 0 && (f.lowIs(m, "if", "unless", "lest") || f.lowIs(m, "until") && f.present(v)) {
		return Hypothetical
	}
	for _, c := range f.children(v, nlp.DepAdvcl) {
		if m := f.child(c, nlp.DepMark); m >= 0 && f.lowIs(m, "if", "unless") && f.modal(v) != "" {
			return Hypothetical
		}
	}
	switch f.modal(v) {
	case "will", "shall", "'ll", "’ll", "wo":
		return Planned
	case "would", "'d", "’d":
		if a := f.child(v, nlp.DepAdvmod); a >= 0 && f.lowIs(a, "sometimes", "often", "usually", "regularly", "frequently", "occasionally") {
			return Occurred // a habit of the past
		}
		if h := f.toks[v].head; f.toks[v].dep == nlp.DepCcomp && f.toks[h].tag == nlp.Tag("VBD") {
			return Planned // the future of reported speech
		}
		return Hypothetical
	case "could", "may", "might", "can", "should", "must", "ca":
		return Hypothetical
	}
	if f.lasts(v) {
		return Ongoing
	}
	if f.toks[v].tag == nlp.Tag("VBG") {
		for _, a := range f.children(v, nlp.DepAux) {
			if f.lowIs(a, "is", "are", "'s", "'re", "been", "am") {
				return Ongoing
			}
		}
	}
	if f.toks[v].tag == nlp.Tag("VB") && f.title { // "Leaders to meet"
		if a := f.child(v, nlp.DepAux); a >= 0 && f.lowIs(a, "to") && (f.toks[v].dep == nlp.DepROOT || f.toks[v].dep == nlp.DepRelcl) {
			return Planned
		}
	}
	if f.toks[v].dep == nlp.DepConj && f.toks[v].tag == nlp.Tag("VB") && f.isVerb(f.toks[v].head) {
		return f.ownStatus(f.toks[v].head)
	}
	return Occurred
}

// lasting are verbs that tell in the present what goes on, not what happens.
var lasting = words(`support back oppose fund finance arm train host occupy ban prohibit forbid bar protect shelter cooperate assist control
	restrict recognize recognise besiege blockade`)

// lasts tells whether a verb of state or its passive stands in the present:
// "Iran supports the rebels", "is backed by".
func (f *field) lasts(v int) bool {
	if f.title || !lasting[f.toks[v].lemma] {
		return false
	}
	if s := f.child(v, nlp.DepNsubj); s >= 0 && f.lowIs(s, "i", "we") { // the words are the act
		return false
	}
	switch f.toks[v].tag {
	case nlp.Tag("VBZ"), nlp.Tag("VBP"):
		return f.child(v, nlp.DepAux) < 0
	case nlp.Tag("VBN"):
		a := f.child(v, nlp.DepAuxpass)
		return a >= 0 && f.lowIs(a, "is", "are") && f.child(v, nlp.DepAux) < 0
	}
	return false
}

// modal gives the modal auxiliary of a verb, "" if none.
func (f *field) modal(v int) string {
	for _, a := range f.children(v, nlp.DepAux) {
		if f.toks[a].tag == nlp.Tag("MD") {
			return f.low[a]
		}
	}
	if f.toks[v].dep == nlp.DepConj && f.toks[v].tag == nlp.Tag("VB") && f.child(v, nlp.DepAux, nlp.DepNsubj) < 0 && f.isVerb(f.toks[v].head) {
		return f.modal(f.toks[v].head)
	}
	return ""
}

// negated tells whether a word is denied in its own clause: "not", "never",
// "no".
func (f *field) negated(v int) bool {
	n := false // "not" twice is none
	for range f.children(v, nlp.DepNeg) {
		n = !n
	}
	for _, c := range f.children(v, nlp.DepAdvmod, nlp.DepPreconj) {
		if f.lowIs(c, "never", "neither", "nor", "hardly") {
			n = true
		}
	}
	for _, c := range f.children(v, nlp.DepDet) {
		if f.lowIs(c, "no", "neither") {
			n = true
		}
	}
	if f.isVerb(v) {
		for _, s := range f.children(v, nlp.DepNsubj, nlp.DepNsubjpass, nlp.DepDobj) {
			if d := f.child(s, nlp.DepDet, nlp.DepPreconj); d >= 0 && f.lowIs(d, "no", "neither") || f.lowIs(s, "nobody", "none", "nothing") {
				n = true
			}
		}
	}
	return n
}

// governorStatus tells what the word h makes of its complement i.
func (f *field) governorStatus(h, i int) Status {
	lemma := f.toks[h].lemma
	if f.toks[h].pos == nlp.PosPropn {
		return Occurred
	}
	if d := f.child(h, nlp.DepDet); d >= 0 && f.lowIs(d, "no") && (planning[lemma] || weighing[lemma] || denying[lemma]) {
		return Denied
	}
	if f.toks[i].dep == nlp.DepConj || f.toks[i].dep == nlp.DepAcl && f.toks[i].tag == nlp.Tag("VBG") && !weighing[lemma] {
		return Occurred
	}
	switch {
	case denying[lemma]:
		if lemma == "rule" && f.child(h, nlp.DepPrt) < 0 {
			return Occurred
		}
		return Denied
	case f.isNominal(h) && f.toks[i].dep == nlp.DepPobj:
		return Occurred
	case planning[lemma]:
		if f.toks[i].dep == nlp.DepDobj && f.isVerb(h) && lemma != "plan" && lemma != "schedule" && lemma != "prepare" && lemma != "promise" && lemma != "order" && lemma != "announce" {
			return Occurred
		}
		return Planned
	case lemma == "mean" && f.toks[i].dep != nlp.DepXcomp:
		return Occurred
	case weighing[lemma] && !(lemma == "favor" && f.isNominal(h)): // "in favor of"
		if f.toks[i].dep == nlp.DepDobj && f.isVerb(h) && (lemma == "discuss" || lemma == "call" || lemma == "tell" || lemma == "ask" || lemma == "study" || lemma == "warn") {
			return Occurred
		}
		return Hypothetical
	}
	if f.isVerb(h) && f.toks[i].dep != nlp.DepCcomp {
		if s := f.ownStatus(h); s == Planned || s == Hypothetical {
			return s
		}
	}
	return Occurred
}
