package extract

import (
	"strings"

	"github.com/entente/entente/extract/gazetteer"
	"github.com/entente/entente/nlp"
)

// organizations enters the actors of all name mentions but persons: countries,
// regions, bodies, peoples; short forms and acronyms join the full name.
func (r *reader) organizations() {
	short := map[string]int{} // a short form or acronym to its actor
	for _, m := range r.mentions {
		if isPerson(m) || m.sort == place && m.entry == nil {
			continue
		}
		switch {
		case m.sort == place:
			continue
		case m.sort == people && (m.entry == nil || m.entry.Kind != gazetteer.Group):
			r.enterPeople(m)
		case m.entry != nil:
			m.actor = r.known(m.entry)
			r.acronym(m, short)
			if m.sort == named && m.entry.Kind == gazetteer.Organization {
				r.firstWord(m, short)
			}
		case m.sort == named:
			r.enterOrganization(m, short)
		}
	}
	r.genericBodies()
}

// enterPeople makes "Palestinians" a group of that country.
func (r *reader) enterPeople(m *mention) {
	if m.entry == nil {
		name := r.words(m)
		m.actor = r.actors.get("group "+nameKey(name), Actor{Kind: Group, Name: name})
		return
	}
	m.sector = ""
	m.actor = r.actors.get("group "+m.country+" CVL", Actor{Kind: Group, Name: r.words(m), Country: m.country, Sector: "CVL"})
	m.plural = true
}

// enterOrganization makes the actor of a name that only the recognizer knows.
func (r *reader) enterOrganization(m *mention, short map[string]int) {
	name := r.words(m)
	key := nameKey(name)
	if key == "" {
		return
	}
	if a, ok := short[key]; ok {
		m.actor = a
		m.country, m.sector = r.actors.list[a].Country, r.actors.list[a].Sector
		return
	}
	if m.last-m.first == 1 && m.f.lowIs(m.first-1, "the") {
		if a := r.fullName(key); a >= 0 {
			m.actor = a
			m.country, m.sector = r.actors.list[a].Country, r.actors.list[a].Sector
			return
		}
	}
	m.country, m.sector = r.bodyCountry(m), sectorByName(name)
	m.actor = r.actors.get("org "+key, Actor{Kind: Organization, Name: name, Country: m.country, Sector: m.sector})
	short[key] = m.actor
	r.acronym(m, short)
	r.firstWord(m, short)
}

// firstWord lets the first word of a body's name stand for it, where the word
// names nothing else: "Norvik" for "Norvik Air".
func (r *reader) firstWord(m *mention, short map[string]int) {
	words := strings.Fields(nameKey(r.words(m)))
	if len(words) < 2 || m.last-m.first < 2 || len(words[0]) <= 3 || m.f.toks[m.first].pos != nlp.PosPropn {
		return
	}
	if _, taken := short[words[0]]; taken {
		return
	}
	if _, known := r.g.Lookup(m.f.words[m.first:m.first+1], 0); !known && len(r.g.Named(m.f.words[m.first])) == 0 {
		short[words[0]] = m.actor
	}
}

// fullName gives the body whose name holds the word, for "the Department"; -1
// where it is none or several.
func (r *reader) fullName(key string) int {
	x := r.index
	for ; x.bodies < len(r.actors.list); x.bodies++ { // those entered since
		a := r.actors.list[x.bodies]
		if a.Kind != Organization {
			continue
		}
		words := strings.Fields(nameKey(a.Name))
		for k := range words {
			for n := k + 1; n <= min(k+maxKeyWords, len(words)); n++ {
				part := strings.Join(words[k:n], " ")
				if old, taken := x.bodyOf[part]; taken && old != x.bodies {
					x.bodyOf[part] = -1
				} else {
					x.bodyOf[part] = x.bodies
				}
			}
		}
	}
	if i, ok := x.bodyOf[key]; ok {
		return i
	}
	return -1
}

// maxKeyWords is the number of words that one token of a name can be: "al-Shabaab".
const maxKeyWords = 3

// acronym reads "(APEC)" behind a name.
func (r *reader) acronym(m *mention, short map[string]int) {
	f, i := m.f, m.last
	if i+2 < len(f.toks) && f.words[i] == "(" && f.words[i+2] == ")" && strings.ToUpper(f.words[i+1]) == f.words[i+1] && len(f.words[i+1]) > 1 {
		short[nameKey(f.words[i+1])] = m.actor
		if k := f.mention[i+1]; k >= 0 && r.mentions[k].entry == nil {
			r.mentions[k].actor = m.actor
		}
	}
}

// bodyCountry reads the country from the words around an organization's name:
// "Iranian airline Mahan Air", "Japan's Toyota", "Norvik, an Accra-based firm".
func (r *reader) bodyCountry(m *mention) string {
	f := m.f
	for i := m.first; i < m.last; i++ { // within the name: "Bank of Ghana"
		if g, ok := r.g.Lookup(f.words, i); ok && i > m.first && g.Readings[0].Entry != nil && g.Readings[0].Entry.Kind == gazetteer.Country {
			return r.plover(g.Readings[0].Entry.Country)
		}
	}
	for _, i := range []int{m.first - 1, m.first - 2, m.first - 3} {
		if i < 0 || f.toks[i].sent != f.toks[m.first].sent {
			break
		}
		if k := f.mention[i]; k >= 0 {
			o := r.mentions[k]
			if o.sort == adjective || f.toks[o.last].dep == nlp.DepCase && !isPerson(o) {
				return o.country
			}
			break
		}
		if f.toks[i].dep != nlp.DepCase && f.toks[i].pos != nlp.PosNoun && f.toks[i].pos != nlp.PosAdj {
			break
		}
	}
	for _, p := range f.children(m.head, nlp.DepPrep) {
		if f.lowIs(p, "of", "in") {
			if o := f.child(p, nlp.DepPobj); o >= 0 && f.mention[o] >= 0 && !isPerson(r.mentions[f.mention[o]]) {
				return r.mentions[f.mention[o]].country
			}
		}
	}
	return ""
}

// nameSectors are words of names that tell the sector of a body.
var nameSectors = []struct{ word, sector string }{
	{"times", "JRN"}, {"news", "JRN"}, {"post", "JRN"}, {"herald", "JRN"}, {"tribune", "JRN"}, {"journal", "JRN"}, {"radio", "JRN"}, {"television", "JRN"}, {"broadcasting", "JRN"}, {"press", "JRN"}, {"gazette", "JRN"}, {"daily", "JRN"},
	{"army", "MIL"}, {"navy", "MIL"}, {"air force", "MIL"}, {"armed forces", "MIL"}, {"command", "MIL"}, {"brigade", "MIL"}, {"guard", "MIL"}, {"forces", "MIL"}, {"military", "MIL"},
	{"police", "COP"}, {"intelligence", "SPY"},
	{"court", "JUD"}, {"tribunal", "JUD"}, {"prosecutor", "JUD"},
	{"parliament", "LEG"}, {"senate", "LEG"}, {"congress", "LEG"}, {"assembly", "LEG"}, {"house of representatives", "LEG"}, {"duma", "LEG"}, {"knesset", "LEG"},
	{"party", "PTY"}, {"liberation", "REB"}, {"resistance", "REB"},
	{"university", "EDU"}, {"college", "EDU"}, {"institute", "EDU"}, {"school", "EDU"},
	{"hospital", "MED"}, {"health organization", "MED"}, {"church", "REL"}, {"union of workers", "LAB"}, {"workers", "LAB"},
	{"bank", "BUS"}, {"inc", "BUS"}, {"corp", "BUS"}, {"corporation", "BUS"}, {"company", "BUS"}, {"airlines", "BUS"}, {"airways", "BUS"}, {"air", "BUS"}, {"ltd", "BUS"}, {"group", "BUS"}, {"plc", "BUS"}, {"motors", "BUS"},
	{"ministry", "GOV"}, {"department", "GOV"}, {"office", "GOV"}, {"agency", "GOV"}, {"administration", "GOV"}, {"service", "GOV"}, {"commission", "GOV"}, {"authority", "GOV"}, {"cabinet", "GOV"}, {"embassy", "GOV"}, {"bureau", "GOV"}, {"treasury", "GOV"},
	{"cartel", "CRM"}, {"amnesty", "SOC"}, {"foundation", "SOC"}, {"rights", "SOC"},
}

// sectorByName guesses a body's sector from the words of its name, the first
// of the list that it holds.
func sectorByName(name string) string {
	padded := " " + nameKey(name) + " "
	for _, s := range nameSectors {
		if strings.Contains(padded, " "+s.word+" ") {
			return s.sector
		}
	}
	return ""
}

// genericBodies gives "the Foreign Ministry" its country: that of the same
// body named before, else that of the sentence's or the document's state.
func (r *reader) genericBodies() {
	last := map[string]*gazetteer.Entry{}
	for _, m := range r.inOrder() {
		if m.sort == named && m.body != nil && m.entry != nil {
			last[m.body.Key] = m.entry
			continue
		}
		if m.sort != definite || m.body == nil || m.actor >= 0 {
			continue
		}
		e := last[m.body.Key]
		if e == nil {
			if code := r.countryFor(m); code != "" {
				e = r.g.BodyOf(m.body, code)
			}
		}
		if e == nil {
			continue
		}
		m.entry, m.country = e, r.plover(e.Country)
		m.actor = r.known(e)
		last[m.body.Key] = e
	}
}

// inOrder gives the mentions in text order, the title's first.
func (r *reader) inOrder() []*mention {
	var out []*mention
	for _, f := range r.fields {
		for i := range f.toks {
			if k := f.mention[i]; k >= 0 && r.mentions[k].first == i {
				out = append(out, r.mentions[k])
			}
		}
	}
	return out
}

// countryFor gives the country that a body or group named without one is of:
// a modifier's or possessor's, else the body's usual one where the text names
// it, else the country that the text names most.
func (r *reader) countryFor(m *mention) string {
	f := m.f
	if c := r.modifierCountry(f, m.head, m.first, m.last); c != "" {
		return c
	}
	if m.body != nil && m.body.Default != "" && (r.count(m.body.Default) > 0 || len(r.mainCountry()) == 0) {
		return m.body.Default
	}
	return r.mainCountry()
}

// modifierCountry reads the country in a noun phrase: "Mexican", "Mexico's",
// "in Darfur", "of the United States".
func (r *reader) modifierCountry(f *field, head, first, last int) string {
	if m := r.modifier(f, head, first, last); m != nil {
		return m.country
	}
	return ""
}

func (r *reader) modifier(f *field, head, first, last int) *mention {
	for _, c := range f.toks[head].kids {
		i := int(c)
		if i >= first && i < last && f.mention[i] == f.headOf[head] && f.headOf[head] >= 0 {
			continue
		}
		switch f.toks[i].dep {
		case nlp.DepAmod, nlp.DepCompound, nlp.DepNmod, nlp.DepPoss:
			if m := r.countryMention(f, i); m != nil {
				return m
			}
			// "West Bank refugee camp", "Israeli-occupied"
			for _, d := range f.toks[i].kids {
				if m := r.countryMention(f, int(d)); m != nil && f.toks[d].dep != nlp.DepPrep {
					return m
				}
			}
		}
	}
	for _, p := range f.children(head, nlp.DepPrep) {
		if !f.lowIs(p, "of", "in", "from", "inside", "across", "throughout", "at", "near", "within") {
			continue
		}
		for _, o := range f.children(p, nlp.DepPobj) {
			if m := r.countryMention(f, o); m != nil {
				return m
			}
			if m := r.modifierOnce(f, o); m != nil {
				return m
			}
		}
	}
	return nil
}

// modifierOnce looks one noun phrase further: "in the northern city of Kirkuk",
// "in Serbia's capital".
func (r *reader) modifierOnce(f *field, i int) *mention {
	for _, c := range f.toks[i].kids {
		switch f.toks[c].dep {
		case nlp.DepAmod, nlp.DepCompound, nlp.DepNmod, nlp.DepPoss, nlp.DepAppos:
			if m := r.countryMention(f, int(c)); m != nil {
				return m
			}
		case nlp.DepPrep:
			if o := f.child(int(c), nlp.DepPobj); o >= 0 && f.lowIs(int(c), "of", "in", "near") {
				if m := r.countryMention(f, o); m != nil {
					return m
				}
			}
		}
	}
	return nil
}

// countryMention gives the mention at token i if it tells a country.
func (r *reader) countryMention(f *field, i int) *mention {
	if i >= 2 && f.words[i-1] == "-" && f.lowIs(i-2, "anti", "pro") {
		return nil // an "anti-Syria journalist" is not Syria's
	}
	if k := f.mention[i]; k >= 0 && r.mentions[k].country != "" {
		return r.mentions[k]
	}
	return nil
}

// count gives how often the document names a country, demonyms and cities
// counted too.
func (r *reader) count(code string) int {
	n := 0
	for _, m := range r.mentions {
		if m.country == code && !isPerson(m) {
			n++
		}
	}
	return n
}

// mainCountry gives the country that is named most, the earlier one of equals;
// "" where none is named.
func (r *reader) mainCountry() string {
	if !r.mainKnown {
		r.main, r.mainKnown = r.mostNamed(), true
	}
	return r.main
}

func (r *reader) mostNamed() string {
	counts, best := map[string]int{}, ""
	for _, m := range r.mentions {
		if c := m.country; c != "" && m.sort != collective && r.g.Country(c) != nil && !isPerson(m) {
			counts[c]++
		}
	}
	for _, m := range r.inOrder() {
		if c := m.country; counts[c] > counts[best] {
			best = c
		}
	}
	return best
}
