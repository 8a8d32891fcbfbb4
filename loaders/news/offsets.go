package news

import (
	"unicode/utf8"

	"github.com/entente/entente/extract"
)

// offsets turns byte offsets of a text into offsets in Unicode code points.
type offsets struct {
	text  string
	marks []int // code points before each multiple of stride
}

const stride = 512

func newOffsets(text string) offsets {
	o := offsets{text: text, marks: make([]int, 0, len(text)/stride+1)}
	n := 0
	for i := range len(text) {
		if i%stride == 0 {
			o.marks = append(o.marks, n)
		}
		if utf8.RuneStart(text[i]) {
			n++
		}
	}
	return o
}

// at gives the number of code points that begin before byte i.
func (o offsets) at(i int) int {
	if i <= 0 || len(o.marks) == 0 {
		return 0
	}
	m := min(i/stride, len(o.marks)-1)
	n := o.marks[m]
	for _, b := range []byte(o.text[m*stride : min(i, len(o.text))]) {
		if utf8.RuneStart(b) {
			n++
		}
	}
	return n
}

// place is where a span stands in code points, with its words.
type place struct {
	words      string
	start, end int
	inTitle    bool
}

// places resolves the spans of one document.
type places struct {
	text, title offsets
}

func newPlaces(d extract.Document) places { return places{newOffsets(d.Text), newOffsets(d.Title)} }

// find gives a span's place; ok is false for the zero span, and for one that
// is not within the document or cuts a character apart, which would be no
// evidence of anything.
func (p places) find(s extract.Span) (place, bool) {
	in := p.text
	if s.InTitle {
		in = p.title
	}
	if s.Start < 0 || s.End <= s.Start || s.End > len(in.text) {
		return place{}, false
	}
	w := in.text[s.Start:s.End]
	if !utf8.RuneStart(w[0]) || s.End < len(in.text) && !utf8.RuneStart(in.text[s.End]) {
		return place{}, false
	}
	start := in.at(s.Start)
	return place{w, start, start + utf8.RuneCountInString(w), s.InTitle}, true
}

// words gives a span's words, "" for what is none.
func (p places) words(s extract.Span) string {
	at, _ := p.find(s)
	return at.words
}
