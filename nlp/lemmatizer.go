package nlp

import (
	"slices"
	"strings"
)

// The lemmatizer: suffix rules with exceptions and an index of known base forms
// for each coarse part of speech (spacy/pipeline/lemmatizer.py, mode "rule", and
// spacy/lang/en/lemmatizer.py). The tables come from WordNet.

// lemmaTable is the table of one part of speech as convert/convert.py writes it.
type lemmaTable struct {
	Rules      [][2]string `json:"rules"`      // suffix, replacement
	Exceptions string      `json:"exceptions"` // lines "form TAB lemma TAB lemma", sorted
	Index      string      `json:"index"`      // lines, sorted
	exceptions []string
	index      []string
}

type lemmatizer map[POS]*lemmaTable

// lemmaEntry is a lemma that was found for a lexeme before.
type lemmaEntry struct {
	pos   POS
	morph Morph
	lemma string
	next  *lemmaEntry
	depth int
}

// maxLemmas bounds the lemmas that a lexeme keeps.
const maxLemmas = 16

func newLemmatizer(tables map[POS]*lemmaTable) lemmatizer {
	for _, t := range tables {
		t.exceptions, t.index = strings.Split(t.Exceptions, "\n"), strings.Split(t.Index, "\n")
	}
	return tables
}

// lemma returns the base form of a word.
func (l lemmatizer) lemma(x *lexeme, pos POS, morph Morph) string {
	known := x.lemmas.Load()
	for e := known; e != nil; e = e.next {
		if e.pos == pos && e.morph == morph {
			return e.lemma
		}
	}
	e := &lemmaEntry{pos: pos, morph: morph, lemma: l.find(x.form, pos, morph), next: known}
	if known != nil {
		e.depth = known.depth + 1
	}
	if e.depth < maxLemmas {
		x.lemmas.CompareAndSwap(known, e) // if another goroutine was faster, its entry stays
	}
	return e.lemma
}

func (l lemmatizer) find(f *form, pos POS, morph Morph) string {
	table := l[pos]
	switch {
	case pos == "" || pos == PosSpace || isBaseForm(pos, morph):
		return f.lower
	case table == nil && pos == PosPropn:
		return f.text
	case table == nil:
		return f.lower
	}
	forms, unknown := table.inflected(f.lower)
	for _, lemma := range table.exceptional(f.lower) {
		if !slices.Contains(forms, lemma) {
			forms = slices.Insert(forms, 0, lemma)
		}
	}
	forms = append(forms, unknown...)
	if len(forms) == 0 {
		return f.text
	}
	return forms[0]
}

// isBaseForm says from the morphology that a word is its own lemma.
func isBaseForm(pos POS, morph Morph) bool {
	number, form := morph.Get("Number"), morph.Get("VerbForm")
	return pos == PosNoun && number == "Sing" ||
		form == "Inf" || form == "None" || morph.Get("Degree") == "Pos" ||
		pos == PosVerb && form == "Fin" && morph.Get("Tense") == "Pres" && number == ""
}

// inflected applies the rules: known base forms, last rule first, then results
// that are no words; and the words that the index does not know.
func (t *lemmaTable) inflected(word string) (forms, unknown []string) {
	for _, rule := range t.Rules {
		stem, ok := strings.CutSuffix(word, rule[0])
		if !ok || stem+rule[1] == "" {
			continue
		}
		form := stem + rule[1]
		if _, ok := slices.BinarySearch(t.index, form); ok {
			forms = slices.Insert(forms, 0, form)
		} else if !pyAlpha(form) {
			forms = append(forms, form)
		} else {
			unknown = append(unknown, form)
		}
	}
	seen := 0
	for _, form := range forms {
		if !slices.Contains(forms[:seen], form) {
			forms[seen] = form
			seen++
		}
	}
	return forms[:seen], unknown
}

func (t *lemmaTable) exceptional(word string) []string {
	key := word + "\t"
	i, _ := slices.BinarySearch(t.exceptions, key)
	if i == len(t.exceptions) || !strings.HasPrefix(t.exceptions[i], key) {
		return nil
	}
	return strings.Split(t.exceptions[i][len(key):], "\t")
}
