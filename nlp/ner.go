package nlp

import (
	"fmt"
	"strings"
)

// The entity recognizer: one action a token, that begins, continues or ends an
// entity, is one of a single token, or none (spacy/pipeline/_parser_internals/
// ner.pyx, BiluoPushDown).

// recognizer is the model of the entity recognizer.
type recognizer struct {
	scorer               *scorer
	begin, in, last, one []int // actions by entity type
	out                  int
}

// found is an entity while it is made: tokens, and index of the type.
type found struct{ start, end, kind int }

func newRecognizer(k *kernels, ts *tensors, moves []string, l *labels) (*recognizer, error) {
	r := &recognizer{scorer: newScorer(k, ts, "ner", 3, len(moves)), out: -1}
	l.ents = []EntType{""}
	for i, m := range moves {
		kind, label, _ := strings.Cut(m, "-")
		actions := map[string]*[]int{"B": &r.begin, "I": &r.in, "L": &r.last, "U": &r.one}[kind]
		switch {
		case kind == "O":
			r.out = i
		case actions == nil:
			return nil, fmt.Errorf("the entity recognizer has the unknown action %q", m)
		case label != "": // an action without a type is never valid
			kind := number(&l.ents, EntType(label)) - 1
			if kind != len(*actions) {
				return nil, fmt.Errorf("the entity recognizer has the action %q out of order", m)
			}
			*actions = append(*actions, i)
		}
	}
	if types := len(l.ents) - 1; r.out < 0 || len(r.begin) != types || len(r.in) != types || len(r.last) != types || len(r.one) != types {
		return nil, fmt.Errorf("the entity recognizer does not have all actions for its %d types", types)
	}
	return r, nil
}

// run appends the entities of the document whose vectors were added; starts are
// the sentence starts, which no entity crosses.
func (r *recognizer) run(s *scoring, toks []tok, starts []bool, out []found) []found {
	kind, start := -1, -1 // of the open entity
	for i := range s.n {
		ends := i == s.n-1 || starts[i+1]
		switch {
		case kind >= 0 && !ends:
			s.setState(int32(i), int32(start), int32(i-1))
			if s.score(r.last[kind]) <= s.score(r.in[kind]) {
				continue
			}
			fallthrough
		case kind >= 0:
			out = append(out, found{start, i + 1, kind})
			kind = -1
		case !toks[i].space:
			s.setState(int32(i), -1, -1)
			s.scoreAll()
			best, first := r.best(s, !ends)
			if best == r.out {
				break
			}
			if first >= 0 {
				kind, start = first, i
				break
			}
			for k, one := range r.one {
				if one == best {
					out = append(out, found{i, i + 1, k})
				}
			}
		}
	}
	return out
}

// best returns the best action outside an entity, and the type that it begins,
// -1 if none.
func (r *recognizer) best(s *scoring, mayBegin bool) (action, begins int) {
	action, begins = r.one[0], -1
	if mayBegin {
		action, begins = r.begin[0], 0
		for k, a := range r.begin {
			if s.scores[a] > s.scores[action] {
				action, begins = a, k
			}
		}
	}
	for _, a := range r.one {
		if s.scores[a] > s.scores[action] {
			action, begins = a, -1
		}
	}
	if s.scores[r.out] > s.scores[action] {
		return r.out, -1
	}
	return action, begins
}
