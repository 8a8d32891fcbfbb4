package render

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/entente/entente/graph"
	"github.com/entente/entente/printable"
)

// Article writes what was found in an article, for people: a heading and a
// table each of actors, events, policies and statements.
func Article(w io.Writer, f graph.Fragment, width int) error {
	a := f.Article
	title := a.Title
	if title == "" {
		title = a.ID
	}
	var about []string
	for _, s := range []string{a.PublishedOn.String(), a.Publisher, a.Section, a.URL} {
		if s != "" {
			about = append(about, printable.Line(s))
		}
	}
	if len(about) == 0 {
		about = []string{"no date"}
	}
	if _, err := fmt.Fprintf(w, "%s\n%s\n", printable.Line(title), strings.Join(about, ", ")); err != nil {
		return err
	}
	names := map[string]string{}
	for _, a := range f.Actors {
		names[a.ID] = a.Name
	}
	for _, t := range []struct {
		title   string
		columns []string
		rows    [][]any
	}{
		{"Actors", []string{"name", "kind", "country", "sector", "roles", "mentions"}, actorRows(f, names)},
		{"Events", []string{"when", "status", "type", "source", "target", "event"}, factRows(f, graph.EventLabel, names)},
		{"Policies", []string{"when", "status", "kind", "issuer", "target", "policy"}, factRows(f, graph.PolicyLabel, names)},
		{"Statements", []string{"speaker", "form", "words", "about"}, statementRows(f, names)},
	} {
		if len(t.rows) == 0 {
			continue
		}
		if _, err := fmt.Fprintf(w, "\n%s (%d)\n", t.title, len(t.rows)); err != nil {
			return err
		}
		if err := writeTable(w, t.columns, t.rows, width); err != nil {
			return err
		}
	}
	return nil
}

func writeTable(w io.Writer, columns []string, rows [][]any, width int) error {
	out, err := NewRows(w, Table, columns, width)
	if err != nil {
		return err
	}
	for _, r := range rows {
		if err := out.Row(r); err != nil {
			return err
		}
	}
	return out.Close()
}

func actorRows(f graph.Fragment, names map[string]string) [][]any {
	actors := slices.Clone(f.Actors)
	slices.SortFunc(actors, func(a, b graph.Actor) int { return cmp.Or(b.Count-a.Count, cmp.Compare(a.ID, b.ID)) })
	var rows [][]any
	for _, a := range actors {
		if a.Count == 0 {
			continue
		}
		var roles []string
		for _, r := range a.Roles {
			if !r.Known {
				roles = append(roles, r.Role+", "+names[r.Of])
			}
		}
		rows = append(rows, []any{a.Name, string(graph.KindOf(a.ID)), a.Country, a.Sector, roles, a.Count})
	}
	return rows
}

func factRows(f graph.Fragment, label graph.Label, names map[string]string) [][]any {
	reports := slices.DeleteFunc(slices.Clone(f.Reports), func(r graph.Report) bool { return r.Fact != label })
	slices.SortStableFunc(reports, func(a, b graph.Report) int { return a.When.Start.Compare(b.When.Start) })
	var rows [][]any
	for _, r := range reports {
		kind := string(r.Type)
		if r.Mode != "" {
			kind += " " + r.Mode
		}
		if label == graph.PolicyLabel {
			kind = r.Kind
		}
		rows = append(rows, []any{r.When.Interval.String(), string(r.Status), kind, nameList(r.Sources, names), nameList(r.Targets, names), r.Name})
	}
	return rows
}

func nameList(list []graph.Participant, names map[string]string) []string {
	var out []string
	for _, p := range list {
		out = append(out, names[p.ID])
	}
	return out
}

func statementRows(f graph.Fragment, names map[string]string) [][]any {
	var rows [][]any
	for _, r := range f.Reports {
		if r.Fact != graph.StatementLabel {
			continue
		}
		var about []string
		for _, t := range r.About {
			if n := names[t.ID]; n != "" {
				about = append(about, n)
			}
		}
		rows = append(rows, []any{nameList(r.Sources, names), r.Form, r.Text, about})
	}
	return rows
}
