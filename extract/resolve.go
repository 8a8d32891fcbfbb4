package extract

import (
	"slices"

	"github.com/entente/entente/extract/gazetteer"
	"github.com/entente/entente/nlp"
)

// A ref is an actor at a place in the text.
type ref struct {
	actor       int
	m           *mention
	country     string
	sector      string
	first, last int // tokens of the words used
}

func (r *reader) role(f *field, x ref) Role {
	return Role{Actor: x.actor, Words: f.span(x.first, x.last), Country: x.country, Sector: x.sector}
}

// actorsAt gives the actors that the noun phrase with that head names, all
// members of a coordination.
func (r *reader) actorsAt(f *field, i int) []ref {
	var out []ref
	for _, c := range f.conjuncts(i) {
		out = appendRefs(out, r.actorAt(f, c, 0)...)
	}
	if before := r.joinedBefore(f, i); len(before) > 0 {
		out = appendRefs(before, out...)
	}
	return out
}

// joinedBefore gives the person whom "and" joins to the one named at token i
// where the parser takes both for one name: "President Ann Lee and Prime
// Minister Bo Day spoke".
func (r *reader) joinedBefore(f *field, i int) []ref {
	k := f.mention[i]
	if k < 0 || !isPerson(r.mentions[k]) || f.child(i, nlp.DepConj) >= 0 {
		return nil
	}
	m := r.mentions[k]
	j := m.first - 1
	if m.title != nil {
		j = min(j, m.title.first-1)
		for _, o := range m.title.of {
			if o.f == f && o.first <= j && o.last >= j {
				j = o.first - 1
			}
		}
	}
	if j < 1 || !f.lowIs(j, "and") || !f.below(j, i) {
		return nil
	}
	k = f.mention[j-1]
	if k < 0 || !isPerson(r.mentions[k]) || !f.below(j-1, i) {
		return nil
	}
	return r.mentionRefs(f, j-1, r.mentions[k], 0)
}

func appendRefs(out []ref, more ...ref) []ref {
	for _, x := range more {
		dup := false
		for _, y := range out {
			dup = dup || y.actor == x.actor
		}
		if !dup {
			out = append(out, x)
		}
	}
	return out
}

// partitive nouns count or gather what their "of" names.
var partitive = words(`thousand hundred dozen million ten group member number handful majority one some many most all team delegation part
	several pair couple crowd each both lot score series column convoy contingent type kind coalition deployment head`)

// actorAt gives the actor of one noun phrase.
func (r *reader) actorAt(f *field, i, depth int) []ref {
	if depth > 4 {
		return nil
	}
	if p := r.named(f, i); p != nil {
		refs := r.mentionRefs(f, p.head, p, depth+1)
		if k := f.mention[i]; k >= 0 && len(refs) == 1 && refs[0].sector == "" { // the description says what the name does not
			refs[0].sector = r.mentions[k].sector
		}
		return refs
	}
	if k := f.mention[i]; k >= 0 {
		return r.mentionRefs(f, i, r.mentions[k], depth)
	}
	t := f.toks[i]
	switch {
	case t.tag == nlp.Tag("WP") || t.tag == nlp.Tag("WDT") || t.low == "that" && t.pos == nlp.PosPron || t.low == "who" || t.low == "which":
		v := t.head
		for v != f.toks[v].head && f.toks[v].dep != nlp.DepRelcl {
			v = f.toks[v].head
		}
		if f.toks[v].dep == nlp.DepRelcl && f.toks[v].head != v {
			return r.actorAt(f, f.toks[v].head, depth+1)
		}
		return nil
	case partitive[t.lemma] || t.pos == nlp.PosNum || t.pos == nlp.PosDet:
		for _, p := range f.children(i, nlp.DepPrep) {
			if f.lowIs(p, "of") {
				if o := f.child(p, nlp.DepPobj); o >= 0 {
					return r.actorsAtDepth(f, o, depth+1)
				}
			}
		}
	}
	if isBoth(f, i) {
		return r.lastTwo(f, i)
	}
	return r.examples(f, i, depth)
}

// examples gives the actors that a noun is explained by: "allies such as
// Ghana", "nations including Togo".
func (r *reader) examples(f *field, i, depth int) []ref {
	for _, p := range f.children(i, nlp.DepPrep) {
		if f.lowIs(p, "including") || f.lowIs(p, "as") && f.lowIs(p-1, "such") || f.lowIs(p, "like") {
			if o := f.child(p, nlp.DepPobj); o >= 0 {
				return r.actorsAtDepth(f, o, depth+1)
			}
		}
	}
	return nil
}

func (r *reader) actorsAtDepth(f *field, i, depth int) []ref {
	var out []ref
	for _, c := range f.conjuncts(i) {
		out = appendRefs(out, r.actorAt(f, c, depth)...)
	}
	return out
}

// mentionRefs gives what a mention stands for where it is an argument.
func (r *reader) mentionRefs(f *field, i int, m *mention, depth int) []ref {
	x := ref{actor: m.actor, m: m, country: m.country, sector: m.sector, first: m.first, last: m.last}
	switch {
	case m.sort == adjective || m.sort == place:
		if x.actor = r.state(m.country); x.actor < 0 && m.entry != nil {
			x.actor = r.known(m.entry)
		}
		x.sector = ""
		if m.sort == place && m.entry != nil && m.entry.Seat != "" {
			if seat := r.g.Entry(m.entry.Seat); seat != nil && seat.Kind == gazetteer.Organization && m.country == "" {
				x.actor = r.known(seat)
			}
		}
	case m.sort == collective && partitive[f.toks[m.head].lemma] && (m.actor < 0 || m.country == ""):
		for _, p := range f.children(m.head, nlp.DepPrep) {
			if f.lowIs(p, "of") {
				if o := f.child(p, nlp.DepPobj); o >= 0 {
					if got := r.actorsAtDepth(f, o, depth+1); len(got) > 0 {
						return got
					}
				}
			}
		}
	case m.sort == collective && m.plural && m.owner == nil && depth < 3:
		if got := r.ofStates(f, m); len(got) > 0 {
			return got
		}
	case m.sort == named && m.entry != nil && m.entry.Kind == gazetteer.Country:
		x.sector = ""
	}
	if m.sort == people {
		r.livingIn(f, m, &x)
	}
	if m.sort == collective && m.actor < 0 && m.sector != "" {
		r.ownedGroup(f, m, &x)
	}
	if m.title != nil && m.title.last <= m.first {
		x.first = m.title.first
	}
	if x.actor < 0 {
		return nil
	}
	return []ref{x}
}

// ofStates gives the states whose people a plural noun means: "the navies of
// Ghana, Togo and Benin".
func (r *reader) ofStates(f *field, m *mention) []ref {
	for _, p := range f.children(m.head, nlp.DepPrep) {
		o := f.child(p, nlp.DepPobj)
		if !f.lowIs(p, "of", "from") || o < 0 {
			continue
		}
		var out []ref
		for _, c := range f.conjuncts(o) {
			k := f.mention[c]
			if k < 0 || r.mentions[k].sort == place || r.state(r.mentions[k].country) < 0 || isPerson(r.mentions[k]) {
				return nil
			}
			n := r.mentions[k]
			out = appendRefs(out, ref{actor: r.state(n.country), m: n, country: n.country, sector: m.sector, first: n.first, last: n.last})
		}
		if len(out) > 1 {
			return out
		}
	}
	return nil
}

// isBoth tells whether a phrase means two parties named before: "the two
// countries", "both sides".
func isBoth(f *field, i int) bool {
	if !f.lemmaIs(i, "country", "side", "nation", "party", "government", "leader", "neighbor", "neighbour", "state", "president", "minister") || f.toks[i].tag != nlp.Tag("NNS") {
		return false
	}
	for _, c := range f.toks[i].kids {
		if f.lowIs(int(c), "two", "both") {
			return true
		}
	}
	return false
}

// lastTwo gives the two states that were last named before token i.
func (r *reader) lastTwo(f *field, i int) []ref {
	var out []ref
	first, last := f.edges(i)
	seen := map[string]bool{}
	for _, x := range r.giver(f, i) { // "Togo aids both countries": two others
		seen[x.country] = true
	}
	for j := i - 1; j >= 0 && i-j < 150 && len(out) < 2; j-- {
		k := f.mention[j]
		if k < 0 {
			continue
		}
		m := r.mentions[k]
		if m.country == "" || seen[m.country] {
			continue
		}
		if a := r.state(m.country); a >= 0 {
			seen[m.country] = true
			out = append(out, ref{actor: a, m: m, country: m.country, first: first, last: last})
		}
	}
	if len(out) == 2 {
		out[0], out[1] = out[1], out[0]
		return out
	}
	return nil
}

// giver gives the subject of the clause that has token i as another part.
func (r *reader) giver(f *field, i int) []ref {
	v := f.toks[i].head
	for !f.isVerb(v) && f.toks[v].head != v {
		v = f.toks[v].head
	}
	if s := f.subject(v); f.isVerb(v) && s >= 0 && s < i && !f.below(i, s) && !isBoth(f, s) {
		return r.actorsAt(f, s)
	}
	return nil
}

// possessorOf gives the actors that possess what a noun phrase names: the
// government in "the government's troops".
func (r *reader) possessorOf(f *field, i int) []ref {
	for _, c := range f.children(i, nlp.DepPoss) {
		if got := r.actorsAt(f, c); len(got) > 0 {
			return got
		}
	}
	return nil
}

func (r *reader) adjectiveOf(f *field, i int) (out []ref) {
	defer func() {
		if len(out) == 0 {
			out = r.forcesOf(f, i)
		}
	}()
	for _, c := range f.children(i, nlp.DepAmod, nlp.DepCompound, nlp.DepNmod) {
		if k := f.mention[c]; k >= 0 && r.mentions[k].sort == place && kin[f.toks[i].lemma] {
			continue // "his Miami relatives"
		}
		if f.ofWar(c) {
			continue
		}
		if k := f.mention[c]; k >= 0 && r.mentions[k].entry != nil && r.mentions[k].entry.Kind == gazetteer.Region {
			continue // "the Gulf war" is not the Gulf's
		}
		if k := f.mention[c]; k >= 0 && r.mentions[k].sort == place && r.lex.Noun(f.toks[i].lemma) != nil {
			continue // "a Kabul bombing" took place there
		}
		if c >= 2 && f.words[c-1] == "-" && f.lowIs(c-2, "anti", "pro") {
			continue
		}
		if k := f.mention[c]; k >= 0 {
			out = appendRefs(out, r.actorsAt(f, c)...)
			continue
		}
		for _, d := range f.toks[c].kids { // "Israeli troop pullback", "US-led coalition"
			if k := f.mention[d]; k >= 0 && f.toks[d].dep != nlp.DepPrep {
				out = appendRefs(out, r.mentionRefs(f, int(d), r.mentions[k], 0)...)
			}
		}
	}
	return out
}

// ofWar tells whether token i names a war or a crisis by where it was: "the Iraq
// War" is not Iraq's, but "the Iran-Iraq War" is of both.
func (f *field) ofWar(i int) bool {
	h := f.toks[i].head
	if d := f.toks[i].dep; d != nlp.DepCompound && d != nlp.DepNmod || !f.lemmaIs(h, "war", "crisis") {
		return false
	}
	return len(f.children(h, nlp.DepCompound, nlp.DepNmod)) == 1 && f.child(i, nlp.DepCompound, nlp.DepNmod, nlp.DepConj) < 0
}

// deeds are nouns of what forces do, beside those that name events; forces are
// the nouns of those who do them.
var (
	deeds  = words(`coup takeover operation fire gunfire bullet brutality patrol convoy advance`)
	forces = words(`police rebel militant guerrilla insurgent militia army separatist jihadist paramilitary gang cartel`)
)

// forcesOf gives the forces that a noun of deeds is made with: "police
// violence", "a rebel attack", "a military coup".
func (r *reader) forcesOf(f *field, i int) []ref {
	if r.lex.Noun(f.toks[i].lemma) == nil && !deeds[f.toks[i].lemma] {
		return nil
	}
	for _, c := range f.children(i, nlp.DepAmod, nlp.DepCompound) {
		lemma := f.toks[c].lemma
		n := r.g.GroupNoun(lemma)
		if n == nil || len(n.Sectors) == 0 || f.mention[c] >= 0 || !forces[lemma] && !(lemma == "military" && f.lemmaIs(i, "coup", "takeover")) {
			continue
		}
		a := r.actors.get("group "+lemma+" ", Actor{Kind: Group, Name: f.low[c], Sector: n.Sectors[0]})
		return []ref{{actor: a, sector: n.Sectors[0], first: c, last: c + 1}}
	}
	return nil
}

// throughPrep gives the actors behind one of the prepositions that hang on i.
func (r *reader) throughPrep(f *field, i int, preps ...string) []ref {
	at := f.children(i, nlp.DepPrep, nlp.DepAgent, nlp.DepDative)
	for _, p := range at {
		if f.lowIs(p, "out", "away", "back", "up") && f.child(p, nlp.DepPobj) < 0 { // "pull out of"
			at = append(slices.Clone(at), f.children(p, nlp.DepPrep)...)
		}
	}
	for _, p := range at {
		for _, w := range preps {
			if f.low[p] != w && !(w == "to" && f.low[p] == "toward") {
				continue
			}
			for _, o := range f.children(p, nlp.DepPobj) {
				if got := r.actorsAt(f, o); len(got) > 0 {
					return got
				}
			}
		}
	}
	return nil
}

// livingIn codes people by where they live rather than by what they are: "the
// Albanians of Serbia", "Bosnian Serbs".
func (r *reader) livingIn(f *field, m *mention, x *ref) {
	for _, p := range f.children(m.head, nlp.DepPrep) {
		if f.lowIs(p, "of", "in", "from") {
			if o := f.child(p, nlp.DepPobj); o >= 0 {
				if c := r.countryMention(f, o); c != nil && !isPerson(c) {
					x.country, x.sector = c.country, "CVL"
				} else if c := r.modifierOnce(f, o); c != nil {
					x.country, x.sector = c.country, "CVL"
				}
			}
		}
	}
	for _, c := range f.children(m.head, nlp.DepAmod, nlp.DepCompound) {
		if k := r.countryMention(f, c); k != nil && k != m && k.sort == adjective {
			x.country = k.country
		}
	}
}

// ownedGroup makes the group of a bare noun whose possessor is known by now:
// "their forces".
func (r *reader) ownedGroup(f *field, m *mention, x *ref) {
	p := f.child(m.head, nlp.DepPoss)
	if p < 0 {
		return
	}
	for _, y := range r.actorAt(f, p, 3) {
		if y.country == "" {
			continue
		}
		name := f.phrase(m.first, m.last)
		if adj := r.g.Adjectives("country:" + y.country); len(adj) > 0 {
			name = adj[0] + " " + name
		}
		x.country = y.country
		x.actor = r.actors.get("group "+y.country+" "+m.sector, Actor{Kind: Group, Name: name, Country: y.country, Sector: m.sector})
		return
	}
}

// named gives the person that a title or description at token i belongs to:
// "the spokesman, Ann Lee", "US Ambassador to Ghana Ann Lee".
func (r *reader) named(f *field, i int) *mention {
	if k := f.mention[i]; k >= 0 && (r.mentions[k].sort == named || r.mentions[k].sort == pronoun) {
		return nil
	}
	if p := r.titleOf[place2{f, i}]; p != nil {
		return p
	}
	under := []int{i}
	if _, ok := r.g.Title(f.words, i); ok { // "the mayor of Lima, Ann Lee," where the parser hangs the name on the town
		for _, p := range f.children(i, nlp.DepPrep) {
			if f.lowIs(p, "of") {
				under = append(under, f.children(p, nlp.DepPobj)...)
			}
		}
	}
	for _, u := range under {
		for _, c := range f.children(u, nlp.DepAppos) {
			if k := f.mention[c]; k >= 0 && isPerson(r.mentions[k]) {
				return r.mentions[k]
			}
		}
	}
	return nil
}
