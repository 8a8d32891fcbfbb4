package graph

// An EventType is one of the 16 event types of the PLOVER manual (2021).
type EventType string

// The event types.
const (
	Agree     EventType = "AGREE"
	Consult   EventType = "CONSULT"
	Support   EventType = "SUPPORT"
	Concede   EventType = "CONCEDE"
	Cooperate EventType = "COOPERATE"
	Aid       EventType = "AID"
	Retreat   EventType = "RETREAT"
	Request   EventType = "REQUEST"
	Accuse    EventType = "ACCUSE"
	Reject    EventType = "REJECT"
	Threaten  EventType = "THREATEN"
	Protest   EventType = "PROTEST"
	Sanction  EventType = "SANCTION"
	Mobilize  EventType = "MOBILIZE"
	Coerce    EventType = "COERCE"
	Assault   EventType = "ASSAULT"
)

// EventTypes lists the event types, from cooperation to conflict.
func EventTypes() []EventType {
	return []EventType{Agree, Consult, Support, Concede, Cooperate, Aid, Retreat,
		Request, Accuse, Reject, Threaten, Protest, Sanction, Mobilize, Coerce, Assault}
}

// The quad classes.
const (
	VerbalCooperation   = 1
	MaterialCooperation = 2
	VerbalConflict      = 3
	MaterialConflict    = 4
)

// QuadClass gives the type's quad class, or 0 for what is no event type.
//
// The manual contradicts itself on SANCTION: its section says material
// conflict, its quad table verbal conflict. Breaking off what was given is an
// act, not words, so it is material conflict here.
func (t EventType) QuadClass() int {
	switch t {
	case Agree, Consult, Support, Concede:
		return VerbalCooperation
	case Cooperate, Aid, Retreat:
		return MaterialCooperation
	case Request, Accuse, Reject, Threaten:
		return VerbalConflict
	case Protest, Sanction, Mobilize, Coerce, Assault:
		return MaterialConflict
	}
	return 0
}

// Goldstein gives PLOVER's conflict-cooperation score of a type and mode, from
// -10 to 10 (manual, table 'PLOVER conflict-cooperation scores'); the type's
// base score where the mode has none. The manual prints 3 for ACCUSE, whose
// modes have -2 and -3.5: a lost sign.
func Goldstein(t EventType, mode string) float64 {
	if s, ok := modeScores[string(t)+":"+mode]; ok {
		return s
	}
	return baseScores[t]
}

var baseScores = map[EventType]float64{
	Agree: 2.5, Consult: 2.5, Support: 5, Concede: 4.5, Cooperate: 9.5, Aid: 10, Retreat: 6.5,
	Request: 0, Accuse: -3, Reject: -2, Threaten: -3.5,
	Protest: -5, Sanction: -6, Mobilize: -5.5, Coerce: -7, Assault: -9,
}

// modeScores holds the modes whose score the table gives apart from the
// type's.
var modeScores = map[string]float64{
	"CONSULT:visit": 4, "CONSULT:third-party": 1, "CONSULT:multilateral": 4, "CONSULT:phone": 1.5,
	"RETREAT:withdraw": 8, "RETREAT:disarm": 10, "RETREAT:ceasefire": 7.5, "RETREAT:resign": 4.5,
	"REQUEST:assist": 0.5, "REQUEST:change": -1, "REQUEST:yield": -1,
	"ACCUSE:disapprove": -2, "ACCUSE:investigate": -3.5, "ACCUSE:allege": -3.5,
	"REJECT:assist":     -1.5,
	"THREATEN:restrict": -3, "THREATEN:territory": -4,
	"PROTEST:riot": -7, "PROTEST:hunger": -4.5, "PROTEST:boycott": -4.5, "PROTEST:obstruct": -4.5,
	"SANCTION:expel":  -5.5,
	"MOBILIZE:troops": -6.5, "MOBILIZE:weapons": -6.5, "MOBILIZE:militia": -6,
	"COERCE:censor": -6.5, "COERCE:curfew": -6.5, "COERCE:martial-law": -7.5, "COERCE:misinformation": -6.5,
	"ASSAULT:abduct": -8.5, "ASSAULT:beat": -7.5, "ASSAULT:torture": -8.5, "ASSAULT:sexual": -8.5,
	"ASSAULT:targeted": -9.5, "ASSAULT:destroy": -8.5, "ASSAULT:primitive": -8,
	"ASSAULT:suicide-attack": -9.5, "ASSAULT:aerial": -9.5, "ASSAULT:drone": -9.5,
	"ASSAULT:heavy-weapons": -9.5, "ASSAULT:crowd-control": -7.5, "ASSAULT:unconventional": -10,
}

// A Status says whether an event happened, or what a policy's standing is.
type Status string

// The statuses of events; StatusUnknown is also a policy's.
const (
	Occurred      Status = "occurred"
	Ongoing       Status = "ongoing"
	Planned       Status = "planned"
	Hypothetical  Status = "hypothetical"
	Denied        Status = "denied"
	StatusUnknown Status = "unknown"
)

// The statuses that only policies have; a policy may be Planned too.
const (
	Proposed Status = "proposed"
	InForce  Status = "in force"
	Ended    Status = "ended"
)

// EventStatuses lists the statuses of events, the weightier first: that is the
// order in which an equal number of equally late reports is decided.
func EventStatuses() []Status {
	return []Status{Occurred, Ongoing, Denied, Planned, Hypothetical, StatusUnknown}
}

// PolicyStatuses lists the statuses of policies, the weightier first.
func PolicyStatuses() []Status {
	return []Status{InForce, Ended, Planned, Proposed, StatusUnknown}
}

// label gives the extra label of a node with this status, or "".
func (s Status) label() Label {
	switch s {
	case Planned:
		return PlannedLabel
	case Hypothetical:
		return HypotheticalLabel
	case Denied:
		return DeniedLabel
	case Rejected:
		return RejectedLabel
	}
	return ""
}

// Stances lists what a statement can say towards what it is about.
func Stances() []string {
	return []string{"asserts", "denies", "supports", "opposes", "warns", "demands", "neutral"}
}

// Forms lists the forms of statements.
func Forms() []string { return []string{"direct", "mixed", "indirect"} }
