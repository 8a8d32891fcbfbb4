package extract

import (
	"slices"
	"sort"

	"github.com/entente/entente/extract/lexicon"
	"github.com/entente/entente/nlp"
)

// maxTag is the number of tokens within which a speaker and a verb stand
// behind a quotation.
const maxTag = 14

// taggedQuotes reads "“...,” Lee barked" and "“...!” shouted the crowd" by the
// order of the words: behind a quotation that is a sentence by itself, whatever
// the verb is, it says who spoke. The parser is often led astray by what was
// said, and takes somebody in it for the speaker.
func (r *reader) taggedQuotes(f *field, n int) {
	says := r.says[n:len(r.says):len(r.says)]
	for _, q := range f.quote {
		if !f.utterance(q) {
			continue
		}
		v, source := r.tagBehind(f, q)
		if v < 0 {
			continue
		}
		close := near(says, v)
		if k := slices.IndexFunc(close, func(s *saying) bool { return s.cueTok == v }); k >= 0 {
			s := close[k]
			if s.source.last == s.source.first || f.toks[s.source.first].quoted && !f.toks[source.first].quoted {
				s.source = source
				s.content = slices.DeleteFunc(s.content, func(c stretch) bool { return c.first <= source.first && source.first < c.last })
			}
			if !covered([]*saying{s}, q) {
				s.addStretch(q.first, q.last)
				s.mergeContent()
				s.cutAfter(v)
			}
			continue
		}
		if covered(says, q) {
			continue
		}
		s := &saying{f: f, cue: f.cueSpan(v), cueTok: v, via: -1, source: source}
		s.addStretch(q.first, q.last)
		r.says = append(r.says, s)
	}
	sort.SliceStable(r.says[n:], func(i, j int) bool { return r.says[n+i].cue.first < r.says[n+j].cue.first })
}

// utterance tells whether a quotation is a sentence by itself that its
// sentence goes on behind: it begins one, and its words end with a comma, a
// question or exclamation mark.
func (f *field) utterance(q quotation) bool {
	if !q.closed || q.last-q.first < 4 || q.last >= len(f.toks) || !f.pauses(q.last-2) && !f.pauses(q.last-3) && f.words[q.last] != "," {
		return false
	}
	if b := q.first - 1; b >= 0 && f.toks[b].para == f.toks[q.first].para && f.toks[b].pos != nlp.PosSpace {
		return f.lowIs(b, ".", "!", "?", ":") || f.markAt(b, true) == 'c'
	}
	return true
}

func (f *field) pauses(i int) bool { return f.lowIs(i, ",", "?", "!", "-", "—", "–") }

// tagBehind gives the verb behind a quotation and the words that name who
// spoke, -1 for none.
func (r *reader) tagBehind(f *field, q quotation) (int, stretch) {
	i := q.last
	if f.words[i] == "," {
		i++
	}
	end := min(len(f.toks), i+maxTag)
	v := -1
scan:
	for k := i; k < end; k++ {
		t := f.toks[k]
		switch {
		case t.quoted || t.para != f.toks[q.first].para || f.lowIs(k, ".", ";", ":", "(", "-", "—", "–"):
			break scan
		case t.pos == nlp.PosVerb && f.finite(k):
			v = k
			break scan
		case t.pos == nlp.PosSconj || t.pos == nlp.PosVerb && k == i || f.isRelative(k) || t.pos == nlp.PosCconj && k == i:
			break scan
		}
	}
	if v < 0 {
		return -1, stretch{}
	}
	lemma := f.toks[v].lemma
	says := r.lex.Cue(lemma, lexicon.Say) || r.lex.Cue(lemma, lexicon.Quote) || r.lex.Cue(lemma, lexicon.Speak)
	if !says && (f.lemmaIs(v, "be", "have", "do") || f.child(v, nlp.DepDobj) > v || !f.pauses(q.last-2) || q.last-q.first < 6 || f.isTitle(q)) {
		return -1, stretch{}
	}
	if v == i { // "scoffed Lee"
		s := f.child(v, nlp.DepNsubj, nlp.DepDobj, nlp.DepAttr, nlp.DepOprd, nlp.DepNpadvmod)
		if s > v && f.toks[s].left == v+1 && f.toks[s].ent != nlp.EntDate {
			return v, f.sourceSpan(s)
		}
		s = v + 1
		for s < end && f.isNominal(s) && f.toks[s].pos != nlp.PosPron && !f.toks[s].quoted && f.toks[s].ent != nlp.EntDate {
			s++
		}
		if s == v+1 {
			return -1, stretch{}
		}
		return v, stretch{v + 1, s}
	}
	head := -1
	for k := i; k < v; k++ {
		if f.isNominal(k) && (f.toks[k].head == v || f.toks[k].dep == nlp.DepNsubj || head < 0 && (f.toks[k].head < i || f.toks[k].head >= v)) {
			head = k
			break
		}
	}
	if head < 0 || f.toks[head].ent == nlp.EntDate {
		return -1, stretch{}
	}
	src := stretch{i, v}
	for src.last > src.first+1 && (f.toks[src.last-1].pos == nlp.PosPunct || f.toks[src.last-1].pos == nlp.PosAdv || f.toks[src.last-1].pos == nlp.PosAux) {
		src.last--
	}
	return v, src
}

// isTitle tells whether all longer words of a quotation begin with a capital, as
// in the name of a book.
func (f *field) isTitle(q quotation) bool {
	for i := q.first; i < q.last; i++ {
		if len(f.words[i]) > 3 && !startsUpper(f.words[i]) {
			return false
		}
	}
	return true
}

// finite tells whether a verb has a tense of its own.
func (f *field) finite(v int) bool {
	switch f.toks[v].tag {
	case nlp.Tag("VBD"), nlp.Tag("VBZ"), nlp.Tag("VBP"):
		return true
	}
	return false
}
