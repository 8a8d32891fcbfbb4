package news

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/entente/entente/calendar"
	"github.com/entente/entente/extract"
	"github.com/entente/entente/graph"
)

// Identity gives what an article's id is made of: the canonical URL, unless
// another site gave it; else the
// record's own id with the file's path; else the file's path. Where a file
// holds several articles without ids, and on standard input, which has no
// path, the content tells them apart.
func (a Article) Identity() string {
	file := a.File
	if !strings.Contains(file, "://") {
		file = path.Clean(strings.ReplaceAll(file, `\`, "/"))
	}
	switch {
	case a.Relayed:
		return graph.News + "\x00" + a.SourceID
	case a.Canonical != "":
		return a.Canonical
	case a.SourceID != "":
		return file + "\x00" + a.SourceID
	case a.Record > 0 || file == "-":
		return file + "\x00" + a.contentHash()
	}
	return file
}

func (a Article) contentHash() string { return graph.ContentHash(a.Title, a.Text, a.Published) }

// Document gives what an extractor reads of the article.
func (a Article) Document() extract.Document {
	return extract.Document{Title: a.Title, Text: a.Text, Published: a.Published, Publisher: a.Publisher}
}

// ExtractorName is how stored articles name what read them.
const ExtractorName = "entente " + extract.Version

// Fragment makes the graph of an article out of what was read in it. Every
// report carries the words that say it; what has no such words is left out.
// keep says how much of the text goes with it.
func Fragment(a Article, x extract.Extraction, keep graph.TextMode) graph.Fragment {
	c := &converter{x: x, places: newPlaces(a.Document()), ids: actorIDs(x), used: map[string]bool{}, keys: map[string]int{}}
	f := graph.Fragment{
		Dataset: graph.News,
		Article: graph.Article{
			ID: graph.ArticleID(a.Identity()), Title: a.Title, Subtitle: a.Subtitle, URL: cmp.Or(a.Canonical, a.URL), Publisher: a.Publisher,
			Section: a.Section, Author: a.Author, PublishedOn: a.Published, PublishedAt: a.PublishedAt,
			Language: cmp.Or(x.Language, primaryLanguage(a.Language)), ContentHash: a.contentHash(), SourceID: a.SourceID,
			Text: a.Text, TextLength: utf8.RuneCountInString(a.Text), Loader: graph.News, Extractor: ExtractorName,
		},
	}
	c.policies()
	c.events()
	c.statements()
	f.Reports = c.reports
	f.Actors = c.graphActors()
	f.Article.Sketch = graph.NewSketch(a.Text)
	f.SetDyads()
	return f.Keep(keep)
}

// primaryLanguage gives "pt" of "pt-pt".
func primaryLanguage(tag string) string {
	p, _, _ := strings.Cut(strings.ReplaceAll(tag, "_", "-"), "-")
	if len(p) != 2 {
		return ""
	}
	return p
}

type converter struct {
	x          extract.Extraction
	places     places
	ids        []string        // of actors
	used       map[string]bool // actors that the fragment must name
	reports    []graph.Report
	keys       map[string]int // index in reports
	policyKeys []string
	eventKeys  []string
}

// add takes a report up, and gives its key. Of two with the same key the first
// in the body counts, with all that either refers to.
func (c *converter) add(r graph.Report) string {
	i, again := c.keys[r.Key]
	if !again {
		c.keys[r.Key] = len(c.reports)
		c.reports = append(c.reports, r)
		return r.Key
	}
	have := c.reports[i]
	if have.InTitle && !r.InTitle {
		have, r = r, have
	}
	have.Enacts = union(have.Enacts, r.Enacts)
	have.Expresses = union(have.Expresses, r.Expresses)
	have.Figures = union(have.Figures, r.Figures)
	have.AttributedTo = union(have.AttributedTo, r.AttributedTo)
	for _, t := range r.About {
		have.About = addTopic(have.About, t)
	}
	c.reports[i] = have
	return r.Key
}

func union(a, b []string) []string {
	for _, s := range b {
		if !slices.Contains(a, s) {
			a = append(a, s)
		}
	}
	return a
}

func addTopic(list []graph.Topic, t graph.Topic) []graph.Topic {
	if slices.ContainsFunc(list, func(o graph.Topic) bool { return o.ID == t.ID }) {
		return list
	}
	return append(list, t)
}

// evidence fills in where a report stands; ok is false where it stands nowhere.
func (c *converter) evidence(r *graph.Report, sentence extract.Span) bool {
	at, ok := c.places.find(sentence)
	r.Quote, r.Start, r.End, r.InTitle = at.words, at.start, at.end, at.inTitle
	return ok
}

func when(w extract.When) graph.When {
	if w.IsZero() || w.Interval.Valid() != nil {
		return graph.When{}
	}
	if w.Precision == "" {
		w.Precision = calendar.Unknown
	}
	return graph.When{Interval: w.Interval, Text: w.Words, Basis: w.Basis}
}

func sortedContexts(list []string) []string {
	list = slices.Clone(list)
	slices.Sort(list)
	return slices.Compact(list)
}

func (c *converter) policies() {
	c.policyKeys = make([]string, len(c.x.Policies))
	for i, p := range c.x.Policies {
		r := graph.Report{Fact: graph.PolicyLabel, Kind: p.Kind, When: when(p.When), Contexts: sortedContexts(p.Contexts),
			Name: firstWords(cmp.Or(p.Name, c.places.words(p.Words), p.Kind), maxName)}
		if !c.evidence(&r, p.Sentence) || p.Kind == "" {
			continue
		}
		r.Caption = graph.Shorten(r.Name, graph.CaptionLength)
		r.Status = graph.Status(p.Status)
		if !slices.Contains(graph.PolicyStatuses(), r.Status) {
			r.Status = graph.StatusUnknown
		}
		r.Sources, r.Targets = c.participants(p.Issuers), c.participants(p.Targets)
		r.Key = graph.PolicyID(participantIDs(r.Sources), p.Kind, r.When.Start, r.Name)
		c.policyKeys[i] = c.add(r)
	}
}

func (c *converter) events() {
	c.eventKeys = make([]string, len(c.x.Events))
	for i, e := range c.x.Events {
		r := graph.Report{Fact: graph.EventLabel, Type: graph.EventType(e.Type), Mode: e.Mode, CAMEO: e.CAMEO, When: when(e.When),
			Contexts: sortedContexts(e.Contexts), PlaceName: e.PlaceName, Status: graph.Status(e.Status), Head: e.Head}
		if !c.evidence(&r, e.Sentence) || r.Type.QuadClass() == 0 {
			continue
		}
		if !slices.Contains(graph.EventStatuses(), r.Status) {
			r.Status = graph.StatusUnknown
		}
		r.Name = firstWords(cmp.Or(e.Name, r.Quote), maxName)
		r.Caption = eventCaption(r.Name, c.places.words(e.Trigger), e.Head)
		r.Sources, r.Targets = c.participants(e.Sources), c.participants(e.Targets)
		if id, ok := c.id(e.Place); ok && (graph.KindOf(id) == graph.Country || graph.KindOf(id) == graph.Region) {
			c.used[id] = true
			r.Places = []string{id}
		}
		for _, f := range e.Figures {
			if w := c.places.words(f); w != "" {
				r.Figures = union(r.Figures, []string{w})
			}
		}
		r.AttributedTo = c.attribution(e.AttributedTo)
		r.Enacts = pick(c.policyKeys, e.Enacts)
		r.Key = graph.EventKey(r.Type, participantIDs(r.Sources), participantIDs(r.Targets), r.When.Interval, r.Places, cmp.Or(e.Head, r.Name))
		c.eventKeys[i] = c.add(r)
	}
	c.relate()
}

// relate joins events to events, now that all have keys.
func (c *converter) relate() {
	for i, e := range c.x.Events {
		key := c.eventKeys[i]
		if key == "" {
			continue
		}
		r := &c.reports[c.keys[key]]
		for _, k := range pick(c.eventKeys, e.Foresees) {
			if k != key {
				r.Foresees = union(r.Foresees, []string{k})
			}
		}
		for _, o := range e.After {
			words := c.places.words(o.Words)
			for _, k := range pick(c.eventKeys, []int{o.Event}) {
				known := slices.ContainsFunc(r.After, func(have graph.Order) bool { return have.Key == k })
				if k != key && words != "" && !known {
					r.After = append(r.After, graph.Order{Key: k, Quote: words})
				}
			}
		}
	}
}

// attribution gives the ids of the sources that the text names, or its words
// for them.
func (c *converter) attribution(roles []extract.Role) []string {
	var out []string
	for _, r := range roles {
		if id, ok := c.id(r.Actor); ok {
			c.used[id] = true
			out = union(out, []string{id})
		} else if w := c.places.words(r.Words); w != "" {
			out = union(out, []string{w})
		}
	}
	return out
}

// pick gives the keys at the indices; what has no key is left out.
func pick(keys []string, indices []int) []string {
	var out []string
	for _, i := range indices {
		if i >= 0 && i < len(keys) && keys[i] != "" {
			out = union(out, []string{keys[i]})
		}
	}
	return out
}

// eventCaption gives the act in few words: the line from its verb or noun on,
// since who did it is drawn as a node of its own.
func eventCaption(name, trigger, head string) string {
	if i := strings.Index(name, trigger); trigger != "" && i >= 0 {
		return graph.Shorten(name[i:], graph.CaptionLength)
	}
	return graph.Shorten(cmp.Or(head, name), graph.CaptionLength)
}

func (c *converter) statements() {
	for _, s := range c.x.Statements {
		if s.Held {
			continue // SAID is for what somebody uttered
		}
		r := graph.Report{Fact: graph.StatementLabel, When: when(s.When), Contexts: sortedContexts(s.Contexts), Form: string(s.Form),
			Anonymous: s.Anonymous, Cue: cmp.Or(s.CueLemma, c.places.words(s.Cue))}
		var pieces []string
		if w := c.places.words(s.Cue); s.WithCue && w != "" {
			pieces = append(pieces, w)
		}
		for _, span := range s.Content {
			if w := c.places.words(span); w != "" {
				pieces = append(pieces, w)
			}
		}
		r.Text = strings.Join(pieces, " ")
		if !c.evidence(&r, s.Sentence) || r.Text == "" || !slices.Contains(graph.Forms(), r.Form) {
			continue
		}
		r.Name = firstWords(strings.Trim(r.Text, `"'“”‘’« »`), 60)
		r.Caption = graph.Shorten(r.Name, graph.CaptionLength)
		r.Sources = c.participants([]extract.Role{s.Speaker})
		speaker := ""
		if len(r.Sources) > 0 {
			speaker = r.Sources[0].ID
		}
		if id, ok := c.id(s.Via); ok {
			c.used[id] = true
			r.Via = id
		}
		for _, t := range s.About {
			if id := c.topic(t); id != "" && slices.Contains(graph.Stances(), string(t.Stance)) {
				r.About = addTopic(r.About, graph.Topic{ID: id, Stance: string(t.Stance)})
			}
		}
		r.Expresses = pick(c.eventKeys, s.Expresses)
		r.Key = graph.StatementID(speaker, r.Text, r.When.Start)
		c.add(r)
	}
}

// topic gives what a statement is about: an actor's id, or a fact's key.
func (c *converter) topic(t extract.Topic) string {
	if id, ok := c.id(t.Actor); ok {
		c.used[id] = true
		return id
	}
	for _, k := range append(pick(c.eventKeys, []int{t.Event}), pick(c.policyKeys, []int{t.Policy})...) {
		return k
	}
	return ""
}
