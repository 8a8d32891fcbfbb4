package export

import (
	"cmp"
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/entente/entente/graph"
)

// A Fragment on disk: the article's id and data set; whether it is partial and
// has its text's hash; the article; the actors, each with its length before it;
// and the reports, each as fact, key and length before it.

func (e *encoder) fragment(f *graph.Fragment) {
	e.text(f.Article.ID)
	e.text(f.Dataset)
	e.bool(f.Partial)
	e.bool(f.Article.ContentHash != "")
	e.sized(func() { e.article(&f.Article) })
	e.uint(uint64(len(f.Actors)))
	for i := range f.Actors {
		e.sized(func() { e.actor(&f.Actors[i]) })
	}
	e.uint(uint64(len(f.Reports)))
	for i := range f.Reports {
		r := &f.Reports[i]
		e.text(string(r.Fact))
		e.text(r.Key)
		e.sized(func() { e.report(r) })
	}
}

// sized puts the length of what write writes before it, in four bytes.
func (e *encoder) sized(write func()) {
	at := len(e.b)
	e.b = append(e.b, 0, 0, 0, 0)
	write()
	n := len(e.b) - at - 4
	e.b[at], e.b[at+1], e.b[at+2], e.b[at+3] = byte(n), byte(n>>8), byte(n>>16), byte(n>>24)
}

func (d *decoder) sized() string {
	s := d.take(4)
	return d.take(int(s[0]) | int(s[1])<<8 | int(s[2])<<16 | int(s[3])<<24)
}

// A head is the beginning of a Fragment's record, and the rest.
type head struct {
	id, dataset     string
	partial, hashed bool
	rest            string
}

func readHead(record string) head {
	d := decoder{text: record}
	return head{id: d.str(), dataset: d.str(), partial: d.bool(), hashed: d.bool(), rest: d.text}
}

func fragmentKey(record string) string { return (&decoder{text: record}).str() }

func (h head) fragment() graph.Fragment {
	f := graph.Fragment{Dataset: h.dataset, Partial: h.partial}
	d := decoder{text: h.rest}
	(&decoder{text: d.sized()}).article(&f.Article)
	for range d.uint() {
		var a graph.Actor
		(&decoder{text: d.sized()}).actor(&a)
		f.Actors = append(f.Actors, a)
	}
	for range d.uint() {
		r := graph.Report{Fact: graph.Label(d.str()), Key: d.str()}
		(&decoder{text: d.sized()}).report(&r)
		f.Reports = append(f.Reports, r)
	}
	return f
}

// eachArticle hands over all that was added of each article, in order.
func (a *Admin) eachArticle(ctx context.Context, use func(worker int, id string, heads []head) error, ended func(worker, part int) error) error {
	return a.fragments.each(ctx, workers(), a.most, fragmentKey, func(worker int, records func(func(string) error) error) error {
		type chain struct{ first, last int32 }
		var heads []head
		var next []int32
		chains := map[string]chain{}
		var order []string
		_ = records(func(record string) error {
			h, at := readHead(record), int32(len(heads))
			heads, next = append(heads, h), append(next, -1)
			c, ok := chains[h.id]
			if ok {
				next[c.last] = at
			} else {
				c.first = at
				order = append(order, h.id)
			}
			c.last = at
			chains[h.id] = c
			return nil
		})
		slices.Sort(order)
		var group []head
		for _, id := range order {
			group = group[:0]
			for i := chains[id].first; i >= 0; i = next[i] {
				group = append(group, heads[i])
			}
			if err := use(worker, id, group); err != nil {
				return err
			}
		}
		return nil
	}, ended)
}

// merged gives what each data set says of an article, by graph's own rules.
func merged(heads []head, at time.Time) []graph.Fragment {
	of := map[string]graph.Fragment{}
	for _, h := range heads {
		if f := h.fragment(); f.Partial {
			of[f.Dataset] = of[f.Dataset].Add(f)
		} else {
			of[f.Dataset] = f
		}
	}
	var list []graph.Fragment
	for _, dataset := range slices.Sorted(maps.Keys(of)) {
		list = append(list, of[dataset].Stamp(graph.Fragment{}, at))
	}
	return list
}

// articles is one goroutine that writes articles.
type articles struct {
	admin   *Admin
	w       *writer
	enc     encoder
	claims  map[claim]int // how often
	actors  []said
	reports []told
}

// A claim is what is said of an actor, where it is no more than this.
type claim struct{ id, name, country, sector, item string }

// said is what a data set says of an actor of one article, and the last record
// that said it.
type said struct {
	graph.Actor
	last string
}

// told is a report as its record has it.
type told struct{ fact, key, rest string }

func (x *articles) write(heads []head) error {
	if !x.admin.resolver.Empty() || slices.ContainsFunc(heads, func(h head) bool { return !h.partial || h.hashed || h.dataset != heads[0].dataset }) {
		return x.whole(merged(heads, x.admin.at))
	}
	return x.rows(heads)
}

// rows writes an article that is known from rows of one data set. It does what
// merged does, without taking the reports apart.
func (x *articles) rows(heads []head) error {
	var f graph.Fragment
	var before string
	x.actors, x.reports = x.actors[:0], x.reports[:0]
	var known, keys map[string]int
	for _, h := range heads {
		d := decoder{text: h.rest}
		if says := d.sized(); says != before {
			before = says
			g := graph.Fragment{Dataset: h.dataset, Partial: true}
			(&decoder{text: says}).article(&g.Article)
			f = f.Add(g)
		}
		for range d.uint() {
			known = x.actor(d.sized(), known)
		}
		for range d.uint() {
			t := told{d.str(), d.str(), d.sized()}
			i, ok := find(&keys, len(x.reports), t.key, func(i int) string { return x.reports[i].key })
			if ok {
				x.reports[i] = t
			} else {
				x.reports = append(x.reports, t)
			}
		}
	}
	f.Article.LoadedAt = x.admin.at
	id := f.Article.ID
	if err := x.admin.node(x.w, graph.DeriveArticle(id, map[string]graph.Properties{f.Dataset: f.ArticleClaim()})); err != nil {
		return err
	}
	s := source{Evidence: graph.Evidence{Dataset: f.Dataset, PublishedOn: f.Article.PublishedOn}}
	for i := range x.actors {
		s.actor = &x.actors[i].Actor
		if err := x.w.source(x.admin.mentions, id, s.actor.ID, &s); err != nil {
			return err
		}
		x.profile(graph.Claim{Actor: *s.actor, ArticleID: id, PublishedOn: f.Article.PublishedOn})
	}
	for _, r := range x.reports {
		x.evidence(r.fact, r.key, r.key, &f)
		x.enc.b = append(x.enc.b, r.rest...)
		if err := x.admin.evidence.add(r.key, x.enc.b); err != nil {
			return err
		}
	}
	return nil
}

// actor adds what a record says of an actor.
func (x *articles) actor(record string, known map[string]int) map[string]int {
	i, ok := find(&known, len(x.actors), (&decoder{text: record}).str(), func(i int) string { return x.actors[i].ID })
	if ok && x.actors[i].last == record {
		return known // saying it twice adds nothing
	}
	var a graph.Actor
	(&decoder{text: record}).actor(&a)
	if !ok {
		x.actors = append(x.actors, said{Actor: graph.Actor{ID: a.ID}})
	}
	x.actors[i].Actor, x.actors[i].last = x.actors[i].Actor.Add(a), record
	return known
}

// few is how many of something are looked through one by one.
const few = 12

// find looks for a key among n, and tells its place, or that of the next one.
// The index is made when there are many.
func find(index *map[string]int, n int, key string, at func(int) string) (int, bool) {
	if *index == nil && n < few {
		for i := range n {
			if at(i) == key {
				return i, true
			}
		}
		return n, false
	}
	if *index == nil {
		*index = map[string]int{}
		for i := range n {
			(*index)[at(i)] = i
		}
	}
	i, ok := (*index)[key]
	if !ok {
		i = n
		(*index)[key] = n // the caller appends it
	}
	return i, ok
}

// evidence begins the record of a report that stands in f.
func (x *articles) evidence(fact, id, key string, f *graph.Fragment) {
	x.enc.b = x.enc.b[:0]
	x.enc.text(id)
	x.enc.text(key)
	x.enc.text(fact)
	x.enc.text(f.Dataset)
	x.enc.text(f.Article.ID)
	x.enc.date(f.Article.PublishedOn)
	if f.Dataset == graph.News {
		x.enc.texts(f.Article.Sketch)
	}
}

// whole writes an article by graph's own functions.
func (x *articles) whole(fragments []graph.Fragment) error {
	a := x.admin
	claims := map[string]graph.Properties{}
	id := fragments[0].Article.ID
	for _, f := range fragments {
		if h := f.Article.ContentHash; h != "" && a.smallest[[2]string{h, f.Dataset}] != id {
			if err := x.copied(f, a.smallest[[2]string{h, f.Dataset}]); err != nil {
				return err
			}
			continue
		}
		claims[f.Dataset] = f.ArticleClaim()
		f = a.resolver.Resolve(f)
		for _, r := range f.Sourcing() {
			if r.Type == graph.ReportedIn {
				continue // it comes with the fact
			}
			if err := a.relationship(x.w, r); err != nil {
				return err
			}
		}
		for i := range f.Reports {
			r := &f.Reports[i]
			x.evidence(string(r.Fact), r.NodeID(), r.Key, &f)
			x.enc.report(r)
			if err := a.evidence.add(r.NodeID(), x.enc.b); err != nil {
				return err
			}
		}
		for _, c := range f.Claims() {
			x.profile(c)
		}
	}
	if len(claims) == 0 {
		return nil
	}
	if len(claims) > 1 {
		for _, dataset := range slices.Sorted(maps.Keys(claims)) {
			line, err := json.Marshal(claims[dataset])
			if err != nil {
				return err
			}
			if err := a.meta(x.w, "claim:"+id+"|"+dataset, graph.Properties{"article": id, "dataset": dataset, "claim": string(line)}); err != nil {
				return err
			}
		}
	}
	return a.node(x.w, graph.DeriveArticle(id, claims))
}

// copied keeps an article whose text is there under another id.
func (x *articles) copied(f graph.Fragment, of string) error {
	line, err := f.AppendJSON(nil)
	if err != nil {
		return err
	}
	p := graph.Properties{"of": of, "contentHash": f.Article.ContentHash, "fragment": string(line)}
	p["url"], p["sourceId"] = f.Article.URL, f.Article.SourceID // there if empty, as a store has them
	return x.admin.meta(x.w, f.Article.ID, p)
}

// profile adds a claim to what is known of its actor. What many articles say
// alike is counted first.
func (x *articles) profile(c graph.Claim) {
	if len(c.Names) > 0 || len(c.Roles) > 0 || len(c.Resolved) > 0 {
		x.admin.profile(own(c), 1)
		return
	}
	k := claim{c.ID, c.Name, c.Country, c.Sector, c.WikidataID}
	if n, ok := x.claims[k]; ok {
		x.claims[k] = n + 1
		return
	}
	if len(x.claims) > most {
		x.count()
	}
	o := own(c)
	x.claims[claim{o.ID, o.Name, o.Country, o.Sector, o.WikidataID}] = 1
}

// count adds the claims that were counted.
func (x *articles) count() {
	for k, n := range x.claims {
		x.admin.profile(graph.Claim{Actor: graph.Actor{ID: k.id, Name: k.name, Country: k.country, Sector: k.sector, WikidataID: k.item}}, n)
	}
	clear(x.claims)
}

func (a *Admin) profile(c graph.Claim, n int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	id := c.NodeID()
	p := a.actors[id]
	if p == nil {
		p = &graph.Profile{}
		a.actors[id] = p
	}
	p.AddSame(c, n)
}

// own gives the claim with texts that are not parts of a larger one.
func own(c graph.Claim) graph.Claim {
	for _, s := range [...]*string{&c.ID, &c.Name, &c.Country, &c.Sector, &c.WikidataID} {
		*s = strings.Clone(*s)
	}
	c.Names = slices.Clone(c.Names)
	for i := range c.Names {
		c.Names[i] = strings.Clone(c.Names[i])
	}
	c.Roles = slices.Clone(c.Roles)
	for i, r := range c.Roles {
		c.Roles[i] = graph.Role{Role: strings.Clone(r.Role), Of: strings.Clone(r.Of), Known: r.Known}
	}
	return c
}

// compare orders evidence by article, data set and key: the order in which it came
// is that of the goroutines.
func compare(a, b graph.Evidence) int {
	return cmp.Or(cmp.Compare(a.ArticleID, b.ArticleID), cmp.Compare(a.Dataset, b.Dataset), cmp.Compare(a.Key, b.Key))
}
