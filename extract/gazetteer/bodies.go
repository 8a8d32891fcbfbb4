package gazetteer

import "strings"

// Body is a kind of state body that most countries have: the foreign ministry,
// the navy, the parliament. With a country it is an organization (BodyOf).
type Body struct {
	Key     string   // 'foreign-ministry'
	Name    string   // 'Foreign Ministry'
	Names   []string // all names, lower case where the news writes them so
	Sectors []string // PLOVER codes, the main one first
	Head    string   // the role of who leads it, 'foreign minister', or ""
	// Default is the country that readers of English-language world news take
	// a bare capitalised name for ('Congress': USA), or "". A hint, no more.
	Default string
	// adjectival: named 'Mexican Navy' and not 'Navy of Mexico'.
	adjectival bool
}

type bodyKey struct{ body, country string }

// Body returns the generic body with a key, or nil.
func (g *Gazetteer) Body(key string) *Body { return g.bodies[key] }

// BodyOf is a country's own body: the named entry where the data have one
// ('US Department of Defense'), else one made by rule ('Foreign Ministry of
// Mexico', parent country:MEX). It is nil for an unknown code.
func (g *Gazetteer) BodyOf(b *Body, code string) *Entry {
	if b == nil {
		return nil
	}
	state := g.countries[code]
	if state == nil {
		return nil
	}
	if e := g.bodyOf[bodyKey{b.Key, state.Country}]; e != nil {
		return e
	}
	adjective := g.adjective(state)
	of := b.Name + " of " + WithArticle(state.Name)
	possessive := state.Name + "'s " + b.Name
	e := &Entry{Kind: Organization, Name: of, Country: state.Country, Sectors: b.Sectors, Parent: state.ID, Type: b.Key}
	e.Aliases = []string{possessive}
	if adjective != "" {
		e.Aliases = append(e.Aliases, adjective+" "+b.Name)
		if b.adjectival {
			e.Name, e.Aliases[1] = e.Aliases[1], of
		}
	}
	e.ID = "org:" + slug(e.Name)
	return e
}

func (g *Gazetteer) adjective(state *Entry) string {
	if ds := g.adjectives[state.ID]; len(ds) > 0 {
		return ds[0]
	}
	return ""
}

// Adjectives returns the adjectives of a country, region or people, the usual
// one first.
func (g *Gazetteer) Adjectives(id string) []string { return append([]string(nil), g.adjectives[id]...) }

// WithArticle puts 'the' before the names that take it: 'the United States'.
func WithArticle(country string) string {
	for _, p := range []string{"United ", "Netherlands", "Philippines", "Bahamas", "Gambia", "Maldives", "Seychelles", "Comoros",
		"Czech Republic", "Dominican Republic", "Central African", "Democratic Republic", "Republic of", "Marshall Islands", "Solomon Islands",
		"Holy See", "Vatican City", "Faroe", "Falkland", "Cayman", "Cook Islands"} {
		if strings.HasPrefix(country, p) {
			return "the " + country
		}
	}
	return country
}

// portfolio makes the body and the titles of one field of government: from
// 'defense; defence' come 'Ministry of Defence', 'Defense Department',
// 'defense minister', 'Secretary of Defense'.
func (b *builder) portfolio(keyName string, forms []string, bodyName, head string, sectors []string) error {
	body := &Body{Key: keyName, Name: bodyName, Sectors: sectors, Head: head}
	var titles []string
	for _, f := range forms {
		for _, noun := range []string{"ministry", "department", "secretariat"} {
			body.Names = append(body.Names, f+" "+noun, noun+" of "+f, noun+" for "+f, noun+" of the "+f, noun+" for the "+f)
		}
		for _, noun := range []string{"minister", "secretary"} {
			titles = append(titles, f+" "+noun, noun+" of "+f, noun+" for "+f, noun+" of the "+f, noun+" for the "+f)
		}
	}
	if err := b.body(body); err != nil {
		return err
	}
	for _, t := range titles {
		if err := b.title(&Title{Name: t, Role: head, Office: head, Body: keyName, Sector: sectors[0]}); err != nil {
			return err
		}
	}
	return nil
}
