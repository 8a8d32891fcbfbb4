package nlp

// NounChunks returns the base noun phrases in text order: a noun, proper noun or
// pronoun in a nominal role with everything of its subtree that stands before
// it, none inside another. These are spaCy's rules for English
// (spacy/lang/en/syntax_iterators.py, 3.8).
func (d *Doc) NounChunks() []Span { return d.Span(0, len(d.tokens)).NounChunks() }

// NounChunks returns the base noun phrases whose noun is in the span.
func (s Span) NounChunks() []Span {
	var out []Span
	last := -1 // the noun of the chunk before
	for t := range s.Tokens() {
		switch t.POS() {
		case PosNoun, PosPropn, PosPron:
		default:
			continue
		}
		left := t.LeftEdge().Index()
		if left <= last || !headsChunk(t) {
			continue
		}
		last = t.Index()
		out = append(out, s.doc.Span(left, last+1))
	}
	return out
}

// headsChunk reports whether the token, or the first member of the coordination
// that it is in, has a nominal role.
func headsChunk(t Token) bool {
	if t.Dep() == DepConj {
		t = t.Head()
		for t.Dep() == DepConj && t.Head().i < t.i {
			t = t.Head()
		}
	}
	switch t.Dep() {
	case DepOprd, DepNsubj, DepDobj, DepNsubjpass, DepPcomp, DepPobj, DepDative, DepAppos, DepAttr, DepROOT:
		return true
	}
	return false
}
