package extract

import (
	"strings"
	"time"

	"github.com/entente/entente/extract/gazetteer"
	"github.com/entente/entente/nlp"
)

// maxTitle is the number of tokens before a name that are searched for a title.
const maxTitle = 9

// titleBefore reads the title before a name: "Mexican Foreign Minister",
// "Ambassador to Mexico", "Mahan's director", "Bank of Ghana governor".
func (r *reader) titleBefore(m *mention) *titled {
	f := m.f
	if t, ok := r.g.Title(f.words, m.first); ok && isPerson(m) && m.first+t.Len < m.last && t.Title.Office != "" { // "King George" is a name too
		return &titled{match: t, f: f, first: m.first, last: m.first + t.Len, role: roleWords(f, m.first, m.first+t.Len), of: r.ownersBefore(f, m.first)}
	}
	start := max(f.sents[f.toks[m.first].sent].first, m.first-maxTitle)
	for j := start; j < m.first; j++ {
		if f.mention[j] >= 0 && r.mentions[f.mention[j]].sort == named && isPerson(r.mentions[f.mention[j]]) {
			continue
		}
		t, ok := r.g.Title(f.words, j)
		if !ok || f.toks[j].pos == nlp.PosAdp { // "under President Lee" he was no under-president
			continue
		}
		end := j + t.Len
		x := &titled{match: t, f: f, first: j, last: end, role: roleWords(f, j, end)}
		if end == m.first {
			x.of = r.ownersBefore(f, j)
			r.farModifier(x)
			if len(x.of) == 0 {
				x.of = r.countryBehind(m)
			}
			if len(x.of) == 0 {
				x.of = r.withinRole(x)
			}
			if n := (mention{f: f, first: j, last: end, head: end - 1}); j > start && !t.Title.Honorific {
				x.more = r.titleBefore(&n)
			}
			return x
		}
		// "Ambassador to Mexico Ronald Johnson"
		if of := r.bridge(f, end, m.first); of != nil {
			x.of = append([]*mention{of}, r.ownersBefore(f, j)...)
			if f.lowIs(end, "to") && len(x.of) > 1 { // who sends comes first
				x.of[0], x.of[1] = x.of[1], x.of[0]
			}
			return x
		}
	}
	return nil
}

// countryBehind reads "President Ann Lee of Ghana".
func (r *reader) countryBehind(m *mention) []*mention {
	f, i := m.f, m.last
	if !f.lowIs(i, "of") {
		return nil
	}
	if i++; f.lowIs(i, "the") {
		i++
	}
	if i < len(f.toks) && f.mention[i] >= 0 && !isPerson(r.mentions[f.mention[i]]) {
		return []*mention{r.mentions[f.mention[i]]}
	}
	return nil
}

// sharedTitle reads "Presidents Ann Lee of Ghana and Bo Day of Togo".
func (r *reader) sharedTitle(m *mention) *titled {
	f := m.f
	h := f.firstConjunct(m.head)
	if h != m.head && f.toks[h].dep == nlp.DepPobj && f.lowIs(f.toks[h].head, "of") { // parsed as "of Ghana and Bo Day"
		h = f.toks[f.toks[h].head].head
	}
	first := m.first
	if k := f.mention[h]; k >= 0 {
		first = r.mentions[k].first
	}
	if first == 0 || !strings.HasSuffix(f.low[first-1], "s") {
		return nil
	}
	t, ok := r.g.Title([]string{strings.TrimSuffix(f.words[first-1], "s")}, 0)
	if !ok || t.Title.Honorific {
		return nil
	}
	x := &titled{match: t, f: f, first: first - 1, last: first, role: t.Title.Name, of: r.countryBehind(m)}
	if len(x.of) == 0 {
		x.of = r.ownersBefore(f, first-1)
	}
	return x
}

// roleWords gives the words of a role; one whose words are all capitals or
// title case keeps them.
func roleWords(f *field, first, last int) string {
	return strings.ReplaceAll(strings.ReplaceAll(f.phrase(first, last), " - ", "-"), "’", "'")
}

// bridge reads "to Mexico", "of the Bank of Ghana" between a title and a name.
func (r *reader) bridge(f *field, i, end int) *mention {
	if !f.lowIs(i, "to", "of", "for", "at") {
		return nil
	}
	i++
	if f.lowIs(i, "the") {
		i++
	}
	if i >= end || f.mention[i] < 0 {
		return nil
	}
	if o := r.mentions[f.mention[i]]; o.last == end && !isPerson(o) {
		return o
	}
	return nil
}

// ownersBefore gives the mentions that end right before token j, with or
// without a possessive: "Mexico's" president, "UN" envoy, "Iranian Foreign
// Ministry" spokesman.
func (r *reader) ownersBefore(f *field, j int) []*mention {
	var out []*mention
	for j > 0 && len(out) < 2 {
		j--
		if f.toks[j].dep == nlp.DepCase || f.toks[j].pos == nlp.PosPunct && f.lowIs(j, "-") {
			continue
		}
		k := f.mention[j]
		if k < 0 {
			if len(out) == 0 && f.toks[j].pos == nlp.PosAdj && f.toks[j].tag == nlp.Tag("JJ") && !startsUpper(f.words[j]) {
				continue // "Israeli right-wing leader"
			}
			if len(out) == 0 && r.portfolio(f, j) {
				continue // "AU trade and industry commissioner"
			}
			break
		}
		if isPerson(r.mentions[k]) && f.toks[r.mentions[k].last].dep != nlp.DepCase {
			break
		}
		out = append(out, r.mentions[k])
		j = r.mentions[k].first
	}
	return out
}

// portfolio tells whether token i is of the words for what an office is about.
func (r *reader) portfolio(f *field, i int) bool {
	if f.lowIs(i, "and") {
		i++
	}
	if i >= len(f.toks) || f.toks[i].pos != nlp.PosNoun || startsUpper(f.words[i]) {
		return false
	}
	if next, ok := r.g.Title(f.words, i+1); ok && len(next.Modifiers) > 0 {
		return false // "challenger former Vice President Ann Lee": what she is, too
	}
	_, title := r.g.Title(f.words, i)
	return !title
}

// rolesAround reads the roles that the clause gives to a name: apposition,
// "X of the Rivers Trust", "X is the director of Y", "led by X", "X, who heads Y".
func (r *reader) rolesAround(m *mention) []*titled {
	f, h := m.f, m.head
	var out []*titled
	add := func(noun int) {
		if t := r.roleAt(f, noun); t != nil {
			out = append(out, t)
		}
	}
	for _, c := range f.children(h, nlp.DepAppos) {
		if f.mention[c] < 0 || !isPerson(r.mentions[f.mention[c]]) {
			for _, x := range f.conjuncts(c) {
				add(x)
			}
		}
	}
	if f.toks[h].dep == nlp.DepAppos {
		add(f.toks[h].head)
	}
	if f.toks[h].dep == nlp.DepNsubj && f.lemmaIs(f.toks[h].head, "be", "become", "remain") {
		if a := f.child(f.toks[h].head, nlp.DepAttr); a >= 0 {
			add(a)
		}
	}
	if v := f.toks[h].head; f.toks[h].dep == nlp.DepAttr && f.lemmaIs(v, "be") { // "the army, whose commander is Ann Lee,"
		if s := f.child(v, nlp.DepNsubj); s >= 0 {
			add(s)
		}
	}
	if t := r.term(f, h); t != nil {
		out = append(out, t)
	}
	if t := r.ofBody(f, h); t != nil && m.title == nil {
		out = append(out, t)
	}
	if t := r.leads(f, h); t != nil {
		out = append(out, t)
	}
	return out
}

// terms are the nouns for the time in which somebody holds an office, and for
// what somebody leads.
var terms = map[string]string{"presidency": "president", "premiership": "prime minister", "chancellorship": "chancellor", "governorship": "governor",
	"government": leading, "administration": leading, "regime": leading}

// leading is the role of who is not given any other.
const leading = "leader"

// term reads "the presidency of Ann Lee", "Lee's presidency" and "Lee's
// government".
func (r *reader) term(f *field, head int) *titled {
	noun := f.toks[head].head
	if f.toks[head].dep == nlp.DepPobj && f.lowIs(noun, "of") {
		noun = f.toks[noun].head
	} else if f.toks[head].dep != nlp.DepPoss {
		return nil
	}
	t, ok := r.g.Title([]string{terms[f.toks[noun].lemma]}, 0)
	if !ok {
		return nil
	}
	return &titled{match: t, f: f, first: noun, last: noun + 1, role: t.Title.Name, term: true}
}

// roleAt reads the noun phrase with that head as a role: "the director of
// the Rivers Trust, a charity".
func (r *reader) roleAt(f *field, noun int) *titled {
	if f.mention[noun] >= 0 && isPerson(r.mentions[f.mention[noun]]) {
		return nil
	}
	left, _ := f.edges(noun)
	first := max(left, noun-maxTitle)
	for j := first; j <= noun; j++ {
		t, ok := r.g.Title(f.words, j)
		if !ok || j+t.Len-1 != noun && !(j <= noun && j+t.Len > noun) || t.Title.Honorific {
			continue
		}
		x := &titled{match: t, f: f, first: j, last: j + t.Len, role: roleWords(f, j, j+t.Len)}
		x.of = r.bodiesOf(f, noun, j+t.Len)
		x.of = append(x.of, r.ownersBefore(f, j)...)
		if o := r.pronounOwner(f, j-1); o != nil && len(x.of) == 0 {
			x.of = []*mention{o}
		}
		r.farModifier(x)
		if len(x.of) == 0 {
			x.of = r.withinRole(x)
		}
		return x
	}
	return nil
}

// pronounOwner gives whom "its" or "their" at token i means before a role: the
// subject before it, a state or a body, in its sentence or the one before; and
// whom "whose" does, what its clause belongs to.
func (r *reader) pronounOwner(f *field, i int) *mention {
	if i > 0 && f.lowIs(i, "whose") {
		for v := f.toks[i].head; f.toks[v].head != v; v = f.toks[v].head {
			if k := f.mention[f.toks[v].head]; f.toks[v].dep == nlp.DepRelcl && k >= 0 && !isPerson(r.mentions[k]) {
				return r.mentions[k]
			}
		}
		return nil
	}
	if i < 0 || !f.lowIs(i, "its", "their") {
		return nil
	}
	for s := f.toks[i].sent; s >= 0 && s >= f.toks[i].sent-1; s-- {
		for j := min(i, f.sents[s].last) - 1; j >= f.sents[s].first; j-- {
			k := f.mention[j]
			if k < 0 || f.toks[j].dep != nlp.DepNsubj && f.toks[j].dep != nlp.DepNsubjpass || r.mentions[k].head != j {
				continue
			}
			if m := r.mentions[k]; r.organized(m) || m.sort == government || m.entry != nil && m.entry.Kind == gazetteer.Country && m.sort == named {
				return m
			}
		}
	}
	return nil
}

// bodiesOf gives what a role noun is of: "of", "for", "at", "to" phrases.
func (r *reader) bodiesOf(f *field, noun, from int) []*mention {
	var out []*mention
	for i := noun; i < noun+2 && i < len(f.toks); i++ {
		for _, p := range f.children(i, nlp.DepPrep) {
			if p < from-1 || !f.lowIs(p, "of", "for", "at", "to", "with", "in") {
				continue
			}
			for _, o := range f.children(p, nlp.DepPobj) {
				for _, x := range f.conjuncts(o) {
					if k := r.nameWithin(f, x); k != nil && !isPerson(k) {
						out = append(out, k)
					}
				}
			}
		}
	}
	return out
}

// nameWithin gives the named mention of a noun phrase: its head's, else one
// that modifies the head or is its apposition ("shipping firm Norvik").
func (r *reader) nameWithin(f *field, i int) *mention {
	if k := f.mention[i]; k >= 0 {
		return r.mentions[k]
	}
	for _, c := range f.children(i, nlp.DepAppos, nlp.DepCompound, nlp.DepNmod, nlp.DepAmod, nlp.DepPoss) {
		if k := f.mention[c]; k >= 0 && (f.toks[c].dep == nlp.DepAppos || r.mentions[k].sort != adjective) {
			return r.mentions[k]
		}
	}
	for _, c := range f.children(i, nlp.DepAmod, nlp.DepPoss) {
		if k := f.mention[c]; k >= 0 {
			return r.mentions[k]
		}
	}
	return nil
}

// ofBody reads "Ann Lee of the Rivers Trust": a tie without a role.
func (r *reader) ofBody(f *field, head int) *titled {
	if p := f.child(head, nlp.DepPoss); p >= 0 { // "the BBC's Ann Lee"
		if k := f.mention[p]; k >= 0 && r.mentions[k].sort == named && !isPerson(r.mentions[k]) && r.organized(r.mentions[k]) {
			return &titled{f: f, first: p, last: p + 1, of: []*mention{r.mentions[k]}}
		}
	}
	if k := f.mention[head]; k >= 0 { // "Ann Lee, of the council,"
		i := r.mentions[k].last
		if f.lowIs(i, ",") && f.lowIs(i+1, "of", "from") {
			j := i + 2
			if f.lowIs(j, "the") {
				j++
			}
			if j < len(f.toks) && f.mention[j] >= 0 && r.mentions[f.mention[j]].sort == named && r.organized(r.mentions[f.mention[j]]) {
				return &titled{f: f, first: i + 1, last: i + 2, of: []*mention{r.mentions[f.mention[j]]}}
			}
		}
	}
	for _, p := range f.children(head, nlp.DepPrep) {
		if !f.lowIs(p, "of", "from", "with") || p != head+1 {
			continue
		}
		o := f.child(p, nlp.DepPobj)
		if o < 0 {
			continue
		}
		if k := r.nameWithin(f, o); k != nil && k.sort == named && !isPerson(k) && (k.entry == nil || k.entry.Kind == gazetteer.Organization) {
			return &titled{f: f, first: p, last: p + 1, of: []*mention{k}}
		}
	}
	return nil
}

// leads reads "the group, led by X" and "X, who heads the group".
func (r *reader) leads(f *field, head int) *titled {
	h := f.toks[head].head
	var led int
	verb := -1
	switch {
	case f.toks[head].dep == nlp.DepPobj && f.toks[h].dep == nlp.DepAgent:
		verb = f.toks[h].head
		led = f.toks[verb].head
		if f.toks[verb].dep != nlp.DepAcl {
			led = f.child(verb, nlp.DepNsubjpass)
		}
	default:
		verb = f.child(head, nlp.DepRelcl)
		if verb < 0 {
			return nil
		}
		led = f.child(verb, nlp.DepDobj)
	}
	if verb < 0 || led < 0 || !f.lemmaIs(verb, "lead", "head", "chair", "run", "found", "direct") {
		return nil
	}
	k := r.nameWithin(f, led)
	if k == nil || isPerson(k) || k.sort == place {
		return nil
	}
	role := map[string]string{"lead": "leader", "head": "head", "chair": "chair", "run": "head", "found": "founder", "direct": "director"}[f.toks[verb].lemma]
	return &titled{f: f, first: verb, last: verb + 1, role: role, of: []*mention{k}}
}

// completeRole adds the office's country where the words do not say it: from
// the gazetteer for who is known to hold that office.
func (r *reader) completeRole(p *person, t *titled) {
	if len(t.of) > 0 || t.match.Title == nil {
		return
	}
	if p.entry == nil {
		if e := r.onlyGovernment(p, t); e != nil {
			t.of = []*mention{{f: t.f, first: t.first, last: t.last, head: t.first, sort: named, entry: e, country: r.plover(e.Country), actor: -1}}
			t.byOffice = true
			return
		}
		if t.match.Title.Office != "" && t.match.Title.Body != "" { // a minister of the state that the text speaks of
			if e := r.g.Country(r.lastState(t.f, t.first)); e != nil {
				t.of = []*mention{{f: t.f, first: t.first, last: t.last, head: t.first, sort: named, entry: e, country: r.plover(e.Country), actor: -1}}
				t.byOffice = true
			}
		}
		return
	}
	day := r.day
	for _, h := range r.g.OfficesOf(p.entry.ID, time.Time{}) {
		if h.Of == nil || !day.IsZero() && h.From.After(day) {
			continue
		}
		if h.Role == t.match.Title.Office || h.Role == t.match.Title.Role || t.match.Title.Office == "leader" && h.Head != "" {
			t.of = []*mention{{f: t.f, first: t.first, last: t.last, head: t.first, sort: named, entry: h.Of, country: r.plover(h.Of.Country), sector: h.Of.Sector(), actor: -1}}
			t.byOffice = true
			return
		}
	}
}

// onlyGovernment gives the state that "President Ann Lee" leads where the text
// leaves no doubt: it speaks of one government, of the state that it names
// most, and no leader of that name is known elsewhere.
func (r *reader) onlyGovernment(p *person, t *titled) *gazetteer.Entry {
	switch t.match.Office {
	case "president", "prime minister", "chancellor", "monarch":
	default:
		return nil
	}
	if t.match.Has("former") || !startsUpper(t.f.words[t.first]) || len(r.g.PersonByLastName(titleCase(p.words[len(p.words)-1]), time.Time{})) > 0 {
		return nil
	}
	code := r.index.government
	if code == "" || code != r.mainCountry() {
		return nil
	}
	return r.g.Country(code)
}

// organized tells whether a mention names an organization.
func (r *reader) organized(m *mention) bool {
	return !isPerson(m) && (m.entry == nil && m.label == nlp.EntOrg || m.entry != nil && m.entry.Kind == gazetteer.Organization)
}

// withinRole gives the body that the title itself names: "Senate Minority
// Leader".
func (r *reader) withinRole(x *titled) []*mention {
	for i := x.first; i < x.last; i++ {
		if k := x.f.mention[i]; k >= 0 && !isPerson(r.mentions[k]) {
			return []*mention{r.mentions[k]}
		}
	}
	return nil
}

// farModifier adds a modifier that stands before the owner: "former US
// President".
func (r *reader) farModifier(x *titled) {
	i := x.first
	for _, o := range x.of {
		if o.f == x.f && o.first < i {
			i = o.first
		}
	}
	if i == x.first || i == 0 {
		return
	}
	t, ok := r.g.Title([]string{x.f.low[i-1], x.match.Title.Name}, 0)
	if !ok || len(t.Modifiers) == 0 || t.Has("senior") {
		return
	}
	t.Title = x.match.Title
	x.match = t
	x.role = x.f.low[i-1] + " " + x.role
}
