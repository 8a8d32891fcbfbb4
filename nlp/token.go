package nlp

import (
	"iter"
	"unicode/utf8"
)

// Token is a token of a Doc: a small handle, cheap to copy, and comparable
// (equal handles are the same token). Only a Doc gives tokens; the methods of
// the zero Token panic.
type Token struct {
	doc *Doc
	i   int32
}

// tokenData holds what the pipeline found for one token.
type tokenData struct {
	form               *form
	lemma              string
	start, end         int32 // bytes of the text
	runeStart, runeEnd int32 // code points of the text
	head               int32
	left, right        int32 // edges of the subtree
	firstChild         int32 // leftmost child, -1 if none
	firstRight         int32 // leftmost child after the token, -1 if none
	nextChild          int32 // next child of the same head, -1 if none
	sent               int32
	tag, pos, dep, ent uint8
	morph              uint16
	iob                IOB
	space              bool
}

func (t Token) data() *tokenData { return &t.doc.tokens[t.i] }

// Doc returns the token's document.
func (t Token) Doc() *Doc { return t.doc }

// Index returns the token's position in its document, from 0.
func (t Token) Index() int { return int(t.i) }

// Text returns the token as it stands in the text.
func (t Token) Text() string { d := t.data(); return t.doc.text[d.start:d.end] }

// Start returns the offset in the text, in bytes, of the token's first byte.
func (t Token) Start() int { return int(t.data().start) }

// End returns the offset in the text, in bytes, after the token.
func (t Token) End() int { return int(t.data().end) }

// Runes returns the token's place in the text counted in code points, end
// exclusive. Every byte that is not UTF-8 counts as one.
func (t Token) Runes() (start, end int) { d := t.data(); return int(d.runeStart), int(d.runeEnd) }

// Space reports whether one blank follows the token that belongs to no token.
func (t Token) Space() bool { return t.data().space }

// Lower returns the token in lower case.
func (t Token) Lower() string { return t.data().form.lower }

// Norm returns the token's normalised form: contractions spelt out ("n't" is
// "not"), some spellings unified ("organise" is "organize"), else lower case.
func (t Token) Norm() string { return t.data().form.norm }

// Shape returns the token's orthographic shape: letters as X or x, digits as d,
// runs cut at four: "Xxxxx", "dd", "X.X."; "LONG" from 100 code points on.
func (t Token) Shape() string { return t.data().form.shape }

// IsSpace reports whether the token is white space only.
func (t Token) IsSpace() bool { return t.data().form.space }

// Lemma returns the base form: "said" is "say".
func (t Token) Lemma() string { return t.data().lemma }

// POS returns the coarse part of speech.
func (t Token) POS() POS { return t.doc.labels.pos[t.data().pos] }

// Tag returns the fine part of speech.
func (t Token) Tag() Tag { return t.doc.labels.tags[t.data().tag] }

// Morph returns the morphological features.
func (t Token) Morph() Morph { return t.doc.labels.morphs[t.data().morph] }

// Dep returns the label of the arc to the head. White space has the label "dep".
func (t Token) Dep() Dep { return t.doc.labels.deps[t.data().dep] }

// EntType returns the type of the entity that the token is in, "" if in none.
func (t Token) EntType() EntType { return t.doc.labels.ents[t.data().ent] }

// EntIOB says where in an entity the token stands.
func (t Token) EntIOB() IOB { return t.data().iob }

// Head returns the token that this one depends on; the root of a sentence is
// its own head.
func (t Token) Head() Token { return Token{t.doc, t.data().head} }

// IsRoot reports whether the token is the root of its sentence.
func (t Token) IsRoot() bool { return t.data().head == t.i }

// IsSentStart reports whether the token is the first of its sentence.
func (t Token) IsSentStart() bool { return t.doc.sents[t.data().sent].Start == int(t.i) }

// Sent returns the sentence that the token is in.
func (t Token) Sent() Span { return t.doc.sents[t.data().sent] }

// LeftEdge returns the leftmost token of the subtree.
func (t Token) LeftEdge() Token { return Token{t.doc, t.data().left} }

// RightEdge returns the rightmost token of the subtree.
func (t Token) RightEdge() Token { return Token{t.doc, t.data().right} }

// Prev returns the token before this one in the document, false at its start.
func (t Token) Prev() (Token, bool) { return Token{t.doc, max(t.i-1, 0)}, t.i > 0 }

// Next returns the token after this one in the document, false at its end.
func (t Token) Next() (Token, bool) {
	last := int32(len(t.doc.tokens) - 1)
	return Token{t.doc, min(t.i+1, last)}, t.i < last
}

// Children yields the tokens that depend on this one, in text order.
func (t Token) Children() iter.Seq[Token] {
	return func(yield func(Token) bool) {
		for c := t.data().firstChild; c >= 0; c = t.doc.tokens[c].nextChild {
			if !yield(Token{t.doc, c}) {
				return
			}
		}
	}
}

// Lefts yields the children before the token, in text order.
func (t Token) Lefts() iter.Seq[Token] {
	return func(yield func(Token) bool) {
		for c := t.data().firstChild; c >= 0 && c < t.i; c = t.doc.tokens[c].nextChild {
			if !yield(Token{t.doc, c}) {
				return
			}
		}
	}
}

// Rights yields the children after the token, in text order.
func (t Token) Rights() iter.Seq[Token] {
	return func(yield func(Token) bool) {
		for c := t.data().firstRight; c >= 0; c = t.doc.tokens[c].nextChild {
			if !yield(Token{t.doc, c}) {
				return
			}
		}
	}
}

// Ancestors yields the head, the head's head and so on up to the root.
func (t Token) Ancestors() iter.Seq[Token] {
	return func(yield func(Token) bool) {
		for i, h := t.i, t.data().head; h != i; i, h = h, t.doc.tokens[h].head {
			if !yield(Token{t.doc, h}) {
				return
			}
		}
	}
}

// IsAncestorOf reports whether the token is above other in the tree.
func (t Token) IsAncestorOf(other Token) bool {
	if t.doc != other.doc {
		return false
	}
	for a := range other.Ancestors() {
		if a == t {
			return true
		}
	}
	return false
}

// Subtree yields the token and all tokens below it: the subtrees of the left
// children, the token, the subtrees of the right children. That is text order,
// except in the rare trees with crossing arcs.
func (t Token) Subtree() iter.Seq[Token] {
	return func(yield func(Token) bool) {
		for i := t.doc.descend(t.i); i >= 0; i = t.doc.following(i, t.i) {
			if !yield(Token{t.doc, i}) {
				return
			}
		}
	}
}

// descend goes down leftmost left children.
func (d *Doc) descend(i int32) int32 {
	for {
		c := d.tokens[i].firstChild
		if c < 0 || c > i {
			return i
		}
		i = c
	}
}

// following is the successor of i in the in-order walk of root's subtree, -1 at
// its end. A whole walk passes every arc twice.
func (d *Doc) following(i, root int32) int32 {
	if r := d.tokens[i].firstRight; r >= 0 {
		return d.descend(r)
	}
	for i != root {
		head, next := d.tokens[i].head, d.tokens[i].nextChild
		switch {
		case i < head && (next < 0 || next > head):
			return head
		case next >= 0:
			return d.descend(next)
		}
		i = head
	}
	return -1
}

// linkChildren fills the child lists of all tokens from their heads.
func (d *Doc) linkChildren() {
	for i := range d.tokens {
		t := &d.tokens[i]
		t.firstChild, t.firstRight, t.nextChild = -1, -1, -1
	}
	for i := int32(len(d.tokens)) - 1; i >= 0; i-- {
		h := d.tokens[i].head
		if h == i {
			continue
		}
		d.tokens[i].nextChild = d.tokens[h].firstChild
		d.tokens[h].firstChild = i
		if i > h {
			d.tokens[h].firstRight = i
		}
	}
}

// place gives the tokens their spans of the text. The tokens' forms and blanks
// together spell the text, with U+FFFD for every byte that is not UTF-8.
func (d *Doc) place() {
	var at, runes int32
	for i := range d.tokens {
		t := &d.tokens[i]
		t.start, t.runeStart = at, runes
		if d.valid {
			at += int32(len(t.form.text))
			runes += t.form.runes
		} else {
			for range t.form.runes {
				_, size := utf8.DecodeRuneInString(d.text[at:])
				at += int32(size)
				runes++
			}
		}
		t.end, t.runeEnd = at, runes
		if t.space {
			at++
			runes++
		}
	}
}
