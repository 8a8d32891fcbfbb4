package graph

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/entente/entente/calendar"
)

// An Occurrence is what all reports with one key say of an event, as far as it
// helps to tell whether another key is of the same event.
type Occurrence struct {
	Key              string
	Type             EventType
	Mode             string
	Hypothetical     bool
	Sources, Targets []string // ids in the graph
	Dyads            []string
	When             When
	PlaceName        string
	Places           []string
	Head             string
	Articles         []string
	Alone            bool // rules do not bring it to others
}

// maxDays is the longest interval that can be one occurrence's: in a longer
// one, the same actors do the same kind of thing again and again.
const maxDays = 31

// narrowDays is the longest interval in which they seldom do so twice.
const narrowDays = 7

// reportingDays is how long before its article a thing may have happened of
// which news tells without a date.
const reportingDays = 3

// OccurrenceOf gives what the reports with one key come to, ids resolved. What
// is not read from news, or has no actor or no narrow date, stands alone.
func OccurrenceOf(key string, reports []Evidence) Occurrence {
	reports = slices.DeleteFunc(slices.Clone(reports), func(e Evidence) bool { return e.Key != key || e.Dataset != News })
	if len(reports) == 0 {
		return Occurrence{Key: key, Alone: true}
	}
	slices.SortFunc(reports, compareEvidence)
	ids := func(get func(Report) []Participant) []string {
		return union(reports, func(r Report) []string {
			return mapped(get(r), func(p Participant) string { return r.Resolved.is(p.ID) })
		})
	}
	o := Occurrence{
		Key: key, Type: reports[0].Type, Hypothetical: true, When: narrowest(reports),
		Mode:      first(reports, func(r Report) string { return r.Mode }),
		PlaceName: first(reports, func(r Report) string { return foldWords(r.PlaceName) }),
		Head:      first(reports, func(r Report) string { return strings.ToLower(r.Head) }),
		Sources:   ids(func(r Report) []Participant { return r.Sources }),
		Targets:   ids(func(r Report) []Participant { return r.Targets }),
		Dyads:     union(reports, func(r Report) []string { return r.Dyads }),
		Places:    union(reports, func(r Report) []string { return r.Places }),
	}
	for _, e := range reports {
		o.Hypothetical = o.Hypothetical && e.Status == Hypothetical
		o.Articles = append(o.Articles, e.ArticleID)
	}
	o.Articles = unique(o.Articles)
	w := o.When
	o.Alone = o.Type == "" || len(o.Dyads) == 0 || w.Start.IsZero() || w.End.IsZero() || w.Days() > maxDays
	return o
}

// Exact tells whether words give the day.
func (o Occurrence) Exact() bool {
	return o.When.Start == o.When.End && o.When.Basis != calendar.Publication && o.When.Basis != ""
}

// window gives the days on which it can have happened.
func (o Occurrence) window() calendar.Interval {
	w := o.When.Interval
	if o.When.Basis == calendar.Publication || o.When.Basis == "" {
		w.Start = w.Start.AddDays(-reportingDays)
	}
	return w
}

func (o Occurrence) class() string {
	if o.Hypothetical {
		return string(o.Type) + "?"
	}
	return string(o.Type)
}

// Slots gives the words under which the occurrence is to be found: for one of
// which the day is known, type, dyad and day; for another, the months of its
// window.
func (o Occurrence) Slots() []string {
	switch {
	case o.Alone:
		return nil
	case o.Exact():
		return o.each(o.When.Start.String())
	}
	return o.each(append(months(o.window()), o.interval())...)
}

// Wants gives the slots of all whose grouping may hang on this occurrence, or
// this one's on theirs.
func (o Occurrence) Wants() []string {
	switch {
	case o.Alone:
		return nil
	case o.Exact():
		return o.each(o.When.Start.String(), months(o.When.Interval)[0])
	}
	wants := []string{o.interval()}
	w := o.window()
	for day := w.Start; !day.After(w.End); day = day.AddDays(1) {
		wants = append(wants, day.String())
	}
	return o.each(wants...)
}

// interval tells occurrences of the same dates.
func (o Occurrence) interval() string {
	return "in " + o.When.Start.String() + ".." + o.When.End.String()
}

// each gives the slots of times, for each dyad.
func (o Occurrence) each(times ...string) []string {
	var out []string
	for _, d := range o.Dyads {
		for _, t := range times {
			out = append(out, "event "+o.class()+" "+d+" "+t)
		}
	}
	return unique(out)
}

// Sees tells whether the two may hang on each other, beyond sharing a slot.
func (o Occurrence) Sees(p Occurrence) bool {
	switch {
	case o.class() != p.class() || !intersect(o.Dyads, p.Dyads):
		return false
	case o.Exact() && p.Exact():
		return o.When.Start == p.When.Start
	case o.Exact():
		return p.window().Contains(o.When.Interval)
	case p.Exact():
		return o.window().Contains(p.When.Interval)
	}
	return o.When.Interval.Start == p.When.Start && o.When.End == p.When.End
}

func months(v calendar.Interval) []string {
	var out []string
	for d := v.Start; ; d = d.AddDays(1) {
		if m := d.String()[:len("2006-01")]; len(out) == 0 || out[len(out)-1] != m {
			out = append(out, m)
		}
		if !d.Before(v.End) {
			return out
		}
	}
}

// A Grouping says of which event a key is: of the one with the smallest key in
// Group, and why it is not its own.
type Grouping struct {
	Group string
	Why   string
}

// GroupEvents tells which occurrences are one event. Of two with their day
// known, type, day, and a dyad have to be the same, and actors, place and head
// word to agree; a cluster is joined only by what agrees with all in it. One
// without a day joins the one cluster that it agrees with in its window, and
// else those of the same dates. What agrees with several equally stays by
// itself. What it says of one depends on those it sees, and so on; of no order.
// Decisions of people go before the rules.
func GroupEvents(occurrences []Occurrence, decisions []Decision) map[string]Grouping {
	g := grouper{apart: apartSubjects(decisions)}
	var exact, loose []Occurrence
	for _, o := range occurrences {
		switch {
		case o.Alone || g.apart[o.Key]:
			g.clusters = append(g.clusters, &cluster{closed: true, members: []Occurrence{o}})
		case o.Exact():
			exact = append(exact, o)
		default:
			loose = append(loose, o)
		}
	}
	slices.SortFunc(exact, compareSpecific)
	slices.SortFunc(loose, compareSpecific)
	for _, o := range exact {
		g.put(o, func(c *cluster) bool { return c.exact() })
	}
	n := len(g.clusters)
	var rest []Occurrence
	for _, o := range loose {
		if c, why := g.best(o, func(c *cluster) bool { return c.exact() }); c != nil {
			c.guests = append(c.guests, guest{o, why})
		} else {
			rest = append(rest, o)
		}
	}
	for _, o := range rest {
		g.put(o, func(c *cluster) bool { return slices.Index(g.clusters, c) >= n })
	}
	return g.groups(decisions)
}

// compareSpecific puts what says more first.
func compareSpecific(a, b Occurrence) int {
	told := func(o Occurrence) int {
		n := len(o.Sources) + len(o.Targets)
		if o.PlaceName != "" {
			n += 2
		}
		return n
	}
	return cmp.Or(cmp.Compare(told(b), told(a)), cmp.Compare(a.Key, b.Key))
}

type grouper struct {
	clusters []*cluster
	apart    map[string]bool
}

type guest struct {
	Occurrence
	why string
}

type cluster struct {
	members []Occurrence
	why     []string // of members, from the second on
	guests  []guest  // members whose day is not known, which decide nothing
	closed  bool
}

func (c *cluster) exact() bool { return !c.closed && c.members[0].Exact() }

// put adds an occurrence to the cluster it agrees with, or to one of its own.
func (g *grouper) put(o Occurrence, among func(*cluster) bool) {
	if c, why := g.best(o, among); c != nil {
		c.members = append(c.members, o)
		c.why = append(c.why, why)
		return
	}
	g.clusters = append(g.clusters, &cluster{members: []Occurrence{o}, why: []string{""}})
}

// best gives the one cluster that o agrees with best; none where two are as
// good.
func (g *grouper) best(o Occurrence, among func(*cluster) bool) (best *cluster, why string) {
	top, tie := 0, false
	for _, c := range g.clusters {
		if c.closed || !o.Sees(c.members[0]) && !slices.ContainsFunc(c.members, o.Sees) || !among(c) {
			continue
		}
		points, reason := c.agreement(o)
		switch {
		case points == 0:
		case points > top:
			best, top, tie, why = c, points, false, reason
		case points == top:
			tie = true
		}
	}
	if tie {
		return nil, ""
	}
	return best, why
}

// agreement gives how well o agrees with the member it agrees with best, 0
// where it does not agree with some member.
func (c *cluster) agreement(o Occurrence) (points int, why string) {
	for _, m := range c.members {
		n, reason := agreement(o, m)
		if n == 0 {
			return 0, ""
		}
		if n > points {
			points, why = n, reason
		}
	}
	return points, why
}

// agreement counts what speaks for two occurrences being one: on each side 2
// for an actor in common, 1 where one says less exactly who; 1 for the place in
// words, 1 for the head word. It gives 0 where something speaks against it, or
// too little for it: 4, and one more where only states and unnamed groups are
// in common, which meet and fight more than once a day, and one more where a
// date says no more than the month.
func agreement(a, b Occurrence) (points int, why string) {
	if a.class() != b.class() || a.Mode != "" && b.Mode != "" && a.Mode != b.Mode || disjoint(a.Places, b.Places) || intersect(a.Articles, b.Articles) {
		return 0, ""
	}
	s, named1 := side(a.Sources, b.Sources)
	t, named2 := side(a.Targets, b.Targets)
	if s < 0 || t < 0 || s < 2 && t < 2 {
		return 0, ""
	}
	points, why = s+t, "the same type, day and dyad"
	need := 5
	if named1 || named2 {
		need, why = 4, why+", actor"
	}
	switch x, y := a.PlaceName, b.PlaceName; {
	case x == "" || y == "":
	case x == y:
		points, why = points+1, why+", place"
	case !strings.Contains(" "+x+" ", " "+y+" ") && !strings.Contains(" "+y+" ", " "+x+" "):
		return 0, ""
	}
	if a.Head != "" && a.Head == b.Head {
		points, why = points+1, why+", head word"
	}
	if max(a.When.Days(), b.When.Days()) > narrowDays {
		need++
	}
	if points < need {
		return 0, ""
	}
	return points, fmt.Sprintf("%s (%d points)", why, points)
}

// side compares those on one side of two events: 2 where they share one, 1
// where one says only the state or an unnamed group, 0 where neither says
// anybody, negative where they are others. named is whether a person or body
// is shared.
func side(a, b []string) (points int, named bool) {
	if len(a) == 0 && len(b) == 0 {
		return 0, false
	}
	if len(a) == 0 || len(b) == 0 {
		return -1, false
	}
	vague := false
	for _, x := range a {
		if slices.Contains(b, x) {
			points = 2
			named = named || individual(x)
		}
	}
	for _, x := range slices.Concat(a, b) {
		vague = vague || !individual(x)
	}
	switch {
	case points == 2:
		return 2, named
	case vague || !sameKind(a, b):
		return 1, false
	}
	return -1, false
}

func individual(id string) bool { return KindOf(id) == Person || KindOf(id) == Organization }

// sameKind tells whether there is a kind of actor on both sides: a person is
// not another person, but may be the head of a body.
func sameKind(a, b []string) bool {
	for _, x := range a {
		for _, y := range b {
			if KindOf(x) == KindOf(y) {
				return true
			}
		}
	}
	return false
}

// groups gives the outcome, decisions of people included.
func (g *grouper) groups(decisions []Decision) map[string]Grouping {
	out := map[string]Grouping{}
	parts := map[string][]string{} // by any name of the group
	for _, c := range g.clusters {
		var keys []string
		for i, m := range c.members {
			keys = append(keys, m.Key)
			if i > 0 && i < len(c.why) {
				out[m.Key] = Grouping{Why: c.why[i]}
			}
		}
		for _, v := range c.guests {
			keys = append(keys, v.Key)
			out[v.Key] = Grouping{Why: v.why}
		}
		for _, k := range keys {
			parts[k] = keys
		}
	}
	for _, d := range decisions {
		if d.Kind != SameDecision || LabelOf(d.Subjects[0]) != EventLabel {
			continue
		}
		a, b := parts[d.Subjects[0]], parts[d.Subjects[1]]
		if len(a) == 0 || len(b) == 0 || slices.Contains(a, d.Subjects[1]) {
			continue
		}
		for _, k := range b {
			out[k] = Grouping{Why: "decided: " + d.Why}
		}
		both := slices.Concat(a, b)
		for _, k := range both {
			parts[k] = both
		}
	}
	groups := make(map[string]Grouping, len(parts))
	for k, part := range parts {
		w := Grouping{Group: slices.Min(part)}
		if w.Group != k {
			w.Why = cmp.Or(out[k].Why, out[w.Group].Why, "it agrees with other reports of the event")
		}
		groups[k] = w
	}
	return groups
}
