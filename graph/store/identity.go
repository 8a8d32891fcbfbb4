package store

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/entente/entente/graph"
)

const (
	// readWho and the like take and give ids of EntenteMeta nodes.
	readWho     = `UNWIND $rows AS row MATCH (m:EntenteMeta {id: row.id}) RETURN m.id, m.is, m.persona, m.why`
	deleteSlots = `UNWIND $rows AS row MATCH (m:EntenteMeta {slotOf: row.id}) DELETE m`
	readSlots   = `UNWIND $rows AS row MATCH (m:EntenteMeta {slot: row.id}) RETURN m.slot, m.slotOf`

	// naming gives the articles that speak of a node under an id.
	naming = `UNWIND $rows AS row MATCH (n:Actor {id: row.node})<-[m:MENTIONS]-(a:Article) WHERE coalesce(m.key, n.id) = row.key RETURN DISTINCT a.id`
)

// A settling is what a change does to who is who, and to what is one event.
type settling struct {
	// loaded and removed are what the change has put in and taken away.
	loaded, removed []graph.Fragment
	// units and keys are what has to be looked at besides.
	units  map[graph.Unit]bool
	keys   map[string]bool
	actors map[graph.Unit]string // ids of nodes, of the units looked up
	events map[string]string     // ids of nodes, of the keys looked up
}

// lookUp makes resolved know all units and keys of the fragments.
func (c *change) lookUp(ctx context.Context, fragments []graph.Fragment) error {
	var rows []any
	for _, f := range fragments {
		for _, a := range f.Actors {
			u, ok := graph.UnitOf(a)
			if _, known := c.settling.actors[u]; ok && !known {
				c.settling.actors[u] = ""
				rows = append(rows, idRow(graph.WhoID(u)))
			}
		}
		for _, r := range f.Reports {
			if _, known := c.settling.events[r.Key]; !known && r.Fact == graph.EventLabel && f.Dataset == graph.News {
				c.settling.events[r.Key] = ""
				rows = append(rows, idRow(graph.IsID(r.Key)))
			}
		}
	}
	return c.lookUpIDs(ctx, rows)
}

// lookUpIDs notes what units and keys are, by the ids of what is kept of them.
func (c *change) lookUpIDs(ctx context.Context, rows []any) error {
	return c.tx.rows(ctx, readWho, rows, func(row []any) error {
		id, _ := row[0].(string)
		is, _ := row[1].(string)
		if unit, ok := strings.CutPrefix(id, "who:"); ok {
			c.settling.actors[graph.ParseUnit(unit)] = is
		} else {
			c.settling.events[strings.TrimPrefix(id, "is:")] = is
		}
		return nil
	})
}

// resolved gives the fragment, of which all was looked up, with the ids that
// actors and events have in the graph.
func (c *change) resolved(f graph.Fragment) graph.Fragment {
	return f.Resolve(func(u graph.Unit) string { return c.settling.actors[u] }, func(key string) string { return c.settling.events[key] })
}

// settle brings together and takes apart what this change makes one or two.
func (c *change) settle(ctx context.Context) error {
	s := &c.settling
	if len(s.loaded)+len(s.removed)+len(s.units)+len(s.keys) == 0 {
		return nil
	}
	if err := c.settleActors(ctx); err != nil {
		return fmt.Errorf("who is who: %w", err)
	}
	if err := c.settleEvents(ctx); err != nil {
		return fmt.Errorf("which reports are of one event: %w", err)
	}
	return nil
}

// A whoDoc is what is kept of a unit.
type whoDoc struct {
	persona graph.Persona
	is, why string
	there   bool
}

// who reads what is kept of units.
func (c *change) who(ctx context.Context, units []graph.Unit) (map[graph.Unit]whoDoc, error) {
	out := map[graph.Unit]whoDoc{}
	var rows []any
	for _, u := range units {
		rows = append(rows, idRow(graph.WhoID(u)))
	}
	return out, c.tx.rows(ctx, readWho, rows, func(row []any) error {
		id, _ := row[0].(string)
		u := graph.ParseUnit(id[len("who:"):])
		d := whoDoc{there: true}
		d.is, _ = row[1].(string)
		d.why, _ = row[3].(string)
		line, _ := row[2].(string)
		if err := json.Unmarshal([]byte(line), &d.persona); err != nil {
			return fmt.Errorf("what is kept of %s: %w", u, err)
		}
		d.persona.Unit = u
		out[u] = d
		return nil
	})
}

// persona is what this change makes of a unit.
type persona struct {
	before, after whoDoc
	gone          bool
}

// settleActors tells anew who those are whom the change speaks of, and moves
// the evidence of who is somebody else now.
func (c *change) settleActors(ctx context.Context) error {
	hot, err := c.personas(ctx)
	if err != nil || len(hot) == 0 {
		return err
	}
	pool, err := c.acquaintances(ctx, hot)
	if err != nil {
		return err
	}
	list := make([]graph.Persona, 0, len(pool))
	for _, d := range pool {
		list = append(list, d.persona)
	}
	who := graph.Identify(list, c.decisions)
	var docs, old, naming []any
	for _, u := range slices.SortedFunc(maps.Keys(pool), compareUnits) {
		d, id := pool[u], who[u]
		was := d.is
		if was == "" {
			was = u.Key
		}
		if id.ID != was {
			naming = append(naming, map[string]any{"node": was, "key": u.Key})
		}
		is := id.ID
		if is == u.Key {
			is = ""
		}
		c.settling.actors[u] = is
		if _, isHot := hot[u]; !isHot && is == d.is && id.Why == d.why {
			continue
		}
		old = append(old, idRow(u.String()))
		docs = append(docs, besideRows(graph.BesideActor(d.persona, id))...)
	}
	var gone []any
	for u, p := range hot {
		if p.gone {
			gone = append(gone, idRow(graph.WhoID(u)))
			old = append(old, idRow(u.String()))
			c.settling.actors[u] = ""
			// Data sets may go on speaking of it.
			if was := p.before.is; was != "" {
				naming = append(naming, map[string]any{"node": was, "key": u.Key})
			}
		}
	}
	if err := c.keep(ctx, old, gone, docs); err != nil {
		return err
	}
	return c.rename(ctx, naming)
}

// keep writes what is kept beside the graph: without the slots of old, and
// without gone.
func (c *change) keep(ctx context.Context, old, gone, docs []any) error {
	for _, s := range []struct {
		statement string
		rows      []any
	}{{deleteSlots, old}, {deleteMeta, gone}, {mergeMeta, docs}} {
		if err := c.tx.rows(ctx, s.statement, s.rows, nil); err != nil {
			return err
		}
	}
	return nil
}

func besideRows(list []graph.Properties) []any {
	rows := make([]any, len(list))
	for i, p := range list {
		rows[i] = map[string]any(p)
	}
	return rows
}

func compareUnits(a, b graph.Unit) int {
	if a.String() < b.String() {
		return -1
	}
	return 1
}

// personas gives the units of which the change tells something new, or takes
// something away.
func (c *change) personas(ctx context.Context) (map[graph.Unit]persona, error) {
	said := map[graph.Unit][]graph.Actor{}
	lost := map[graph.Unit]bool{}
	for _, f := range c.settling.loaded {
		for _, a := range f.Actors {
			if u, ok := graph.UnitOf(a); ok {
				said[u] = append(said[u], a)
			}
		}
	}
	for _, f := range c.settling.removed {
		for _, a := range f.Actors {
			if u, ok := graph.UnitOf(a); ok {
				lost[u] = true
			}
		}
	}
	units := slices.Collect(maps.Keys(said))
	for u := range lost {
		if said[u] == nil {
			units = append(units, u)
		}
	}
	for u := range c.settling.units {
		if said[u] == nil && !lost[u] {
			units = append(units, u)
		}
	}
	before, err := c.who(ctx, units)
	if err != nil {
		return nil, err
	}
	remaining, err := c.remaining(ctx, lost)
	if err != nil {
		return nil, err
	}
	hot := map[graph.Unit]persona{}
	for _, u := range units {
		if !before[u].there && said[u] == nil {
			continue // a decision speaks of it, and nobody else
		}
		p := persona{before: before[u], after: before[u]}
		p.after.persona.Unit = u
		changed := c.settling.units[u]
		switch claims := remaining[u]; {
		case lost[u] && len(claims) == 0:
			p.gone, changed = true, true
		case lost[u]:
			p.after.persona = graph.Persona{Unit: u}
			for _, a := range claims {
				p.after.persona.Add(a)
			}
			changed = true
		default:
			for _, a := range said[u] {
				if p.after.persona.Add(a) {
					changed = true
				}
			}
		}
		if changed || !p.before.there && !p.gone {
			hot[u] = p
		}
	}
	return hot, nil
}

// remaining gives what news still says of units of which some was taken away.
func (c *change) remaining(ctx context.Context, lost map[graph.Unit]bool) (map[graph.Unit][]graph.Actor, error) {
	nodes := map[string]bool{}
	for u := range lost {
		nodes[u.Key] = true
		if is := c.settling.actors[u]; is != "" {
			nodes[is] = true
		}
	}
	claims, err := c.claims(ctx, slices.Sorted(maps.Keys(nodes)))
	if err != nil {
		return nil, err
	}
	out := map[graph.Unit][]graph.Actor{}
	for _, list := range claims {
		for _, claim := range list {
			if u, ok := graph.UnitOf(claim.Actor); ok && lost[u] && claim.Dataset == graph.News {
				out[u] = append(out[u], claim.Actor)
			}
		}
	}
	return out, nil
}

// acquaintances gives all units on which it hangs who the hot ones are, and who
// hang on them.
func (c *change) acquaintances(ctx context.Context, hot map[graph.Unit]persona) (map[graph.Unit]whoDoc, error) {
	pool := map[graph.Unit]whoDoc{}
	asked := map[string]bool{}
	var ask []any
	want := func(p graph.Persona) {
		for _, s := range p.Wants() {
			if !asked[s] {
				asked[s] = true
				ask = append(ask, idRow(s))
			}
		}
	}
	missing := map[graph.Unit]bool{}
	for u, p := range hot {
		if p.before.there {
			want(p.before.persona)
		}
		if !p.gone {
			pool[u] = p.after
			want(p.after.persona)
		}
	}
	c.partners(pool, hot, missing)
	for len(ask)+len(missing) > 0 {
		if err := c.tx.rows(ctx, readSlots, ask, func(row []any) error {
			s, _ := row[1].(string)
			missing[graph.ParseUnit(s)] = true
			return nil
		}); err != nil {
			return nil, err
		}
		ask = nil
		maps.DeleteFunc(missing, func(u graph.Unit, _ bool) bool {
			_, known := pool[u]
			return known || hot[u].gone
		})
		docs, err := c.who(ctx, slices.SortedFunc(maps.Keys(missing), compareUnits))
		if err != nil {
			return nil, err
		}
		missing = map[graph.Unit]bool{}
		for u, d := range docs {
			pool[u] = d
			want(d.persona)
		}
		c.partners(pool, hot, missing)
	}
	return pool, nil
}

// partners adds to missing those whom people have tied to one in the pool.
func (c *change) partners(pool map[graph.Unit]whoDoc, hot map[graph.Unit]persona, missing map[graph.Unit]bool) {
	in := func(s string) bool {
		u := graph.ParseUnit(s)
		_, ok := pool[u]
		return ok || hot[u].gone
	}
	for _, d := range c.decisions {
		if d.Kind != graph.SameDecision || !slices.ContainsFunc(d.Subjects, in) {
			continue
		}
		for _, s := range d.Subjects {
			if u := graph.ParseUnit(s); !in(s) && !c.absent[u] {
				missing[u] = true
				c.absent[u] = true
			}
		}
	}
}

// rename moves the evidence of all articles that speak of a node under a key.
func (c *change) rename(ctx context.Context, rows []any) error {
	var ids []string
	if err := c.tx.rows(ctx, naming, rows, func(row []any) error {
		id, _ := row[0].(string)
		ids = append(ids, id)
		return nil
	}); err != nil {
		return err
	}
	return c.moveEvidence(ctx, ids)
}

// moveEvidence writes the evidence of articles anew under the ids that actors
// and events have now.
func (c *change) moveEvidence(ctx context.Context, articles []string) error {
	slices.Sort(articles)
	articles = slices.Compact(articles)
	for len(articles) > 0 {
		n := min(len(articles), 200)
		all, err := readFragments(ctx, c.tx, articles[:n]...)
		if err != nil {
			return err
		}
		var list []graph.Fragment
		for _, id := range slices.Sorted(maps.Keys(all)) {
			list = append(list, byDataset(all[id])...)
		}
		if err := c.lookUp(ctx, list); err != nil {
			return err
		}
		m := move{change: c, reports: map[graph.Label][]any{}, kinds: map[graph.Label][]any{}, facts: map[graph.Label][]any{}}
		for _, f := range list {
			m.add(f, c.resolved(f))
		}
		if err := m.write(ctx); err != nil {
			return err
		}
		articles = articles[n:]
	}
	return nil
}

// A move is evidence that goes from one node to another.
type move struct {
	*change
	reports, kinds, facts map[graph.Label][]any
	mentions              []any
	sourcing              []graph.Relationship
}

// add notes what is different between what is stored and what is to be.
func (m *move) add(old, f graph.Fragment) {
	whole := f
	whole.Reports, whole.Actors = nil, nil
	for i, r := range f.Reports {
		o := old.Reports[i]
		if maps.Equal(o.Resolved, r.Resolved) {
			continue
		}
		m.reports[r.Fact] = append(m.reports[r.Fact], map[string]any{"id": o.NodeID(), "dataset": f.Dataset, "article": f.Article.ID, "key": r.Key})
		m.facts[r.Fact] = append(m.facts[r.Fact], idRow(r.NodeID()))
		for _, id := range []string{o.NodeID(), r.NodeID()} {
			delete(m.fresh, id)
			m.touched[id] = true
		}
		if r.Fact == graph.EventLabel && f.Dataset == graph.News {
			m.settling.keys[r.Key] = true
		}
		whole.Reports = append(whole.Reports, r)
	}
	for i, a := range f.Actors {
		o := old.Actors[i]
		if maps.Equal(o.Resolved, a.Resolved) {
			continue
		}
		m.mentions = append(m.mentions, map[string]any{"id": o.NodeID(), "dataset": f.Dataset, "article": f.Article.ID, "key": a.ID})
		m.kinds[graph.KindOf(a.NodeID())] = append(m.kinds[graph.KindOf(a.NodeID())], idRow(a.NodeID()))
		m.bereft[o.NodeID()], m.bereft[a.NodeID()] = true, true
		whole.Actors = append(whole.Actors, a)
	}
	m.sourcing = append(m.sourcing, whole.Sourcing()...)
}

func (m *move) write(ctx context.Context) error {
	for _, label := range graph.FactLabels() {
		if err := m.tx.rows(ctx, deleteReports(label), m.reports[label], nil); err != nil {
			return err
		}
		if err := m.tx.rows(ctx, mergeFacts(label), m.facts[label], nil); err != nil {
			return err
		}
	}
	if err := m.tx.rows(ctx, deleteMentions, m.mentions, nil); err != nil {
		return err
	}
	if err := m.mergeActors(ctx, m.kinds); err != nil {
		return err
	}
	return m.createRelationships(ctx, m.sourcing)
}
