package extract

import (
	"slices"
	"strings"

	"github.com/entente/entente/nlp"
)

// An index finds a document's persons and mentions by name, so that a name
// costs the same however many others the text has.
type index struct {
	byEntry map[string]*person // by the entry's id
	// byName has the persons under every form of name that another mention of
	// them may share (nameForms), byWord under every word that may stand for them
	// alone (soleWords), in the order of reader.people.
	byName, byWord map[string][]int
	lasts          map[string]bool // last words of persons' names
	places         map[string]bool // persons' names that are only ever led in as places
	bodyWords      map[string]bool // first words of longer names of bodies
	bodyOf         map[string]int  // words of names of bodies to their actor, -1 for several
	bodies         int             // the number of actors that bodyOf has seen
	government     string          // the state of the only government that the text speaks of
	byActor        map[int]*person
	byOffice       map[office]*holders
	protesters     map[*field][]int // mentions of protesters, in order
}

// An office is what persons may be called by without their names.
type office struct {
	name, country string // no country: of whatever country
	former        bool
}

// holders are those who are said or known to hold an office, and where they are
// mentioned, in order.
type holders struct {
	first *person
	at    map[*field][]*mention
	who   map[*mention]*person
}

// newIndex reads what is asked about the names of all mentions.
func (r *reader) newIndex() {
	x := &index{
		byEntry: map[string]*person{}, byName: map[string][]int{}, byWord: map[string][]int{},
		lasts: map[string]bool{}, places: map[string]bool{}, bodyOf: map[string]int{}, bodyWords: map[string]bool{},
	}
	several := false
	for _, m := range r.mentions {
		if m.sort == government && m.country != "" {
			several = several || x.government != "" && x.government != m.country
			x.government = m.country
		}
		if isPerson(m) {
			words := r.words(m)
			only, seen := x.places[words]
			x.places[words] = (only || !seen) && ledIn(m)
		}
		if m.sort == named && m.last-m.first > 1 && r.organized(m) {
			x.bodyWords[m.f.words[m.first]] = true
		}
	}
	if several {
		x.government = ""
	}
	r.index = x
}

// ledIn tells whether a mention stands where only places do: "in Tell Tamer".
func ledIn(m *mention) bool {
	f := m.f
	h := f.toks[f.firstConjunct(m.head)]
	switch h.dep {
	case nlp.DepDobj:
		if !f.lemmaIs(h.head, "enter", "reach", "leave") {
			return false
		}
	case nlp.DepPobj:
		if !f.lowIs(h.head, "in", "near", "at", "outside", "around", "into", "toward", "towards") {
			return false
		}
	default:
		return false
	}
	return !f.lowIs(m.first-1, "mr.", "mrs.", "ms.")
}

// comparedWords is the number of words of a name that are compared.
const comparedWords = 12

// nameForms gives the keys of a name under which it is found, and those under
// which it finds others, such that every two names that may be one person's
// (sameName), and no others, meet in one.
func nameForms(words []string) (own, ask []string) {
	n := len(words)
	switch n {
	case 0:
		return nil, nil
	case 1:
		return []string{"1 " + words[0]}, []string{"1 " + words[0]}
	}
	first, last := words[0], words[n-1]
	same, whole := "f "+first+" "+last, strings.Join(words, " ")
	initial := first[:1] + " " + last
	own = append(own, same, "w "+whole, "i "+initial)
	ask = append(ask, same, "s "+whole, "p "+whole)
	if len(first) == 1 {
		own, ask = append(own, "l "+initial), append(ask, "i "+initial)
	} else {
		ask = append(ask, "l "+initial)
	}
	for k := 2; k < min(n, comparedWords); k++ { // "De Witt" and "Ann de Witt", "Bo Day" and "Bo Day Mensah"
		suffix, prefix := strings.Join(words[n-k:], " "), strings.Join(words[:k], " ")
		own = append(own, "s "+suffix, "p "+prefix)
		ask = append(ask, "w "+suffix, "w "+prefix)
	}
	return own, ask
}

// soleWords gives the words that can stand for a person alone (hasWord).
func soleWords(words []string) []string {
	n := len(words)
	if n == 0 {
		return nil
	}
	out := []string{words[n-1]}
	if n >= 2 {
		out = append(out, words[0])
	}
	if n > 2 {
		out = append(out, words[n-2], strings.Join(words[n-2:], " "))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// addPerson enters person i of reader.people under the words of the name, which
// may be another one than before.
func (x *index) addPerson(p *person, i int) {
	put := func(in map[string][]int, key string) {
		list := in[key]
		if at, found := slices.BinarySearch(list, i); !found {
			in[key] = slices.Insert(list, at, i)
		}
	}
	own, _ := nameForms(p.words)
	for _, k := range own {
		put(x.byName, k)
	}
	for _, k := range soleWords(p.words) {
		put(x.byWord, k)
	}
	if n := len(p.words); n > 0 {
		x.lasts[p.words[n-1]] = true
	}
	if p.entry != nil && (x.byEntry[p.entry.ID] == nil || x.byEntry[p.entry.ID].order > i) {
		x.byEntry[p.entry.ID] = p
	}
}

// newPerson enters somebody.
func (r *reader) newPerson(p *person) *person {
	p.order = len(r.people)
	r.people = append(r.people, p)
	r.index.addPerson(p, p.order)
	return p
}

// find gives the first person who is m's: by the same entry, else by a name that
// may be the same.
func (r *reader) find(m *mention, words []string) *person {
	var best *person
	if m.entry != nil {
		best = r.index.byEntry[m.entry.ID]
	}
	_, ask := nameForms(words)
	for _, k := range ask {
		for _, i := range r.index.byName[k] {
			p := r.people[i]
			if best != nil && i >= best.order {
				break
			}
			if (m.entry == nil || p.entry == nil) && sameName(p.words, words) {
				best = p
				break
			}
		}
	}
	return best
}

// indexPeople reads what is asked about persons once their roles are known.
func (r *reader) indexPeople() {
	x := r.index
	x.byActor, x.byOffice = make(map[int]*person, len(r.people)), map[office]*holders{}
	for _, p := range r.people {
		if x.byActor[p.actor] == nil {
			x.byActor[p.actor] = p
		}
		offices := map[office]bool{}
		for _, t := range p.roles {
			if t.match.Title != nil && t.match.Office != "" {
				offices[office{name: t.match.Office, former: t.match.Has("former")}] = true
			}
		}
		if p.entry != nil && !r.day.IsZero() {
			for _, h := range r.g.OfficesOf(p.entry.ID, r.day) {
				offices[office{name: h.Role}], offices[office{name: h.Role, former: true}] = true, true
			}
		}
		for o := range offices {
			x.hold(o, p)
			o.country = p.country
			if o.country != "" {
				x.hold(o, p)
			}
		}
	}
	for _, h := range x.byOffice {
		for _, at := range h.at {
			slices.SortStableFunc(at, func(a, b *mention) int { return a.first - b.first })
		}
	}
}

func (x *index) hold(o office, p *person) {
	h := x.byOffice[o]
	if h == nil {
		h = &holders{first: p, at: map[*field][]*mention{}, who: map[*mention]*person{}}
		x.byOffice[o] = h
	}
	for _, m := range p.mentions {
		h.at[m.f] = append(h.at[m.f], m)
		h.who[m] = p
	}
}

// before gives the holder who is mentioned last before token i, else the first
// of all where the field is none of the title.
func (h *holders) before(f *field, i int) *person {
	if h == nil {
		return nil
	}
	at := h.at[f]
	k, _ := slices.BinarySearchFunc(at, i, func(m *mention, i int) int { return m.first - i })
	switch {
	case k > 0:
		return h.who[at[k-1]]
	case !f.title:
		return h.first
	}
	return nil
}

// nearestProtesters gives the mention of protesters nearest to token i, or nil.
func (r *reader) nearestProtesters(f *field, i int) *mention {
	x := r.index
	if x.protesters == nil {
		x.protesters = map[*field][]int{}
		for k, m := range r.mentions {
			if m.actor >= 0 && m.sort == collective && m.plural && m.f.lemmaIs(m.head, "protester", "protestor", "demonstrator") {
				x.protesters[m.f] = append(x.protesters[m.f], k)
			}
		}
		for _, list := range x.protesters {
			slices.SortStableFunc(list, func(a, b int) int { return r.mentions[a].head - r.mentions[b].head })
		}
	}
	list := x.protesters[f]
	k, _ := slices.BinarySearchFunc(list, i, func(a, i int) int { return r.mentions[a].head - i })
	switch {
	case len(list) == 0:
		return nil
	case k == len(list) || k > 0 && i-r.mentions[list[k-1]].head <= r.mentions[list[k]].head-i:
		k--
	}
	return r.mentions[list[k]]
}
