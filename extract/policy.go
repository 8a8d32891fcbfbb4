package extract

import (
	"slices"
	"strings"

	"github.com/entente/entente/nlp"
)

// A policy is a Policy as one place of the text names it.
type policy struct {
	f       *field
	tok     int // the noun that names it, or the verb "designate"
	verb    int
	kind    string
	name    string
	words   Span
	status  string
	issuers []ref
	targets []ref
	index   int
	act     *act
}

// policyKinds are the nouns that name policies.
var policyKinds = map[string]string{
	"decree": "executive order", "law": "law", "bill": "law", "legislation": "law", "act": "law", "resolution": "resolution", "amendment": "law",
	"sanction": "sanctions", "embargo": "embargo", "tariff": "tariff", "ban": "ban", "restriction": "restriction", "regulation": "regulation", "curb": "restriction",
	"agreement": "agreement", "treaty": "agreement", "accord": "agreement", "deal": "agreement", "pact": "agreement", "protocol": "agreement", "memorandum": "agreement",
	"ceasefire": "agreement", "truce": "agreement", "reward": "reward", "bounty": "reward", "emergency": "declaration", "curfew": "curfew", "blockade": "blockade",
	"programme": "programme", "program": "programme", "initiative": "programme", "scheme": "programme", "strategy": "programme", "plan": "programme", "coalition": "programme", "system": "programme", "budget": "budget", "designation": "designation", "policy": "policy", "quota": "regulation", "duty": "tariff",
	"referendum": "referendum", "constitution": "law", "rule": "regulation", "moratorium": "ban", "proclamation": "declaration", "convention": "agreement", "amnesty": "amnesty", "declaration": "declaration",
}

// policyVerbs say what becomes of a policy: its status where the act occurred.
var policyVerbs = map[string]string{
	"issue": "in force", "sign": "in force", "declare": "in force", "impose": "in force", "pass": "in force", "approve": "in force", "enact": "in force",
	"announce": "in force", "adopt": "in force", "introduce": "in force", "implement": "in force", "ratify": "in force", "extend": "in force", "double": "in force",
	"increase": "in force", "tighten": "in force", "expand": "in force", "reach": "in force", "conclude": "in force", "launch": "in force", "slap": "in force", "reimpose": "in force",
	"offer": "in force", "order": "in force", "establish": "in force", "raise": "in force", "agree": "in force", "promulgate": "in force", "set": "in force", "broker": "in force", "negotiate": "proposed",
	"propose": "proposed", "draft": "proposed", "consider": "proposed", "seek": "proposed", "plan": "planned", "prepare": "planned", "demand": "proposed", "unveil": "proposed", "table": "proposed",
	"lift": "ended", "end": "ended", "revoke": "ended", "repeal": "ended", "cancel": "ended", "scrap": "ended", "abolish": "ended", "terminate": "ended", "suspend": "ended", "withdraw": "ended", "quit": "ended", "abandon": "ended", "overturn": "ended", "block": "proposed", "reject": "proposed", "veto": "proposed", "violate": "in force", "ease": "in force",
}

// readPolicies reads the orders, laws, agreements and the like that somebody
// makes, changes or ends.
func (r *reader) readPolicies() {
	for _, f := range r.fields {
		for i := range f.toks {
			if f.toks[i].quoted {
				continue
			}
			switch {
			case f.toks[i].lemma == "designate" && f.isVerb(i):
				r.designation(f, i)
			case bans[f.toks[i].lemma] != "" && f.isVerb(i):
				r.banning(f, i)
			case f.toks[i].pos == nlp.PosNoun || f.toks[i].pos == nlp.PosPropn && f.mention[i] < 0:
				r.policyNoun(f, i)
			}
		}
	}
	r.mergePolicies()
}

// policyKind gives the kind of policy that the noun at token i names, "" for
// none.
func (r *reader) policyKind(f *field, i int) string {
	switch f.toks[i].lemma {
	case "order":
		if k := f.child(i, nlp.DepAmod, nlp.DepCompound); k >= 0 && f.lowIs(k, "executive", "presidential", "emergency") {
			return "executive order"
		}
	case "state":
		if strings.HasPrefix(f.phrase(i, min(i+3, len(f.toks))), "state of emergency") {
			return "declaration"
		}
	}
	return policyKinds[f.toks[i].lemma]
}

// policyNoun reads "issued an executive order", "new sanctions on Iran were
// announced", "prepare to sign a security agreement".
func (r *reader) policyNoun(f *field, i int) {
	kind := r.policyKind(f, i)
	if kind == "" || f.toks[i].dep == nlp.DepCompound {
		return
	}
	v, status := f.policyVerb(i)
	if kind == "programme" && !f.lemmaIs(v, "announce", "unveil", "launch", "introduce", "establish", "adopt", "approve", "propose") {
		return
	}
	if status == "" {
		r.mentioned(f, i, kind)
		return
	}
	p := &policy{f: f, tok: i, verb: v, kind: kind, status: r.policyStatus(f, v, status)}
	s := f.subject(v)
	if s >= 0 {
		p.issuers = r.actorsAt(f, s)
	}
	if len(p.issuers) == 0 {
		p.issuers = append(r.possessorOf(f, i), r.adjectiveOf(f, i)...)
	}
	if len(p.issuers) == 0 {
		r.mentioned(f, i, kind)
		return
	}
	w := &walk{r: r, f: f}
	if kind == "programme" && !slices.ContainsFunc(p.issuers, w.official) {
		return
	}
	if kind != "agreement" {
		p.targets = w.others(r.throughPrep(f, i, "on", "against", "for", "to", "of", "over", "between", "in"), p.issuers)
		if len(p.targets) == 0 {
			p.targets = w.others(r.throughPrep(f, v, "on", "against"), p.issuers)
		}
		if len(p.targets) == 0 {
			p.targets = w.others(w.deepObject(v, i), p.issuers)
		}
	} else {
		p.issuers = appendRefs(p.issuers, r.throughPrep(f, i, "with", "between")...)
		p.issuers = appendRefs(p.issuers, r.throughPrep(f, v, "with")...)
	}
	first, last := r.policyName(f, i)
	p.name, p.words = f.phrase(first, last), f.span(first, last)
	r.policies = append(r.policies, p)
}

// policyVerb gives the verb that the noun at token i depends on and what it
// makes of a policy, "" where it is none that does.
func (f *field) policyVerb(i int) (int, string) {
	v := f.toks[i].head
	switch f.toks[i].dep {
	case nlp.DepDobj, nlp.DepNsubjpass:
	case nlp.DepPobj:
		if v = f.toks[v].head; !f.isVerb(v) || !f.lemmaIs(v, "withdraw", "agree", "pull") {
			return v, ""
		}
	default:
		return v, ""
	}
	return v, policyVerbs[f.toks[v].lemma]
}

// standing are the kinds that are a policy of somebody's wherever they are
// named: "US sanctions on Togo", "a pact between Peru and Chile".
var standing = map[string]bool{"sanctions": true, "embargo": true, "tariff": true, "ban": true, "agreement": true, "resolution": true, "executive order": true, "curfew": true, "blockade": true, "declaration": true, "law": true}

// mentioned reads a policy that is named outside a verb that makes or changes
// it: with its maker beside it, or by a proper name.
func (r *reader) mentioned(f *field, i int, kind string) {
	if !standing[kind] {
		return
	}
	p := &policy{f: f, tok: i, verb: i, kind: kind, status: "unknown"}
	switch f.ownStatus(i) {
	case Planned:
		p.status = "planned"
	case Hypothetical:
		p.status = "proposed"
	}
	w := &walk{r: r, f: f, typ: "SANCTION"}
	if kind == "agreement" {
		p.issuers = r.throughPrep(f, i, "between")
		if own := append(r.possessorOf(f, i), r.adjectiveOf(f, i)...); len(p.issuers) == 0 {
			p.issuers = appendRefs(own, r.throughPrep(f, i, "with")...)
		}
	} else {
		p.issuers = r.throughPrep(f, i, "by")
		p.issuers = appendRefs(p.issuers, append(r.possessorOf(f, i), r.adjectiveOf(f, i)...)...)
		p.targets = w.others(append(r.throughPrep(f, i, "on", "against"), w.suffering(i)...), p.issuers)
	}
	first, last := r.policyName(f, i)
	proper := f.toks[i].pos == nlp.PosPropn && first < i && f.toks[first].pos == nlp.PosPropn && !f.title
	switch {
	case proper && (kind == "agreement" || kind == "law" || kind == "resolution"):
	case kind == "agreement" && (len(p.issuers) > 1 || len(p.issuers) == 1 && r.bodysOwn(f, i, p.issuers[0])):
	case kind == "law" && len(p.issuers) > 0 && f.toks[i].dep == nlp.DepNsubj && f.lemmaIs(f.toks[i].head, "forbid", "prohibit", "ban", "require", "allow", "permit", "bar", "criminalize", "outlaw"):
	case kind != "agreement" && kind != "law" && len(p.issuers) > 0 && len(p.targets) > 0:
	case kind == "declaration" && len(p.issuers) > 0 && f.lemmaIs(i, "proclamation", "declaration") && f.child(i, nlp.DepPrep) >= 0:
	default:
		return
	}
	p.name, p.words = f.phrase(first, last), f.span(first, last)
	r.policies = append(r.policies, p)
}

// bodysOwn tells whether an agreement is named after the body that it made:
// "the NATO treaty".
func (r *reader) bodysOwn(f *field, i int, x ref) bool {
	d := f.child(i, nlp.DepDet)
	return d >= 0 && f.lowIs(d, "the") && r.actors.list[x.actor].Kind == Organization && x.m != nil && f.toks[x.m.head].head == i && f.toks[x.m.head].dep == nlp.DepCompound
}

// bans are the verbs that are a policy by themselves, and its kind.
var bans = map[string]string{"ban": "ban", "outlaw": "ban", "prohibit": "ban", "sanction": "sanctions", "embargo": "embargo", "blacklist": "sanctions"}

// banning reads "Peru banned the airline from flying", "Chile sanctioned Togo".
func (r *reader) banning(f *field, v int) {
	s, o := f.subject(v), f.object(v)
	if s < 0 || o < 0 {
		return
	}
	kind := bans[f.toks[v].lemma]
	p := &policy{f: f, tok: v, verb: v, kind: kind, status: r.policyStatus(f, v, "in force"), issuers: r.actorsAt(f, s), targets: r.actorsAt(f, o)}
	w := &walk{r: r, f: f}
	if p.targets = w.others(p.targets, p.issuers); len(p.issuers) == 0 || p.status == "unknown" || len(p.targets) == 0 && f.mention[o] < 0 && f.toks[o].pos != nlp.PosNoun {
		return
	}
	first, last := f.nounPhrase(o)
	p.name = kind + " on " + f.phrase(first, min(last, first+maxName))
	p.words = f.span(min(first, v), max(last, v+1))
	r.policies = append(r.policies, p)
}

// policyStatus combines what the verb makes of the policy with whether that
// happened.
func (r *reader) policyStatus(f *field, v int, status string) string {
	switch f.statusOf(v) {
	case Planned:
		return "planned"
	case Hypothetical:
		return "proposed"
	case Denied:
		return "unknown"
	}
	return status
}

// maxName is the number of tokens in a policy's name.
const maxName = 14

// policyName gives the words of a policy: its adjectives, the noun, and what
// follows it up to the end of its phrase.
func (r *reader) policyName(f *field, i int) (int, int) {
	first, last := i, i+1
	for j := i - 1; j >= 0 && (f.toks[j].head == i || f.toks[j].head > j && f.toks[j].head < i && f.toks[j].head >= first); j-- {
		if f.toks[j].dep == nlp.DepDet || f.toks[j].dep == nlp.DepPoss || f.toks[j].dep == nlp.DepCase || f.toks[j].dep == nlp.DepPredet {
			break
		}
		first = j
	}
	for _, c := range f.children(i, nlp.DepPrep, nlp.DepAcl) {
		a, b := f.edges(c)
		if a == last && b-first <= maxName && !slices.Contains(f.words[a:b], ",") {
			last = b
		}
	}
	return first, last
}

// designation reads "designated eight cartels as terrorist organizations".
func (r *reader) designation(f *field, v int) {
	s, o := f.subject(v), f.object(v)
	if s < 0 || o < 0 {
		return
	}
	p := &policy{f: f, tok: v, verb: v, kind: "designation", status: r.policyStatus(f, v, "in force"), issuers: r.actorsAt(f, s), targets: r.actorsAt(f, o)}
	if len(p.issuers) == 0 {
		return
	}
	first, last := f.edges(o)
	p.name = "designation of " + f.phrase(first, min(last, first+8))
	for _, c := range f.children(v, nlp.DepPrep) {
		if f.lowIs(c, "as") {
			a, b := f.edges(c)
			p.name += " " + f.phrase(a, min(b, a+6))
			last = max(last, min(b, a+6))
		}
	}
	p.words = f.span(v, last)
	r.policies = append(r.policies, p)
}

// mergePolicies keeps one of those that are of the same kind and makers and
// whose names share their nouns.
func (r *reader) mergePolicies() {
	var out []*policy
	for _, p := range r.policies {
		same := slices.IndexFunc(out, func(o *policy) bool {
			if o.kind == p.kind && (o.name == p.name && len(o.name) > 0 || p.bare() && p.f.lowIs(p.f.child(p.tok, nlp.DepDet), "the", "this")) {
				return true
			}
			if o.kind == p.kind && o.f.title && !p.f.title && o.alike(p) && sharesActor(o.targets, p.targets) {
				return true
			}
			return o.kind == p.kind && o.alike(p) && sharesActor(o.issuers, p.issuers) && (sharesActor(o.targets, p.targets) || len(o.targets) == 0 || len(p.targets) == 0)
		})
		if same < 0 {
			out = append(out, p)
			continue
		}
		if len(out[same].targets) == 0 {
			out[same].targets = p.targets
		}
		if out[same].f.title && !p.f.title { // the body tells where, when and how
			o := out[same]
			o.f, o.tok, o.verb, o.words, o.name = p.f, p.tok, p.verb, p.words, p.name
		}
		if len(out[same].issuers) == 0 {
			out[same].issuers = p.issuers
		}
		if out[same].status == "unknown" {
			out[same].status = p.status
		}
	}
	r.policies = out
}

// bare tells whether a policy's name is only the noun: "the deal".
func (p *policy) bare() bool { return len(p.content()) == 0 }

// content gives the words of a policy's name beside those for its kind.
func (p *policy) content() []string {
	var out []string
	for w := range strings.FieldsSeq(nameKey(p.name)) {
		if len(w) > 3 && policyKinds[w] == "" && policyKinds[strings.TrimSuffix(w, "s")] == "" && w != "with" && w != "from" && w != "that" && w != "between" {
			out = append(out, w)
		}
	}
	return out
}

// alike tells whether the names of two policies can be those of one: one says
// no more than its kind, or they share a word.
func (p *policy) alike(o *policy) bool {
	a, b := p.content(), o.content()
	return len(a) == 0 || len(b) == 0 || len(o.targets) > 0 && sharesActor(p.targets, o.targets) || slices.ContainsFunc(a, func(w string) bool { return slices.Contains(b, w) })
}

func sharesActor(a, b []ref) bool {
	return slices.ContainsFunc(a, func(x ref) bool {
		return slices.ContainsFunc(b, func(y ref) bool { return x.actor == y.actor })
	})
}
