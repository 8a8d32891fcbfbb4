package nlp

import (
	"iter"
	"sort"
)

// Doc is a parsed text. It does not change, so goroutines may share it.
type Doc struct {
	text   string
	valid  bool // the text is UTF-8
	labels *labels
	tokens []tokenData
	sents  []Span
	ents   []Entity
}

// Text returns the text as it was given to Parse.
func (d *Doc) Text() string { return d.text }

// Len returns the number of tokens.
func (d *Doc) Len() int { return len(d.tokens) }

// Token returns token i, from 0; it panics if there is none.
func (d *Doc) Token(i int) Token {
	_ = d.tokens[i]
	return Token{d, int32(i)}
}

// Tokens yields all tokens.
func (d *Doc) Tokens() iter.Seq[Token] { return d.Span(0, len(d.tokens)).Tokens() }

// TokenAt returns the token whose bytes include the offset of the text, or the
// one before the blank there; false outside the text.
func (d *Doc) TokenAt(offset int) (Token, bool) {
	if offset < 0 || offset >= len(d.text) || len(d.tokens) == 0 {
		return Token{}, false
	}
	after := sort.Search(len(d.tokens), func(i int) bool { return int(d.tokens[i].start) > offset })
	return Token{d, int32(after - 1)}, true
}

// Sents returns the sentences. They cover all tokens. The caller must not
// change the slice.
func (d *Doc) Sents() []Span { return d.sents }

// Ents returns the named entities in text order; they do not overlap. The
// caller must not change the slice.
func (d *Doc) Ents() []Entity { return d.ents }

// Span returns the tokens from start to end, end exclusive; it panics if they
// are not in the document.
func (d *Doc) Span(start, end int) Span {
	_ = d.tokens[start:end]
	return Span{Start: start, End: end, doc: d}
}

// Span is a run of tokens of a Doc.
type Span struct {
	Start, End int // indexes of tokens, End exclusive
	doc        *Doc
}

// Entity is a named entity.
type Entity struct {
	Span
	Type EntType
}

// Doc returns the span's document.
func (s Span) Doc() *Doc { return s.doc }

// Len returns the number of tokens.
func (s Span) Len() int { return s.End - s.Start }

// Token returns token i of the span, from 0.
func (s Span) Token(i int) Token { return s.doc.Token(s.Start + i) }

// Tokens yields the tokens of the span.
func (s Span) Tokens() iter.Seq[Token] {
	return func(yield func(Token) bool) {
		for i := s.Start; i < s.End; i++ {
			if !yield(Token{s.doc, int32(i)}) {
				return
			}
		}
	}
}

// Text returns the text of the span, without a blank after the last token.
func (s Span) Text() string {
	start, end := s.Bytes()
	return s.doc.text[start:end]
}

// Bytes returns the span's place in the text in bytes, end exclusive.
func (s Span) Bytes() (start, end int) {
	if s.Start == s.End {
		return 0, 0
	}
	return int(s.doc.tokens[s.Start].start), int(s.doc.tokens[s.End-1].end)
}

// Runes returns the span's place in the text in code points, end exclusive.
func (s Span) Runes() (start, end int) {
	if s.Start == s.End {
		return 0, 0
	}
	return int(s.doc.tokens[s.Start].runeStart), int(s.doc.tokens[s.End-1].runeEnd)
}

// Contains reports whether the token is in the span.
func (s Span) Contains(t Token) bool {
	return t.doc == s.doc && s.Start <= int(t.i) && int(t.i) < s.End
}

// Root returns the token of the span whose way up to the root of the sentence
// is the shortest; of several, the first. It panics if the span is empty.
func (s Span) Root() Token {
	best, depth := Token{s.doc, int32(s.Start)}, -1
	for t := range s.Tokens() {
		if !t.IsRoot() && s.Contains(t.Head()) {
			continue // its head is nearer
		}
		d := 0
		for range t.Ancestors() {
			if d++; depth >= 0 && d >= depth {
				break
			}
		}
		if depth < 0 || d < depth {
			best, depth = t, d
		}
	}
	return best
}

// segment makes the sentences from the roots' left edges.
func (d *Doc) segment(starts []bool) {
	n := 0
	for _, s := range starts {
		if s {
			n++
		}
	}
	d.sents = make([]Span, 0, n)
	for i := range d.tokens {
		if i == 0 || starts[i] {
			d.sents = append(d.sents, Span{Start: i, doc: d})
		}
		last := len(d.sents) - 1
		d.sents[last].End = i + 1
		d.tokens[i].sent = int32(last)
	}
}
