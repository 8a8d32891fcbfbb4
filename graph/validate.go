package graph

import (
	"fmt"
	"math"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/entente/entente/calendar"
)

// CaptionLength is the most characters that a caption has.
const CaptionLength = 24

// Validate checks that the fragment keeps to the schema: ids well formed,
// vocabulary closed, every actor and fact that is referred to present, dates
// in order. A loader that emits an invalid Fragment has a bug, or was handed a
// damaged file; the error names the first thing wrong.
func (f Fragment) Validate() error {
	if err := f.validate(); err != nil {
		return fmt.Errorf("%s: %w", f.Article.ID, err)
	}
	return nil
}

func (f Fragment) validate() error {
	if LabelOf(f.Article.ID) != ArticleLabel || !ValidID(f.Article.ID) {
		return fmt.Errorf("%q is no article's id", f.Article.ID)
	}
	if f.Dataset == "" {
		return fmt.Errorf("no dataset is named")
	}
	if f.Partial && f.Dataset == News {
		return fmt.Errorf("what is read from an article's text is whole, never partial")
	}
	if !slices.Contains(TextModes(), f.Article.TextMode) {
		return fmt.Errorf("text mode %q is not one of %v", f.Article.TextMode, TextModes())
	}
	known := map[string]bool{}
	for _, a := range f.Actors {
		if KindOf(a.ID) == "" || !ValidID(a.ID) {
			return fmt.Errorf("%q is no actor's id", a.ID)
		}
		if known[a.ID] {
			return fmt.Errorf("actor %s is given twice", a.ID)
		}
		if a.Name == "" {
			return fmt.Errorf("actor %s has no name", a.ID)
		}
		known[a.ID] = true
	}
	for _, r := range f.Reports {
		if known[r.Key] {
			return fmt.Errorf("fact %s is reported twice", r.Key)
		}
		known[r.Key] = true
	}
	for _, a := range f.Actors {
		for _, r := range a.Roles {
			if r.Role == "" {
				return fmt.Errorf("actor %s: a role without a word for it; 'of' says that none is known", a.ID)
			}
			if KindOf(r.Of) == "" || !known[r.Of] || r.Of == a.ID {
				return fmt.Errorf("actor %s: role %q is of %q, which is not among the fragment's other actors", a.ID, r.Role, r.Of)
			}
		}
	}
	for _, r := range f.Reports {
		if err := r.validate(f.Article, known); err != nil {
			return fmt.Errorf("report %s: %w", r.Key, err)
		}
	}
	return nil
}

func (r Report) validate(a Article, known map[string]bool) error {
	if LabelOf(r.Key) != r.Fact || !slices.Contains(FactLabels(), r.Fact) || !ValidID(r.Key) {
		return fmt.Errorf("%q is no id of a %q", r.Key, r.Fact)
	}
	for _, ref := range r.references() {
		if LabelOf(ref.id) != ref.label || !known[ref.id] {
			return fmt.Errorf("%s %q is no %s of the fragment", ref.what, ref.id, ref.label)
		}
	}
	if r.Start < 0 || r.End < r.Start {
		return fmt.Errorf("the quote goes from %d to %d", r.Start, r.End)
	}
	if r.Quote != "" && utf8.RuneCountInString(r.Quote) != r.End-r.Start {
		return fmt.Errorf("the quote has %d characters, but its offsets %d to %d", utf8.RuneCountInString(r.Quote), r.Start, r.End)
	}
	if a.Text != "" && !r.InTitle && r.End > utf8.RuneCountInString(a.Text) {
		return fmt.Errorf("the quote ends at %d, past the text's end", r.End)
	}
	if err := r.When.Valid(); err != nil {
		return err
	}
	if utf8.RuneCountInString(r.Caption) > CaptionLength {
		return fmt.Errorf("caption %q is longer than %d characters", r.Caption, CaptionLength)
	}
	return r.validateVocabulary()
}

func (r Report) validateVocabulary() error {
	switch r.Fact {
	case EventLabel:
		if untyped := r.Type == "" && r.SourceEventID != ""; !untyped && !slices.Contains(EventTypes(), r.Type) {
			return fmt.Errorf("%q is no event type", r.Type)
		}
		if !slices.Contains(EventStatuses(), r.Status) {
			return fmt.Errorf("%q is no status of an event", r.Status)
		}
	case PolicyLabel:
		if r.Kind == "" {
			return fmt.Errorf("a policy without a kind")
		}
		if !slices.Contains(PolicyStatuses(), r.Status) {
			return fmt.Errorf("%q is no status of a policy", r.Status)
		}
	case StatementLabel:
		if !slices.Contains(Forms(), r.Form) {
			return fmt.Errorf("%q is no form of a statement", r.Form)
		}
		for _, t := range r.About {
			if !slices.Contains(Stances(), t.Stance) {
				return fmt.Errorf("%q is no stance", t.Stance)
			}
		}
	}
	if b := r.When.Basis; b != "" && !slices.Contains(calendar.Bases(), b) {
		return fmt.Errorf("%q is no basis of a date", b)
	}
	if g := r.Goldstein; g != nil && !(math.Abs(*g) <= 10) {
		return fmt.Errorf("a Goldstein score of %v is not between -10 and 10", *g)
	}
	points := []*Point{r.Location}
	if c := r.Record; c != nil {
		points = append(points, c.SourceLocation, c.TargetLocation)
	}
	for _, p := range points {
		if p != nil && !(math.Abs(p.Latitude) <= 90 && math.Abs(p.Longitude) <= 180) {
			return fmt.Errorf("no place on earth has latitude %v, longitude %v", p.Latitude, p.Longitude)
		}
	}
	return nil
}

type reference struct {
	what, id string
	label    Label
}

// references lists every id that the report refers to.
func (r Report) references() []reference {
	var refs []reference
	add := func(what string, label Label, ids ...string) {
		for _, id := range ids {
			refs = append(refs, reference{what, id, label})
		}
	}
	for _, p := range r.Sources {
		add("source", ActorLabel, p.ID)
	}
	for _, p := range r.Targets {
		add("target", ActorLabel, p.ID)
	}
	add("place", ActorLabel, r.Places...)
	add("enacted policy", PolicyLabel, r.Enacts...)
	add("foreseen event", EventLabel, r.Foresees...)
	add("expressed event", EventLabel, r.Expresses...)
	for _, o := range r.After {
		add("earlier event", EventLabel, o.Key)
	}
	for _, t := range r.About {
		label := LabelOf(t.ID)
		if !slices.Contains([]Label{ActorLabel, PolicyLabel, EventLabel}, label) {
			label = ActorLabel
		}
		add("topic", label, t.ID)
	}
	if r.Via != "" {
		add("outlet", ActorLabel, r.Via)
	}
	return refs
}

// Validate checks a graph against the schema: labels, types, endpoints,
// properties and their types, unique ids, and that relationships join nodes
// that are there.
func (g Graph) Validate() error {
	nodes := map[string]Label{}
	for _, n := range g.Nodes {
		if nodes[n.ID] != "" {
			return fmt.Errorf("node %s is there twice", n.ID)
		}
		if len(n.Labels) == 0 || LabelOf(n.ID) != n.Labels[0] || !ValidID(n.ID) {
			return fmt.Errorf("node %q has labels %v", n.ID, n.Labels)
		}
		nodes[n.ID] = n.Labels[0]
		if err := n.Properties.validate(NodeProperties(n.Labels[0])); err != nil {
			return fmt.Errorf("node %s: %w", n.ID, err)
		}
	}
	endpoints := map[RelType][]Endpoint{}
	for _, s := range RelSchemas() {
		endpoints[s.Type] = s.Endpoints
	}
	for _, r := range g.Relationships {
		if !slices.Contains(endpoints[r.Type], Endpoint{nodes[r.Start], nodes[r.End]}) {
			return fmt.Errorf("%s joins %s to %s", r.Type, r.Start, r.End)
		}
		if err := r.Properties.validate(RelProperties(r.Type)); err != nil {
			return fmt.Errorf("%s from %s to %s: %w", r.Type, r.Start, r.End, err)
		}
	}
	return nil
}

func (p Properties) validate(schema []Property) error {
	for name, v := range p {
		i := slices.IndexFunc(schema, func(s Property) bool { return s.Name == name })
		if i < 0 {
			return fmt.Errorf("property %s is not in the schema", name)
		}
		if t := typeOf(v); t != schema[i].Type {
			return fmt.Errorf("property %s is a %s, not a %s", name, t, schema[i].Type)
		}
	}
	return nil
}

func typeOf(v any) Type {
	switch v.(type) {
	case string:
		return String
	case []string:
		return Strings
	case int:
		return Int
	case float64:
		return Float
	case bool:
		return Bool
	case calendar.Date:
		return DateType
	case time.Time:
		return DateTime
	case Point:
		return PointGeo
	}
	return Type(fmt.Sprintf("%T", v))
}
