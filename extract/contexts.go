package extract

import (
	"slices"
	"strings"
)

// contextWords are the words that put a sentence in one of PLOVER's contexts
// (codebook, table 'General contexts').
var contextWords = map[string][]string{
	"military":               {"military", "troop", "army", "navy", "soldier", "warship", "missile", "airstrike", "ceasefire", "defense", "defence", "weapon"},
	"intelligence":           {"intelligence", "spy", "espionage", "surveillance"},
	"executive":              {"cabinet", "executive"},
	"legislative":            {"parliament", "congress", "senate", "lawmaker", "legislation", "bill", "legislator"},
	"election":               {"election", "vote", "ballot", "campaign", "candidate", "referendum", "voter", "poll"},
	"political_institutions": {"constitution", "reform", "coalition"},
	"economic":               {"trade", "tariff", "economy", "economic", "export", "import", "inflation", "gdp", "loan", "investment", "market"},
	"legal":                  {"court", "law", "judge", "lawsuit", "prosecutor", "trial", "legal", "charge"},
	"human_rights":           {"rights", "genocide", "torture"},
	"rights_freedoms":        {"freedom", "press", "censorship"},
	"human_security":         {"water", "food", "housing", "famine", "starvation"},
	"diplomatic":             {"ambassador", "diplomat", "diplomatic", "embassy", "summit", "treaty", "talk", "negotiation", "minister"},
	"territory":              {"border", "territory", "annexation", "sovereignty", "occupation"},
	"peacekeeping":           {"peacekeeper", "peacekeeping"},
	"health":                 {"health", "virus", "vaccine", "disease", "epidemic", "hospital"},
	"asylum":                 {"asylum"},
	"migration":              {"refugee", "migrant", "immigration", "migration", "deportation"},
	"disasters":              {"earthquake", "flood", "hurricane", "disaster", "wildfire", "crash"},
	"natural_resource":       {"oil", "gas", "mining", "mineral"},
	"environment":            {"climate", "pollution", "emission", "environmental"},
	"technology":             {"technology", "artificial", "satellite"},
	"terrorism":              {"terrorist", "terrorism", "terror"},
	"cbrn":                   {"nuclear", "chemical", "biological", "radiation", "uranium"},
	"cyber":                  {"cyber", "hacker", "hacking", "cyberattack"},
	"misinformation":         {"misinformation", "disinformation", "propaganda"},
	"crime":                  {"crime", "criminal", "murder", "gang", "cartel"},
	"corruption":             {"corruption", "bribe", "bribery"},
	"illegal_drugs":          {"drug", "fentanyl", "cocaine", "heroin", "narcotic"},
	"trafficking":            {"trafficking", "smuggling", "trafficker", "smuggler"},
	"religion_ethnicity":     {"ethnic", "religious", "muslim", "christian", "jewish", "mosque", "church"},
	"gender":                 {"gender", "abortion"},
	"lgbt":                   {"gay", "lgbt", "transgender"},
	"repression":             {"repression", "crackdown"},
	"reparations":            {"reparation"},
}

// contexts gives the contexts of the sentence around token i, sorted.
func (r *reader) contexts(f *field, i int) []string {
	s := f.sents[f.toks[i].sent]
	var out []string
	for k := s.first; k < s.last; k++ {
		for _, c := range r.contextOf[f.toks[k].lemma] {
			if !slices.Contains(out, c) {
				out = append(out, c)
			}
		}
	}
	slices.Sort(out)
	return out
}

func contextIndex() map[string][]string {
	out := map[string][]string{}
	for c, words := range contextWords {
		for _, w := range words {
			out[w] = append(out[w], c)
		}
	}
	return out
}

// cameo gives the CAMEO code nearest to a type and mode (CAMEO2PLOVER-2021,
// read backwards).
func cameo(typ, mode string) string {
	if c, ok := cameoCodes[strings.TrimSpace(typ+" "+mode)]; ok {
		return c
	}
	return cameoCodes[typ]
}

var cameoCodes = map[string]string{
	"AGREE": "030", "CONSULT": "040", "CONSULT phone": "041", "CONSULT visit": "042", "CONSULT third-party": "044", "SUPPORT": "050", "COOPERATE": "060", "AID": "070", "CONCEDE": "080",
	"RETREAT": "084", "RETREAT release": "0841", "RETREAT access": "086", "RETREAT disarm": "0873", "RETREAT ceasefire": "0871", "RETREAT withdraw": "0874", "RETREAT resign": "0831",
	"ACCUSE": "110", "ACCUSE investigate": "090", "ACCUSE disapprove": "111", "ACCUSE allege": "112", "REQUEST": "100", "REQUEST assist": "101", "REQUEST change": "104", "REQUEST yield": "105", "REQUEST meet": "106",
	"REJECT": "120", "REJECT assist": "121", "REJECT change": "123", "REJECT yield": "124", "REJECT meet": "125",
	"THREATEN": "130", "THREATEN relations": "131", "THREATEN restrict": "132", "THREATEN expel": "136", "THREATEN territory": "1382", "THREATEN violence": "138", "THREATEN arrest": "132",
	"PROTEST": "140", "PROTEST demo": "141", "PROTEST hunger": "142", "PROTEST strike": "143", "PROTEST boycott": "143", "PROTEST obstruct": "144", "PROTEST riot": "145",
	"MOBILIZE": "150", "MOBILIZE police": "153", "MOBILIZE troops": "154", "MOBILIZE weapons": "154", "MOBILIZE militia": "154",
	"SANCTION": "160", "SANCTION withdraw": "161", "SANCTION discontinue": "162", "SANCTION expel": "166", "SANCTION convict": "116",
	"COERCE": "170", "COERCE seize": "171", "COERCE restrict": "172", "COERCE censor": "1721", "COERCE curfew": "1723", "COERCE martial-law": "1724", "COERCE arrest": "173", "COERCE deport": "174", "COERCE withhold": "172", "COERCE cyber": "170",
	"ASSAULT": "190", "ASSAULT abduct": "181", "ASSAULT beat": "182", "ASSAULT sexual": "1821", "ASSAULT torture": "1822", "ASSAULT explosives": "183", "ASSAULT suicide-attack": "1831", "ASSAULT targeted": "186", "ASSAULT destroy": "1712",
	"ASSAULT firearms": "193", "ASSAULT aerial": "195", "ASSAULT heavy-weapons": "194", "ASSAULT crowd-control": "175", "ASSAULT unconventional": "204",
}
