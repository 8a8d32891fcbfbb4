package extract

import (
	"slices"
	"strings"

	"github.com/entente/entente/nlp"
)

// maxPhrase is the number of tokens that an event's name takes over from its
// sentence behind the trigger.
const maxPhrase = 14

// eventName makes a readable line of an act's words: who, the verb, what.
func (r *reader) eventName(a *act) string {
	f := a.f
	if s := f.sents[f.toks[a.tok].sent]; f.title && s.root == a.tok && s.last-s.first <= maxPhrase {
		return f.phrase(s.first, s.last) // a headline is a name
	}
	first, last := f.actPhrase(a.tok)
	first = f.negatedFrom(a.tok, first)
	phrase := f.phrase(first, last)
	if f.isVerb(a.tok) && last == a.tok+1 && first == a.tok {
		phrase = strings.TrimSpace(phrase + " " + f.whatOf(a.tok))
	}
	who := r.label(a.sources, f, first, last)
	switch {
	case f.isVerb(a.tok) && f.passive(a.tok):
		whom := r.label(a.targets, f, first, last)
		if s := f.surfaceSubject(a.tok); whom == "" && s >= 0 && s < first {
			whom = r.subjectWords(f, s)
		}
		if who != "" && f.child(a.tok, nlp.DepAgent) < 0 {
			who = "by " + who
		} else if who != "" && f.low[last-1] != "by" {
			who = "by " + who
		}
		return join(whom, phrase, who)
	case f.isVerb(a.tok) && who == "":
		if s := f.subject(a.tok); s >= 0 && s < first {
			who = r.subjectWords(f, s)
		}
	}
	return join(who, phrase)
}

// negatedFrom gives the token where a negated verb's words begin: a name that
// leaves "could not" out says the opposite.
func (f *field) negatedFrom(v, first int) int {
	if !f.isVerb(v) || f.child(v, nlp.DepNeg) < 0 {
		return first
	}
	for first > 0 && f.toks[first-1].head == v && slices.Contains([]nlp.Dep{nlp.DepNeg, nlp.DepAux, nlp.DepAuxpass}, f.toks[first-1].dep) {
		first--
	}
	return first
}

// whatOf gives the words of a verb's complement or object, wherever it stands
// and however long it is: a bare "said" names nothing.
func (f *field) whatOf(v int) string {
	c := f.child(v, nlp.DepCcomp, nlp.DepXcomp, nlp.DepDobj)
	if c < 0 || f.passive(v) {
		return ""
	}
	if f.isRelative(c) {
		if c = f.object(v); f.isRelative(c) {
			return ""
		}
	}
	first, last := f.nounPhrase(c)
	if first < v && v < last { // what the clause is about: without the clause
		last = max(c+1, min(last, f.toks[v].left))
	}
	more := ""
	if last-first > maxPhrase {
		last, more = first+maxPhrase, " ..."
	}
	if first <= v && v < last {
		return ""
	}
	return strings.Trim(f.phrase(first, last), `"“”',;: `) + more
}

// subjectWords gives a subject's words: the name where it is a pronoun, what a
// relative pronoun stands for.
func (r *reader) subjectWords(f *field, s int) string {
	for v := f.toks[s].head; f.isRelative(s) && f.toks[v].head != v; v = f.toks[v].head {
		if f.toks[v].dep == nlp.DepRelcl {
			s = f.toks[v].head
		}
	}
	if k := f.mention[s]; k >= 0 && r.mentions[k].sort == pronoun && r.mentions[k].actor >= 0 {
		return r.actors.list[r.mentions[k].actor].Name
	}
	first, last := f.nounPhrase(s)
	if last-first > maxPhrase {
		last = max(s+1, first+1)
	}
	return f.phrase(first, last)
}

func join(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " ")
}

// actPhrase gives the words of an act: a verb with its objects and
// prepositions, a noun with its modifiers and what follows it.
func (f *field) actPhrase(tok int) (int, int) {
	first, last := tok, tok+1
	for _, k := range f.toks[tok].kids {
		c := int(k)
		x, y := f.nounPhrase(c)
		switch f.toks[c].dep {
		case nlp.DepAmod, nlp.DepCompound:
			if !f.isVerb(tok) && c < tok && tok-x <= maxPhrase {
				first = min(first, x)
			}
			continue
		case nlp.DepPrep:
		case nlp.DepDobj, nlp.DepXcomp, nlp.DepPrt, nlp.DepDative, nlp.DepCcomp, nlp.DepAttr, nlp.DepAcomp:
			if !f.isVerb(tok) {
				continue
			}
		default:
			continue
		}
		if y-tok > maxPhrase && f.toks[c].dep == nlp.DepDobj {
			y = c + 1
		}
		if x >= last-1 && x <= last+3 && y-tok <= maxPhrase && y > last {
			last = y
		}
	}
	return first, last
}

// nounPhrase gives the extent of a phrase without the clauses and appositions
// that explain its noun.
func (f *field) nounPhrase(i int) (int, int) {
	first, last := f.edges(i)
	for j := i + 1; j < last; j++ {
		switch f.toks[j].dep {
		case nlp.DepRelcl, nlp.DepAcl, nlp.DepAppos, nlp.DepParataxis:
			if a, _ := f.edges(j); a > i && last-i > 6 {
				last = a
			}
		}
	}
	for last > i+1 && f.toks[last-1].pos == nlp.PosPunct {
		last--
	}
	for first < i && f.toks[first].pos == nlp.PosPunct {
		first++
	}
	return first, last
}

// label names actors, but for those whom tokens first to last name already.
func (r *reader) label(refs []ref, f *field, first, last int) string {
	var names []string
	for _, x := range refs {
		in := (x.m == nil || x.m.f == f) && x.first < last && first < x.last
		name := r.actors.list[x.actor].Name
		if x.m != nil && x.m.sort == collective && x.m.country == "" == (r.actors.list[x.actor].Country == "") { // as the words have it here
			name = r.words(x.m)
		}
		if !in && !slices.Contains(names, name) && !strings.Contains(f.phrase(first, last), name) {
			names = append(names, name)
		}
	}
	if n := len(names); n > 1 {
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
	return strings.Join(names, "")
}
