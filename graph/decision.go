package graph

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/entente/entente/calendar"
)

// A DecisionKind is what a person has decided.
type DecisionKind string

// The kinds: that two are one; that some are not brought together by rules;
// what a fact is in truth; a remark.
const (
	SameDecision  DecisionKind = "same"
	ApartDecision DecisionKind = "apart"
	FixDecision   DecisionKind = "fix"
	NoteDecision  DecisionKind = "note"
)

// A Decision is the word of a person about the graph. It goes before the
// rules, and survives reloading and retraction of what it is about.
type Decision struct {
	ID   string       `json:"id"` // DecisionID
	Kind DecisionKind `json:"kind"`
	// Subjects are what it is about, as reports have it: units of actors
	// (Unit.String), keys of facts, ids of articles. Of SameDecision there are
	// two, and the first gives its id.
	Subjects []string  `json:"subjects"`
	Why      string    `json:"why"`
	At       time.Time `json:"at"`
	By       string    `json:"by,omitempty"`
	Fix      *Fix      `json:"fix,omitempty"`
	Note     string    `json:"note,omitempty"`
}

// A Fix is what an analyst says of a fact in place of its reports. What is
// empty stays as reported.
type Fix struct {
	Reject  bool               `json:"reject,omitempty"` // it is no such fact
	Status  Status             `json:"status,omitempty"`
	Type    EventType          `json:"type,omitempty"`
	Date    *calendar.Interval `json:"date,omitempty"`
	Sources []string           `json:"sources,omitempty"` // ids of actors
	Targets []string           `json:"targets,omitempty"`
}

// DecisionID makes a decision's id of what it says and is about: the same one
// made again takes its place.
func DecisionID(d Decision) string {
	fix, err := json.Marshal(d.Fix)
	if err != nil {
		panic(fmt.Sprintf("graph: a fix that cannot be written as JSON: %v", err)) // it holds strings and dates only
	}
	return "decision:" + hash(string(d.Kind), strings.Join(d.Subjects, " "), string(fix), d.Note)
}

// Validate checks that a decision can be carried out.
func (d Decision) Validate() error {
	if strings.TrimSpace(d.Why) == "" && d.Kind != NoteDecision {
		return fmt.Errorf("a decision needs a reason")
	}
	if len(d.Subjects) == 0 {
		return fmt.Errorf("a decision about nothing")
	}
	switch d.Kind {
	case SameDecision:
		if len(d.Subjects) != 2 || d.Subjects[0] == d.Subjects[1] {
			return fmt.Errorf("two different things can be decided to be the same, not %v", d.Subjects)
		}
		x, y := unitKey(d.Subjects[0]), unitKey(d.Subjects[1])
		if a := LabelOf(x); a != LabelOf(y) || KindOf(x) != KindOf(y) || a != ActorLabel && a != EventLabel {
			return fmt.Errorf("%s and %s: only two actors of one kind, or two events, can be the same", d.Subjects[0], d.Subjects[1])
		}
	case ApartDecision:
	case NoteDecision:
		if strings.TrimSpace(d.Note) == "" {
			return fmt.Errorf("a note without words")
		}
	case FixDecision:
		return d.Fix.validate(LabelOf(d.Subjects[0]))
	default:
		return fmt.Errorf("%q is no kind of decision", d.Kind)
	}
	return nil
}

func (f *Fix) validate(label Label) error {
	if f == nil || !f.Reject && f.Status == "" && f.Type == "" && f.Date == nil && len(f.Sources)+len(f.Targets) == 0 {
		return fmt.Errorf("a correction that changes nothing")
	}
	var statuses []Status
	switch label {
	case EventLabel:
		statuses = EventStatuses()
	case PolicyLabel:
		statuses = PolicyStatuses()
	case StatementLabel:
	default:
		return fmt.Errorf("only events, policies and statements can be corrected")
	}
	if f.Status != "" && !slices.Contains(statuses, f.Status) {
		return fmt.Errorf("%q is no status of this; one of %v is", f.Status, statuses)
	}
	if f.Type != "" && (label != EventLabel || !slices.Contains(EventTypes(), f.Type)) {
		return fmt.Errorf("%q is no type of this; for events, one of %v is", f.Type, EventTypes())
	}
	if f.Date != nil {
		if err := f.Date.Valid(); err != nil {
			return err
		}
	}
	for _, id := range slices.Concat(f.Sources, f.Targets) {
		if KindOf(id) == "" || !ValidID(id) {
			return fmt.Errorf("%q is no actor's id", id)
		}
	}
	if label == StatementLabel && len(f.Targets) > 0 {
		return fmt.Errorf("a statement has no targets")
	}
	return nil
}

// SortDecisions puts decisions in the order in which they were made, which is
// the order in which they count.
func SortDecisions(list []Decision) {
	slices.SortFunc(list, func(a, b Decision) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID)) })
}

// apartSubjects gives what people have said the rules are not to touch.
func apartSubjects(decisions []Decision) map[string]bool {
	out := map[string]bool{}
	for _, d := range decisions {
		if d.Kind == ApartDecision {
			for _, s := range d.Subjects {
				out[s] = true
			}
		}
	}
	return out
}

// about gives the decisions of a kind that are about one of the subjects.
func about(decisions []Decision, kind DecisionKind, subjects []string) []Decision {
	var out []Decision
	for _, d := range decisions {
		if d.Kind == kind && intersect(d.Subjects, subjects) {
			out = append(out, d)
		}
	}
	return out
}

// Line gives a decision in one line for people.
func (d Decision) Line() string {
	var parts []string
	if f := d.Fix; f != nil {
		add := func(name, v string) {
			if v != "" {
				parts = append(parts, name+" "+v)
			}
		}
		if f.Reject {
			parts = append(parts, "rejected")
		}
		add("status", string(f.Status))
		add("type", string(f.Type))
		if f.Date != nil {
			add("date", f.Date.String())
		}
		add("by", strings.Join(f.Sources, " "))
		add("to", strings.Join(f.Targets, " "))
	}
	if d.Note != "" {
		parts = append(parts, d.Note)
	}
	s := strings.Join(parts, ", ")
	if d.Why != "" {
		s += " (" + d.Why + ")"
	}
	return s
}
