package extract

import (
	"context"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/entente/entente/calendar"
	"github.com/entente/entente/extract/dates"
	"github.com/entente/entente/extract/gazetteer"
	"github.com/entente/entente/extract/lexicon"
	"github.com/entente/entente/nlp"
)

// An Extractor reads documents. It is immutable: many goroutines may use one.
type Extractor struct {
	p   *nlp.Pipeline
	g   *gazetteer.Gazetteer
	lex *lexicon.Lexicon
	// contextOf gives the contexts that a lemma speaks of.
	contextOf map[string][]string
}

// New makes an Extractor that parses with p and knows who is who by g.
func New(p *nlp.Pipeline, g *gazetteer.Gazetteer) *Extractor {
	return &Extractor{p: p, g: g, lex: lexicon.Load(), contextOf: contextIndex()}
}

// A reader is the work on one document.
type reader struct {
	*Extractor
	doc      Document
	day      time.Time // the article's date, zero where it has none
	title    *field    // nil where the document has none
	body     *field
	fields   []*field // title first
	mentions []*mention
	actors   registry
	people   []*person
	index    *index
	dates    map[*field][]dates.Expression
	says     []*saying
	acts     []*act
	policies []*policy
	// main caches mainCountry, seen what mentionsState and namesState found.
	main      string
	mainKnown bool
	seen      map[string]bool
	// actOf and policyOf give the act and the policy whose trigger a token is.
	actOf    map[place2]*act
	policyOf map[place2]*policy
	// titleOf gives the person whom a title's token belongs to.
	titleOf map[place2]*mention
	margin  int // of the antecedent found last (mention.margin)
	out     Extraction
}

// place2 is a token of a field.
type place2 struct {
	f *field
	i int
}

// Extract reads a document. The error is that of a context that ended early;
// no text is refused.
func (x *Extractor) Extract(ctx context.Context, doc Document) (Extraction, error) {
	lang := language(doc)
	if lang != "en" {
		return Extraction{Language: lang}, ctx.Err()
	}
	r := &reader{Extractor: x, doc: doc, actors: newRegistry(), titleOf: map[place2]*mention{}, seen: map[string]bool{}}
	if !doc.Published.IsZero() {
		r.day = doc.Published.Time()
	}
	for _, step := range [...]func(){
		r.parse, r.names, r.readPeople, r.organizations, r.collectives, r.readDates, r.resolvePronouns,
		r.readStatements, r.resolveQuoted, r.readPolicies, r.readEvents, r.relate, r.assemble,
	} {
		if err := ctx.Err(); err != nil {
			return Extraction{}, err
		}
		step()
	}
	r.out.Language = lang
	return r.out, nil
}

func (r *reader) parse() {
	if strings.TrimSpace(r.doc.Title) != "" {
		r.title = newField(r.p, r.doc.Title, true)
		r.fields = append(r.fields, r.title)
	}
	r.body = newField(r.p, r.doc.Text, false)
	r.fields = append(r.fields, r.body)
}

func (r *reader) names() {
	for _, f := range r.fields {
		r.findNames(f)
		r.unseenPeople(f)
	}
}

func (r *reader) readDates() {
	r.dates = make(map[*field][]dates.Expression, len(r.fields))
	for _, f := range r.fields {
		direction := func(offset int) dates.Direction { return f.direction(offset) }
		r.dates[f] = dates.Find(f.text, r.doc.Published, direction)
	}
}

func startsUpper(s string) bool {
	c, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(c)
}

// published gives the article's date, zero where it has none.
func (r *reader) published() calendar.Date { return r.doc.Published }
