package gdelt

import (
	"fmt"
	"html"
	"slices"
	"strings"
	"time"

	"github.com/entente/entente/calendar"
	"github.com/entente/entente/graph"
	"github.com/entente/entente/loaders/codes"
	"github.com/entente/entente/loaders/tabular"
)

// The columns of GKG 2.1 that are read.
const (
	gkgColumns                                                                      = 27
	gkgID, gkgDate, gkgCollection, gkgPublisher, gkgDocument                        = 0, 1, 2, 3, 4
	gkgThemes, gkgPlaces1, gkgPlaces2, gkgPersons1, gkgPersons2, gkgOrgs1, gkgOrgs2 = 7, 9, 10, 11, 12, 13, 14
	gkgTone, gkgQuotations, gkgTranslation, gkgExtras                               = 15, 22, 25, 26
)

// mostNames is how many of a kind one article is taken to name.
const mostNames = 500

type gkg struct{}

func (gkg) Name() string { return GKG }

func (gkg) Open(h tabular.Head) (tabular.Table, bool) {
	ok := tabular.Any(h.Tabs, func(f []string) bool {
		// A row may be longer than the head is, and its last columns not there.
		if len(f) != gkgColumns && (len(h.Tabs) > 1 || len(f) < 6 || len(f) > gkgColumns) {
			return false
		}
		_, on := stamp(f[gkgDate])
		return on && strings.HasPrefix(f[gkgID], f[gkgDate]+"-")
	})
	return tabular.Table{Mapper: func() tabular.Mapper { return &gkgMapper{} }}, ok
}

type gkgMapper struct {
	articles articles
}

// Map makes the Fragment of an article: whom it names, its themes, and what it
// quotes. GKG does not say who is quoted.
func (m *gkgMapper) Map(r *tabular.Row, b *tabular.Batch) {
	f := r.Fields
	if heads(r, b) {
		return
	}
	if len(f) != gkgColumns {
		b.Refuse(r, fmt.Sprintf("a row of %d columns, not of %d", len(f), gkgColumns), "correct it, or fetch the file again")
		return
	}
	at, ok := stamp(f[gkgDate])
	if !ok {
		unreadable{"V2.1DATE", f[gkgDate]}.refuse(r, b)
		return
	}
	if !strings.HasPrefix(f[gkgID], f[gkgDate]) || len(f[gkgID]) > 40 {
		unreadable{"GKGRECORDID", f[gkgID]}.refuse(r, b)
		return
	}
	tone, hasTone := toneOf(f[gkgTone])
	if !hasTone && f[gkgTone] != "" {
		unreadable{"V1.5TONE", f[gkgTone]}.refuse(r, b)
		return
	}
	out := b.Emit(r)
	out.Dataset = GKG
	document := ""
	if f[gkgCollection] == "1" {
		document = f[gkgDocument]
	}
	out.Article = m.articles.article(GKG, document, f[gkgID])
	a := &out.Article
	if a.URL == "" {
		a.Title = f[gkgDocument]
	}
	a.SourceID, a.Publisher, a.PublishedOn, a.Language = f[gkgID], f[gkgPublisher], calendar.FromTime(at), language(f[gkgTranslation])
	a.Themes = themes(f[gkgThemes])
	if hasTone {
		a.Tone = b.Floats.New(tone)
	}
	extras(a, f[gkgExtras])
	out.Actors = named(r, b)
	out.Reports = quotations(f[gkgQuotations], a.PublishedOn)
}

func themes(column string) []string {
	list := strings.Split(column, ";")
	slices.Sort(list)
	list = slices.Compact(list)
	return slices.DeleteFunc(list, func(s string) bool { return s == "" })
}

// extras reads what GKG found in the page, between tags that are no XML.
func extras(a *graph.Article, column string) {
	if column == "" {
		return
	}
	get := func(tag string) string {
		_, rest, ok := strings.Cut(column, "<"+tag+">")
		if !ok {
			return ""
		}
		value, _, _ := strings.Cut(rest, "</"+tag+">")
		return strings.Join(strings.Fields(html.UnescapeString(value)), " ")
	}
	if t := get("PAGE_TITLE"); t != "" {
		a.Title = t
	}
	a.Author = strings.ReplaceAll(get("PAGE_AUTHORS"), ";", "; ")
	if at, ok := stamp(get("PAGE_PRECISEPUBTIMESTAMP")); ok && at.Sub(a.PublishedOn.Time()).Abs() <= 48*time.Hour {
		a.PublishedAt = at
	}
}

// named gives the people, organizations and states that the article names.
func named(r *tabular.Row, b *tabular.Batch) []graph.Actor {
	f := r.Fields
	var list []graph.Actor
	at := map[string]int{}
	add := func(a graph.Actor) {
		if i, ok := at[a.ID]; ok {
			list[i].Count++
			return
		}
		at[a.ID] = len(list)
		a.Count = 1
		list = append(list, a)
	}
	for name := range names(f[gkgPersons2], f[gkgPersons1]) {
		if a, ok := codes.Named(graph.Person, name); ok {
			add(a)
		}
	}
	for name := range names(f[gkgOrgs2], f[gkgOrgs1]) {
		if c, ok := codes.Country(codes.Name, name); ok {
			add(*c)
		} else if a, ok := codes.Named(graph.Organization, name); ok {
			add(a)
		}
	}
	places := f[gkgPlaces2]
	if places == "" {
		places = f[gkgPlaces1]
	}
	n := 0
	for place := range strings.SplitSeq(places, ";") {
		parts := strings.Split(place, "#")
		if n++; n > mostNames {
			break
		}
		if len(parts) < 7 || parts[2] == "" {
			continue
		}
		if c, ok := codes.Country(codes.FIPS, parts[2]); ok {
			add(*c)
		} else {
			b.Unknown(r, "FIPS country "+parts[2])
		}
	}
	return list
}

// names gives the names of a column of version 2, "name,offset;...", or of
// version 1, "name;...", where that one is empty.
func names(v2, v1 string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		column, offsets := v2, true
		if column == "" {
			column, offsets = v1, false
		}
		n := 0
		for name := range strings.SplitSeq(column, ";") {
			if offsets {
				if i := strings.LastIndexByte(name, ','); i >= 0 {
					name = name[:i]
				}
			}
			if name == "" {
				continue
			}
			if n++; n > mostNames || !yield(name) {
				return
			}
		}
	}
}

// quotations makes statements of "offset|length|verb|words#...". The offsets
// count in the document as GDELT saw it, which nobody has any more.
func quotations(column string, on calendar.Date) []graph.Report {
	if column == "" {
		return nil
	}
	var out []graph.Report
	said := map[string]bool{}
	for _, quotation := range quotationParts(column) {
		parts := strings.SplitN(quotation, "|", 4)
		words := strings.TrimSpace(parts[3])
		if graph.Slug(words) == "" || len(out) >= mostNames {
			continue
		}
		rep := graph.Report{Fact: graph.StatementLabel, Key: graph.StatementID("", words, on), Text: words, Form: "direct", Cue: parts[2],
			When: graph.When{Interval: calendar.Interval{Start: on, End: on, Precision: calendar.Unknown}, Basis: calendar.Publication}}
		if said[rep.Key] {
			continue
		}
		said[rep.Key] = true
		rep.Name = graph.Shorten(words, 60)
		out = append(out, rep)
	}
	return out
}

// quotationParts cuts at each "#" that a quotation begins after: words may
// hold one.
func quotationParts(column string) []string {
	var out []string
	for part := range strings.SplitSeq(column, "#") {
		f := strings.SplitN(part, "|", 4)
		begins := len(f) == 4
		if begins {
			_, ok1 := number(f[0])
			_, ok2 := number(f[1])
			begins = ok1 && ok2
		}
		switch {
		case begins:
			out = append(out, part)
		case len(out) > 0:
			out[len(out)-1] += "#" + part
		}
	}
	return out
}
