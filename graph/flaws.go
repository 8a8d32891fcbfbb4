package graph

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/entente/entente/calendar"
)

// A Flaw is what is wrong with a Fragment on a second look.
type Flaw struct {
	ID     string // of the article or fact
	Reason string
}

// Flaws gives what Validate does not look at, since it costs more or data sets
// have words of their own: whether ids are those that the content makes, and
// whether words are those of the codebooks. A Fragment that a loader made has
// none; a file or database that somebody changed may.
func (f Fragment) Flaws() []Flaw {
	var flaws []Flaw
	found := func(id, format string, args ...any) { flaws = append(flaws, Flaw{id, fmt.Sprintf(format, args...)}) }
	f.Article.flaws(f.Dataset, found)
	for _, r := range f.Reports {
		r.identity(f, func(format string, args ...any) { found(r.Key, format, args...) })
		r.words(f.Dataset, func(format string, args ...any) { found(r.Key, format, args...) })
	}
	return flaws
}

var (
	// plainURL is an address that is canonical as it stands, whatever rules of
	// canonical form are added.
	plainURL    = regexp.MustCompile(`^https?://[a-z0-9.-]+/[A-Za-z0-9/_-]*$`)
	datasetForm = regexp.MustCompile(`^[a-z][a-z0-9_.-]{0,39}$`)
	language    = regexp.MustCompile(`^[a-z]{2,3}$`)
	// cameoForm is a code of CAMEO's codebook: one of 20 roots, and up to two
	// digits more.
	cameoForm = regexp.MustCompile(`^(0[1-9]|1[0-9]|20)[0-9]{0,2}$`)
	wordForm  = regexp.MustCompile(`^[\p{Ll}\p{N}][\p{Ll}\p{N} _/&-]{0,59}$`)
)

func (a Article) flaws(dataset string, found func(id, format string, args ...any)) {
	if !datasetForm.MatchString(dataset) {
		found(a.ID, "%q is no name of a data set", dataset)
	}
	if plainURL.MatchString(a.URL) && a.ID != ArticleID(a.URL) && a.ID != ArticleID(dataset+"\x00"+a.SourceID) {
		found(a.ID, "it is not the id of the article at %s", a.URL)
	}
	if a.Language != "" && !language.MatchString(a.Language) {
		found(a.ID, "%q is no code of a language", a.Language)
	}
	if on := a.PublishedOn; dataset == News && !a.PublishedAt.IsZero() && !on.IsZero() {
		// The publisher's day may be another one in UTC.
		if at := calendar.FromTime(a.PublishedAt); at.Before(on.AddDays(-1)) || at.After(on.AddDays(1)) {
			found(a.ID, "published on %v, but at %v", on, a.PublishedAt)
		}
	}
}

// identity checks a report's key against what it is made of. A statement whose
// words are not kept has none to make it of.
func (r Report) identity(f Fragment, found func(format string, args ...any)) {
	id := func(p Participant) string { return p.ID }
	ids := mapped(r.Sources, id)
	want := r.Key
	switch {
	case f.Dataset != News:
		family, _, _ := strings.Cut(f.Dataset, "-") // GDELT's mentions tell of GDELT's events
		if own := "event:" + family + ":" + r.SourceEventID; r.Fact == EventLabel && r.SourceEventID != "" && !strings.HasPrefix(r.Key, own) {
			found("it is not the id of the event %s of %s", r.SourceEventID, f.Dataset)
		}
	case r.Fact == EventLabel:
		want = EventKey(r.Type, ids, mapped(r.Targets, id), r.When.Interval, r.Places, cmp.Or(r.Head, r.Name))
	case r.Fact == PolicyLabel:
		want = PolicyID(ids, r.Kind, r.When.Start, r.Name)
	case r.Fact == StatementLabel && r.Text != "":
		want = StatementID(strings.Join(ids[:min(1, len(ids))], ""), r.Text, r.When.Start)
	}
	if want != r.Key {
		found("what it says makes the id %s", want)
	}
}

// words checks the vocabulary.
func (r Report) words(dataset string, found func(format string, args ...any)) {
	known := func(what, word string, list []string) {
		if dataset == News && list != nil && !slices.Contains(list, word) || dataset != News && !wordForm.MatchString(word) {
			found("%q is no %s", word, what)
		}
	}
	if r.Mode != "" {
		known("mode of "+string(r.Type), r.Mode, append([]string{}, Modes(r.Type)...))
	}
	for _, c := range r.Contexts {
		known("context", c, Contexts())
	}
	if r.CAMEO != "" && !cameoForm.MatchString(r.CAMEO) {
		found("%q is no code of CAMEO", r.CAMEO)
	}
	if r.Kind != "" && !wordForm.MatchString(r.Kind) {
		found("%q is no kind of policy", r.Kind)
	}
	if r.QuadClass < 0 || r.QuadClass > 4 {
		found("%d is no quad class", r.QuadClass)
	}
	switch w := r.When; {
	case w.IsZero() && w.Precision != "" && w.Precision != calendar.Unknown:
		found("precision %s of no date", w.Precision)
	case !w.IsZero() && dataset == News && w.Basis == "":
		found("a date without a basis")
	case w.Basis == calendar.Publication && w.Text != "":
		found("the words %q for a date that no words give", w.Text)
	}
	if d := r.Fatalities; d != nil && (d.Low < 0 || d.Best < 0 || d.High < 0) {
		found("deaths below zero")
	}
}
