package export

import (
	"slices"

	"github.com/entente/entente/graph"
)

// facts is one goroutine that writes facts.
type facts struct {
	admin    *Admin
	w        *writer
	derived  derivations
	evidence []graph.Evidence
	none     graph.Record
}

func evidenceKey(record string) string { return (&decoder{text: record}).str() }

// part writes the facts of a part.
func (x *facts) part(records func(func(string) error) error) error {
	type chain struct{ first, last int32 }
	var rest []string
	var next []int32
	chains := map[string]chain{}
	var order []string
	_ = records(func(record string) error {
		d, at := decoder{text: record}, int32(len(rest))
		key := d.str()
		rest, next = append(rest, d.text), append(next, -1)
		c, ok := chains[key]
		if ok {
			next[c.last] = at
		} else {
			c.first = at
			order = append(order, key)
		}
		c.last = at
		chains[key] = c
		return nil
	})
	slices.Sort(order)
	for _, key := range order {
		x.evidence = x.evidence[:0]
		for i := chains[key].first; i >= 0; i = next[i] {
			x.evidence = append(x.evidence, x.read(rest[i]))
		}
		slices.SortFunc(x.evidence, compare)
		if err := x.fact(key); err != nil {
			return err
		}
	}
	return nil
}

// read gives a report.
func (x *facts) read(record string) graph.Evidence {
	d := decoder{text: record}
	e := graph.Evidence{Report: graph.Report{Key: d.str(), Fact: graph.Label(d.str())}, Dataset: d.str(), ArticleID: d.str(), PublishedOn: d.date()}
	if e.Dataset == graph.News {
		e.Sketch = d.list()
	}
	d.report(&e.Report)
	e.LoadedAt = x.admin.at
	return e
}

// fact writes a fact with its reports.
func (x *facts) fact(id string) error {
	a := x.admin
	for i := range x.evidence {
		s := source{Evidence: x.evidence[i], record: x.evidence[i].Record}
		if s.record == nil {
			s.record = &x.none
		}
		if err := x.w.source(a.reported, id, s.ArticleID, &s); err != nil {
			return err
		}
		if len(x.evidence) == 1 && s.alone() {
			return x.event(&s)
		}
	}
	n, edges := graph.DeriveFact(id, x.evidence)
	if err := a.node(x.w, n); err != nil {
		return err
	}
	for _, r := range edges {
		if err := a.relationship(x.w, r); err != nil {
			return err
		}
	}
	return nil
}

// event writes the event of a source, which is its only report.
func (x *facts) event(s *source) error {
	s.derived = x.derived.of(s)
	if err := x.w.source(x.admin.event, s.Key, s.derived.labels, s); err != nil {
		return err
	}
	return s.edges(func(t graph.RelType, start, end, as string) error {
		table := x.admin.tables[string(t)]
		b := quoted(append(quoted(x.w.rows[table.at], start), ','), end)
		if len(table.properties) > 0 {
			b = append(b, ',')
			if as != "" {
				b = quoted(b, as)
			}
		}
		return x.w.done(table, b)
	})
}
