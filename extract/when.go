package extract

import (
	"slices"
	"sort"

	"github.com/entente/entente/calendar"
	"github.com/entente/entente/extract/dates"
	"github.com/entente/entente/extract/lexicon"
	"github.com/entente/entente/nlp"
)

// when gives the date of a fact told by the token at i: that of the expression
// which governs it in the parse, else what its sentence implies, else the
// article's date.
func (r *reader) when(f *field, i int, st Status) When {
	e, ok := r.governing(f, i)
	if !ok {
		if r.published().IsZero() {
			return When{}
		}
		return When{Interval: calendar.Interval{Start: r.published(), End: r.published(), Precision: calendar.Unknown}, Basis: calendar.Publication}
	}
	return r.clip(f, e, st)
}

// clip fits an expression's interval to the fact: what occurred ends at the
// article's date, what is planned starts there; "since" reaches to it.
func (r *reader) clip(f *field, e dates.Expression, st Status) When {
	w := When{Interval: e.Interval, Words: f.text[e.Start:e.End], Basis: e.Basis}
	day := r.published()
	if i := f.tokenAt(e.Start); i > 0 && f.lowIs(i-1, "since") && !day.IsZero() {
		w.Interval.End, w.Precision = day, calendar.Range
		w.Words = f.text[f.toks[i-1].start:e.End]
		if w.Interval.End.Before(w.Interval.Start) {
			w.Interval.End = w.Interval.Start
		}
		return w
	}
	switch st {
	case Occurred, Ongoing:
		w.Interval = w.Interval.ClipEnd(day)
	case Planned:
		w.Interval = w.Interval.ClipStart(day)
	}
	return w
}

// governing gives the date expression that hangs on the verb or noun at i, or
// on what governs it within the clause.
func (r *reader) governing(f *field, i int) (dates.Expression, bool) {
	sent := f.toks[i].sent
	best, bestCost := -1, 1000
	all := r.dates[f]
	from := sort.Search(len(all), func(k int) bool { return all[k].Start >= f.toks[f.sents[sent].first].start })
	for k := from; k < len(all) && all[k].Start < f.toks[f.sents[sent].last-1].end; k++ {
		e := all[k]
		t := f.tokenAt(e.Start)
		if t < 0 {
			continue
		}
		last := f.tokenAt(e.End - 1)
		head := f.headIn(t, max(last, t)+1)
		if f.lowIs(t-1, "until", "till") {
			continue // the end of what goes on, not when it is done
		}
		if r.ofDeed(f, head, i) {
			continue
		}
		if cost := f.dateCost(head, i); cost < bestCost {
			best, bestCost = k, cost
		}
	}
	if best < 0 || bestCost > 40 {
		return dates.Expression{}, false
	}
	return r.dates[f][best], true
}

// ofDeed tells whether a date at token d dates a deed that the words of the verb
// at i are about, and not the words: "charged him with the 1995 shooting".
func (r *reader) ofDeed(f *field, d, i int) bool {
	if !f.isVerb(i) || !slices.ContainsFunc(r.lex.Verb(f.toks[i].lemma), func(e lexicon.Entry) bool { return verbal(e.Type) || e.Mode == "convict" }) {
		return false
	}
	for at := d; f.toks[at].head != at && at != i; at = f.toks[at].head {
		if at != d && f.isVerb(at) {
			return false
		}
		if f.toks[at].pos != nlp.PosNoun || at == d {
			continue
		}
		for _, e := range r.lex.Noun(f.toks[at].lemma) {
			if e.Modifier == "" && (e.Type == "ASSAULT" || e.Type == "COERCE" || e.Type == "PROTEST") {
				return f.below(at, i)
			}
		}
	}
	return false
}

// dateCost measures how far a date at token d is from governing the fact at i:
// 0 where it hangs on it; more for each step up or down; out of reach behind
// another clause.
func (f *field) dateCost(d, i int) int {
	// Up from the date to the verb or noun that it modifies.
	at, steps := d, 0
	for at != i && f.toks[at].head != at {
		if at != d && f.isVerb(at) && (f.toks[d].quoted || !f.toks[at].quoted && !f.toks[f.toks[at].head].quoted) {
			break // but a date outside quotation marks dates nothing within
		}
		if at != d && f.toks[at].pos == nlp.PosNoun && f.below(i, at) {
			break
		}
		at = f.toks[at].head
		steps++
	}
	if at == i {
		return steps
	}
	// The date hangs on `at`; the fact is below it, or both are parts of one clause.
	up, j := 0, i
	said, within := false, false
	if a := f.child(i, nlp.DepAux); at != i && f.isVerb(at) && f.isVerb(i) && f.lowIs(a, "had") && (f.toks[i].dep == nlp.DepAdvcl || f.toks[i].dep == nlp.DepRelcl) {
		return 60 // "approved on Friday what he had asked for"
	}
	for j != at && f.toks[j].head != j {
		switch f.toks[j].dep {
		case nlp.DepCcomp, nlp.DepRelcl, nlp.DepAdvcl, nlp.DepParataxis:
			up += 12
			said = said || f.toks[j].dep == nlp.DepCcomp
			within = within || (f.toks[j].dep == nlp.DepAdvcl || f.toks[j].dep == nlp.DepRelcl) && !said
		case nlp.DepConj:
			up += 3
		default:
			up += 2
		}
		j = f.toks[j].head
	}
	if said && within {
		return 60 // "he was seen after they killed her, it said on Friday"
	}
	if j == at {
		return steps + up
	}
	// The date hangs on a clause of the fact's: "said so while speaking yesterday".
	if !f.below(at, i) {
		return 60
	}
	for j = at; j != i; j = f.toks[j].head {
		switch f.toks[j].dep {
		case nlp.DepAdvcl, nlp.DepXcomp, nlp.DepPcomp:
			steps += 8
		case nlp.DepCcomp, nlp.DepRelcl, nlp.DepConj, nlp.DepAcl, nlp.DepParataxis:
			steps += 45
		default:
			steps += 2
		}
	}
	return steps
}
