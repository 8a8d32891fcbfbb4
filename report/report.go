// Package report makes the page that an analyst sends to a colleague: all that
// the graph knows of an actor, of two sides or of a policy, each fact with the
// sentence that says so and its source. The page is one file without scripts,
// and asks nothing of any network.
package report

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/entente/entente/calendar"
	"github.com/entente/entente/graph"
	"github.com/entente/entente/queries"
)

// A Kind is what a report is about.
type Kind string

// The kinds of report.
const (
	Actor  Kind = "actor"
	Dyad   Kind = "dyad"
	Policy Kind = "policy"
)

// A Subject is what one report is about: Names are one actor, two, or a policy,
// in the words that the canned questions take.
type Subject struct {
	Kind  Kind
	Names []string
}

// A Report is what the graph knows of its subject.
type Report struct {
	Subject    Subject
	Title      string
	Events     []Fact // in the order of their last possible day
	Policies   []Fact
	Statements []Fact
}

// A Fact is an event, a policy or a statement with all its reports.
type Fact struct {
	ID       string
	Label    graph.Label
	Name     string // of a statement its words
	Kind     string // PLOVER type of an event, kind of a policy, form of a statement
	Status   graph.Status
	When     string
	Interval calendar.Interval
	Basis    calendar.Basis
	Quad     int
	By       []Party
	Targets  []Party
	About    []Topic
	Places   []string
	Reports  []Evidence
}

// A Party is an actor of a fact.
type Party struct {
	ID, Name  string
	As        string // the words that the report used
	Cue, Via  string // of a speaker: the word of saying, the outlet spoken to
	Anonymous bool
}

// A Topic is what a statement is about.
type Topic struct{ Name, Stance string }

// Evidence is one report of a fact.
type Evidence struct {
	Quote        string
	Status       string
	Figures      []string
	AttributedTo []string
	Dataset      string
	Title        string
	URL          string
	Publisher    string
	PublishedOn  calendar.Date
	Article      string // id
}

// happened tells whether the fact counts as an act: not planned, possible or denied.
func (f Fact) happened() bool {
	switch f.Status {
	case graph.Planned, graph.Hypothetical, graph.Denied, graph.Proposed:
		return false
	}
	return true
}

// most is how many facts of a kind a report takes: more are not read.
const most = 2000

// New reads what the graph knows of the subject. The error says what is not known.
func New(ctx context.Context, r queries.Runner, c queries.Catalogue, s Subject) (Report, error) {
	a := &asker{ctx: ctx, r: r, catalogue: c, seen: map[string]bool{}}
	switch {
	case s.Kind == Actor && len(s.Names) == 1:
		a.actor(s.Names[0])
	case s.Kind == Dyad && len(s.Names) == 2:
		a.dyad(s.Names[0], s.Names[1])
	case s.Kind == Policy && len(s.Names) == 1:
		a.policy(s.Names[0])
	default:
		return Report{}, fmt.Errorf("a report is about one actor, two actors or one policy, not %s %q", s.Kind, s.Names)
	}
	rep := Report{Subject: s, Title: joined(a.titles)}
	facts := a.facts()
	if a.err != nil {
		return Report{}, a.err
	}
	if len(facts) == 0 {
		return Report{}, fmt.Errorf("the graph holds nothing on %s", rep.Title)
	}
	for _, f := range facts {
		switch f.Label {
		case graph.EventLabel:
			rep.Events = append(rep.Events, f)
		case graph.PolicyLabel:
			rep.Policies = append(rep.Policies, f)
		case graph.StatementLabel:
			rep.Statements = append(rep.Statements, f)
		}
	}
	return rep, nil
}

// joined gives the first names; words can fit many policies.
func joined(names []string) string {
	const most = 3
	if len(names) > most {
		return strings.Join(names[:most], ", ") + fmt.Sprintf(" and %d more", len(names)-most)
	}
	return strings.Join(names, " and ")
}

// An asker collects the ids of facts by canned questions. The first error stays.
type asker struct {
	ctx       context.Context
	r         queries.Runner
	catalogue queries.Catalogue
	titles    []string
	ids       []string
	seen      map[string]bool
	err       error
}

func (a *asker) actor(name string) {
	a.title(name)
	a.add(a.ask("country-timeline", map[string]any{"country": name, "include": all()})...)
	a.add(a.ask("says", map[string]any{"actor": name})...)
	a.add(a.ask("said-about", map[string]any{"about": name})...)
}

func (a *asker) dyad(one, other string) {
	a.title(one)
	a.title(other)
	a.add(a.ask("dyad-timeline", map[string]any{"actor": one, "other": other, "include": all()[1:]})...)
	var issued [2][]string
	for i, d := range [][2]string{{one, other}, {other, one}} {
		a.add(a.ask("policies", map[string]any{"issuer": d[0], "target": d[1], "include": all()})...)
		a.add(a.ask("said-about", map[string]any{"speaker": d[0], "about": d[1]})...)
		issued[i] = a.ask("policies", map[string]any{"issuer": d[0], "include": all()})
	}
	for _, id := range issued[0] { // agreements are issued by both
		if slices.Contains(issued[1], id) {
			a.add(id)
		}
	}
}

func (a *asker) policy(words string) {
	found := []string{words}
	if !strings.HasPrefix(words, "policy:") {
		found = a.ask("find", map[string]any{"words": words, "kinds": []string{"Policy"}})
	}
	a.add(found...)
	a.add(a.ask("policy-statements", map[string]any{"policy": words})...)
	a.add(a.ask("around-policy", map[string]any{"policy": words, "include": all()[1:]})...)
	a.read(enacting, map[string]any{"ids": found}, func(row []any) {
		name, _ := row[0].(string)
		a.titles = append(a.titles, name)
		if id, ok := row[1].(string); ok {
			a.add(id)
		}
	})
	slices.Sort(a.titles)
	a.titles = slices.Compact(a.titles)
	if len(a.titles) == 0 && a.err == nil {
		a.err = fmt.Errorf("no policy in the graph has all of the words %q in its name; 'entente query run policies' lists them", words)
	}
}

// all are the statuses that questions leave out unless asked; the first is of policies alone.
func all() []string { return []string{"proposed", "planned", "hypothetical", "denied"} }

// ask gives the ids in the answer to a canned question.
func (a *asker) ask(name string, params map[string]any) []string {
	if a.err != nil {
		return nil
	}
	q, err := a.catalogue.Find(name)
	if err != nil {
		a.err = err
		return nil
	}
	params["limit"] = most
	var ids []string
	a.err = queries.Run(a.ctx, a.r, q, params, func(columns []string, row []any) error {
		if id, ok := row[slices.Index(columns, "id")].(string); ok {
			ids = append(ids, id)
		}
		return nil
	})
	return ids
}

func (a *asker) add(ids ...string) {
	for _, id := range ids {
		if !a.seen[id] {
			a.seen[id] = true
			a.ids = append(a.ids, id)
		}
	}
}

// title adds the name that the graph has for an actor, or else the user's.
func (a *asker) title(name string) {
	title := name
	a.read(nameOf, map[string]any{"who": name}, func(row []any) {
		if s, ok := row[0].(string); ok {
			title = s
		}
	})
	a.titles = append(a.titles, title)
}

func (a *asker) read(cypher string, params map[string]any, visit func(row []any)) {
	if a.err != nil {
		return
	}
	a.err = a.r.Read(a.ctx, cypher, params, func(_ []string, row []any) error {
		visit(row)
		return nil
	})
}
