package nlp

import (
	"strings"
	"sync/atomic"
	"unicode"
	"unicode/utf8"
)

// form is what a token's string alone says.
type form struct {
	text, lower, norm, shape string
	runes                    int32 // code points of text
	space                    bool  // white space only
}

// lexeme is a form with everything that the pipeline derives from it, some of it
// at first use.
type lexeme struct {
	*form
	ids    [4]uint64                     // of norm, prefix, suffix, shape, in the embedders' order
	rows   [rowKinds]atomic.Pointer[row] // outputs of the embedders, see encoder
	rules  []*rulerRule                  // ruler rules whose first token may be this one by its string
	lemmas atomic.Pointer[lemmaEntry]
}

// vocab makes lexemes.
type vocab struct {
	symbols     map[string]uint64 // strings with a small number of their own
	lexemeNorms map[uint64]string // by string id
	baseNorms   map[string]string
	ruler       *ruler
	cache       *cache[*lexeme]
}

// maxCached is the length in bytes from which on strings are not cached.
const maxCached = 64

// stringID is spaCy's number of a string.
func (v *vocab) stringID(s string) uint64 {
	if s == "" {
		return 0
	}
	if id, ok := v.symbols[s]; ok {
		return id
	}
	return murmur64A(s)
}

// lexeme returns the lexeme of a string, made anew or from the cache.
func (v *vocab) lexeme(text string) *lexeme {
	if len(text) > maxCached {
		return v.newLexeme(text, "")
	}
	if l, ok := v.cache.get(text); ok {
		return l
	}
	return v.cache.put(text, v.newLexeme(strings.Clone(text), ""))
}

// newLexeme makes a lexeme; norm "" stands for the usual one. The text is not
// empty and is UTF-8.
func (v *vocab) newLexeme(text, norm string) *lexeme {
	f := &form{text: text, lower: pyLower(text), shape: shape(text), runes: int32(utf8.RuneCountInString(text))}
	id := v.stringID(text)
	f.norm = norm
	if norm == "" {
		f.norm = f.lower
		if n, ok := v.lexemeNorms[id]; ok {
			f.norm = n
		} else if n, ok := v.baseNorms[text]; ok {
			f.norm = n
		}
	}
	f.space = strings.IndexFunc(text, func(r rune) bool { return !pySpace(r) }) < 0
	l := &lexeme{form: f}
	_, first := utf8.DecodeRuneInString(text)
	suffix := len(text)
	for range 3 {
		_, size := utf8.DecodeLastRuneInString(text[:suffix])
		suffix -= size
	}
	l.ids = [4]uint64{v.stringID(f.norm), v.stringID(text[:first]), v.stringID(text[suffix:]), v.stringID(f.shape)}
	l.rules = v.ruler.candidates(f)
	return l
}

// shape is spaCy's word_shape (spacy/lang/lex_attrs.py).
func shape(text string) string {
	if len(text) >= 100 && utf8.RuneCountInString(text) >= 100 {
		return "LONG"
	}
	out := make([]byte, 0, 32)
	last, run := rune(-1), 0
	for _, r := range text {
		switch {
		case unicode.IsLetter(r) && unicode.IsUpper(r):
			r = 'X'
		case unicode.IsLetter(r):
			r = 'x'
		case pyDigit(r):
			r = 'd'
		}
		if run++; r != last {
			last, run = r, 1
		}
		if run <= 4 {
			out = utf8.AppendRune(out, r)
		}
	}
	return string(out)
}
