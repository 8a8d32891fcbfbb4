package graph

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// A Unit is what is told apart before actors are brought together: all that is
// said under one id. A body, and a person known by one word only, can be
// another one in another country, so there the country that a report gives
// belongs to it.
type Unit struct {
	Key     string // the actor's id in a report
	Country string // "" where the country does not tell units apart
}

// String gives the unit as one word.
func (u Unit) String() string { return strings.TrimSuffix(u.Key+"|"+u.Country, "|") }

// UnitOf gives the unit of what a report says of an actor; ok is false for
// countries, regions and groups, which are who they are.
func UnitOf(a Actor) (u Unit, ok bool) {
	switch KindOf(a.ID) {
	case Organization:
		return Unit{a.ID, a.Country}, true
	case Person:
		if oneWord(a.ID) {
			return Unit{a.ID, a.Country}, true
		}
		return Unit{Key: a.ID}, true
	}
	return Unit{}, false
}

// A Persona is what reports of news say of a unit, as far as it helps to tell
// who it is. It grows with what is different in them, not with their number.
type Persona struct {
	Unit
	Countries []string `json:"countries,omitempty"`
	Sectors   []string `json:"sectors,omitempty"`
	Bodies    []string `json:"bodies,omitempty"`   // ids of where it has a role
	Acronyms  []string `json:"acronyms,omitempty"` // by which it is called
}

// Add takes in what one more report says, and tells whether that was new.
func (p *Persona) Add(a Actor) bool {
	n := len(p.Countries) + len(p.Sectors) + len(p.Bodies) + len(p.Acronyms)
	p.Countries = with(p.Countries, a.Country)
	p.Sectors = with(p.Sectors, a.Sector)
	for _, r := range a.Roles {
		p.Bodies = with(p.Bodies, r.Of)
	}
	for _, name := range append(slices.Clone(a.Names), a.Name) {
		if isAcronym(name) {
			p.Acronyms = with(p.Acronyms, Slug(name))
		}
	}
	return len(p.Countries)+len(p.Sectors)+len(p.Bodies)+len(p.Acronyms) > n
}

// with adds s to a sorted list.
func with(list []string, s string) []string {
	i, found := slices.BinarySearch(list, s)
	if found || s == "" {
		return list
	}
	return slices.Insert(slices.Clone(list), i, s)
}

// isAcronym tells whether a name is written in capitals, as 'DEA' or 'M23'.
func isAcronym(name string) bool {
	upper := 0
	for _, r := range name {
		switch {
		case unicode.IsUpper(r):
			upper++
		case !unicode.IsDigit(r) && r != '.' && r != '-' && r != '&':
			return false
		}
	}
	return upper >= 2
}

// nameOf gives the words of an actor's id, none where a qualifier ('~') says
// already who of several it is.
func nameOf(id string) []string {
	_, name, _ := strings.Cut(id, ":")
	if strings.Contains(name, "~") {
		return nil
	}
	return strings.Split(name, "-")
}

func oneWord(id string) bool { return len(nameOf(id)) == 1 }

// generations are what tells father from son behind a name.
var generations = []string{"jr", "sr", "ii", "iii", "iv"}

func withoutGeneration(words []string) (name []string, generation string) {
	if n := len(words); n > 1 && slices.Contains(generations, words[n-1]) {
		return words[:n-1], words[n-1]
	}
	return words, ""
}

// familyNameFirst are the countries whose persons newspapers call by the first
// word of their names.
var familyNameFirst = []string{"CHN", "PRK", "KOR", "TWN", "HKG", "MAC", "SGP", "VNM"}

// surnames gives the words by which alone a person may be called.
func (p Persona) surnames() []string {
	words, _ := withoutGeneration(nameOf(p.Key))
	n := len(words)
	if n < 2 {
		return nil
	}
	out := []string{words[n-1]}
	if n > 2 { // 'Claudia Sheinbaum Pardo'
		out = append(out, words[n-2])
	}
	if slices.ContainsFunc(p.Countries, func(c string) bool { return slices.Contains(familyNameFirst, c) }) {
		out = append(out, words[0])
	}
	return out
}

// Slots gives the words under which the persona is to be found: by those who
// want one of them.
func (p Persona) Slots() []string {
	slots, _ := p.ties()
	return slots
}

// Wants gives the slots of the personas that tell who this one is, and of
// those of whom this one may.
func (p Persona) Wants() []string {
	_, wants := p.ties()
	return wants
}

// ties gives what Slots and Wants do: who wants a slot stands in one that is
// wanted there.
func (p Persona) ties() (slots, wants []string) {
	words := nameOf(p.Key)
	if len(words) == 0 {
		return nil, nil
	}
	tie := func(slot, want string) { slots, wants = append(slots, slot), append(wants, want) }
	_, slug, _ := strings.Cut(p.Key, ":")
	for _, s := range p.Acronyms {
		if s != slug {
			tie("acronym "+s, "word "+s)
		}
	}
	if len(words) == 1 {
		tie("word "+slug, "acronym "+slug)
	}
	switch {
	case KindOf(p.Key) == Organization:
		tie("body "+spelling(words), "body "+spelling(words))
	case len(words) == 1:
		surname := respell(words[0])
		tie("surname "+surname, "named "+surname)
		wants = append(wants, "surname "+surname) // of other countries
	default:
		for _, s := range p.surnames() {
			tie("named "+respell(s), "surname "+respell(s))
		}
		for _, s := range p.pairs() {
			tie(s, s)
		}
	}
	return unique(slots), unique(wants)
}

// pairs gives first word and surname: what variants of one name share.
func (p Persona) pairs() []string {
	words, generation := withoutGeneration(nameOf(p.Key))
	n := len(words)
	if n < 2 {
		return nil
	}
	first := "person " + respell(words[0]) + " "
	out := []string{first + respell(words[n-1]) + generation}
	if n > 2 {
		out = append(out, first+respell(words[n-2])+generation)
	}
	return out
}

func unique(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}

// spelling gives a body's name without article, in the one spelling of respell.
func spelling(words []string) string {
	words = slices.DeleteFunc(slices.Clone(words), func(w string) bool { return w == "the" || w == "al" || w == "el" })
	for i, w := range words {
		words[i] = respell(w)
	}
	return strings.Join(words, "")
}

// respellings bring the ways in which one foreign name is written in Latin
// letters to one: 'Zelenskyy' and 'Zelensky', 'Qaida' and 'Qaeda', 'Mohammed'
// and 'Muhammad'. The longer ones come first.
var respellings = strings.NewReplacer(
	"tsch", "c", "sch", "s", "tch", "c", "kh", "k", "gh", "g", "dh", "d", "ph", "f", "sh", "s", "zh", "z", "ch", "c", "dj", "j", "th", "t",
	"iy", "i", "yy", "i", "ij", "i", "ii", "i", "ey", "i", "ei", "i", "ai", "ai", "ay", "ai", "ae", "ai", "ie", "i",
	"ou", "u", "oo", "u", "au", "au", "ck", "k", "q", "k", "y", "i", "w", "v", "o", "u", "e", "a",
)

// respell gives a word of a name in one spelling, for comparison only.
func respell(word string) string {
	s := respellings.Replace(word)
	var b strings.Builder
	var last rune
	for _, r := range s {
		if r != last {
			b.WriteRune(r)
		}
		last = r
	}
	return b.String()
}

// isVariant tells whether the longer of two persons' names is the shorter with
// further names: 'Claudia Sheinbaum Pardo', 'Donald J Trump'; or the same in
// another spelling.
func isVariant(a, b Persona) bool {
	x, gx := withoutGeneration(nameOf(a.Key))
	y, gy := withoutGeneration(nameOf(b.Key))
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) < 2 || gx != gy || respell(x[0]) != respell(y[0]) || disjoint(a.Countries, b.Countries) {
		return false
	}
	last, n := respell(x[len(x)-1]), len(y)
	if last != respell(y[n-1]) && !(n > 2 && last == respell(y[n-2])) {
		return false
	}
	i := 0
	for _, w := range y {
		if i < len(x) && respell(w) == respell(x[i]) {
			i++
		}
	}
	return i == len(x)
}

// disjoint tells whether both lists have something, and nothing in common.
func disjoint(a, b []string) bool { return len(a) > 0 && len(b) > 0 && !intersect(a, b) }

func intersect(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

// compareNames puts the shorter name first, of two with as many words the
// smaller in the alphabet.
func compareNames(a, b string) int {
	return cmp.Or(cmp.Compare(len(nameOf(a)), len(nameOf(b))), cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
}
