package graph

import (
	"cmp"
	"maps"
	"slices"
	"time"
)

// ArticleClaim gives what the fragment says about its article: properties of
// the Article node.
func (f Fragment) ArticleClaim() Properties {
	p := f.Article.Properties()
	if !f.Partial {
		p["digest"] = Digest(f)
	}
	return p
}

// DeriveArticle gives an article's node from what each data set says about it:
// of each property what news says, else the first data set in the alphabet
// that has it. Its datasets say which they are.
func DeriveArticle(id string, claims map[string]Properties, decisions ...Decision) Node {
	datasets := slices.Sorted(maps.Keys(claims))
	p := Properties{}
	for _, d := range slices.SortedFunc(maps.Keys(claims), compareDatasets) {
		for name, v := range claims[d] {
			if _, ok := p[name]; !ok {
				p[name] = v
			}
		}
	}
	p["id"] = id
	p["datasets"] = datasets
	p.setNotes(decisions, []string{id})
	return Node{id, []Label{ArticleLabel}, p}
}

// compareDatasets puts what was read from the text before all others.
func compareDatasets(a, b string) int {
	if (a == News) != (b == News) {
		if a == News {
			return -1
		}
		return 1
	}
	return cmp.Compare(a, b)
}

// Add gives the fragment with what a Partial one of the same article and data
// set adds to it; to the zero Fragment, all that it says. Of two reports with
// the same key one counts, whichever was loaded first (see succeeded).
func (f Fragment) Add(g Fragment) Fragment {
	if f.Article.ID == "" {
		f.Article, f.Dataset, f.Partial = g.Article, g.Dataset, g.Partial
	}
	f.Article = f.Article.add(g.Article)
	f.Reports = slices.Clone(f.Reports)
	at := make(map[string]int, len(f.Reports))
	for i, r := range f.Reports {
		at[r.Key] = i
	}
	for _, r := range g.Reports {
		if i, ok := at[r.Key]; ok {
			f.Reports[i] = f.Reports[i].succeeded(r)
			continue
		}
		at[r.Key] = len(f.Reports)
		f.Reports = append(f.Reports, r)
	}
	f.Actors = slices.Clone(f.Actors)
	who := make(map[string]int, len(f.Actors))
	for i, a := range f.Actors {
		who[a.ID] = i
	}
	for _, a := range g.Actors {
		if i, ok := who[a.ID]; ok {
			f.Actors[i] = f.Actors[i].Add(a)
			continue
		}
		who[a.ID] = len(f.Actors)
		f.Actors = append(f.Actors, Actor{ID: a.ID}.Add(a))
	}
	return f
}

// succeeded gives which of two reports with one key counts, where b came after
// r: the one that the data set recorded later, of two recorded at once in
// different sentences of a document that of the first sentence, and else b, a
// new version of the same row.
func (r Report) succeeded(b Report) Report {
	if r.Record == nil || b.Record == nil || r.Record.RecordedAt.IsZero() || b.Record.RecordedAt.IsZero() {
		return b
	}
	if order := r.Record.RecordedAt.Compare(b.Record.RecordedAt); order != 0 {
		if order > 0 {
			return r
		}
		return b
	}
	if r.Record.Sentence > 0 && r.Record.Sentence < b.Record.Sentence {
		return r
	}
	return b
}

// add gives the article as two parts of a data set describe it: of a property
// that both have, the smaller value, so that their order is of no account.
func (a Article) add(b Article) Article {
	for _, p := range [][2]*string{
		{&a.Title, &b.Title}, {&a.Subtitle, &b.Subtitle}, {&a.URL, &b.URL}, {&a.Publisher, &b.Publisher}, {&a.Section, &b.Section},
		{&a.Author, &b.Author}, {&a.Language, &b.Language}, {&a.SourceID, &b.SourceID}, {&a.Extractor, &b.Extractor},
	} {
		*p[0] = smaller(*p[0], *p[1])
	}
	if !b.PublishedOn.IsZero() && (a.PublishedOn.IsZero() || b.PublishedOn.Before(a.PublishedOn)) {
		a.PublishedOn = b.PublishedOn
	}
	if !b.PublishedAt.IsZero() && (a.PublishedAt.IsZero() || b.PublishedAt.Before(a.PublishedAt)) {
		a.PublishedAt = b.PublishedAt
	}
	if b.Tone != nil && (a.Tone == nil || *b.Tone < *a.Tone) {
		a.Tone = b.Tone
	}
	a.Themes = slices.Compact(slices.Sorted(slices.Values(slices.Concat(a.Themes, b.Themes))))
	return a
}

// Add gives what two parts of a data set say about an actor of one article.
func (a Actor) Add(b Actor) Actor {
	a.Name = smaller(a.Name, b.Name)
	a.Country = smaller(a.Country, b.Country)
	a.Sector = smaller(a.Sector, b.Sector)
	a.WikidataID = smaller(a.WikidataID, b.WikidataID)
	a.Count = max(a.Count, b.Count)
	a.Names = slices.Concat(a.Names, b.Names)
	slices.Sort(a.Names)
	a.Names = slices.Compact(a.Names)
	a.Roles = slices.Clone(a.Roles)
	for _, r := range b.Roles {
		if !slices.Contains(a.Roles, r) {
			a.Roles = append(a.Roles, r)
		}
	}
	slices.SortFunc(a.Roles, func(x, y Role) int {
		return cmp.Or(cmp.Compare(x.Of, y.Of), cmp.Compare(x.Role, y.Role), cmp.Compare(x.Quote, y.Quote))
	})
	return a
}

// smaller gives the smaller of two values that are not empty.
func smaller(a, b string) string {
	if a == "" || b != "" && b < a {
		return b
	}
	return a
}

// has tells whether one of the reports' keys is there.
func (f Fragment) has(reports []Report) bool {
	for _, r := range reports {
		if slices.ContainsFunc(f.Reports, func(o Report) bool { return o.Key == r.Key }) {
			return true
		}
	}
	return false
}

// Same tells whether two articles are described alike, whenever they were
// loaded.
func (a Article) Same(o Article) bool {
	a.LoadedAt, o.LoadedAt = time.Time{}, time.Time{}
	return a.Properties().equal(o.Properties())
}

// Same tells whether two reports say the same, whenever they were loaded.
func (r Report) Same(o Report) bool {
	r.LoadedAt, o.LoadedAt = time.Time{}, time.Time{}
	return r.Fact == o.Fact && r.Properties("").equal(o.Properties(""))
}

// Same tells whether the same is said of an actor.
func (a Actor) Same(o Actor) bool {
	return a.ID == o.ID && a.mention("").equal(o.mention(""))
}
