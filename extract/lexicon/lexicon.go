// Package lexicon holds the words that name events, written from the PLOVER
// codebook, as readable files (verbs.txt, nouns.txt) and the words that lead in
// what somebody says (cues.txt).
package lexicon

import (
	_ "embed" // the files
	"fmt"
	"strings"
)

//go:embed verbs.txt
var verbFile string

//go:embed nouns.txt
var nounFile string

//go:embed cues.txt
var cueFile string

// An Entry says what a word names and how its actors stand around it.
type Entry struct {
	Type, Mode string
	Lemma      string
	With       string   // the particle or preposition that it needs, "" for none
	Objects    []string // the object heads that it needs, nil for any
	Modifier   string   // nouns: the modifier that it needs
	Targets    []string // where the target stands; nil for the usual places
	Sources    []string // nouns: prepositions that lead in the source
	Mutual     bool     // both sides act on each other
	Strict     bool     // an event only with an actor on both sides
}

// A Cue says how a word leads in speech.
type Cue string

// The classes of cues (cues.txt).
const (
	Say   Cue = "say"
	Hold  Cue = "hold"
	Speak Cue = "speak"
	Show  Cue = "show"
	Noun  Cue = "noun"
	Quote Cue = "quote"
	View  Cue = "view"
)

// A Class is the kind of word that a view is told with.
type Class string

// The classes of words for views, wishes and plans (cues.txt).
const (
	OfVerb      Class = "verb"
	OfPassive   Class = "passive"
	OfNoun      Class = "noun"
	OfAdjective Class = "adjective"
	OfAsked     Class = "asked"   // passives of asking: the question is the content
	OfSeeming   Class = "seeming" // the subject and what it seems to do
)

// A Construction is how the content hangs on a word: a kind of clause, the
// object, or else a preposition.
type Construction string

// The constructions that are no preposition (cues.txt).
const (
	That   Construction = "that"
	Wh     Construction = "wh"
	To     Construction = "to"
	Ing    Construction = "ing"
	Object Construction = "object"
	// Rest is the object with all that is said of it: "shows him ahead".
	Rest    Construction = "rest"
	Subject Construction = "subject" // of passives: "no damage was reported"
)

type complement struct {
	lemma string
	class Class
	by    Construction
}

// A Lexicon is the loaded files. It does not change.
type Lexicon struct {
	verbs, nouns map[string][]Entry
	cues         map[string]map[Cue]bool
	complements  map[complement]bool
}

// Load reads the built-in files. They are part of the program, so an error in
// them is the program's; a test reads them.
func Load() *Lexicon {
	l := &Lexicon{cues: map[string]map[Cue]bool{}, complements: map[complement]bool{}}
	var err error
	if l.verbs, err = parse(verbFile, verbEntry); err == nil {
		l.nouns, err = parse(nounFile, nounEntry)
	}
	if err != nil {
		panic("extract/lexicon: " + err.Error())
	}
	class, by := "", ""
	for line := range strings.Lines(cueFile) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			class, by, _ = strings.Cut(strings.Trim(line, "[]"), " ")
		default:
			for w := range strings.FieldsSeq(line) {
				l.addCue(w, class, by)
			}
		}
	}
	return l
}

// addCue enters a word of a section of cues.txt; "talk_about" carries its own
// preposition.
func (l *Lexicon) addCue(w, class, by string) {
	if by == "" {
		if l.cues[w] == nil {
			l.cues[w] = map[Cue]bool{}
		}
		l.cues[w][Cue(class)] = true
		return
	}
	if lemma, prep, ok := strings.Cut(w, "_"); ok && by == "preposition" {
		w, by = lemma, prep
	}
	l.complements[complement{w, Class(class), Construction(by)}] = true
}

// Complement tells whether the content of a word of that class hangs on it by
// that construction.
func (l *Lexicon) Complement(lemma string, c Class, by Construction) bool {
	return l.complements[complement{lemma, c, by}]
}

// Verb gives the entries of a verb's lemma, the file's order.
func (l *Lexicon) Verb(lemma string) []Entry { return l.verbs[lemma] }

// Noun gives the entries of a noun's lemma.
func (l *Lexicon) Noun(lemma string) []Entry { return l.nouns[lemma] }

// Cue tells whether a lemma is a cue of that class.
func (l *Lexicon) Cue(lemma string, c Cue) bool { return l.cues[lemma][c] }

func parse(file string, entry func(string) (Entry, error)) (map[string][]Entry, error) {
	out := map[string][]Entry{}
	typ, mode := "", ""
	n := 0
	for line := range strings.Lines(file) {
		n++
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
			continue
		case line[0] == '[':
			typ, mode, _ = strings.Cut(strings.Trim(line, "[]"), " ")
			continue
		}
		for w := range strings.FieldsSeq(line) {
			e, err := entry(w)
			if err != nil {
				return nil, fmt.Errorf("line %d: %w", n, err)
			}
			e.Type, e.Mode = typ, mode
			out[e.Lemma] = append(out[e.Lemma], e)
		}
	}
	return out, nil
}

func verbEntry(w string) (Entry, error) {
	var e Entry
	head, targets, found := strings.Cut(w, ">")
	if found {
		e.Targets = strings.Split(targets, ",")
	}
	if h, ok := strings.CutSuffix(head, "~"); ok {
		head, e.Mutual = h, true
	}
	if h, ok := strings.CutSuffix(head, "!"); ok {
		head, e.Strict = h, true
	}
	head, objects, found := strings.Cut(head, ":")
	if found {
		e.Objects = strings.Split(objects, ",")
		if k := len(e.Objects) - 1; strings.HasSuffix(e.Objects[k], "~") {
			e.Objects[k], e.Mutual = strings.TrimSuffix(e.Objects[k], "~"), true
		}
	}
	if h, ok := strings.CutSuffix(head, "!"); ok {
		head, e.Strict = h, true
	}
	e.Lemma, e.With, _ = strings.Cut(head, "_")
	if e.Lemma == "" {
		return e, fmt.Errorf("entry %q names no verb", w)
	}
	return e, nil
}

func nounEntry(w string) (Entry, error) {
	var e Entry
	head, targets, found := strings.Cut(w, ">")
	if found {
		e.Targets = strings.Split(targets, ",")
	}
	head, sources, found := strings.Cut(head, "<")
	flags := &head
	if found {
		flags = &sources
	}
	for {
		if h, ok := strings.CutSuffix(*flags, "~"); ok {
			*flags, e.Mutual = h, true
		} else if h, ok := strings.CutSuffix(*flags, "!"); ok {
			*flags, e.Strict = h, true
		} else {
			break
		}
	}
	for _, x := range []struct {
		suffix string
		flag   *bool
	}{{"~", &e.Mutual}, {"!", &e.Strict}} {
		for strings.HasSuffix(head, x.suffix) {
			head, *x.flag = strings.TrimSuffix(head, x.suffix), true
		}
	}
	for strings.HasSuffix(head, "~") || strings.HasSuffix(head, "!") {
		e.Mutual = e.Mutual || strings.HasSuffix(head, "~")
		e.Strict = e.Strict || strings.HasSuffix(head, "!")
		head = head[:len(head)-1]
	}
	if sources != "" {
		e.Sources = strings.Split(sources, ",")
	}
	if mod, noun, ok := strings.Cut(head, "+"); ok {
		e.Modifier, head = mod, noun
	}
	e.Lemma = head
	if e.Lemma == "" {
		return e, fmt.Errorf("entry %q names no noun", w)
	}
	return e, nil
}
