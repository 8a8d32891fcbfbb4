package extract

import (
	"slices"

	"github.com/entente/entente/nlp"
)

// addThat goes on with clauses that "and that" or "but that" coordinate behind
// the content, wherever the parser hung them.
func (s *saying) addThat() {
	f := s.f
	n := len(s.content) - 1
	if n < 0 || s.cueTok < 0 || s.content[n].first < s.cueTok {
		return
	}
	c := &s.content[n]
	sent := f.sents[f.toks[max(c.last-1, 0)].sent]
	i := c.last
	for i < sent.last && f.toks[i].pos == nlp.PosPunct && f.markAt(i, false) == 0 && i < c.last+2 {
		i++
	}
	if i+2 >= sent.last || !f.lowIs(i, "and", "but") || !f.lowIs(i+1, "that") || f.toks[i+1].dep != nlp.DepMark {
		return
	}
	if h := f.toks[i+1].head; h > i && h < sent.last {
		if _, last := f.edges(h); last > c.last && last <= sent.last {
			from := c.first
			s.content = s.content[:n]
			s.addStretch(from, last)
		}
	}
}

// cutGloss cuts a relative clause behind a comma from the end of reported
// speech: it is mostly the reporter who explains.
func (s *saying) cutGloss() {
	f := s.f
	s.mergeContent()
	n := len(s.content) - 1
	if n < 0 || s.content[n].first < s.cueTok || s.cueTok < 0 {
		return
	}
	c := &s.content[n]
	for i := c.first + minGlossed; i < c.last; i++ {
		if f.afterMark(i) {
			end := i
			for f.markAt(end-1, true) != 'c' {
				end--
			}
			c.last = end
			return
		}
		if f.lowIs(i, "which", "who", "where", "whose") && f.lowIs(i-1, ",") && !f.toks[i].quoted {
			for h := f.toks[i].head; h > i && h < c.last; h = f.toks[h].head {
				if f.toks[h].dep == nlp.DepRelcl && f.toks[h].head < i {
					if f.toks[h].right >= c.last-1 {
						c.last = i - 1
					}
					return
				}
			}
		}
	}
}

// closeMarks takes in the mark that closes a quotation right behind the content.
func (s *saying) closeMarks() {
	f := s.f
	for k := range s.content {
		c := &s.content[k]
		end := c.last
		for end < len(f.toks) && end < c.last+1 && f.toks[end].quoted && f.toks[end].pos == nlp.PosPunct && f.markAt(end, true) != 'c' {
			end++
		}
		if end >= len(f.toks) || !f.toks[end].quoted || f.markAt(end, true) != 'c' {
			continue
		}
		i := c.last - 1
		for i > c.first && f.toks[i].quoted && f.markAt(i, false) != 'o' {
			i--
		}
		if f.markAt(i, false) == 'o' {
			c.last = end + 1
		}
	}
}

// afterMark tells whether a participle or "which" goes on behind a quotation that
// a comma ends: "called it “a shame,” adding to the dispute".
func (f *field) afterMark(i int) bool {
	if f.toks[i].quoted || f.toks[i].tag != nlp.Tag("VBG") && !f.lowIs(i, "which", "when") {
		return false
	}
	switch {
	case f.lowIs(i-1, ",") && f.toks[i-2].quoted:
		return f.markAt(i-2, true) == 'c'
	case f.markAt(i-1, true) == 'c' && f.toks[i-1].quoted:
		return f.lowIs(i-2, ",")
	}
	return false
}

// minGlossed is the number of words that a gloss leaves of the content.
const minGlossed = 2

// addLate adds the clause behind "that" which the parser hung on a word between
// the cue and it: "said on Friday at a rally that he would stay".
func (s *saying) addLate(v int) {
	f := s.f
	sent := f.sents[f.toks[v].sent]
	for i := v + 1; i < sent.last && i <= v+maxBetween; i++ {
		h := f.toks[i].head
		switch {
		case f.isVerb(i) || f.toks[i].quoted:
			return
		case f.lowIs(i, "that") && h > i && h < sent.last && f.isVerb(h) && f.child(h, nlp.DepNsubj, nlp.DepNsubjpass, nlp.DepExpl) > i:
			_, last := f.edges(h)
			s.addStretch(i, f.trim(h, i, last))
			return
		}
	}
}

// maxBetween is the number of words that stand between a cue and its clause.
const maxBetween = 14

// addFront adds the clause that a cue phrase follows behind a comma, which the
// parser may have taken for anything: "Those who borrow struggle, he said."
func (s *saying) addFront(v, subj int) {
	f := s.f
	sent := f.sents[f.toks[v].sent]
	a, b := f.edges(subj)
	first := min(a, v)
	if subj > v {
		first = v
	}
	if b > v && a < v || f.child(v, nlp.DepAux) >= 0 && f.lowIs(f.child(v, nlp.DepAux), "to") || f.toks[v].tag == nlp.Tag("VBG") && f.child(v, nlp.DepAux) < 0 {
		return
	}
	if first-sent.first < 4 || !f.lowIs(first-1, ",") || f.toks[sent.first].quoted {
		return
	}
	switch f.toks[v].dep {
	case nlp.DepRelcl, nlp.DepAcl, nlp.DepXcomp, nlp.DepPcomp:
		return
	}
	if f.child(v, nlp.DepMark) >= 0 {
		return
	}
	for i := max(b, v+1); i < sent.last && i < v+maxBetween; i++ { // what follows is no content
		if f.isVerb(i) && f.toks[i].dep != nlp.DepRelcl && f.toks[i].dep != nlp.DepAcl {
			return
		}
	}
	for i := sent.first; i < first; i++ {
		if f.isVerb(i) && f.child(i, nlp.DepNsubj, nlp.DepNsubjpass, nlp.DepExpl) >= 0 && f.child(i, nlp.DepMark) < 0 && f.toks[i].tag != nlp.Tag("VBG") {
			s.addStretch(sent.first, first-1)
			return
		}
	}
}

// cutAfter leaves out of what a cue behind a quotation governs the words of the
// report: what leads the quotation in with a colon, and what only tells how a
// whole sentence was said: "'I will go,' she said, as the crowd cheered".
func (s *saying) cutAfter(v int) {
	f := s.f
	s.content = slices.DeleteFunc(s.content, func(c stretch) bool {
		return c.last < v && f.words[c.last] == ":" && f.markAt(c.last+1, false) == 'o' && !f.toks[c.last].quoted
	})
	whole := false
	for k := range s.content {
		c := &s.content[k]
		if c.last > v {
			continue
		}
		for i := c.last - 2; i > c.first; i-- {
			if f.words[i] == ":" && !f.toks[i].quoted && f.markAt(i+1, false) == 'o' {
				c.first = i + 1
			}
		}
		if !f.allQuoted(*c) {
			return
		}
		for i := c.first; i < c.last; i++ {
			whole = whole || f.isVerb(i) && f.child(i, nlp.DepNsubj, nlp.DepNsubjpass, nlp.DepExpl) >= 0
		}
	}
	if whole {
		s.content = slices.DeleteFunc(s.content, func(c stretch) bool { return c.first > v && !quotedIn(f, []stretch{c}) })
	}
}

// allQuoted tells whether all words of a stretch are in quotation marks.
func (f *field) allQuoted(c stretch) bool {
	for i := c.first; i < c.last; i++ {
		if !f.toks[i].quoted && f.toks[i].pos != nlp.PosPunct && f.toks[i].pos != nlp.PosSpace {
			return false
		}
	}
	return true
}

// dashAfter gives the dash that closes the parenthesis which the dash at i
// opens, before last; -1 for none.
func (f *field) dashAfter(i, last int) int {
	for k := i + 2; k < last-1; k++ {
		if f.words[k] == f.words[i] && !f.toks[k].quoted {
			return k
		}
	}
	return -1
}
