package store

import (
	"context"
	"maps"
	"slices"

	"github.com/entente/entente/graph"
)

// A grouping is the part of all occurrences on which it hangs what is one event
// with those that a change speaks of.
type grouping struct {
	*change
	pool   map[string]graph.Occurrence
	hot    map[string]bool
	gone   map[string]bool // keys that nobody reports any more
	all    map[string][]graph.Evidence
	stored map[string]string   // id of the node, by key
	mates  map[string][]string // keys by node
	where  map[string][]string // articles by key
	asked  map[string][]string // keys by slot
}

// settleEvents tells anew what is one event, and moves the reports of what is
// another now.
func (c *change) settleEvents(ctx context.Context) error {
	g := &grouping{change: c, pool: map[string]graph.Occurrence{}, hot: map[string]bool{}, gone: map[string]bool{}, all: map[string][]graph.Evidence{},
		stored: map[string]string{}, mates: map[string][]string{}, where: map[string][]string{}, asked: map[string][]string{}}
	seeds, err := g.seeds(ctx)
	if err != nil || len(g.hot)+len(g.gone) == 0 {
		return err
	}
	var is, why map[string]string
	for {
		if err := g.spread(ctx, seeds); err != nil {
			return err
		}
		var strangers []string
		if is, why, strangers = g.outcome(); len(strangers) == 0 {
			break
		}
		if err := g.load(ctx, strangers); err != nil {
			return err
		}
		seeds = nil
		for _, k := range strangers {
			g.hot[k] = true
			seeds = append(seeds, g.pool[k])
		}
	}
	var docs, gone, old []any
	var moved []string
	for _, key := range slices.Sorted(maps.Keys(is)) {
		if is[key] != g.stored[key] {
			moved = append(moved, g.where[key]...)
		}
		c.settling.events[key] = ""
		if is[key] == key {
			gone = append(gone, idRow(graph.IsID(key)))
			continue
		}
		c.settling.events[key] = is[key]
		if !g.hot[key] && is[key] != g.stored[key] {
			docs = append(docs, besideRows(graph.BesideEvent(graph.Occurrence{Key: key, Alone: true}, graph.Grouping{Group: is[key], Why: why[key]}))...)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(g.gone)) {
		gone = append(gone, idRow(graph.IsID(key)))
		old = append(old, idRow(key))
		c.settling.events[key] = ""
	}
	for _, key := range slices.Sorted(maps.Keys(g.hot)) {
		old = append(old, idRow(key))
		docs = append(docs, besideRows(graph.BesideEvent(g.pool[key], graph.Grouping{Group: is[key], Why: why[key]}))...)
	}
	if err := c.keep(ctx, old, gone, docs); err != nil {
		return err
	}
	return c.moveEvidence(ctx, moved)
}

// seeds gives the occurrences that the change makes, changes or takes away, as
// they were and as they are.
func (g *grouping) seeds(ctx context.Context) ([]graph.Occurrence, error) {
	keys := maps.Clone(g.settling.keys)
	var seeds []graph.Occurrence
	loaded := map[string]bool{} // articles
	for _, f := range g.settling.loaded {
		loaded[f.Article.ID] = true
		for _, r := range f.Reports {
			if r.Fact == graph.EventLabel {
				keys[r.Key] = true
			}
		}
	}
	before := map[string][]graph.Evidence{}
	for _, f := range g.settling.removed {
		for _, e := range f.Evidence() {
			if e.Fact == graph.EventLabel {
				keys[e.Key] = true
				before[e.Key] = append(before[e.Key], e)
			}
		}
	}
	list := slices.Sorted(maps.Keys(keys))
	if err := g.load(ctx, list); err != nil {
		return nil, err
	}
	for _, key := range list {
		for _, e := range g.all[key] {
			if !loaded[e.ArticleID] {
				before[key] = append(before[key], e)
			}
		}
		if len(before[key]) > 0 {
			seeds = append(seeds, graph.OccurrenceOf(key, before[key]))
		}
		if o, ok := g.pool[key]; ok {
			g.hot[key] = true
			seeds = append(seeds, o)
		} else {
			g.gone[key] = true
		}
	}
	return seeds, nil
}

// load reads occurrences into the pool.
func (g *grouping) load(ctx context.Context, keys []string) error {
	keys = slices.DeleteFunc(slices.Clone(keys), func(k string) bool { _, ok := g.pool[k]; return ok || g.gone[k] })
	var rows, nodes []any
	for _, k := range keys {
		if _, known := g.settling.events[k]; !known {
			g.settling.events[k] = ""
			rows = append(rows, idRow(graph.IsID(k)))
		}
	}
	if err := g.lookUpIDs(ctx, rows); err != nil {
		return err
	}
	seen := map[string]bool{}
	for _, k := range keys {
		g.stored[k] = k
		if is := g.settling.events[k]; is != "" {
			g.stored[k] = is
		}
		if id := g.stored[k]; !seen[id] {
			seen[id] = true
			nodes = append(nodes, idRow(id))
		}
	}
	evidence := map[string][]graph.Evidence{}
	if err := g.readEvidence(ctx, graph.EventLabel, nodes, evidence); err != nil {
		return err
	}
	byKey := map[string][]graph.Evidence{}
	for id, list := range evidence {
		g.mates[id] = nil
		for _, e := range list {
			if e.Dataset != graph.News {
				continue // never brought together with anything
			}
			if byKey[e.Key] == nil {
				g.mates[id] = append(g.mates[id], e.Key)
			}
			byKey[e.Key] = append(byKey[e.Key], e)
		}
	}
	for k, list := range byKey {
		g.all[k] = list
		g.where[k] = nil
		for _, e := range list {
			g.where[k] = append(g.where[k], e.ArticleID)
		}
	}
	for _, k := range keys {
		if list := byKey[k]; len(list) > 0 {
			g.pool[k] = graph.OccurrenceOf(k, list)
		}
	}
	return nil
}

// spread fills the pool. From what is hot it goes on to all whose grouping may
// hang on it; from the others only to what makes up their own cluster.
func (g *grouping) spread(ctx context.Context, queue []graph.Occurrence) error {
	done := map[string]bool{}
	tied, err := g.tied(ctx)
	if err != nil {
		return err
	}
	queue = append(queue, tied...)
	for len(queue) > 0 {
		if err := g.ask(ctx, queue); err != nil {
			return err
		}
		var next []graph.Occurrence
		for _, o := range queue {
			hot := g.hot[o.Key] || g.gone[o.Key]
			for _, slot := range o.Wants() {
				for _, k := range g.asked[slot] {
					p, ok := g.pool[k]
					if !ok || !o.Sees(p) || !hot && (!o.Exact() || !p.Exact()) {
						continue
					}
					// An exact one does not hang on one without a day.
					heat := hot && (o.Exact() || !p.Exact())
					if heat && !g.hot[k] {
						g.hot[k] = true
						next = append(next, p)
					} else if !heat && !g.hot[k] && !done[k] {
						next = append(next, p)
					}
					done[k] = true
				}
			}
		}
		if tied, err = g.tied(ctx); err != nil {
			return err
		}
		queue = append(next, tied...)
	}
	return nil
}

// ask finds who stands in the slots that occurrences want.
func (g *grouping) ask(ctx context.Context, queue []graph.Occurrence) error {
	var rows []any
	var keys []string
	for _, o := range queue {
		for _, s := range o.Wants() {
			if _, known := g.asked[s]; !known {
				g.asked[s] = nil
				rows = append(rows, map[string]any{"id": s})
			}
		}
	}
	if err := g.tx.rows(ctx, readSlots, rows, func(row []any) error {
		slot, _ := row[0].(string)
		key, _ := row[1].(string)
		g.asked[slot] = append(g.asked[slot], key)
		keys = append(keys, key)
		return nil
	}); err != nil {
		return err
	}
	if err := g.load(ctx, keys); err != nil {
		return err
	}
	// What this change has put in or altered does not stand in its slots yet.
	for k := range g.hot {
		for _, s := range g.pool[k].Slots() {
			if list, known := g.asked[s]; known && !slices.Contains(list, k) {
				g.asked[s] = append(list, k)
			}
		}
	}
	return nil
}

// tied gives the occurrences that people have tied to one in the pool.
func (g *grouping) tied(ctx context.Context) ([]graph.Occurrence, error) {
	in := func(k string) bool { _, ok := g.pool[k]; return ok || g.gone[k] }
	var out []graph.Occurrence
	for _, d := range g.decisions {
		if d.Kind != graph.SameDecision || graph.LabelOf(d.Subjects[0]) != graph.EventLabel || !slices.ContainsFunc(d.Subjects, in) {
			continue
		}
		if err := g.load(ctx, d.Subjects); err != nil {
			return nil, err
		}
		for _, k := range d.Subjects {
			if o, ok := g.pool[k]; ok && !g.hot[k] {
				g.hot[k] = true
				out = append(out, o)
			}
		}
	}
	return out, nil
}

// outcome gives the ids of the nodes of all keys that may have another now, and
// why. Where that changes the id of keys that are not in the pool, it gives
// these.
func (g *grouping) outcome() (is, why map[string]string, strangers []string) {
	list := slices.Collect(maps.Values(g.pool))
	groups := map[string][]string{}
	why = map[string]string{}
	for key, w := range graph.GroupEvents(list, g.decisions) {
		groups[w.Group] = append(groups[w.Group], key)
		why[key] = w.Why
	}
	is = map[string]string{}
	for _, keys := range groups {
		if !slices.ContainsFunc(keys, func(k string) bool { return g.hot[k] }) && g.together(keys) {
			continue
		}
		// The rest of an event of which only one thing may be new.
		var mates []string
		for _, k := range keys {
			if g.hot[k] {
				continue
			}
			for _, mate := range g.mates[g.stored[k]] {
				if _, pooled := g.pool[mate]; !pooled && !slices.Contains(mates, mate) {
					mates = append(mates, mate)
				}
			}
		}
		all := slices.Sorted(slices.Values(slices.Concat(keys, mates)))
		for _, k := range keys {
			is[k] = all[0]
			if !g.hot[k] && is[k] != g.stored[k] {
				strangers = append(strangers, mates...)
			}
		}
	}
	return is, why, unique(strangers)
}

func unique(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}

// together tells whether keys stand at one node whose id is right without those
// that have left it.
func (g *grouping) together(keys []string) bool {
	id := g.stored[keys[0]]
	return slices.Contains(g.mates[id], id) && !g.hot[id] && !g.gone[id]
}
