package gazetteer

import "sort"

// trie maps sequences of pieces to values. Each value remembers which pieces
// must be capitalised, so one structure serves names and common nouns.
type trie[T any] struct {
	words map[string]int32
	next  map[uint64]int32
	first []int32 // by node: 1 + the index in ends of its first value, 0 for none
	ends  []ending[T]
}

type ending[T any] struct {
	value   T
	initial uint32 // bit i: piece i needs an upper-case first letter
	upper   uint32 // bit i: piece i needs all letters in upper case
	next    int32  // as first
}

func newTrie[T any](size int) trie[T] {
	return trie[T]{words: make(map[string]int32, size), next: make(map[uint64]int32, 2*size),
		first: make([]int32, 1, 2*size), ends: make([]ending[T], 0, size)}
}

// maxPieces bounds the names; longer ones are refused by the reader.
const maxPieces = 24

// add enters a name. Pieces that the name writes with a capital need one in
// the text too, those that it writes all in capitals need all capitals. It is
// false for a name without pieces or with too many.
func (t *trie[T]) add(name string, value T) bool {
	_, ok := t.enter(name, value, false)
	return ok
}

// addNew is add, but leaves a name that is there and returns its value.
func (t *trie[T]) addNew(name string, value T) (old *T, ok bool) {
	return t.enter(name, value, true)
}

func (t *trie[T]) enter(name string, value T, fresh bool) (old *T, ok bool) {
	var buf [12]piece
	ps := pieces(name, buf[:0])
	if len(ps) == 0 || len(ps) > maxPieces {
		return nil, false
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
			child = int32(len(t.first))
			t.first = append(t.first, 0)
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
	if i := t.first[node]; fresh && i != 0 {
		return &t.ends[i-1].value, true
	}
	t.ends = append(t.ends, e)
	last := &t.first[node]
	for *last != 0 {
		last = &t.ends[*last-1].next
	}
	*last = int32(len(t.ends))
	return nil, true
}

// edit calls f for every value of a name, whatever its capitals.
func (t *trie[T]) edit(name string, f func(*T)) {
	var buf [12]piece
	node := int32(0)
	for _, p := range pieces(name, buf[:0]) {
		w, known := t.words[p.text]
		if !known {
			return
		}
		if node, known = t.next[uint64(node)<<32|uint64(w)]; !known {
			return
		}
	}
	for i := t.first[node]; i != 0; i = t.ends[i-1].next {
		f(&t.ends[i-1].value)
	}
}

// arrange orders the values of each name by less and joins two that join says
// are the same (the first takes up the second).
func (t *trie[T]) arrange(less func(a, b T) bool, join func(into *T, v T) bool) {
	var es []ending[T]
	for node, i := range t.first {
		if i == 0 || t.ends[i-1].next == 0 {
			continue
		}
		es = es[:0]
	value:
		for ; i != 0; i = t.ends[i-1].next {
			e := t.ends[i-1]
			for k := range es {
				if !join(&es[k].value, e.value) {
					continue
				}
				es[k].initial &= e.initial // what either spelling allows
				es[k].upper &= e.upper
				continue value
			}
			es = append(es, e)
		}
		sort.SliceStable(es, func(a, b int) bool { return less(es[a].value, es[b].value) })
		at := &t.first[node]
		for k := range es {
			e := &t.ends[*at-1]
			next := e.next
			*e = es[k]
			e.next = next
			at = &e.next
		}
		*at = 0
	}
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
	for i := t.first[node]; i != 0; i = t.ends[i-1].next {
		if e := &t.ends[i-1]; e.initial&^initial == 0 && e.upper&^upper == 0 {
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
