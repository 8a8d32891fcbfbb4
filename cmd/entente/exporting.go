package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/schollz/progressbar/v3"

	"github.com/entente/entente/export"
	"github.com/entente/entente/graph"
	"github.com/entente/entente/graph/store"
	"github.com/entente/entente/render"
)

// A database is what package export reads.
type database struct {
	*store.Reader
	*store.Store
}

// exporting is one export of what is in the database.
type exporting struct {
	*app
	ctx     context.Context
	store   *store.Store
	limits  store.Limits
	columns []string // of the answer, "" where not known
	reading export.Reading
	bar     *progressbar.ProgressBar
}

// file writes to the file of that name, or to standard output where it has none.
func (e *exporting) file(name string, write func(io.Writer) error) error {
	if name == "" {
		return e.buffered(e.out, write)
	}
	f, err := export.NewFile(name)
	if err != nil {
		return err
	}
	if err := e.buffered(f, write); err != nil {
		return errors.Join(err, f.Drop())
	}
	return f.Publish()
}

func (e *exporting) buffered(to io.Writer, write func(io.Writer) error) error {
	w := bufio.NewWriterSize(to, 256<<10)
	err := write(w)
	e.endProgress()
	return errors.Join(err, w.Flush()) // of what goes to standard output, what is there is written
}

// directory writes the whole graph as files.
func (e *exporting) directory(name string) error {
	d, err := export.NewDir(name)
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	if err := e.progress(1); err != nil {
		return errors.Join(err, d.Drop())
	}
	rows, err := e.reading.CSV(e.ctx, d.Work)
	e.endProgress()
	if err != nil {
		return errors.Join(err, d.Drop())
	}
	e.counts(rows)
	return d.Publish()
}

func (a *app) counts(rows map[string]int) {
	var names []string
	for name := range rows {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		a.note("%10d %s", rows[name], name)
	}
}

func (e *exporting) csv(w io.Writer, ask question) error {
	var sheet *render.Sheet
	start := func(columns []string) (err error) {
		sheet, err = render.NewSheet(w, columns)
		return err
	}
	err := e.rows(ask, func(columns []string, row []any) error {
		if sheet == nil {
			if err := start(columns); err != nil {
				return err
			}
		}
		return sheet.Row(row)
	})
	if err == nil && sheet == nil && e.columns != nil {
		err = start(e.columns)
	}
	if sheet == nil {
		return err
	}
	return errors.Join(err, sheet.Close())
}

func (e *exporting) jsonl(w io.Writer, ask question) error {
	if ask == nil {
		if err := e.progress(1, graph.ArticleLabel); err != nil {
			return err
		}
		n, err := e.reading.JSONL(e.ctx, w)
		if err == nil {
			e.endProgress()
			e.note("%s", count(n, "graph"))
		}
		return err
	}
	var rows render.Rows
	return e.rows(ask, func(columns []string, row []any) (err error) {
		if rows == nil {
			if rows, err = render.NewRows(w, render.JSONL, columns, 0); err != nil {
				return err
			}
		}
		return rows.Row(row)
	})
}

// rows asks, and shows how many rows there are.
func (e *exporting) rows(ask question, visit func(columns []string, row []any) error) error {
	e.counter(-1, "rows")
	n := 0
	err := ask(e.ctx, e.store.Reader(e.limits), func(columns []string, row []any) error {
		n++
		e.count(1)
		return visit(columns, row)
	})
	e.endProgress()
	if err == nil {
		e.note("%s", count(n, "row"))
	}
	return err
}

func (e *exporting) graphml(w io.Writer, ask question) error {
	if err := e.choose(ask, nil, 2, graph.NodeLabels()...); err != nil {
		return err
	}
	nodes, relationships, err := e.reading.GraphML(e.ctx, w)
	e.endProgress()
	if err == nil {
		e.note("%s, %s", count(nodes, "node"), count(relationships, "relationship"))
		if nodes == 0 && ask != nil {
			e.note("the answer has no nodes and no ids of any: ask for nodes, as in 'RETURN e'")
		}
	}
	return err
}

func (e *exporting) geojson(w io.Writer, ask question) error {
	g := render.NewGeoJSON(w)
	if err := e.choose(ask, g, 1, graph.EventLabel); err != nil {
		return err
	}
	without, err := e.reading.GeoJSON(e.ctx, g)
	e.endProgress()
	if err != nil {
		return err
	}
	e.note("%s, and %s without one", count(g.Count(), "place"), count(without, "event"))
	return g.Close()
}

// choose notes which nodes the answer is about, where there is one. Rows that
// hold a place of their own become features of g.
func (e *exporting) choose(ask question, g *render.GeoJSON, passes int, labels ...graph.Label) error {
	if ask == nil {
		return e.progress(passes, labels...)
	}
	ids := map[string]bool{}
	err := e.rows(ask, func(columns []string, row []any) error {
		if g != nil {
			if done, err := feature(g, columns, row); done || err != nil {
				return err
			}
		}
		for _, v := range row {
			export.NodesIn(v, func(id string) { ids[id] = true })
		}
		return nil
	})
	e.reading.IDs = ids
	n := 0
	for id := range ids {
		if slices.Contains(labels, graph.LabelOf(id)) {
			n++
		}
	}
	e.counter(n*passes, "nodes")
	return err
}

// feature writes a row that holds a place.
func feature(g *render.GeoJSON, columns []string, row []any) (bool, error) {
	i := slices.IndexFunc(row, func(v any) bool { _, ok := v.(graph.Point); return ok })
	if i < 0 {
		return false, nil
	}
	names, values := slices.Delete(slices.Clone(columns), i, i+1), slices.Delete(slices.Clone(row), i, i+1)
	return true, g.Feature("", row[i].(graph.Point), names, values)
}

// progress shows on a terminal how many of the nodes of these labels, of all
// where none is named, have been read, when each is read as often as there are
// passes.
func (e *exporting) progress(passes int, labels ...graph.Label) error {
	if _, ok := terminal(e.err); !ok {
		return nil
	}
	counts, _, err := e.store.Counts(e.ctx)
	if err != nil {
		return err
	}
	if len(labels) == 0 {
		labels = graph.NodeLabels()
	}
	n := 0
	for _, l := range labels {
		n += counts[l]
	}
	e.counter(n*passes, "nodes")
	return nil
}

// counter shows on a terminal how far a number has come towards a total, -1
// where that is not known.
func (e *exporting) counter(total int, noun string) {
	if _, ok := terminal(e.err); !ok {
		return
	}
	e.bar = progressbar.NewOptions64(int64(total), progressbar.OptionSetWriter(e.err), progressbar.OptionSetDescription(noun), progressbar.OptionShowCount(),
		progressbar.OptionShowIts(), progressbar.OptionSetPredictTime(true), progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(100*time.Millisecond))
	e.reading.Progress = e.count
}

func (e *exporting) count(n int) {
	if e.bar != nil {
		_ = e.bar.Add(n)
	}
}

func (e *exporting) endProgress() {
	if e.bar != nil {
		_ = e.bar.Exit()
		_ = e.bar.Clear()
		e.bar = nil
	}
}
