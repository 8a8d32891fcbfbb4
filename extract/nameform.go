package extract

import (
	"github.com/entente/entente/extract/gazetteer"
	"github.com/entente/entente/nlp"
)

// allProper tells whether tokens first to last are all parts of a proper name.
func (f *field) allProper(first, last int) bool {
	for i := first; i < last; i++ {
		if f.toks[i].pos != nlp.PosPropn || !startsUpper(f.words[i]) {
			return false
		}
	}
	return first < last
}

// behindTitle tells whether "of", "to" or "for" and a title stand before token i.
func (r *reader) behindTitle(f *field, i int) bool {
	if i < 2 || !f.lowIs(i-1, "to", "of", "for") {
		return false
	}
	for j := max(0, i-5); j < i-1; j++ {
		if t, ok := r.g.Title(f.words, j); ok && j+t.Len == i-1 {
			return true
		}
	}
	return false
}

// endsInTitle tells whether a stretch is a modifier and somebody's title.
func (r *reader) endsInTitle(f *field, first, end int) bool {
	t, ok := r.g.Title(f.words, end-1)
	return ok && end-first == 2 && t.Len == 1 && !t.Title.Honorific && t.Sector == "LEG" && end < len(f.toks) && f.toks[end].pos == nlp.PosPropn
}

// joined tells whether "X and Y" are two names that the recognizer took for
// one: the gazetteer knows one of them, or they are where something is.
func (r *reader) joined(f *field, first, and, end int) bool {
	for _, i := range []int{first, and + 1} {
		last := and
		if i > and {
			last = end
		}
		if m, ok := r.g.Lookup(f.words, i); ok && i+m.Len == last && !m.Readings[0].Ambiguous {
			return true
		}
	}
	h := f.headIn(first, end)
	return f.toks[h].dep == nlp.DepPobj && f.lowIs(f.toks[h].head, "between", "in", "near", "from", "around", "outside")
}

// properName tells whether a stretch looks like a name: a capital, and no verb
// or pronoun, in it.
func properName(f *field, first, last int) bool {
	capital := false
	for i := first; i < last; i++ {
		switch f.toks[i].pos {
		case nlp.PosVerb, nlp.PosAux, nlp.PosPron:
			return false
		}
		if startsUpper(f.words[i]) && f.toks[i].pos != nlp.PosDet {
			capital = true
		}
	}
	return capital && f.span(first, last).End-f.span(first, last).Start < 90
}

// wholeName gives the end of a person's name that the recognizer has cut short:
// it goes on over proper nouns that the parser makes one with it, as the last
// of "Elena Vargas Prado".
func (f *field) wholeName(first, last int) int {
	for last < len(f.toks) && f.toks[last].ent == "" && f.allProper(last, last+1) && f.toks[last].sent == f.toks[first].sent {
		h := f.toks[f.headIn(first, last)].head
		if h != last || f.toks[f.headIn(first, last)].dep != nlp.DepCompound {
			break
		}
		last++
	}
	return last
}

// namesBehindTitles takes proper nouns right behind a title, which neither the
// recognizer nor the gazetteer knows, for a person's name: "President Quispe".
func (r *reader) namesBehindTitles(f *field, ends []int) {
	for i := 0; i < len(f.toks); i++ {
		t, ok := r.g.Title(f.words, i)
		if !ok {
			continue
		}
		first := i + t.Len
		last := first
		for last < len(f.toks) && last-first < maxNameWords && f.toks[last].ent == "" && f.allProper(last, last+1) && f.toks[last].sent == f.toks[i].sent {
			last++
		}
		i = first - 1
		if last == first || last < len(f.toks) && f.toks[last].ent != "" && f.toks[last].ent != nlp.EntDate || !f.allProper(first-1, first) {
			continue
		}
		if _, known := r.g.Lookup(f.words, first); known || f.toks[f.headIn(first, last)].dep == nlp.DepCompound {
			continue // "President Park aides", and names of bodies that begin with a title
		}
		ends[first] = last
		for k := first; k < last; k++ {
			f.toks[k].ent = nlp.EntPerson
		}
	}
}

// maxNameWords is the most words that a person's name has in newspapers.
const maxNameWords = 4

// isLeader tells whether a word is the last name of just one who led a state or
// its government on the article's day: who is named so needs no first name.
func (r *reader) isLeader(name string) bool {
	n := 0
	for _, c := range r.g.PersonByLastName(name, r.day) {
		if c.Relation == gazetteer.InOffice && c.Holding != nil && c.Holding.Head != "" && !r.g.Minor(c.Person) {
			n++
		}
	}
	return n == 1
}
