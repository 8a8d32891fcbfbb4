package extract

import (
	"slices"

	"github.com/entente/entente/extract/lexicon"
	"github.com/entente/entente/nlp"
)

// maxBack is the number of sentences before a pronoun that are searched for
// what it stands for.
const maxBack = 6

// sure is the margin of an antecedent without a rival.
const sure = 1000

// resolvePronouns enters pronouns and "the two countries" as mentions of whom
// they stand for. Pronouns of the first person wait for their speaker.
func (r *reader) resolvePronouns() {
	for _, f := range r.fields {
		for i := range f.toks {
			switch {
			case f.mention[i] >= 0:
			case f.toks[i].tag == nlp.Tag("PRP") || f.toks[i].tag == nlp.Tag("PRP$"):
				r.margin = sure
				if a := r.antecedent(f, i); a != nil {
					r.addPronoun(f, i, a)
				}
			}
		}
	}
}

func (r *reader) addPronoun(f *field, i int, a *mention) {
	if n := r.add(mention{f: f, first: i, last: i + 1, head: i, sort: pronoun, country: a.country, sector: a.sector, plural: a.plural}); n != nil {
		n.actor = a.actor
		n.margin = r.margin
	}
}

// A gender is what a pronoun asks of its antecedent.
type gender int

const (
	noGender gender = iota
	masculine
	feminine
	neuter
	plural
)

func genderOf(low string) gender {
	switch low {
	case "he", "him", "his", "himself":
		return masculine
	case "she", "her", "hers", "herself":
		return feminine
	case "it", "its", "itself":
		return neuter
	case "they", "them", "their", "theirs", "themselves":
		return plural
	}
	return noGender
}

// antecedent gives the likeliest mention before token i: near, a subject, of
// the right kind.
func (r *reader) antecedent(f *field, i int) *mention {
	g := genderOf(f.low[i])
	if g == noGender || g == neuter && f.expletive(i) {
		return nil
	}
	if m := r.speakersBody(f, i, g); m != nil {
		return m
	}
	sent := f.toks[i].sent
	var best *mention
	bestScore, second := -1000, -1000
	for s := sent; s >= 0 && s >= sent-maxBack; s-- {
		if f.paras(s, sent) > 2 {
			break
		}
		last := f.sents[s].last
		if s == sent {
			last = i
		}
		for j := f.sents[s].first; j < last; j++ {
			k := f.headOf[j]
			if k < 0 || r.mentions[k].actor < 0 || !r.agrees(r.mentions[k], g) || r.sameClauseObject(f, i, j) {
				continue
			}
			score := r.salience(f, i, j) - 4*(sent-s)
			switch m := r.mentions[k]; {
			case score >= bestScore:
				if best != nil && best.actor != m.actor {
					second = bestScore
				}
				best, bestScore = m, score
			case m.actor != best.actor:
				second = max(second, score)
			}
		}
	}
	r.margin = bestScore - second
	if best == nil && (g == masculine || g == feminine) { // "In his speech, Trump said"
		for j := i + 1; j < f.sents[sent].last; j++ {
			if k := f.headOf[j]; k >= 0 && r.mentions[k].actor >= 0 && f.toks[j].dep == nlp.DepNsubj && r.agrees(r.mentions[k], g) {
				return r.mentions[k]
			}
		}
	}
	return best
}

// salience scores the mention at j as antecedent of i.
func (r *reader) salience(f *field, i, j int) int {
	score := 0
	switch f.toks[j].dep {
	case nlp.DepNsubj, nlp.DepNsubjpass:
		score += 5
	case nlp.DepDobj, nlp.DepDative, nlp.DepAgent:
		score += 2
	case nlp.DepPobj:
		score++
	case nlp.DepConj, nlp.DepAppos:
		if h := f.firstConjunct(j); f.toks[h].dep == nlp.DepNsubj {
			score += 4
		}
	case nlp.DepPoss, nlp.DepCompound:
		score -= 1
	}
	if m := r.mentions[f.headOf[j]]; m.sort == pronoun {
		score++
	}
	if f.toks[f.toks[j].head].dep == nlp.DepROOT && f.toks[j].dep == nlp.DepNsubj {
		score++
	}
	if f.toks[i].quoted != f.toks[j].quoted && f.toks[j].quoted {
		score -= 3
	}
	return score
}

// agrees tells whether a mention is of the kind that the pronoun asks for.
func (r *reader) agrees(m *mention, g gender) bool {
	a := r.actors.list[m.actor]
	switch g {
	case masculine, feminine:
		if a.Kind != Person {
			return a.Kind == Group && !m.plural && m.sort == collective && singularPerson(m)
		}
		p := r.index.byActor[m.actor]
		return p == nil || !(g == masculine && p.female || g == feminine && p.male)
	case neuter:
		return a.Kind == Organization || a.Kind == Country || a.Kind == Group && !m.plural && !singularPerson(m)
	}
	return a.Kind == Group && (m.plural || massNoun(m.f, m.head)) || a.Kind == Organization || m.sort == people
}

// singularPerson tells whether a collective's noun means one human being.
func singularPerson(m *mention) bool {
	return m.f.toks[m.head].tag == nlp.Tag("NN") && !massNoun(m.f, m.head) && !bodyNoun[m.f.toks[m.head].lemma]
}

// bodyNoun are singular group nouns that mean a body, not a human being.
var bodyNoun = words(`group party government ministry court parliament company airline agency union organization militia gang cartel force
	committee council newspaper coalition faction commission team firm bank university embassy delegation military army
	police opposition movement network junta senate congress`)

// sameClauseObject tells whether i and j are subject and object of one verb, so
// that they cannot be the same ("he met him").
func (r *reader) sameClauseObject(f *field, i, j int) bool {
	if f.toks[i].dep == nlp.DepPoss {
		return f.toks[i].head == j
	}
	return f.toks[i].head == f.toks[j].head && f.toks[i].low[len(f.toks[i].low)-1] != 'f'
}

// expletive tells whether "it" stands for nothing: "it is clear that", "it
// rained".
func (f *field) expletive(i int) bool {
	h := f.toks[i].head
	if f.toks[i].dep == nlp.DepExpl {
		return true
	}
	if f.low[i] != "it" || f.toks[i].dep != nlp.DepNsubj {
		return false
	}
	if f.lemmaIs(h, "be", "seem", "appear", "take", "become", "happen", "remain", "rain", "snow") {
		if a := f.child(h, nlp.DepAcomp, nlp.DepAttr); a >= 0 {
			return !ready[f.toks[a].lemma] && f.child(a, nlp.DepXcomp, nlp.DepCcomp) >= 0 || f.child(h, nlp.DepCcomp, nlp.DepCsubj, nlp.DepAdvcl) >= 0
		}
		return f.child(h, nlp.DepCcomp, nlp.DepXcomp, nlp.DepCsubj) >= 0
	}
	return false
}

// resolveQuoted gives the pronouns of the first person in quotations to their
// speakers: "I" is the speaker, "we" and "our" the speaker's side.
func (r *reader) resolveQuoted() {
	for _, s := range r.says {
		if s.speaker.actor < 0 {
			continue
		}
		for _, c := range s.content {
			for i := c.first; i < c.last; i++ {
				if s.f.mention[i] >= 0 || !s.f.toks[i].quoted {
					continue
				}
				switch s.f.low[i] {
				case "i", "me", "my", "myself":
					r.addFirst(s, i, s.speaker.actor)
				case "we", "us", "our", "ours", "ourselves":
					r.addFirst(s, i, r.side(s.speaker))
				}
			}
		}
	}
}

func (r *reader) addFirst(s *saying, i, actor int) {
	if actor < 0 {
		return
	}
	a := r.actors.list[actor]
	if n := r.add(mention{f: s.f, first: i, last: i + 1, head: i, sort: pronoun, country: a.Country, sector: a.Sector}); n != nil {
		n.actor, n.margin = actor, sure
	}
}

// side gives the state that a speaker speaks for as "we": that of an official;
// else the speaker.
func (r *reader) side(s ref) int {
	a := r.actors.list[s.actor]
	if a.Kind == Person && slices.Contains([]string{"GOV", "MIL", "SPY"}, a.Sector) {
		if c := r.state(a.Country); c >= 0 {
			return c
		}
	}
	return s.actor
}

// paras counts the paragraphs with words from sentence a to sentence b.
func (f *field) paras(a, b int) int {
	n, last := 0, f.sents[b].para
	for s := b; s >= a; s-- {
		if f.sents[s].para != last && f.sents[s].last-f.sents[s].first > 2 {
			n, last = n+1, f.sents[s].para
		}
	}
	return n
}

// speakersBody gives the body that a speaker speaks for: in "the group's
// spokesman said it had carried out the attack", "it" is the group.
func (r *reader) speakersBody(f *field, i int, g gender) *mention {
	if g != neuter && g != plural || f.toks[i].dep != nlp.DepNsubj {
		return nil
	}
	v := f.toks[i].head
	say := f.toks[v].head
	if f.toks[v].dep != nlp.DepCcomp || say == v || !r.lex.Cue(f.toks[say].lemma, lexicon.Say) {
		return nil
	}
	s := f.child(say, nlp.DepNsubj)
	if s < 0 || f.mention[s] < 0 || !isPerson(r.mentions[f.mention[s]]) {
		return nil
	}
	for t := r.mentions[f.mention[s]].title; t != nil; t = t.more {
		for _, o := range t.of {
			if o.actor >= 0 && r.agrees(o, neuter) && r.actors.list[o.actor].Kind != Country {
				return o
			}
		}
	}
	return nil
}
