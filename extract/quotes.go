package extract

import (
	"slices"

	"github.com/entente/entente/nlp"
)

// A quotation is the tokens from an opening to its closing mark, both
// included. One that the paragraph leaves open goes on in the next one, as
// newspapers set it.
type quotation struct {
	first, last int // last exclusive
	closed      bool
}

// quotations finds the quoted stretches paragraph by paragraph. Single marks
// are quotations only where they open before a word and close behind one.
func quotations(f *field) []quotation {
	var out []quotation
	open := -1
	for i := range f.toks {
		if open >= 0 && f.toks[i].para != f.toks[open].para {
			out = append(out, quotation{open, i, false})
			open = -1
		}
		switch f.markAt(i, open >= 0) {
		case 'o':
			if open < 0 || f.excerpt(open, i) {
				open = i
			}
		case 'c':
			if open >= 0 {
				out = append(out, quotation{open, i + 1, true})
				open = -1
			}
		}
	}
	if open >= 0 {
		out = append(out, quotation{open, len(f.toks), false})
	}
	out = slices.DeleteFunc(out, func(q quotation) bool { return q.last == q.first+1 }) // a mark by itself
	for k := range out {                                                                // white space at the end of an open one
		for out[k].last > out[k].first+1 && f.toks[out[k].last-1].pos == nlp.PosSpace {
			out[k].last--
		}
	}
	return out
}

// excerpt tells whether the mark at open only sets off a paragraph of another
// report, which has quotations of its own, the next one at i: "The mayor said,
// “No,” and left.
func (f *field) excerpt(open, i int) bool {
	return f.words[open] == "\"" && f.words[i] == "“" && (open == 0 || f.toks[open-1].para != f.toks[open].para || f.toks[open-1].pos == nlp.PosSpace)
}

// markAt tells whether token i opens ('o') or closes ('c') a quotation.
func (f *field) markAt(i int, isOpen bool) byte {
	switch f.toks[i].text {
	case "“":
		if isOpen && f.tight(i-1, i) && !f.tight(i, i+1) { // the wrong mark, set behind a word
			return 'c'
		}
		return 'o'
	case "„", "«", "``":
		return 'o'
	case "''":
		if !isOpen {
			return 'o'
		}
		return 'c'
	case "”", "»":
		if !isOpen && !f.tight(i-1, i) && f.tight(i, i+1) { // before a word
			return 'o'
		}
		return 'c'
	case "\"":
		if isOpen {
			return 'c'
		}
		return 'o'
	}
	return 0
}

// tight tells whether two tokens have no white space between them.
func (f *field) tight(i, j int) bool {
	return i >= 0 && j < len(f.toks) && f.toks[i].end == f.toks[j].start && f.toks[i].pos != nlp.PosSpace && f.toks[j].pos != nlp.PosSpace
}
