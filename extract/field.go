package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/entente/entente/nlp"
)

// A token is a word of a field with its place in the sentence's tree.
type token struct {
	start, end  int // bytes of the field's text
	text        string
	low         string // lower case
	lemma       string // lower case base form
	tag         nlp.Tag
	pos         nlp.POS
	dep         nlp.Dep
	ent         nlp.EntType
	entBegin    bool
	head        int
	sent        int
	para        int
	quoted      bool // within quotation marks
	kids        []int32
	left, right int // edges of the subtree, right exclusive
}

// A sentence is the tokens first to last, last exclusive.
type sentence struct{ first, last, root, para int }

// A field is one parsed text of a document: its title or its body.
type field struct {
	text  string
	title bool
	toks  []token
	sents []sentence
	quote []quotation
	words []string // the tokens' texts, for the gazetteer
	low   []string
	// mention gives for each token the mention that it is part of, or -1.
	mention []int
	// headOf gives for each token the mention that it is the head of, or -1.
	headOf []int
}

// newField parses a text. Lines are paragraphs of their own unless the text is
// wrapped.
func newField(p *nlp.Pipeline, text string, title bool) *field {
	split := nlp.SplitLines()
	if wrapped(text) {
		split = nlp.SplitParagraphs()
	}
	d := p.Parse(text, split)
	f := &field{text: text, title: title, toks: make([]token, d.Len()), words: make([]string, d.Len()), low: make([]string, d.Len())}
	kids := make([]int32, 0, d.Len())
	for i := range f.toks {
		t := d.Token(i)
		first := len(kids)
		for c := range t.Children() {
			kids = append(kids, int32(c.Index()))
		}
		f.toks[i] = token{
			start: t.Start(), end: t.End(), text: t.Text(), low: t.Lower(), lemma: lemmaOf(t), tag: t.Tag(), pos: t.POS(), dep: t.Dep(),
			ent: t.EntType(), entBegin: t.EntIOB() == nlp.Begin, head: t.Head().Index(), kids: kids[first:len(kids):len(kids)],
			left: t.LeftEdge().Index(), right: t.RightEdge().Index() + 1,
		}
		f.words[i], f.low[i] = t.Text(), t.Lower()
	}
	f.segment(d)
	f.quote = quotations(f)
	for _, q := range f.quote {
		for i := q.first; i < q.last; i++ {
			f.toks[i].quoted = true
		}
	}
	f.mention, f.headOf = make([]int, len(f.toks)), make([]int, len(f.toks))
	for i := range f.mention {
		f.mention[i], f.headOf[i] = -1, -1
	}
	return f
}

// lemmaOf gives the base form in lower case; headlines and capitalised nouns
// have lemmas with capitals, or none where they are taken for names.
func lemmaOf(t nlp.Token) string {
	l := strings.ToLower(t.Lemma())
	if t.POS() == nlp.PosVerb {
		if fixed, ok := mislemmatized[l]; ok {
			return fixed
		}
		if low := t.Lower(); low == "bared" || low == "baring" { // and not "barred"
			return "bare"
		}
	}
	if t.POS() == nlp.PosPropn && (t.Tag() == "NNPS" || t.Tag() == "NNS") && strings.HasSuffix(l, "s") && len(l) > 3 && l == t.Lower() && !strings.HasSuffix(l, "ss") {
		return l[:len(l)-1]
	}
	return l
}

// wrapped tells whether single line breaks in the text only wrap lines: most
// lines are long, of like length, and end amid a sentence.
func wrapped(text string) bool {
	amid, full := 0, 0
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimSpace(line)
		if len(line) < 50 || len(line) > 100 {
			continue
		}
		r, _ := utf8.DecodeLastRuneInString(line)
		if unicode.IsLetter(r) || r == ',' {
			amid++
		} else {
			full++
		}
	}
	return amid > 3 && amid > 2*full
}

func (f *field) segment(d *nlp.Doc) {
	para := 0
	for n, s := range d.Sents() {
		first, last := s.Start, s.End
		if n > 0 && strings.Contains(f.text[f.toks[first-1].start:f.toks[first].end], "\n") || n > 0 && f.toks[first-1].pos == nlp.PosSpace && strings.Contains(f.toks[first-1].text, "\n") {
			para++
		}
		root := first
		for i := first; i < last; i++ {
			f.toks[i].sent, f.toks[i].para = len(f.sents), para
			if f.toks[i].head == i && f.toks[i].pos != nlp.PosSpace {
				root = i
			}
		}
		f.sents = append(f.sents, sentence{first, last, root, para})
	}
}

// span gives the bytes of tokens first to last, last exclusive, without white
// space at the edges.
func (f *field) span(first, last int) Span {
	for first < last && f.toks[first].pos == nlp.PosSpace {
		first++
	}
	for last > first && f.toks[last-1].pos == nlp.PosSpace {
		last--
	}
	if first >= last {
		return Span{}
	}
	return Span{Start: f.toks[first].start, End: f.toks[last-1].end, InTitle: f.title}
}

// sentSpan gives the sentence that token i is in.
func (f *field) sentSpan(i int) Span {
	s := f.sents[f.toks[i].sent]
	return f.span(s.first, s.last)
}

// phrase gives the words of tokens first to last with single blanks.
func (f *field) phrase(first, last int) string {
	s := f.span(first, last)
	return strings.Join(strings.Fields(f.text[s.Start:s.End]), " ")
}

// child gives the first child of i with one of the labels, or -1.
func (f *field) child(i int, deps ...nlp.Dep) int {
	for _, c := range f.toks[i].kids {
		for _, d := range deps {
			if f.toks[c].dep == d {
				return int(c)
			}
		}
	}
	return -1
}

// children gives all of them.
func (f *field) children(i int, deps ...nlp.Dep) []int {
	var out []int
	for _, c := range f.toks[i].kids {
		for _, d := range deps {
			if f.toks[c].dep == d {
				out = append(out, int(c))
			}
		}
	}
	return out
}

// edges gives the first and, exclusive, the last token of i's subtree.
func (f *field) edges(i int) (first, last int) { return f.toks[i].left, f.toks[i].right }

// below tells whether i is j or in j's subtree.
func (f *field) below(i, j int) bool {
	for {
		if i == j {
			return true
		}
		if h := f.toks[i].head; h != i {
			i = h
			continue
		}
		return false
	}
}

func (f *field) isVerb(i int) bool {
	return f.toks[i].pos == nlp.PosVerb || f.toks[i].pos == nlp.PosAux
}

func (f *field) isNominal(i int) bool {
	switch f.toks[i].pos {
	case nlp.PosNoun, nlp.PosPropn, nlp.PosPron, nlp.PosNum:
		return true
	}
	return false
}

// conjuncts gives i and what is coordinated with it, in order.
func (f *field) conjuncts(i int) []int {
	out := []int{i}
	for _, c := range f.toks[i].kids {
		if f.toks[c].dep == nlp.DepConj || f.toks[c].dep == nlp.DepAppos && f.isListed(i, int(c)) {
			out = append(out, f.conjuncts(int(c))...)
		}
	}
	return out
}

// isListed tells whether the apposition c of i is really the next item of a
// list, as parsers like to have it: it has a conjunct of its own and a comma.
func (f *field) isListed(i, c int) bool {
	return f.child(c, nlp.DepConj) >= 0 && f.toks[i].pos == nlp.PosPropn && f.toks[c].pos == nlp.PosPropn && f.toks[i].ent == f.toks[c].ent && f.toks[i].ent != ""
}

// firstConjunct goes up to the first member of the coordination that i is in.
func (f *field) firstConjunct(i int) int {
	for f.toks[i].dep == nlp.DepConj && f.toks[i].head != i {
		i = f.toks[i].head
	}
	return i
}

func (f *field) lowIs(i int, any ...string) bool {
	if i < 0 || i >= len(f.toks) {
		return false
	}
	for _, a := range any {
		if f.toks[i].low == a {
			return true
		}
	}
	return false
}

func (f *field) lemmaIs(i int, any ...string) bool {
	if i < 0 || i >= len(f.toks) {
		return false
	}
	for _, a := range any {
		if f.toks[i].lemma == a {
			return true
		}
	}
	return false
}

// mislemmatized are verbs for whose past forms the lemmatizer's rules find a
// rarer verb first.
var mislemmatized = map[string]string{"stag": "stage", "wag": "wage", "fin": "fine", "shar": "share", "cit": "cite", "fil": "file", "hop": "hope"}

// words makes a set of the words of a list.
func words(list string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		set[w] = true
	}
	return set
}
