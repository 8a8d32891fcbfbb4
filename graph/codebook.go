package graph

// Modes lists the modes of a type (PLOVER codebook, tables of modes); none for
// a type that has none.
func Modes(t EventType) []string { return modes[t] }

var modes = map[EventType][]string{
	Consult:  {"visit", "third-party", "multilateral", "phone"},
	Retreat:  {"withdraw", "release", "disarm", "ceasefire", "access", "resign"},
	Request:  {"assist", "change", "yield", "meet"},
	Accuse:   {"disapprove", "investigate", "allege"},
	Reject:   {"assist", "change", "yield", "meet"},
	Threaten: {"restrict", "arrest", "relations", "expel", "territory", "violence"},
	Protest:  {"demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"},
	Sanction: {"convict", "expel", "withdraw", "discontinue"},
	Mobilize: {"troops", "weapons", "police", "militia"},
	Coerce:   {"seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold", "misinformation", "cyber"},
	Assault: {"abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives", "suicide-attack", "aerial", "drone",
		"heavy-weapons", "crowd-control", "unconventional"},
}

// Contexts lists the contexts (PLOVER codebook, table 'General contexts') that
// events, policies and statements read from texts have.
func Contexts() []string {
	return []string{"asylum", "cbrn", "corruption", "crime", "cyber", "diplomatic", "disasters", "economic", "election", "environment", "executive", "gender",
		"health", "human_rights", "human_security", "illegal_drugs", "intelligence", "legal", "legislative", "lgbt", "migration", "military", "misinformation",
		"natural_resource", "peacekeeping", "political_institutions", "religion_ethnicity", "reparations", "repression", "rights_freedoms", "technology",
		"territory", "terrorism", "trafficking"}
}
