package extract

import (
	"strings"

	"github.com/entente/entente/calendar"
	"github.com/entente/entente/nlp"
)

// A referent is what a definite noun stands for: an act or a policy that the
// text told before.
type referent struct {
	act *act
	pol *policy
}

func (x referent) makers() []ref {
	switch {
	case x.act != nil:
		return x.act.sources
	case x.pol != nil:
		return x.pol.issuers
	}
	return nil
}

// anaphors are nouns that stand for an act told before: "condemned the move".
var anaphors = words(`move decision operation attack action measure announcement step offensive strike invasion ban order ruling killing
	bombing arrest claim accusation allegation proposal offer plan demand request statement rule raid call recommendation
	appeal suggestion proclamation change deployment withdrawal`)

// deedsOf gives the types that some of these nouns stand for; the others stand
// for any.
var deedsOf = map[string]string{
	"attack": "ASSAULT", "offensive": "ASSAULT", "strike": "ASSAULT", "invasion": "ASSAULT", "killing": "ASSAULT", "bombing": "ASSAULT",
	"raid": "ASSAULT COERCE", "arrest": "COERCE", "ban": "COERCE SANCTION", "order": "COERCE SANCTION REQUEST", "ruling": "COERCE SANCTION REJECT REQUEST CONCEDE",
	"rule": "COERCE SANCTION", "proclamation": "COERCE SANCTION SUPPORT",
	"claim": "ACCUSE REJECT", "accusation": "ACCUSE", "allegation": "ACCUSE", "proposal": "AGREE REQUEST CONCEDE SUPPORT", "offer": "AGREE CONCEDE",
	"demand": "REQUEST", "request": "REQUEST", "call": "REQUEST", "appeal": "REQUEST", "recommendation": "REQUEST", "suggestion": "REQUEST AGREE",
	"deployment": "MOBILIZE AGREE AID", "withdrawal": "RETREAT CONCEDE SANCTION",
}

// maxRefer is the number of acts back that a definite noun may stand for.
const maxRefer = 8

// refers gives what the definite noun at token i stands for, of a type that is
// not the one given: the policy of its kind or the act told last before it.
func (w *walk) refers(i int, not string) (referent, bool) {
	f := w.f
	lemma := f.toks[i].lemma
	kind := w.r.policyKind(f, i)
	if !anaphors[lemma] && kind == "" || f.mention[i] >= 0 {
		return referent{}, false
	}
	if d := f.child(i, nlp.DepDet); d < 0 || !f.lowIs(d, "the", "this", "that", "these", "those") {
		return referent{}, false
	}
	var best referent
	at := -1
	for _, p := range w.r.policies {
		if kind != "" && p.f == f && p.tok < i && p.tok > at && (p.kind == kind || f.toks[p.tok].lemma == lemma || kind == "policy") {
			best, at = referent{pol: p}, p.tok
		}
	}
	for k := len(w.r.acts) - 1; k >= 0 && k >= len(w.r.acts)-maxRefer; k-- {
		b := w.r.acts[k]
		if b.f != f || b.tok >= i || b.tok <= at || b.typ == not || b.foreseen || len(b.sources) == 0 {
			continue
		}
		if kind != "" && b.typ != "COERCE" && b.typ != "SANCTION" && b.typ != "CONCEDE" {
			continue
		}
		if types := deedsOf[lemma]; kind == "" && types != "" && !strings.Contains(types, b.typ) {
			continue
		}
		best, at = referent{act: b}, b.tok
		break
	}
	return best, at >= 0
}

// makers gives who made the measure that acts: "the new rules ban" what those
// ban who made the rules.
func (w *walk) makers(s int) []ref {
	if w.r.policyKind(w.f, s) == "" {
		return nil
	}
	x, ok := w.refers(s, "")
	if !ok {
		return nil
	}
	w.measure = &x
	return x.makers()
}

// anaphora gives words about an act or a policy told before its doer as their
// target: "condemned the move", "claims that the ban is illegal".
func (w *walk) anaphora(a *act) {
	if !w.f.isVerb(a.tok) || len(a.sources) == 0 {
		return
	}
	switch a.typ {
	case "ACCUSE", "REJECT", "SUPPORT":
	default:
		return
	}
	for _, i := range w.topicsOf(a.tok) {
		x, ok := w.refers(i, a.typ)
		if !ok {
			continue
		}
		if len(a.targets) == 0 {
			a.targets = w.others(x.makers(), a.sources)
		}
		if len(a.targets) > 0 {
			a.on = &x
			return
		}
	}
}

// topicsOf gives the nouns that words of the verb at v are about: its object,
// what its prepositions lead in, the subject of a clause below it.
func (w *walk) topicsOf(v int) []int {
	f := w.f
	var out []int
	o := f.object(v)
	if o >= 0 {
		out = append(out, o)
	}
	for _, i := range []int{v, o} {
		if i < 0 {
			continue
		}
		for _, p := range f.children(i, nlp.DepPrep) {
			if f.lowIs(p, "over", "against", "about", "of", "to", "at", "for", "on") {
				out = append(out, f.children(p, nlp.DepPobj)...)
			}
		}
		for _, c := range f.children(i, nlp.DepCcomp, nlp.DepAcl) {
			for _, d := range append([]int{c}, f.children(c, nlp.DepCcomp)...) {
				out = append(out, f.children(d, nlp.DepNsubj, nlp.DepNsubjpass, nlp.DepDobj)...)
			}
		}
	}
	return out
}

// madeBy gives who made what the noun at token i names, where a clause on the
// noun says it: "the ban that Germany imposed", "a ban imposed by Germany".
func (w *walk) madeBy(i int) []ref {
	f := w.f
	if policyKinds[f.toks[i].lemma] == "" && !anaphors[f.toks[i].lemma] && !abstract[f.toks[i].lemma] && !spoken[f.toks[i].lemma] {
		return nil
	}
	for _, c := range f.children(i, nlp.DepRelcl, nlp.DepAcl) {
		if s := f.subject(c); s >= 0 && s != i && !f.isRelative(s) {
			if got := w.partyAt(s); len(got) > 0 {
				return got
			}
		}
	}
	return nil
}

// claims reads "claimed responsibility for the attack": the attack's doer is
// who claims it.
func (w *walk) claims(v int) bool {
	f := w.f
	o := f.child(v, nlp.DepDobj)
	if !f.lemmaIs(v, "claim", "admit") || o < 0 || !f.lemmaIs(o, "responsibility", "credit") || f.statusOf(v) != Occurred {
		return false
	}
	who := w.sources(v)
	if len(who) == 0 {
		return false
	}
	for _, i := range []int{o, v} {
		for _, p := range f.children(i, nlp.DepPrep) {
			x := f.child(p, nlp.DepPobj)
			if !f.lowIs(p, "for") || x < 0 {
				continue
			}
			d := f.child(x, nlp.DepDet)
			if w.nounEntry(x) != nil && (d < 0 || !f.lowIs(d, "the", "this", "these", "both", "that")) || len(w.r.throughPrep(f, x, "on", "against", "in")) > 0 {
				w.claimed[x] = who // an act that is told only here
				return true
			}
		}
	}
	for k := len(w.r.acts) - 1; k >= 0 && k >= len(w.r.acts)-maxRefer; k-- {
		b := w.r.acts[k]
		if b.typ == "ASSAULT" && !b.foreseen && b.status == Occurred && w.r.faceless(b.sources) {
			b.sources = w.others(who, b.targets)
		}
		if b.typ == "ASSAULT" && sharesActor(b.sources, who) {
			return true
		}
	}
	return true
}

// ascribed gives whom a noun's act is ascribed to: "the attack was claimed by
// rebels", "attacks blamed on rebels".
func (w *walk) ascribed(i int) []ref {
	f := w.f
	if who := w.claimed[i]; who != nil {
		return who
	}
	verbs := f.children(i, nlp.DepAcl, nlp.DepRelcl)
	if f.toks[i].dep == nlp.DepNsubjpass {
		verbs = append(verbs, f.toks[i].head)
	}
	for _, v := range verbs {
		switch {
		case f.negated(v):
		case f.lemmaIs(v, "claim") && f.passive(v):
			if a := f.child(v, nlp.DepAgent); a >= 0 {
				if o := f.child(a, nlp.DepPobj); o >= 0 {
					return w.partyAt(o)
				}
			}
		case f.lemmaIs(v, "ascribe", "attribute", "blame"):
			if got := w.r.throughPrep(f, v, "to", "on"); len(got) > 0 {
				return got
			}
		}
	}
	return nil
}

// refer joins acts of force that are told again by a definite noun to the act
// that the noun stands for, and lets each have what the other leaves out.
func (r *reader) refer() {
	for n, a := range r.acts {
		if !force(a.typ) || a.foreseen || !happened(a.status) || !a.definite() {
			continue
		}
		for k := n - 1; k >= 0 && k >= n-maxRefer; k-- {
			b := r.acts[k]
			if b.typ != a.typ || b.foreseen || !happened(b.status) || apart(b.sources, a.sources) && !r.faceless(b.sources) || !sameTime(b, a) || a.obj < 0 && !a.f.isVerb(a.tok) && apart(b.targets, a.targets) {
				continue
			}
			a.same = b
			if r.faceless(b.sources) && len(a.sources) > 0 {
				b.sources = a.sources
			}
			if len(b.targets) == 0 {
				b.targets = a.targets
			}
			break
		}
	}
}

// faceless tells whether doers are nobody, or only "gunmen", whom somebody's
// name may replace.
func (r *reader) faceless(refs []ref) bool {
	for _, x := range refs {
		a := r.actors.list[x.actor]
		if a.Kind != Group || a.Known != "" || a.Sector != "UAF" && a.Sector != "REB" && a.Sector != "CRM" {
			return false
		}
	}
	return true
}

// definite tells whether an act is told by a noun with "the" or "this": as the
// trigger, its object or its subject.
func (a *act) definite() bool {
	f, i := a.f, a.tok
	switch {
	case a.obj >= 0:
		i = a.obj
	case f.isVerb(i):
		i = -1
		if s := f.child(a.tok, nlp.DepNsubj); s >= 0 && anaphors[f.toks[s].lemma] {
			i = s
		}
	}
	if i < 0 {
		return false
	}
	d := f.child(i, nlp.DepDet)
	return d >= 0 && f.lowIs(d, "the", "this", "these", "those", "that") && f.child(i, nlp.DepRelcl) < 0
}

func happened(s Status) bool { return s == Occurred || s == Ongoing }

// apart tells whether two sides are both named and have nobody in common.
func apart(a, b []ref) bool { return len(a) > 0 && len(b) > 0 && !sharesActor(a, b) }

// sameTime tells whether the dates of two acts can be the same.
func sameTime(b, a *act) bool {
	if b.when.Basis == calendar.Publication || a.when.Basis == calendar.Publication || b.when.IsZero() || a.when.IsZero() {
		return true
	}
	return b.when.Overlaps(a.when.Interval)
}

// after dates a reaction without words about time by what it is a reaction to,
// and what a measure does by the measure's making.
func (r *reader) after(a *act) bool {
	if a.on == nil {
		return false
	}
	var w When
	switch {
	case a.on.act != nil:
		w = a.on.act.when
	case a.on.pol != nil:
		w = r.when(a.on.pol.f, a.on.pol.verb, Occurred)
	}
	if w.Basis == calendar.Publication || w.IsZero() || !w.Start.Before(r.published()) {
		return false
	}
	if w.Basis = calendar.Relative; !a.measured {
		w.End, w.Precision = r.published(), calendar.Range
	}
	a.when = w
	return true
}
