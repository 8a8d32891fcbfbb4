package nlp

import (
	"fmt"
	"regexp"
	"slices"
)

// The attribute ruler: a table that maps tags, words and labels to coarse parts
// of speech, morphology and some lemmas (spacy/pipeline/attributeruler.py).

// rulerEntry is an entry of the table as convert/convert.py writes it.
type rulerEntry struct {
	Number int `json:"number"` // of the pattern: later ones win
	Tokens [][]struct {
		Attr   string   `json:"attr"` // TAG, LOWER, DEP, IS_SPACE
		Op     string   `json:"op"`   // EQ, IN, NOT_IN, REGEX
		Values []string `json:"values"`
	} `json:"tokens"`
	Index int `json:"index"` // of the token that is changed
	Set   struct {
		Pos   *string `json:"POS"`
		Morph *string `json:"MORPH"`
		Lemma *string `json:"LEMMA"`
		Tag   *string `json:"TAG"`
		Dep   *string `json:"DEP"`
	} `json:"set"`
}

// rulerRule is one alternative of a pattern.
type rulerRule struct {
	number int16
	tokens []rulerToken
	index  int
	set    annotation // unset is nothing changed
}

// rulerToken says what one token must be.
type rulerToken struct {
	lexical    []func(*form) bool
	tags, deps []bool // by label; nil is any
}

// annotation is what the ruler may set. Labels are numbers of the labels tables.
type annotation struct {
	tag, dep, pos, morph int16 // unset is -1
	lemma                string
	hasLemma             bool
}

// rulerHit is the number of the rule that set each field, -1 if none.
type rulerHit struct{ tag, dep, pos, morph, lemma int16 }

type ruler struct {
	byTag   [][]*rulerRule          // first token has no lexical condition but a tag
	byLower map[string][]*rulerRule // first token is this word
	byForm  []*rulerRule            // first token has other lexical conditions
	other   []*rulerRule
}

// newRuler indexes the table and gives the labels it uses numbers.
func newRuler(entries []rulerEntry, l *labels) (*ruler, error) {
	r := &ruler{byLower: map[string][]*rulerRule{}}
	for _, e := range entries {
		rule := &rulerRule{number: int16(e.Number), index: e.Index}
		rule.set = annotation{tag: -1, dep: -1, pos: -1, morph: -1}
		if e.Set.Tag != nil {
			rule.set.tag = int16(number(&l.tags, Tag(*e.Set.Tag)))
		}
		if e.Set.Dep != nil {
			rule.set.dep = int16(number(&l.deps, Dep(*e.Set.Dep)))
		}
		if e.Set.Pos != nil {
			rule.set.pos = int16(number(&l.pos, POS(*e.Set.Pos)))
		}
		if e.Set.Morph != nil {
			rule.set.morph = int16(number(&l.morphs, Morph(*e.Set.Morph)))
		}
		if e.Set.Lemma != nil {
			rule.set.lemma, rule.set.hasLemma = *e.Set.Lemma, true
		}
		var words []string // of the first token
		for i, conditions := range e.Tokens {
			var t rulerToken
			for _, c := range conditions {
				switch c.Attr {
				case "TAG":
					t.tags = labelSet(&l.tags, c.Op, c.Values)
				case "DEP":
					t.deps = labelSet(&l.deps, c.Op, c.Values)
				default:
					f, err := lexicalCondition(c.Attr, c.Op, c.Values)
					if err != nil {
						return nil, err
					}
					t.lexical = append(t.lexical, f)
					if i == 0 && c.Attr == "LOWER" && (c.Op == "EQ" || c.Op == "IN") {
						words = c.Values
					}
				}
			}
			rule.tokens = append(rule.tokens, t)
		}
		r.index(rule, words)
	}
	return r, nil
}

func (r *ruler) index(rule *rulerRule, words []string) {
	first := &rule.tokens[0]
	switch {
	case words != nil:
		for _, w := range words {
			r.byLower[w] = append(r.byLower[w], rule)
		}
	case first.lexical != nil:
		r.byForm = append(r.byForm, rule)
	case first.tags != nil:
		for tag, ok := range first.tags {
			if ok {
				for len(r.byTag) <= tag {
					r.byTag = append(r.byTag, nil)
				}
				r.byTag[tag] = append(r.byTag[tag], rule)
			}
		}
	default:
		r.other = append(r.other, rule)
	}
}

// number returns the place of a label in a table, at its end if it is new.
func number[L comparable](table *[]L, label L) int {
	i := slices.Index(*table, label)
	if i < 0 {
		i = len(*table)
		*table = append(*table, label)
	}
	return i
}

// maxLabels is more than any label table has entries.
const maxLabels = 256

func labelSet[L ~string](table *[]L, op string, values []string) []bool {
	set := make([]bool, maxLabels)
	for i := range set {
		set[i] = op == "NOT_IN"
	}
	for _, v := range values {
		set[number(table, L(v))] = op != "NOT_IN"
	}
	return set
}

func lexicalCondition(attr, op string, values []string) (func(*form) bool, error) {
	switch {
	case attr == "IS_SPACE" && op == "EQ":
		want := values[0] == "true"
		return func(f *form) bool { return f.space == want }, nil
	case attr == "LOWER" && op == "REGEX":
		re, err := regexp.Compile(values[0])
		if err != nil {
			return nil, fmt.Errorf("attribute ruler: %w", err)
		}
		return func(f *form) bool { return len(f.lower) <= maxCached && re.MatchString(f.lower) }, nil
	case attr == "LOWER" && (op == "EQ" || op == "IN"):
		return func(f *form) bool { return slices.Contains(values, f.lower) }, nil
	case attr == "LOWER" && op == "NOT_IN":
		return func(f *form) bool { return !slices.Contains(values, f.lower) }, nil
	}
	return nil, fmt.Errorf("attribute ruler has a condition on %s with the unknown operation %s", attr, op)
}

func (t *rulerToken) hasForm(f *form) bool {
	for _, ok := range t.lexical {
		if !ok(f) {
			return false
		}
	}
	return true
}

// candidates returns the rules whose first token may be this form because of its
// string.
func (r *ruler) candidates(f *form) []*rulerRule {
	var out []*rulerRule
	for _, rules := range [][]*rulerRule{r.byLower[f.lower], r.byForm} {
		for _, rule := range rules {
			if rule.tokens[0].hasForm(f) {
				out = append(out, rule)
			}
		}
	}
	return out
}

// apply sets pos, morph and lemma of all tokens and changes some tags and labels.
// All rules see the tokens as they were before.
func (r *ruler) apply(w *worker) {
	n := len(w.toks)
	w.hits = resize(w.hits, n)
	for i := range w.hits {
		w.hits[i] = rulerHit{-1, -1, -1, -1, -1}
	}
	w.ruled = resize(w.ruled, n)
	for i := range w.ruled {
		w.ruled[i] = annotation{tag: -1, dep: -1, pos: -1, morph: -1}
	}
	for i := range w.toks {
		if tag := w.tags[i]; int(tag) < len(r.byTag) {
			r.try(w, i, r.byTag[tag])
		}
		r.try(w, i, w.toks[i].rules)
		r.try(w, i, r.other)
	}
	for i := range w.ruled {
		if a := &w.ruled[i]; a.tag >= 0 {
			w.tags[i] = int32(a.tag)
		}
		if a := &w.ruled[i]; a.dep >= 0 {
			w.parse.deps[i] = int32(a.dep)
		}
	}
}

func (r *ruler) try(w *worker, i int, rules []*rulerRule) {
next:
	for _, rule := range rules {
		if i+len(rule.tokens) > len(w.toks) {
			continue
		}
		for j := range rule.tokens {
			t, k := &rule.tokens[j], i+j
			if t.tags != nil && !t.tags[w.tags[k]] || t.deps != nil && !t.deps[w.parse.deps[k]] || j > 0 && !t.hasForm(w.toks[k].form) {
				continue next
			}
		}
		k := i + rule.index
		w.hits[k].take(&w.ruled[k], rule)
	}
}

// take copies what the rule sets where no later rule has set it.
func (h *rulerHit) take(a *annotation, rule *rulerRule) {
	set := func(by *int16, to *int16, value int16) {
		if value >= 0 && rule.number >= *by {
			*by, *to = rule.number, value
		}
	}
	set(&h.tag, &a.tag, rule.set.tag)
	set(&h.dep, &a.dep, rule.set.dep)
	set(&h.pos, &a.pos, rule.set.pos)
	set(&h.morph, &a.morph, rule.set.morph)
	if rule.set.hasLemma && rule.number >= h.lemma {
		h.lemma, a.lemma, a.hasLemma = rule.number, rule.set.lemma, true
	}
}
