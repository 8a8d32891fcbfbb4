package nlp

import "strings"

// POS is a coarse part of speech of the Universal Dependencies tag set.
type POS string

// The coarse parts of speech. The model never gives CONJ: coordinators are CCONJ.
const (
	PosAdj   POS = "ADJ"   // adjective: big, second
	PosAdp   POS = "ADP"   // adposition: in, during
	PosAdv   POS = "ADV"   // adverb: very, where
	PosAux   POS = "AUX"   // auxiliary, and every form of "be": has (gone), will, is
	PosCconj POS = "CCONJ" // coordinating conjunction: and, or, but
	PosDet   POS = "DET"   // determiner: a, the, every
	PosIntj  POS = "INTJ"  // interjection: hello, yes
	PosNoun  POS = "NOUN"  // common noun: treaty, rain
	PosNum   POS = "NUM"   // cardinal number: 3, three, IV
	PosPart  POS = "PART"  // particle: not, to (before a verb), 's (possessive)
	PosPron  POS = "PRON"  // pronoun: she, who, something, my
	PosPropn POS = "PROPN" // proper noun: Ghana, NATO
	PosPunct POS = "PUNCT" // punctuation
	PosSconj POS = "SCONJ" // subordinating conjunction: if, while, that
	PosSpace POS = "SPACE" // a token of white space
	PosSym   POS = "SYM"   // symbol: $, %
	PosVerb  POS = "VERB"  // verb other than an auxiliary
	PosX     POS = "X"     // anything else: foreign words, list marks
)

// Tag is a fine part of speech: the Penn Treebank tags of OntoNotes 5.
//
// Nouns are NN, NNS (plural), NNP, NNPS (proper); verbs VB (base form), VBD
// (past), VBG (-ing), VBN (past participle), VBP and VBZ (present, the latter
// third person singular), MD (modal); adjectives JJ, JJR, JJS and adverbs RB,
// RBR, RBS (positive, comparative, superlative), RP (particle of a phrasal
// verb); pronouns PRP and PRP$ (possessive), EX ("there is"); question words
// WDT, WP, WP$, WRB; DT and PDT (determiner, predeterminer), IN (preposition or
// subordinating conjunction), CC, CD (number), POS ('s), TO, UH (interjection),
// FW (foreign word), AFX (affix), HYPH, LS (list mark), SYM, ADD (address of the
// net or by e-mail), NFP (superfluous punctuation), XX (unknown), the
// punctuation tags . , : $ -LRB- -RRB- and, for quotes, two backquotes or two
// apostrophes; and _SP for white space.
type Tag string

// Dep is the label of the arc from a token to its head, in the ClearNLP style
// that was made from the constituents of OntoNotes 5.
type Dep string

// The labels of dependency arcs.
const (
	DepROOT      Dep = "ROOT"      // head of a sentence
	DepAcl       Dep = "acl"       // non-finite or other clause that modifies a noun: the plan [to leave]
	DepAcomp     Dep = "acomp"     // adjective as complement of a verb: looks [calm]
	DepAdvcl     Dep = "advcl"     // adverbial clause: left [when it rained]
	DepAdvmod    Dep = "advmod"    // adverbial modifier: [quickly] left
	DepAgent     Dep = "agent"     // the "by" of a passive: hit [by] rebels
	DepAmod      Dep = "amod"      // adjectival modifier: [new] talks
	DepAppos     Dep = "appos"     // apposition: Accra, the [capital]
	DepAttr      Dep = "attr"      // complement of a copula: is a [lawyer]
	DepAux       Dep = "aux"       // auxiliary: [has] gone
	DepAuxpass   Dep = "auxpass"   // auxiliary of a passive: [was] hit
	DepCase      Dep = "case"      // case mark: Ghana['s]
	DepCC        Dep = "cc"        // coordinator: bread [and] salt
	DepCcomp     Dep = "ccomp"     // clause as complement, with its own subject: said [it rained]
	DepCompound  Dep = "compound"  // noun that modifies a noun: [oil] price
	DepConj      Dep = "conj"      // later member of a coordination: bread and [salt]
	DepCsubj     Dep = "csubj"     // clause as subject
	DepCsubjpass Dep = "csubjpass" // clause as subject of a passive
	DepDative    Dep = "dative"    // indirect object: gave [them] aid
	DepDep       Dep = "dep"       // unclassified
	DepDet       Dep = "det"       // determiner
	DepDobj      Dep = "dobj"      // direct object: signed the [deal]
	DepExpl      Dep = "expl"      // expletive: [there] is
	DepIntj      Dep = "intj"      // interjection
	DepMark      Dep = "mark"      // word that opens a subordinate clause: [that] it rained
	DepMeta      Dep = "meta"      // material outside the sentence's structure
	DepNeg       Dep = "neg"       // negation: did [not] sign
	DepNmod      Dep = "nmod"      // other nominal modifier of a noun
	DepNpadvmod  Dep = "npadvmod"  // noun phrase as adverbial: left [yesterday], two [years] old
	DepNsubj     Dep = "nsubj"     // subject: the [minister] resigned
	DepNsubjpass Dep = "nsubjpass" // subject of a passive: the [town] was hit
	DepNummod    Dep = "nummod"    // number: [three] soldiers
	DepOprd      Dep = "oprd"      // object predicate: named her [minister]
	DepParataxis Dep = "parataxis" // clause set beside another: he left, [say] friends
	DepPcomp     Dep = "pcomp"     // clause as complement of a preposition: by [leaving]
	DepPobj      Dep = "pobj"      // object of a preposition: in [Accra]
	DepPoss      Dep = "poss"      // possessor: [its] army, [Ghana]'s army
	DepPreconj   Dep = "preconj"   // first half of a paired coordinator: [both] A and B
	DepPredet    Dep = "predet"    // predeterminer: [all] the men
	DepPrep      Dep = "prep"      // prepositional modifier: talks [in] Accra
	DepPrt       Dep = "prt"       // particle of a phrasal verb: broke [up]
	DepPunct     Dep = "punct"     // punctuation
	DepQuantmod  Dep = "quantmod"  // modifier of a number: [about] 300
	DepRelcl     Dep = "relcl"     // relative clause: the man who [left]
	DepXcomp     Dep = "xcomp"     // clause without its own subject as complement: vowed to [fight]
)

// EntType is the type of a named entity of OntoNotes 5.
type EntType string

// The types of named entities.
const (
	EntPerson    EntType = "PERSON"      // people, also fictional
	EntNorp      EntType = "NORP"        // nationalities, religious and political groups
	EntFac       EntType = "FAC"         // buildings, airports, roads, bridges
	EntOrg       EntType = "ORG"         // companies, agencies, institutions
	EntGPE       EntType = "GPE"         // countries, cities, states
	EntLoc       EntType = "LOC"         // other places: mountains, waters, regions
	EntProduct   EntType = "PRODUCT"     // objects, vehicles, weapons, foods
	EntEvent     EntType = "EVENT"       // named storms, battles, wars, matches
	EntWorkOfArt EntType = "WORK_OF_ART" // titles of books, songs and the like
	EntLaw       EntType = "LAW"         // named laws and treaties
	EntLanguage  EntType = "LANGUAGE"    // named languages
	EntDate      EntType = "DATE"        // absolute or relative dates and periods
	EntTime      EntType = "TIME"        // times shorter than a day
	EntPercent   EntType = "PERCENT"     // percentages, with the sign or word
	EntMoney     EntType = "MONEY"       // sums of money, with the unit
	EntQuantity  EntType = "QUANTITY"    // other measures, with the unit
	EntOrdinal   EntType = "ORDINAL"     // first, second, ...
	EntCardinal  EntType = "CARDINAL"    // other numbers
)

// Morph is a set of morphological features as Universal Dependencies writes
// them, sorted by name: "Number=Sing|Person=3|Tense=Pres|VerbForm=Fin". The
// names that occur are Aspect, Case, ConjType, Definite, Degree, Foreign,
// Gender, Hyph, Mood, NumType, Number, Person, Polarity, Poss, PronType,
// PunctSide, PunctType, Reflex, Tense, VerbForm and VerbType.
type Morph string

// Get returns the value of a feature, "" if it is not in the set.
func (m Morph) Get(name string) string {
	for rest := string(m); rest != ""; {
		var feature string
		feature, rest, _ = strings.Cut(rest, "|")
		if n, value, _ := strings.Cut(feature, "="); n == name {
			return value
		}
	}
	return ""
}

// IOB says where a token stands in a named entity.
type IOB uint8

// The places of a token.
const (
	Outside IOB = iota // in no entity
	Begin              // first token of an entity
	Inside             // later token of an entity
)

// String returns O, B or I.
func (p IOB) String() string { return [...]string{"O", "B", "I"}[p] }
