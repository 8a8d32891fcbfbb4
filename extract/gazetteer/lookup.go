package gazetteer

// Form says how a name stands for its entry.
type Form uint8

// The forms of a match.
const (
	FormName       Form = iota // the name itself: 'Mexico', 'CIA'
	FormAdjective              // 'Mexican'
	FormPeople                 // 'Mexicans'
	FormBody                   // a generic body without its country: 'Foreign Ministry'; Entry is nil
	FormGovernment             // the state as actor: 'the Mexican government', 'US administration'
)

// Reading is one thing that the matched words may mean.
type Reading struct {
	Entry  *Entry // nil for FormBody
	Form   Form
	Body   *Body // the generic body, for FormBody and for bodies named with their country
	Plural bool  // a people noun that is or can be plural
	// Ambiguous: the words also mean something else (another entry, a common
	// word, a given name), so the context has to agree.
	Ambiguous bool
}

// Match is a longest name at a place in a token sequence.
type Match struct {
	Start, Len int       // tokens
	Readings   []Reading // the most prominent first
	// Owner is the country in "Mexico's Foreign Ministry" or 'US Navy' where the
	// name was put together, and OwnerStart, OwnerLen its tokens (without 's).
	Owner                *Entry
	OwnerStart, OwnerLen int
}

// Entry is the entry of the first reading, or nil.
func (m Match) Entry() *Entry { return m.Readings[0].Entry }

func (m Match) has(e *Entry) bool {
	for _, r := range m.Readings {
		if r.Entry == e {
			return true
		}
	}
	return false
}

// nameUse is what the end of a path in the trie of names holds.
type nameUse struct {
	entry     *Entry
	body      *Body
	form      Form
	plural    bool
	ambiguous bool
}

func (u nameUse) reading() Reading {
	return Reading{Entry: u.entry, Form: u.form, Body: u.body, Plural: u.plural, Ambiguous: u.ambiguous}
}

// Lookup finds the longest known name that starts exactly at token at. Capitals
// count: a capitalised part of a name must be capitalised in the text, an
// acronym be all capitals, so that 'us', 'who' and 'turkey' never match.
// A leading 'the' is not part of a name (but of 'The Hague').
func (g *Gazetteer) Lookup(words []string, at int) (Match, bool) {
	if at < 0 || at >= len(words) {
		return Match{}, false
	}
	n, uses := g.names.longest(words, at)
	best, ok := Match{Start: at, Len: n}, n > 0
	if ok {
		best.Readings = readings(uses)
	}
	if m, found := g.owned(words, at); found && (!ok || m.Len >= best.Len) && !(ok && m.Len == best.Len && hasNamed(best)) {
		return m, true
	}
	if m, found := g.royal(words, at); found && m.Len > best.Len {
		return m, true
	}
	if m, found := g.bodyOfCountry(words, at); found && (!ok || m.Len > best.Len) {
		return m, true
	}
	return best, ok
}

func hasNamed(m Match) bool {
	for _, r := range m.Readings {
		if r.Form == FormName {
			return true
		}
	}
	return false
}

func readings(uses []nameUse) []Reading {
	out := make([]Reading, len(uses))
	for i, u := range uses {
		out[i] = u.reading()
	}
	return out
}

// owned reads 'US Navy', "Mexico's Foreign Ministry", 'French government'.
func (g *Gazetteer) owned(words []string, at int) (Match, bool) {
	var best Match
	found := false
	g.names.each(words, at, func(n int, uses []nameUse) {
		for _, u := range uses {
			owner := g.ownerOf(u)
			if owner == nil {
				continue
			}
			next := at + n
			if next < len(words) && isPossessiveToken(words[next]) {
				next++
			}
			m, ok := g.ownedBody(words, next, owner, u.entry.Kind == Country)
			if ok && next+m.Len-at > best.Len {
				m.Start, m.Len = at, next+m.Len-at
				m.Owner, m.OwnerStart, m.OwnerLen = owner, at, n
				best, found = m, true
			}
		}
	})
	return best, found
}

// royal reads 'Royal Thai Navy', which is the navy of Thailand.
func (g *Gazetteer) royal(words []string, at int) (Match, bool) {
	if words[at] != "Royal" {
		return Match{}, false
	}
	m, ok := g.owned(words, at+1)
	if !ok || m.Readings[0].Form != FormName {
		return Match{}, false
	}
	m.Start, m.Len = at, m.Len+1
	return m, true
}

// ownerOf is the state that a name or adjective at the head of a longer name
// stands for: itself, or the one whose capital it is.
func (g *Gazetteer) ownerOf(u nameUse) *Entry {
	if u.entry == nil {
		return nil
	}
	if u.entry.Kind == Country && (u.form == FormName || u.form == FormAdjective) {
		return u.entry
	}
	if u.entry.Seat != "" && u.form == FormName {
		if state := g.byID[u.entry.Seat]; state != nil && state.Kind == Country {
			return state
		}
	}
	return nil
}

// ownedBody reads the words after the owner. A capital owns no bodies ('Moscow
// police' are the city's), only a government ('the Kabul government').
func (g *Gazetteer) ownedBody(words []string, next int, owner *Entry, bodies bool) (Match, bool) {
	if next >= len(words) {
		return Match{}, false
	}
	if g.govNouns[key(words[next])] {
		return Match{Len: 1, Readings: []Reading{{Entry: owner, Form: FormGovernment}}}, true
	}
	n, uses := g.names.longest(words, next)
	if n == 0 || !bodies {
		return Match{}, false
	}
	for _, u := range uses {
		// A name that only this country gives its body ('Senate' in France) is
		// better than the generic one; a name that needs no help is left alone.
		if u.entry != nil && u.form == FormName && u.entry.Kind == Organization && u.entry.Country == owner.Country && (u.ambiguous || len(uses) > 1) {
			r := u.reading()
			r.Ambiguous = false
			return Match{Len: n, Readings: []Reading{r}}, true
		}
	}
	for _, u := range uses {
		if u.form == FormBody {
			return Match{Len: n, Readings: []Reading{{Entry: g.BodyOf(u.body, owner.Country), Form: FormName, Body: u.body}}}, true
		}
	}
	return Match{}, false
}

// bodyOfCountry reads 'Foreign Ministry of Mexico', 'Supreme Court of the
// United States', 'government of Iran'.
func (g *Gazetteer) bodyOfCountry(words []string, at int) (Match, bool) {
	n, uses := g.names.longest(words, at)
	var body *Body
	for _, u := range uses {
		if u.form == FormBody {
			body = u.body
		}
	}
	if body == nil {
		if !g.govNouns[key(words[at])] {
			return Match{}, false
		}
		n = 1
	}
	next := at + n
	if next+1 >= len(words) || words[next] != "of" {
		return Match{}, false
	}
	next++
	if words[next] == "the" || words[next] == "The" {
		next++
	}
	on, ouses := g.names.longest(words, next)
	for _, u := range ouses {
		if u.entry == nil || u.form != FormName || u.entry.Kind != Country {
			continue
		}
		m := Match{Start: at, Len: next + on - at, Owner: u.entry, OwnerStart: next, OwnerLen: on}
		if body == nil {
			m.Readings = []Reading{{Entry: u.entry, Form: FormGovernment}}
		} else {
			m.Readings = []Reading{{Entry: g.BodyOf(body, u.entry.Country), Form: FormName, Body: body}}
		}
		return m, true
	}
	return Match{}, false
}

func isPossessiveToken(w string) bool {
	return w == "'s" || w == "’s" || w == "'" || w == "’" || w == "'S" || w == "’S"
}
