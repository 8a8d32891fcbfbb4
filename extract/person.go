package extract

import (
	"slices"
	"strings"
	"time"

	"github.com/entente/entente/extract/gazetteer"
	"github.com/entente/entente/extract/lexicon"
	"github.com/entente/entente/nlp"
)

// A person is everybody's mentions under one name.
type person struct {
	words    []string // the longest name's words, lower case
	name     string
	entry    *gazetteer.Entry
	mentions []*mention
	actor    int
	country  string
	sector   string
	female   bool
	male     bool
	roles    []*titled
	order    int // in reader.people
}

// A titled is a role that the text gives to somebody: by a title before the
// name, an apposition, a clause.
type titled struct {
	match    gazetteer.TitleMatch
	f        *field
	first    int // tokens of the title's words, last exclusive
	last     int
	role     string
	of       []*mention // the body or the country, as far as the words say
	more     *titled    // another title before this one
	term     bool       // read from what the person leads, or the time of that
	byOffice bool       // of is taken from the gazetteer: known as the office's holder
}

func isPerson(m *mention) bool {
	return m.sort == named && (m.entry != nil && m.entry.Kind == gazetteer.Person || m.entry == nil && m.label == nlp.EntPerson)
}

// readPeople clusters the mentions of persons, reads their roles and enters
// them as actors.
func (r *reader) readPeople() {
	var single []*mention
	r.newIndex()
	for _, m := range r.mentions {
		if !isPerson(m) && !r.besidePerson(m) {
			continue
		}
		if m.entry == nil && r.index.places[r.words(m)] {
			m.sort = place
			continue
		}
		if m.title = r.titleBefore(m); m.title == nil {
			m.title = r.sharedTitle(m)
		}
		if m.last-m.first == 1 && m.entry == nil {
			single = append(single, m)
			continue
		}
		p := r.personOf(m)
		p.mentions = append(p.mentions, m)
	}
	for _, m := range single {
		if m.title == nil && r.shortBody(m) {
			m.label = nlp.EntOrg
			continue
		}
		p := r.byLastName(m)
		p.mentions = append(p.mentions, m)
	}
	r.strayNames()
	for _, p := range r.people {
		r.enterPersonActor(p)
	}
	r.indexPeople()
}

// besidePerson makes a person of what the recognizer takes for a body though
// it shares a person's title: "Presidents Ann Lee of Ghana and Bo Day of Togo".
// What it has of the words behind the name ("Bo Day of") is left out.
func (r *reader) besidePerson(m *mention) bool {
	f := m.f
	if m.sort != named || m.entry != nil || m.label != nlp.EntOrg || f.toks[m.head].dep != nlp.DepConj {
		return false
	}
	if k := f.mention[f.firstConjunct(m.head)]; k < 0 || !isPerson(r.mentions[k]) {
		return false
	}
	last := m.last
	for last > m.first+1 && f.toks[last-1].pos == nlp.PosAdp {
		last--
	}
	whole := m.last
	m.last = last
	if r.sharedTitle(m) == nil {
		m.last = whole
		return false
	}
	for i := last; i < whole; i++ {
		f.mention[i] = -1
	}
	m.label = nlp.EntPerson
	return true
}

// shortBody tells whether a name of one word that looks like a person's is the
// first word of a body's name, and nobody's last name: "Norvik" of "Norvik Air".
func (r *reader) shortBody(m *mention) bool {
	word := m.f.words[m.first]
	return !r.index.lasts[nameKey(word)] && r.index.bodyWords[word]
}

// personOf gives the person of a full name.
func (r *reader) personOf(m *mention) *person {
	words := nameWords(r.words(m))
	if e := r.inOfficeNow(m, words); e != nil {
		m.entry = e
	}
	if p := r.find(m, words); p != nil {
		if m.entry != nil && p.entry != nil {
			return p
		}
		if len(words) > len(p.words) {
			p.words, p.name = words, r.words(m)
		}
		if p.entry == nil && m.entry != nil {
			p.entry, p.name = m.entry, m.entry.Name
		}
		r.index.addPerson(p, p.order)
		return p
	}
	p := &person{words: words, name: r.words(m), entry: m.entry}
	if m.entry != nil {
		p.name = m.entry.Name
	}
	return r.newPerson(p)
}

func nameWords(s string) []string { return strings.Fields(nameKey(s)) }

// sameName tells whether two full names may be one person's: the last words
// equal, the first ones equal or one the other's initial.
func sameName(a, b []string) bool {
	if len(a) == 0 || len(b) == 0 {
		return false
	}
	la, lb := a[len(a)-1], b[len(b)-1]
	if len(a) >= 2 && len(b) >= 2 {
		if la == lb && (a[0] == b[0] || len(a[0]) == 1 && a[0][0] == b[0][0] || len(b[0]) == 1 && a[0][0] == b[0][0]) {
			return true
		}
		// "De Witt" and "Ann de Witt".
		if s, l := a, b; len(s) != len(l) {
			if len(s) > len(l) {
				s, l = l, s
			}
			if strings.Join(l[len(l)-len(s):], " ") == strings.Join(s, " ") {
				return true
			}
		}
		// "Bo Day" and "Bo Day Mensah".
		short, long := a, b
		if len(short) > len(long) {
			short, long = long, short
		}
		return len(long) > len(short) && strings.Join(long[:len(short)], " ") == strings.Join(short, " ")
	}
	return len(a) == 1 && len(b) == 1 && la == lb
}

// byLastName gives the person of a name of one word: somebody named in full in
// the text, else whom the gazetteer knows by it on the article's date, else
// somebody new.
func (r *reader) byLastName(m *mention) *person {
	word := strings.Join(nameWords(r.words(m)), " ")
	var best *person
	for n, i := range r.index.byWord[word] {
		if n == maxNamesakes {
			break
		}
		if p := r.people[i]; p.hasWord(word) && (best == nil || r.closer(m, p, best)) {
			best = p
		}
	}
	if best != nil {
		return best
	}
	p := &person{words: []string{word}, name: r.words(m)}
	if e := r.commonlyKnown(m); e != nil {
		if q := r.index.byEntry[e.ID]; q != nil {
			return q
		}
		p.entry, p.name = e, e.Name
		m.entry = e
	}
	return r.newPerson(p)
}

// maxNamesakes is the number of persons of one name among whom a bare last name
// is looked for.
const maxNamesakes = 32

// hasWord tells whether a name of one word can stand for p: the last name, with
// or without its particle, or a whole name of one word.
func (p *person) hasWord(word string) bool {
	n := len(p.words)
	if n == 0 {
		return false
	}
	if p.words[n-1] == word || n > 2 && strings.Join(p.words[n-2:], " ") == word {
		return true
	}
	if n >= 2 && p.words[0] == word && len(word) > 2 {
		return true // family names that stand first, given names in familiar use
	}
	return n > 2 && p.words[n-2] == word && len(word) > 3
}

// closer prefers the person whose last word it is, then the one named last
// before m.
func (r *reader) closer(m *mention, p, than *person) bool {
	word := strings.Join(nameWords(r.words(m)), " ")
	a, b := p.words[len(p.words)-1] == word, than.words[len(than.words)-1] == word
	if a != b {
		return a
	}
	at, others := p.firstIn(m.f), than.firstIn(m.f)
	if at >= m.first || others >= m.first { // not named before
		return at < m.first
	}
	// Of a family the bare last name is that of the one who was named first;
	// the others keep their first names.
	return at < others
}

// firstIn gives the token where a person is first named in full in a field, the
// field's length where he is not.
func (p *person) firstIn(f *field) int {
	for _, n := range p.mentions {
		if n.f == f {
			return n.first
		}
	}
	return len(f.toks)
}

// commonlyKnown gives the one person whom a bare last name means in the news of
// the day: who leads a state or government, or holds the office that the title
// names.
func (r *reader) commonlyKnown(m *mention) *gazetteer.Entry {
	if r.day.IsZero() {
		return nil
	}
	var fit []gazetteer.Candidate
	for _, c := range r.g.PersonByLastName(r.words(m), r.day) {
		if c.Holding == nil {
			continue
		}
		if m.title != nil && !m.title.match.Title.Honorific {
			if !titleFits(m.title.match, c) {
				continue
			}
		} else if c.Relation != gazetteer.InOffice || c.Holding.Head == "" && m.title == nil {
			continue
		}
		fit = append(fit, c)
	}
	if len(fit) == 1 {
		return fit[0].Person
	}
	var main []gazetteer.Candidate
	for _, c := range fit {
		if c.Holding.Of != nil && r.mentionsState(c.Holding.Of) {
			main = append(main, c)
		}
	}
	if len(main) == 1 {
		return main[0].Person
	}
	return nil
}

func titleFits(t gazetteer.TitleMatch, c gazetteer.Candidate) bool {
	if t.Has("former") {
		return c.Relation == gazetteer.WasBefore && (t.Title.Office == c.Holding.Role || t.Title.Office == "leader")
	}
	return c.Relation == gazetteer.InOffice && (t.Office == c.Holding.Role || t.Office == "leader" && c.Holding.Head != "")
}

// mentionsState tells whether the document names the state anywhere.
func (r *reader) mentionsState(e *gazetteer.Entry) bool {
	key := "mention " + e.ID
	if known, ok := r.seen[key]; ok {
		return known
	}
	for _, m := range r.mentions {
		if m.entry == e || e.Country != "" && m.country == r.plover(e.Country) {
			r.seen[key] = true
			return true
		}
	}
	r.seen[key] = false
	return false
}

// strayNames finds last names of known persons that the recognizer missed or
// took for something else.
func (r *reader) strayNames() {
	last := map[string]*person{}
	for _, p := range r.people {
		if n := len(p.words); n > 0 && len(p.words[n-1]) > 2 {
			last[p.words[n-1]] = p
		}
	}
	for _, f := range r.fields {
		for i := range f.toks {
			p := last[strings.ToLower(nameKey(f.words[i]))]
			if p == nil || !startsUpper(f.words[i]) {
				continue
			}
			switch k := f.mention[i]; {
			case k < 0 && f.toks[i].pos == nlp.PosPropn:
				m := r.add(mention{f: f, first: i, last: i + 1, head: i, label: nlp.EntPerson})
				m.title = r.titleBefore(m)
				p.mentions = append(p.mentions, m)
			case k >= 0 && r.mentions[k].entry == nil && !isPerson(r.mentions[k]) && r.mentions[k].last-r.mentions[k].first == 1:
				m := r.mentions[k]
				m.label, m.sort = nlp.EntPerson, named
				m.title = r.titleBefore(m)
				p.mentions = append(p.mentions, m)
			}
		}
	}
}

// enterPersonActor makes the actor, with country and sector from the gazetteer
// or from the roles that the text gives.
func (r *reader) enterPersonActor(p *person) {
	for _, m := range p.mentions {
		for t := m.title; t != nil; t = t.more {
			p.address(t.match.Title.Name)
			for i := t.first; i < t.last; i++ {
				r.titleOf[place2{m.f, i}] = m
			}
			if !t.match.Title.Honorific {
				p.roles = append(p.roles, t)
			}
		}
		p.roles = append(p.roles, r.rolesAround(m)...)
	}
	if slices.ContainsFunc(p.roles, func(t *titled) bool { return t.match.Title != nil && (!t.term || t.role != leading) }) {
		p.roles = slices.DeleteFunc(p.roles, func(t *titled) bool { return t.term && t.role == leading })
	}
	for _, t := range p.roles {
		r.completeRole(p, t)
	}
	for _, t := range p.roles {
		for _, o := range t.of {
			if p.country == "" {
				p.country = o.country
			}
			if p.sector == "" && t.match.Sector == "" {
				p.sector = o.sector
			}
		}
		if p.sector == "" {
			p.sector = t.match.Sector
		}
	}
	if p.country == "" && p.entry == nil && p.governs() {
		p.country = r.leadersOf(titleCase(p.words[len(p.words)-1]))
	}
	key, a := "person "+strings.Join(p.words, " "), Actor{Kind: Person, Name: p.name}
	if p.entry != nil {
		key, a.Known, a.Name = p.entry.ID, p.entry.ID, p.entry.Name
		if c := r.plover(p.entry.Country); c != "" {
			p.country = c
		}
		for _, t := range p.roles {
			for _, o := range t.of {
				if international[o.country] && !t.match.Has("former") {
					p.country = o.country
				}
			}
		}
		if s := r.sectorOn(p.entry); s != "" {
			p.sector = s
		}
	}
	a.Country, a.Sector = p.country, p.sector
	p.actor = r.actors.get(key, a)
	for _, m := range p.mentions {
		m.actor, m.country, m.sector = p.actor, p.country, p.sector
	}
}

func (p *person) address(title string) {
	switch title {
	case "mrs", "ms", "miss", "madam", "madame", "lady", "dame", "queen", "princess", "spokeswoman", "chairwoman", "congresswoman", "businesswoman", "first lady":
		p.female = true
	case "mr", "sir", "lord", "king", "prince", "spokesman", "chairman", "congressman", "businessman", "pope":
		p.male = true
	}
}

// sectorOn gives the sector of a person's office on the article's date: ELI for
// who has left it.
func (r *reader) sectorOn(e *gazetteer.Entry) string {
	if r.day.IsZero() {
		return e.Sector()
	}
	if hs := r.g.OfficesOf(e.ID, r.day); len(hs) > 0 {
		return hs[0].Sector
	}
	for _, h := range r.g.OfficesOf(e.ID, time.Time{}) {
		if h.From.Before(r.day) {
			return "ELI"
		}
	}
	return e.Sector()
}

// international are PLOVER's codes for what is no state; who holds office there
// is coded by it and not by nationality.
var international = map[string]bool{"IGO": true, "UNO": true, "EUR": true, "NGO": true}

// unseenPeople enters names that the recognizer misses but whose place makes
// them persons': two or more capitalised words that speak.
func (r *reader) unseenPeople(f *field) {
	for i := range f.toks {
		t := f.toks[i]
		if f.mention[i] >= 0 || t.pos != nlp.PosPropn || t.dep != nlp.DepNsubj || !r.lex.Cue(f.toks[t.head].lemma, lexicon.Say) {
			continue
		}
		first := i
		for first > 0 && f.toks[first-1].head == i && f.toks[first-1].dep == nlp.DepCompound && f.toks[first-1].pos == nlp.PosPropn && f.mention[first-1] < 0 {
			first--
		}
		for first < i {
			t, ok := r.g.Title(f.words, first)
			if !ok || first+t.Len > i {
				break
			}
			first += t.Len
		}
		if r.withinTitle(f, i, i+1) || i-first < 1 && len(r.g.Named(f.words[i])) > 0 || len(f.words[i]) < 3 || i-first > 3 || sectorByName(f.phrase(first, i+1)) != "" || !properName(f, first, i+1) {
			continue
		}
		r.add(mention{f: f, first: first, last: i + 1, head: i, label: nlp.EntPerson})
	}
}

// inOfficeNow gives the namesake who holds the office that the title names on
// the article's date, where the known person of the full name does not.
func (r *reader) inOfficeNow(m *mention, words []string) *gazetteer.Entry {
	if m.title == nil || m.title.match.Office == "" || r.day.IsZero() || m.entry != nil && len(r.g.OfficesOf(m.entry.ID, r.day)) > 0 {
		return nil
	}
	for _, c := range r.g.PersonByLastName(m.f.words[m.last-1], r.day) {
		if c.Holding != nil && c.Relation == gazetteer.InOffice && titleFits(m.title.match, c) {
			if known := nameWords(c.Person.Name); len(known) > 0 && (known[0] == words[0] || m.entry != nil) {
				return c.Person
			}
		}
	}
	return nil
}

// governs tells whether the text gives somebody the lead of a state or
// government.
func (p *person) governs() bool {
	for _, t := range p.roles {
		switch t.match.Office {
		case "president", "prime minister", "chancellor", "monarch":
			return len(t.of) == 0
		}
	}
	return false
}

func titleCase(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
