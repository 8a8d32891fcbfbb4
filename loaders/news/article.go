// Package news reads news articles in the formats that they come in (plain
// text, Markdown, HTML, RSS and Atom, JSON and JSONL) and makes graph
// Fragments of what they say.
package news

import (
	"time"

	"github.com/entente/entente/calendar"
)

// An Article is one article as its source gave it. Fields that the source does
// not give are empty: nothing is guessed from a file's name or time.
type Article struct {
	SourceID  string // the id that the record itself gave
	URL       string // as given or fetched
	Canonical string // the URL in canonical form, by which the article is known
	// Relayed is set where a feed or list that was fetched from another site
	// gives the URL: it cannot speak for the article there, which it would take
	// the place of. Such an article is known by its SourceID, which begins with
	// the site that it was fetched from.
	Relayed  bool
	Title    string
	Subtitle string
	// Text is the body. A JSON record's text is here unmodified; of the other
	// formats it is the main text with paragraphs apart by blank lines.
	Text string
	// Published is the day as the source writes it, in the source's own time
	// zone; zero where it gives none.
	Published calendar.Date
	// PublishedAt is set where the source gives a time and its time zone.
	PublishedAt time.Time
	Publisher   string
	Section     string
	Author      string
	Language    string // as declared, lower case: "en", "pt-pt"
	// File is the path (or "archive!entry", URL, "-") that it was read from,
	// and Record its number there, from 1; 0 where a file is one article.
	File   string
	Record int
}
