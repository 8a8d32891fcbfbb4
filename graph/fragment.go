package graph

import (
	"time"

	"github.com/entente/entente/calendar"
)

// News is the dataset of what is read from articles' texts.
const News = "news"

// A Fragment is what one article says, as one loader read it: the unit of
// loading, replacing and retracting. Fragments of the same article and data
// set replace each other.
type Fragment struct {
	Article Article
	Dataset string // News, "gdelt", ...
	// Actors are all whom the fragment names, the endpoints of its Reports
	// among them.
	Actors []Actor
	// Reports are the facts, each at most once.
	Reports []Report
	// Partial is set by data sets whose rows come one by one: the reports add
	// to what the data set said of the article before, and one with the same
	// key takes the other's place.
	Partial bool
}

// An Article is what a Fragment says about its source.
type Article struct {
	ID          string // ArticleID
	Title       string
	Subtitle    string
	URL         string
	Publisher   string
	Section     string
	Author      string
	PublishedOn calendar.Date
	PublishedAt time.Time // zero where no time is given
	Language    string    // ISO 639-1
	Themes      []string  // in a data set's vocabulary
	Tone        *float64  // as a data set measures it
	ContentHash string    // ContentHash; "" for a source whose text was not seen
	SourceID    string
	Text        string // only in mode TextFull
	TextMode    TextMode
	TextLength  int      // Unicode code points
	Sketch      []string // NewSketch of the text; of news only
	Loader      string
	Extractor   string // name and version
	LoadedAt    time.Time
}

// An Actor is what a Fragment says about an actor.
type Actor struct {
	ID         string
	Name       string
	Country    string
	Sector     string
	WikidataID string
	Count      int      // mentions in the article
	Names      []string // by which names; may be empty
	Roles      []Role
	Resolved   Resolved // of ID and of the bodies in Roles
}

// NodeID gives the id of the actor's node in the graph.
func (a Actor) NodeID() string { return a.Resolved.is(a.ID) }

// Resolved gives the ids in the graph of those ids and keys in a report that
// have another there. A Resolver makes it; what a loader emits has none.
type Resolved map[string]string

func (r Resolved) is(id string) string {
	if to, ok := r[id]; ok {
		return to
	}
	return id
}

// A Role is an affiliation that a Fragment tells of: the actor has the role in
// the body Of.
type Role struct {
	Role  string // "of" where no word for it is known
	Of    string // actor id
	Quote string // the words; "" where Known
	Known bool   // from the gazetteer, not from the article
}

// A Participant is an actor in a fact, and the words used for it there.
type Participant struct {
	ID string
	As string
}

// A When is the date of a fact.
type When struct {
	calendar.Interval
	Text  string
	Basis calendar.Basis
}

// A Topic is something that a statement is about.
type Topic struct {
	ID     string // an actor's id, or the key of an event or policy in the same Fragment
	Stance string
}

// An Order says that an event followed another by the text's own words.
type Order struct {
	Key   string // of an event in the same Fragment
	Quote string
}

// A Point is a place on earth, WGS 84, in degrees.
type Point struct {
	Longitude float64 `json:"longitude"`
	Latitude  float64 `json:"latitude"`
}

// A Report is one fact as one Fragment tells it. Which fields apply depends on
// Fact: an Event, a Policy or a Statement.
type Report struct {
	Fact Label
	Key  string // EventKey, PolicyID, StatementID, or a data set's own

	// Resolved is of all ids and keys that the report holds.
	Resolved Resolved

	SourceEventID string
	Quote         string
	Start, End    int // Unicode code points of the article's text, or title
	InTitle       bool
	AttributedTo  []string
	Figures       []string
	LoadedAt      time.Time // set when loaded

	Name     string
	Caption  string // at most CaptionLength characters; made of Name where empty
	Contexts []string
	When     When
	Status   Status
	Sources  []Participant // who did, issued or said it
	Targets  []Participant
	Head     string   // the lemma of the word that tells of it
	Dyads    []string // SetDyads; of events read from news

	// Of events. The Type is "" where a data set's report has none: of comments
	// and appeals, which CAMEO has and PLOVER has not, and where it only adds to
	// what another says.
	Type           EventType
	Mode           string
	CAMEO          string
	Goldstein      *float64 // only where a data set has its own
	QuadClass      int      // likewise
	Places         []string
	PlaceName      string
	Location       *Point
	PlacePrecision int
	Fatalities     *Fatalities
	Record         *Record // only of data sets
	Enacts         []string
	Foresees       []string
	After          []Order

	// Of policies.
	Kind string

	// Of statements.
	Text      string
	Form      string
	Cue       string
	Via       string // actor id
	Anonymous bool
	About     []Topic
	Expresses []string
}

// NodeID gives the id of the fact's node in the graph.
func (r Report) NodeID() string { return r.Resolved.is(r.Key) }

// Fatalities are a data set's estimates of deaths.
type Fatalities struct{ Low, Best, High int }

// A TextMode says how much of an article's text is kept, for copyright.
type TextMode string

// The text modes: the whole text and the evidence; the evidence sentences;
// nothing but offsets.
const (
	TextFull  TextMode = "full"
	TextQuote TextMode = "quote"
	TextNone  TextMode = "none"
)

// TextModes lists the text modes.
func TextModes() []TextMode { return []TextMode{TextFull, TextQuote, TextNone} }

// Keep gives the fragment with no more text than mode allows. Ids and offsets
// stay.
func (f Fragment) Keep(mode TextMode) Fragment {
	f.Article.TextMode = mode
	if mode == TextFull {
		return f
	}
	f.Article.Text = ""
	if mode == TextQuote {
		return f
	}
	f.Actors = mapped(f.Actors, func(a Actor) Actor {
		a.Roles = mapped(a.Roles, func(r Role) Role { r.Quote = ""; return r })
		return a
	})
	f.Reports = mapped(f.Reports, func(r Report) Report {
		r.Quote, r.Text, r.Figures, r.When.Text = "", "", nil, ""
		if r.Record != nil {
			c := *r.Record
			c.Notes = ""
			r.Record = &c
		}
		r.After = mapped(r.After, func(o Order) Order { o.Quote = ""; return o })
		if r.Fact == StatementLabel {
			r.Name, r.Caption = "", ""
		}
		return r
	})
	return f
}

// mapped gives a new list with f applied to every element; nil stays nil.
func mapped[T, U any](list []T, f func(T) U) []U {
	if list == nil {
		return nil
	}
	out := make([]U, len(list))
	for i, v := range list {
		out[i] = f(v)
	}
	return out
}
