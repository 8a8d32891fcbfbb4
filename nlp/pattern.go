package nlp

import (
	"fmt"
	"slices"
	"unicode"
	"unicode/utf8"
)

// The tokenizer's patterns are regular expressions with look-around, which
// package regexp does not have. The model file holds their syntax trees; here
// they become small programs for a backtracking machine, forward or backward.

// patternNode is a node of a syntax tree as convert/convert.py writes it.
type patternNode struct {
	Op      string           `json:"op"` // set, alt, repeat, look, begin, end
	Not     bool             `json:"not"`
	Classes string           `json:"classes"` // of d D s S w W
	Ranges  [][2]rune        `json:"ranges"`  // sorted
	Alts    [][]*patternNode `json:"alts"`
	Seq     []*patternNode   `json:"seq"`
	Min     int              `json:"min"`
	Max     int              `json:"max"` // -1: no limit
	Behind  bool             `json:"behind"`
}

type opcode uint8

const (
	opSet   opcode = iota // one code point of set
	opSplit               // try next, then other
	opJump                // to other
	opLook                // sub matches here, or does not
	opBegin               // at the start of the string
	opEnd                 // at its end, or before a newline that ends it
	opMatch
)

type instruction struct {
	op    opcode
	set   *charSet
	other int
	sub   *pattern
	not   bool
}

// pattern is a compiled pattern.
type pattern struct {
	code  []instruction
	back  bool     // matches towards the start of the string
	memo  bool     // has repeats inside repeats: visit no state twice
	first *charSet // what a match can begin with, nil if anything
}

// charSet is a set of code points.
type charSet struct {
	ascii   [utf8.RuneSelf]bool
	ranges  [][2]rune
	classes string
	not     bool
}

func newCharSet(n *patternNode) *charSet {
	s := &charSet{ranges: n.Ranges, classes: n.Classes, not: n.Not}
	for r := range rune(utf8.RuneSelf) {
		s.ascii[r] = s.find(r)
	}
	return s
}

func (s *charSet) has(r rune) bool {
	if r < utf8.RuneSelf {
		return s.ascii[r]
	}
	return s.find(r)
}

func (s *charSet) find(r rune) bool {
	_, in := slices.BinarySearchFunc(s.ranges, r, func(x [2]rune, r rune) int {
		if x[1] < r {
			return -1
		} else if x[0] > r {
			return 1
		}
		return 0
	})
	for i := 0; i < len(s.classes) && !in; i++ {
		switch s.classes[i] {
		case 'd':
			in = unicode.Is(unicode.Nd, r)
		case 'D':
			in = !unicode.Is(unicode.Nd, r)
		case 's':
			in = pySpace(r)
		case 'S':
			in = !pySpace(r)
		case 'w':
			in = pyWord(r)
		case 'W':
			in = !pyWord(r)
		}
	}
	return in != s.not
}

// compilePattern makes the program of a sequence of nodes.
func compilePattern(seq []*patternNode, back, memo bool) (*pattern, error) {
	p := &pattern{back: back, memo: memo}
	if err := p.sequence(seq); err != nil {
		return nil, err
	}
	p.code = append(p.code, instruction{op: opMatch})
	p.findFirst()
	return p, nil
}

func (p *pattern) emit(i instruction) int {
	p.code = append(p.code, i)
	return len(p.code) - 1
}

func (p *pattern) sequence(seq []*patternNode) error {
	for i := range seq {
		if p.back {
			i = len(seq) - 1 - i
		}
		if err := p.node(seq[i]); err != nil {
			return err
		}
	}
	return nil
}

func (p *pattern) node(n *patternNode) error {
	switch n.Op {
	case "set":
		p.emit(instruction{op: opSet, set: newCharSet(n)})
	case "begin":
		p.emit(instruction{op: opBegin})
	case "end":
		p.emit(instruction{op: opEnd})
	case "look":
		sub, err := compilePattern(n.Seq, n.Behind, false)
		if err != nil {
			return err
		}
		p.emit(instruction{op: opLook, sub: sub, not: n.Not})
	case "alt":
		return p.alternatives(n.Alts)
	case "repeat":
		return p.repeat(n)
	default:
		return fmt.Errorf("tokenizer pattern has the unknown operation %q", n.Op)
	}
	return nil
}

func (p *pattern) alternatives(alts [][]*patternNode) error {
	var ends []int
	for i, alt := range alts {
		split := -1
		if i < len(alts)-1 {
			split = p.emit(instruction{op: opSplit})
		}
		if err := p.sequence(alt); err != nil {
			return err
		}
		if split >= 0 {
			ends = append(ends, p.emit(instruction{op: opJump}))
			p.code[split].other = len(p.code)
		}
	}
	for _, e := range ends {
		p.code[e].other = len(p.code)
	}
	return nil
}

// repeat writes the body Min times, then as a loop or up to Max times optionally.
// No body of the tokenizer's patterns can match the empty string.
func (p *pattern) repeat(n *patternNode) error {
	for range n.Min {
		if err := p.sequence(n.Seq); err != nil {
			return err
		}
	}
	if n.Max < 0 {
		loop := p.emit(instruction{op: opSplit})
		if err := p.sequence(n.Seq); err != nil {
			return err
		}
		p.emit(instruction{op: opJump, other: loop})
		p.code[loop].other = len(p.code)
		return nil
	}
	var splits []int
	for range n.Max - n.Min {
		splits = append(splits, p.emit(instruction{op: opSplit}))
		if err := p.sequence(n.Seq); err != nil {
			return err
		}
	}
	for _, s := range splits {
		p.code[s].other = len(p.code)
	}
	return nil
}

// findFirst fills first with the ASCII characters that a match can begin with
// and everything beyond; it stays nil if a match can be empty.
func (p *pattern) findFirst() {
	first := &charSet{ranges: [][2]rune{{utf8.RuneSelf, unicode.MaxRune}}}
	seen := make([]bool, len(p.code))
	empty := false
	var visit func(pc int)
	visit = func(pc int) {
		for !seen[pc] {
			seen[pc] = true
			switch in := p.code[pc]; in.op {
			case opSet:
				for r, has := range in.set.ascii {
					first.ascii[r] = first.ascii[r] || has
				}
				return
			case opMatch:
				empty = true
				return
			case opSplit:
				visit(in.other)
				pc++
			case opJump:
				pc = in.other
			default:
				pc++
			}
		}
	}
	visit(0)
	if !empty {
		p.first = first
	}
}

// matcher has the memory of one goroutine's matches.
type matcher struct {
	stack   []state
	visited []uint64
}

type state struct{ pc, at int }

// step reads one code point at the byte offset, forward or backward; size 0 at
// the string's end.
func (p *pattern) step(s string, at int) (r rune, next int, ok bool) {
	if p.back {
		if at == 0 {
			return 0, 0, false
		}
		if c := s[at-1]; c < utf8.RuneSelf {
			return rune(c), at - 1, true
		}
		r, size := utf8.DecodeLastRuneInString(s[:at])
		return r, at - size, true
	}
	if at == len(s) {
		return 0, 0, false
	}
	if c := s[at]; c < utf8.RuneSelf {
		return rune(c), at + 1, true
	}
	r, size := utf8.DecodeRuneInString(s[at:])
	return r, at + size, true
}

// match runs the pattern from the byte offset and returns where the preferred
// match ends, or with farthest the one that goes farthest, -1 without any.
func (m *matcher) match(p *pattern, s string, at int, farthest bool) int {
	if p.first != nil {
		if r, _, ok := p.step(s, at); !ok || !p.first.has(r) {
			return -1
		}
	}
	if p.memo {
		words := (len(p.code)*(len(s)+1) + 63) / 64
		m.visited = slices.Grow(m.visited[:0], words)[:words]
		clear(m.visited)
	}
	base := len(m.stack) // a look-around runs on top of its pattern's states
	best := -1
	m.stack = append(m.stack, state{0, at})
	for len(m.stack) > base {
		st := m.stack[len(m.stack)-1]
		m.stack = m.stack[:len(m.stack)-1]
		end := m.run(p, s, st)
		if end < 0 {
			continue
		}
		if best < 0 || p.back == (end < best) {
			best = end
		}
		if !farthest {
			break
		}
	}
	m.stack = m.stack[:base]
	return best
}

// run follows one thread until it matches or fails, and puts the other ways on
// the stack.
func (m *matcher) run(p *pattern, s string, st state) int {
	pc, at := st.pc, st.at
	for {
		in := &p.code[pc]
		if p.memo {
			bit := pc*(len(s)+1) + at
			if m.visited[bit/64]&(1<<(bit%64)) != 0 {
				return -1
			}
			m.visited[bit/64] |= 1 << (bit % 64)
		}
		switch in.op {
		case opMatch:
			return at
		case opSet:
			r, next, ok := p.step(s, at)
			if !ok || !in.set.has(r) {
				return -1
			}
			at = next
		case opSplit:
			m.stack = append(m.stack, state{in.other, at})
		case opJump:
			pc = in.other
			continue
		case opLook:
			if (m.match(in.sub, s, at, false) >= 0) == in.not {
				return -1
			}
		case opBegin:
			if at != 0 {
				return -1
			}
		case opEnd:
			if at != len(s) && (at != len(s)-1 || s[at] != '\n') {
				return -1
			}
		}
		pc++
	}
}
