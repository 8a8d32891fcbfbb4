package extract

import (
	"strings"

	"github.com/entente/entente/extract/gazetteer"
	"github.com/entente/entente/nlp"
)

// collectives enters people and bodies without a name: "Mexican officials",
// "eight drug cartels", "police"; and resolves definite descriptions: "the
// president", "the administration".
func (r *reader) collectives() {
	for _, f := range r.fields {
		for i := range f.toks {
			if f.mention[i] < 0 && (f.toks[i].pos == nlp.PosNoun || f.toks[i].pos == nlp.PosPropn) {
				r.collectiveAt(f, i)
			}
		}
	}
}

// collectiveAt reads the noun at token i.
func (r *reader) collectiveAt(f *field, i int) {
	if f.toks[i].dep == nlp.DepCompound || f.toks[i].dep == nlp.DepNmod && f.toks[i].head > i || f.toks[i].dep == nlp.DepAmod {
		if !(f.title && f.toks[i].head != i && !folk[f.toks[i].lemma]) || f.toks[f.toks[i].head].pos == nlp.PosPropn {
			return // "police chief", "cartel leaders"
		}
	}
	lemma := f.toks[i].lemma
	if f.doing(i) || lemma == "staff" && f.lowIs(i-1, "half") {
		return
	}
	if r.g.GovernmentNoun(f.low[i]) && f.low[i] != "authorities" {
		r.governmentAt(f, i)
		return
	}
	if r.officeAt(f, i) || r.nationAt(f, i) {
		return
	}
	noun := r.g.GroupNoun(lemma)
	first := i
	if noun == nil {
		noun = r.g.GroupNoun(f.low[i])
	}
	for j := i - 1; j >= i-2 && j >= 0 && f.toks[j].head == i; j-- { // "security forces"
		if n := r.g.GroupNoun(strings.Join(lemmas(f, j, i+1), " ")); n != nil {
			noun, first = n, j
		}
	}
	if noun == nil || things[f.toks[i].lemma] && f.toks[i].lemma != "authority" || f.low[i] == "authority" || f.toks[i].tag == nlp.Tag("NNP") && !f.title {
		return
	}
	r.enterCollective(f, i, first, noun)
}

// doing tells whether a noun of people stands for what they do or for a means:
// "an agreement on patrols", "the use of military force".
func (f *field) doing(i int) bool {
	switch f.toks[i].lemma {
	case "patrol":
		return f.toks[i].dep == nlp.DepPobj && f.lowIs(f.toks[i].head, "on", "for", "of", "about", "in", "through", "from", "with")
	case "force":
		return f.toks[i].tag == nlp.Tag("NN") && f.child(i, nlp.DepDet, nlp.DepPoss, nlp.DepNummod) < 0
	}
	return false
}

func lemmas(f *field, first, last int) []string {
	out := make([]string, 0, last-first)
	for i := first; i < last; i++ {
		out = append(out, f.toks[i].lemma)
	}
	return out
}

// governmentAt reads "the Trump administration", "the government", "the
// regime": the state itself.
func (r *reader) governmentAt(f *field, i int) {
	if f.lemmaIs(i, "administration", "government") && f.child(i, nlp.DepPrep) >= 0 && !f.lowIs(f.child(i, nlp.DepDet), "the") {
		return
	}
	if f.toks[i].tag == nlp.Tag("NNS") {
		return // "governments"
	}
	m := mention{f: f, first: i, last: i + 1, head: i, sort: definite, sector: "GOV"}
	if own := r.modifier(f, i, i, i+1); own != nil && own.sort != place {
		m.country = own.country
		if isPerson(own) && own.country == "" {
			m.country = r.officeCountry(own)
		}
	}
	if m.country == "" {
		for _, c := range f.children(i, nlp.DepCompound, nlp.DepPoss) {
			if f.toks[c].pos == nlp.PosPropn {
				m.country = r.leadersOf(f.words[c])
			}
		}
	}
	if m.country == "" && !f.lowIs(f.child(i, nlp.DepDet), "the", "this", "that") && f.child(i, nlp.DepPoss) < 0 {
		return
	}
	if m.country == "" {
		m.country = r.lastState(f, i)
	}
	a := r.state(m.country)
	if a < 0 {
		return
	}
	if n := r.add(m); n != nil {
		n.actor = a
	}
}

// officeCountry gives the state that a person leads on the article's date.
func (r *reader) officeCountry(m *mention) string {
	if p := r.index.byActor[m.actor]; p != nil && p.entry != nil {
		return r.plover(p.entry.Country)
	}
	return ""
}

// lastState gives the country of the state last named before token i of the
// field, one that acts before one that is only a place; else the main one.
func (r *reader) lastState(f *field, i int) string {
	seen := 0
	for j := i - 1; j >= 0 && seen < 400; j-- {
		seen++
		k := f.mention[j]
		if k < 0 {
			continue
		}
		m := r.mentions[k]
		if m.sector == "GOV" && m.country != "" && r.g.Country(m.country) != nil && (m.sort == government || m.sort == definite || isPerson(m)) {
			return m.country
		}
	}
	return r.mainCountry()
}

// officeAt resolves "the president", "the Mexican foreign minister", "the
// secretary-general" to who was named with that title, else to who held the
// office on the article's date.
func (r *reader) officeAt(f *field, i int) bool {
	if f.toks[i].tag == nlp.Tag("NNS") || f.toks[i].tag == nlp.Tag("NNPS") || f.toks[i].dep == nlp.DepAppos {
		return false
	}
	first, t := -1, gazetteer.TitleMatch{}
	for j := max(f.sents[f.toks[i].sent].first, i-4); j <= i; j++ {
		if x, ok := r.g.Title(f.words, j); ok && j+x.Len == i+1 && f.below(j, i) {
			first, t = j, x
			break
		}
	}
	if first < 0 || t.Title.Honorific || t.Office == "" || t.Has("former") {
		return false
	}
	det := f.child(i, nlp.DepDet)
	own := r.modifier(f, i, first, i+1)
	definiteNP := det >= 0 && f.lowIs(det, "the") || f.child(i, nlp.DepPoss) >= 0 || own != nil || det < 0 && startsUpper(f.words[i])
	if !definiteNP || f.lowIs(det, "a", "an") {
		return false
	}
	p := r.titledBefore(f, i, t, own)
	country := ""
	if own != nil {
		country = own.country
	} else if p == nil {
		country = r.lastState(f, i)
	}
	m := mention{f: f, first: first, last: i + 1, head: i, sort: definite, country: country, sector: t.Sector}
	if p != nil {
		if n := r.add(m); n != nil {
			n.actor, n.country = p.actor, p.country
		}
		return true
	}
	if hs := r.g.HolderOf(t.Office, country, r.day); len(hs) == 1 && country != "" {
		if n := r.add(m); n != nil {
			n.actor = r.known(hs[0].Person)
		}
		return true
	}
	return false
}

// titledBefore gives the person last named before token i with that office.
func (r *reader) titledBefore(f *field, i int, t gazetteer.TitleMatch, own *mention) *person {
	o := office{name: t.Office, former: t.Has("former")}
	if own != nil {
		if o.country = own.country; o.country == "" {
			return nil
		}
	}
	return r.index.byOffice[o].before(f, i)
}

// bareNouns are group nouns that are no actor without a modifier.
var bareNouns = map[string]bool{
	"party": true, "people": true, "member": true, "man": true, "woman": true, "child": true, "house": true, "committee": true,
	"family": true, "community": true, "supporter": true, "leader": true, "side": true, "body": true, "force": true,
	"bank": true, "firm": true, "school": true, "team": true, "team member": true, "individual": true, "person": true,
	"relative": true, "victim": true, "coalition": true, "delegation": true, "agency": true, "source": true, "nation": true,
	"country": true, "company": true, "group": true, "organization": true, "friend": true, "driver": true, "drone": true, "tank": true,
	"jet": true, "warplane": true, "ship": true, "paper": true, "newspaper": true, "website": true, "court": true, "candidate": true,
}

// enterCollective makes the group of a noun: by country and sector, or by its
// own words.
func (r *reader) enterCollective(f *field, i, first int, noun *gazetteer.GroupNoun) {
	plural := f.toks[i].tag == nlp.Tag("NNS") || f.toks[i].tag == nlp.Tag("NNPS") || massNoun(f, i)
	sector := ""
	if len(noun.Sectors) > 0 {
		sector = noun.Sectors[0]
	}
	m := mention{f: f, first: first, last: i + 1, head: i, sort: collective, sector: sector, plural: plural}
	own := r.modifier(f, i, first, i+1)
	if own != nil {
		m.country = own.country
	}
	m.first = r.groupStart(f, i, first)
	kind := Group
	name := r.groupName(f, m.first, i+1)
	if m.country == "" && bareNouns[f.toks[i].lemma] && m.first == i && !folk[f.toks[i].lemma] {
		if n := r.add(m); n != nil { // no actor by itself, but an argument that may be resolved
			n.actor = -1
		}
		return
	}
	key := "group " + m.country + " " + m.sector
	if m.country == "" || m.sector == "" || !plural && f.toks[i].tag == nlp.Tag("NN") && !massNoun(f, i) && !bodyNoun[f.toks[i].lemma] && !equipment[f.toks[i].lemma] { // a governor and a mayor are two
		key = "group " + strings.Join(lemmas(f, m.first, i+1), " ") + " " + m.country
	}
	n := r.add(m)
	if n == nil {
		return
	}
	if !plural && f.lowIs(f.child(i, nlp.DepDet), "the") && own == nil && f.child(i, nlp.DepAmod) < 0 {
		if a := r.sameNounBefore(f, i); a >= 0 {
			n.actor, n.sort = a, definite
			n.country, n.sector = r.actors.list[a].Country, r.actors.list[a].Sector
			return
		}
	}
	n.actor = r.actors.get(key, Actor{Kind: kind, Name: name, Country: m.country, Sector: m.sector})
}

// sameNounBefore resolves "the group", "the airline" to the organization last
// named with that noun beside its name.
func (r *reader) sameNounBefore(f *field, i int) int {
	lemma := f.toks[i].lemma
	for j := i - 1; j >= 0 && i-j < 300; j-- {
		k := f.mention[j]
		if k < 0 || r.mentions[k].actor < 0 || r.mentions[k].head != j {
			continue
		}
		m := r.mentions[k]
		if m.sort != named || isPerson(m) || m.entry != nil && m.entry.Kind != gazetteer.Organization {
			continue
		}
		switch lemma {
		case "group", "organization", "organisation", "company", "airline", "agency", "firm", "party", "union", "bank", "charity":
			if strings.Contains(nameKey(r.words(m)), lemma) {
				return m.actor
			}
			for _, c := range f.children(m.head, nlp.DepCompound, nlp.DepAppos, nlp.DepNmod) {
				if f.toks[c].lemma == lemma {
					return m.actor
				}
			}
			if lemma == "group" || lemma == "organization" || lemma == "organisation" || lemma == "company" || lemma == "agency" {
				return m.actor
			}
		}
	}
	return -1
}

func massNoun(f *field, i int) bool {
	switch f.toks[i].lemma {
	case "police", "military", "army", "navy", "opposition", "media", "press", "personnel", "militia", "troops", "mafia", "judiciary", "gendarmerie", "infantry":
		return true
	}
	return false
}

// dropped are modifiers that do not belong to a group's name.
var dropped = words(`several many some few more most other such various same current former new top senior high-ranking angry least all last
	first unnamed unidentified own major key nearby numerous recent additional certain dozens thousands hundreds young old
	dead wounded injured next`)

// groupStart gives the first token of the words that name a group: adjectives
// and compounds before the noun, without numbers, articles and possessors.
func (r *reader) groupStart(f *field, i, first int) int {
	start := first
	nation := false                                                            // past the adjective of a nation only adjectives belong to the name
	if k := f.mention[first]; first < i && k >= 0 && r.mentions[k].last <= i { // "US military personnel"
		start = min(start, r.mentions[k].first)
	}
	for j := start - 1; j >= 0 && f.toks[j].sent == f.toks[i].sent; j-- {
		if f.toks[j].head != i && !(f.toks[j].head > j && f.toks[j].head <= i && f.toks[j].head >= start) {
			break
		}
		switch f.toks[j].dep {
		case nlp.DepAmod, nlp.DepCompound, nlp.DepNmod:
			if nation && f.toks[j].pos != nlp.PosAdj && f.mention[j] < 0 {
				return start
			}
		case nlp.DepPunct:
			if f.words[j] != "-" {
				return start
			}
		default:
			return start
		}
		if f.toks[j].pos == nlp.PosNum || dropped[f.low[j]] || f.toks[j].tag == nlp.Tag("JJS") || f.toks[j].tag == nlp.Tag("JJR") || f.toks[j].ent == nlp.EntDate {
			return start
		}
		if k := f.mention[j]; k >= 0 && r.mentions[k].sort != adjective && r.mentions[k].sort != people {
			if r.mentions[k].entry != nil && r.mentions[k].entry.Kind == gazetteer.Country && r.mentions[k].first == j {
				start = j
			}
			return start
		} else if k >= 0 && r.mentions[k].sort == adjective {
			nation = true
		}
		if f.words[j] != "-" {
			start = j
		}
	}
	return start
}

func (r *reader) groupName(f *field, first, last int) string {
	return f.phrase(first, last)
}

// things are words of the sectors that are no people and no bodies.
var things = words(`hospital casualty campaign mosque temple church industry missile rebellion base school house authority brother sister
	father mother son daughter wife husband family prison jail camp election vote artillery insurgency`)

// leadersOf gives the state that all leaders of that last name have led,
// whenever: "the Bush administration" is American in any year.
func (r *reader) leadersOf(name string) string {
	code := ""
	for _, c := range r.g.PersonByLastName(name, r.day) {
		if c.Holding == nil || c.Holding.Head == "" || c.Holding.Of == nil {
			continue
		}
		if code != "" && code != r.plover(c.Holding.Of.Country) {
			return ""
		}
		code = r.plover(c.Holding.Of.Country)
	}
	return code
}

// nationAt resolves "the country", "the West African nation" to the country
// last named, and "the region" to the
// place last named.
func (r *reader) nationAt(f *field, i int) bool {
	region := f.lemmaIs(i, "region", "territory")
	if !region && !f.lemmaIs(i, "country", "nation", "kingdom", "republic") || f.toks[i].tag != nlp.Tag("NN") {
		return false
	}
	if d := f.child(i, nlp.DepDet); d < 0 || !f.lowIs(d, "the", "this") || f.child(i, nlp.DepPrep, nlp.DepRelcl, nlp.DepPoss) >= 0 {
		return false
	}
	if region && f.child(i, nlp.DepAmod, nlp.DepCompound, nlp.DepNmod) >= 0 {
		return false
	}
	own := ""
	if f.child(i, nlp.DepAmod, nlp.DepCompound) >= 0 || region { // another one than the doer's
		for _, x := range r.giver(f, i) {
			own = x.country
		}
	}
	for j := i - 1; j >= 0 && i-j < 150; j-- {
		k := f.mention[j]
		if k < 0 || isPerson(r.mentions[k]) || r.mentions[k].country == "" || r.mentions[k].country == own || f.toks[j].head == i {
			continue
		}
		m := r.mentions[k]
		if m.sort == place && !region || region && !r.isPlace(m) {
			continue
		}
		if a := r.state(m.country); a >= 0 && r.actors.list[a].Kind == Country {
			if n := r.add(mention{f: f, first: i, last: i + 1, head: i, sort: definite, country: m.country}); n != nil {
				n.actor = a
			}
			return true
		}
	}
	return false
}

// isPlace tells whether a mention stands where a place does: "in Syria",
// "north-eastern Syria's".
func (r *reader) isPlace(m *mention) bool {
	if m.sort == place {
		return true
	}
	h := m.f.toks[m.head].head
	in := m.f.toks[m.head].dep == nlp.DepPobj && m.f.lowIs(h, "in", "into", "from", "across", "near") || m.f.toks[m.head].dep == nlp.DepDobj && m.f.lemmaIs(h, "enter", "leave", "invade", "occupy", "reach")
	return in && m.sort == named && m.entry != nil && m.entry.Kind == gazetteer.Country
}

// folk are nouns for people as such: actors where they act, not where they are
// mentioned.
var folk = map[string]bool{"people": true, "man": true, "woman": true, "child": true}
