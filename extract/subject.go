package extract

import (
	"slices"
	"strings"

	"github.com/entente/entente/nlp"
)

// setPlace reads where the act happened: "in", "at", "near" a place.
func (w *walk) setPlace(a *act) {
	spots := []int{a.tok}
	if a.obj >= 0 {
		spots = append(spots, a.obj)
	}
	if s := w.f.child(a.tok, nlp.DepNsubj); s >= 0 && a.typ == "ASSAULT" && w.nounEntry(s) != nil { // "a Kabul bombing killed"
		spots = append(spots, s)
	}
	if h := w.f.toks[a.tok].head; w.f.toks[a.tok].dep == nlp.DepNsubj && takesPlace[w.f.toks[h].lemma] { // "protests continue in Lima"
		spots = append(spots, h)
	}
	for _, p := range w.f.children(a.tok, nlp.DepPrep) { // "was killed in an explosion in Lima"
		if o := w.f.child(p, nlp.DepPobj); a.typ == "ASSAULT" && o >= 0 && w.f.lowIs(p, "in", "during") && (deeds[w.f.toks[o].lemma] || w.nounEntry(o) != nil) {
			spots = append(spots, o)
		}
	}
	for _, s := range spots {
		for _, c := range w.f.children(s, nlp.DepCompound, nlp.DepNmod) {
			if k := w.f.mention[c]; k >= 0 && a.typ == "ASSAULT" && w.r.mentions[k].sort == place && w.r.state(w.r.mentions[k].country) >= 0 {
				a.place, a.placeName = w.r.state(w.r.mentions[k].country), w.r.words(w.r.mentions[k])
				return
			}
		}
		for _, p := range w.f.children(s, nlp.DepPrep) {
			if !w.f.lowIs(p, "in", "at", "near", "inside", "across", "outside", "over", "along") {
				continue
			}
			for _, o := range w.f.children(p, nlp.DepPobj) {
				m := w.r.placeOf(w.f, o)
				if m == nil {
					continue
				}
				if m.entry != nil && m.sort != place {
					a.place = w.r.known(m.entry)
				} else if c := w.r.state(m.country); c >= 0 {
					a.place, a.placeName = c, w.r.words(m)
				} else {
					a.placeName = w.r.words(m)
				}
				return
			}
		}
	}
}

// takesPlace are verbs that say of an act no more than that it goes on.
var takesPlace = words(`continue take occur happen erupt break begin start spread resume rage escalate intensify grow persist last end follow`)

// placeOf gives the place that a noun phrase names.
func (r *reader) placeOf(f *field, i int) *mention {
	if k := f.mention[i]; k >= 0 {
		m := r.mentions[k]
		if m.sort == place || m.sort == named && m.entry != nil && (m.entry.Kind == "Country" || m.entry.Kind == "Region") {
			return m
		}
		return nil
	}
	return r.modifierOnce(f, i)
}

// figures takes the amounts that belong to the act: numbers with their noun in
// its object or subject.
func (w *walk) figures(a *act) {
	for _, i := range []int{w.f.object(a.tok), a.obj, w.f.subject(a.tok)} {
		if i < 0 {
			continue
		}
		first, last := w.f.edges(i)
		for j := first; j < last; j++ {
			t := w.f.toks[j]
			if t.ent != nlp.EntMoney && t.ent != nlp.EntQuantity && t.ent != nlp.EntCardinal && t.ent != nlp.EntPercent || !t.entBegin {
				continue
			}
			end := j + 1
			for end < last && w.f.toks[end].ent == t.ent && !w.f.toks[end].entBegin {
				end++
			}
			if t.ent == nlp.EntCardinal && end < last && w.f.toks[end].pos == nlp.PosNoun {
				end++
			}
			if strings.ContainsAny(w.f.phrase(j, end), "0123456789") || t.ent != nlp.EntCardinal || end-j > 1 {
				s := w.f.span(j, end)
				if !slices.Contains(a.figures, s) {
					a.figures = append(a.figures, s)
				}
			}
			j = end - 1
		}
	}
}

// subjectNoun lets the verb's act have what its subject noun says of the doer,
// and keeps the noun from being a second act: "US attacks killed".
func (w *walk) subjectNoun(a *act) {
	f := w.f
	if !f.isVerb(a.tok) || f.passive(a.tok) {
		return
	}
	s := f.child(a.tok, nlp.DepNsubj)
	if s < 0 || f.mention[s] >= 0 {
		return
	}
	if e := w.nounEntry(s); e != nil && e.Type == a.typ {
		w.taken[s] = true
		if a.mode == "" {
			a.mode = e.Mode
		}
		if !slices.ContainsFunc(a.targets, func(x ref) bool { return x.country != "" }) {
			b := &act{f: f, tok: s, sources: a.sources}
			w.nominalTargets(b, e)
			a.targets = appendRefs(a.targets, b.targets...)
		}
	}
}

// fillCountries codes actors that are named without a country by the country
// that the sentence leaves no doubt of: where the act takes place, or the only
// one that it names.
func (r *reader) fillCountries(a *act) {
	fill := func(refs, other []ref) {
		for i := range refs {
			x := &refs[i]
			kind := r.actors.list[x.actor].Kind
			if x.country != "" || kind == Country || kind == Region || x.m != nil && x.m.f.abroad(x.m) {
				continue
			}
			c := r.onlyCountry(a)
			// Who faces a state by name is hardly that state's own person.
			if kind == Person && slices.ContainsFunc(other, func(o ref) bool { return o.country == c }) {
				continue
			}
			x.country = c
		}
	}
	fill(a.sources, a.targets)
	fill(a.targets, a.sources)
}

// abroad tells whether a group is said to be of other countries: "foreign
// powers".
func (f *field) abroad(m *mention) bool {
	for i := m.first; i < m.last; i++ {
		if f.lowIs(i, "foreign", "international", "western", "world", "global", "european", "arab", "african") {
			return true
		}
	}
	return false
}

// onlyCountry gives the country of the act's place, else the only one that its
// sentence names, else the document's only one, else "-".
func (r *reader) onlyCountry(a *act) string {
	if a.place >= 0 && r.actors.list[a.place].Country != "" {
		return r.actors.list[a.place].Country
	}
	s := a.f.sents[a.f.toks[a.tok].sent]
	seen := ""
	for i := s.first; i < s.last; i++ {
		k := a.f.mention[i]
		if k < 0 || r.mentions[k].country == "" || r.g.Country(r.mentions[k].country) == nil {
			continue
		}
		if seen != "" && seen != r.mentions[k].country {
			return ""
		}
		seen = r.mentions[k].country
	}
	return seen
}
