package gazetteer

import "strings"

// Title is a title or role: words that stand before or beside a person's name.
type Title struct {
	Name string // lower case, as in the data
	Role string // canonical: 'foreign minister' for 'Foreign Secretary'
	// Office is the role to ask HolderOf for, or "" where the title is no
	// single office (senator, general).
	Office string
	Body   string // key of the generic body that the role belongs to, or ""
	Sector string // PLOVER code, "" where the role takes that of its organization (spokesman)
	// Honorific titles say nothing about a role: Mr, Dr, Sheikh.
	Honorific bool
}

// TitleMatch is a title at a place in a token sequence.
type TitleMatch struct {
	Title      *Title
	Start, Len int
	// Modifiers are normalised: former, acting, deputy, designate, senior, then.
	Modifiers []string
	// Role is the title's role with the modifiers that change it ('former
	// president', 'deputy foreign minister').
	Role string
	// Office is as in Title, but "" after deputy: a deputy minister is none.
	Office string
	// Sector is as in Title, but ELI (PLOVER: who no longer holds a position)
	// for former holders of a post in government, forces or legislature.
	Sector string
}

// Has reports whether the title carries a modifier.
func (m TitleMatch) Has(modifier string) bool {
	for _, x := range m.Modifiers {
		if x == modifier {
			return true
		}
	}
	return false
}

// Title finds the longest title that starts exactly at token at, in any case,
// with the modifiers before it ('former acting defense minister') and the
// '-elect' after it.
func (g *Gazetteer) Title(words []string, at int) (TitleMatch, bool) {
	if at < 0 || at >= len(words) {
		return TitleMatch{}, false
	}
	m := TitleMatch{Start: at}
	i := at
	for i < len(words) {
		n, ts := g.titles.longest(words, i)
		mod := g.modifiers[strings.ToLower(strings.Trim(words[i], ".-"))]
		if n == 1 && mod != "" && g.titleFollows(words, i+1) {
			n = 0 // 'deputy minister': no deputy of a parliament
		}
		if n > 0 {
			m.Title = ts[0]
			i += n
			break
		}
		if joins(words[i]) && i > at { // the hyphen of 'vice-president'
			i++
			continue
		}
		if mod == "" || strings.EqualFold(words[i], "elect") {
			return TitleMatch{}, false
		}
		m.Modifiers = append(m.Modifiers, mod)
		i++
	}
	if m.Title == nil {
		return TitleMatch{}, false
	}
	i = g.designate(words, i, &m)
	m.Len = i - at
	m.finish()
	return m, true
}

func (g *Gazetteer) titleFollows(words []string, i int) bool {
	if i < len(words) && joins(words[i]) {
		i++
	}
	n, _ := g.titles.longest(words, i)
	return n > 0
}

// designate reads '-elect' and '-designate' after a title.
func (g *Gazetteer) designate(words []string, i int, m *TitleMatch) int {
	j := i
	if j < len(words) && joins(words[j]) {
		j++
	}
	if j < len(words) {
		switch strings.ToLower(words[j]) {
		case "elect", "designate", "-elect", "-designate":
			m.Modifiers = append(m.Modifiers, "designate")
			return j + 1
		}
	}
	return i
}

func (m *TitleMatch) finish() {
	m.Role, m.Office, m.Sector = m.Title.Role, m.Title.Office, m.Title.Sector
	for i := len(m.Modifiers) - 1; i >= 0; i-- {
		mod := m.Modifiers[i]
		switch mod {
		case "senior":
			continue
		case "deputy":
			m.Office = ""
		case "former":
			switch m.Sector {
			case "GOV", "MIL", "LEG", "SPY", "COP", "JUD":
				m.Sector = "ELI"
			}
		case "designate":
			m.Role += "-elect"
			continue
		}
		m.Role = mod + " " + m.Role
	}
}

// GroupNoun is a noun for people without names.
type GroupNoun struct {
	Noun    string   // lemma or lemmas: 'official', 'security force'
	Sectors []string // PLOVER codes, the main one first; none: people as such
	// Source: people that news reports quote without their names ('official',
	// 'source', 'analyst').
	Source bool
}

// GroupNoun returns the entry of a lemma ('official', 'troops', 'gunman') or
// of lemmas ('security force'), or nil.
func (g *Gazetteer) GroupNoun(lemma string) *GroupNoun {
	if n := g.groups[lemma]; n != nil {
		return n
	}
	return g.groups[key(lemma)]
}

// GroupPhrase finds the longest group noun that starts at lemma at.
func (g *Gazetteer) GroupPhrase(lemmas []string, at int) (*GroupNoun, int) {
	n, vs := g.groupPhr.longest(lemmas, at)
	if n == 0 {
		return nil, 0
	}
	return vs[0], n
}
