package codes

import (
	"strings"

	"github.com/entente/entente/graph"
)

// Someone gives the actor of a data set that names people, bodies and
// collectives in words: "Angela Merkel", "Police (India)", "Unidentified Armed
// Group (Mali)", "India". country is an ISO code, sector a code of PLOVER's;
// kind says what a name is where the data set knows, else it is guessed.
func Someone(name, country, sector string, kind graph.Label) (a graph.Actor, ok bool) {
	name, country, sector = strings.Join(strings.Fields(name), " "), plain(country), plain(sector)
	if c, known := Country(Name, name); known {
		return *c, true
	}
	if name == "" {
		if country == "" && sector == "" {
			return graph.Actor{}, false
		}
		if c, known := Country(ISO, country); known && (sector == "" || sector == "GOV") {
			return *c, true
		}
		return Group(country, sector), true
	}
	if words, of, unnamed := inBrackets(name); unnamed && kind == "" {
		if c, known := Country(Name, of); known {
			if of := SectorOf(words); of != "" {
				sector = of
			}
			if sector == "GOV" {
				return *c, true
			}
			if sector != "" && Sector(sector) {
				return Group(c.Country, sector), true
			}
			a, ok = Named(graph.Group, words)
			a.ID = graph.GroupID(c.Country, "") + "~" + strings.TrimPrefix(a.ID, "group:")
			a.Name, a.Country = name, c.Country
			return a, ok
		}
	}
	if kind == "" {
		kind = kindOf(name)
	}
	a, ok = Named(kind, name)
	a.Country, a.Sector = country, sector
	return a, ok
}

// inBrackets takes "Police (India)" apart.
func inBrackets(name string) (words, of string, ok bool) {
	words, of, ok = strings.Cut(name, " (")
	of, closed := strings.CutSuffix(of, ")")
	return words, of, ok && closed && words != ""
}

// kindOf guesses whether a name is a person's or a body's: people have two to
// four names, all with capitals, and none of them is what bodies are called.
func kindOf(name string) graph.Label {
	words := strings.Fields(name)
	if len(words) < 2 || len(words) > 4 {
		return graph.Organization
	}
	for _, w := range words {
		if bodies[strings.ToLower(strings.Trim(w, ",.()'"))] {
			return graph.Organization
		}
		first := w[0]
		small := first >= 'a' && first <= 'z' && !particles[w]
		if small || first >= '0' && first <= '9' || len(w) > 2 && w == strings.ToUpper(w) || w == "&" {
			return graph.Organization
		}
	}
	return graph.Person
}

var particles = wordSet("al bin ibn ben von van de da del della dos du la le el der den ter zu af i y e")

var bodies = wordSet(`ministry ministries department government administration office agency authority authorities bureau commission committee council
	court tribunal parliament senate congress assembly house cabinet embassy army navy force forces military police guard guards brigade brigades
	battalion division command corps front party movement union league alliance coalition federation confederation association organization
	organisation institute institution foundation center centre university college school hospital church bank company corporation group inc ltd co
	corp news times post agency radio television network press media daily journal journals society club team militia militias rebels insurgents
	terrorists guerrillas militants gang cartel cartels tribe tribes clan people's protesters citizens civilians students workers farmers
	business businesses opposition leadership officials soldiers troops prison service services state states nations republic kingdom city province
	district county village international national central supreme high federal regional joint special united liberation resistance islamic
	muslim christian jewish democratic communist socialist liberal labour labor and of the for against`)

func wordSet(s string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		m[w] = true
	}
	return m
}

// SectorOf gives PLOVER's sector for the words that a data set has for one
// ("Legislative / Parliamentary", "Police Forces"), "" where none fits.
func SectorOf(words string) string {
	words = strings.ToLower(words)
	for _, s := range sectorWords {
		for _, w := range s.words {
			if strings.Contains(words, w) {
				return s.sector
			}
		}
	}
	return ""
}

// sectorWords are tried in this order: "Military Police" are police, and a
// "Government Religious" body is of the government.
var sectorWords = []struct {
	sector string
	words  []string
}{
	{"COP", []string{"police"}},
	{"SPY", []string{"intelligence", "secret agent"}},
	{"LEG", []string{"legislat", "parliament", "lower house", "upper house"}},
	{"JUD", []string{"judicia", "court", "judge", "attorney", "lawyer"}},
	{"MIL", []string{"military", "army", "navy", "air force", "armed forces", "peacekeep"}},
	{"PRM", []string{"paramilitar"}},
	{"REB", []string{"rebel", "insurgen", "separatist", "guerrilla"}},
	{"UAF", []string{"militia", "militant", "unidentified force", "armed group", "armed band", "radical", "extremist", "terrorist"}},
	{"CRM", []string{"criminal", "gang", "cartel"}},
	{"OPP", []string{"opposition", "dissident", "activist"}},
	{"PTY", []string{"part(y", "parties", "political party", "(party"}},
	{"GOV", []string{"government", "executive", "cabinet", "ministry", "state-owned", "local", "diplomatic"}},
	{"JRN", []string{"media", "news", "journalis"}},
	{"EDU", []string{"education", "student", "school", "university"}},
	{"MED", []string{"medical", "health"}},
	{"REF", []string{"refugee", "displaced"}},
	{"REL", []string{"religio", "church", "clergy"}},
	{"LAB", []string{"labor", "labour", "worker", "union"}},
	{"AGR", []string{"agricultur", "farmer"}},
	{"BUS", []string{"business", "company", "companies", "banking"}},
	{"CVL", []string{"population", "civilian", "citizen", "protester", "rioter", "people", "social", "ethnic"}},
	{"ELI", []string{"elite"}},
}

// Entity gives the code of one of PLOVER's international entities, which stand
// in the place of a country, by its name or code; "" for none.
func Entity(name string) string {
	switch s := strings.ToLower(name); {
	case strings.Contains(s, "united nations"), s == "uno":
		return "UNO"
	case strings.Contains(s, "european union"), s == "eur":
		return "EUR"
	case strings.Contains(s, "non-governmental"), s == "ngo":
		return "NGO"
	case strings.Contains(s, "governmental organi"), s == "igo":
		return "IGO"
	case strings.Contains(s, "social movement"), s == "ism":
		return "ISM"
	case strings.Contains(s, "militarized group"), s == "img":
		return "IMG"
	case strings.Contains(s, "multi-national corp"), strings.Contains(s, "multinational corp"), s == "mnc":
		return "MNC"
	}
	return ""
}
