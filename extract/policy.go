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
	"programme": "programme", "program": "programme", "initiative": "programme", "budget": "budget", "designation": "designation", "policy": "policy", "quota": "regulation", "duty": "tariff",
	"referendum": "referendum", "constitution": "law", "rule": "regulation", "moratorium": "ban", "amnesty": "amnesty", "declaration": "declaration",
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
	v := f.toks[i].head
	switch f.toks[i].dep {
	case nlp.DepDobj, nlp.DepNsubjpass:
	case nlp.DepPobj:
		if v = f.toks[v].head; !f.isVerb(v) || !f.lemmaIs(v, "withdraw", "agree", "pull") {
			return
		}
	default:
		return
	}
	status, ok := policyVerbs[f.toks[v].lemma]
	if !ok {
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
		return
	}
	w := &walk{r: r, f: f}
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
			return o.kind == p.kind && sharesActor(o.issuers, p.issuers) && (sharesActor(o.targets, p.targets) || len(o.targets) == 0 || len(p.targets) == 0)
		})
		if same < 0 {
			out = append(out, p)
			continue
		}
		if len(out[same].targets) == 0 {
			out[same].targets = p.targets
		}
	}
	r.policies = out
}

func sharesActor(a, b []ref) bool {
	return slices.ContainsFunc(a, func(x ref) bool {
		return slices.ContainsFunc(b, func(y ref) bool { return x.actor == y.actor })
	})
}
