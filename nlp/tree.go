package nlp

// maxSearch bounds the tokens that are looked at for one token's true head.
const maxSearch = 4096

// treeBuffers is the memory in which a parse becomes a tree.
type treeBuffers struct {
	left, right       []int32 // edges of the subtrees
	starts            []bool
	first, next       []int32 // children in text order
	queue, queueAfter []int32
}

// finish moves the arcs with pseudo-projective labels to their true heads
// (spacy/pipeline/_parser_internals/nonproj.pyx, deprojectivize) and finds the
// edges of all subtrees and the sentences.
func (p *parser) finish(s *parse, toks []tok) {
	s.edges()
	moved := false
	for i, dep := range s.deps {
		if dep < pseudoBase {
			continue
		}
		if !moved {
			s.tree.linkChildren(s.heads)
			moved = true
		}
		labels := p.pseudo[dep-pseudoBase]
		if head := p.trueHead(s, toks, int32(i), labels[1]); head != s.heads[i] {
			s.tree.relink(int32(i), s.heads[i], head)
			s.heads[i] = head
		}
		s.deps[i] = labels[0]
	}
	if moved {
		s.edges()
	}
	clear(s.starts)
	for i, h := range s.heads {
		if int(h) == i {
			s.starts[s.tree.left[i]] = true
		}
	}
}

// trueHead looks, level by level, below the head of a token for the first token
// with the label.
func (p *parser) trueHead(s *parse, toks []tok, token, label int32) int32 {
	t := &s.tree
	t.queue = append(t.queue[:0], s.heads[token])
	for seen := 0; len(t.queue) > 0; {
		t.queueAfter = t.queueAfter[:0]
		for _, q := range t.queue {
			for c := t.first[q]; c >= 0; c = t.next[c] {
				if seen++; seen > maxSearch {
					return s.heads[token]
				}
				if c == token || toks[c].space || c < t.left[q] || c > t.right[q] {
					continue
				}
				if dep := s.deps[c]; dep == label {
					return c
				}
				t.queueAfter = append(t.queueAfter, c)
			}
		}
		t.queue, t.queueAfter = t.queueAfter, t.queue
	}
	return s.heads[token]
}

func (t *treeBuffers) linkChildren(heads []int32) {
	t.first, t.next = filled(t.first, len(heads), -1), filled(t.next, len(heads), -1)
	for i := int32(len(heads)) - 1; i >= 0; i-- {
		if h := heads[i]; h != i {
			t.next[i], t.first[h] = t.first[h], i
		}
	}
}

// relink moves a child from one head's list to another's.
func (t *treeBuffers) relink(child, from, to int32) {
	at := &t.first[from]
	for *at != child {
		at = &t.next[*at]
	}
	*at = t.next[child]
	for at = &t.first[to]; *at >= 0 && *at < child; {
		at = &t.next[*at]
	}
	t.next[child], *at = *at, child
}

// edges finds the leftmost and rightmost token of each subtree by sweeps over
// the tokens, until no head lies outside its sentence (as spaCy does in
// spacy/tokens/doc.pyx, set_children_from_heads).
func (s *parse) edges() {
	const maxSweeps = 12
	t := &s.tree
	t.left, t.right = resize(t.left, s.n), resize(t.right, s.n)
	for i := range t.left {
		t.left[i], t.right[i] = int32(i), int32(i)
	}
	for range maxSweeps {
		if s.sweep() {
			return
		}
	}
}

func (s *parse) sweep() bool {
	t := &s.tree
	for i, h := range s.heads {
		t.left[h] = min(t.left[h], t.left[i])
		t.right[h] = max(t.right[h], t.right[i])
	}
	for i := s.n - 1; i >= 0; i-- {
		h := s.heads[i]
		t.left[h] = min(t.left[h], t.left[i])
		t.right[h] = max(t.right[h], t.right[i])
	}
	t.starts = filled(t.starts, s.n, false)
	for i, h := range s.heads {
		if int(h) == i {
			t.starts[t.left[i]] = true
		}
	}
	first := 0
	for i := range s.heads {
		if i > 0 && t.starts[i] || i == s.n-1 {
			for _, h := range s.heads[first:i] {
				if int(h) < first || int(h) > i {
					return false
				}
			}
			first = i
		}
	}
	return true
}
