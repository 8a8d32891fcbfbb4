package extract

import (
	"slices"

	"github.com/entente/entente/extract/lexicon"
	"github.com/entente/entente/nlp"
)

// demonstration completes a protest: it is directed at whom its purpose names
// ("to demand reforms by the government"), else at the state where it is held.
// What protesters want is the topic of the protest and no act of its own
// (codebook, PROTEST).
func (w *walk) demonstration(a *act) {
	if a.typ != "PROTEST" || a.status == Hypothetical {
		return
	}
	f := w.f
	v := a.tok
	if !f.isVerb(v) {
		if h := f.toks[v].head; f.isVerb(h) && f.toks[v].dep == nlp.DepDobj {
			v = h
		}
	}
	if len(a.sources) == 0 {
		a.sources = w.r.protesters(f, a.tok)
	}
	place := a.place
	weak := len(a.targets) == 0 || place >= 0 && len(a.targets) == 1 && a.targets[0].actor == place
	for _, c := range f.children(v, nlp.DepAdvcl, nlp.DepXcomp) {
		if !f.isVerb(c) || f.child(c, nlp.DepMark) >= 0 && !f.lowIs(f.child(c, nlp.DepMark), "to") {
			continue
		}
		if weak {
			if got := w.others(w.inClause(c, 0), a.sources); len(got) > 0 {
				a.targets, weak = got, false
			}
		}
		if e := w.verbEntry(c); e != nil && (verbal(e.Type) || e.Type == "PROTEST") || w.r.lex.Cue(f.toks[c].lemma, lexicon.Say) {
			w.hideBelow(c)
		}
	}
	if weak {
		if got := w.anyActor(v, append(slices.Clone(a.sources), a.targets...)); len(got) > 0 && w.official(got[0]) && (len(a.targets) == 0 || got[0].sector == "GOV") {
			a.targets = got
		}
	}
	if len(a.targets) == 0 && place < 0 && len(a.sources) > 0 {
		code := a.sources[0].country
		if code == "" {
			code = w.r.mainCountry()
		}
		if s := w.r.state(code); s >= 0 {
			a.targets = w.others([]ref{{actor: s, country: code, first: a.tok, last: a.tok + 1}}, a.sources)
		}
	}
	if len(a.targets) == 0 && place >= 0 {
		a.targets = []ref{{actor: place, country: w.r.actors.list[place].Country, first: a.tok, last: a.tok + 1}}
	}
}

// protesters gives the group of protesters that the text names nearest to
// token i, for protests told without a subject.
func (r *reader) protesters(f *field, i int) []ref {
	m := r.nearestProtesters(f, i)
	if m == nil {
		return nil
	}
	return []ref{{actor: m.actor, m: m, country: m.country, sector: m.sector, first: m.first, last: m.last}}
}
