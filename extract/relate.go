package extract

import (
	"slices"
	"sort"

	"github.com/entente/entente/calendar"
	"github.com/entente/entente/extract/dates"
	"github.com/entente/entente/nlp"
)

// relate dates the acts, joins those that tell the same event, and ties acts,
// policies and statements to each other.
func (r *reader) relate() {
	for _, a := range r.acts {
		a.when = r.when(a.f, a.tok, a.status)
		r.notYet(a)
		if a.obj >= 0 && a.when.Basis == calendar.Publication {
			if w := r.when(a.f, a.obj, a.status); w.Basis != calendar.Publication {
				a.when = w
			}
		}
		if a.status == Planned { // its object is dated by when it was said, not done
			r.notYet(a)
		}
		r.attribute(a)
	}
	r.refer()
	r.inheritDates()
	r.mergeActs()
	byTok := make(map[place2]*act, len(r.acts))
	for _, a := range slices.Backward(r.acts) {
		byTok[place2{a.f, a.tok}] = a
	}
	for _, p := range r.policies {
		p.act = byTok[place2{p.f, p.verb}]
		if p.act == nil {
			p.act = byTok[place2{p.f, p.tok}]
		}
		if p.act != nil {
			p.act.enacts = append(p.act.enacts, p)
		}
	}
}

// notYet takes a date in the past from what has not happened: it is that of the
// words, or not known to lie ahead of it.
func (r *reader) notYet(a *act) {
	day := r.published()
	if a.status != Hypothetical && a.status != Planned || day.IsZero() || a.when.IsZero() || !a.when.End.Before(day) || a.when.Basis == calendar.Publication {
		return
	}
	if a.f.tense(a.tok) == dates.Past && a.f.modal(a.tok) != "would" { // "might have met in May"
		return
	}
	a.when = When{Interval: calendar.Interval{Start: day, End: day, Precision: calendar.Unknown}, Basis: calendar.Publication}
}

// attribute notes who says that an act took place, where the report does not
// say it itself.
func (r *reader) attribute(a *act) {
	for _, s := range near(r.saysOf(a.f), a.tok) {
		if s.holds(a.tok) && !s.held && s.speaker.actor >= 0 && s.form() != Direct {
			for _, x := range s.speakers {
				if !slices.ContainsFunc(a.via, func(y ref) bool { return x.actor == y.actor }) {
					a.via = append(a.via, x)
				}
			}
		}
	}
}

// maxActs is the number of acts back that a later one may tell again: an
// article's worth.
const maxActs = 400

// saysOf gives a field's statements, in the order of their cues.
func (r *reader) saysOf(f *field) []*saying {
	lo := sort.Search(len(r.says), func(k int) bool { return !r.says[k].f.title || f.title })
	hi := sort.Search(len(r.says), func(k int) bool { return !r.says[k].f.title && f.title })
	return r.says[lo:max(lo, hi)]
}

// mergeActs joins acts that tell the same event: of one type, with actors that
// agree, at dates that can be the same.
func (r *reader) mergeActs() {
	var out []*act
	joined := map[*act]*act{}
	for _, a := range r.acts {
		from := max(0, len(out)-maxActs)
		k := -1
		if b := a.same; b != nil {
			if j := joined[b]; j != nil {
				b = j
			}
			k = slices.Index(out[from:], b)
		}
		if k < 0 {
			k = slices.IndexFunc(out[from:], func(b *act) bool { return r.sameAct(b, a) })
		}
		if k >= 0 {
			k += from
		}
		if k < 0 {
			out = append(out, a)
			continue
		}
		b := out[k]
		joined[a] = b
		b.also = append(b.also, a)
		if b.f.title && !a.f.title {
			b.status = a.status
		}
		if len(b.sources) == 0 {
			b.sources = a.sources
		}
		if len(b.targets) == 0 || b.f.title && !a.f.title && apart(b.targets, a.targets) {
			b.targets = a.targets
		}
		if a.when.Basis != calendar.Publication && (b.when.Basis == calendar.Publication || b.lent) {
			b.when, b.lent = a.when, false
		}
		if b.place < 0 {
			b.place, b.placeName = a.place, a.placeName
		}
		b.foresees = append(b.foresees, a.foresees...)
	}
	for _, a := range out {
		for i, x := range a.foresees {
			if y := joined[x]; y != nil {
				a.foresees[i] = y
			}
		}
	}
	r.acts = out
}

// kindred tells whether one side is a state and the other of that state, as a
// headline has it.
func (r *reader) kindred(a, b []ref) bool {
	return slices.ContainsFunc(a, func(x ref) bool {
		return r.actors.list[x.actor].Kind == Country && slices.ContainsFunc(b, func(y ref) bool { return y.country == x.country })
	})
}

func (r *reader) sameAct(b, a *act) bool {
	if b.typ != a.typ || b.foreseen != a.foreseen {
		return false
	}
	src, tgt := sharesActor(b.sources, a.sources), sharesActor(b.targets, a.targets)
	if b.f.title && !a.f.title && (src && tgt && a.when.Basis == b.when.Basis || b.lent && force(a.typ) && a.f.toks[a.tok].para <= 2 && (src || tgt || r.kindred(b.targets, a.targets)) && !apart(b.sources, a.sources) && (!apart(b.targets, a.targets) || r.kindred(b.targets, a.targets))) {
		return true // a headline is short about what is certain: the body tells
	}
	if b.status != a.status && !(happened(b.status) && happened(a.status)) {
		return false
	}
	if src && b.f == a.f && a.f.toks[a.tok].head == b.tok && a.f.toks[a.tok].dep == nlp.DepAdvcl && a.f.toks[a.tok].tag == nlp.Tag("VBG") && force(a.typ) {
		return true // "attacked the camp, killing ten"
	}
	if !src && len(b.sources) > 0 && len(a.sources) > 0 || !tgt && len(b.targets) > 0 && len(a.targets) > 0 || !src && !tgt {
		return false
	}
	if b.when.Basis != calendar.Publication && a.when.Basis != calendar.Publication && !b.when.IsZero() && !a.when.IsZero() && !b.when.Overlaps(a.when.Interval) {
		return false
	}
	if src && tgt {
		return true
	}
	if b.f == a.f && b.f.toks[b.tok].sent == a.f.toks[a.tok].sent && src && (len(b.targets) == 0 || len(a.targets) == 0) && !verbal(a.typ) {
		return true
	}
	if src && force(a.typ) && (len(a.targets) == 0 || len(b.targets) == 0) {
		return true // "the airstrikes" of who is known to have attacked
	}
	if ao, bo := a.f.object(a.tok), b.f.object(b.tok); verbal(a.typ) && a.f.isVerb(a.tok) && b.f.isVerb(b.tok) && ao >= 0 && bo >= 0 && a.f.toks[ao].lemma != b.f.toks[bo].lemma && a.f.mention[ao] < 0 {
		return false // two demands of two
	}
	return b.f.toks[b.tok].lemma == a.f.toks[a.tok].lemma
}

// force tells whether a type is of acts of force, which go on under many names.
func force(t string) bool { return t == "ASSAULT" || t == "PROTEST" }

// orders finds what the text says came after what: "Following these
// declarations", "after the army attacked".
func (r *reader) orders(a *act) []Order {
	f := a.f
	var out []Order
	for _, c := range f.toks[a.tok].kids {
		i := int(c)
		switch {
		case f.toks[i].dep == nlp.DepAdvcl && f.child(i, nlp.DepMark) >= 0 && f.lowIs(f.child(i, nlp.DepMark), "after"):
			if b := r.actAt(f, i); b != nil {
				out = append(out, Order{b.index, f.span(f.edges(i))})
			}
		case f.lowIs(i, "after", "following") && (f.toks[i].dep == nlp.DepPrep || f.toks[i].dep == nlp.DepMark):
			o := f.child(i, nlp.DepPobj)
			if o < 0 {
				continue
			}
			words := f.span(f.edges(i))
			if b := r.actAt(f, o); b != nil && b != a {
				out = append(out, Order{b.index, words})
				continue
			}
			if d := f.child(o, nlp.DepDet); d >= 0 && f.lowIs(d, "this", "these", "those", "that") {
				for _, b := range r.inSentenceBefore(f, a.tok) {
					out = append(out, Order{b.index, words})
				}
			}
		}
	}
	return out
}

// actAt gives the act that token i names, or what its clause does.
func (r *reader) actAt(f *field, i int) *act {
	return r.actOf[place2{f, i}]
}

// inSentenceBefore gives the acts of the nearest sentence before token i that
// tells any.
func (r *reader) inSentenceBefore(f *field, i int) []*act {
	sent := f.toks[i].sent
	for s := sent - 1; s >= 0 && s >= sent-2; s-- {
		var out []*act
		for _, a := range r.acts {
			if a.f == f && f.toks[a.tok].sent == s && !a.foreseen {
				out = append(out, a)
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

// stances tell what a cue says towards what the statement is about.
var stances = map[string]Stance{
	"deny": Denies, "refute": Denies, "dispute": Denies,
	"support": Supports, "praise": Supports, "welcome": Supports, "endorse": Supports, "back": Supports, "defend": Supports, "applaud": Supports, "favor": Supports,
	"criticize": Opposes, "condemn": Opposes, "denounce": Opposes, "oppose": Opposes, "reject": Opposes, "accuse": Opposes, "blame": Opposes, "decry": Opposes, "slam": Opposes, "attack": Opposes, "dismiss": Opposes, "refuse": Opposes, "question": Opposes,
	"warn": Warns, "caution": Warns, "threaten": Warns, "fear": Warns,
	"demand": Demands, "urge": Demands, "insist": Demands, "order": Demands, "request": Demands, "call": Demands, "ask": Neutral, "wonder": Neutral,
}

func (s *saying) stance() Stance {
	if s.cueTok >= 0 {
		if x, ok := stances[s.f.toks[s.cueTok].lemma]; ok {
			return x
		}
	}
	return Asserts
}

// topics gives whom and what a statement is about: actors, acts and policies
// that its content names.
func (r *reader) topics(s *saying) []Topic {
	var out []Topic
	seen := map[int]bool{}
	st := s.stance()
	for _, c := range s.content {
		for i := c.first; i < c.last; i++ {
			k := s.f.mention[i]
			if k < 0 {
				continue
			}
			for _, x := range r.mentionRefs(s.f, i, r.mentions[k], 0) {
				if !seen[x.actor] && x.actor != s.speaker.actor {
					seen[x.actor] = true
					out = append(out, Topic{Actor: x.actor, Event: -1, Policy: -1, Stance: st})
				}
			}
		}
	}
	for _, c := range s.content {
		for i := c.first; i < c.last; i++ {
			if a := r.actOf[place2{s.f, i}]; a != nil {
				out = append(out, Topic{Actor: -1, Event: a.index, Policy: -1, Stance: st})
			}
			if p := r.policyOf[place2{s.f, i}]; p != nil {
				out = append(out, Topic{Actor: -1, Event: -1, Policy: p.index, Stance: st})
			}
		}
	}
	return out
}

// inheritDates gives an act without words about time the date that its
// paragraph gave before for the same source: "said on Friday ... also accused".
func (r *reader) inheritDates() {
	lead, dated := r.leadDate()
	for n, a := range r.acts {
		if a.when.Basis != calendar.Publication || a.status != Occurred || a.same != nil {
			continue
		}
		if a.f.title && dated { // the headline tells what the first sentence dates
			a.when, a.lent = lead, true
			continue
		}
		if r.after(a) {
			continue
		}
		if dated && r.ofLead(a, lead) {
			a.when = lead
			continue
		}
		if !verbal(a.typ) || a.f.earlier(a.tok) {
			continue
		}
		at := -1
		consider := func(f *field, tok int, sources []ref, w When) {
			if f == a.f && tok < a.tok && tok > at && f.toks[tok].para == a.f.toks[a.tok].para && sharesActor(sources, a.sources) && w.Basis != calendar.Publication && w.Precision == calendar.Day {
				at = tok
				a.when = When{Interval: w.Interval, Words: w.Words, Basis: calendar.Relative}
			}
		}
		for _, b := range r.acts[max(0, n-maxActs):min(len(r.acts), n+maxActs)] {
			if b != a && b.status == Occurred {
				consider(b.f, b.tok, b.sources, b.when)
			}
		}
		for _, s := range near(r.saysOf(a.f), a.tok) {
			if s.cueTok >= 0 && s.cueTok != a.tok {
				consider(s.f, s.cueTok, s.speakers, r.when(s.f, s.cueTok, Occurred))
			}
		}
	}
}

// earlier tells whether a verb looks back from the time that the text has come
// to: "had previously opposed".
func (f *field) earlier(v int) bool {
	if !f.isVerb(v) {
		return false
	}
	for _, c := range f.children(v, nlp.DepAux, nlp.DepAdvmod) {
		if f.lowIs(c, "had", "'d", "’d", "previously", "earlier", "formerly", "once", "already", "long", "always", "before") {
			return true
		}
	}
	return false
}

// ofLead tells whether an act of force or a measure without a date of its own is
// the one that the article is about: told by a main verb of its first two
// paragraphs, or
// named again with "the" or "this".
func (r *reader) ofLead(a *act, lead When) bool {
	f := a.f
	if f != r.body || !hostile(a.typ) {
		return false
	}
	if !f.isVerb(a.tok) || a.obj >= 0 {
		i := a.tok
		if a.obj >= 0 {
			i = a.obj
		}
		d := f.child(i, nlp.DepDet)
		return d >= 0 && f.lowIs(d, "the", "this", "these") && f.child(i, nlp.DepPrep, nlp.DepRelcl) < 0
	}
	if v := f.firstConjunct(a.tok); f.toks[v].dep != nlp.DepROOT && f.toks[v].dep != nlp.DepCcomp && f.toks[v].dep != nlp.DepParataxis {
		return false // "weeks after the army attacked"
	}
	for _, e := range r.dates[f] { // the paragraph looks back to an earlier time
		if i := f.tokenAt(e.Start); i >= 0 && i < a.tok && f.toks[i].para == f.toks[a.tok].para && e.Interval.End.Before(lead.Interval.Start) {
			return false
		}
	}
	n, last := 0, -1
	for _, s := range f.sents {
		if s.last-s.first >= 12 && s.para != last {
			if n, last = n+1, s.para; n > 2 {
				return false
			}
		}
		if a.tok >= s.first && a.tok < s.last {
			if f.lowIs(s.first, "in", "at", "during") && f.lowIs(s.first+1, "that", "those") {
				return false // "In that event"
			}
			return f.toks[a.tok].tag == nlp.Tag("VBD") || f.passive(a.tok)
		}
	}
	return false
}

// leadDate gives the first day in the past that the body's first two sentences
// with words name, but for the line that dates the article.
func (r *reader) leadDate() (When, bool) {
	f, sents := r.body, 0
	for _, s := range f.sents {
		if s.last-s.first < 12 {
			continue
		}
		if sents++; sents > 2 {
			break
		}
		for _, e := range r.dates[f][:min(len(r.dates[f]), 20)] {
			if i := f.tokenAt(e.Start); i >= s.first && i < s.last && e.Precision == calendar.Day && e.Interval.Start.Before(r.published()) {
				return r.clip(f, e, Occurred), true
			}
		}
	}
	return When{}, false
}
