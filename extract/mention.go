package extract

import (
	"slices"
	"strings"

	"github.com/entente/entente/extract/gazetteer"
	"github.com/entente/entente/nlp"
)

// A manner says what kind of words a mention is made of.
type manner int

const (
	named      manner = iota // a proper name of an actor
	adjective                // "Mexican": points at the country, names no actor by itself
	people                   // "Mexicans"
	government               // "the Mexican government": the state
	place                    // a city or province
	collective               // "Mexican officials": people or a body without a name
	pronoun                  // "he", "they"
	definite                 // "the president", "the ministry": resolved to somebody named
)

// A mention is a piece of a field that names an actor or points at one.
type mention struct {
	f           *field
	first, last int // tokens, last exclusive
	head        int
	sort        manner
	actor       int // -1 where it is none: a town, an unresolved pronoun
	country     string
	sector      string // what the words say, for the coding of roles
	entry       *gazetteer.Entry
	body        *gazetteer.Body // a generic body that still needs its country
	label       nlp.EntType     // what named it where the gazetteer does not know it
	owner       *gazetteer.Entry
	title       *titled // the title before a person's name
	plural      bool
	margin      int // pronouns: by how much the antecedent is likelier than the next
}

func (r *reader) words(m *mention) string { return m.f.phrase(m.first, m.last) }

// add enters a mention and marks its tokens; one that overlaps another is
// refused. Only a collective or description may hold others before its head:
// "Mexican officials".
func (r *reader) add(m mention) *mention {
	holds := m.sort == collective || m.sort == definite
	for i := m.first; i < m.last; i++ {
		if m.f.mention[i] >= 0 && !(holds && i != m.head) {
			return nil
		}
	}
	m.actor = -1
	n := len(r.mentions)
	r.mentions = append(r.mentions, &m)
	for i := m.first; i < m.last; i++ {
		if m.f.mention[i] < 0 {
			m.f.mention[i] = n
		}
	}
	m.f.headOf[m.head] = n
	return &m
}

// headIn gives the token of a stretch that the others hang on.
func (f *field) headIn(first, last int) int {
	for i := first; i < last; i++ {
		h := f.toks[i].head
		if h == i || h < first || h >= last {
			if f.toks[i].pos != nlp.PosPunct && f.toks[i].pos != nlp.PosDet && f.toks[i].dep != nlp.DepCase {
				return i
			}
		}
	}
	return last - 1
}

// findNames enters the names of a field: what the gazetteer knows, and what the
// recognizer takes for persons and organizations. Where both see a name the
// longer one counts, so that "Bank of Ghana" is no country.
func (r *reader) findNames(f *field) {
	ends := r.entityEnds(f)
	for i := 0; i < len(f.toks); {
		if f.toks[i].pos == nlp.PosSpace {
			i++
			continue
		}
		var m gazetteer.Match
		known := false
		if f.mayName(i) {
			m, known = r.g.Lookup(f.words, i)
		}
		end, entity := ends[i], f.toks[i].ent
		switch {
		case known && r.accept(f, m) && (end <= i+m.Len || !r.entityWins(f, i, end, m)):
			r.enterKnown(f, m)
			if j := i + m.Len; end > j && (entity == nlp.EntPerson || entity == nlp.EntOrg && r.behindTitle(f, i) && f.allProper(j, end)) {
				ends[j] = end // "Ambassador to Togo Ann Lee": the name comes behind
				f.toks[j].ent = nlp.EntPerson
			}
			i += m.Len
		case end > i:
			i = r.enterEntity(f, i, end, entity, ends)
		default:
			i++
		}
	}
}

// entityEnds gives for each token that begins a named entity its end, else 0.
// In a headline every word may have a capital: there an entity counts only
// where the body has it too.
func (r *reader) entityEnds(f *field) []int {
	ends := make([]int, len(f.toks))
	for i := range f.toks {
		if !f.toks[i].entBegin {
			continue
		}
		j := i + 1
		for j < len(f.toks) && f.toks[j].ent == f.toks[i].ent && !f.toks[j].entBegin {
			j++
		}
		if f.title && r.doc.Text != "" && !strings.Contains(r.doc.Text, f.span(i, j).In(r.doc)) {
			continue
		}
		if f.toks[i].ent == nlp.EntPerson {
			j = f.wholeName(i, j)
		}
		ends[i] = j
	}
	if !f.title {
		r.namesBehindTitles(f, ends)
	}
	return ends
}

// entityWins tells whether the recognizer's longer name is to be taken instead
// of the gazetteer's that it begins with.
func (r *reader) entityWins(f *field, i, end int, m gazetteer.Match) bool {
	e := m.Entry()
	switch f.toks[i].ent {
	case nlp.EntPerson:
		if e != nil && e.Kind == gazetteer.Country && i > 0 && f.lowIs(i-1, "to", "of", "for") && end-i-m.Len >= 2 {
			return false
		}
		return e == nil || e.Kind != gazetteer.Person
	case nlp.EntOrg, nlp.EntFac:
		if m.Readings[0].Form == gazetteer.FormGovernment || lawWords[f.toks[end-1].lemma] {
			return false
		}
		next, known := r.g.Lookup(f.words, i+m.Len)
		if e != nil && e.Kind == gazetteer.Country && known && next.Len >= end-i-m.Len && next.Entry() != nil && next.Entry().Kind == gazetteer.Organization {
			return false // "United States Environmental Protection Agency"
		}
		if e != nil && e.Kind == gazetteer.Country && r.behindTitle(f, i) && end-i-m.Len >= 2 && f.allProper(i+m.Len, end) && sectorByName(f.phrase(i, end)) == "" {
			return false // "First Minister of Wales Ann Lee"
		}
		if e != nil && e.Kind == gazetteer.Organization {
			if m.Readings[0].Ambiguous && f.allProper(i+m.Len, end) {
				return true // "Orange Free Press" is not the company
			}
			return f.lowIs(i, "the") && f.toks[i+m.Len].pos == nlp.PosPropn
		}
		for k := i + m.Len; k < end; k++ { // "Iranian airline Mahan Air": the name comes later
			if f.toks[k].pos == nlp.PosNoun || f.toks[k].dep == nlp.DepCase {
				return false
			}
		}
		if m.Readings[0].Form == gazetteer.FormAdjective {
			_, title := r.g.Title(f.words, i+m.Len)
			next, known := r.g.Lookup(f.words, i+m.Len)
			return !title && !(known && next.Len >= end-i-m.Len)
		}
		return true
	}
	return false
}

// accept tells whether a gazetteer match is sound here. What also means
// something else needs a recognizer or tagger that takes it for a name.
func (r *reader) accept(f *field, m gazetteer.Match) bool {
	i := m.Start
	if f.words[i] == "the" && i+m.Len < len(f.toks) && f.toks[i+m.Len].pos == nlp.PosPropn {
		return false // the name goes on: "the National Guard" is no paper
	}
	if !m.Readings[0].Ambiguous {
		return m.Readings[0].Form == gazetteer.FormBody || f.toks[i+m.Len-1].pos != nlp.PosVerb
	}
	last := i + m.Len - 1
	switch e := m.Entry(); f.toks[last].ent {
	case nlp.EntPerson:
		return e != nil && e.Kind == gazetteer.Person
	case "":
		return m.Readings[0].Form == gazetteer.FormBody || f.toks[last].pos == nlp.PosPropn && (e == nil || e.Kind != gazetteer.Person)
	case nlp.EntDate, nlp.EntTime, nlp.EntOrdinal, nlp.EntCardinal:
		return false
	}
	return true
}

// choose takes the reading that the recognizer agrees with, else the first.
func (r *reader) choose(f *field, m gazetteer.Match) gazetteer.Reading {
	last := m.Start + m.Len - 1
	if len(m.Readings) == 1 {
		return m.Readings[0]
	}
	for _, x := range m.Readings { // rivers, ranges and seas have the article, companies of that name do not
		if x.Entry != nil && x.Entry.Kind == gazetteer.Region && m.Start > 0 && f.lowIs(m.Start-1, "the") && isArgument(f, last) {
			return x
		}
	}
	for k, x := range m.Readings {
		if x.Form == gazetteer.FormBody && k > 0 && m.Readings[0].Entry != nil && m.Readings[0].Entry.Kind == gazetteer.Organization && !r.namesState(m.Readings[0].Entry.Country) {
			return x
		}
	}
	noun := f.toks[last].tag == nlp.Tag("NNPS") || f.toks[last].tag == nlp.Tag("NNS") || isArgument(f, last) && f.toks[last].pos == nlp.PosPropn
	for _, x := range m.Readings {
		if x.Form == gazetteer.FormPeople && noun || x.Form == gazetteer.FormAdjective && !noun {
			return x
		}
	}
	for _, x := range m.Readings {
		if x.Entry == nil {
			continue
		}
		switch f.toks[last].ent {
		case nlp.EntOrg:
			if x.Entry.Kind == gazetteer.Organization {
				return x
			}
		case nlp.EntPerson:
			if x.Entry.Kind == gazetteer.Person {
				return x
			}
		}
	}
	return m.Readings[0]
}

// isArgument tells whether token i stands where a noun does, not before one.
func isArgument(f *field, i int) bool {
	switch f.toks[i].dep {
	case nlp.DepNsubj, nlp.DepNsubjpass, nlp.DepDobj, nlp.DepPobj, nlp.DepDative, nlp.DepConj, nlp.DepAttr, nlp.DepPoss, nlp.DepROOT, nlp.DepAppos:
		return true
	}
	return false
}

func (r *reader) enterKnown(f *field, m gazetteer.Match) {
	x := r.choose(f, m)
	n := mention{f: f, first: m.Start, last: m.Start + m.Len, entry: x.Entry, body: x.Body, plural: x.Plural, owner: m.Owner}
	n.head = f.headIn(n.first, n.last)
	if x.Entry != nil {
		n.country, n.sector = r.plover(x.Entry.Country), x.Entry.Sector()
	}
	switch x.Form {
	case gazetteer.FormAdjective:
		n.sort = adjective
	case gazetteer.FormPeople:
		n.sort = people
	case gazetteer.FormGovernment:
		n.sort, n.sector = government, "GOV"
	case gazetteer.FormBody:
		if !r.soundBody(f, &n) {
			return
		}
		n.sort = definite
	default:
		if x.Entry.Kind == gazetteer.Place {
			n.sort = place
		}
	}
	r.add(n)
}

// soundBody refuses generic bodies that only qualify a noun ("army troops" are
// troops) or that are one of many ("a court").
func (r *reader) soundBody(f *field, n *mention) bool {
	n.sector = ""
	if len(n.body.Sectors) > 0 {
		n.sector = n.body.Sectors[0]
	}
	det := f.child(n.head, nlp.DepDet)
	capital := f.words[n.first] != f.low[n.first] && (n.first > f.sents[f.toks[n.first].sent].first || f.toks[n.head].tag == nlp.Tag("NNP") && !f.title)
	return capital || det >= 0 && f.lowIs(det, "the") || f.child(n.head, nlp.DepPoss) >= 0
}

// enterEntity enters what only the recognizer sees, and gives the token to go
// on at.
func (r *reader) enterEntity(f *field, i, end int, label nlp.EntType, ends []int) int {
	switch label {
	case nlp.EntPerson:
		return r.enterPerson(f, i, end)
	case nlp.EntOrg, nlp.EntGPE, nlp.EntLoc, nlp.EntFac, nlp.EntNorp:
	default:
		return i + 1
	}
	first := i
	for first < end && (f.toks[first].pos == nlp.PosDet || f.toks[first].pos == nlp.PosPunct || f.toks[first].dep == nlp.DepCase || f.toks[first].pos == nlp.PosNum) {
		first++
	}
	for end > first && (f.toks[end-1].dep == nlp.DepCase || f.toks[end-1].pos == nlp.PosPunct || f.toks[end-1].pos == nlp.PosAdp || f.toks[end-1].pos == nlp.PosSconj) {
		end--
	}
	if first >= end {
		return i + 1
	}
	if t, ok := r.g.Title(f.words, first); ok && label == nlp.EntOrg && sectorByName(f.phrase(first, end)) == "" && f.allProper(first, end) {
		switch n := end - first - t.Len; {
		case n == 0:
			return end // a title alone
		case n == 2 || n == 3: // "Assemblywoman Ann Lee"
			return r.enterPerson(f, first, end)
		}
	}
	if label == nlp.EntOrg && r.endsInTitle(f, first, end) {
		return end // "Republican Assemblywoman"
	}
	if k := slices.Index(f.words[first:end], "("); k > 0 {
		end = first + k
	}
	if first > i { // without its article the gazetteer may know it
		ends[first] = end
		f.toks[first].ent = label
		return first
	}
	if k := slices.Index(f.low[first:end], "and"); k > 0 && k < end-first-1 && sectorByName(f.phrase(first, end)) == "" && r.joined(f, first, first+k, end) {
		f.toks[first+k+1].ent = label
		ends[first], ends[first+k+1] = first+k, end
		return first
	}
	if low := f.low[first]; strings.HasPrefix(low, "pro-") || strings.HasPrefix(low, "anti-") {
		return end
	}
	// What stands inside it may be known: "Germany's Federal Aviation Office".
	if m, ok := r.g.Lookup(f.words, first); ok && m.Len < end-first && f.toks[first+m.Len].dep == nlp.DepCase {
		return first
	}
	if label == nlp.EntOrg && (r.withinTitle(f, first, end) || end-first > 1 && lawWords[f.toks[end-1].lemma]) {
		return end
	}
	if first+1 == end && (label == nlp.EntOrg || label == nlp.EntGPE) {
		if notNames[f.words[first]] {
			return end
		}
		if !f.title && r.isLeader(f.words[first]) && isArgument(f, first) && f.child(first, nlp.DepDet) < 0 {
			return r.enterPerson(f, first, end)
		}
	}
	n := mention{f: f, first: first, last: end, label: label}
	n.head = f.headIn(first, end)
	if !properName(f, first, end) {
		return i + 1
	}
	if end-first >= 2 && end-first <= 3 && label != nlp.EntNorp && sectorByName(f.phrase(first, end)) == "" {
		if t := r.titleBefore(&n); t != nil && t.last == first && t.match.Title.Sector != "" && len(t.of) > 0 {
			n.label, label = nlp.EntPerson, nlp.EntPerson // whoever has an office is a person
		}
	}
	switch label {
	case nlp.EntGPE, nlp.EntLoc, nlp.EntFac:
		n.sort = place
	case nlp.EntNorp:
		n.sort = people
		if f.toks[end-1].tag != nlp.Tag("NNPS") && f.toks[end-1].tag != nlp.Tag("NNS") {
			n.sort = adjective
		}
	}
	r.add(n)
	return end
}

// enterPerson enters a person's name without the title that the recognizer may
// have taken in.
func (r *reader) enterPerson(f *field, i, end int) int {
	first := i
	for first < end {
		t, ok := r.g.Title(f.words, first)
		if !ok || first+t.Len >= end {
			break
		}
		first += t.Len
	}
	last := end
	for last > first && (f.toks[last-1].dep == nlp.DepCase || f.toks[last-1].pos == nlp.PosPunct || f.toks[last-1].pos == nlp.PosAdp) {
		last--
	}
	if k := slices.IndexFunc(f.words[first:last], func(w string) bool { return w == "," || w == ";" || w == "(" }); k > 0 {
		last = first + k
	}
	for last > first+1 && f.toks[last-1].pos == nlp.PosNum { // "Ann Lee - 7"
		last--
		for last > first+1 && f.toks[last-1].pos == nlp.PosPunct {
			last--
		}
	}
	if first >= last || !properName(f, first, last) || last-first > 6 || strings.ContainsAny(f.phrase(first, last), "[]") {
		return i + 1
	}
	n := mention{f: f, first: first, last: last, label: nlp.EntPerson}
	n.head = f.headIn(first, last)
	r.add(n)
	return last
}

// plover gives PLOVER's code of a country, "" for none.
func (r *reader) plover(code string) string {
	if code == "" {
		return ""
	}
	return r.g.PloverCountry(code)
}

// withinTitle tells whether a stretch is part of a title: the "State" of
// "Secretary of State".
func (r *reader) withinTitle(f *field, first, end int) bool {
	for j := max(0, first-4); j <= first; j++ {
		if t, ok := r.g.Title(f.words, j); ok && j+t.Len >= end {
			return true
		}
	}
	return false
}

// lawWords end the names of laws and agreements, which are no bodies.
var lawWords = words(`constitution treaty accord pact protocol act amendment agreement convention`)

// notNames are capitalised words that recognizers take for names of bodies.
var notNames = words(`UTC GMT EST EDT CET BST COVID-19 Covid-19 Internet PM AM GDP`)

// namesState tells whether the document names a country, by its name or adjective.
func (r *reader) namesState(code string) bool {
	e := r.g.Country(code)
	if e == nil {
		return false
	}
	if known, ok := r.seen[code]; ok {
		return known
	}
	found := false
	for _, f := range r.fields {
		for i := range f.toks {
			if startsUpper(f.words[i]) {
				if m, ok := r.g.Lookup(f.words, i); ok && m.Entry() != nil && m.Entry().Kind == gazetteer.Country && m.Entry().Country == e.Country {
					found = true
				}
			}
		}
	}
	r.seen[code] = found
	return found
}

// mayName tells whether a name can begin at token i: with a capital, or with a
// noun or adjective, as generic bodies do ("foreign ministry").
func (f *field) mayName(i int) bool {
	switch f.toks[i].pos {
	case nlp.PosPropn, nlp.PosNoun, nlp.PosAdj, nlp.PosX:
		return true
	case nlp.PosPunct, nlp.PosSpace:
		return false
	}
	return startsUpper(f.words[i])
}
