package nlp

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"slices"
	"testing"
)

var referenceFile = flag.String("reference", "testdata/reference.jsonl.gz", "output of spaCy to compare with, of convert/reference.py")

// reference is what spaCy finds in a document; columns have a value a token.
type reference struct {
	Doc      string
	Breaks   string // "", lines, paragraphs
	Text     []string
	Start    []int // code points
	Blank    []int
	Lower    []string
	Norm     []string
	Shape    []string
	Lemma    []string
	Pos      []POS
	Tag      []Tag
	Morph    []Morph
	Dep      []Dep
	Head     []int
	Left     []int
	Right    []int
	Sents    []int // first tokens
	Ents     [][3]any
	Chunks   [][2]int
	Subtrees [][]int
}

func readReferences(tb testing.TB, path string) []reference {
	tb.Helper()
	f, err := os.Open(path)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		tb.Fatal(err)
	}
	var out []reference
	d := json.NewDecoder(bufio.NewReader(z))
	for d.More() {
		var r reference
		if err := d.Decode(&r); err != nil {
			tb.Fatalf("%s, document %d: %v", path, len(out)+1, err)
		}
		out = append(out, r)
	}
	return out
}

func (r *reference) parse(p *Pipeline) *Doc {
	switch r.Breaks {
	case "lines":
		return p.Parse(r.Doc, SplitLines())
	case "paragraphs":
		return p.Parse(r.Doc, SplitParagraphs())
	}
	return p.Parse(r.Doc)
}

// describe puts a document into the form of the reference.
func describe(d *Doc, subtrees bool) reference {
	r := reference{Doc: d.Text()}
	for t := range d.Tokens() {
		start, _ := t.Runes()
		blank := 0
		if t.Space() {
			blank = 1
		}
		r.Text, r.Start, r.Blank = append(r.Text, t.Text()), append(r.Start, start), append(r.Blank, blank)
		r.Lower, r.Norm, r.Shape = append(r.Lower, t.Lower()), append(r.Norm, t.Norm()), append(r.Shape, t.Shape())
		r.Lemma, r.Pos, r.Tag = append(r.Lemma, t.Lemma()), append(r.Pos, t.POS()), append(r.Tag, t.Tag())
		r.Morph, r.Dep, r.Head = append(r.Morph, t.Morph()), append(r.Dep, t.Dep()), append(r.Head, t.Head().Index())
		r.Left, r.Right = append(r.Left, t.LeftEdge().Index()), append(r.Right, t.RightEdge().Index())
		if subtrees {
			var below []int
			for x := range t.Subtree() {
				below = append(below, x.Index())
			}
			r.Subtrees = append(r.Subtrees, below)
		}
	}
	for _, s := range d.Sents() {
		r.Sents = append(r.Sents, s.Start)
	}
	for _, e := range d.Ents() {
		r.Ents = append(r.Ents, [3]any{float64(e.Start), float64(e.End), string(e.Type)})
	}
	for _, c := range d.NounChunks() {
		r.Chunks = append(r.Chunks, [2]int{c.Start, c.End})
	}
	return r
}

// column compares one column and reports the first difference.
func column[E comparable](diffs []string, name string, got, want []E, words []string) []string {
	if slices.Equal(got, want) {
		return diffs
	}
	i := 0
	for i < len(got) && i < len(want) && got[i] == want[i] {
		i++
	}
	word := ""
	if len(got) == len(words) && i < len(words) {
		word = words[i]
	}
	cut := func(s []E) []E { return s[min(i, len(s)):min(i+3, len(s))] }
	return append(diffs, fmt.Sprintf("%s at %d %q: got %v, spaCy has %v", name, i, word, cut(got), cut(want)))
}

// differences compares two descriptions of a document.
func differences(got, want *reference) []string {
	w := want.Text
	diffs := column(nil, "text", got.Text, w, w)
	diffs = column(diffs, "start", got.Start, want.Start, w)
	diffs = column(diffs, "blank", got.Blank, want.Blank, w)
	diffs = column(diffs, "lower", got.Lower, want.Lower, w)
	diffs = column(diffs, "norm", got.Norm, want.Norm, w)
	diffs = column(diffs, "shape", got.Shape, want.Shape, w)
	diffs = column(diffs, "lemma", got.Lemma, want.Lemma, w)
	diffs = column(diffs, "pos", got.Pos, want.Pos, w)
	diffs = column(diffs, "tag", got.Tag, want.Tag, w)
	diffs = column(diffs, "morph", got.Morph, want.Morph, w)
	diffs = column(diffs, "dep", got.Dep, want.Dep, w)
	diffs = column(diffs, "head", got.Head, want.Head, w)
	diffs = column(diffs, "left edge", got.Left, want.Left, w)
	diffs = column(diffs, "right edge", got.Right, want.Right, w)
	diffs = column(diffs, "sentence", got.Sents, want.Sents, nil)
	diffs = column(diffs, "entity", got.Ents, want.Ents, nil)
	diffs = column(diffs, "noun chunk", got.Chunks, want.Chunks, nil)
	for i := range want.Subtrees {
		diffs = column(diffs, fmt.Sprintf("subtree of %d", i), got.Subtrees[i], want.Subtrees[i], nil)
	}
	return diffs
}

// TestParity compares everything with spaCy's output, on each implementation of
// the kernels that this machine has.
func TestParity(t *testing.T) {
	refs := readReferences(t, *referenceFile)
	for _, k := range implementations() {
		t.Run(k.name, func(t *testing.T) {
			p, err := load(k)
			if err != nil {
				t.Fatal(err)
			}
			tokens, sents, ents, chunks, bad := 0, 0, 0, 0, 0
			for i := range refs {
				want := &refs[i]
				got := describe(want.parse(p), want.Subtrees != nil)
				tokens, sents, ents, chunks = tokens+len(want.Text), sents+len(want.Sents), ents+len(want.Ents), chunks+len(want.Chunks)
				diffs := differences(&got, want)
				if diffs == nil {
					continue
				}
				if bad++; bad <= 20 {
					t.Errorf("document %d (breaks %q) %.60q: %q", i+1, want.Breaks, want.Doc, diffs[:min(3, len(diffs))])
				}
			}
			t.Logf("%d documents, %d sentences, %d tokens, %d entities, %d noun chunks; %d documents differ", len(refs), sents, tokens, ents, chunks, bad)
			if tokens == 0 {
				t.Error("no token compared")
			}
		})
	}
}
