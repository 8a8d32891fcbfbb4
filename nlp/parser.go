package nlp

import (
	"fmt"
	"strings"
)

// The dependency parser: arc-eager transitions with a non-monotonic repair
// (spacy/pipeline/_parser_internals/arc_eager.pyx and _state.pxd, 3.8).

type moveKind uint8

const (
	moveShift  moveKind = iota // first of the buffer to the stack
	moveReduce                 // drop the top of the stack, or put it back if it has no head
	moveLeft                   // the top becomes a child of the first of the buffer
	moveRight                  // the first of the buffer becomes a child of the top, and goes to the stack
	moveBreak                  // a sentence starts at the second of the buffer
	moveKinds
)

type move struct {
	kind  moveKind
	label int32 // index in the labels' deps, or in pseudo
}

// parser is the model of the parser.
type parser struct {
	scorer   *scorer
	moves    []move
	from, to [moveKinds]int // moves of each kind
	root     int32
	// A label "a||b" marks an arc that was moved up to make the tree projective:
	// the token has the label a, and its head is below, with the label b. These
	// labels have numbers from pseudoBase on.
	pseudo [][2]int32
}

const pseudoBase = maxLabels

func newParser(k *kernels, ts *tensors, moves []string, l *labels) (*parser, error) {
	p := &parser{scorer: newScorer(k, ts, "parser", 8, len(moves))}
	kinds := map[string]moveKind{"S": moveShift, "D": moveReduce, "L": moveLeft, "R": moveRight, "B": moveBreak}
	for i, m := range moves {
		kind, label, _ := strings.Cut(m, "-")
		k, ok := kinds[kind]
		if !ok {
			return nil, fmt.Errorf("the parser has the unknown action %q", m)
		}
		var id int32
		if a, b, ok := strings.Cut(label, "||"); ok {
			id = int32(pseudoBase + len(p.pseudo))
			p.pseudo = append(p.pseudo, [2]int32{int32(number(&l.deps, Dep(a))), int32(number(&l.deps, Dep(b)))})
		} else {
			id = int32(number(&l.deps, Dep(label)))
		}
		p.moves = append(p.moves, move{k, id})
		if p.to[k] == 0 {
			p.from[k] = i
		}
		p.to[k] = i + 1
	}
	p.root = int32(number(&l.deps, DepROOT))
	return p, nil
}

// parse is the state of the parser on one document.
type parse struct {
	scoring
	heads, deps         []int32
	starts              []bool  // sentence starts, at first those that are given
	stack, buffer       []int32 // buffer: tokens that were put back, the next one last
	next                int32   // token after those that were shifted first
	unshiftable         []bool
	lastL, lastR, prevR []int32 // last left and right child of a token, right child before it
	tree                treeBuffers
}

// reset prepares for a document of n tokens. starts must be set already.
func (s *parse) reset(n int) {
	s.heads, s.deps = filled(s.heads, n, -1), filled(s.deps, n, 0)
	s.lastL, s.lastR, s.prevR = filled(s.lastL, n, -1), filled(s.lastR, n, -1), filled(s.prevR, n, -1)
	s.unshiftable = filled(s.unshiftable, n, false)
	s.stack, s.buffer, s.next = s.stack[:0], s.buffer[:0], 0
	if n > 0 {
		s.starts[0] = true
	}
}

func filled[E any](s []E, n int, v E) []E {
	s = resize(s, n)
	for i := range s {
		s[i] = v
	}
	return s
}

// top returns the token i below the top of the stack, -1 if there is none.
func (s *parse) top(i int) int32 {
	if i >= len(s.stack) {
		return -1
	}
	return s.stack[len(s.stack)-1-i]
}

// front returns token i of the buffer, -1 if there is none.
func (s *parse) front(i int) int32 {
	if i < len(s.buffer) {
		return s.buffer[len(s.buffer)-1-i]
	}
	if b := int(s.next) + i - len(s.buffer); b < s.n {
		return int32(b)
	}
	return -1
}

func (s *parse) shift() {
	if k := len(s.buffer); k > 0 {
		s.stack = append(s.stack, s.buffer[k-1])
		s.buffer = s.buffer[:k-1]
		return
	}
	s.stack = append(s.stack, s.next)
	s.next++
}

func (s *parse) pop() { s.stack = s.stack[:len(s.stack)-1] }

// arc makes child depend on head, instead of on its old head if it has one.
func (s *parse) arc(head, child, label int32) {
	if old := s.heads[child]; old >= 0 && old < child {
		// the old arc is to the right, and nearly always the last one
		at := &s.lastR[old]
		for *at != child && *at >= 0 {
			at = &s.prevR[*at]
		}
		if *at == child {
			*at = s.prevR[child]
		}
	}
	if head > child {
		s.lastL[head] = child
	} else {
		s.prevR[child] = s.lastR[head]
		s.lastR[head] = child
	}
	s.heads[child], s.deps[child] = head, label
}

// run parses the document whose vectors were added: it sets heads, deps and
// starts.
func (p *parser) run(s *parse, toks []tok) {
	s.reset(s.n)
	for {
		left := s.n - int(s.next) + len(s.buffer)
		if len(s.stack) == 0 && left == 0 {
			break
		}
		p.apply(s, p.choose(s, left))
	}
	for i, h := range s.heads {
		if h < 0 {
			s.heads[i], s.deps[i] = int32(i), p.root
		}
	}
	p.finish(s, toks)
}

// choose returns the best valid action; left is the length of the buffer.
func (p *parser) choose(s *parse, left int) move {
	b0, b1, s0 := s.front(0), s.front(1), s.top(0)
	starts := b0 >= 0 && s.starts[b0]
	var valid [moveKinds]bool
	valid[moveShift] = s0 < 0 || left >= 2 && !starts && !s.unshiftable[b0]
	valid[moveReduce] = s0 >= 0
	valid[moveLeft] = s0 >= 0 && left > 0 && !starts
	valid[moveRight] = valid[moveLeft]
	valid[moveBreak] = left >= 2 && b1 == b0+1 && !s.starts[b1]
	switch {
	case !valid[moveShift] && !valid[moveLeft] && !valid[moveBreak]:
		return p.moves[p.from[moveReduce]]
	case !valid[moveReduce] && !valid[moveBreak]:
		return p.moves[p.from[moveShift]]
	}
	features := [8]int32{b0, b1, s0, s.top(1), s.top(2), -1, -1, -1}
	if b0 >= 0 {
		features[5] = s.lastL[b0]
	}
	if s0 >= 0 {
		features[6], features[7] = s.lastL[s0], s.lastR[s0]
	}
	s.setState(features[:]...)
	s.scoreAll()
	best := -1
	for kind, ok := range valid {
		if !ok {
			continue
		}
		for i := p.from[kind]; i < p.to[kind]; i++ {
			if best < 0 || s.scores[i] > s.scores[best] {
				best = i
			}
		}
	}
	return p.moves[best]
}

func (p *parser) apply(s *parse, m move) {
	switch m.kind {
	case moveShift:
		s.shift()
	case moveReduce:
		s0 := s.top(0)
		s.pop()
		if s.heads[s0] < 0 && len(s.stack) > 0 {
			s.unshiftable[s0] = true
			s.buffer = append(s.buffer, s0)
		}
	case moveLeft:
		b0 := s.front(0)
		s.arc(b0, s.top(0), m.label)
		s.unshiftable[b0] = false
		s.pop()
	case moveRight:
		s.arc(s.top(0), s.front(0), m.label)
		s.shift()
	case moveBreak:
		s.starts[s.front(1)] = true
	}
}
