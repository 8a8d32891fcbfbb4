package gazetteer

// trie maps sequences of pieces to values. Each value remembers which pieces
// must be capitalised, so one structure serves names and common nouns.
type trie[T any] struct {
	words map[string]int32
	next  map[uint64]int32
	ends  map[int32][]ending[T]
	nodes int32
}

type ending[T any] struct {
	value   T
	initial uint32 // bit i: piece i needs an upper-case first letter
	upper   uint32 // bit i: piece i needs all letters in upper case
}

func newTrie[T any](size int) trie[T] {
	return trie[T]{words: make(map[string]int32, size), next: make(map[uint64]int32, 2*size), ends: make(map[int32][]ending[T], size), nodes: 1}
}

// maxPieces bounds the names; longer ones are refused by the reader.
const maxPieces = 24

// add enters a name. Pieces that the name writes with a capital need one in
// the text too, those that it writes all in capitals need all capitals.
func (t *trie[T]) add(name string, value T) (end int32, ok bool) {
	var buf [12]piece
	ps := pieces(name, buf[:0])
	if len(ps) == 0 || len(ps) > maxPieces {
		return 0, false
	}
	node := int32(0)
	e := ending[T]{value: value}
	for i, p := range ps {
		w, known := t.words[p.text]
		if !known {
			w = int32(len(t.words))
			t.words[p.text] = w
		}
		k := uint64(node)<<32 | uint64(w)
		child, known := t.next[k]
		if !known {
			child = t.nodes
			t.nodes++
			t.next[k] = child
		}
		node = child
		if p.initial {
			e.initial |= 1 << i
		}
		if p.allUpper && p.letters > 1 {
			e.upper |= 1 << i
		}
	}
	t.ends[node] = append(t.ends[node], e)
	return node, true
}

// each calls f for every entered name that starts at token at and ends where a
// token ends, the shortest first, with the number of tokens.
func (t *trie[T]) each(words []string, at int, f func(tokens int, values []T)) {
	if at < 0 || at >= len(words) {
		return
	}
	var buf [8]piece
	var initial, upper uint32
	node, depth := int32(0), 0
	for i := at; i < len(words); i++ {
		ps := pieces(words[i], buf[:0])
		if len(ps) == 0 && (i == at || !joins(words[i])) {
			return
		}
		for _, p := range ps {
			w, known := t.words[p.text]
			if !known || depth == maxPieces {
				return
			}
			child, known := t.next[uint64(node)<<32|uint64(w)]
			if !known {
				return
			}
			if p.initial {
				initial |= 1 << depth
			}
			if p.allUpper {
				upper |= 1 << depth
			}
			node = child
			depth++
		}
		if len(ps) == 0 {
			continue
		}
		if vs := t.allowed(node, initial, upper); vs != nil {
			f(i+1-at, vs)
		}
	}
}

// joins reports whether a token without pieces may stand inside a name.
func joins(w string) bool {
	for _, r := range w {
		if !isHyphen(r) && !isApostrophe(r) && r != '.' && r != '/' {
			return false
		}
	}
	return true
}

func (t *trie[T]) allowed(node int32, initial, upper uint32) []T {
	var out []T
	for _, e := range t.ends[node] {
		if e.initial&^initial == 0 && e.upper&^upper == 0 {
			out = append(out, e.value)
		}
	}
	return out
}

// longest returns the longest match at a token, as each would give it last.
func (t *trie[T]) longest(words []string, at int) (int, []T) {
	n := 0
	var vs []T
	t.each(words, at, func(tokens int, values []T) { n, vs = tokens, values })
	return n, vs
}

// exact returns the values of a whole name.
func (t *trie[T]) exact(name string) []T {
	var out []T
	t.each([]string{name}, 0, func(_ int, values []T) { out = values })
	return out
}
