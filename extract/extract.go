// Package extract reads what an article says: who is mentioned, who said or
// did what to whom, when, and whether it happened. It turns a Document into an
// Extraction, in which every finding points at the words that say it.
//
// It knows neither graphs nor networks nor files of articles. The same
// Document gives the same Extraction, always.
package extract

import "github.com/entente/entente/calendar"

// Version names the rules of this package. It changes when the same Document
// may give another Extraction, so that stored graphs tell what made them.
const Version = "1"

// A Document is one article as it was given.
type Document struct {
	Title     string
	Text      string        // the body, unmodified; spans point into it
	Published calendar.Date // zero where the article says no date
	Publisher string        // the outlet, where known; never taken for an actor by itself
}

// A Span is a piece of Document.Text, or of Document.Title, in bytes: the
// half-open interval [Start, End). The zero Span points at nothing.
type Span struct {
	Start, End int
	InTitle    bool
}

// IsZero tells whether the span points at nothing.
func (s Span) IsZero() bool { return s.Start == 0 && s.End == 0 }

// In gives the span's words.
func (s Span) In(d Document) string {
	if s.InTitle {
		return d.Title[s.Start:s.End]
	}
	return d.Text[s.Start:s.End]
}

// An Extraction is what a Document says. The integers in its records are
// indices: into Actors, Events or Policies, as their names tell.
type Extraction struct {
	Language     string // ISO 639-1 of Document.Text; anything but "en" has no findings
	Actors       []Actor
	Mentions     []Mention
	Affiliations []Affiliation
	Events       []Event
	Statements   []Statement
	Policies     []Policy
	Dates        []DateMention
}

// A Kind is what sort of actor an Actor is.
type Kind string

// The kinds of actor.
const (
	Country      Kind = "Country"
	Region       Kind = "Region"
	Person       Kind = "Person"
	Organization Kind = "Organization"
	Group        Kind = "Group" // an unnamed collective
)

// An Actor is somebody that the document mentions, once, however often and by
// whatever names.
type Actor struct {
	Kind Kind
	// Name is the fullest name: the gazetteer's for what it knows, else the
	// document's own.
	Name string
	// Known is the id of a gazetteer entry ("country:MEX", "org:cia"), or ""
	// for an actor that only the document tells of.
	Known   string
	Country string // ISO 3166-1 alpha-3 or PLOVER's international entities
	Sector  string // PLOVER's sector codes, "" where none is known
}

// A Mention is one place where an actor is named.
type Mention struct {
	Span  Span
	Actor int
	// Country and Sector code the words used here: "Israeli tanks" are ISR, MIL;
	// "the French government" is the state of France, and GOV.
	Country, Sector string
	// Pronominal is set for pronouns and definite descriptions ("the
	// ministry"): resolved to the actor, but no name of it.
	Pronominal bool
}

// An Affiliation ties a person to the body that they hold or held a role in,
// or a body to its state.
type Affiliation struct {
	Who, Of  int    // actors
	Role     string // as the words have it, without "former"-like modifiers lost: "former president"
	Sentence Span   // the evidence; zero where Known
	Known    bool   // from the gazetteer, not from the text
}

// A Role says how an actor takes part in a fact, and by which words.
type Role struct {
	Actor int
	// Country and Sector code the words used here: "Israeli tanks" are ISR, MIL;
	// "the French government" is the state of France, and GOV.
	Country, Sector string
	Words           Span // the words used for the actor here
}

// A Status says whether what is told happened (SCHEMA.md).
type Status string

// The statuses of events.
const (
	Occurred     Status = "occurred"
	Ongoing      Status = "ongoing"
	Planned      Status = "planned"
	Hypothetical Status = "hypothetical"
	Denied       Status = "denied"
	UnknownYet   Status = "unknown"
)

// A When is the date of a fact: the words' interval clipped at the article's
// date as the fact's status asks for, with the words and the basis. Without any
// date it is the zero When.
type When struct {
	calendar.Interval
	Words string
	Basis calendar.Basis
}

// An Event is an occurrence, coded by the PLOVER manual (2021).
type Event struct {
	Type     string   // one of PLOVER's 16, "COERCE"
	Mode     string   // "" where none applies
	Contexts []string // sorted
	CAMEO    string   // the code nearest to type and mode
	Status   Status
	Sources  []Role
	Targets  []Role
	When     When
	Place    int // actor (a country or region) where it happened; -1 where not told
	// PlaceName is the place's name as the words have it, a city for instance.
	PlaceName string
	Trigger   Span   // the verb or noun that names the event
	Head      string // the trigger's lemma, with its object where light: "executive order"
	Sentence  Span
	Also      []Span // other sentences that tell the same event
	// Foreseen is set for an act that is only in view of another one, which
	// threatens or promises it (that one's Foresees).
	Foreseen bool
	// Name is one readable line made of the words: "CBP seized 704 pounds of
	// fentanyl".
	Name string
	// Figures are the amounts that the sentence gives for this event, verbatim.
	Figures []Span
	// AttributedTo are the sources that the text itself names for it: actors
	// where known, else their words.
	AttributedTo []Role
	Enacts       []int // policies that this event puts in force
	Foresees     []int // the events that a threat or promise has in view
	After        []Order
}

// An Order says that an event came after another because the text says so.
type Order struct {
	Event int
	Words Span
}

// A Form says how much of a statement stands in quotation marks.
type Form string

// The forms of statements.
const (
	Direct   Form = "direct"
	Mixed    Form = "mixed"
	Indirect Form = "indirect"
)

// A Stance is what a statement says towards what it is about.
type Stance string

// The stances (SCHEMA.md).
const (
	Asserts  Stance = "asserts"
	Denies   Stance = "denies"
	Supports Stance = "supports"
	Opposes  Stance = "opposes"
	Warns    Stance = "warns"
	Demands  Stance = "demands"
	Neutral  Stance = "neutral"
)

// A Topic is something a statement is about: exactly one of Actor, Event and
// Policy is an index, the others are -1.
type Topic struct {
	Actor, Event, Policy int
	Stance               Stance
}

// A Statement is what somebody said, in their words or the reporter's.
type Statement struct {
	Speaker   Role // Actor is -1 where nobody can be made out
	Source    Span // the words that name the speaker; zero where none do
	Anonymous bool // the speaker has no name: "officials", "a source"
	Cue       Span // "said", "according to"; zero where there is none
	CueLemma  string
	// Held is set where the cue tells a view, a wish or a plan ("fears", "wants",
	// "is expected to") and not that somebody uttered it.
	Held bool
	// WithCue is set where the content is no clause but what the cue acts on,
	// and reads only with it: "condemned" and "the attack".
	WithCue   bool
	Via       int    // actor: the outlet that was spoken to; -1 where none
	Content   []Span // in order; more than one where the cue interrupts
	Form      Form
	Contexts  []string
	About     []Topic
	Expresses []int // events that the words are: a REJECT, an ACCUSE
	When      When
	Sentence  Span // every sentence that the statement takes part of
}

// A Policy is an order, a law, a designation, an agreement and the like.
type Policy struct {
	Kind     string // "executive order", "law", "designation", "sanction", "agreement", "reward", "declaration", "programme", ...
	Name     string
	Contexts []string
	Status   string // "proposed", "planned", "in force", "ended", "unknown"
	Issuers  []Role
	Targets  []Role
	When     When
	Words    Span // the words that name it
	Sentence Span
}

// A DateMention is an expression of time and the calendar interval that it
// denotes, not clipped.
type DateMention struct {
	Span     Span
	Interval calendar.Interval
	Basis    calendar.Basis
}
