package extract

import (
	"slices"
	"sort"
	"strings"

	"github.com/entente/entente/extract/gazetteer"
	"github.com/entente/entente/nlp"
)

// assemble fills the Extraction from what was read.
func (r *reader) assemble() {
	sort.SliceStable(r.acts, func(i, j int) bool { return before(r.acts[i].f, r.acts[i].tok, r.acts[j].f, r.acts[j].tok) })
	for i, a := range r.acts {
		a.index = i
	}
	r.policyOf = make(map[place2]*policy, len(r.policies))
	for i, p := range r.policies {
		p.index = i
		r.policyOf[place2{p.f, p.tok}] = p
	}
	r.actOf = make(map[place2]*act, len(r.acts))
	for _, a := range slices.Backward(r.acts) { // of several the first counts
		for _, b := range a.also {
			r.actOf[place2{b.f, b.tok}] = a
		}
	}
	for _, a := range slices.Backward(r.acts) {
		if !a.foreseen {
			r.actOf[place2{a.f, a.tok}] = a
		}
	}
	for _, a := range r.acts {
		r.out.Events = append(r.out.Events, r.event(a))
	}
	for _, p := range r.policies {
		r.out.Policies = append(r.out.Policies, r.policy(p))
	}
	for _, s := range r.says {
		r.assembleSaying(s)
	}
	r.affiliations()
	for _, m := range r.inOrder() {
		if m.actor >= 0 && m.sort != adjective && m.sort != place && !r.passing(m) {
			r.out.Mentions = append(r.out.Mentions, Mention{Span: m.f.span(m.first, m.last), Actor: m.actor, Pronominal: m.sort == pronoun || m.sort == definite})
		}
	}
	for _, f := range r.fields {
		for _, e := range r.dates[f] {
			if e.Resolved() {
				r.out.Dates = append(r.out.Dates, DateMention{Span: Span{Start: e.Start, End: e.End, InTitle: f.title}, Interval: e.Interval, Basis: e.Basis})
			}
		}
	}
	r.out.Actors = r.actors.list
	prune(&r.out)
}

// passing tells whether a mention is of somebody who is no actor by being
// mentioned: one unnamed person, a piece of equipment, a region as a place.
func (r *reader) passing(m *mention) bool {
	f := m.f
	switch a := r.actors.list[m.actor]; {
	case a.Kind == Region:
		return f.toks[m.head].dep == nlp.DepPobj && !f.lowIs(f.toks[m.head].head, "with", "to", "by", "against", "between")
	case m.sort == collective && a.Kind == Group:
		return equipment[f.toks[m.head].lemma] || folk[f.toks[m.head].lemma] && m.country == "" || !m.plural && singularPerson(m) || !m.plural && m.country == "" && !massNoun(f, m.head)
	}
	return false
}

// equipment acts for those whose it is, but is no actor by being mentioned.
var equipment = words(`fleet jet warplane tank drone warship ship submarine aircraft helicopter plane vessel gunboat bomber destroyer boat missile`)

// prune leaves out the actors that nothing refers to, and renumbers the others.
func prune(e *Extraction) {
	used := make([]bool, len(e.Actors))
	each := func(visit func(*int)) {
		for i := range e.Mentions {
			visit(&e.Mentions[i].Actor)
		}
		for i := range e.Affiliations {
			visit(&e.Affiliations[i].Who)
			visit(&e.Affiliations[i].Of)
		}
		for i := range e.Events {
			x := &e.Events[i]
			visit(&x.Place)
			for _, rs := range [][]Role{x.Sources, x.Targets, x.AttributedTo} {
				for k := range rs {
					visit(&rs[k].Actor)
				}
			}
		}
		for i := range e.Policies {
			for _, rs := range [][]Role{e.Policies[i].Issuers, e.Policies[i].Targets} {
				for k := range rs {
					visit(&rs[k].Actor)
				}
			}
		}
		for i := range e.Statements {
			x := &e.Statements[i]
			visit(&x.Speaker.Actor)
			visit(&x.Via)
			for k := range x.About {
				visit(&x.About[k].Actor)
			}
		}
	}
	each(func(a *int) {
		if *a >= 0 {
			used[*a] = true
		}
	})
	to := make([]int, len(e.Actors))
	var kept []Actor
	for i, a := range e.Actors {
		if used[i] {
			to[i] = len(kept)
			kept = append(kept, a)
		}
	}
	each(func(a *int) {
		if *a >= 0 {
			*a = to[*a]
		}
	})
	e.Actors = kept
}

// before orders places of the text: the title first.
func before(f *field, i int, g *field, j int) bool {
	if f != g {
		return f.title
	}
	return i < j
}

func (r *reader) roles(f *field, refs []ref) []Role {
	var out []Role
	for _, x := range refs {
		g := f
		if x.m != nil {
			g = x.m.f
		}
		out = append(out, r.role(g, x))
	}
	return out
}

func (r *reader) event(a *act) Event {
	e := Event{
		Type: a.typ, Mode: a.mode, CAMEO: cameo(a.typ, a.mode), Status: a.status, Sources: r.roles(a.f, a.sources), Targets: r.roles(a.f, a.targets),
		When: a.when, Place: a.place, PlaceName: a.placeName, Trigger: a.f.span(a.tok, a.tok+1), Head: a.f.toks[a.tok].lemma,
		Sentence: a.f.sentSpan(a.tok), Name: r.eventName(a), Figures: a.figures, AttributedTo: r.roles(a.f, a.via), Foreseen: a.foreseen,
	}
	e.Contexts = r.contexts(a.f, a.tok)
	if a.obj >= 0 {
		e.Head += " " + a.f.toks[a.obj].lemma
	}
	for _, b := range a.also {
		if s := b.f.sentSpan(b.tok); s != e.Sentence && !slices.Contains(e.Also, s) {
			e.Also = append(e.Also, s)
		}
	}
	for _, p := range a.enacts {
		e.Enacts = append(e.Enacts, p.index)
	}
	for _, b := range a.foresees {
		if !slices.Contains(e.Foresees, b.index) && b.index != a.index {
			e.Foresees = append(e.Foresees, b.index)
		}
	}
	for _, o := range r.orders(a) {
		if o.Event != a.index {
			e.After = append(e.After, o)
		}
	}
	return e
}

func (r *reader) policy(p *policy) Policy {
	st := Occurred
	if p.status == "planned" || p.status == "proposed" {
		st = Planned
	}
	w := r.when(p.f, p.verb, st)
	if p.act != nil {
		w = p.act.when
		if len(p.targets) == 0 && p.kind != "declaration" && p.kind != "curfew" {
			p.targets = p.act.targets
		}
	}
	if p.kind == "agreement" {
		p.targets = nil
	}
	return Policy{
		Kind: p.kind, Name: p.name, Contexts: r.contexts(p.f, p.tok), Status: p.status, Issuers: r.roles(p.f, p.issuers), Targets: r.roles(p.f, p.targets),
		When: w, Words: p.words, Sentence: p.f.sentSpan(p.tok),
	}
}

// assembleSaying makes one statement per speaker.
func (r *reader) assembleSaying(s *saying) {
	base := Statement{Via: s.via, Form: s.form(), Anonymous: s.anonymous, Held: s.held, WithCue: s.withCue(), Speaker: Role{Actor: -1}, When: r.when(s.f, max(s.cueTok, 0), Occurred)}
	for _, c := range s.content {
		base.Content = append(base.Content, s.f.span(c.first, c.last))
	}
	if len(base.Content) == 0 {
		return
	}
	if s.cueTok >= 0 {
		base.Cue, base.CueLemma = s.f.span(s.cue.first, s.cue.last), s.f.toks[s.cueTok].lemma
		base.Contexts = r.contexts(s.f, s.cueTok)
		if a := r.actOf[place2{s.f, s.cueTok}]; a != nil && verbal(a.typ) {
			base.Expresses = append(base.Expresses, a.index)
		}
	}
	first, last := base.Content[0].Start, base.Content[len(base.Content)-1].End
	for _, x := range []stretch{s.cue, s.source} {
		if x.last > x.first {
			sp := s.f.span(x.first, x.last)
			first, last = min(first, sp.Start), max(last, sp.End)
		}
	}
	base.Sentence = Span{Start: first, End: last, InTitle: s.f.title}
	base.About = r.topics(s)
	if s.source.last > s.source.first {
		base.Source = s.f.span(s.source.first, s.source.last)
		base.Speaker.Words = base.Source
	}
	s.index = len(r.out.Statements)
	if len(s.speakers) == 0 {
		r.out.Statements = append(r.out.Statements, base)
		return
	}
	for _, x := range s.speakers {
		st := base
		st.About = slices.Clone(base.About)
		st.Speaker = r.role(s.f, x)
		if x.m != nil && x.m.f != s.f {
			st.Speaker.Words = base.Source
		}
		r.out.Statements = append(r.out.Statements, st)
	}
}

// affiliations gives the roles of persons and what named bodies belong to.
func (r *reader) affiliations() {
	type key struct {
		who, of int
		role    string
	}
	seen := map[key]bool{}
	add := func(a Affiliation) {
		k := key{a.Who, a.Of, strings.ToLower(a.Role)}
		if a.Who != a.Of && !seen[k] {
			seen[k] = true
			r.out.Affiliations = append(r.out.Affiliations, a)
		}
	}
	for _, p := range r.people {
		for _, t := range p.roles {
			if t.match.Title != nil && t.match.Title.Honorific {
				continue
			}
			for _, o := range t.of[:min(1, len(t.of))] {
				of := o.actor
				local := o.sort == place || o.sort == adjective && o.entry != nil && o.entry.Kind == gazetteer.Place
				if local && t.match.Title != nil && t.match.Sector != "LEG" {
					continue // a town's mayor and a province's minister hold no office of the state; its senator does
				}
				if of < 0 || o.sort == adjective || o.sort == place || o.sort == people {
					of = r.state(o.country)
				}
				if of < 0 && o.entry != nil {
					of = r.known(o.entry)
				}
				if of >= 0 {
					add(Affiliation{Who: p.actor, Of: of, Role: t.role, Sentence: t.f.sentSpan(t.first)})
				}
			}
		}
	}
	r.belonging(add)
}

// belonging ties the bodies that the gazetteer knows to what they belong to.
func (r *reader) belonging(add func(Affiliation)) {
	for i := 0; i < len(r.actors.list); i++ {
		a := r.actors.list[i]
		e := r.g.Entry(a.Known)
		if a.Kind != Organization {
			continue
		}
		parent := ""
		if e != nil {
			parent = e.Parent
		}
		if p := r.g.Entry(parent); p != nil && p.Kind == gazetteer.Country {
			add(Affiliation{Who: i, Of: r.known(p), Known: true})
		}
	}
}
