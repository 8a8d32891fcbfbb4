package nlp

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// maxURL is the length in bytes beyond which a chunk is not tested for being an
// address of the net. The test takes time and memory in proportion to it.
const maxURL = 2048

// tok is a token while it is made: a lexeme, and whether a blank follows.
type tok struct {
	*lexeme
	blank bool
}

// tokenizer cuts texts into tokens as spaCy's Tokenizer does
// (spacy/tokenizer.pyx, 3.8).
type tokenizer struct {
	prefix, suffix, infix, url *pattern
	vocab                      *vocab
	special                    map[string][]*lexeme // exceptions
	maxSpecial                 int                  // longest key, in bytes
	phrases                    map[string][][]string
	cache                      *cache[[]*lexeme]
}

// newTokenizer takes the compiled patterns and the exceptions: for each string
// its tokens' texts and, where not "", norms.
func newTokenizer(v *vocab, prefix, suffix, infix, url *pattern, exceptions map[string][][2]string, cacheTokens int) *tokenizer {
	t := &tokenizer{
		prefix: prefix, suffix: suffix, infix: infix, url: url, vocab: v,
		special: make(map[string][]*lexeme, len(exceptions)),
		phrases: map[string][][]string{},
		cache:   newCache(cacheTokens, func(toks []*lexeme) int { return len(toks) }),
	}
	type pair [2]string
	made := map[pair]*lexeme{}
	for text, parts := range exceptions {
		t.maxSpecial = max(t.maxSpecial, len(text))
		for _, p := range parts {
			l := made[pair(p)]
			if l == nil {
				l = v.newLexeme(p[0], p[1])
				made[pair(p)] = l
			}
			t.special[text] = append(t.special[text], l)
		}
	}
	var m matcher
	for text := range exceptions {
		// an exception that the patterns would cut is looked for in the tokens
		if t.findPrefix(&m, text) == 0 && t.findSuffix(&m, text) == 0 && !t.hasInfix(&m, text) && !strings.Contains(text, " ") {
			continue
		}
		var seq []string
		for _, l := range t.affixes(&m, text, false) {
			seq = append(seq, l.text)
		}
		t.phrases[seq[0]] = append(t.phrases[seq[0]], seq)
	}
	return t
}

func (t *tokenizer) findPrefix(m *matcher, s string) int {
	return max(0, m.match(t.prefix, s, 0, false))
}

// findSuffix returns the length of the leftmost match of the suffix pattern,
// whose alternatives all end at the string's end.
func (t *tokenizer) findSuffix(m *matcher, s string) int {
	if start := m.match(t.suffix, s, len(s), true); start >= 0 {
		return len(s) - start
	}
	return 0
}

func (t *tokenizer) hasInfix(m *matcher, s string) bool {
	for i := range s {
		if m.match(t.infix, s, i, false) > i {
			return true
		}
	}
	return false
}

func (t *tokenizer) isSpecial(s string) bool {
	if s == "" || len(s) > t.maxSpecial {
		return false
	}
	_, ok := t.special[s]
	return ok
}

// chunk returns the tokens of a run of characters that are all white space or
// all not.
func (t *tokenizer) chunk(m *matcher, s string) []*lexeme {
	if len(s) > maxCached {
		return t.affixes(m, s, true)
	}
	if out, ok := t.special[s]; ok {
		return out
	}
	if out, ok := t.cache.get(s); ok {
		return out
	}
	out := t.affixes(m, s, true)
	return t.cache.put(s, out)
}

// affixes cuts prefixes and suffixes off as long as there are any or the rest is
// an exception; specials says whether exceptions count.
func (t *tokenizer) affixes(m *matcher, s string, specials bool) []*lexeme {
	var out, tail []*lexeme
	take := func(n int) { out, s = append(out, t.vocab.lexeme(s[:n])), s[n:] }
	drop := func(n int) { tail, s = append(tail, t.vocab.lexeme(s[len(s)-n:])), s[:len(s)-n] }
	for before := 0; s != "" && len(s) != before; {
		if specials && t.isSpecial(s) {
			break
		}
		before = len(s)
		prefix := t.findPrefix(m, s)
		if prefix > 0 && specials && t.isSpecial(s[prefix:]) {
			take(prefix)
			break
		}
		suffix := t.findSuffix(m, s[prefix:])
		if suffix > 0 && specials && t.isSpecial(s[:len(s)-suffix]) {
			drop(suffix)
			break
		}
		if prefix > 0 {
			take(prefix)
		}
		if suffix > 0 {
			drop(suffix)
		}
	}
	switch {
	case s == "":
	case specials && t.isSpecial(s):
		out = append(out, t.special[s]...)
	case t.isURL(m, s):
		out = append(out, t.vocab.lexeme(s))
	default:
		out = t.infixes(m, s, out)
	}
	slices.Reverse(tail)
	return append(out, tail...)
}

// isURL applies the pattern of addresses; each of them has a dot.
func (t *tokenizer) isURL(m *matcher, s string) bool {
	return len(s) <= maxURL && strings.IndexByte(s, '.') >= 0 && m.match(t.url, s, 0, false) >= 0
}

// infixes appends the parts of s between infixes and the infixes. An infix at
// the start stays with what follows.
func (t *tokenizer) infixes(m *matcher, s string, out []*lexeme) []*lexeme {
	start := 0
	for i := 0; i < len(s); {
		end := m.match(t.infix, s, i, false)
		if end <= i {
			_, size := utf8.DecodeRuneInString(s[i:])
			i += size
			continue
		}
		if i > 0 {
			if i > start {
				out = append(out, t.vocab.lexeme(s[start:i]))
			}
			out = append(out, t.vocab.lexeme(s[i:end]))
			start = end
		}
		i = end
	}
	if start < len(s) {
		out = append(out, t.vocab.lexeme(s[start:]))
	}
	return out
}

// tokenize appends the tokens of a text, which is UTF-8.
func (t *tokenizer) tokenize(m *matcher, text string, out []tok) []tok {
	add := func(chunk string) {
		for _, l := range t.chunk(m, chunk) {
			out = append(out, tok{l, false})
		}
	}
	start, inSpace := 0, false
	for i, r := range text {
		space := pySpace(r)
		if i == 0 {
			inSpace = space
		}
		if space == inSpace {
			continue
		}
		inSpace = space
		if start < i {
			add(text[start:i])
		}
		start = i
		if r == ' ' {
			out[len(out)-1].blank = true
			start++
		}
	}
	if start < len(text) {
		add(text[start:])
	}
	return t.joinPhrases(out)
}

// joinPhrases finds the exceptions that the patterns had cut, and puts their
// tokens in place.
func (t *tokenizer) joinPhrases(toks []tok) []tok {
	type run struct{ start, end int }
	var found []run
	for i := range toks {
		for _, seq := range t.phrases[toks[i].text] {
			if i+len(seq) <= len(toks) && slices.EqualFunc(seq, toks[i:i+len(seq)], func(s string, x tok) bool { return s == x.text }) {
				found = append(found, run{i, i + len(seq)})
			}
		}
	}
	if found == nil {
		return toks
	}
	slices.SortFunc(found, func(a, b run) int {
		return cmp.Or(cmp.Compare(b.end-b.start, a.end-a.start), cmp.Compare(a.start, b.start))
	})
	taken := map[int]bool{}
	ends := map[int]int{}
	for _, r := range found {
		// as in spaCy, a run that overlaps a longer one still takes its tokens
		if !taken[r.start] && !taken[r.end-1] {
			ends[r.start] = r.end
		}
		for i := r.start; i < r.end; i++ {
			taken[i] = true
		}
	}
	out := make([]tok, 0, len(toks))
	for i := 0; i < len(toks); {
		end, ok := ends[i]
		if !ok {
			out = append(out, toks[i])
			i++
			continue
		}
		if parts, ok := t.special[spell(toks[i:end])]; ok {
			for _, l := range parts {
				out = append(out, tok{l, false})
			}
			out[len(out)-1].blank = toks[end-1].blank
		} else {
			out = append(out, toks[i:end]...)
		}
		i = end
	}
	return out
}

// spell is the text of tokens without the blank after the last one.
func spell(toks []tok) string {
	var b strings.Builder
	for i, t := range toks {
		b.WriteString(t.text)
		if t.blank && i < len(toks)-1 {
			b.WriteByte(' ')
		}
	}
	return b.String()
}
