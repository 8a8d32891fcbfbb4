package gazetteer

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// builder makes a Gazetteer; references are checked at the end, so that files
// may name what comes later.
type builder struct {
	g       *Gazetteer
	errs    []error
	pending []pendingHolding
}

type pendingHolding struct {
	where, of string
	h         *Holding
}

// Option changes what Load reads.
type Option func(*builder) error

// Load reads the embedded data, then what the options add. It takes a few
// tens of milliseconds. Errors name file and line.
func Load(options ...Option) (*Gazetteer, error) {
	b := newBuilder()
	if err := b.readEmbedded(); err != nil {
		return nil, fmt.Errorf("gazetteer: %w", err)
	}
	for _, o := range options {
		if err := o(b); err != nil {
			b.errs = append(b.errs, err)
		}
	}
	b.finish()
	if len(b.errs) > 0 {
		return nil, errors.Join(b.errs...)
	}
	return b.g, nil
}

func newBuilder() *builder {
	const size = 1 << 14
	return &builder{
		g: &Gazetteer{
			byID:       make(map[string]*Entry, size),
			entries:    make([]*Entry, 0, size),
			countries:  map[string]*Entry{},
			adjectives: map[string][]string{},
			bodies:     map[string]*Body{},
			bodyOf:     map[bodyKey]*Entry{},
			names:      newTrie[nameUse](size),
			titles:     newTrie[*Title](1 << 12),
			modifiers:  map[string]string{},
			groups:     map[string]*GroupNoun{},
			groupPhr:   newTrie[*GroupNoun](1 << 9),
			govNouns:   map[string]bool{},
			byOffice:   map[string][]*Holding{},
			byHead:     map[string][]*Holding{},
			byPerson:   map[string][]*Holding{},
			byFamily:   map[string][]*Entry{},
		},
	}
}

func (b *builder) fail(where string, err error) {
	b.errs = append(b.errs, fmt.Errorf("%s: %w", where, err))
}

// entry checks a record and enters it with all its names. With merge, a record
// for an entry that is there adds names and replaces the fields that it gives.
func (b *builder) entry(r *record, merge bool) error {
	name, ambiguous := doubtful(r.name)
	name, r.qualifier = qualified(name)
	family := ""
	if r.kind == Person {
		name, family = bracedName(name)
	}
	r.name = name
	if err := r.check(); err != nil {
		return err
	}
	id := r.id()
	e := b.g.byID[id]
	if e == nil || !merge {
		e = &Entry{ID: id, Kind: r.kind, Name: r.name}
		if err := b.g.add(e); err != nil {
			return fmt.Errorf("%w; the first is at %s", err, b.g.byID[id].where)
		}
		e.where = r.where
		b.name(e, name, FormName, false, ambiguous)
		if e.Kind == Person {
			b.family(e, family)
		}
	}
	b.fields(e, r)
	for _, a := range r.aliases {
		b.alias(e, a)
	}
	b.demonyms(e, r)
	for i, c := range r.capitals {
		if err := b.capital(e, c, r.where, i); err != nil {
			return err
		}
	}
	return nil
}

func (b *builder) fields(e *Entry, r *record) {
	set := func(to *string, v string) {
		if v != "" {
			*to = v
		}
	}
	set(&e.Country, r.country)
	set(&e.Parent, r.parent)
	set(&e.WikidataID, r.wikidata)
	set(&e.Type, r.typ)
	set(&e.Seat, r.seat)
	if r.sectors != nil {
		e.Sectors = r.sectors
	}
	if r.kind == Country {
		e.Country = r.code
		b.g.countries[r.code] = e
		for _, c := range r.codes {
			b.g.countries[c] = e
		}
	}
	if e.Kind == Organization && e.Parent == "" && ofState[e.Sector()] && isCode(e.Country) && !international[e.Country] {
		e.Parent = "country:" + e.Country
	}
}

// alias adds one more name; '?' at its end marks a doubtful one. For people a
// name of one word is also what they are called by alone.
func (b *builder) alias(e *Entry, alias string) {
	a, ambiguous := doubtful(alias)
	if a == "" || a == e.Name || slices.Contains(e.Aliases, a) {
		return
	}
	e.Aliases = append(e.Aliases, a)
	b.name(e, a, FormName, false, ambiguous)
	if e.Kind == Person && !strings.Contains(a, " ") {
		b.calledBy(e, a)
	}
}

func (b *builder) name(e *Entry, name string, form Form, plural, ambiguous bool) {
	u := nameUse{entry: e, form: form, plural: plural, ambiguous: ambiguous}
	rest, article := strings.CutPrefix(name, "The ")
	if article && e.Kind != Place {
		name = "the " + rest
		if strings.Contains(rest, " ") { // 'Washington Post', but no bare 'Times'
			b.g.names.add(rest, u)
		}
	}
	if !b.g.names.add(name, u) {
		b.fail(e.where, fmt.Errorf("the name %q has no letters or more than %d parts", name, maxPieces))
	}
}

func (b *builder) demonyms(e *Entry, r *record) {
	for _, a := range r.adjectives {
		a, amb := doubtful(a)
		b.name(e, a, FormAdjective, false, amb)
		b.g.adjectives[e.ID] = append(b.g.adjectives[e.ID], a)
		if collective(a) && !slices.Contains(r.people, "="+a) {
			b.name(e, a, FormPeople, true, amb)
		}
	}
	for _, p := range r.people {
		p, amb := doubtful(p)
		one, many := inflect(p)
		b.name(e, one, FormPeople, one == many, amb)
		if many != one {
			b.name(e, many, FormPeople, true, amb)
		}
	}
}

// collective adjectives name the people with 'the': the French, the Chinese.
func collective(a string) bool {
	return strings.HasSuffix(a, "ese") || strings.HasSuffix(a, "sh") || strings.HasSuffix(a, "ch") || strings.HasSuffix(a, "ss")
}

// capital enters 'Kyiv = Kiev' as a place that may stand for its state. The
// first is the seat of power; a second capital is no metonym unless marked '+'.
func (b *builder) capital(state *Entry, spec, where string, i int) error {
	names := strings.Split(spec, "=")
	r := record{where: where, kind: Place, name: strings.TrimSpace(names[0]), country: state.Country, typ: "capital"}
	if s, ok := strings.CutPrefix(r.name, "+"); ok || i == 0 {
		r.name, r.seat = s, state.ID
	}
	for _, a := range names[1:] {
		r.aliases = append(r.aliases, strings.TrimSpace(a))
	}
	return b.entry(&r, false)
}

// family enters what a person is called by alone.
func (b *builder) family(e *Entry, family string) {
	if family == "" {
		family = familyName(e.Name)
	}
	b.calledBy(e, family)
	words := strings.FieldsFunc(family, func(r rune) bool { return r == ' ' || isHyphen(r) })
	if len(words) > 1 && particle[strings.ToLower(words[0])] {
		i := 1
		for i < len(words)-1 && particle[strings.ToLower(words[i])] {
			i++
		}
		b.calledBy(e, strings.Join(words[i:], " "))
	}
}

func (b *builder) calledBy(e *Entry, name string) {
	k := key(name)
	if !slices.Contains(b.g.byFamily[k], e) {
		b.g.byFamily[k] = append(b.g.byFamily[k], e)
	}
}

func (b *builder) body(body *Body) error {
	for _, s := range body.Sectors {
		if !sectorCodes[s] {
			return fmt.Errorf("body %s: unknown sector %q", body.Key, s)
		}
	}
	if old := b.g.bodies[body.Key]; old != nil {
		return fmt.Errorf("body %s is there twice", body.Key)
	}
	b.g.bodies[body.Key] = body
	if !slices.Contains(body.Names, strings.ToLower(body.Name)) && !slices.Contains(body.Names, body.Name) {
		body.Names = append(body.Names, strings.ToLower(body.Name))
	}
	for _, n := range body.Names {
		b.g.names.add(n, nameUse{body: body, form: FormBody})
	}
	return nil
}

func (b *builder) title(t *Title) error {
	if t.Sector != "" && !sectorCodes[t.Sector] {
		return fmt.Errorf("title %q: unknown sector %q", t.Name, t.Sector)
	}
	old, ok := b.g.titles.addNew(strings.ToLower(t.Name), t)
	if !ok {
		return fmt.Errorf("the title %q has no letters or too many parts", t.Name)
	}
	if old != nil && ((*old).Role != t.Role || (*old).Sector != t.Sector) { // 'vice-president' is 'vice president'
		return fmt.Errorf("the title %q is there twice", t.Name)
	}
	return nil
}

func (b *builder) group(n *GroupNoun) error {
	for _, s := range n.Sectors {
		if !sectorCodes[s] {
			return fmt.Errorf("noun %q: unknown sector %q", n.Noun, s)
		}
	}
	if old := b.g.groups[key(n.Noun)]; old != nil {
		if slices.Equal(old.Sectors, n.Sectors) { // 'asylum-seeker' is 'asylum seeker'
			return nil
		}
		return fmt.Errorf("the noun %q is there twice", n.Noun)
	}
	b.g.groups[key(n.Noun)] = n
	b.g.groupPhr.add(n.Noun, n)
	return nil
}

// finish resolves references, sorts, and checks what only the whole can show.
func (b *builder) finish() {
	g := b.g
	for _, e := range g.entries {
		b.checkEntry(e)
	}
	for _, p := range b.pending {
		of := g.byID[g.ownerID(p.of)]
		if of == nil {
			b.fail(p.where, fmt.Errorf("the office %q is of %q, which is unknown (a country code or an id)", p.h.Role, p.of))
			continue
		}
		b.addHolding(of, p.h)
	}
	for _, m := range []map[string][]*Holding{g.byOffice, g.byHead, g.byPerson} {
		for _, hs := range m {
			sortHoldings(hs)
		}
	}
	b.doubtMononyms()
	g.names.arrange(func(a, b nameUse) bool { return prominence(a) < prominence(b) }, joinUses)
}

// doubtMononyms marks the one-word names of people ('Salman', but not 'Lula')
// that are a part of other people's names too.
func (b *builder) doubtMononyms() {
	g := b.g
	bearers := map[string]int{}
	for _, e := range g.entries {
		if e.Kind == Person {
			for _, w := range strings.Fields(e.Name) {
				bearers[strings.ToLower(w)]++
			}
		}
	}
	for _, e := range g.entries {
		if e.Kind != Person {
			continue
		}
		for _, n := range append([]string{e.Name}, e.Aliases...) {
			own := 0
			if slices.Contains(strings.Fields(e.Name), n) {
				own = 1
			}
			if strings.Contains(n, " ") || bearers[strings.ToLower(n)] == own {
				continue
			}
			g.names.edit(n, func(u *nameUse) {
				if u.entry == e {
					u.ambiguous = true
				}
			})
		}
	}
}

// joinUses makes one reading of two spellings of one name: both numbers of
// 'Congolese', 'al-Qaeda' and 'Al Qaeda'.
func joinUses(into *nameUse, u nameUse) bool {
	if into.entry != u.entry || into.body != u.body || into.form != u.form {
		return false
	}
	into.plural = into.plural || u.plural
	into.ambiguous = into.ambiguous && u.ambiguous
	return true
}

func (b *builder) addHolding(of *Entry, h *Holding) {
	g := b.g
	h.Of = of
	if h.Person.Country == "" && !international[of.Country] {
		h.Person.Country = of.Country
	}
	g.holdings = append(g.holdings, h)
	g.byPerson[h.Person.ID] = append(g.byPerson[h.Person.ID], h)
	k := of.ID + " " + h.Role
	if h.closes {
		for _, old := range g.byOffice[k] {
			if old.To.IsZero() && old.From.Before(h.From) {
				old.To = h.From
			}
		}
	}
	g.byOffice[k] = append(g.byOffice[k], h)
	if h.Head == "state" || h.Head == "both" {
		g.byHead[of.ID+" state"] = append(g.byHead[of.ID+" state"], h)
	}
	if h.leads {
		g.byHead[of.ID+" leader"] = append(g.byHead[of.ID+" leader"], h)
	}
	if h.Head == "government" || h.Head == "both" {
		g.byHead[of.ID+" government"] = append(g.byHead[of.ID+" government"], h)
	}
}

func (b *builder) checkEntry(e *Entry) {
	g, where := b.g, e.where
	if e.Country != "" && g.countries[e.Country] == nil && !international[e.Country] {
		b.fail(where, fmt.Errorf("%q: unknown country code %q (ISO 3166-1 alpha-3, or IGO, UNO, EUR, NGO, ISM, IMG, MNC)", e.Name, e.Country))
	}
	if e.Parent != "" && g.byID[e.Parent] == nil {
		b.fail(where, fmt.Errorf("%q: the parent %q is unknown", e.Name, e.Parent))
	}
	if e.Seat != "" && g.byID[e.Seat] == nil {
		b.fail(where, fmt.Errorf("%q: it is the seat of %q, which is unknown", e.Name, e.Seat))
	}
	if e.Kind != Organization || e.Type == "" {
		return
	}
	if g.bodies[e.Type] == nil {
		b.fail(where, fmt.Errorf("%q: unknown type %q (a key of bodies or portfolios)", e.Name, e.Type))
		return
	}
	k := bodyKey{e.Type, e.Country}
	if old := g.bodyOf[k]; old != nil {
		b.fail(where, fmt.Errorf("%q and %q are both the %s of %s", e.Name, old.Name, e.Type, e.Country))
		return
	}
	g.bodyOf[k] = e
}

// prominence orders the readings of one name.
func prominence(u nameUse) int {
	rank := 9
	switch {
	case u.form == FormBody:
		rank = 8
	case u.entry.Kind == Country:
		rank = 0
	case u.entry.Kind == Organization:
		rank = 1
	case u.entry.Kind == Region:
		rank = 2
	case u.entry.Kind == Place && u.entry.Type == "capital":
		rank = 3
	case u.entry.Kind == Place && u.entry.Type != "city":
		rank = 4
	case u.entry.Kind == Place:
		rank = 5
	}
	return rank*4 + int(u.form)
}
