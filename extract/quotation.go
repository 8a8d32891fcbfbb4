package extract

import (
	"slices"
	"sort"
	"strings"

	"github.com/entente/entente/extract/lexicon"
	"github.com/entente/entente/nlp"
)

// transcript reads "SMITH: ..." at the head of a paragraph: the rest of it is
// what Smith said.
func (r *reader) transcript(f *field, i int) *saying {
	if f.words[i] != ":" {
		return nil
	}
	first := i
	for first > 0 && f.toks[first-1].para == f.toks[i].para && f.toks[first-1].pos != nlp.PosSpace {
		first--
	}
	if f.markAt(first, false) == 'o' && first+1 < i { // an excerpt has a mark before each paragraph
		first++
	} else if f.toks[i].quoted {
		return nil
	}
	if i-first > 6 || i == first || i+3 >= len(f.toks) || f.toks[i+2].para != f.toks[i].para {
		return nil
	}
	for k := first; k < i; k++ {
		if !startsUpper(f.words[k]) && f.toks[k].pos != nlp.PosPunct && f.toks[k].pos != nlp.PosNum {
			return nil
		}
	}
	if k := f.mention[i-1]; k < 0 || r.mentions[k].actor < 0 || r.mentions[k].sort != named {
		if strings.ToUpper(f.words[i-1]) != f.words[i-1] || len(f.words[i-1]) < 3 || f.toks[i-1].pos != nlp.PosPropn && f.toks[i-1].pos != nlp.PosAdj {
			return nil
		}
	}
	last := i + 1
	for last < len(f.toks) && f.toks[last].para == f.toks[i].para {
		last++
	}
	if last-i < 5 {
		return nil
	}
	s := &saying{f: f, cueTok: i, cue: stretch{i, i + 1}, via: -1, source: stretch{first, i}}
	s.addStretch(i+1, last)
	return s
}

// looseQuotes gives quotations that no cue governs to the statement that they
// go on: the one before in the paragraph, else after it, else the one whose
// quotation the paragraph before left open. Where that one only reports, they
// are a statement of their own.
func (r *reader) looseQuotes(f *field, n int) {
	says := r.says[n:len(r.says):len(r.says)]
	own := map[*saying]*saying{}
	defer func() {
		sort.SliceStable(r.says[n:], func(i, j int) bool { return r.says[n+i].cue.first < r.says[n+j].cue.first })
	}()
	for k, q := range f.quote {
		if q.last-q.first < 5 || covered(says, q) {
			continue
		}
		s := r.ownerOf(f, says, q, k)
		if s == nil {
			s = r.bareCue(f, q)
			if s != nil {
				s.addStretch(q.first, q.last)
				r.says = append(r.says, s)
				continue
			}
		}
		switch {
		case s == nil:
		case quotedIn(f, s.content) || f.toks[q.first].sent == f.toks[s.cueTok].sent:
			s.addStretch(q.first, q.last)
		default: // the reporter's words first, then the speaker's own
			if own[s] == nil {
				own[s] = &saying{f: f, cue: s.cue, cueTok: s.cueTok, via: -1, source: s.source}
			}
			own[s].addStretch(q.first, q.last)
		}
	}
	for _, s := range says {
		s.mergeContent()
		if o := own[s]; o != nil {
			o.mergeContent()
			r.says = append(r.says, o)
		}
	}
}

// bareCue gives the statement of a verb of saying in the sentence before a
// quotation that is a sentence by itself: "Lee said in a statement. “We ...”"
func (r *reader) bareCue(f *field, q quotation) *saying {
	if q.last-q.first < 8 || !startsUpper(f.words[min(q.first+1, len(f.words)-1)]) {
		return nil
	}
	i := q.first - 1
	for i >= 0 && (f.toks[i].pos == nlp.PosSpace || f.toks[i].pos == nlp.PosPunct) {
		i--
	}
	if i < 0 || f.toks[i].quoted || f.toks[q.first].para-f.toks[i].para > 1 {
		return nil
	}
	v := f.sents[f.toks[i].sent].root
	if f.toks[v].pos != nlp.PosVerb || f.toks[v].quoted || !r.lex.Cue(f.toks[v].lemma, lexicon.Say) && !r.lex.Cue(f.toks[v].lemma, lexicon.Quote) || i-v > maxBetween || f.negated(v) {
		return nil
	}
	subj := f.subject(v)
	if subj < 0 || subj > v || f.child(v, nlp.DepCcomp, nlp.DepXcomp) >= 0 {
		return nil
	}
	s := &saying{f: f, cue: f.cueSpan(v), cueTok: v, via: -1}
	s.setSource(subj)
	return s
}

// covered tells whether most of a quotation is content already.
func covered(says []*saying, q quotation) bool {
	says = near(says, q.first)
	n := 0
	for i := q.first; i < q.last; i++ {
		for _, s := range says {
			if s.holds(i) {
				n++
				break
			}
		}
	}
	return n*2 > q.last-q.first && n >= q.last-q.first-3
}

func (s *saying) holds(i int) bool {
	for _, c := range s.content {
		if c.first <= i && i < c.last {
			return true
		}
	}
	return false
}

// ownerOf gives the statement that a loose quotation belongs to.
func (r *reader) ownerOf(f *field, says []*saying, q quotation, k int) *saying {
	says = near(says, q.first)
	para := f.toks[q.first].para
	var before, after, within *saying
	for _, s := range says {
		if f.toks[s.cueTok].quoted || s.held {
			continue
		}
		for i := q.first; i < q.last; i++ {
			if s.holds(i) {
				within = s
			}
		}
		if f.toks[s.cueTok].para != para {
			continue
		}
		if s.cueTok < q.first {
			if before == nil || f.toks[before.cueTok].sent != f.toks[s.cueTok].sent || !quotedIn(f, before.content) || quotedIn(f, s.content) {
				before = s // of one sentence's cues the one that is quoted already
			}
		} else if after == nil && s.cueTok >= q.last {
			after = s
		}
	}
	startsSentence := q.first == f.sents[f.toks[q.first].sent].first || q.first > 0 && (f.toks[q.first-1].sent != f.toks[q.first].sent || f.toks[q.first-1].pos == nlp.PosSpace) || q.first > 0 && f.lowIs(q.first-1, ".", "!", "?", ":")
	switch {
	case within != nil:
		return within
	case before != nil && !startsSentence && q.first-before.cueTok <= maxTag && f.lowIs(q.first-1, ",", ";") && quotedIn(f, before.content) && before.content[0].first < before.cueTok && !f.anotherVerb(before.cueTok, q.first):
		return before // "“...,” reads the letter; “...”"
	case !startsSentence && f.toks[q.last-1].sent == f.toks[q.first].sent && q.last-q.first < 12:
		return nil // a quoted phrase of the report's own sentence
	case before != nil:
		return before
	case after != nil && f.toks[after.cueTok].sent <= f.toks[q.last-1].sent+1:
		return after
	case f.wholePara(q):
		for n := len(says) - 1; n >= 0; n-- {
			if p := f.toks[says[n].cueTok].para; says[n].cueTok < q.first && !f.toks[says[n].cueTok].quoted && !says[n].held && p >= para-2 && (p == para-1 || f.betweenQuoted(p, para)) && quotedIn(f, says[n].content) {
				return says[n]
			}
		}
	case k > 0 && !f.quote[k-1].closed && f.toks[f.quote[k-1].first].para == para-1:
		for _, s := range says {
			if s.holds(f.quote[k-1].first + 1) {
				return s
			}
		}
	}
	return nil
}

// anotherVerb tells whether a verb with a tense stands between a cue and where
// a quotation begins.
func (f *field) anotherVerb(cue, q int) bool {
	for i := cue + 1; i < q; i++ {
		if f.isVerb(i) {
			return true
		}
	}
	return false
}

// wholePara tells whether a quotation is a paragraph by itself.
func (f *field) wholePara(q quotation) bool {
	for i := q.first - 1; i >= 0 && f.toks[i].para == f.toks[q.first].para; i-- {
		if !f.toks[i].quoted && f.toks[i].pos != nlp.PosSpace && f.toks[i].pos != nlp.PosPunct {
			return false
		}
	}
	for i := q.last; i < len(f.toks) && f.toks[i].para == f.toks[q.first].para; i++ {
		if !f.toks[i].quoted && f.toks[i].pos != nlp.PosSpace && f.toks[i].pos != nlp.PosPunct {
			return false
		}
	}
	return true
}

// betweenQuoted tells whether all paragraphs between a and b are quotations.
func (f *field) betweenQuoted(a, b int) bool {
	from := sort.Search(len(f.toks), func(i int) bool { return f.toks[i].para > a })
	for i := from; i < len(f.toks) && f.toks[i].para < b; i++ {
		if p := f.toks[i].para; p > a && p < b && !f.toks[i].quoted && f.toks[i].pos != nlp.PosSpace && f.toks[i].pos != nlp.PosPunct {
			return false
		}
	}
	return true
}

// mergeContent sorts the content and joins overlapping or touching pieces.
func (s *saying) mergeContent() {
	sort.Slice(s.content, func(i, j int) bool { return s.content[i].first < s.content[j].first })
	var out []stretch
	for _, c := range s.content {
		if n := len(out); n > 0 && c.first <= out[n-1].last {
			out[n-1].last = max(out[n-1].last, c.last)
			continue
		}
		out = append(out, c)
	}
	s.content = out
}

// maxSigner is the number of tokens in the line that names who is quoted.
const maxSigner = 12

// signedQuotes reads quotations with a dash and a name behind them, in the same
// line or the next: "... for years." - Jan Novak, fisherman.
func (r *reader) signedQuotes(f *field, n int) {
	for _, q := range f.quote {
		dash := q.last
		for dash < len(f.toks) && f.toks[dash].pos == nlp.PosSpace {
			dash++
		}
		if dash+1 >= len(f.toks) || q.last-q.first < 5 || f.toks[dash].para > f.toks[q.last-1].para+1 {
			continue
		}
		switch f.words[dash] {
		case "-", "–", "—", "--", "―":
		default:
			continue
		}
		last := dash + 1
		for last < len(f.toks) && last-dash <= maxSigner && f.toks[last].para == f.toks[dash].para && !strings.Contains(f.words[last], "\n") && f.words[last] != "." && !f.isVerb(last) {
			last++
		}
		if last-dash > maxSigner || last == dash+1 || last < len(f.toks) && f.isVerb(last) || f.toks[dash+1].pos != nlp.PosPropn {
			continue
		}
		if covered(r.says[n:], q) {
			continue
		}
		s := &saying{f: f, cue: stretch{dash, dash + 1}, cueTok: dash, via: -1, source: stretch{dash + 1, last}}
		s.addStretch(q.first, q.last)
		r.says = append(r.says, s)
	}
	sort.SliceStable(r.says[n:], func(i, j int) bool { return r.says[n+i].cue.first < r.says[n+j].cue.first })
}

// colonQuotes reads quotations that a colon leads in, also when they stand as
// paragraphs of their own: "The paper responded:".
func (r *reader) colonQuotes(f *field, n int) {
	says := r.says[n:len(r.says):len(r.says)]
	for k, q := range f.quote {
		colon := q.first - 1
		for colon >= 0 && f.toks[colon].pos == nlp.PosSpace {
			colon--
		}
		if colon < 1 || f.words[colon] != ":" || f.toks[colon].quoted || q.last-q.first < 4 || f.toks[q.first].para > f.toks[colon].para+3 {
			continue
		}
		v := r.cueBefore(f, colon)
		close := near(says, v)
		if own := slices.IndexFunc(close, func(s *saying) bool { return s.cueTok == v && v >= 0 && !s.held }); own >= 0 && !covered(r.says[n:], q) {
			close[own].addStretch(q.first, q.last)
			close[own].mergeContent()
			continue
		}
		if covered(r.says[n:], q) && !r.release(f, n, q, v) {
			continue
		}
		s := &saying{f: f, cue: stretch{colon, colon + 1}, cueTok: colon, via: -1}
		if v >= 0 {
			s.cueTok, s.cue = v, f.cueSpan(v)
			if subj := f.subject(v); subj >= 0 && !f.toks[subj].quoted {
				s.source = f.sourceSpan(subj)
			} else if subj := f.nearSubject(v); subj >= 0 {
				s.source = f.sourceSpan(subj)
			}
		} else if from := f.labels(colon); from < colon {
			s.source = stretch{from, colon}
		} else if m := f.mention[colon-1]; m >= 0 && r.mentions[m].sort == named {
			s.source = stretch{r.mentions[m].first, r.mentions[m].last}
		}
		if s.source.last == s.source.first {
			continue
		}
		s.addStretch(q.first, q.last)
		if f.toks[q.first].para != f.toks[colon].para { // a block of quoted paragraphs
			for _, next := range f.quote[k+1:] {
				if !f.wholePara(next) || !f.betweenQuoted(f.toks[q.first].para, f.toks[next.first].para) {
					break
				}
				s.addStretch(next.first, next.last)
			}
		}
		r.says = append(r.says, s)
	}
	sort.SliceStable(r.says[n:], func(i, j int) bool { return r.says[n+i].cue.first < r.says[n+j].cue.first })
}

// release takes a quotation that verb v leads in with a colon from the
// statements that have it though their cue stands before v, and tells whether
// it is free.
func (r *reader) release(f *field, n int, q quotation, v int) bool {
	if v < 0 {
		return false
	}
	for _, s := range near(r.says[n:], q.first) {
		if s.holds(q.first+1) && (s.cueTok >= v || s.holds(v) || len(s.content) == 1 && s.content[0].last-s.content[0].first <= q.last-q.first+1) {
			return false
		}
	}
	for _, s := range near(r.says[n:], q.first) {
		for k := range s.content {
			if c := &s.content[k]; c.first < q.first && c.last > q.first {
				c.last = q.first
			}
		}
		s.content = slices.DeleteFunc(s.content, func(c stretch) bool { return c.first >= q.first && c.last <= q.last || c.first >= c.last })
	}
	return true
}

// labels gives where a name begins that stands by itself between a dash, or the
// head of a paragraph, and a colon: "Low turnout – Jan Novak: “...”"; colon for
// none.
func (f *field) labels(colon int) int {
	i := colon
	for i > 0 && f.toks[i-1].pos == nlp.PosPropn && f.toks[i-1].para == f.toks[colon].para && colon-i < maxSigner {
		i--
	}
	if i == colon || i > 0 && f.toks[i-1].para == f.toks[colon].para && f.toks[i-1].pos != nlp.PosSpace && !f.lowIs(i-1, "-", "–", "—", "--") {
		return colon
	}
	return i
}

// cueBefore gives the verb that a colon completes: the nearest before it in its
// sentence that leads in speech or has a subject of its own.
func (r *reader) cueBefore(f *field, colon int) int {
	s := f.sents[f.toks[colon].sent]
	if f.labels(colon) < colon {
		return -1
	}
	for i := colon - 1; i >= s.first; i-- {
		l := f.toks[i].lemma
		if f.toks[i].pos == nlp.PosVerb && !f.toks[i].quoted && (r.lex.Cue(l, lexicon.Say) || r.lex.Cue(l, lexicon.Quote) || r.lex.Cue(l, lexicon.Speak) ||
			f.finite(i) && f.child(i, nlp.DepNsubj) >= 0 && f.toks[i].dep != nlp.DepRelcl && f.toks[i].dep != nlp.DepPcomp && f.toks[i].dep != nlp.DepCsubj) {
			return i
		}
	}
	if f.isVerb(s.root) && s.root < colon && !f.toks[s.root].quoted {
		return s.root
	}
	return -1
}
